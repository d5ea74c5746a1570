//! Whether the lines between two blank lines are wrapped, and at which column.
//!
//! Where a text was wrapped, each line but the last of a paragraph is full: the first word of the next one had no room on it.
//! Lines that end without a mark and are not full speak against it, lines that end with one say nothing. In scripts with
//! small letters most lines begin with one; verses and lists begin with capitals. Chinese lines may differ a little, by marks
//! that hang over the margin or that may not begin a line. What is narrower than any page is not wrapped.

use crate::text::lines::line::{Begin, End, TextLine};

/// Columns beyond which nobody wraps by hand: each line is then a paragraph of its own.
const WIDEST: usize = 120;
/// The narrowest lines of Chinese that count as wrapped; verses have fewer.
const NARROWEST: usize = 32;
/// The narrowest with small letters, if everything else is as in a sentence …
const NARROWEST_SENTENCE: usize = 20;
/// … and the narrowest without a look at that.
const PROSE: usize = 40;
/// The narrowest where more lines begin with a capital than not.
const CAPITALS: usize = 50;

pub(super) struct Block<'a> {
    lines: Vec<TextLine<'a>>,
    /// Columns that all lines are indented by.
    indent: usize,
    /// Whether the first line of a paragraph begins before the others, not after them.
    hangs: bool,
    /// Whether each line begins with who speaks.
    dialogue: bool,
    /// Lines with marks inside.
    marked: usize,
    /// The width of its widest lines, without a few that are wider than all others; none if that is wider than any page.
    widest: Option<usize>,
}

/// What speaks for and against that a block is wrapped.
#[derive(Default)]
pub(super) struct Tally {
    lines: usize,
    /// Lines with marks inside.
    marked: usize,
    /// Full lines, and those of them that are followed by a small letter.
    full: usize,
    strong: usize,
    /// Lines that are nearly full and followed by a small letter.
    near: usize,
    /// Lines that are not full and end without a mark.
    short: usize,
    /// Lines without a mark at their end, by what follows them.
    small: usize,
    capital: usize,
    begins_well: bool,
    ends_well: bool,
}

#[derive(PartialEq)]
enum Fill {
    Full,
    Near,
    Short,
}

impl<'a> Block<'a> {
    /// A block of at least two lines.
    pub fn new(lines: Vec<TextLine<'a>>) -> Block<'a> {
        let indent = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let deeper = || lines.windows(2).filter(|pair| is_deeper(&pair[1], &pair[0]) && !pair[0].is_item);
        let hanging = deeper().filter(|pair| matches!(pair[0].end, End::Open | End::Comma | End::Hyphen)).count();
        let speakers = lines.iter().filter(|line| line.has_speaker()).count();
        let mut widths: Vec<usize> = lines.iter().filter(|line| !line.is_one_word).map(|line| line.width).collect();
        let place = widths.len().checked_sub(1 + widths.len() / 8);
        let widest = place.map(|place| *widths.select_nth_unstable(place).1);
        Block {
            hangs: 2 * hanging > deeper().count(),
            dialogue: speakers > 1 && 3 * speakers >= 2 * lines.len(),
            marked: lines.iter().filter(|line| line.has_marks).count(),
            widest: widest.filter(|&widest| widest <= WIDEST),
            indent,
            lines,
        }
    }

    /// The column it would be wrapped at, judged by its width; none if it is wider than any page.
    pub fn widest(&self) -> Option<usize> {
        self.widest
    }

    /// The column it is wrapped at, if it is and tells so by itself.
    pub fn margin(&self) -> Option<usize> {
        self.widest.filter(|&widest| self.tally(widest).is_wrapped(widest))
    }

    /// Whether it may be wrapped at a column that other blocks tell.
    pub fn fits(&self, margin: usize) -> bool {
        let tally = self.tally(margin);
        tally.short == 0 && tally.full > 0 && self.widest.is_some_and(|widest| widest <= margin + 2)
    }

    pub fn tally(&self, margin: usize) -> Tally {
        let mut tally = Tally {
            lines: self.lines.len(),
            marked: self.marked,
            begins_well: self.lines.first().is_some_and(|line| !line.begins_small()),
            ends_well: self.lines.last().is_some_and(|line| line.end == End::Stop),
            ..Tally::default()
        };
        for (at, pair) in self.lines.windows(2).enumerate() {
            let [line, next] = pair else { continue };
            if matches!(line.end, End::Stop | End::Colon) || !self.goes_on(line, next) {
                continue;
            }
            let small = usize::from(next.begins_small());
            tally.small += small;
            tally.capital += usize::from(next.begin == Begin::Capital && line.end == End::Open);
            match self.fill(line, next, margin) {
                Fill::Full => (tally.full, tally.strong) = (tally.full + 1, tally.strong + small),
                Fill::Near => tally.near += 1,
                // A title is short too.
                Fill::Short if at > 0 || small > 0 => tally.short += 1,
                Fill::Short => {}
            }
        }
        tally
    }

    /// The pairs of lines between which the line end only wraps. A comma goes on by itself, and so does half a word.
    pub fn wraps(&self, margin: Option<usize>) -> impl Iterator<Item = (&TextLine<'a>, &TextLine<'a>)> {
        let wraps = move |line: &TextLine<'a>, next: &TextLine<'a>| {
            let fill = || margin.map_or(Fill::Short, |margin| self.fill(line, next, margin));
            match line.end {
                End::Hyphen if next.begins_small() => !line.is_closed,
                _ if !self.goes_on(line, next) => false,
                End::Comma => true,
                End::Colon => false,
                End::Stop => fill() == Fill::Full,
                End::Open | End::Hyphen => fill() != Fill::Short,
            }
        };
        self.lines.windows(2).map(|pair| (&pair[0], &pair[1])).filter(move |(line, next)| wraps(line, next))
    }

    /// How full a line is that `next` follows.
    fn fill(&self, line: &TextLine<'_>, next: &TextLine<'_>, margin: usize) -> Fill {
        let extent = line.indent - self.indent + line.width;
        // Marks that may not begin a line, or hang over its end, and the narrow letters of a printed page.
        let (blank, slack) = match line.ends_unspaced() {
            true if 2 * self.marked >= self.lines.len() => (0, margin / 10),
            true => (0, 2),
            false => (usize::from(line.end != End::Hyphen), 0),
        };
        if extent + blank + next.first_word + slack > margin {
            Fill::Full
        } else if next.begins_small() && 4 * extent >= 3 * margin {
            Fill::Near
        } else {
            Fill::Short
        }
    }

    /// Whether `next` may go on with the paragraph of `line`.
    fn goes_on(&self, line: &TextLine<'_>, next: &TextLine<'_>) -> bool {
        if line.is_closed || next.is_item || next.has_wide_indent || (self.dialogue && next.has_speaker()) {
            return false;
        }
        match self.hangs {
            true => !is_deeper(line, next),
            false => line.is_item || !is_deeper(next, line),
        }
    }
}

impl Tally {
    /// What two blocks say together.
    pub fn and(self, other: Tally) -> Tally {
        let first = self.lines == 0;
        Tally {
            lines: self.lines + other.lines,
            marked: self.marked + other.marked,
            full: self.full + other.full,
            strong: self.strong + other.strong,
            near: self.near + other.near,
            short: self.short + other.short,
            small: self.small + other.small,
            capital: self.capital + other.capital,
            begins_well: (first || self.begins_well) && other.begins_well,
            ends_well: (first || self.ends_well) && other.ends_well,
        }
    }

    /// Whether this is how a text looks that was wrapped at `margin`.
    pub fn is_wrapped(&self, margin: usize) -> bool {
        let evidence = self.full + self.strong + self.near;
        if evidence < 2.max(2 * self.short) {
            return false;
        }
        let prose = 2 * self.marked >= self.lines;
        if self.capital > self.small {
            return self.short == 0 && self.full >= 2 && prose && margin >= CAPITALS;
        }
        if self.small == 0 {
            return margin >= NARROWEST && self.full >= 2 && (prose || (self.ends_well && margin >= PROSE));
        }
        let sentence = self.begins_well && self.ends_well && self.short == 0 && margin >= NARROWEST_SENTENCE;
        (margin >= PROSE && (self.begins_well || prose)) || sentence
    }
}

fn is_deeper(line: &TextLine<'_>, than: &TextLine<'_>) -> bool {
    line.indent >= than.indent + 2
}
