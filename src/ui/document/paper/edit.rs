//! Writing into the text: what keys, the clipboard, input methods and screen readers ask for.

use std::ops::Range;

use egui::accesskit::{Action as Ask, ActionData, ActionRequest};
use egui::{Event, EventFilter, ImeEvent, Key, Modifiers, Ui, ViewportCommand};

use crate::ui::document::paper::editor::Editor;
use crate::ui::document::paper::{steps, text_id};

/// The keys that are the text's while it has the keyboard. Tab goes on to the next control.
pub const KEYS: EventFilter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };

impl Editor {
    /// Does what this frame's events ask for. Whether the text has changed.
    pub(super) fn events(&mut self, ui: &Ui, text: &mut String, page: usize) -> bool {
        let asked = ui.input(|input| {
            let asked = input.accesskit_action_requests(text_id(), Ask::SetValue);
            let value = |request: &ActionRequest| match &request.data {
                Some(ActionData::Value(value)) => Some(value.to_string()),
                _ => None,
            };
            asked.filter_map(value).last()
        });
        let mut has_changed = false;
        if let Some(value) = asked {
            self.replace(ui, text, 0..text.len(), &value);
            has_changed = true;
        }
        if !ui.memory(|memory| memory.has_focus(text_id())) {
            self.composing = None;
            return has_changed;
        }
        ui.memory_mut(|memory| memory.set_focus_lock_filter(text_id(), EventFilter { tab: self.takes_tab, ..KEYS }));
        for event in ui.input(|input| input.filtered_events(&KEYS)) {
            has_changed |= self.event(ui, text, &event, page);
        }
        has_changed
    }

    fn event(&mut self, ui: &Ui, text: &mut String, event: &Event, page: usize) -> bool {
        let chosen = self.chosen();
        match event {
            Event::Copy | Event::Cut if chosen.is_empty() => false,
            Event::Copy => {
                ui.copy_text(text[chosen].to_owned());
                false
            }
            Event::Cut => {
                ui.copy_text(text[chosen.clone()].to_owned());
                self.history.rest();
                self.replace(ui, text, chosen, "")
            }
            Event::Paste(words) if !words.is_empty() => self.replace_alone(ui, text, chosen, words),
            // Line ends come as a key.
            Event::Text(words) if !matches!(words.as_str(), "" | "\n" | "\r") => self.replace(ui, text, chosen, words),
            Event::Ime(event) => self.compose(ui, text, event),
            Event::Key { key, pressed: true, modifiers, .. } => self.key(ui, text, *key, *modifiers, page),
            Event::AccessKitActionRequest(ActionRequest {
                action: Ask::ReplaceSelectedText,
                target_node,
                data: Some(ActionData::Value(words)),
                ..
            }) if *target_node == text_id().accesskit_id() => self.replace(ui, text, chosen, words),
            Event::AccessKitActionRequest(request) => {
                self.choose_as_asked(ui, text, event, request);
                false
            }
            _ => false,
        }
    }

    /// What an input method is composing stands in the text, chosen, until it is done.
    fn compose(&mut self, ui: &Ui, text: &mut String, event: &ImeEvent) -> bool {
        match event {
            // Some send these without composing anything: nothing chosen is to vanish by them.
            ImeEvent::Preedit { text: words, .. } | ImeEvent::Commit(words)
                if matches!(words.as_str(), "\n" | "\r") || (words.is_empty() && self.composing.is_none()) =>
            {
                false
            }
            ImeEvent::Preedit { text: words, active_range_chars } => {
                let place = self.composing.take().map_or(self.chosen(), |composing| composing.range);
                self.splice(ui, text, place.clone(), words);
                if !words.is_empty() {
                    let range = place.start..place.start + words.len();
                    let byte = |char: usize| range.start + steps::byte_of(words, char);
                    let active = active_range_chars.clone().map(|active| byte(active.start)..byte(active.end));
                    self.go(active.as_ref().map_or(range.end, |active| active.end), false);
                    self.composing = Some(crate::ui::document::paper::editor::Composing { range, active });
                }
                true
            }
            ImeEvent::Commit(words) => {
                let place = self.composing.take().map_or(self.chosen(), |composing| composing.range);
                self.splice(ui, text, place.clone(), "");
                if !words.is_empty() {
                    self.replace(ui, text, place.start..place.start, words);
                }
                true
            }
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                let chosen = self.composing.as_ref().map_or(self.chosen(), |composing| composing.range.clone());
                let after = chosen.end + steps::byte_of(&text[chosen.end..], *after_chars);
                let before = text[..chosen.start].char_indices().rev().take(*before_chars).last();
                let before = before.map_or(chosen.start, |(at, _)| at);
                self.replace(ui, text, chosen.end..after, "");
                self.replace(ui, text, before..chosen.start, "");
                true
            }
            _ => false,
        }
    }

    /// Puts words in place of a range and the cursor after them. Whether that changed anything.
    pub(super) fn replace(&mut self, ui: &Ui, text: &mut String, range: Range<usize>, words: &str) -> bool {
        if range.is_empty() && words.is_empty() {
            return false;
        }
        let now = ui.input(|input| input.time);
        self.history.note(range.start, &text[range.clone()], words, now);
        self.splice(ui, text, range, words);
        true
    }

    fn key(&mut self, ui: &Ui, text: &mut String, key: Key, modifiers: Modifiers, page: usize) -> bool {
        let mut chosen = self.chosen();
        let by_word = modifiers.ctrl || modifiers.alt;
        match key {
            Key::Enter if !modifiers.command => self.replace(ui, text, chosen, "\n"),
            // There is only plain text here, so it is pasted as ever.
            Key::V if modifiers.command && modifiers.shift => {
                ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
                false
            }
            Key::Z if modifiers.command && !modifiers.shift => self.travel(ui, text, true),
            Key::Z | Key::Y if modifiers.command => self.travel(ui, text, false),
            Key::A if modifiers.command => {
                (self.anchor, self.cursor) = (0, text.len());
                self.at_end = false;
                false
            }
            Key::Backspace | Key::Delete if chosen.is_empty() => {
                let is_back = key == Key::Backspace;
                let other = match (is_back, by_word, modifiers.mac_cmd) {
                    (true, _, true) => steps::line(text, chosen.start).start,
                    (false, _, true) => steps::line(text, chosen.start).end,
                    (true, true, _) => steps::word_before(text, chosen.start),
                    (false, true, _) => steps::word_after(text, chosen.start),
                    (true, ..) => steps::before(text, chosen.start),
                    (false, ..) => steps::after(text, chosen.start),
                };
                chosen = chosen.start.min(other)..chosen.start.max(other);
                self.replace(ui, text, chosen, "")
            }
            Key::Backspace | Key::Delete => self.replace(ui, text, chosen, ""),
            _ => {
                self.walk(ui, text, key, modifiers, page);
                false
            }
        }
    }

    /// Undoes a step, or does it again.
    fn travel(&mut self, ui: &Ui, text: &mut String, is_back: bool) -> bool {
        self.composing = None;
        let step = if is_back { self.history.undo(text) } else { self.history.redo(text) };
        let Some(step) = step else { return false };
        let (gone, came) = if is_back { (&step.new, &step.old) } else { (&step.old, &step.new) };
        let (at, gone, came) = (step.at, gone.len(), came.len());
        self.follow(ui, text, crate::ui::document::paper::rows::Splice { at, old: gone, new: came });
        self.go(at + came, false);
        true
    }

    /// Moves the cursor.
    fn walk(&mut self, ui: &Ui, text: &str, key: Key, modifiers: Modifiers, page: usize) {
        let by_word = modifiers.ctrl || modifiers.alt;
        let keep = modifiers.shift;
        let chosen = self.chosen();
        let row = self.row();
        let line = self.row_bytes(text, row);
        match key {
            Key::ArrowLeft if !chosen.is_empty() && modifiers.is_none() => self.go(chosen.start, false),
            Key::ArrowRight if !chosen.is_empty() && modifiers.is_none() => self.go(chosen.end, false),
            Key::ArrowLeft if modifiers.mac_cmd => self.go(line.start, keep),
            Key::ArrowRight if modifiers.mac_cmd => self.go_to_end(line.end, keep),
            Key::ArrowLeft if by_word => self.go(steps::word_before(text, self.cursor), keep),
            Key::ArrowRight if by_word => self.go(steps::word_after(text, self.cursor), keep),
            Key::ArrowLeft => self.go(steps::before(text, self.cursor), keep),
            Key::ArrowRight => self.go(steps::after(text, self.cursor), keep),
            Key::Home if modifiers.ctrl => self.go(0, keep),
            Key::End if modifiers.ctrl => self.go(text.len(), keep),
            Key::Home => self.go(line.start, keep),
            Key::End => self.go_to_end(line.end, keep),
            Key::ArrowUp if modifiers.command => self.go(0, keep),
            Key::ArrowDown if modifiers.command => self.go(text.len(), keep),
            Key::ArrowUp => self.climb(ui, text, row.checked_sub(1), keep),
            Key::ArrowDown => self.climb(ui, text, Some(row + 1), keep),
            Key::PageUp => self.climb(ui, text, Some(row.saturating_sub(page)), keep),
            Key::PageDown => self.climb(ui, text, Some((row + page).min(self.rows.len() - 1)), keep),
            _ => {}
        }
    }

    /// Goes to a row, as far to the right as before; beyond the first and the last row, to the end of all.
    fn climb(&mut self, ui: &Ui, text: &str, row: Option<usize>, keep: bool) {
        let x = self.goal.unwrap_or_else(|| self.x_of(ui, text, self.cursor, self.row()));
        match row {
            None => self.go(0, keep),
            Some(row) if row >= self.rows.len() => self.go(text.len(), keep),
            Some(row) => {
                let (byte, at_end) = self.byte_in_row(ui, text, row, x);
                self.go(byte, keep);
                self.at_end = at_end;
            }
        }
        self.goal = Some(x);
    }

    fn go_to_end(&mut self, byte: usize, keep: bool) {
        self.go(byte, keep);
        self.at_end = true;
    }
}
