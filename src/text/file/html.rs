//! Web pages: what a reader sees of them, as plain text.

use std::path::Path;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, State, Tokenizer};

use crate::text::chars::is_cjk;
use crate::text::file::encoding::Encoding;
use crate::text::file::kind::TextKind;

/// Whether it is a page: by its name, or by how it begins where its name does not say that it is something else.
pub(super) fn is_page(path: &Path, head: &[u8]) -> bool {
    match TextKind::of_name(path) {
        Some(TextKind::Page) => true,
        Some(TextKind::Markdown | TextKind::Subtitles) => false,
        Some(TextKind::Plain) | None => begins_a_page(head),
    }
}

fn begins_a_page(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1024)];
    let head = String::from_utf8_lossy(head).replace('\0', "").to_ascii_lowercase();
    let mut rest = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{FFFD}');
    loop {
        let end = match () {
            () if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            () if rest.starts_with("<?xml") => rest.find("?>").map(|at| at + 2),
            () => break,
        };
        let Some(end) = end else { return false };
        rest = rest[end..].trim_start();
    }
    rest.starts_with("<!doctype html") || rest.starts_with("<html") || rest.starts_with("<head>")
}

/// The encoding that a page says it is in.
pub(super) fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let named = |key: &str| {
        let at = head.find(key)? + key.len();
        let value = head[at..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')));
        Encoding::named(&value[..end.unwrap_or(value.len())])
    };
    named("charset").or_else(|| head.starts_with("<?xml").then(|| named("encoding")).flatten())
}

/// What a reader sees.
pub(super) fn seen(page: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    // So that what stands in scripts and titles is not taken for tags.
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    let mut tokens = Tokenizer::new_with_emitter(page, emitter);
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                // `<title/>` is all of it in XHTML, and does not hide the page that follows.
                if tag.self_closing {
                    tokens.set_state(State::Data);
                }
                reader.start(&tag);
            }
            Token::EndTag(tag) => reader.end(&text(&tag.name)),
            Token::String(said) => reader.text(&String::from_utf8_lossy(&said.value)),
            _ => {}
        }
    }
    reader.out.trim().to_owned()
}

fn text(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).into_owned()
}

#[derive(Default)]
struct Reader {
    out: String,
    /// Elements that are open and not shown, innermost last.
    hidden: Vec<String>,
    /// Numbers of the items of lists that are open; none for lists without numbers.
    lists: Vec<Option<usize>>,
    /// How many `pre` are open: their blanks and line ends stay.
    kept: usize,
    /// What stands between this and what was read before.
    gap: Gap,
}

/// What stands between two pieces of text; of several the largest counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    Cell,
    Line,
    Paragraph,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name);
        let has = |attribute: &[u8]| tag.attributes.contains_key(attribute);
        let is_void = matches!(
            name.as_str(),
            "br" | "hr"
                | "img"
                | "input"
                | "meta"
                | "link"
                | "wbr"
                | "source"
                | "col"
                | "area"
                | "base"
                | "embed"
                | "track"
        );
        if !self.hidden.is_empty() || is_hidden(&name) || (has(b"hidden") && !is_void) {
            // A page may forget to end its head, and its body is shown all the same.
            if name == "body" {
                self.hidden.clear();
            } else if !is_void && !tag.self_closing {
                self.hidden.push(name);
            }
            return;
        }
        match name.as_str() {
            "br" => self.apart(if self.gap == Gap::Line { Gap::Paragraph } else { Gap::Line }),
            "img" => {
                if let Some(shown) = tag.attributes.get(b"alt".as_slice()) {
                    self.text(&String::from_utf8_lossy(&shown.value));
                }
            }
            "td" | "th" => self.apart(Gap::Cell),
            "ul" | "menu" => self.list(None),
            "ol" => {
                let first = tag.attributes.get(b"start".as_slice()).map(|first| text(&first.value));
                self.list(Some(first.and_then(|first| first.trim().parse().ok()).unwrap_or(1)));
            }
            "li" => {
                self.apart(Gap::Paragraph);
                if let Some(Some(number)) = self.lists.last_mut() {
                    let said = format!("{number}. ");
                    *number = number.saturating_add(1);
                    self.text(&said);
                }
            }
            "pre" => {
                self.apart(Gap::Paragraph);
                self.kept += 1;
            }
            name => self.apart(around(name)),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.hidden.iter().rposition(|open| open == name) {
            self.hidden.truncate(at);
            return;
        }
        if !self.hidden.is_empty() {
            return;
        }
        match name {
            "ul" | "ol" | "menu" => {
                self.lists.pop();
            }
            "pre" => self.kept = self.kept.saturating_sub(1),
            _ => {}
        }
        self.apart(around(name));
    }

    fn list(&mut self, first: Option<usize>) {
        self.apart(Gap::Paragraph);
        self.lists.push(first);
    }

    fn apart(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn text(&mut self, said: &str) {
        if !self.hidden.is_empty() {
            return;
        }
        if self.kept > 0 {
            self.close_gap(said);
            self.out.push_str(said);
            return;
        }
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C' | '\u{A0}');
        let (mut rest, mut wraps) = (said, false);
        while !rest.is_empty() {
            let word = rest.trim_start_matches(is_blank);
            if word.len() < rest.len() {
                wraps |= rest[..rest.len() - word.len()].contains('\n');
                self.apart(Gap::Blank);
            }
            let end = word.find(is_blank).unwrap_or(word.len());
            if end > 0 {
                // A source line that ends between two Chinese characters is no blank.
                let joins = |a: Option<char>, b: Option<char>| a.is_some_and(is_cjk) && b.is_some_and(is_cjk);
                if self.gap == Gap::Blank && wraps && joins(self.out.chars().next_back(), word.chars().next()) {
                    self.gap = Gap::None;
                }
                self.close_gap(&word[..end]);
                self.out.push_str(&word[..end]);
                wraps = false;
            }
            rest = &word[end..];
        }
    }

    fn close_gap(&mut self, next: &str) {
        let gap = std::mem::take(&mut self.gap);
        let Some(last) = self.out.chars().next_back() else { return };
        match gap {
            Gap::None => {}
            Gap::Blank if last.is_whitespace() => {}
            Gap::Blank => self.out.push(' '),
            Gap::Cell if !last.is_alphanumeric() => self.out.push(' '),
            Gap::Cell if is_cjk(last) || next.chars().next().is_some_and(is_cjk) => self.out.push('，'),
            Gap::Cell => self.out.push_str(", "),
            Gap::Line => self.out.push('\n'),
            Gap::Paragraph => self.out.push_str("\n\n"),
        }
    }
}

/// What no reader sees, or nobody would read aloud: the reading of a ruby stands beside what it is the reading of.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "svg"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "textarea"
            | "rt"
            | "rp"
            | "datalist"
            | "noframes"
    )
}

/// What stands around an element.
fn around(name: &str) -> Gap {
    match name {
        "tr" | "dt" | "dd" | "option" => Gap::Line,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section" | "article" | "header" | "footer"
        | "main" | "nav" | "aside" | "blockquote" | "pre" | "ul" | "ol" | "menu" | "li" | "dl" | "table"
        | "caption" | "figure" | "figcaption" | "hr" | "form" | "fieldset" | "legend" | "details" | "summary"
        | "address" | "body" | "center" => Gap::Paragraph,
        _ => Gap::None,
    }
}
