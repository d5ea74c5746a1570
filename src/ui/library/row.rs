//! One take of the library.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Id, Key, Label, Layout, Margin, Popup, Rect, RichText, Role, Sense, TextStyle, Ui};
use egui::{UiBuilder, WidgetInfo, vec2};

use crate::store::{Excerpt, TakeInfo, TakeState};
use crate::ui::export::{ExportAction, ExportSource};
use crate::ui::library::several::{CheckMark, mark_ui};
use crate::ui::library::{LibraryAction, LibraryView};
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::ROUND;
use crate::ui::shell::{ShellAction, format, theme, widgets};
use crate::ui::{Action, View};
use crate::words::outside::label;
use crate::words::{Lang, Phrase, export, library as words, playback};

/// Height of a take in the list, in points.
pub(super) const HEIGHT: f32 = 56.0;
/// How far an earlier take stands in, in points.
const EARLIER_INSET: f32 = 16.0;
/// Side of its buttons, in points.
const SIDE: f32 = 28.0;
/// Around what stands in it, in points.
const AROUND: f32 = 8.0;
/// How far the field of the title reaches beyond the title, in points.
const AROUND_TITLE: Margin = Margin::symmetric(6, 2);

/// What goes on while it is shown.
#[derive(Clone, Copy)]
pub(super) struct RowState<'a> {
    /// It is on the page, or, of several takes of a document, on the bar.
    pub is_shown: bool,
    /// It is shown below a newer one of the same document.
    pub is_earlier: bool,
    /// How many earlier takes its document has.
    pub earlier: usize,
    /// How many of its segments have come, of how many, while a job of this window makes it.
    pub coming: Option<(usize, usize)>,
    /// Where what is looked for stands in its text.
    pub excerpt: Option<&'a Excerpt>,
    /// Whether it is chosen, where several can be.
    pub picked: Option<bool>,
    /// Its menu was asked for at the row itself.
    pub wants_menu: bool,
}

/// Names the row of a take, so that the keyboard can go to it.
pub(super) fn row_id(take: &TakeInfo) -> Id {
    Id::unique(("row of the library", &take.id))
}

/// What the row of a take says to those who do not see it.
pub(super) fn said(take: &TakeInfo) -> String {
    let time = (take.samples > 0).then(|| format::time(take.duration().as_secs_f64()));
    let facts = [Some(take.name().into_owned()), Some(label(&take.voice_name).into_owned()), time];
    facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

pub(super) fn take_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState<'_>, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    // Named after the take: what one opens or focuses in a row stays with it when the list moves.
    ui.push_id(&take.id, |ui| {
        let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        let row = row.with_min_x(row.left() + if now.is_earlier { EARLIER_INSET } else { 0.0 });
        let is_hovered = ui.rect_contains_pointer(row);
        let fill = match (now.is_shown, is_hovered) {
            (true, _) => palette.accent_soft,
            (false, true) => palette.control,
            (false, false) => palette.panel,
        };
        ui.painter().rect_filled(row, ROUND, fill);
        let inner = row.shrink2(vec2(AROUND, 6.0));
        let (first, rest) = inner.split_left_right_at_x(inner.left() + SIDE);
        let mut start = child(ui, first, Layout::left_to_right(Align::Center));
        let mut action = match now.picked {
            None => play_ui(&mut start, lang, take, now.coming.is_some()),
            Some(picked) => {
                let mark = if picked { CheckMark::All } else { CheckMark::None };
                if mark_ui(&mut start, mark, &words::PICK_TAKE.with("take", take.name()).get(lang)).clicked() {
                    view.library.picking.press(&take.id, ui.input(|input| input.modifiers));
                }
                None
            }
        };
        // They are there for the keyboard also where the pointer is elsewhere, and take no room from the title then.
        let shown = ui.scope_id().with("acted on");
        let is_acted_on = is_hovered || ui.data(|data| data.get_temp(shown).unwrap_or(false));
        let room = if is_acted_on || take.starred { 2.0 * SIDE } else { 0.0 };
        let text = rest.with_min_x(rest.left() + AROUND).with_max_x(rest.right() - room);
        let mut lines = child(ui, text, Layout::top_down(Align::Min));
        lines.spacing_mut().item_spacing.y = 4.0;
        let titled = title_ui(&mut lines, lang, take, view);
        facts_ui(&mut lines, lang, take, now);
        let mut end = child(ui, rest.with_min_x(rest.right() - 2.0 * SIDE), Layout::right_to_left(Align::Center));
        end.spacing_mut().item_spacing.x = 0.0;
        let (is_focused, pressed) = buttons_ui(&mut end, lang, take, now, view, is_acted_on);
        ui.data_mut(|data| data.insert_temp(shown, is_focused));
        action = action.or(titled).or(pressed);
        action
    })
    .inner
}

fn child(ui: &mut Ui, rect: Rect, layout: Layout) -> Ui {
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
}

fn play_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, is_coming: bool) -> Option<Action> {
    let label = words::PLAY_TAKE.with("take", take.name()).get(lang);
    let can_play = take.samples > 0 || is_coming;
    let play = ui.add_enabled_ui(can_play, |ui| widgets::icon_button_sized(ui, Icon::Play, &label, SIDE));
    play.inner.clicked().then(|| Action::Library(LibraryAction::Play(take.id.clone())))
}

/// The voice and the length; what is wrong with it comes first.
fn facts_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState<'_>) {
    let palette = theme::palette(ui);
    let (state, color) = match &take.state {
        TakeState::Complete => (None, palette.soft),
        TakeState::Unfinished => (Some(words::INCOMPLETE), palette.warn),
        TakeState::Writing => (Some(words::STATE_RUNNING), palette.soft),
        TakeState::Damaged(_) => (Some(words::DAMAGED), palette.bad),
        TakeState::Unspoken => (Some(words::UNSPOKEN), palette.soft),
    };
    let coming = |(done, all)| words::RECEIVING.with("done", done).with("all", all).get(lang);
    let state = now.coming.map(coming).or(state.map(|state| state.get(lang).to_owned()));
    let color = if now.coming.is_some() { palette.soft } else { color };
    let time = if take.samples > 0 { format::time(take.duration().as_secs_f64()) } else { String::new() };
    let earlier = (now.earlier > 0).then(|| words::EARLIER.with("n", now.earlier).get(lang));
    let voice = label(&take.voice_name).into_owned();
    let joined = |facts: Vec<Option<String>>| {
        facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let all =
        [Some(voice.clone()), Some(time.clone()), Some(format::minute(&take.created)), Some(format::bytes(take.bytes))];
    let mut hint = joined(all.into());
    if let TakeState::Damaged(why) = &take.state {
        hint = format!("{hint}\n{}", words::DAMAGED_WHY.with("why", why).get(lang));
    }
    if let Some(excerpt) = now.excerpt {
        ui.add(Label::new(excerpt_of(ui, excerpt)).truncate().sense(Sense::hover())).on_hover_text(hint);
        return;
    }
    // A long name makes room for the length.
    let others = joined(vec![state.clone(), Some("…".into()), Some(time.clone()), earlier.clone()]);
    let voice = fitted(ui, voice, ui.available_width() - width_of(ui, &others));
    let facts = joined(vec![state, Some(voice), Some(time), earlier]);
    let facts = Label::new(RichText::new(facts).small().color(color)).truncate().sense(Sense::hover());
    ui.add(facts).on_hover_text(hint);
}

/// The words around what was found, which stands out.
fn excerpt_of(ui: &Ui, excerpt: &Excerpt) -> LayoutJob {
    let palette = theme::palette(ui);
    let font = TextStyle::Small.resolve(ui.style());
    let mut line = LayoutJob::default();
    let plain = TextFormat::simple(font.clone(), palette.soft);
    let found = TextFormat { background: palette.accent_soft, ..TextFormat::simple(font, palette.accent) };
    for (words, format) in [(&excerpt.before, &plain), (&excerpt.hit, &found), (&excerpt.after, &plain)] {
        line.append(&label(words), 0.0, format.clone());
    }
    line
}

fn width_of(ui: &Ui, words: &str) -> f32 {
    let font = TextStyle::Small.resolve(ui.style());
    ui.painter().layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// As much of a name as has room, and dots where that is not all.
fn fitted(ui: &Ui, mut name: String, room: f32) -> String {
    if width_of(ui, &name) <= room + width_of(ui, "…") {
        return name;
    }
    while !name.is_empty() && width_of(ui, &name) > room {
        name.pop();
    }
    name.truncate(name.trim_end().len());
    name.push('…');
    name
}

/// The title, or the field in which it is changed. The field lies where the title would be, letters over letters, so that
/// nothing else moves for it.
fn title_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, view: &mut View) -> Option<Action> {
    let palette = theme::palette(ui);
    let typed = view.library.renaming.as_mut().filter(|(id, _)| *id == take.id).map(|(_, typed)| typed);
    let words = RichText::new(take.name()).color(palette.ink);
    let title = Label::new(if take.title.is_some() { words.strong() } else { words }).truncate();
    let full = ui.available_width();
    let title = ui.add_visible(typed.is_none(), title);
    let typed = typed?;
    view.library.is_title_shown = true;
    let edit = egui::TextEdit::singleline(typed)
        .hint_text(RichText::new(label(&take.first_words)).color(palette.faint))
        .margin(AROUND_TITLE)
        .desired_width(f32::INFINITY);
    let place = Rect::from_min_size(title.rect.min, vec2(full, title.rect.height()));
    let mut over = ui.new_child(UiBuilder::new().max_rect(place + AROUND_TITLE));
    // Else it would be as high as a control, and lie on the facts below.
    over.spacing_mut().interact_size.y = 0.0;
    let field = over.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(words::TITLE_OF_TAKE.get(lang)));
    if field.lost_focus() {
        let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
        let (id, title) = view.library.renaming.take()?;
        return (!cancelled && is_other(take, &title)).then_some(Action::Library(LibraryAction::Rename { id, title }));
    }
    if !field.has_focus() {
        field.request_focus();
        // All of the old title is chosen, so that a new one takes its place.
        widgets::choose_all(ui, &field, &take.name());
    }
    None
}

/// Ends the naming of a take whose field has left the window: out of sight it has no keyboard, and would keep the keys of
/// the whole window to itself. What was typed is kept, as by a press elsewhere.
pub fn leave_title(library: &[Arc<TakeInfo>], look: &mut LibraryView) -> Option<Action> {
    let (id, title) = look.renaming.take()?;
    let take = library.iter().find(|take| take.id == id)?;
    is_other(take, &title).then_some(Action::Library(LibraryAction::Rename { id, title }))
}

fn is_other(take: &TakeInfo, title: &str) -> bool {
    title.trim() != take.title.as_deref().unwrap_or_default() && title.trim() != take.name()
}

/// The star and the menu; whether one of them has the keyboard, and what is wanted.
fn buttons_ui(
    ui: &mut Ui,
    lang: Lang,
    take: &TakeInfo,
    now: RowState<'_>,
    view: &mut View,
    is_acted_on: bool,
) -> (bool, Option<Action>) {
    let named = |phrase: Phrase| phrase.with("take", take.name()).get(lang);
    let opacity = |is_shown: bool| if is_shown { 1.0 } else { 0.0 };
    let mut action = None;
    let menu = ui.scope(|ui| {
        ui.set_opacity(opacity(is_acted_on));
        widgets::icon_button_sized(ui, Icon::More, &named(words::MORE), SIDE)
    });
    let more = menu.inner;
    if now.wants_menu {
        Popup::open_id(ui.ctx(), Popup::default_response_id(&more));
        // The keyboard goes on from here.
        more.request_focus();
    }
    let wish = Popup::menu(&more).width(190.0).show(|ui| menu_ui(ui, lang, take, now, view));
    action = wish.and_then(|shown| shown.inner).or(action);
    let (icon, label) = match take.starred {
        true => (Icon::StarFull, words::UNSTAR),
        false => (Icon::Star, words::STAR),
    };
    let star = ui.scope(|ui| {
        ui.set_opacity(opacity(is_acted_on || take.starred));
        widgets::icon_button_sized(ui, icon, &named(label), SIDE)
    });
    if star.inner.clicked() {
        action = Some(Action::Library(LibraryAction::Star { ids: vec![take.id.clone()], starred: !take.starred }));
    }
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&more));
    (more.has_focus() || star.inner.has_focus() || is_open, action)
}

/// What one does more rarely with a take.
fn menu_ui(ui: &mut Ui, lang: Lang, take: &TakeInfo, now: RowState<'_>, view: &mut View) -> Option<Action> {
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut action = None;
    let can_read = !take.first_words.is_empty() && take.state != TakeState::Unspoken;
    if now.earlier > 0 {
        let is_unfolded = view.library.unfolded.contains(&take.document);
        let label = if is_unfolded { words::HIDE_EARLIER } else { words::SHOW_EARLIER };
        if widgets::menu_action(ui, Icon::Again, label.get(lang)).clicked()
            && !view.library.unfolded.remove(&take.document)
        {
            view.library.unfolded.insert(take.document.clone());
        }
    }
    ui.add_enabled_ui(take.samples > 0, |ui| {
        let row = widgets::menu_action(ui, Icon::Save, export::SAVE_AS.get(lang));
        // The player has a button of the same words.
        let name = words::EXPORT_TAKE.with("take", take.name()).get(lang);
        row.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if row.clicked() {
            action = Some(Action::Export(ExportAction::Open(ExportSource::Take(take.id.clone()))));
        }
    });
    if now.coming.is_some() {
        if widgets::menu_action(ui, Icon::Stop, words::STOP_RECEIVING.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::Stop(take.id.clone())));
        }
    } else if take.state == TakeState::Unfinished
        && widgets::menu_action(ui, Icon::Again, playback::CONTINUE_HERE.get(lang)).clicked()
    {
        action = Some(Action::Library(LibraryAction::Continue(take.id.clone())));
    }
    if widgets::menu_action(ui, Icon::Pencil, words::RENAME.get(lang)).clicked() {
        view.library.renaming = Some((take.id.clone(), take.name().into_owned()));
    }
    ui.add_enabled_ui(can_read, |ui| {
        if widgets::menu_action(ui, Icon::Copy, words::REUSE_TEXT.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::UseText(take.id.clone())));
        }
        if widgets::menu_action(ui, Icon::Receipt, words::RECEIPT.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::Receipt(take.id.clone())));
        }
    });
    if widgets::menu_action(ui, Icon::Open, words::OPEN_FOLDER.get(lang)).clicked() {
        action = Some(Action::Shell(ShellAction::OpenFolder(take.dir.clone())));
    }
    let is_written = take.state == TakeState::Writing || now.coming.is_some();
    ui.add_enabled_ui(!is_written, |ui| {
        if widgets::menu_action(ui, Icon::Trash, words::TO_TRASH.get(lang)).clicked() {
            action = Some(Action::Library(LibraryAction::Trash(vec![take.id.clone()])));
        }
    });
    action
}
