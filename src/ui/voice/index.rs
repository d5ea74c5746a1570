//! The list of voices prepared for looking things up: made once for each list, so that each letter typed costs little.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::protocol::Voice;
use crate::store::{fold, name_key};
use crate::text::Spelling;
use crate::ui::voice::traits::{Gender, VoiceModel, VoiceStyle, read};
use crate::words::{Lang, voice as words};

/// So much of a name or an id is looked at; nobody types more.
const LOOKED_AT: usize = 200;

/// What is known of one voice.
#[derive(Debug)]
pub struct VoiceEntry {
    /// Who seems to speak.
    pub gender: Option<Gender>,
    /// What it is made for.
    pub styles: Vec<VoiceStyle>,
    /// The model behind it.
    pub model: VoiceModel,
    /// The main part of its language's code: `en` of `en-US`.
    language: String,
    name: String,
    spelling: Spelling,
    /// Its language, gender, styles and feelings as words in both languages of the window.
    also: String,
    key: OnceLock<Box<[u8]>>,
}

/// The voices of a list, each at its place in it.
#[derive(Debug, Default)]
pub struct VoiceIndex {
    entries: Vec<VoiceEntry>,
    by_id: HashMap<String, usize>,
    /// The languages of the list with the service's names for them, the most frequent first.
    pub languages: Vec<(String, Option<String>)>,
    /// The feelings that its voices have: the service's word and its name for people, the most frequent first.
    pub emotions: Vec<(String, Option<String>)>,
}

impl VoiceIndex {
    /// Prepares a list.
    pub fn new(voices: &[Voice]) -> VoiceIndex {
        let mut languages = Facet::default();
        let mut emotions = Facet::default();
        for voice in voices {
            if let Some(code) = voice.language_code.as_deref().filter(|code| !code.is_empty()) {
                languages.count(main_language(code), voice.language_name.as_deref());
            }
            for emotion in &voice.emotions {
                emotions.count(emotion.emotion.clone(), emotion.display_name.as_deref());
            }
        }
        VoiceIndex {
            entries: voices.iter().map(entry).collect(),
            by_id: voices.iter().enumerate().map(|(at, voice)| (voice.id.clone(), at)).collect(),
            languages: languages.sorted(),
            emotions: emotions.sorted(),
        }
    }

    /// What is known of the voice at a place of the list.
    pub fn entry(&self, at: usize) -> Option<&VoiceEntry> {
        self.entries.get(at)
    }

    /// The place of the voice with this id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The places of the voices that a filter shows, in its order. `marks` are the user's, newest use first.
    pub fn found(&self, voices: &[Voice], filter: &VoiceFilter, marks: &Marks<'_>) -> Vec<usize> {
        let words: Vec<String> = fold(&filter.search).split_whitespace().map(str::to_owned).collect();
        let among: Option<HashSet<&str>> = match filter.among {
            Among::All => None,
            Among::Favourites => Some(marks.favourites.iter().map(String::as_str).collect()),
            Among::Recent => Some(marks.recent.iter().map(String::as_str).collect()),
            Among::Document => Some(marks.document.iter().map(String::as_str).collect()),
        };
        let shown = |(at, voice): (usize, &Voice)| {
            let entry = self.entries.get(at)?;
            let is_among = among.as_ref().is_none_or(|ids| ids.contains(voice.id.as_str()));
            if !is_among || !entry.passes(voice, filter) {
                return None;
            }
            // The worst of its words says how well a voice fits.
            let mut rank = 0;
            for word in &words {
                rank = rank.max(entry.rank(voice, word)?);
            }
            Some((rank, at))
        };
        let mut found: Vec<(u8, usize)> = voices.iter().enumerate().filter_map(shown).collect();
        let order = match filter.among {
            // Who looks among the recent ones looks for the last.
            Among::Recent if filter.order == VoiceOrder::Service => VoiceOrder::Recent,
            _ => filter.order,
        };
        match order {
            VoiceOrder::Service => found.sort_by_key(|(rank, _)| *rank),
            VoiceOrder::Name => found.sort_by(|(_, a), (_, b)| self.key(*a).cmp(self.key(*b))),
            VoiceOrder::Recent => {
                let places: HashMap<&str, usize> =
                    marks.recent.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
                found.sort_by_key(|(rank, at)| (places.get(&*voices[*at].id).copied().unwrap_or(usize::MAX), *rank));
            }
        }
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn key(&self, at: usize) -> &[u8] {
        self.entries.get(at).map_or(&[], |entry| entry.key.get_or_init(|| name_key(&entry.name)))
    }
}

fn entry(voice: &Voice) -> VoiceEntry {
    let name = fold(start(&voice.name));
    let (gender, styles) = read(&name);
    let mut also = String::new();
    for lang in [Lang::Zh, Lang::En] {
        also.push_str(&words::language(
            lang,
            voice.language_code.as_deref(),
            voice.language_name.as_deref().map(start),
        ));
        also.push(' ');
        for word in
            gender.map(|gender| gender.name(lang)).into_iter().chain(styles.iter().map(|style| style.name(lang)))
        {
            also.push_str(word);
            also.push(' ');
        }
        for emotion in voice.emotions.iter().take(16) {
            let known = emotion.display_name.as_deref().unwrap_or(&emotion.emotion);
            also.push_str(&words::emotion(lang, &emotion.emotion, start(known)));
            also.push(' ');
        }
    }
    VoiceEntry {
        gender,
        styles,
        model: VoiceModel::of(voice),
        language: voice.language_code.as_deref().map(main_language).unwrap_or_default(),
        spelling: Spelling::of(&name),
        name,
        also: fold(&also),
        key: OnceLock::new(),
    }
}

impl VoiceEntry {
    fn passes(&self, voice: &Voice, filter: &VoiceFilter) -> bool {
        filter.language.as_ref().is_none_or(|code| *code == self.language)
            && filter.gender.is_none_or(|gender| self.gender == Some(gender))
            && filter.style.is_none_or(|style| self.styles.contains(&style))
            && filter.model.is_none_or(|model| self.model == model)
            && filter.maker.is_none_or(|maker| (maker == Maker::Service) == voice.is_system)
            && filter.emotion.as_ref().is_none_or(|wanted| voice.emotions.iter().any(|known| known.emotion == *wanted))
    }

    /// How well a word fits, 0 best: the beginning of the name, the name, its sound, the id, what else is known of it.
    fn rank(&self, voice: &Voice, word: &str) -> Option<u8> {
        if self.name.starts_with(word) {
            return Some(0);
        }
        if self.name.contains(word) {
            return Some(1);
        }
        if let Some(at) = self.spelling.find(word) {
            return Some(if at == 0 { 1 } else { 2 });
        }
        if voice.id.starts_with(word) {
            return Some(1);
        }
        // One letter would find every language.
        (word.chars().count() > 1 || !word.is_ascii()).then(|| self.also.contains(word).then_some(3)).flatten()
    }
}

fn start(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOKED_AT)]
}

fn main_language(code: &str) -> String {
    start(code).split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Counts what voices have in common.
#[derive(Default)]
struct Facet(HashMap<String, (usize, Option<String>)>);

impl Facet {
    fn count(&mut self, id: String, name: Option<&str>) {
        let known = self.0.entry(id).or_default();
        known.0 += 1;
        if known.1.is_none() {
            known.1 = name.map(|name| start(name).to_owned());
        }
    }

    fn sorted(self) -> Vec<(String, Option<String>)> {
        let mut all: Vec<_> = self.0.into_iter().collect();
        all.sort_by(|(a, (m, _)), (b, (n, _))| n.cmp(m).then_with(|| a.cmp(b)));
        // More than these are not looked for one by one.
        all.into_iter().take(24).map(|(id, (_, name))| (id, name)).collect()
    }
}

/// Of whom the user has noted something.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// Those with a star.
    pub favourites: &'a [String],
    /// Those that were used, the last first.
    pub recent: &'a [String],
    /// Those that speak in the document.
    pub document: &'a [String],
}

/// Which voices are looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Among {
    /// All.
    #[default]
    All,
    /// Those with a star.
    Favourites,
    /// Those that were used last.
    Recent,
    /// Those that speak in the document on the page.
    Document,
}

/// Whose a voice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The service's.
    Service,
    /// The user's own.
    Cloned,
}

/// The order of voices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VoiceOrder {
    /// As the service lists them, after how well they fit what is looked for.
    #[default]
    Service,
    /// By name: Chinese by its sound.
    Name,
    /// The last used first.
    Recent,
}

/// Which voices are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VoiceFilter {
    /// Words that all have to fit: a part of the name, its pinyin or the first letters of that, an id, a language, a style.
    pub search: String,
    /// Which are looked through.
    pub among: Among,
    /// The main part of a language's code.
    pub language: Option<String>,
    /// Who seems to speak.
    pub gender: Option<Gender>,
    /// What it is made for.
    pub style: Option<VoiceStyle>,
    /// A feeling, by the service's word.
    pub emotion: Option<String>,
    /// The model.
    pub model: Option<VoiceModel>,
    /// Whose it is.
    pub maker: Option<Maker>,
    /// In which order.
    pub order: VoiceOrder,
}

impl VoiceFilter {
    /// Whether more is asked for than the search says.
    pub fn narrows(&self) -> bool {
        let VoiceFilter { search, order, .. } = self;
        let plain = VoiceFilter { search: search.clone(), order: *order, ..VoiceFilter::default() };
        *self != plain
    }
}

#[cfg(test)]
mod tests {
    use super::{Among, Maker, Marks, VoiceFilter, VoiceIndex, VoiceOrder};
    use crate::protocol::{Emotion, Voice};
    use crate::ui::voice::traits::{Gender, VoiceModel, VoiceStyle};

    fn voices() -> Vec<Voice> {
        let voice = |id: &str, name: &str, code: &str| Voice {
            id: id.into(),
            name: name.into(),
            language_code: Some(code.into()),
            is_system: true,
            ..Voice::default()
        };
        let mut voices = vec![
            voice("742001", "深夜播客", "zh"),
            voice("742002", "柔美女友（多情感）", "zh"),
            voice("742003", "撒娇学妹 2.0", "zh"),
            voice("742004", "Emily Narrator", "en-US"),
            voice("742005", "Adam", "en-GB"),
            voice("999", "我的声音", "zh"),
        ];
        voices[1].emotions = vec![Emotion::plain("happy"), Emotion::plain("sad")];
        voices[4].model_type = Some("small".into());
        voices[5].is_system = false;
        voices
    }

    fn found(filter: VoiceFilter) -> Vec<usize> {
        let (favourites, recent) = (["742005".to_owned()], ["742003".to_owned(), "742001".to_owned()]);
        let marks = Marks { favourites: &favourites, recent: &recent, document: &["999".to_owned()] };
        VoiceIndex::new(&voices()).found(&voices(), &filter, &marks)
    }

    #[test]
    fn a_search_finds_names_sounds_ids_and_what_a_voice_is_like() {
        for (typed, wanted) in [
            ("", &[0, 1, 2, 3, 4, 5][..]),
            ("柔美", &[1]),
            ("roumei", &[1]),
            ("rmny", &[1]),
            ("xuemei", &[2]),
            ("sy", &[0, 5]),
            ("ADAM", &[4]),
            ("ｅｍｉｌｙ", &[3]),
            ("742003", &[2]),
            ("99", &[5]),
            ("english", &[3, 4]),
            ("英语 旁白", &[3]),
            ("happy", &[1]),
            ("开心", &[1]),
            ("女 中文", &[1, 2]),
            ("nothing", &[]),
        ] {
            let search = typed.to_owned();
            assert_eq!(found(VoiceFilter { search, ..VoiceFilter::default() }), wanted, "{typed}");
        }
    }

    #[test]
    fn a_filter_shows_what_has_all_that_is_asked_for() {
        let all = VoiceFilter::default;
        for (filter, wanted) in [
            (VoiceFilter { language: Some("en".into()), ..all() }, &[3, 4][..]),
            (VoiceFilter { gender: Some(Gender::Male), ..all() }, &[4]),
            (VoiceFilter { gender: Some(Gender::Female), emotion: Some("sad".into()), ..all() }, &[1]),
            (VoiceFilter { style: Some(VoiceStyle::Narration), ..all() }, &[0, 3]),
            (VoiceFilter { model: Some(VoiceModel::Second), ..all() }, &[2]),
            (VoiceFilter { model: Some(VoiceModel::Small), ..all() }, &[4]),
            (VoiceFilter { maker: Some(Maker::Cloned), ..all() }, &[5]),
            (VoiceFilter { among: Among::Favourites, ..all() }, &[4]),
            (VoiceFilter { among: Among::Recent, ..all() }, &[2, 0]),
            (VoiceFilter { among: Among::Document, ..all() }, &[5]),
            (VoiceFilter { order: VoiceOrder::Recent, ..all() }, &[2, 0, 1, 3, 4, 5]),
        ] {
            assert_eq!(found(filter.clone()), wanted, "{filter:?}");
            assert_eq!(filter.narrows(), filter.order == VoiceOrder::Service, "{filter:?}");
        }
        let by_name = found(VoiceFilter { order: VoiceOrder::Name, ..all() });
        let place = |at: usize| by_name.iter().position(|found| *found == at);
        // rou, sa, shen, wo
        assert!(place(1) < place(2) && place(2) < place(0) && place(0) < place(5), "{by_name:?}");
    }

    #[test]
    fn what_voices_have_in_common_is_counted() {
        let index = VoiceIndex::new(&voices());
        let codes: Vec<&str> = index.languages.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["zh", "en"]);
        assert_eq!(index.emotions.len(), 2);
        assert_eq!((index.place("999"), index.place("998")), (Some(5), None));
    }
}
