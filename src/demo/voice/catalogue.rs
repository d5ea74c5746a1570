//! The voices of the demo account. There is one speaker for each engine; the voices are variants of pitch and pace, and
//! named so. Every voice reads every language: the script of a text chooses the engine, the voice chooses how it sounds.

use crate::demo::voice::runs::Tongue;
use crate::demo::voice::{VoiceInfo, crowd};

/// How a voice differs from the speaker of the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timbre {
    /// The pitch together with the resonances of mouth and throat, as a factor: a larger person has both of them lower.
    pub pitch: f32,
    /// The pace, as a factor.
    pub pace: f32,
}

impl Timbre {
    const PLAIN: Timbre = Timbre { pitch: 1.0, pace: 1.0 };
    const DEEP: Timbre = Timbre { pitch: 0.84, pace: 0.97 };
    const BRIGHT: Timbre = Timbre { pitch: 1.12, pace: 1.03 };
    const SLOW: Timbre = Timbre { pitch: 0.97, pace: 0.8 };

    /// The same voice in a feeling, by the service's word for it (protocol.md §5). An unknown feeling changes nothing.
    pub fn feeling(self, emotion: Option<&str>) -> Timbre {
        let (pitch, pace) = match emotion {
            Some("happy") => (1.06, 1.08),
            Some("sad") => (0.95, 0.85),
            _ => (1.0, 1.0),
        };
        Timbre { pitch: self.pitch * pitch, pace: self.pace * pace }
    }
}

struct DemoVoice {
    id: &'static str,
    name: &'static str,
    tongue: Tongue,
    timbre: Timbre,
    feels: bool,
}

/// The first one is the default. The ids have the shape of the service's, but none of its prefixes.
#[rustfmt::skip]
const ENTRIES: [DemoVoice; 8] = [
    DemoVoice { id: "7000000000000000001", name: "演示·中文", tongue: Tongue::MANDARIN, timbre: Timbre::PLAIN, feels: true },
    DemoVoice { id: "7000000000000000002", name: "演示·中文（低沉）", tongue: Tongue::MANDARIN, timbre: Timbre::DEEP, feels: false },
    DemoVoice { id: "7000000000000000003", name: "演示·中文（明亮）", tongue: Tongue::MANDARIN, timbre: Timbre::BRIGHT, feels: false },
    DemoVoice { id: "7000000000000000004", name: "演示·中文（缓慢）", tongue: Tongue::MANDARIN, timbre: Timbre::SLOW, feels: false },
    DemoVoice { id: "7000000000000000011", name: "Demo English", tongue: Tongue::English, timbre: Timbre::PLAIN, feels: true },
    DemoVoice { id: "7000000000000000012", name: "Demo English (deep)", tongue: Tongue::English, timbre: Timbre::DEEP, feels: false },
    DemoVoice { id: "7000000000000000013", name: "Demo English (bright)", tongue: Tongue::English, timbre: Timbre::BRIGHT, feels: false },
    DemoVoice { id: "7000000000000000014", name: "Demo English (slow)", tongue: Tongue::English, timbre: Timbre::SLOW, feels: false },
];

/// All voices as the list shows them, the default first.
pub fn voices() -> Vec<VoiceInfo> {
    ENTRIES.iter().map(info).collect()
}

fn info(entry: &DemoVoice) -> VoiceInfo {
    let (language, preview) = match entry.tongue {
        Tongue::English => (("en", "English"), "Hello! This is the demo voice. It is made on your own computer."),
        Tongue::Machine(_) => (("zh", "中文"), "你好！这是演示声音，由你自己的电脑合成。"),
    };
    let mut info = VoiceInfo::new(entry.id, entry.name, language, preview);
    if entry.feels {
        info.emotions = [("happy", "开心"), ("sad", "悲伤")].map(|(word, name)| (word.into(), name.into())).into();
    }
    info
}

/// The timbre of a voice, and the language in which it reads a text that has no letters. An unknown id is the default
/// voice: which ids are refused is the server's business.
pub fn voice(id: &str) -> (Timbre, Tongue) {
    let entry = ENTRIES.iter().find(|entry| entry.id == id);
    match (entry, crowd::sound(id)) {
        (None, Some((pitch, pace, tongue))) => (Timbre { pitch, pace }, tongue),
        (entry, _) => entry.map_or((ENTRIES[0].timbre, ENTRIES[0].tongue), |entry| (entry.timbre, entry.tongue)),
    }
}
