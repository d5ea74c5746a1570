//! The way through the proxy of the settings or of the environment, by the same rules for the WebSocket and for REST: those of
//! `ureq`.
//!
//! The proxy learns where we go and nothing else: encryption ends at the service, and the token is inside of it.

mod choice;

use std::ffi::OsString;
use std::fmt::Display;
use std::io;
use std::net::SocketAddr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
pub use choice::{ProxyAddress, ProxyAddressError, ProxyChoice};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_socks::tcp::{Socks4Stream, Socks5Stream};
use tokio_socks::{IntoTargetAddr, TargetAddr};
use tokio_tungstenite::MaybeTlsStream;
use ureq::{Proxy, ProxyProtocol};
use url::{Host, Position, Url};

use crate::protocol::USER_AGENT;
use crate::protocol::dial::{Way, dial};
use crate::protocol::endpoint::{Address, is_local};
use crate::protocol::error::{ErrorKind, ProxyFault};
use crate::protocol::handshake::ResponseHead;
use crate::protocol::trust::encrypt;

/// The largest answer to `CONNECT`, in bytes.
const HEAD_LIMIT: usize = 16 * 1024;

/// Where `ureq` looks for a proxy, in its order.
const VARIABLES: [&str; 6] = ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// The proxy for this address: the chosen one, or that of the environment unless `NO_PROXY` spares the host. What stays on this
/// machine never goes through one.
///
/// # Errors
/// The variable that counts cannot be read: `ureq` would silently go without.
pub(super) fn of(choice: &ProxyChoice, address: &str) -> Result<Option<Proxy>, ErrorKind> {
    let Some(url) = Url::parse(address).ok().filter(|url| !is_local(url)) else { return Ok(None) };
    match choice {
        ProxyChoice::None => Ok(None),
        ProxyChoice::Own(address) => Ok(address.proxy()),
        ProxyChoice::Environment => of_environment(&url),
    }
}

fn of_environment(url: &Url) -> Result<Option<Proxy>, ErrorKind> {
    let Some((variable, value)) = named() else { return Ok(None) };
    let readable = value.to_str().is_some_and(|value| Proxy::new(value).is_ok_and(|proxy| is_whole(&proxy)));
    let proxy = Proxy::try_from_env().filter(|_| readable);
    let proxy = proxy.ok_or(ErrorKind::Proxy { proxy: variable.to_owned(), fault: ProxyFault::Unreadable })?;
    let spared = url[..Position::BeforePath].parse().is_ok_and(|uri| proxy.is_no_proxy(&uri));
    Ok((!spared).then_some(proxy))
}

/// Whether the port is a number: any other would count as none.
fn is_whole(proxy: &Proxy) -> bool {
    Url::parse(&proxy.uri().to_string()).is_ok()
}

/// The first variable that holds anything.
fn named() -> Option<(&'static str, OsString)> {
    VARIABLES.iter().find_map(|name| Some((*name, std::env::var_os(name).filter(|value| !value.is_empty())?)))
}

/// The proxy that the environment names, by host and port, never by its user or password.
pub fn proxy_of_environment() -> Option<String> {
    Proxy::try_from_env().map(|proxy| format!("{}:{}", proxy.host(), proxy.port()))
}

/// The failure of this proxy, named by host and port, never by its user or password.
pub(super) fn failed(proxy: &Proxy, fault: ProxyFault) -> ErrorKind {
    ErrorKind::Proxy { proxy: format!("{}:{}", proxy.host(), proxy.port()), fault }
}

/// A connection to the target through the proxy. `resolved` is the target's address where the proxy is not to resolve its name.
pub(super) async fn tunnel(proxy: &Proxy, target: &Address, resolved: Option<SocketAddr>) -> Result<Way, ProxyFault> {
    let host = proxy.host().trim_start_matches('[').trim_end_matches(']');
    let addresses = tokio::net::lookup_host((host, proxy.port())).await.map_err(unreachable)?.collect();
    let tcp = dial(addresses).await.map_err(unreachable)?;
    let tcp = match proxy.protocol() {
        ProxyProtocol::Https => {
            let name = Host::parse(proxy.host()).map_err(unreachable)?;
            return connect(encrypt(tcp, &name).await.map_err(unreachable)?, proxy, target).await;
        }
        ProxyProtocol::Socks4 | ProxyProtocol::Socks4A => {
            Socks4Stream::connect_with_socket(tcp, address(target, resolved)?).await.map_err(of_socks)?.into_inner()
        }
        ProxyProtocol::Socks5 | ProxyProtocol::Socks5h => {
            let address = address(target, resolved)?;
            let stream = match proxy.username() {
                Some(user) => {
                    let password = proxy.password().unwrap_or_default();
                    Socks5Stream::connect_with_password_and_socket(tcp, address, user, password).await
                }
                None => Socks5Stream::connect_with_socket(tcp, address).await,
            };
            stream.map_err(of_socks)?.into_inner()
        }
        _ => connect(tcp, proxy, target).await?,
    };
    Ok(MaybeTlsStream::Plain(tcp))
}

fn unreachable(error: impl Display) -> ProxyFault {
    ProxyFault::Unreachable(error.to_string())
}

/// What a SOCKS proxy is asked.
fn address(target: &Address, resolved: Option<SocketAddr>) -> Result<TargetAddr<'_>, ProxyFault> {
    let ip = match &target.host {
        Host::Domain(_) => resolved,
        Host::Ipv4(ip) => Some(SocketAddr::from((*ip, target.port))),
        Host::Ipv6(ip) => Some(SocketAddr::from((*ip, target.port))),
    };
    match (ip, &target.host) {
        (Some(address), _) => Ok(TargetAddr::Ip(address)),
        (None, host) => (host.to_string(), target.port).into_target_addr().map_err(of_socks),
    }
}

/// Asks an HTTP proxy for a way to the target (RFC 9110 §9.3.6).
async fn connect<S>(mut stream: S, proxy: &Proxy, target: &Address) -> Result<S, ProxyFault>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let authority = format!("{}:{}", target.host, target.port);
    let sign_in = proxy.username().map_or_else(String::new, |user| {
        let pair = BASE64_STANDARD.encode(format!("{user}:{}", proxy.password().unwrap_or_default()));
        format!("Proxy-Authorization: Basic {pair}\r\n")
    });
    let request =
        format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: {USER_AGENT}\r\n{sign_in}\r\n");
    stream.write_all(request.as_bytes()).await.map_err(unreachable)?;
    stream.flush().await.map_err(unreachable)?;
    let mut received = Vec::with_capacity(1024);
    let head = loop {
        if stream.read_buf(&mut received).await.map_err(unreachable)? == 0 {
            return Err(unreachable("it closed the connection without an answer"));
        }
        match ResponseHead::parse(&received) {
            Ok(Some(head)) => break head,
            Ok(None) if received.len() <= HEAD_LIMIT => {}
            Ok(None) | Err(_) => return Err(ProxyFault::Foreign),
        }
    };
    match head.answer.status {
        // The service never speaks first.
        200..=299 if head.length == received.len() => Ok(stream),
        200..=299 => Err(ProxyFault::Foreign),
        status => Err(of_status(status)),
    }
}

/// What the answer to `CONNECT` means.
fn of_status(status: u16) -> ProxyFault {
    match status {
        407 => ProxyFault::SignIn,
        502..=504 => ProxyFault::NoWay(format!("HTTP {status}")),
        _ => ProxyFault::Refused(format!("HTTP {status}")),
    }
}

fn is_socks(proxy: &Proxy) -> bool {
    !matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https)
}

fn of_socks(error: tokio_socks::Error) -> ProxyFault {
    use tokio_socks::Error;
    match error {
        Error::Io(error) => unreachable(error),
        Error::NoAcceptableAuthMethods
        | Error::UnknownAuthMethod
        | Error::InvalidAuthValues(_)
        | Error::PasswordAuthFailure(_)
        | Error::IdentdAuthFailure
        | Error::InvalidUserIdAuthFailure => ProxyFault::SignIn,
        Error::ConnectionNotAllowedByRuleset | Error::CommandNotSupported | Error::AddressTypeNotSupported => {
            ProxyFault::Refused(error.to_string())
        }
        Error::GeneralSocksServerFailure
        | Error::NetworkUnreachable
        | Error::HostUnreachable
        | Error::ConnectionRefused
        | Error::TtlExpired => ProxyFault::NoWay(error.to_string()),
        _ => ProxyFault::Foreign,
    }
}

/// The same for what `ureq` tells, as far as it is about the proxy. Its reasons are only in its words.
pub(super) fn of_ureq(error: &ureq::Error, proxy: &Proxy) -> Option<ProxyFault> {
    let fault = match error {
        ureq::Error::ConnectProxyFailed(told) => {
            let status = told.rsplit('/').next().and_then(|status| status.parse().ok());
            status.map_or_else(|| unreachable(told), of_status)
        }
        ureq::Error::Timeout(ureq::Timeout::Connect) => ProxyFault::Silent,
        ureq::Error::HostNotFound if !proxy.resolve_target() => unreachable(error),
        // Through a proxy nothing else is dialled.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => unreachable(error),
        // The system's errors have numbers; those of SOCKS have none.
        ureq::Error::Io(error) if is_socks(proxy) && error.raw_os_error().is_none() => match error.kind() {
            io::ErrorKind::PermissionDenied => ProxyFault::SignIn,
            io::ErrorKind::Other if error.to_string().ends_with("auth methods") => ProxyFault::SignIn,
            io::ErrorKind::Other => ProxyFault::NoWay(error.to_string()),
            _ => return None,
        },
        _ => return None,
    };
    Some(fault)
}
