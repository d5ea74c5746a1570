//! The service and its token, and the demo account.

use std::io::{BufRead as _, BufReader};
use std::process::Command;
use std::time::Duration;

use langsheng::demo::{Config, ServerPace};
use serde_json::json;

use crate::common::Demo;
use crate::common::client::{Client, Next};
use crate::common::program::{Ended, Program, ended};

#[test]
fn a_notice_is_passed_on_and_the_answer_comes_all_the_same() {
    let program = Program::at(Demo::start());
    std::fs::create_dir(program.path("home")).unwrap();
    // A file where the folder of the cache should be.
    std::fs::write(program.path("home/cache"), "").unwrap();
    let run = program.run(&["voices", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("couldn’t be written"), "{}", run.stderr);
    assert!(serde_json::from_slice::<serde_json::Value>(&run.stdout).unwrap().is_array());
}

#[test]
fn an_endpoint_needs_a_token_and_the_token_is_never_shown() {
    let program = Program::at(Demo::with(Config {
        token: Some("pat_fromTHEfile".into()),
        pace: ServerPace::Fast,
        ..Config::default()
    }));
    let mut command = program.command(&["speak", "a", "--no-play"]);
    command.env_remove("COZE_API_TOKEN");
    let run = ended(command.spawn().unwrap());
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("createSpeech"), "{}", run.stderr);

    std::fs::write(program.path("token"), "Bearer pat_fromTHEfile\n").unwrap();
    let good = program.run(&["speak", "你好。", "--no-play", "--json", "--token-file", "token"]);
    assert_eq!(good.code, 0, "the file comes before the environment: {}", good.stderr);
    let bad = program.run(&["speak", "你好。", "--no-play", "--json", "--fresh"]);
    assert_eq!(bad.code, 3);
    for Ended { stdout, stderr, .. } in [&good, &bad] {
        let all = format!("{}{stderr}", String::from_utf8_lossy(stdout));
        assert!(!all.contains("THEfile") && !all.contains("SECRET"), "{all}");
    }
    let kept = Command::new("grep").args(["-rlE", "THEfile|SECRET"]).arg(program.path("home")).output().unwrap();
    assert!(kept.stdout.is_empty(), "{}", String::from_utf8_lossy(&kept.stdout));
    assert!(program.demo.recorder().notes().connections.iter().all(|one| !one.request.target.contains("pat_")));

    let insecure = program.run(&["speak", "a", "--no-play", "--endpoint", "http://192.0.2.1"]);
    assert_eq!(insecure.code, 3, "{}", insecure.stderr);
    assert!(insecure.stderr.contains("unencrypted") || insecure.stderr.contains("https"), "{}", insecure.stderr);
}

#[test]
fn voices_and_check_answer_people_and_programs() {
    let program = Program::at(Demo::start());
    let run = program.run(&["voices", "--json"]);
    let voices: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        voices
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(|voice| voice["voice_id"].is_string()))
    );
    let plain = program.run(&["voices"]);
    assert!(String::from_utf8_lossy(&plain.stdout).contains(voices[0]["voice_id"].as_str().unwrap()));

    let good = program.run(&["check"]);
    assert_eq!((good.code, good.stderr.as_str()), (0, ""));
    let denied =
        Program::at(Demo::with(Config { token: Some("other".into()), pace: ServerPace::Fast, ..Config::default() }));
    let bad = denied.run(&["check", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&bad.stdout).unwrap();
    assert_eq!((bad.code, &report["good"]), (3, &false.into()));
    assert!(report["findings"].as_array().unwrap().iter().all(|finding| finding["logid"].is_string()), "{report}");
    assert_eq!(denied.demo.recorder().notes().texts().len(), 0, "a check costs no characters");
}

#[test]
fn without_token_and_endpoint_the_demo_account_speaks_and_is_named() {
    let dir = tempfile::TempDir::new().unwrap();
    let run = ended(Program::bare(dir.path(), &["speak", "Hello there.", "--no-play", "--json"]).spawn().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("demo account"), "{}", run.stderr);
    let samples = run.lines().last().unwrap()["samples"].as_u64().unwrap();
    assert!((12_000..120_000).contains(&samples), "half a second to five: {samples}");

    let check = ended(Program::bare(dir.path(), &["check"]).spawn().unwrap());
    let said = String::from_utf8_lossy(&check.stdout);
    assert_eq!(check.code, 0, "{}", check.stderr);
    assert!(check.stderr.contains("demo account") && said.contains("built-in demo account"), "{said}");
    assert!(!said.contains("127.0.0.1"), "{said}");

    let mut command = Program::bare(dir.path(), &["speak", "……", "--no-play"]);
    let chinese = ended(command.env("LC_ALL", "zh_CN.UTF-8").spawn().unwrap());
    assert!(chinese.stderr.contains("演示账号") && chinese.stderr.contains("怎么办"), "{}", chinese.stderr);
}

#[cfg(unix)]
#[test]
fn the_demo_account_serves_other_programs_and_says_which_page_it_turned_away() {
    let dir = tempfile::TempDir::new().unwrap();
    let args = ["demo", "--token", "letmein", "--fast", "--allow-origin", "http://localhost:5173"];
    let mut server = Program::bare(dir.path(), &args).spawn().unwrap();
    let mut said = BufReader::new(server.stderr.take().unwrap()).lines().map(|line| line.expect("UTF-8"));
    let at = said.next().expect("it says where it is");
    let base = at.split("http://").nth(1).and_then(|rest| rest.split(')').next()).expect("an address");
    let mut command = Program::bare(dir.path(), &["speak", "Hello.", "--no-play", "--endpoint"]);
    let run = ended(command.arg(format!("http://{base}")).env("COZE_API_TOKEN", "letmein").spawn().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);

    let page = |origin: &str| {
        let voices = ureq::get(format!("http://{base}/v1/audio/voices")).header("authorization", "Bearer letmein");
        let voices = voices.header("origin", origin).config().http_status_as_error(false).build();
        voices.call().expect("an answer").status().as_u16()
    };
    assert_eq!((page("http://localhost:5173"), page("http://a$(b)"), page("http://a$(b)")), (200, 403, 403));
    let line = said.next().expect("it says so");
    assert!(line.contains("“http://a$(b)”") && line.contains("--allow-origin 'http://a$(b)'"), "{line}");
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
    assert_eq!(said.next(), None, "each page is told of once");
}

#[cfg(unix)]
#[test]
fn the_demo_account_has_switches_for_what_a_service_may_do_to_a_text_that_is_being_written() {
    let dir = tempfile::TempDir::new().unwrap();
    let args = ["demo", "--fast", "--after-complete", "--idle-close", "0.3", "--limit", "30"];
    let mut server = Program::bare(dir.path(), &args).spawn().unwrap();
    let mut said = BufReader::new(server.stderr.take().unwrap()).lines().map(|line| line.expect("UTF-8"));
    let at = said.next().expect("it says where it is");
    let address = at.split("http://").nth(1).and_then(|rest| rest.split(')').next()).expect("an address");
    let append = |text: &str| json!({ "event_type": "input_text_buffer.append", "data": { "delta": text } });
    let connect = || {
        let mut client = Client::connect(address.parse().expect("an address"));
        assert_eq!(client.event()["event_type"], "speech.created");
        client
    };

    let mut client = connect();
    client.say(&append("Hello there. I am"));
    assert!(client.hears_nothing_for(Duration::from_millis(100)), "it waits for the whole text");
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    assert!(!client.hear().deltas.is_empty());

    let mut client = connect();
    client.say(&append("A sentence of more than thirty bytes."));
    client.say(&json!({ "event_type": "input_text_buffer.complete" }));
    assert_eq!(client.hear().error(), Some(3010));

    let mut client = connect();
    assert!(matches!(client.next(), Next::Closed(Some(1000))), "nothing came");
    assert!(Command::new("kill").args(["-INT", &server.id().to_string()]).status().unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
