//! Templates of names, and what can be wrong with them.

use std::str::FromStr;

use unicode_segmentation::UnicodeSegmentation;

use crate::store::names::safe::safe;
use crate::store::names::{NameFacts, StoreError};
use crate::words::outside;

/// Characters of the text where a template does not say how many.
const FIRST: usize = 24;
/// The most characters of a first line that make a title.
const TITLE: usize = 40;
/// The most digits of a number.
const DIGITS: usize = 9;

/// A template that was understood. See [`super`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<TemplatePart>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum TemplatePart {
    Literal(String),
    Date,
    Time,
    Voice,
    First(usize),
    Title,
    Number(usize),
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// A brace without its other half.
    #[error("a brace has no other half")]
    Brace,
    /// A field that does not exist.
    #[error("there is no field {{{0}}}")]
    Unknown(String),
    /// A field with a number that makes no sense, or that takes none.
    #[error("the number in {{{0}}} makes no sense")]
    Number(String),
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// [`StoreError::Template`].
    pub fn parse(template: &str) -> Result<Template, StoreError> {
        parts(template).map(Template).map_err(StoreError::Template)
    }

    /// Whether it counts, so that other names come from other numbers.
    pub fn counts(&self) -> bool {
        self.0.iter().any(|part| matches!(part, TemplatePart::Number(_)))
    }

    /// The name without an ending, safe everywhere.
    pub fn stem(&self, facts: &NameFacts<'_>) -> String {
        let number = facts.number.unwrap_or(1);
        let part = |part: &TemplatePart| match part {
            TemplatePart::Literal(text) => text.clone(),
            TemplatePart::Date => facts.when.strftime("%Y-%m-%d").to_string(),
            TemplatePart::Time => facts.when.strftime("%H-%M-%S").to_string(),
            TemplatePart::Voice => facts.voice.to_owned(),
            TemplatePart::First(most) => first(facts.text, *most),
            TemplatePart::Title => facts.title.map_or_else(|| title(facts.text), str::to_owned),
            TemplatePart::Number(digits) => format!("{number:0digits$}"),
        };
        safe(&self.0.iter().map(part).collect::<String>())
    }
}

fn parts(template: &str) -> Result<Vec<TemplatePart>, Mistake> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = behind;
            continue;
        }
        let (field, behind) = rest.split_once('}').filter(|_| brace == "{").ok_or(Mistake::Brace)?;
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
        }
        parts.push(field.parse()?);
        rest = behind;
    }
    literal.push_str(rest);
    parts.push(TemplatePart::Literal(literal));
    Ok(parts)
}

impl FromStr for TemplatePart {
    type Err = Mistake;

    /// A field without its braces.
    fn from_str(field: &str) -> Result<TemplatePart, Mistake> {
        let wrong = || Mistake::Number(field.to_owned());
        let (name, number) = match field.split_once(':') {
            Some((name, number)) => (name, Some(number.trim().parse::<usize>().map_err(|_| wrong())?)),
            None => (field, None),
        };
        let part = match (name.trim(), number) {
            ("first", number) => TemplatePart::First(number.unwrap_or(FIRST)),
            ("n", number) => TemplatePart::Number(number.unwrap_or(1)),
            ("date", _) => TemplatePart::Date,
            ("time", _) => TemplatePart::Time,
            ("voice", _) => TemplatePart::Voice,
            ("title", _) => TemplatePart::Title,
            _ => return Err(Mistake::Unknown(field.to_owned())),
        };
        match (&part, number) {
            (TemplatePart::First(0) | TemplatePart::Number(0), _) => Err(wrong()),
            (TemplatePart::Number(digits), _) if *digits > DIGITS => Err(wrong()),
            (TemplatePart::First(_) | TemplatePart::Number(_), _) | (_, None) => Ok(part),
            (_, Some(_)) => Err(wrong()),
        }
    }
}

/// The first `most` characters of a text as people count them, from its first letter on; several blanks are one.
fn first(text: &str, most: usize) -> String {
    // Of a long text its beginning is enough: no character that people count has more bytes than these.
    let text = outside::without_pauses(&text[..text.floor_char_boundary(most.saturating_mul(64).max(4_096))]);
    let text = &text[text.find(char::is_alphanumeric).unwrap_or(text.len())..];
    let once = || {
        let mut blank = false;
        text.grapheme_indices(true).filter(move |(_, grapheme)| {
            let twice = blank && grapheme.trim().is_empty();
            blank = grapheme.trim().is_empty();
            !twice
        })
    };
    let end = once().nth(most).map_or(text.len(), |(at, _)| at);
    // A word is not cut in two, unless little were left without it. Each Chinese character is a word here.
    let words = text.split_word_bound_indices().map(|(at, word)| at + word.len()).take_while(|&at| at <= end);
    let end = words.last().filter(|at| 2 * at >= end).unwrap_or(end);
    let shown = once().take_while(|(at, _)| *at < end);
    let name: String = shown.map(|(_, grapheme)| if grapheme.trim().is_empty() { " " } else { grapheme }).collect();
    name.trim_end().to_owned()
}

/// The first line that has a letter.
fn title(text: &str) -> String {
    let says_something = |line: &&str| outside::without_pauses(line).contains(char::is_alphanumeric);
    first(text.lines().find(says_something).unwrap_or_default(), TITLE)
}
