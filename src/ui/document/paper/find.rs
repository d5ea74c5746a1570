//! Finding something in the text, and putting something else in its place.

use std::ops::Range;

use egui::{Color32, CornerRadius, Ui};

use crate::ui::document::paper::area::ShownText;
use crate::ui::document::paper::editor::Editor;
use crate::ui::shell::theme;

/// So many places are marked at most: more of them in sight would tell nothing.
const MARKED: usize = 500;

/// What is done with what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindStep {
    /// Show the first place from the cursor on.
    Here,
    /// Show the next place; after the last comes the first.
    Next,
    /// Show the place before; before the first comes the last.
    Previous,
    /// Put the other words in the place that is shown, and show the next.
    Replace,
    /// Put the other words in all places.
    ReplaceAll,
}

/// What is looked for, and where it stands.
#[derive(Debug, Default)]
pub struct Finder {
    /// Whether it is on the screen.
    pub is_open: bool,
    /// Whether something is to take its place.
    pub replaces: bool,
    /// What is looked for.
    pub wanted: String,
    /// What takes its place.
    pub with: String,
    /// Whether capitals are told from small letters.
    pub by_case: bool,
    /// The field for what is looked for gets the keyboard.
    pub takes_keyboard: bool,
    /// What is to be done next.
    pub step: Option<FindStep>,
    /// How often something was put in its place the last time.
    pub replaced: Option<usize>,
    /// Where it stands, in bytes; they rise.
    found: Vec<Range<usize>>,
    /// What it was looked for in, and how.
    looked: Option<(u64, String, bool)>,
    /// Which of the places is shown.
    shown: Option<usize>,
}

impl Finder {
    /// Opens it, to look for what is chosen where that is in one line.
    pub fn open(&mut self, replaces: bool, chosen: &str) {
        self.replaces = replaces || (self.replaces && self.is_open);
        (self.is_open, self.takes_keyboard, self.replaced) = (true, true, None);
        if !chosen.is_empty() && !chosen.contains('\n') {
            chosen.clone_into(&mut self.wanted);
        }
        self.step = Some(FindStep::Here);
    }

    /// How many places there are.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Which of them is shown, counted from 1.
    pub fn place(&self) -> Option<usize> {
        self.shown.map(|shown| shown + 1)
    }

    /// Looks again where the text or what is looked for is another.
    fn look(&mut self, editor: &Editor, text: &str) {
        let is_same = self.looked.as_ref().is_some_and(|(edition, wanted, by_case)| {
            *edition == editor.edition && *wanted == self.wanted && *by_case == self.by_case
        });
        if !is_same {
            self.found = places(text, &self.wanted, self.by_case);
            self.looked = Some((editor.edition, self.wanted.clone(), self.by_case));
        }
        let chosen = editor.chosen();
        let at = self.found.binary_search_by_key(&chosen.start, |place| place.start).ok();
        self.shown = at.filter(|at| self.found[*at] == chosen);
    }

    /// Does what was requested. Whether the text has changed, and what is to be brought into sight.
    pub(super) fn act(&mut self, ui: &Ui, text: &mut String, editor: &mut Editor) -> (bool, Option<Range<usize>>) {
        if !self.is_open {
            (self.step, self.shown) = (None, None);
            return (false, None);
        }
        self.look(editor, text);
        let Some(step) = self.step.take() else { return (false, None) };
        let mut has_changed = false;
        if step == FindStep::Replace
            && let Some(place) = self.shown.map(|shown| self.found[shown].clone())
        {
            has_changed = editor.replace_alone(ui, text, place, &self.with);
        }
        if step == FindStep::ReplaceAll {
            has_changed = self.replace_all(ui, text, editor);
        } else {
            self.replaced = None;
        }
        self.look(editor, text);
        let chosen = editor.chosen();
        let next = match step {
            FindStep::Here | FindStep::Replace => self.from(chosen.start),
            FindStep::Next => self.from(chosen.end.max(chosen.start + usize::from(self.shown.is_some()))),
            FindStep::Previous => {
                let before = self.found.partition_point(|place| place.end <= chosen.start);
                before.checked_sub(1).or(self.found.len().checked_sub(1))
            }
            FindStep::ReplaceAll => None,
        };
        let Some(place) = next.map(|next| self.found[next].clone()) else { return (has_changed, None) };
        editor.go(place.start, false);
        editor.go(place.end, true);
        self.shown = next;
        (has_changed, Some(place))
    }

    /// The first place that begins at a byte or after it; after the last comes the first.
    fn from(&self, byte: usize) -> Option<usize> {
        let at = self.found.partition_point(|place| place.start < byte);
        let at = if at == self.found.len() { 0 } else { at };
        (!self.found.is_empty()).then_some(at)
    }

    /// Replaces all places in one step.
    fn replace_all(&mut self, ui: &Ui, text: &mut String, editor: &mut Editor) -> bool {
        self.replaced = Some(self.found.len());
        let (Some(first), Some(last)) = (self.found.first(), self.found.last()) else { return false };
        let all = first.start..last.end;
        let mut new = String::with_capacity(all.len());
        let mut at = all.start;
        for place in &self.found {
            new.push_str(&text[at..place.start]);
            new.push_str(&self.with);
            at = place.end;
        }
        editor.replace_alone(ui, text, all, &new)
    }

    /// Marks the places in sight.
    pub(super) fn mark(&mut self, ui: &Ui, editor: &Editor, text: &str, shown: &ShownText) {
        if !self.is_open {
            return;
        }
        // What was typed in this frame is looked at too.
        self.look(editor, text);
        let accent = theme::palette(ui).accent;
        let first = self.found.partition_point(|place| place.end <= shown.bytes.start);
        let in_sight = self.found[first..].iter().take_while(|place| place.start < shown.bytes.end);
        for (at, place) in in_sight.take(MARKED).enumerate() {
            let strength = if self.shown == Some(first + at) { 0.5 } else { 0.2 };
            let color: Color32 = accent.gamma_multiply(strength);
            for rect in shown.rects(text, place) {
                ui.painter().rect_filled(rect, CornerRadius::same(3), color);
            }
        }
    }
}

/// Where something stands in a text: from the front, none over another.
fn places(text: &str, wanted: &str, by_case: bool) -> Vec<Range<usize>> {
    let has_case = |char: char| char.is_uppercase() || char.is_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    if by_case || !wanted.chars().any(has_case) {
        return text.match_indices(wanted).map(|(at, found)| at..at + found.len()).collect();
    }
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    let mut from = 0;
    for (at, char) in text.char_indices() {
        if at < from || char.to_lowercase().next() != wanted.first().copied() {
            continue;
        }
        if let Some(length) = length_of(&text[at..], &wanted) {
            from = at + length;
            found.push(at..from);
        }
    }
    found
}

/// How many bytes at the beginning of a text are these small letters, where they are.
fn length_of(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = wanted.iter();
    for (at, char) in text.char_indices() {
        if rest.as_slice().is_empty() {
            return Some(at);
        }
        for small in char.to_lowercase() {
            if rest.next() != Some(&small) {
                return None;
            }
        }
    }
    rest.as_slice().is_empty().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn what_is_looked_for_is_found_from_the_front_with_capitals_or_without() {
        let found = |text: &str, wanted: &str, by_case| -> Vec<(usize, usize)> {
            places(text, wanted, by_case).into_iter().map(|place| (place.start, place.end)).collect()
        };
        assert_eq!(found("aaa", "aa", true), [(0, 2)]);
        assert_eq!(found("Ab aB AB", "ab", false), [(0, 2), (3, 5), (6, 8)]);
        assert_eq!(found("Ab aB AB", "aB", true), [(3, 5)]);
        assert_eq!(found("今天，今天。", "今天", false), [(0, 6), (9, 15)]);
        assert_eq!(found("Straße STRASSE İx", "İX", false), [(16, 19)]);
        assert_eq!(found("ÄÖ äö", "äö", false), [(0, 4), (5, 9)]);
        assert_eq!(found("text", "", false), []);
        assert_eq!(found("tex", "text", false), []);
    }
}
