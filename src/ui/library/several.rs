//! Several takes at once: what is chosen, and what can be done with it.

use egui::{
    Align, Context, CursorIcon, Key, Label, Layout, Modifiers, Rect, Response, RichText, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use crate::store::TakeState;
use crate::ui::export::{ExportAction, ExportSource};
use crate::ui::library::row::row_id;
use crate::ui::library::{LibraryAction, LibraryView};
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::CONTROL;
use crate::ui::shell::{format, theme, widgets};
use crate::ui::{Action, View};
use crate::words::{Lang, export, library as words, shell as common};

/// Side of a mark, in points.
const MARK: f32 = 18.0;

/// How much is chosen: in the place of what is said about all takes, so that no take moves from under the pointer.
pub(super) fn sum_line_ui(ui: &mut Ui, lang: Lang, look: &mut LibraryView) {
    let row = vec2(ui.available_width(), CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let is_ended = widgets::icon_button_sized(ui, Icon::Close, words::PICK_END.get(lang), 28.0).clicked();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| sum_ui(ui, lang, look));
        if is_ended {
            look.picking.end();
        }
    });
}

/// What can be done with the chosen takes.
pub(super) fn several_ui(ui: &mut Ui, lang: Lang, model: &Model, view: &mut View) -> Option<Action> {
    ui.horizontal(|ui| buttons_ui(ui, lang, model, view)).inner
}

fn sum_ui(ui: &mut Ui, lang: Lang, look: &mut LibraryView) {
    let LibraryView { picking, shelf, .. } = look;
    let sum = picking.sum();
    let mark = match sum.takes {
        0 => CheckMark::None,
        takes if takes == shelf.shown.len() => CheckMark::All,
        _ => CheckMark::Some,
    };
    if mark_ui(ui, mark, words::PICK_ALL.get(lang)).on_hover_text(words::PICK_ALL.get(lang)).clicked() {
        match mark {
            CheckMark::All => picking.none(),
            CheckMark::None | CheckMark::Some => picking.all(&shelf.shown),
        }
    }
    let said = match sum.takes {
        0 => words::PICK_HINT.get(lang).to_owned(),
        takes => {
            let said = words::PICKED.with("n", format::number(takes)).with("time", format::time(sum.seconds));
            said.with("size", format::bytes(sum.bytes)).get(lang)
        }
    };
    ui.add(Label::new(RichText::new(said).small().color(theme::palette(ui).ink)).truncate());
}

fn buttons_ui(ui: &mut Ui, lang: Lang, model: &Model, view: &mut View) -> Option<Action> {
    let mut action = None;
    let sum = view.library.picking.sum();
    ui.spacing_mut().item_spacing.x = 4.0;
    // Two words and three icons have room beside each other in the narrow panel.
    ui.spacing_mut().button_padding.x = 8.0;
    ui.add_enabled_ui(sum.takes > 0, |ui| {
        let starred = sum.starred < sum.takes;
        let (icon, label) = match starred || sum.takes == 0 {
            true => (Icon::Star, words::STAR_PICKED),
            false => (Icon::StarFull, words::UNSTAR_PICKED),
        };
        if widgets::icon_button(ui, icon, label.get(lang)).clicked() {
            let ids = view.library.chosen().map(|take| take.id.clone()).collect();
            action = Some(Action::Library(LibraryAction::Star { ids, starred }));
        }
    });
    ui.add_enabled_ui(sum.sounding > 0, |ui| {
        let button = widgets::button(ui, Icon::Save, export::SAVE_AS.get(lang));
        // The bar at the bottom has a button of the same words.
        let (enabled, label) = (ui.is_enabled(), words::EXPORT_PICKED.get(lang));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
        if button.on_hover_text(label).clicked() {
            action = export(&view.library);
        }
    });
    ui.add_enabled_ui(sum.takes > 0, |ui| {
        if widgets::button(ui, Icon::Trash, common::DELETE.get(lang)).clicked() {
            action = to_trash(model, view);
        }
    });
    action
}

fn export(look: &LibraryView) -> Option<Action> {
    let mut ids: Vec<String> = look.chosen().filter(|take| take.samples > 0).map(|take| take.id.clone()).collect();
    let source = match ids.len() {
        1 => ExportSource::Take(ids.remove(0)),
        _ => ExportSource::Takes(ids),
    };
    Some(Action::Export(ExportAction::Open(source)))
}

/// Moves the chosen takes to the trash, from where they can be brought back; what is being written stays.
fn to_trash(model: &Model, view: &View) -> Option<Action> {
    let stays = |id: &str, state: &TakeState| *state == TakeState::Writing || model.playback.making(id).is_some();
    let go = view.library.chosen().filter(|take| !stays(&take.id, &take.state));
    let ids: Vec<String> = go.map(|take| take.id.clone()).collect();
    (!ids.is_empty()).then_some(Action::Library(LibraryAction::Trash(ids)))
}

/// The keys of the list: all are chosen, none is, the chosen ones are deleted. They are those of a text box too, so they
/// mean this only where one is at work in the list: who believes to be in the text would lose the whole library.
pub fn several_keys(ctx: &Context, model: &Model, view: &mut View) -> Option<Action> {
    let pressed = |held, key| ctx.input_mut(|input| input.consume_key(held, key));
    let LibraryView { picking, shelf, .. } = &mut view.library;
    let focused = ctx.memory(|memory| memory.focused());
    let is_in_list = focused.is_some_and(|id| shelf.shown.iter().any(|take| row_id(take) == id));
    if (picking.is_active() || is_in_list) && pressed(Modifiers::COMMAND, Key::A) {
        picking.all(&shelf.shown);
    }
    if picking.is_active() && pressed(Modifiers::NONE, Key::Escape) {
        picking.end();
    }
    if picking.sum().takes > 0 && pressed(Modifiers::NONE, Key::Delete) {
        return to_trash(model, view);
    }
    None
}

/// What a mark shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum CheckMark {
    None,
    Some,
    All,
}

/// A square that is marked or not; `label` is its name.
pub(super) fn mark_ui(ui: &mut Ui, mark: CheckMark, label: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(MARK), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, mark == CheckMark::All, label));
    if ui.is_rect_visible(rect) {
        let square = Rect::from_center_size(rect.center(), Vec2::splat(MARK - 2.0));
        let lit = response.hovered() || response.has_focus();
        let (fill, edge) = match mark {
            CheckMark::None => (palette.paper, if lit { palette.ink } else { palette.soft }),
            CheckMark::Some | CheckMark::All => (palette.accent, palette.accent),
        };
        ui.painter().rect(square, 4.0, fill, Stroke::new(1.25, edge), StrokeKind::Inside);
        match mark {
            CheckMark::None => {}
            CheckMark::Some => {
                let y = square.center().y;
                let across = square.shrink(4.0).x_range();
                ui.painter().hline(across, y, Stroke::new(2.0, palette.on_accent));
            }
            CheckMark::All => Icon::Check.paint(ui.painter(), square.shrink(2.0), palette.on_accent),
        }
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}
