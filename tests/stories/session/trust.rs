//! Encrypted connections: to somebody for whom the system vouches, and to somebody for whom nobody does.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{SinkExt, StreamExt};
use langsheng::protocol::{Connect, Endpoint, ErrorKind, Retry, SessionEvent, TlsFault, User, rest};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;

use super::raw::{self, open};
use crate::common::program::{Program, ended};
use crate::common::tls;

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    (listener, port)
}

fn connect(host: &str, port: u16) -> Connect {
    let endpoint = Endpoint::parse(&format!("wss://{host}:{port}")).expect("an endpoint");
    Connect { endpoint, ..raw::connect(([127, 0, 0, 1], 9).into()) }
}

/// A server that gives each client the same; and how many came.
async fn server<F, Fut>(each: F) -> (u16, Arc<AtomicUsize>)
where
    F: Fn(TcpStream) -> Fut + Send + 'static,
    Fut: Future<Output = ()> + Send,
{
    let (listener, port) = listener().await;
    let came = Arc::new(AtomicUsize::new(0));
    let count = came.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            each(stream).await;
        }
    });
    (port, came)
}

/// A server with a certificate.
async fn certified(certificate: &'static str) -> (u16, Arc<AtomicUsize>) {
    server(async move |stream| {
        assert!(tls::acceptor(certificate).accept(stream).await.is_err(), "the client goes before the token is sent");
    })
    .await
}

/// A server that answers to whatever comes first with these bytes.
async fn says(bytes: &'static [u8]) -> (u16, Arc<AtomicUsize>) {
    server(async move |mut stream| {
        assert!(stream.read_buf(&mut Vec::with_capacity(4096)).await.is_ok_and(|read| read > 0));
        let _ = stream.write_all(bytes).await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await
}

/// Both ways to the service, and the program, which asks once and says why.
async fn is_named(server: (u16, Arc<AtomicUsize>), fault: TlsFault, zh: &str, en: &str) {
    let (port, came) = server;
    for host in ["localhost", "127.0.0.1"] {
        let connect = connect(host, port);
        let error = open(&connect).await.expect_err("no trust");
        assert!(matches!(error.kind, ErrorKind::Tls { fault: found, .. } if found == fault), "{fault:?}: {error:?}");
        assert_eq!(error.kind.retry(), Retry::Never);
    }
    let rest_too = connect("localhost", port);
    let rest_too = tokio::task::spawn_blocking(move || rest::me(&rest_too)).await.expect("the call returns");
    let error = rest_too.expect_err("no trust");
    assert!(matches!(error.kind, ErrorKind::Tls { fault: found, .. } if found == fault), "{fault:?}: {error:?}");

    came.store(0, Ordering::SeqCst);
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = format!("https://localhost:{port}");
    for (lang, what, proxy) in [("en_GB.UTF-8", en, "proxy"), ("zh_CN.UTF-8", zh, "代理")] {
        let mut program = Program::bare(folder.path(), &["speak", "今天。", "--no-play", "--endpoint", &endpoint]);
        program.env("COZE_API_TOKEN", raw::TOKEN).env("LC_ALL", lang);
        let run = tokio::task::spawn_blocking(move || ended(program.spawn().expect("the program")));
        let run = run.await.expect("the program ends");
        assert_eq!((run.code, came.swap(0, Ordering::SeqCst)), (4, 1), "{fault:?}: {}", run.stderr);
        assert!(run.stderr.contains(what) && run.stderr.contains(&format!("localhost:{port}")), "{}", run.stderr);
        assert!(!run.stderr.contains(proxy) && !run.stderr.contains(raw::TOKEN), "{}", run.stderr);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_named_and_not_asked_again() {
    is_named(certified(tls::GOOD).await, TlsFault::Distrusted, "的证书不受信任", "isn’t trusted").await;
    is_named(certified(tls::EXPIRED).await, TlsFault::Expired, "过期了", "has expired").await;
    is_named(certified(tls::EARLY).await, TlsFault::NotYetValid, "还没有生效", "isn’t valid yet").await;
}

#[tokio::test]
async fn what_is_too_old_or_no_tls_is_named_and_not_asked_again() {
    // The alerts protocol_version and handshake_failure, as TLS 1.0 and 1.1 servers send them; and one that goes on in TLS 1.0.
    const HELLO: &[u8] = b"\x16\x03\x01\0\x2a\x02\0\0\x26\x03\x01RANDOMRANDOMRANDOMRANDOMRANDOM42\0\0\x2f\0";
    for bytes in [b"\x15\x03\x01\0\x02\x02\x46".as_slice(), b"\x15\x03\x02\0\x02\x02\x28", HELLO] {
        is_named(says(bytes).await, TlsFault::Outdated, "加密方式太旧", "outdated encryption").await;
    }
    for bytes in [b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice(), b"SSH-2.0-OpenSSH_9.9\r\n", b"\0\0\0\0\0\0\0\0"] {
        is_named(says(bytes).await, TlsFault::NotTls, "没有加密", "doesn’t use TLS").await;
    }
}

/// The roots of the system are read once for the process, from where the environment says: so this needs a process of its own.
#[test]
fn a_root_of_the_system_is_trusted() {
    const TOLD: &str = "LANGSHENG_TEST_TRUST";
    if std::env::var_os(TOLD).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        return runtime.block_on(with_its_own_root());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "session::trust::a_root_of_the_system_is_trusted", "--nocapture"])
        .env(TOLD, "yes")
        .env("SSL_CERT_FILE", tls::roots(folder.path()))
        .env_remove("SSL_CERT_DIR")
        .output()
        .expect("this program again");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && told.contains("1 passed"), "{told}{}", String::from_utf8_lossy(&child.stderr));
}

/// Told in the second process, which has its own root.
async fn with_its_own_root() {
    let (listener, port) = listener().await;
    // Where a sample may not be fetched: it is not encrypted.
    let open_road = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let away = open_road.local_addr().expect("its address");
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let stream = tls::acceptor(tls::GOOD).accept(stream).await.expect("TLS");
        let mut socket = tokio_tungstenite::accept_async(stream).await.expect("an upgrade");
        for _ in 0..3 {
            socket.next().await.expect("an event").expect("an event");
        }
        socket.send(Message::text(r#"{"event_type":"speech.created"}"#)).await.expect("the client listens");
        while let Some(Ok(_)) = socket.next().await {}

        let moved = format!("HTTP/1.1 302 Go\r\nLocation: http://{away}/p.mp3\r\nContent-Length: 0\r\n\r\n");
        let user = "HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{\"data\":{\"user_id\":\"moon\"}}\n";
        for answer in [user, &moved] {
            let (stream, _) = listener.accept().await.expect("a client");
            let mut stream = tls::acceptor(tls::GOOD).accept(stream).await.expect("TLS");
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                assert!(stream.read_buf(&mut request).await.expect("a request") > 0);
            }
            stream.write_all(answer.as_bytes()).await.expect("the client listens");
            let _ = stream.shutdown().await;
        }
    });
    let connect = connect("localhost", port);
    let mut session = open(&connect).await.expect("a session");
    assert_eq!(session.next().await, Ok(SessionEvent::Created));
    drop(session);
    let mut give = |_: &[u8]| std::ops::ControlFlow::Continue(());
    let file = format!("https://localhost:{port}/p.mp3");
    let calls = move || (rest::me(&connect), rest::fetch(&file, &connect, 9, &mut give));
    let (user, sample) = tokio::task::spawn_blocking(calls).await.expect("the calls return");
    assert_eq!(user, Ok(User { user_id: Some("moon".into()), ..User::default() }));
    assert!(matches!(sample.expect_err("not encrypted").kind, ErrorKind::Malformed(said) if !said.contains("p.mp3")));
    open_road.set_nonblocking(true).expect("a socket");
    assert!(open_road.accept().is_err(), "nobody was asked in the clear");
    serving.await.expect("the server runs through");
}
