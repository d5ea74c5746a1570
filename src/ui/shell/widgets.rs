//! Controls that egui lacks or shows differently. Each has a name that a screen reader says.

use std::sync::Arc;

use egui::accesskit::Live;
use egui::emath::Numeric;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Align2, Atom, AtomExt as _, Button, Color32, CornerRadius, CursorIcon, Frame, Galley, Id, Label, Layout,
    Margin, Rect, Response, RichText, Role, Sense, Slider, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme;
use crate::ui::shell::theme::{CARD_ROUND, CONTROL, GAP, ICON, ROUND};
use crate::words::outside;

/// A square button that shows only an icon; `label` is its name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    icon_button_sized(ui, icon, label, CONTROL)
}

/// An [`icon_button`] with sides of `side` points.
pub fn icon_button_sized(ui: &mut Ui, icon: Icon, label: &str, side: f32) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if ui.is_rect_visible(rect) {
        let lit = response.hovered() || response.has_focus();
        if lit {
            let fill = if response.is_pointer_button_down_on() { palette.control_press } else { palette.control_hover };
            ui.painter().rect_filled(rect, ROUND, fill);
        }
        if response.has_focus() {
            focus_ring(ui, rect.shrink(2.0), ROUND);
        }
        let color = if lit { palette.ink } else { palette.soft };
        icon.paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(ICON.min(side - 8.0))), color);
    }
    response.on_hover_text(label).on_hover_cursor(CursorIcon::PointingHand)
}

/// A button with an icon and a word.
pub fn button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    ui.add(Button::new((icon.atom(), label)).min_size(vec2(0.0, CONTROL)))
}

/// A [`button`] with a short word where there is no room for its name, which is its tooltip too.
pub fn short_button(ui: &mut Ui, icon: Icon, shown: &str, label: &str) -> Response {
    let response = button(ui, icon, shown);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    response.on_hover_text(label)
}

/// A button without a ground, for what is rarely pressed.
pub fn quiet_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    ui.add(Button::new((icon.atom(), label)).frame_when_inactive(false).min_size(vec2(0.0, CONTROL)))
}

/// Around the words of the button one comes to press, in points.
const PRIMARY: Vec2 = vec2(18.0, 8.0);

/// The one button of a surface that one comes to press.
pub fn primary_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    primary_button_of(ui, icon, label, &[])
}

/// One that is as wide as it would be with any of these `labels`, so that what stands beside it stays when its words change.
pub fn primary_button_of(ui: &mut Ui, icon: Icon, label: &str, labels: &[&str]) -> Response {
    let font = TextStyle::Button.resolve(ui.style());
    let width =
        |label: &&str| ui.painter().layout_no_wrap((*label).to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    let widest = labels.iter().map(width).fold(0.0, f32::max);
    let around = 2.0 * PRIMARY.x + ICON + ui.spacing().icon_spacing;
    let palette = theme::palette(ui);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (state, fill) in [
            (&mut widgets.inactive, palette.accent),
            (&mut widgets.hovered, palette.accent_hover),
            (&mut widgets.active, palette.accent_hover),
        ] {
            state.weak_bg_fill = fill;
            state.bg_fill = fill;
            state.fg_stroke.color = palette.on_accent;
        }
        ui.visuals_mut().widgets.active.bg_stroke = Stroke::NONE;
        ui.spacing_mut().button_padding = PRIMARY;
        let size = vec2((widest + around).ceil().max(96.0), 38.0);
        let response = ui.add(Button::new((icon.atom(), label)).min_size(size));
        if response.has_focus() {
            // On the accent itself nobody would see it.
            focus_ring(ui, response.rect.expand(2.0), CornerRadius::same(10));
        }
        response
    })
    .inner
}

/// A small heading over a group of controls.
pub fn heading(ui: &mut Ui, label: &str) -> Response {
    let color = theme::palette(ui).soft;
    ui.add(Label::new(RichText::new(label).small().color(color)))
}

/// Words that explain, in as many lines as they need.
pub fn explain(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = theme::palette(ui).soft;
    let words = words.into();
    ui.add(Label::new(RichText::new(outside::lines(&words)).small().color(color)).wrap())
}

/// Brings what the keyboard has just gone to into sight. To be called within what scrolls, below its contents.
pub fn follow_focus(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused());
    let id = ui.scope_id().with("focused");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<Option<Id>>(id), focused));
    let gone_to = focused.filter(|_| focused != before).and_then(|id| ui.ctx().read_response(id));
    // What is not cut off is in sight already, or stands beside what scrolls.
    let is_cut_off = |to: &Response| !to.interact_rect.contains_rect(to.rect) && ui.min_rect().contains_rect(to.rect);
    if let Some(to) = gone_to.filter(|to| to.layer_id == ui.layer_id() && is_cut_off(to)) {
        // What is around it says what it is about.
        ui.scroll_to_rect(to.rect.expand(2.0 * GAP), None);
    }
}

/// Has a screen reader say these words when they appear or change, wherever the keyboard is.
pub fn announce(ui: &Ui, words: &Response) {
    ui.ctx().accesskit_node_builder(words.id, |node| node.set_live(Live::Polite));
}

/// A slider below its name, with its value at the right. A double click on it gives `normal` back.
pub fn slider<N: Numeric>(
    ui: &mut Ui,
    label: &str,
    shown: &str,
    value: &mut N,
    range: std::ops::RangeInclusive<N>,
    normal: N,
) -> Response {
    let palette = theme::palette(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = ui
            .horizontal(|ui| {
                let name = ui.label(label);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(RichText::new(shown).color(palette.soft));
                });
                name
            })
            .inner;
        let slider = bare_slider(ui, value, range, ui.available_width()).labelled_by(name.id);
        if slider.double_clicked() {
            *value = normal;
        }
        slider
    })
    .inner
}

/// A slider and nothing else; whoever uses it gives it a name.
pub fn bare_slider<N: Numeric>(ui: &mut Ui, value: &mut N, range: std::ops::RangeInclusive<N>, width: f32) -> Response {
    let palette = theme::palette(ui);
    ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = palette.accent;
        visuals.widgets.inactive.bg_fill = palette.control_hover;
        for state in [&mut visuals.widgets.inactive, &mut visuals.widgets.hovered, &mut visuals.widgets.active] {
            state.fg_stroke = Stroke::new(2.0, palette.accent);
        }
        ui.spacing_mut().slider_width = width;
        ui.spacing_mut().interact_size.y = 24.0;
        let slider = ui.add(Slider::new(value, range).show_value(false));
        if slider.has_focus() {
            focus_ring(ui, slider.rect.expand2(vec2(2.0, 0.0)), ROUND);
        }
        slider
    })
    .inner
}

/// A switch with its name at the left of it.
pub fn switch(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    let galley =
        ui.painter().layout_no_wrap(label.to_owned(), TextStyle::Body.resolve(ui.style()), Color32::PLACEHOLDER);
    let width = galley.size().x + GAP + KNOB.x;
    switch_in(ui, on, label, galley, width)
}

/// A switch at the right end of a row, its name at the left and below it why one would use it.
pub fn switch_row(ui: &mut Ui, on: &mut bool, label: &str, why: &str) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        let font = TextStyle::Body.resolve(ui.style());
        let galley = ui.painter().layout(label.to_owned(), font, Color32::PLACEHOLDER, width - KNOB.x - GAP);
        let response = switch_in(ui, on, label, galley, width);
        explain(ui, why);
        response
    })
    .inner
}

/// Size of the part of a switch that moves, in points.
const KNOB: Vec2 = vec2(34.0, 20.0);

fn switch_in(ui: &mut Ui, on: &mut bool, label: &str, galley: Arc<Galley>, width: f32) -> Response {
    let palette = theme::palette(ui);
    let size = vec2(width, CONTROL.max(galley.size().y));
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Switch, enabled, *on, label));
    if ui.is_rect_visible(rect) {
        let how = ui.ctx().animate_bool_responsive(response.id, *on);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect).min;
        ui.painter().galley(at, galley, palette.ink);
        let track = Rect::from_min_size(pos2(rect.right() - KNOB.x, rect.center().y - KNOB.y / 2.0), KNOB);
        let fill = palette.control_hover.lerp_to_gamma(palette.accent, how);
        ui.painter().rect_filled(track, KNOB.y / 2.0, fill);
        if response.has_focus() {
            focus_ring(ui, track, KNOB.y / 2.0);
        }
        let x = egui::lerp(track.left() + 10.0..=track.right() - 10.0, how);
        let ball = palette.soft.lerp_to_gamma(palette.on_accent, how);
        ui.painter().circle_filled(pos2(x, track.center().y), 7.0, ball);
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// The ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, rect: Rect, round: impl Into<CornerRadius>) {
    let stroke = Stroke::new(2.0, theme::palette(ui).accent);
    ui.painter().rect_stroke(rect, round, stroke, StrokeKind::Outside);
}

/// A word that leads somewhere; `label` is its name.
pub fn link(ui: &mut Ui, shown: &str, label: &str) -> Response {
    let words = RichText::new(shown).small().color(theme::palette(ui).soft);
    let response = ui.add(Button::new(words).corner_radius(13).min_size(vec2(0.0, 26.0)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, label));
    response
}

/// A row of words of which one is chosen. Returns whether the choice has changed.
pub fn segmented<T: PartialEq + Copy>(ui: &mut Ui, chosen: &mut T, choices: &[(T, String)]) -> bool {
    let palette = theme::palette(ui);
    let before = *chosen;
    Frame::new().fill(palette.control).corner_radius(ROUND).inner_margin(Margin::same(3)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding = vec2(4.0, 4.0);
        ui.spacing_mut().interact_size.y = 28.0;
        let width = (ui.available_width() - 2.0 * (choices.len() as f32 - 1.0)) / choices.len() as f32;
        ui.horizontal(|ui| {
            for (choice, label) in choices {
                let is_chosen = *chosen == *choice;
                let color = if is_chosen { palette.ink } else { palette.soft };
                let fill = if is_chosen { palette.paper } else { palette.control };
                let words = RichText::new(label).color(color);
                let button = Button::new((Atom::grow(), words.atom_shrink(true), Atom::grow()))
                    .fill(fill)
                    // What grows beside the words is room enough.
                    .gap(0.0)
                    .corner_radius(CornerRadius::same(6))
                    .truncate()
                    .min_size(vec2(width, 28.0));
                let response = ui.add_sized(vec2(width, 28.0), button);
                let enabled = ui.is_enabled();
                response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, label));
                if response.clicked() {
                    *chosen = *choice;
                }
            }
        });
    });
    *chosen != before
}

/// A surface with rounded corners on which things stand together.
pub fn card<R>(ui: &mut Ui, fill: egui::Color32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(fill)
        .corner_radius(CARD_ROUND)
        .inner_margin(Margin::symmetric(14, 12))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// Width of the room for the bar with which one scrolls, in points.
pub const SCROLL_ROOM: f32 = 10.0;

/// Keeps `contents` clear of the bar with which one scrolls.
pub fn inset<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new().inner_margin(Margin { right: SCROLL_ROOM as i8, ..Margin::ZERO }).show(ui, contents).inner
}

/// The frame of a dialog.
pub fn dialog(ctx: &egui::Context) -> Frame {
    let style = ctx.global_style();
    Frame::window(&style).inner_margin(style.spacing.window_margin)
}

/// A row: `left` from the left edge, `right` from the right edge.
pub fn spread<L, R>(ui: &mut Ui, left: impl FnOnce(&mut Ui) -> L, right: impl FnOnce(&mut Ui) -> R) -> (L, R) {
    ui.horizontal(|ui| (left(ui), ui.with_layout(Layout::right_to_left(Align::Center), right).inner)).inner
}

/// A row of a menu as wide as the menu; the chosen one is marked, and choosing closes the menu.
pub fn menu_row(ui: &mut Ui, is_chosen: bool, label: &str) -> Response {
    let response = choice_row(ui, is_chosen, label);
    close_menu(ui, &response);
    response
}

/// The same where one may choose several times.
pub fn choice_row(ui: &mut Ui, is_chosen: bool, label: &str) -> Response {
    let palette = theme::palette(ui);
    let mark = Atom::paint(Vec2::splat(ICON), move |ui, args| {
        if is_chosen {
            Icon::Check.paint(ui.painter(), args.rect, palette.accent);
        }
    });
    let label = outside::label(label);
    let words = RichText::new(label.as_ref()).color(palette.ink);
    // Menus squeeze their buttons; ours are as roomy as elsewhere.
    ui.spacing_mut().button_padding = vec2(10.0, 6.0);
    let button = Button::new((mark, words.atom_shrink(true), Atom::grow()))
        .frame_when_inactive(false)
        .truncate()
        .min_size(vec2(ui.available_width(), CONTROL));
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, &label));
    response
}

/// Closes a menu of which a row was pressed without a pointer: egui does so only with one.
pub fn close_menu(ui: &Ui, row: &Response) {
    if row.clicked() && !ui.input(|input| input.pointer.any_click()) {
        ui.close();
    }
}

/// A row of a menu that does something, with its icon.
pub fn menu_action(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    // Menus squeeze their buttons; ours are as roomy as elsewhere.
    ui.spacing_mut().button_padding = vec2(10.0, 6.0);
    let button = Button::new((icon.atom(), label, Atom::grow()))
        .frame_when_inactive(false)
        .min_size(vec2(ui.available_width(), CONTROL));
    let response = ui.add(button);
    close_menu(ui, &response);
    response
}

/// A small round button that is on or off; `label` is its name, `shown` what stands on it.
pub fn chip(ui: &mut Ui, is_on: bool, shown: &str, label: &str) -> Response {
    let palette = theme::palette(ui);
    let (fill, ink) = if is_on { (palette.accent_soft, palette.accent) } else { (palette.control, palette.soft) };
    let button = Button::new(RichText::new(shown).small().color(ink)).fill(fill);
    let button = button.corner_radius(13).min_size(vec2(0.0, 26.0));
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, is_on, label));
    response
}

/// A bar that fills from the left, 0 to 1.
pub fn bar(ui: &mut Ui, done: f32, size: Vec2, label: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, enabled, label));
    if ui.is_rect_visible(rect) {
        let round = size.y / 2.0;
        ui.painter().rect_filled(rect, round, palette.control_hover);
        let full = Rect::from_min_size(rect.min, vec2(rect.width() * done.clamp(0.0, 1.0), rect.height()));
        ui.painter().rect_filled(full, round, palette.accent);
    }
    response
}

/// A setting with a few values: its name at the left, a menu at the right. Returns whether the choice has changed.
pub fn choice<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: &str,
    choices: &[(T, String)],
    chosen: &mut T,
    width: f32,
) -> bool {
    let before = chosen.clone();
    let name = |ui: &mut Ui| ui.label(label);
    let menu = |ui: &mut Ui| {
        let shown = choices.iter().find(|(choice, _)| choice == chosen).map_or("…", |(_, name)| name);
        let button = menu_button(ui, label, shown, width);
        egui::Popup::menu(&button).width(width - 12.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for (choice, name) in choices {
                if menu_row(ui, choice == chosen, name).clicked() {
                    *chosen = choice.clone();
                }
            }
        });
    };
    spread(ui, name, menu);
    *chosen != before
}

/// A dialog: a title with a cross, a body that scrolls, and what stands below it. `None` when it was closed.
pub fn sheet<R>(
    ctx: &egui::Context,
    id: &str,
    width: f32,
    (title, close): (&str, &str),
    body: impl FnOnce(&mut Ui),
    foot: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let screen = ctx.content_rect();
    let frame = dialog(ctx).inner_margin(Margin { left: 20, right: 10, top: 16, bottom: 16 });
    let shown = egui::Modal::new(egui::Id::unique(id)).frame(frame).show(ctx, |ui| {
        ui.set_width(width.min(screen.width() - 64.0));
        let heading = |ui: &mut Ui| ui.heading(title);
        let cross = |ui: &mut Ui| icon_button(ui, Icon::Close, close).clicked();
        let done = inset(ui, |ui| spread(ui, heading, cross).1);
        // Without a minimum the dialog would never grow beyond what it showed first.
        let height = screen.height() - 200.0;
        let scroll = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        // One that was closed far down opens at its top again.
        let scroll = if is_opened(ctx, egui::Id::unique(id)) { scroll.vertical_scroll_offset(0.0) } else { scroll };
        scroll.show(ui, |ui| {
            inset(ui, body);
            follow_focus(ui);
        });
        ui.add_space(GAP);
        (done, inset(ui, foot))
    });
    let closed = shown.should_close();
    let (done, answer) = shown.inner;
    (!done && !closed).then_some(answer)
}

/// Whether something was not painted in the frame before this one.
pub fn is_opened(ctx: &egui::Context, id: egui::Id) -> bool {
    let pass = ctx.cumulative_pass_nr();
    let before = ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<u64>(id), pass));
    before + 1 < pass
}

/// A button that opens a menu: what is chosen now, and an arrow. `label` is its name.
pub fn menu_button(ui: &mut Ui, label: &str, chosen: &str, width: f32) -> Response {
    let palette = theme::palette(ui);
    let chosen = outside::label(chosen);
    let words = RichText::new(chosen.as_ref()).color(palette.ink);
    let button = Button::new((words.atom_shrink(true), Atom::grow(), Icon::Chevron.atom()))
        .truncate()
        .min_size(vec2(width, 36.0));
    let response = ui.add_sized(vec2(width, 36.0), button);
    let enabled = ui.is_enabled();
    let name = format!("{label}: {chosen}");
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, enabled, &name));
    response
}

/// Chooses all of the text in a field, so that what is typed takes its place.
pub fn choose_all(ui: &Ui, field: &Response, text: &str) {
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), field.id);
}

/// A field for one line, with its name as a hint.
pub fn line_edit(ui: &mut Ui, text: &mut String, label: &str, hint: &str) -> Response {
    let palette = theme::palette(ui);
    let edit = egui::TextEdit::singleline(text)
        .hint_text(RichText::new(hint).color(palette.faint))
        .margin(Margin::symmetric(12, 8))
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    response
}
