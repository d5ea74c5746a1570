//! The map in the margin: where the text is cut into requests, how full each is, and what has become of it.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Sense, Ui, WidgetInfo};

use crate::ui::document::paper::area::ShownText;
use crate::ui::document::paper::editor::Editor;
use crate::ui::playback::SegmentProgress;
use crate::ui::shell::{format, theme};
use crate::words::{Lang, document as words};

/// Between the text and the map, and how wide it is, in points.
const GAP: f32 = 12.0;
const WIDTH: f32 = 3.0;
/// How far around it the pointer asks about it, in points.
const AROUND: f32 = 3.0;

/// A request of the text on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRequest {
    /// Its number, from 0.
    pub number: usize,
    /// Its bytes of the text.
    pub source: Range<usize>,
    /// How many bytes are sent; 0 for what another take had.
    pub bytes: usize,
    /// How many may be.
    pub limit: usize,
    /// What has become of it; none before anything was requested.
    pub state: Option<SegmentProgress>,
    /// Whether it is being heard.
    pub is_heard: bool,
}

/// Paints the requests in sight.
pub(super) fn map_ui(ui: &mut Ui, lang: Lang, requests: &[PageRequest], editor: &Editor, shown: &ShownText) {
    let palette = theme::palette(ui);
    let in_sight = |one: &&PageRequest| one.source.start < shown.bytes.end && one.source.end > shown.bytes.start;
    for request in requests.iter().filter(in_sight) {
        let rows = editor.extent(&request.source, shown.width).translate(shown.at.to_vec2());
        let left = shown.at.x - GAP - WIDTH;
        let track = Rect::from_x_y_ranges(left..=left + WIDTH, rows.top() + 2.0..=rows.bottom() - 2.0);
        let full = match request.bytes {
            0 => 1.0,
            bytes => (bytes as f32 / request.limit.max(1) as f32).min(1.0),
        };
        let filled = Rect::from_min_max(track.min, egui::pos2(track.right(), track.top() + track.height() * full));
        let color = match request.state {
            _ if request.is_heard => palette.accent,
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
        let said = said(lang, request);
        response.widget_info(|| WidgetInfo::labeled(Role::Mark, true, &said));
        response.on_hover_text(said);
    }
}

/// `Request 3 · 960 of 1,024 bytes · received`.
fn said(lang: Lang, request: &PageRequest) -> String {
    let state = match request.state {
        _ if request.is_heard => words::REQUEST_HEARD,
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
