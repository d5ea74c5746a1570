//! What is wrong with the arguments, in the user's language.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::cli::report::{FailureData, Lines};
use crate::words::{Class, Failure, Lang, Phrase, Said, cli as say};

/// A command that cannot be carried out as it was written.
pub(super) fn failure(why: impl Into<Said>, todo: Phrase) -> Failure {
    Failure::new(Class::Usage, say::USAGE, why, todo)
}

/// What clap found wrong. `grammar` is what it read the arguments by: the help of an argument says what fits it.
pub(super) fn explain(error: &Error, grammar: &Command) -> Failure {
    let text = |kind| error.get(kind).map(plain).unwrap_or_default();
    let arg = text(ContextKind::InvalidArg);
    let why = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match text(ContextKind::InvalidValue) {
            value if value.is_empty() => say::NEEDS_VALUE.with("arg", arg),
            value => {
                let help = help_of(grammar, &arg);
                say::BAD_VALUE.with("arg", arg).with("value", value).with("help", help)
            }
        },
        ErrorKind::UnknownArgument => match text(ContextKind::SuggestedArg) {
            meant if meant.is_empty() && !arg.starts_with('-') => say::UNKNOWN_WORD.with("arg", arg),
            meant if meant.is_empty() && !is_like_an_option(&arg) => say::UNKNOWN_DASH.with("arg", arg),
            meant if meant.is_empty() => say::UNKNOWN_ARGUMENT.with("arg", arg),
            meant => say::UNKNOWN_MEANT.with("arg", arg).with("meant", meant),
        },
        ErrorKind::InvalidSubcommand => say::UNKNOWN_COMMAND.with("arg", text(ContextKind::InvalidSubcommand)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say::TOO_MANY_VALUES.with("arg", arg)
        }
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            other if other == arg || other.is_empty() => say::TWICE.with("arg", arg),
            other => say::CONFLICT.with("arg", arg).with("other", other),
        },
        ErrorKind::MissingRequiredArgument => say::MISSING.with("arg", arg),
        ErrorKind::InvalidUtf8 => say::ARGUMENT_NOT_UTF8.into(),
        other => say::ODD_ARGUMENTS.with("detail", other),
    };
    failure(why, say::SEE_HELP)
}

/// Whether a word was meant for an option: all of ours have two signs and a name in ASCII.
fn is_like_an_option(word: &str) -> bool {
    word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        _ => String::new(),
    }
}

/// The help of an argument that clap names as `--rate <N>` or `[TEXT]`.
fn help_of(grammar: &Command, named: &str) -> String {
    let own = grammar.get_arguments().find(|arg| arg.to_string() == named).and_then(clap::Arg::get_help);
    let below = || grammar.get_subcommands().map(|command| help_of(command, named)).find(|help| !help.is_empty());
    own.map(ToString::to_string).or_else(below).unwrap_or_default()
}

/// A program that requested JSON lines is told in its own way too, even where the arguments could not be read.
pub(super) fn tell_program(arguments: &[OsString], failure: &Failure, lang: Lang) {
    let flags: Vec<&str> =
        arguments.iter().skip(1).map_while(|word| word.to_str().filter(|word| *word != "--")).collect();
    let speaks =
        matches!(flags[..], ["speak" | "batch", ..] | ["takes", "export" | "redo", ..]) && flags.contains(&"--json");
    let piped = flags.contains(&"--out=-") || flags.windows(2).any(|pair| pair == ["--out", "-"]);
    Lines::new(speaks, piped).write("failed", &FailureData::new(failure, lang));
}
