//! The board, in the place of the page: voices that speak the same text, equally loud, one taking the other's place in mid
//! sentence.

mod row;
mod state;

use egui::{
    Align, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Response, Role, ScrollArea, Sense, Ui, UiBuilder,
    WidgetInfo, vec2,
};
pub use row::manner;
use row::{EntryPlace, entry_ui, height_of};
pub use state::{BoardState, EntrySound, EntryStage, SeriesOrder};

use crate::audio::Meter;
use crate::store::{BOARD, VoiceChoice};
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{BAR, GAP};
use crate::ui::shell::widgets;
use crate::ui::voice::VoiceAction;
use crate::words::{Lang, board as words, shell as common};

/// What the user wants of the voices that are compared.
#[derive(Debug)]
pub enum BoardAction {
    /// Compare a voice too.
    Add(VoiceChoice),
    /// Compare an entry in another manner too.
    Duplicate(usize),
    /// Compare an entry no more.
    Remove(usize),
    /// Show the board, or the cards again.
    Show(bool),
    /// Let them speak the sentence at hand.
    TakeSentence,
    /// Make the sounds of these entries.
    Make(Vec<usize>),
    /// Make no more.
    Stop,
    /// Hear an entry, from where another one is on.
    Hear(usize),
    /// Hear no more.
    Silence,
    /// Play again and again what is heard, or not.
    Repeat(bool),
    /// Speak the text as an entry does.
    Use(usize),
    /// Speak the sentence once more as an entry does.
    UseForSentence(usize),
    /// Write all of them to files.
    Export,
}

impl From<BoardAction> for Action {
    fn from(action: BoardAction) -> Action {
        Action::Voice(VoiceAction::Board(action))
    }
}

/// What the window remembers of the board's look.
#[derive(Debug, Default)]
pub struct BoardView {
    /// Whether it stands in the place of the cards.
    pub is_open: bool,
    /// The row at which the arrows stand, counted among those that are shown.
    at: usize,
    /// The entry whose manner is being changed.
    pub(super) editing: Option<usize>,
}

impl BoardView {
    /// An entry is new: its manner is to be changed.
    pub fn edit(&mut self, entry: usize) {
        (self.editing, self.at) = (Some(entry), entry);
    }

    /// Entries have changed their places.
    pub fn forget_edit(&mut self) {
        self.editing = None;
    }
}

/// The board.
pub fn board_ui(ui: &mut Ui, model: &mut Model, view: &mut BoardView, meter: &Meter) -> Option<Action> {
    let was_opened = widgets::is_opened(ui.ctx(), Id::unique("voice board"));
    let full = ui.available_rect_before_wrap();
    let mut ui = ui.new_child(UiBuilder::new().max_rect(full));
    let ui = &mut ui;
    let lang = model.lang();
    let frame = Frame::new().inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 8 });
    let mut action = frame.show(ui, |ui| head_ui(ui, lang, model)).inner;
    let list = Frame::new().inner_margin(Margin { left: 24, right: 14, top: 0, bottom: 0 });
    let wish = list.show(ui, |ui| list_ui(ui, lang, model, view, (meter, was_opened))).inner;
    action = wish.or(action);
    action
}

/// Title, text, cost and what is done with all.
fn head_ui(ui: &mut Ui, lang: Lang, model: &mut Model) -> Option<Action> {
    let mut action = None;
    let row = vec2(ui.available_width(), BAR);
    let entries = model.board().entries.len();
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        let title = |ui: &mut Ui| {
            ui.heading(words::BOARD.get(lang));
            widgets::explain(ui, format!("{entries} / {BOARD}"));
        };
        let close = |ui: &mut Ui| {
            let is_closed = widgets::icon_button(ui, Icon::Close, common::CLOSE.get(lang)).clicked();
            (widgets::button(ui, Icon::Voice, words::BACK.get(lang)).clicked(), is_closed)
        };
        let (is_back, is_closed) = widgets::spread(ui, title, close).1;
        if is_back {
            action = Some(BoardAction::Show(false).into());
        }
        if is_closed {
            action = Some(Action::Voice(VoiceAction::Browse));
        }
    });
    action = passage_ui(ui, lang, model).or(action);
    if entries > 0 {
        ui.add_space(GAP / 2.0);
        action = all_ui(ui, lang, model).or(action);
    }
    action
}

/// The text that all speak, and what that costs.
fn passage_ui(ui: &mut Ui, lang: Lang, model: &mut Model) -> Option<Action> {
    let is_making = model.board_state.is_making();
    let mut passage = model.board().passage.clone();
    let (name, hint) = (words::PASSAGE.get(lang), words::PASSAGE_HINT.get(lang));
    let field = ui.add_enabled_ui(!is_making, |ui| widgets::line_edit(ui, &mut passage, name, hint)).inner;
    if field.changed() {
        model.board_mut().set_passage(&passage);
        // The next frame asks what there is of it.
        ui.ctx().request_repaint();
    }
    let mut action = None;
    ui.horizontal(|ui| {
        let take = ui.add_enabled_ui(!is_making, |ui| {
            widgets::quiet_button(ui, Icon::Pencil, words::TAKE_SENTENCE.get(lang)).clicked()
        });
        if take.inner {
            action = Some(BoardAction::TakeSentence.into());
        }
        let (wanted, characters) = model.board_state.to_make();
        let is_ready = model.board_state.made() > 0;
        if wanted.is_empty() && is_ready {
            widgets::explain(ui, words::FREE.get(lang));
        } else if characters > 0 && !model.is_demo() {
            // Nobody pays for the demo.
            widgets::explain(ui, words::COST.with("n", characters).get(lang));
        }
    });
    action
}

/// What is done with all of them.
fn all_ui(ui: &mut Ui, lang: Lang, model: &mut Model) -> Option<Action> {
    let mut action = None;
    let hearing = |ui: &mut Ui| {
        let series = [
            (SeriesOrder::One, words::ONE),
            (SeriesOrder::InOrder, words::IN_ORDER),
            (SeriesOrder::Shuffled, words::SHUFFLED),
        ];
        let series = series.map(|(series, phrase)| (series, phrase.get(lang).to_owned()));
        let row = Layout::left_to_right(Align::Center);
        let state = &mut model.board_state;
        ui.allocate_ui_with_layout(vec2(210.0, 36.0), row, |ui| widgets::segmented(ui, &mut state.series, &series));
        let (repeats, label) = (model.board().repeats, words::REPEAT.get(lang));
        if widgets::chip(ui, repeats, label, label).clicked() {
            action = Some(BoardAction::Repeat(!repeats).into());
        }
        let label = words::BLIND.get(lang);
        if widgets::chip(ui, model.board_state.blind.is_some(), label, label).clicked() {
            model.board_state.toggle_blind();
            action = Some(BoardAction::Silence.into());
        }
    };
    ui.horizontal_wrapped(hearing);
    ui.horizontal_wrapped(|ui| {
        let (wanted, _) = model.board_state.to_make();
        if model.board_state.is_making() {
            if widgets::button(ui, Icon::Stop, words::STOP.get(lang)).clicked() {
                action = Some(BoardAction::Stop.into());
            }
        } else if !wanted.is_empty() && widgets::primary_button(ui, Icon::Voice, words::MAKE.get(lang)).clicked() {
            action = Some(BoardAction::Make(wanted).into());
        }
        if model.board_state.is_blind() {
            if widgets::button(ui, Icon::Eye, words::REVEAL.get(lang)).clicked() {
                let stars: Vec<u8> = model.board().entries.iter().map(|entry| entry.stars).collect();
                model.board_state.reveal(&stars);
            }
            widgets::explain(ui, words::BLIND_WHY.get(lang));
        } else if model.board_state.made() > 0
            && widgets::quiet_button(ui, Icon::Save, words::EXPORT.get(lang)).clicked()
        {
            action = Some(BoardAction::Export.into());
        }
    });
    action
}

/// The entries. The list holds the keyboard while one walks through them.
fn list_ui(
    ui: &mut Ui,
    lang: Lang,
    model: &mut Model,
    view: &mut BoardView,
    (meter, was_opened): (&Meter, bool),
) -> Option<Action> {
    let order = model.board_state.order();
    if model.board().entries.is_empty() {
        widgets::explain(ui, words::EMPTY.get(lang));
        return None;
    }
    let list = ui.interact(ui.available_rect_before_wrap(), Id::unique("board"), Sense::focusable_noninteractive());
    let enabled = ui.is_enabled();
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, enabled, words::BOARD.get(lang)));
    if was_opened {
        list.request_focus();
    }
    view.at = view.at.min(order.len().saturating_sub(1));
    let (mut action, has_moved) = keys(ui, model, view, &list, &order);
    ScrollArea::vertical().id_salt("board rows").auto_shrink(false).show(ui, |ui| {
        widgets::explain(ui, words::KEYS.get(lang));
        for (nth, at) in order.iter().enumerate() {
            let is_marked = nth == view.at;
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 4.0, height_of()), Sense::hover());
            if is_marked && has_moved {
                ui.scroll_to_rect(rect, None);
            }
            let wish = entry_ui(ui, lang, model, view, EntryPlace { at: *at, nth, rect, is_marked }, &list, meter);
            if wish.is_some() {
                view.at = nth;
            }
            action = wish.or(action.take());
        }
    });
    action
}

/// What the keys ask for, and whether another row is marked.
fn keys(ui: &Ui, model: &Model, view: &mut BoardView, list: &Response, order: &[usize]) -> (Option<Action>, bool) {
    let is_writing = ui.ctx().text_edit_focused() || view.editing.is_some() || ui.ctx().any_popup_open();
    if is_writing {
        return (None, false);
    }
    let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    const NUMBERS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    let mut wanted = None;
    for (nth, key) in NUMBERS.into_iter().enumerate() {
        if pressed(key) && nth < order.len() {
            (wanted, view.at) = (Some(order[nth]), nth);
        }
    }
    if pressed(Key::A) {
        wanted = model.board_state.before();
        view.at = wanted.and_then(|at| order.iter().position(|shown| *shown == at)).unwrap_or(view.at);
    }
    if wanted.is_some() {
        list.request_focus();
    }
    let before = view.at;
    if list.has_focus() {
        let down = pressed(Key::ArrowDown) | pressed(Key::ArrowRight);
        let up = pressed(Key::ArrowUp) | pressed(Key::ArrowLeft);
        view.at = (view.at + usize::from(down)).saturating_sub(usize::from(up)).min(order.len() - 1);
        if pressed(Key::Space) {
            let marked = order[view.at];
            let heard = model.preview.compared().and_then(|id| model.board_state.place(id));
            if heard == Some(marked) {
                return (Some(BoardAction::Silence.into()), false);
            }
            wanted = Some(marked);
        }
    }
    (wanted.map(|at| BoardAction::Hear(at).into()), view.at != before || wanted.is_some())
}
