//! Readers of captions that are not ours.

use std::path::Path;
use std::process::Command;

/// A cue as ffprobe reads it.
#[derive(Debug)]
pub struct Packet {
    pub start: f64,
    pub duration: f64,
    /// Without marks, entities and times of words.
    pub text: String,
}

fn run(program: &str, arguments: &[&str], path: &Path) -> String {
    let mut command = Command::new(program);
    let output = command.args(["-v", "error"]).args(arguments).arg(path).output();
    let output =
        output.unwrap_or_else(|error| panic!("{program} is missing ({error}); assets/setup.sh --test installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{program}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The cues of a file, in its order.
pub fn packets(path: &Path) -> Vec<Packet> {
    read(path, plain)
}

/// The cues of a text in a format without entities, with everything in them as it is.
pub fn raw_packets(path: &Path, text: &str, ending: &str) -> Vec<Packet> {
    let path = path.with_extension(ending);
    std::fs::write(&path, text).expect("a file");
    let packets = read(&path, |text| text.trim().to_owned());
    packets.into_iter().filter(|packet| !packet.text.is_empty()).collect()
}

fn read(path: &Path, text: impl Fn(&str) -> String) -> Vec<Packet> {
    let arguments = ["-show_packets", "-show_data", "-of", "json"];
    let json: serde_json::Value = serde_json::from_str(&run("ffprobe", &arguments, path)).expect("JSON");
    let number = |value: &serde_json::Value| value.as_str().and_then(|text| text.parse().ok()).unwrap_or(0.0);
    let packet = |packet: &serde_json::Value| Packet {
        start: number(&packet["pts_time"]),
        duration: number(&packet["duration_time"]),
        text: text(&text_of(packet["data"].as_str().expect("data"))),
    };
    json["packets"].as_array().expect("packets").iter().map(packet).collect()
}

/// The lines that a player shows of a SubRip file of cues of one line: what ffmpeg turns them into as ASS.
pub fn shown(path: &Path) -> Vec<String> {
    let mut command = Command::new("ffmpeg");
    let output = command.args(["-v", "error", "-i"]).arg(path).args(["-f", "ass", "-"]).output();
    let output =
        output.unwrap_or_else(|error| panic!("ffmpeg is missing ({error}); assets/setup.sh --test installs it"));
    let ass = String::from_utf8(output.stdout).expect("UTF-8");
    let line = |line: &str| line.strip_prefix("Dialogue:")?.splitn(10, ',').nth(9).map(str::to_owned);
    ass.lines().filter_map(line).collect()
}

/// The bytes of a dump: `00000000: e4bb 8ae5 …  ........`.
fn text_of(dump: &str) -> String {
    let line = |line: &str| line.split_once(": ").map(|(_, rest)| rest.chars().take(40).collect::<String>());
    let digits: String = dump
        .lines()
        .filter_map(line)
        .flat_map(|hex| hex.chars().filter(char::is_ascii_hexdigit).collect::<Vec<_>>())
        .collect();
    let bytes = (0..digits.len() / 2).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("hex"));
    String::from_utf8(bytes.collect()).expect("UTF-8")
}

/// Takes away what stands in angle brackets, then resolves the entities of WebVTT.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}

/// The SHA-256 of a file by another program.
pub fn sha256(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().expect("sha256sum");
    String::from_utf8_lossy(&output.stdout).split(' ').next().unwrap_or_default().to_owned()
}
