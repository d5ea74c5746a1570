//! The keys, as they are.

use egui::{Grid, Key, KeyboardShortcut, Modifiers, RichText, Ui};

use crate::ui::shell::{keys, theme};
use crate::words::{Lang, Phrase, document, export, playback, settings as words, shell, voice};

const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);

/// What each key does, those of the sound first.
const SHORTCUTS: [(Phrase, KeyboardShortcut); 19] = [
    (playback::SPEAK, keys::SPEAK),
    (playback::SPEAK_AFRESH, keys::SPEAK_AFRESH),
    (playback::PREVIOUS, keys::PREVIOUS),
    (playback::NEXT, keys::NEXT),
    (words::FASTER, keys::FASTER),
    (words::SLOWER, keys::SLOWER),
    (words::REPEAT, keys::REPEAT),
    (playback::MUTE, keys::MUTE),
    (export::SAVE_AS, keys::SAVE),
    (document::OPEN, OPEN),
    (document::FIND_MENU, keys::FIND),
    (document::REPLACE_TOO, keys::REPLACE),
    (document::FIND_NEXT, keys::FIND_NEXT),
    (document::FIND_PREVIOUS, keys::FIND_PREVIOUS),
    (words::LARGER, keys::LARGER[0]),
    (words::SMALLER, keys::SMALLER),
    (words::USUAL_SIZE, keys::USUAL_SIZE),
    (voice::BROWSE, keys::VOICES),
    (shell::SETTINGS, keys::SETTINGS),
];

/// Keys that mean something only outside of the text.
const OUTSIDE: [(Phrase, Phrase); 3] =
    [(words::HOLD, words::SPACE), (words::FIVE_SECONDS, words::ARROWS), (playback::STOP, words::ESCAPE)];

pub(super) fn shortcuts_ui(ui: &mut Ui, lang: Lang) {
    let palette = theme::palette(ui);
    Grid::new("shortcuts").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
        for (what, key) in SHORTCUTS {
            ui.label(what.get(lang).trim_end_matches('…'));
            ui.label(RichText::new(ui.ctx().format_shortcut(&key)).color(palette.soft));
            ui.end_row();
        }
        for (what, key) in OUTSIDE {
            ui.label(what.get(lang));
            ui.label(RichText::new(key.get(lang)).color(palette.soft));
            ui.end_row();
        }
    });
}
