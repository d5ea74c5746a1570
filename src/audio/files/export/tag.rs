//! ID3: how MP3 says what it holds, and WAV too, which has nothing of its own that knows more than ASCII for certain.

use id3::frame::{Chapter as ChapterFrame, Comment, Lyrics, TableOfContents};
use id3::{Content, Encoder, Frame, Tag, TagLike as _, Version};

use crate::audio::clocks::HeardSample;
use crate::audio::files::clock;
use crate::audio::files::export::Chapter;
use crate::audio::files::export::comments::{VENDOR, day, text};
use crate::audio::files::export::encode::EncodedEnd;
use crate::audio::files::export::plan::{ExportPlan, Tags};

/// The version that every player reads.
const VERSION: Version = Version::Id3v23;

/// The most entries that a table of contents has room for.
const ENTRIES: usize = 255;

/// The whole tag. Its length is the same before and after the chapters have their times.
pub(super) fn tag(plan: &ExportPlan, rate: u32, end: Option<&EncodedEnd>) -> Vec<u8> {
    let mut tag = Tag::with_version(VERSION);
    plain(&mut tag, &plan.tags);
    if !plan.chapters.is_empty() {
        chapters(&mut tag, plan, rate, end);
    }
    let mut bytes = Vec::new();
    // Into memory it cannot fail; and without tags it would still be a file that plays.
    Encoder::new().version(VERSION).encode(&tag, &mut bytes).ok();
    bytes
}

fn plain(tag: &mut Tag, tags: &Tags) {
    if !tags.title.is_empty() {
        tag.set_title(&tags.title);
    }
    if !tags.artist.is_empty() {
        tag.set_artist(&tags.artist);
    }
    if let Some(year) = day(tags).get(..4).and_then(|year| year.parse().ok()) {
        tag.set_year(year);
    }
    let text = text(tags);
    if !text.is_empty() {
        tag.add_frame(Lyrics { lang: language(text).into(), description: String::new(), text: text.to_owned() });
    }
    tag.set_text("TSSE", VENDOR);
    tag.add_frame(Comment { lang: "eng".into(), description: String::new(), text: VENDOR.to_owned() });
}

fn chapters(tag: &mut Tag, plan: &ExportPlan, rate: u32, end: Option<&EncodedEnd>) {
    let ms = |at: HeardSample| u32::try_from(clock::units(at, rate, 1000)).unwrap_or(u32::MAX);
    let start = |n: usize| end.map_or(0, |end| ms(end.chapters.get(n).copied().unwrap_or(end.samples)));
    let titled = |chapter: &Chapter| vec![Frame::with_content("TIT2", Content::Text(chapter.title.clone()))];
    for (n, chapter) in plan.chapters.iter().enumerate() {
        tag.add_frame(ChapterFrame {
            element_id: format!("chp{n}"),
            start_time: start(n),
            end_time: start(n + 1),
            // Found by their times, not by their bytes.
            start_offset: u32::MAX,
            end_offset: u32::MAX,
            frames: titled(chapter),
        });
    }
    let ids: Vec<String> = (0..plan.chapters.len()).map(|n| format!("chp{n}")).collect();
    let mut table = |element_id: String, top_level, elements| {
        tag.add_frame(TableOfContents { element_id, top_level, ordered: true, elements, frames: Vec::new() });
    };
    if ids.len() <= ENTRIES {
        return table("toc".into(), true, ids);
    }
    // What one table cannot hold is divided among tables of its own.
    let parts: Vec<Vec<String>> = ids.chunks(ENTRIES).take(ENTRIES).map(<[String]>::to_vec).collect();
    table("toc".into(), true, (0..parts.len()).map(|n| format!("toc{n}")).collect());
    parts.into_iter().enumerate().for_each(|(n, part)| table(format!("toc{n}"), false, part));
}

/// The language of a text as ID3 names it; only a guess.
fn language(text: &str) -> &'static str {
    let chinese = text.chars().take(1000).any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if chinese { "zho" } else { "eng" }
}
