//! The one place where connections are made: address, encryption, token, deadline.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use url::Host;

use super::endpoint::{Target, is_loopback};
use super::error::{ErrorKind, Phase, SessionError};
use super::trust::encrypt;
use super::{Endpoint, Token, handshake};

/// How long one address is tried alone before the next one joins (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Everything that a connection to the service needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connect {
    /// Where.
    pub endpoint: Endpoint,
    /// As whom.
    pub token: Token,
    /// Whether the token may travel unencrypted to another machine.
    pub allow_insecure: bool,
}

/// A WebSocket to the service.
pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Connect {
    /// Whether the token may be sent there at all; asked before anything else is done.
    pub(super) fn guard(&self) -> Result<(), ErrorKind> {
        if self.endpoint.may_carry_token(self.allow_insecure) { Ok(()) } else { Err(ErrorKind::InsecureToken) }
    }

    /// Opens the WebSocket and gives it with the log id of the upgrade, where there was one.
    pub(super) async fn socket(&self, deadline: Duration) -> Result<(Socket, Option<String>), SessionError> {
        let opening = async {
            self.guard()?;
            let target = self.endpoint.speech().ok_or(ErrorKind::Connect("no usable address".to_owned()))?;
            let stream = self.stream(&target).await?;
            handshake::upgrade(stream, &target, &self.token).await
        };
        match tokio::time::timeout(deadline, opening).await {
            Ok(opened) => opened.map_err(|error| error.fit_to_show(Some(&self.token))),
            Err(_late) => Err(ErrorKind::Stalled(Phase::Connect).into()),
        }
    }

    /// TCP, and TLS above it where the endpoint asks for it.
    async fn stream(&self, target: &Target) -> Result<MaybeTlsStream<TcpStream>, ErrorKind> {
        let addresses = self.resolve(target).await?;
        let tcp = race(addresses).await.map_err(|error| ErrorKind::Connect(error.to_string()))?;
        // Our three small messages must leave at once.
        tcp.set_nodelay(true).map_err(|error| ErrorKind::Connect(error.to_string()))?;
        match self.endpoint.is_secure() {
            true => encrypt(tcp, &target.host).await,
            false => Ok(MaybeTlsStream::Plain(tcp)),
        }
    }

    async fn resolve(&self, target: &Target) -> Result<Vec<SocketAddr>, ErrorKind> {
        let mut addresses = match &target.host {
            Host::Domain(name) => tokio::net::lookup_host((name.as_str(), target.port))
                .await
                .map_err(|error| ErrorKind::Connect(error.to_string()))?
                .collect(),
            Host::Ipv4(ip) => vec![SocketAddr::from((*ip, target.port))],
            Host::Ipv6(ip) => vec![SocketAddr::from((*ip, target.port))],
        };
        if !self.endpoint.is_secure() && !self.allow_insecure {
            // `localhost` is only a name until it is resolved.
            addresses.retain(|address| is_loopback(address.ip()));
            if addresses.is_empty() {
                return Err(ErrorKind::InsecureToken);
            }
        }
        Ok(addresses)
    }
}

/// Connects to whichever address answers first, giving each a head start, so that a broken IPv6 route costs a moment
/// and not the deadline.
async fn race(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut waiting = addresses.into_iter();
    let mut trying = FuturesUnordered::new();
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    loop {
        match waiting.next() {
            Some(address) => trying.push(TcpStream::connect(address)),
            None if trying.is_empty() => return Err(failure),
            None => {}
        }
        tokio::select! {
            Some(tried) = trying.next() => match tried {
                Ok(stream) => return Ok(stream),
                Err(error) => failure = error,
            },
            () = tokio::time::sleep(HEAD_START), if waiting.len() > 0 => {}
        }
    }
}
