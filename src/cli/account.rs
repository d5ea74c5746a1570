//! Which service is meant, and with which token: flags before environment before settings.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::audio::take::Header;
use crate::cli::args::given;
use crate::cli::{Context, report, token_file, usage};
use crate::engine::Account;
use crate::protocol::{Connect, Endpoint, NoToken, TOKEN_VARIABLE, Token};
use crate::store::{Home, Secrets, Settings};
use crate::words::{Failure, Phrase, cli as say, service};

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
    resolve(args, &Environment::of_process(), &context.settings, &context.home, own(take))
}

/// The same for the rest of a take, which no other account can speak.
///
/// # Errors
/// As [`chosen`], or the account is another one.
pub(super) fn of_rest(args: &ArgMatches, context: &Context, take: &Header) -> Result<Account, Failure> {
    let account = of_take(args, context, take)?;
    match own(take).filter(|own| *own != account.name()) {
        None => Ok(account),
        Some(own) => {
            let (_, by) = named(args, &Environment::of_process(), &context.settings, Some(own));
            Err(say::take_of_another(account.name(), by, own))
        }
    }
}

fn own(take: &Header) -> Option<&str> {
    Some(take.account.as_str()).filter(|account| !account.is_empty())
}

/// Why the account that is [`chosen`] is that one.
pub(super) fn by(args: &ArgMatches, context: &Context) -> Phrase {
    named(args, &Environment::of_process(), &context.settings, None).1
}

fn resolve(
    args: &ArgMatches,
    environment: &Environment,
    settings: &Settings,
    home: &Home,
    own: Option<&str>,
) -> Result<Account, Failure> {
    let token = given_token(args, environment)?;
    let endpoint = match named(args, environment, settings, own).0 {
        Name::Account(name) if name == Account::DEMO => return Ok(Account::Demo),
        Name::Account(name) => match address_of(&name, settings)? {
            Some(endpoint) => endpoint,
            None if own == Some(&name) => return Err(say::take_of_nobody(&name)),
            None => return Err(usage::failure(say::NO_ACCOUNT.with("name", name), say::ACCOUNTS)),
        },
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
    let proxy = settings.proxy.clone();
    Ok(Account::Service { name, connect: Connect { endpoint, token, allow_insecure, proxy } })
}

enum Name {
    Account(String),
    Address(String),
}

/// What names the account, and how it comes that it does.
fn named(args: &ArgMatches, environment: &Environment, settings: &Settings, own: Option<&str>) -> (Name, Phrase) {
    let coze_cn = || Name::Account("coze.cn".into());
    let is_unset = settings.account == Account::DEMO;
    if let Some(endpoint) = given(args, "endpoint") {
        (Name::Address(endpoint), say::BY_ENDPOINT)
    } else if let Some(account) = given(args, "account") {
        (Name::Account(account), say::BY_ACCOUNT)
    } else if let Some(base) = &environment.base {
        (Name::Address(base.clone()), say::BY_BASE)
    } else if let Some(own) = own {
        (Name::Account(own.to_owned()), say::BY_TAKE)
    } else if is_unset && given::<PathBuf>(args, "token-file").is_some() {
        (coze_cn(), say::BY_TOKEN_FILE)
    } else if is_unset && environment.token.is_some() {
        (coze_cn(), say::BY_TOKEN)
    } else {
        (Name::Account(settings.account.clone()), if is_unset { say::BY_NOTHING } else { say::BY_SETTINGS })
    }
}

/// Where an account is; nothing where nobody knows.
fn address_of(name: &str, settings: &Settings) -> Result<Option<Endpoint>, Failure> {
    match name {
        "coze.cn" | "coze.com" => parse(name).map(Some),
        other => match &settings.custom_endpoint {
            Some(address) if parse(address)?.name() == other || other == "custom" => parse(address).map(Some),
            _ => Ok(None),
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
