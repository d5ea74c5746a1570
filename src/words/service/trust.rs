//! No encryption with the service: what is wrong with the other side, as far as it shows. `detail` is what the check says.

use crate::words::{Class, Failure, Phrase};

/// It knows only what is no longer safe.
pub fn outdated(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的加密方式太旧，没有连接。", "Not connected: the encryption of {host} is too old."),
        Phrase::new(
            "它没有 TLS 1.2 以上的版本和还算安全的算法：{detail}。令牌没有发出。",
            "It does not offer TLS 1.2 or newer with a cipher that is still safe: {detail}. The token was not sent.",
        ),
        Phrase::new(
            "检查服务地址；如果这是自己的服务器或网关，请管理员启用 TLS 1.2 或 1.3。重试没有用。",
            "Check the service's address; on a server or gateway of your own, have TLS 1.2 or 1.3 switched on. Trying again does not help.",
        ),
        host,
        detail,
    )
}

/// The time of its certificate is over.
pub fn expired(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的证书过期了，没有连接。", "Not connected: the certificate of {host} has expired."),
        Phrase::new(
            "证书没有及时更换，或者这台电脑的时钟快了：{detail}。令牌没有发出。",
            "It was not renewed in time, or this computer's clock is ahead: {detail}. The token was not sent.",
        ),
        Phrase::new(
            "核对电脑的日期和时间；如果没有错，只能等服务更换证书。",
            "Check this computer's date and time; if they are right, the service has to renew its certificate.",
        ),
        host,
        detail,
    )
}

/// The time of its certificate has not begun.
pub fn not_yet_valid(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new(
            "{host} 的证书还没有生效，没有连接。",
            "Not connected: the certificate of {host} is not valid yet.",
        ),
        Phrase::new(
            "多半是这台电脑的时钟慢了：{detail}。令牌没有发出。",
            "Mostly this computer's clock is behind: {detail}. The token was not sent.",
        ),
        Phrase::new("把电脑的日期和时间调准，再试一次。", "Set this computer's date and time right and try again."),
        host,
        detail,
    )
}

/// Its certificate is somebody else's.
pub fn wrong_name(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new(
            "{host} 出示的证书属于别的名字，没有连接。",
            "Not connected: {host} shows a certificate for another name.",
        ),
        Phrase::new(
            "地址写错了，或者网络要先登录，把连接引到了别处：{detail}。令牌没有发出。",
            "The address is wrong, or a network that wants a sign-in leads the connection elsewhere: {detail}. The token was not sent.",
        ),
        Phrase::new(
            "检查服务地址；在酒店或校园网里，先在浏览器中登录网络。",
            "Check the service's address; in a hotel or campus network sign in with the browser first.",
        ),
        host,
        detail,
    )
}

/// Nobody whom we know vouches for it.
pub fn distrusted(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new(
            "{host} 的证书没有可信的机构担保，没有连接。",
            "Not connected: nobody trusted vouches for the certificate of {host}.",
        ),
        Phrase::new(
            "可能是公司或杀毒软件在检查加密流量，也可能有人冒充这个服务：{detail}。令牌没有发出。",
            "A company or a virus scanner may be inspecting encrypted traffic, or somebody may be posing as the service: {detail}. The \
             token was not sent.",
        ),
        Phrase::new(
            "如果公司或杀毒软件会检查加密流量，请把它的根证书装进系统。不要在不信任的网络上继续。",
            "If a company or a virus scanner inspects encrypted traffic, install its root certificate in the system. Do not go on in \
             a network you do not trust.",
        ),
        host,
        detail,
    )
}

/// Something answers that speaks no TLS.
pub fn not_tls(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的回答没有加密，没有连接。", "Not connected: what answers at {host} does not speak TLS."),
        Phrase::new(
            "地址以 https:// 或 wss:// 开头，那里的却不是 TLS：{detail}。令牌没有发出。",
            "The address starts with https:// or wss://, but what is there is not TLS: {detail}. The token was not sent.",
        ),
        Phrase::new(
            "检查地址和端口；本机上不加密的服务用 http:// 或 ws://。在酒店或校园网里，先在浏览器中登录网络。",
            "Check address and port; a service on this machine without encryption has http:// or ws://. In a hotel or campus network \
             sign in with the browser first.",
        ),
        host,
        detail,
    )
}

/// The two sides do not understand each other.
pub fn failed(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("无法和 {host} 建立加密连接。", "No encrypted connection to {host}."),
        Phrase::new(
            "双方没有谈妥加密：{detail}。令牌没有发出。",
            "The two sides did not agree on it: {detail}. The token was not sent.",
        ),
        Phrase::new(
            "再试一次；如果一直这样，换一个网络，或联系服务的管理员。",
            "Try again; if it stays, try another network, or tell whoever runs the service.",
        ),
        host,
        detail,
    )
}

fn failure(what: Phrase, why: Phrase, todo: Phrase, host: &str, detail: &str) -> Failure {
    Failure::new(Class::Network, what.with("host", host), why.with("detail", detail), todo)
}
