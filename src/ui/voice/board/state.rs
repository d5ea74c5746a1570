//! What the window knows of the voices that are compared, beside what is kept of them: which can be heard, what the others
//! cost, and what is heard after what.

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use crate::audio::take::Take;
use crate::audio::{Gain, Loudness, PreviewSound, TakeSample};
use crate::engine::{AuditionId, AuditionOrder, AuditionSound};
use crate::protocol::OutputAudio;
use crate::store::{Board, BoardEntry, VoiceChoice, VoicePreset};
use crate::ui::model::Model;
use crate::ui::playback::preview::Previewed;
use crate::words::Failure;

/// How far the sound of an entry is.
#[derive(Clone, Debug)]
pub enum EntryStage {
    /// Nobody has looked yet.
    Unknown,
    /// It was not made.
    Missing,
    /// It waits for its turn.
    Waiting,
    /// It is being made; its take grows.
    Making(Take),
    /// It can be heard.
    Made(AuditionSound),
    /// It cannot be made.
    Failed(Box<Failure>),
}

impl EntryStage {
    /// Whether it is to be made and has not been.
    pub fn is_coming(&self) -> bool {
        matches!(self, EntryStage::Waiting | EntryStage::Making(_))
    }
}

/// What is known of an entry's sound.
#[derive(Clone, Debug)]
pub struct EntrySound {
    /// The name under which the engine was asked for it.
    pub id: AuditionId,
    /// How it was to be spoken.
    output: OutputAudio,
    /// How far it is.
    pub stage: EntryStage,
    /// What it costs, in characters, unless it was made.
    characters: usize,
}

/// What is heard after an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesOrder {
    /// Nothing.
    #[default]
    One,
    /// The next one that is shown.
    InOrder,
    /// Another one, each once before any is heard again.
    Shuffled,
}

/// A comparison without names.
#[derive(Clone, Debug)]
pub struct Blind {
    /// The places of the entries in the order of their letters.
    order: Vec<usize>,
    /// The places in the order in which they are shown once the names are: the best first.
    shown: Option<Vec<usize>>,
}

/// What the window knows of the voices that are compared.
#[derive(Clone, Debug, Default)]
pub struct BoardState {
    /// As many as there are entries, in their order.
    sounds: Vec<EntrySound>,
    /// Whose voices and which text they are of.
    of: (String, String),
    /// What is heard after an entry.
    pub series: SeriesOrder,
    /// What is still to be heard of a series.
    queue: VecDeque<AuditionId>,
    /// What is heard, and what was heard before it.
    heard: [Option<AuditionId>; 2],
    /// A comparison without names, while there is one.
    pub blind: Option<Blind>,
}

impl BoardState {
    /// What is known of an entry's sound.
    pub fn sound(&self, entry: usize) -> Option<&EntrySound> {
        self.sounds.get(entry)
    }

    fn of_id(&mut self, id: AuditionId) -> Option<&mut EntrySound> {
        self.sounds.iter_mut().find(|sound| sound.id == id)
    }

    /// Which entry has this name.
    pub fn place(&self, id: AuditionId) -> Option<usize> {
        self.sounds.iter().position(|sound| sound.id == id)
    }

    /// An audition is elsewhere now.
    pub fn stands(&mut self, id: AuditionId, stage: EntryStage) {
        if let Some(sound) = self.of_id(id) {
            sound.stage = stage;
        }
    }

    /// An audition was not made; what it costs.
    pub fn missing(&mut self, id: AuditionId, characters: usize) {
        if let Some(sound) = self.of_id(id) {
            sound.characters = characters;
            if !sound.stage.is_coming() {
                sound.stage = EntryStage::Missing;
            }
        }
    }

    /// No audition is made any more.
    pub fn stopped(&mut self) {
        self.sounds.iter_mut().filter(|sound| sound.stage.is_coming()).for_each(|sound| {
            sound.stage = EntryStage::Missing;
        });
    }

    /// Whether any is being made.
    pub fn is_making(&self) -> bool {
        self.sounds.iter().any(|sound| sound.stage.is_coming())
    }

    /// What has to be made, each sound once, and its cost in characters.
    pub fn to_make(&self) -> (Vec<usize>, usize) {
        let is_wanted = |sound: &EntrySound| matches!(sound.stage, EntryStage::Missing | EntryStage::Failed(_));
        let mut characters = 0;
        let wanted: Vec<usize> = (0..self.sounds.len()).filter(|at| is_wanted(&self.sounds[*at])).collect();
        for (nth, at) in wanted.iter().enumerate() {
            let is_first = wanted[..nth].iter().all(|before| self.sounds[*before].output != self.sounds[*at].output);
            characters += if is_first { self.sounds[*at].characters } else { 0 };
        }
        (wanted, characters)
    }

    /// What can be heard.
    pub fn takes(&self) -> impl Iterator<Item = &Take> {
        self.sounds.iter().filter_map(|sound| match &sound.stage {
            EntryStage::Made(sound) => Some(&sound.take),
            _ => None,
        })
    }

    /// How many can be heard.
    pub fn made(&self) -> usize {
        self.takes().count()
    }

    /// The gain with which an entry is as loud as the others.
    fn gain(&self, loudness: Option<Loudness>) -> f32 {
        let all = self.sounds.iter().filter_map(|sound| match &sound.stage {
            EntryStage::Made(sound) => sound.loudness,
            _ => None,
        });
        loudness.map_or(1.0, |loudness| Gain::factor(loudness.gain(Loudness::common(all))))
    }

    /// The places of the entries in the order in which they are shown.
    pub fn order(&self) -> Vec<usize> {
        match &self.blind {
            Some(blind) => blind.shown.as_ref().unwrap_or(&blind.order).clone(),
            None => (0..self.sounds.len()).collect(),
        }
    }

    /// The place in which an entry was heard without its name.
    pub fn letter(&self, entry: usize) -> Option<char> {
        let nth = self.blind.as_ref()?.order.iter().position(|at| *at == entry)?;
        char::from_u32('A' as u32 + u32::try_from(nth).ok()?)
    }

    /// Whether names are hidden.
    pub fn is_blind(&self) -> bool {
        self.blind.as_ref().is_some_and(|blind| blind.shown.is_none())
    }

    /// Hides the names and shuffles the entries, or ends that.
    pub fn toggle_blind(&mut self) {
        self.blind = match self.blind {
            Some(_) => None,
            None => Some(Blind { order: shuffled((0..self.sounds.len()).collect()), shown: None }),
        };
    }

    /// Shows the names again, those with the most stars first; `stars` are those of the entries.
    pub fn reveal(&mut self, stars: &[u8]) {
        if let Some(blind) = &mut self.blind {
            let mut shown = blind.order.clone();
            // Those with the same number stay in the order of their letters.
            shown.sort_by_key(|at| std::cmp::Reverse(stars.get(*at)));
            blind.shown = Some(shown);
        }
    }

    /// What was heard before what is heard now.
    pub fn before(&self) -> Option<usize> {
        self.place(self.heard[1]?)
    }

    /// What follows in the series, once an entry was heard to its end.
    fn next(&mut self, ended: AuditionId, repeats: bool) -> Option<usize> {
        if self.series == SeriesOrder::One {
            return None;
        }
        if self.queue.is_empty() && repeats {
            self.queue = self.all_in_series();
            // The same one twice would sound like a fault.
            if self.queue.len() > 1 && self.queue.front() == Some(&ended) {
                self.queue.rotate_left(1);
            }
        }
        self.queue.pop_front().and_then(|id| self.place(id))
    }

    fn all_in_series(&self) -> VecDeque<AuditionId> {
        let shown: Vec<usize> = match self.series {
            SeriesOrder::Shuffled => shuffled(self.order()),
            SeriesOrder::One | SeriesOrder::InOrder => self.order(),
        };
        let made = shown.into_iter().map(|at| &self.sounds[at]);
        made.filter(|sound| matches!(sound.stage, EntryStage::Made(_))).map(|sound| sound.id).collect()
    }

    /// An entry is heard: what follows it in the series is decided now.
    fn begins(&mut self, id: AuditionId, is_of_series: bool) {
        if self.heard[0] != Some(id) {
            self.heard = [Some(id), self.heard[0]];
        }
        if is_of_series {
            return;
        }
        let mut all = self.all_in_series();
        match self.series {
            SeriesOrder::One => all.clear(),
            SeriesOrder::InOrder => {
                let at = all.iter().position(|other| *other == id).map_or(0, |at| at + 1);
                all.drain(..at);
            }
            SeriesOrder::Shuffled => all.retain(|other| *other != id),
        }
        self.queue = all;
    }
}

/// The same in an order by chance.
fn shuffled(mut places: Vec<usize>) -> Vec<usize> {
    let chance = RandomState::new();
    for at in (1..places.len()).rev() {
        let other = usize::try_from(chance.hash_one(at) % (at as u64 + 1)).unwrap_or_default();
        places.swap(at, other);
    }
    places
}

impl Model {
    /// The voices that are compared of the account in use.
    pub fn board(&self) -> &Board {
        static NONE: Board = Board { passage: String::new(), entries: Vec::new(), repeats: false };
        self.settings.boards.get(&self.settings.account).unwrap_or(&NONE)
    }

    /// The same, to be changed.
    pub fn board_mut(&mut self) -> &mut Board {
        self.settings.boards.entry(self.settings.account.clone()).or_default()
    }

    /// A voice that is put on the board speaks as the settings say now.
    pub fn board_entry(&self, voice: VoiceChoice) -> VoicePreset {
        VoicePreset::unnamed(&self.settings, voice)
    }

    /// Notices which entries are new, or speak in another way or another text: what the engine is to be asked about.
    pub fn unknown_entries(&mut self) -> Vec<AuditionOrder> {
        let outputs: Vec<OutputAudio> =
            self.board().entries.iter().map(|entry| self.output_of(&entry.spoken)).collect();
        let of = (self.settings.account.clone(), self.board().passage.trim().to_owned());
        let is_same = self.board_state.of == of
            && self.board_state.sounds.len() == outputs.len()
            && self.board_state.sounds.iter().zip(&outputs).all(|(sound, output)| sound.output == *output);
        if is_same {
            return Vec::new();
        }
        let mut before = std::mem::take(&mut self.board_state.sounds);
        if self.board_state.of != of {
            before.clear();
        }
        if before.len() != outputs.len() {
            self.board_state.blind = None;
        }
        let (mut orders, has_text) = (Vec::new(), !of.1.is_empty());
        self.board_state.of = of;
        for (at, output) in outputs.into_iter().enumerate() {
            if let Some(known) = before.iter().position(|sound| sound.output == output) {
                self.board_state.sounds.push(before.remove(known));
                continue;
            }
            let id = AuditionId(self.next_id());
            let voice_name = self.board().entries[at].spoken.voice.name.clone();
            orders.push(AuditionOrder { id, voice_name, output: output.clone() });
            self.board_state.sounds.push(EntrySound { id, output, stage: EntryStage::Unknown, characters: 0 });
        }
        if !has_text {
            orders.clear();
        }
        orders
    }

    /// Orders these entries to be made.
    pub fn make_entries(&mut self, entries: &[usize]) -> Vec<AuditionOrder> {
        let names: Vec<String> = self.board().entries.iter().map(|entry| entry.spoken.voice.name.clone()).collect();
        let mut orders = Vec::new();
        for at in entries {
            let (Some(sound), Some(name)) = (self.board_state.sounds.get_mut(*at), names.get(*at)) else { continue };
            sound.stage = EntryStage::Waiting;
            orders.push(AuditionOrder { id: sound.id, voice_name: name.clone(), output: sound.output.clone() });
        }
        orders
    }

    /// What the player is to play of an entry, if it can be heard; `is_of_series` where it follows another by itself.
    pub fn hear_entry(&mut self, entry: usize, is_of_series: bool) -> Option<(Previewed, PreviewSound)> {
        let repeats = self.board().repeats && self.board_state.series == SeriesOrder::One;
        let state = &mut self.board_state;
        let sound = state.sounds.get(entry)?;
        let EntryStage::Made(AuditionSound { take, loudness }) = &sound.stage else { return None };
        let (id, gain) = (sound.id, state.gain(*loudness));
        let range = TakeSample::ZERO..TakeSample::MAX;
        let sound = PreviewSound { take: take.clone(), range, gain, repeats };
        state.begins(id, is_of_series);
        Some((Previewed::Compared(id), sound))
    }

    /// The entry that is heard after one that has ended by itself.
    pub fn entry_after(&mut self, ended: AuditionId) -> Option<usize> {
        let repeats = self.board().repeats;
        self.board_state.next(ended, repeats)
    }

    /// The bytes of the sentence of the take on the bar that is compared, where it can be spoken once more.
    pub fn sentence_of_board(&self) -> Option<Range<usize>> {
        let (_, reading) = self.playback.reading().filter(|_| self.playback.running().is_none())?;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let passage = words(&self.board().passage);
        let sentence = reading.sentences().position(|sentence| words(sentence) == passage)?;
        reading.spoken(sentence)
    }

    /// An entry, where there is one.
    pub fn entry(&self, at: usize) -> Option<&BoardEntry> {
        self.board().entries.get(at)
    }

    /// Takes an entry off the board.
    pub fn remove_entry(&mut self, at: usize) {
        let entries = &mut self.board_mut().entries;
        if at < entries.len() {
            entries.remove(at);
        }
    }
}
