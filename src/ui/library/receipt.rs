//! The receipt of a take: whether it is all there, what it took, and the log ids to copy.

use egui::{Align, Context, Label, Layout, RichText, Ui};

use crate::audio::take::{Receipt, SegmentReceipt, SegmentState};
use crate::ui::Action;
use crate::ui::library::ReceiptSheet;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{ShellAction, format, theme, widgets};
use crate::words::outside::label;
use crate::words::{Lang, Phrase, library as words, shell as common};

/// Height of a segment in the list, in points.
const ROW: f32 = 30.0;

/// The sheet, while it is open.
pub fn receipt_ui(ctx: &Context, lang: Lang, sheet: &mut Option<ReceiptSheet>) -> Option<Action> {
    let ReceiptSheet { title, receipt } = sheet.as_ref()?;
    let mut copied = None;
    let shown = widgets::sheet(
        ctx,
        "receipt",
        480.0,
        (words::RECEIPT.get(lang), common::CLOSE.get(lang)),
        |ui| {
            ui.add(Label::new(title).truncate());
            sum_ui(ui, lang, receipt);
            ui.add_space(GAP);
            copied = list_ui(ui, lang, receipt);
        },
        |ui| {
            let copy = widgets::button(ui, Icon::Copy, words::COPY_RECEIPT.get(lang)).clicked();
            copy.then(|| Action::Shell(ShellAction::Copy(lines(lang, title, receipt))))
        },
    );
    match shown {
        Some(wish) => wish.or(copied),
        None => {
            *sheet = None;
            None
        }
    }
}

/// The whole in three lines.
fn sum_ui(ui: &mut Ui, lang: Lang, receipt: &Receipt) {
    let palette = theme::palette(ui);
    let (icon, color) = if receipt.complete { (Icon::Check, palette.accent) } else { (Icon::Warning, palette.warn) };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(theme::ICON), egui::Sense::hover());
        icon.paint(ui.painter(), rect, color);
        ui.add(Label::new(RichText::new(verdict(lang, receipt)).color(palette.ink)).wrap());
    });
    widgets::explain(ui, sum(lang, receipt));
    let reused = receipt.segments.iter().filter(|segment| segment.saved.is_some()).count();
    if reused > 0 {
        widgets::explain(ui, words::REUSED.with("n", reused).get(lang));
    }
}

fn list_ui(ui: &mut Ui, lang: Lang, receipt: &Receipt) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    widgets::card(ui, palette.paper, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = egui::ScrollArea::vertical().max_height(280.0).id_salt("segments");
        scroll.show_rows(ui, ROW, receipt.segments.len(), |ui, rows| {
            for index in rows {
                let wish = segment_ui(ui, lang, index, &receipt.segments[index], receipt.rate);
                action = action.take().or(wish);
            }
        });
    });
    action
}

fn segment_ui(ui: &mut Ui, lang: Lang, index: usize, segment: &SegmentReceipt, rate: u32) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    let row = egui::vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(row);
        if let Some(logid) = &segment.logid {
            let label = words::COPY_LOGID.with("logid", label(logid)).get(lang);
            if widgets::icon_button_sized(ui, Icon::Copy, &label, 26.0).clicked() {
                action = Some(Action::Shell(ShellAction::Copy(logid.clone())));
            }
        }
        let (state, color) = match segment.state {
            SegmentState::Done => (words::STATE_DONE, palette.accent),
            SegmentState::Running => (words::STATE_RUNNING, palette.soft),
            SegmentState::Waiting => (words::STATE_WAITING, palette.warn),
            SegmentState::Failed => (words::STATE_FAILED, palette.bad),
        };
        ui.label(RichText::new(said(lang, segment, state)).small().color(color));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(words::SEGMENT.with("n", index + 1).get(lang));
            let facts = facts(lang, segment, rate);
            ui.add(Label::new(RichText::new(facts).small().color(palette.soft)).truncate());
        });
    });
    action
}

fn said(lang: Lang, segment: &SegmentReceipt, state: Phrase) -> String {
    let mut said = state.get(lang).to_owned();
    if segment.saved.is_some() {
        said = format!("{said} · {}", words::REUSED_ONE.get(lang));
    }
    match segment.code {
        Some(code) => format!("{said} · {code}"),
        None => said,
    }
}

fn facts(lang: Lang, segment: &SegmentReceipt, rate: u32) -> String {
    let time = format::samples(segment.samples, rate);
    if segment.saved.is_some() && segment.connections == 0 {
        // Nothing was sent, so there is nothing to count.
        return time;
    }
    words::SEGMENT_FACTS
        .with("bytes", format::number(segment.bytes))
        .with("time", time)
        .with("connections", segment.connections)
        .get(lang)
}

fn verdict(lang: Lang, receipt: &Receipt) -> String {
    let done = receipt.segments.iter().filter(|segment| segment.state == SegmentState::Done).count();
    match receipt.complete {
        true => words::WHOLE_TAKE.get(lang).to_owned(),
        false => words::PART_OF_TAKE.with("done", done).with("all", receipt.segments.len()).get(lang),
    }
}

fn sum(lang: Lang, receipt: &Receipt) -> String {
    let total = |count: fn(&SegmentReceipt) -> u32| receipt.segments.iter().map(count).sum::<u32>();
    words::RECEIPT_SUM
        .with("time", format::samples(receipt.samples, receipt.rate))
        .with("segments", receipt.segments.len())
        .with("connections", total(|segment| segment.connections))
        .with("retries", total(|segment| segment.retries))
        .get(lang)
}

/// The receipt as lines of text.
fn lines(lang: Lang, title: &str, receipt: &Receipt) -> String {
    let mut lines = vec![title.to_owned(), verdict(lang, receipt), sum(lang, receipt)];
    for (index, segment) in receipt.segments.iter().enumerate() {
        let state = match segment.state {
            SegmentState::Done => words::STATE_DONE,
            SegmentState::Running => words::STATE_RUNNING,
            SegmentState::Waiting => words::STATE_WAITING,
            SegmentState::Failed => words::STATE_FAILED,
        };
        let name = words::SEGMENT.with("n", index + 1).get(lang);
        let logid = segment.logid.as_ref().map(|logid| format!(" · logid {}", label(logid))).unwrap_or_default();
        let state = said(lang, segment, state);
        lines.push(format!("{name} · {} · {state}{logid}", facts(lang, segment, receipt.rate)));
    }
    lines.join("\n")
}
