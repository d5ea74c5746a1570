//! A proxy as it stands in offices and on laptops: HTTP `CONNECT`, SOCKS 4a and 5. Whatever host it is asked for, it goes to one
//! server of the story; and it notes what it was asked for.

use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::tls;

/// The hosts that it does not allow, and that it cannot reach.
pub const FORBIDDEN: &str = "forbidden.example";
pub const NOWHERE: &str = "nowhere.example";

/// What it speaks.
#[derive(Clone)]
pub enum Manner {
    /// HTTP `CONNECT`.
    Http,
    /// The same in TLS.
    Https,
    /// SOCKS 4a or 5, as the client likes.
    Socks,
    /// HTTP for any host, in TLS where there is a certificate: it is the service afar, before a server that knows only itself.
    Front(Option<&'static str>),
    /// These bytes, whatever it is asked; then nothing.
    Says(Vec<u8>),
    /// The same, and then it closes.
    Closes(Vec<u8>),
}

/// It is gone when this is dropped.
pub struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    _stop: oneshot::Sender<()>,
}

impl Proxy {
    /// To that server. `login` is the user and the password that it wants, in the form `user:password`.
    pub fn start(manner: Manner, server: SocketAddr, login: Option<&'static str>) -> Proxy {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on loopback");
        let address = listener.local_addr().expect("its address");
        listener.set_nonblocking(true).expect("a socket that tokio can use");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let client = Client { manner, server, login, asked: asked.clone() };
        let (stop, stopped) = oneshot::channel::<()>();
        let serve = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener");
                tokio::spawn(async move {
                    while let Ok((stream, _)) = listener.accept().await {
                        tokio::spawn(client.clone().serve(stream));
                    }
                });
                let _ = stopped.await;
            });
        };
        std::thread::Builder::new().name("proxy".into()).spawn(serve).expect("a thread");
        Proxy { address, asked, _stop: stop }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it was asked for since the last time, a line for each connection: `CONNECT host:port user:password`.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("no panic"))
    }
}

#[derive(Clone)]
struct Client {
    manner: Manner,
    server: SocketAddr,
    login: Option<&'static str>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Client {
    async fn serve(self, mut stream: TcpStream) {
        // A client that goes is no news.
        let _gone = match self.manner.clone() {
            Manner::Http => self.http(&mut stream).await,
            Manner::Socks => self.socks(&mut stream).await,
            Manner::Https => match tls::acceptor(tls::GOOD).accept(stream).await {
                Ok(mut stream) => self.http(&mut stream).await,
                Err(_) => None,
            },
            Manner::Front(None) => self.front(&mut stream).await,
            Manner::Front(Some(certificate)) => {
                self.note("TLS".to_owned());
                match tls::acceptor(certificate).accept(stream).await {
                    Ok(mut stream) => self.front(&mut stream).await,
                    Err(_) => None,
                }
            }
            Manner::Says(bytes) => self.rude(&mut stream, &bytes, true).await,
            Manner::Closes(bytes) => self.rude(&mut stream, &bytes, false).await,
        };
    }

    fn note(&self, line: String) {
        self.asked.lock().expect("no panic").push(line);
    }

    async fn rude(&self, stream: &mut TcpStream, bytes: &[u8], stays: bool) -> Option<()> {
        stream.read_buf(&mut Vec::with_capacity(4096)).await.ok()?;
        self.note("something".to_owned());
        stream.write_all(bytes).await.ok()?;
        if stays { pending().await } else { Some(()) }
    }

    async fn http<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut S) -> Option<()> {
        let head = head(stream).await?;
        let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.strip_suffix("\r\n\r\n")).expect("CONNECT");
        let target = target.split(' ').next().expect("a host");
        let sent = head.lines().find_map(|line| line.strip_prefix("Proxy-Authorization: Basic "));
        let sent = sent.map(|sent| String::from_utf8(BASE64_STANDARD.decode(sent).expect("base64")).expect("text"));
        self.note(format!("CONNECT {target} {}", sent.as_deref().unwrap_or("nobody")));
        let host = target.split(':').next().expect("a host");
        let refusal = match host {
            _ if sent.as_deref() != self.login => "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic",
            FORBIDDEN => "403 Forbidden",
            NOWHERE => "502 Bad Gateway",
            _ => return self.pass(stream, b"HTTP/1.1 200 Connection established\r\n\r\n").await,
        };
        stream.write_all(format!("HTTP/1.1 {refusal}\r\nContent-Length: 0\r\n\r\n").as_bytes()).await.ok()
    }

    async fn socks(&self, stream: &mut TcpStream) -> Option<()> {
        if stream.read_u8().await.ok()? == 4 {
            return self.socks4(stream).await;
        }
        let methods = bytes(stream).await?;
        let mut sent = None;
        match self.login {
            Some(_) if methods.contains(&2) => {
                stream.write_all(&[5, 2]).await.ok()?;
                assert_eq!(stream.read_u8().await.ok()?, 1);
                let (user, password) = (bytes(stream).await?, bytes(stream).await?);
                sent = Some(String::from_utf8([user, password].join(&b':')).expect("text"));
                stream.write_all(&[1, u8::from(sent.as_deref() != self.login)]).await.ok()?;
            }
            None if methods.contains(&0) => stream.write_all(&[5, 0]).await.ok()?,
            _ => stream.write_all(&[5, 0xff]).await.ok()?,
        }
        if sent.as_deref() != self.login {
            self.note(format!("SOCKS5 ? {}", sent.as_deref().unwrap_or("nobody")));
            return None;
        }
        let mut head = [0; 4];
        stream.read_exact(&mut head).await.ok()?;
        let host = match head {
            [5, 1, 0, 1] => Ipv4Addr::from(stream.read_u32().await.ok()?).to_string(),
            [5, 1, 0, 3] => String::from_utf8(bytes(stream).await?).expect("text"),
            other => panic!("{other:?}"),
        };
        let port = stream.read_u16().await.ok()?;
        self.note(format!("SOCKS5 {host}:{port} {}", sent.as_deref().unwrap_or("nobody")));
        match &*host {
            FORBIDDEN => stream.write_all(&[5, 2, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok(),
            NOWHERE => stream.write_all(&[5, 4, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok(),
            _ => self.pass(stream, &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await,
        }
    }

    async fn socks4(&self, stream: &mut TcpStream) -> Option<()> {
        assert_eq!(stream.read_u8().await.ok()?, 1);
        let port = stream.read_u16().await.ok()?;
        assert_eq!(stream.read_u32().await.ok()?, 1, "a name");
        while stream.read_u8().await.ok()? != 0 {}
        let mut host = Vec::new();
        loop {
            match stream.read_u8().await.ok()? {
                0 => break,
                letter => host.push(letter),
            }
        }
        self.note(format!("SOCKS4 {}:{port} nobody", String::from_utf8(host).expect("text")));
        self.pass(stream, &[0, 90, 0, 0, 0, 0, 0, 0]).await
    }

    /// Says that the way is free, and is the way.
    async fn pass<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut S, told: &[u8]) -> Option<()> {
        let mut server = TcpStream::connect(self.server).await.ok()?;
        stream.write_all(told).await.ok()?;
        copy_bidirectional(stream, &mut server).await.map(drop).ok()
    }

    async fn front<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut S) -> Option<()> {
        let head = head(stream).await?;
        let is_host = |line: &&str| line.to_ascii_lowercase().starts_with("host:");
        let host = head.lines().find(is_host).expect("a host");
        let mut server = TcpStream::connect(self.server).await.ok()?;
        server.write_all(head.replace(host, &format!("Host: {}", self.server)).as_bytes()).await.ok()?;
        copy_bidirectional(stream, &mut server).await.map(drop).ok()
    }
}

/// Up to the empty line.
async fn head<S: AsyncRead + Unpin>(stream: &mut S) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).expect("text"))
}

/// So many bytes as the first one says.
async fn bytes(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::from(stream.read_u8().await.ok()?)];
    stream.read_exact(&mut bytes).await.ok()?;
    Some(bytes)
}
