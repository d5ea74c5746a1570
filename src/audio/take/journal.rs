//! The journal of a take: `take.jsonl`, one JSON object a line, appended and never rewritten.
//!
//! The first line is the header. A line counts once its newline is in the file, so the half line of a killed process is
//! nothing. Lines of an unknown kind and unknown fields are ignored: a later version may add both.

use std::fs::{DirEntry, File};
use std::io::{BufRead, BufReader, ErrorKind, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::audio::clocks::RequestSample;
use crate::audio::take::append::Appender;
use crate::audio::take::{ReuseOrigin, TakeError, VersionId, file};

/// The format of the journal. Raised only when an older program would misread it; additions do not need that.
pub(super) const VERSION: u32 = 1;

/// The longest line that is read, in bytes: what is longer is none of ours. The largest text that can be opened fits in it.
const LONGEST_LINE: u64 = 95 << 20;

/// The longest journal: the largest text fits in it, written character by character, each in a line of its own.
const LONGEST: u64 = 2 << 30;

const TOO_LARGE: &str = "it is too large";

/// What a take is of. Written once, as the first line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The name of the take, unique in its library.
    pub id: String,
    /// When it was begun (RFC 3339).
    pub created: String,
    /// The document of which it is a rendering: its name, where a window made it. A take without one is a document of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The text as the user gave it. Of one that was written while it was spoken the first line has only the beginning, and
    /// further lines the rest.
    pub text: String,
    /// Where the parts of the text end in which it was read while it was written, in bytes; `None` where it was whole from
    /// the start. The first line has none of them yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<usize>>,
    /// The text was read as Markdown.
    pub markdown: bool,
    /// What the text asks for in braces, `{0.5s}`, are pauses; else they were spoken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pauses: bool,
    /// The voice's id at the service.
    pub voice_id: String,
    /// The voice's name for people.
    pub voice_name: String,
    /// The account that spoke it: its name, never its token.
    pub account: String,
    /// Samples a second, in Hz.
    pub rate: u32,
    /// The output settings, kept to ask again with the same; not looked into here.
    #[serde(default)]
    pub settings: serde_json::Value,
    /// Who speaks which part of the text, where several do; not looked into here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cast: Option<serde_json::Value>,
    /// The segments in playing order.
    pub segments: Vec<SegmentPlan>,
}

impl Header {
    /// Takes in what a line adds to the text.
    fn grow(&mut self, line: JournalLine) {
        match (&mut self.parts, line) {
            (Some(_), JournalLine::Text { text }) => self.text.push_str(&text),
            (Some(parts), JournalLine::Read { end, .. }) => parts.push(end),
            _ => {}
        }
    }
}

/// What one segment is to speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentPlan {
    /// Its bytes in the spoken (cleaned) text.
    pub spoken: Range<usize>,
    /// Its bytes in [`Header::text`].
    pub source: Range<usize>,
    /// How many bytes of UTF-8 are sent for it.
    pub bytes: usize,
}

/// How the writing of a take ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakeEnd {
    /// Nothing more was to be requested.
    Complete,
    /// The user stopped it.
    Stopped,
    /// A segment could not be had.
    Failed,
}

/// One line. `segment` is a segment's number, which it keeps for ever: its place in the header, or, for those that a
/// split adds, the next free number. `request` is the number in the names of the request's files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub(super) enum JournalLine {
    /// The first line.
    Take { version: u32, header: Box<Header> },
    /// A connection for (the rest of) a segment; its audio stands after what the segment has.
    Begin {
        request: u32,
        segment: u32,
        /// Where its sound is copied from, if it is not requested.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<ReuseOrigin>,
    },
    /// The service's log id of a connection.
    Logid { request: u32, logid: String },
    /// The sound of a connection comes in another codec or at another rate, in Hz, than was requested.
    InEffect { request: u32, codec: String, rate: u32 },
    /// A piece begins at `sample` of the request's file. Written when all audio before it is in the file.
    Mark { request: u32, sample: RequestSample, spoken: usize, source: usize },
    /// The request ended well with so many samples, and with it its segment.
    Complete { request: u32, samples: RequestSample },
    /// The request broke: of its file only the first `keep` samples are played.
    Fail { request: u32, keep: RequestSample },
    /// What is left of a segment becomes several: the first keeps number and audio, the others are `first`, `first` + 1, ….
    Split { segment: u32, first: u32, into: Vec<SegmentPlan> },
    /// More of the text was written.
    Text { text: String },
    /// The text was read up to the byte `end`. The last segment gets this plan, where it has become longer; the others,
    /// which follow it, are `first`, `first` + 1, ….
    Read {
        end: usize,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<SegmentPlan>,
        first: u32,
        into: Vec<SegmentPlan>,
    },
    /// A segment was given up.
    GiveUp { segment: u32, code: Option<i64> },
    /// A connection for a passage of a segment that is done. When it completes it becomes a version of the passage, and
    /// the one that is heard; when it fails it is nothing.
    Redo {
        request: u32,
        segment: u32,
        spoken: Range<usize>,
        source: Range<usize>,
        /// Name and id of its voice, where voice or settings are not the take's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voice_name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voice_id: Option<String>,
    },
    /// Another version is heard. Versions are numbered in the order in which the journal makes them: each `complete` of a
    /// `redo` makes two, what was heard before and what is heard now.
    Use { version: VersionId },
    /// What is not heard is forgotten. Files that nothing needs any more are deleted after this line.
    Drop,
    /// Writing ended.
    Close { end: TakeEnd },
    /// Writing goes on after an end or a kill.
    Resume,
    /// A kind that this version does not know.
    #[serde(other)]
    Unknown,
}

/// The open journal of a take that is being written.
pub(super) struct Journal(Appender);

impl Journal {
    /// Starts a journal with its header.
    pub fn create(dir: &Path, header: &Header) -> Result<Journal, TakeError> {
        let file = Appender::create(path(dir)).map_err(|error| match error.io_kind() {
            Some(ErrorKind::AlreadyExists) => TakeError::Exists(dir.into()),
            _ => error,
        })?;
        let mut journal = Journal(file);
        journal.append(&JournalLine::Take { version: VERSION, header: Box::new(header.clone()) })?;
        Ok(journal)
    }

    /// Goes on after the last whole line, at [`JournalHistory::bytes`].
    pub fn continued(dir: &Path, bytes: u64) -> Result<Journal, TakeError> {
        Ok(Journal(Appender::continued(path(dir), bytes)?))
    }

    /// Writes one line.
    pub fn append(&mut self, line: &JournalLine) -> Result<(), TakeError> {
        let mut record = serde_json::to_vec(line).map_err(|_| TakeError::Misused("a value that JSON cannot hold"))?;
        record.push(b'\n');
        self.0.append(&record)
    }

    /// Waits until the journal is safe from a power cut.
    pub fn sync(&self) -> Result<(), TakeError> {
        self.0.sync()
    }
}

/// Where the journal of the take in `dir` stands.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("take.jsonl")
}

/// What a journal says.
pub(super) struct JournalHistory {
    /// The first line.
    pub header: Header,
    /// How long it is up to its last whole line.
    pub bytes: u64,
    /// The first line that could not be understood, counted from 1.
    pub unreadable: Option<u64>,
}

/// Reads what a take is of, and nothing after it: the first line of its journal, and all of it where the text was written
/// while it was spoken.
///
/// # Errors
/// There is no take, its header is damaged, or it was written by a later version.
pub fn header(dir: &Path) -> Result<Header, TakeError> {
    let (path, mut file) = open(dir)?;
    let mut line = Vec::new();
    match next_line(&path, &mut file, &mut line)? {
        0 => Err(without_header(dir)),
        _ => match header_of(&path, &line)? {
            Header { parts: Some(_), .. } => Ok(read(dir, |_, _| ())?.header),
            header => Ok(header),
        },
    }
}

/// Reads a journal line by line; `each` gets every line but the header.
pub(super) fn read(dir: &Path, mut each: impl FnMut(&Header, &JournalLine)) -> Result<JournalHistory, TakeError> {
    let (path, mut file) = open(dir)?;
    let mut line = Vec::new();
    let mut history: Option<JournalHistory> = None;
    let mut count = 0;
    loop {
        let bytes = next_line(&path, &mut file, &mut line)?;
        if bytes == 0 {
            return history.ok_or_else(|| without_header(dir));
        }
        count += 1;
        match &mut history {
            None => history = Some(JournalHistory { header: header_of(&path, &line)?, bytes, unreadable: None }),
            Some(history) => {
                history.bytes += bytes;
                match serde_json::from_slice(&line) {
                    Ok(line) => {
                        each(&history.header, &line);
                        history.header.grow(line);
                    }
                    Err(_) => history.unreadable = history.unreadable.or(Some(count)),
                }
            }
        }
    }
}

fn open(dir: &Path) -> Result<(PathBuf, BufReader<File>), TakeError> {
    let path = path(dir);
    let opened = file::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
    match opened {
        Ok((bytes, _)) if bytes > LONGEST => Err(TakeError::Damaged { path, what: TOO_LARGE.into() }),
        Ok((_, file)) => Ok((path, BufReader::new(file))),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(without_header(dir)),
        Err(error) if error.kind() == ErrorKind::InvalidInput => {
            Err(TakeError::Damaged { path, what: error.to_string() })
        }
        Err(error) => Err(TakeError::io(path)(error)),
    }
}

/// What a folder is that has no header: no take, unless there is sound that one must have had.
fn without_header(dir: &Path) -> TakeError {
    let is_sound = |file: &DirEntry| file.path().extension().is_some_and(|ending| ending == "pcm");
    match dir.read_dir().is_ok_and(|files| files.flatten().any(|file| is_sound(&file))) {
        true => TakeError::Damaged { path: path(dir), what: "its first line is not all there".into() },
        false => TakeError::NotATake(dir.into()),
    }
}

/// Reads one line, and says how many bytes it has; 0 after the last whole one.
fn next_line(path: &Path, file: &mut impl BufRead, line: &mut Vec<u8>) -> Result<u64, TakeError> {
    line.clear();
    let bytes = file.take(LONGEST_LINE + 1).read_until(b'\n', line).map_err(TakeError::io(path))?;
    if bytes as u64 > LONGEST_LINE {
        return Err(TakeError::Damaged { path: path.into(), what: TOO_LARGE.into() });
    }
    Ok(if line.last() == Some(&b'\n') { bytes as u64 } else { 0 })
}

/// What the first line says.
fn header_of(path: &Path, line: &[u8]) -> Result<Header, TakeError> {
    let damaged = |what: String| TakeError::Damaged { path: path.into(), what };
    match serde_json::from_slice(line) {
        Ok(JournalLine::Take { version, .. }) if version > VERSION => {
            Err(TakeError::Newer { path: path.into(), version })
        }
        Ok(JournalLine::Take { header, .. }) => Ok(*header),
        Ok(_) => Err(damaged("its first line is no header".into())),
        Err(error) => Err(damaged(format!("its header: {error}"))),
    }
}
