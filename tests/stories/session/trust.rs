//! Encrypted connections: to somebody for whom the system vouches, and to somebody for whom nobody does.

use std::process::Command;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::{SinkExt, StreamExt};
use langsheng::protocol::{Connect, Endpoint, ErrorKind, Heard, Retry, User, rest};
use langsheng::words::{Lang, service as words};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::tungstenite::Message;

use super::raw::{self, open};

/// A certificate for `localhost` and 127.0.0.1 that signs itself, made with openssl for a hundred years, and its key.
const CERTIFICATE: &str = "\
    MIIBmDCCAT6gAwIBAgIUfCZhijYDSNXTtAqR7xgmWeZcRv4wCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2\
    MTEyMjE0MzAzMVoYDzIxMjYxMDI5MTQzMDMxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\
    AAS8kV5oha6Uw+z3cZeLt4wGJQhRKAdnLTEEDkoqu4RqNzVlqmtDpcJGHfWlNMpN34DUcE+bcqD+WDNrCo4Yg3a+o2wwajAdBgNV\
    HQ4EFgQUyP97xpPQdn+HdLJQO2bKiFDuXrIwHwYDVR0jBBgwFoAUyP97xpPQdn+HdLJQO2bKiFDuXrIwGgYDVR0RBBMwEYIJbG9j\
    YWxob3N0hwR/AAABMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSAAwRQIhAP3LfWDqBcEYzbo7K4EHYlGGrXt6puotJEf8vhmv\
    rQppAiBkpp+NrV3kZ0Dj0EzswL3nvQ8R9wZWLqD/rUyS5ndzBg==";
const KEY: &str = "\
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbFGkDIwv+HDf/dPEqJfJzlO0BN6dqqCWG0/QCtbpYz+hRANCAAS8\
    kV5oha6Uw+z3cZeLt4wGJQhRKAdnLTEEDkoqu4RqNzVlqmtDpcJGHfWlNMpN34DUcE+bcqD+WDNrCo4Yg3a+";

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from(BASE64_STANDARD.decode(CERTIFICATE).expect("base64"));
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(BASE64_STANDARD.decode(KEY).expect("base64")));
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate and its key");
    TlsAcceptor::from(Arc::new(config))
}

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    (listener, port)
}

fn connect(host: &str, port: u16) -> Connect {
    let endpoint = Endpoint::parse(&format!("wss://{host}:{port}")).expect("an endpoint");
    Connect { endpoint, ..raw::connect(([127, 0, 0, 1], 9).into()) }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_in_words() {
    let (listener, port) = listener().await;
    let serving = tokio::spawn(async move {
        for _ in 0..3 {
            let (stream, _) = listener.accept().await.expect("a client");
            assert!(acceptor().accept(stream).await.is_err(), "the client goes before the token is sent");
        }
        // And one that does not speak TLS at all.
        let (mut stream, _) = listener.accept().await.expect("a client");
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let rest_too = connect("localhost", port);
    let rest_too = tokio::task::spawn_blocking(move || rest::me(&rest_too)).await.expect("the call returns");
    assert!(matches!(&rest_too, Err(error) if matches!(error.kind, ErrorKind::Tls(_))), "{rest_too:?}");
    for host in ["localhost", "127.0.0.1", "localhost"] {
        let connect = connect(host, port);
        let error = open(&connect).await.expect_err("no trust");
        let ErrorKind::Tls(detail) = &error.kind else { panic!("{error:?}") };
        assert_eq!(error.kind.retry(), Retry::Never);
        let failure = words::tls(&connect.endpoint.host(), detail);
        assert!(failure.text(Lang::En).contains(&format!("{host}:{port}")), "{failure:?}");
    }
    serving.await.expect("the server runs through");
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
    let file = folder.path().join("roots.pem");
    std::fs::write(&file, format!("-----BEGIN CERTIFICATE-----\n{CERTIFICATE}\n-----END CERTIFICATE-----\n"))
        .expect("a file");
    let child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "session::trust::a_root_of_the_system_is_trusted", "--nocapture"])
        .env(TOLD, "yes")
        .env("SSL_CERT_FILE", &file)
        .env_remove("SSL_CERT_DIR")
        .output()
        .expect("this program again");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && told.contains("1 passed"), "{told}{}", String::from_utf8_lossy(&child.stderr));
}

/// Told in the second process, which has its own root.
async fn with_its_own_root() {
    let (listener, port) = listener().await;
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let stream = acceptor().accept(stream).await.expect("TLS");
        let mut socket = tokio_tungstenite::accept_async(stream).await.expect("an upgrade");
        for _ in 0..3 {
            socket.next().await.expect("an event").expect("an event");
        }
        socket.send(Message::text(r#"{"event_type":"speech.created"}"#)).await.expect("the client listens");
        while let Some(Ok(_)) = socket.next().await {}

        let (stream, _) = listener.accept().await.expect("a client");
        let mut stream = acceptor().accept(stream).await.expect("TLS");
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            assert!(stream.read_buf(&mut request).await.expect("a request") > 0);
        }
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{\"data\":{\"user_id\":\"moon\"}}\n";
        stream.write_all(answer).await.expect("the client listens");
        let _ = stream.shutdown().await;
    });
    let connect = connect("localhost", port);
    let mut session = open(&connect).await.expect("a session");
    assert_eq!(session.next().await, Ok(Heard::Created));
    drop(session);
    let user = tokio::task::spawn_blocking(move || rest::me(&connect)).await.expect("the call returns");
    assert_eq!(user, Ok(User { user_id: Some("moon".into()), ..User::default() }));
    serving.await.expect("the server runs through");
}
