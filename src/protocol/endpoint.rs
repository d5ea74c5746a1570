//! Where the service is: the REST base and the WebSocket base, derived from each other.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The path of the speech WebSocket below its base (protocol.md §1).
const SPEECH_PATH: &str = "/v1/audio/speech";

/// The two regions whose REST and WebSocket hosts differ (protocol.md §1): name, REST base, WebSocket base.
const REGIONS: [(&str, &Endpoint); 2] = [("coze.cn", &Endpoint::CN), ("coze.com", &Endpoint::COM)];

/// A service to talk to. Holds two bases without a trailing slash and never a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    rest: Cow<'static, str>,
    ws: Cow<'static, str>,
}

/// Why a text does not name an endpoint. The text itself is left out: a pasted address may hold a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// Neither a region nor an address.
    #[error("not an address: write coze.cn, coze.com, or a base such as https://api.coze.cn")]
    NotAnAddress,
    /// An address, but of another kind.
    #[error("an endpoint starts with https://, wss://, http:// or ws://")]
    Scheme,
    /// A user name or a password in the address.
    #[error("an endpoint must not hold a user name or a password")]
    Credentials,
    /// `?…` or `#…` in the address.
    #[error("an endpoint must not hold a query or a fragment; the token is given separately")]
    Query,
}

impl Endpoint {
    /// China, coze.cn.
    pub const CN: Endpoint =
        Endpoint { rest: Cow::Borrowed("https://api.coze.cn"), ws: Cow::Borrowed("wss://ws.coze.cn") };

    /// International, coze.com.
    pub const COM: Endpoint =
        Endpoint { rest: Cow::Borrowed("https://api.coze.com"), ws: Cow::Borrowed("wss://ws.coze.com") };

    /// [`Endpoint::CN`].
    pub const fn cn() -> Endpoint {
        Endpoint::CN
    }

    /// [`Endpoint::COM`].
    pub const fn com() -> Endpoint {
        Endpoint::COM
    }

    /// Reads `coze.cn`, `coze.com`, or any `http(s)://` or `ws(s)://` base.
    ///
    /// The hosts of the two regions are mapped to each other; any other host serves both, as in the Go SDK, so that a
    /// local server can take the service's place (protocol.md §1).
    ///
    /// # Errors
    /// The text is no such address; the error does not repeat it.
    pub fn parse(text: &str) -> Result<Endpoint, EndpointError> {
        let text = text.trim();
        for (name, endpoint) in REGIONS {
            let bare = text.trim_end_matches('/');
            let bare = ["www.", "api.", "ws."].iter().find_map(|head| bare.strip_prefix(head)).unwrap_or(bare);
            if bare.eq_ignore_ascii_case(name) {
                return Ok(endpoint.clone());
            }
        }
        let url = Url::parse(text).map_err(|_| EndpointError::NotAnAddress)?;
        let (rest_scheme, ws_scheme) = match url.scheme() {
            "https" | "wss" => ("https", "wss"),
            "http" | "ws" => ("http", "ws"),
            // `localhost:8080` reads as the scheme `localhost`; saying that an address is missing its scheme is right there too.
            _ => return Err(EndpointError::Scheme),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EndpointError::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(EndpointError::Query);
        }
        let host = authority(&url).ok_or(EndpointError::NotAnAddress)?;
        // The whole address of the endpoint is what the documentation shows, so it is what people paste.
        let path = url.path().trim_end_matches('/');
        let path = path.strip_suffix(SPEECH_PATH).unwrap_or(path).trim_end_matches('/');
        let endpoint = Endpoint {
            rest: format!("{rest_scheme}://{host}{path}").into(),
            ws: format!("{ws_scheme}://{host}{path}").into(),
        };
        let region = REGIONS.into_iter().find(|(_, known)| known.rest == endpoint.rest || known.ws == endpoint.ws);
        Ok(region.map_or(endpoint, |(_, known)| known.clone()))
    }

    /// The base of the REST calls, without a trailing slash.
    pub fn rest(&self) -> &str {
        &self.rest
    }

    /// The base of the WebSocket, without a trailing slash.
    pub fn ws(&self) -> &str {
        &self.ws
    }

    /// What people call it: `coze.cn`, `coze.com`, or `host[:port]`.
    pub fn name(&self) -> String {
        let region = REGIONS.into_iter().find(|(_, known)| *known == self);
        region.map_or_else(|| self.host(), |(name, _)| name.to_owned())
    }

    /// Host and port of the WebSocket, as in an address: for messages.
    pub fn host(&self) -> String {
        let rest = self.ws.split_once("://").map_or(&*self.ws, |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest).to_owned()
    }

    /// Whether the connection is encrypted.
    pub fn is_secure(&self) -> bool {
        self.ws.starts_with("wss://")
    }

    /// Whether this machine itself is the service. A name counts only when it is `localhost` or below it (RFC 6761); what it
    /// resolves to is looked at again when connecting.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.ws).is_ok_and(|url| is_local(&url))
    }

    /// Whether a token may be sent there: encrypted, or to this machine, or because the user said so.
    pub(super) fn may_carry_token(&self, allow_insecure: bool) -> bool {
        self.is_secure() || allow_insecure || self.is_loopback()
    }

    /// The address of the speech WebSocket, taken apart.
    pub(super) fn speech(&self) -> Option<Address> {
        let url = Url::parse(&self.ws).ok()?;
        Some(Address {
            host: url.host()?.to_owned(),
            port: url.port_or_known_default()?,
            authority: authority(&url)?,
            path: format!("{}{SPEECH_PATH}", url.path().trim_end_matches('/')),
        })
    }
}

/// The parts of an address that a connection needs.
#[derive(Debug)]
pub(super) struct Address {
    pub host: Host,
    pub port: u16,
    /// `host[:port]` for the `Host` header.
    pub authority: String,
    pub path: String,
}

/// Whether an address stays on this machine, an IPv4 address in IPv6 dress included.
pub(super) fn is_loopback(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => Ipv4Addr::is_loopback(&ip),
        IpAddr::V6(ip) => Ipv6Addr::is_loopback(&ip),
    }
}

/// Whether an address leads to this machine, as far as it can be seen without resolving it.
pub(super) fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            // With the dot of the root behind it, it is the same name.
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => is_loopback(ip.into()),
        Some(Host::Ipv6(ip)) => is_loopback(ip.into()),
        None => false,
    }
}

/// `host[:port]`, the port only where it is not the scheme's own.
fn authority(url: &Url) -> Option<String> {
    let host = url.host_str().filter(|host| !host.is_empty())?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, EndpointError};

    #[test]
    fn each_base_leads_to_the_other() {
        for text in [
            "coze.cn",
            " COZE.CN/ ",
            "api.coze.cn",
            "https://api.coze.cn",
            "https://api.coze.cn:443/",
            "wss://ws.coze.cn/v1/audio/speech",
        ] {
            assert_eq!(Endpoint::parse(text), Ok(Endpoint::CN), "{text}");
        }
        assert_eq!(Endpoint::parse("wss://WS.coze.com"), Ok(Endpoint::COM));
        for (text, rest, ws, name) in [
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080", "ws://127.0.0.1:8080", "127.0.0.1:8080"),
            ("ws://[::1]:9", "http://[::1]:9", "ws://[::1]:9", "[::1]:9"),
            ("https://tts.example/coze/", "https://tts.example/coze", "wss://tts.example/coze", "tts.example"),
            ("https://api.coze.cn:8443", "https://api.coze.cn:8443", "wss://api.coze.cn:8443", "api.coze.cn:8443"),
            ("wss://example.org:443", "https://example.org", "wss://example.org", "example.org"),
        ] {
            let endpoint = Endpoint::parse(text).expect(text);
            assert_eq!((endpoint.rest(), endpoint.ws(), &*endpoint.name()), (rest, ws, name));
        }
        let target = Endpoint::parse("https://tts.example/coze/").expect("an endpoint").speech().expect("a target");
        assert_eq!((target.port, &*target.authority, &*target.path), (443, "tts.example", "/coze/v1/audio/speech"));
    }

    #[test]
    fn what_is_no_endpoint_is_refused_without_repeating_it() {
        for (text, error) in [
            ("", EndpointError::NotAnAddress),
            ("pat_secret", EndpointError::NotAnAddress),
            ("localhost:80", EndpointError::Scheme),
            ("ftp://coze.cn", EndpointError::Scheme),
            ("https://", EndpointError::NotAnAddress),
            ("https://me:pw@coze.cn", EndpointError::Credentials),
            ("wss://ws.coze.cn/v1/audio/speech?authorization=Bearer%20pat_secret", EndpointError::Query),
        ] {
            let got = Endpoint::parse(text).expect_err(text);
            assert_eq!(got, error, "{text}");
            assert!(!format!("{got} {got:?}").contains("pat_secret"));
        }
    }

    #[test]
    fn a_token_travels_encrypted_or_stays_here() {
        for text in [
            "coze.cn",
            "ws://127.0.0.1:1",
            "http://127.9.9.9",
            "ws://[::1]:7",
            "ws://[::ffff:127.0.0.1]:7",
            "ws://localhost",
            "ws://a.localhost",
            "ws://localhost.:8080",
        ] {
            assert!(Endpoint::parse(text).expect(text).may_carry_token(false), "{text}");
        }
        for text in
            ["ws://ws.coze.cn", "http://10.0.0.1", "ws://[::2]", "ws://localhost.example", "http://127.0.0.1.nip.io"]
        {
            let endpoint = Endpoint::parse(text).expect(text);
            assert!(!endpoint.may_carry_token(false) && endpoint.may_carry_token(true), "{text}");
        }
    }
}
