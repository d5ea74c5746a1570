//! Who speaks what of a text: its prefixes, and the roles and voices that they name.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::audio::take::Header;
use crate::protocol::{DEFAULT_VOICE, EMOTIONS, EmotionConfig, OutputAudio, SPEECH_RATES, Speaker, Voice};
use crate::store::{Role, VoiceChoice};
use crate::text::{Prefix, Script, ScriptReading, Sentence, Turn, turns};

/// Who speaks what of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    /// Who speaks dialogue in quotes first, then in the order in which they speak.
    pub speakers: Vec<Speaker>,
    /// What each of them speaks.
    pub turns: Vec<Turn>,
    /// The roles that its prefixes could name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Who speaks dialogue in quotes, where that was somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes: Option<VoiceChoice>,
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

    /// Who speaks a part of the text, as a text of its own; `None` where all of it is the voice of the document's.
    pub fn part(&self, bytes: &Range<usize>) -> Option<Cast> {
        let first = self.turns.partition_point(|turn| turn.source.end <= bytes.start);
        let inside = self.turns[first..].iter().take_while(|turn| turn.source.start < bytes.end);
        let mut part =
            Cast { speakers: Vec::new(), turns: Vec::new(), roles: self.roles.clone(), quotes: self.quotes.clone() };
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        for turn in inside {
            let (start, end) = (turn.source.start.max(bytes.start), turn.source.end.min(bytes.end));
            let speaker = turn.speaker.filter(|number| *number < self.speakers.len()).map(|number| {
                *numbers.entry(number).or_insert_with(|| {
                    part.speakers.push(self.speakers[number].clone());
                    part.speakers.len() - 1
                })
            });
            part.turns.push(Turn { source: start - bytes.start..end - bytes.start, speaker });
        }
        let is_own = matches!(&*part.turns, [turn] if turn.speaker.is_none() && turn.source.len() == bytes.len());
        (!is_own).then_some(part)
    }

    /// What tells the sound of a speaker from that of the voice of the document, `own`; nothing where they sound the same.
    fn sound(&self, number: Option<usize>, own: &str) -> Option<String> {
        let speaker = self.speaker(number)?;
        let voice = Some(&*speaker.voice_id).filter(|voice| *voice != own);
        let emotion = speaker.emotion.as_ref().and_then(|emotion| emotion.emotion.as_deref());
        let is_other = voice.is_some() || emotion.is_some() || speaker.speech_rate.is_some();
        is_other.then(|| format!("\0{voice:?}{emotion:?}{:?}\0", speaker.speech_rate))
    }
}

/// The words of each sentence, those of a speaker with what tells its sound from that of the voice of the document, whose id is
/// `own`: sentences of two texts for which this is the same may have the same sound.
pub fn sounds<'a>(script: &'a Script, cast: Option<&Cast>, own: &str) -> Vec<Cow<'a, str>> {
    let Some(cast) = cast else { return script.words().map(Cow::Borrowed).collect() };
    let own = if own.is_empty() { DEFAULT_VOICE } else { own };
    let marks: Vec<Option<String>> = (0..cast.speakers.len()).map(|number| cast.sound(Some(number), own)).collect();
    let sound = |(sentence, words): (&Sentence, &'a str)| {
        let speaker = script.speaker_at(sentence.spoken.start);
        match speaker.and_then(|number| marks.get(number)?.as_ref()) {
            Some(mark) => Cow::Owned(format!("{mark}{words}")),
            None => Cow::Borrowed(words),
        }
    };
    script.sentences().iter().zip(script.words()).map(sound).collect()
}

/// What stands in the place of a prefix and is text, because something of it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPrefix {
    /// What stands between its brackets.
    pub written: String,
    /// The name in it.
    pub name: String,
    /// Whether a role or a voice has that name, and only emotion or rate make no sense.
    pub is_named: bool,
}

/// So many of them are told.
const UNKNOWN: usize = 100;

/// Makes a text ready to speak, by one voice or by several.
pub fn script_of(text: &str, reading: ScriptReading, cast: Option<&Cast>) -> Script {
    match cast {
        Some(cast) => Script::of_turns(text, &cast.turns, reading),
        None => Script::new(text, reading),
    }
}

/// Who may speak a text.
#[derive(Clone, Copy, Debug)]
pub struct Casting<'a> {
    /// The roles that prefixes may name besides the voices; `None` where prefixes are text.
    pub roles: Option<&'a [Role]>,
    /// Who speaks dialogue in quotes that no prefix gives to anybody, if not the voice of the document.
    pub quotes: Option<&'a VoiceChoice>,
    /// The voices of the account.
    pub voices: &'a [Voice],
    /// The voice of the document, for a prefix that only changes its manner.
    pub own: &'a VoiceChoice,
}

/// What was found out about the prefixes of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CastText {
    /// Who speaks what; `None` where it has neither a prefix that is known nor dialogue of another voice.
    pub cast: Option<Cast>,
    /// What else stands in the place of a prefix and names nobody, so that it is text; each once.
    pub unknown: Vec<UnknownPrefix>,
    /// The prefixes that are known, by what stands between their brackets, each with the name of its speaker; that is nothing
    /// for the voice of the document.
    pub known: HashMap<String, Option<String>>,
}

/// Finds out who speaks what. Roles come before voices of the same name; capitals do not matter.
pub fn cast(text: &str, casting: Casting<'_>) -> CastText {
    let Casting { roles, quotes, voices, own } = casting;
    let (has_prefixes, roles) = (roles.is_some(), roles.unwrap_or_default());
    // Most texts have no prefix, and a list may have thousands of voices.
    let known = LazyCell::new(|| Known::new(roles, voices, own));
    let quoted = |voice: &VoiceChoice| Speaker {
        name: voice.name.clone(),
        voice_id: voice.id.clone(),
        voice_name: voice.name.clone(),
        emotion: None,
        speech_rate: None,
    };
    let mut speakers: Vec<Speaker> = quotes.map(quoted).into_iter().collect();
    let mut found: HashMap<String, Option<Option<usize>>> = HashMap::new();
    let mut unknown = Vec::new();
    let resolve = |prefix: &Prefix<'_>| {
        if !has_prefixes {
            return None;
        }
        if let Some(known) = found.get(prefix.written) {
            return *known;
        }
        if prefix.is_own() && prefix.emotion.is_none() && prefix.speech_rate.is_none() {
            found.insert(prefix.written.to_owned(), Some(None));
            return Some(None);
        }
        let number = match known.speaker(prefix) {
            Some(speaker) => Some(speakers.iter().position(|known| *known == speaker).unwrap_or_else(|| {
                speakers.push(speaker);
                speakers.len() - 1
            })),
            None => {
                if unknown.len() < UNKNOWN {
                    let is_named = known.meant(prefix).is_some();
                    let (written, name) = (prefix.written.to_owned(), prefix.name.to_owned());
                    unknown.push(UnknownPrefix { written, name, is_named });
                }
                None
            }
        };
        found.insert(prefix.written.to_owned(), number.map(Some));
        number.map(Some)
    };
    let divided = turns(text, quotes.map(|_| 0), resolve);
    let name = |number: Option<usize>| Some(speakers.get(number?)?.name.clone());
    let known = found.into_iter().filter_map(|(written, known)| Some((written, name(known?)))).collect();
    let Some(mut turns) = divided else { return CastText { cast: None, unknown, known } };
    if quotes.is_some() && !turns.iter().any(|turn| turn.speaker == Some(0)) {
        speakers.remove(0);
        turns.iter_mut().for_each(|turn| turn.speaker = turn.speaker.map(|number| number - 1));
    }
    let cast = Some(Cast { speakers, turns, roles: roles.to_vec(), quotes: quotes.cloned() });
    CastText { cast, unknown, known }
}

/// A name, and whom it means.
struct Meant<'a> {
    name: &'a str,
    id: &'a str,
    voice_name: &'a str,
    /// The role, with what it feels and how fast it speaks.
    role: Option<&'a Role>,
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
        let meant = |name: &'a str, voice: &'a VoiceChoice, role| Meant {
            name,
            id: &voice.id,
            voice_name: &voice.name,
            role,
            listed: voices.iter().find(|listed| listed.id == voice.id),
        };
        let roles = roles.iter().map(|role| meant(&role.name, &role.voice, Some(role)));
        let voice = |voice: &'a Voice| Meant {
            name: &voice.name,
            id: &voice.id,
            voice_name: &voice.name,
            role: None,
            listed: Some(voice),
        };
        let mut by_name = HashMap::new();
        for meant in roles.chain(voices.iter().map(voice)) {
            by_name.entry(meant.name.trim().to_lowercase()).or_insert(meant);
        }
        Known { own: meant(&own.name, own, None), by_name }
    }

    /// Whom a prefix names.
    fn meant(&self, prefix: &Prefix<'_>) -> Option<&Meant<'a>> {
        if prefix.is_own() { Some(&self.own) } else { self.by_name.get(&prefix.name.to_lowercase()) }
    }

    fn speaker(&self, prefix: &Prefix<'_>) -> Option<Speaker> {
        let meant = self.meant(prefix)?;
        let emotion = match prefix.emotion {
            Some(word) => Some(meant.emotion(word)?),
            None => meant.role.and_then(|role| role.emotion.as_deref()).and_then(|word| meant.emotion(word)),
        };
        prefix.speech_rate.is_none_or(|rate| SPEECH_RATES.contains(&rate)).then(|| Speaker {
            name: meant.name.to_owned(),
            voice_id: meant.id.to_owned(),
            voice_name: meant.voice_name.to_owned(),
            emotion: emotion.map(|emotion| EmotionConfig { emotion: Some(emotion), emotion_scale: None }),
            speech_rate: prefix
                .speech_rate
                .or_else(|| meant.role?.speech_rate.map(|rate| rate.clamp(*SPEECH_RATES.start(), *SPEECH_RATES.end()))),
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
    use super::{Cast, Casting, UnknownPrefix, VoiceChoice, script_of, sounds};
    use crate::protocol::{Emotion, OutputAudio, Voice};
    use crate::store::Role;

    fn choice(id: &str, name: &str) -> VoiceChoice {
        VoiceChoice { id: id.into(), name: name.into() }
    }

    fn cast(text: &str, roles: &[Role], voices: &[Voice], own: &VoiceChoice) -> (Option<Cast>, Vec<UnknownPrefix>) {
        let found = super::cast(text, Casting { roles: Some(roles), quotes: None, voices, own });
        (found.cast, found.unknown)
    }

    #[test]
    fn dialogue_in_quotes_has_a_voice_with_prefixes_or_without() {
        let (own, other) = (choice("1", "甲"), choice("2", "乙"));
        let text = "他说：“好。”\n[丙]“走。”";
        let roles = [Role::new("丙", choice("3", "丙"))];
        let said = |roles: Option<&[Role]>, text: &str| {
            let casting = Casting { roles, quotes: Some(&other), voices: &[], own: &own };
            let cast = super::cast(text, casting).cast?;
            let voice = |turn: &super::Turn| cast.output(turn.speaker, &OutputAudio::default()).voice_id;
            let said = cast.turns.iter().map(|turn| (voice(turn), text[turn.source.clone()].trim().to_owned()));
            Some(said.collect::<Vec<_>>())
        };
        let told = |id: Option<&str>, words: &str| (id.map(str::to_owned), words.to_owned());
        let expected = vec![told(None, "他说："), told(Some("2"), "“好。”"), told(Some("3"), "“走。”")];
        assert_eq!(said(Some(&roles), text), Some(expected));
        let expected = vec![told(None, "他说："), told(Some("2"), "“好。”"), told(None, "[丙]来了。")];
        assert_eq!(said(None, "他说：“好。”\n[丙]来了。"), Some(expected));
        assert_eq!(said(Some(&roles), "[丙]好。"), Some(vec![told(Some("3"), "好。")]));
        assert_eq!(said(None, "[丙]好。"), None);
    }

    #[test]
    fn roles_and_voices_speak_and_who_is_not_known_is_told_once() {
        let happy = Emotion { display_name: Some("开心".into()), ..Emotion::plain("happy") };
        let voices = [
            Voice { id: "1".into(), name: "Anna".into(), emotions: vec![happy], ..Voice::default() },
            Voice { id: "2".into(), name: "Bob".into(), ..Voice::default() },
        ];
        let roles = [
            Role::new("小明", choice("1", "Anna")),
            Role { emotion: Some("sad".into()), speech_rate: Some(7), ..Role::new("bob", choice("9", "?")) },
        ];
        let text = "[小明|开心]一\n[anna|HAPPY|+20]二\n[小明]三\n[小明|happy]四\n[Bob]五\n[Bob|Happy|+0]五\n[谁]六\n[谁]七\n[Anna|悲伤]八\n[Anna|+900]九\n[默认|-10]十\n[默认]完";
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
            Some(("bob", "9", Some("sad"), Some(7))),
            Some(("bob", "9", Some("happy"), Some(0))),
            None,
            Some(("Bob", "2", None, Some(-10))),
            None,
        ];
        assert_eq!(told, expected);
        assert_eq!(found.turns[0].speaker, found.turns[3].speaker);
        let unknown: Vec<_> = unknown.iter().map(|one| (&*one.written, &*one.name, one.is_named)).collect();
        assert_eq!(unknown, [("谁", "谁", false), ("Anna|悲伤", "Anna", true), ("Anna|+900", "Anna", true)]);
        assert_eq!(found.said(text).chars().next(), Some('一'));
        let who = UnknownPrefix { written: "谁".into(), name: "谁".into(), is_named: false };
        assert_eq!(cast("[谁]你好", &[], &voices, &choice("", "")), (None, vec![who]));
        assert_eq!(cast("你好", &roles, &voices, &choice("", "")), (None, Vec::new()));
    }

    #[test]
    fn a_part_of_a_text_has_the_speakers_of_that_part() {
        let text = "旁白。\n[甲]一。二。\n[乙]三。\n完。";
        let roles = ["甲", "乙"].map(|name| Role::new(name, choice(name, name)));
        let (whole, _) = cast(text, &roles, &[], &choice("", ""));
        let whole = whole.expect("a cast");
        let told = |words: &str| {
            let start = text.find(words).expect("it is there");
            let part = whole.part(&(start..start + words.len()))?;
            let said = |turn: &super::Turn| {
                let name = part.speaker(turn.speaker).map(|speaker| speaker.name.clone()).unwrap_or_default();
                format!("{name}:{}", words[turn.source.clone()].trim())
            };
            Some((part.speakers.len(), part.turns.iter().map(said).collect::<Vec<_>>().join(" ")))
        };
        let some = |speakers, said: &str| Some((speakers, said.to_owned()));
        assert_eq!(told("二。\n[乙]三。"), some(2, "甲:二。 乙:三。"));
        assert_eq!(told("三。\n完"), some(1, "乙:三。 :完"));
        assert_eq!(told("旁白"), None);
        assert_eq!(told("]一"), some(1, "甲:一"), "half a prefix is not spoken");
        assert_eq!(told("[乙"), some(0, ""));
    }

    #[test]
    fn the_same_words_of_another_speaker_are_another_sound() {
        let roles = ["甲", "乙"].map(|name| Role::new(name, choice(name, name)));
        let sounds_of = |text: &str, own: &str| -> Vec<String> {
            let (cast, _) = cast(text, &roles, &[], &choice(own, own));
            let script = script_of(text, false.into(), cast.as_ref());
            sounds(&script, cast.as_ref(), own).into_iter().map(String::from).collect()
        };
        let plain = sounds_of("好。", "甲");
        assert_eq!(plain, ["好。"]);
        assert_eq!(sounds_of("[甲]好。", "甲"), plain, "it is the voice of the document");
        let [other, faster] = ["[乙]好。", "[甲|+10]好。"].map(|text| sounds_of(text, "甲"));
        assert!(other != plain && faster != plain && other != faster);
        assert_eq!(sounds_of("[乙]好。", "丙"), other, "whoever speaks the rest");
    }
}
