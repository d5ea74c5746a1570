//! How takes become files.

use clap::builder::{PossibleValuesParser, RangedI64ValueParser};
use clap::{Arg, ArgAction};

use crate::audio::SPEEDS;
use crate::audio::files::captions::CaptionFormat;
use crate::audio::files::export::{FORMATS, Mp3};
use crate::cli::args::{flag, number, value};
use crate::words::{Lang, cli as say};

/// What a file is to hold, and what stands beside it.
pub(super) fn file(lang: Lang) -> [Arg; 9] {
    let kbps = |least, most| RangedI64ValueParser::<u32>::new().range(least..=most);
    let constant = |text: &str| text.parse().ok().filter(|kbps| Mp3::CONSTANT.contains(kbps)).ok_or("KBPS");
    let formats = PossibleValuesParser::new(FORMATS.map(|format| format.for_speech.ending()));
    let captions = PossibleValuesParser::new(CaptionFormat::ALL.map(CaptionFormat::ending));
    [
        value("format", "F", say::FORMAT, lang).value_parser(formats),
        value("mp3-vbr", "N", say::MP3_VBR, lang)
            .value_parser(RangedI64ValueParser::<u8>::new().range(0..=9))
            .conflicts_with("mp3-cbr"),
        value("mp3-cbr", "KBPS", say::MP3_CBR, lang).value_parser(constant),
        value("opus-kbps", "KBPS", say::OPUS_KBPS, lang).value_parser(kbps(6, 256)),
        value("captions", "LIST", say::CAPTIONS, lang)
            .value_parser(captions)
            .value_delimiter(',')
            .action(ArgAction::Append),
        flag("karaoke", say::KARAOKE, lang).requires("captions"),
        value("lufs", "N", say::LUFS, lang).value_parser(number(-40.0, -5.0)),
        value("speed", "N", say::SPEED, lang).value_parser(number(SPEEDS.0.into(), SPEEDS.1.into())),
        flag("receipt", say::RECEIPT, lang),
    ]
}

/// What is done at the joins.
pub(super) fn joins(lang: Lang) -> [Arg; 3] {
    let ms = || RangedI64ValueParser::<u32>::new().range(0..=10_000);
    [
        value("sentence-pause", "MS", say::SENTENCE_PAUSE, lang).value_parser(ms()),
        value("paragraph-pause", "MS", say::PARAGRAPH_PAUSE, lang).value_parser(ms()),
        flag("trim", say::TRIM, lang),
    ]
}

/// A part of a take.
pub(super) fn range(lang: Lang) -> [Arg; 2] {
    [
        value("from", "TIME", say::FROM, lang).value_parser(Time::parse),
        value("to", "TIME", say::TO, lang).value_parser(Time::parse),
    ]
}

/// A place in a take, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(in crate::cli) struct Time(pub f64);

impl Time {
    /// Reads `90`, `1:30`, `1:02:03.5`.
    fn parse(text: &str) -> Result<Time, String> {
        let part = |part: &str| part.parse::<f64>().ok().filter(|part| part.is_finite() && *part >= 0.0);
        let parts: Option<Vec<f64>> = text.split(':').map(part).collect();
        match parts.as_deref() {
            Some(parts @ [_] | parts @ [_, _] | parts @ [_, _, _]) => {
                Ok(Time(parts.iter().fold(0.0, |all, part| all * 60.0 + part)))
            }
            _ => Err("H:M:S".to_owned()),
        }
    }
}
