//! Which service is meant, and with which token: flags before environment before settings.

use std::path::PathBuf;

use clap::ArgMatches;

use super::args::given;
use super::{Context, report, token_file, usage};
use crate::audio::take::Header;
use crate::engine::Account;
use crate::protocol::{Connect, Endpoint, NoToken, TOKEN_VARIABLE, Token};
use crate::store::{Home, Secrets, Settings};
use crate::words::{Failure, cli as say, service};

/// What the environment says.
struct Environment {
    /// `COZE_API_TOKEN`.
    token: Option<String>,
    /// `COZE_API_BASE`.
    base: Option<String>,
}

impl Environment {
    /// The environment of this process; empty variables count as absent.
    fn of_process() -> Environment {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        Environment { token: variable(TOKEN_VARIABLE), base: variable("COZE_API_BASE") }
    }
}

/// The account that is meant; says on standard error when that is the demo account because nothing names another.
///
/// # Errors
/// An account that does not exist, an address that is none, a token that is none, or an endpoint without a token.
pub(super) fn chosen(args: &ArgMatches, context: &Context) -> Result<Account, Failure> {
    let account = resolve(args, &Environment::of_process(), &context.settings, &context.home, None)?;
    if matches!(account, Account::Demo) && given::<String>(args, "account").is_none() {
        report::sentence(say::DEMO_IN_USE.get(context.lang));
    }
    Ok(account)
}

/// The same for what is to be asked of a take: where nothing names an account, it is the one that the take was spoken with.
///
/// # Errors
/// As [`chosen`].
pub(super) fn of_take(args: &ArgMatches, context: &Context, take: &Header) -> Result<Account, Failure> {
    let own = Some(take.account.as_str()).filter(|account| !account.is_empty());
    resolve(args, &Environment::of_process(), &context.settings, &context.home, own)
}

fn resolve(
    args: &ArgMatches,
    environment: &Environment,
    settings: &Settings,
    home: &Home,
    own: Option<&str>,
) -> Result<Account, Failure> {
    let token = given_token(args, environment)?;
    let name = match (given::<String>(args, "endpoint"), given::<String>(args, "account"), &environment.base) {
        (Some(endpoint), _, _) => Name::Address(endpoint),
        (None, Some(account), _) => Name::Account(account),
        (None, None, Some(base)) => Name::Address(base.clone()),
        (None, None, None) if own.is_some() => Name::Account(own.unwrap_or_default().to_owned()),
        (None, None, None) if token.is_some() && settings.account == Account::DEMO => Name::Account("coze.cn".into()),
        (None, None, None) => Name::Account(settings.account.clone()),
    };
    let endpoint = match name {
        Name::Account(name) if name == Account::DEMO => return Ok(Account::Demo),
        Name::Account(name) => address_of(&name, settings)?,
        Name::Address(address) => parse(&address)?,
    };
    // The window keeps tokens and voices under this name too, so that a token never goes to another host than its own.
    let name = endpoint.name();
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
            _ => Err(usage::failure(say::NO_ACCOUNT.with("name", other), say::ACCOUNTS)),
        },
    }
}

fn parse(address: &str) -> Result<Endpoint, Failure> {
    Endpoint::parse(address).map_err(|error| crate::engine::endpoint_failure(&error))
}

fn given_token(args: &ArgMatches, environment: &Environment) -> Result<Option<Token>, Failure> {
    let (pasted, from) = match (given::<PathBuf>(args, "token-file"), &environment.token) {
        (Some(path), _) => (token_file::read(&path)?, path.display().to_string()),
        (None, Some(token)) => (token.clone(), TOKEN_VARIABLE.to_owned()),
        (None, None) => return Ok(None),
    };
    Token::read(&pasted).map(Some).map_err(|why| match why {
        NoToken::Empty => service::empty_token(&from),
        NoToken::Variables => service::variables_without_token(&from),
        NoToken::Several => service::several_tokens(&from),
        NoToken::Unusable => service::unusable_token(&from),
    })
}
