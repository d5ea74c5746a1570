//! `speak`, and what other commands share with it: how something is spoken.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedI64ValueParser};
use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};

use crate::cli::args::{account, argument, flag, number, saving, value};
use crate::protocol::EMOTIONS;
use crate::text::file::Encoding;
use crate::words::{Lang, cli as say};

pub(super) fn command(lang: Lang) -> Command {
    let help = say::HELP_OF_SPEAK.with("command", "speak");
    Command::new("speak")
        .about(say::SPEAK.get(lang))
        .help_template(help.get(lang))
        .arg(argument("text", "TEXT", say::TEXT, lang))
        .arg(value("file", "F", say::FILE, lang).value_parser(value_parser!(PathBuf)))
        .arg(encoding(lang))
        .arg(flag("follow", say::FOLLOW, lang).conflicts_with("resume"))
        .arg(
            value("quiet-after", "SECONDS", say::QUIET_AFTER, lang).value_parser(number(0.1, 600.0)).requires("follow"),
        )
        .arg(value("resume", "ID", say::RESUME, lang).num_args(0..=1).default_missing_value("last"))
        .group(ArgGroup::new("source").args(["text", "file", "resume"]))
        .arg(value("markdown", "on|off", say::MARKDOWN, lang).value_parser(PossibleValuesParser::new(["on", "off"])))
        .args(voice(lang))
        // A take that is gone on with has its speakers, and of a text that is being written no line is whole.
        .args(roles(lang).map(|arg| arg.conflicts_with_all(["follow", "resume"])))
        .arg(directives(lang).conflicts_with("resume"))
        .args(codec(lang))
        .arg(value("out", "FILE", say::OUT, lang).value_parser(value_parser!(PathBuf)))
        .args(saving::file(lang))
        .arg(value("template", "T", say::TEMPLATE, lang))
        .args(saving::joins(lang))
        .arg(flag("no-play", say::NO_PLAY, lang))
        .arg(flag("keep", say::KEEP, lang).conflicts_with("no-keep"))
        .arg(flag("no-keep", say::NO_KEEP, lang))
        .args(account(lang))
        .arg(value("device", "NAME", say::DEVICE, lang))
        .args(limits(lang))
        .arg(flag("json", say::JSON, lang))
}

/// In which encoding the text is.
pub(super) fn encoding(lang: Lang) -> Arg {
    let named = |name: &str| Encoding::named(name).ok_or_else(|| name.to_owned());
    value("encoding", "NAME", say::ENCODING, lang).value_parser(named)
}

/// In which voice, and how.
pub(super) fn voice(lang: Lang) -> [Arg; 7] {
    let percent = || RangedI64ValueParser::<i32>::new().range(-50..=100);
    [
        value("preset", "NAME", say::PRESET, lang),
        value("voice", "ID", say::VOICE, lang),
        value("rate", "N", say::RATE, lang).value_parser(percent()),
        value("loudness", "N", say::LOUDNESS, lang).value_parser(percent()),
        value("emotion", "E", say::EMOTION, lang).value_parser(PossibleValuesParser::new(EMOTIONS)),
        value("emotion-scale", "N", say::EMOTION_SCALE, lang).value_parser(number(1.0, 5.0)),
        value("context", "TEXT", say::CONTEXT, lang),
    ]
}

/// Who speaks after which prefix of the text, and who dialogue in quotes.
pub(super) fn roles(lang: Lang) -> [Arg; 3] {
    let role = |text: &str| {
        let (name, voice) = text.split_once('=').map(|(name, voice)| (name.trim(), voice.trim()))?;
        (!name.is_empty() && !voice.is_empty()).then(|| (name.to_owned(), voice.to_owned()))
    };
    let role = move |text: &str| role(text).ok_or("NAME=VOICE");
    [
        value("role", "NAME=VOICE", say::ROLE, lang).value_parser(role).action(ArgAction::Append),
        flag("no-roles", say::NO_ROLES, lang).conflicts_with("role"),
        value("quotes", "VOICE", say::QUOTES, lang),
    ]
}

/// Whether the text says who speaks and where the voice pauses.
pub(super) fn directives(lang: Lang) -> Arg {
    flag("no-directives", say::NO_DIRECTIVES, lang).conflicts_with("role")
}

/// In which form the audio is requested.
pub(super) fn codec(lang: Lang) -> [Arg; 2] {
    let codecs = PossibleValuesParser::new(["pcm", "opus", "g711a", "g711u"]);
    [
        value("codec", "CODEC", say::CODEC, lang).value_parser(codecs).default_value("pcm"),
        value("sample-rate", "HZ", say::SAMPLE_RATE, lang).value_parser(value_parser!(u32)),
    ]
}

/// How much is requested, and how much at once.
pub(super) fn limits(lang: Lang) -> [Arg; 4] {
    [
        flag("fresh", say::FRESH, lang),
        value("jobs", "N", say::JOBS, lang).value_parser(RangedI64ValueParser::<u8>::new().range(1..=8)),
        value("max-requests", "N", say::MAX_REQUESTS, lang).value_parser(value_parser!(usize)),
        value("segment-limit", "BYTES", say::SEGMENT_LIMIT, lang).value_parser(segment_bytes()),
    ]
}

/// How many bytes one request may have.
pub(super) fn segment_bytes() -> RangedI64ValueParser<u32> {
    RangedI64ValueParser::new().range(4..=1_048_576)
}
