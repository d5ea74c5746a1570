//! The arguments, in the user's language: their names, which of them go together, and what values they take. Knows nothing of
//! what is done with them.

mod batch;
mod saving;
mod speak;
mod takes;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedI64ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
pub(super) use saving::Time;

use crate::engine::Origin;
use crate::protocol::CloneLanguage;
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
        .arg(flag("verbose", say::VERBOSE, lang).short('v').display_order(999).global(true))
        .arg(flag("version", say::VERSION, lang).short('V').action(ArgAction::Version))
        .subcommand(speak::command(lang))
        .subcommand(takes::command(lang))
        .subcommand(batch::command(lang))
        .subcommand(voices(lang))
        .subcommand(presets(lang))
        .subcommand(command("check", say::CHECK, lang).args(account(lang)).arg(flag("json", say::JSON, lang)))
        .subcommand(
            command("demo", say::DEMO, lang)
                .arg(value("port", "N", say::PORT, lang).value_parser(value_parser!(u16)).default_value("0"))
                .arg(value("token", "T", say::DEMO_TOKEN, lang))
                .arg(
                    value("allow-origin", "ORIGIN", say::ALLOW_ORIGIN, lang)
                        .value_parser(origin)
                        .action(ArgAction::Append),
                )
                .arg(flag("fast", say::FAST, lang))
                .arg(flag("after-complete", say::AFTER_COMPLETE, lang))
                .arg(value("idle-close", "SECONDS", say::IDLE_CLOSE, lang).value_parser(number(0.1, 3_600.0)))
                .arg(value("limit", "BYTES", say::DEMO_LIMIT, lang).value_parser(speak::segment_bytes()))
                .arg(
                    value("voices", "N", say::DEMO_VOICES, lang)
                        .value_parser(RangedI64ValueParser::<u32>::new().range(0..=5_000)),
                ),
        )
}

fn presets(lang: Lang) -> Command {
    let file = |help| argument("file", "FILE", help, lang).value_parser(value_parser!(PathBuf)).required(true);
    Command::new("presets")
        .about(say::PRESETS.get(lang))
        .help_template(say::HELP_OF_GROUP.with("command", "presets").get(lang))
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .subcommand(command("list", say::PRESETS_LIST, lang).arg(flag("json", say::JSON, lang)))
        .subcommand(
            command_on("presets export", "FILE [NAME…]", say::PRESETS_EXPORT, lang)
                .arg(file(say::PRESET_FILE_OUT))
                .arg(argument("name", "NAME", say::PRESET_NAMES, lang).num_args(0..).action(ArgAction::Append)),
        )
        .subcommand(
            command_on("presets import", "FILE", say::PRESETS_IMPORT, lang).arg(file(say::PRESET_FILE_IN)).arg(flag(
                "replace",
                say::PRESET_REPLACE,
                lang,
            )),
        )
}

fn voices(lang: Lang) -> Command {
    let languages = PossibleValuesParser::new(CloneLanguage::ALL.map(CloneLanguage::code));
    command("voices", say::VOICES, lang)
        .args(account(lang))
        .arg(flag("json", say::JSON, lang))
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .subcommand(
            command_on("voices clone", "FILE --name NAME", say::VOICES_CLONE, lang)
                .arg(
                    argument("file", "FILE", say::CLONE_FILE, lang).value_parser(value_parser!(PathBuf)).required(true),
                )
                .arg(value("name", "NAME", say::CLONE_NAME, lang).required(true))
                .arg(value("language", "L", say::CLONE_LANGUAGE, lang).value_parser(languages).default_value("zh"))
                .arg(value("text", "T", say::CLONE_TEXT, lang))
                .arg(value("preview-text", "T", say::CLONE_PREVIEW_TEXT, lang))
                .arg(value("again", "ID", say::CLONE_AGAIN, lang))
                .arg(flag("yes", say::CLONE_YES, lang))
                .arg(flag("json", say::JSON, lang))
                .args(account(lang)),
        )
}

/// A command with options only.
fn command(name: &'static str, about: Phrase, lang: Lang) -> Command {
    Command::new(name).about(about.get(lang)).help_template(say::HELP_OF_COMMAND.with("command", name).get(lang))
}

/// A command that takes arguments too: `path` is what is typed for it, `what` its arguments.
fn command_on(path: &'static str, what: &'static str, about: Phrase, lang: Lang) -> Command {
    let name = path.rsplit(' ').next().unwrap_or(path);
    let help = say::HELP_WITH_ARGUMENTS.with("command", path).with("what", what);
    Command::new(name).about(about.get(lang)).help_template(help.get(lang))
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

fn argument(name: &'static str, placeholder: &'static str, help: Phrase, lang: Lang) -> Arg {
    Arg::new(name).value_name(placeholder).help(help.get(lang)).allow_hyphen_values(false)
}

fn value(name: &'static str, placeholder: &'static str, help: Phrase, lang: Lang) -> Arg {
    // What values there are and which is the default stands in the help, in the user's language.
    let arg = Arg::new(name).long(name).value_name(placeholder).help(help.get(lang));
    // A number below zero is a value that may not fit, and no option that is not known.
    arg.hide_possible_values(true).hide_default_value(true).allow_negative_numbers(true)
}

fn flag(name: &'static str, help: Phrase, lang: Lang) -> Arg {
    Arg::new(name).long(name).help(help.get(lang)).action(ArgAction::SetTrue)
}

/// A number from `least` to `most`; what is said of another stands in the help.
fn number(least: f64, most: f64) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number: Option<f64> = text.parse().ok();
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| format!("{least}–{most}"))
    }
}

/// An origin of web pages; what is said of another stands in the help.
fn origin(text: &str) -> Result<Origin, String> {
    Origin::parse(text).ok_or_else(|| "http://HOST:PORT".to_owned())
}

/// A value that was given, cloned out of the matches.
pub(super) fn given<T: Clone + Send + Sync + 'static>(args: &ArgMatches, name: &str) -> Option<T> {
    args.try_get_one::<T>(name).ok().flatten().cloned()
}

/// All values that were given.
pub(super) fn all<T: Clone + Send + Sync + 'static>(args: &ArgMatches, name: &str) -> Vec<T> {
    args.try_get_many::<T>(name).ok().flatten().into_iter().flatten().cloned().collect()
}

/// Whether a flag was given; one that the command does not have was not.
pub(super) fn is_set(args: &ArgMatches, name: &str) -> bool {
    args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}
