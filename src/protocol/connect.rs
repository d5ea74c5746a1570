//! The one place where connections are made: address, encryption, token, deadline.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use url::Host;

use super::endpoint::{Target, is_loopback};
use super::error::{ErrorKind, Phase, SessionError};
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
        if !self.endpoint.is_secure() {
            return Ok(MaybeTlsStream::Plain(tcp));
        }
        let name = match &target.host {
            Host::Domain(name) => {
                ServerName::try_from(name.clone()).map_err(|error| ErrorKind::Tls(error.to_string()))?
            }
            Host::Ipv4(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
            Host::Ipv6(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
        };
        // The first use reads the system's certificates from disk.
        let config = tokio::task::spawn_blocking(tls).await.map_err(|error| ErrorKind::Tls(error.to_string()))??;
        let tls = TlsConnector::from(config).connect(name, tcp).await.map_err(tls_failure)?;
        Ok(MaybeTlsStream::Rustls(tls))
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

/// Whom we trust, for the WebSocket and for REST: Mozilla's list, so that a bare machine can connect, and the system's own,
/// to which a company or a user may have added. Read once, because that takes a while.
pub(super) static ROOTS: LazyLock<Vec<CertificateDer<'static>>> = LazyLock::new(|| {
    let mut roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.to_vec();
    // A file that cannot be read is no reason to stop.
    roots.extend(rustls_native_certs::load_native_certs().certs);
    roots
});

/// TLS for the WebSocket, made once for the process, so that a later session can resume an earlier one's encryption.
///
/// The provider is named here, because rustls panics when it has to guess it.
fn tls() -> Result<Arc<ClientConfig>, ErrorKind> {
    static TLS: LazyLock<Result<Arc<ClientConfig>, String>> = LazyLock::new(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(config))
    });
    TLS.clone().map_err(ErrorKind::Tls)
}

/// A refusal by rustls is a matter of trust; anything else is the network.
pub(super) fn tls_failure(error: io::Error) -> ErrorKind {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(refusal) => ErrorKind::Tls(refusal.to_string()),
        None => ErrorKind::Connect(error.to_string()),
    }
}
