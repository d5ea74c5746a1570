//! The margins: at the left where the text is cut into requests, how full each is and what has become of it, and which passages
//! have versions; at the right what can be done about sentences that failed.

use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, CursorIcon, Layout, Popup, PopupCloseBehavior, Rect, Response, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::audio::take::Passage;
use crate::ui::document::paper::area::ShownText;
use crate::ui::document::paper::editor::Editor;
use crate::ui::document::state::Paper;
use crate::ui::document::{PagePassage, PageRequest};
use crate::ui::playback::versions::{ShownVersions, passage_ui, redo_ui};
use crate::ui::playback::{PlaybackAction, SegmentProgress, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, document as words, playback};

/// Between the text and the map, and how wide it is, in points.
const GAP: f32 = 12.0;
const WIDTH: f32 = 3.0;
/// How far around it the pointer asks about it, in points.
const AROUND: f32 = 3.0;
/// Between the text and the bar of sentences without sound, and how wide that is, in points.
const MARK_GAP: f32 = 8.0;
const MARK_WIDTH: f32 = 2.0;
/// Side of what one presses to see versions, in points.
const DOT: f32 = 14.0;
/// A margin that is narrower than this, in points, shows icons without words.
const WORDY: f32 = 116.0;

/// Paints the requests in sight. `heard` is a byte of the spoken text in the one that is heard.
pub(super) fn map_ui(ui: &mut Ui, lang: Lang, paper: &Paper, shown: &ShownText) {
    let palette = theme::palette(ui);
    let in_sight = |one: &&PageRequest| one.source.start < shown.bytes.end && one.source.end > shown.bytes.start;
    for request in paper.margin.requests.iter().filter(in_sight) {
        let is_heard = paper.heard.is_some_and(|byte| request.spoken.contains(&byte));
        let rows = paper.editor.extent(&request.source, shown.width).translate(shown.at.to_vec2());
        let left = shown.at.x - GAP - WIDTH;
        let track = Rect::from_x_y_ranges(left..=left + WIDTH, rows.top() + 2.0..=rows.bottom() - 2.0);
        let full = match request.bytes {
            0 => 1.0,
            bytes => (bytes as f32 / request.limit.max(1) as f32).min(1.0),
        };
        let filled = Rect::from_min_max(track.min, pos2(track.right(), track.top() + track.height() * full));
        let color = match request.state {
            _ if is_heard => palette.accent,
            Some(SegmentProgress::Done) => palette.accent.lerp_to_gamma(palette.paper, 0.55),
            Some(SegmentProgress::Streaming) => palette.soft,
            Some(SegmentProgress::Retrying) => palette.warn,
            Some(SegmentProgress::Failed) => palette.bad,
            Some(SegmentProgress::Waiting) | None => palette.control_press,
        };
        let round = CornerRadius::same(1);
        ui.painter().rect_filled(track, round, palette.control);
        ui.painter().rect_filled(filled, round, color);
        let seen = track.expand(AROUND).intersect(ui.clip_rect());
        let response = ui.interact(seen, ui.scope_id().with(("request", request.number)), Sense::hover());
        let said = said(lang, request, is_heard);
        response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, &said));
        response.on_hover_text(said);
    }
}

/// `Request 3 · 960 of 1,024 bytes · received`.
fn said(lang: Lang, request: &PageRequest, is_heard: bool) -> String {
    let state = match request.state {
        _ if is_heard => words::REQUEST_HEARD,
        Some(SegmentProgress::Done) if request.bytes == 0 => words::REQUEST_KEPT,
        Some(SegmentProgress::Done) => words::REQUEST_DONE,
        Some(SegmentProgress::Streaming) => words::REQUEST_COMING,
        Some(SegmentProgress::Retrying) => words::REQUEST_AGAIN,
        Some(SegmentProgress::Failed) => words::REQUEST_FAILED,
        Some(SegmentProgress::Waiting) | None => words::REQUEST_WAITING,
    };
    let said = words::REQUEST_FACTS.with("n", request.number + 1).with("bytes", format::number(request.bytes));
    said.with("limit", format::number(request.limit)).with("state", state.get(lang)).get(lang)
}

/// Marks sentences without sound beside their rows.
pub(super) fn mark(ui: &Ui, editor: &Editor, shown: &ShownText, bytes: &std::ops::Range<usize>, has_failed: bool) {
    let palette = theme::palette(ui);
    let at = shown.at.x - MARK_GAP;
    let rows = editor.extent(bytes, shown.width).translate(shown.at.to_vec2()).shrink2(vec2(0.0, 3.0));
    let bar = Rect::from_x_y_ranges(at - MARK_WIDTH..=at, rows.y_range());
    ui.painter().rect_filled(bar, CornerRadius::same(1), if has_failed { palette.bad } else { palette.faint });
}

/// A dot beside each passage that has several versions; it opens them. Those whose rows begin at the same place share one.
pub(super) fn passages_ui(
    ui: &mut Ui,
    lang: Lang,
    paper: &mut Paper,
    shown: &ShownText,
    versions: ShownVersions<'_>,
) -> Option<PlaybackAction> {
    let margin = paper.margin.clone();
    let in_sight = |one: &&PagePassage| one.source.start < shown.bytes.end && one.source.end > shown.bytes.start;
    let seen: Vec<&PagePassage> = margin.passages.iter().filter(in_sight).collect();
    // One that begins above what is in sight has its dot in the first row.
    let row = |one: &PagePassage| paper.editor.rows.at(one.source.start.max(shown.bytes.start));
    let mut action = None;
    let mut wanted = paper.versions.take();
    for together in seen.chunk_by(|one, next| row(one) == row(next)) {
        let Some(first) = together.first() else { continue };
        let top = shown.at.y + row(first) as f32 * paper.editor.height;
        let center = pos2(shown.at.x - GAP - WIDTH - DOT / 2.0 - 2.0, top + paper.editor.height / 2.0);
        let place = Rect::from_center_size(center, Vec2::splat(DOT));
        let of = |one: &PagePassage| versions.passages.iter().find(|passage| passage.spoken == one.spoken);
        let passages: Vec<&Passage> = together.iter().filter_map(|one| of(one)).collect();
        let is_wanted = wanted.take_if(|wanted| together.iter().any(|one| one.spoken.start == *wanted)).is_some();
        let dot = dot_ui(ui, lang, place, versions, &passages, first.spoken.start);
        let popup = Popup::menu(&dot).width(380.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        if is_wanted {
            Popup::open_id(ui.ctx(), popup.get_id());
        }
        let shown = popup.accessible_name(playback::COMPARE.get(lang)).show(|ui| {
            widgets::explain(ui, playback::VERSIONS_WHY.get(lang));
            let mut action = None;
            for passage in &passages {
                action = passage_ui(ui, lang, versions, passage).or(action.take());
                ui.separator();
                ui.add_enabled_ui(versions.can_change, |ui| {
                    let again = redo_ui(ui, lang, playback::REDO_ONCE_MORE.get(lang), &passage.spoken);
                    if again.is_some() {
                        ui.close();
                    }
                    action = again.or(action.take());
                });
            }
            action
        });
        action = shown.and_then(|shown| shown.inner).or(action);
    }
    action
}

/// The dot itself. `id` tells it from others.
fn dot_ui(ui: &Ui, lang: Lang, place: Rect, versions: ShownVersions<'_>, passages: &[&Passage], id: usize) -> Response {
    let palette = theme::palette(ui);
    let response = ui.interact(place.intersect(ui.clip_rect()), ui.scope_id().with(("versions", id)), Sense::click());
    let said = passages.iter().map(|passage| {
        let said = playback::VERSIONS_HERE.with("n", passage.versions.len());
        said.with("words", versions.words_of(passage)).get(lang)
    });
    let said = said.collect::<Vec<_>>().join("\n");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    let is_lit = response.hovered() || response.has_focus();
    ui.painter().circle_filled(place.center(), 3.5, if is_lit { palette.accent } else { palette.soft });
    if response.has_focus() {
        widgets::focus_ring(ui, place, DOT / 2.0);
    }
    response.on_hover_text(said).on_hover_cursor(CursorIcon::PointingHand)
}

/// Beside sentences that failed, the button that asks for them again.
pub(super) fn failed_ui(ui: &mut Ui, lang: Lang, paper: &Paper, shown: &ShownText) -> Option<PlaybackAction> {
    let mut is_pressed = false;
    for (number, failed) in paper.margin.failed.iter().enumerate() {
        let seen = failed.start.max(shown.bytes.start)..failed.end.min(shown.bytes.end);
        if seen.is_empty() {
            continue;
        }
        mark(ui, &paper.editor, shown, failed, true);
        let rows = paper.editor.extent(&seen, shown.width).translate(shown.at.to_vec2());
        let right = ui.clip_rect().right();
        let row =
            Rect::from_min_max(pos2(rows.right() + 4.0, rows.top()), pos2(right, rows.top() + paper.editor.height));
        let place =
            UiBuilder::new().max_rect(row).id_salt(("failed", number)).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(place, |ui| {
            ui.add_enabled_ui(paper.ask_again.is_some(), |ui| {
                let (label, why) = (words::ASK_AGAIN.get(lang), words::ASK_AGAIN_HINT.get(lang));
                let button = match row.width() >= WORDY {
                    true => tools::line_button(ui, Icon::Again, label).on_hover_text(why),
                    false => widgets::icon_button_sized(ui, Icon::Again, &format!("{label}\n{why}"), tools::LINE),
                };
                let enabled = ui.is_enabled();
                button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(why));
                is_pressed |= button.clicked();
            });
        });
    }
    paper.ask_again.clone().filter(|_| is_pressed)
}
