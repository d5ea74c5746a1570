//! The proxies that the environment names: WebSocket and REST go through them alike, and what stands in the way is named.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::time::Duration;

use langsheng::demo::Tones;
use langsheng::protocol::{Connect, Deadlines, Endpoint, OutputAudio, ProxyChoice, Session, Token, rest};

use super::common::program::{Ended, Program, ended};
use super::common::proxy::{FORBIDDEN, Manner, NOWHERE, Proxy};
use super::common::{Demo, tls};

const TEXT: &str = "今天天气不错。";

/// Where nobody is but through a proxy.
const AFAR: &str = "http://speech.example";

/// As the environment of these stories has it, and as the proxy hears it.
const LOGIN: &str = "moon:ti%20de%40s";
const HEARD: &str = "moon:ti de@s";

const VARIABLES: [&str; 8] =
    ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"];

/// A command with nothing but these in its environment about proxies.
fn with_only(command: &mut Command, variables: &[(&str, &str)]) {
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
}

fn run(program: &Program, args: &[&str], endpoint: &str, variables: &[(&str, &str)]) -> Ended {
    let mut command = program.command(args);
    with_only(command.args(["--endpoint", endpoint, "--allow-insecure"]), variables);
    command.env("SSL_CERT_FILE", tls::roots(program.dir.path())).env_remove("SSL_CERT_DIR");
    ended(command.spawn().expect("the program starts"))
}

/// Speaks and lists the voices; both come whole.
#[track_caller]
fn both_go(program: &Program, endpoint: &str, variables: &[(&str, &str)]) {
    let out = program.path("x.wav");
    let args = ["speak", TEXT, "--no-play", "--no-keep", "--out", out.to_str().unwrap()];
    let speak = run(program, &args, endpoint, variables);
    assert_eq!(speak.code, 0, "{variables:?}: {}", speak.stderr);
    let samples = hound::WavReader::open(&out).unwrap().into_samples().collect::<Result<Vec<i16>, _>>().unwrap();
    assert_eq!(samples, Tones::text(TEXT, 24_000));
    std::fs::remove_file(out).unwrap();
    let voices = run(program, &["voices"], endpoint, variables);
    assert_eq!(voices.code, 0, "{variables:?}: {}", voices.stderr);
}

/// The demo server as a service afar.
fn afar(program: &Program, certificate: Option<&'static str>) -> Proxy {
    Proxy::start(Manner::Front(certificate), program.demo.address(), None)
}

#[test]
fn speech_and_voices_go_through_every_kind_of_proxy() {
    let program = Program::at(Demo::start());
    let service = afar(&program, None);
    let open = |manner| Proxy::start(manner, service.address(), None);
    let signed = |manner| Proxy::start(manner, service.address(), Some(HEARD));
    let by_name = "speech.example:80";
    for (variable, scheme, proxy, login, line) in [
        ("HTTPS_PROXY", "http://", open(Manner::Http), "", format!("CONNECT {by_name} nobody")),
        ("HTTP_PROXY", "", open(Manner::Http), "", format!("CONNECT {by_name} nobody")),
        ("https_proxy", "http://", signed(Manner::Http), LOGIN, format!("CONNECT {by_name} {HEARD}")),
        ("ALL_PROXY", "https://", signed(Manner::Https), LOGIN, format!("CONNECT {by_name} {HEARD}")),
        ("ALL_PROXY", "socks5h://", open(Manner::Socks), "", format!("SOCKS5 {by_name} nobody")),
        ("all_proxy", "socks5h://", signed(Manner::Socks), LOGIN, format!("SOCKS5 {by_name} {HEARD}")),
        ("HTTPS_PROXY", "socks4a://", open(Manner::Socks), "", format!("SOCKS4 {by_name} nobody")),
        // This kind is told the address and not the name.
        ("HTTPS_PROXY", "socks5://", signed(Manner::Socks), LOGIN, format!("SOCKS5 192.0.2.1:80 {HEARD}")),
    ] {
        let at = if login.is_empty() { "" } else { "@" };
        let value = format!("{scheme}{login}{at}{}", proxy.address());
        let endpoint = if scheme == "socks5://" { "http://192.0.2.1" } else { AFAR };
        both_go(&program, endpoint, &[(variable, &value)]);
        assert_eq!(proxy.asked(), [line.clone(), line], "{value}: one way for WebSocket and REST");
    }
}

#[test]
fn what_is_spared_or_on_this_machine_goes_straight() {
    let program = Program::at(Demo::start());
    let service = afar(&program, None);
    let proxy = Proxy::start(Manner::Http, service.address(), None);
    let named = proxy.address().to_string();
    both_go(&program, &program.demo.endpoint(), &[("HTTPS_PROXY", &named)]);
    both_go(&program, &format!("http://localhost:{}", program.demo.address().port()), &[("ALL_PROXY", &named)]);
    assert!(proxy.asked().is_empty(), "the proxy would see the token");
    // An address that does not look like this machine, and is.
    if cfg!(unix) {
        let here = format!("http://0.0.0.0:{}", service.address().port());
        both_go(&program, &here, &[("HTTPS_PROXY", &named)]);
        assert_eq!(proxy.asked().len(), 2);
        for spared in ["0.0.0.0", "speech.example,0.0.0.0", "*"] {
            both_go(&program, &here, &[("HTTPS_PROXY", &named), ("NO_PROXY", spared)]);
            assert!(proxy.asked().is_empty(), "{spared}");
        }
    }
}

#[test]
fn encryption_is_with_the_service_and_not_with_the_proxy() {
    let program = Program::at(Demo::start());
    let service = afar(&program, Some(tls::GOOD));
    for (manner, scheme) in [(Manner::Http, "http"), (Manner::Socks, "socks5h"), (Manner::Https, "https")] {
        let proxy = Proxy::start(manner, service.address(), None);
        let value = format!("{scheme}://{}", proxy.address());
        both_go(&program, "wss://speech.example", &[("HTTPS_PROXY", &value)]);
        assert!(proxy.asked().iter().all(|line| line.contains("speech.example:443")));
        service.asked();
        // Whoever answers there has to be who was meant; asking again would not change it.
        for args in [&["speak", TEXT, "--no-play"][..], &["voices"]] {
            let run = run(&program, args, "https://elsewhere.example", &[("HTTPS_PROXY", &value)]);
            assert_eq!((run.code, proxy.asked().len(), service.asked().len()), (4, 1, 1), "{}", run.stderr);
            let stderr = &run.stderr;
            assert!(stderr.contains("the certificate of elsewhere.example is for another name"), "{stderr}");
            assert!(!stderr.contains("proxy"), "{stderr}");
        }
    }
}

#[test]
fn a_refusal_of_the_proxy_is_said_once_and_without_its_password() {
    let program = Program::at(Demo::start());
    for (manner, scheme) in [(Manner::Http, "http"), (Manner::Socks, "socks5h")] {
        let proxy = Proxy::start(manner, program.demo.address(), Some(HEARD));
        let (address, port) = (proxy.address(), proxy.address().port());
        for (login, endpoint, told) in [
            ("moon:secret@", AFAR, format!("127.0.0.1:{port} requires a sign-in")),
            ("", AFAR, format!("127.0.0.1:{port} requires a sign-in")),
            ("moon:ti%20de%40s@", "http://forbidden.example", "doesn’t allow forbidden.example".to_owned()),
        ] {
            let value = format!("{scheme}://{login}{address}");
            let run = run(&program, &["speak", TEXT, "--no-play"], endpoint, &[("ALL_PROXY", &value)]);
            assert_eq!((run.code, proxy.asked().len()), (4, 1), "{value}: {}", run.stderr);
            assert!(run.stderr.contains(&told), "{value}: {}", run.stderr);
            for secret in ["secret", "ti de", "ti%20", Program::TOKEN] {
                assert!(!run.stderr.contains(secret), "{}", run.stderr);
            }
        }
        let value = format!("{scheme}://moon:secret@{address}");
        let voices = run(&program, &["voices"], AFAR, &[("ALL_PROXY", &value)]);
        assert!(voices.stderr.contains("requires a sign-in") && !voices.stderr.contains("secret"), "{}", voices.stderr);
    }
}

#[test]
fn a_variable_that_names_no_proxy_is_said_and_not_passed_over() {
    let program = Program::at(Demo::start());
    for value in ["ftp://moon:secret@127.0.0.1:1", "http://moon:sec ret@127.0.0.1", "127.0.0.1:secret"] {
        for args in [&["speak", TEXT, "--no-play"][..], &["voices"]] {
            let run = run(&program, args, AFAR, &[("HTTPS_PROXY", value), ("HTTP_PROXY", "127.0.0.1:1")]);
            assert_eq!(run.code, 4, "{}", run.stderr);
            assert!(
                run.stderr.contains("HTTPS_PROXY doesn’t contain a proxy address") && !run.stderr.contains("sec"),
                "{}",
                run.stderr
            );
        }
    }
    // An empty one counts as none, and what stays here needs none.
    let service = afar(&program, None);
    let proxy = Proxy::start(Manner::Http, service.address(), None);
    both_go(&program, AFAR, &[("ALL_PROXY", ""), ("HTTPS_PROXY", &proxy.address().to_string())]);
    both_go(&program, &program.demo.endpoint(), &[("ALL_PROXY", "ftp://127.0.0.1")]);
}

#[test]
fn the_settings_choose_the_proxy_and_never_hold_a_password() {
    let program = Program::at(Demo::start());
    let service = afar(&program, None);
    let open = |manner| Proxy::start(manner, service.address(), None);
    let (http, socks, named) = (open(Manner::Http), open(Manner::Socks), open(Manner::Http));
    let environment = named.address().to_string();
    let settings = |proxy: &str| {
        std::fs::create_dir_all(program.path("home")).expect("a home");
        std::fs::write(program.path("home/settings.json"), format!(r#"{{"proxy":"{proxy}"}}"#)).expect("settings");
    };
    for (proxy, scheme, line) in [(&http, "http", "CONNECT"), (&socks, "socks5h", "SOCKS5")] {
        settings(&format!("{scheme}://{}", proxy.address()));
        both_go(&program, AFAR, &[("ALL_PROXY", &environment), ("NO_PROXY", "*")]);
        let line = format!("{line} speech.example:80 nobody");
        assert_eq!(proxy.asked(), [line.clone(), line], "one way for WebSocket and REST");
        both_go(&program, &program.demo.endpoint(), &[]);
        assert!(proxy.asked().is_empty(), "the proxy would see the token");
    }
    if cfg!(unix) {
        settings("none");
        both_go(&program, &format!("http://0.0.0.0:{}", service.address().port()), &[("ALL_PROXY", &environment)]);
    }
    assert!(named.asked().is_empty());
    for other in ["environment", "http://moon:secret@127.0.0.1:1"] {
        settings(other);
        both_go(&program, AFAR, &[("ALL_PROXY", &environment)]);
        assert_eq!(named.asked().len(), 2, "{other}");
    }
}

/// What the other process is told: the endpoint, the deadline in seconds, and whether REST is asked too.
const TOLD: &str = "LANGSHENG_TEST_PROXY";

/// How a session and a call end with this in the environment, whose variables are of the process: so it is asked in another one.
fn ways(value: &str, endpoint: &str, patience: Duration, rest_too: bool) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "proxies::whatever_a_proxy_does_is_named", "--nocapture"]);
    command.env(TOLD, format!("{endpoint} {} {rest_too}", patience.as_secs()));
    with_only(&mut command, &[("ALL_PROXY", value)]);
    let output = command.output().expect("this program again");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    told.lines().filter_map(|line| line.strip_prefix("told: ")).map(str::to_owned).collect()
}

/// Told in the other process.
async fn ask(told: &str) {
    let [endpoint, seconds, rest_too] = told.split(' ').collect::<Vec<_>>().try_into().expect("three");
    let token = Token::parse(Program::TOKEN).expect("a token");
    let endpoint = Endpoint::parse(endpoint).expect("an endpoint");
    let connect = Connect { endpoint, token, allow_insecure: true, proxy: ProxyChoice::Environment };
    let deadlines =
        Deadlines { connect: Duration::from_secs(seconds.parse().expect("seconds")), ..Deadlines::default() };
    let error = Session::open(&connect, &OutputAudio::default(), TEXT, deadlines).await.expect_err("no way");
    eprintln!("\ntold: {:?} {:?}", error.kind.retry(), error.kind);
    if rest_too == "false" {
        return;
    }
    let error = tokio::task::spawn_blocking(move || rest::me(&connect)).await.expect("a call").expect_err("no way");
    eprintln!("told: {:?} {:?}", error.kind.retry(), error.kind);
}

#[test]
fn whatever_a_proxy_does_is_named() {
    if let Ok(told) = std::env::var(TOLD) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        return runtime.block_on(ask(&told));
    }
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr()).unwrap();
    let to = |manner| Proxy::start(manner, nobody, None);
    let (http, socks) = (to(Manner::Http), to(Manner::Socks));
    let garbage = to(Manner::Says(b"220 mail.example ESMTP\r\n".to_vec()));
    let endless = to(Manner::Says(format!("HTTP/1.1 200 OK\r\nX: {}", "x".repeat(20_000)).into_bytes()));
    let eager = to(Manner::Says(b"HTTP/1.1 200 OK\r\n\r\n<html>Welcome</html>".to_vec()));
    let closing = to(Manner::Closes(Vec::new()));
    let silent = to(Manner::Says(Vec::new()));
    let nowhere = format!("http://{NOWHERE}");
    let forbidden = format!("http://{FORBIDDEN}");
    // The last column: whether REST, whose words are fewer, says the same.
    for (scheme, address, endpoint, retry, fault, rest_too) in [
        ("http", nobody, AFAR, "Backoff", "Unreachable(", true),
        ("socks5h", nobody, AFAR, "Backoff", "Unreachable(", true),
        ("http", http.address(), &nowhere, "Backoff", "NoWay(\"HTTP 502\")", true),
        ("socks5h", socks.address(), &nowhere, "Backoff", "NoWay(", true),
        ("http", http.address(), &forbidden, "Never", "Refused(\"HTTP 403\")", true),
        ("http", garbage.address(), AFAR, "Never", "Foreign", false),
        ("socks5h", garbage.address(), AFAR, "Never", "Foreign", false),
        ("http", endless.address(), AFAR, "Never", "Foreign", false),
        ("http", eager.address(), AFAR, "Never", "Foreign", false),
        ("http", closing.address(), AFAR, "Backoff", "Unreachable(\"it closed", false),
        ("socks5h", closing.address(), AFAR, "Backoff", "Unreachable(", false),
        ("http", silent.address(), AFAR, "Backoff", "Silent", false),
        ("socks5h", silent.address(), AFAR, "Backoff", "Silent", false),
    ] {
        // Only who says nothing is waited for.
        let patience = Duration::from_secs(if fault == "Silent" { 1 } else { 60 });
        let told = ways(&format!("{scheme}://{address}"), endpoint, patience, rest_too);
        assert_eq!(told.len(), if rest_too { 2 } else { 1 });
        let expected = format!("{retry} Proxy {{ proxy: \"{address}\", fault: {fault}");
        assert!(told.iter().all(|told| told.starts_with(&expected)), "{scheme} {fault}: {told:?}");
    }
}
