//! What is heard beside the document: it stops nothing, is loaded nowhere and kept nowhere.

use egui::{Key, Modifiers};
use langsheng::audio::Playback;
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::keys;
use langsheng::words::{Lang, board, playback as words, voice};

use crate::desk::{Desk, LANGS};
use crate::pulse;

/// The name of the button that plays a sample of the voice in use.
fn sample(desk: &Desk) -> String {
    let name = desk.model().voice_info().expect("a voice that is listed").name.clone();
    voice::PLAY_SAMPLE.with("voice", name).get(desk.lang)
}

/// A window that speaks a text of several requests.
fn speaking(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    desk.until("the voices are listed", |desk| desk.model().voice_info().is_some());
    desk.write(&"今天天气不错，我们去公园走走吧。".repeat(100));
    desk.press(words::SPEAK);
    desk.until("sound comes in", |desk| {
        desk.model().playback.take.as_ref().is_some_and(|take| !take.is_empty())
            && matches!(desk.model().playback.state, Playback::Playing | Playback::Paused)
    });
    desk
}

#[test]
fn a_sample_is_heard_beside_a_run_which_goes_on() {
    pulse::story("previews::a_sample_is_heard_beside_a_run_which_goes_on", |_sound| {
        for lang in LANGS {
            let mut desk = speaking(lang);
            let playback = &desk.model().playback;
            let (take, loaded, run) =
                (playback.take.clone(), playback.loaded.clone(), playback.running().map(|run| run.id));
            assert!(run.is_some() && playback.state == Playback::Playing);
            let take = take.expect("a take").id().to_owned();
            let label = sample(&desk);
            desk.press_label(&label);
            desk.until_shown(words::STOP_PREVIEW.get(lang));
            let before = desk.position();
            desk.until("the main sound goes on under it", |desk| desk.position() > before + 12_000);
            for begun_by_escape in [false, true] {
                match begun_by_escape {
                    true => desk.key(Modifiers::NONE, Key::Escape),
                    false => desk.press(words::STOP_PREVIEW),
                }
                desk.until_shown(&label);
                desk.press_label(&label);
                desk.until_shown(words::STOP_PREVIEW.get(lang));
            }
            // Held or not, the two do not meet.
            desk.press(words::PAUSE);
            desk.until("it is held", |desk| desk.model().playback.state == Playback::Paused);
            assert!(desk.shows(words::STOP_PREVIEW.get(lang)));
            desk.until_shown(&label);
            let playback = &desk.model().playback;
            assert_eq!(playback.take.as_ref().map(|take| take.id()), Some(&*take), "what is exported is the same");
            assert_eq!(playback.loaded, loaded, "nothing else was loaded");
            assert_eq!(playback.running().map(|run| run.id), run, "the run goes on");
            desk.key(Modifiers::NONE, Key::Escape);
            assert_eq!(desk.until_ended(), Stage::Stopped);
            desk.until("the take alone is kept", |desk| desk.model().library.takes.len() == 1);
        }
    });
}

#[test]
fn a_sample_stops_no_run_where_there_is_no_device() {
    pulse::story_without_server("previews::a_sample_stops_no_run_where_there_is_no_device", || {
        for lang in LANGS {
            let mut desk = speaking(lang);
            let take = desk.model().playback.take.as_ref().map(|take| take.id().to_owned());
            desk.press_label(&sample(&desk));
            desk.until("the preview is over", |desk| !desk.model().preview.is_on());
            assert_eq!(desk.until_ended(), Stage::Finished);
            let playback = &desk.model().playback;
            assert_eq!(playback.take.as_ref().map(|take| take.id().to_owned()), take);
            assert_eq!(desk.position(), 0, "it is held where it was");
        }
    });
}

#[test]
fn a_sentence_in_another_voice_is_heard_beside_a_run_and_costs_nothing_the_second_time() {
    pulse::story(
        "previews::a_sentence_in_another_voice_is_heard_beside_a_run_and_costs_nothing_the_second_time",
        |_sound| {
            for lang in LANGS {
                let mut desk = speaking(lang);
                let playback = &desk.model().playback;
                let (loaded, run) = (playback.loaded.clone(), playback.running().map(|run| run.id));
                let key = keys::Shortcut::Voices.usual()[0];
                desk.key(key.modifiers, key.logical_key);
                desk.choose(voice::HEAR_SENTENCE.get(lang));
                desk.fill(voice::HEARD_TEXT.get(lang), "这一句话换一个声音来听听看。");
                let name = desk.model().voices.list[1].name.clone();
                let notices = desk.model().notices.list().len();
                let label = voice::PLAY_SENTENCE.with("voice", name).get(lang);
                let made = format!("{label} · {}", board::MADE.get(lang));
                for label in [&label, &made] {
                    desk.press_label(label);
                    desk.until_shown(words::STOP_PREVIEW.get(lang));
                    let before = desk.position();
                    desk.until("the main sound goes on under it", |desk| desk.position() > before);
                    desk.press(words::STOP_PREVIEW);
                    desk.until("the card says that it is made", |desk| desk.shows(&made));
                }
                // Closed in the middle of it: it is heard to its end.
                desk.press_label(&made);
                let key = keys::Shortcut::Voices.usual()[0];
                desk.key(key.modifiers, key.logical_key);
                desk.until("it is over", |desk| !desk.model().preview.is_on());
                let playback = &desk.model().playback;
                assert_eq!(playback.loaded, loaded, "nothing else was loaded");
                assert_eq!(desk.model().notices.list().len(), notices, "nothing went wrong");
                assert_eq!(playback.job.as_ref().map(|job| job.id), run, "no other job was begun");
                desk.key(Modifiers::NONE, Key::Escape);
                desk.until_ended();
                desk.until("the take alone is kept", |desk| desk.model().library.takes.len() == 1);
                let auditions = std::fs::read_dir(desk.home().join("cache/auditions")).expect("auditions").count();
                assert_eq!(auditions, 1, "made once");
            }
        },
    );
}
