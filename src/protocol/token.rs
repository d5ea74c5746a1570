//! The access token, which nobody gets to see by accident.

use std::fmt;

/// The variable that programs read the token from.
pub const TOKEN_VARIABLE: &str = "COZE_API_TOKEN";

/// A personal, service or OAuth access token (protocol.md §9.1). `Debug` and `Display` show a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token from what a user pasted or keeps in a file: see [`Token::read`].
    pub fn parse(pasted: &str) -> Option<Token> {
        Token::read(pasted).ok()
    }

    /// A token from what a user pasted or keeps in a file. Blanks and quotation marks around it, a leading `Bearer`, empty lines
    /// and those that begin with `#` are dropped. Of lines as a shell or a `.env` has them, `COZE_API_TOKEN=…` is the token.
    ///
    /// # Errors
    /// There is none, there are several, or what is there cannot stand in a header (control characters, blanks inside, or
    /// anything but ASCII).
    pub fn read(pasted: &str) -> Result<Token, NoToken> {
        let lines = pasted.split(['\n', '\r']).map(|line| line.trim_matches(is_blank));
        let (mut plain, mut named, mut others) = (Vec::new(), Vec::new(), false);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match assignment(line) {
                Some((TOKEN_VARIABLE, value)) => named.push(value),
                Some(_) => others = true,
                None => plain.push(line),
            }
        }
        named.dedup();
        match (named[..].first(), named.len(), plain[..].first(), plain.len()) {
            (Some(value), 1, _, _) => Token::of(value),
            (None, _, _, _) if others => Err(NoToken::Variables),
            (None, _, Some(line), 1) => Token::of(line),
            (None, _, None, _) => Err(NoToken::Empty),
            _ => Err(NoToken::Several),
        }
    }

    /// A token from the one line that has it.
    fn of(line: &str) -> Result<Token, NoToken> {
        let token = line.trim_matches(|c| is_blank(c) || matches!(c, '"' | '\''));
        let token = match token.split_once(char::is_whitespace) {
            Some((head, rest)) if head.eq_ignore_ascii_case("bearer") => rest.trim_start(),
            None if token.eq_ignore_ascii_case("bearer") => "",
            _ => token,
        };
        match token {
            "" => Err(NoToken::Empty),
            _ if token.bytes().all(|b| b.is_ascii_graphic()) => Ok(Token(token.to_owned())),
            _ => Err(NoToken::Unusable),
        }
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

/// Why there is no token in what was given as one. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoToken {
    /// There is nothing.
    Empty,
    /// There are variables, but not [`TOKEN_VARIABLE`].
    Variables,
    /// There are several lines or values, each of which could be it.
    Several,
    /// It has signs that cannot stand in a header.
    Unusable,
}

/// Blanks and the invisible companions of copied text: byte-order mark, zero-width space.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Name and value of a line such as `export NAME="value"`. A token may end with `=`, but has no name in capitals before it.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = ["export ", "set ", "$env:"].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    // A remark behind the value.
    let value = value.split_once(" #").map_or(value, |(value, _)| value);
    is_name.then_some((name, value))
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
    use super::{NoToken, Token};

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

    #[test]
    fn a_file_of_variables_is_told_apart_from_a_token() {
        for held in [
            "COZE_API_TOKEN=pat_a.b-c=",
            "export COZE_API_TOKEN=\"pat_a.b-c=\"\r\n",
            "\u{feff}# mine\r\n\r\nCOZE_API_BASE=https://api.coze.cn\r\nCOZE_API_TOKEN = 'pat_a.b-c=' # till May\r\n",
            "$env:COZE_API_TOKEN = \"Bearer pat_a.b-c=\"",
            "set COZE_API_TOKEN=pat_a.b-c=\nCOZE_API_TOKEN=pat_a.b-c=",
            "# my token\npat_a.b-c=\n",
            "Bearer pat_a.b-c=",
        ] {
            assert_eq!(Token::read(held).map(|token| token.reveal().to_owned()), Ok("pat_a.b-c=".into()), "{held:?}");
        }
        for (held, why) in [
            ("# nothing\n", NoToken::Empty),
            ("COZE_API_TOKEN=\n", NoToken::Empty),
            ("TOKEN=pat_a", NoToken::Variables),
            ("pat_a\nAPI_KEY=pat_b", NoToken::Variables),
            ("pat_a\npat_b", NoToken::Several),
            ("COZE_API_TOKEN=pat_a\nCOZE_API_TOKEN=pat_b", NoToken::Several),
            ("{ \"token\": \"pat_a\" }", NoToken::Unusable),
            ("COZE_API_TOKEN=令牌", NoToken::Unusable),
        ] {
            assert_eq!(Token::read(held), Err(why), "{held:?}");
        }
        assert_eq!(Token::parse("YWJj=").expect("padding").reveal(), "YWJj=");
    }
}
