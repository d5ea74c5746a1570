//! The text: where one writes, and what it will cost.

use std::ops::Range;

use egui::{Margin, Panel, RichText, Ui};

use crate::ui::Action;
use crate::ui::document::paper::{HeardText, paper_ui};
use crate::ui::document::{Count, DocumentAction, Paper};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CARD_ROUND, GAP};
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, document as words};

/// What the panel shows.
pub struct TextSlice<'a> {
    /// The text itself.
    pub text: &'a mut String,
    /// Whether Markdown is cleaned.
    pub markdown: &'a mut bool,
    /// The latest count.
    pub count: Count,
    /// Whether the count is about this text.
    pub is_counted: bool,
    /// What of it is out, while it is spoken while it is written.
    pub live: Option<Range<usize>>,
    /// Whether that can be begun or ended.
    pub can_live: bool,
    /// Whether what other programs copy is spoken too.
    pub takes_copies: bool,
    /// What is read aloud from it.
    pub heard: Option<HeardText<'a>>,
    /// What the text box remembers of that.
    pub paper: &'a mut Paper,
    /// Whether the text scrolls with the voice.
    pub follow: &'a mut bool,
}

/// The text box with its tools above and its cost below.
pub fn text_ui(ui: &mut Ui, lang: Lang, slice: TextSlice<'_>) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    egui::Frame::new().fill(palette.paper).corner_radius(CARD_ROUND).show(ui, |ui| {
        let bar = |top, bottom| egui::Frame::new().inner_margin(Margin { left: 10, right: 14, top, bottom });
        let size = text_size(lang, &slice);
        let TextSlice { text, markdown, live, can_live, takes_copies, heard, paper, follow, .. } = slice;
        Panel::top("text tools").frame(bar(8, 0)).show_separator_line(false).show(ui, |ui| {
            let left = |ui: &mut Ui| {
                let new = widgets::quiet_button(ui, Icon::Plus, words::NEW.get(lang)).clicked();
                let open = widgets::quiet_button(ui, Icon::Open, words::OPEN.get(lang)).clicked();
                let (icon, label, wish) = match text.is_empty() {
                    true => (Icon::Voice, words::TRY_SAMPLE, Action::Document(DocumentAction::Sample)),
                    false => (Icon::Close, words::CLEAR_TEXT, Action::Document(DocumentAction::Clear)),
                };
                let other = widgets::quiet_button(ui, icon, label.get(lang)).clicked();
                let opened = open.then_some(Action::Document(DocumentAction::Open));
                new.then_some(Action::Document(DocumentAction::New)).or(opened).or(other.then_some(wish))
            };
            let right = |ui: &mut Ui| {
                let mut is_live = live.is_some();
                let switched =
                    ui.add_enabled_ui(can_live, |ui| widgets::switch(ui, &mut is_live, words::LIVE.get(lang)));
                let switched = switched.inner.on_hover_text(words::LIVE_HINT.get(lang)).changed();
                ui.add_space(GAP);
                widgets::switch(ui, markdown, words::MARKDOWN.get(lang)).on_hover_text(words::MARKDOWN_HINT.get(lang));
                ui.add_space(GAP);
                let mut takes_copies = takes_copies;
                let copies = |ui: &mut Ui| widgets::switch(ui, &mut takes_copies, words::COPIES.get(lang));
                let copies = ui.add_enabled_ui(can_live, copies).inner.on_hover_text(words::COPIES_HINT.get(lang));
                let copies = copies.changed().then_some(Action::Document(DocumentAction::ToggleCopies));
                copies.or(switched.then_some(Action::Document(DocumentAction::ToggleLive)))
            };
            let (pressed, switched) = widgets::spread(ui, left, right);
            action = pressed.or(switched);
        });
        Panel::bottom("text size").frame(bar(4, 10)).show_separator_line(false).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add_space(GAP);
                ui.add(egui::Label::new(RichText::new(size).small().color(palette.soft)).truncate());
            });
        });
        egui::CentralPanel::no_frame().show(ui, |ui| {
            if let Some(wish) = paper_ui(ui, lang, text, heard, live, paper, follow) {
                action = Some(wish);
            }
        });
    });
    action
}

/// `1,024 bytes · 2 requests · about 340 characters billed`.
fn text_size(lang: Lang, slice: &TextSlice<'_>) -> String {
    let bytes = words::BYTES.with("n", format::number(slice.text.len())).get(lang);
    if slice.text.is_empty() {
        return words::NO_TEXT.get(lang).to_owned();
    }
    if !slice.is_counted {
        return format!("{bytes} · {}", words::COUNTING.get(lang));
    }
    let cost = slice.count.cost;
    let requests = match cost.requests {
        0 if cost.saved.sentences > 0 => words::ALL_SAVED.get(lang).to_owned(),
        0 => words::NOTHING_SPEAKABLE.get(lang).to_owned(),
        1 => words::ONE_REQUEST.get(lang).to_owned(),
        n => words::REQUESTS.with("n", format::number(n)).get(lang),
    };
    let characters = match cost.characters {
        0 => String::new(),
        n => format!(" · {}", words::CHARACTERS.with("n", format::number(n)).get(lang)),
    };
    let saved = match cost.saved.sentences {
        0 => String::new(),
        n => format!(" · {}", words::SAVED_SENTENCES.with("n", format::number(n)).get(lang)),
    };
    format!("{bytes} · {requests}{characters}{saved}")
}
