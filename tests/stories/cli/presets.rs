//! `--preset`: a voice and how it speaks, as the window has saved it.

use serde_json::json;

use crate::common::Demo;
use crate::common::program::Program;

#[test]
fn a_preset_says_how_and_options_come_before_it() {
    let program = Program::at(Demo::start());
    std::fs::create_dir_all(program.path("home")).unwrap();
    let preset = |name: &str, account: &str| {
        json!({ "name": name, "account": account, "voice": { "id": "7524987545197821971", "name": "Tones（多情感）" },
            "rate": 40, "loudness": 0, "emotion": "sad", "emotion_scale": 2.5, "context": "" })
    };
    let account = langsheng::protocol::Endpoint::parse(&program.demo.endpoint()).unwrap().name();
    let settings = json!({ "presets": [preset("夜读", &account), preset("别处", "coze.com")] });
    std::fs::write(program.path("home/settings.json"), settings.to_string()).unwrap();
    let said = |args: &[&str]| {
        let run = program.run(&[&["speak", "今天天气不错。", "--no-play", "--fresh"], args].concat());
        (run.code, run.stderr)
    };
    assert_eq!(said(&["--preset", "夜读"]).0, 0);
    assert_eq!(said(&["--preset", "夜读", "--rate", "10"]).0, 0);
    let notes = program.demo.recorder().notes();
    let sent: Vec<_> = notes.connections.iter().filter_map(|one| one.output.clone()).collect();
    assert_eq!(sent.len(), 2);
    assert_eq!([sent[0].speech_rate, sent[1].speech_rate], [Some(40), Some(10)]);
    for output in &sent {
        assert_eq!(output.voice_id.as_deref(), Some("7524987545197821971"));
        let feeling = output.emotion_config.clone().expect("a feeling");
        assert_eq!((feeling.emotion.as_deref(), feeling.emotion_scale), (Some("sad"), Some(2.5)));
    }
    for (name, why) in [("无", "夜读"), ("别处", "coze.com")] {
        let (code, stderr) = said(&["--preset", name]);
        assert!(code == 2 && stderr.contains(why), "{stderr}");
    }
}

#[test]
fn presets_go_to_another_machine_in_a_file_and_nothing_is_lost_on_the_way() {
    let (here, there) = (Program::at(Demo::start()), Program::at(Demo::start()));
    let preset = |name: &str, rate: i32| {
        json!({ "name": name, "account": "coze.cn", "voice": { "id": "1", "name": "甲" }, "rate": rate,
            "loudness": 0, "emotion": null, "emotion_scale": 4.0, "context": "轻" })
    };
    for (program, presets) in
        [(&here, [preset("夜读", 10), preset("新闻", 0)]), (&there, [preset("夜读", 0), preset("新闻", 0)])]
    {
        std::fs::create_dir_all(program.path("home")).unwrap();
        std::fs::write(program.path("home/settings.json"), json!({ "presets": presets }).to_string()).unwrap();
    }
    let file = here.path("mine.json").display().to_string();
    assert_eq!(here.run(&["presets", "export", &file]).code, 0);
    let names = |program: &Program| -> Vec<(String, i64)> {
        let run = program.run(&["presets", "list", "--json"]);
        let list: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let list = list.as_array().unwrap();
        list.iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one["rate"].as_i64().unwrap())).collect()
    };
    let run = there.run(&["presets", "import", &file]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("“夜读 (2)”") && run.stderr.contains("already there: 1"), "{}", run.stderr);
    let owned = |list: &[(&str, i64)]| list.iter().map(|(name, rate)| ((*name).to_owned(), *rate)).collect::<Vec<_>>();
    assert_eq!(names(&there), owned(&[("夜读", 0), ("新闻", 0), ("夜读 (2)", 10)]));
    let run = there.run(&["presets", "import", &file, "--replace"]);
    assert!(run.stderr.contains("“夜读” was replaced"), "{}", run.stderr);
    assert_eq!(names(&there), owned(&[("新闻", 0), ("夜读 (2)", 10), ("夜读", 10)]));
    assert_eq!(here.run(&["presets", "export", &file, "夜读"]).code, 0);
    assert_eq!(here.run(&["presets", "export", &file, "无"]).code, 2);
    let before = names(&there);
    for (content, code) in [
        ("{}", 8),
        ("not json", 8),
        ("{\"langsheng\":\"presets\",\"presets\":7}", 8),
        ("{\"langsheng\":\"settings\",\"version\":1,\"presets\":[]}", 8),
        ("{\"langsheng\":\"presets\",\"version\":9,\"presets\":[]}", 8),
        (&"[".repeat(2_000_000), 8),
    ] {
        std::fs::write(there.path("foreign.json"), content).unwrap();
        let run = there.run(&["presets", "import", "foreign.json"]);
        assert_eq!(run.code, code, "{}", run.stderr);
    }
    assert_eq!(there.run(&["presets", "import", "missing.json"]).code, 8);
    assert_eq!(names(&there), before);
    let wild = json!({ "langsheng": "presets", "version": 1, "presets": [
        { "name": "  \u{7}野\n ", "account": "coze.cn", "rate": 9_999, "emotion_scale": -3.0 }, { "name": " ", "account": "a" } ] });
    std::fs::write(there.path("wild.json"), wild.to_string()).unwrap();
    assert_eq!(there.run(&["presets", "import", "wild.json"]).code, 0);
    assert_eq!(names(&there).last(), Some(&("野".to_owned(), 100)));
}
