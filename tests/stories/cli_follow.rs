//! `speak --follow` as users start it: a text that comes through a pipe, or stands in a file that grows.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdout};
use std::time::Duration;

use langsheng::audio::take::Take;
use langsheng::demo::{Config, ServerPace, Tones};
use serde_json::Value;

use super::common::Demo;
use super::common::desk::samples_of;
use super::common::program::{Program, ended, good, json_lines};

/// A run whose lines are read while it goes on.
struct Following {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Following {
    fn start(program: &Program, args: &[&str]) -> Following {
        let args = [&["speak", "--follow", "--no-play", "--keep", "--json"], args].concat();
        let mut child = program.command(&args).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("piped"));
        Following { child, lines }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.child.stdin.as_mut().expect("piped").write_all(bytes).expect("it reads");
    }

    /// The next line of this kind.
    fn until(&mut self, event: &str) -> Value {
        let mut line = String::new();
        while self.lines.read_line(&mut line).expect("UTF-8") > 0 {
            if let Some(found) = json_lines(&line).pop().filter(|found| found["event"] == event) {
                return found;
            }
            line.clear();
        }
        panic!("there is no {event}");
    }

    /// Presses Ctrl-C.
    #[cfg(unix)]
    fn interrupt(&self) {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    }

    /// Waits for its end; standard input is closed.
    fn end(mut self) -> (i32, String) {
        drop(self.child.stdin.take());
        let rest: Vec<String> = self.lines.lines().map_while(Result::ok).collect();
        let end = ended(self.child);
        (end.code, rest.join("\n") + &end.stderr)
    }
}

fn take(program: &Program) -> Take {
    let takes = program.takes();
    assert_eq!(takes.len(), 1, "{takes:?}");
    Take::open(&takes[0]).expect("a take")
}

#[test]
fn what_comes_through_a_pipe_is_spoken_before_it_has_ended() {
    let program = Program::at(Demo::start());
    let mut run = Following::start(&program, &["-"]);
    let text = "今天天气不错。\r\n我们去公园，👩‍👧 走走吧！\rIt's fine. ";
    // Three bytes at a time cut most of these characters.
    for bytes in text.as_bytes()[..36].chunks(2) {
        run.write(bytes);
    }
    run.until("first_delta");
    assert_eq!(program.demo.recorder().notes().texts(), [""; 0], "the text goes on");
    for bytes in text.as_bytes()[36..].chunks(3) {
        run.write(bytes);
    }
    let (code, said) = run.end();
    assert_eq!(code, 0, "{said}");
    let take = take(&program);
    let clean = "今天天气不错。\n我们去公园，👩‍👧 走走吧！\nIt's fine. ";
    assert_eq!((&*take.text(), take.is_complete()), (clean, true));
    assert_eq!(samples_of(&take), Tones::text(clean, 24_000));
    assert_eq!(program.demo.recorder().notes().connections.len(), 1);
}

#[test]
fn a_file_and_its_captions_follow_what_is_written() {
    let program = Program::at(Demo::start());
    let args = ["-", "--out", "talk.wav", "--captions", "srt", "--markdown", "on"];
    let mut run = Following::start(&program, &args);
    run.write("# 题\n\n今天**天气**不错。\n\n我们".as_bytes());
    run.until("first_delta");
    run.write("去公园。".as_bytes());
    let (code, said) = run.end();
    assert_eq!(code, 0, "{said}");
    let wav = hound::WavReader::open(program.path("talk.wav")).expect("a WAV");
    assert_eq!(wav.into_samples::<i16>().map(Result::unwrap).collect::<Vec<_>>(), samples_of(&take(&program)));
    let captions = fs::read_to_string(program.path("talk.srt")).expect("captions");
    let lines: Vec<&str> = captions.lines().filter(|line| line.chars().any(|c| c > '\u{4E00}')).collect();
    assert_eq!(lines, ["题", "今天天气不错。", "我们去公园。"]);

    let mut run = Following::start(&program, &["-", "--out", "talk.mp3"]);
    run.write("晚上好。再见".as_bytes());
    let (code, said) = run.end();
    assert_eq!(code, 0, "{said}");
    let tags = id3::Tag::read_from_path(program.path("talk.mp3")).expect("tags");
    assert_eq!(id3::TagLike::title(&tags), Some("晚上好。再见"));
}

#[test]
fn a_file_is_followed_until_it_is_renamed_away() {
    let program = Program::at(Demo::start());
    let path = program.path("log.txt");
    let mut file = File::create(&path).expect("a file");
    file.write_all("今天天气不错。".as_bytes()).expect("room");
    let mut run = Following::start(&program, &["--file", "log.txt"]);
    run.until("first_delta");
    file.write_all("我们去公园".as_bytes()).expect("room");
    fs::rename(&path, program.path("log.1")).expect("it is renamed");
    let (code, said) = run.end();
    assert_eq!(code, 0, "{said}");
    assert_eq!(take(&program).text(), "今天天气不错。我们去公园");
}

#[cfg(unix)]
#[test]
fn ctrl_c_speaks_what_is_there_and_a_second_one_stops() {
    let program = Program::at(Demo::start());
    let mut run = Following::start(&program, &["-"]);
    run.write("今天天气不错。我们去公园".as_bytes());
    run.until("first_delta");
    run.interrupt();
    run.until("finished");
    let (code, said) = run.end();
    assert_eq!(code, 0, "{said}");
    assert_eq!(samples_of(&take(&program)), Tones::text("今天天气不错。我们去公园", 24_000));

    // The demo speaks at its own pace here, so that it is still speaking.
    let program = Program::at(Demo::with(Config { pace: ServerPace::Recorded, ..Config::default() }));
    let mut run = Following::start(&program, &["-"]);
    run.write("今天天气不错。".repeat(100).as_bytes());
    run.until("first_delta");
    run.interrupt();
    run.interrupt();
    let (code, said) = run.end();
    assert_eq!(code, 130, "{said}");
    assert!(!take(&program).is_complete());
}

#[test]
fn what_was_written_before_a_kill_can_be_spoken_later() {
    let program = Program::at(Demo::start());
    let mut run = Following::start(&program, &["-"]);
    run.write("今天天气不错。我们去公园，".as_bytes());
    run.until("first_delta");
    run.write("带上水".as_bytes());
    let journal = |take: &Take| take.text().ends_with("带上水");
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    while !journal(&take(&program)) {
        assert!(std::time::Instant::now() < deadline, "what is written is on disk");
        std::thread::yield_now();
    }
    run.child.kill().expect("it lives");
    run.end_of_killed();
    let cut = take(&program);
    assert!(!cut.is_complete());
    good(&program, &["speak", "--resume", "--no-play"]);
    let whole = take(&program);
    assert_eq!((&*whole.text(), whole.is_complete()), ("今天天气不错。我们去公园，带上水", true));
    assert_eq!(samples_of(&whole), Tones::text("今天天气不错。我们去公园，带上水", 24_000));
    good(&program, &["takes", "show", "last"]);
    good(&program, &["takes", "redo", "last", "--sentence", "2"]);
    good(&program, &["takes", "export", "last", "--out", "x.flac", "--captions", "srt"]);
}

impl Following {
    /// Waits for a run that was killed.
    fn end_of_killed(mut self) {
        self.child.wait().expect("it has ended");
    }
}

#[test]
fn what_cannot_be_followed_is_named() {
    let program = Program::at(Demo::start());
    for (args, said) in [
        (&["speak", "--follow", "你好"] as &[&str], "--follow is for text that is still being written"),
        (&["speak", "--quiet-after", "3", "-"], "--follow"),
        (&["speak", "--follow", "--resume"], "--resume"),
        (&["speak", "--follow", "-", "--quiet-after", "0"], "--quiet-after"),
        (&["speak", "--follow"], "Use - for standard input"),
    ] {
        let run = program.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
    // As of a file that is whole.
    for path in ["nothing.txt", "."] {
        let [followed, whole] = [&["speak", "--follow", "--file", path] as &[&str], &["speak", "--file", path]]
            .map(|args| program.run(args));
        assert_eq!((followed.code, followed.stderr), (whole.code, whole.stderr));
    }
    assert!(program.takes().is_empty());
}
