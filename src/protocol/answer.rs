//! An HTTP answer of the service: the REST envelope (protocol.md §7.0), read alike for REST and for a refused upgrade.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

use crate::protocol::error::{ErrorKind, SessionError};
use crate::protocol::message::{Detail, code_of, lenient_text};

/// What came back, not yet judged.
#[derive(Debug, Default)]
pub(super) struct RawAnswer {
    pub status: u16,
    /// From the header `X-Tt-Logid`.
    pub logid: Option<String>,
    /// From the header `Retry-After`.
    pub retry_after: Option<Duration>,
    /// The host to which the header `Location` leads.
    pub to: Option<String>,
    pub body: Vec<u8>,
}

#[derive(Default, Deserialize)]
struct RestEnvelope<'a> {
    #[serde(default)]
    code: serde_json::Value,
    #[serde(default, deserialize_with = "lenient_text")]
    msg: Option<String>,
    /// The OAuth endpoints say it with other names.
    #[serde(default, deserialize_with = "lenient_text")]
    error_message: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    detail: Option<&'a RawValue>,
}

impl RawAnswer {
    /// The header lines that matter here; names in any case.
    pub fn header(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("x-tt-logid") && !value.is_empty() {
            self.logid = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("retry-after") {
            self.retry_after = retry_after(value);
        } else if name.eq_ignore_ascii_case("location") {
            // Only the host: the rest of such an address may be long, and hold secrets.
            self.to = Url::parse(value).ok().and_then(|url| url.host_str().map(str::to_owned));
        }
    }

    /// What the service answered. The body is read first and then the status, because the status is not reliable: a bad
    /// token has been seen as 401 with code 700012006 and as 200 with code 4101.
    pub fn data<T: DeserializeOwned>(self) -> Result<T, SessionError> {
        let envelope = serde_json::from_slice::<RestEnvelope<'_>>(&self.body).ok();
        let good = (200..300).contains(&self.status);
        match envelope {
            Some(envelope) if good && code_of(&envelope.code).unwrap_or(0) == 0 => {
                let data = envelope.data.map_or("null", RawValue::get);
                serde_json::from_str(data)
                    .map_err(|error| self.error(&envelope, ErrorKind::Malformed(error.to_string())))
            }
            _ => Err(self.refusal()),
        }
    }

    /// The file that was requested.
    pub fn file(self) -> Result<Vec<u8>, SessionError> {
        if self.is_file() { Ok(self.body) } else { Err(self.refusal()) }
    }

    /// Whether this is the file that was requested, by what there is of it.
    pub fn is_file(&self) -> bool {
        (200..300).contains(&self.status) && !self.is_page()
    }

    /// The answer as a failure, whatever it says.
    pub fn refusal(&self) -> SessionError {
        let envelope = serde_json::from_slice::<RestEnvelope<'_>>(&self.body);
        let good = (200..300).contains(&self.status);
        let kind = match &envelope {
            Ok(envelope) => {
                let code = code_of(&envelope.code).filter(|code| *code != 0);
                let message = envelope.msg.clone().or(envelope.error_message.clone()).unwrap_or_default();
                match code {
                    Some(code) if good => ErrorKind::Service { code, message },
                    _ => self.refused(code, message),
                }
            }
            Err(_) if self.is_page() => ErrorKind::SignInPage { to: self.to.clone() },
            Err(error) if good => ErrorKind::Malformed(error.to_string()),
            Err(_) => self.refused(None, excerpt(&self.body)),
        };
        self.error(&envelope.unwrap_or_default(), kind)
    }

    /// Whether this was meant for people and not for programs: the service itself never sends anyone on, and never a page.
    fn is_page(&self) -> bool {
        match self.status {
            301..=303 | 307 | 308 | 511 => true,
            200..=299 => is_markup(&self.body),
            _ => false,
        }
    }

    fn refused(&self, code: Option<i64>, message: String) -> ErrorKind {
        ErrorKind::Refused { status: self.status, code, message, retry_after: self.retry_after }
    }

    fn error(&self, envelope: &RestEnvelope<'_>, kind: ErrorKind) -> SessionError {
        let detail = envelope.detail.and_then(|detail| serde_json::from_str::<Detail>(detail.get()).ok());
        SessionError { kind, logid: detail.and_then(|detail| detail.logid).or(self.logid.clone()) }
    }
}

/// A body that is no envelope: a line of text may explain, a page of HTML says nothing to a user.
fn excerpt(body: &[u8]) -> String {
    if is_markup(body) { String::new() } else { String::from_utf8_lossy(body).into_owned() }
}

fn is_markup(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start().starts_with(b"<")
}

/// Seconds or an HTTP date (RFC 9110 §10.2.3); a date in the past is no wait at all.
fn retry_after(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(date.timestamp().duration_since(jiff::Timestamp::now()).try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ErrorKind, RawAnswer, retry_after};

    fn answer(status: u16, body: &str) -> RawAnswer {
        RawAnswer { status, logid: Some("of-the-header".into()), body: body.into(), ..RawAnswer::default() }
    }

    #[test]
    fn the_body_comes_before_the_status() {
        assert_eq!(answer(200, r#"{"code":0,"data":7}"#).data::<i32>(), Ok(7));
        assert_eq!(answer(200, r#"{"code":"0","data":7}"#).data::<i32>(), Ok(7));
        let error = answer(200, r#"{"code":4101,"msg":"no","detail":{"logid":"of-the-body"}}"#).data::<i32>();
        let error = error.expect_err("a code is a failure");
        assert_eq!(error.kind, ErrorKind::Service { code: 4101, message: "no".into() });
        assert_eq!(error.logid.as_deref(), Some("of-the-body"));
        let error = answer(401, r#"{"code":"700012006","msg":"access token invalid"}"#).refusal();
        assert_eq!((error.kind.code(), error.logid.as_deref()), (Some(700_012_006), Some("of-the-header")));
        // A good code with a bad status is still no answer.
        assert!(matches!(answer(502, r#"{"code":0,"data":7}"#).data::<i32>(), Err(e) if e.kind.code().is_none()));
    }

    #[test]
    fn a_body_that_is_no_envelope_is_shown_as_text() {
        let message = |status, body: &str| match answer(status, body).refusal().kind {
            ErrorKind::Refused { message, .. } => message,
            other => panic!("{other:?}"),
        };
        assert_eq!(message(502, "<html>Bad Gateway</html>"), "");
        assert_eq!(message(503, "no healthy upstream"), "no healthy upstream");
        assert!(matches!(answer(200, "hello").data::<i32>().map_err(|e| e.kind), Err(ErrorKind::Malformed(_))));
        assert!(matches!(
            answer(200, r#"{"data":"x"}"#).data::<i32>().map_err(|e| e.kind),
            Err(ErrorKind::Malformed(_))
        ));
    }

    #[test]
    fn patience_is_read_as_seconds_or_as_a_date() {
        assert_eq!(retry_after("7"), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert!(retry_after("Wed, 21 Oct 2065 07:28:00 GMT").is_some_and(|wait| wait > Duration::from_secs(9)));
        assert_eq!(retry_after("soon"), None);
    }
}
