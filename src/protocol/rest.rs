//! The REST calls that a speaker needs (protocol.md §7). Blocking: for a thread that may wait.

use std::collections::HashSet;
use std::io;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ureq::config::ConfigBuilder;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::typestate::AgentScope;
use ureq::{Agent, Timeout};

use crate::protocol::answer::RawAnswer;
use crate::protocol::endpoint::is_local;
use crate::protocol::error::{ErrorKind, Phase, SessionError, TlsFault};
use crate::protocol::message::lenient_text;
use crate::protocol::trust::{ROOTS, distrust, tls_failure};
use crate::protocol::voice::readable;
use crate::protocol::{Connect, ProxyChoice, USER_AGENT, Voice, file_address, proxy};

/// A failed REST call tells the same two things as a failed session.
pub type RestError = SessionError;

/// The most bytes that are read for one call, all pages of a list together; a list of 200 voices has about 100 kB.
const ANSWER_LIMIT: u64 = 16 * 1024 * 1024;

/// How many bytes of a file are read at once, and how many tell whether it is one.
const BLOCK: usize = 16 * 1024;
const TELLING: usize = 512;

/// How often a file may have moved.
const REDIRECTS: u32 = 5;

/// The largest page the service gives.
const PAGE: usize = 100;

/// More pages than any account has.
const PAGES: usize = 100;

/// How long all pages of a list may take; nobody waits for them.
const LISTING: Duration = Duration::from_secs(180);

/// Whom a token belongs to (protocol.md §7.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Numeric.
    #[serde(default, deserialize_with = "lenient_text")]
    pub user_id: Option<String>,
    /// The name to sign in with.
    #[serde(default, deserialize_with = "lenient_text")]
    pub user_name: Option<String>,
    /// The name to be shown.
    #[serde(default, deserialize_with = "lenient_text")]
    pub nick_name: Option<String>,
    /// A picture.
    #[serde(default, deserialize_with = "lenient_text")]
    pub avatar_url: Option<String>,
}

#[derive(Default, Deserialize)]
struct VoicePage {
    #[serde(default)]
    has_more: bool,
    #[serde(default, deserialize_with = "readable")]
    voice_list: Vec<Voice>,
}

/// All voices that the token may use, clones that are still being trained included, in the service's order, each once (protocol.md §7.1, permission `listVoice`). A list that
/// never ends is cut after 10 000 of them.
///
/// # Errors
/// A failed call, or pages that are larger or slower than any list; what earlier pages brought is not given.
pub fn voices(connect: &Connect) -> Result<Vec<Voice>, RestError> {
    listed(connect, "")
}

/// The clones of the account, also those that are still being trained, as [`voices`] gives them.
///
/// # Errors
/// Those of [`voices`].
pub fn clones(connect: &Connect) -> Result<Vec<Voice>, RestError> {
    listed(connect, "&filter_system_voice=true")
}

fn listed(connect: &Connect, filter: &str) -> Result<Vec<Voice>, RestError> {
    let agent = agent(connect);
    let begun = Instant::now();
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    let mut left = ANSWER_LIMIT;
    for number in 1..=PAGES {
        let path = format!("/v1/audio/voices?page_num={number}&page_size={PAGE}&voice_state=all{filter}");
        let page: Option<VoicePage> = call(&agent, connect, &path, &mut left)?;
        let VoicePage { has_more, voice_list } = page.unwrap_or_default();
        let before = all.len();
        all.extend(voice_list.into_iter().filter(|voice| seen.insert(voice.id.clone())));
        // A page without anything new is the last one, whatever it says.
        if !has_more || all.len() == before {
            break;
        }
        if begun.elapsed() > LISTING {
            return Err(ErrorKind::Stalled(Phase::NextEvent).into());
        }
    }
    Ok(all)
}

/// Whom the token belongs to (protocol.md §7.4).
///
/// # Errors
/// A failed call. Code 4101 here means that the token is good but may not see the profile.
pub fn me(connect: &Connect) -> Result<User, RestError> {
    call(&agent(connect), connect, "/v1/users/me", &mut { ANSWER_LIMIT })
}

/// Fetches a file from an address that the service named, such as a voice's sample, and gives its bytes away as they come, until
/// enough is there. No token is sent.
///
/// # Errors
/// [`ErrorKind::Malformed`] where the address is none to be asked: not encrypted, or a machine nearby that is not the service
/// itself; or where it leads on to one that is not encrypted. Else the file cannot be had, or is larger than `limit_bytes`.
/// The address is not repeated: it is signed.
pub fn fetch(
    url: &str,
    connect: &Connect,
    limit_bytes: u64,
    give: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Result<(), RestError> {
    let Connect { endpoint, proxy, .. } = connect;
    let address = file_address::checked(url, endpoint);
    let address = address.ok_or(ErrorKind::Malformed("an address that is not asked".to_owned()))?;
    let encrypted = address.scheme() == "https";
    // Who is asked in the clear is a service of one's own, which has no reason to send us to a neighbour.
    let redirects = if encrypted || endpoint.is_loopback() { REDIRECTS } else { 0 };
    let agent: Agent = config(is_local(&address), redirects, proxy).https_only(encrypted).build().into();
    let call = || agent.get(address.as_str()).call();
    streamed(proxy, address.as_str(), limit_bytes, call, give).map_err(|error| error.fit_to_show(None))
}

/// Makes a call for a file of at most `limit` bytes.
fn streamed(
    choice: &ProxyChoice,
    url: &str,
    limit: u64,
    call: impl FnOnce() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    give: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Result<(), SessionError> {
    let (mut response, mut answer) = begun(choice, url, call)?;
    let mut reader = response.body_mut().with_config().limit(limit).reader();
    let (mut block, mut is_file) = (vec![0; BLOCK], false);
    loop {
        let read = match reader.read(&mut block) {
            Ok(0) => break,
            Ok(read) => &block[..read],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(broken(error.into(), answer)),
        };
        let end = if is_file {
            give(read)
        } else {
            answer.body.extend_from_slice(read);
            // The first bytes show whether it is a page for people; of what is none of a file all is read.
            is_file = answer.body.len() >= TELLING && answer.is_file();
            if is_file { give(&answer.body) } else { ControlFlow::Continue(()) }
        };
        if end.is_break() {
            return Ok(());
        }
    }
    if !is_file {
        let _end = give(&answer.file()?);
    }
    Ok(())
}

/// One call with the token, whose answer may have as many bytes as are `left`.
fn call<T: DeserializeOwned>(agent: &Agent, connect: &Connect, path: &str, left: &mut u64) -> Result<T, RestError> {
    connect.guard()?;
    let url = format!("{}{path}", connect.endpoint.rest());
    get(agent, &connect.proxy, &url, Some(connect.token.reveal()), *left)
        .inspect(|answer| *left = left.saturating_sub(answer.body.len() as u64))
        .and_then(RawAnswer::data)
        .map_err(|error| error.fit_to_show(Some(&connect.token)))
}

fn get(
    agent: &Agent,
    choice: &ProxyChoice,
    url: &str,
    token: Option<&str>,
    limit: u64,
) -> Result<RawAnswer, SessionError> {
    let mut request = agent.get(url);
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    answered(choice, url, limit, || request.call())
}

/// Makes a call and reads its answer, of at most `limit` bytes.
pub(super) fn answered(
    choice: &ProxyChoice,
    url: &str,
    limit: u64,
    call: impl FnOnce() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<RawAnswer, SessionError> {
    let (mut response, answer) = begun(choice, url, call)?;
    match response.body_mut().with_config().limit(limit).read_to_vec() {
        Ok(body) => Ok(RawAnswer { body, ..answer }),
        Err(error) => Err(broken(error, answer)),
    }
}

/// Makes a call; its body is still to be read.
fn begun(
    choice: &ProxyChoice,
    url: &str,
    call: impl FnOnce() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<(ureq::http::Response<ureq::Body>, RawAnswer), SessionError> {
    let proxy = proxy::of(choice, url)?;
    let of_proxy =
        |error: &_| proxy.as_ref().and_then(|proxy| Some(proxy::failed(proxy, proxy::of_ureq(error, proxy)?)));
    let response = call().map_err(|error| of_proxy(&error).unwrap_or_else(|| failure(error)))?;
    let mut answer = RawAnswer { status: response.status().as_u16(), ..RawAnswer::default() };
    for (name, value) in response.headers() {
        answer.header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
    }
    Ok((response, answer))
}

/// Why the rest of an answer did not come.
fn broken(error: ureq::Error, answer: RawAnswer) -> SessionError {
    let kind = match failure(error) {
        // There was an answer, so there was a connection.
        ErrorKind::Connect(detail) => ErrorKind::Network(detail),
        ErrorKind::Stalled(Phase::Connect) => ErrorKind::Stalled(Phase::NextEvent),
        kind => kind,
    };
    SessionError { kind, logid: answer.logid }
}

/// A call with the token follows no redirect, so that the token goes nowhere else: to `ureq` another port is the same host.
fn agent(connect: &Connect) -> Agent {
    config(connect.endpoint.is_loopback(), 0, &connect.proxy).build().into()
}

/// A proxy is used except for this machine: the proxy would see the token.
pub(super) fn config(local: bool, redirects: u32, proxy: &ProxyChoice) -> ConfigBuilder<AgentScope> {
    let roots = RootCerts::from(ROOTS.iter().map(|root| Certificate::from_der(root)));
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = Agent::config_builder()
        .user_agent(USER_AGENT)
        .http_status_as_error(false)
        .max_redirects(redirects)
        .max_redirects_will_error(false)
        .tls_config(TlsConfig::builder().root_certs(roots).unversioned_rustls_crypto_provider(provider).build())
        .timeout_connect(Some(Duration::from_secs(10)))
        .timeout_recv_response(Some(Duration::from_secs(15)))
        .timeout_global(Some(Duration::from_secs(60)));
    match proxy {
        // Where it is followed elsewhere, the environment says again which hosts are spared.
        ProxyChoice::Environment if !local => config,
        ProxyChoice::Own(address) if !local => config.proxy(address.proxy()),
        _ => config.proxy(None),
    }
}

/// A failed call in our words.
fn failure(error: ureq::Error) -> ErrorKind {
    match error {
        ureq::Error::Timeout(Timeout::RecvBody) => ErrorKind::Stalled(Phase::NextEvent),
        ureq::Error::Timeout(Timeout::RecvResponse) => ErrorKind::Stalled(Phase::FirstEvent),
        ureq::Error::Timeout(_) => ErrorKind::Stalled(Phase::Connect),
        ureq::Error::Tls(detail) => ErrorKind::Tls { fault: TlsFault::Other, detail: detail.to_owned() },
        ureq::Error::Rustls(error) => distrust(&error),
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionReset => {
            ErrorKind::Network(error.to_string())
        }
        ureq::Error::Io(error) => tls_failure(&error),
        ureq::Error::BodyExceedsLimit(_) | ureq::Error::LargeResponseHeader(..) => ErrorKind::TooLarge,
        // Its text would repeat the address.
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
            ErrorKind::Malformed("an address that cannot be used".to_owned())
        }
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => ErrorKind::Connect(error.to_string()),
        other => ErrorKind::Network(other.to_string()),
    }
}
