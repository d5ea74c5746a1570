//! Passages: parts of a segment that the take holds more than once.
//!
//! The line of play of a segment is a tree: a passage stands in the line as one node, and each of its versions is a line
//! of its own, in which a smaller passage may stand again. So a sentence can be requested anew inside a segment that was
//! requested anew, and going back to an earlier version of either loses nothing of the other.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::audio::clocks::{RequestSample, TakeSample};
use crate::audio::take::index::{FileRange, Index, RequestFile, Spot};
use crate::audio::take::versions;
use crate::audio::take::versions::{VersionId, VersionVoice};

/// A request that will become a version of a passage.
pub(super) struct PendingVersion {
    pub open: bool,
    pub spoken: Range<usize>,
    pub source: Range<usize>,
    pub voice: Option<VersionVoice>,
}

/// A part of a line of play.
pub(super) enum Node {
    Piece(FileRange),
    Passage(PassageIndex),
}

pub(super) struct PassageIndex {
    spoken: Range<usize>,
    source: Range<usize>,
    /// The oldest first.
    versions: Vec<Held>,
    /// Which of them is heard.
    heard: usize,
}

/// A version of a passage.
pub(super) struct Held {
    id: VersionId,
    line: Vec<Node>,
}

type Requests = HashMap<u32, RequestFile>;

/// The pieces of a line that are heard, in their order.
pub(super) fn pieces(line: &[Node]) -> Vec<FileRange> {
    let mut pieces = Vec::new();
    for node in line {
        match node {
            Node::Piece(piece) => pieces.push(*piece),
            Node::Passage(passage) => pieces.extend(self::pieces(&passage.versions[passage.heard].line)),
        }
    }
    pieces
}

/// Every request that a line needs, whether it is heard or not.
fn requests_of(line: &[Node], into: &mut BTreeSet<u32>) {
    for node in line {
        match node {
            Node::Piece(piece) => {
                into.insert(piece.request);
            }
            Node::Passage(passage) => passage.versions.iter().for_each(|held| requests_of(&held.line, into)),
        }
    }
}

/// The places in the text where a node may be cut from what is before it, each with its sample in the file. The first is
/// where the node begins.
fn edges(node: &Node, requests: &Requests) -> Vec<(RequestSample, Spot)> {
    match node {
        Node::Passage(PassageIndex { spoken, source, .. }) => {
            vec![(RequestSample::ZERO, Spot { spoken: spoken.start, source: source.start })]
        }
        Node::Piece(FileRange { request, from, to }) => {
            let Some(request) = requests.get(request) else { return Vec::new() };
            let to = to.unwrap_or(request.samples);
            let inside = request.marks.iter().filter(|mark| mark.sample >= *from && mark.sample < to);
            let mut edges: Vec<(RequestSample, Spot)> = inside.map(|mark| (mark.sample, mark.place)).collect();
            if edges.first().is_none_or(|(sample, _)| sample > from) {
                edges.insert(0, (*from, request.start));
            }
            edges
        }
    }
}

/// Widens `wanted` to whole marks, and to what would otherwise be half a passage. `end` is where the line ends.
fn widen(line: &[Node], requests: &Requests, end: Spot, wanted: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let inside = |passage: &&PassageIndex| passage.spoken.start <= wanted.start && wanted.end <= passage.spoken.end;
    let mut passages = line.iter().filter_map(|node| match node {
        Node::Passage(passage) => Some(passage),
        Node::Piece(_) => None,
    });
    if let Some(passage) = passages.find(inside) {
        let end = Spot { spoken: passage.spoken.end, source: passage.source.end };
        return widen(&passage.versions[passage.heard].line, requests, end, wanted);
    }
    let all = line.iter().flat_map(|node| edges(node, requests)).map(|(_, spot)| spot);
    let mut all: Vec<Spot> = all.chain([end]).collect();
    all.sort_by_key(|spot| spot.spoken);
    let first = all.iter().rfind(|spot| spot.spoken <= wanted.start)?;
    let last = all.iter().find(|spot| spot.spoken >= wanted.end && spot.spoken > first.spoken)?;
    Some((first.spoken..last.spoken, first.source..last.source))
}

/// Cuts the piece in which a mark of this text stands, so that a node begins there.
fn cut_at(line: &mut Vec<Node>, requests: &Requests, spoken: usize) {
    let cut = line.iter().enumerate().find_map(|(at, node)| {
        let edges = edges(node, requests);
        let (sample, _) = edges.get(1..)?.iter().find(|(_, spot)| spot.spoken == spoken)?;
        // A node that begins there already needs no cut.
        (edges.first()?.1.spoken != spoken).then_some((at, *sample))
    });
    let Some((at, sample)) = cut else { return };
    if let Node::Piece(piece) = &mut line[at] {
        let rest = FileRange { from: sample, ..*piece };
        piece.to = Some(sample);
        line.insert(at + 1, Node::Piece(rest));
    }
}

/// Puts a new version of a passage into a line, and lets it be heard. What was heard there becomes its first version.
fn place(
    line: &mut Vec<Node>,
    requests: &Requests,
    spoken: &Range<usize>,
    source: &Range<usize>,
    first: VersionId,
    new: Held,
) -> bool {
    for node in line.iter_mut() {
        let Node::Passage(passage) = node else { continue };
        if passage.spoken == *spoken {
            passage.heard = passage.versions.len();
            passage.versions.push(new);
            return true;
        }
        if passage.spoken.start <= spoken.start && spoken.end <= passage.spoken.end {
            return place(&mut passage.versions[passage.heard].line, requests, spoken, source, first, new);
        }
    }
    cut_at(line, requests, spoken.start);
    cut_at(line, requests, spoken.end);
    let is_covered = |node: &Node| {
        edges(node, requests).first().is_some_and(|(_, spot)| spot.spoken >= spoken.start && spot.spoken < spoken.end)
    };
    let Some(from) = line.iter().position(is_covered) else { return false };
    let to = from + line[from..].iter().take_while(|node| is_covered(node)).count();
    let before = Held { id: first, line: line.drain(from..to).collect() };
    let (spoken, source) = (spoken.clone(), source.clone());
    line.insert(from, Node::Passage(PassageIndex { spoken, source, versions: vec![before, new], heard: 1 }));
    true
}

/// The passage that has a version, if it can be reached by what is heard.
fn find(line: &mut [Node], version: VersionId) -> Option<(&mut PassageIndex, usize)> {
    for node in line {
        let Node::Passage(passage) = node else { continue };
        if let Some(at) = passage.versions.iter().position(|held| held.id == version) {
            return Some((passage, at));
        }
        if let Some(found) = find(&mut passage.versions[passage.heard].line, version) {
            return Some(found);
        }
    }
    None
}

/// Takes every passage out of a line and leaves what is heard of it.
fn settle(line: &mut Vec<Node>) {
    let nodes = std::mem::take(line);
    for node in nodes {
        match node {
            Node::Piece(piece) => line.push(Node::Piece(piece)),
            Node::Passage(mut passage) => {
                let mut heard = passage.versions.swap_remove(passage.heard).line;
                settle(&mut heard);
                line.append(&mut heard);
            }
        }
    }
}

impl Index {
    /// The segment that holds a passage of the text, and the passage widened to what can be requested: in the spoken
    /// text, and in the source.
    pub fn passage_around(&self, wanted: &Range<usize>) -> Option<(u32, Range<usize>, Range<usize>)> {
        let holds = |plan: &Range<usize>| plan.start <= wanted.start && wanted.start < plan.end;
        let number = *self.order.iter().find(|&&number| holds(&self.segments[number].plan.spoken))?;
        let segment = &self.segments[number];
        let end = Spot { spoken: segment.plan.spoken.end, source: segment.plan.source.end };
        let (spoken, source) = widen(&segment.line, &self.requests, end, wanted)?;
        Some((number as u32, spoken, source))
    }

    /// The passage that would be requested, if it is all there.
    pub fn redoable(&self, wanted: &Range<usize>) -> Option<Range<usize>> {
        let (number, spoken, _) = self.passage_around(wanted)?;
        (self.segments[number as usize].state == crate::audio::take::index::SegmentState::Done).then_some(spoken)
    }

    pub(super) fn redo(&mut self, request: u32, segment: usize, pending: PendingVersion) {
        let start = Spot { spoken: pending.spoken.start, source: pending.source.start };
        self.segments[segment].redone += 1;
        self.requests.insert(
            request,
            RequestFile { segment, start, samples: RequestSample::ZERO, marks: Vec::new(), pending: Some(pending) },
        );
    }

    /// A pending request is whole: it becomes a version, and is heard.
    pub(super) fn add_version(&mut self, number: u32, samples: RequestSample) {
        let Some(RequestFile { segment, pending: Some(pending), .. }) = self.requests.get(&number) else { return };
        let (first, id) = (VersionId(self.versions), VersionId(self.versions + 1));
        self.versions += 2;
        let piece = FileRange { request: number, from: RequestSample::ZERO, to: Some(samples) };
        let held = Held { id, line: vec![Node::Piece(piece)] };
        let (segment, spoken, source) = (*segment, pending.spoken.clone(), pending.source.clone());
        let line = &mut self.segments[segment].line;
        if place(line, &self.requests, &spoken, &source, first, held) {
            self.changed_from(&spoken);
        } else {
            self.damage.get_or_insert_with(|| "a version fits nowhere".into());
        }
    }

    pub(super) fn has_version(&self, version: VersionId) -> bool {
        fn has(line: &[Node], version: VersionId) -> bool {
            line.iter().any(|node| match node {
                Node::Piece(_) => false,
                Node::Passage(passage) => {
                    passage.versions.iter().any(|held| held.id == version)
                        || has(&passage.versions[passage.heard].line, version)
                }
            })
        }
        self.segments.iter().any(|segment| has(&segment.line, version))
    }

    pub(super) fn use_version(&mut self, version: VersionId) {
        let found = self.segments.iter_mut().find_map(|segment| find(&mut segment.line, version));
        let Some((passage, at)) = found else { return };
        if passage.heard != at {
            passage.heard = at;
            let spoken = passage.spoken.clone();
            self.changed_from(&spoken);
        }
    }

    /// Lets every line be what is heard of it.
    pub(super) fn drop_versions(&mut self) {
        self.segments.iter_mut().for_each(|segment| settle(&mut segment.line));
    }

    /// Every request that some line of play needs, heard or not.
    pub fn needed(&self) -> BTreeSet<u32> {
        let mut needed = BTreeSet::new();
        self.segments.iter().for_each(|segment| requests_of(&segment.line, &mut needed));
        needed.extend(self.all_running());
        needed
    }

    /// Tells of damage, if a file is too short that some line of play needs.
    pub fn look_for_short_files(&mut self) {
        let needed = self.needed();
        if let Some(number) = self.short.iter().find(|number| needed.contains(number)) {
            self.damage.get_or_insert_with(|| format!("the audio of request {number} is not all there"));
            self.lost = true;
        }
    }

    /// What was heard from this passage on is another sound now, or stands elsewhere.
    fn changed_from(&mut self, spoken: &Range<usize>) {
        let at = self.passages().into_iter().find(|passage| passage.spoken.start == spoken.start);
        let kept = at.map_or(TakeSample::ZERO, |passage| passage.samples.start);
        self.cuts.push(kept);
        // A settled segment has changed, which happens only when a user asks for it: everything is laid anew.
        (self.settled, self.settled_spans) = (0, 0);
    }

    /// The passages that can be reached by what is heard, in playing order.
    pub fn passages(&self) -> Vec<versions::Passage> {
        let (mut found, mut at) = (Vec::new(), TakeSample::ZERO);
        for &number in &self.order {
            let segment = &self.segments[number];
            self.passages_in(&segment.line, &mut at, &mut found);
            if segment.state != crate::audio::take::index::SegmentState::Done {
                break;
            }
        }
        found
    }

    fn passages_in(&self, line: &[Node], at: &mut TakeSample, found: &mut Vec<versions::Passage>) {
        for node in line {
            match node {
                Node::Piece(piece) => *at += self.length(piece),
                Node::Passage(passage) => {
                    let (place, start) = (found.len(), *at);
                    let version = |(at, held): (usize, &Held)| {
                        let pieces = pieces(&held.line);
                        versions::Version {
                            id: held.id,
                            samples: pieces.iter().map(|piece| self.length(piece)).sum(),
                            heard: at == passage.heard,
                            voice: pieces.first().and_then(|piece| self.voice_of(piece.request)),
                        }
                    };
                    let versions = passage.versions.iter().enumerate().map(version).collect();
                    self.passages_in(&passage.versions[passage.heard].line, at, found);
                    let (spoken, source) = (passage.spoken.clone(), passage.source.clone());
                    found.insert(place, versions::Passage { spoken, source, samples: start..*at, versions });
                }
            }
        }
    }

    /// The voice of a request, where voice or settings are not the take's.
    fn voice_of(&self, request: u32) -> Option<VersionVoice> {
        self.requests.get(&request)?.pending.as_ref()?.voice.clone()
    }

    /// How many samples of a piece are there: its file may be shorter than its journal says.
    pub(super) fn length(&self, piece: &FileRange) -> TakeSample {
        let there = self.samples_of(piece.request);
        TakeSample(piece.to.map_or(there, |to| to.min(there)).saturating_sub(piece.from).0)
    }
}
