//! `batch`.

use std::path::PathBuf;

use clap::{ArgAction, ArgGroup, Command, value_parser};

use crate::cli::args::{account, argument, command_on, flag, saving, speak, value};
use crate::words::{Lang, cli as say};

pub(super) fn command(lang: Lang) -> Command {
    let files = argument("files", "FILES", say::FILES, lang).value_parser(value_parser!(PathBuf));
    command_on("batch", "FILES…", say::BATCH, lang)
        .arg(files.num_args(1..).action(ArgAction::Append))
        .arg(speak::encoding(lang))
        .arg(flag("continue", say::CONTINUE, lang))
        .arg(flag("list", say::LIST_QUEUE, lang))
        .arg(flag("clear", say::CLEAR_QUEUE, lang))
        .group(ArgGroup::new("what").args(["files", "continue", "list", "clear"]))
        .arg(value("out-dir", "DIR", say::OUT_DIR, lang).value_parser(value_parser!(PathBuf)))
        .arg(value("template", "T", say::TEMPLATE, lang))
        .arg(value("join", "OUT", say::JOIN, lang).value_parser(value_parser!(PathBuf)))
        .group(ArgGroup::new("where").args(["out-dir", "join"]))
        .args(speak::voice(lang))
        .args(speak::roles(lang))
        .arg(speak::directives(lang))
        .args(speak::codec(lang))
        .args(saving::file(lang))
        .args(saving::joins(lang))
        .arg(flag("keep", say::KEEP, lang).conflicts_with("no-keep"))
        .arg(flag("no-keep", say::NO_KEEP, lang))
        .args(account(lang))
        .args(speak::limits(lang))
        .arg(flag("json", say::JSON, lang))
}
