//! What was begun with one account is gone on with by no other, and whoever tries is told what was compared and why it is that.

use std::fs;

use langsheng::demo::{Act, Fault, FaultPoint, Faults};

use super::TEXT;
use crate::common::Demo;
use crate::common::program::{Ended, Program, ended};

/// Runs it with nothing in its environment but these.
fn run(program: &Program, environment: &[(&str, &str)], args: &[&str]) -> Ended {
    let mut command = Program::bare(program.dir.path(), args);
    let run = ended(command.envs(environment.iter().copied()).spawn().unwrap());
    assert!(!run.stderr.contains(Program::TOKEN), "{}", run.stderr);
    run
}

/// What the environment holds, what arguments are given, and what is then said of it.
type Way<'a> = (Vec<(&'a str, &'a str)>, Vec<&'a str>, [&'a str; 2]);

/// All ways in which an account is named.
fn ways<'a>(program: &Program, base: &'a str) -> [Way<'a>; 6] {
    fs::write(program.path("token"), Program::TOKEN).unwrap();
    let token = ("COZE_API_TOKEN", Program::TOKEN);
    [
        (vec![token], vec![], ["“coze.cn”", "because the variable COZE_API_TOKEN is set"]),
        (vec![], vec!["--token-file", "token"], ["“coze.cn”", "because --token-file was given"]),
        (vec![], vec![], ["“demo”", "because no account or token was given"]),
        (vec![token], vec!["--account", "coze.com"], ["“coze.com”", "set by --account"]),
        (vec![token, ("COZE_API_BASE", base)], vec![], ["“127.0.0.1:9”", "set by the variable COZE_API_BASE"]),
        (vec![token], vec!["--endpoint", base], ["“127.0.0.1:9”", "set by --endpoint"]),
    ]
}

/// An account whose quota ends behind the first sentence of a text.
fn failing() -> Demo {
    let broken = Fault::At(FaultPoint::Delta(14), Act::ErrorSaying(4028, "Insufficient balance".into()));
    Demo::faulty(Faults::every(broken))
}

#[test]
fn a_queue_of_another_account_is_not_gone_on_with() {
    let program = Program::at(failing());
    fs::write(program.path("a.txt"), TEXT).unwrap();
    assert_eq!(program.run(&["batch", "a.txt"]).code, 6, "the quota is used up, and the file waits");
    let asked = program.demo.recorder().notes().connections.len();
    let own = program.demo.address().to_string();
    for (environment, args, said) in ways(&program, "http://127.0.0.1:9") {
        let refused = run(&program, &environment, &[&["batch", "--continue"], &args[..]].concat());
        assert_eq!(refused.code, 3, "{said:?}: {}", refused.stderr);
        for said in [said[0], said[1], &format!("“{own}”"), "--endpoint with the address of", "batch --clear"] {
            assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
        }
    }
    let mut chinese = Program::bare(program.dir.path(), &["batch", "--continue"]);
    let chinese = ended(chinese.env("COZE_API_TOKEN", Program::TOKEN).env("LC_ALL", "zh_CN.UTF-8").spawn().unwrap());
    for said in [&format!("“{own}”"), "“coze.cn”", "环境变量 COZE_API_TOKEN", "batch --clear"] {
        assert!(chinese.stderr.contains(said), "{said}: {}", chinese.stderr);
    }
    let json = run(&program, &[("COZE_API_TOKEN", Program::TOKEN)], &["batch", "--continue", "--json"]);
    let lines = json.lines();
    assert!(lines.last().is_some_and(|line| line["event"] == "failed" && line["why"].as_str().unwrap().contains(&own)));
    assert_eq!(program.demo.recorder().notes().connections.len(), asked, "nobody was asked for anything");
    // The one that it was begun with goes on.
    assert_eq!(program.run(&["batch", "--continue"]).code, 0);
    assert!(program.demo.recorder().notes().connections.len() > asked);
}

#[test]
fn a_take_of_another_account_is_not_gone_on_with() {
    let program = Program::at(failing());
    assert_eq!(program.run(&["speak", TEXT, "--no-play"]).code, 6);
    let asked = program.demo.recorder().notes().connections.len();
    let own = program.demo.address().to_string();
    for (environment, args, said) in ways(&program, "http://127.0.0.1:9") {
        let refused = run(&program, &environment, &[&["speak", "--resume", "last", "--no-play"], &args[..]].concat());
        assert_eq!(refused.code, 2, "{said:?}: {}", refused.stderr);
        // Where nothing names an account it is the take's own, whose address is not in the settings.
        let said = if said[1].starts_with("because") { ["isn’t in the settings"; 2] } else { said };
        for said in [said[0], said[1], &format!("“{own}”"), "--endpoint with the address of"] {
            assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
        }
    }
    assert_eq!(program.demo.recorder().notes().connections.len(), asked, "nobody was asked for anything");
    assert_eq!(program.run(&["speak", "--resume", "last", "--no-play"]).code, 0);
}
