//! Where words end in the scripts that put no blanks between them and are not Chinese: Thai, Lao, Khmer and Burmese.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Whether words of the character's script are not parted by blanks, though a line may only end between them.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Where in `range` of `text` a word of these scripts follows another one: byte positions in rising order.
pub(super) fn word_ends(text: &str, range: Range<usize>) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = range.start;
    while let Some(found) = text[at..range.end].find(is_unspaced) {
        let start = at + found;
        at = text[start..range.end].find(|c| !is_unspaced(c)).map_or(range.end, |length| start + length);
        let segmenter = WordSegmenter::new_lstm(WordBreakInvariantOptions::default());
        ends.extend(
            segmenter.segment_str(&text[start..at]).map(|end| start + end).filter(|&end| start < end && end < at),
        );
    }
    ends
}
