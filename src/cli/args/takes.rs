//! `takes` and its commands.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, RangedU64ValueParser};
use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};

use crate::cli::args::{account, argument, command_on, flag, saving, speak, value};
use crate::words::{Lang, cli as say};

pub(super) fn command(lang: Lang) -> Command {
    let id = || argument("id", "ID", say::TAKE_ID, lang).required(true);
    Command::new("takes")
        .about(say::TAKES.get(lang))
        .help_template(say::HELP_OF_GROUP.with("command", "takes").get(lang))
        .disable_help_subcommand(true)
        .subcommand(list(lang))
        .subcommand(
            command_on("takes show", "ID", say::TAKES_SHOW, lang)
                .arg(id())
                .arg(flag("json", say::JSON_RECEIPT, lang))
                .arg(flag("text", say::WHOLE_TEXT, lang).conflicts_with("json")),
        )
        .subcommand(
            command_on("takes export", "ID --out FILE", say::TAKES_EXPORT, lang)
                .arg(id())
                .arg(value("out", "FILE", say::OUT, lang).value_parser(value_parser!(PathBuf)))
                .args(saving::file(lang))
                .arg(value("template", "T", say::TEMPLATE, lang))
                .args(saving::joins(lang))
                .args(saving::range(lang))
                .arg(flag("json", say::JSON, lang)),
        )
        .subcommand(
            command_on("takes delete", "ID…", say::TAKES_DELETE, lang)
                .arg(id().num_args(1..).action(ArgAction::Append))
                .arg(flag("for-good", say::FOR_GOOD, lang))
                .arg(flag("yes", say::YES, lang)),
        )
        .subcommand(redo(lang))
        .subcommand(
            command_on("takes rename", "ID TITLE", say::TAKES_RENAME, lang)
                .arg(id())
                .arg(argument("title", "TITLE", say::TITLE, lang).required(true)),
        )
        .subcommand(command_on("takes star", "ID", say::TAKES_STAR, lang).arg(id()).arg(flag("off", say::OFF, lang)))
}

fn list(lang: Lang) -> Command {
    let orders = PossibleValuesParser::new(["date", "length", "voice", "title"]);
    Command::new("list")
        .about(say::TAKES_LIST.get(lang))
        .help_template(say::HELP_OF_COMMAND.with("command", "takes list").get(lang))
        .arg(value("search", "TEXT", say::SEARCH, lang))
        .arg(value("voice", "NAME", say::OF_VOICE, lang))
        .arg(value("sort", "BY", say::SORT, lang).value_parser(orders).default_value("date"))
        .arg(flag("json", say::JSON_LIST, lang))
}

fn redo(lang: Lang) -> Command {
    let place = |name, help| -> Arg {
        value(name, "N", help, lang).value_parser(RangedU64ValueParser::<u64>::new().range(1..))
    };
    command_on("takes redo", "ID", say::TAKES_REDO, lang)
        .arg(argument("id", "ID", say::TAKE_ID, lang).required(true))
        .arg(place("sentence", say::SENTENCE))
        .arg(place("segment", say::SEGMENT))
        .group(ArgGroup::new("passage").args(["sentence", "segment"]))
        .args(speak::voice(lang))
        .args(account(lang))
        .arg(flag("json", say::JSON, lang))
}
