//! Two rooms read the same table of the service's codes, one to decide and one to explain: they must not disagree.

use langsheng::protocol::{CODES, Meaning, Retry, judge};
use langsheng::words::{Class, Lang, service};

/// Words that the service puts into its messages (protocol.md §8.2), and two that mean nothing.
const MESSAGES: [&str; 11] = [
    "",
    "something odd",
    "quota exceeded for types: concurrency",
    "Concurrency of this speaker",
    "quota exceeded for types: text_words_lifetime",
    "Init Engine Instance failed",
    "illegal input text!",
    "[resource_id] requested grant not found",
    "access denied",
    "speaker permission denied: invalid emotion",
    "Invalid Emotion",
];

/// Codes that stand in no table, of every prefix.
const UNKNOWN: [i64; 16] =
    [-1, 0, 404, 408, 418, 425, 429, 500, 503, 3_999, 4_999, 5_999, 45_000_001, 55_000_031, 700_012_999, i64::MAX];

#[test]
fn what_is_decided_and_what_is_explained_agree_for_every_code_and_message() {
    for code in CODES.iter().map(|row| row.0).chain(UNKNOWN) {
        assert_eq!(service::is_known(code), CODES.iter().any(|row| row.0 == code), "{code}");
        for message in MESSAGES {
            let ((meaning, retry), failure) = (judge(code, message), service::service(code, message));
            let class = match meaning {
                Meaning::Token | Meaning::Permission | Meaning::Risk => Class::Token,
                Meaning::Quota => Class::Quota,
                Meaning::Text | Meaning::TooLong => Class::Text,
                Meaning::Pace => Class::Pace,
                Meaning::Setting | Meaning::Voice | Meaning::Server | Meaning::Unknown => Class::Service,
            };
            assert_eq!(failure.class, class, "{code} {message:?}: {meaning:?}");
            if meaning == Meaning::Unknown && !service::is_known(code) {
                let hopeless = failure.why.get(Lang::En).contains("trying again doesn’t help");
                assert_eq!(hopeless, retry == Retry::Never, "{code} {message:?}: {retry:?}");
            }
        }
    }
}
