//! A file holds what was received, sample for sample, whatever became of the requests on the way. The voice is one whose every
//! sentence begins and ends at full height, so that a smoothing anywhere would show.

use std::sync::Arc;

use langsheng::demo::{Act, Config, Disconnect, Fault, FaultPoint, Faults, ServerPace};

use super::common::Demo;
use super::common::cliffs::Cliffs;
use super::common::program::{Ended, Program, good};
use super::common::sound::wav;
use super::save::listen;

const SENTENCES: [&str; 5] =
    ["今天天气不错。", "我们去公园走走吧！", "路上小心。", "Come home soon!", "晚上一起吃饭。"];

/// Each sentence in a request of its own.
const CUT: [&str; 3] = ["--no-play", "--segment-limit", "27"];

fn program(faults: Faults) -> Program {
    let config = Config { pace: ServerPace::Fast, faults, ..Config::default() };
    Program::at(Demo::speaking(config, Arc::new(Cliffs)))
}

fn whole() -> Vec<i16> {
    Cliffs::samples(&SENTENCES)
}

/// Speaks the sentences with these arguments.
fn spoken(program: &Program, args: &[&str]) -> Ended {
    let run = good(program, &[&["speak", &SENTENCES.concat()], &CUT[..], args].concat());
    assert!(program.demo.recorder().notes().connections.len() >= SENTENCES.len(), "several requests");
    run
}

#[test]
fn files_that_follow_the_voice_or_are_made_later_hold_every_sample_as_it_came() {
    let program = program(Faults::default());
    spoken(&program, &["--out", "a.wav"]);
    assert!(wav(&program.path("a.wav")) == whole());
    for name in ["b.wav", "b.flac"] {
        good(&program, &["takes", "export", "last", "--out", name]);
        assert!(listen::ffmpeg(&program.path(name)) == whole(), "{name}");
    }
    spoken(&program, &["--fresh", "--out", "c.flac"]);
    assert!(listen::ffmpeg(&program.path("c.flac")) == whole());
    // A part that begins and ends within sentences, with joins in between.
    good(&program, &["takes", "export", "last", "--out", "d.wav", "--from", "1", "--to", "4.5"]);
    assert!(wav(&program.path("d.wav")) == whole()[24_000..108_000]);
    // What is not asked for again joins in other places.
    good(&program, &["speak", &SENTENCES[1..].concat(), "--no-play", "--out", "e.wav"]);
    assert!(wav(&program.path("e.wav")) == Cliffs::samples(&SENTENCES[1..]));
}

#[test]
fn a_stream_holds_every_sample_as_it_came() {
    let fault = Fault::At(FaultPoint::Delta(5), Act::Error(5000));
    let program = program(Faults::on(1, fault.clone()).and_on(3, fault));
    let run = spoken(&program, &["--out", "-"]);
    let samples: Vec<i16> =
        run.stdout[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert!(samples == whole());
}

#[test]
fn breaks_on_the_way_leave_no_trace_in_the_file() {
    for act in [Act::Error(5000), Act::Close(Disconnect::Reset)] {
        let fault = Fault::At(FaultPoint::Delta(4), act);
        let program = program(Faults::on(1, fault.clone()).and_on(3, fault.clone()).and_on(4, fault));
        spoken(&program, &["--jobs", "2", "--out", "a.wav"]);
        assert!(wav(&program.path("a.wav")) == whole());
    }
}

#[test]
fn what_was_killed_and_gone_on_with_is_the_same_file() {
    let program = program(Faults::on(3, Fault::At(FaultPoint::Delta(3), Act::StallForever)));
    let text = SENTENCES.concat();
    let args = [&["speak", &text], &CUT[..], &["--jobs", "1", "--out", "a.wav"]].concat();
    let mut child = program.command(&args).spawn().expect("the program starts");
    let stalls = |notes: &langsheng::demo::Notes| notes.connections.get(3).is_some_and(|fourth| fourth.deltas >= 3);
    program.demo.recorder().wait(stalls).expect("it stalls in the fourth sentence");
    child.kill().expect("killed");
    child.wait().expect("gone");

    good(&program, &["takes", "export", "last", "--out", "part.wav"]);
    // The part that was being written has a head that needs no size, so that programs can read it too.
    let bytes = std::fs::read(program.path("a.wav.part")).unwrap();
    assert_eq!((&bytes[..4], &bytes[36..40], &bytes[40..44]), (&b"RIFF"[..], &b"data"[..], &[0xFF; 4][..]));
    let samples: Vec<i16> = bytes[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert!(whole().starts_with(&samples) && !samples.is_empty());
    let part = wav(&program.path("part.wav"));
    assert!(whole().starts_with(&part) && part.len() >= Cliffs::samples(&SENTENCES[..3]).len(), "{}", part.len());
    good(&program, &["speak", "--no-play", "--resume", "last", "--out", "a.wav"]);
    assert!(wav(&program.path("a.wav")) == whole());
}

#[test]
fn a_sentence_that_was_asked_for_once_more_is_in_the_file_as_it_came() {
    let program = program(Faults::default());
    good(&program, &["speak", &SENTENCES.concat(), "--no-play"]);
    good(&program, &["takes", "redo", "last", "--sentence", "3"]);
    good(&program, &["takes", "export", "last", "--out", "a.wav"]);
    assert!(wav(&program.path("a.wav")) == whole());
}

#[test]
fn chapters_are_joined_without_a_change() {
    let program = program(Faults::default());
    std::fs::write(program.path("1.txt"), SENTENCES[..2].concat()).unwrap();
    std::fs::write(program.path("2.txt"), SENTENCES[2..].concat()).unwrap();
    good(&program, &["batch", "1.txt", "2.txt", "--join", "book.wav"]);
    assert!(wav(&program.path("book.wav")) == whole());
}

#[test]
fn a_loudness_is_one_gain_on_all_samples() {
    let program = program(Faults::default());
    spoken(&program, &[]);
    let run = good(&program, &["takes", "export", "last", "--out", "a.wav", "--lufs", "-35", "--json"]);
    let saved = run.lines().into_iter().find(|line| line["event"] == "saved").expect("it says what was saved");
    let factor = 10_f64.powf(saved["gain_db"].as_f64().unwrap() / 20.0) as f32;
    let wanted: Vec<i16> = whole().into_iter().map(|sample| (f32::from(sample) * factor).round() as i16).collect();
    assert!(factor < 0.9 && wav(&program.path("a.wav")) == wanted, "{factor}");
}

#[test]
fn only_what_the_user_chose_is_done() {
    let program = program(Faults::default());
    spoken(&program, &[]);
    good(&program, &["takes", "export", "last", "--out", "a.wav", "--sentence-pause", "200"]);
    let (paused, whole) = (wav(&program.path("a.wav")), whole());
    assert_eq!(paused.len(), whole.len() + 4 * 4_800);
    // Behind a pause a sentence that begins at full height is faded in, for 3 ms and not longer.
    let first = Cliffs::samples(&SENTENCES[..1]).len();
    assert!(paused[..first] == whole[..first] && paused[first..first + 4_800].iter().all(|sample| *sample == 0));
    let behind = first + 4_800;
    assert!(paused[behind].abs() < 1_000 && paused[behind + 72..behind + 9_000] == whole[first + 72..first + 9_000]);
}
