//! What floats over the page: files that are being saved, and notices. One line each; more is said to who asks for it.

use std::collections::HashSet;
use std::time::Duration;

use egui::{Align, Align2, Area, Color32, Context, Frame, Id, Label, Layout, Margin, Order, Rect, RichText, Ui, vec2};

use crate::ui::Action;
use crate::ui::account::AccountAction;
use crate::ui::document::{DocumentAction, read_as};
use crate::ui::export::progress::savings_ui;
use crate::ui::export::{SaveState, progress};
use crate::ui::library::LibraryAction;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::notice::{Notice, NoticeId, Tone};
use crate::ui::shell::theme::{CARD_ROUND, GAP, Palette};
use crate::ui::shell::{ShellAction, format, theme, widgets};
use crate::words::{Failure, Lang, account, document, export, library, outside, shell as words};

/// The widest that a notice is, in points.
const WIDTH: f32 = 460.0;
/// Height of its line, in points.
const LINE: f32 = 28.0;
/// Between notices and the edges of the page, in points.
const ASIDE: f32 = 16.0;
/// Below the notices stands the size of the text, in points.
const BELOW: f32 = 40.0;

/// What floats.
#[derive(Clone, Copy)]
pub struct Floating<'a> {
    /// The notices, oldest first.
    pub notices: &'a [Notice],
    /// Files that are being saved.
    pub savings: &'a [SaveState],
}

/// Shows what floats over `page`, the newest lowest. `unfolded` are the notices of which all is shown.
pub fn floating_ui(
    ctx: &Context,
    lang: Lang,
    page: Rect,
    floating: Floating<'_>,
    unfolded: &mut HashSet<NoticeId>,
) -> Option<Action> {
    let Floating { notices, savings } = floating;
    unfolded.retain(|id| notices.iter().any(|notice| notice.id == *id));
    if notices.is_empty() && savings.is_empty() {
        return None;
    }
    let width = WIDTH.min(page.width() - 2.0 * ASIDE).max(200.0);
    let area = Area::new(Id::unique("floating")).order(Order::Middle).movable(false).fade_in(false);
    let area = area.pivot(Align2::RIGHT_BOTTOM).fixed_pos(page.right_bottom() - vec2(ASIDE, BELOW));
    let area = area.default_width(width).accessible_name(words::NOTICES.get(lang));
    area.show(ctx, |ui| {
        ui.set_width(width);
        // However much is said of a failure, the beginning of the text stays in sight.
        let most = (page.height() - BELOW - 2.0 * ASIDE).max(120.0);
        let scroll = egui::ScrollArea::vertical().id_salt("floating").max_height(most).min_scrolled_height(most);
        let contents = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            let mut action = None;
            if !savings.is_empty() {
                action = card(ui, theme::palette(ui).panel, |ui| savings_ui(ui, lang, savings));
            }
            for notice in notices {
                let wish = notice_ui(ui, lang, notice, unfolded);
                action = action.or(wish);
            }
            action
        };
        scroll.show(ui, contents).inner
    })
    .inner
}

fn card<R>(ui: &mut Ui, fill: Color32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shadow = ui.visuals().popup_shadow;
    let line = egui::Stroke::new(1.0, theme::palette(ui).line);
    let frame = Frame::new().fill(fill).stroke(line).corner_radius(CARD_ROUND).shadow(shadow);
    frame
        .outer_margin(Margin { left: 4, right: 4, top: 0, bottom: 0 })
        .inner_margin(Margin { left: 14, right: 8, top: 6, bottom: 6 })
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents(ui)
        })
        .inner
}

fn notice_ui(ui: &mut Ui, lang: Lang, notice: &Notice, unfolded: &mut HashSet<NoticeId>) -> Option<Action> {
    let palette = theme::palette(ui);
    let (icon, color, fill) = look(palette, &notice.tone);
    let mut action = None;
    // One that is being looked at or opened stays.
    if let Some(left) = notice.left().filter(|_| !unfolded.contains(&notice.id)) {
        let is_read = ui.rect_contains_pointer(ui.available_rect_before_wrap().with_max_y(ui.cursor().top() + LINE));
        if left.is_zero() && !is_read {
            action = Some(Action::Shell(ShellAction::Dismiss(notice.id)));
        }
        ui.ctx().request_repaint_after(left.max(Duration::from_secs(1)));
    }
    card(ui, fill, |ui| {
        let row = vec2(ui.available_width(), LINE);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if widgets::icon_button_sized(ui, Icon::Close, words::DISMISS.get(lang), LINE).clicked() {
                action = Some(Action::Shell(ShellAction::Dismiss(notice.id)));
            }
            if has_more(lang, &notice.tone) {
                let is_open = unfolded.contains(&notice.id);
                let label = if is_open { words::LESS } else { words::DETAILS };
                if small_button(ui, label.get(lang)) && !unfolded.remove(&notice.id) {
                    unfolded.insert(notice.id);
                }
            }
            if let Some((label, wish)) = remedy(lang, notice)
                && small_button(ui, label)
            {
                action = Some(wish);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(22.0, LINE), egui::Sense::hover());
                let square = Rect::from_center_size(rect.center() - vec2(3.0, 0.0), egui::Vec2::splat(theme::ICON));
                icon.paint(ui.painter(), square, color);
                let said = line(lang, &notice.tone);
                let label = ui.add(Label::new(RichText::new(&said).color(palette.ink)).truncate());
                widgets::announce(ui, &label);
                label.on_hover_text(said);
            });
        });
        if unfolded.contains(&notice.id) {
            let inner = Frame::new().inner_margin(Margin { left: 22, right: 6, top: 0, bottom: 6 });
            let more = inner.show(ui, |ui| more_ui(ui, lang, &notice.tone)).inner;
            action = action.take().or(more);
        }
    });
    action
}

/// A button in the line of a notice, in the colour of what it leads on to.
fn small_button(ui: &mut Ui, label: &str) -> bool {
    ui.spacing_mut().button_padding = vec2(8.0, 3.0);
    ui.spacing_mut().interact_size.y = LINE;
    let words = RichText::new(label).color(theme::palette(ui).accent);
    ui.add(egui::Button::new(words).frame_when_inactive(false).min_size(vec2(0.0, LINE))).clicked()
}

fn look(palette: &Palette, tone: &Tone) -> (Icon, Color32, Color32) {
    match tone {
        // A green mark says that all is well.
        Tone::SavedAll { tally, .. } if tally.failed + tally.left > 0 => (Icon::Info, palette.accent, palette.panel),
        Tone::Saved { .. } | Tone::SavedAll { .. } | Tone::Trashed { .. } => {
            (Icon::Check, palette.accent, palette.panel)
        }
        Tone::Demo | Tone::Hint(_) | Tone::ReadAs { .. } => (Icon::Info, palette.accent, palette.panel),
        Tone::Trouble(_) => (Icon::Warning, palette.bad, palette.bad_soft),
    }
}

/// What a notice says in its line.
fn line(lang: Lang, tone: &Tone) -> String {
    match tone {
        Tone::Demo => account::DEMO_HINT.get(lang).to_owned(),
        Tone::ReadAs { path, reading } => read_as(path, *reading).get(lang),
        Tone::Hint(said) | Tone::Trashed { said, .. } => said.get(lang),
        Tone::Saved { path, .. } => export::SAVED.with("path", path.display()).get(lang),
        Tone::SavedAll { folder, tally } => {
            export::SAVED_ALL.with("n", format::number(tally.files)).with("path", folder.display()).get(lang)
        }
        Tone::Trouble(failure) => failure.what.get(lang),
    }
}

/// What can be done about it, in one press.
fn remedy(lang: Lang, notice: &Notice) -> Option<(&'static str, Action)> {
    let (label, wish) = match &notice.tone {
        Tone::Demo => (account::USE_OWN, Action::Account(AccountAction::Open)),
        Tone::Trashed { ids, can_restore: true, .. } => {
            (library::UNDO, Action::Library(LibraryAction::Restore { notice: notice.id, ids: ids.clone() }))
        }
        Tone::ReadAs { path, reading } => {
            let wish = DocumentAction::ChooseEncoding(path.clone(), reading.encoding);
            (document::CHOOSE_ENCODING, Action::Document(wish))
        }
        Tone::Saved { path, .. } => {
            (library::OPEN_FOLDER, Action::Shell(ShellAction::OpenFolder(path.parent()?.to_path_buf())))
        }
        Tone::SavedAll { folder, .. } => (library::OPEN_FOLDER, Action::Shell(ShellAction::OpenFolder(folder.clone()))),
        Tone::Trashed { .. } | Tone::Hint(_) | Tone::Trouble(_) => return None,
    };
    Some((label.get(lang), wish))
}

fn has_more(lang: Lang, tone: &Tone) -> bool {
    match tone {
        Tone::Trouble(_) => true,
        Tone::Saved { report, .. } => {
            !progress::facts(lang, report).is_empty() || progress::loudness(lang, report).is_some()
        }
        Tone::SavedAll { tally, .. } => tally.failed + tally.left > 0,
        // A long hint has no room in its line.
        Tone::Hint(said) => said.get(lang).chars().count() > 24,
        Tone::Demo | Tone::Trashed { .. } | Tone::ReadAs { .. } => false,
    }
}

fn more_ui(ui: &mut Ui, lang: Lang, tone: &Tone) -> Option<Action> {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    match tone {
        Tone::Demo | Tone::Trashed { .. } | Tone::ReadAs { .. } => {}
        Tone::Hint(said) => {
            widgets::explain(ui, said.get(lang));
        }
        Tone::Saved { report, .. } => {
            let facts = progress::facts(lang, report);
            if !facts.is_empty() {
                widgets::explain(ui, facts);
            }
            if let Some((why, todo)) = progress::loudness(lang, report) {
                widgets::explain(ui, why);
                let todo = todo.map(|todo| Label::new(RichText::new(todo).small().color(palette.ink)).wrap());
                todo.map(|todo| ui.add(todo));
            }
        }
        Tone::SavedAll { tally, .. } => {
            for (n, phrase) in [(tally.failed, export::NOT_EXPORTED), (tally.left, export::LEFT_OUT)] {
                if n > 0 {
                    widgets::explain(ui, phrase.with("n", format::number(n)).get(lang));
                }
            }
        }
        Tone::Trouble(failure) => {
            reasons_ui(ui, lang, failure);
            ui.add_space(GAP / 2.0);
            if widgets::quiet_button(ui, Icon::Copy, words::COPY.get(lang)).clicked() {
                return Some(Action::Shell(ShellAction::Copy(failure.text(lang))));
            }
        }
    }
    None
}

/// A failure in its four parts.
pub fn failure_ui(ui: &mut Ui, lang: Lang, failure: &Failure) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add(Label::new(RichText::new(failure.what.get(lang)).color(palette.ink)).wrap());
    reasons_ui(ui, lang, failure);
}

/// Why, what to do, and what support asks for.
fn reasons_ui(ui: &mut Ui, lang: Lang, failure: &Failure) {
    let palette = theme::palette(ui);
    ui.add(Label::new(RichText::new(failure.why.get(lang)).small().color(palette.soft)).wrap());
    ui.add(Label::new(RichText::new(failure.todo.get(lang)).small().color(palette.ink)).wrap());
    let code = failure.code.map(|code| format!("code {code}"));
    let logid = failure.logid.as_ref().map(|logid| format!("logid {}", outside::label(logid)));
    let ids: Vec<String> = code.into_iter().chain(logid).collect();
    if !ids.is_empty() {
        ui.add(Label::new(RichText::new(ids.join(" · ")).small().monospace().color(palette.soft)).wrap());
    }
}
