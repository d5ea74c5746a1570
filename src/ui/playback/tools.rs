//! The small controls of the bar at the bottom.

use egui::{Button, CursorIcon, Rect, Response, RichText, Role, Sense, TextStyle, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{CONTROL, ICON, ROUND};
use crate::ui::shell::{theme, widgets};

/// Height of what stands in the line of words, in points.
pub const LINE: f32 = 24.0;

/// A square button that shows only an icon; `is_lit` marks what is switched on. `label` is its name, `hint` its tooltip.
pub fn tool(ui: &mut Ui, icon: Icon, label: &str, hint: &str, is_lit: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(CONTROL), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if ui.is_rect_visible(rect) {
        let touched = response.hovered() || response.has_focus();
        if is_lit {
            ui.painter().rect_filled(rect.shrink(2.0), ROUND, palette.accent_soft);
        }
        if touched {
            let fill = if response.is_pointer_button_down_on() { palette.control_press } else { palette.control_hover };
            ui.painter().rect_filled(rect, ROUND, fill);
        }
        if response.has_focus() {
            widgets::focus_ring(ui, rect.shrink(2.0), ROUND);
        }
        let color = match (is_lit, touched) {
            (true, _) => palette.accent,
            (false, true) => palette.ink,
            (false, false) => palette.soft,
        };
        icon.paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(ICON)), color);
    }
    response.on_hover_text(hint).on_hover_cursor(CursorIcon::PointingHand)
}

/// A button in the line of words.
pub fn line_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    let color = theme::palette(ui).ink;
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 2.0);
        ui.spacing_mut().interact_size.y = LINE;
        let words = RichText::new(label).small().color(color);
        ui.add(Button::new((icon.atom(), words)).min_size(vec2(0.0, LINE)))
    })
    .inner
}

/// A button that opens a menu and shows only an arrow; it stands at the right of a primary button.
pub fn arrow(ui: &mut Ui, label: &str, height: f32) -> Response {
    let response = ui.add(Button::new(Icon::Chevron.atom()).min_size(vec2(28.0, height)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    response.on_hover_text(label)
}

/// A button that shows a few letters, such as a speed; `label` is its name.
pub fn figure(ui: &mut Ui, shown: &str, label: &str, hint: &str, is_lit: bool) -> Response {
    let palette = theme::palette(ui);
    let color = if is_lit { palette.accent } else { palette.soft };
    let words = RichText::new(shown).color(color).text_style(TextStyle::Body);
    let response = ui.add(Button::new(words).frame_when_inactive(false).min_size(vec2(56.0, CONTROL)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    response.on_hover_text(hint)
}

/// A row of a menu: an icon, words, and the key that does the same.
pub fn menu_item(ui: &mut Ui, icon: Icon, label: &str, key: &str) -> Response {
    let palette = theme::palette(ui);
    ui.spacing_mut().button_padding = vec2(10.0, 6.0);
    let words = RichText::new(label).color(palette.ink);
    let key = RichText::new(key).small().color(palette.soft);
    let shortcut = key.text().to_owned();
    let button = Button::new((icon.atom(), words, egui::Atom::grow(), key))
        .frame_when_inactive(false)
        .wrap_mode(egui::TextWrapMode::Extend)
        .min_size(vec2(ui.available_width(), CONTROL));
    let response = ui.add(button);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    if !shortcut.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(shortcut));
    }
    widgets::close_menu(ui, &response);
    response
}
