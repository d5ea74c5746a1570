//! Moving in what is played: by sentence, again, faster, silently; and what is not asked for twice.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::audio::{Playback, TakeSample};
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::ui::playback::{RepeatMode, Stage};
use langsheng::ui::shell::format;
use langsheng::words::{Lang, document, export, playback as words};

use crate::desk::{Desk, LANGS, Plan};

const TEXT: &str = "今天天气不错。我们去公园走走吧。明天再说。";

/// A take of [`TEXT`] on the bar, held at its beginning.
fn held(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    desk.write(TEXT);
    desk.press(words::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
    hold(&mut desk);
    desk
}

/// Holds the sound; where there is no sound device it is held already.
pub fn hold(desk: &mut Desk) {
    desk.until("there is sound or no device", |desk| {
        matches!(desk.model().playback.state, Playback::Playing | Playback::Paused)
    });
    if desk.model().playback.is_sounding() {
        desk.press(words::PAUSE);
        desk.until("it is held", |desk| desk.model().playback.state == Playback::Paused);
    }
    let start = desk.model().playback.take.as_ref().expect("a take").rate() / 10;
    while desk.sentence() != Some(0) || desk.position() > u64::from(start) {
        desk.press(words::PREVIOUS);
    }
}

fn until_sentence(desk: &mut Desk, sentence: usize) {
    desk.until("the sentence is heard", |desk| desk.sentence() == Some(sentence));
}

/// Alt, and on a Mac Option with Command.
fn step() -> Modifiers {
    langsheng::ui::shell::keys::Shortcut::Next.usual()[0].modifiers
}

#[test]
fn one_moves_by_sentences_with_buttons_and_keys() {
    for lang in LANGS {
        let mut desk = held(lang);
        desk.press(words::NEXT);
        until_sentence(&mut desk, 1);
        let (take, reading) = desk.model().playback.reading().expect("a text that was read");
        assert_eq!(desk.position(), reading.start_of(take, 1).expect("a sentence that has come"));
        desk.key(step(), Key::ArrowRight);
        until_sentence(&mut desk, 2);
        desk.press(words::PREVIOUS);
        until_sentence(&mut desk, 1);
        desk.key(step(), Key::ArrowLeft);
        until_sentence(&mut desk, 0);
        assert_eq!(desk.model().document.text, TEXT, "the keys of the sound write nothing");
    }
}

#[test]
fn the_arrows_move_by_seconds_where_no_text_is_edited() {
    let mut desk = held(Lang::Zh);
    desk.type_into(document::TEXT.zh, "");
    desk.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(desk.position(), 0, "the arrow belongs to the text while one edits it");
    desk.leave_text();
    desk.key(Modifiers::NONE, Key::ArrowRight);
    let len = desk.model().playback.take.as_ref().expect("a take").len();
    let five = u64::from(desk.model().playback.take.as_ref().expect("a take").rate()) * 5;
    desk.until("the player has moved", |desk| desk.position() == five.min(len.0));
}

#[test]
fn what_is_repeated_goes_round_by_button_and_key() {
    for lang in LANGS {
        let mut desk = held(lang);
        desk.press(words::REPEAT_OFF);
        assert_eq!(desk.model().playback.repeat, RepeatMode::Sentence);
        let (take, reading) = desk.model().playback.reading().expect("a text that was read");
        assert_eq!(desk.model().playback.repeated(), reading.samples(take, 0), "the sentence that is heard");
        desk.press(words::NEXT);
        until_sentence(&mut desk, 1);
        let (take, reading) = desk.model().playback.reading().expect("a text that was read");
        assert_eq!(desk.model().playback.repeated(), reading.samples(take, 1), "the sentence that was gone to");
        desk.press(words::REPEAT_SENTENCE);
        assert_eq!(desk.model().playback.repeated(), Some(TakeSample::ZERO..TakeSample::MAX));
        assert!(desk.shows(words::REPEAT_ALL.get(lang)));
        desk.key(langsheng::ui::shell::keys::Shortcut::Repeat.usual()[0].modifiers, Key::R);
        assert_eq!(desk.model().playback.repeated(), None);
    }
}

#[test]
fn the_speed_is_chosen_stepped_and_kept() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let named = |speed: f32| words::SPEED.with("n", format::speed(speed)).get(lang);
        desk.press_label(&named(1.0));
        desk.choose("1.5×");
        assert_eq!(desk.model().settings.speed, 1.5);
        desk.harness().get_by_role_and_label(Role::Slider, words::SPEED_NAME.get(lang)).set_value_accesskit(2.5);
        desk.step();
        desk.key(Modifiers::NONE, Key::Escape);
        desk.key(step(), Key::ArrowUp);
        desk.key(step(), Key::ArrowDown);
        desk.key(step(), Key::ArrowDown);
        assert_eq!(desk.model().settings.speed, 2.4);
        let desk = desk.again();
        assert!(desk.shows(&named(2.4)));
    }
}

#[test]
fn silence_is_a_press_and_ends_with_the_volume() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.press(words::MUTE);
        assert!(desk.model().settings.muted);
        assert_eq!(desk.volume(), 0.0);
        desk.press(words::UNMUTE);
        assert_eq!(desk.volume(), 1.0);
        desk.key(langsheng::ui::shell::keys::Shortcut::Mute.usual()[0].modifiers, Key::M);
        assert_eq!(desk.volume(), 0.0);
        desk.harness().get_by_role_and_label(Role::Slider, words::VOLUME_NAME.get(lang)).set_value_accesskit(0.5);
        desk.step();
        assert!(!desk.model().settings.muted, "who moves the volume wants to hear");
        assert_eq!(desk.volume(), 0.5);
    }
}

#[test]
fn escape_closes_a_menu_and_not_the_job() {
    let mut plan = Plan::new(Lang::En);
    plan.config.faults = Faults::every(Fault::SlowAnswer(Duration::from_secs(600)));
    let mut desk = plan.open();
    desk.write("One sentence.");
    desk.press(words::SPEAK);
    desk.until("the job is accepted", |desk| desk.stage().is_some_and(|stage| stage != Stage::Asked));
    desk.press(words::MORE_SPEAKING);
    assert!(desk.shows(words::SPEAK_AFRESH.en));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows(words::SPEAK_AFRESH.en));
    assert!(desk.stage().is_some_and(Stage::is_running), "the menu was closed, not the job");
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn an_unchanged_text_is_played_and_of_a_changed_one_only_the_rest_is_asked_for() {
    for lang in LANGS {
        let mut desk = held(lang);
        let job = |desk: &Desk| desk.model().playback.job.as_ref().map(|job| job.id.0);
        desk.until("the take is listed", |desk| desk.takes() == 1);
        desk.key(Modifiers::COMMAND, Key::Enter);
        desk.until("it goes on", |desk| desk.model().playback.state != Playback::Idle);
        assert_eq!(job(&desk), Some(1), "it was spoken already");

        desk.fill(document::TEXT.get(lang), &TEXT.replace("公园", "河边"));
        desk.until("it is known what is new", |desk| {
            desk.model().document.is_counted() && desk.model().document.page.unspoken() == 1
        });
        desk.key(Modifiers::COMMAND, Key::Enter);
        desk.until("the second job has begun", |desk| job(desk) == Some(2));
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert_eq!(desk.model().playback.reused.sentences, 2);
        desk.step();
        let characters = desk.model().playback.job.as_ref().map_or(0, |job| job.characters);
        assert!(characters > 0);
        let said = words::REUSED.with("sentences", 2).with("characters", characters).get(lang);
        assert!(desk.shows(&said), "{}", desk.words());
        desk.until("all is spoken", |desk| desk.model().document.page.unspoken() == 0);

        desk.press(words::MORE_SPEAKING);
        desk.press(words::SPEAK_AFRESH);
        desk.until("the third job has begun", |desk| job(desk) == Some(3));
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert_eq!(desk.model().playback.reused.sentences, 0);
        assert!(!desk.shows(&said));
        desk.until("the takes are listed", |desk| desk.takes() == 3);
        let takes = &desk.model().library.takes;
        assert!(takes.iter().all(|take| Some(&take.document) == desk.model().document.id.as_ref()), "one document");
    }
}

#[test]
fn an_edit_leaves_every_other_sentence_its_sound() {
    let mut desk = held(Lang::Zh);
    desk.press(words::NEXT);
    until_sentence(&mut desk, 1);
    assert!(desk.is_marked(1));
    let heard =
        |desk: &Desk| desk.model().document.page.source_of(1).map(|bytes| desk.model().document.text[bytes].to_owned());
    assert_eq!(heard(&desk).as_deref(), Some("我们去公园走走吧。"));
    desk.fill(document::TEXT.zh, &format!("又一句。{TEXT}"));
    assert!(desk.is_marked(1), "also before it is looked through");
    desk.until("it is looked through", |desk| desk.model().document.page.unspoken() == 1);
    assert_eq!(heard(&desk).as_deref(), Some("我们去公园走走吧。"));
    assert!(desk.is_marked(1) && desk.sentence() == Some(1));
    // The menu of what follows still knows its sound.
    desk.open_text_menu();
    desk.press(document::SPEAK_FROM_HERE);
    until_sentence(&mut desk, 2);
    desk.fill(document::TEXT.zh, "没有一句是原来的。");
    desk.until("it is looked through", |desk| desk.model().document.page.source_of(2).is_none());
    assert!(!desk.is_marked(2), "what is heard is not on the page any more");
    assert!(desk.sentence().is_some(), "but one can still move in it");
}

#[test]
fn what_is_stopped_goes_on_from_its_place_also_after_a_restart() {
    for lang in LANGS {
        let mut desk = held(lang);
        desk.press(words::NEXT);
        until_sentence(&mut desk, 1);
        let place = desk.position();
        desk.press(words::STOP);
        desk.until("it is stopped", |desk| desk.model().playback.state == Playback::Idle);
        assert_eq!(desk.model().playback.place.0, place);

        let mut desk = desk.again();
        desk.until("the take is there again", |desk| desk.model().playback.reading().is_some());
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        assert_eq!((desk.model().playback.place.0, &*desk.model().document.text), (place, TEXT));
        desk.step();
        desk.press(words::RESUME);
        desk.until("it goes on there", |desk| {
            desk.model().playback.state != Playback::Idle && desk.position() >= place
        });
    }
}

#[test]
fn one_speaks_from_a_sentence_or_what_is_chosen_and_pays_nothing_twice() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(TEXT);
        // The menu of the last sentence, of which nothing was spoken.
        desk.open_text_menu();
        desk.press(document::SPEAK_FROM_HERE);
        assert_eq!(desk.until_ended(), Stage::Finished);
        let text = |desk: &Desk| desk.model().playback.take.as_ref().expect("a take").text().into_owned();
        assert_eq!(text(&desk), "明天再说。");
        desk.until("the rest is known", |desk| desk.model().document.page.unspoken() == 2);
        assert_eq!(desk.model().document.text, TEXT);

        desk.type_into(document::TEXT.get(lang), "");
        desk.key(Modifiers::COMMAND, Key::A);
        desk.open_text_menu();
        desk.press(document::SPEAK_CHOSEN);
        desk.until("the second job has begun", |desk| {
            desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2)
        });
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert_eq!((text(&desk).as_str(), desk.model().playback.reused.sentences), (TEXT, 1));
        desk.until("all is spoken", |desk| desk.model().document.page.unspoken() == 0);
    }
}

#[test]
fn a_press_beyond_what_has_come_waits_there() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::every(Fault::At(FaultPoint::Delta(1), Act::StallForever));
        let mut desk = plan.open();
        desk.write(&TEXT.repeat(10));
        desk.press(words::SPEAK);
        desk.until("something has come", |desk| {
            desk.model().playback.take.as_ref().is_some_and(|take| !take.is_empty())
        });
        let received = desk.model().playback.take.as_ref().expect("a take").len();
        // It is pressed in its middle.
        desk.wave().click();
        desk.step();
        desk.until("it waits there", |desk| desk.position() > received);
        assert!(desk.stage().is_some_and(Stage::is_running), "what has not come is still being asked for");
        assert_eq!(desk.model().playback.take.as_ref().expect("a take").len(), received);
    }
}

#[test]
fn what_is_reused_does_not_stretch_the_bar_and_what_is_lacking_is_said_before_an_export() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::on(1, Fault::At(FaultPoint::Delta(1), Act::StallForever));
        let mut desk = plan.open();
        let text = "今天天气不错，我们去公园走走吧。".repeat(10);
        desk.write(&text);
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.press(export::SAVE_AS);
        assert!(!desk.shows(export::PARTIAL.get(lang)), "all of it is there");
        desk.key(Modifiers::NONE, Key::Escape);
        desk.type_into(document::TEXT.get(lang), &"后来下雨了。".repeat(10));
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        desk.key(Modifiers::COMMAND, Key::Enter);
        let has_old_part = |desk: &Desk| desk.model().playback.job.as_ref().is_some_and(|run| run.done() > 0);
        desk.until("the new part is coming in", |desk| desk.stage() == Some(Stage::Receiving) && has_old_part(desk));
        let state = desk.harness().state_mut();
        let meter = state.player().meter().clone();
        let timeline = state.model_mut().playback.timeline(&meter);
        let share = timeline.received.0 as f64 / timeline.total;
        assert!(share > 0.3, "two thirds have come, the bar shows {share}");
        desk.press(words::STOP);
        assert_eq!(desk.until_ended(), Stage::Stopped);
        desk.press(export::SAVE_AS);
        assert!(desk.shows(export::PARTIAL.get(lang)), "{}", desk.words());
        desk.key(Modifiers::NONE, Key::Escape);
        desk.press(document::NEW);
        desk.until("the page is empty", |desk| desk.model().document.text.is_empty());
        let told = words::STOPPED_OF.get(lang).split('{').next().unwrap_or_default();
        assert!(!told.is_empty() && !desk.shows(told), "what ended there is not told here");
    }
}
