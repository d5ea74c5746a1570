//! A frame: what happens also while the window is hidden, and what is painted.

use std::time::Duration;

use egui::{CentralPanel, Context, Frame, Margin, Panel, ScrollArea, Ui};

use crate::app::App;
use crate::audio::Playback;
use crate::audio::take::Take;
use crate::ui::account::account_ui;
use crate::ui::document::live::LiveWriting;
use crate::ui::document::paper::{HeardText, text_id};
use crate::ui::document::text::{TextSlice, text_ui};
use crate::ui::export::export_ui;
use crate::ui::export::progress::savings_ui;
use crate::ui::library::receipt::receipt_ui;
use crate::ui::library::{leave_title, library_ui, space_ui};
use crate::ui::playback::transport::transport_ui;
use crate::ui::queue::queue_ui;
use crate::ui::settings::sound::sound_ui;
use crate::ui::shell::ask::ask_ui;
use crate::ui::shell::notices::notices_ui;
use crate::ui::shell::theme::{CARD_ROUND, GAP, GROUP, PAGE, SIDE_WIDTH};
use crate::ui::shell::topbar::topbar_ui;
use crate::ui::shell::widgets::inset;
use crate::ui::shell::{theme, widgets};
use crate::ui::voice::panel::voice_ui;
use crate::ui::{Action, Side};
use crate::words::{library, voice as words};

/// While sound plays, the bar moves this often. Nothing else moves by itself.
const MOVING: Duration = Duration::from_millis(40);

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.hear();
        self.count(ctx);
        self.attend_live(ctx);
        self.attend_draft(ctx);
        self.follow_sound();
        self.attend_desktop(ctx);
        self.settle(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        if std::mem::take(&mut self.is_new) {
            ctx.memory_mut(|memory| memory.request_focus(text_id()));
        }
        let mut wishes = self.shortcuts(&ctx);
        wishes.extend(self.panels(ui));
        self.view.menu_open = ctx.any_popup_open();
        for wish in wishes {
            self.act(&ctx, wish);
        }
        self.note_own_copies(&ctx);
        if self.model.playback.is_moving() {
            ctx.request_repaint_after(MOVING);
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::of(visuals.dark_mode).ground.to_normalized_gamma_f32()
    }
}

impl App {
    /// Paints everything; what the user wants comes back.
    fn panels(&mut self, ui: &mut Ui) -> Vec<Action> {
        let mut wishes = Vec::new();
        let ground = theme::palette(ui).ground;
        let panel =
            |left, right, top, bottom| Frame::new().fill(ground).inner_margin(Margin { left, right, top, bottom });
        let top = Panel::top("top").frame(panel(PAGE, PAGE, 0, 0)).exact_size(56.0).show_separator_line(false);
        top.show(ui, |ui| topbar_ui(ui, &mut self.model, &mut self.view));
        let foot = Panel::bottom("foot").frame(panel(PAGE, PAGE, 8, 14)).show_separator_line(false);
        foot.show(ui, |ui| wishes.extend(self.transport(ui)));
        let side = Panel::right("side").frame(panel(0, PAGE, 0, 0)).exact_size(SIDE_WIDTH).resizable(false);
        side.show_separator_line(false).show(ui, |ui| wishes.extend(self.side(ui)));
        let middle = CentralPanel::default().frame(panel(PAGE, 12, 0, 0));
        middle.show(ui, |ui| self.middle(ui, &mut wishes));
        let ctx = ui.ctx().clone();
        wishes.extend(account_ui(&ctx, &self.model, &mut self.view.account));
        wishes.extend(export_ui(&ctx, &mut self.model, &mut self.view.export, self.view.can_browse));
        wishes.extend(space_ui(&ctx, &mut self.model, &mut self.view.library.space));
        wishes.extend(receipt_ui(&ctx, self.model.lang(), &mut self.view.library.receipt));
        wishes.extend(ask_ui(&ctx, self.model.lang(), &mut self.view.ask, self.model.document.preview.as_ref()));
        wishes
    }

    /// The notices and the text.
    fn middle(&mut self, ui: &mut Ui, wishes: &mut Vec<Action>) {
        let lang = self.model.lang();
        // The text keeps more than half of the room, however much has gone wrong.
        let most = ui.available_height() * 0.45;
        let notices = self.model.notices.list();
        if !notices.is_empty() {
            let scroll = ScrollArea::vertical().id_salt("notices").max_height(most);
            wishes.extend(scroll.show(ui, |ui| notices_ui(ui, lang, notices)).inner);
        }
        wishes.extend(savings_ui(ui, lang, &self.model.export.saves));
        let is_loaded = self.model.playback.is_loaded() && self.model.playback.state != Playback::Idle;
        let sentence = self.model.playback.sentence(self.player.meter()).filter(|_| is_loaded);
        let take = self.model.playback.take.clone();
        let reading = self.model.playback.reading().map(|(_, reading)| reading.clone());
        let can_redo = self.model.playback.running().is_none();
        let shows_unspoken = self.model.document.live.is_none();
        let is_of_page = |take: &Take| self.model.document.page.take.as_deref() == Some(take.id());
        let of_page = take.as_ref().zip(reading.as_deref()).filter(|(take, _)| is_of_page(take));
        let live = self.model.document.live.as_ref().and_then(LiveWriting::out);
        let slice = TextSlice {
            is_counted: self.model.document.is_counted(),
            count: self.model.document.count.clone(),
            can_live: self.model.playback.running().is_none() || live.is_some(),
            takes_copies: self.model.document.takes_copies,
            live,
            heard: of_page.map(|(take, reading)| HeardText {
                take,
                reading,
                page: &mut self.model.document.page,
                sentence,
                shows_unspoken,
                can_redo,
            }),
            text: &mut self.model.document.text,
            markdown: &mut self.model.settings.markdown,
            paper: &mut self.view.paper,
            follow: &mut self.model.settings.follow_voice,
        };
        wishes.extend(text_ui(ui, lang, slice));
    }

    fn transport(&mut self, ui: &mut Ui) -> Option<Action> {
        let meter = self.player.meter().clone();
        let timeline = self.model.playback.timeline(&meter);
        let peaks = self.model.playback.take.as_ref().map_or(&[][..], |take| self.peaks.of(take));
        transport_ui(ui, &mut self.model, &mut self.view.ask, &meter, &timeline, peaks)
    }

    /// The panel at the side: voice and sound, or the library.
    fn side(&mut self, ui: &mut Ui) -> Option<Action> {
        let lang = self.model.lang();
        let tabs = [
            (Side::Voice, words::VOICE_TAB.get(lang).to_owned()),
            (Side::Library, library::LIBRARY_TAB.get(lang).to_owned()),
            (Side::Queue, self.model.queue.tab(lang)),
        ];
        let card = Frame::new().fill(theme::palette(ui).panel).corner_radius(CARD_ROUND);
        card.inner_margin(Margin { left: 14, right: 4, top: 14, bottom: 4 })
            .show(ui, |ui| {
                ui.set_min_size(ui.available_size());
                inset(ui, |ui| widgets::segmented(ui, &mut self.view.side, &tabs));
                ui.add_space(GAP);
                let is_naming = self.view.library.renaming.is_some();
                self.view.library.is_title_shown = false;
                let wish = match self.view.side {
                    Side::Library => library_ui(ui, &mut self.model, &mut self.view),
                    Side::Queue => queue_ui(ui, lang, &self.model.queue),
                    Side::Voice => self.voice_and_sound(ui),
                };
                let is_left = is_naming && !self.view.library.is_title_shown;
                wish.or_else(|| {
                    is_left.then(|| leave_title(&self.model.library.takes, &mut self.view.library)).flatten()
                })
            })
            .inner
    }

    fn voice_and_sound(&mut self, ui: &mut Ui) -> Option<Action> {
        let contents = |ui: &mut Ui| {
            let wish = voice_ui(ui, &mut self.model, &mut self.view);
            ui.add_space(GROUP - GAP);
            let wish = wish.or(sound_ui(ui, &mut self.model, self.view.can_browse));
            ui.add_space(GAP);
            wish
        };
        // Each side scrolls by itself; without a name of its own it would be where another was left.
        let scroll = ScrollArea::vertical().id_salt("voice").auto_shrink(false);
        scroll.show(ui, |ui| inset(ui, contents)).inner
    }
}
