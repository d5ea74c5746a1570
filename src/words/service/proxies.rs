//! The proxy of the settings or of the environment stands in the way. `proxy` is its host and port: never its user or password.

use crate::words::{Class, Failure, Phrase, Said};

/// The variable that names it holds something else.
pub fn unreadable(variable: &str) -> Failure {
    failure(
        Phrase::new(
            "{variable} 里的不是代理地址，没有连接。",
            "Not connected: {variable} doesn’t contain a proxy address.",
        )
        .with("variable", variable),
        Phrase::new(
            "代理地址的写法是 http://主机:端口 或 socks5h://主机:端口，主机前可以加 用户名:密码@。",
            "A proxy address looks like http://host:port or socks5h://host:port, with user:password@ before the host if needed.",
        ),
        Phrase::new(
            "改正这个环境变量，或者删掉它；用户名和密码里的特殊字符写成 %XX。",
            "Correct or unset this environment variable. Write special characters in the user name and password as %XX.",
        ),
    )
}

/// There is no connection to it.
pub fn unreachable(proxy: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("连不上代理 {proxy}。", "Cannot connect to the proxy {proxy}.").with("proxy", proxy),
        Phrase::new("系统报告：{detail}。", "The system says: {detail}.").with("detail", detail),
        CHECK,
    )
}

/// It wants to know who is there.
pub fn sign_in(proxy: &str) -> Failure {
    failure(
        Phrase::new("代理 {proxy} 要求登录。", "The proxy {proxy} requires a sign-in.").with("proxy", proxy),
        Phrase::new(
            "它的地址里没有用户和密码，或者它们不对。",
            "Its address contains no user name and password, or the wrong ones.",
        ),
        Phrase::new(
            "把它们写进环境变量 HTTPS_PROXY：http://用户:密码@主机:端口，特殊字符写成 %XX；设置里的代理选“取自环境变量”。",
            "Set the environment variable HTTPS_PROXY to http://user:password@host:port, with special characters as %XX, and choose From the environment in the settings.",
        ),
    )
}

/// It does not let us through.
pub fn refused(proxy: &str, host: &str, detail: &str) -> Failure {
    failure(
        to(Phrase::new("代理 {proxy} 拒绝连接 {host}。", "The proxy {proxy} doesn’t allow {host}."), proxy, host),
        Phrase::new("代理的回答：{detail}。", "The proxy answered: {detail}.").with("detail", detail),
        Phrase::new(
            "联系代理的管理员放行这个主机，或者换一个代理。能直接连上的主机可以写进 NO_PROXY。",
            "Ask the proxy’s administrator to allow this host, or use another proxy. Add hosts that don’t need a proxy to NO_PROXY.",
        ),
    )
}

/// It cannot reach the service itself.
pub fn no_way(proxy: &str, host: &str, detail: &str) -> Failure {
    failure(
        to(Phrase::new("代理 {proxy} 连不上 {host}。", "The proxy {proxy} can’t reach {host}."), proxy, host),
        Phrase::new("代理的回答：{detail}。", "The proxy answered: {detail}.").with("detail", detail),
        Phrase::new(
            "检查服务地址和代理自己的网络，然后再试一次。",
            "Check the service address and the proxy’s own network connection, then try again.",
        ),
    )
}

/// Something else than such a proxy answers.
pub fn foreign(proxy: &str) -> Failure {
    failure(
        Phrase::new("{proxy} 的响应不符合这种代理的协议。", "The server at {proxy} isn’t this kind of proxy.")
            .with("proxy", proxy),
        Phrase::new(
            "端口或种类写错了：HTTP 代理和 SOCKS 代理往往在不同的端口上。",
            "The port or proxy type is wrong: HTTP and SOCKS proxies usually use different ports.",
        ),
        CHECK,
    )
}

/// It does not answer.
pub fn silent(proxy: &str, host: &str) -> Failure {
    failure(
        to(
            Phrase::new(
                "通过代理 {proxy} 连接 {host} 超时。",
                "Connecting to {host} through the proxy {proxy} took too long.",
            ),
            proxy,
            host,
        ),
        Phrase::new(
            "代理没有回答，或者它自己连不上服务。",
            "The proxy isn’t responding, or can’t reach the service itself.",
        ),
        CHECK,
    )
}

const CHECK: Phrase = Phrase::new(
    "检查代理是否在运行，以及它的种类、主机和端口：在设置的“网络与合成”里，或环境变量 HTTPS_PROXY、HTTP_PROXY 或 ALL_PROXY 里；不走代理的主机写进 NO_PROXY。",
    "Check that the proxy is running, and check its type, host and port in the settings under Network and synthesis, or in the environment variable HTTPS_PROXY, HTTP_PROXY or ALL_PROXY. Add hosts that don’t need a proxy to NO_PROXY.",
);

fn to(phrase: Phrase, proxy: &str, host: &str) -> Said {
    phrase.with("proxy", proxy).with("host", host)
}

fn failure(what: impl Into<Said>, why: impl Into<Said>, todo: Phrase) -> Failure {
    Failure::new(Class::Network, what, why, todo)
}
