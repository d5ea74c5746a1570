//! Speaking: from a text to sound that is kept, and the ways in which it ends.

use std::time::Duration;

use langsheng::demo::{Act, Config, Fault, FaultPoint, Faults, ServerPace};
use langsheng::engine::{Serving, serve_demo};
use langsheng::protocol::Token;
use langsheng::ui::account::TokenState;
use langsheng::ui::playback::{SegmentProgress, Stage};
use langsheng::words::{Class, Lang, document, library, playback as words, shell as common};

use crate::desk::{Desk, LANGS, Plan};

/// A text of `n` requests.
fn long(n: usize) -> String {
    // Just under 1 024 bytes a line, and each line ends a sentence.
    format!("{}。\n", "字".repeat(330)).repeat(n)
}

#[test]
fn speaking_fills_the_bar_and_the_library_in_both_languages() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        assert!(!desk.is_enabled(words::SPEAK), "there is nothing to speak");
        assert!(desk.shows(document::NO_TEXT.get(lang)));
        let text = "今天天气不错，我们去公园走走吧。And then we shall have tea.";
        desk.write(text);
        let length = document::LENGTH.with("n", text.chars().count()).get(lang);
        assert!(desk.shows(&length), "the length is the first thing one reads: {}", desk.words());
        let cost = format!("{} · {}", document::BYTES.with("n", text.len()).get(lang), document::ONE_REQUEST.get(lang));
        assert!(desk.words().contains(&cost) && !desk.shows(&cost), "who asks for it is told the cost");
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        let run = desk.model().playback.job.as_ref().expect("a job");
        assert_eq!(run.segments, [SegmentProgress::Done]);
        let take = run.take.clone().expect("a take");
        assert!(take.is_complete() && !take.is_empty());
        desk.until("the take is listed", |desk| desk.takes() == 1);
        desk.choose(library::LIBRARY_TAB.get(lang));
        let first = desk.model().library.takes[0].first_words.clone();
        desk.until_shown(&library::PLAY_TAKE.with("take", first).get(lang));
    }
}

#[test]
fn a_text_of_many_requests_is_asked_about_once_where_it_is_paid_for() {
    let served =
        serve_demo(Serving { token: Some("pat_a".into()), fast: true, ..Serving::default() }).expect("a server");
    let mut desk = Desk::open(Lang::En);
    let model = desk.harness().state_mut().model_mut();
    model.settings.account = served.address.to_string();
    model.settings.custom_endpoint = Some(format!("http://{}", served.address));
    model.account.token = TokenState::Present(Token::parse("pat_a").expect("a token"));
    desk.write(&long(21));
    assert_eq!(desk.model().document.count.cost.requests, 21);
    desk.press(words::SPEAK);
    let title = words::SPEND.with("n", 21).get(Lang::En);
    assert!(desk.shows(&title));
    desk.press(common::CANCEL);
    assert!(!desk.shows(&title));
    assert_eq!(desk.stage(), None, "nothing was asked of the engine");
    desk.press(words::SPEAK);
    desk.press(words::SPEAK_ANYWAY);
    desk.until("the job is accepted", |desk| desk.stage().is_some_and(|stage| stage != Stage::Asked));
    desk.press(words::STOP);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn nothing_is_asked_about_what_the_demo_speaks() {
    let mut desk = Desk::open(Lang::En);
    desk.write(&long(21));
    desk.press(words::SPEAK);
    assert!(!desk.shows(words::SPEAK_ANYWAY.en));
    desk.until("the job is accepted", |desk| desk.stage().is_some_and(|stage| stage != Stage::Asked));
    desk.press(words::STOP);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn twenty_requests_are_not_asked_about() {
    let mut desk = Desk::open(Lang::Zh);
    desk.write(&long(20));
    assert_eq!(desk.model().document.count.cost.requests, 20);
    desk.press(words::SPEAK);
    desk.until("the job is accepted", |desk| desk.stage().is_some_and(|stage| stage != Stage::Asked));
    desk.press(words::STOP);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn what_is_stopped_can_be_asked_for_again() {
    let mut plan = Plan::new(Lang::En);
    // The first answer never comes, so that there is time to stop.
    plan.config.faults = Faults::on(0, Fault::SlowAnswer(Duration::from_secs(600)));
    let mut desk = plan.open();
    desk.write("One sentence to be spoken.");
    desk.press(words::SPEAK);
    desk.until("the connection is being opened", |desk| {
        desk.model().playback.job.as_ref().is_some_and(|run| run.segments.contains(&SegmentProgress::Streaming))
    });
    assert!(!desk.shows(words::CONTINUE_HERE.get(Lang::En)));
    desk.press(words::STOP);
    assert_eq!(desk.until_ended(), Stage::Stopped);
    desk.press(words::CONTINUE_HERE);
    assert_eq!(desk.until_ended(), Stage::Finished);
    assert!(desk.model().playback.job.as_ref().and_then(|run| run.take.as_ref()).expect("a take").is_complete());
}

#[test]
fn a_failure_says_what_and_why_and_what_to_do_with_its_code() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        let refused = Fault::At(FaultPoint::BeforeAudio, Act::Error(4101));
        plan.config = Config { pace: ServerPace::Fast, faults: Faults::every(refused), ..Config::default() };
        let mut desk = plan.open();
        desk.write("今天天气不错。");
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Failed);
        let failure = desk.model().playback.job.as_ref().and_then(|run| run.failure.clone()).expect("a failure");
        assert_eq!(failure.class, Class::Token);
        desk.step();
        assert!(desk.shows(&failure.what.get(lang)) && !desk.shows(&failure.why.get(lang)), "one line");
        desk.unfold_notice();
        for said in [&failure.what, &failure.why, &failure.todo] {
            assert!(desk.shows(&said.get(lang)), "{}", said.get(lang));
        }
        assert!(desk.shows("code 4101"));
        // Nothing has come, so there is nothing to hear, to save or to keep.
        assert!(desk.model().playback.take.is_none());
        let library = desk.home().join("library");
        desk.until("nothing is kept", |_| std::fs::read_dir(&library).is_ok_and(|takes| takes.count() == 0));
        let logid = failure.logid.expect("a log id");
        assert!(desk.shows(&logid));
        let shown = desk.model().notices.list().len();
        desk.press_first(common::DISMISS);
        assert_eq!(desk.model().notices.list().len(), shown - 1);
    }
}

#[test]
fn nothing_moves_when_nothing_happens() {
    let mut desk = Desk::open(Lang::Zh);
    desk.write("今天天气不错。");
    desk.press(words::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.until_quiet();
    assert!(!desk.model().playback.is_sounding() && desk.model().playback.running().is_none());
}
