//! The access token, which nobody gets to see by accident.

use std::fmt;

/// A personal, service or OAuth access token (protocol.md §9.1). `Debug` and `Display` show a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token from what a user pasted: blanks around it and a leading `Bearer` are dropped. `None` where nothing is left, or
    /// where what is left cannot stand in a header (control characters, blanks inside, or anything but ASCII).
    pub fn parse(pasted: &str) -> Option<Token> {
        let mut token = pasted.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '"');
        if let Some(head) = token.get(..6)
            && head.eq_ignore_ascii_case("bearer")
            && token[6..].starts_with(char::is_whitespace)
        {
            token = token[6..].trim_start();
        }
        let fits = !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Token(token.to_owned()))
    }

    /// The token itself: for the `Authorization` header and the secret store, nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(••••)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn what_was_pasted_is_trimmed_and_never_shown() {
        let token = Token::parse(" \u{feff}Bearer  pat_abc123\r\n").expect("a token");
        assert_eq!(token.reveal(), "pat_abc123");
        assert!(!format!("{token:?} {token}").contains("pat"));
        assert_eq!(Token::parse("bearerpat").expect("a token").reveal(), "bearerpat");
        for bad in ["", "  ", "Bearer ", "pat abc", "pat\u{7f}", "令牌"] {
            assert_eq!(Token::parse(bad), None, "{bad:?}");
        }
    }
}
