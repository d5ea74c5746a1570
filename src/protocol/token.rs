//! The access token, which nobody gets to see by accident.

use std::fmt;

/// A personal, service or OAuth access token (protocol.md §9.1). `Debug` and `Display` show a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token from what a user pasted: blanks around it and a leading `Bearer` are dropped. `None` where nothing is left, or
    /// where what is left cannot stand in a header (control characters, blanks inside, or anything but ASCII).
    pub fn parse(pasted: &str) -> Option<Token> {
        // Invisible companions of copied text: byte-order mark, zero-width space.
        let is_around = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '"' | '\'');
        let token = pasted.trim_matches(is_around);
        let token = match token.split_once(char::is_whitespace) {
            Some((head, rest)) if head.eq_ignore_ascii_case("bearer") => rest.trim_start(),
            None if token.eq_ignore_ascii_case("bearer") => "",
            _ => token,
        };
        let fits = !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Token(token.to_owned()))
    }

    /// The token itself: for the `Authorization` header and the secret store, nothing else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Masks every appearance of the token in what somebody else wrote. Something shorter than any real token is no secret,
    /// and would take common words with it.
    pub(super) fn mask(&self, text: &mut String) {
        if self.0.len() >= 8 && text.contains(&self.0) {
            *text = text.replace(&self.0, "••••");
        }
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
