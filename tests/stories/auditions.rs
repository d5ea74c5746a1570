//! A sentence in a voice that is tried: made once, heard beside everything else, kept in no library.

use langsheng::audio::PreviewId;
use langsheng::audio::take::Take;
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};
use langsheng::engine::{Command, Event, PreviewSource};
use langsheng::protocol::OutputAudio;
use langsheng::words::{Failure, Lang};

use super::common::Demo;
use super::common::desk::{Desk, samples_of};

const SENTENCE: &str = "今天天气不错。";

fn of(desk: &Desk, text: &str, output: OutputAudio) -> PreviewSource {
    let account = desk.job("").account;
    PreviewSource::Audition { account, text: text.to_owned(), voice_name: "Tones".into(), output: Box::new(output) }
}

/// Hears a sentence: its take once all of it is there, or why there is none.
fn hear(desk: &Desk, id: u64, text: &str, output: OutputAudio) -> Result<Take, Failure> {
    desk.send(Command::Preview { id: PreviewId(id), of: of(desk, text, output) });
    let take = desk.until(|event| match event {
        Event::PreviewReady { id: ready, take } if ready == PreviewId(id) => Some(Ok(take)),
        Event::PreviewFailed { failure, .. } => Some(Err(failure)),
        other => {
            let is_of_job = matches!(other, Event::Accepted { .. } | Event::Finished { .. } | Event::Takes(_));
            assert!(!is_of_job, "it is no job and no document: {other:?}");
            None
        }
    })?;
    while take.is_growing() {
        std::thread::yield_now();
    }
    Ok(take)
}

fn connections(desk: &Desk) -> usize {
    desk.demo.recorder().notes().connections.len()
}

#[test]
fn it_is_made_once_for_each_voice_and_manner_and_is_in_no_library() {
    let desk = Desk::at(Demo::start());
    let plain = OutputAudio::default;
    let take = hear(&desk, 1, SENTENCE, plain()).expect("it is heard");
    assert_eq!(samples_of(&take), Tones::text(SENTENCE, 24_000));
    assert_eq!(connections(&desk), 1);
    let again = hear(&desk, 2, SENTENCE, plain()).expect("it is heard again");
    assert_eq!((samples_of(&again), connections(&desk)), (samples_of(&take), 1), "for free");
    hear(&desk, 3, SENTENCE, OutputAudio { speech_rate: Some(50), ..plain() }).expect("it is heard faster");
    assert_eq!(connections(&desk), 2, "another manner is another sound");
    assert!(desk.takes().is_empty());
    assert!(take.dir().starts_with(desk.path("cache/auditions")));
}

#[test]
fn what_the_library_has_is_not_requested() {
    let desk = Desk::at(Demo::start());
    let mut job = desk.job(SENTENCE);
    job.settings.keep = true;
    let (spoken, _) = desk.speak(job);
    // The index of the library is written in the background; the take itself is at hand.
    assert_eq!(connections(&desk), 1);
    let heard = hear(&desk, 1, SENTENCE, desk.job("").settings.output).expect("it is heard");
    assert_eq!((samples_of(&heard), connections(&desk)), (samples_of(&spoken), 1));
}

#[test]
fn presses_in_a_hurry_pay_once() {
    let desk = Desk::at(Demo::start());
    for id in 1..=4 {
        desk.send(Command::Preview { id: PreviewId(id), of: of(&desk, SENTENCE, OutputAudio::default()) });
        desk.send(Command::StopPreview);
    }
    hear(&desk, 5, SENTENCE, OutputAudio::default()).expect("it is heard");
    assert_eq!(connections(&desk), 1);
}

#[test]
fn one_that_fails_says_what_to_do_and_is_made_anew_the_next_time() {
    let fault = Fault::At(FaultPoint::BeforeAudio, Act::Error(4_028));
    let desk = Desk::at(Demo::faulty(Faults::on(0, fault)));
    desk.send(Command::Preview { id: PreviewId(1), of: of(&desk, SENTENCE, OutputAudio::default()) });
    let failure = desk.until(|event| match event {
        Event::PreviewFailed { id: PreviewId(1), failure } => Some(failure),
        _ => None,
    });
    assert_eq!(failure.code, Some(4_028), "{}", failure.text(Lang::En));
    let take = hear(&desk, 2, SENTENCE, OutputAudio::default()).expect("it is heard");
    assert_eq!(samples_of(&take), Tones::text(SENTENCE, 24_000));
    let nothing = hear(&desk, 3, "……", OutputAudio::default()).expect_err("nothing to speak");
    assert!(!nothing.todo.get(Lang::En).is_empty());
}
