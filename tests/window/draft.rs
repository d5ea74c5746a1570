//! The draft: what stands in the text box is there again when the window is opened next time.

use std::fs;
use std::path::PathBuf;

use langsheng::audio::Playback;
use langsheng::ui::shell::notice::Tone;
use langsheng::words::{Lang, document as words, playback};

use crate::desk::{Desk, LANGS, Plan};
use crate::pulse;

const TEXT: &str = "# 标题\n\n还没有朗读的文字。";

/// The drafts on disk.
fn drafts(desk: &Desk) -> Vec<PathBuf> {
    let files = fs::read_dir(desk.home().join("drafts")).expect("a folder").map(|file| file.expect("a file").path());
    files.filter(|file| file.extension().is_some_and(|ending| ending == "json")).collect()
}

/// One more window at the same files.
fn beside(desk: &Desk) -> Desk {
    Plan { home: desk.shared_home(), ..Plan::new(desk.lang) }.open()
}

#[test]
fn what_was_not_spoken_is_there_again_and_what_is_cleared_is_gone() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(TEXT);
        desk.press(words::MORE_OF_TEXT);
        desk.choose(words::MARKDOWN.get(lang));
        let mut desk = desk.again();
        assert_eq!(desk.model().document.text, TEXT);
        assert!(desk.model().settings.markdown);
        desk.until("it is counted", |desk| {
            desk.model().document.is_counted() && desk.model().document.count.cost.requests == 1
        });
        desk.clear_text();
        let desk = desk.again();
        assert_eq!(desk.model().document.text, "");
        assert_eq!(drafts(&desk), [] as [PathBuf; 0]);
    }
}

#[test]
fn a_pause_in_typing_writes_the_draft_and_then_the_window_rests() {
    let mut desk = Desk::open(Lang::Zh);
    desk.write(TEXT);
    desk.until("the draft is written", |desk| !drafts(desk).is_empty());
    let read = |desk: &Desk| fs::read_to_string(&drafts(desk)[0]).expect("a draft");
    assert!(read(&desk).contains("还没有朗读的文字"), "{}", read(&desk));
    desk.until_quiet();
    desk.fill(words::TEXT.zh, "别的。");
    desk.until("the draft is another", |desk| read(desk).contains("别的") && !read(desk).contains("标题"));
    desk.clear_text();
    desk.until("the draft is gone", |desk| drafts(desk).is_empty());
}

#[test]
fn two_windows_have_a_document_each() {
    for lang in LANGS {
        let mut one = Desk::open(lang);
        one.write("One.");
        one.until("the draft is written", |desk| drafts(desk).len() == 1);
        let mut two = beside(&one);
        assert_eq!(two.model().document.text, "", "the draft of an open window is its own");
        two.write("Two.");
        two.until("both are written", |desk| drafts(desk).len() == 2);
        let home = one.shared_home();
        drop((one, two));

        let first = Plan { home, ..Plan::new(lang) }.open();
        let second = beside(&first);
        let mut texts = [&first, &second].map(|desk| desk.model().document.text.clone());
        texts.sort();
        assert_eq!(texts, ["One.", "Two."]);
    }
}

#[test]
fn a_draft_that_makes_no_sense_is_set_aside_and_told() {
    let mut desk = Desk::open(Lang::En);
    desk.write("One.");
    desk.until("the draft is written", |desk| drafts(desk).len() == 1);
    let file = drafts(&desk).remove(0);
    let home = desk.shared_home();
    drop(desk);
    fs::write(&file, "not ours").expect("a file");
    let desk = Plan { home, ..Plan::new(Lang::En) }.open();
    assert_eq!(desk.model().document.text, "");
    assert!(desk.model().notices.list().iter().any(|notice| matches!(notice.tone, Tone::Trouble(_))));
    let mut aside = file.into_os_string();
    aside.push(".broken-1");
    assert_eq!(fs::read_to_string(aside).expect("it is kept"), "not ours");
}

#[test]
fn files_of_a_later_version_are_told_of_and_stay_as_they_are() {
    for lang in LANGS {
        let desk = Desk::open(lang);
        let (home, settings) = (desk.shared_home(), desk.home().join("settings.json"));
        // As earlier versions named them.
        let draft = desk.home().join("drafts/1.json");
        drop(desk);
        let [settings, draft] = [(settings, "{\"version\":9}"), (draft, "{\"version\":9,\"pages\":[]}")];
        for (file, written) in [&settings, &draft] {
            fs::write(file, written).expect("a file");
        }
        let mut desk = Plan { home, ..Plan::new(lang) }.open();
        let told = |desk: &Desk, name: &str| {
            let troubles = desk.model().notices.list().iter();
            troubles.filter(|one| matches!(&one.tone, Tone::Trouble(why) if why.text(lang).contains(name))).count()
        };
        assert_eq!((told(&desk, "settings.json"), told(&desk, "1.json")), (1, 1));
        desk.write(TEXT);
        desk.press(words::MORE_OF_TEXT);
        desk.choose(words::MARKDOWN.get(lang));
        desk.until("the draft is written", |desk| drafts(desk).len() == 2);
        desk.until("it is told again", |desk| told(desk, "settings.json") == 2);
        let _home = desk.shared_home();
        drop(desk);
        for (file, written) in [&settings, &draft] {
            assert_eq!(fs::read_to_string(file).expect("it is there"), *written);
        }
    }
}

#[test]
fn the_take_that_is_shown_is_noted_without_closing_the_window() {
    let mut desk = Desk::open(Lang::En);
    desk.write("One.");
    desk.press(langsheng::words::playback::SPEAK);
    desk.until_ended();
    let take = desk.model().playback.take.as_ref().expect("a take").id().to_owned();
    desk.until("it is noted", |desk| {
        drafts(desk).first().is_some_and(|draft| fs::read_to_string(draft).is_ok_and(|json| json.contains(&take)))
    });
    desk.until_quiet();
}

#[test]
fn where_one_has_paused_is_noted_without_closing_the_window() {
    pulse::story("draft::where_one_has_paused_is_noted_without_closing_the_window", |_sound| {
        let mut desk = Desk::open(Lang::Zh);
        desk.write(&"今天天气不错，我们去公园走走吧。".repeat(5));
        desk.press(playback::SPEAK);
        desk.until("it is heard", |desk| desk.model().playback.state == Playback::Playing && desk.position() > 24_000);
        desk.press(playback::PAUSE);
        desk.until("it is held", |desk| desk.model().playback.state == Playback::Paused);
        let place = format!("\"playhead\":{}", desk.position());
        desk.until("the place is noted", |desk| {
            let draft = drafts(desk).first().and_then(|draft| fs::read_to_string(draft).ok());
            draft.is_some_and(|json| json.replace(": ", ":").contains(&place))
        });
        desk.until_quiet();
    });
}
