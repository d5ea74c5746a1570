//! The map in the margin: how the text is cut into requests, and what becomes of them.

use langsheng::words::{Lang, document as words, playback};

use crate::desk::{Desk, LANGS};

/// A text of two requests.
fn two(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}。\n{}。\n", "字".repeat(70), "文".repeat(40)),
        Lang::En => format!("{}.\n{}.\n", "word ".repeat(42).trim(), "and ".repeat(30).trim()),
    }
}

#[test]
fn the_margin_tells_where_the_text_is_cut_how_full_requests_are_and_how_far_they_have_come() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let text = two(lang);
        desk.harness().state_mut().model_mut().settings.segment_limit = 256;
        desk.write(&text);
        let said = |n: usize, bytes: usize, state: langsheng::words::Phrase| {
            let facts = words::REQUEST_FACTS.with("n", n).with("bytes", bytes).with("limit", 256);
            facts.with("state", state.get(lang)).get(lang)
        };
        let bytes: Vec<usize> = text.lines().map(str::len).collect();
        desk.until_shown(&said(1, bytes[0], words::REQUEST_WAITING));
        assert!(desk.shows(&said(2, bytes[1], words::REQUEST_WAITING)), "{}", desk.words());
        desk.press(playback::SPEAK);
        desk.until_ended();
        desk.until("it is read", |desk| desk.model().document.page.take.is_some());
        desk.until_shown(&said(2, bytes[1], words::REQUEST_DONE));
    }
}
