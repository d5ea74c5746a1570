//! What of the text is no text: prefixes that say who speaks, and pauses. They have a colour in the editor, each speaker its own.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Ui};

use crate::text::{pauses_in, prefixes};
use crate::ui::shell::theme;

/// So much of a line is looked at for the prefix at its head, in bytes.
const LOOKED_AT: usize = 1_000;

/// The prefixes that are known, by what stands between their brackets, each with the name of its speaker; that is nothing for
/// the voice of the document.
pub type KnownPrefixes = Arc<HashMap<String, Option<String>>>;

/// The colours of what is no text in a row: its bytes in the text, in order. Only the row is looked at, so that a text of any length
/// costs nothing.
pub(super) fn colors(ui: &Ui, text: &str, row: &Range<usize>, known: &KnownPrefixes) -> Vec<(Range<usize>, Color32)> {
    let head = prefix_color(ui, text, row, known);
    let rest = head.as_ref().map_or(row.start, |(prefix, _)| prefix.end)..row.end;
    let pause = |(range, _)| (range, theme::palette(ui).soft);
    head.into_iter().chain(pauses_in(text, rest).into_iter().map(pause)).collect()
}

/// The prefix of a line, where it is known, and the colour of its speaker.
fn prefix_color(ui: &Ui, text: &str, row: &Range<usize>, known: &KnownPrefixes) -> Option<(Range<usize>, Color32)> {
    let begins_line = row.start == 0 || text.as_bytes().get(row.start - 1).is_some_and(|byte| *byte == b'\n');
    if !begins_line || known.is_empty() {
        return None;
    }
    let line = &text[row.start..text.floor_char_boundary(row.start + LOOKED_AT)];
    let line = line.split_inclusive('\n').next().unwrap_or_default();
    let found = prefixes(line).next()?;
    let speaker = known.get(found.prefix.written)?;
    let color = match speaker {
        Some(name) => theme::of_name(ui.visuals().dark_mode, name).1,
        None => theme::palette(ui).soft,
    };
    let range = row.start + found.range.start..(row.start + found.range.end).min(row.end);
    // The blanks behind it have no colour, and what stands before it is none of it.
    let written = text.get(range.clone()).map_or(0, |prefix| prefix.trim_end().len());
    Some((range.start..range.start + written, color))
}
