//! The margins: at the left where the text is cut into requests, how full each is and what has become of it; at the right
//! what can be done about sentences that failed.

use egui::accesskit::Role;
use egui::{Align, CornerRadius, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::ui::document::PageRequest;
use crate::ui::document::paper::area::ShownText;
use crate::ui::document::paper::editor::Editor;
use crate::ui::document::state::Paper;
use crate::ui::playback::{SegmentProgress, tools};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, document as words};

/// Between the text and the map, and how wide it is, in points.
const GAP: f32 = 12.0;
const WIDTH: f32 = 3.0;
/// How far around it the pointer asks about it, in points.
const AROUND: f32 = 3.0;
/// Between the text and the bar of sentences without sound, and how wide that is, in points.
const MARK_GAP: f32 = 8.0;
const MARK_WIDTH: f32 = 2.0;
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

/// Beside sentences that failed, the button that asks for them again. Whether it was pressed.
pub(super) fn failed_ui(ui: &mut Ui, lang: Lang, paper: &Paper, shown: &ShownText, can_continue: bool) -> bool {
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
            ui.add_enabled_ui(can_continue, |ui| {
                let label = words::ASK_AGAIN.get(lang);
                let button = match row.width() >= WORDY {
                    true => tools::line_button(ui, Icon::Again, label),
                    false => widgets::icon_button_sized(ui, Icon::Again, label, tools::LINE),
                };
                let why = words::ASK_AGAIN_HINT.get(lang);
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(why));
                is_pressed |= button.on_hover_text(why).clicked();
            });
        });
    }
    is_pressed
}
