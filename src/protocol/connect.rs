//! The one place where connections are made: address, way, encryption, token, deadline.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use ureq::Proxy;
use url::Host;

use crate::protocol::dial::{Way, dial};
use crate::protocol::endpoint::{Address, is_loopback};
use crate::protocol::error::{ErrorKind, Phase, ProxyFault, SessionError};
use crate::protocol::trust::encrypt;
use crate::protocol::{Endpoint, ProxyChoice, Token, handshake, proxy};

/// Everything that a connection to the service needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connect {
    /// Where.
    pub endpoint: Endpoint,
    /// As whom.
    pub token: Token,
    /// Whether the token may travel unencrypted to another machine.
    pub allow_insecure: bool,
    /// By which way, unless it is on this machine.
    pub proxy: ProxyChoice,
}

/// A WebSocket to the service.
pub(super) type Socket = WebSocketStream<MaybeTlsStream<Way>>;

impl Connect {
    /// Checks that the token may be sent there at all, before anything else is done: encrypted, or to this machine, or because
    /// the user said so. A name of this machine is only a name until it is resolved, so its addresses are looked at too.
    ///
    /// # Errors
    /// [`ErrorKind::InsecureToken`].
    pub fn guard(&self) -> Result<(), ErrorKind> {
        let may = self.endpoint.may_carry_token(self.allow_insecure);
        may.then_some(()).ok_or(ErrorKind::InsecureToken)
    }

    /// Whether the token may be sent to an address of the endpoint.
    fn may_reach(&self, ip: IpAddr) -> bool {
        self.endpoint.is_secure() || self.allow_insecure || is_loopback(ip)
    }

    /// Opens the WebSocket and gives it with the log id of the upgrade, where there was one.
    pub(super) async fn socket(&self, deadline: Duration) -> Result<(Socket, Option<String>), SessionError> {
        let opened = self.open(Instant::now() + deadline).await;
        opened.map_err(|error| error.fit_to_show(Some(&self.token)))
    }

    async fn open(&self, late: Instant) -> Result<(Socket, Option<String>), SessionError> {
        self.guard()?;
        let target = self.endpoint.speech().ok_or(ErrorKind::Connect("no usable address".to_owned()))?;
        let proxy = proxy::of(&self.proxy, self.endpoint.ws())?;
        let silent = |_late| match &proxy {
            Some(proxy) => proxy::failed(proxy, ProxyFault::Silent),
            None => ErrorKind::Stalled(Phase::Connect),
        };
        let way = timeout_at(late, self.way(proxy.as_ref(), &target)).await.map_err(silent)??;
        let upgrading = async {
            let stream = match self.endpoint.is_secure() {
                true => encrypt(way, &target.host).await?,
                false => MaybeTlsStream::Plain(way),
            };
            handshake::upgrade(stream, &target, &self.token).await
        };
        timeout_at(late, upgrading).await.map_err(|_late| ErrorKind::Stalled(Phase::Connect))?
    }

    async fn way(&self, proxy: Option<&Proxy>, target: &Address) -> Result<Way, ErrorKind> {
        let Some(proxy) = proxy else {
            let addresses = self.resolve(target).await?;
            let tcp = dial(addresses).await.map_err(|error| ErrorKind::Connect(error.to_string()))?;
            return Ok(MaybeTlsStream::Plain(tcp));
        };
        // Some kinds of proxy want the address and not the name.
        let address = match proxy.resolve_target() {
            true => self.resolve(target).await?.first().copied(),
            false => None,
        };
        proxy::tunnel(proxy, target, address).await.map_err(|fault| proxy::failed(proxy, fault))
    }

    async fn resolve(&self, target: &Address) -> Result<Vec<SocketAddr>, ErrorKind> {
        let mut addresses = match &target.host {
            Host::Domain(name) => tokio::net::lookup_host((name.as_str(), target.port))
                .await
                .map_err(|error| ErrorKind::Connect(error.to_string()))?
                .collect(),
            Host::Ipv4(ip) => vec![SocketAddr::from((*ip, target.port))],
            Host::Ipv6(ip) => vec![SocketAddr::from((*ip, target.port))],
        };
        let has_any = !addresses.is_empty();
        addresses.retain(|address| self.may_reach(address.ip()));
        if has_any && addresses.is_empty() {
            return Err(ErrorKind::InsecureToken);
        }
        Ok(addresses)
    }
}
