//! What is known of auditions from the disk: where each has its place in the cache, which are there, and what the others cost.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::audio::Loudness;
use crate::audio::take::Take;
use crate::engine::blocking::{spawn, touch};
use crate::engine::boundary::auditions::{AuditionId, AuditionOrder, AuditionSound};
use crate::engine::boundary::event::{Event, Events};
use crate::engine::demo::Demo;
use crate::engine::failure;
use crate::engine::job::spec::Account;
use crate::engine::reuse::estimate;
use crate::protocol::OutputAudio;
use crate::store::{Home, Keys, SentenceIndex};
use crate::text::{LIMIT, Script};

/// The names of the auditions of one text.
#[derive(Clone)]
pub(in crate::engine) struct AuditionNames {
    parent: PathBuf,
    demo: Demo,
    account: Account,
    text: String,
}

impl AuditionNames {
    pub fn new(home: &Home, demo: &Demo, account: Account, text: String) -> AuditionNames {
        AuditionNames { parent: home.cache.join("auditions"), demo: demo.clone(), account, text }
    }

    /// The folder of the audition in a voice. The first call may ask the machine which languages it speaks.
    pub fn folder(&self, output: &OutputAudio) -> PathBuf {
        self.parent.join(self.keys(output).rendering(&self.text, false, false))
    }

    fn keys(&self, output: &OutputAudio) -> Keys {
        let placeholder = matches!(self.account, Account::Demo) && self.demo.is_placeholder(&self.text);
        Keys::with_speakers(self.account.name(), output, placeholder, &[])
    }
}

/// The audition in a folder, if all of it is there; it counts as used then.
pub(in crate::engine) fn kept_audition(dir: &Path) -> Option<Take> {
    Take::open(dir).ok().filter(Take::is_complete).inspect(|_| touch(dir))
}

/// Tells that an audition is there, once it is known how loud it is.
pub(in crate::engine) fn tell_made(take: Take, entries: Vec<AuditionId>, events: &Events) {
    if entries.is_empty() {
        return;
    }
    let events = events.clone();
    spawn(move || match Loudness::of_take(&take) {
        Ok(loudness) => {
            for id in entries {
                events.send(Event::AuditionMade { id, sound: AuditionSound { take: take.clone(), loudness } });
            }
        }
        Err(error) => {
            for id in entries {
                events.send(Event::AuditionFailed { id, failure: failure::take(&error) });
            }
        }
    });
}

/// Tells of each audition whether it is there, and what it costs where it is not.
pub(in crate::engine) fn open_auditions(
    names: AuditionNames,
    orders: Vec<AuditionOrder>,
    pieces: SentenceIndex,
    events: &Events,
) {
    let events = events.clone();
    spawn(move || {
        let script = Script::new(&names.text, false);
        for AuditionOrder { id, output, .. } in orders {
            match kept_audition(&names.folder(&output)) {
                Some(take) => {
                    let loudness = Loudness::of_take(&take).ok().flatten();
                    events.send(Event::AuditionMade { id, sound: AuditionSound { take, loudness } });
                }
                None => {
                    let cost = estimate(&script, LIMIT, &pieces, Some(&names.keys(&output)));
                    events.send(Event::AuditionMissing { id, characters: cost.characters });
                }
            }
        }
    });
}

/// Tells in which of these voices a text is there.
pub(in crate::engine) fn find_auditions(names: AuditionNames, outputs: Vec<OutputAudio>, events: &Events) {
    let events = events.clone();
    spawn(move || {
        let entries = fs::read_dir(&names.parent).into_iter().flatten().flatten();
        let there: HashSet<PathBuf> = entries.map(|entry| entry.path()).collect();
        let is_whole = |dir: PathBuf| there.contains(&dir) && Take::open(&dir).is_ok_and(|take| take.is_complete());
        let made = match there.is_empty() {
            true => Vec::new(),
            false => outputs.into_iter().filter(|output| is_whole(names.folder(output))).collect::<Vec<_>>(),
        };
        let voices = made.into_iter().filter_map(|output| output.voice_id).collect();
        events.send(Event::AuditionsFound { text: names.text, voices });
    });
}
