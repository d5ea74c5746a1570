//! The bar of time: what was heard, what has come, what is still to come, each segment in its place, and where chapters begin.

use egui::accesskit::{Action as Ask, ActionData, ActionRequest};
use egui::{
    CursorIcon, EventFilter, Key, Modifiers, Painter, Rect, RectAlign, Response, RichText, Role, Sense, Tooltip, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::audio::TakeSample;
use crate::audio::take::samples_per_peak;
use crate::ui::Action;
use crate::ui::playback::controls::SKIP;
use crate::ui::playback::{PlaybackAction, SegmentProgress, Slice, Tick, Timeline};
use crate::ui::shell::theme::{Palette, ROUND};
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, playback as words};

/// Height of the bar, in points.
pub const HEIGHT: f32 = 40.0;
/// Width of a stroke of the wave, and its distance to the next.
const STROKE: f32 = 2.5;
const STEP: f32 = 4.0;
/// How far ticks of chapters are apart at least that are named one by one, and those of sentences that are painted.
const NAMED: f32 = 6.0;
/// Height of the tick of a sentence, in points.
const SENTENCE: f32 = 4.0;

/// The bar; a press hears from there, and a drag shows the place and hears from there when it ends. Beyond what has come
/// the sound is waited for. `words_at` are the first words of the sentence at a sample.
pub fn timeline_ui(
    ui: &mut Ui,
    lang: Lang,
    timeline: &Timeline,
    peaks: &[u8],
    words_at: impl Fn(TakeSample) -> Option<String>,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, enabled, spoken(lang, timeline)));
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), palette, rect, timeline, peaks);
        paint_sentences(ui.painter(), palette, rect, timeline);
        ticks_ui(ui, lang, palette, rect, timeline);
        if response.has_focus() {
            widgets::focus_ring(ui, rect.shrink(2.0), ROUND);
        }
    }
    if timeline.rate == 0 || timeline.reachable() == 0 {
        return None;
    }
    if let Some(moved) = moved_without_pointer(ui, &response, timeline) {
        return Some(Action::Playback(moved));
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let at = |x: f32| {
        let sample = f64::from((x - rect.left()) / rect.width()).clamp(0.0, 1.0) * timeline.total;
        TakeSample(sample as u64).min(timeline.reachable())
    };
    let pos = response.interact_pointer_pos().or(response.hover_pos())?;
    // Near its tick the beginning of a chapter is meant.
    let tick_near = |sample: TakeSample| {
        let points = |tick: &&Tick| ((tick.sample.0 as f64 - sample.0 as f64) / timeline.total) as f32 * rect.width();
        let after = timeline.chapters.partition_point(|tick| tick.sample <= sample);
        let around = &timeline.chapters[after.saturating_sub(1)..(after + 1).min(timeline.chapters.len())];
        around.iter().find(|tick| points(tick).abs() <= NAMED / 2.0).map(|tick| tick.sample)
    };
    let sample = at(pos.x);
    let sample = tick_near(sample).unwrap_or(sample);
    let x = rect.left() + (sample.0 as f64 / timeline.total.max(1.0)) as f32 * rect.width();
    let mark = Rect::from_center_size(pos2(x, rect.center().y), vec2(1.0, HEIGHT));
    ui.painter().rect_filled(mark, 0.0, palette.soft);
    let mut tooltip = Tooltip::always_open(ui.ctx().clone(), response.layer_id, response.id, pos2(x, rect.top()));
    tooltip.popup = tooltip.popup.align(RectAlign::TOP);
    tooltip.gap(6.0).show(|ui| {
        ui.label(format::samples(sample, timeline.rate));
        if let Some((at, tick)) = timeline.chapter_at(sample) {
            ui.label(chapter(lang, timeline, at, tick));
        }
        let words = match sample >= timeline.received {
            true => timeline.is_growing.then(|| words::NOT_HEARD_YET.get(lang).to_owned()),
            false => words_at(sample),
        };
        if let Some(words) = words {
            ui.label(RichText::new(words).small().color(palette.soft));
        }
    });
    // A drag seeks once, when it ends: each seek is heard.
    (response.clicked() || response.drag_stopped()).then_some(Action::Playback(PlaybackAction::Seek(sample)))
}

/// Moves in the sound by the arrows, Home and End while the bar has the keyboard, and as a screen reader asks.
fn moved_without_pointer(ui: &Ui, response: &Response, timeline: &Timeline) -> Option<PlaybackAction> {
    let (rate, end) = (f64::from(timeline.rate), timeline.reachable());
    let seconds = |sample: TakeSample| sample.0 as f64 / rate;
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(seconds(end));
        node.set_numeric_value(seconds(timeline.heard));
        node.set_numeric_value_step(SKIP);
        for action in [Ask::SetValue, Ask::Increment, Ask::Decrement] {
            node.add_action(action);
        }
    });
    let asked = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as f64;
    let mut skipped = SKIP * (asked(Ask::Increment) - asked(Ask::Decrement));
    let sample = |asked: &ActionRequest| match asked.data {
        Some(ActionData::NumericValue(seconds)) => Some(TakeSample((seconds.max(0.0) * rate) as u64).min(end)),
        _ => None,
    };
    let mut place =
        ui.input(|input| input.accesskit_action_requests(response.id, Ask::SetValue).filter_map(sample).last());
    if response.has_focus() {
        let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f64;
        skipped += SKIP * (pressed(Key::ArrowRight) - pressed(Key::ArrowLeft));
        for (key, at) in [(Key::Home, TakeSample::ZERO), (Key::End, end)] {
            place = Some(at).filter(|_| pressed(key) > 0.0).or(place);
        }
    }
    place.map(PlaybackAction::Seek).or((skipped != 0.0).then_some(PlaybackAction::Skip(skipped)))
}

/// The bar in words, for those who hear the window.
fn spoken(lang: Lang, timeline: &Timeline) -> String {
    let done = timeline.slices.iter().filter(|slice| slice.state == SegmentProgress::Done).count();
    words::PROGRESS
        .with("heard", format::samples(timeline.heard, timeline.rate))
        .with("received", format::samples(timeline.received, timeline.rate))
        .with("done", done)
        .with("all", timeline.slices.len())
        .get(lang)
        + &chapter_heard(lang, timeline)
}

fn chapter_heard(lang: Lang, timeline: &Timeline) -> String {
    let heard = timeline.chapter_at(timeline.heard);
    heard.map(|(at, tick)| format!(" · {}", chapter(lang, timeline, at, tick))).unwrap_or_default()
}

/// The name of a chapter, from 0.
fn chapter(lang: Lang, timeline: &Timeline, at: usize, tick: &Tick) -> String {
    let numbered = words::CHAPTER.with("n", at + 1).with("all", timeline.chapters.len());
    numbered.with("title", &tick.title).get(lang)
}

/// A small tick where a sentence begins, where there is room for them.
fn paint_sentences(painter: &Painter, palette: &Palette, rect: Rect, timeline: &Timeline) {
    let (Some(first), Some(last)) = (timeline.sentences.first(), timeline.sentences.last()) else { return };
    let points = f64::from(rect.width()) / timeline.total.max(1.0);
    let wide = (last.saturating_sub(*first).0 as f64 * points) as f32;
    if wide < NAMED * (timeline.sentences.len() - 1) as f32 {
        return;
    }
    let mut before = rect.left();
    for sample in timeline.sentences.iter() {
        let x = rect.left() + (sample.0 as f64 * points) as f32;
        // Where the sound begins one needs no tick; one that is too near to the one before is left out.
        if x >= before + NAMED {
            before = x;
            let mark = Rect::from_min_size(pos2(x, rect.bottom() - SENTENCE), vec2(1.0, SENTENCE));
            painter.rect_filled(mark, 0.0, palette.faint);
        }
    }
}

/// A tick where a chapter begins. Those that have room are named one by one; of others the bar says which is heard.
fn ticks_ui(ui: &mut Ui, lang: Lang, palette: &Palette, rect: Rect, timeline: &Timeline) {
    let (mut painted, mut named) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (at, tick) in timeline.chapters.iter().enumerate() {
        let x = rect.left() + (tick.sample.0 as f64 / timeline.total.max(1.0)) as f32 * rect.width();
        if x < painted + 1.0 {
            continue;
        }
        painted = x;
        let mark = Rect::from_min_size(pos2(x, rect.top()), vec2(1.0, HEIGHT / 4.0));
        ui.painter().rect_filled(mark, 0.0, palette.ink);
        if x >= named + NAMED {
            named = x;
            let area = Rect::from_min_size(pos2(x - NAMED / 2.0, rect.top()), vec2(NAMED, HEIGHT));
            let response = ui.interact(area, ui.scope_id().with(("chapter", at)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, chapter(lang, timeline, at, tick)));
        }
    }
}

fn paint(painter: &Painter, palette: &Palette, rect: Rect, timeline: &Timeline, peaks: &[u8]) {
    let x = |sample: f64| rect.left() + (sample / timeline.total.max(1.0)) as f32 * rect.width();
    let heard = x(timeline.heard.0 as f64);
    let strokes = (rect.width() / STEP) as usize;
    let per_stroke = timeline.total / strokes.max(1) as f64;
    let mut slices = timeline.slices.iter().scan(0.0, |start, slice| {
        let from = *start;
        *start += slice.samples;
        Some((from, *start, slice))
    });
    let mut current = slices.next();
    for stroke in 0..strokes {
        let from = stroke as f64 * per_stroke;
        while current.is_some_and(|(_, end, _)| from >= end) {
            current = slices.next();
        }
        let left = rect.left() + stroke as f32 * STEP;
        let (color, has_sound) = match current {
            None => (palette.control_hover, false),
            Some((start, _, slice)) => colour(palette, slice, from - start, left < heard),
        };
        let half = match has_sound {
            true => (height(peaks, timeline, from, per_stroke) * (HEIGHT / 2.0 - 2.0)).max(1.5),
            false => 1.5,
        };
        let bar = Rect::from_min_max(pos2(left, rect.center().y - half), pos2(left + STROKE, rect.center().y + half));
        painter.rect_filled(bar, STROKE / 2.0, color);
    }
    if timeline.received > 0 || timeline.is_waiting() {
        let line = Rect::from_center_size(pos2(heard, rect.center().y), vec2(2.0, HEIGHT));
        // Where nothing has come yet, the playhead waits.
        painter.rect_filled(line, 1.0, if timeline.is_waiting() { palette.warn } else { palette.ink });
    }
}

/// The colour of a stroke, and whether sound has come for it.
fn colour(palette: &Palette, slice: &Slice, into: f64, is_heard: bool) -> (egui::Color32, bool) {
    let has_sound = into < slice.received;
    let color = match (has_sound, slice.state) {
        (true, _) if is_heard => palette.accent,
        (true, _) => palette.accent.lerp_to_gamma(palette.panel, 0.55),
        (false, SegmentProgress::Failed) => palette.bad,
        (false, SegmentProgress::Retrying) => palette.warn,
        (false, SegmentProgress::Streaming) => palette.faint,
        (false, SegmentProgress::Waiting | SegmentProgress::Done) => palette.control_hover,
    };
    (color, has_sound)
}

/// How loud the sound is there, 0 to 1.
fn height(peaks: &[u8], timeline: &Timeline, from: f64, samples: f64) -> f32 {
    let per_peak = samples_per_peak(timeline.rate) as f64;
    let first = (from / per_peak) as usize;
    let last = ((from + samples) / per_peak).ceil() as usize;
    let loudest =
        peaks.get(first..last.clamp(first + 1, peaks.len().max(first + 1))).and_then(|some| some.iter().max());
    // The power lifts quiet speech to where one can see it.
    (f32::from(loudest.copied().unwrap_or(0)) / 255.0).powf(0.7)
}
