//! The log tells a fault by ids, sizes and codes, and never what was said or with which token.

use std::fs;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use langsheng::demo::{Fault, Faults};

use super::common::Demo;
use super::common::program::{Program, ended};

/// The sentences of the text; the second is refused by the service.
const SENTENCES: [&str; 2] = ["今夜的月光很安静。", "Nobody may read this sentence."];

/// What no log may hold: text and token, as they are and as base64, at each place where three bytes may begin.
fn secrets() -> Vec<String> {
    let plain = SENTENCES.iter().copied().chain([Program::TOKEN, &Program::TOKEN[4..]]);
    let coded = plain.clone().flat_map(|secret| (0..3).map(move |at| secret.as_bytes().get(at..).unwrap_or_default()));
    // The last characters depend on what follows.
    let coded = coded.map(|bytes| BASE64_STANDARD.encode(&bytes[..bytes.len() / 3 * 3]));
    plain.map(str::to_owned).chain(coded).collect()
}

fn logged(program: &Program) -> String {
    fs::read_to_string(program.path("home/cache/log/langsheng.log")).expect("a log")
}

#[test]
fn the_log_has_ids_codes_and_sizes_and_neither_text_nor_token() {
    let fails = Faults::on(1, Fault::error_before_audio(4011));
    let program = Program::at(Demo::faulty(fails));
    let text = SENTENCES.join("");
    let mut command = program.command(&["speak", &text, "--no-play", "--out", "a.wav"]);
    let good = ended(command.env("RUST_LOG", "trace").spawn().unwrap());
    assert_eq!(good.code, 0, "{}", good.stderr);
    let mut command = program.command(&["speak", &text, "--no-play", "--out", "b.wav", "--fresh"]);
    let bad = ended(command.env("RUST_LOG", "trace").spawn().unwrap());
    assert_ne!(bad.code, 0, "{}", bad.stderr);

    let log = logged(&program);
    let take = program.takes()[0].file_name().unwrap().to_string_lossy().into_owned();
    let bytes = format!("bytes={}", text.len());
    for known in ["job=1", "segment=0", "job finished", "saved", "logid=", "4011", "speech.audio.update", &take, &bytes]
    {
        assert!(log.contains(known), "{known} is not in\n{log}");
    }
    for (secret, place) in secrets().iter().flat_map(|secret| [(secret, &log), (secret, &good.stderr)]) {
        assert!(!place.contains(secret), "{secret} is in\n{place}");
    }
    assert!(good.stderr.contains("job finished"), "who names what is logged sees it");
}

#[test]
fn without_a_wish_it_is_short_and_silent_and_where_no_file_can_be_there_is_none() {
    let program = Program::at(Demo::start());
    let quiet = program.run(&["speak", "好。", "--no-play", "--out", "a.wav"]);
    assert_eq!((quiet.code, quiet.stderr.contains("INFO")), (0, false), "{}", quiet.stderr);
    let log = logged(&program);
    assert!(log.contains("job finished") && !log.contains("DEBUG") && log.len() < 4_000, "{log}");

    let off =
        program.command(&["speak", "好。", "--no-play", "--out", "b.wav"]).env("RUST_LOG", "off").spawn().unwrap();
    assert_eq!(ended(off).code, 0);
    assert_eq!(logged(&program), log);

    fs::remove_dir_all(program.path("home/cache/log")).unwrap();
    fs::write(program.path("home/cache/log"), "in the way").unwrap();
    let told = program.run(&["-v", "speak", "好。", "--no-play", "--out", "c.wav"]);
    assert_eq!((told.code, told.stderr.contains("DEBUG")), (0, true), "{}", told.stderr);
}
