//! What can go wrong between us and the service, in one shape for the WebSocket and for REST.

use std::time::Duration;

use crate::protocol::{Meaning, Retry, Token, codes};

/// A failed session or REST call, and the log id by which the service's support finds it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SessionError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Where the service told one (protocol.md §2.5).
    pub logid: Option<String>,
}

/// What went wrong. The texts are for logs and for the *why* of a failure; they never hold a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// The token would have travelled unencrypted to another machine; nothing was sent.
    #[error("the token may not be sent unencrypted to another machine")]
    InsecureToken,
    /// No connection: the name, the network, or nobody listening.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// A connection, but no trust: mostly the certificate.
    #[error("no trusted connection: {detail}")]
    Tls {
        /// What is not trusted.
        fault: TlsFault,
        /// In the words of the one who checked.
        detail: String,
    },
    /// The proxy of the environment stands in the way; nothing reached the service.
    #[error("proxy {proxy}: {fault}")]
    Proxy {
        /// Host and port, without user and password; or the variable, where it cannot be read.
        proxy: String,
        /// What it did.
        fault: ProxyFault,
    },
    /// A page for people instead of an answer: the network wants a sign-in first.
    #[error("a page instead of an answer{}", to.as_ref().map(|to| format!(": sent on to {to}")).unwrap_or_default())]
    SignInPage {
        /// The host to which we were sent on, where we were.
        to: Option<String>,
    },
    /// An HTTP answer that is not the one hoped for.
    #[error("refused with HTTP {status}: {message}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The code in the body (protocol.md §8), where there was one.
        code: Option<i64>,
        /// The message in the body; empty where there was none.
        message: String,
        /// How long the service wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// An `error` event, or a REST answer with a code.
    #[error("the service answered with code {code}: {message}")]
    Service {
        /// protocol.md §8; 0 where it could not be read.
        code: i64,
        /// The service's words.
        message: String,
    },
    /// Something that is not the protocol.
    #[error("an answer that cannot be read: {0}")]
    Malformed(String),
    /// The service closed the connection before it was done.
    #[error("closed by the service before it was done{}", code.map(|code| format!(" (code {code})")).unwrap_or_default())]
    Closed {
        /// The close code, where a close frame held one.
        code: Option<u16>,
    },
    /// No progress within the deadline.
    #[error("no answer in time: {0}")]
    Stalled(Phase),
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Network(String),
    /// Events and more events, and hardly any sound among them.
    #[error("no end of events without sound")]
    Noise,
    /// A message or an answer beyond every sensible size.
    #[error("an answer that is too large")]
    TooLarge,
}

/// What was being waited for when nothing came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Phase {
    /// Name, connection, encryption, upgrade; in REST everything up to the first byte of the answer.
    #[error("connecting")]
    Connect,
    /// The service's first event.
    #[error("waiting for the first event")]
    FirstEvent,
    /// The first audio.
    #[error("waiting for the first audio")]
    FirstAudio,
    /// More audio or its end.
    #[error("waiting for more audio")]
    NextEvent,
}

/// Why there is no trusted encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TlsFault {
    /// The other side knows no version or cipher that is still safe.
    Outdated,
    /// The certificate has expired, or our clock is ahead.
    Expired,
    /// The certificate is not valid yet, or our clock is behind.
    NotYetValid,
    /// The certificate is for other names.
    WrongName,
    /// Nobody known vouches for the certificate, or it is not in order.
    Distrusted,
    /// What answers does not speak TLS.
    NotTls,
    /// Anything else: the two sides do not understand each other.
    Other,
}

/// What a proxy did instead of letting us through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyFault {
    /// The variable that names it holds no address of a proxy.
    #[error("not an address of a proxy")]
    Unreadable,
    /// No connection to it, or it closed the connection: its name, the network, or nobody listening.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// It wants a user and a password, or others than those it was given.
    #[error("wants a sign-in")]
    SignIn,
    /// It does not let us through.
    #[error("refused: {0}")]
    Refused(String),
    /// It could not reach the service.
    #[error("found no way to the service: {0}")]
    NoWay(String),
    /// It is no proxy of the kind that was named.
    #[error("an answer that is none of such a proxy")]
    Foreign,
    /// It took the connection and said nothing in time.
    #[error("no answer in time")]
    Silent,
}

impl ErrorKind {
    /// Whether asking again helps.
    pub fn retry(&self) -> Retry {
        match self {
            ErrorKind::Malformed(_) => Retry::Once,
            ErrorKind::Connect(_)
            | ErrorKind::Closed { .. }
            | ErrorKind::Stalled(_)
            | ErrorKind::Network(_)
            | ErrorKind::Noise => Retry::Backoff,
            ErrorKind::Tls { fault: TlsFault::Other, .. } => Retry::Once,
            ErrorKind::InsecureToken | ErrorKind::Tls { .. } | ErrorKind::TooLarge | ErrorKind::SignInPage { .. } => {
                Retry::Never
            }
            ErrorKind::Proxy { fault, .. } => match fault {
                ProxyFault::Unreachable(_) | ProxyFault::NoWay(_) | ProxyFault::Silent => Retry::Backoff,
                ProxyFault::Unreadable | ProxyFault::SignIn | ProxyFault::Refused(_) | ProxyFault::Foreign => {
                    Retry::Never
                }
            },
            ErrorKind::Service { code, message } => codes::judge(*code, message).1,
            ErrorKind::Refused { status, code, message, retry_after } => {
                // The body says more than the status; but whoever asks for patience is believed in any case.
                let of_code = code.map(|code| codes::judge(code, message).1);
                let of_status = codes::judge(i64::from(*status), "").1;
                match (of_code.unwrap_or(of_status), retry_after, of_status) {
                    (Retry::Backoff | Retry::Once | Retry::SlowDown(_), Some(wait), _) => Retry::SlowDown(*wait),
                    (Retry::Backoff | Retry::Once, None, Retry::SlowDown(wait)) => Retry::SlowDown(wait),
                    (retry, ..) => retry,
                }
            }
        }
    }

    /// The code of the service (protocol.md §8), where it gave one.
    pub fn code(&self) -> Option<i64> {
        match self {
            ErrorKind::Service { code, .. } => Some(*code).filter(|code| *code != 0),
            ErrorKind::Refused { code, .. } => *code,
            _ => None,
        }
    }

    /// A word for it; nothing of what the other side said.
    pub(super) fn name(&self) -> &'static str {
        match self {
            ErrorKind::InsecureToken => "insecure",
            ErrorKind::Connect(_) => "connect",
            ErrorKind::Tls { .. } => "tls",
            ErrorKind::Proxy { .. } => "proxy",
            ErrorKind::SignInPage { .. } => "sign-in page",
            ErrorKind::Refused { .. } => "refused",
            ErrorKind::Service { .. } => "service",
            ErrorKind::Malformed(_) => "malformed",
            ErrorKind::Closed { .. } => "closed",
            ErrorKind::Stalled(_) => "stalled",
            ErrorKind::Network(_) => "network",
            ErrorKind::Noise => "noise",
            ErrorKind::TooLarge => "too large",
        }
    }

    /// What the code, or else the HTTP status, is about; [`Meaning::Unknown`] for everything that is neither.
    pub fn meaning(&self) -> Meaning {
        match self {
            ErrorKind::Service { code, message } => codes::judge(*code, message).0,
            ErrorKind::Refused { status, code, message, .. } => {
                codes::judge(code.unwrap_or(i64::from(*status)), message).0
            }
            _ => Meaning::Unknown,
        }
    }
}

impl SessionError {
    /// The same error, fit to be shown. A server may repeat the token it was sent, write without end, or write control
    /// characters that a terminal obeys.
    pub(super) fn fit_to_show(mut self, token: Option<&Token>) -> SessionError {
        let tidy = |text: &mut String| {
            if let Some(token) = token {
                token.mask(text);
            }
            *text = tidy(text);
        };
        match &mut self.kind {
            ErrorKind::Connect(text)
            | ErrorKind::Tls { detail: text, .. }
            | ErrorKind::SignInPage { to: Some(text) }
            | ErrorKind::Proxy {
                fault: ProxyFault::Unreachable(text) | ProxyFault::Refused(text) | ProxyFault::NoWay(text),
                ..
            }
            | ErrorKind::Malformed(text)
            | ErrorKind::Network(text)
            | ErrorKind::Refused { message: text, .. }
            | ErrorKind::Service { message: text, .. } => tidy(text),
            ErrorKind::InsecureToken
            | ErrorKind::Proxy { .. }
            | ErrorKind::SignInPage { to: None }
            | ErrorKind::Closed { .. }
            | ErrorKind::Stalled(_)
            | ErrorKind::TooLarge
            | ErrorKind::Noise => {}
        }
        self.logid = self.logid.map(|logid| fit_logid(&logid, token));
        self
    }
}

/// A log id as it is shown and kept: what a server writes there may have any length and hold anything, the token too.
pub(super) fn fit_logid(logid: &str, token: Option<&Token>) -> String {
    /// Characters; those seen have 34 and 53 (protocol.md §2.5).
    const LONGEST: usize = 128;
    // Long enough to know the token where it begins among the first.
    let enough = LONGEST + token.map_or(0, |token| token.reveal().len());
    let mut plain: String = logid.chars().filter(char::is_ascii_graphic).take(enough).collect();
    if let Some(token) = token {
        token.mask(&mut plain);
    }
    plain.chars().take(LONGEST).collect()
}

/// A text on one line, of bearable length, without control characters.
fn tidy(text: &str) -> String {
    /// Characters; the longest message seen has 120.
    const LONGEST: usize = 400;
    let plain = text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    let line = plain.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

impl From<ErrorKind> for SessionError {
    fn from(kind: ErrorKind) -> SessionError {
        SessionError { kind, logid: None }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ErrorKind, Phase, SessionError, fit_logid};
    use crate::protocol::{Meaning, Retry, Token};

    fn refused(status: u16, code: Option<i64>, retry_after: Option<u64>) -> ErrorKind {
        ErrorKind::Refused { status, code, message: String::new(), retry_after: retry_after.map(Duration::from_secs) }
    }

    #[test]
    fn the_body_is_believed_before_the_status() {
        assert_eq!(refused(401, None, None).retry(), Retry::Never);
        assert_eq!(refused(503, None, None).retry(), Retry::Backoff);
        assert_eq!(refused(429, None, None).retry(), Retry::SlowDown(Duration::ZERO));
        for (status, code) in [(429, None), (429, Some(4013)), (503, None), (429, Some(5000))] {
            let told = refused(status, code, Some(7)).retry();
            assert_eq!(told, Retry::SlowDown(Duration::from_secs(7)), "{status} {code:?}");
        }
        assert_eq!(refused(429, Some(5000), None).retry(), Retry::SlowDown(Duration::ZERO));
        assert_eq!(refused(429, Some(4028), Some(7)).retry(), Retry::Never);
        assert_eq!(refused(500, Some(4100), Some(7)).retry(), Retry::Never);
        assert_eq!(refused(500, Some(4100), None).meaning(), Meaning::Token);
        assert_eq!(refused(400, Some(3003), None).retry(), Retry::SlowDown(Duration::ZERO));
        assert_eq!(refused(403, None, None).meaning(), Meaning::Permission);
        assert_eq!(ErrorKind::Closed { code: Some(1011) }.retry(), Retry::Backoff);
        assert_eq!(ErrorKind::Stalled(Phase::FirstAudio).retry(), Retry::Backoff);
        assert_eq!(ErrorKind::Service { code: 0, message: String::new() }.code(), None);
    }

    #[test]
    fn a_server_s_words_are_tidied() {
        assert_eq!(super::tidy(" \u{1b}[31mred\r\n  two "), "[31mred two");
        assert_eq!(super::tidy(&"错".repeat(9_999)).chars().count(), 401);
    }

    #[test]
    fn a_log_id_is_short_and_plain_and_never_the_token() {
        let token = Token::parse("pat_abc123").expect("a token");
        assert_eq!(fit_logid("\u{1b}]0;02\u{202e}17\n ab", None), "]0;0217ab");
        assert_eq!(fit_logid(&"7".repeat(16 << 20), Some(&token)).len(), 128);
        // Not where it is cut either, and not where it was torn apart.
        for logid in ["pat_\nabc123".to_owned(), format!("{}pat_abc123", "7".repeat(125))] {
            assert!(!fit_logid(&logid, Some(&token)).contains("pat"), "{logid}");
        }
    }

    #[test]
    fn a_repeated_token_is_masked() {
        let token = Token::parse("pat_abc123").expect("a token");
        let told = || "no such token: pat_abc123!".to_owned();
        for kind in [
            ErrorKind::Network(told()),
            ErrorKind::Malformed(told()),
            ErrorKind::Service { code: 4100, message: told() },
            ErrorKind::Refused { status: 401, code: None, message: told(), retry_after: None },
        ] {
            let error = SessionError { kind, logid: Some(told()) }.fit_to_show(Some(&token));
            assert!(!format!("{error} {error:?}").contains("abc123"), "{error:?}");
        }
    }
}
