//! Finding a Chinese name by its sound: whole syllables, first letters, characters, in any mix.

use pinyin::ToPinyinMulti as _;

/// So many characters of a name are spelled; what comes after them is found by the name alone.
const SPELLED: usize = 64;

/// So many characters of what was typed are compared.
const TYPED: usize = 32;

/// The initials of two letters, which may be typed as one or both of them.
const DOUBLE: [&str; 3] = ["zh", "ch", "sh"];

/// A name as it is looked for: its letters and characters, and how each of the Chinese sounds.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    chars: Vec<char>,
    /// Of each character, where its readings end among all of them.
    ends: Vec<u16>,
    readings: Vec<&'static str>,
}

impl Spelling {
    /// Spells a name that is folded already: small letters, blanks and marks are left out.
    pub fn of(name: &str) -> Spelling {
        let mut spelling = Spelling::default();
        for c in name.chars().filter(|c| c.is_alphanumeric()).take(SPELLED) {
            let from = spelling.readings.len();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                // Readings that differ in their tone only are one.
                if !spelling.readings[from..].contains(&reading.plain()) {
                    spelling.readings.push(reading.plain());
                }
            }
            spelling.chars.push(c);
            // At most a dozen readings a character.
            spelling.ends.push(spelling.readings.len() as u16);
        }
        spelling
    }

    /// Finds what was typed, folded, in one word: the place of its first character among those of the name. `roumei`, `rm`,
    /// `rmeinv` and `柔mei` all find 柔美女友.
    pub fn find(&self, typed: &str) -> Option<usize> {
        let typed: Vec<char> = typed.chars().filter(|c| c.is_alphanumeric()).take(TYPED).collect();
        if typed.is_empty() {
            return None;
        }
        (0..self.chars.len()).find(|&start| {
            // Bit n: the characters so far may have said the first n of what was typed.
            let mut said = 1_u64;
            for at in start..self.chars.len() {
                said = self.said_after(at, said, &typed);
                if said == 0 || said & 1 << typed.len() != 0 {
                    break;
                }
            }
            said & 1 << typed.len() != 0
        })
    }

    fn readings(&self, at: usize) -> &[&'static str] {
        let from = at.checked_sub(1).map_or(0, |before| usize::from(self.ends[before]));
        &self.readings[from..usize::from(self.ends[at])]
    }

    /// How much of what was typed may be said once this character is, given how much may have been before it.
    fn said_after(&self, at: usize, before: u64, typed: &[char]) -> u64 {
        let mut after = 0;
        for place in (0..typed.len()).filter(|place| before & 1 << place != 0) {
            let rest = &typed[place..];
            if self.chars[at] == rest[0] {
                after |= 1 << (place + 1);
            }
            for reading in self.readings(at) {
                let same = reading.chars().zip(rest).take_while(|(said, typed)| is_same(*said, **typed)).count();
                let initial = if DOUBLE.iter().any(|double| reading.starts_with(double)) { 2 } else { 1 };
                // What was typed may end inside of a syllable.
                if same == rest.len() || same == reading.chars().count() {
                    after |= 1 << (place + same);
                }
                for letters in 1..=initial.min(same) {
                    after |= 1 << (place + letters);
                }
            }
        }
        after
    }
}

/// The letter ü is on no keyboard of the Chinese.
fn is_same(said: char, typed: char) -> bool {
    said == typed || (said == 'ü' && matches!(typed, 'v' | 'u'))
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn a_name_is_found_by_syllables_first_letters_characters_and_any_mix() {
        let name = Spelling::of("柔美女友（多情感）2.0");
        for typed in
            ["roumeinvyou", "roumeinü", "rou", "ro", "rmny", "rm", "rmeinv", "柔mei", "柔美", "rmnydqg20", "20"]
        {
            assert_eq!(name.find(typed).map(|at| at < 9), Some(true), "{typed}");
        }
        assert_eq!(name.find("nvyou"), Some(2), "in the middle");
        for typed in ["rn", "meirou", "rouu", "x", "rmnyx", ""] {
            assert_eq!(name.find(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each_and_double_initials_by_one_letter() {
        let name = Spelling::of("重庆长者");
        for typed in ["chongqing", "zhongqing", "cqzz", "cqczhe", "zqchangzhe", "changz", "zhzhe"] {
            assert!(name.find(typed).is_some(), "{typed}");
        }
        assert!(Spelling::of("emily 小雨").find("emilyxy").is_some());
    }

    #[test]
    fn a_long_and_repetitive_name_is_looked_through_at_once() {
        let name = Spelling::of(&"嗯安啊".repeat(100_000));
        assert_eq!(name.find(&"nana".repeat(10_000)), Some(0));
        assert_eq!(name.find(&("n".repeat(31) + "q")), None);
    }
}
