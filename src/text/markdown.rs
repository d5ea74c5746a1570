//! Markdown read as a person would read it aloud: the signs are gone, the structure stays as line ends.
//!
//! Headings, paragraphs, items and table rows end a line; cells are separated by commas; links and images are their text;
//! numbers of lists are read; code is read without its fences. HTML, front matter and footnote numbers are left out.
//!
//! Of what Obsidian adds, `[[a|b]]` is b, `==x==` is x, `#tag` is tag and a callout is its title and its text; comments
//! (`%%…%%`) and what is embedded (`![[…]]`) are left out. So are formulas, because nobody wants to hear their signs one by one:
//! those between `$$` always, those between `$` where they hold more than letters, numbers and simple signs (`$x = 5$` is read).

mod obsidian;

use std::ops::Range;

use obsidian::Signs;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::chars::{char_at, char_before, is_cjk, is_clause_end, is_closer, is_opener};
use crate::text::clean::is_removed;
use crate::text::hyphen::{Vocabulary, ends_in_half};
use crate::text::map::{Builder, Map};
use crate::text::pause;
use crate::text::pause::CutPause;

/// Markdown as it is spoken.
pub(super) struct Plain {
    /// The plain text.
    pub spoken: String,
    /// Where it stands in the source.
    pub map: Map,
    /// The headings, as byte ranges of `spoken`.
    pub headings: Vec<Range<usize>>,
    /// The pauses that were taken out.
    pub pauses: Vec<CutPause>,
}

/// The plain text of the Markdown in `source`, and where it stands there; without the pauses in it, if `pauses` are none of the
/// text. In code they are.
pub(super) fn plain(source: &str, pauses: bool) -> Plain {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = MarkdownReader {
        source,
        signs: Signs::find(source),
        vocabulary: Vocabulary::of(source),
        takes_pauses: pauses,
        ..MarkdownReader::default()
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        reader.read(event, range);
    }
    let (headings, pauses) = (reader.headings, reader.pauses);
    let (spoken, map) = reader.out.finish();
    Plain { spoken, map, headings, pauses }
}

#[derive(Default)]
struct MarkdownReader<'a> {
    source: &'a str,
    /// What Obsidian adds.
    signs: Signs,
    vocabulary: Vocabulary<'a>,
    out: Builder,
    /// The next number of each list that is open; none for lists without numbers.
    lists: Vec<Option<u64>>,
    /// Where a line of the source was wrapped; what comes next decides whether a blank stands there.
    wrapped: Option<Range<usize>>,
    /// Where a cell of a table began that has no text yet; an empty one stays unheard.
    cell: Option<Range<usize>>,
    /// Inside front matter or what is embedded.
    hidden: bool,
    /// Inside a block of code, which is read as it stands.
    in_code: bool,
    /// Where the heading begins that is open.
    heading: Option<usize>,
    headings: Vec<Range<usize>>,
    /// Whether pauses are taken out, and those that were.
    takes_pauses: bool,
    pauses: Vec<CutPause>,
}

impl MarkdownReader<'_> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) if &*text == "*" && self.is_meant_as_strong(&range) => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) if !self.signs.cuts_at(range.start) => {
                let inner = self.code(&code, range);
                self.verbatim(&code, inner);
            }
            Event::SoftBreak if self.signs.ends_title(range.start) => self.end_line(range),
            Event::SoftBreak => self.wrapped = Some(range),
            Event::HardBreak | Event::Rule => self.end_line(range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range.end..range.end),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.end_line(range),
            Event::InlineMath(math) => self.formula(&math, range),
            Event::Code(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let here = range.start..range.start;
        match tag {
            Tag::List(first) => {
                self.end_line(here);
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_line(here);
                self.number(range);
            }
            Tag::TableCell => self.cell = Some(here),
            Tag::MetadataBlock(_) | Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => self.hidden = true,
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Heading { .. } => self.heading = Some(self.out.made().len()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, here: Range<usize>) {
        match tag {
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::MetadataBlock(_) => self.hidden = false,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Heading(_) => {
                let heading = self.heading.take().map(|start| start..self.out.made().len());
                self.headings.extend(heading.filter(|heading| !heading.is_empty()));
            }
            TagEnd::Image => {
                self.hidden = false;
                return;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::TableCell => return,
            _ => {}
        }
        self.end_line(here);
    }

    /// Text without the signs that are not read.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.in_code || text.len() != range.len() {
            if !self.signs.cuts_at(range.start) {
                self.verbatim(text, range);
            }
            return;
        }
        let parts: Vec<Range<usize>> = self.signs.kept(range.clone()).collect();
        for part in parts {
            match text.get(part.start - range.start..part.end - range.start) {
                Some(shown) => self.prose(shown, part),
                None => self.verbatim(text, range.clone()),
            }
        }
    }

    /// Text as it stands in the source, without its pauses.
    fn prose(&mut self, text: &str, range: Range<usize>) {
        let mut start = range.start;
        if self.takes_pauses && !self.hidden {
            for (pause, millis) in pause::find(self.source, range.clone()) {
                self.verbatim(&text[start - range.start..pause.start - range.start], start..pause.start);
                start = pause.end;
                self.pauses.push(CutPause { at: self.out.made().len(), source: pause, millis });
            }
        }
        self.verbatim(&text[start - range.start..], start..range.end);
    }

    /// A formula in a line, if it can be read; what stands between two amounts of money is none.
    fn formula(&mut self, math: &str, range: Range<usize>) {
        if self.signs.cuts_at(range.start) {
            return;
        }
        let simple = |c: char| c.is_alphanumeric() || " +-=<>.,()/%:".contains(c);
        let inner = range.start + 1..range.end.saturating_sub(1);
        if char_at(self.source, range.end).is_some_and(|c| c.is_ascii_digit()) {
            if let Some(written) = self.source.get(range.clone()) {
                self.verbatim(written, range);
            }
        } else if math.chars().all(simple) && inner.start <= inner.end {
            self.verbatim(math, inner);
        }
    }

    /// Text as it stands in the source where it does, else in the place of what it was written as (`&amp;`).
    fn verbatim(&mut self, text: &str, range: Range<usize>) {
        if self.hidden || text.is_empty() {
            return;
        }
        if let Some(here) = self.cell.take() {
            self.separate(here);
        }
        if let Some(line_end) = self.wrapped.take() {
            self.go_on(line_end, text, range.start);
        }
        let same = |written: &str| written.bytes().zip(text.bytes()).all(|(a, b)| a == b || (a == b'\n' && b == b' '));
        if text.len() == range.len() && self.source.get(range.clone()).is_some_and(same) {
            self.out.copy_as(text, range);
        } else {
            // An entity may name a character that no text should hold.
            let clean: String = text.chars().filter(|&c| !is_removed(c)).collect();
            self.out.replace(&clean, range);
        }
    }

    /// Goes on after a line end that only wraps, with the `text` that stands at `next` in the source.
    fn go_on(&mut self, line_end: Range<usize>, text: &str, next: usize) {
        let made = self.out.made();
        let needs_none = made.chars().next_back().is_some_and(is_cjk) && char_at(text, 0).is_some_and(is_cjk);
        if needs_none || self.at_line_start() {
            return;
        }
        let line = self.source[..line_end.start].trim_end();
        if ends_in_half(made) && ends_in_half(line) && text.starts_with(char::is_lowercase) {
            let cut = self.vocabulary.between(line.len(), next);
            self.out.take_back(line.len() - cut.start);
        } else {
            self.out.replace(" ", line_end);
        }
    }

    /// Whether an asterisk that was left in the text is one of those meant as strong emphasis. By the letter of CommonMark
    /// `**好。**再` has none, because the closing ones stand between a mark and a letter; but that is how Chinese is written.
    fn is_meant_as_strong(&self, star: &Range<usize>) -> bool {
        // Two or three in a row; looking further would take long in a line of nothing else.
        let stars = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take(3).take_while(|&&byte| byte == b'*').count();
        let bytes = self.source.as_bytes();
        let (start, end) = (
            star.start - stars(&mut bytes[..star.start].iter().rev()),
            star.end + stars(&mut bytes[star.end..].iter()),
        );
        let beside = [char_before(self.source, start), char_at(self.source, end)];
        (2..=3).contains(&(end - start))
            && beside[0] != Some('\\')
            && beside.into_iter().flatten().any(|c| is_cjk(c) || is_opener(c) || is_closer(c))
    }

    /// Code without its backticks and the one blank that may stand inside them. A line end in it is read as a blank.
    fn code(&self, code: &str, range: Range<usize>) -> Range<usize> {
        let written = self.source.get(range.clone()).unwrap_or("");
        let ticks = written.bytes().take_while(|&byte| byte == b'`').count();
        let inner = range.start + ticks..range.end.saturating_sub(ticks);
        let blank = |at: usize| matches!(self.source.as_bytes().get(at), Some(b' ' | b'\n'));
        // The two bytes less may also be the `> ` of a quotation that the code goes on in.
        match inner.len().checked_sub(code.len()) {
            Some(0) => inner,
            Some(2) if blank(inner.start) && blank(inner.end - 1) => inner.start + 1..inner.end - 1,
            _ => range,
        }
    }

    /// The number of an item in a list with numbers, counted as a reader sees it, not as it was typed.
    fn number(&mut self, item: Range<usize>) {
        if self.signs.cuts_at(item.start) {
            return;
        }
        let Some(Some(next)) = self.lists.last_mut() else { return };
        let number = format!("{next}. ");
        *next = next.saturating_add(1);
        let typed = self.source[item.clone()].bytes().take_while(u8::is_ascii_digit).count();
        self.out.replace(&number, item.start..item.start + typed);
    }

    /// A comma between two cells of a row, in the writing of the first.
    fn separate(&mut self, here: Range<usize>) {
        let comma = match self.out.made().chars().next_back() {
            None | Some('\n' | ' ') => return,
            Some(last) if is_clause_end(last) => " ",
            Some(last) if is_cjk(last) => "，",
            Some(_) => ", ",
        };
        self.out.replace(comma, here);
    }

    fn end_line(&mut self, here: Range<usize>) {
        self.wrapped = None;
        self.cell = None;
        if !self.at_line_start() {
            self.out.replace("\n", here);
        }
    }

    fn at_line_start(&self) -> bool {
        let made = self.out.made();
        made.is_empty() || made.ends_with('\n')
    }
}
