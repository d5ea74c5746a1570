//! The encoding of a text file: chosen by how the file begins in it.

use std::path::Path;

use egui::{Label, RichText, ScrollArea, Ui};

use crate::text::file::Encoding;
use crate::ui::Action;
use crate::ui::document::{DocumentAction, TextPreview};
use crate::ui::shell::ask::{AskAnswer, answers_ui};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{GAP, GROUP};
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, document as words, outside};

/// So high is the place where the beginning of the file is shown.
const SHOWN: f32 = 170.0;

/// The question, a menu of encodings, and the first lines of the file in the one that is chosen.
pub(in crate::ui) fn encoding_ui(
    ui: &mut Ui,
    lang: Lang,
    path: &Path,
    chosen: &mut Encoding,
    preview: Option<&TextPreview>,
) -> AskAnswer {
    ui.heading(words::ENCODING_ASK.get(lang));
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    widgets::explain(ui, words::ENCODING_WHY.with("name", name).get(lang));
    ui.add_space(GAP);
    let mut choices: Vec<(Encoding, String)> =
        Encoding::all().into_iter().map(|encoding| (encoding, encoding.name().to_owned())).collect();
    if !choices.iter().any(|(encoding, _)| encoding == chosen) {
        choices.insert(0, (*chosen, chosen.name().to_owned()));
    }
    let has_changed = widgets::choice(ui, words::ENCODING.get(lang), &choices, chosen, 170.0);
    ui.add_space(GAP);
    // What belongs to an encoding that was chosen before is not shown as this one's.
    beginning_ui(ui, lang, preview.filter(|shown| shown.path == path && shown.reading.encoding == *chosen));
    ui.add_space(GROUP);
    let mut answer = answers_ui(ui, lang, Icon::Open, words::OPEN_SO.get(lang), || {
        Action::Document(DocumentAction::OpenAs(path.to_owned(), *chosen))
    });
    if has_changed {
        answer.action = Some(Action::Document(DocumentAction::Preview(path.to_owned(), *chosen)));
    }
    answer
}

fn beginning_ui(ui: &mut Ui, lang: Lang, preview: Option<&TextPreview>) {
    let palette = theme::palette(ui);
    widgets::card(ui, palette.panel, |ui| {
        ui.set_min_height(SHOWN);
        ScrollArea::vertical().max_height(SHOWN).auto_shrink([false, true]).show(ui, |ui| match preview {
            None => {
                widgets::explain(ui, words::ENCODING_COMING.get(lang));
            }
            Some(preview) if preview.beginning.is_empty() => {
                widgets::explain(ui, words::ENCODING_NOTHING.get(lang));
            }
            Some(preview) => {
                ui.add(Label::new(RichText::new(outside::lines(&preview.beginning)).color(palette.ink)).wrap());
            }
        });
    });
    let damaged = preview.map_or(0, |preview| preview.reading.damaged);
    if damaged > 0 {
        widgets::explain(ui, words::ENCODING_DAMAGED.with("n", format::number(damaged)).get(lang));
    }
}
