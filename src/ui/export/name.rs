//! How files are called, and the folder they go to.

use std::path::Path;

use egui::{Id, Label, RichText, Ui};

use crate::audio::files::export::FileFormat;
use crate::engine::store_failure;
use crate::store::names;
use crate::ui::export::{ExportDraft, ExportFacts, ExportSource};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{theme, widgets};
use crate::words::{Lang, board, export as words};

/// Whether it becomes one file, with a name of its own.
pub(super) fn is_one(draft: &ExportDraft) -> bool {
    match draft.source {
        ExportSource::Files(_) => draft.join,
        ExportSource::Takes(_) | ExportSource::Board => false,
        ExportSource::Shown | ExportSource::Take(_) | ExportSource::Text => true,
    }
}

/// The name of the file; of several files, what they are named by.
pub(super) fn name_ui(ui: &mut Ui, lang: Lang, draft: &mut ExportDraft) {
    if matches!(draft.source, ExportSource::Files(_)) && !draft.join {
        let choices = [(true, words::AS_SOURCE.get(lang).to_owned()), (false, words::BY_TEMPLATE.get(lang).to_owned())];
        widgets::segmented(ui, &mut draft.by_source, &choices);
        return;
    }
    if draft.source == ExportSource::Board {
        widgets::explain(ui, board::FILE_NAMES.get(lang));
        return;
    }
    if !is_one(draft) {
        let example = names::preview(&draft.export.template, &told(&draft.facts), draft.export.format.ending());
        let example = example.map(|name| words::PREVIEW.with("name", name).get(lang));
        widgets::explain(ui, example.unwrap_or_else(|_| words::BY_TEMPLATE.get(lang).to_owned()));
        return;
    }
    let by_template = proposed(&draft.export.template, &draft.facts);
    let mut shown = draft.name.clone().unwrap_or_else(|| by_template.clone());
    ui.horizontal(|ui| {
        let width = ui.available_width() - 48.0;
        ui.allocate_ui(egui::vec2(width, 36.0), |ui| {
            if widgets::line_edit(ui, &mut shown, words::FILE_NAME.get(lang), &by_template).changed() {
                // Who empties the field wants the template's name back.
                draft.name = (!shown.is_empty()).then_some(shown);
            }
        });
        ui.label(RichText::new(format!(".{}", draft.export.format.ending())).color(theme::palette(ui).soft));
    });
    if let Some(ending) = foreign(draft) {
        let said = words::NO_SUCH_FORMAT.with("ending", ending).get(lang);
        ui.label(RichText::new(said).small().color(theme::palette(ui).bad));
    }
}

/// Where the file will be, as things are typed now.
pub(super) fn path_ui(ui: &mut Ui, lang: Lang, draft: &ExportDraft) {
    let mut path = Path::new(draft.folder.trim()).to_path_buf();
    if is_one(draft) {
        let stem = draft.name.clone().unwrap_or_else(|| proposed(&draft.export.template, &draft.facts));
        // Who types an ending means it.
        let name = match FileFormat::of(Path::new(&stem)) {
            Some(_) => stem,
            None => format!("{stem}.{}", draft.export.format.ending()),
        };
        path.push(name);
    }
    let path = path.display().to_string();
    widgets::explain(ui, words::GOES_TO.with("path", path).get(lang));
}

/// The ending that was typed, where it asks for a format that is none of ours.
pub(super) fn foreign(draft: &ExportDraft) -> Option<&str> {
    FileFormat::foreign(Path::new(draft.name.as_deref()?))
}

/// Whether files are named by the template.
pub(super) fn is_by_template(draft: &ExportDraft) -> bool {
    !matches!(draft.source, ExportSource::Files(_)) || draft.join || !draft.by_source
}

/// The template of names, its fields to press, and what it comes to. Returns whether it has changed.
pub fn template_ui(ui: &mut Ui, lang: Lang, template: &mut String, ending: &str, facts: &ExportFacts) -> bool {
    let palette = theme::palette(ui);
    let before = template.clone();
    widgets::heading(ui, words::TEMPLATE.get(lang)).on_hover_text(words::TEMPLATE_HINT.get(lang));
    let field = widgets::line_edit(ui, template, words::TEMPLATE.get(lang), names::DEFAULT);
    let field = field.on_hover_text(words::TEMPLATE_HINT.get(lang));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let fields = [
            ("{first:12}", words::FIELD_FIRST),
            ("{title}", words::FIELD_TITLE),
            ("{voice}", words::FIELD_VOICE),
            ("{date}", words::FIELD_DATE),
            ("{time}", words::FIELD_TIME),
            ("{n}", words::FIELD_NUMBER),
        ];
        for (place, name) in fields {
            let label = words::FIELD_HINT.with("field", name.get(lang)).get(lang);
            if widgets::chip(ui, false, name.get(lang), &label).on_hover_text(place).clicked() {
                insert(ui, field.id, template, place);
            }
        }
    });
    match names::preview(template, &told(facts), ending) {
        Ok(name) => widgets::explain(ui, words::PREVIEW.with("name", name).get(lang)),
        Err(error) => {
            let failure = store_failure(&error);
            let said = format!("{} {}", failure.what.get(lang), failure.why.get(lang));
            ui.add(Label::new(RichText::new(said).small().color(palette.bad)).wrap())
        }
    };
    *template != before
}

/// Puts a field where the cursor is, else at the end.
fn insert(ui: &Ui, field: Id, template: &mut String, place: &str) {
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field).unwrap_or_default();
    let chars = template.chars().count();
    let at = state.cursor.char_range().map_or(chars, |range| range.primary.index.0.min(chars));
    let byte = template.char_indices().nth(at).map_or(template.len(), |(byte, _)| byte);
    template.insert_str(byte, place);
    let cursor = egui::text::CCursor::new(at + place.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(cursor)));
    state.store(ui.ctx(), field);
}

/// The name that a template gives, without its ending; by the first template where this one makes no sense.
pub fn proposed(template: &str, facts: &ExportFacts) -> String {
    let name = names::proposal(template, &told(facts), "");
    name.trim_end_matches('.').to_owned()
}

/// What a name can tell of it.
fn told(facts: &ExportFacts) -> names::NameFacts<'_> {
    let now = names::NameFacts::now(&facts.words, &facts.voice);
    let when = facts.created.get(..19).and_then(|clock| clock.parse().ok()).unwrap_or(now.when);
    names::NameFacts { title: facts.title.as_deref(), when, ..now }
}

/// A field for a folder. Returns whether the user wants to choose one in a dialog of the desktop.
pub fn folder_ui(ui: &mut Ui, lang: Lang, folder: &mut String, can_browse: bool) -> bool {
    ui.horizontal(|ui| {
        let button = if can_browse { 36.0 + GAP } else { 0.0 };
        ui.allocate_ui(egui::vec2(ui.available_width() - button, 36.0), |ui| {
            widgets::line_edit(ui, folder, words::FOLDER.get(lang), words::FOLDER.get(lang)).on_hover_text(&*folder);
        });
        can_browse && widgets::icon_button_sized(ui, Icon::Open, words::CHOOSE_FOLDER.get(lang), 36.0).clicked()
    })
    .inner
}
