//! Sound has an end, a pace, and the form that was agreed.

use std::time::Duration;

use langsheng::audio::RequestSample;
use langsheng::audio::take::{ActualFormat, Take};
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Flood, Tones};
use langsheng::engine::{Event, Job, JobSettings};
use langsheng::protocol::{Codec, Deadlines, OutputAudio, PcmConfig};
use langsheng::words::{Class, Lang};

use crate::common::Demo;
use crate::common::desk::{Desk, samples_of, settings};

/// Nine characters.
const TEXT: &str = "你好世界早上好吗。";

#[cfg(target_os = "linux")]
#[test]
fn endless_sound_is_cut_off_by_the_length_of_its_text() {
    let cost = crate::common::alone::alone("bounds::sound::endless_sound_is_cut_off_by_the_length_of_its_text", || {
        let desk = Desk::at(Demo::faulty(Faults::every(Fault::At(FaultPoint::BeforeAudio, Act::Flood(Flood::Sound)))));
        let (take, last) = desk.speak(desk.job(TEXT));
        let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
        assert!(failure.text(Lang::En).contains("More than 87 s of audio"), "{failure:?}");
        let notes = desk.demo.recorder().notes();
        assert_eq!(notes.connections.len(), 1, "once is enough");
        assert!(take.received() <= 87 * 24_000, "{} samples", take.received().0);
        desk.demo.recorder().wait(|notes| notes.open() == 0).expect("the socket is closed");
    });
    assert!(cost.is_none_or(|cost| cost.cpu < 10.0 && cost.peak < 200.0), "{cost:?}");
}

#[test]
fn a_byte_now_and_then_is_no_progress() {
    let deadlines = Deadlines { next_event: Duration::from_millis(400), ..Deadlines::default() };
    for point in [FaultPoint::BeforeAudio, FaultPoint::Delta(3)] {
        let trickle = Fault::At(point, Act::Trickle(2, Duration::from_millis(5)));
        let desk = Desk::at(Demo::faulty(Faults::on(0, trickle))).with_waits(&[0]).with_deadlines(deadlines);
        let (take, last) = desk.speak(desk.job(TEXT));
        assert!(matches!(last, Event::Finished { .. }), "{point:?}: {last:?}");
        assert_eq!(desk.demo.recorder().notes().connections.len(), 2, "{point:?}");
        assert_eq!(samples_of(&take), Tones::text(TEXT, 24_000), "{point:?}");
    }
}

fn pcm(rate: u32) -> OutputAudio {
    let pcm_config = Some(PcmConfig { sample_rate: Some(rate), ..PcmConfig::default() });
    OutputAudio { pcm_config, ..OutputAudio::default() }
}

fn seconds(take: &Take) -> f64 {
    take.len().0 as f64 / f64::from(take.rate())
}

#[test]
fn another_codec_of_the_same_rate_is_taken_as_it_comes_and_the_receipt_says_so() {
    for (asked, codec, rate) in
        [(8_000, Codec::G711a, 8_000), (8_000, Codec::G711u, 8_000), (24_000, Codec::Opus, 24_000)]
    {
        let desk = Desk::at(Demo::faulty(Faults::every(Fault::OtherSound(codec, rate))));
        let (take, last) =
            desk.speak(Job { settings: JobSettings { output: pcm(asked), ..settings() }, ..desk.job(TEXT) });
        let Event::Finished { receipt, .. } = last else { panic!("{codec:?}: {last:?}") };
        let right = Tones::text(TEXT, asked);
        assert!((seconds(&take) - right.len() as f64 / f64::from(asked)).abs() < 0.05, "{codec:?}");
        let found = ActualFormat { codec: codec.name().into(), rate };
        assert_eq!(receipt.segments[0].in_effect, Some(found.clone()), "{codec:?}");
        let reopened = Take::open(take.dir()).expect("a take");
        assert_eq!(reopened.receipt().segments[0].in_effect, Some(found), "{codec:?}");
        if codec != Codec::Opus {
            let loudest = |samples: &[i16]| samples.iter().map(|sample| i32::from(*sample).abs()).max();
            let (heard, said) = (loudest(&samples_of(&take)), loudest(&right));
            let near = heard.zip(said).is_some_and(|(heard, said)| (heard - said).abs() < said / 10);
            assert!(near, "{codec:?}: {heard:?} for {said:?}");
        }
    }
    // What was asked for is no news.
    let desk = Desk::at(Demo::start());
    let (_, last) = desk.speak(Job { settings: JobSettings { output: pcm(16_000), ..settings() }, ..desk.job(TEXT) });
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    assert_eq!(receipt.segments[0].in_effect, None);
}

#[test]
fn another_rate_is_never_kept_as_the_one_that_was_asked_for() {
    for (codec, rate) in [(Codec::Pcm, 16_000), (Codec::Pcm, 48_000), (Codec::G711a, 8_000)] {
        let desk = Desk::at(Demo::faulty(Faults::every(Fault::OtherSound(codec, rate))));
        let (take, last) =
            desk.speak(Job { settings: JobSettings { output: pcm(24_000), ..settings() }, ..desk.job(TEXT) });
        let Event::Failed { failure, .. } = last else { panic!("{codec:?}: {last:?}") };
        assert_eq!((failure.class, take.received()), (Class::Service, RequestSample::ZERO));
        let said = failure.text(Lang::En);
        assert!(said.contains("pcm, 24000 Hz") && said.contains(&format!("{}, {rate} Hz", codec.name())), "{said}");
        assert_eq!(desk.demo.recorder().notes().connections.len(), 1);
        let in_effect = take.receipt().segments[0].in_effect.clone();
        assert_eq!(in_effect, Some(ActualFormat { codec: codec.name().into(), rate }));
    }
}
