//! What a file is to hold, and what it is called.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::audio::PauseSettings;
use crate::audio::files::captions::CaptionFormat;
use crate::audio::files::export::{FileFormat, Mp3};
use crate::cli::args::{all, given, is_set};
use crate::cli::{Context, usage};
use crate::engine::{SaveOrder, SaveTo, store_failure};
use crate::store::names::{Claim, NameFacts, Template};
use crate::words::{Failure, cli as say};

/// Options that are for a file, and that a stream of WAV cannot have.
const FOR_FILES: [&str; 9] =
    ["format", "mp3-vbr", "mp3-cbr", "opus-kbps", "captions", "karaoke", "lufs", "receipt", "template"];

/// Where the sound goes besides to the ears.
#[derive(Clone, Debug)]
pub(super) enum AudioOut {
    Nowhere,
    /// Standard output.
    Pipe,
    /// A file of this name.
    File(PathBuf),
    /// A file in this folder, named by the template.
    Folder(PathBuf, Template),
}

impl AudioOut {
    /// What `--out` says; whatever does not go with it is refused.
    ///
    /// # Errors
    /// An option for files without a file, or one that cannot be streamed; a template that is none.
    pub fn of(args: &ArgMatches, context: &Context) -> Result<AudioOut, Failure> {
        let mut for_files = FOR_FILES.iter().filter(|name| was_given(args, name)).map(|name| format!("--{name}"));
        match given::<PathBuf>(args, "out") {
            None => match for_files.next() {
                Some(arg) => Err(usage::failure(say::NEEDS_OUT.with("arg", arg), say::ADD_OUT)),
                None => Ok(AudioOut::Nowhere),
            },
            Some(out) if out == Path::new("-") => {
                let speed = was_given(args, "speed").then(|| "--speed".to_owned()).filter(|_| is_set(args, "no-play"));
                match for_files.next().or(speed) {
                    Some(arg) => Err(usage::failure(say::NOT_WITH_PIPE.with("arg", arg), say::PIPE_IS_WAV)),
                    None => Ok(AudioOut::Pipe),
                }
            }
            Some(out) if is_folder(&out) => {
                let named = given::<String>(args, "template");
                let template = template(named.as_deref().unwrap_or(&context.settings.export.template))?;
                Ok(AudioOut::Folder(out, template))
            }
            Some(_) if was_given(args, "template") => Err(usage::failure(say::NO_FOLDER_NAME, say::CHANGE_TEMPLATE)),
            Some(out) => Ok(AudioOut::File(out)),
        }
    }

    /// The file and what it is to hold, of a text in a voice. A name in a folder is taken at once, so that nobody else gets it.
    ///
    /// # Errors
    /// Options that do not go with the format; a folder that cannot be written.
    pub fn to(self, args: &ArgMatches, context: &Context, facts: &NameFacts<'_>) -> Result<Option<SaveTo>, Failure> {
        match self {
            AudioOut::Nowhere | AudioOut::Pipe => Ok(None),
            AudioOut::File(path) => Ok(Some(SaveTo { order: order(args, context, Some(&path))?, path })),
            AudioOut::Folder(folder, template) => {
                let order = order(args, context, None)?;
                let claim =
                    Claim::new(&folder, &template, facts, &order.endings()).map_err(|error| store_failure(&error))?;
                Ok(Some(SaveTo { path: claim.take(), order }))
            }
        }
    }
}

/// Whether the user wrote an option, and it is not there by default.
pub(super) fn was_given(args: &ArgMatches, name: &str) -> bool {
    args.try_contains_id(name).unwrap_or(false) && args.value_source(name) == Some(ValueSource::CommandLine)
}

/// A folder that is there, or a name that can only be one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// Reads a template.
pub(super) fn template(text: &str) -> Result<Template, Failure> {
    Template::parse(text).map_err(|error| {
        let Failure { why, todo, .. } = store_failure(&error);
        let mut failure = usage::failure(why, say::CHANGE_TEMPLATE);
        (failure.what, failure.todo) = (say::BAD_TEMPLATE.with("template", text), todo);
        failure
    })
}

/// What the arguments want a file to hold; `path` is its name, where it has one already.
///
/// # Errors
/// Options that do not go with the format.
pub(super) fn order(args: &ArgMatches, context: &Context, path: Option<&Path>) -> Result<SaveOrder, Failure> {
    let captions = all::<String>(args, "captions");
    let mut captions: Vec<CaptionFormat> =
        CaptionFormat::ALL.into_iter().filter(|known| captions.iter().any(|name| name == known.ending())).collect();
    captions.sort_unstable();
    Ok(SaveOrder {
        format: format(args, context, path)?,
        range: None,
        speed: given::<f64>(args, "speed").map_or(1.0, |speed| speed as f32),
        lufs: given(args, "lufs"),
        joins: joins(args, context),
        captions,
        karaoke: is_set(args, "karaoke"),
        receipt: is_set(args, "receipt"),
    })
}

/// What is done at the joins: as the settings say, unless the arguments say otherwise.
pub(super) fn joins(args: &ArgMatches, context: &Context) -> PauseSettings {
    let settings = context.settings.joins;
    PauseSettings {
        sentence_ms: given(args, "sentence-pause").unwrap_or(settings.sentence_ms),
        paragraph_ms: given(args, "paragraph-pause").unwrap_or(settings.paragraph_ms),
        trim: is_set(args, "trim") || settings.trim,
    }
}

/// The format: as it was named, else that of the file's name, else, in a folder, that of the settings. A name with an ending
/// that is none of ours is refused: nobody who writes `.m4b` wants a WAV of that name.
fn format(args: &ArgMatches, context: &Context, path: Option<&Path>) -> Result<FileFormat, Failure> {
    let named = given::<String>(args, "format").and_then(|name| FileFormat::of(&Path::new("x").with_extension(name)));
    let by_path = path.map_or(Some(context.settings.export.format), FileFormat::of);
    if let (None, None, Some(path)) = (named, by_path, path)
        && let Some(ending) = ending(path)
    {
        let why = say::NO_SUCH_FORMAT.with("path", path.display()).with("ending", ending);
        return Err(usage::failure(why, say::NAME_FORMAT));
    }
    match (named.or(by_path), quality(args)) {
        (format, None) => Ok(format.unwrap_or_default()),
        (Some(format), Some((arg, wished))) if format.ending() != wished.ending() => {
            let why = say::NOT_WITH_FORMAT.with("arg", format!("--{arg}")).with("format", format.ending());
            Err(usage::failure(why, say::CHANGE_FORMAT))
        }
        // A name without an ending of ours: the option says what is meant.
        (_, Some((_, wished))) => Ok(wished),
    }
}

/// The quality that was given, by the name of its option and as the format that it is of.
fn quality(args: &ArgMatches) -> Option<(&'static str, FileFormat)> {
    let vbr = given(args, "mp3-vbr").map(|quality| ("mp3-vbr", FileFormat::Mp3(Mp3::Vbr(quality))));
    let cbr = || given(args, "mp3-cbr").map(|kbps| ("mp3-cbr", FileFormat::Mp3(Mp3::Cbr(kbps))));
    vbr.or_else(cbr).or_else(|| given(args, "opus-kbps").map(|kbps| ("opus-kbps", FileFormat::Opus { kbps })))
}

/// The ending of a file's name, if it has one. A pipe or a device may be called anything.
fn ending(path: &Path) -> Option<String> {
    let is_stream = path.metadata().is_ok_and(|there| !there.is_file());
    let ending = path.extension().filter(|ending| !ending.is_empty() && !is_stream)?;
    Some(ending.to_string_lossy().into_owned())
}
