//! What goes on while something else is on the page, and what is there again when one comes back.

use egui::{Key, Modifiers};
use langsheng::audio::Playback;
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::store::TakeState;
use langsheng::ui::playback::Stage;
use langsheng::words::{document, library as words, playback};

use crate::desk::{Desk, LANGS, Plan};
use crate::playback::hold;
use crate::pulse;

const FIRST: &str = "第一个作品。它还在合成。";
const SECOND: &str = "第二个作品。";
const TEXT: &str = "今天天气不错。我们去公园走走吧。明天再说。";

/// Opens an empty page.
fn new_page(desk: &mut Desk) {
    desk.press(document::NEW);
    desk.until("there is a new document", |desk| desk.model().document.text.is_empty());
}

/// The name of the row whose text begins so.
fn row(desk: &Desk, start: &str) -> String {
    let take = desk.model().library.takes.iter().find(|take| take.name().starts_with(start));
    take.unwrap_or_else(|| panic!("no take {start:?}")).name().into_owned()
}

/// Whether the list knows that a take has ended so.
fn is_listed(desk: &Desk, state: &TakeState) -> bool {
    desk.model().library.takes.iter().any(|take| take.state == *state)
}

fn open_menu(desk: &mut Desk, start: &str) {
    let label = words::MORE.with("take", row(desk, start)).get(desk.lang);
    desk.press_label(&label);
}

#[test]
fn what_is_being_made_goes_on_beside_another_document_and_is_live_again_there() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::on(0, Fault::At(FaultPoint::Delta(3), Act::StallForever));
        let mut desk = plan.open();
        desk.write(FIRST);
        desk.press(playback::SPEAK);
        desk.until("some of it has come", |desk| {
            desk.model().playback.take.as_ref().is_some_and(|take| !take.is_empty())
        });
        let first = desk.model().playback.take.clone().expect("a take");
        new_page(&mut desk);
        assert!(desk.model().playback.take.is_none() && !desk.model().playback.is_sounding(), "nothing is on the bar");
        assert!(first.is_growing(), "it goes on");
        desk.until_shown(&playback::ELSEWHERE.with("n", 1).get(lang));
        desk.write(SECOND);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert!(desk.model().playback.take.as_ref().is_some_and(|take| take.is_complete() && take.id() != first.id()));
        assert!(first.is_growing(), "also while another is made");

        desk.until("both are listed", |desk| desk.takes() == 2);
        let coming = words::RECEIVING.with("done", 0).with("all", 1).get(lang);
        desk.until_shown(&coming);
        open_menu(&mut desk, "第一个");
        assert!(desk.shows(words::STOP_RECEIVING.get(lang)) && !desk.is_enabled(words::TO_TRASH));
        desk.key(Modifiers::NONE, Key::Escape);
        let open = row(&desk, "第一个");
        desk.press_label(&words::PLAY_TAKE.with("take", open).get(lang));
        desk.until("it is on the page", |desk| desk.model().document.text == FIRST);
        assert!(desk.stage().is_some_and(Stage::is_running) && desk.model().playback.others.is_empty());
        let shown = desk.model().playback.take.clone().expect("a take");
        assert!(shown.id() == first.id() && shown.is_growing(), "by the handle that sees it grow");
        desk.step();
        assert!(!desk.shows(&playback::ELSEWHERE.with("n", 1).get(lang)));
        open_menu(&mut desk, "第一个");
        desk.press(words::STOP_RECEIVING);
        assert_eq!(desk.until_ended(), Stage::Stopped);
        assert!(!first.is_growing());
    }
}

#[test]
fn what_was_left_is_received_to_its_end() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(&"今天天气不错，我们去公园走走吧。".repeat(100));
        desk.press(playback::SPEAK);
        desk.until("it has begun", |desk| desk.model().playback.take.is_some());
        let take = desk.model().playback.take.clone().expect("a take");
        new_page(&mut desk);
        desk.until("it is over", |desk| desk.model().playback.others.is_empty());
        assert!(take.is_complete());
        desk.until("that is listed", |desk| is_listed(desk, &TakeState::Complete));
    }
}

#[test]
fn what_was_held_when_it_was_left_receives_no_more_than_it_has_requested() {
    pulse::story("elsewhere::what_was_held_when_it_was_left_receives_no_more_than_it_has_requested", |_sound| {
        let lang = LANGS[0];
        let mut desk = Desk::open(lang);
        desk.write(&"今天天气不错，我们去公园走走吧。".repeat(100));
        desk.press(playback::SPEAK);
        desk.until("it sounds", |desk| desk.model().playback.state == Playback::Playing);
        desk.press(playback::PAUSE);
        desk.until("it is held", |desk| desk.model().playback.state == Playback::Paused);
        let take = desk.model().playback.take.clone().expect("a take");
        new_page(&mut desk);
        desk.until("it is over", |desk| desk.model().playback.others.is_empty());
        let segments = take.receipt().segments;
        let done = segments.iter().filter(|one| one.state == langsheng::audio::take::SegmentState::Done).count();
        assert!(done >= 1 && done < segments.len() && !take.is_complete(), "{done} of {}", segments.len());
        assert_eq!(take.missing().len(), segments.len() - done, "nothing was broken off");
    });
}

#[test]
fn an_edit_during_a_pause_goes_on_from_the_sentence_where_one_was() {
    for (lang, edited) in [
        (LANGS[0], TEXT.replace("明天", "后天")),
        (LANGS[1], TEXT.replace("今天", "昨天")),
        (LANGS[0], TEXT.replace("公园", "河边")),
        (LANGS[1], format!("又一句。{TEXT}")),
    ] {
        let mut desk = Desk::open(lang);
        desk.write(TEXT);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        hold(&mut desk);
        desk.press(playback::NEXT);
        desk.until("the second sentence is heard", |desk| desk.sentence() == Some(1));
        let heard = if edited.starts_with('又') { 2 } else { 1 };
        desk.fill(document::TEXT.get(lang), &edited);
        desk.until("it is known what is new", |desk| {
            desk.model().document.is_counted() && desk.model().document.page.unspoken() == 1
        });
        desk.step();
        desk.press(playback::RESUME);
        desk.until("it is spoken", |desk| {
            desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2 && !job.stage.is_running())
        });
        assert_eq!(desk.stage(), Some(Stage::Finished));
        assert!(desk.model().playback.reused.sentences >= 2, "only what is new was requested");
        desk.until("the new take is read", |desk| {
            desk.model().playback.reading().is_some_and(|(take, _)| take.text() == edited)
        });
        desk.until("it goes on there", |desk| {
            let start = desk.model().playback.reading().and_then(|(take, reading)| reading.start_of(take, heard));
            start.is_some_and(|start| start.0 > 0 && desk.position() >= start.0) && desk.sentence() == Some(heard)
        });
    }
}

#[test]
fn what_lacks_something_goes_on_from_its_place_also_from_the_library() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::StallForever));
        let mut desk = plan.open();
        desk.write(TEXT);
        desk.press(playback::SPEAK);
        desk.until("a sentence has come", |desk| {
            let reading = desk.model().playback.reading();
            reading.is_some_and(|(take, reading)| reading.start_of(take, 1).is_some())
        });
        desk.press(playback::STOP);
        assert_eq!(desk.until_ended(), Stage::Stopped);
        let take = desk.model().playback.take.clone().expect("a take");
        let place =
            desk.model().playback.reading().and_then(|(take, reading)| reading.start_of(take, 1)).expect("a place");
        desk.harness().state_mut().model_mut().playback.place = place;
        new_page(&mut desk);
        desk.until("it is listed", |desk| is_listed(desk, &TakeState::Unfinished));
        desk.step();
        open_menu(&mut desk, "今天");
        desk.press(playback::CONTINUE_HERE);
        desk.until("it is on the page", |desk| desk.model().document.text == TEXT);
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert!(desk.model().playback.take.as_ref().is_some_and(|shown| shown.id() == take.id()));
        desk.until("it goes on there", |desk| desk.position() >= place.0);
    }
}

#[test]
fn what_was_trashed_comes_back_where_one_was() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(TEXT);
        desk.press(playback::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        hold(&mut desk);
        desk.press(playback::NEXT);
        desk.until("the second sentence is heard", |desk| desk.sentence() == Some(1));
        let (place, id) = (desk.position(), desk.model().document.id.clone());
        desk.until("it is listed", |desk| is_listed(desk, &TakeState::Complete));
        desk.step();
        open_menu(&mut desk, "今天");
        desk.press(words::TO_TRASH);
        desk.until("the page is empty", |desk| desk.model().document.text.is_empty());
        desk.until_shown(words::UNDO.get(lang));
        desk.step();
        desk.press(words::UNDO);
        desk.until("it is on the page again", |desk| desk.model().document.text == TEXT);
        assert_eq!(desk.model().document.id, id);
        desk.until("and on the bar", |desk| desk.model().playback.take.is_some());
        assert_eq!(desk.model().playback.place.0, place);
    }
}

#[test]
fn a_title_is_found_by_its_sound_and_a_text_shows_where_it_has_the_words() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        for (count, text) in [TEXT, SECOND].into_iter().enumerate() {
            if count > 0 {
                new_page(&mut desk);
            }
            desk.write(text);
            desk.press(playback::SPEAK);
            assert_eq!(desk.until_ended(), Stage::Finished);
            desk.until("it is listed", |desk| desk.takes() == count + 1);
        }
        let rows = |desk: &Desk| -> Vec<String> {
            desk.view().library.shelf.shown.iter().map(|take| take.name().into_owned()).collect()
        };
        let first = row(&desk, "今天");
        for typed in ["jintian", "jttq", "今天tianqi"] {
            desk.fill(words::SEARCH_TAKES.get(lang), typed);
            assert_eq!(rows(&desk), std::slice::from_ref(&first), "{typed}");
        }
        desk.fill(words::SEARCH_TAKES.get(lang), "明天");
        desk.until_shown("…。我们去公园走走吧。明天再说。");
    }
}
