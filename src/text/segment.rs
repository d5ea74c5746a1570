//! Packing sentences into requests, as full as sentence ends allow: each request costs a call of the account's quota.

use std::ops::Range;

use crate::text::chars::trimmed;
use crate::text::pieces;
use crate::text::pieces::SentencePart;
use crate::text::sentence::Sentence;

/// What one request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What is sent: at most the limit in bytes, and something in it can be spoken. It is the beginning of the spoken
    /// range, byte for byte, so a position in it added to `spoken.start` is a position in the script.
    pub text: String,
    /// Byte range in [`Script::spoken`](crate::text::Script::spoken), never longer than the limit, so that what a segment lacks always fits one request.
    /// Each range ends where the next begins, or at the limit if more than that lies between; what is at its end but not in
    /// `text`, and what is in no range, are blanks and marks that need not be spoken. The first begins with the first thing sent.
    pub spoken: Range<usize>,
    /// Byte range in the original text.
    pub source: Range<usize>,
}

/// The byte ranges of a segment in the spoken text: of what is sent, and of all that it stands for.
pub(super) struct PackedRange {
    pub sent: Range<usize>,
    pub spoken: Range<usize>,
}

/// Cuts `range` of the spoken text into segments of at most `limit` bytes.
pub(super) fn pack(
    spoken: &str,
    sentences: &[Sentence],
    range: Range<usize>,
    limit: usize,
) -> impl Iterator<Item = PackedRange> {
    let first = sentences.partition_point(|sentence| sentence.spoken.end <= range.start);
    let mut packer = SegmentPacker { limit, ..SegmentPacker::default() };
    for sentence in sentences[first..].iter().take_while(|sentence| sentence.spoken.start < range.end) {
        let part = sentence.spoken.start.max(range.start)..sentence.spoken.end.min(range.end);
        pieces::cut(spoken, trimmed(spoken, part), limit, &mut |piece| packer.push(piece));
    }

    let sent = packer.finish();
    let starts: Vec<usize> = sent.iter().map(|sent| sent.start).skip(1).chain([range.end]).collect();
    sent.into_iter().zip(starts).map(move |(sent, end)| {
        let covered = sent.start..spoken.floor_char_boundary(end.min(sent.start + limit));
        PackedRange { sent, spoken: covered }
    })
}

#[derive(Default)]
struct SegmentPacker {
    limit: usize,
    full: Vec<Range<usize>>,
    /// The segment that is being filled.
    open: Option<Range<usize>>,
    /// Where marks begin that found no room in `open` and may go with what follows, such as an opening quote.
    waiting: Option<usize>,
}

impl SegmentPacker {
    fn push(&mut self, piece: SentencePart) {
        let Range { start, end } = piece.range;
        match &mut self.open {
            Some(open) if end - open.start <= self.limit => {
                open.end = end;
            }
            _ if !piece.speakable => {
                self.waiting.get_or_insert(start);
            }
            open => {
                let start = self.waiting.take().filter(|early| end - early <= self.limit).unwrap_or(start);
                self.full.extend(open.replace(start..end));
            }
        }
    }

    fn finish(mut self) -> Vec<Range<usize>> {
        self.full.extend(self.open);
        self.full
    }
}
