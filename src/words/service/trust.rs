//! No encryption with the service: what is wrong with the other side, as far as it shows. `detail` is what the check says.

use crate::words::{Class, Failure, Phrase};

/// It knows only what is no longer safe.
pub fn outdated(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的加密方式太旧，没有连接。", "Not connected: {host} uses outdated encryption."),
        Phrase::new(
            "它不支持 TLS 1.2 及以上版本，或没有足够安全的算法：{detail}。令牌没有发出。",
            "It doesn’t offer TLS 1.2 or newer with a secure cipher: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "检查服务地址；如果这是自己的服务器或网关，请管理员启用 TLS 1.2 或 1.3。重试没有用。",
            "Check the service address. If the server or gateway is yours, turn on TLS 1.2 or 1.3. Trying again won’t help.",
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
            "It wasn’t renewed in time, or this computer’s clock is ahead: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "核对电脑的日期和时间；如果没有错，只能等服务更换证书。",
            "Check this computer’s date and time. If they’re right, the service has to renew its certificate.",
        ),
        host,
        detail,
    )
}

/// The time of its certificate has not begun.
pub fn not_yet_valid(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的证书还没有生效，没有连接。", "Not connected: the certificate of {host} isn’t valid yet."),
        Phrase::new(
            "多半是这台电脑的时钟慢了：{detail}。令牌没有发出。",
            "This computer’s clock is probably behind: {detail}. The token wasn’t sent.",
        ),
        Phrase::new("把电脑的日期和时间调准，再试一次。", "Correct this computer’s date and time, then try again."),
        host,
        detail,
    )
}

/// Its certificate is somebody else's.
pub fn wrong_name(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new(
            "{host} 的证书与地址不符，没有连接。",
            "Not connected: the certificate of {host} is for another name.",
        ),
        Phrase::new(
            "地址写错了，或者网络要先登录，把连接引到了别处：{detail}。令牌没有发出。",
            "The address is wrong, or the network redirects connections until you sign in: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "检查服务地址；在酒店或校园网里，先在浏览器中登录网络。",
            "Check the service address. On a hotel or campus network, sign in with a browser first.",
        ),
        host,
        detail,
    )
}

/// Nobody whom we know vouches for it.
pub fn distrusted(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的证书不受信任，没有连接。", "Not connected: the certificate of {host} isn’t trusted."),
        Phrase::new(
            "可能是公司或杀毒软件在检查加密流量，也可能有人冒充这个服务：{detail}。令牌没有发出。",
            "A company or antivirus program may be inspecting encrypted traffic, or someone may be posing as the service: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "如果公司或杀毒软件会检查加密流量，请把它的根证书装进系统。不要在不信任的网络上继续。",
            "If a company or antivirus program inspects encrypted traffic, install its root certificate on this computer. Don’t continue on a network you don’t trust.",
        ),
        host,
        detail,
    )
}

/// Something answers that speaks no TLS.
pub fn not_tls(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("{host} 的回答没有加密，没有连接。", "Not connected: the server at {host} doesn’t use TLS."),
        Phrase::new(
            "地址以 https:// 或 wss:// 开头，对方却没有使用 TLS：{detail}。令牌没有发出。",
            "The address starts with https:// or wss://, but the server doesn’t use TLS: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "检查地址和端口；本机上不加密的服务用 http:// 或 ws://。在酒店或校园网里，先在浏览器中登录网络。",
            "Check the address and port. A service on this computer without encryption uses http:// or ws://. On a hotel or campus network, sign in with a browser first.",
        ),
        host,
        detail,
    )
}

/// The two sides do not understand each other.
pub fn failed(host: &str, detail: &str) -> Failure {
    failure(
        Phrase::new("无法和 {host} 建立加密连接。", "Couldn’t make an encrypted connection to {host}."),
        Phrase::new(
            "加密协商失败：{detail}。令牌没有发出。",
            "The two sides couldn’t agree on encryption: {detail}. The token wasn’t sent.",
        ),
        Phrase::new(
            "再试一次；如果一直这样，换一个网络，或联系服务的管理员。",
            "Try again. If it keeps happening, try another network or tell whoever runs the service.",
        ),
        host,
        detail,
    )
}

fn failure(what: Phrase, why: Phrase, todo: Phrase, host: &str, detail: &str) -> Failure {
    Failure::new(Class::Network, what.with("host", host), why.with("detail", detail), todo)
}
