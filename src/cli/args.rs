//! The arguments, in the user's language.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedI64ValueParser};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};

use crate::words::{Lang, Phrase, cli as say};

/// The whole grammar.
pub(super) fn grammar(lang: Lang) -> Command {
    Command::new("langsheng")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say::ABOUT.get(lang))
        .help_template(say::HELP_OF_PROGRAM.get(lang))
        .disable_help_subcommand(true)
        // clap's own flags speak English only.
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", say::HELP, lang).short('h').action(ArgAction::Help).display_order(1_000).global(true))
        .arg(flag("version", say::VERSION, lang).short('V').action(ArgAction::Version))
        .subcommand(speak(lang))
        .subcommand(command("voices", say::VOICES, lang).args(account(lang)).arg(flag("json", say::JSON, lang)))
        .subcommand(command("check", say::CHECK, lang).args(account(lang)).arg(flag("json", say::JSON, lang)))
        .subcommand(
            command("demo", say::DEMO, lang)
                .arg(value("port", "N", say::PORT, lang).value_parser(value_parser!(u16)).default_value("0"))
                .arg(value("token", "T", say::DEMO_TOKEN, lang))
                .arg(flag("fast", say::FAST, lang)),
        )
}

fn command(name: &'static str, about: Phrase, lang: Lang) -> Command {
    let help = if name == "speak" { say::HELP_OF_SPEAK } else { say::HELP_OF_COMMAND };
    Command::new(name).about(about.get(lang)).help_template(help.with("command", name).get(lang))
}

fn speak(lang: Lang) -> Command {
    let percent = || RangedI64ValueParser::<i32>::new().range(-50..=100);
    command("speak", say::SPEAK, lang)
        .arg(Arg::new("text").value_name("TEXT").help(say::TEXT.get(lang)).allow_hyphen_values(false))
        .arg(value("file", "F", say::FILE, lang).value_parser(value_parser!(PathBuf)))
        .group(ArgGroup::new("source").args(["text", "file"]))
        .arg(value("markdown", "on|off", say::MARKDOWN, lang).value_parser(PossibleValuesParser::new(["on", "off"])))
        .arg(value("voice", "ID", say::VOICE, lang))
        .arg(value("rate", "N", say::RATE, lang).value_parser(percent()).allow_negative_numbers(true))
        .arg(value("loudness", "N", say::LOUDNESS, lang).value_parser(percent()).allow_negative_numbers(true))
        .arg(value("emotion", "E", say::EMOTION, lang).value_parser(PossibleValuesParser::new(EMOTIONS)))
        .arg(value("emotion-scale", "N", say::EMOTION_SCALE, lang).value_parser(emotion_scale))
        .arg(value("context", "TEXT", say::CONTEXT, lang))
        .arg(
            value("codec", "CODEC", say::CODEC, lang)
                .value_parser(PossibleValuesParser::new(["pcm", "opus", "g711a", "g711u"]))
                .default_value("pcm"),
        )
        .arg(value("sample-rate", "HZ", say::SAMPLE_RATE, lang).value_parser(value_parser!(u32)))
        .arg(value("out", "FILE", say::OUT, lang).value_parser(value_parser!(PathBuf)))
        .arg(flag("no-play", say::NO_PLAY, lang))
        .arg(flag("keep", say::KEEP, lang))
        .args(account(lang))
        .arg(value("device", "NAME", say::DEVICE, lang))
        .arg(value("jobs", "N", say::JOBS, lang).value_parser(RangedI64ValueParser::<u8>::new().range(1..=8)))
        .arg(value("max-requests", "N", say::MAX_REQUESTS, lang).value_parser(value_parser!(usize)))
        .arg(
            value("segment-limit", "BYTES", say::SEGMENT_LIMIT, lang)
                .value_parser(RangedI64ValueParser::<u32>::new().range(4..=1_048_576)),
        )
        .arg(flag("json", say::JSON, lang))
}

/// The emotions of protocol.md §5.
const EMOTIONS: [&str; 9] = ["happy", "sad", "angry", "surprised", "fear", "hate", "excited", "coldness", "neutral"];

fn emotion_scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "1–5".to_owned())?;
    if (1.0..=5.0).contains(&scale) { Ok(scale) } else { Err("1–5".to_owned()) }
}

/// Which service, and how to be let in.
fn account(lang: Lang) -> [Arg; 4] {
    [
        value("account", "NAME", say::ACCOUNT, lang),
        value("endpoint", "URL", say::ENDPOINT, lang).conflicts_with("account"),
        value("token-file", "F", say::TOKEN_FILE, lang).value_parser(value_parser!(PathBuf)),
        flag("allow-insecure", say::ALLOW_INSECURE, lang),
    ]
}

fn value(name: &'static str, placeholder: &'static str, help: Phrase, lang: Lang) -> Arg {
    // What values there are and which is the default stands in the help, in the user's language.
    let arg = Arg::new(name).long(name).value_name(placeholder).help(help.get(lang));
    arg.hide_possible_values(true).hide_default_value(true)
}

fn flag(name: &'static str, help: Phrase, lang: Lang) -> Arg {
    Arg::new(name).long(name).help(help.get(lang)).action(ArgAction::SetTrue)
}

/// A value that was given, cloned out of the matches.
pub(super) fn given<T: Clone + Send + Sync + 'static>(args: &ArgMatches, name: &str) -> Option<T> {
    args.try_get_one::<T>(name).ok().flatten().cloned()
}
