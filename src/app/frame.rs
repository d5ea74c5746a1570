//! A frame: what happens also while the window is hidden, and what is painted.

use std::time::Duration;

use egui::{Align, CentralPanel, Context, Frame, Layout, Margin, Panel, ScrollArea, Ui};

use super::App;
use crate::ui::account::account_ui;
use crate::ui::ask::ask_ui;
use crate::ui::library::library_ui;
use crate::ui::model::Timeline;
use crate::ui::notices::notices_ui;
use crate::ui::sound::sound_ui;
use crate::ui::text::{TextSlice, text_id, text_ui};
use crate::ui::theme::{self, GAP, GROUP, PAGE, SIDE_WIDTH};
use crate::ui::topbar::topbar_ui;
use crate::ui::transport::transport_ui;
use crate::ui::voice::voice_ui;
use crate::ui::{Action, Side, widgets};
use crate::words::ui as words;

/// While sound plays, the bar moves this often. Nothing else moves by itself.
const MOVING: Duration = Duration::from_millis(40);

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.hear();
        self.count(ctx);
        self.settle(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        if std::mem::take(&mut self.is_new) {
            ctx.memory_mut(|memory| memory.request_focus(text_id()));
        }
        let mut wishes = self.shortcuts(&ctx);
        wishes.extend(self.panels(ui));
        for wish in wishes {
            self.act(&ctx, wish);
        }
        if self.model.is_moving() {
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
        let palette = theme::palette(ui);
        let page = Margin::symmetric(PAGE, 0);
        let panel = |margin| Frame::new().fill(palette.ground).inner_margin(margin);
        Panel::top("topbar").frame(panel(page)).exact_size(56.0).show_separator_line(false).show(ui, |ui| {
            topbar_ui(ui, &mut self.model, &mut self.view);
        });
        let foot = Margin { left: PAGE, right: PAGE, top: 8, bottom: 14 };
        Panel::bottom("transport").frame(panel(foot)).show_separator_line(false).show(ui, |ui| {
            wishes.extend(self.transport(ui));
        });
        let side = Margin { left: 0, right: PAGE, top: 0, bottom: 0 };
        Panel::right("side")
            .frame(panel(side))
            .exact_size(SIDE_WIDTH + f32::from(PAGE))
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| {
                Frame::new().fill(palette.panel).corner_radius(theme::CARD_ROUND).inner_margin(Margin::same(14)).show(
                    ui,
                    |ui| {
                        ui.set_min_size(ui.available_size());
                        wishes.extend(self.side(ui));
                    },
                );
            });
        let middle = Margin { left: PAGE, right: 12, top: 0, bottom: 0 };
        CentralPanel::default().frame(panel(middle)).show(ui, |ui| {
            let lang = self.model.lang();
            ui.spacing_mut().item_spacing.y = GAP;
            // The text keeps more than half of the room, however much has gone wrong.
            let most = ui.available_height() * 0.45;
            if !self.model.notices.list().is_empty() {
                ScrollArea::vertical().id_salt("notices").max_height(most).show(ui, |ui| {
                    wishes.extend(notices_ui(ui, lang, self.model.notices.list()));
                });
            }
            let slice = TextSlice {
                is_counted: self.model.is_counted(),
                count: self.model.count,
                text: &mut self.model.text,
                markdown: &mut self.model.settings.markdown,
            };
            wishes.extend(text_ui(ui, lang, slice));
        });
        let ctx = ui.ctx().clone();
        wishes.extend(account_ui(&ctx, &self.model, &mut self.view.account));
        wishes.extend(ask_ui(&ctx, self.model.lang(), &mut self.view.ask));
        wishes
    }

    fn transport(&mut self, ui: &mut Ui) -> Option<Action> {
        let meter = self.player.meter().clone();
        let take = self.model.playing.take.clone();
        let (timeline, peaks) = match &take {
            Some(take) => (Timeline::new(take, &meter, self.model.states_of(take)), self.peaks.of(take)),
            None => (Timeline::default(), &[][..]),
        };
        transport_ui(ui, &mut self.model, &meter, &timeline, peaks)
    }

    fn side(&mut self, ui: &mut Ui) -> Option<Action> {
        let lang = self.model.lang();
        let tabs = [
            (Side::Voice, words::VOICE_TAB.get(lang).to_owned()),
            (Side::Library, words::LIBRARY_TAB.get(lang).to_owned()),
        ];
        widgets::segmented(ui, &mut self.view.side, &tabs);
        ui.add_space(GAP);
        match self.view.side {
            Side::Library => library_ui(ui, &mut self.model, &mut self.view),
            Side::Voice => {
                let contents = |ui: &mut Ui| {
                    let wish = voice_ui(ui, &mut self.model, &mut self.view);
                    ui.add_space(GROUP - GAP);
                    wish.or(sound_ui(ui, &mut self.model))
                };
                let layout = Layout::top_down(Align::Min);
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| ui.with_layout(layout, contents).inner).inner
            }
        }
    }
}
