//! What people give as a file with a token: a token, a `.env`, something else altogether.

use langsheng::demo::{Config, ServerPace};

use crate::common::Demo;
use crate::common::program::{Ended, Program, ended};

const TOKEN: &str = "pat_fromTHEfile";

fn program() -> Program {
    Program::at(Demo::with(Config { token: Some(TOKEN.into()), pace: ServerPace::Fast, ..Config::default() }))
}

/// Asks whether the token in this file is good, and sees that nothing of it is said.
fn check(program: &Program, file: &str) -> Ended {
    let run = program.run(&["check", "--json", "--token-file", file]);
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), run.stderr);
    assert!(!said.contains("THEfile") && !said.contains("OTHER"), "{said}");
    run
}

#[test]
fn the_token_is_found_in_what_people_keep_it_in() {
    let program = program();
    let utf16 = |text: &str| [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let kept: [Vec<u8>; 6] = [
        format!("\u{feff}Bearer {TOKEN}\r\n").into(),
        format!("COZE_API_TOKEN={TOKEN}").into(),
        format!("export COZE_API_TOKEN=\"{TOKEN}\"\n").into(),
        format!("# mine\r\nOTHER_TOKEN=x\r\n\r\nCOZE_API_TOKEN='{TOKEN}' # till May\r\n").into(),
        utf16(&format!("{TOKEN}\r\n")),
        format!("\n\n{TOKEN}\n\n").into(),
    ];
    for kept in kept {
        std::fs::write(program.path("token"), &kept).unwrap();
        let run = check(&program, "token");
        assert_eq!(run.code, 0, "{:?}: {}", String::from_utf8_lossy(&kept), run.stderr);
    }
}

#[test]
fn what_holds_no_token_is_told_apart_from_one() {
    let program = program();
    for (held, said) in [
        ("", "It is empty"),
        ("COZE_TOKEN=pat_OTHER\nAPI_KEY=pat_OTHER\n", "none of them is COZE_API_TOKEN"),
        ("pat_OTHERone\npat_OTHERtwo\n", "several lines"),
        ("COZE_API_TOKEN=pat_OTHERone\nCOZE_API_TOKEN=pat_OTHERtwo\n", "several lines"),
        ("{\"token\": \"pat_OTHER\"}", "Copy the whole token"),
        (&"pat_OTHER".repeat(4_000), "larger than 16 KiB"),
    ] {
        std::fs::write(program.path("token"), held).unwrap();
        let run = check(&program, "token");
        assert!(run.code == 3 && run.stderr.contains(said) && run.stderr.contains("token"), "{held}: {}", run.stderr);
    }
    std::fs::create_dir(program.path("folder")).unwrap();
    for missing in ["folder", "nowhere"] {
        let run = check(&program, missing);
        assert!(run.code == 8 && run.stderr.contains(missing), "{}", run.stderr);
    }
    assert!(program.demo.recorder().notes().calls.is_empty(), "nothing of this is sent anywhere");
}

/// With less than two gigabytes to have, where reading it all would take as much as there is.
#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_is_not_read_to_its_end() {
    let program = program();
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg("ulimit -v 2000000; exec \"$0\" check --token-file /dev/zero");
    let command = command.arg(env!("CARGO_BIN_EXE_langsheng")).env("LANGSHENG_HOME", program.path("home"));
    let run = ended(
        command
            .env("LC_ALL", "C")
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap(),
    );
    assert!(run.code == 3 && run.stderr.contains("larger than 16 KiB"), "{}: {}", run.code, run.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_waited_for_if_somebody_writes_there() {
    let program = program();
    assert!(std::process::Command::new("mkfifo").arg(program.path("pipe")).status().unwrap().success());
    let nobody = check(&program, "pipe");
    assert!(nobody.code == 8 && nobody.stderr.contains("No data arrived"), "{}", nobody.stderr);

    let child = program.command(&["check", "--token-file", "pipe"]).spawn().unwrap();
    // Opening it for writing waits for the program to be there.
    let mut pipe = std::fs::File::options().write(true).open(program.path("pipe")).unwrap();
    for half in TOKEN.as_bytes().chunks(5) {
        std::io::Write::write_all(&mut pipe, half).unwrap();
    }
    drop(pipe);
    let run = ended(child);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // As a shell gives it what another program prints.
    let run = program.run_with(&["check", "--token-file", "/dev/stdin"], format!("{TOKEN}\n").as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
}
