//! The REST calls against prepared answers.

use std::ops::ControlFlow;

use langsheng::protocol::{Connect, ErrorKind, Meaning, RestError, rest};
use serde_json::json;
use tokio::task::spawn_blocking;

use super::raw::{TOKEN, http};

fn ok(body: &serde_json::Value) -> Vec<u8> {
    let body = body.to_string();
    format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Calls from a thread that may wait, and gives the outcome with what the server was asked.
async fn call<T: Send + 'static>(
    answers: Vec<Vec<u8>>,
    call: impl FnOnce(&Connect) -> Result<T, RestError> + Send + 'static,
) -> (Result<T, RestError>, Vec<String>) {
    let (connect, serving) = http(answers).await;
    let outcome = spawn_blocking(move || call(&connect)).await.expect("the call returns");
    (outcome, serving.await.expect("the server runs through"))
}

#[tokio::test]
async fn voices_come_page_by_page() {
    let voice = |id: &str| json!({"voice_id": id, "name": format!("n{id}"), "is_system_voice": true, "unknown": {}});
    let page = |more: bool, list: serde_json::Value| {
        ok(&json!({"code": 0, "msg": "", "data": {"has_more": more, "voice_list": list}, "detail": {"logid": "1"}}))
    };
    let answers = vec![
        page(true, json!([voice("1"), {"name": "without an id"}, voice("2")])),
        page(true, json!([voice("3"), voice("1")])),
        // It says that there is more, and repeats itself: that is the end.
        page(true, json!([voice("3")])),
    ];
    let (voices, asked) = call(answers, rest::voices).await;
    let ids: Vec<String> = voices.expect("voices").into_iter().map(|voice| voice.id).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    for (number, asked) in (1..).zip(&asked) {
        let line = format!("GET /v1/audio/voices?page_num={number}&page_size=100&voice_state=all HTTP/1.1\r\n");
        assert!(asked.starts_with(&line), "{asked}");
        assert_eq!(asked.matches(TOKEN).count(), 1);
        let lower = asked.to_lowercase();
        assert!(lower.contains(&format!("\r\nuser-agent: langsheng/{}\r\n", env!("CARGO_PKG_VERSION"))), "{asked}");
    }
    // An account without any.
    let (none, _) = call(vec![ok(&json!({"code": 0, "data": null}))], rest::voices).await;
    assert_eq!(none, Ok(Vec::new()));
}

#[tokio::test]
async fn a_code_is_a_failure_whatever_the_status() {
    let body = json!({"code": 4101, "msg": format!("{TOKEN} may not"), "detail": {"logid": "2026"}});
    let (outcome, _) = call(vec![ok(&body)], rest::me).await;
    let error = outcome.expect_err("a code");
    assert_eq!(error.kind, ErrorKind::Service { code: 4101, message: "•••• may not".into() });
    assert_eq!((error.kind.meaning(), error.logid.as_deref()), (Meaning::Permission, Some("2026")));

    let body = r#"{"code":700012006,"msg":"access token invalid"}"#;
    let answer = format!("HTTP/1.1 401 No\r\nX-Tt-Logid: h\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let (outcome, _) = call(vec![answer.into_bytes()], rest::me).await;
    let error = outcome.expect_err("401");
    assert_eq!(
        (error.kind.meaning(), error.kind.code(), error.logid.as_deref()),
        (Meaning::Token, Some(700_012_006), Some("h"))
    );
}

#[tokio::test]
async fn whose_the_token_is() {
    let (outcome, _) =
        call(vec![ok(&json!({"code": 0, "data": {"user_id": 12, "nick_name": "小海"}}))], rest::me).await;
    let user = outcome.expect("a user");
    assert_eq!((user.user_id.as_deref(), user.nick_name.as_deref()), (Some("12"), Some("小海")));
}

/// All of a file.
fn fetched(url: &str, connect: &Connect, limit: u64) -> Result<Vec<u8>, RestError> {
    let mut all = Vec::new();
    rest::fetch(url, connect, limit, &mut |bytes| {
        all.extend_from_slice(bytes);
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

#[tokio::test]
async fn the_token_follows_no_redirect_but_a_sample_does() {
    let moved = |to: &Connect| {
        format!("HTTP/1.1 307 Go\r\nLocation: {}/x\r\nContent-Length: 0\r\n\r\n", to.endpoint.rest()).into_bytes()
    };
    let (other, other_serving) = http(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nmusic".to_vec()]).await;
    let (outcome, _) = call(vec![moved(&other)], rest::me).await;
    let host = Some("127.0.0.1".to_owned());
    assert_eq!(outcome.map_err(|error| error.kind), Err(ErrorKind::SignInPage { to: host }));
    let sample = |connect: &Connect| fetched(&format!("{}/p.mp3", connect.endpoint.rest()), connect, 9);
    let (outcome, _) = call(vec![moved(&other)], sample).await;
    assert_eq!(outcome, Ok(b"music".to_vec()));
    let asked = other_serving.await.expect("the other server runs through");
    assert!(asked.len() == 1 && !asked[0].contains(TOKEN) && asked[0].starts_with("GET /x "), "{asked:?}");
}

#[tokio::test]
async fn a_sample_is_fetched_without_the_token_and_within_its_limit() {
    let sample = || b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nmusic".to_vec();
    let fetch = |limit| move |to: &Connect| fetched(&format!("{}/p.mp3?sign=s", to.endpoint.rest()), to, limit);
    let (outcome, asked) = call(vec![sample()], fetch(5)).await;
    assert_eq!(outcome, Ok(b"music".to_vec()));
    assert!(!asked[0].contains(TOKEN) && !asked[0].to_lowercase().contains("authorization"));
    let (outcome, _) = call(vec![sample()], fetch(4)).await;
    assert_eq!(outcome.map_err(|error| error.kind), Err(ErrorKind::TooLarge));
    let gone = b"HTTP/1.1 403 Expired\r\nContent-Length: 0\r\n\r\n".to_vec();
    let (outcome, _) = call(vec![gone], fetch(5)).await;
    assert!(matches!(outcome, Err(error) if matches!(error.kind, ErrorKind::Refused { status: 403, .. })));
    let page = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>".to_vec();
    let (outcome, _) = call(vec![page.clone()], fetch(9)).await;
    assert_eq!(outcome.map_err(|error| error.kind), Err(ErrorKind::SignInPage { to: None }), "no sound");
    let (outcome, _) = call(vec![page], rest::me).await;
    assert_eq!(outcome.map_err(|error| error.kind), Err(ErrorKind::SignInPage { to: None }));
}

#[tokio::test]
async fn the_token_is_not_sent_in_the_clear() {
    let (connect, _serving) = http(vec![Vec::new()]).await;
    let endpoint = langsheng::protocol::Endpoint::parse("http://192.0.2.1").expect("an endpoint");
    let connect = Connect { endpoint, ..connect };
    let outcome = spawn_blocking(move || rest::voices(&connect)).await.expect("the call returns");
    assert_eq!(outcome.map_err(|error| error.kind), Err(ErrorKind::InsecureToken));
}
