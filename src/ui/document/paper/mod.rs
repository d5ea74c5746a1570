//! The paper: the text box, with the sentence that is heard marked in it, and what can be done with a sentence.

mod area;
mod completion;
mod directives;
mod edit;
mod editor;
mod find;
mod history;
mod margin;
mod menu;
mod rows;
mod steps;

use std::ops::Range;

use area::ShownText;
pub use completion::{Completion, PrefixNames};
pub use directives::KnownPrefixes;
pub use editor::Editor;
use egui::{Align, CornerRadius, CursorIcon, Id, Popup, Pos2, Rect, ScrollArea, Shape, Ui, vec2};
pub use find::{FindStep, Finder};
use margin::{failed_ui, map_ui, mark, passages_ui};
pub use rows::Splice;

use crate::audio::take::Take;
use crate::ui::Action;
use crate::ui::document::{DocumentAction, PageMenu, PageText, Paper};
use crate::ui::playback::versions::ShownVersions;
use crate::ui::playback::{PlaybackAction, TakeText};
use crate::ui::shell::{keys, theme};
use crate::words::Lang;

/// Names the text box, so that shortcuts know whether it has the keyboard.
pub fn text_id() -> Id {
    Id::unique("text")
}

/// What is read aloud from the text on screen.
pub struct HeardText<'a> {
    /// The take.
    pub take: &'a Take,
    /// Its text.
    pub reading: &'a TakeText,
    /// Where its sentences stand on the page.
    pub page: &'a mut PageText,
    /// What of it was spoken more than once.
    pub versions: ShownVersions<'a>,
    /// The sentence of the take that is heard, while one is.
    pub sentence: Option<usize>,
    /// Whether it is shown which sentences have no sound.
    pub shows_unspoken: bool,
    /// Whether something of it can be requested again now.
    pub can_redo: bool,
}

/// What helps in writing.
#[derive(Default)]
pub struct WritingHelp<'a> {
    /// What of the text is out while it is spoken while it is written.
    pub live: Option<Range<usize>>,
    /// Whom prefixes may name, where they say who speaks.
    pub names: Option<PrefixNames<'a>>,
}

/// The text box. `heard` is the take of which this text is, or was before it was edited.
pub fn paper_ui(
    ui: &mut Ui,
    lang: Lang,
    text: &mut String,
    mut heard: Option<HeardText<'_>>,
    help: WritingHelp<'_>,
    paper: &mut Paper,
    follow: &mut bool,
) -> Option<Action> {
    let palette = theme::palette(ui);
    let area = ScrollArea::vertical().auto_shrink(false).show_viewport(ui, |ui, viewport| {
        let mut editor = std::mem::take(&mut paper.editor);
        editor.prepare(ui, text);
        let (has_replaced, found) = paper.finder.act(ui, text, &mut editor);
        let has_completed = paper.completion.keys(ui, text, &mut editor);
        editor.takes_tab = paper.completion.is_open();
        let shown = editor.show(ui, lang, text, viewport, |ui, editor, text, shown| {
            let heard = heard.as_mut().map(|heard| {
                editor.changes.drain(..).for_each(|change| heard.page.splice(change));
                &*heard
            });
            editor.changes.clear();
            for bytes in
                heard.filter(|heard| heard.shows_unspoken).iter().flat_map(|heard| heard.page.unspoken_in(&shown.bytes))
            {
                mark(ui, editor, shown, &bytes, false);
            }
            let sentence = heard.and_then(|heard| Some((heard.sentence, heard.page.source_of(heard.sentence?)?)));
            paper.finder.mark(ui, editor, text, shown);
            // What is out is underlined, while it is still being written.
            for rect in help.live.iter().flat_map(|out| shown.rects(text, out)) {
                ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, (1.5, palette.accent));
            }
            let Some((sentence, bytes)) = sentence else {
                paper.marked = None;
                return;
            };
            let rects = shown.rects(text, &bytes).into_iter().map(|rect| rect.expand2(vec2(2.0, 0.0)));
            let bars = rects.map(|rect| Shape::rect_filled(rect, CornerRadius::same(4), palette.accent_soft));
            ui.painter().add(Shape::Vec(bars.collect()));
            let all = editor.extent(&bytes, shown.width).translate(shown.at.to_vec2());
            scroll(ui, all, editor.height, sentence, paper, *follow);
        });
        let mut is_written = has_replaced || has_completed;
        if let Some(names) = &help.names {
            paper.completion.follow(ui, lang, text, &editor, names);
            let cursor = editor.cursor_rect(ui, text, shown.at);
            is_written |= paper.completion.show(ui, lang, text, &mut editor, cursor);
        }
        paper.editor = editor;
        paper.top = shown.bytes.start;
        map_ui(ui, lang, paper, &shown);
        let compared = heard.as_ref().and_then(|heard| passages_ui(ui, lang, paper, &shown, heard.versions));
        let again = failed_ui(ui, lang, paper, &shown);
        if let Some(byte) = paper.scroll_to.take() {
            let row = paper.editor.extent(&(byte..byte), shown.width).translate(shown.at.to_vec2());
            ui.scroll_to_rect(row, Some(Align::TOP));
        }
        if let Some(found) = found {
            let rows = paper.editor.extent(&found, shown.width).translate(shown.at.to_vec2());
            let is_seen =
                ui.clip_rect().y_range().contains(rows.top()) && ui.clip_rect().y_range().contains(rows.bottom());
            if !is_seen {
                ui.scroll_to_rect(rows, Some(Align::Center));
            }
        }
        if is_written || (ui.is_enabled() && shown.response.changed()) {
            return Some(Action::Document(DocumentAction::Edited));
        }
        if let Some(wish) = again.or(compared) {
            return Some(Action::Playback(wish));
        }
        sentence_ui(ui, lang, text, &shown, heard.as_ref(), paper, follow)
    });
    area.inner
}

/// What one can do with the text: hear it from a sentence on by a press with Ctrl, and more from the menu.
fn sentence_ui(
    ui: &Ui,
    lang: Lang,
    text: &mut String,
    shown: &ShownText,
    heard: Option<&HeardText<'_>>,
    paper: &mut Paper,
    follow: &mut bool,
) -> Option<Action> {
    let response = &shown.response;
    let is_held = ui.input(|input| input.modifiers.command) && !text.is_empty();
    if is_held && response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let pressed = response.interact_pointer_pos().map(|at| (paper.editor.byte_at(ui, text, at - shown.at).0, at));
    let action = pressed.filter(|_| response.clicked() && is_held).map(|(byte, _)| PlaybackAction::SpeakFrom(byte));
    if response.secondary_clicked() {
        paper.menu = pressed.map(|(byte, at)| PageMenu { byte, at, by_key: false });
    } else if response.has_focus() && keys::menu_pressed(ui.ctx()) {
        let at = paper.editor.cursor_rect(ui, text, shown.at).left_bottom();
        paper.menu = Some(PageMenu { byte: paper.editor.cursor(), at, by_key: true });
        Popup::open_id(ui.ctx(), Popup::default_response_id(response));
    }
    let (chosen, has_changed) = menu::menu_ui(response, lang, text, heard, paper, follow);
    let edited = has_changed.then_some(Action::Document(DocumentAction::Edited));
    edited.or(action.or(chosen).map(Action::Playback))
}

/// Brings the next sentence into sight where the one before was in sight: who has scrolled away is left alone.
fn scroll(ui: &Ui, all: Rect, line: f32, sentence: Option<usize>, paper: &mut Paper, follow: bool) {
    let sight = ui.clip_rect();
    let is_new = paper.marked != sentence;
    let wanted = std::mem::take(&mut paper.show) || (is_new && follow && (paper.was_seen || paper.marked.is_none()));
    let is_held = ui.input(|input| input.pointer.any_down());
    if wanted && !is_held && !sight.contains_rect(all) {
        ui.scroll_to_rect(all.expand2(vec2(0.0, 2.0 * line)).intersect(tall(all, sight.height(), line)), None);
        paper.was_seen = true;
    } else if !wanted {
        paper.was_seen = sight.intersects(all);
    }
    paper.marked = sentence;
}

/// Of a sentence that is taller than the box, the beginning is shown.
fn tall(all: Rect, height: f32, line: f32) -> Rect {
    Rect::from_min_max(Pos2::new(all.left(), all.top() - line), Pos2::new(all.right(), all.top() + height - line))
}
