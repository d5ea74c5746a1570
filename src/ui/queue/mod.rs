//! The queue: files that are spoken one after the other.

mod state;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{
    Align, AtomExt as _, Button, Id, Key, Label, Layout, Modifiers, Rect, Response, RichText, ScrollArea, Sense, Ui,
    vec2,
};
pub use state::QueueState;

use crate::engine::{BatchItem, BatchState};
use crate::ui::Action;
use crate::ui::shell::floating::failure_ui;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::walk::{ListPlace, ListRows};
use crate::ui::shell::{FilePurpose, ShellAction, format, theme, walk, widgets};
use crate::words::{Lang, queue as words};

/// What the user wants of the queue.
#[derive(Debug)]
pub enum QueueAction {
    /// Work on it.
    Resume,
    /// Hold it.
    Pause,
    /// Try these items again, which have failed.
    Retry(Vec<u64>),
    /// Take an item out of it.
    Remove(u64),
    /// Take out of it what is done.
    Clear,
}

/// Height of a file in the list, in points.
const ROW: f32 = 62.0;
/// Side of its buttons, in points.
const SIDE: f32 = 28.0;

/// The queue and what can be done with it. `place` is how far its list is scrolled.
pub fn queue_ui(ui: &mut Ui, lang: Lang, state: &QueueState, place: &mut ListPlace) -> Option<Action> {
    let (above, mut action) = widgets::inset(ui, |ui| add_ui(ui, lang));
    let items = &state.batch.items;
    if items.is_empty() {
        ui.add_space(GAP);
        widgets::inset(ui, |ui| widgets::explain(ui, words::QUEUE_EMPTY.get(lang)));
        return action;
    }
    let run = widgets::inset(ui, |ui| run_ui(ui, lang, state));
    action = action.or(run);
    let mut scroll = ScrollArea::vertical().id_salt("queue").auto_shrink(false);
    if widgets::is_opened(ui.ctx(), egui::Id::unique("queue")) {
        // What is done stands before what is being done, which is what one comes to see; a little of it stays in sight.
        let now = state.now().saturating_sub(1);
        scroll = scroll.vertical_scroll_offset(now as f32 * (ROW + ui.spacing().item_spacing.y));
    }
    walk::hold_arrows(ui, above);
    let id = |at: usize| row_id(&items[at]);
    let scroll = walk::walked(ui, scroll, &ListRows { len: items.len(), id: &id, above, height: ROW }, *place);
    let list = scroll.show_rows(ui, ROW, items.len(), |ui, rows| {
        for item in &items[rows] {
            let wish = widgets::inset(ui, |ui| item_ui(ui, lang, item));
            action = action.take().or(wish);
        }
    });
    *place = ListPlace { top: list.state.clamped_offset().y, height: list.inner_rect.height() };
    action
}

/// Names the row of an item, so that the keyboard can go to it.
fn row_id(item: &BatchItem) -> Id {
    Id::unique(("row of the queue", item.id))
}

/// What the keys do with a row: Enter what is done first with such an item, Delete takes it out.
fn key_ui(ui: &Ui, row: &Response, item: &BatchItem) -> Option<Action> {
    let pressed = |key| row.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Delete) {
        return Some(Action::Queue(QueueAction::Remove(item.id)));
    }
    let folder = item.output.as_deref().and_then(Path::parent);
    match (&item.state, folder) {
        (BatchState::Failed(_), _) if pressed(Key::Enter) => Some(Action::Queue(QueueAction::Retry(vec![item.id]))),
        (BatchState::Done, Some(folder)) if pressed(Key::Enter) => {
            Some(Action::Shell(ShellAction::OpenFolder(folder.to_path_buf())))
        }
        _ => None,
    }
}

/// The buttons that add to it; the first, and what is wanted.
fn add_ui(ui: &mut Ui, lang: Lang) -> (Id, Option<Action>) {
    ui.horizontal(|ui| {
        // Side by side also in the narrowest region.
        ui.spacing_mut().button_padding.x = 6.0;
        let size = vec2((ui.available_width() - ui.spacing().item_spacing.x) / 2.0, theme::CONTROL);
        let mut add = |icon: Icon, label: &str| {
            ui.add_sized(size, Button::new((icon.atom(), label.atom_shrink(true))).truncate())
        };
        let files = add(Icon::Plus, words::ADD_FILES.get(lang));
        let folder = add(Icon::Open, words::ADD_FOLDER.get(lang));
        let wanted = match (files.clicked(), folder.clicked()) {
            (true, _) => Some(FilePurpose::QueueFiles),
            (_, true) => Some(FilePurpose::QueueFolder),
            _ => None,
        };
        (files.id, wanted.map(|wanted| Action::Shell(ShellAction::Browse(wanted))))
    })
    .inner
}

/// How the whole stands, and its switch.
fn run_ui(ui: &mut Ui, lang: Lang, state: &QueueState) -> Option<Action> {
    let palette = theme::palette(ui);
    let queue = &state.batch;
    let (done, all) = (state.done(), queue.items.len());
    let is_open = state.is_open();
    if let Some(failure) = &queue.held_up {
        widgets::card(ui, palette.bad_soft, |ui| failure_ui(ui, lang, failure));
    } else if queue.paused && is_open && !state.is_ours {
        widgets::explain(ui, words::QUEUE_LEFT.get(lang));
    }
    let said = if queue.paused && is_open { words::QUEUE_PAUSED } else { words::QUEUE_RUNNING };
    let said = said.with("done", done).with("all", all).get(lang);
    if let Some(slowed) = &queue.slowed {
        let left = slowed.until.saturating_duration_since(Instant::now()).as_secs_f64().ceil();
        widgets::explain(ui, words::QUEUE_SLOWED.with("wait", left).get(lang)).on_hover_text(slowed.failure.text(lang));
        // The seconds that are left are shown as they pass.
        ui.ctx().request_repaint_after(Duration::from_millis(500));
    }
    let failed = state.failed();
    let mut action = None;
    // The words take what the buttons leave.
    let row = vec2(ui.available_width(), theme::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let clear = if failed.is_empty() { words::QUEUE_CLEAR } else { words::QUEUE_CLEAR_FAILED };
        let can_clear = done + failed.len() > 0;
        if can_clear && widgets::icon_button(ui, Icon::Trash, clear.get(lang)).clicked() {
            action = Some(Action::Queue(QueueAction::Clear));
        }
        if is_open {
            let (icon, shown, label, wish) = match queue.paused {
                true => (Icon::Play, words::GO_ON, words::QUEUE_GO_ON, QueueAction::Resume),
                false => (Icon::Pause, words::PAUSE, words::QUEUE_PAUSE, QueueAction::Pause),
            };
            if widgets::short_button(ui, icon, shown.get(lang), label.get(lang)).clicked() {
                action = Some(Action::Queue(wish));
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(RichText::new(said).small().color(palette.soft)).truncate());
        });
    });
    action.or(failed_ui(ui, lang, failed))
}

/// How many files came to grief, and a way to try them all again.
fn failed_ui(ui: &mut Ui, lang: Lang, failed: &[u64]) -> Option<Action> {
    if failed.is_empty() {
        return None;
    }
    let said = RichText::new(words::QUEUE_FAILED.with("n", failed.len()).get(lang)).small();
    let left = |ui: &mut Ui| ui.label(said.color(theme::palette(ui).bad));
    let right = |ui: &mut Ui| widgets::button(ui, Icon::Again, words::QUEUE_RETRY_ALL.get(lang)).clicked();
    let is_pressed = widgets::spread(ui, left, right).1;
    is_pressed.then(|| Action::Queue(QueueAction::Retry(failed.to_vec())))
}

fn item_ui(ui: &mut Ui, lang: Lang, item: &BatchItem) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    // A file that came to grief has become nothing; one of many texts is known by what it was to become.
    let has_failed = matches!(item.state, BatchState::Failed(_));
    let output = item.output.as_deref().filter(|_| !has_failed || item.sources.len() > 1);
    let name = output.or(item.sources.first().map(AsRef::as_ref)).map(format::name_of).unwrap_or_default();
    let title = match item.sources.len() {
        0 | 1 => name.clone(),
        n => words::CHAPTERS.with("name", &name).with("n", n).get(lang),
    };
    let row = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ROW));
    let row = ui.interact(row, row_id(item), Sense::focusable_noninteractive());
    walk::row_ui(ui, &row, &format!("{title} · {}", said(lang, item)), false);
    ui.allocate_ui(vec2(ui.available_width(), ROW), |ui| {
        egui::Frame::new().fill(palette.paper).corner_radius(theme::CARD_ROUND).inner_margin(10).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.set_height(ROW - 24.0);
                let remove = words::QUEUE_REMOVE.with("name", &name).get(lang);
                if widgets::icon_button_sized(ui, Icon::Close, &remove, SIDE).clicked() {
                    action = Some(Action::Queue(QueueAction::Remove(item.id)));
                }
                if has_failed {
                    let retry = words::QUEUE_RETRY.with("name", &name).get(lang);
                    if widgets::icon_button_sized(ui, Icon::Again, &retry, SIDE).clicked() {
                        action = Some(Action::Queue(QueueAction::Retry(vec![item.id])));
                    }
                }
                let folder = item.output.as_deref().and_then(Path::parent);
                if let (BatchState::Done, Some(folder)) = (&item.state, folder) {
                    let open = words::QUEUE_OPEN.with("name", &name).get(lang);
                    if widgets::icon_button_sized(ui, Icon::Open, &open, SIDE).clicked() {
                        action = Some(Action::Shell(ShellAction::OpenFolder(folder.to_path_buf())));
                    }
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let hint = hint(&item.sources);
                    ui.add(Label::new(RichText::new(title).color(palette.ink)).truncate()).on_hover_text(hint);
                    state_ui(ui, lang, item);
                });
            });
        });
    });
    action.or(key_ui(ui, &row, item))
}

/// How an item stands, in words.
fn said(lang: Lang, item: &BatchItem) -> String {
    match &item.state {
        BatchState::Waiting => words::ITEM_WAITING.get(lang).to_owned(),
        BatchState::Running => words::ITEM_RUNNING.with("percent", (item.done * 100.0).floor()).get(lang),
        BatchState::Done if item.left_out.is_empty() => words::ITEM_DONE.get(lang).to_owned(),
        BatchState::Done => {
            let left_out = words::ITEM_LEFT_OUT.with("n", item.left_out.len()).get(lang);
            format!("{} · {left_out}", words::ITEM_DONE.get(lang))
        }
        BatchState::Failed(failure) => format!("{} · {}", words::ITEM_FAILED.get(lang), failure.what.get(lang)),
    }
}

fn state_ui(ui: &mut Ui, lang: Lang, item: &BatchItem) {
    let palette = theme::palette(ui);
    let small = |words: &str, color| Label::new(RichText::new(words).small().color(color)).truncate();
    let said = said(lang, item);
    match &item.state {
        BatchState::Waiting => {
            ui.add(small(&said, palette.faint));
        }
        BatchState::Running => {
            let width = (ui.available_width() - 44.0).max(20.0);
            // As low as a line of words, so that all rows are alike.
            ui.spacing_mut().interact_size.y = 16.0;
            ui.horizontal(|ui| {
                widgets::bar(ui, item.done, vec2(width, 4.0), &said);
                ui.add(small(&said, palette.soft));
            });
        }
        BatchState::Done => {
            let hint = hint(&item.left_out);
            let label = ui.add(small(&said, palette.accent));
            if !hint.is_empty() {
                label.on_hover_text(hint);
            }
        }
        BatchState::Failed(failure) => {
            ui.add(small(&said, palette.bad)).on_hover_text(failure.text(lang));
        }
    }
}

/// So many paths are named; a book may have thousands of chapters, and a hint is laid out in each frame it is shown.
const HINTED: usize = 20;

/// Paths, one a line.
fn hint(paths: &[PathBuf]) -> String {
    let more = (paths.len() > HINTED).then(|| "…".to_owned());
    let named = paths.iter().take(HINTED).map(|path| format::path(path)).chain(more);
    named.collect::<Vec<_>>().join("\n")
}
