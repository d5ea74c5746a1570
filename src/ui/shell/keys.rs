//! The keys that mean something everywhere: which they are, which the user has changed, and which cannot be had.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Context, Id, Key, KeyboardShortcut, Modifiers};

use crate::words::{Phrase, document, export, playback, settings as words, shell, voice};

/// Held to move in the sound together with a key that no text box uses, so that it works while one types. A Mac moves by words
/// with Option alone.
const MOVE: Modifiers = match cfg!(target_os = "macos") {
    true => Modifiers { alt: true, mac_cmd: true, ..Modifiers::COMMAND },
    false => Modifiers::ALT,
};
const MORE: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

const fn held(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    held(Modifiers::COMMAND, key)
}

/// What [`Shortcut::facts`] says of the presets.
const PRESETS: [(&str, Phrase, &[KeyboardShortcut]); 9] = [
    ("preset_1", voice::PRESET_1, &[held(MOVE, Key::Num1)]),
    ("preset_2", voice::PRESET_2, &[held(MOVE, Key::Num2)]),
    ("preset_3", voice::PRESET_3, &[held(MOVE, Key::Num3)]),
    ("preset_4", voice::PRESET_4, &[held(MOVE, Key::Num4)]),
    ("preset_5", voice::PRESET_5, &[held(MOVE, Key::Num5)]),
    ("preset_6", voice::PRESET_6, &[held(MOVE, Key::Num6)]),
    ("preset_7", voice::PRESET_7, &[held(MOVE, Key::Num7)]),
    ("preset_8", voice::PRESET_8, &[held(MOVE, Key::Num8)]),
    ("preset_9", voice::PRESET_9, &[held(MOVE, Key::Num9)]),
];

/// Something that a key does everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shortcut {
    /// Speaks the text.
    Speak,
    /// Speaks the text and takes nothing from the library.
    SpeakAfresh,
    /// Hears this sentence again, or the one before.
    Previous,
    /// Hears the next sentence.
    Next,
    /// Plays faster.
    Faster,
    /// Plays slower.
    Slower,
    /// Repeats a sentence, everything, nothing.
    Repeat,
    /// Silences, or not.
    Mute,
    /// Exports what is shown.
    Export,
    /// Begins a new document.
    New,
    /// Opens a text.
    Open,
    /// Looks for something in the text.
    Find,
    /// Puts something else in its place.
    Replace,
    /// Shows the next place.
    FindNext,
    /// Shows the place before.
    FindPrevious,
    /// Makes the letters of the text larger.
    Larger,
    /// Makes them smaller.
    Smaller,
    /// Gives them their usual size.
    UsualSize,
    /// Shows all voices to choose from.
    Voices,
    /// Shows the settings, or the text again.
    Settings,
    /// Speaks as the preset of this number says, the first is 0.
    Preset(u8),
}

impl Shortcut {
    /// All of them, those of the sound first.
    pub const ALL: [Shortcut; 29] = {
        use Shortcut::*;
        [
            Speak,
            SpeakAfresh,
            Previous,
            Next,
            Faster,
            Slower,
            Repeat,
            Mute,
            Export,
            New,
            Open,
            Find,
            Replace,
            FindNext,
            FindPrevious,
            Larger,
            Smaller,
            UsualSize,
            Voices,
            Settings,
            Preset(0),
            Preset(1),
            Preset(2),
            Preset(3),
            Preset(4),
            Preset(5),
            Preset(6),
            Preset(7),
            Preset(8),
        ]
    };

    /// Its name in the file of settings, what it does, and its keys while nobody has changed them: the first is shown.
    fn facts(self) -> (&'static str, Phrase, &'static [KeyboardShortcut]) {
        match self {
            Shortcut::Speak => ("speak", playback::SPEAK, const { &[command(Key::Enter)] }),
            Shortcut::SpeakAfresh => ("speak_afresh", playback::SPEAK_AFRESH, const { &[held(MORE, Key::Enter)] }),
            Shortcut::Previous => ("previous", playback::PREVIOUS, const { &[held(MOVE, Key::ArrowLeft)] }),
            Shortcut::Next => ("next", playback::NEXT, const { &[held(MOVE, Key::ArrowRight)] }),
            Shortcut::Faster => ("faster", words::FASTER, const { &[held(MOVE, Key::ArrowUp)] }),
            Shortcut::Slower => ("slower", words::SLOWER, const { &[held(MOVE, Key::ArrowDown)] }),
            Shortcut::Repeat => ("repeat", words::REPEAT, const { &[held(MORE, Key::R)] }),
            Shortcut::Mute => ("mute", playback::MUTE, const { &[held(MORE, Key::M)] }),
            Shortcut::Export => ("export", export::SAVE_AS, const { &[command(Key::S)] }),
            Shortcut::New => ("new", document::NEW, const { &[command(Key::N)] }),
            Shortcut::Open => ("open", document::OPEN, const { &[command(Key::O)] }),
            Shortcut::Find => ("find", document::FIND_MENU, const { &[command(Key::F)] }),
            Shortcut::Replace => ("replace", document::REPLACE_TOO, const { &[command(Key::H)] }),
            Shortcut::FindNext => ("find_next", document::FIND_NEXT, const { &[held(Modifiers::NONE, Key::F3)] }),
            Shortcut::FindPrevious => {
                ("find_previous", document::FIND_PREVIOUS, const { &[held(Modifiers::SHIFT, Key::F3)] })
            }
            // Plus is on two keys, and needs Shift on some keyboards.
            Shortcut::Larger => ("larger", words::LARGER, const { &[command(Key::Plus), command(Key::Equals)] }),
            Shortcut::Smaller => ("smaller", words::SMALLER, const { &[command(Key::Minus)] }),
            Shortcut::UsualSize => ("usual_size", words::USUAL_SIZE, const { &[command(Key::Num0)] }),
            Shortcut::Voices => ("voices", voice::BROWSE, const { &[command(Key::K)] }),
            Shortcut::Preset(number) => PRESETS[usize::from(number).min(PRESETS.len() - 1)],
            Shortcut::Settings => ("settings", shell::SETTINGS, const { &[command(Key::Comma)] }),
        }
    }

    /// Its name in the file of settings.
    pub fn id(self) -> &'static str {
        self.facts().0
    }

    /// What it does.
    pub fn name(self) -> Phrase {
        self.facts().1
    }

    /// Its keys while nobody has changed them; the first are shown.
    pub fn usual(self) -> &'static [KeyboardShortcut] {
        self.facts().2
    }
}

/// The keys that were changed, as the settings have them: by [`Shortcut::id`], such as `Command+Shift+R`; an empty one has none.
pub type ChangedKeys = BTreeMap<String, String>;

/// The keys that are in effect.
#[derive(Clone, Debug, Default)]
pub struct Shortcuts {
    changed: ChangedKeys,
    own: BTreeMap<Shortcut, Option<KeyboardShortcut>>,
}

impl Shortcuts {
    /// Reads the changed keys. Names that mean nothing, and keys that cannot be had, are passed over.
    pub fn new(changed: &ChangedKeys) -> Shortcuts {
        let own = Shortcut::ALL.into_iter().filter_map(|shortcut| {
            let keys = match changed.get(shortcut.id())?.as_str() {
                "" => None,
                text => Some(read(text).filter(|keys| refusal(keys).is_none())?),
            };
            Some((shortcut, keys))
        });
        Shortcuts { changed: changed.clone(), own: own.collect() }
    }

    /// Puts the keys of the settings into effect.
    pub fn install(ctx: &Context, changed: &ChangedKeys) {
        if Shortcuts::of(ctx).changed != *changed {
            ctx.data_mut(|data| data.insert_temp(Id::NULL, Arc::new(Shortcuts::new(changed))));
        }
    }

    /// The keys that are in effect.
    pub fn of(ctx: &Context) -> Arc<Shortcuts> {
        ctx.data_mut(|data| data.get_temp_mut_or_default::<Arc<Shortcuts>>(Id::NULL).clone())
    }

    /// The keys of a shortcut; the first are shown.
    pub fn keys(&self, shortcut: Shortcut) -> &[KeyboardShortcut] {
        match self.own.get(&shortcut) {
            Some(own) => own.as_slice(),
            None => shortcut.usual(),
        }
    }

    /// Whether the user has changed it.
    pub fn is_changed(&self, shortcut: Shortcut) -> bool {
        self.own.contains_key(&shortcut)
    }

    /// What else these keys do.
    pub fn other(&self, keys: &KeyboardShortcut, than: Shortcut) -> Option<Shortcut> {
        let has = |one: &Shortcut| self.keys(*one).iter().any(|own| written(own) == written(keys));
        Shortcut::ALL.into_iter().find(|one| *one != than && has(one))
    }
}

/// Gives a shortcut its keys, and takes them from any other that has them.
pub fn change(changed: &mut ChangedKeys, shortcut: Shortcut, keys: &KeyboardShortcut) {
    while let Some(other) = Shortcuts::new(changed).other(keys, shortcut) {
        changed.insert(other.id().to_owned(), String::new());
    }
    match shortcut.usual().first().is_some_and(|usual| written(usual) == written(keys)) {
        true => changed.remove(shortcut.id()),
        false => changed.insert(shortcut.id().to_owned(), written(keys)),
    };
}

/// The shortcuts that were pressed; their keys are nobody else's any more. Those with more keys held come first, because egui
/// takes the others for them too.
pub fn pressed(ctx: &Context) -> Vec<Shortcut> {
    let shortcuts = Shortcuts::of(ctx);
    let of = |one: Shortcut| shortcuts.keys(one).iter().map(move |keys| (one, *keys));
    let mut all: Vec<(Shortcut, KeyboardShortcut)> = Shortcut::ALL.into_iter().flat_map(of).collect();
    let count =
        |held: Modifiers| [held.alt, held.shift, held.command || held.ctrl].into_iter().filter(|one| *one).count();
    all.sort_by_key(|(_, keys)| Reverse(count(keys.modifiers)));
    let pressed = all.into_iter().filter(|(_, keys)| ctx.input_mut(|input| input.consume_shortcut(keys)));
    pressed.map(|(shortcut, _)| shortcut).collect()
}

/// The keys of a shortcut as they are called here; empty where it has none.
pub fn shown(ctx: &Context, shortcut: Shortcut) -> String {
    Shortcuts::of(ctx).keys(shortcut).first().map_or_else(String::new, |keys| said(ctx, keys))
}

/// Keys as they stand on a keyboard, such as `Ctrl+,` and `Alt+←`: egui spells signs out in English.
pub fn said(ctx: &Context, keys: &KeyboardShortcut) -> String {
    let held = ctx.format_modifiers(keys.modifiers);
    let between = if held.ends_with(|last: char| last.is_ascii_alphabetic()) { "+" } else { "" };
    let key = match keys.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Escape => "Esc",
        other => other.symbol_or_name(),
    };
    format!("{held}{between}{key}")
}

/// Whether the key was pressed that opens a menu everywhere: its own, or Shift with F10 where a keyboard has none.
pub fn menu_pressed(ctx: &Context) -> bool {
    let keys = [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)];
    ctx.input_mut(|input| keys.into_iter().any(|(held, key)| input.consume_key(held, key)))
}

/// What a control does, and its keys.
pub fn hint(ctx: &Context, label: &str, shortcut: Shortcut) -> String {
    match shown(ctx, shortcut) {
        keys if keys.is_empty() => label.to_owned(),
        keys => format!("{label}  {keys}"),
    }
}

/// The keys that a press stands for.
pub fn of_press(key: Key, held: Modifiers) -> KeyboardShortcut {
    let is_mac = cfg!(target_os = "macos");
    // Elsewhere Control is the command key.
    let modifiers = Modifiers { ctrl: is_mac && held.ctrl, mac_cmd: is_mac && held.mac_cmd, ..held };
    KeyboardShortcut::new(modifiers, key)
}

/// Why these keys cannot be a shortcut: writing needs them.
pub fn refusal(keys: &KeyboardShortcut) -> Option<Phrase> {
    let (held, key) = (keys.modifiers, keys.logical_key);
    let is_mac = cfg!(target_os = "macos");
    let has_command = held.command || held.mac_cmd || held.ctrl;
    let is_function = key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    let moves = matches!(key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End);
    let deletes = matches!(key, Key::Backspace | Key::Delete | Key::Insert);
    let is_named = is_function || moves || deletes || matches!(key, Key::Enter | Key::PageUp | Key::PageDown);
    match key {
        Key::Tab | Key::Escape => return Some(words::KEYS_OF_WINDOW),
        Key::Q if has_command => return Some(words::KEYS_OF_WINDOW),
        Key::Copy | Key::Cut | Key::Paste => return Some(words::KEYS_EDIT),
        _ if is_function => return None,
        _ => {}
    }
    // Option alone writes letters on a Mac; elsewhere the third level of a keyboard is Control and Alt.
    let writes = match is_mac {
        true => !has_command,
        false => !(has_command || held.alt) || has_command && held.alt && !is_named,
    };
    if writes {
        return Some(words::KEYS_WRITE);
    }
    let edits = moves || deletes || matches!(key, Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z);
    (has_command && !held.alt && edits).then_some(words::KEYS_EDIT)
}

/// As it stands in the file of settings: `Command` is ⌘ on a Mac and Ctrl elsewhere.
fn written(keys: &KeyboardShortcut) -> String {
    let held = keys.modifiers;
    let names = [
        (held.command || held.mac_cmd, "Command"),
        (held.ctrl && (cfg!(target_os = "macos") || !held.command), "Control"),
        (held.alt, "Alt"),
        (held.shift, "Shift"),
    ];
    let names = names.into_iter().filter(|(is_held, _)| *is_held).map(|(_, name)| name);
    names.chain([keys.logical_key.name()]).collect::<Vec<_>>().join("+")
}

fn read(text: &str) -> Option<KeyboardShortcut> {
    let mut names: Vec<&str> = text.split('+').collect();
    let key = Key::from_name(names.pop()?)?;
    let mut held = Modifiers::NONE;
    for name in names {
        match name {
            "Command" => (held.command, held.mac_cmd) = (true, cfg!(target_os = "macos")),
            "Control" => held.ctrl = true,
            "Alt" => held.alt = true,
            "Shift" => held.shift = true,
            _ => return None,
        }
    }
    Some(KeyboardShortcut::new(held, key))
}

#[cfg(test)]
mod tests {
    use egui::{Key, KeyboardShortcut, Modifiers};

    use super::{ChangedKeys, Shortcut, Shortcuts, change, of_press, read, refusal, written};

    #[test]
    fn every_shortcut_has_keys_of_its_own_that_can_be_written_and_read() {
        let usual = Shortcuts::default();
        for shortcut in Shortcut::ALL {
            for keys in shortcut.usual() {
                assert_eq!(read(&written(keys)).map(|keys| written(&keys)), Some(written(keys)));
                assert_eq!(refusal(keys), None, "{shortcut:?}");
                assert_eq!(usual.other(keys, shortcut), None, "{shortcut:?}");
            }
        }
    }

    #[test]
    fn what_writing_needs_cannot_be_had() {
        let command = Modifiers::COMMAND;
        let shift = Modifiers { shift: true, ..command };
        for (held, key) in [
            (Modifiers::NONE, Key::A),
            (Modifiers::SHIFT, Key::Num1),
            (Modifiers::NONE, Key::Space),
            (Modifiers::NONE, Key::Enter),
            (command, Key::C),
            (shift, Key::Z),
            (command, Key::ArrowLeft),
            (command, Key::Backspace),
            (Modifiers::ALT, Key::Tab),
        ] {
            assert!(refusal(&of_press(key, held)).is_some(), "{held:?} {key:?}");
        }
        for (held, key) in [(command, Key::K), (shift, Key::P), (Modifiers::NONE, Key::F8), (shift, Key::Enter)] {
            assert_eq!(refusal(&of_press(key, held)), None, "{held:?} {key:?}");
        }
    }

    #[test]
    fn keys_go_from_one_shortcut_to_another_and_back() {
        let mut changed = ChangedKeys::new();
        let export = Shortcut::Export.usual()[0];
        change(&mut changed, Shortcut::Mute, &export);
        let keys = Shortcuts::new(&changed);
        assert_eq!(keys.keys(Shortcut::Mute), [export]);
        assert!(keys.keys(Shortcut::Export).is_empty());
        change(&mut changed, Shortcut::Export, &export);
        let keys = Shortcuts::new(&changed);
        assert!(keys.keys(Shortcut::Mute).is_empty() && !keys.is_changed(Shortcut::Export));
        change(&mut changed, Shortcut::Mute, &Shortcut::Mute.usual()[0]);
        assert!(changed.is_empty(), "{changed:?}");
    }

    #[test]
    fn what_a_file_says_that_cannot_be_is_passed_over() {
        let changed = [("speak", "A"), ("mute", "Command+C"), ("find", "Hyper+F"), ("fly", "Command+J"), ("new", "")];
        let changed = changed.map(|(name, keys)| (name.to_owned(), keys.to_owned())).into();
        let keys = Shortcuts::new(&changed);
        for shortcut in [Shortcut::Speak, Shortcut::Mute, Shortcut::Find] {
            assert_eq!(keys.keys(shortcut), shortcut.usual());
        }
        assert!(keys.keys(Shortcut::New).is_empty());
        let other = KeyboardShortcut::new(Modifiers::COMMAND, Key::J);
        assert_eq!(keys.other(&other, Shortcut::Speak), None);
    }
}
