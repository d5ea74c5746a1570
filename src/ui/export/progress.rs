//! Savings at work, each a line with its progress; and what a finished one has to tell.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::engine::SaveReport;
use crate::ui::Action;
use crate::ui::export::{ExportAction, SaveState};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, export as words};

/// Height of a saving, in points.
const ROW: f32 = 28.0;

/// The savings at work.
pub fn savings_ui(ui: &mut Ui, lang: Lang, savings: &[SaveState]) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    for saving in savings {
        let name = format::name_of(&saving.path);
        let percent = (saving.done * 100.0).floor();
        egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 0)).show(ui, |ui| {
            // Without a height of its own a row that is filled from the right takes all there is.
            let row = vec2(ui.available_width(), ROW);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                let takes = format::number(saving.takes);
                let (cancel, progress, saved) = match saving.takes {
                    1 => (words::CANCEL_SAVING, words::SAVING_DONE, words::SAVING),
                    _ => (words::CANCEL_SAVING_ALL, words::SAVING_ALL_DONE, words::SAVING_ALL),
                };
                let cancel = cancel.with("name", &name).with("n", &takes).get(lang);
                if widgets::icon_button_sized(ui, Icon::Close, &cancel, 26.0).clicked() {
                    action = Some(Action::Export(ExportAction::Cancel(saving.id)));
                }
                let said = progress.with("name", &name).with("n", &takes).with("percent", percent).get(lang);
                widgets::bar(ui, saving.done, vec2(120.0, 4.0), &said).on_hover_text(said);
                ui.label(RichText::new(format!("{percent} %")).small().color(palette.soft));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = saved.with("name", &name).with("n", &takes).get(lang);
                    let words = RichText::new(words).small().color(palette.soft);
                    ui.add(Label::new(words).truncate()).on_hover_text(format::path(&saving.path));
                });
            });
        });
    }
    if !savings.is_empty() {
        ui.add_space(GAP);
    }
    action
}

/// Why a file is not as loud as was requested, and what one can do about it; nothing where it is.
pub fn loudness(lang: Lang, report: &SaveReport) -> Option<(String, Option<String>)> {
    let wanted = report.wanted_lufs?;
    let Some(lufs) = report.lufs else { return Some((words::UNMEASURED.get(lang).to_owned(), None)) };
    report.is_quieter().then(|| {
        let why = words::QUIETER_WHY.with("wanted", format::signed(wanted)).get(lang);
        (why, Some(words::QUIETER_TODO.with("lufs", format::signed(lufs.floor())).get(lang)))
    })
}

/// What was done to the samples of a file, and what stands beside it; empty where it was simply written.
pub fn facts(lang: Lang, report: &SaveReport) -> String {
    let mut facts = Vec::new();
    if let Some(db) = report.gain_db {
        facts.push(words::GAIN.with("db", format::signed(db)).get(lang));
    }
    if let Some(lufs) = report.lufs {
        facts.push(words::REACHED.with("lufs", format::signed(lufs)).get(lang));
    }
    if report.clipped > 0 {
        facts.push(words::CLIPPED.with("n", report.clipped).get(lang));
    }
    if report.copied {
        facts.push(words::COPIED.get(lang).to_owned());
    }
    let endings = report.beside.iter().filter_map(|path| path.extension());
    let names: Vec<_> = endings.map(|ending| ending.to_string_lossy().to_uppercase()).collect();
    if !names.is_empty() {
        facts.push(words::ALSO.with("names", names.join(" ")).get(lang));
    }
    facts.join(" · ")
}
