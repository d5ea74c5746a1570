//! Who speaks what of a text: its prefixes, and the roles and voices that they name.

use std::cell::LazyCell;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::audio::take::Header;
use crate::protocol::{EMOTIONS, EmotionConfig, OutputAudio, SPEECH_RATES, Speaker, Voice};
use crate::store::VoiceChoice;
use crate::text::{Prefix, Script, ScriptReading, Turn, turns};

/// A name that a text gives to a voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// As it stands in prefixes.
    pub name: String,
    /// Who speaks it.
    pub voice: VoiceChoice,
}

/// Who speaks what of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    /// In the order in which they speak first.
    pub speakers: Vec<Speaker>,
    /// What each of them speaks.
    pub turns: Vec<Turn>,
}

impl Cast {
    /// The cast of a take; `None` where it has one voice, or where its cast cannot be read.
    pub fn of(header: &Header) -> Option<Cast> {
        Cast::deserialize(header.cast.as_ref()?).ok()
    }

    /// One of the speakers; `None` for the voice of the document.
    pub fn speaker(&self, number: Option<usize>) -> Option<&Speaker> {
        self.speakers.get(number?)
    }

    /// How a speaker is requested in a take with the settings `base`.
    pub fn output(&self, number: Option<usize>, base: &OutputAudio) -> OutputAudio {
        self.speaker(number).map_or_else(|| base.clone(), |speaker| speaker.output(base))
    }

    /// The text from the first byte that is spoken: what it is called is no prefix.
    pub fn said<'a>(&self, text: &'a str) -> &'a str {
        self.turns.first().and_then(|turn| text.get(turn.source.start..)).unwrap_or(text)
    }
}

/// Makes a text ready to speak, by one voice or by several.
pub fn script_of(text: &str, reading: ScriptReading, cast: Option<&Cast>) -> Script {
    match cast {
        Some(cast) => Script::of_turns(text, &cast.turns, reading),
        None => Script::new(text, reading),
    }
}

/// Finds out who speaks what; `None` where a text has no prefix that is known. Roles come before voices of the same name;
/// capitals do not matter. `own` is the voice of the document, for a prefix that only changes its manner. What else stands in
/// the place of a prefix and names nobody is text, and is told, each once.
pub fn cast(text: &str, roles: &[Role], voices: &[Voice], own: &VoiceChoice) -> (Option<Cast>, Vec<String>) {
    // Most texts have no prefix, and a list may have thousands of voices.
    let known = LazyCell::new(|| Known::new(roles, voices, own));
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    let mut unknown = Vec::new();
    let resolve = |prefix: &Prefix<'_>| {
        if let Some(number) = found.get(prefix.written) {
            return *number;
        }
        let number = match known.speaker(prefix) {
            Some(speaker) => Some(speakers.iter().position(|known| *known == speaker).unwrap_or_else(|| {
                speakers.push(speaker);
                speakers.len() - 1
            })),
            None => {
                unknown.push(prefix.written.to_owned());
                None
            }
        };
        found.insert(prefix.written.to_owned(), number);
        number
    };
    let turns = turns(text, resolve);
    (turns.map(|turns| Cast { speakers, turns }), unknown)
}

/// A name, and whom it means.
struct Meant<'a> {
    name: &'a str,
    id: &'a str,
    voice_name: &'a str,
    /// What the service says of the voice, where it lists it.
    listed: Option<&'a Voice>,
}

/// All names that are known.
struct Known<'a> {
    own: Meant<'a>,
    by_name: HashMap<String, Meant<'a>>,
}

impl<'a> Known<'a> {
    fn new(roles: &'a [Role], voices: &'a [Voice], own: &'a VoiceChoice) -> Known<'a> {
        let meant = |name: &'a str, voice: &'a VoiceChoice| Meant {
            name,
            id: &voice.id,
            voice_name: &voice.name,
            listed: voices.iter().find(|listed| listed.id == voice.id),
        };
        let roles = roles.iter().map(|role| meant(&role.name, &role.voice));
        let voice =
            |voice: &'a Voice| Meant { name: &voice.name, id: &voice.id, voice_name: &voice.name, listed: Some(voice) };
        let mut by_name = HashMap::new();
        for meant in roles.chain(voices.iter().map(voice)) {
            by_name.entry(meant.name.trim().to_lowercase()).or_insert(meant);
        }
        Known { own: meant(&own.name, own), by_name }
    }

    fn speaker(&self, prefix: &Prefix<'_>) -> Option<Speaker> {
        let meant = if prefix.is_own() { &self.own } else { self.by_name.get(&prefix.name.to_lowercase())? };
        let emotion = match prefix.emotion {
            Some(word) => Some(EmotionConfig { emotion: Some(meant.emotion(word)?), emotion_scale: None }),
            None => None,
        };
        prefix.speech_rate.is_none_or(|rate| SPEECH_RATES.contains(&rate)).then(|| Speaker {
            name: meant.name.to_owned(),
            voice_id: meant.id.to_owned(),
            voice_name: meant.voice_name.to_owned(),
            emotion,
            speech_rate: prefix.speech_rate,
        })
    }
}

impl Meant<'_> {
    /// The service's word for an emotion. A voice that is not listed may have any of them.
    fn emotion(&self, word: &str) -> Option<String> {
        let Some(voice) = self.listed else {
            return EMOTIONS.iter().find(|known| known.eq_ignore_ascii_case(word)).map(|&known| known.to_owned());
        };
        let is_meant = |display: &Option<String>| display.as_deref() == Some(word);
        let mut emotions = voice.emotions.iter();
        let found = emotions.find(|one| one.emotion.eq_ignore_ascii_case(word) || is_meant(&one.display_name));
        found.map(|found| found.emotion.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, VoiceChoice, cast};
    use crate::protocol::{Emotion, Voice};

    fn choice(id: &str, name: &str) -> VoiceChoice {
        VoiceChoice { id: id.into(), name: name.into() }
    }

    #[test]
    fn roles_and_voices_speak_and_who_is_not_known_is_told_once() {
        let happy = Emotion { display_name: Some("开心".into()), ..Emotion::plain("happy") };
        let voices = [
            Voice { id: "1".into(), name: "Anna".into(), emotions: vec![happy], ..Voice::default() },
            Voice { id: "2".into(), name: "Bob".into(), ..Voice::default() },
        ];
        let roles = [
            Role { name: "小明".into(), voice: choice("1", "Anna") },
            Role { name: "bob".into(), voice: choice("9", "?") },
        ];
        let text = "[小明|开心]一\n[anna|HAPPY|+20]二\n[小明]三\n[小明|happy]四\n[Bob|sad]五\n[谁]六\n[谁]七\n[Anna|悲伤]八\n[Anna|+900]九\n[默认|-10]十\n[默认]完";
        let (found, unknown) = cast(text, &roles, &voices, &choice("2", "Bob"));
        let found = found.expect("a cast");
        let speaker = |turn: usize| found.speaker(found.turns[turn].speaker);
        let told: Vec<_> = (0..found.turns.len())
            .map(|turn| {
                let speaker = speaker(turn)?;
                let emotion = speaker.emotion.as_ref().and_then(|emotion| emotion.emotion.as_deref());
                Some((&*speaker.name, &*speaker.voice_id, emotion, speaker.speech_rate))
            })
            .collect();
        let expected = [
            Some(("小明", "1", Some("happy"), None)),
            Some(("Anna", "1", Some("happy"), Some(20))),
            Some(("小明", "1", None, None)),
            Some(("小明", "1", Some("happy"), None)),
            Some(("bob", "9", Some("sad"), None)),
            None,
            Some(("Bob", "2", None, Some(-10))),
            None,
        ];
        assert_eq!(told, expected);
        assert_eq!(found.turns[0].speaker, found.turns[3].speaker);
        assert_eq!(unknown, ["谁", "Anna|悲伤", "Anna|+900"]);
        assert_eq!(found.said(text).chars().next(), Some('一'));
        assert_eq!(cast("[谁]你好", &[], &voices, &choice("", "")), (None, vec!["谁".to_owned()]));
        assert_eq!(cast("你好", &roles, &voices, &choice("", "")), (None, Vec::new()));
    }
}
