//! The beginning of a text, for where there is no room for more.

/// The first `most` characters of a text, with dots where there is more.
pub fn beginning(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn only_what_is_cut_has_dots() {
        assert_eq!(
            [beginning("今天天气", 4), beginning("今天天气不错", 4), beginning("", 0)],
            ["今天天气", "今天天气…", ""]
        );
    }
}
