//! Refusing a request: what the service says with each code, as an event or as the answer to a call.

use crate::demo::config::BadToken;
use crate::demo::http::Response;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) msg: String,
}

impl Refusal {
    /// A code with the words that the service has for it.
    pub(super) fn usual(code: i64) -> Refusal {
        Refusal { code, msg: usual_message(code).to_owned() }
    }

    /// Code 4000, in the service's words.
    pub(super) fn parameter(name: &str) -> Refusal {
        Refusal { code: 4000, msg: format!("The parameter {name} is invalid. Please review your input.") }
    }
}

/// What the service says with a code (protocol.md §8, §11); invented where nothing is known.
pub(super) fn usual_message(code: i64) -> &'static str {
    match code {
        1109 => "WERError: the audio does not match the text",
        3001 => "quota exceeded for types: text_words_lifetime",
        3003 => "quota exceeded for types: concurrency",
        3005 => "backend busy",
        3010 => "text too long",
        3011 => "illegal input text!",
        3030 => "processing timeout",
        3050 => "voice not found",
        4000 => "The parameter is invalid. Please review your input.",
        4011 | 4028 => {
            "Insufficient coze credits balance, please wait for the quota refresh or upgrade to paid version."
        }
        4013 => "rate limit exceeded",
        4100 => "authentication is invalid",
        4101 => {
            "Your token does not have permission to access resource. \
             Please verify whether the resource ID or token is correct."
        }
        4200 => "the requested resource was not found",
        700_012_006 => "access token invalid",
        _ => "internal error",
    }
}

/// The HTTP answer to a bad token; nothing where the refusal comes as an event.
pub(super) fn of_token(bad: BadToken, logid: &str) -> Option<Response> {
    match bad {
        BadToken::Http401 => Some(Response::error(401, 700_012_006, "access token invalid", logid)),
        BadToken::Http403 => Some(Response::error(403, 4101, usual_message(4101), logid)),
        BadToken::Error(_) => None,
    }
}
