//! Which line ends of plain text end a sentence, and which only wrap a paragraph.
//!
//! A text pasted from a mail is wrapped at some column; a poem, a list, an address or a dialogue is not. Which it is shows
//! not in one line but in the block: see [`block`]. Where a line end only wraps, it becomes a blank, byte for byte, so that
//! neither the splitter nor the service makes a pause there; a word that was hyphenated there becomes one word again: see
//! [`crate::text::hyphen`].

mod block;
mod line;

use std::ops::Range;

use self::block::{Block, Tally};
use self::line::{End, TextLine};
use crate::text::hyphen::Vocabulary;
use crate::text::map::{Builder, Map};

/// A line end that only wraps.
enum Join {
    /// The byte of the `\n`, which becomes a blank.
    Blank(usize),
    /// What stands between the two halves of a word, and goes.
    Word(Range<usize>),
}

/// `text` with the line ends that only wrap replaced by blanks, and words that are hyphenated there in one; with a map to
/// `text` if positions changed.
pub(super) fn join_wrapped(text: String) -> (String, Option<Map>) {
    let joins = joins(&text);
    if joins.iter().all(|join| matches!(join, Join::Blank(_))) {
        return (with_blanks(&text, &joins), None);
    }
    let mut out = Builder::default();
    let mut copied = 0;
    for join in joins {
        let cut = match &join {
            Join::Blank(at) => *at..*at + 1,
            Join::Word(cut) => cut.clone(),
        };
        out.copy(&text, copied..cut.start);
        if let Join::Blank(_) = join {
            out.copy_as(" ", cut.clone());
        }
        copied = cut.end;
    }
    out.copy(&text, copied..text.len());
    let (made, map) = out.finish();
    (made, Some(map))
}

fn with_blanks(text: &str, joins: &[Join]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for join in joins {
        if let Join::Blank(at) = join {
            out.push_str(&text[copied..*at]);
            out.push(' ');
            copied = at + 1;
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// The line ends of `text` that only wrap, in order.
fn joins(text: &str) -> Vec<Join> {
    let blocks = blocks(text);
    let margins: Vec<Option<usize>> = blocks.iter().map(Block::margin).collect();
    // Blocks too small to tell follow those that could, or else what all of them tell together.
    let common = margins.iter().flatten().max().copied().or_else(|| together(&blocks));
    let vocabulary = Vocabulary::of(text);
    let mut joins = Vec::new();
    for (block, margin) in blocks.iter().zip(margins) {
        let margin = margin.or_else(|| common.filter(|&common| block.fits(common)));
        for (line, next) in block.wraps(margin) {
            joins.push(match line.end {
                End::Hyphen if next.begins_small() => {
                    Join::Word(vocabulary.between(line.range().end, next.range().start))
                }
                _ => Join::Blank(line.line_end),
            });
        }
    }
    joins
}

/// The blocks of at least two lines.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut close = |block: &mut Vec<Range<usize>>| {
        if block.len() > 1 {
            blocks.push(Block::new(block.iter().map(|range| TextLine::new(text, range.clone())).collect()));
        }
        block.clear();
    };
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        match line.trim().is_empty() {
            true => close(&mut block),
            false => block.push(start..end),
        }
        start = end;
    }
    close(&mut block);
    blocks
}

/// The margin of all blocks taken as one.
fn together(blocks: &[Block<'_>]) -> Option<usize> {
    let widest = blocks.iter().filter_map(Block::widest).max()?;
    let all = blocks.iter().map(|block| block.tally(widest)).fold(Tally::default(), Tally::and);
    all.is_wrapped(widest).then_some(widest)
}
