//! Cutting a sentence into runs that one engine can read, by the scripts of its letters.

/// Who reads a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// The voice that is built in.
    English,
    /// The machine's own engine, with the voice of this name.
    Machine(&'static str),
}

impl Tongue {
    /// Mandarin. Not espeak's plain `cmn`, which spells its own pinyin in English (platform.md §6).
    pub const MANDARIN: Tongue = Tongue::Machine("cmn-latn-pinyin");
}

/// The runs of `sentence`, in order and without gaps. Digits and marks belong to the letters before them, or after them
/// at the beginning; a text without letters is read in `otherwise`.
pub fn runs(sentence: &str, otherwise: Tongue) -> Vec<(Tongue, &str)> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut tongue = None;
    for (at, character) in sentence.char_indices() {
        let Some(next) = tongue_of(character) else { continue };
        if let Some(tongue) = tongue.filter(|tongue| *tongue != next) {
            let cut = attached(sentence, start, at, next);
            runs.push((tongue, &sentence[start..cut]));
            start = cut;
        }
        tongue = Some(next);
    }
    if start < sentence.len() {
        runs.push((tongue.unwrap_or(otherwise), &sentence[start..]));
    }
    runs
}

/// Where the run of the letter at `at` begins: figures that touch a Latin letter are part of its word, as in “3D”.
fn attached(sentence: &str, start: usize, at: usize, tongue: Tongue) -> usize {
    if tongue != Tongue::English {
        return at;
    }
    let before = &sentence[start..at];
    start + before.trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

/// Who reads this letter; `None` for what belongs to no script.
fn tongue_of(character: char) -> Option<Tongue> {
    if !character.is_alphabetic() {
        return None;
    }
    let voice = match u32::from(character) {
        0x41..=0x24F | 0x1E00..=0x1EFF | 0xFF21..=0xFF5A | 0xFB00..=0xFB06 => return Some(Tongue::English),
        0x370..=0x3FF | 0x1F00..=0x1FFF => "el",
        0x400..=0x52F => "ru",
        0x530..=0x58F => "hy",
        0x590..=0x5FF => "he",
        0x600..=0x6FF | 0x750..=0x77F => "ar",
        0x900..=0x97F => "hi",
        0x980..=0x9FF => "bn",
        0xB80..=0xBFF => "ta",
        0xE00..=0xE7F => "th",
        0x10A0..=0x10FF => "ka",
        0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7AF => "ko",
        0x3040..=0x30FF | 0xFF66..=0xFF9D => "ja",
        0x3005..=0x3007 | 0x3100..=0x312F | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => {
            return Some(Tongue::MANDARIN);
        }
        _ => return None,
    };
    Some(Tongue::Machine(voice))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Tongue = Tongue::English;
    const ZH: Tongue = Tongue::MANDARIN;

    #[test]
    fn scripts_part_a_sentence() {
        assert_eq!(runs("今天用 Rust 写代码。", EN), [(ZH, "今天用 "), (EN, "Rust "), (ZH, "写代码。")]);
        assert_eq!(runs("“Hello,” she said.", ZH), [(EN, "“Hello,” she said.")]);
        assert_eq!(runs("2024年有3个3D模型", EN), [(ZH, "2024年有3个"), (EN, "3D"), (ZH, "模型")]);
        assert_eq!(runs("Привет, 世界", EN), [(Tongue::Machine("ru"), "Привет, "), (ZH, "世界")]);
        assert_eq!(runs("3.14", ZH), [(ZH, "3.14")]);
        assert!(runs("", ZH).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in ".{0,60}") {
            let joined: String = runs(&text, EN).into_iter().map(|(_, run)| run).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
