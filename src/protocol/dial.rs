//! Connecting to the first address that answers, of those that a name has.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;
use tokio_tungstenite::MaybeTlsStream;

/// How long one address is tried alone before the next one joins (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// The way to the service: straight, or through a proxy, to which it may be encrypted too.
pub(super) type Way = MaybeTlsStream<TcpStream>;

/// Connects, and lets our three small messages leave at once.
pub(super) async fn dial(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let tcp = race(addresses).await?;
    tcp.set_nodelay(true)?;
    Ok(tcp)
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
