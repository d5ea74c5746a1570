//! Which service is meant, and with which token: flags before environment before settings.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::args::given;
use crate::engine::Account;
use crate::protocol::{Connect, Endpoint, Token};
use crate::store::{Home, Secrets, Settings};
use crate::words::local::FileAct;
use crate::words::{Class, Failure, Phrase, Said, cli as say, local, service};

/// What the environment says.
pub(super) struct Environment {
    /// `COZE_API_TOKEN`.
    pub token: Option<String>,
    /// `COZE_API_BASE`.
    pub base: Option<String>,
}

impl Environment {
    /// The environment of this process; empty variables count as absent.
    pub fn of_process() -> Environment {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Environment { token: variable("COZE_API_TOKEN"), base: variable("COZE_API_BASE") }
    }
}

/// The account that is meant.
///
/// # Errors
/// An account that does not exist, an address that is none, a token that is none, or an endpoint without a token.
pub(super) fn resolve(
    args: &ArgMatches,
    environment: &Environment,
    settings: &Settings,
    home: &Home,
) -> Result<Account, Failure> {
    let token = given_token(args, environment)?;
    let name = match (given::<String>(args, "endpoint"), given::<String>(args, "account"), &environment.base) {
        (Some(endpoint), _, _) => Name::Address(endpoint),
        (None, Some(account), _) => Name::Account(account),
        (None, None, Some(base)) => Name::Address(base.clone()),
        (None, None, None) if token.is_some() && settings.account == Account::DEMO => Name::Account("coze.cn".into()),
        (None, None, None) => Name::Account(settings.account.clone()),
    };
    let (name, endpoint) = match name {
        Name::Account(name) if name == Account::DEMO => return Ok(Account::Demo),
        Name::Account(name) => {
            let address = address_of(&name, settings)?;
            (name, address)
        }
        Name::Address(address) => {
            let endpoint = parse(&address)?;
            (endpoint.name(), endpoint)
        }
    };
    // The store, which may be a keyring that asks the user, is touched only when nothing else gave a token.
    let token = match token {
        Some(token) => Some(token),
        None => Secrets::open(home).get(&name).map_err(|error| crate::engine::store_failure(&error))?,
    };
    let token = token.ok_or_else(|| service::no_token(&name))?;
    let allow_insecure = args.get_flag("allow-insecure");
    Ok(Account::Service { name, connect: Connect { endpoint, token, allow_insecure } })
}

enum Name {
    Account(String),
    Address(String),
}

fn address_of(name: &str, settings: &Settings) -> Result<Endpoint, Failure> {
    match name {
        "coze.cn" | "coze.com" => parse(name),
        other => match &settings.custom_endpoint {
            Some(address) if parse(address)?.name() == other || other == "custom" => parse(address),
            _ => Err(usage(say::NO_ACCOUNT.with("name", other), say::ACCOUNTS)),
        },
    }
}

fn parse(address: &str) -> Result<Endpoint, Failure> {
    Endpoint::parse(address).map_err(|error| crate::engine::endpoint_failure(&error))
}

fn given_token(args: &ArgMatches, environment: &Environment) -> Result<Option<Token>, Failure> {
    let (pasted, from) = match (given::<PathBuf>(args, "token-file"), &environment.token) {
        (Some(path), _) => (read(&path)?, path.display().to_string()),
        (None, Some(token)) => (token.clone(), "COZE_API_TOKEN".to_owned()),
        (None, None) => return Ok(None),
    };
    match Token::parse(&pasted) {
        Some(token) => Ok(Some(token)),
        None => Err(Failure::new(Class::Token, say::BAD_TOKEN.with("from", from), say::TOKEN_SHAPE, say::GIVE_TOKEN)),
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| local::file(FileAct::Read, path, &error))
}

/// A command that cannot be carried out as it was written.
pub(super) fn usage(why: impl Into<Said>, todo: Phrase) -> Failure {
    Failure::new(Class::Usage, say::USAGE, why, todo)
}
