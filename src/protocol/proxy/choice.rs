//! Which proxy is used: what the settings say.

use serde::{Deserialize, Serialize};
use ureq::Proxy;
use url::Url;

/// The longest address that is read, in bytes.
const LONGEST: usize = 300;

/// The kinds of proxies that connections can go through.
const SCHEMES: [&str; 6] = ["http", "https", "socks5", "socks5h", "socks4", "socks4a"];

/// Which proxy connections go through. Written as `environment`, `none`, or the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ProxyChoice {
    /// The one that the environment names, if any.
    #[default]
    Environment,
    /// None, whatever the environment says.
    None,
    /// This one.
    Own(ProxyAddress),
}

impl TryFrom<String> for ProxyChoice {
    type Error = ProxyAddressError;

    fn try_from(text: String) -> Result<ProxyChoice, ProxyAddressError> {
        match text.as_str() {
            "environment" => Ok(ProxyChoice::Environment),
            "none" => Ok(ProxyChoice::None),
            address => ProxyAddress::parse(address).map(ProxyChoice::Own),
        }
    }
}

impl From<ProxyChoice> for String {
    fn from(choice: ProxyChoice) -> String {
        match choice {
            ProxyChoice::Environment => "environment".to_owned(),
            ProxyChoice::None => "none".to_owned(),
            ProxyChoice::Own(ProxyAddress(address)) => address,
        }
    }
}

/// The address of a proxy, such as `socks5h://127.0.0.1:1080`: never a user or a password, because it is kept in the file of
/// settings, which is no place for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyAddress(String);

/// Why a text is no address of a proxy. The text itself is left out: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyAddressError {
    /// Not a host, or a port that is none.
    #[error("not an address of a proxy")]
    NotAnAddress,
    /// A kind of proxy that is not known.
    #[error("not a kind of proxy that is known")]
    Scheme,
    /// A user or a password in the address.
    #[error("an address of a proxy in the settings must not hold a user or a password")]
    Credentials,
}

impl ProxyAddress {
    /// Reads `http://host:port` and the like; without a kind it is an HTTP proxy.
    ///
    /// # Errors
    /// The text is no such address; the error does not repeat it.
    pub fn parse(text: &str) -> Result<ProxyAddress, ProxyAddressError> {
        let text = text.trim();
        if text.contains('@') {
            return Err(ProxyAddressError::Credentials);
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        let scheme = scheme.to_ascii_lowercase();
        if !SCHEMES.contains(&scheme.as_str()) {
            return Err(ProxyAddressError::Scheme);
        }
        let address = format!("{scheme}://{}", rest.strip_suffix('/').unwrap_or(rest));
        let is_host = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | ':' | '[' | ']');
        let is_plain = !rest.is_empty() && address.len() <= LONGEST && address[scheme.len() + 3..].chars().all(is_host);
        let has_host = || Url::parse(&address).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()));
        match is_plain && has_host() && proxy(&address).is_some() {
            true => Ok(ProxyAddress(address)),
            false => Err(ProxyAddressError::NotAnAddress),
        }
    }

    /// The address as it was read.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(in crate::protocol) fn proxy(&self) -> Option<Proxy> {
        proxy(&self.0)
    }
}

/// Reads the address as `ureq` does, to which a port that is no number counts as none.
fn proxy(address: &str) -> Option<Proxy> {
    Proxy::new(address).ok().filter(super::is_whole)
}

#[cfg(test)]
mod tests {
    use super::{ProxyAddress, ProxyAddressError};

    #[test]
    fn only_what_can_be_gone_through_is_an_address_and_none_holds_a_password() {
        for (typed, read) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            (" HTTP://proxy.example:3128/ ", "http://proxy.example:3128"),
            ("socks5h://localhost:1080", "socks5h://localhost:1080"),
            ("socks5://[::1]:1080", "socks5://[::1]:1080"),
        ] {
            assert_eq!(ProxyAddress::parse(typed).as_ref().map(ProxyAddress::as_str), Ok(read), "{typed}");
        }
        use ProxyAddressError::{Credentials, NotAnAddress, Scheme};
        for (typed, why) in [
            ("", NotAnAddress),
            ("http://", NotAnAddress),
            ("http://host:port", NotAnAddress),
            ("http://host:99999", NotAnAddress),
            ("http://host:1/path", NotAnAddress),
            ("two words", NotAnAddress),
            ("ftp://host:1", Scheme),
            ("http://moon:secret@host:1", Credentials),
            ("moon@host", Credentials),
        ] {
            assert_eq!(ProxyAddress::parse(typed), Err(why), "{typed}");
        }
    }
}
