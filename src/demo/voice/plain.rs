//! Text made plain for the reader of English words: it knows words, numbers and the usual marks; signs that people read
//! aloud become words here, and marks of other scripts become the Latin ones.

/// `text` with the signs it contains written out. Emoji and other pictures are left out.
pub fn plain(text: &str) -> String {
    let characters: Vec<char> = text.chars().map(latin).collect();
    let mut plain = String::with_capacity(text.len() + 16);
    for (at, &character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| characters[at]);
        let after = characters.get(at + 1).copied();
        match sign(character, before, after, &characters, at) {
            NumberReading::Itself if character == ' ' => gap(&mut plain),
            NumberReading::Itself => {
                // A mark stands close to its word, also when that was a sign.
                if ",.;:!?)".contains(character) && plain.ends_with(' ') {
                    plain.pop();
                }
                plain.push(character);
            }
            NumberReading::Gap => gap(&mut plain),
            NumberReading::Word(word) => {
                gap(&mut plain);
                plain.push_str(word);
                plain.push(' ');
            }
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Parts words by one space, never by more: the model makes a pause of the second one.
fn gap(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with(' ') {
        plain.push(' ');
    }
}

enum NumberReading {
    /// It stays as it is.
    Itself,
    /// It is read as this.
    Word(&'static str),
    /// It only parts what stands around it.
    Gap,
}

/// The Latin form of a full-width character or of a mark of the Chinese script.
fn latin(character: char) -> char {
    match character {
        '。' | '．' | '｡' => '.',
        '、' | '，' => ',',
        '「' | '『' | '《' | '〈' => '“',
        '」' | '』' | '》' | '〉' => '”',
        '【' | '〔' | '[' | '{' => '(',
        '】' | '〕' | ']' | '}' => ')',
        '\u{3000}' | '\r' | '\n' | '\t' => ' ',
        // The full-width forms stand in the order of ASCII.
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    }
}

fn sign(character: char, before: Option<char>, after: Option<char>, all: &[char], at: usize) -> NumberReading {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = match character {
        '%' => "percent",
        '‰' => "per mille",
        '&' => "and",
        '@' => "at",
        '#' if digit(after) => "number",
        '#' => "hash",
        '+' => "plus",
        '=' => "equals",
        '×' => "times",
        '÷' => "divided by",
        '±' => "plus or minus",
        '−' if digit(after) => "minus",
        '-' if digit(after) && blank(before) => "minus",
        '°' => "degrees",
        '½' => "one half",
        '¼' => "one quarter",
        '¾' => "three quarters",
        '€' if !digit(after) => "euros",
        '£' if !digit(after) => "pounds",
        '$' if !digit(after) => "dollars",
        '¥' | '￥' => "yuan",
        '→' => "to",
        '>' if before == Some('-') => "to",
        '<' => "less than",
        '>' => "greater than",
        // A dot in an address or a version is read; one that ends a sentence or an initial is not.
        '.' if is_name_dot(all, at) => "dot",
        '.' if digit(before) && digit(after) && is_version_dot(all, at) => "point",
        '/' if after == Some('/') || before == Some('/') => return NumberReading::Gap,
        '/' => "slash",
        // Between figures a colon is a time or a score and a hyphen a date or a range; the figures are read one by one.
        ':' if digit(before) && digit(after) => return NumberReading::Gap,
        '-' if digit(before) && digit(after) => return NumberReading::Gap,
        '-' if after == Some('>') => return NumberReading::Gap,
        // These are ornaments or code when they touch words, and are read only when they stand alone.
        '*' | '~' | '^' | '|' | '\\' | '_' | '`' => match (blank(before) && blank(after), character) {
            (true, '*') => "star",
            (true, '~') => "tilde",
            (true, '^') => "caret",
            (true, '\\') => "backslash",
            (true, '_') => "underscore",
            _ => return NumberReading::Gap,
        },
        '$' | '€' | '£' => return NumberReading::Itself,
        c if c.is_ascii() || c.is_alphanumeric() || "“”‘’—–…".contains(c) => {
            return NumberReading::Itself;
        }
        // A mark that belongs to the letter before it stays with it.
        c if letter(before) && ('\u{300}'..='\u{36F}').contains(&c) => return NumberReading::Itself,
        _ => return NumberReading::Gap,
    };
    NumberReading::Word(word)
}

/// Whether the dot at `at` stands between two parts of a name, such as `example.com` or `foo.bar`: letters directly on
/// both sides, more than one on each, so that “U.S.A.” and “e.g.” are left alone.
fn is_name_dot(all: &[char], at: usize) -> bool {
    let run = |letters: &mut dyn Iterator<Item = &char>| letters.take_while(|c| c.is_alphanumeric()).count();
    let left = &all[..at];
    let right = &all[at + 1..];
    let touches = left.last().is_some_and(|c| c.is_alphabetic()) || right.first().is_some_and(|c| c.is_alphabetic());
    touches && run(&mut left.iter().rev()) > 1 && run(&mut right.iter()) > 1
}

/// Whether the number around the dot has more than one dot, as versions and addresses have.
fn is_version_dot(all: &[char], at: usize) -> bool {
    let number = |c: &&char| c.is_ascii_digit() || **c == '.';
    let figures = |c: char, next: Option<&char>| c == '.' && next.is_some_and(char::is_ascii_digit);
    let start = at - all[..at].iter().rev().take_while(number).count();
    let around: Vec<char> = all[start..].iter().take_while(number).copied().collect();
    around.iter().zip(1..).filter(|(c, next)| figures(**c, around.get(*next))).count() > 1
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn signs_become_words() {
        assert_eq!(plain("50% off & more"), "50 percent off and more");
        assert_eq!(plain("me@example.com"), "me at example dot com");
        assert_eq!(plain("https://www.coze.cn/docs"), "https: www dot coze dot cn slash docs");
        assert_eq!(plain("v0.1.0 is 3.14, or 10:05."), "v0 point 1 point 0 is 3.14, or 10 05.");
        assert_eq!(plain("#7 → 20°C −5"), "number 7 to 20 degrees C minus 5");
        assert_eq!(plain("$5 and 5€"), "$5 and 5 euros");
    }

    #[test]
    fn marks_become_latin_and_pictures_go() {
        assert_eq!(plain("Hello，ｗｏｒｌｄ！😀。"), "Hello,world!.");
        assert_eq!(plain("the U.S.A., e.g. **bold** and a * b"), "the U.S.A., e.g. bold and a star b");
        assert_eq!(plain("[a](b) — it’s"), "(a)(b) — it’s");
        assert_eq!(plain("👍🏽"), "");
    }
}
