//! One take of the library.

use std::sync::Arc;

use egui::{Align, Key, Label, Layout, Margin, Popup, Rect, RichText, Ui, UiBuilder, vec2};

use crate::store::{TakeInfo, TakeState};
use crate::ui::export::{ExportAction, ExportSource};
use crate::ui::library::several::{CheckMark, mark_ui};
use crate::ui::library::{LibraryAction, LibraryView};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::{Ask, ShellAction, format, theme, widgets};
use crate::ui::{Action, View};
use crate::words::outside::label;
use crate::words::{Lang, Phrase, library as words};

/// Height of a take in the list, in points.
pub(super) const HEIGHT: f32 = 99.0;
/// How far an earlier take stands in, in points.
const EARLIER_INSET: i8 = 16;
/// Side of its buttons, in points.
const SIDE: f32 = 28.0;
/// How far the field of the title reaches beyond the title, in points.
const AROUND_TITLE: Margin = Margin::symmetric(6, 2);

/// What goes on while it is shown.
#[derive(Clone, Copy)]
pub(super) struct RowState {
    /// It is on the page, or, of several takes of a document, on the bar.
    pub is_shown: bool,
    /// It is shown below a newer one of the same document.
    pub is_earlier: bool,
    /// How many earlier takes its document has.
    pub earlier: usize,
    /// A job is running.
    pub busy: bool,
    /// Whether it is chosen, where several can be.
    pub picked: Option<bool>,
}

pub(super) fn take_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    let fill = if now.is_shown { palette.accent_soft } else { palette.paper };
    // Named after the take: what one opens or focuses in a row stays with it when the list moves.
    ui.push_id(&take.id, |ui| {
        ui.allocate_ui(egui::vec2(ui.available_width(), HEIGHT), |ui| {
            let left = if now.is_earlier { EARLIER_INSET } else { 0 };
            egui::Frame::new().outer_margin(Margin { left, ..Margin::ZERO }).show(ui, |ui| {
                widgets::card(ui, fill, |ui| {
                    ui.spacing_mut().item_spacing.y = 3.0;
                    let titled = match now.picked {
                        None => title_ui(ui, lang, take, view),
                        Some(picked) => marked_title_ui(ui, lang, take, picked, view),
                    };
                    let earlier = match now.earlier {
                        0 => String::new(),
                        n => words::EARLIER.with("n", n).get(lang),
                    };
                    let facts = [
                        earlier,
                        if take.samples > 0 { format::time(take.duration().as_secs_f64()) } else { String::new() },
                        format::minute(&take.created),
                        if take.bytes > 0 { format::bytes(take.bytes) } else { String::new() },
                        // Last, because where there is no room it is cut.
                        label(&take.voice_name).into_owned(),
                    ];
                    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
                    let hint = facts.clone();
                    let facts = Label::new(RichText::new(facts).small().color(palette.soft)).truncate();
                    ui.add(facts).on_hover_text(hint);
                    let pressed = ui.horizontal(|ui| buttons_ui(ui, lang, take, now, view)).inner;
                    action = titled.or(pressed);
                });
            });
        });
    });
    action
}

/// The title behind a mark that says whether the take is chosen.
fn marked_title_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, picked: bool, view: &mut View) -> Option<Action> {
    // As high as the title alone, which is laid out in whole points: else all takes below would move a little.
    let row = egui::vec2(ui.available_width(), ui.text_style_height(&egui::TextStyle::Body).floor());
    let contents = |ui: &mut Ui| {
        let mark = if picked { CheckMark::All } else { CheckMark::None };
        if mark_ui(ui, mark, &words::PICK_TAKE.with("take", take.name()).get(lang)).clicked() {
            view.library.picking.press(&take.id, ui.input(|input| input.modifiers));
        }
        title_ui(ui, lang, take, view)
    };
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), contents).inner
}

/// The title, or the field in which it is changed. The field lies where the title would be, letters over letters, so that
/// nothing else moves for it.
fn title_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    let typed = view.library.renaming.as_mut().filter(|(id, _)| *id == take.id).map(|(_, typed)| typed);
    let words = RichText::new(take.name()).color(palette.ink);
    let title = Label::new(if take.title.is_some() { words.strong() } else { words }).truncate();
    let full = ui.available_width();
    let title = ui.add_visible(typed.is_none(), title);
    let typed = typed?;
    view.library.is_title_shown = true;
    let edit = egui::TextEdit::singleline(typed)
        .hint_text(RichText::new(label(&take.first_words)).color(palette.faint))
        .margin(AROUND_TITLE)
        .desired_width(f32::INFINITY);
    let place = Rect::from_min_size(title.rect.min, vec2(full, title.rect.height()));
    let mut over = ui.new_child(UiBuilder::new().max_rect(place + AROUND_TITLE));
    // Else it would be as high as a control, and lie on the facts below.
    over.spacing_mut().interact_size.y = 0.0;
    let field = over.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(words::TITLE_OF_TAKE.get(lang)));
    if field.lost_focus() {
        let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
        let (id, title) = view.library.renaming.take()?;
        return (!cancelled && is_other(take, &title)).then_some(Action::Library(LibraryAction::Rename { id, title }));
    }
    if !field.has_focus() {
        field.request_focus();
    }
    None
}

/// Ends the naming of a take whose field has left the window: out of sight it has no keyboard, and would keep the keys of
/// the whole window to itself. What was typed is kept, as by a press elsewhere.
pub fn leave_title(library: &[Arc<TakeInfo>], look: &mut LibraryView) -> Option<Action> {
    let (id, title) = look.renaming.take()?;
    let take = library.iter().find(|take| take.id == id)?;
    is_other(take, &title).then_some(Action::Library(LibraryAction::Rename { id, title }))
}

fn is_other(take: &TakeInfo, title: &str) -> bool {
    title.trim() != take.title.as_deref().unwrap_or_default()
}

fn buttons_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.x = 2.0;
    let named = |phrase: Phrase| phrase.with("take", take.name()).get(lang);
    let mut action = None;
    let can_read = take.samples > 0;
    ui.add_enabled_ui(can_read, |ui| {
        if widgets::icon_button_sized(ui, Icon::Play, &named(words::PLAY_TAKE), SIDE).clicked() {
            action = Some(Action::Library(LibraryAction::Play(take.id.clone())));
        }
        if widgets::icon_button_sized(ui, Icon::Save, &named(words::EXPORT_TAKE), SIDE).clicked() {
            action = Some(Action::Export(ExportAction::Open(ExportSource::Take(take.id.clone()))));
        }
    });
    if take.state == TakeState::Unfinished {
        ui.add_enabled_ui(!now.busy, |ui| {
            if widgets::icon_button_sized(ui, Icon::Again, &named(words::CONTINUE_TAKE), SIDE).clicked() {
                action = Some(Action::Library(LibraryAction::Continue(take.id.clone())));
            }
        });
    }
    let (icon, label) = match take.starred {
        true => (Icon::StarFull, words::UNSTAR),
        false => (Icon::Star, words::STAR),
    };
    if widgets::icon_button_sized(ui, icon, &named(label), SIDE).clicked() {
        action = Some(Action::Library(LibraryAction::Star { ids: vec![take.id.clone()], starred: !take.starred }));
    }
    let more = widgets::icon_button_sized(ui, Icon::More, &named(words::MORE), SIDE);
    let wish = Popup::menu(&more).width(190.0).show(|ui| menu_ui(ui, lang, take, now, view));
    action = action.or(wish.and_then(|shown| shown.inner));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let (state, color, why) = match &take.state {
            TakeState::Complete => return,
            TakeState::Unfinished => (words::INCOMPLETE, palette.warn, None),
            TakeState::Writing => (words::STATE_RUNNING, palette.soft, None),
            TakeState::Damaged(why) => (words::DAMAGED, palette.bad, Some(why)),
            TakeState::Unspoken => (words::UNSPOKEN, palette.soft, None),
        };
        let said = ui.add(Label::new(RichText::new(state.get(lang)).small().color(color)).sense(egui::Sense::hover()));
        if let Some(why) = why {
            said.on_hover_text(words::DAMAGED_WHY.with("why", why).get(lang));
        }
    });
    action
}

/// What one does more rarely with a take.
fn menu_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState, view: &mut View) -> Option<Action> {
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut action = None;
    let can_read = !take.first_words.is_empty() && take.state != TakeState::Unspoken;
    if now.earlier > 0 {
        let is_unfolded = view.library.unfolded.contains(&take.document);
        let label = if is_unfolded { words::HIDE_EARLIER } else { words::SHOW_EARLIER };
        if widgets::menu_action(ui, Icon::Again, label.get(lang)).clicked()
            && !view.library.unfolded.remove(&take.document)
        {
            view.library.unfolded.insert(take.document.clone());
        }
    }
    if widgets::menu_action(ui, Icon::Pencil, words::RENAME.get(lang)).clicked() {
        view.library.renaming = Some((take.id.clone(), take.title.clone().unwrap_or_default()));
    }
    ui.add_enabled_ui(can_read, |ui| {
        if widgets::menu_action(ui, Icon::Copy, words::REUSE_TEXT.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::UseText(take.id.clone())));
        }
        if widgets::menu_action(ui, Icon::Receipt, words::RECEIPT.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::Receipt(take.id.clone())));
        }
    });
    if widgets::menu_action(ui, Icon::Open, words::OPEN_FOLDER.get(lang)).clicked() {
        action = Some(Action::Shell(ShellAction::OpenFolder(take.dir.clone())));
    }
    let is_written = take.state == TakeState::Writing || (now.is_shown && now.busy);
    ui.add_enabled_ui(!is_written, |ui| {
        if widgets::menu_action(ui, Icon::Trash, words::TO_TRASH.get(lang)).clicked() {
            view.ask = Some(Ask::Delete { id: take.id.clone(), words: take.name().into_owned() });
        }
    });
    action
}
