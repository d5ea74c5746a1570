//! A frame: what happens also while the window is hidden, and what is painted.

use std::time::Duration;

use egui::{Context, Frame, Margin, Panel, Ui};

use crate::app::App;
use crate::app::input_method::InputMethod;
use crate::audio::Playback;
use crate::audio::take::Take;
use crate::store::RegionSettings;
use crate::ui::Action;
use crate::ui::account::account_ui;
use crate::ui::document::live::LiveWriting;
use crate::ui::document::paper::{HeardText, PrefixNames, text_id};
use crate::ui::document::text::{TextSlice, text_ui};
use crate::ui::export::export_ui;
use crate::ui::library::receipt::receipt_ui;
use crate::ui::library::space_ui;
use crate::ui::playback::redo::redo_voice_ui;
use crate::ui::playback::transport::transport_ui;
use crate::ui::playback::versions::ShownVersions;
use crate::ui::settings::page::settings_ui;
use crate::ui::shell::ask::ask_ui;
use crate::ui::shell::floating::{Floating, floating_ui};
use crate::ui::shell::notice::{Notice, Tone};
use crate::ui::shell::regions::{Region, RegionSizes, ShownRegions};
use crate::ui::shell::sidebar::sidebar_ui;
use crate::ui::shell::theme::PAGE;
use crate::ui::shell::{regions, theme};
use crate::ui::voice::board::board_ui;
use crate::ui::voice::browser::browser_ui;
use crate::ui::voice::panel::voice_region_ui;
use crate::words::{board, shell as words, voice};

/// While sound plays, the bar moves at most this often. Nothing else moves by itself.
const MOVING: Duration = Duration::from_millis(40);

/// A page that is lower than this, in points, is scrolled as a whole where it has more than a text.
const LOW: f32 = 340.0;

/// While sound comes in, what has come is looked at this often.
const RECEIVING: Duration = Duration::from_millis(250);

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.hear();
        self.count(ctx);
        self.attend_live(ctx);
        self.attend_draft(ctx);
        self.attend_voices();
        self.follow_sound();
        self.attend_desktop(ctx);
        self.attend_starts(ctx);
        self.settle(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        if std::mem::take(&mut self.is_new) {
            ctx.memory_mut(|memory| memory.request_focus(text_id()));
        }
        let focused = ctx.memory(|memory| memory.focused());
        let mut wishes = self.shortcuts(&ctx);
        ctx.plugin::<InputMethod>().lock().is_composing = self.view.composing;
        wishes.extend(self.panels(ui));
        self.view.menu_open = ctx.any_popup_open();
        for wish in wishes {
            self.act(&ctx, wish);
        }
        // A dialog gives the keyboard back to where it was, once egui lets what lay below it have it.
        let is_asking = self.view.is_asking();
        match (self.view.was_asking, is_asking) {
            (false, true) => self.view.before_dialog = focused,
            (true, false) => ctx.request_repaint(),
            (false, false) => {
                if let Some(before) = self.view.before_dialog.take().filter(|_| focused.is_none()) {
                    ctx.memory_mut(|memory| memory.request_focus(before));
                }
            }
            (true, true) => {}
        }
        self.view.was_asking = is_asking;
        self.note_own_copies(&ctx);
        if let Some(wait) = self.still_for(&ctx) {
            ctx.request_repaint_after(wait);
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::of(visuals.dark_mode).ground.to_normalized_gamma_f32()
    }
}

impl App {
    /// How long this frame stays true: each frame costs the painting of the whole window, so one that would look the same is
    /// not painted. `None` where nothing moves by itself, or nobody sees it.
    fn still_for(&mut self, ctx: &Context) -> Option<Duration> {
        let (is_hidden, width) = ctx.input(|input| {
            (input.viewport().visible() == Some(false), input.content_rect().width() * input.pixels_per_point)
        });
        if is_hidden {
            return None;
        }
        let receiving = self.model.playback.all_running().next().map(|_| RECEIVING);
        let playing = (self.model.playback.state == Playback::Playing).then(|| {
            let meter = self.player.meter().clone();
            let timeline = self.model.playback.timeline(&meter);
            let next = self.model.playback.sentence_after(&meter);
            timeline.unchanged_for(width, meter.speed(), next).max(MOVING)
        });
        let compared = self.model.preview.compared().filter(|_| self.view.voices.is_open).map(|_| MOVING);
        let made = self.model.board_state.is_making().then_some(RECEIVING);
        receiving.into_iter().chain(playing).chain(compared).chain(made).min()
    }

    /// Paints everything; what the user wants comes back. The regions come in reading order, in which the keyboard and a screen
    /// reader go through them; so those that stand below and at the right have the size that they had.
    fn panels(&mut self, ui: &mut Ui) -> Vec<Action> {
        let mut wishes = Vec::new();
        let lang = self.model.lang();
        let palette = theme::palette(ui);
        let window = ui.available_rect_before_wrap();
        let size = window.size();
        let region =
            |left, right| Frame::new().fill(palette.panel).inner_margin(Margin { left, right, top: 0, bottom: 4 });
        let shown = ShownRegions::in_width(size.x, &self.model.settings.regions, &mut self.view.narrow);
        let (upper, lower) = window.split_top_bottom_at_y(window.bottom() - self.view.sizes.player);
        let mut upper_ui = regions::child(ui, upper, "upper");
        // One that has no room beside the page leaves a little of it in sight.
        let widths = RegionSettings::WIDTHS.0..=RegionSettings::WIDTHS.1.min(size.x - 48.0);
        // Less than a point is the rounding to pixels.
        let dragged = |before: f32, width: f32| {
            let has_room = width + 320.0 < size.x;
            if has_room && (width - before).abs() >= 1.0 { width } else { before }
        };
        if shown.left {
            let before = self.model.settings.regions.left_width;
            let side = Panel::left("documents").frame(region(PAGE, 4)).default_size(before).size_range(widths.clone());
            let shown = side.show(&mut upper_ui, |ui| {
                regions::name(ui, words::LEFT_REGION.get(lang));
                sidebar_ui(ui, &mut self.model, &mut self.view)
            });
            regions::name_edge(&upper_ui, "documents", words::LEFT_EDGE.get(lang));
            let regions = &mut self.model.settings.regions;
            regions.left_width = dragged(before, shown.response.rect.width());
            let (is_hidden, wish) = shown.inner;
            if is_hidden {
                self.view.narrow.hide(Region::Left, regions);
            }
            wishes.extend(wish);
        }
        let right = match (shown.right, self.view.sizes.right) {
            (false, _) => 0.0,
            (true, Some(width)) => width,
            (true, None) => self.model.settings.regions.right_width,
        };
        let middle = upper_ui.available_rect_before_wrap();
        let middle = middle.with_max_x((middle.right() - right).max(middle.left()));
        let mut page = regions::child(&mut upper_ui, middle, "page");
        page.painter().rect_filled(middle, 0.0, palette.paper);
        let name = match self.view.settings {
            true => words::SETTINGS,
            false if self.view.voices.is_open && self.view.voices.board.is_open => board::BOARD,
            false if self.view.voices.is_open => voice::BROWSE,
            false => words::PAGE_REGION,
        };
        regions::name(&page, name.get(lang));
        match self.view.settings {
            true => {
                wishes.extend(regions::at_least(&mut page, LOW, |ui| settings_ui(ui, &mut self.model, &mut self.view)))
            }
            false if self.view.voices.is_open && self.view.voices.board.is_open => {
                let (board, meter) = (&mut self.view.voices.board, self.player.preview_meter());
                wishes.extend(regions::at_least(&mut page, LOW, |ui| board_ui(ui, &mut self.model, board, meter)));
            }
            false if self.view.voices.is_open => {
                let voices = &mut self.view.voices;
                wishes.extend(regions::at_least(&mut page, LOW, |ui| browser_ui(ui, &self.model, voices)));
            }
            false => wishes.extend(self.page(&mut page, shown)),
        }
        let mut sizes = RegionSizes { player: 0.0, right: None };
        if shown.right {
            let before = self.model.settings.regions.right_width;
            let side = Panel::right("voice").frame(region(PAGE, 4)).default_size(before).size_range(widths);
            let shown = side.show(&mut upper_ui, |ui| {
                regions::name(ui, words::RIGHT_REGION.get(lang));
                voice_region_ui(ui, &mut self.model, &mut self.view)
            });
            regions::name_edge(&upper_ui, "voice", words::RIGHT_EDGE.get(lang));
            let regions = &mut self.model.settings.regions;
            sizes.right = Some(shown.response.rect.width());
            regions.right_width = dragged(before, shown.response.rect.width());
            let (is_hidden, wish) = shown.inner;
            if is_hidden {
                self.view.narrow.hide(Region::Right, regions);
            }
            wishes.extend(wish);
        }
        let mut foot_ui = regions::child(ui, lower, "player");
        let foot = Frame::new().fill(palette.panel).inner_margin(Margin { left: PAGE, right: PAGE, top: 8, bottom: 8 });
        let foot = foot.show(&mut foot_ui, |ui| {
            regions::name(ui, words::PLAYER_REGION.get(lang));
            wishes.extend(self.transport(ui));
        });
        ui.painter().hline(lower.x_range(), lower.top(), ui.visuals().widgets.noninteractive.bg_stroke);
        sizes.player = foot.response.rect.height();
        if self.view.sizes.is_other(sizes) {
            self.view.sizes = sizes;
            ui.ctx().request_discard("a region has another size");
        }
        let ctx = ui.ctx().clone();
        // What is told of the beginning would lie over what one has come for elsewhere.
        let is_told = |notice: &&Notice| self.view.shows_page() || notice.tone != Tone::Demo;
        let notices: Vec<Notice> = self.model.notices.list().iter().filter(is_told).cloned().collect();
        let floating = Floating { notices: &notices, savings: &self.model.export.saves };
        wishes.extend(floating_ui(&ctx, lang, middle, floating, &mut self.view.unfolded));
        wishes.extend(account_ui(&ctx, &self.model, &mut self.view.account));
        wishes.extend(export_ui(&ctx, &mut self.model, &mut self.view.export, self.view.can_browse));
        wishes.extend(space_ui(&ctx, &mut self.model, &mut self.view.library.space));
        wishes.extend(receipt_ui(&ctx, lang, &mut self.view.library.receipt));
        wishes.extend(redo_voice_ui(&ctx, &self.model, &mut self.view.redo));
        wishes.extend(ask_ui(&ctx, lang, &mut self.view.ask, self.model.document.preview.as_ref()));
        regions::name_window(&ctx, lang, &self.model);
        wishes
    }

    /// The text.
    fn page(&mut self, ui: &mut Ui, shown: ShownRegions) -> Option<Action> {
        let lang = self.model.lang();
        let has_playhead = self.model.playback.has_playhead();
        let sentence = self.model.playback.sentence(self.player.meter()).filter(|_| has_playhead);
        let meter = self.player.meter().clone();
        let timeline = self.model.playback.timeline(&meter);
        self.view.paper.margin = self.model.margin(&meter);
        self.view.paper.heard = self.model.heard_byte(&meter);
        let take = self.model.playback.take.clone();
        let reading = self.model.playback.reading().map(|(_, reading)| reading.clone());
        let can_redo = self.model.playback.running().is_none();
        self.view.paper.ask_again = self.model.ask_again();
        let shows_unspoken = self.model.document.live.is_none();
        let is_of_page = |take: &Take| self.model.document.page.take.as_deref() == Some(take.id());
        let of_page = take.as_ref().zip(reading.as_deref()).filter(|(take, _)| is_of_page(take));
        let chapter = timeline.chapter_at(timeline.heard).filter(|_| of_page.is_some()).map(|(at, _)| at + 1);
        let live = self.model.document.live.as_ref().and_then(LiveWriting::out);
        self.view.paper.editor.letters = self.model.settings.text_size;
        self.view.paper.editor.directives = self.model.settings.directives;
        self.view.paper.editor.prefixes = self.model.document.count.known.clone();
        let slice = TextSlice {
            is_counted: self.model.document.is_counted(),
            count: self.model.document.count.clone(),
            pace: 1.0 + f64::from(self.model.settings.speech_rate) / 100.0,
            said: self.model.said().start,
            title: self.model.document.title.clone(),
            chapter,
            heard: of_page.map(|(take, reading)| HeardText {
                take,
                reading,
                versions: ShownVersions {
                    take,
                    passages: &self.model.playback.passages,
                    reading: Some(reading),
                    preview: &self.model.preview,
                    can_change: can_redo,
                },
                page: &mut self.model.document.page,
                sentence,
                shows_unspoken,
                can_redo,
            }),
            names: self.model.settings.directives.then(|| PrefixNames {
                roles: self.model.document.cast.of(&self.model.settings.account).collect(),
                voices: &self.model.voices,
                marks: self.model.settings.voice_marks.get(&self.model.settings.account),
            }),
            takes_copies: self.model.document.takes_copies,
            can_live: self.model.playback.running().is_none() || live.is_some(),
            live,
            text: &mut self.model.document.text,
            markdown: &mut self.model.settings.markdown,
            paper: &mut self.view.paper,
            follow: &mut self.model.settings.follow_voice,
        };
        let mut wanted = None;
        let wish = text_ui(ui, lang, slice, &shown.hidden(), &mut wanted);
        if let Some(region) = wanted {
            self.view.narrow.show(region, &mut self.model.settings.regions);
        }
        wish
    }

    fn transport(&mut self, ui: &mut Ui) -> Option<Action> {
        let meter = self.player.meter().clone();
        let timeline = self.model.playback.timeline(&meter);
        let peaks = self.model.playback.take.as_ref().map_or(&[][..], |take| self.peaks.of(take));
        transport_ui(ui, &mut self.model, &mut self.view.ask, &meter, &timeline, peaks)
    }
}
