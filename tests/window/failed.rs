//! Sentences whose request failed: the page says so, and asks again only for them.

use langsheng::demo::{Config, Fault, Faults, ServerPace};
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document as words, playback};

use crate::desk::{Desk, LANGS, Plan};

/// Two requests, the second of two sentences.
const FIRST: usize = 60;
const SECOND: usize = 20;

fn text() -> String {
    format!("{}。\n{}。{}。\n", "字".repeat(FIRST), "文".repeat(SECOND), "书".repeat(SECOND))
}

/// A window in which the second request has failed.
fn failed(lang: Lang) -> Desk {
    let mut plan = Plan::new(lang);
    let faults = Faults::on(1, Fault::error_before_audio(4028));
    plan.config = Config { pace: ServerPace::Fast, faults, ..Config::default() };
    let mut desk = plan.open();
    desk.harness().state_mut().model_mut().settings.segment_limit = 200;
    desk.write(&text());
    assert_eq!(desk.model().document.count.cost.requests, 2);
    desk.press(playback::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Failed);
    desk.until("it is told where", |desk| !desk.view().paper.margin.failed.is_empty());
    desk
}

/// Waits until the second job has ended, and looks at what it cost.
fn until_complete(desk: &mut Desk) {
    desk.until("it is asked again", |desk| desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2));
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.step();
    let job = desk.model().playback.job.as_ref().expect("a job");
    assert!(job.take.as_ref().is_some_and(|take| take.is_complete()));
    assert!((2 * SECOND..2 * SECOND + 4).contains(&job.characters), "only what is missing: {}", job.characters);
    assert!(desk.view().paper.margin.failed.is_empty());
    assert!(!desk.words().contains(words::ASK_AGAIN_HINT.get(desk.lang)), "{}", desk.words());
}

#[test]
fn sentences_that_failed_say_so_and_are_asked_for_again_where_they_stand() {
    for lang in LANGS {
        let mut desk = failed(lang);
        let text = text();
        let second = text.find('文').expect("the second request");
        let [marked] = &desk.view().paper.margin.failed[..] else { panic!("{:?}", desk.view().paper.margin.failed) };
        assert_eq!(text[marked.clone()].trim(), text[second..].trim(), "both sentences, and no other");
        assert!(desk.words().contains(words::ASK_AGAIN_HINT.get(lang)), "{}", desk.words());
        desk.press(words::ASK_AGAIN);
        until_complete(&mut desk);
    }
}

#[test]
fn the_menu_of_a_sentence_that_failed_asks_again() {
    for lang in LANGS {
        let mut desk = failed(lang);
        desk.open_text_menu();
        assert!(!desk.shows(words::REDO_SENTENCE.get(lang)), "there is nothing to redo yet");
        desk.press_last(words::ASK_AGAIN);
        until_complete(&mut desk);
    }
}

#[test]
fn a_sentence_that_is_changed_has_not_failed_and_a_restart_still_knows_the_others() {
    let mut desk = failed(Lang::En);
    desk.fill(words::TEXT.en, &text().replace('书', "画"));
    desk.until("one is left", |desk| {
        let failed = &desk.view().paper.margin.failed;
        failed.len() == 1
            && desk.model().document.text[failed[0].clone()].trim() == format!("{}。", "文".repeat(SECOND))
    });
    let mut desk = desk.again();
    desk.until("the take is there again", |desk| !desk.view().paper.margin.failed.is_empty());
    desk.press(words::ASK_AGAIN);
    desk.until("it is asked again", |desk| desk.stage().is_some());
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.step();
    assert!(desk.view().paper.margin.failed.is_empty());
}

#[test]
fn where_nothing_came_at_all_the_whole_request_has_failed_and_is_spoken_again() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        let faults = Faults::on(0, Fault::error_before_audio(4028));
        plan.config = Config { pace: ServerPace::Fast, faults, ..Config::default() };
        let mut desk = plan.open();
        let text = text();
        desk.write(&text);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Failed);
        desk.until("it is told where", |desk| !desk.view().paper.margin.failed.is_empty());
        assert!(desk.model().playback.take.is_none(), "nothing is kept");
        assert_eq!(text[desk.view().paper.margin.failed[0].clone()].trim(), text.trim());
        // Of another text nothing has failed.
        desk.fill(words::TEXT.get(lang), "别的。");
        desk.step();
        assert!(desk.view().paper.margin.failed.is_empty() && !desk.shows(words::ASK_AGAIN.get(lang)));
        desk.fill(words::TEXT.get(lang), &text);
        desk.until("it is told again", |desk| !desk.view().paper.margin.failed.is_empty());
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        desk.press(words::ASK_AGAIN);
        desk.until("it is asked again", |desk| desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2));
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.step();
        assert!(desk.view().paper.margin.failed.is_empty());
    }
}
