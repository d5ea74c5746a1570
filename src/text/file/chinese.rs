//! GB18030 and Big5: how much of a file speaks for them, and how they are read where bytes of it are damaged.
//!
//! In both a character is two bytes, and a byte too few or too many makes others of all that follow on the line. So a line
//! that looks damaged is read in the way that costs least: rare characters cost more than common ones, and a byte left out
//! costs most.

use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030};

use crate::text::file::common::COMMON;

const COMMON_HANZI: u8 = 1;
const MARK: u8 = 2;
const USUAL: u8 = 5;
const RARE: u8 = 18;
const ODD: u8 = 24;
/// What a byte costs that is left out: as much as two rare characters, so that these are read as they stand.
const LEFT_OUT: u32 = 36;
/// What two bytes cost that are no character: one of them was changed.
const CHANGED: u32 = 40;
/// What the last byte of a file costs that is half a character: a file may be cut off anywhere.
const CUT_OFF: u32 = MARK as u32;

/// What each pair of bytes costs; 0 where it is no character.
struct Pairs {
    costs: Vec<u8>,
    encoding: &'static Encoding,
}

static GB: LazyLock<Pairs> = LazyLock::new(|| Pairs::new(GB18030));
static TAIWAN: LazyLock<Pairs> = LazyLock::new(|| Pairs::new(BIG5));

impl Pairs {
    fn new(encoding: &'static Encoding) -> Pairs {
        let mut costs = vec![0; 1 << 16];
        for lead in 0x81..=0xFE_u8 {
            for trail in 0x40..=0xFE_u8 {
                let pair = [lead, trail];
                let read = encoding.decode_without_bom_handling_and_without_replacement(&pair);
                let Some(c) = read.and_then(|read| read.chars().next()) else { continue };
                let usual = if encoding == GB18030 {
                    (0xB0..=0xD7).contains(&lead) && trail >= 0xA1
                } else {
                    (0xA4..=0xC6).contains(&lead)
                };
                costs[usize::from(lead) << 8 | usize::from(trail)] = match c {
                    c if COMMON.contains(&c) => COMMON_HANZI,
                    '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{2010}'..='\u{2030}' | '·' => MARK,
                    '\u{4E00}'..='\u{9FFF}' if usual => USUAL,
                    '\u{4E00}'..='\u{9FFF}' => RARE,
                    _ => ODD,
                };
            }
        }
        Pairs { costs, encoding }
    }

    /// What the character at the start of `bytes` costs and how many bytes it has; `None` where there is none.
    fn first(&self, bytes: &[u8]) -> Option<(u8, usize)> {
        let lead = *bytes.first()?;
        if lead < 0x80 {
            return Some((COMMON_HANZI, 1));
        }
        let trail = *bytes.get(1)?;
        match self.costs[usize::from(lead) << 8 | usize::from(trail)] {
            0 if self.encoding == GB18030 => {
                let is_four = trail.is_ascii_digit()
                    && bytes.len() >= 4
                    && (0x81..=0xFE).contains(&lead)
                    && (0x81..=0xFE).contains(&bytes[2])
                    && bytes[3].is_ascii_digit();
                is_four.then_some((RARE, 4))
            }
            0 => None,
            cost => Some((cost, 2)),
        }
    }

    fn weigh(&self, bytes: &[u8]) -> Weight {
        let mut weight = Weight::default();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] < 0x80 {
                at += 1;
                continue;
            }
            match self.first(&bytes[at..]) {
                Some((cost, length)) => {
                    match cost {
                        COMMON_HANZI => weight.common += 1,
                        USUAL => weight.usual += 1,
                        RARE if length == 2 => weight.rare += 1,
                        MARK => weight.marks += 1,
                        _ => weight.odd += 1,
                    }
                    at += length;
                }
                None => {
                    weight.errors += 1;
                    at += 1;
                }
            }
        }
        weight
    }

    /// Whether a line has what undamaged lines seldom have.
    fn looks_damaged(&self, line: &[u8]) -> bool {
        let mut at = 0;
        while at < line.len() {
            match self.first(&line[at..]) {
                Some((cost, length)) if cost < RARE => at += length,
                _ => return true,
            }
        }
        false
    }
}

/// What a file holds where it is read in one of the two.
#[derive(Default)]
struct Weight {
    common: usize,
    usual: usize,
    rare: usize,
    marks: usize,
    odd: usize,
    errors: usize,
}

impl Weight {
    fn hanzi(&self) -> usize {
        self.common + self.usual + self.rare
    }

    fn is_chinese(&self) -> bool {
        let (hanzi, all) = (self.hanzi(), self.hanzi() + self.marks + self.odd);
        let few_words = (1..=3).contains(&hanzi) && self.rare + self.odd + self.errors == 0;
        hanzi > 0 && self.errors <= 1 + all / 10 && self.odd <= hanzi && (self.common * 100 >= hanzi * 35 || few_words)
    }

    /// How much of it is what one would expect, 0 to 1.
    fn share(&self) -> f64 {
        let all = self.hanzi() + self.odd + 3 * self.errors;
        (self.common as f64 + 0.2 * self.usual as f64) / all.max(1) as f64
    }
}

/// Which of the two a file is in, if it is Chinese at all.
pub(super) fn of(bytes: &[u8]) -> Option<&'static Encoding> {
    let weighed = [&*GB, &*TAIWAN].map(|pairs| (pairs.weigh(bytes), pairs.encoding));
    let chinese = weighed.iter().filter(|(weight, _)| weight.is_chinese());
    // Of equals the first: short texts are more often in GB18030.
    chinese.rev().max_by(|a, b| a.0.share().total_cmp(&b.0.share())).map(|(_, encoding)| *encoding)
}

/// The text of `bytes` in `encoding`, which is one of the two, and how often something had to be left out.
pub(super) fn decode(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    let pairs = if encoding == BIG5 { &*TAIWAN } else { &*GB };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut damaged, mut sound, mut start) = (0, 0, 0);
    let plain = |text: &mut String, bytes: &[u8]| text.push_str(&encoding.decode_without_bom_handling(bytes).0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let end = start + line.len();
        if pairs.looks_damaged(line) {
            plain(&mut text, &bytes[sound..start]);
            damaged += pairs.mend(line, end == bytes.len(), &mut text);
            sound = end;
        }
        start = end;
    }
    plain(&mut text, &bytes[sound..]);
    (text, damaged)
}

/// So many bytes of a line are looked at together.
const WINDOW: usize = 1 << 16;
/// So far from the end of a window is settled only in the next one.
const UNSETTLED: usize = 1 << 10;

/// A character of a reading, or what is none.
#[derive(Clone, Copy)]
struct Step {
    /// In bytes.
    length: usize,
    is_read: bool,
}

impl Pairs {
    /// Reads a line in the way that costs least; `is_last` where the file ends with it. Returns how often something was left out.
    fn mend(&self, mut line: &[u8], is_last: bool, text: &mut String) -> usize {
        let mut damaged = 0;
        while !line.is_empty() {
            let window = &line[..line.len().min(WINDOW)];
            let is_whole = window.len() == line.len();
            let steps = self.cheapest(window, if is_whole && is_last { CUT_OFF } else { LEFT_OUT });
            let settled = if is_whole { line.len() } else { WINDOW - UNSETTLED };
            let (mut at, mut sound) = (0, 0);
            for step in steps {
                if at >= settled {
                    break;
                }
                if !step.is_read {
                    text.push_str(&self.encoding.decode_without_bom_handling(&window[sound..at]).0);
                    text.push(char::REPLACEMENT_CHARACTER);
                    damaged += 1;
                    sound = at + step.length;
                }
                at += step.length;
            }
            text.push_str(&self.encoding.decode_without_bom_handling(&window[sound..at]).0);
            line = &line[at..];
        }
        damaged
    }

    /// The steps of the cheapest reading; a byte that is left out at the end costs `last`.
    fn cheapest(&self, bytes: &[u8], last: u32) -> Vec<Step> {
        let mut costs = vec![u32::MAX; bytes.len() + 1];
        let mut reached_by = vec![Step { length: 1, is_read: true }; bytes.len() + 1];
        costs[0] = 0;
        for at in 0..bytes.len() {
            let here = costs[at];
            if here == u32::MAX {
                continue;
            }
            let mut reach = |length: usize, is_read: bool, cost: u32| {
                let to = at + length;
                if here + cost < costs[to] {
                    costs[to] = here + cost;
                    reached_by[to] = Step { length, is_read };
                }
            };
            let first = self.first(&bytes[at..]);
            if let Some((cost, length)) = first {
                reach(length, true, u32::from(cost));
            }
            if bytes[at] >= 0x80 {
                reach(1, false, if at + 1 == bytes.len() { last } else { LEFT_OUT });
                if first.is_none() && at + 2 <= bytes.len() {
                    reach(2, false, CHANGED);
                }
            }
        }
        let (mut steps, mut at) = (Vec::new(), bytes.len());
        while at > 0 {
            steps.push(reached_by[at]);
            at -= reached_by[at].length;
        }
        steps.reverse();
        steps
    }
}
