//! What a prefix may say, offered while one types it: roles first, then the voices that were used, then all others; behind `|`
//! what the voice can feel. Arrows choose, Enter or Tab takes, Esc closes, and who types on is not disturbed.

use std::ops::Range;

use egui::{
    Align, Area, Event, EventFilter, Frame, Id, Key, Label, Layout, Modifiers, Order, Pos2, Rect, RichText, ScrollArea,
    Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::protocol::Voice;
use crate::store::{Role, VoiceMarks, fold, same_name};
use crate::text::Spelling;
use crate::ui::document::paper::edit::KEYS;
use crate::ui::document::paper::editor::Editor;
use crate::ui::document::paper::text_id;
use crate::ui::shell::theme::{CONTROL, GAP, ROUND};
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::{Marks, VoiceFilter, VoiceOrder, Voices, emotion_name, paint_sign};
use crate::words::outside::label;
use crate::words::{Lang, cast as words};

/// A prefix that is longer is none, in bytes.
const LONGEST: usize = 200;
/// So many are offered; who wants another types on.
const MOST: usize = 40;
/// Width of the list and of its longest part in sight, in points.
const WIDTH: f32 = 280.0;
const HEIGHT: f32 = 6.0 * CONTROL;

/// Whom a prefix may name.
pub struct PrefixNames<'a> {
    /// The roles of the document.
    pub roles: Vec<&'a Role>,
    /// The voices of the account.
    pub voices: &'a Voices,
    /// What was noted of them.
    pub marks: Option<&'a VoiceMarks>,
}

/// One of those that are offered.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    /// What is written.
    written: String,
    /// What it is called in the list, and what stands behind that.
    shown: String,
    detail: String,
}

/// The list at the cursor.
#[derive(Debug, Default)]
pub struct Completion {
    /// Where the bracket stands for which it is open.
    open: Option<usize>,
    /// Where the bracket stands for which it was closed.
    closed: Option<usize>,
    /// The row at which the arrows stand.
    at: usize,
    /// The text that was looked at last.
    edition: u64,
    offers: Vec<Offer>,
    /// What was offered for: the part that is typed, the voices, the roles.
    offered_for: Option<(TypedPrefix, u64, usize)>,
}

/// A prefix that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedPrefix {
    /// Where its bracket stands.
    bracket: usize,
    /// The bytes of the name or the feeling, up to the cursor.
    part: Range<usize>,
    /// What stands there.
    typed: String,
    /// The name, where a feeling is typed.
    of: Option<String>,
}

/// The prefix in which the cursor stands, where it is not closed yet before it.
fn typed_prefix(text: &str, cursor: usize) -> Option<TypedPrefix> {
    let start = text.floor_char_boundary(cursor.saturating_sub(LONGEST));
    let before = text.get(start..cursor)?;
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    let is_cut = line.len() == before.len() && start > 0;
    let head = line.trim_start();
    let bracket = head.chars().next().filter(|c| matches!(c, '[' | '【') && !is_cut)?;
    let inside = &head[bracket.len_utf8()..];
    if inside.contains([']', '】', '[', '【']) {
        return None;
    }
    let field = inside.rfind(['|', '｜']);
    let from = field.map_or(0, |at| at + inside[at..].chars().next().map_or(0, char::len_utf8));
    let of = field.map(|_| inside.split(['|', '｜']).next().unwrap_or_default().trim().to_owned());
    let typed = inside[from..].trim_start();
    let part = cursor - typed.len()..cursor;
    let bracket = cursor - head.len();
    // A number says how fast, and nothing is to be offered for it.
    let is_rate = of.is_some() && typed.starts_with(['+', '-', '＋', '－', '−']);
    (!is_rate).then(|| TypedPrefix { bracket, part, typed: typed.trim_end().to_owned(), of })
}

impl Completion {
    /// Whether the list is open, so that some keys are its own.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Does what the keys say that are the list's while it is open. Whether the text has changed.
    pub(super) fn keys(&mut self, ui: &Ui, text: &mut String, editor: &mut Editor) -> bool {
        let Some(bracket) = self.open.filter(|_| editor.composing.is_none()) else { return false };
        let is_composing = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))));
        if is_composing || !ui.memory(|memory| memory.has_focus(text_id())) {
            return false;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = self.offers.len().saturating_sub(1);
        if pressed(Key::ArrowDown) {
            self.at = if self.at >= last { 0 } else { self.at + 1 };
        }
        if pressed(Key::ArrowUp) {
            self.at = self.at.checked_sub(1).unwrap_or(last);
        }
        if pressed(Key::Escape) {
            (self.open, self.closed) = (None, Some(bracket));
            return false;
        }
        let is_taken = pressed(Key::Enter) | pressed(Key::Tab);
        is_taken && self.take(ui, text, editor, self.at)
    }

    /// Writes one of those that are offered. Whether the text has changed.
    fn take(&mut self, ui: &Ui, text: &mut String, editor: &mut Editor, place: usize) -> bool {
        let typed = typed_prefix(text, editor.cursor());
        let (Some(typed), Some(offer)) = (typed, self.offers.get(place).cloned()) else { return false };
        let close = if text[typed.bracket..].starts_with('【') { '】' } else { ']' };
        // Up to the end of what was there before, which may have its bracket already.
        let rest = &text[typed.part.end..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let end = line.find(close).filter(|end| !line[..*end].contains(['[', '【', '|', '｜', ' ', '\u{3000}']));
        let (old, new) = match end {
            Some(end) => (typed.part.start..typed.part.end + end, offer.written),
            None => (typed.part, format!("{}{close}", offer.written)),
        };
        let has_changed = editor.replace_alone(ui, text, old, &new);
        if end.is_some() {
            editor.go(editor.cursor() + close.len_utf8(), false);
        }
        self.open = None;
        has_changed
    }

    /// The keys that are the text's: Tab too while the list is open.
    pub(super) fn filter(&self) -> EventFilter {
        EventFilter { tab: self.is_open(), ..KEYS }
    }

    /// Opens, changes or closes the list after what was typed in this frame.
    pub(super) fn follow(&mut self, ui: &Ui, lang: Lang, text: &str, editor: &Editor, names: &PrefixNames<'_>) {
        let has_changed = std::mem::replace(&mut self.edition, editor.edition) != editor.edition;
        let has_focus = ui.memory(|memory| memory.has_focus(text_id()));
        let is_writing = has_focus && editor.composing.is_none() && editor.chosen().is_empty();
        let typed = is_writing.then(|| typed_prefix(text, editor.cursor())).flatten();
        let Some(typed) = typed else {
            (self.open, self.offered_for) = (None, None);
            if editor.composing.is_none() {
                self.closed = None;
            }
            return;
        };
        // Who only goes there with the cursor has not asked for it.
        let is_wanted = self.open == Some(typed.bracket) || has_changed;
        if !is_wanted || self.closed == Some(typed.bracket) {
            self.open = None;
            return;
        }
        let wanted = (typed, names.voices.edition, names.roles.len());
        if self.offered_for.as_ref() != Some(&wanted) {
            self.offers = offers(lang, &wanted.0, names);
            self.at = 0;
        }
        self.open = Some(wanted.0.bracket).filter(|_| !self.offers.is_empty());
        self.offered_for = Some(wanted);
        // Before the next key comes.
        ui.memory_mut(|memory| memory.set_focus_lock_filter(text_id(), self.filter()));
    }

    /// Shows the list below `cursor`. Whether the text has changed.
    pub(super) fn show(&mut self, ui: &Ui, lang: Lang, text: &mut String, editor: &mut Editor, cursor: Rect) -> bool {
        if self.open.is_none() || !ui.memory(|memory| memory.has_focus(text_id())) {
            return false;
        }
        let height = HEIGHT.min(self.offers.len() as f32 * CONTROL);
        // Above the line where there is no room below it.
        let is_below = cursor.bottom() + height + 2.0 * GAP < ui.ctx().content_rect().bottom();
        let at =
            Pos2::new(cursor.left() - GAP, if is_below { cursor.bottom() } else { cursor.top() - height - 2.0 * GAP });
        let area = Area::new(Id::unique("names for a prefix")).order(Order::Foreground).fixed_pos(at).constrain(true);
        let mut chosen = None;
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_width(WIDTH);
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut scroll = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
                let top = (self.at as f32 - 4.0).max(0.0) * CONTROL;
                scroll = scroll.vertical_scroll_offset(top);
                scroll.show_rows(ui, CONTROL, self.offers.len(), |ui, rows| {
                    for row in rows {
                        if offer_ui(ui, lang, &self.offers[row], row == self.at) {
                            chosen = Some(row);
                        }
                    }
                });
            });
        });
        let Some(row) = chosen else { return false };
        ui.memory_mut(|memory| memory.request_focus(text_id()));
        self.take(ui, text, editor, row)
    }
}

/// A row of the list. Whether it was pressed.
fn offer_ui(ui: &mut Ui, lang: Lang, offer: &Offer, is_at: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL), Sense::click());
    if is_at || response.hovered() {
        ui.painter().rect_filled(rect, ROUND, if is_at { palette.accent_soft } else { palette.control });
    }
    let sign = Rect::from_center_size(Pos2::new(rect.left() + 18.0, rect.center().y), vec2(22.0, 22.0));
    paint_sign(ui, sign, &offer.shown);
    let words = rect.with_min_x(sign.right() + GAP).shrink2(vec2(GAP, 0.0));
    let mut row = ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::right_to_left(Align::Center)));
    let detail = RichText::new(label(&offer.detail).as_ref()).small().color(palette.soft);
    row.add(Label::new(detail).truncate().selectable(false));
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(label(&offer.shown).as_ref()).truncate().selectable(false));
    });
    let said = words::WRITE_NAME.with("name", label(&offer.shown)).get(lang);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_at, &said));
    if is_at {
        widgets::announce(ui, &response);
    }
    response.clicked()
}

/// What is offered for what was typed.
fn offers(lang: Lang, typed: &TypedPrefix, names: &PrefixNames<'_>) -> Vec<Offer> {
    match &typed.of {
        Some(name) => feelings(lang, name, &typed.typed, names),
        None => speakers(&typed.typed, names),
    }
}

/// Whether a name is meant by what was typed: a part of it, or of its sound.
fn fits(name: &str, typed: &str) -> bool {
    let (name, typed) = (fold(name), fold(typed));
    typed.is_empty() || name.contains(&typed) || Spelling::of(&name).find(&typed).is_some()
}

fn speakers(typed: &str, names: &PrefixNames<'_>) -> Vec<Offer> {
    let roles = names.roles.iter().filter(|role| fits(&role.name, typed));
    let role =
        |role: &&Role| Offer { written: role.name.clone(), shown: role.name.clone(), detail: role.voice.name.clone() };
    let mut offers: Vec<Offer> = roles.map(role).collect();
    let (favourites, recent) =
        names.marks.map_or((&[][..], &[][..]), |marks| (marks.favourites.as_slice(), marks.recent.as_slice()));
    let filter = VoiceFilter { search: typed.to_owned(), order: VoiceOrder::Service, ..VoiceFilter::default() };
    let list = &names.voices.list;
    let mut found = names.voices.index.found(list, &filter, &Marks { favourites, recent, document: &[] });
    // Those that were used stand before those with a star, and these before all others.
    let rank = |voice: &Voice| {
        let used = recent.iter().position(|id| *id == voice.id);
        used.unwrap_or_else(|| if favourites.contains(&voice.id) { usize::MAX - 1 } else { usize::MAX })
    };
    found.sort_by_cached_key(|place| rank(&list[*place]));
    let voices = found.into_iter().map(|place| &list[place]);
    // A name with a bracket of the same kind ends the prefix.
    let is_new = |voice: &&Voice| {
        !voice.name.contains(['[', ']', '【', '】', '|', '｜'])
            && !names.roles.iter().any(|role| same_name(&role.name, &voice.name))
    };
    let offer = |voice: &Voice| Offer {
        written: voice.name.clone(),
        shown: voice.name.clone(),
        detail: voice.language_name.clone().unwrap_or_default(),
    };
    offers.extend(voices.filter(is_new).map(offer).take(MOST));
    offers.truncate(MOST);
    // What is written already needs nobody who offers it.
    let is_whole = offers.len() == 1 && offers[0].written == typed;
    if is_whole { Vec::new() } else { offers }
}

fn feelings(lang: Lang, name: &str, typed: &str, names: &PrefixNames<'_>) -> Vec<Offer> {
    let role = names.roles.iter().find(|role| same_name(&role.name, name));
    let voice = match role {
        Some(role) => names.voices.get(&role.voice.id),
        None => names.voices.list.iter().find(|voice| same_name(&voice.name, name)),
    };
    let known = voice.map_or(&[][..], |voice| &voice.emotions);
    let offers = known.iter().filter_map(|emotion| {
        let shown = emotion_name(lang, emotion);
        let written = match lang {
            Lang::Zh => emotion.display_name.clone().unwrap_or_else(|| emotion.emotion.clone()),
            Lang::En => emotion.emotion.clone(),
        };
        let is_found = fits(&shown, typed) || fits(&written, typed);
        (is_found && written != typed).then(|| Offer { detail: written.clone(), written, shown })
    });
    offers.collect()
}

#[cfg(test)]
mod tests {
    use super::typed_prefix;

    #[test]
    fn a_prefix_that_is_being_typed_stands_at_the_head_of_its_line() {
        let typed = |text: &str| {
            let found = typed_prefix(text, text.len())?;
            assert_eq!(text[found.part.clone()].trim_end(), found.typed);
            Some((found.bracket, found.typed, found.of))
        };
        let some = |at, typed: &str, of: Option<&str>| Some((at, typed.to_owned(), of.map(str::to_owned)));
        assert_eq!(typed("["), some(0, "", None));
        assert_eq!(typed("一。\n　【 小"), some(10, "小", None));
        assert_eq!(typed("[小明|"), some(0, "", Some("小明")));
        assert_eq!(typed("[小明 ｜+20｜开"), some(0, "开", Some("小明")));
        for text in ["", "小[", "[小]", "[小]明", "[小明|+2", "[[", "[小\n明"] {
            assert_eq!(typed(text), None, "{text}");
        }
        assert_eq!(typed(&format!("[{}", "字".repeat(200))), None);
    }
}
