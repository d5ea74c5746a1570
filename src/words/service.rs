//! What is said when the service, or the way to it, fails: one function for each situation, all in plain values.
//!
//! Nothing here ever holds a token: hosts, codes and the service's own words are all that is passed in.

mod codes;
pub mod proxies;
mod token;
pub mod trust;

use codes::{CodeRow, FRAGMENTS, PACE, ROWS};
pub use token::{empty_token, oversized_token, several_tokens, unusable_token, variables_without_token};

use crate::words::{Class, Failure, Phrase, Said};

/// What the service's `error` event or the code in a REST answer means to the user. An unknown code is explained by its prefix.
pub fn service(code: i64, message: &str) -> Failure {
    let message = message.trim();
    let row = by_message(code, message).or_else(|| by_code(code)).unwrap_or_else(|| codes::by_prefix(code));
    let mut failure = explain(row, message);
    failure.code = Some(code).filter(|code| *code != 0);
    failure
}

/// Whether a code has an explanation of its own.
pub fn is_known(code: i64) -> bool {
    by_code(code).is_some()
}

/// What an HTTP refusal means, of the upgrade or of a REST call: its code if it has one, else its status.
pub fn refused(status: u16, code: Option<i64>, message: &str) -> Failure {
    match code {
        Some(code) => service(code, message),
        None => {
            let mut failure = explain(codes::by_status(status), message.trim());
            failure.what = failure.what.with("status", status);
            failure
        }
    }
}

/// The token would have travelled unencrypted to another machine.
pub fn insecure_token(host: &str) -> Failure {
    Failure::new(
        Class::Token,
        Phrase::new(
            "没有连接：令牌不能以明文发给 {host}。",
            "Not connected: the token can’t be sent to {host} unencrypted.",
        )
        .with("host", host),
        Phrase::new(
            "地址以 ws:// 或 http:// 开头，没有加密，令牌可能被他人截获。没有发送任何内容。",
            "The address starts with ws:// or http://, so anyone on the network could read the token. Nothing was sent.",
        ),
        Phrase::new(
            "改用 wss:// 或 https:// 地址；如果这条网络确实可信，在命令行可以用 --allow-insecure 放行。",
            "Use a wss:// or https:// address. If you trust the network, you can allow this on the command line with --allow-insecure.",
        ),
    )
}

/// No connection could be made.
pub fn connect_failed(host: &str, detail: &str) -> Failure {
    Failure::new(
        Class::Network,
        Phrase::new("连不上 {host}。", "Cannot connect to {host}.").with("host", host),
        Phrase::new("系统报告：{detail}。", "The system says: {detail}.").with("detail", detail),
        Phrase::new(
            "检查网络、代理和防火墙，以及服务地址有没有写错；然后再试一次。",
            "Check the network, proxy, firewall and service address, then try again.",
        ),
    )
}

/// Connecting took too long.
pub fn stalled_connecting(host: &str) -> Failure {
    Failure::new(
        Class::Network,
        Phrase::new("连接 {host} 超时。", "Connecting to {host} took too long.").with("host", host),
        Phrase::new(
            "网络很慢，或者连接被防火墙、代理拦截了。",
            "The network is very slow, or a firewall or proxy silently drops the connection.",
        ),
        Phrase::new(
            "检查网络和代理，换一个网络，或稍后再试。",
            "Check the network and proxy, try another network, or try again later.",
        ),
    )
}

/// The service accepted the connection and then said nothing.
pub fn stalled_first_event() -> Failure {
    stalled(
        Phrase::new("连上了，但服务没有回应。", "Connected, but the service isn’t responding."),
        Phrase::new(
            "服务正忙，或者途中的代理不转发 WebSocket。",
            "The service is busy, or a proxy in between doesn’t support WebSocket.",
        ),
    )
}

/// The service took the text and sent no audio.
pub fn stalled_first_audio() -> Failure {
    stalled(
        Phrase::new("服务收到了文本，但迟迟没有返回音频。", "The service accepted the text but sent no audio."),
        Phrase::new("合成引擎正忙，或者卡住了。", "The speech engine is busy or stuck."),
    )
}

/// The audio stopped in the middle.
pub fn stalled_next_event() -> Failure {
    stalled(
        Phrase::new("声音传到一半停住了。", "The audio stopped half-way."),
        Phrase::new(
            "网络断了却没有报错，或者服务卡住了。",
            "The network dropped without an error, or the service is stuck.",
        ),
    )
}

fn stalled(what: Phrase, why: Phrase) -> Failure {
    Failure::new(Class::Service, what, why, Phrase::new("检查网络后再试一次。", "Check the network and try again."))
}

/// The service closed the connection before everything was spoken. `code` is the close code, where there was one.
pub fn closed_early(code: Option<u16>) -> Failure {
    let why = match code {
        Some(code) => Phrase::new(
            "服务提前关闭了连接（关闭码 {close}）。",
            "The service closed the connection early (close code {close}).",
        )
        .with("close", code),
        None => Phrase::new(
            "服务没有说明原因就关闭了连接，或者网络中断了。",
            "The service closed the connection without giving a reason, or the network dropped.",
        )
        .into(),
    };
    Failure::new(
        Class::Service,
        Phrase::new("还没有合成完，连接就断了。", "The connection ended before everything was spoken."),
        why,
        Phrase::new("再试一次。", "Try again."),
    )
}

/// The connection broke.
pub fn network(detail: &str) -> Failure {
    Failure::new(
        Class::Network,
        Phrase::new("和服务的连接中断了。", "The connection to the service was lost."),
        Phrase::new("系统报告：{detail}。", "The system says: {detail}.").with("detail", detail),
        Phrase::new("检查网络后再试一次。", "Check the network and try again."),
    )
}

/// The service talks without end and hardly speaks.
pub fn noise() -> Failure {
    Failure::new(
        Class::Service,
        Phrase::new("服务一直在发消息，却没有声音。", "The service kept sending messages without end, but no audio."),
        Phrase::new(
            "它出了故障，或者这个地址上不是语音服务。",
            "It isn’t working properly, or this address isn’t a speech service.",
        ),
        Phrase::new(
            "检查服务地址；如果一直这样，带着日志编号（logid）联系扣子客服。",
            "Check the service address. If it keeps happening, contact Coze support with the log ID.",
        ),
    )
}

/// An answer that is not the protocol.
pub fn malformed(detail: &str) -> Failure {
    Failure::new(
        Class::Service,
        Phrase::new("无法识别服务的响应。", "The service’s response couldn’t be understood."),
        Phrase::new(
            "响应的格式不对：{detail}。也许地址指向了别的服务，或者网络要先登录。",
            "It isn’t in the expected format: {detail}. The address may belong to another service, or the network may require you to sign in first.",
        )
        .with("detail", detail),
        Phrase::new(
            "检查服务地址；在酒店或校园网里，先在浏览器中登录网络。如果一直这样，请升级朗声。",
            "Check the service address. On a hotel or campus network, sign in with a browser first. If it keeps happening, update Langsheng.",
        ),
    )
}

/// A page for people, perhaps after the request was sent on to another host, `to`.
pub fn sign_in_page(host: &str, to: Option<&str>) -> Failure {
    let why = match to {
        Some(to) => Phrase::new(
            "请求被重定向到 {to}：多半是这个网络要先登录，也可能是服务地址不对。令牌没有发往那里。",
            "The request was redirected to {to}. Usually the network requires you to sign in first; otherwise the service address may be wrong. The token wasn’t sent along.",
        )
        .with("to", to),
        None => Phrase::new(
            "多半是这个网络要先登录，也可能是服务地址不对。",
            "Usually the network requires you to sign in first; otherwise the service address may be wrong.",
        )
        .into(),
    };
    Failure::new(
        Class::Network,
        Phrase::new(
            "{host} 返回的是网页，不是语音服务的数据。",
            "The server at {host} returned a web page instead of speech.",
        )
        .with("host", host),
        why,
        Phrase::new(
            "用浏览器打开任意网站，登录网络后再试；如果不需要登录，检查服务地址。",
            "Open any site in a browser, sign in to the network and try again. If there is no sign-in, check the service address.",
        ),
    )
}

/// An answer beyond every sensible size.
pub fn too_large() -> Failure {
    Failure::new(
        Class::Service,
        Phrase::new(
            "服务返回的一条消息过大，没有接收。",
            "A response from the service was too large and was rejected.",
        ),
        Phrase::new(
            "正常的消息只有几十 KB，上限是 16 MiB。",
            "Normal responses are a few tens of kB; the limit is 16 MiB.",
        ),
        Phrase::new("检查服务地址是否正确。", "Check that the service address is right."),
    )
}

/// An account needs a token and has none.
pub fn no_token(account: &str) -> Failure {
    Failure::new(
        Class::Token,
        Phrase::new("还没有 {account} 的访问令牌。", "There is no access token for {account} yet.")
            .with("account", account),
        Phrase::new("这个服务需要用令牌确认使用者的身份。", "The service needs a token to identify you."),
        Phrase::new(
            "在扣子网站的“API 管理 → 授权 → 个人访问令牌”里创建一个，勾选 createSpeech 和 listVoice 权限，再填到窗口的账号一栏；\
             命令行用 --token-file 或环境变量 COZE_API_TOKEN。没有账号时可以使用内置演示账号。",
            "Create one on the Coze site (API → Authorization → Personal access tokens) with the createSpeech and listVoice permissions, and enter it in the window under Account. On the command line, use --token-file or COZE_API_TOKEN. The built-in demo account needs no token.",
        ),
    )
}

fn by_code(code: i64) -> Option<&'static CodeRow> {
    ROWS.iter().find(|row| row.codes.contains(&code))
}

/// The engine hands out one code for several things; its words tell them apart. The platform's codes mean what they say.
fn by_message(code: i64, message: &str) -> Option<&'static CodeRow> {
    let speaks = by_code(code).is_none() || (3000..4000).contains(&code) || (45_000_000..46_000_000).contains(&code);
    let message = message.to_lowercase();
    if !speaks {
        return None;
    }
    if code == 45_000_000 && message.contains("concurren") {
        return Some(&PACE);
    }
    FRAGMENTS.iter().find(|(fragment, _)| message.contains(fragment)).map(|(_, row)| row)
}

fn explain(row: &CodeRow, message: &str) -> Failure {
    let why: Said = if message.is_empty() { row.why.into() } else { row.quoting.with("message", message) };
    Failure::new(row.class, row.what, why, row.todo)
}

#[cfg(test)]
mod tests {
    use super::codes::{FRAGMENTS, ROWS, by_prefix, by_status};
    use super::*;
    use crate::words::Lang;

    fn whole(failure: &Failure) {
        for lang in [Lang::Zh, Lang::En] {
            for said in [&failure.what, &failure.why, &failure.todo] {
                let said = said.get(lang);
                assert!(said.chars().count() > 4 && !said.contains(['{', '}']), "{said}");
                let chinese = said.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert_eq!(chinese, lang == Lang::Zh, "{said}");
                assert!(said.ends_with(['。', '.', '”']), "{said}");
            }
        }
    }

    #[test]
    fn everything_is_said_whole_and_in_both_languages() {
        for row in ROWS.iter().chain(FRAGMENTS.iter().map(|(_, row)| row)) {
            whole(&explain(row, ""));
            assert!(explain(row, "Review {it}").why.get(Lang::En).contains("“Review {it}”"));
        }
        for status in [301, 400, 401, 403, 404, 408, 418, 429, 500, 502, 503] {
            whole(&refused(status, None, ""));
            assert!(refused(status, None, "").what.get(Lang::En).contains(&status.to_string()), "{status}");
        }
        for code in [0, 3999, 4999, 5999, 55_000_001, 45_000_001, 700_012_999, -5] {
            whole(&service(code, ""));
        }
        for failure in [
            insecure_token("example.org"),
            connect_failed("example.org", "refused"),
            sign_in_page("example.org", None),
            sign_in_page("example.org", Some("login.example")),
            trust::outdated("example.org", "x"),
            trust::expired("example.org", "x"),
            trust::not_yet_valid("example.org", "x"),
            trust::wrong_name("example.org", "x"),
            trust::distrusted("example.org", "UnknownIssuer"),
            trust::not_tls("example.org", "x"),
            trust::failed("example.org", "x"),
            proxies::unreadable("HTTPS_PROXY"),
            proxies::unreachable("127.0.0.1:1", "refused"),
            proxies::sign_in("127.0.0.1:1"),
            proxies::refused("127.0.0.1:1", "example.org", "HTTP 403"),
            proxies::no_way("127.0.0.1:1", "example.org", "HTTP 502"),
            proxies::foreign("127.0.0.1:1"),
            proxies::silent("127.0.0.1:1", "example.org"),
            stalled_connecting("example.org"),
            stalled_first_event(),
            stalled_first_audio(),
            stalled_next_event(),
            closed_early(None),
            closed_early(Some(1011)),
            network("reset"),
            malformed("x"),
            too_large(),
            noise(),
            no_token("coze.cn"),
            empty_token("a"),
            oversized_token("a", 16),
            several_tokens("a"),
            unusable_token("COZE_API_TOKEN"),
            variables_without_token(".env"),
        ] {
            whole(&failure);
        }
    }

    #[test]
    fn the_message_tells_apart_what_one_code_covers() {
        let class = |code, message| service(code, message).class;
        assert_eq!(class(3001, "quota exceeded for types: text_words_lifetime"), Class::Quota);
        assert_eq!(class(3001, "requested grant not found"), Class::Token);
        assert_eq!(class(3001, "illegal input text!"), Class::Text);
        assert_eq!(class(45_000_000, "quota exceeded for types: concurrency"), Class::Pace);
        assert_eq!(class(4101, "access denied"), Class::Token);
        assert_eq!(service(3010, "").class, Class::Text);
        assert_eq!(service(4028, "").class, Class::Quota);
        assert_eq!(service(0, "odd").code, None);
        assert_eq!(refused(500, Some(4100), "").code, Some(4100));
    }

    #[test]
    fn no_code_is_explained_twice() {
        let mut codes: Vec<i64> = ROWS.iter().flat_map(|row| row.codes).copied().collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
        // Both fall-backs answer for everything.
        for number in (0..70_000).step_by(7) {
            let _ = (by_prefix(i64::from(number)), by_status(u16::try_from(number).unwrap_or(0)));
        }
    }
}
