//! An upgrade that is refused or broken.

use std::time::Duration;

use langsheng::protocol::{Connect, Endpoint, ErrorKind, Retry, SessionError, rest};
use langsheng::words::{Class, service as words};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::raw::{self, TOKEN, http, open};
use crate::common::program::{Program, ended};

async fn refused(answer: impl AsRef<[u8]>) -> SessionError {
    let (connect, serving) = http(vec![answer.as_ref().to_vec()]).await;
    let error = open(&connect).await.expect_err("a refusal");
    let asked = serving.await.expect("the server runs through");
    assert_eq!(asked[0].matches(TOKEN).count(), 1);
    assert!(asked[0].contains(&format!("\r\nAuthorization: Bearer {TOKEN}\r\n")), "{}", asked[0]);
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
    error
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_bad_token_is_known_by_status_and_by_body() {
    let body = r#"{"code":700012006,"msg":"access token invalid","detail":{"logid":"20261122101531B1"}}"#;
    let error = refused(answer("401 Unauthorized", "X-Tt-Logid: of-the-head\r\n", body)).await;
    let kind =
        |status, code, message: &str| ErrorKind::Refused { status, code, message: message.into(), retry_after: None };
    assert_eq!(error.kind, kind(401, Some(700_012_006), "access token invalid"));
    assert_eq!((error.logid.as_deref(), error.kind.retry()), (Some("20261122101531B1"), Retry::Never));

    let error = refused(answer("403 Forbidden", "x-tt-logid: of-the-head\r\n", "")).await;
    assert_eq!((error.kind, error.logid.as_deref()), (kind(403, None, ""), Some("of-the-head")));
    assert_eq!(words::refused(403, None, "").class, Class::Token);

    // A body that repeats what it was sent, in chunks.
    let told = format!("no such token: {TOKEN}");
    let chunked =
        format!("HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{told}\r\n0\r\n\r\n", told.len());
    assert_eq!(refused(chunked).await.kind, kind(401, None, "no such token: ••••"));
}

#[tokio::test]
async fn a_busy_service_says_how_long_to_wait() {
    let error = refused(answer("429 Too Many Requests", "Retry-After: 7\r\n", "slow down")).await;
    assert_eq!(error.kind.retry(), Retry::SlowDown(Duration::from_secs(7)));
    assert_eq!(refused(answer("502 Bad Gateway", "", "<html>…</html>")).await.kind.retry(), Retry::Backoff);
    assert_eq!(refused(answer("404 Not Found", "", "")).await.kind.retry(), Retry::Never);
}

#[tokio::test]
async fn a_page_for_people_is_named_and_not_followed() {
    let page = "<!doctype html><title>Welcome to Hotel Moon</title>";
    let login = "Location: http://login.example:8080/hello?client=secret\r\n";
    for (status, headers, to) in [
        ("302 Found", login, Some("login.example")),
        ("307 Temporary Redirect", login, Some("login.example")),
        ("303 See Other", "Location: /login\r\n", None),
        ("511 Network Authentication Required", "", None),
        ("200 OK", "Content-Type: text/html\r\n", None),
    ] {
        let error = refused(answer(status, headers, page)).await;
        assert_eq!(error.kind, ErrorKind::SignInPage { to: to.map(str::to_owned) }, "{status}");
        assert_eq!(error.kind.retry(), Retry::Never);
    }
    // A page that reports a failure is none to sign in on.
    let kind = refused(answer("502 Bad Gateway", "", page)).await.kind;
    assert!(matches!(kind, ErrorKind::Refused { status: 502, .. }), "{kind:?}");

    let (connect, serving) = http(vec![answer("302 Found", login, page).into_bytes()]).await;
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = connect.endpoint.rest().to_owned();
    let mut program = Program::bare(folder.path(), &["speak", "今天。", "--no-play", "--endpoint", &endpoint]);
    program.env("COZE_API_TOKEN", TOKEN);
    let run = tokio::task::spawn_blocking(move || ended(program.spawn().expect("the program")));
    let run = run.await.expect("the program ends");
    assert_eq!((run.code, serving.await.expect("the server runs through").len()), (4, 1), "{}", run.stderr);
    assert!(run.stderr.contains("login.example") && run.stderr.contains("sign in to the network"), "{}", run.stderr);
    assert!(!run.stderr.contains("secret") && !run.stderr.contains(TOKEN), "{}", run.stderr);
}

#[tokio::test]
async fn announcements_of_an_answer_are_taken_but_not_without_end() {
    const HINT: &[u8] = b"HTTP/1.1 103 Early Hints\r\n\r\n";
    const LIMIT: usize = 64 * 1024;
    let few = [&HINT.repeat(100), &b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"[..]].concat();
    assert!(matches!(refused(few).await.kind, ErrorKind::Refused { status: 403, .. }));

    // Just over the limit, and then nothing: whoever still waits for more waits for a minute.
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let connect = raw::connect(listener.local_addr().expect("its address"));
    let serving = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let _ = stream.write_all(&HINT.repeat(LIMIT / HINT.len() + 1)).await;
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    });
    assert_eq!(open(&connect).await.map(drop).map_err(|error| error.kind), Err(ErrorKind::TooLarge));
    let rest_too = tokio::task::spawn_blocking(move || rest::me(&connect)).await.expect("the call returns");
    assert_eq!(rest_too.map_err(|error| error.kind), Err(ErrorKind::TooLarge));
    serving.await.expect("the server runs through");
}

#[tokio::test]
async fn an_answer_that_is_none_is_a_failure_and_no_panic() {
    for (answer, malformed) in
        [("", false), ("HTTP/1.1 101", false), ("SSH-2.0-x\r\n\r\n", true), ("HTTP/1.1 101 Go\r\n\r\n", true)]
    {
        let kind = refused(answer).await.kind;
        let expected =
            if malformed { matches!(kind, ErrorKind::Malformed(_)) } else { kind == ErrorKind::Closed { code: None } };
        assert!(expected, "{answer}: {kind:?}");
    }
    // A head without end.
    let endless = format!("HTTP/1.1 200 OK\r\nX: {}", "x".repeat(200_000));
    let kind = refused(endless).await.kind;
    assert!(matches!(kind, ErrorKind::TooLarge | ErrorKind::Network(_)), "{kind:?}");
    // A body that never ends and one that never comes are not waited for.
    assert!(matches!(refused("HTTP/1.1 403 No\r\n\r\nwhy").await.kind, ErrorKind::Refused { status: 403, .. }));
}

#[tokio::test]
async fn a_proxy_s_spelling_and_an_early_first_event_are_taken() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            assert!(stream.read_buf(&mut request).await.expect("a request") > 0);
        }
        let request = String::from_utf8(request).expect("text");
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: ")).expect("a key");
        let accept = derive_accept_key(key.trim().as_bytes());
        let event = r#"{"event_type":"speech.created"}"#;
        let head = format!(
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 101 Switching\r\nconnection: keep-alive, UPGRADE\r\nupgrade: WebSocket\r\n\
             sec-websocket-accept: {accept}\r\nx-tt-logid: of-the-upgrade\r\n\r\n"
        );
        let mut answer = head.into_bytes();
        answer.extend([0x81, u8::try_from(event.len()).expect("a short event")]);
        answer.extend(event.as_bytes());
        stream.write_all(&answer).await.expect("the client listens");
        // It stays open until the client is done.
        let _ = stream.read_to_end(&mut Vec::new()).await;
        request
    });
    // By name: it may resolve to ::1 first, where nobody listens.
    let endpoint = Endpoint::parse(&format!("ws://localhost:{port}/coze/")).expect("an endpoint");
    let connect = Connect { endpoint, ..raw::connect(([127, 0, 0, 1], 9).into()) };
    let mut session = open(&connect).await.expect("a session");
    assert_eq!(session.logid(), Some("of-the-upgrade"));
    session.next().await.expect("the event that came with the upgrade");
    drop(session);
    let request = serving.await.expect("the server runs through");
    assert!(request.starts_with("GET /coze/v1/audio/speech HTTP/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("\r\nHost: localhost:{port}\r\n")), "{request}");
}

#[tokio::test]
async fn nobody_there_is_a_connection_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    let error = open(&raw::connect(address)).await.expect_err("nobody listens");
    assert!(matches!(&error.kind, ErrorKind::Connect(_)), "{error:?}");
    assert_eq!(error.kind.retry(), Retry::Backoff);
}
