//! A take as the list shows it, and how that is read from its folder.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::audio::take::{Take, TakeError};
use crate::audio::{TakeSample, take};
use crate::store::draft::{self, is_document};
use crate::store::keys::Keys;
use crate::store::library::about::About;
use crate::store::library::collate::{Standing, fold};
use crate::store::spoken_by::said;
use crate::words::outside;

/// How many characters of a text are kept for searching while one types. Longer ones are read for it: ten thousand long
/// texts must not fill the memory.
const SEARCHED: usize = 500;

/// How far a take came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TakeState {
    /// Every segment has completed with audio.
    Complete,
    /// Something is missing; what is there can be heard and saved.
    #[default]
    Unfinished,
    /// It is being written, by this program or another one that runs; it cannot be deleted now.
    Writing,
    /// It cannot be read, or only in part; the reason is for the curious.
    Damaged(String),
    /// It is a document of which nothing was spoken yet; its id is that of the document.
    Unspoken,
}

/// A take as the list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeInfo {
    /// Name of its folder: the local time at which it was begun.
    pub id: String,
    /// Its folder.
    #[serde(skip)]
    pub dir: PathBuf,
    /// The document of which it is a rendering; one of its own where it was made without one.
    pub document: String,
    /// Names what it is a rendering of, so that the same is not made again: see [`Keys::rendering`]. Empty where that is not known.
    pub fingerprint: String,
    /// What the user calls it.
    pub title: Option<String>,
    /// The user wants it to stay.
    pub starred: bool,
    /// What its text is called: see [`outside::title_of`].
    pub first_words: String,
    /// What a search looks at, folded by [`fold`]: title, voice and the beginning of the text, one line each.
    pub search: String,
    /// Whether `search` holds the whole text.
    pub searched_whole: bool,
    /// The voice's id at the service.
    pub voice_id: String,
    /// The name of its voice.
    pub voice_name: String,
    /// The name of the account that spoke it.
    pub account: String,
    /// When it was begun, RFC 3339; empty where damaged.
    pub created: String,
    /// The same in seconds since 1970; where damaged, by the name of its folder.
    pub begun: i64,
    /// Samples that can be played from the start without a gap.
    pub samples: TakeSample,
    /// Hz; 0 where damaged.
    pub rate: u32,
    /// What the folder takes on disk, in bytes.
    pub bytes: u64,
    /// Passages of which it holds several versions.
    pub versions: usize,
    /// How far it came.
    pub state: TakeState,
    /// Where it stands among others.
    #[serde(skip)]
    pub standing: Standing,
}

impl TakeInfo {
    /// What to call it where people read it, safe to show: its title, else the beginning of its text, else its id.
    pub fn name(&self) -> Cow<'_, str> {
        outside::label(self.called())
    }

    fn called(&self) -> &str {
        match &self.title {
            Some(title) => title,
            None if self.first_words.is_empty() => &self.id,
            None => &self.first_words,
        }
    }

    /// Where its name stands among others.
    pub(super) fn title_key(&self) -> &[u8] {
        self.standing.by_title(self.called())
    }

    /// Where the name of its voice stands among others.
    pub(super) fn voice_key(&self) -> &[u8] {
        self.standing.by_voice(&self.voice_name)
    }

    /// How long it plays.
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.seconds(self.rate))
    }
}

/// What was read of one take.
pub(super) struct Described {
    pub info: TakeInfo,
    /// No line of its journal says that its writing ended: it may be written, or its process was killed.
    pub open_ended: bool,
}

/// Reads what the list shows of one take. Whatever is wrong with it is told in its state, so that one take never costs the list.
/// `None` where the folder holds nothing of a take: its process was killed before the journal had its first line, or is
/// about to write it.
pub(super) fn describe(id: &str, dir: &Path) -> Option<Described> {
    let About { title, starred, .. } = About::seen(dir);
    let mut info = TakeInfo {
        id: id.to_owned(),
        dir: dir.to_path_buf(),
        document: draft::of_take(id),
        title,
        starred,
        ..TakeInfo::default()
    };
    let mut open_ended = true;
    let mut text = String::new();
    let opened = match Take::open(dir) {
        Err(TakeError::NotATake(_)) if is_unborn(dir) => Ok(None),
        opened => opened.map(Some).map_err(|error| error.to_string()),
    };
    match opened {
        Ok(None) => return None,
        Ok(Some(take)) => {
            let header = take.header();
            info.state = match take.damage() {
                Some(damage) => TakeState::Damaged(damage),
                None if take.is_complete() => TakeState::Complete,
                None => TakeState::Unfinished,
            };
            let whole = take.text();
            // Of a text that was spoken while it was written the header has nothing.
            let beginning = if header.parts.is_some() { &*whole } else { said(header) };
            info.first_words = outside::title_of(beginning, header.markdown);
            let document = header.document.as_ref().filter(|document| is_document(document));
            info.document = document.cloned().unwrap_or(info.document);
            let rendering = |keys: Keys| keys.rendering(&whole, header.markdown, header.pauses);
            info.fingerprint = Keys::of_take(header).map(rendering).unwrap_or_default();
            info.voice_id.clone_from(&header.voice_id);
            info.voice_name.clone_from(&header.voice_name);
            info.account.clone_from(&header.account);
            info.created.clone_from(&header.created);
            info.samples = take.len();
            info.rate = header.rate;
            info.versions = take.passages().len();
            let end = whole.char_indices().nth(SEARCHED).map(|(at, _)| at);
            info.searched_whole = end.is_none();
            text = fold(&whole[..end.unwrap_or(whole.len())]);
            open_ended = take.end().is_none();
        }
        Err(why) => {
            info.searched_whole = true;
            info.state = TakeState::Damaged(why);
        }
    }
    if open_ended && take::in_use(dir) {
        info.state = TakeState::Writing;
    }
    info.bytes = size_of(dir);
    info.begun = begun(&info);
    let title = info.title.as_deref().map(fold).unwrap_or_default();
    info.search = format!("{title}\n{}\n{text}", fold(&info.voice_name));
    Some(Described { info, open_ended })
}

/// Reads what the list shows of a document of which nothing was spoken. Nothing where its text is empty or cannot be read: the
/// window that opens it says so.
pub(super) fn unspoken(id: &str, path: &Path) -> Option<TakeInfo> {
    let draft = draft::look(path)?;
    let end = draft.text.char_indices().nth(SEARCHED).map(|(at, _)| at);
    let written =
        path.metadata().and_then(|facts| facts.modified()).ok().and_then(|time| Timestamp::try_from(time).ok());
    let mut info = TakeInfo {
        id: id.to_owned(),
        dir: path.to_path_buf(),
        document: id.to_owned(),
        first_words: outside::title_of(draft.said(), draft.markdown),
        searched_whole: end.is_none(),
        state: TakeState::Unspoken,
        begun: written.map_or(0, Timestamp::as_second),
        created: written.map(|time| time.to_string()).unwrap_or_default(),
        title: draft.title,
        ..TakeInfo::default()
    };
    let title = info.title.as_deref().map(fold).unwrap_or_default();
    info.search = format!("{title}\n\n{}", fold(&draft.text[..end.unwrap_or(draft.text.len())]));
    Some(info)
}

/// Whether there is nothing in a folder but what a take begins with.
fn is_unborn(dir: &Path) -> bool {
    let begins = |name: std::ffi::OsString| name == "lock" || name == "take.jsonl";
    fs::read_dir(dir).is_ok_and(|files| files.flatten().all(|file| begins(file.file_name())))
}

/// When a take was begun. The id is only the fall-back: local time runs through one hour twice each autumn.
fn begun(take: &TakeInfo) -> i64 {
    let by_id = || {
        let local = DateTime::strptime("%Y%m%d-%H%M%S", take.id.get(..15)?).ok()?;
        Some(local.to_zoned(TimeZone::system()).ok()?.timestamp())
    };
    let begun: Option<Timestamp> = take.created.parse().ok().or_else(by_id);
    begun.map_or(0, Timestamp::as_second)
}

/// The bytes of the files in a folder.
fn size_of(dir: &Path) -> u64 {
    let files = fs::read_dir(dir).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).filter(|file| file.is_file()).map(|file| file.len()).sum()
}
