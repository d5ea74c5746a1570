//! All voices to choose from, in the place of the page: a search, what narrows it, and a grid of cards of which only those in
//! sight are laid out.

use egui::{Align, Frame, Id, Key, Label, Layout, Margin, Modifiers, Response, RichText, Ui, UiBuilder, vec2};

use crate::store::{VoiceChoice, VoiceMarks};
use crate::text::billed_characters;
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{BAR, GAP};
use crate::ui::shell::{format, theme, widgets};
use crate::ui::voice::board::{BoardAction, BoardView};
use crate::ui::voice::clone::clone_ui;
use crate::ui::voice::filters::filters_ui;
use crate::ui::voice::grid::grid_ui;
use crate::ui::voice::panel::source_ui;
use crate::ui::voice::{Among, CloneAction, ClonePage, Marks, VoiceAction, VoiceFilter, VoiceTarget};
use crate::words::outside::label;
use crate::words::{Lang, board, cast, clone, shell as common, voice as words};

/// An id has at least so many letters and figures, and at most so many.
const ID: std::ops::RangeInclusive<usize> = 6..=128;

/// What the window remembers of it.
#[derive(Debug, Default)]
pub struct VoiceBrowser {
    /// Whether it stands in the place of the page.
    pub is_open: bool,
    /// For whom a voice is chosen.
    pub target: VoiceTarget,
    /// What is looked for.
    pub filter: VoiceFilter,
    /// The card at which the arrows stand, counted among those that are found.
    pub(super) at: usize,
    pub(super) found: Found,
    /// What one hears of a voice.
    pub(super) hears: Hears,
    /// The voices that are compared, in its place.
    pub board: BoardView,
    /// The sentence that voices are tried with.
    sentence: String,
    /// Whether the user has written it.
    is_own: bool,
    /// The page on which a voice is cloned, in the place of the rest while it is open.
    pub clone: Option<ClonePage>,
}

/// What one hears of a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hears {
    /// Its own sample, which is free.
    #[default]
    Sample,
    /// A sentence of the user's.
    Sentence,
}

/// The longest sentence that voices are tried with, in characters: it fits one request, whatever its script.
const LONGEST: usize = 250;

impl VoiceBrowser {
    /// Proposes a sentence to try voices with, unless the user has written one.
    pub fn propose(&mut self, sentence: &str) {
        if !self.is_own {
            self.sentence = sentence.trim().chars().take(LONGEST).collect();
        }
    }

    /// Whether one hears a sentence of one's own.
    pub fn hears_sentence(&self) -> bool {
        self.hears == Hears::Sentence
    }

    /// The sentence that voices are tried with.
    pub fn sentence(&self) -> &str {
        self.sentence.trim()
    }
}

/// What was found, and for what.
#[derive(Debug, Default)]
pub(super) struct Found {
    edition: Option<u64>,
    filter: VoiceFilter,
    marks: VoiceMarks,
    document: (u64, Option<String>),
    /// Places in the list of voices.
    pub places: Vec<usize>,
}

impl Found {
    /// Looks anew where anything has changed; whether it did.
    fn update(&mut self, model: &Model, filter: &VoiceFilter) -> bool {
        let voices = &model.voices;
        let document = (model.library.edition, model.document.id.clone());
        let is_fresh = self.edition == Some(voices.edition)
            && self.filter == *filter
            && self.marks == *model.voice_marks()
            && (filter.among != Among::Document || self.document == document);
        if is_fresh {
            return false;
        }
        let is_other_search = self.filter != *filter;
        let marks = model.voice_marks().clone();
        let of_document: Vec<String> =
            model.library.takes_of(document.1.as_deref()).map(|take| take.voice_id.clone()).collect();
        let noted = Marks { favourites: &marks.favourites, recent: &marks.recent, document: &of_document };
        let places = voices.index.found(&voices.list, filter, &noted);
        *self = Found { edition: Some(voices.edition), filter: filter.clone(), marks, document, places };
        is_other_search
    }
}

/// The browser.
pub fn browser_ui(ui: &mut Ui, model: &Model, browser: &mut VoiceBrowser) -> Option<Action> {
    let was_opened = widgets::is_opened(ui.ctx(), Id::unique("voice browser"));
    if let Some(page) = &mut browser.clone {
        return clone_ui(ui, model, page);
    }
    if was_opened {
        // What was looked for the last time would hide voices.
        browser.filter = VoiceFilter { order: browser.filter.order, ..VoiceFilter::default() };
        browser.at = 0;
        browser.found = Found::default();
    }
    let full = ui.available_rect_before_wrap();
    let mut ui = ui.new_child(UiBuilder::new().max_rect(full));
    let ui = &mut ui;
    let mut action = None;
    let frame = Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 8 });
    let search = frame.show(ui, |ui| head_ui(ui, model, browser, &mut action)).inner;
    if was_opened {
        search.request_focus();
    }
    let is_other = browser.found.update(model, &browser.filter);
    if was_opened {
        let chosen = model.voices.index.place(&model.voice_of(&browser.target).id);
        browser.at = browser.found.places.iter().position(|place| Some(*place) == chosen).unwrap_or(0);
    } else if is_other {
        browser.at = 0;
    }
    browser.at = browser.at.min(browser.found.places.len().saturating_sub(1));
    let grid = Frame::new().inner_margin(Margin { left: 24, right: 14, top: 0, bottom: 0 });
    let wish = grid.show(ui, |ui| grid_ui(ui, model, browser, &search, was_opened || is_other)).inner;
    // A clone that is being trained is looked after for as long as somebody sees it.
    let look = model.voices.next_look().and_then(|wait| {
        if !wait.is_zero() {
            ui.ctx().request_repaint_after(wait);
        }
        wait.is_zero().then_some(Action::Voice(VoiceAction::Refresh))
    });
    wish.or(action).or(look)
}

/// Title, search and filters. The search field comes back.
fn head_ui(ui: &mut Ui, model: &Model, browser: &mut VoiceBrowser, action: &mut Option<Action>) -> Response {
    let lang = model.lang();
    let row = vec2(ui.available_width(), BAR);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        let title = |ui: &mut Ui| {
            match &browser.target {
                VoiceTarget::Document => ui.heading(words::BROWSE.get(lang)),
                VoiceTarget::Role(name) => ui.heading(cast::GIVE_VOICE.with("name", label(name)).get(lang)),
                VoiceTarget::Quotes => ui.heading(cast::GIVE_QUOTES.get(lang)),
            };
            let (shown, all) = (browser.found.places.len(), model.voices.list.len());
            let (n, of) = (format::number(shown), format::number(all));
            let count = match shown == all {
                true => words::FOUND.with("n", n),
                false => words::FOUND_OF.with("n", n).with("all", of),
            };
            widgets::explain(ui, count.get(lang));
        };
        let buttons = |ui: &mut Ui| {
            let close = widgets::icon_button(ui, Icon::Close, common::CLOSE.get(lang)).clicked();
            (close, widgets::button(ui, Icon::Plus, clone::CLONE_ASK.get(lang)).clicked())
        };
        match widgets::spread(ui, title, buttons).1 {
            (true, _) => *action = Some(Action::Voice(VoiceAction::Browse)),
            (_, true) => *action = Some(Action::Voice(VoiceAction::Clone(CloneAction::Open))),
            _ => {}
        }
    });
    let (name, hint) = (words::SEARCH.get(lang), words::BROWSER_HINT.get(lang));
    let search = widgets::line_edit(ui, &mut browser.filter.search, name, hint);
    ui.add_space(GAP / 2.0);
    filters_ui(ui, lang, &model.voices.index, &mut browser.filter);
    hears_ui(ui, lang, model, browser);
    let compared = model.board().entries.len();
    if compared > 0 {
        let label = board::OPEN_BOARD.with("n", compared).get(lang);
        if widgets::button(ui, Icon::Versions, &label).clicked() {
            *action = Some(BoardAction::Show(true).into());
        }
    }
    *action = source_ui(ui, lang, model).or(action.take());
    search
}

/// What one hears of a voice, and what that costs.
fn hears_ui(ui: &mut Ui, lang: Lang, model: &Model, browser: &mut VoiceBrowser) {
    ui.horizontal(|ui| {
        let choices = [(Hears::Sample, words::HEAR_SAMPLE), (Hears::Sentence, words::HEAR_SENTENCE)];
        let choices = choices.map(|(hears, phrase)| (hears, phrase.get(lang).to_owned()));
        let room = vec2(220.0, 36.0);
        let row = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(room, row, |ui| widgets::segmented(ui, &mut browser.hears, &choices));
        if browser.hears == Hears::Sentence {
            let (name, hint) = (words::HEARD_TEXT.get(lang), words::HEARD_TEXT_HINT.get(lang));
            if widgets::line_edit(ui, &mut browser.sentence, name, hint).changed() {
                browser.is_own = !browser.sentence.trim().is_empty();
                if let Some((end, _)) = browser.sentence.char_indices().nth(LONGEST) {
                    browser.sentence.truncate(end);
                }
            }
        } else {
            // In a narrow window the rest of it comes with the pointer, and the cards keep their room.
            let keys = RichText::new(words::BROWSER_KEYS.get(lang)).small().color(theme::palette(ui).soft);
            ui.add(Label::new(keys).truncate());
        }
    });
    // Nobody pays for the demo.
    if browser.hears == Hears::Sentence && !model.is_demo() && !browser.sentence().is_empty() {
        let characters = billed_characters(browser.sentence());
        widgets::explain(ui, words::HEARD_COST.with("n", characters).get(lang));
    }
}

/// Offers to use what was typed as an id that is in no list.
pub(super) fn own_id_ui(
    ui: &mut Ui,
    lang: Lang,
    model: &Model,
    browser: &VoiceBrowser,
    search: &Response,
) -> Option<Action> {
    let id = browser.filter.search.trim();
    let is_id = ID.contains(&id.len())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        && id.contains(|c: char| c.is_ascii_digit());
    let is_likely = browser.found.places.is_empty() || id.chars().all(|c| c.is_ascii_digit());
    if !is_id || !is_likely || model.voices.index.place(id).is_some() {
        return None;
    }
    let pressed = widgets::button(ui, Icon::Plus, &words::USE_ID.with("id", id).get(lang)).clicked();
    ui.add_space(GAP);
    let is_entered = browser.found.places.is_empty()
        && (search.has_focus() || search.lost_focus())
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let choice = VoiceChoice { id: id.to_owned(), name: id.to_owned() };
    (pressed || is_entered).then_some(Action::Voice(VoiceAction::Choose(choice)))
}
