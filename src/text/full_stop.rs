//! Whether a single full stop after a Latin word ends a sentence, or belongs to an abbreviation, an initial or a number
//! in a list. Decimals, versions and addresses never come here: no blank follows their stops.

use crate::text::chars::{is_cjk, is_digit};

/// Titles and the like: a name or a number always follows. As written here, because `gen` and `rep` are words too.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "St", "Ste", "Mt", "Ft", "Gen", "Col", "Lt", "Sgt", "Capt", "Cpl",
    "Cmdr", "Adm", "Maj", "Rev", "Hon", "Pres", "Gov", "Sen", "Rep", "Supt", "Messrs", "Mme", "Mlle", "Fig", "Figs",
    "Eq", "Eqs", "Hr", "Sra", "Srta", "Dña", "Mgr",
];

/// Abbreviations in the middle of a thought, in small letters.
const JOINING: &[&str] = &[
    "vs", "v", "e.g", "eg", "i.e", "cf", "viz", "approx", "ca", "esp", "incl", "excl", "resp", "z.b", "d.h", "bzw",
    "usw", "p.ex", "c.-à-d", "aka", "w.r.t", "n.b",
];

/// Abbreviations of what is counted: they go on when a number follows, in small letters.
const COUNTED: &[&str] = &[
    "no", "nos", "nr", "fig", "figs", "vol", "vols", "p", "pp", "ch", "sec", "sect", "eq", "art", "pt", "para", "ver",
    "ed", "tel", "ext",
];

/// Abbreviations that may stand at the end of a sentence as well, in small letters.
const EITHER: &[&str] = &[
    "inc", "ltd", "co", "corp", "jr", "sr", "bros", "esq", "al", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    "ave", "blvd", "rd", "univ", "dept", "est", "assn", "govt", "min", "max", "hrs", "ft", "lbs", "oz",
];

/// Words that begin an English sentence far more often than they continue a name.
const STARTERS: &[&str] = &[
    "A", "After", "All", "Also", "An", "And", "Another", "As", "At", "Because", "Before", "But", "By", "Did", "Do",
    "Does", "During", "Each", "Even", "Every", "For", "From", "Has", "Have", "He", "Her", "Here", "His", "How",
    "However", "I", "If", "In", "Is", "It", "Its", "Many", "Most", "My", "No", "Not", "Now", "On", "Once", "Or", "Our",
    "She", "Since", "So", "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those",
    "Though", "To", "Today", "Was", "We", "Were", "What", "When", "Where", "Which", "While", "Who", "Why", "With",
    "Yes", "Yet", "You", "Your",
];

/// Nothing longer is an abbreviation.
const LONGEST: usize = 16;

/// Whether the stop after `word` ends the sentence, when `rest` (without leading blanks) follows. `first` says that the
/// word has nothing to read before it, as the number of an item.
pub(super) fn ends(word: &str, rest: &str, first: bool) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    if word.is_empty() {
        return false;
    }
    if word.len() > LONGEST {
        return true;
    }
    if first && is_item_number(word) {
        return false;
    }
    let small = word.to_lowercase();
    let known = |list: &[&str]| list.contains(&small.as_str());
    if TITLES.contains(&word) || known(JOINING) {
        return false;
    }
    let next = rest.chars().next().unwrap_or('\n');
    if known(COUNTED) && (next.is_numeric() || next == '#') {
        return false;
    }
    if small == "etc" {
        return next.is_uppercase() || !(next.is_alphanumeric() || is_cjk(next));
    }
    if known(EITHER) || is_initials(word) {
        let next_word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        return STARTERS.contains(&next_word)
            || !(next.is_alphanumeric() || is_cjk(next) || next == '(' || next == '&');
    }
    true
}

/// `1.`, `12.`, `a.`, `iv.` at the head of an item.
fn is_item_number(word: &str) -> bool {
    let digits = word.chars().nth(3).is_none() && word.chars().all(is_digit);
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = word.len() <= 4 && word.bytes().all(|byte| b"ivxIVX".contains(&byte));
    digits || letter || roman
}

/// `J`, `U.S`, `Ph.D`, `a.m`: letters in groups of one or two with stops between, or one letter alone.
fn is_initials(word: &str) -> bool {
    let groups = word.split('.').filter(|group| !group.is_empty());
    let short = groups.clone().all(|group| group.chars().count() <= 2 && group.chars().all(char::is_alphabetic));
    let one = word.chars().count() == 1 && word.chars().all(|c| c.is_uppercase());
    one || (short && word.contains('.'))
}
