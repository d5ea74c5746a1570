//! Design tokens: every colour, size and distance of the window, dark and light. No other file names a colour.

use egui::epaint::Hsva;
use egui::style::{HandleShape, Selection, TextCursorStyle, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, Vec2, Visuals,
    vec2,
};

/// Distance between things that belong together, in points.
pub const GAP: f32 = 8.0;
/// Distance between groups, in points.
pub const GROUP: f32 = 16.0;
/// Margin inside panels, in points.
pub const PAGE: i8 = 16;
/// Height of a control one can press, in points.
pub const CONTROL: f32 = 32.0;
/// Side of an icon, in points.
pub const ICON: f32 = 16.0;
/// Rounding of controls.
pub const ROUND: CornerRadius = CornerRadius::same(8);
/// Rounding of surfaces.
pub const CARD_ROUND: CornerRadius = CornerRadius::same(12);
/// Height of the bar over a region, in points.
pub const BAR: f32 = 48.0;
/// The widest that the text is set, in points: longer lines are hard to follow.
pub const COLUMN: f32 = 720.0;
/// Height of a line of the text, in sizes of its letters: Chinese needs air between lines.
pub const LINE_HEIGHT: f32 = 1.75;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind everything.
    pub ground: Color32,
    /// Panels.
    pub panel: Color32,
    /// What one writes on.
    pub paper: Color32,
    /// Controls at rest.
    pub control: Color32,
    /// Controls under the pointer.
    pub control_hover: Color32,
    /// Controls being pressed.
    pub control_press: Color32,
    /// Thin lines between surfaces.
    pub line: Color32,
    /// Words.
    pub ink: Color32,
    /// Words that explain.
    pub soft: Color32,
    /// Words and marks that only hint.
    pub faint: Color32,
    /// The one colour that asks to be pressed, and marks what was heard.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_hover: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// The accent as a breath: chosen rows, received but unheard sound.
    pub accent_soft: Color32,
    /// Selected text.
    pub selection: Color32,
    /// Something needs attention.
    pub warn: Color32,
    /// Something failed.
    pub bad: Color32,
    /// The ground of a notice of failure.
    pub bad_soft: Color32,
    /// Shadow below what floats.
    pub shadow: Color32,
}

/// Colours on a dark ground.
pub const DARK: Palette = Palette {
    ground: Color32::from_rgb(0x14, 0x17, 0x1A),
    panel: Color32::from_rgb(0x1A, 0x1E, 0x22),
    paper: Color32::from_rgb(0x1F, 0x24, 0x28),
    control: Color32::from_rgb(0x2A, 0x30, 0x36),
    control_hover: Color32::from_rgb(0x34, 0x3B, 0x42),
    control_press: Color32::from_rgb(0x24, 0x29, 0x2E),
    line: Color32::from_rgb(0x2C, 0x32, 0x38),
    ink: Color32::from_rgb(0xE8, 0xEC, 0xEE),
    soft: Color32::from_rgb(0xA3, 0xAD, 0xB5),
    faint: Color32::from_rgb(0x6B, 0x76, 0x7E),
    accent: Color32::from_rgb(0x3F, 0xC6, 0xA0),
    accent_hover: Color32::from_rgb(0x5A, 0xD6, 0xB3),
    on_accent: Color32::from_rgb(0x06, 0x24, 0x1B),
    accent_soft: Color32::from_rgb(0x1F, 0x3F, 0x37),
    selection: Color32::from_rgb(0x22, 0x54, 0x49),
    warn: Color32::from_rgb(0xE3, 0xB3, 0x5C),
    bad: Color32::from_rgb(0xF0, 0x81, 0x7A),
    bad_soft: Color32::from_rgb(0x3A, 0x24, 0x24),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 0x60),
};

/// Colours on a light ground.
pub const LIGHT: Palette = Palette {
    ground: Color32::from_rgb(0xEE, 0xF1, 0xF1),
    panel: Color32::from_rgb(0xF7, 0xF9, 0xF9),
    paper: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    control: Color32::from_rgb(0xE7, 0xEC, 0xEC),
    control_hover: Color32::from_rgb(0xDC, 0xE3, 0xE3),
    control_press: Color32::from_rgb(0xD0, 0xD9, 0xD9),
    line: Color32::from_rgb(0xDD, 0xE3, 0xE4),
    ink: Color32::from_rgb(0x1B, 0x24, 0x27),
    soft: Color32::from_rgb(0x55, 0x63, 0x69),
    faint: Color32::from_rgb(0x93, 0xA0, 0xA5),
    accent: Color32::from_rgb(0x0B, 0x80, 0x66),
    accent_hover: Color32::from_rgb(0x0A, 0x6F, 0x59),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    accent_soft: Color32::from_rgb(0xD3, 0xEB, 0xE4),
    selection: Color32::from_rgb(0xBF, 0xE4, 0xDA),
    warn: Color32::from_rgb(0x96, 0x63, 0x0A),
    bad: Color32::from_rgb(0xBC, 0x3A, 0x34),
    bad_soft: Color32::from_rgb(0xFB, 0xE7, 0xE5),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 0x24),
};

/// The colours of the theme that `ui` is painted in.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    of(ui.visuals().dark_mode)
}

/// The colours of the dark or the light theme.
pub fn of(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

/// The colours of a sign that stands for a name: a quiet ground, and letters that one can read on it. A name has its own.
pub fn of_name(dark: bool, name: &str) -> (Color32, Color32) {
    // FNV: the same on every machine and in every version.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // Twelve hues: more could not be told apart.
    let hue = ((hash >> 8) % 12) as f32 / 12.0;
    let color = |saturation, value| Color32::from(Hsva::new(hue, saturation, value, 1.0));
    if dark { (color(0.42, 0.12), color(0.35, 0.75)) } else { (color(0.17, 0.86), color(0.8, 0.14)) }
}

/// Gives `ctx` both themes. Which one shows is up to [`Context::set_theme`].
pub fn install(ctx: &Context) {
    for (theme, palette) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        ctx.style_mut_of(theme, |style| apply(style, palette, theme));
    }
}

fn apply(style: &mut Style, palette: &Palette, theme: Theme) {
    style.text_styles = [
        (TextStyle::Small, 12.0, FontFamily::Proportional),
        (TextStyle::Body, 14.0, FontFamily::Proportional),
        (TextStyle::Button, 14.0, FontFamily::Proportional),
        (TextStyle::Heading, 18.0, FontFamily::Proportional),
        (TextStyle::Monospace, 13.0, FontFamily::Monospace),
    ]
    .map(|(name, size, family)| (name, FontId::new(size, family)))
    .into();
    style.animation_time = 0.12;
    // Labels one cannot select: a drag over the window should not paint it blue, and each click would cost a repaint.
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(GAP);
    spacing.button_padding = vec2(12.0, 6.0);
    spacing.interact_size = vec2(40.0, CONTROL);
    spacing.window_margin = Margin::same(20);
    spacing.menu_margin = Margin::same(6);
    spacing.slider_rail_height = 4.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = 8.0;
    spacing.combo_height = 280.0;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating_width = 4.0;

    style.visuals = visuals(palette, theme);
}

fn visuals(palette: &Palette, theme: Theme) -> Visuals {
    let mut visuals = theme.default_visuals();
    let widget = |fill: Color32, ink: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        fg_stroke: Stroke::new(1.5, ink),
        corner_radius: ROUND,
        expansion: 0.0,
    };
    let widgets = &mut visuals.widgets;
    widgets.noninteractive = widget(palette.panel, palette.ink, Stroke::new(1.0, palette.line));
    widgets.inactive = widget(palette.control, palette.ink, Stroke::NONE);
    widgets.hovered = widget(palette.control_hover, palette.ink, Stroke::NONE);
    // What has the keyboard looks so too: a ring that one always sees.
    widgets.active = widget(palette.control_press, palette.ink, Stroke::new(2.0, palette.accent));
    widgets.open = widget(palette.control_hover, palette.ink, Stroke::NONE);

    visuals.selection = Selection { bg_fill: palette.selection, stroke: Stroke::new(2.0, palette.accent) };
    visuals.text_cursor = TextCursorStyle {
        stroke: Stroke::new(2.0, palette.accent),
        preview: false,
        // A blinking cursor is two frames a second for ever.
        blink: false,
        ..TextCursorStyle::default()
    };
    visuals.weak_text_color = Some(palette.soft);
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.faint_bg_color = palette.control;
    visuals.extreme_bg_color = palette.control;
    visuals.text_edit_bg_color = Some(palette.control);
    visuals.code_bg_color = palette.control;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = CARD_ROUND;
    visuals.menu_corner_radius = CornerRadius::same(10);
    visuals.window_shadow = Shadow { offset: [0, 12], blur: 32, spread: 0, color: palette.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 6], blur: 18, spread: 0, color: palette.shadow };
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals.disabled_alpha = 0.45;
    visuals
}
