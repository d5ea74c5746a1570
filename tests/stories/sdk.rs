//! The official SDKs talk to the demo server: they list its voices and complete a round.

use std::path::PathBuf;
use std::process::Command;

use langsheng::demo::{Config, ServerPace, Synthesizer, Tones};
use serde_json::{Value, json};

use crate::common::Demo;

/// Its REST client takes any base; its WebSocket client wants `https://`, so the speech client is made by hand with `ws://`.
const PYTHON: &str = r#"
import json, sys
from cozepy import Coze, TokenAuth
from cozepy.websockets.audio.speech import (
    InputTextBufferAppendEvent, SpeechUpdateEvent, WebsocketsAudioSpeechClient,
)
from cozepy.websockets.ws import OutputAudio, WebsocketsEventType

address, text = sys.argv[1:]
coze = Coze(auth=TokenAuth("pat_good"), base_url="http://" + address)
voices = [voice.voice_id for voice in coze.audio.voices.list(page_size=2)]
audio, errors = [], []

on_event = {
    WebsocketsEventType.SPEECH_AUDIO_UPDATE: lambda client, event: audio.append(event.data.delta),
    WebsocketsEventType.ERROR: lambda client, error: errors.append(str(error)),
}
speech = WebsocketsAudioSpeechClient(base_url="ws://" + address, requester=coze._requester, on_event=on_event)
with speech():
    settings = SpeechUpdateEvent.Data(output_audio=OutputAudio(codec="pcm", speech_rate=0, voice_id=voices[0]))
    speech.speech_update(SpeechUpdateEvent(data=settings))
    speech.input_text_buffer_append(InputTextBufferAppendEvent.Data(delta=text))
    speech.input_text_buffer_complete()
    speech.wait(wait_all=False)
print(json.dumps({"voices": voices, "audio": b"".join(audio).hex(), "errors": errors}))
"#;

const NODE: &str = r#"
const { CozeAPI, WebsocketsEventType } = require("@coze/api");
const [address, text] = process.argv.slice(2);
(async () => {
  const coze = new CozeAPI({ token: "pat_good", baseURL: `http://${address}`, baseWsURL: `ws://${address}` });
  const voices = (await coze.audio.voices.list({ page_size: 2 })).voice_list.map((voice) => voice.voice_id);
  const speech = await coze.websockets.audio.speech.create();
  const audio = [], errors = [];
  const end = () => {
    speech.close();
    const sound = Buffer.concat(audio).toString("hex");
    process.stdout.write(JSON.stringify({ voices, audio: sound, errors }), () => process.exit(0));
  };
  speech.onopen = () => {
    const output_audio = { codec: "pcm", speech_rate: 0, voice_id: voices[0] };
    speech.send({ id: "1", event_type: WebsocketsEventType.SPEECH_UPDATE, data: { output_audio } });
    speech.send({ id: "2", event_type: WebsocketsEventType.INPUT_TEXT_BUFFER_APPEND, data: { delta: text } });
    speech.send({ id: "3", event_type: WebsocketsEventType.INPUT_TEXT_BUFFER_COMPLETE });
  };
  speech.onmessage = (event) => {
    if (event.event_type === WebsocketsEventType.SPEECH_AUDIO_UPDATE) audio.push(Buffer.from(event.data.delta, "base64"));
    if (event.event_type === WebsocketsEventType.SPEECH_AUDIO_COMPLETED) end();
    if (event.event_type === WebsocketsEventType.ERROR) { errors.push(JSON.stringify(event)); end(); }
  };
  speech.onerror = (error) => { errors.push(String(error)); end(); };
})();
"#;

const TEXT: &str = "官方的工具包也要能用。Good morning.";

/// Where the SDKs are kept between runs.
fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs a tool to its end. A tool that is missing or fails is a failure of the test, which names it.
fn run(command: &mut Command) -> String {
    let tool = command.get_program().to_string_lossy().into_owned();
    let output = command.output().unwrap_or_else(|error| panic!("{tool}: {error}. Run: sh assets/setup.sh --test"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool} failed ({}). Run: sh assets/setup.sh --test\n{said}", output.status);
    String::from_utf8(output.stdout).expect("text")
}

/// A server that lets its client in only with the good token, and hears it out.
fn hear(client: impl FnOnce(&str) -> Command) {
    let demo = Demo::with(Config { token: Some("pat_good".into()), pace: ServerPace::Fast, ..Config::default() });
    let said: Value = serde_json::from_str(&run(&mut client(&demo.address().to_string()))).expect("JSON");
    assert_eq!(said["errors"], json!([]));
    let ids: Vec<String> = Tones.voices().into_iter().map(|voice| voice.id).collect();
    let listed: Vec<&str> = said["voices"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(ids.iter().zip(&listed).all(|(id, listed)| id == listed) && listed.len() >= 2, "{listed:?}");
    let wanted: Vec<u8> = Tones::text(TEXT, 24_000).iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let heard: String = wanted.iter().map(|byte| format!("{byte:02x}")).collect();
    let got = said["audio"].as_str().unwrap();
    assert!(got == heard, "every sample arrives: {} of {} digits", got.len(), heard.len());
    let notes = demo.recorder().wait(|notes| notes.open() == 0).expect("the client closes");
    assert_eq!(notes.texts(), [TEXT]);
}

#[test]
fn the_python_sdk_lists_the_voices_and_speaks() {
    let home = kept("cozepy");
    let python = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !home.join("ready").exists() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home));
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "cozepy==0.20.0"]));
        std::fs::write(home.join("ready"), "").unwrap();
    }
    hear(|address| {
        let mut command = Command::new(&python);
        command.args(["-c", PYTHON, address, TEXT]);
        command
    });
}

#[test]
fn the_javascript_sdk_lists_the_voices_and_speaks() {
    let home = kept("coze-api");
    if !home.join("ready").exists() {
        std::fs::create_dir_all(&home).unwrap();
        let install = ["install", "--prefix", ".", "--no-fund", "--no-audit", "--no-save", "@coze/api@1.3.9"];
        run(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).args(install).current_dir(&home));
        std::fs::write(home.join("ready"), "").unwrap();
    }
    std::fs::write(home.join("speak.js"), NODE).unwrap();
    hear(|address| {
        let mut command = Command::new("node");
        command.args(["speak.js", address, TEXT]).current_dir(&home);
        command
    });
}
