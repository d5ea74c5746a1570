//! What one character is to a reader: a letter, a mark that ends a sentence, a bracket that closes.

use unicode_segmentation::UnicodeSegmentation;

/// Whether anything in `text` can be spoken: a letter or a digit of any script. Marks, blanks and emoji alone cannot, and
/// a request with nothing else is refused by the service.
pub fn speakable(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// The characters the service bills for `text`: each Chinese character, letter, mark and blank counts as one.
pub fn billed_characters(text: &str) -> usize {
    text.chars().count()
}

/// A letter or digit of any script. The range of Chinese is asked first because the general table is slow.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

/// A character of the scripts that write full-width marks: Chinese, Japanese and Korean, their punctuation included.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A digit as numbers are written with: of ASCII, or full-width.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A full-width letter or digit of Latin: in words and numbers it is what the narrow one is.
pub(super) fn is_wide_latin(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// A mark that numbers have inside.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '–' | '．' | '，' | '：' | '／' | '－' | '\'' | '’' | '·')
}

/// Whether `c` between `before` and `next` is inside a number, as in `3.14`, `１，２５０`, `12:30` and `1990–2000`.
pub(super) fn is_in_number(before: Option<char>, c: char, next: Option<char>) -> bool {
    is_separator(c) && before.is_some_and(is_digit) && next.is_some_and(is_digit)
}

/// A mark that ends a sentence wherever it stands: those of Chinese and Japanese, Urdu, Hindi, Armenian, Ethiopic, Khmer
/// and Burmese. The ASCII ones (`!`, `?`, `;`, `.`) and the ellipsis need a look around.
pub(super) fn is_firm_end(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '；'
            | '｡'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '។'
            | '။'
    )
}

/// Any mark that may end a sentence.
pub(super) fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | ';' | '…' | '．') || is_firm_end(c)
}

/// A quote or bracket that closes, and so stays with the sentence before it. The straight quotes are not here: whether
/// they open or close depends on what came before.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | ')'
            | '】'
            | '》'
            | '〉'
            | ']'
            | '}'
            | '〕'
            | '〗'
            | '»'
            | '›'
            | '｣'
            | '〞'
            | '｝'
            | '］'
    )
}

/// A quote or bracket that opens, and so goes with what follows it.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '“' | '‘'
            | '「'
            | '『'
            | '（'
            | '('
            | '【'
            | '《'
            | '〈'
            | '['
            | '{'
            | '〔'
            | '〖'
            | '«'
            | '‹'
            | '｢'
            | '〝'
            | '｛'
            | '［'
            | '¿'
            | '¡'
    )
}

/// A mark at which a sentence that is too long may be cut with little harm. The full stop is not
/// one: where it did not end the sentence, it belongs to an abbreviation or a number.
pub(super) fn is_clause_end(c: char) -> bool {
    matches!(c, '，' | '、' | '：' | ',' | ':' | '—' | '…' | '،' | '､' | '﹐' | '–') || (c != '.' && is_end(c))
}

/// A mark that binds what stands before it to what follows: no sentence starts with one.
pub(super) fn is_binder(c: char) -> bool {
    matches!(c, '，' | '、' | '：' | ',' | ':' | '،' | '､')
}

/// A character that ends a line in cleaned text.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

/// The character that starts at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The first place from `at` on that is not inside a grapheme. It looks at two characters only, which is exact when the
/// first of them is a mark, a blank or a line end, because no grapheme reaches back across one of these.
pub(super) fn grapheme_end(text: &str, mut at: usize) -> usize {
    while let (Some(before), Some(next)) = (char_before(text, at), char_at(text, at)) {
        let pair = &text[at - before.len_utf8()..at + next.len_utf8()];
        if (stands_alone(before) && stands_alone(next)) || pair.graphemes(true).nth(1).is_some() {
            break;
        }
        at += next.len_utf8();
    }
    at
}

/// ASCII, Chinese characters and the marks around them neither begin nor continue a larger grapheme with each other; asking
/// the table for each would be slow.
fn stands_alone(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{2014}'..='\u{2026}' | '\u{3000}'..='\u{3029}' | '\u{FF01}'..='\u{FF60}')
}

/// `range` of `text` without the blanks at its ends. A blank that carries a combining mark is not taken off.
pub(super) fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let inside = &text[range.clone()];
    let end = range.start + inside.trim_end().len();
    let mut start = range.end - inside.trim_start().len();
    if start >= end {
        return range.start..range.start;
    }
    if start > range.start && grapheme_end(text, start) != start {
        start -= char_before(text, start).map_or(0, char::len_utf8);
    }
    start..end
}
