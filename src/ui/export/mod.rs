//! The export dialog: what a file holds, how it is called, where it goes. One dialog for a take, for a text that nobody
//! has spoken, and for files that are to be spoken one after the other. Knows nothing of files on disk: a name that is free is
//! found by who acts.

mod draft;
mod format;
mod name;
pub mod progress;
mod range;
mod state;

pub use draft::{ExportDraft, ExportFacts, ExportRange, ExportSource};
use egui::{Context, Key, RichText, Ui};
pub use format::bytes_a_second;
pub use name::{folder_ui, proposed, template_ui};
pub use range::{range_of, time_of};
pub use state::{ExportState, SaveState};

use crate::audio::files::captions::CaptionFormat;
use crate::engine::SaveId;
use crate::store::{ExportSettings, Settings};
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{FilePurpose, ShellAction, format as said, theme, widgets};
use crate::words::{Lang, board, export as words, outside, queue, shell as common};

/// What the user wants of files that takes are written to.
#[derive(Debug)]
pub enum ExportAction {
    /// Open the dialog for what the bar shows, or for the text.
    SaveAs,
    /// Open the dialog for this.
    Open(ExportSource),
    /// Export as the dialog says.
    Write(Box<ExportDraft>),
    /// End a saving early.
    Cancel(SaveId),
}

/// Width of the dialog, in points.
const WIDTH: f32 = 560.0;

/// The dialog, while it is open.
pub fn export_ui(
    ctx: &Context,
    model: &mut Model,
    draft: &mut Option<ExportDraft>,
    can_browse: bool,
) -> Option<Action> {
    let open = draft.as_mut()?;
    let lang = model.lang();
    let mut browse = None;
    let title = match &open.source {
        ExportSource::Shown | ExportSource::Take(_) | ExportSource::Takes(_) => words::EXPORT,
        ExportSource::Board => board::EXPORT,
        ExportSource::Text => words::EXPORT_TEXT,
        ExportSource::Files(_) => queue::QUEUE_ASK,
    };
    let (yes, icon) = match &open.source {
        ExportSource::Files(_) => (queue::ADD, Icon::Plus),
        _ => (words::SAVE, Icon::Save),
    };
    let settings = &model.settings;
    let mut body_draft = open.clone();
    // Named apart, because a dialog remembers how tall it was.
    let id = match &open.source {
        ExportSource::Files(_) => "export files",
        ExportSource::Takes(_) => "export takes",
        ExportSource::Board => "export board",
        ExportSource::Shown | ExportSource::Take(_) | ExportSource::Text => "export",
    };
    let answer = widgets::sheet(
        ctx,
        id,
        WIDTH,
        (title.get(lang), common::CLOSE.get(lang)),
        |ui| browse = body_ui(ui, lang, settings, &mut body_draft, can_browse),
        |ui| foot_ui(ui, lang, open, yes.get(lang), icon),
    );
    *open = ExportDraft { is_new: false, ..body_draft };
    let Some(done) = answer else {
        *draft = None;
        return None;
    };
    match done {
        Foot::Stay => browse,
        Foot::Cancel => {
            *draft = None;
            None
        }
        Foot::Yes => {
            let draft = draft.take()?;
            Some(Action::Export(ExportAction::Write(Box::new(draft))))
        }
    }
}

/// What was pressed below the dialog.
enum Foot {
    Stay,
    Cancel,
    Yes,
}

fn foot_ui(ui: &mut Ui, lang: Lang, draft: &ExportDraft, yes: &str, icon: Icon) -> Foot {
    let mut pressed = Foot::Stay;
    let in_range = draft.reach != ExportRange::Between || range::between(draft).is_some();
    let is_good = in_range && name::foreign(draft).is_none();
    let has_folder = !draft.folder.trim().is_empty();
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let save = ui.add_enabled_ui(is_good && has_folder, |ui| widgets::primary_button(ui, icon, yes)).inner;
        // Enter saves at once, without a look at anything.
        if draft.is_new {
            save.request_focus();
        }
        let is_typing = ui.ctx().text_edit_focused() || ui.memory(|memory| memory.focused().is_none());
        let entered = is_typing && !ui.ctx().any_popup_open() && ui.input(|input| input.key_pressed(Key::Enter));
        if save.on_hover_text(words::ENTER.get(lang)).clicked() || (entered && is_good && has_folder) {
            pressed = Foot::Yes;
        }
        if widgets::button(ui, Icon::Close, common::CANCEL.get(lang)).clicked() {
            pressed = Foot::Cancel;
        }
    });
    pressed
}

/// Four rows: what, in what form, its name, its folder; and below them what few people change.
fn body_ui(ui: &mut Ui, lang: Lang, settings: &Settings, draft: &mut ExportDraft, can_browse: bool) -> Option<Action> {
    row_ui(ui, words::WHAT.get(lang), |ui| {
        source_ui(ui, lang, draft);
        what_ui(ui, lang, draft);
        if matches!(draft.source, ExportSource::Files(_)) {
            widgets::switch(ui, &mut draft.join, queue::JOIN.get(lang)).on_hover_text(queue::JOIN_HINT.get(lang));
        }
    });
    let seconds = range::seconds(draft, settings);
    row_ui(ui, words::FORMAT.get(lang), |ui| {
        format::format_ui(ui, lang, &mut draft.export.format, draft.facts.rate, seconds);
    });
    let names = if name::is_one(draft) { words::FILE_NAME } else { words::FILE_NAMES };
    row_ui(ui, names.get(lang), |ui| name::name_ui(ui, lang, draft));
    let wanted = FilePurpose::ExportFolder;
    let browse = row_ui(ui, words::FOLDER.get(lang), |ui| {
        let browse = folder_ui(ui, lang, &mut draft.folder, can_browse);
        name::path_ui(ui, lang, draft);
        browse
    });
    egui::CollapsingHeader::new(words::MORE.get(lang)).id_salt("more").show_unindented(ui, |ui| {
        more_ui(ui, lang, settings, draft);
    });
    browse.then_some(Action::Shell(ShellAction::Browse(wanted)))
}

/// Width of the names of the rows, in points.
const NAMES: f32 = 72.0;

/// A row: its name, and at the right of it what it is about.
fn row_ui<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let inner = ui.horizontal_top(|ui| {
        let size = egui::vec2(NAMES, 36.0);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_size(size);
            ui.add(egui::Label::new(RichText::new(name).color(theme::palette(ui).soft)).wrap());
        });
        ui.vertical(|ui| contents(ui)).inner
    });
    ui.add_space(GAP);
    inner.inner
}

fn more_ui(ui: &mut Ui, lang: Lang, settings: &Settings, draft: &mut ExportDraft) {
    widgets::heading(ui, words::LOUDNESS.get(lang));
    loudness_ui(ui, lang, &mut draft.export.lufs);
    if matches!(draft.source, ExportSource::Shown | ExportSource::Take(_)) {
        ui.add_space(GAP);
        widgets::heading(ui, words::RANGE.get(lang));
        range::range_ui(ui, lang, draft);
    }
    if (settings.speed - 1.0).abs() > 0.001 {
        let label = words::AT_SPEED.with("speed", said::speed(settings.speed)).get(lang);
        widgets::switch_row(ui, &mut draft.export.at_speed, &label, words::AT_SPEED_HINT.get(lang));
    }
    if !settings.joins.is_none() {
        widgets::explain(ui, words::WITH_JOINS.get(lang));
    }
    ui.add_space(GAP);
    widgets::heading(ui, words::BESIDE.get(lang));
    beside_ui(ui, lang, &mut draft.export);
    if name::is_by_template(draft) {
        ui.add_space(GAP);
        let ExportSettings { template, format, .. } = &mut draft.export;
        if template_ui(ui, lang, template, format.ending(), &draft.facts) {
            draft.name = None;
        }
    }
}

/// What is played, or the text: where both are there and differ.
fn source_ui(ui: &mut Ui, lang: Lang, draft: &mut ExportDraft) {
    if draft.choices.len() < 2 {
        return;
    }
    let mut chosen = draft.choices.iter().position(|(source, _)| *source == draft.source).unwrap_or(0);
    let name = |source: &ExportSource| if *source == ExportSource::Text { words::THE_TEXT } else { words::THE_TAKE };
    let choices: Vec<_> =
        draft.choices.iter().map(|(source, _)| name(source).get(lang).to_owned()).enumerate().collect();
    if widgets::segmented(ui, &mut chosen, &choices) {
        let (source, facts) = draft.choices[chosen].clone();
        *draft = ExportDraft { source, facts, reach: ExportRange::Whole, name: None, ..draft.clone() };
    }
}

/// What is exported, in one line: how it begins, its voice, how long it is.
fn what_ui(ui: &mut Ui, lang: Lang, draft: &ExportDraft) {
    let palette = theme::palette(ui);
    let facts = &draft.facts;
    let name = || match &facts.title {
        Some(title) => outside::label(title).into_owned(),
        None => outside::label(&outside::title_of(&facts.words, false)).into_owned(),
    };
    let what = match &draft.source {
        ExportSource::Files(files) => {
            let first = files.first().map(|file| said::name_of(file)).unwrap_or_default();
            match files.len() {
                1 => queue::QUEUE_ONE.with("name", first).get(lang),
                n => queue::QUEUE_WHAT.with("n", n).with("name", first).get(lang),
            }
        }
        ExportSource::Takes(ids) => {
            words::EXPORT_WHAT.with("n", said::number(ids.len())).with("name", name()).get(lang)
        }
        ExportSource::Board => board::EXPORT_WHAT.get(lang).to_owned(),
        ExportSource::Text => name(),
        ExportSource::Shown | ExportSource::Take(_) => {
            let all = [name(), outside::label(&facts.voice).into_owned(), said::time(facts.seconds)];
            all.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
        }
    };
    let row = egui::vec2(ui.available_width(), 36.0);
    ui.allocate_ui_with_layout(row, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.add(egui::Label::new(RichText::new(&what).color(palette.ink)).truncate()).on_hover_text(what);
    });
    if draft.source == ExportSource::Text {
        widgets::explain(ui, words::EXPORT_TEXT_WHY.get(lang));
    } else if facts.is_partial {
        let why = RichText::new(words::PARTIAL.get(lang)).small().color(palette.warn);
        ui.add(egui::Label::new(why).wrap());
    }
}

/// Loudness of the whole.
#[derive(Clone, Copy, PartialEq)]
enum LoudnessChoice {
    AsItIs,
    Podcast,
    Broadcast,
    Custom,
}

fn loudness_ui(ui: &mut Ui, lang: Lang, lufs: &mut Option<f64>) {
    let mut chosen = match *lufs {
        None => LoudnessChoice::AsItIs,
        Some(-16.0) => LoudnessChoice::Podcast,
        Some(-23.0) => LoudnessChoice::Broadcast,
        Some(_) => LoudnessChoice::Custom,
    };
    let choices = [
        (LoudnessChoice::AsItIs, words::AS_IT_IS.get(lang).to_owned()),
        (LoudnessChoice::Podcast, words::PODCAST.get(lang).to_owned()),
        (LoudnessChoice::Broadcast, words::BROADCAST.get(lang).to_owned()),
        (LoudnessChoice::Custom, words::CUSTOM_LUFS.get(lang).to_owned()),
    ];
    if widgets::segmented(ui, &mut chosen, &choices) {
        *lufs = match chosen {
            LoudnessChoice::AsItIs => None,
            LoudnessChoice::Podcast => Some(-16.0),
            LoudnessChoice::Broadcast => Some(-23.0),
            LoudnessChoice::Custom => Some(-18.0),
        };
    }
    if let Some(lufs) = lufs {
        if chosen == LoudnessChoice::Custom {
            let shown = format!("{} LUFS", said::signed(*lufs));
            widgets::slider(ui, words::LUFS.get(lang), &shown, lufs, -40.0..=-5.0, -18.0);
            *lufs = (*lufs * 2.0).round() / 2.0;
        }
        widgets::explain(ui, words::LUFS_WHY.get(lang));
    }
}

/// Captions and the receipt.
fn beside_ui(ui: &mut Ui, lang: Lang, export: &mut ExportSettings) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for caption in CaptionFormat::ALL {
            let name = caption.ending().to_uppercase();
            let is_on = export.captions.contains(&caption);
            let hint = words::CAPTIONS_HINT.with("format", &name).get(lang);
            if widgets::chip(ui, is_on, &name, &name).on_hover_text(hint).clicked() {
                export.captions.retain(|chosen| *chosen != caption);
                if !is_on {
                    export.captions.push(caption);
                    export.captions.sort_unstable();
                }
            }
        }
        let takes_words = |caption: &CaptionFormat| *caption != CaptionFormat::Srt;
        let can = export.captions.iter().any(takes_words);
        ui.add_enabled_ui(can, |ui| {
            let label = words::KARAOKE.get(lang);
            let chip = widgets::chip(ui, export.karaoke && can, label, label);
            if chip.on_hover_text(words::KARAOKE_HINT.get(lang)).clicked() {
                export.karaoke = !export.karaoke;
            }
        });
        let label = words::RECEIPT_FILE.get(lang);
        let chip = widgets::chip(ui, export.receipt, label, label);
        if chip.on_hover_text(words::RECEIPT_FILE_HINT.get(lang)).clicked() {
            export.receipt = !export.receipt;
        }
    });
}
