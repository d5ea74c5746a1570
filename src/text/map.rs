//! Where each byte of a made text stands in the text it was made from.

use std::ops::Range;

/// A text under construction, together with where its parts came from. Parts come in the order of the source.
#[derive(Default)]
pub(super) struct Builder {
    made: String,
    map: Map,
}

impl Builder {
    /// Appends `source[range]` as it stands.
    pub fn copy(&mut self, source: &str, range: Range<usize>) {
        self.copy_as(&source[range.clone()], range);
    }

    /// Appends `text`, of which each byte stands for the byte of `source` at the same place.
    pub fn copy_as(&mut self, text: &str, source: Range<usize>) {
        // Parts that come out of order would break the map, so such a part stands for what is after the last one.
        if source.start < self.map.source_end() || source.len() != text.len() {
            return self.replace(text, source);
        }
        if text.is_empty() {
            return;
        }
        match self.map.pieces.last_mut() {
            Some(last) if last.exact && last.source.end == source.start => last.source.end = source.end,
            _ => self.map.pieces.push(MapSpan { made: self.made.len(), source, exact: true }),
        }
        self.made.push_str(text);
        self.map.len = self.made.len();
    }

    /// Appends `text` in the place of the whole of `source`, which may be empty.
    pub fn replace(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let start = source.start.max(self.map.source_end());
        let source = start..source.end.max(start);
        self.map.pieces.push(MapSpan { made: self.made.len(), source, exact: false });
        self.made.push_str(text);
        self.map.len = self.made.len();
    }

    /// Takes back the last `bytes`, if they were copied; what replaces something else stays.
    pub fn take_back(&mut self, bytes: usize) {
        let kept = self.made.len() - bytes.min(self.made.len());
        let Some(last) = self.map.pieces.last_mut().filter(|last| last.exact && last.made < kept) else { return };
        last.source.end -= self.made.len() - kept;
        self.made.truncate(kept);
        self.map.len = kept;
    }

    /// What is made so far.
    pub fn made(&self) -> &str {
        &self.made
    }

    /// The text and its map.
    pub fn finish(self) -> (String, Map) {
        (self.made, self.map)
    }
}

/// From byte ranges of a made text to byte ranges of its source. Grows with the number of changes, not of bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Map {
    pieces: Vec<MapSpan>,
    len: usize,
}

#[derive(Clone, Debug)]
struct MapSpan {
    /// Where the piece starts in the made text; it ends where the next one starts.
    made: usize,
    source: Range<usize>,
    /// Whether the piece is its source byte for byte, or stands for it as a whole.
    exact: bool,
}

impl Map {
    /// The part of the source that `made` stands for. Ranges that follow each other give ranges that follow each other.
    pub fn source(&self, made: Range<usize>) -> Range<usize> {
        let start = match self.piece(made.start) {
            Some(piece) if piece.exact => (piece.source.start + (made.start - piece.made)).min(piece.source.end),
            Some(_) if made.start >= self.len => self.source_end(),
            Some(piece) => piece.source.start,
            None => 0,
        };
        if made.end <= made.start {
            return start..start;
        }
        let end = match self.piece(made.end - 1) {
            Some(piece) if piece.exact => (piece.source.start + (made.end - piece.made)).min(piece.source.end),
            Some(piece) => piece.source.end,
            None => 0,
        };
        start..end.max(start)
    }

    /// The first byte of the made text that stands for something from this byte of the source on.
    pub fn made(&self, source: usize) -> usize {
        match self.pieces.get(self.pieces.partition_point(|piece| piece.source.end <= source)) {
            Some(piece) if piece.exact => piece.made + source.saturating_sub(piece.source.start),
            Some(piece) => piece.made,
            None => self.len,
        }
    }

    fn piece(&self, made: usize) -> Option<&MapSpan> {
        self.pieces.partition_point(|piece| piece.made <= made).checked_sub(1).and_then(|at| self.pieces.get(at))
    }

    fn source_end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.source.end)
    }
}
