//! Which addresses of files are asked that a service names: it must not send us to this machine, into the network that it
//! stands in, or over the open road.

use std::net::IpAddr;

use url::{Host, Url};

use crate::protocol::Endpoint;
use crate::protocol::endpoint::is_local;

/// The longest address in bytes; signed ones have a few hundred.
const LONGEST: usize = 8 << 10;

/// The address, if it may be asked: `https` on the internet, or the host of the service itself in the way in which the service
/// is asked. What a name resolves to is not looked at.
pub(super) fn checked(address: &str, endpoint: &Endpoint) -> Option<Url> {
    let url = Some(address).filter(|address| address.len() <= LONGEST).and_then(|address| Url::parse(address).ok())?;
    let service = Url::parse(endpoint.rest()).ok()?;
    let is_own = url.host() == service.host() || (is_local(&url) && is_local(&service));
    let may = match url.scheme() {
        "https" => is_own || !is_near(&url),
        "http" => is_own && !endpoint.is_secure(),
        _ => false,
    };
    (may && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Whether an address leads to this machine or to its neighbours, who trust those inside.
fn is_near(url: &Url) -> bool {
    let ip = match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let inside = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];
            return !name.contains('.') || inside.iter().any(|end| name.ends_with(end));
        }
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => ip.to_canonical(),
        None => return true,
    };
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            // 100.64.0.0/10 belongs to carriers, and to private networks that are laid over others.
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || a == 0 || (a == 100 && b & 0xC0 == 64)
        }
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_internet_and_the_service_itself_are_asked() {
        let may =
            |service: &str, address: &str| checked(address, &Endpoint::parse(service).expect("an endpoint")).is_some();
        for good in [
            "https://lf3.example/p.mp3?sign=s",
            "https://api.coze.cn/p.mp3",
            "https://[2001:db8::1]/p",
            "https://8.8.8.8/",
        ] {
            assert!(may("coze.cn", good), "{good}");
        }
        let long = format!("https://lf3.example/{}", "a".repeat(LONGEST));
        for bad in [
            "http://lf3.example/p.mp3",
            "http://api.coze.cn/p.mp3",
            "file:///etc/passwd",
            "data:audio/wav;base64,UklGRg==",
            "ftp://lf3.example/p.mp3",
            "//lf3.example/p.mp3",
            "p.mp3",
            "",
            "https://me:pass@lf3.example/p.mp3",
            "https://localhost/p.mp3",
            "https://a.localhost/p.mp3",
            "http://127.0.0.1:631/",
            "https://127.1/p.mp3",
            "https://2130706433/p.mp3",
            "https://[::1]/p.mp3",
            "https://[::ffff:10.0.0.1]/p.mp3",
            "https://169.254.169.254/latest/meta-data",
            "https://192.168.1.1/",
            "https://100.100.100.200/",
            "https://0.0.0.0/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://router/",
            "https://printer.local./",
            &long,
        ] {
            assert!(!may("coze.cn", bad), "{bad}");
        }
        // A service of one's own, in one's own network or on one's own machine.
        assert!(may("http://192.168.1.7:8080", "http://192.168.1.7/p.wav"));
        assert!(!may("http://192.168.1.7:8080", "http://192.168.1.1/"));
        assert!(may("http://localhost:8765", "http://127.0.0.1:8765/p.wav"));
        assert!(!may("https://127.0.0.1:8765", "http://127.0.0.1:8765/p.wav"), "not less than the service itself");
    }
}
