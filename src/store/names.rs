//! Names of files, made from a template: `{date} {first:12}` becomes `2026-01-02 今天天气很好`.
//!
//! | field | becomes |
//! |---|---|
//! | `{date}` | the day, `2026-01-02` |
//! | `{time}` | the time of day, `15-04-05`: no system takes a colon everywhere |
//! | `{voice}` | the voice's name |
//! | `{first}`, `{first:12}` | the first 24 or 12 characters of the text, from its first letter on, no word cut in two |
//! | `{title}` | the title that the user gave, else the first line of the text |
//! | `{n}`, `{n:3}` | a number, `7` or `007` |
//! | `{{`, `}}` | a brace |
//!
//! Whatever a template and a text give, the name can be had on Windows, macOS and Linux alike, so that a folder can be
//! carried from one to the other; and it is short enough for every ending that we put behind it.

mod claim;
mod safe;
mod template;

pub use claim::{Claim, give_up};
use jiff::Zoned;
use jiff::civil::DateTime;
pub use safe::safe;
pub use template::{Mistake, Template};

use crate::audio::take::Header;
use crate::store::StoreError;
use crate::store::spoken_by::said;

/// The template that files are named by at first.
pub const DEFAULT: &str = "{title}";

/// What a name can tell of a take.
#[derive(Clone, Copy, Debug)]
pub struct NameFacts<'a> {
    /// The text, as the user gave it.
    pub text: &'a str,
    /// The title that the user gave.
    pub title: Option<&'a str>,
    /// The voice's name.
    pub voice: &'a str,
    /// When it was spoken, by the clock of the place.
    pub when: DateTime,
    /// Its number among others. Where there is none, `{n}` counts up to the first name that is free.
    pub number: Option<u32>,
}

impl<'a> NameFacts<'a> {
    /// Of a text that is spoken now.
    pub fn now(text: &'a str, voice: &'a str) -> NameFacts<'a> {
        NameFacts { text, title: None, voice, when: Zoned::now().datetime(), number: None }
    }

    /// Of a take.
    pub fn of(header: &'a Header) -> NameFacts<'a> {
        // Its time is in the form of RFC 3339: the clock of its place, then how far that is from UTC.
        let when = header.created.get(..19).and_then(|clock| clock.parse().ok());
        let now = NameFacts::now(said(header), &header.voice_name);
        NameFacts { when: when.unwrap_or(now.when), ..now }
    }
}

/// The name that a template gives at first, with its ending: for showing while the template is typed.
///
/// # Errors
/// [`StoreError::Template`]: what is wrong with the template.
pub fn preview(template: &str, facts: &NameFacts<'_>, ending: &str) -> Result<String, StoreError> {
    Ok(format!("{}.{ending}", Template::parse(template)?.stem(facts)))
}

/// The name to propose where the user chooses one: as [`preview`], and by the first template where this one is not right.
pub fn proposal(template: &str, facts: &NameFacts<'_>, ending: &str) -> String {
    let template = Template::parse(template).or_else(|_| Template::parse(DEFAULT));
    let stem = template.map_or_else(|_| safe(""), |template| template.stem(facts));
    format!("{stem}.{ending}")
}
