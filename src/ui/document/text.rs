//! The page: the text between a thin bar over it and its size below it.

use std::ops::Range;

use egui::{Align, Area, Frame, Id, Label, Layout, Margin, Order, Popup, Rect, RichText, Stroke, Ui, UiBuilder, vec2};

use crate::engine::UnknownPrefix;
use crate::ui::Action;
use crate::ui::document::find_bar::find_ui;
use crate::ui::document::paper::{HeardText, PrefixNames, WritingHelp, paper_ui, text_id};
use crate::ui::document::{Count, DocumentAction, Paper};
use crate::ui::playback::SECONDS_PER_BYTE;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::regions::{Region, toggle_ui};
use crate::ui::shell::row_ends::RowEnds;
use crate::ui::shell::theme::{BAR, CARD_ROUND, GAP, GROUP, ROUND};
use crate::ui::shell::{format, theme, widgets};
use crate::words::{Lang, document as words, outside};

/// What the page shows.
pub struct TextSlice<'a> {
    /// The text itself.
    pub text: &'a mut String,
    /// Where what is said begins, in bytes.
    pub said: usize,
    /// What the document is called, where it has a title.
    pub title: Option<String>,
    /// Whether Markdown is cleaned.
    pub markdown: &'a mut bool,
    /// The latest count.
    pub count: Count,
    /// Whether the count is about this text.
    pub is_counted: bool,
    /// How fast it will be spoken, 1 where the voice decides.
    pub pace: f64,
    /// The number of the chapter that is heard, from 1.
    pub chapter: Option<usize>,
    /// What of it is out, while it is spoken while it is written.
    pub live: Option<Range<usize>>,
    /// Whether that can be begun or ended.
    pub can_live: bool,
    /// Whether what other programs copy is spoken too.
    pub takes_copies: bool,
    /// Whom its prefixes may name, where they say who speaks.
    pub names: Option<PrefixNames<'a>>,
    /// What is read aloud from it.
    pub heard: Option<HeardText<'a>>,
    /// What the text box remembers of that.
    pub paper: &'a mut Paper,
    /// Whether the text scrolls with the voice.
    pub follow: &'a mut bool,
}

/// Height of the line below the text, in points.
const FOOT: f32 = 32.0;
/// A bar that is narrower than this, in points, shows icons without words.
const WORDY: f32 = 520.0;

/// The page. `hidden` are the regions that are not shown; the user may want one of them.
pub fn text_ui(
    ui: &mut Ui,
    lang: Lang,
    mut slice: TextSlice<'_>,
    hidden: &[Region],
    wanted: &mut Option<Region>,
) -> Option<Action> {
    let full = ui.available_rect_before_wrap();
    ui.painter().rect_filled(full, 0.0, theme::palette(ui).paper);
    let (bar, rest) = full.split_top_bottom_at_y(full.top() + BAR);
    let (middle, foot) = rest.split_top_bottom_at_y((rest.bottom() - FOOT).max(rest.top()));
    let mut bar_ui = child(ui, bar.shrink2(vec2(2.0 * GAP, 0.0)));
    let mut action = page_bar_ui(&mut bar_ui, lang, &mut slice, hidden, wanted);
    let TextSlice { text, live, names, heard, paper, follow, .. } = slice;

    let mut middle_ui = child(ui, middle);
    middle_ui.set_clip_rect(middle.intersect(ui.clip_rect()));
    middle_ui.with_layout(Layout::top_down(Align::Min), |ui| {
        if paper.finder.is_open {
            let bar = Frame::new().inner_margin(Margin::symmetric(2 * GAP as i8, GAP as i8));
            if bar.show(ui, |ui| find_ui(ui, lang, &mut paper.finder)).inner {
                paper.finder.is_open = false;
                ui.memory_mut(|memory| memory.request_focus(text_id()));
            }
        }
        if let Some(wish) = paper_ui(ui, lang, text, heard, WritingHelp { live, names }, paper, follow) {
            action = Some(wish);
        }
    });

    drop_ui(ui, lang, middle, text.is_empty());

    // After the text, so that it is about what stands there in this frame.
    let is_edited = matches!(action, Some(Action::Document(DocumentAction::Edited)));
    let is_counted = slice.is_counted && !is_edited;
    let mut foot_ui = child(ui, foot.shrink2(vec2(3.0 * GAP, 0.0)));
    let unknown = slice.count.unknown.clone();
    let about = TextSize { text, count: slice.count, is_counted, pace: slice.pace, chapter: slice.chapter };
    about.show(&mut foot_ui, lang);
    foot_ui.add_space(GROUP);
    foot_ui.with_layout(Layout::right_to_left(Align::Center), |ui| unknown_ui(ui, lang, &unknown));
    ui.advance_cursor_after_rect(full);
    action
}

/// The title at the left, and at the right what one does with the text.
fn page_bar_ui(
    ui: &mut Ui,
    lang: Lang,
    slice: &mut TextSlice<'_>,
    hidden: &[Region],
    wanted: &mut Option<Region>,
) -> Option<Action> {
    let is_wordy = ui.available_width() >= WORDY - 4.0 * GAP;
    if hidden.contains(&Region::Left) && toggle_ui(ui, lang, Region::Left, false) {
        *wanted = Some(Region::Left);
    }
    let mut row = RowEnds::of(ui, Id::unique("bar of the page"));
    let named = naming_ui(&mut row.left, lang, slice);
    let wish = text_tools_ui(&mut row.right, lang, slice, is_wordy);
    if hidden.contains(&Region::Right) && toggle_ui(&mut row.right, lang, Region::Right, false) {
        *wanted = Some(Region::Right);
    }
    row.close(ui);
    named.or(wish)
}

fn text_tools_ui(ui: &mut Ui, lang: Lang, slice: &mut TextSlice<'_>, is_wordy: bool) -> Option<Action> {
    let TextSlice { text, markdown, live, can_live, takes_copies, paper, follow, .. } = slice;
    let (can_live, mut action) = (*can_live, None);
    let mut is_live = live.is_some();
    let switch = ui.add_enabled_ui(can_live, |ui| widgets::switch(ui, &mut is_live, words::LIVE.get(lang)));
    if switch.inner.on_hover_text(words::LIVE_HINT.get(lang)).changed() {
        action = Some(Action::Document(DocumentAction::ToggleLive));
    }
    if widgets::icon_button(ui, Icon::Search, words::FIND.get(lang)).clicked() {
        let chosen = text.get(paper.editor.chosen()).unwrap_or_default();
        paper.finder.open(false, chosen);
    }
    let open = words::OPEN.get(lang);
    let open = match is_wordy {
        true => widgets::quiet_button(ui, Icon::Open, open),
        false => widgets::icon_button(ui, Icon::Open, open),
    };
    if open.clicked() {
        action = Some(Action::Document(DocumentAction::Open));
    }
    let more = widgets::icon_button(ui, Icon::More, words::MORE_OF_TEXT.get(lang));
    Popup::menu(&more).width(240.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let (icon, label, wish) = match text.is_empty() {
            true => (Icon::Voice, words::TRY_SAMPLE, DocumentAction::Sample),
            false => (Icon::Close, words::CLEAR_TEXT, DocumentAction::Clear),
        };
        if widgets::menu_action(ui, icon, label.get(lang)).clicked() {
            action = Some(Action::Document(wish));
        }
        ui.separator();
        ui.add_enabled_ui(can_live, |ui| {
            let row = widgets::menu_row(ui, *takes_copies, words::COPIES.get(lang));
            if row.on_hover_text(words::COPIES_HINT.get(lang)).clicked() {
                action = Some(Action::Document(DocumentAction::ToggleCopies));
            }
        });
        let row = widgets::menu_row(ui, **markdown, words::MARKDOWN.get(lang));
        if row.on_hover_text(words::MARKDOWN_HINT.get(lang)).clicked() {
            **markdown = !**markdown;
        }
        if widgets::menu_row(ui, **follow, words::FOLLOW_VOICE.get(lang)).clicked() {
            **follow = !**follow;
        }
    });
    action
}

/// While files are held over the window: where they would go, and what would become of them.
fn drop_ui(ui: &Ui, lang: Lang, page: Rect, is_empty: bool) {
    let files = ui.input(|input| input.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let palette = theme::palette(ui);
    let rect = page.shrink(GAP);
    let said = match files {
        1 if is_empty => words::DROP_OPENS.get(lang).to_owned(),
        1 => words::DROP_ASKS.get(lang).to_owned(),
        n => words::DROP_QUEUES.with("n", format::number(n)).get(lang),
    };
    let target = Area::new(Id::unique("drop")).order(Order::Foreground).fixed_pos(rect.min).interactable(false);
    target.show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(palette.paper.gamma_multiply(0.92)).corner_radius(CARD_ROUND);
        frame.stroke(Stroke::new(2.0, palette.accent)).show(ui, |ui| {
            ui.set_min_size(rect.size());
            ui.set_max_size(rect.size());
            ui.centered_and_justified(|ui| ui.label(RichText::new(said).heading().color(palette.accent)));
        });
    });
}

/// The title, which is changed where it stands; where there is none, the first words of the text stand in for it.
fn naming_ui(ui: &mut Ui, lang: Lang, slice: &mut TextSlice<'_>) -> Option<Action> {
    let naming = &mut slice.paper.naming;
    let palette = theme::palette(ui);
    let first = outside::title_of(slice.text.get(slice.said..).unwrap_or_default(), *slice.markdown);
    let first = if first.is_empty() { words::UNTITLED.get(lang).to_owned() } else { first };
    let known = outside::label(slice.title.as_deref().unwrap_or_default()).into_owned();
    let mut typed = naming.clone().unwrap_or_else(|| known.clone());
    let edit = egui::TextEdit::singleline(&mut typed)
        .hint_text(RichText::new(outside::label(&first).as_ref()).color(palette.soft))
        .font(egui::FontId::proportional(15.0))
        .frame(egui::Frame::NONE)
        .margin(egui::Margin::symmetric(8, 4))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(f32::INFINITY);
    let field = ui.add(edit).on_hover_text(words::RENAME_HINT.get(lang));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(words::TITLE.get(lang)));
    if field.has_focus() {
        widgets::focus_ring(ui, field.rect.shrink(2.0), ROUND);
        *naming = Some(typed);
        return None;
    }
    let typed = naming.take().filter(|_| field.lost_focus())?;
    let is_cancelled = ui.input(|input| input.key_pressed(egui::Key::Escape));
    (!is_cancelled && typed.trim() != known).then_some(Action::Document(DocumentAction::Rename(typed)))
}

/// A row at a place of its own.
fn child(ui: &mut Ui, rect: Rect) -> Ui {
    ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)))
}

/// So many names that nobody has are told at once.
const UNKNOWN: usize = 10;

/// Says of what looks like a prefix why it is none.
fn unknown_ui(ui: &mut Ui, lang: Lang, unknown: &[UnknownPrefix]) {
    let mut names: Vec<&str> = unknown.iter().filter(|one| !one.is_named).map(|one| &*one.name).collect();
    let first = names.first().copied();
    names.sort_unstable();
    names.dedup();
    let manner = |prefix: &UnknownPrefix| words::UNKNOWN_MANNER.with("name", outside::label(&prefix.written));
    let said = match (first, names.len(), unknown.first()) {
        (Some(name), 1, _) => words::UNKNOWN_NAME.with("name", outside::label(name)),
        (Some(name), n, _) => words::UNKNOWN_NAMES.with("name", outside::label(name)).with("n", n),
        (None, _, Some(prefix)) => manner(prefix),
        (None, _, None) => return,
    };
    let label = ui.add(Label::new(RichText::new(said.get(lang)).small().color(theme::palette(ui).warn)).truncate());
    widgets::announce(ui, &label);
    // Each of them is told to who asks with the pointer.
    let names = names.iter().map(|name| words::UNKNOWN_NAME.with("name", outside::label(name)));
    let all = names.chain(unknown.iter().filter(|one| one.is_named).map(manner)).take(UNKNOWN);
    label.on_hover_text(all.map(|said| said.get(lang)).collect::<Vec<_>>().join("\n"));
}

/// What stands below the text.
struct TextSize<'a> {
    text: &'a str,
    count: Count,
    is_counted: bool,
    pace: f64,
    chapter: Option<usize>,
}

impl TextSize<'_> {
    /// `284 characters · about 1 min · chapter 3`; what it costs is told to who asks for it with the pointer.
    fn show(&self, ui: &mut Ui, lang: Lang) {
        let palette = theme::palette(ui);
        let said = RichText::new(self.said(lang)).small().color(palette.soft);
        let label = ui.add(Label::new(said).truncate().sense(egui::Sense::hover()));
        if !self.text.is_empty() {
            let cost = self.cost(lang);
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_description(cost.as_str()));
            label.on_hover_text(cost);
        }
    }

    fn said(&self, lang: Lang) -> String {
        if self.text.trim().is_empty() {
            return words::NO_TEXT.get(lang).to_owned();
        }
        let characters = match self.text.chars().count() {
            1 => words::ONE_CHARACTER.get(lang).to_owned(),
            n => words::LENGTH.with("n", format::number(n)).get(lang),
        };
        let seconds = self.text.len() as f64 * SECONDS_PER_BYTE / self.pace.max(0.1);
        let time = words::ABOUT.with_said("time", words::span(seconds)).get(lang);
        let chapter = self.chapter.map(|n| words::CHAPTER_HEARD.with("n", n).get(lang));
        [Some(characters), Some(time), chapter].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// `1,024 bytes · 2 requests · about 340 characters billed`.
    fn cost(&self, lang: Lang) -> String {
        let bytes = words::BYTES.with("n", format::number(self.text.len())).get(lang);
        if !self.is_counted {
            return format!("{bytes} · {}", words::COUNTING.get(lang));
        }
        let cost = self.count.cost;
        let requests = match cost.requests {
            0 if cost.saved.sentences > 0 => words::ALL_SAVED.get(lang).to_owned(),
            0 => words::NOTHING_SPEAKABLE.get(lang).to_owned(),
            1 => words::ONE_REQUEST.get(lang).to_owned(),
            n => words::REQUESTS.with("n", format::number(n)).get(lang),
        };
        let characters = match cost.characters {
            0 => None,
            n => Some(words::CHARACTERS.with("n", format::number(n)).get(lang)),
        };
        let saved = match cost.saved.sentences {
            0 => None,
            n => Some(words::SAVED_SENTENCES.with("n", format::number(n)).get(lang)),
        };
        [Some(bytes), Some(requests), characters, saved].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
