//! The keys, shown and changed: a row for each thing that they do.

use egui::{Align, Button, Context, Event, EventFilter, Id, Key, KeyboardShortcut, Label, Layout, Modifiers, RichText};
use egui::{Role, Ui, WidgetInfo, vec2};

use crate::ui::shell::icons::Icon;
use crate::ui::shell::keys::{ChangedKeys, Shortcut, Shortcuts};
use crate::ui::shell::theme::{CONTROL, GAP};
use crate::ui::shell::{keys, theme, widgets};
use crate::words::{Lang, Phrase, Said, playback, settings as words, shell as common};

/// Width of the keys of a row, in points.
const KEYS: f32 = 120.0;
/// Width of the button that changes them, in points.
const BUTTON: f32 = 92.0;

/// Keys that mean something only outside of the text, and always the same.
const OUTSIDE: [(Phrase, Phrase); 3] =
    [(words::HOLD, words::SPACE), (words::FIVE_SECONDS, words::ARROWS), (playback::STOP, words::ESCAPE)];

/// A shortcut whose keys are being changed.
#[derive(Debug)]
pub struct KeyChange {
    shortcut: Shortcut,
    state: KeyChangeState,
}

#[derive(Debug)]
enum KeyChangeState {
    /// The next keys that are pressed are the new ones.
    Opened,
    /// The same; these were no good, if any were pressed.
    Waiting(Option<Said>),
    /// These do something else already.
    Taken(KeyboardShortcut, Shortcut),
}

/// All shortcuts. What is pressed while one of them waits for its keys is nobody else's.
pub(super) fn shortcuts_ui(ui: &mut Ui, lang: Lang, changed: &mut ChangedKeys, change: &mut Option<KeyChange>) {
    for shortcut in Shortcut::ALL {
        match change.take_if(|change| change.shortcut == shortcut) {
            Some(now) => *change = change_ui(ui, lang, changed, now),
            None => {
                if let Some(opened) = row_ui(ui, lang, changed, shortcut) {
                    *change = Some(opened);
                }
            }
        }
    }
    let palette = theme::palette(ui);
    for (what, key) in OUTSIDE {
        let right = |ui: &mut Ui| ui.label(RichText::new(key.get(lang)).color(palette.soft));
        name_ui(ui, what.get(lang), right);
    }
    ui.add_space(GAP);
    ui.add_enabled_ui(!changed.is_empty(), |ui| {
        if widgets::button(ui, Icon::Again, words::RESET_ALL_KEYS.get(lang)).clicked() {
            changed.clear();
            *change = None;
        }
    });
}

/// A row: what is done, and at the right of it `right`, from the left.
fn name_ui<R>(ui: &mut Ui, name: &str, right: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL);
        let width = (ui.available_width() - KEYS - BUTTON - CONTROL - 3.0 * GAP).max(80.0);
        let left = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(width, CONTROL), left, |ui| {
            ui.set_min_width(width);
            ui.add(Label::new(name).truncate());
        });
        right(ui)
    })
    .inner
}

fn name_of(lang: Lang, shortcut: Shortcut) -> &'static str {
    shortcut.name().get(lang).trim_end_matches('…')
}

/// The keys of a shortcut as they are; what is pressed may begin to change them.
fn row_ui(ui: &mut Ui, lang: Lang, changed: &mut ChangedKeys, shortcut: Shortcut) -> Option<KeyChange> {
    let palette = theme::palette(ui);
    let name = name_of(lang, shortcut);
    name_ui(ui, name, |ui| {
        let own = keys::shown(ui.ctx(), shortcut);
        let own = if own.is_empty() { words::NO_KEYS.get(lang).to_owned() } else { own };
        ui.allocate_ui_with_layout(vec2(KEYS, CONTROL), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(KEYS);
            ui.add(Label::new(RichText::new(own).color(palette.soft)).truncate());
        });
        let label = words::CHANGE_KEYS_OF.with("what", name).get(lang);
        let button = Button::new((Icon::Pencil.atom(), words::CHANGE_KEYS.get(lang))).min_size(vec2(BUTTON, CONTROL));
        let button = ui.push_id(shortcut.id(), |ui| ui.add(button)).inner;
        let enabled = ui.is_enabled();
        button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &label));
        if ui.ctx().data_mut(|data| data.remove_temp::<bool>(left_id(shortcut))).is_some() {
            button.request_focus();
        }
        let mut opened = button.clicked().then_some(KeyChange { shortcut, state: KeyChangeState::Opened });
        let label = words::RESET_KEYS.with("what", name).get(lang);
        if Shortcuts::of(ui.ctx()).is_changed(shortcut) && widgets::icon_button(ui, Icon::Again, &label).clicked() {
            opened = match shortcut.usual().first().copied() {
                Some(usual) => give(ui.ctx(), changed, shortcut, usual),
                None => None,
            };
        }
        opened
    })
}

/// Remembers that the row has the keyboard again.
fn left_id(shortcut: Shortcut) -> Id {
    Id::unique(("keys changed", shortcut.id()))
}

fn leave(ctx: &Context, shortcut: Shortcut) -> Option<KeyChange> {
    ctx.data_mut(|data| data.insert_temp(left_id(shortcut), true));
    ctx.request_repaint();
    None
}

/// Gives a shortcut its keys, or asks whether they are taken from another.
fn give(ctx: &Context, changed: &mut ChangedKeys, shortcut: Shortcut, new: KeyboardShortcut) -> Option<KeyChange> {
    match Shortcuts::of(ctx).other(&new, shortcut) {
        Some(other) => Some(KeyChange { shortcut, state: KeyChangeState::Taken(new, other) }),
        None => {
            keys::change(changed, shortcut, &new);
            leave(ctx, shortcut)
        }
    }
}

/// A shortcut whose keys are being changed; how that stands afterwards.
fn change_ui(ui: &mut Ui, lang: Lang, changed: &mut ChangedKeys, change: KeyChange) -> Option<KeyChange> {
    let KeyChange { shortcut, state } = change;
    match state {
        KeyChangeState::Opened => waiting_ui(ui, lang, changed, shortcut, None, true),
        KeyChangeState::Waiting(told) => waiting_ui(ui, lang, changed, shortcut, told, false),
        KeyChangeState::Taken(new, other) => taken_ui(ui, lang, changed, shortcut, new, other),
    }
}

fn waiting_ui(
    ui: &mut Ui,
    lang: Lang,
    changed: &mut ChangedKeys,
    shortcut: Shortcut,
    told: Option<Said>,
    is_new: bool,
) -> Option<KeyChange> {
    // Before the button sees them: Enter and Space would press it.
    let pressed = if is_new { None } else { take_press(ui) };
    let button = name_ui(ui, name_of(lang, shortcut), |ui| {
        let button = Button::new(words::PRESS_KEYS.get(lang)).min_size(vec2(KEYS + BUTTON, CONTROL));
        ui.push_id((shortcut.id(), "press"), |ui| ui.add(button)).inner
    });
    if is_new {
        button.request_focus();
    } else if !button.has_focus() {
        return None;
    }
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(button.id, all));
    let said = told.as_ref().map_or_else(|| words::PRESS_KEYS_HINT.get(lang).to_owned(), |said| said.get(lang));
    let said = widgets::explain(ui, said);
    widgets::announce(ui, &said);
    let stays = |told| Some(KeyChange { shortcut, state: KeyChangeState::Waiting(told) });
    match pressed {
        None => stays(told),
        Some(press) if press.logical_key == Key::Escape && press.modifiers.is_none() => leave(ui.ctx(), shortcut),
        Some(press) => match keys::refusal(&press) {
            None => give(ui.ctx(), changed, shortcut, press),
            Some(why) => {
                let command = ui.ctx().format_modifiers(Modifiers::COMMAND);
                stays(Some(why.with("keys", keys::said(ui.ctx(), &press)).with("command", command)))
            }
        },
    }
}

/// Takes away what was pressed, so that it does nothing else. What a text does with Control and a letter comes as such.
fn take_press(ui: &Ui) -> Option<KeyboardShortcut> {
    let mut pressed = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let press = match event {
                Event::Key { key, pressed: true, modifiers, .. } => keys::of_press(*key, *modifiers),
                Event::Copy => KeyboardShortcut::new(Modifiers::COMMAND, Key::C),
                Event::Cut => KeyboardShortcut::new(Modifiers::COMMAND, Key::X),
                Event::Paste(_) => KeyboardShortcut::new(Modifiers::COMMAND, Key::V),
                _ => return true,
            };
            pressed.get_or_insert(press);
            false
        });
    });
    pressed
}

fn taken_ui(
    ui: &mut Ui,
    lang: Lang,
    changed: &mut ChangedKeys,
    shortcut: Shortcut,
    new: KeyboardShortcut,
    other: Shortcut,
) -> Option<KeyChange> {
    name_ui(ui, name_of(lang, shortcut), |ui| {
        ui.label(RichText::new(keys::said(ui.ctx(), &new)).color(theme::palette(ui).ink))
    });
    let said = words::KEYS_OTHER.with("keys", keys::said(ui.ctx(), &new)).with("what", name_of(lang, other));
    let said = widgets::explain(ui, said.get(lang));
    widgets::announce(ui, &said);
    let (take, cancel) = ui
        .horizontal(|ui| {
            let take = widgets::button(ui, Icon::Check, words::TAKE_KEYS.get(lang));
            (take, widgets::button(ui, Icon::Close, common::CANCEL.get(lang)))
        })
        .inner;
    if ui.memory(|memory| memory.focused().is_none()) {
        take.request_focus();
    }
    let is_left = cancel.clicked() || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if take.clicked() {
        keys::change(changed, shortcut, &new);
    }
    match take.clicked() || is_left {
        true => leave(ui.ctx(), shortcut),
        false => Some(KeyChange { shortcut, state: KeyChangeState::Taken(new, other) }),
    }
}
