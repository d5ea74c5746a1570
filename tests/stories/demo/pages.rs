//! Web pages and the demo server: any page that is open in a browser can reach loopback, so only those that were named are
//! answered, and no name that was made to point here.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::sync_channel;

use langsheng::demo::{Config, Origin, ServerPace, TurnedAway};
use serde_json::Value;

use crate::common::Demo;

const UPGRADE: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
                       Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

fn demo(origins: &[&str]) -> Demo {
    let origins = origins.iter().map(|origin| Origin::parse(origin).expect("an origin")).collect();
    Demo::with(Config { origins, pace: ServerPace::Fast, ..Config::default() })
}

/// Sends a request with these header lines (`PORT` is the server's) and reads the head of the answer and, unless it is an
/// upgrade, the body.
fn ask(demo: &Demo, line: &str, headers: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(demo.address()).expect("the server");
    let headers = headers.replace("PORT", &demo.address().port().to_string());
    let request = format!("{line} HTTP/1.1\r\nAuthorization: Bearer pat_test\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("it listens");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("a whole head");
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).expect("ASCII");
    let status: u16 = head[9..12].parse().expect("a status");
    let mut body = String::new();
    if status != 101 {
        stream.read_to_string(&mut body).expect("a text");
    }
    (status, head, body)
}

/// The synthesis, as a call and as a socket, and a list: with the same headers all get the same answer.
fn statuses(demo: &Demo, headers: &str) -> [u16; 3] {
    let speech = ("POST /v1/audio/speech", String::from(headers) + "Content-Length: 0\r\n");
    let socket = ("GET /v1/audio/speech", String::from(headers) + UPGRADE);
    let voices = ("GET /v1/audio/voices", String::from(headers));
    [speech, socket, voices].map(|(line, headers)| ask(demo, line, &headers).0)
}

const ANSWERED: [u16; 3] = [400, 101, 200];
const REFUSED: [u16; 3] = [403; 3];

#[test]
fn a_name_that_was_made_to_point_here_is_refused() {
    let demo = demo(&[]);
    for good in ["127.0.0.1:PORT", "127.8.9.1", "localhost:PORT", "LocalHost.", "[::1]:PORT", "[::ffff:127.0.0.1]:1"] {
        assert_eq!(statuses(&demo, &format!("Host: {good}\r\n")), ANSWERED, "{good}");
    }
    assert_eq!(statuses(&demo, ""), ANSWERED, "a program that states no host");
    let seen = demo.recorder().notes();
    for bad in [
        "evil.example:PORT",
        "localhost.evil.example",
        "127.0.0.1.nip.io:PORT",
        "0.0.0.0:PORT",
        "192.168.1.7",
        "[fe80::1]",
        "",
        "not a host",
    ] {
        assert_eq!(statuses(&demo, &format!("Host: {bad}\r\n")), REFUSED, "{bad}");
        assert_eq!(statuses(&demo, &format!("Host: 127.0.0.1\r\nHost: {bad}\r\n")), REFUSED, "{bad}");
    }
    let (_, head, body) = ask(&demo, "GET /v1/audio/voices", "Host: evil.example\r\n");
    let body: Value = serde_json::from_str(&body).expect("the envelope");
    assert!(head.contains("X-Tt-Logid") && body["code"].as_i64() > Some(0), "{head} {body}");
    assert!(body["msg"].as_str().is_some_and(|said| said.contains("evil.example") && said.contains("127.0.0.1")));
    let after = demo.recorder().notes();
    assert_eq!((after.calls.len(), after.connections.len()), (seen.calls.len(), seen.connections.len()));
}

#[test]
fn a_page_is_refused_unless_its_origin_is_named() {
    let named = demo(&["http://localhost:5173", "https://app.example/"]);
    for (origin, wanted) in [
        ("http://localhost:5173", ANSWERED),
        ("https://app.example", ANSWERED),
        ("http://localhost:5174", REFUSED),
        ("http://app.example", REFUSED),
        ("https://app.example.evil.example", REFUSED),
        ("null", REFUSED),
        ("http://127.0.0.1:PORT", REFUSED),
        ("", REFUSED),
    ] {
        let headers = format!("Host: 127.0.0.1:PORT\r\nOrigin: {origin}\r\n");
        assert_eq!(statuses(&named, &headers), wanted, "{origin}");
        assert_eq!(statuses(&demo(&["*"]), &headers), ANSWERED, "{origin}");
        let (status, _, body) = ask(&demo(&[]), "GET /v1/audio/voices", &headers);
        assert!(status == 403 && body.contains("--allow-origin"), "{origin}: {body}");
    }
    // A name that points here is refused whatever page it is.
    assert_eq!(statuses(&demo(&["*"]), "Host: evil.example\r\nOrigin: http://evil.example\r\n"), REFUSED);
}

/// `<audio src="http://127.0.0.1:…/v1/demo/preview/1.wav">`: browsers state no origin for it.
#[test]
fn what_a_page_only_plays_or_shows_is_refused_too() {
    let named = demo(&["http://localhost:5173"]);
    let status = |headers: &str| ask(&named, "GET /v1/demo/preview/1.wav", headers).0;
    for site in ["cross-site", "same-site"] {
        assert_eq!(status(&format!("Sec-Fetch-Site: {site}\r\nReferer: http://evil.example/\r\n")), 403);
        assert_eq!(status(&format!("Sec-Fetch-Site: {site}\r\n")), 403);
        let own = format!("Sec-Fetch-Site: {site}\r\nReferer: http://localhost:5173/demo.html\r\n");
        assert_ne!(status(&own), 403);
    }
    assert_ne!(status("Sec-Fetch-Site: none\r\n"), 403, "an address that was typed");
}

#[test]
fn a_browser_that_asks_first_is_told_what_the_page_may_do() {
    let demo = demo(&["http://localhost:5173"]);
    let asks = "Host: 127.0.0.1:PORT\r\nAccess-Control-Request-Method: POST\r\n\
                Access-Control-Request-Headers: authorization,content-type\r\n\
                Access-Control-Request-Private-Network: true\r\n";
    let page = "Origin: http://localhost:5173\r\n";
    let (status, head, body) = ask(&demo, "OPTIONS /v1/audio/speech", &format!("{asks}{page}"));
    assert_eq!((status, body.as_str()), (200, ""));
    for line in [
        "Access-Control-Allow-Origin: http://localhost:5173\r\n",
        "Access-Control-Allow-Methods: GET, POST\r\n",
        "Access-Control-Allow-Headers: authorization,content-type\r\n",
        "Access-Control-Allow-Private-Network: true\r\n",
        "Vary: Origin\r\n",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    // The answers themselves can be read by the page, refusals of the service included.
    for path in ["/v1/audio/voices", "/v1/nothing"] {
        let (_, head, _) = ask(&demo, &format!("GET {path}"), page);
        assert!(head.contains("Access-Control-Allow-Origin: http://localhost:5173\r\n"), "{head}");
    }
    let (_, head, _) = ask(&demo, "GET /v1/audio/voices", "");
    assert!(!head.contains("Access-Control"), "{head}");
    let (status, head, _) = ask(&demo, "OPTIONS /v1/audio/speech", &format!("{asks}Origin: http://evil.example\r\n"));
    assert!(status == 403 && !head.contains("Access-Control"), "{head}");
    assert!(demo.recorder().notes().connections.is_empty());
}

#[test]
fn whoever_was_turned_away_is_named() {
    let (told, named) = sync_channel(2);
    let demo = Demo::with(Config { turned_away: Some(told), pace: ServerPace::Fast, ..Config::default() });
    for headers in ["Host: evil.example\r\n", "Origin: http://evil.example\r\n", "Origin: http://third.example\r\n"] {
        assert_eq!(ask(&demo, "GET /v1/users/me", headers).0, 403, "whether or not there is room to tell of it");
    }
    drop(demo);
    let named: Vec<_> = named.iter().collect();
    let (host, page) = ("evil.example".to_owned(), "http://evil.example".to_owned());
    assert_eq!(named, [TurnedAway::Host(host), TurnedAway::Page(page)]);
}
