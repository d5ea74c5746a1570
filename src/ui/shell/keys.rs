//! The keys that mean something everywhere. What moves in the sound is held together with a key that no text box uses,
//! so that it works while one types.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

/// Held to move in the sound. A Mac moves by words with Option alone.
const MOVE: Modifiers = match cfg!(target_os = "macos") {
    true => Modifiers { alt: true, mac_cmd: true, ..Modifiers::COMMAND },
    false => Modifiers::ALT,
};
const MORE: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Speaks the text.
pub const SPEAK: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
/// Speaks the text and takes nothing from the library.
pub const SPEAK_AFRESH: KeyboardShortcut = KeyboardShortcut::new(MORE, Key::Enter);
/// Exports what is shown.
pub const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
/// Hears this sentence again, or the one before.
pub const PREVIOUS: KeyboardShortcut = KeyboardShortcut::new(MOVE, Key::ArrowLeft);
/// Hears the next sentence.
pub const NEXT: KeyboardShortcut = KeyboardShortcut::new(MOVE, Key::ArrowRight);
/// Plays faster.
pub const FASTER: KeyboardShortcut = KeyboardShortcut::new(MOVE, Key::ArrowUp);
/// Plays slower.
pub const SLOWER: KeyboardShortcut = KeyboardShortcut::new(MOVE, Key::ArrowDown);
/// Repeats a sentence, everything, nothing.
pub const REPEAT: KeyboardShortcut = KeyboardShortcut::new(MORE, Key::R);
/// Silences, or not.
pub const MUTE: KeyboardShortcut = KeyboardShortcut::new(MORE, Key::M);

/// Makes the letters of the text larger: plus is on two keys, and needs Shift on some keyboards.
pub const LARGER: [KeyboardShortcut; 2] =
    [KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus), KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals)];
/// Makes them smaller.
pub const SMALLER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Minus);
/// Gives them their usual size.
pub const USUAL_SIZE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Num0);
/// Shows the settings, or the text again.
pub const SETTINGS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Comma);
/// Shows all voices to choose from.
pub const VOICES: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
/// Looks for something in the text.
pub const FIND: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
/// Puts something else in its place.
pub const REPLACE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::H);
/// Shows the next place.
pub const FIND_NEXT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F3);
/// Shows the place before.
pub const FIND_PREVIOUS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F3);

/// What a control does, and its key.
pub fn hint(ctx: &Context, label: &str, key: &KeyboardShortcut) -> String {
    format!("{label}  {}", ctx.format_shortcut(key))
}
