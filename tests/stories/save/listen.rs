//! How other programs hear a saved file: ffmpeg and sox, which share no code with ours.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a program writes to standard output; its standard error too if it fails.
fn run(program: &str, args: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(args).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; run: sh assets/setup.sh --test"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {args:?}: {said}");
    output.stdout
}

fn samples(bytes: &[u8]) -> Vec<i16> {
    bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// All samples, as ffmpeg decodes them; any complaint of its is a failure.
pub fn ffmpeg(path: &Path) -> Vec<i16> {
    let path = path.to_str().unwrap();
    let output = Command::new("ffmpeg").args(["-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-"]).output();
    let output = output.unwrap_or_else(|error| panic!("ffmpeg: {error}; run: sh assets/setup.sh --test"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{path}: {said}");
    samples(&output.stdout)
}

/// All samples at another rate.
pub fn ffmpeg_at(path: &Path, rate: u32) -> Vec<i16> {
    let (path, rate) = (path.to_str().unwrap(), rate.to_string());
    samples(&run("ffmpeg", &["-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-ar", &rate, "-"]))
}

/// All samples, as sox decodes them.
pub fn sox(path: &Path) -> Vec<i16> {
    samples(&run("sox", &[path.to_str().unwrap(), "-t", "raw", "-e", "signed", "-b", "16", "-L", "-"]))
}

/// The MD5 of all samples.
pub fn md5(path: &Path) -> String {
    let said = run("ffmpeg", &["-v", "error", "-i", path.to_str().unwrap(), "-f", "md5", "-c:a", "pcm_s16le", "-"]);
    String::from_utf8(said).unwrap().trim().trim_start_matches("MD5=").to_owned()
}

/// What ffprobe finds: format, streams, chapters.
pub fn probe(path: &Path) -> Value {
    let shown = ["-show_format", "-show_streams", "-show_chapters", "-of", "json"];
    let args = [&["-v", "error"], &shown[..], &[path.to_str().unwrap()]].concat();
    serde_json::from_slice(&run("ffprobe", &args)).unwrap()
}

/// A tag, of whichever of container and stream has it, in whatever case.
pub fn tag(probed: &Value, name: &str) -> Option<String> {
    let places = [&probed["format"]["tags"], &probed["streams"][0]["tags"]];
    let mut tags = places.into_iter().filter_map(Value::as_object).flatten();
    let found = tags.find(|(key, _)| key.eq_ignore_ascii_case(name) || key.to_ascii_lowercase().starts_with(name));
    found.and_then(|(_, value)| value.as_str().map(str::to_owned))
}

/// Start in seconds and title of each chapter.
pub fn chapters(probed: &Value) -> Vec<(f64, String)> {
    let chapter = |chapter: &Value| {
        let start = chapter["start_time"].as_str().unwrap().parse().unwrap();
        (start, chapter["tags"]["title"].as_str().unwrap_or_default().to_owned())
    };
    probed["chapters"].as_array().unwrap().iter().map(chapter).collect()
}

/// Integrated loudness in LUFS and true peak in dBTP, as ffmpeg measures them.
pub fn loudness(path: &Path) -> (f64, f64) {
    let output = Command::new("ffmpeg")
        .args(["-hide_banner", "-nostats", "-i", path.to_str().unwrap(), "-af", "ebur128=peak=true", "-f", "null", "-"])
        .output();
    let output = output.unwrap_or_else(|error| panic!("ffmpeg: {error}; run: sh assets/setup.sh --test"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let summary = &said[said.rfind("Summary:").unwrap_or_else(|| panic!("{said}"))..];
    let number = |name: &str| {
        let rest = &summary[summary.find(name).unwrap() + name.len()..];
        rest.split_whitespace().next().unwrap().parse().unwrap_or(f64::NEG_INFINITY)
    };
    (number("I:"), number("Peak:"))
}

/// How alike two sounds are, 0 to 1, wherever the second begins within `slack` samples; and where it does.
pub fn likeness(wanted: &[i16], heard: &[i16], slack: usize) -> (f64, isize) {
    let slack = slack as isize;
    let best = (-slack..=slack).map(|shift| {
        let (a, b) = if shift >= 0 {
            (wanted, &heard[(shift as usize).min(heard.len())..])
        } else {
            (&wanted[(-shift as usize).min(wanted.len())..], heard)
        };
        let product =
            |a: &[i16], b: &[i16]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
        let length = a.len().min(b.len());
        let (a, b) = (&a[..length], &b[..length]);
        (product(a, b) / (product(a, a) * product(b, b)).sqrt().max(1.0), shift)
    });
    best.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap()
}
