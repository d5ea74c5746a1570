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
