//! The order of names as people expect it: Chinese by its sound (pinyin), numbers by their value in whatever writing, so that
//! 第2章 stands before 第十章; capital and small letters, full and half width are the same, and quotation marks at the start do not count.
//!
//! The order is that of the Unicode collation for Chinese, whatever the language of the window: who keeps takes in two
//! languages wants one order. A character that is read in two ways stands by the more usual one.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::{LazyLock, OnceLock};

use icu_collator::options::{AlternateHandling, CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use crate::store::counting::counted;

/// Reads tables that are linked into the program; makes none.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut wanted = CollatorPreferences::from(&locale!("zh"));
    wanted.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut how = CollatorOptions::default();
    how.strength = Some(Strength::Secondary);
    how.alternate_handling = Some(AlternateHandling::Shifted);
    CollatorBorrowed::try_new(wanted, how).ok()
});

/// Bytes that stand among those of other names as the names do.
pub fn name_key(name: &str) -> Box<[u8]> {
    sound(&counted(name))
}

/// The same with numbers as they are written: only those of digits count by their value.
fn sound(name: &str) -> Box<[u8]> {
    let mut key = Vec::new();
    match &*COLLATOR {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(name, &mut key);
        }
        None => key.extend(fold(name).bytes()),
    }
    key.into_boxed_slice()
}

/// Whether paths stand as a shell names those that a pattern means: by their characters, or by their sound.
pub fn stand_as_in_a_pattern(paths: &[PathBuf]) -> bool {
    paths.is_sorted_by_key(|path| path.as_os_str()) || paths.is_sorted_by_key(|path| sound(&path.to_string_lossy()))
}

/// A text as it is compared: small letters, full-width forms as ASCII, every run of blanks as one space, and without the
/// characters that take no room. Chinese stays as it is.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_each(text, |_, c| folded.push(c));
    folded
}

/// Gives the characters of a folded text, each with the byte of the text from which it comes.
fn fold_each(text: &str, mut give: impl FnMut(usize, char)) {
    let mut blank = true;
    for (at, c) in text.char_indices() {
        let c = match c {
            // The full-width forms stand in the order of ASCII, 0xFEE0 behind it.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            // Zero-width characters and the soft hyphen: nobody sees them, so nobody types them.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => continue,
            c => c,
        };
        if c.is_whitespace() {
            if !blank {
                give(at, ' ');
            }
            blank = true;
        } else {
            blank = false;
            if c.is_ascii() {
                give(at, c.to_ascii_lowercase());
            } else {
                c.to_lowercase().for_each(|c| give(at, c));
            }
        }
    }
}

/// Where a folded word stands first in a text, in bytes of the text.
pub(super) fn place_of(text: &str, word: &str) -> Option<Range<usize>> {
    let start = fold(text).find(word)?;
    let (mut done, mut place) = (0, text.len()..text.len());
    fold_each(text, |at, c| {
        match done {
            done if done <= start => place.start = at,
            done if done >= start + word.len() => place.end = place.end.min(at),
            _ => {}
        }
        done += c.len_utf8();
    });
    Some(place)
}

/// Where a take stands among others by its title and by its voice. Found when it is first requested, and then kept as long as
/// the take stays as it is: ten thousand names take their time.
#[derive(Debug, Default)]
pub struct Standing {
    title: OnceLock<Box<[u8]>>,
    voice: OnceLock<Box<[u8]>>,
}

impl Standing {
    pub(super) fn by_title(&self, name: &str) -> &[u8] {
        self.title.get_or_init(|| name_key(name))
    }

    pub(super) fn by_voice(&self, name: &str) -> &[u8] {
        self.voice.get_or_init(|| name_key(name))
    }
}

/// Whoever copies a take may be about to give it another name.
impl Clone for Standing {
    fn clone(&self) -> Standing {
        Standing::default()
    }
}

/// It follows from the names, which are compared anyway.
impl PartialEq for Standing {
    fn eq(&self, _: &Standing) -> bool {
        true
    }
}

impl Eq for Standing {}
