//! Texts in any encoding on the command line: what was read is said, another can be chosen, and what is no text is named.

use super::common::Demo;
use super::common::program::{Program, ended};
use super::files::encoded;

const TEXT: &str = "今天天气不错，我们去公园走走吧！";
const BIG5: &str = "今天天氣不錯，我們去公園走走吧！";

#[test]
fn what_was_read_as_something_else_than_utf8_is_said() {
    let program = Program::at(Demo::start());
    let write = |name: &str, bytes: &[u8]| std::fs::write(program.path(name), bytes).unwrap();
    write("gbk.txt", &encoded("GB18030", TEXT));
    write("cut.txt", &encoded("GB18030", TEXT)[..TEXT.chars().count() * 2 - 1]);
    write("plain.txt", TEXT.as_bytes());
    for (name, encoding, damaged) in [("gbk.txt", "GB18030", 0), ("cut.txt", "GB18030", 1)] {
        let run = program.run(&["speak", "--no-play", "--fresh", "--json", "--file", name]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for word in [name, encoding, "--encoding"] {
            assert!(run.stderr.contains(word), "{name}: {}", run.stderr);
        }
        assert_eq!(run.stderr.contains("Damaged"), damaged > 0, "{}", run.stderr);
        let first = &run.lines()[0];
        assert_eq!((&first["event"], &first["source"]), (&"read".into(), &name.into()));
        assert_eq!((&first["encoding"], &first["damaged"]), (&encoding.into(), &damaged.into()));
    }
    let run = program.run(&["speak", "--no-play", "--fresh", "--json", "--file", "plain.txt"]);
    assert!(!run.stderr.contains("UTF-8"), "nothing to say: {}", run.stderr);
    assert!(run.lines().iter().all(|line| line["event"] != "read"));
    let texts = program.demo.recorder().notes().texts();
    assert_eq!((texts[0].as_str(), texts[2].as_str()), (TEXT, TEXT));
    assert!(texts[1].starts_with("今天天气不错，我们去公园走走吧"), "{}", texts[1]);
}

#[test]
fn standard_input_takes_what_a_file_takes() {
    let program = Program::at(Demo::start());
    let subtitles = "1\n00:00:01,000 --> 00:00:02,000\n今天天气不错\n";
    for (args, bytes) in [
        (&["-"][..], encoded("GB18030", TEXT)),
        (&["--file", "-"], encoded("GB18030", TEXT)),
        (&["--file", "-"], [b"\xFF\xFE".as_slice(), &encoded("UTF-16LE", TEXT)].concat()),
        (&["--file", "-"], encoded("Big5", BIG5)),
        (&["--file", "-"], subtitles.into()),
    ] {
        let run = program.run_with(&[&["speak", "--no-play", "--fresh"], args].concat(), &bytes);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    }
    assert_eq!(program.demo.recorder().notes().texts(), [TEXT, TEXT, TEXT, BIG5, "今天天气不错"]);
    let run = program.run_with(&["speak", "--no-play", "--file", "-"], b"%PDF-1.7 words");
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert!(run.stderr.contains("PDF"), "{}", run.stderr);
}

#[test]
fn an_encoding_that_is_chosen_is_used() {
    let program = Program::at(Demo::start());
    std::fs::create_dir(program.path("in")).unwrap();
    // Four bytes that are words in both.
    std::fs::write(program.path("in/a.txt"), encoded("Big5", "你好")).unwrap();
    for args in [
        &["speak", "--no-play", "--fresh", "--encoding", "big5", "--file", "in/a.txt"][..],
        &["batch", "--fresh", "--encoding", "Big5", "--out-dir", "out", "in"],
    ] {
        let run = program.run(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
    }
    assert_eq!(program.demo.recorder().notes().texts(), ["你好", "你好"]);
    for command in ["speak", "batch"] {
        let run = program.run(&[command, "--encoding", "klingon", "in/a.txt"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        for word in ["klingon", "UTF-8", "GB18030", "Big5", "Shift_JIS", "windows-1256"] {
            assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
        }
    }
}

#[test]
fn a_queue_says_of_each_file_what_it_was_read_as() {
    let program = Program::at(Demo::start());
    std::fs::create_dir(program.path("in")).unwrap();
    std::fs::write(program.path("in/1.txt"), TEXT).unwrap();
    std::fs::write(program.path("in/2.txt"), encoded("GB18030", TEXT)).unwrap();
    let run = program.run(&["batch", "--fresh", "--json", "--out-dir", "out", "in"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines = run.lines();
    let read: Vec<_> = lines.iter().filter(|line| line["event"] == "read").collect();
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0]["source"].as_str().unwrap().ends_with("2.txt") && read[0]["encoding"] == "GB18030", "{}", read[0]);
}

#[test]
fn a_document_is_refused_by_its_name_and_with_what_to_do() {
    let program = Program::at(Demo::start());
    let zip = |inside: &str| [b"PK\x03\x04".as_slice(), &[0; 26], inside.as_bytes(), &[0; 400]].concat();
    for (name, bytes, words) in [
        ("a.epub", zip("mimetypeapplication/epub+zip"), ["EPUB", "ebook-convert"]),
        ("a.docx", zip("word/document.xml"), ["Word", ".txt"]),
        ("a.pdf", b"%PDF-1.7 words".to_vec(), ["PDF", "pdftotext"]),
        // The name of a file may be wrong.
        ("b.txt", zip("mimetypeapplication/epub+zip"), ["EPUB", "ebook-convert"]),
    ] {
        std::fs::write(program.path(name), bytes).unwrap();
        let run = program.run(&["speak", "--no-play", "--file", name]);
        assert_eq!(run.code, 5, "{name}: {}", run.stderr);
        assert!(words.iter().all(|word| run.stderr.contains(word)) && run.stderr.contains(name), "{}", run.stderr);
    }
    assert!(program.demo.recorder().notes().connections.is_empty());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_a_file_and_one_that_cannot_be_read_says_so() {
    let program = Program::at(Demo::start());
    let pipe = program.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let child = program.command(&["speak", "--no-play", "--file", "pipe"]).spawn().unwrap();
    // Waits until the program has opened the other end.
    std::fs::write(&pipe, encoded("GB18030", TEXT)).unwrap();
    let run = ended(child);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(program.demo.recorder().notes().texts(), [TEXT]);

    // A socket is opened by nobody, not even by root.
    let _socket = std::os::unix::net::UnixListener::bind(program.path("socket.txt")).unwrap();
    let run = program.run(&["speak", "--no-play", "--file", "socket.txt"]);
    assert_eq!(run.code, 8, "{}", run.stderr);
    assert!(run.stderr.contains("socket.txt"), "{}", run.stderr);
}
