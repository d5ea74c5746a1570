//! Notices: what happened, why, and what to do, until they are read.

use egui::{Align, Color32, Label, Layout, RichText, Ui};

use crate::ui::Action;
use crate::ui::document::{DocumentAction, read_as};
use crate::ui::export::progress;
use crate::ui::library::LibraryAction;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::notice::{Notice, Tone};
use crate::ui::shell::theme::Palette;
use crate::ui::shell::{ShellAction, format, theme, widgets};
use crate::words::{Failure, Lang, document, export, library, outside, shell as words};

/// The notices, newest first.
pub fn notices_ui(ui: &mut Ui, lang: Lang, notices: &[Notice]) -> Option<Action> {
    let mut action = None;
    for notice in notices.iter().rev() {
        let wish = notice_ui(ui, lang, notice);
        action = action.take().or(wish);
    }
    action
}

fn notice_ui(ui: &mut Ui, lang: Lang, notice: &Notice) -> Option<Action> {
    let palette = theme::palette(ui);
    let (icon, color, fill) = look(palette, &notice.tone);
    let mut action = None;
    widgets::card(ui, fill, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if widgets::icon_button_sized(ui, Icon::Close, words::DISMISS.get(lang), 26.0).clicked() {
                action = Some(Action::Shell(ShellAction::Dismiss(notice.id)));
            }
            if let Tone::Trouble(failure) = &notice.tone
                && widgets::icon_button_sized(ui, Icon::Copy, words::COPY.get(lang), 26.0).clicked()
            {
                action = Some(Action::Shell(ShellAction::Copy(failure.text(lang))));
            }
            if let Tone::Trashed { ids, can_restore: true, .. } = &notice.tone
                && widgets::quiet_button(ui, Icon::Again, library::UNDO.get(lang)).clicked()
            {
                action = Some(Action::Library(LibraryAction::Restore { notice: notice.id, ids: ids.clone() }));
            }
            if let Tone::ReadAs { path, reading } = &notice.tone
                && widgets::quiet_button(ui, Icon::Open, document::CHOOSE_ENCODING.get(lang)).clicked()
            {
                action = Some(Action::Document(DocumentAction::ChooseEncoding(path.clone(), reading.encoding)));
            }
            let folder = match &notice.tone {
                Tone::Saved { path, .. } => path.parent(),
                Tone::SavedAll { folder, .. } => Some(folder.as_path()),
                _ => None,
            };
            if let Some(folder) = folder
                && widgets::icon_button_sized(ui, Icon::Open, library::OPEN_FOLDER.get(lang), 26.0).clicked()
            {
                action = Some(Action::Shell(ShellAction::OpenFolder(folder.to_path_buf())));
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(18.0, 22.0), egui::Sense::hover());
                let square = egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(theme::ICON));
                icon.paint(ui.painter(), square, color);
                ui.vertical(|ui| words_ui(ui, lang, &notice.tone));
            });
        });
    });
    action
}

fn look(palette: &Palette, tone: &Tone) -> (Icon, Color32, Color32) {
    match tone {
        // A green mark says that all is well.
        Tone::SavedAll { tally, .. } if tally.failed + tally.left > 0 => (Icon::Info, palette.accent, palette.panel),
        Tone::Saved { .. } | Tone::SavedAll { .. } | Tone::Trashed { .. } => {
            (Icon::Check, palette.accent, palette.accent_soft)
        }
        Tone::Hint(_) | Tone::ReadAs { .. } => (Icon::Info, palette.accent, palette.panel),
        Tone::Trouble(_) => (Icon::Warning, palette.bad, palette.bad_soft),
    }
}

fn words_ui(ui: &mut Ui, lang: Lang, tone: &Tone) {
    let palette = theme::palette(ui);
    match tone {
        Tone::ReadAs { path, reading } => {
            let said = read_as(path, *reading).get(lang);
            ui.add(Label::new(RichText::new(said).color(palette.ink)).wrap());
        }
        Tone::Hint(said) | Tone::Trashed { said, .. } => {
            ui.add(Label::new(RichText::new(said.get(lang)).color(palette.ink)).wrap());
        }
        Tone::Saved { path, report } => {
            let said = export::SAVED.with("path", path.display()).get(lang);
            ui.add(Label::new(RichText::new(said).color(palette.ink)).wrap());
            let facts = progress::facts(lang, report);
            if !facts.is_empty() {
                widgets::explain(ui, facts);
            }
            if let Some((why, todo)) = progress::loudness(lang, report) {
                widgets::explain(ui, why);
                let todo = todo.map(|todo| Label::new(RichText::new(todo).small().color(palette.ink)).wrap());
                todo.map(|todo| ui.add(todo));
            }
        }
        Tone::SavedAll { folder, tally } => {
            let said =
                export::SAVED_ALL.with("n", format::number(tally.files)).with("path", folder.display()).get(lang);
            ui.add(Label::new(RichText::new(said).color(palette.ink)).wrap());
            for (n, phrase) in [(tally.failed, export::NOT_EXPORTED), (tally.left, export::LEFT_OUT)] {
                if n > 0 {
                    widgets::explain(ui, phrase.with("n", format::number(n)).get(lang));
                }
            }
        }
        Tone::Trouble(failure) => failure_ui(ui, lang, failure),
    }
}

/// A failure in its four parts.
pub fn failure_ui(ui: &mut Ui, lang: Lang, failure: &Failure) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add(Label::new(RichText::new(failure.what.get(lang)).color(palette.ink)).wrap());
    ui.add(Label::new(RichText::new(failure.why.get(lang)).small().color(palette.soft)).wrap());
    ui.add(Label::new(RichText::new(failure.todo.get(lang)).small().color(palette.ink)).wrap());
    let code = failure.code.map(|code| format!("code {code}"));
    let logid = failure.logid.as_ref().map(|logid| format!("logid {}", outside::label(logid)));
    let ids: Vec<String> = code.into_iter().chain(logid).collect();
    if !ids.is_empty() {
        ui.add(Label::new(RichText::new(ids.join(" · ")).small().monospace().color(palette.soft)).wrap());
    }
}
