//! The command line, as a script and a user at a terminal meet it.

mod accounts;
mod arguments;
mod clones;
#[cfg(target_os = "linux")]
mod odd_files;
mod presets;
mod service;
mod speaking;
#[cfg(unix)]
mod stopping;
mod token_file;

use langsheng::demo::Tones;

const TEXT: &str = "今天天气不错。我们去公园走走吧！";

/// A text for several requests.
fn long() -> String {
    (0..60).map(|n| format!("这是第{n}句话，说的是今天的天气很不错。")).collect()
}

/// What the tones say for a text, cut as the program cuts it.
fn tones(text: &str) -> Vec<i16> {
    let segments = langsheng::text::Script::new(text, false).segments(1024);
    segments.iter().flat_map(|segment| Tones::text(&segment.text, 24_000)).collect()
}
