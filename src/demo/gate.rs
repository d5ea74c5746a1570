//! Who may ask: programs on this machine, and the pages of the web that were named. Every page that is open in a browser here
//! can reach loopback, and by a name that it lets point here (DNS rebinding) read the answers too.

use std::net::IpAddr;

use url::{Host, Url};

use crate::demo::recorder::Call;

/// Where a page of the web may come from so that it is answered: scheme, host and port as browsers state them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// `*` for every page, `null` for pages without an address (opened from a file, sandboxed), or such as
    /// `http://localhost:5173`. Nothing comes of what no browser would state.
    pub fn parse(text: &str) -> Option<Origin> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        if text == "*" || text == "null" {
            return Some(Origin(text));
        }
        let url = Url::parse(&text).ok().filter(Url::has_host)?;
        let origin = url.origin();
        // Schemes of extensions and the like have no origin by the standard, and are stated as they are written.
        let stated = if origin.is_tuple() { origin.ascii_serialization() } else { text };
        let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        (is_bare && url.username().is_empty() && url.password().is_none()).then_some(Origin(stated))
    }

    fn admits(&self, stated: &str) -> bool {
        self.0 == "*" || self.0.eq_ignore_ascii_case(stated)
    }
}

/// Who was turned away, as stated in the request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnedAway {
    /// A request to a host that is not this one: a name that was made to point here.
    Host(String),
    /// A request by a page of the web from this origin.
    Page(String),
}

impl TurnedAway {
    /// What the refusal says.
    pub(super) fn message(&self) -> String {
        match self {
            TurnedAway::Host(host) => format!(
                "This server answers to localhost, 127.0.0.1 and [::1] only, not to the host \"{host}\". Use http://127.0.0.1."
            ),
            TurnedAway::Page(origin) => format!(
                "This server answers no web page from \"{origin}\". To let pages from there in, start the server with --allow-origin."
            ),
        }
    }
}

/// Lets a request in that reached us at `here`. Returns the origin of the page that makes it; nothing for a program's.
pub(super) fn admit(call: &Call, here: Option<IpAddr>, allowed: &[Origin]) -> Result<Option<String>, TurnedAway> {
    if let Some(host) = call.all("host").find(|host| !is_here(host, here)) {
        return Err(TurnedAway::Host(host.to_owned()));
    }
    let Some(page) = page(call) else { return Ok(None) };
    if allowed.iter().any(|origin| origin.admits(&page)) { Ok(Some(page)) } else { Err(TurnedAway::Page(page)) }
}

/// Whether a `Host` names this machine: by its own name, by an address of loopback, or by the one at which the request arrived.
fn is_here(host: &str, here: Option<IpAddr>) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}")) else { return false };
    let address = match url.host() {
        Some(Host::Domain(name)) => return name.trim_end_matches('.') == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => address.to_canonical(),
        None => return false,
    };
    address.is_loopback() || here.is_some_and(|here| here.to_canonical() == address)
}

/// The origin of the page that makes the request, `null` where the browser keeps it to itself.
fn page(call: &Call) -> Option<String> {
    if let Some(origin) = call.header("origin") {
        return Some(origin.to_owned());
    }
    // For what a page shows or plays browsers state no origin, but that the page is another's.
    call.header("sec-fetch-site").filter(|site| matches!(*site, "cross-site" | "same-site"))?;
    let referer = call.header("referer").and_then(|address| Url::parse(address).ok());
    Some(referer.map_or_else(|| "null".to_owned(), |page| page.origin().ascii_serialization()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_read_as_browsers_state_them() {
        for (given, stated) in [
            ("http://localhost:5173", "http://localhost:5173"),
            (" HTTPS://Example.org:443/ ", "https://example.org"),
            ("http://[::1]:80", "http://[::1]"),
            ("chrome-extension://abcdef", "chrome-extension://abcdef"),
            ("null", "null"),
        ] {
            assert!(Origin::parse(given).is_some_and(|origin| origin.admits(stated)), "{given}");
        }
        for bad in
            ["", "localhost:5173", "example.org", "http://", "http://a/b", "http://a?b", "http://me@a", "file:///x"]
        {
            assert_eq!(Origin::parse(bad), None, "{bad}");
        }
        assert!(!Origin::parse("http://localhost").is_some_and(|origin| origin.admits("http://localhost:1")));
    }
}
