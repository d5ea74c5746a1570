//! Where the text comes from, and how it is to be spoken.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use serde_json::json;

use crate::cli::args::{all, given, is_set};
use crate::cli::report::Lines;
use crate::cli::{Context, report, usage};
use crate::engine::{Account, Cast, CastText, JobSettings, demo_voices, listed_voices};
use crate::protocol::{Codec, DEFAULT_VOICE, EmotionConfig, OutputAudio, PCM_RATES, PcmConfig, Voice};
use crate::store::{Role, Settings, VoiceCache, VoiceChoice, VoicePreset};
use crate::text::file;
use crate::text::file::{Encoding, Reading, TextFile, TextKind};
use crate::words::{Failure, Lang, Said, cli as say, outside};

/// So many names that nobody has are said.
const UNKNOWN: usize = 10;

/// The text and whether it is Markdown.
pub(super) struct TextSource {
    pub text: String,
    pub markdown: bool,
}

/// Reads the text that the arguments name, and says in what encoding it was where that is worth a word.
///
/// # Errors
/// None is named, or it cannot be read.
pub(super) fn read(args: &ArgMatches, context: &Context, lines: &Lines) -> Result<TextSource, Failure> {
    let path = match given::<String>(args, "text") {
        Some(text) if text != "-" => {
            let markdown = given::<String>(args, "markdown").is_some_and(|switch| switch == "on");
            return Ok(TextSource { text, markdown });
        }
        Some(text) => PathBuf::from(text),
        None => given(args, "file").ok_or_else(|| usage::failure(say::NO_TEXT, say::GIVE_TEXT))?,
    };
    let encoding: Option<Encoding> = given(args, "encoding");
    let opened = match path.to_str() {
        Some("-") => file::read_from(std::io::stdin().lock(), &path, encoding),
        _ => file::read(&path, encoding),
    };
    let TextFile { text, markdown, reading } = opened.map_err(|error| crate::engine::text_file_failure(&error))?;
    if let Some(said) = said(&path, reading).filter(|_| encoding.is_none() || reading.damaged > 0) {
        report::sentence(&said.get(context.lang));
        lines.write("read", &data(&path, reading, &[]));
    }
    let markdown = given::<String>(args, "markdown").map_or(markdown, |switch| switch == "on");
    Ok(TextSource { text, markdown })
}

/// Whether a text that was not read yet is Markdown: as the arguments or the name of its file say.
pub(super) fn is_markdown(args: &ArgMatches) -> bool {
    let by_name =
        || given::<PathBuf>(args, "file").is_some_and(|path| TextKind::of_name(&path) == Some(TextKind::Markdown));
    given::<String>(args, "markdown").map_or_else(by_name, |switch| switch == "on")
}

/// What is said of how a file was read; nothing of plain UTF-8.
pub(super) fn said(path: &Path, reading: Reading) -> Option<Said> {
    let Reading { encoding, damaged } = reading;
    let phrase = if damaged > 0 { say::READ_DAMAGED } else { say::READ_AS };
    let said = phrase.with("path", path.display()).with("encoding", encoding.name()).with("n", damaged);
    (!reading.is_plain()).then_some(said)
}

/// The same for programs.
pub(super) fn data(path: &Path, reading: Reading, unknown: &[String]) -> serde_json::Value {
    let (encoding, damaged) = (reading.encoding.name(), reading.damaged);
    json!({ "source": path.display().to_string(), "encoding": encoding, "damaged": damaged, "unknown": unknown })
}

/// Whether the text may say who speaks and where the voice pauses.
pub(super) fn directives(args: &ArgMatches, context: &Context) -> bool {
    context.settings.directives && !is_set(args, "no-directives")
}

/// The roles that the arguments give; `None` where prefixes are to be read as text.
///
/// # Errors
/// A role is given to a voice that is not known.
pub(super) fn roles(args: &ArgMatches, context: &Context, account: &str) -> Result<Option<Vec<Role>>, Failure> {
    let given: Vec<(String, String)> = all(args, "role");
    let is_wanted = directives(args, context) || !given.is_empty();
    if is_set(args, "no-roles") || !is_wanted {
        return Ok(None);
    }
    let voices = if given.is_empty() { Vec::new() } else { listed_voices(&context.home, account) };
    let role = |(name, voice): (String, String)| Ok(Role::new(&name, meant(voice, &voices)?));
    given.into_iter().map(role).collect::<Result<Vec<Role>, Failure>>().map(Some)
}

/// Who speaks dialogue in quotes, if the arguments name somebody.
///
/// # Errors
/// It is a voice that is not known.
pub(super) fn quotes(args: &ArgMatches, context: &Context, account: &str) -> Result<Option<VoiceChoice>, Failure> {
    let voice: Option<String> = given(args, "quotes");
    voice.map(|voice| meant(voice, &listed_voices(&context.home, account))).transpose()
}

/// The voice that an argument names, by its id or its name.
fn meant(voice: String, voices: &[Voice]) -> Result<VoiceChoice, Failure> {
    let listed = voices.iter().find(|listed| listed.id == voice);
    match listed.or_else(|| voices.iter().find(|listed| listed.name == voice)) {
        Some(listed) => Ok(VoiceChoice::of(listed)),
        // The service may have voices that were never listed here.
        None if voice.is_ascii() && !voice.contains(' ') => Ok(VoiceChoice { id: voice.clone(), name: voice }),
        None => Err(usage::failure(say::NO_SUCH_VOICE.with("name", outside::label(&voice)), say::LIST_VOICES)),
    }
}

/// Who speaks what of a text; says which names in it nobody has.
pub(super) fn cast(
    text: &str,
    settings: &JobSettings,
    context: &Context,
    account: &str,
    lines: &Lines,
) -> Option<Cast> {
    // A list of voices is long, and most texts name none.
    let names = settings.roles.is_some() && text.contains(['[', '【']);
    let voices = if names { listed_voices(&context.home, account) } else { Vec::new() };
    let CastText { cast, unknown, .. } = settings.cast(text, &voices);
    let unknown: Vec<String> = unknown.into_iter().map(|one| one.written).collect();
    if let Some(said) = said_of_unknown(&unknown) {
        report::sentence(&said.get(context.lang));
        lines.write("unknown", &json!({ "names": unknown }));
    }
    cast
}

/// What is said of names that nobody has.
pub(super) fn said_of_unknown(unknown: &[String]) -> Option<Said> {
    let shown: Vec<_> = unknown.iter().take(UNKNOWN).map(|name| format!("[{}]", outside::label(name))).collect();
    let more = if unknown.len() > UNKNOWN { " …" } else { "" };
    (!shown.is_empty()).then(|| say::UNKNOWN_SPEAKERS.with("names", shown.join(" ") + more))
}

/// How it is to be spoken.
///
/// # Errors
/// A sample rate that the codec does not know.
pub(super) fn output(args: &ArgMatches, context: &Context, account: &str) -> Result<OutputAudio, Failure> {
    let settings = &context.settings;
    let codec = match given::<String>(args, "codec").as_deref() {
        Some("opus") => Codec::Opus,
        Some("g711a") => Codec::G711a,
        Some("g711u") => Codec::G711u,
        _ => Codec::Pcm,
    };
    let asked: Option<u32> = given(args, "sample-rate");
    let fits = asked.is_none_or(|rate| match codec {
        Codec::Pcm => PCM_RATES.contains(&rate),
        Codec::G711a | Codec::G711u => rate == 8_000,
        Codec::Opus => false,
    });
    if let (Some(rate), false) = (asked, fits) {
        let codec = given::<String>(args, "codec").unwrap_or_default();
        return Err(usage::failure(
            say::RATE_NOT_WITH_CODEC.with("codec", codec).with("rate", rate),
            say::RATE_WITH_CODEC,
        ));
    }
    let preset = preset(args, settings, account)?;
    let emotion = given::<String>(args, "emotion").or_else(|| preset?.emotion.clone());
    let of_preset = || preset.filter(|preset| preset.emotion.is_some() && preset.emotion == emotion);
    let emotion_scale = given::<f64>(args, "emotion-scale").or_else(|| Some(of_preset()?.emotion_scale));
    let emotion_config =
        (emotion.is_some() || emotion_scale.is_some()).then_some(EmotionConfig { emotion, emotion_scale });
    let chosen = || settings.voices.get(account).map(|voice| voice.id.clone());
    let of_preset = || preset.map(|preset| preset.voice.id.clone()).filter(|id| !id.is_empty());
    let or_default = || default_voice(account, context.lang);
    let voice = given::<String>(args, "voice").or_else(of_preset).or_else(chosen).unwrap_or_else(or_default);
    Ok(OutputAudio {
        codec,
        pcm_config: (codec == Codec::Pcm)
            .then(|| PcmConfig { sample_rate: Some(asked.unwrap_or(24_000)), ..PcmConfig::default() }),
        opus_config: None,
        speech_rate: given(args, "rate").or_else(|| Some(preset?.speech_rate).filter(|rate| *rate != 0)),
        loudness_rate: given(args, "loudness").or_else(|| Some(preset?.loudness).filter(|loudness| *loudness != 0)),
        voice_id: Some(voice),
        emotion_config,
        context_texts: given(args, "context").or_else(|| Some(preset?.context.clone()).filter(|text| !text.is_empty())),
    })
}

/// The preset that the arguments name.
///
/// # Errors
/// There is none of this name, or its voice is another account's.
fn preset<'a>(args: &ArgMatches, settings: &'a Settings, account: &str) -> Result<Option<&'a VoicePreset>, Failure> {
    let Some(name) = given::<String>(args, "preset") else { return Ok(None) };
    let Some(preset) = settings.preset(&name) else {
        let known: Vec<&str> = settings.presets.iter().map(|preset| preset.name.as_str()).collect();
        return Err(usage::failure(
            say::NO_PRESET.with("name", name).with("known", known.join(", ")),
            say::MAKE_PRESET,
        ));
    };
    if preset.account != account {
        let why = say::PRESET_ELSEWHERE.with("name", name).with("of", &preset.account).with("account", account);
        return Err(usage::failure(why, say::PRESET_ACCOUNT));
    }
    Ok(Some(preset))
}

/// The id of the voice that speaks where none is chosen.
fn default_voice(account: &str, lang: Lang) -> String {
    let demo = (account == Account::DEMO).then(|| demo_voices(lang)).and_then(|voices| voices.into_iter().next());
    demo.map_or_else(|| DEFAULT_VOICE.to_owned(), |voice| voice.id)
}

/// What people call the voice that the arguments or the settings name; its id where nobody has told.
pub(super) fn voice_name(args: &ArgMatches, context: &Context, account: &str) -> String {
    let preset = given::<String>(args, "preset").and_then(|name| context.settings.preset(&name));
    let chosen = preset.map(|preset| &preset.voice).or_else(|| context.settings.voices.get(account));
    let id = match (given::<String>(args, "voice"), chosen) {
        (None, Some(chosen)) => return chosen.name.clone(),
        (id, _) => id.unwrap_or_else(|| default_voice(account, context.lang)),
    };
    if account == Account::DEMO {
        // The service's default names the demo's first voice, so that examples made for the service work.
        let speaks = |(at, voice): &(usize, VoiceChoice)| voice.id == id || (*at == 0 && id == DEFAULT_VOICE);
        return demo_voices(context.lang)
            .into_iter()
            .enumerate()
            .find(speaks)
            .map_or(id.clone(), |(_, voice)| voice.name);
    }
    let known = VoiceCache::new(&context.home).load(account).unwrap_or_else(VoiceCache::builtin);
    known.into_iter().find(|voice| voice.id == id).map_or(id, |voice| voice.name)
}
