//! The names the service gives: log ids and event ids (protocol.md §2.5, §3.1).

use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

/// The id of one server event.
pub(super) fn event() -> String {
    Uuid::new_v4().to_string()
}

/// The server's clock in Unix milliseconds.
pub(super) fn now_ms() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

/// The log id of a WebSocket connection: `02`, the time in 13 digits, hex and zeros; 53 characters.
pub(super) fn ws_log() -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("02{:013}{}000000000000000{}", now_ms(), &random[..16], &random[16..23])
}

/// The log id of a REST call: the time as `YYYYMMDDHHMMSS` and 20 hex digits; 34 characters.
pub(super) fn rest_log() -> String {
    let random = Uuid::new_v4().simple().to_string().to_uppercase();
    format!("{}{}", jiff::Zoned::now().strftime("%Y%m%d%H%M%S"), &random[..20])
}
