//! What the service's codes mean and whether asking again helps (protocol.md §8).

use std::time::Duration;

/// Whether and how a failed piece should be requested again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Asking again changes nothing; the user has to act.
    Never,
    /// Once, on a new connection.
    Once,
    /// Up to three times, after about 0.3, 1 and 3 s.
    Backoff,
    /// Later and with fewer sessions at once: not before this long, and longer each time it is said again. Being told to slow
    /// down is no failure, so it costs no try.
    SlowDown(Duration),
    /// With smaller segments.
    SplitSmaller,
    /// Once as it is; then with smaller segments.
    OnceThenSplit,
}

/// What a code is about, coarsely: enough to decide, not to explain. The explanations are in the room `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The token is wrong or has expired.
    Token,
    /// The token is good, but may not do this.
    Permission,
    /// Credits, balance or a limit of use.
    Quota,
    /// Too much at once or too fast.
    Pace,
    /// A setting is refused.
    Setting,
    /// The voice does not exist or is not ours.
    Voice,
    /// The text is too long.
    TooLong,
    /// The text cannot be spoken.
    Text,
    /// The account is held back for its safety.
    Risk,
    /// The service itself is in trouble.
    Server,
    /// Not in the table.
    Unknown,
}

/// As the code says it, without a time of its own.
const SLOW_DOWN: Retry = Retry::SlowDown(Duration::ZERO);

/// Every code of protocol.md §8.1 to §8.3, in its order.
pub const CODES: [(i64, Meaning, Retry); 40] = [
    (4000, Meaning::Setting, Retry::Never),
    (4008, Meaning::Quota, Retry::Never),
    (4009, Meaning::Server, Retry::Backoff),
    (4011, Meaning::Quota, Retry::Never),
    // Documented as an error of the model, mapped to 429 by the JS SDK: either way it passes.
    (4013, Meaning::Pace, SLOW_DOWN),
    (4019, Meaning::Quota, Retry::Never),
    (4020, Meaning::Pace, Retry::SlowDown(Duration::from_secs(60))),
    (4022, Meaning::Quota, Retry::Never),
    (4027, Meaning::Quota, Retry::Never),
    (4028, Meaning::Quota, Retry::Never),
    (4029, Meaning::Server, Retry::Backoff),
    (4052, Meaning::Permission, Retry::Never),
    (4100, Meaning::Token, Retry::Never),
    (4101, Meaning::Permission, Retry::Never),
    (4102, Meaning::Risk, Retry::Never),
    (4200, Meaning::Voice, Retry::Never),
    (5000, Meaning::Server, Retry::Backoff),
    (700_012_006, Meaning::Token, Retry::Never),
    (720_701_013, Meaning::Server, Retry::Backoff),
    (1109, Meaning::Text, Retry::Never),
    // "Success", which is no reason to fail; so it is taken like any engine code that is not known.
    (3000, Meaning::Unknown, Retry::Once),
    (3001, Meaning::Setting, Retry::Never),
    (3003, Meaning::Pace, SLOW_DOWN),
    (3005, Meaning::Server, Retry::Backoff),
    (3006, Meaning::Server, Retry::Once),
    (3010, Meaning::TooLong, Retry::SplitSmaller),
    (3011, Meaning::Text, Retry::Never),
    (3030, Meaning::Server, Retry::OnceThenSplit),
    (3031, Meaning::Server, Retry::Backoff),
    (3032, Meaning::Server, Retry::Backoff),
    (3040, Meaning::Server, Retry::Backoff),
    (3050, Meaning::Voice, Retry::Never),
    (20_000_000, Meaning::Unknown, Retry::Once),
    (40_402_003, Meaning::TooLong, Retry::SplitSmaller),
    (45_000_000, Meaning::Voice, Retry::Never),
    (45_000_292, Meaning::Quota, Retry::Never),
    (55_000_000, Meaning::Server, Retry::Backoff),
    // What the SDKs use when only the HTTP status is known (protocol.md §7.0).
    (401, Meaning::Token, Retry::Never),
    (403, Meaning::Permission, Retry::Never),
    (429, Meaning::Pace, SLOW_DOWN),
];

/// Words in a message that say more than its code, which the engine uses for several things (protocol.md §8.2).
const FRAGMENTS: [(&str, Meaning, Retry); 7] = [
    ("quota exceeded for types: concurrency", Meaning::Pace, SLOW_DOWN),
    ("_lifetime", Meaning::Quota, Retry::Never),
    ("init engine instance failed", Meaning::Voice, Retry::Never),
    ("illegal input text", Meaning::Text, Retry::Never),
    ("requested grant not found", Meaning::Token, Retry::Never),
    ("access denied", Meaning::Voice, Retry::Never),
    ("invalid emotion", Meaning::Setting, Retry::Never),
];

/// Codes that a platform or an engine hands out for many things, so that the message decides.
const READ_THE_MESSAGE: [i64; 4] = [0, 3001, 45_000_000, 45_000_292];

/// What a code of the service means, its message read where the code alone does not say.
pub fn judge(code: i64, message: &str) -> (Meaning, Retry) {
    let known = CODES.iter().find(|row| row.0 == code);
    if known.is_none() || READ_THE_MESSAGE.contains(&code) || (3000..4000).contains(&code) {
        let message = message.to_lowercase();
        if let Some((_, meaning, retry)) = FRAGMENTS.iter().find(|row| message.contains(row.0)) {
            return (*meaning, *retry);
        }
        if code == 45_000_000 && message.contains("concurren") {
            return (Meaning::Pace, SLOW_DOWN);
        }
    }
    known.map_or_else(|| (Meaning::Unknown, by_prefix(code)), |row| (row.1, row.2))
}

/// Codes that are not in the table (protocol.md §8.4): the first digits tell whose fault it is.
fn by_prefix(code: i64) -> Retry {
    match code {
        408 | 425 | 500..=599 => Retry::Backoff,
        400..=499 => Retry::Never,
        3000..=3999 => Retry::Once,
        5000..=5999 | 50_000_000..=59_999_999 => Retry::Backoff,
        4000..=4999 | 40_000_000..=49_999_999 | 700_000_000..=799_999_999 => Retry::Never,
        _ => Retry::Once,
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, Meaning, Retry, SLOW_DOWN, judge};

    #[test]
    fn no_code_stands_twice() {
        for (at, row) in CODES.iter().enumerate() {
            assert!(CODES[at + 1..].iter().all(|other| other.0 != row.0), "{}", row.0);
            assert_eq!(judge(row.0, ""), (row.1, row.2));
        }
    }

    #[test]
    fn the_message_decides_where_the_code_does_not() {
        let lifetime = "quota exceeded for types: text_words_lifetime";
        assert_eq!(judge(3001, lifetime), (Meaning::Quota, Retry::Never));
        assert_eq!(judge(3001, "Quota exceeded for types: concurrency").1, SLOW_DOWN);
        assert_eq!(judge(45_000_000, "quota exceeded for types: concurrency").1, SLOW_DOWN);
        assert_eq!(judge(45_000_000, "speaker permission denied"), (Meaning::Voice, Retry::Never));
        assert_eq!(judge(3031, "Init Engine Instance failed").0, Meaning::Voice);
        assert_eq!(judge(0, "illegal input text!").0, Meaning::Text);
        assert_eq!(judge(3001, "[resource_id] requested grant not found").0, Meaning::Token);
        // A platform code says what it means, whatever its words.
        assert_eq!(judge(4101, "access denied").0, Meaning::Permission);
    }

    #[test]
    fn unknown_codes_go_by_their_prefix() {
        for (code, retry) in [
            (3999, Retry::Once),
            (4999, Retry::Never),
            (700_012_999, Retry::Never),
            (5999, Retry::Backoff),
            (55_000_031, Retry::Backoff),
            (45_000_001, Retry::Never),
            (408, Retry::Backoff),
            (503, Retry::Backoff),
            (404, Retry::Never),
            (0, Retry::Once),
            (-1, Retry::Once),
            (i64::MAX, Retry::Once),
        ] {
            assert_eq!(judge(code, ""), (Meaning::Unknown, retry), "{code}");
        }
    }
}
