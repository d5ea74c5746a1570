//! Vorbis comments: how FLAC and Opus say what they hold.

use crate::audio::clocks::HeardSample;
use crate::audio::files::clock;
use crate::audio::files::export::encode::EncodedEnd;
use crate::audio::files::export::plan::{ExportPlan, Tags};

/// Who wrote the file.
pub(super) const VENDOR: &str = concat!("langsheng ", env!("CARGO_PKG_VERSION"));

/// The most bytes of a text that go into a tag: a book fits, and players that read tags into memory are not harmed.
const LONGEST: usize = 512 * 1024;

/// All comments. Their length is the same before and after the chapters have their times.
pub(super) fn comments(plan: &ExportPlan, rate: u32, end: Option<&EncodedEnd>) -> Vec<(String, String)> {
    let Tags { title, artist, .. } = &plan.tags;
    let plain = [
        ("TITLE", title.as_str()),
        ("ARTIST", artist),
        ("DATE", day(&plan.tags)),
        ("LYRICS", text(&plan.tags)),
        ("ENCODER", VENDOR),
    ];
    let plain = plain.into_iter().filter(|(_, value)| !value.is_empty());
    let plain = plain.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let chapters = plan.chapters.iter().enumerate().flat_map(|(n, chapter)| {
        let at = end.and_then(|end| end.chapters.get(n)).copied().unwrap_or_default();
        [(format!("CHAPTER{n:03}"), time(at, rate)), (format!("CHAPTER{n:03}NAME"), chapter.title.clone())]
    });
    plain.chain(chapters).collect()
}

/// The day of a date, without its time.
pub(super) fn day(tags: &Tags) -> &str {
    tags.date.get(..10).unwrap_or(&tags.date)
}

/// The text, cut where it is too long for a tag.
pub(super) fn text(tags: &Tags) -> &str {
    &tags.text[..tags.text.floor_char_boundary(LONGEST)]
}

/// The last time of a chapter that has two digits of hours, in ms.
const LAST: u64 = 100 * 3_600_000 - 1;

/// `HH:MM:SS.mmm`, always of this length.
fn time(at: HeardSample, rate: u32) -> String {
    clock::hours(clock::units(at, rate, 1000).min(LAST), '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        let tags = Tags { text: format!("a{}", "字".repeat(LONGEST)), ..Tags::default() };
        let cut = text(&tags);
        assert!(cut.len() <= LONGEST && cut.len() > LONGEST - 4 && cut.ends_with('字'));
    }

    #[test]
    fn the_time_of_a_chapter_has_always_the_same_length() {
        assert_eq!(time(HeardSample(24_000 * 3_723 + 12_000), 24_000), "01:02:03.500");
        assert_eq!(time(HeardSample::ZERO, 24_000), "00:00:00.000");
        assert_eq!(time(HeardSample(24_000 * 3_600 * 200), 24_000), "99:59:59.999");
    }
}
