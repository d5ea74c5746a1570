//! The cast list of the document: the names that its prefixes give to voices, and who speaks them.

use egui::{Button, FontId, Key, Rect, Response, RichText, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::protocol::{SPEECH_RATES, Voice};
use crate::store::{CastList, Role, VoiceChoice};
use crate::ui::Action;
use crate::ui::model::Model;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{format, theme, widgets};
use crate::ui::voice::card::{paint_line, paint_sign};
use crate::ui::voice::panel::{choice_chip, emotion_name};
use crate::ui::voice::{VoiceAction, VoiceTarget};
use crate::words::outside::label;
use crate::words::{Lang, cast as words, voice};

/// So many names without a voice are offered at once.
const OFFERED: usize = 8;
/// Height of a row, and side of its sign, in points.
const ROW: f32 = 44.0;
const SIGN: f32 = 28.0;

/// What the window remembers of it.
#[derive(Debug, Default)]
pub struct CastView {
    /// The role whose settings are shown, and its name as it is being changed.
    open: Option<(String, String)>,
    /// The name of a role that is being added.
    added: Option<String>,
}

/// What the user wants of the cast list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CastAction {
    /// A role is called otherwise, in the text too.
    Rename {
        /// As it is called.
        from: String,
        /// As it is to be called.
        to: String,
    },
    /// Dialogue in quotes is spoken as the rest.
    RemoveQuotes,
    /// A name has no voice any more.
    Remove(String),
    /// What a role feels and how fast it speaks has changed.
    Keep(Box<Role>),
}

impl From<CastAction> for Action {
    fn from(wish: CastAction) -> Action {
        Action::Voice(VoiceAction::Cast(wish))
    }
}

/// The roles of the document, who speaks its dialogue, the names in its text that have no voice, and the way to one more.
pub(super) fn cast_ui(ui: &mut Ui, lang: Lang, model: &Model, view: &mut CastView) -> Option<Action> {
    widgets::heading(ui, words::CAST.get(lang));
    if !model.settings.directives {
        return quotes_ui(ui, lang, model);
    }
    let mut action = None;
    let list = &model.document.cast;
    for role in list.of(&model.settings.account) {
        let is_open = view.open.as_ref().is_some_and(|(open, _)| *open == role.name);
        if row_ui(ui, lang, &role.name, &role.voice, is_open).clicked() {
            view.open = (!is_open).then(|| (role.name.clone(), role.name.clone()));
        } else if let Some((_, name)) = view.open.as_mut().filter(|_| is_open) {
            let wish = role_ui(ui, lang, model, role, name);
            if matches!(wish, Some(Action::Voice(VoiceAction::Cast(CastAction::Rename { .. } | CastAction::Remove(_)))))
            {
                view.open = None;
            }
            action = wish.or(action.take());
        }
    }
    if list.roles.is_empty() {
        widgets::explain(ui, words::CAST_WHY.get(lang));
    }
    action = offered_ui(ui, lang, model).or(action);
    action = added_ui(ui, lang, view).or(action);
    quotes_ui(ui, lang, model).or(action)
}

/// Who speaks dialogue in quotes.
fn quotes_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let voice = model.document.cast.quotes.get(&model.settings.account);
    let (name, browse) = (words::QUOTES.get(lang), VoiceAction::BrowseFor(VoiceTarget::Quotes));
    let Some(voice) = voice else {
        let give = widgets::short_button(ui, Icon::Plus, name, words::GIVE_QUOTES.get(lang));
        return give.on_hover_text(words::QUOTES_WHY.get(lang)).clicked().then_some(Action::Voice(browse));
    };
    let row = row_ui(ui, lang, name, voice, false).on_hover_text(words::QUOTES_WHY.get(lang));
    let remove = widgets::quiet_button(ui, Icon::Close, words::REMOVE_QUOTES.get(lang)).clicked();
    match (row.clicked(), remove) {
        (true, _) => Some(Action::Voice(browse)),
        (_, true) => Some(CastAction::RemoveQuotes.into()),
        _ => None,
    }
}

/// A role: its sign, its name, and the name of its voice. A press shows what can be changed of it.
pub(super) fn row_ui(ui: &mut Ui, lang: Lang, name: &str, voice: &VoiceChoice, is_open: bool) -> Response {
    let palette = theme::palette(ui);
    let button = Button::new("").min_size(vec2(ui.available_width(), ROW)).fill(palette.paper);
    let response = ui.add(button);
    let rect = response.rect.shrink2(vec2(GAP, 0.0));
    let sign = Rect::from_min_size(pos2(rect.left(), rect.center().y - SIGN / 2.0), vec2(SIGN, SIGN));
    paint_sign(ui, sign, name);
    let x = sign.right() + GAP;
    let width = rect.right() - x;
    let small = TextStyle::Small.resolve(ui.style());
    paint_line(ui.painter(), pos2(x, rect.top() + 4.0), width, &label(name), FontId::proportional(14.0), palette.ink);
    paint_line(ui.painter(), pos2(x, rect.top() + 24.0), width, &label(&voice.name), small, palette.soft);
    let said = words::ROLE_ROW.with("name", label(name)).with("voice", label(&voice.name)).get(lang);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, &said));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    response
}

/// What can be changed of a role.
fn role_ui(ui: &mut Ui, lang: Lang, model: &Model, role: &Role, name: &mut String) -> Option<Action> {
    let mut action = None;
    let field = words::RENAME_ROLE.with("name", label(&role.name)).get(lang);
    let field = widgets::line_edit(ui, name, &field, words::ROLE_NAME.get(lang));
    if field.lost_focus() && *name != role.name {
        action = Some(CastAction::Rename { from: role.name.clone(), to: name.clone() }.into());
    }
    let mut changed = role.clone();
    manner_ui(ui, lang, model, &mut changed);
    if changed != *role {
        action = Some(CastAction::Keep(Box::new(changed)).into());
    }
    ui.horizontal_wrapped(|ui| {
        let change = words::GIVE_VOICE.with("name", label(&role.name)).get(lang);
        if widgets::short_button(ui, Icon::Voice, voice::CHANGE.get(lang), &change).clicked() {
            action = Some(Action::Voice(VoiceAction::BrowseFor(VoiceTarget::Role(role.name.clone()))));
        }
        let remove = words::REMOVE_ROLE.with("name", label(&role.name)).get(lang);
        if widgets::quiet_button(ui, Icon::Trash, &remove).clicked() {
            action = Some(CastAction::Remove(role.name.clone()).into());
        }
    });
    ui.add_space(GAP);
    action
}

/// How fast a role speaks, and what it feels. What is as the document has it is nothing of its own.
fn manner_ui(ui: &mut Ui, lang: Lang, model: &Model, role: &mut Role) {
    let usual = model.settings.speech_rate;
    let mut rate = role.speech_rate.unwrap_or(usual);
    widgets::slider(ui, voice::RATE.get(lang), &format::percent(rate), &mut rate, SPEECH_RATES, usual);
    role.speech_rate = Some(rate).filter(|rate| *rate != usual);
    let known = model.voices.get(&role.voice.id).map_or(&[][..], |voice: &Voice| &voice.emotions);
    if known.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if choice_chip(ui, role.emotion.is_none(), voice::NO_EMOTION.get(lang)).clicked() {
            role.emotion = None;
        }
        for emotion in known {
            let is_chosen = role.emotion.as_ref() == Some(&emotion.emotion);
            if choice_chip(ui, is_chosen, &emotion_name(lang, emotion)).clicked() {
                role.emotion = Some(emotion.emotion.clone());
            }
        }
    });
}

/// The names in the text that nobody has.
fn offered_ui(ui: &mut Ui, lang: Lang, model: &Model) -> Option<Action> {
    let mut names: Vec<String> = Vec::new();
    for prefix in model.document.count.unknown.iter().filter(|prefix| !prefix.is_named) {
        let name = CastList::name(&prefix.name).filter(|name| !names.contains(name));
        names.extend(name);
    }
    names.truncate(OFFERED);
    let mut action = None;
    if !names.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for name in names {
                let said = words::GIVE_VOICE.with("name", label(&name)).get(lang);
                let shown = RichText::new(format!("+ {}", label(&name))).small();
                let chip = ui.add(Button::new(shown).corner_radius(13).min_size(vec2(0.0, 26.0)));
                let enabled = ui.is_enabled();
                chip.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, &said));
                if chip.on_hover_text(&said).clicked() {
                    action = Some(Action::Voice(VoiceAction::BrowseFor(VoiceTarget::Role(name))));
                }
            }
        });
    }
    action
}

/// The way to a role whose name does not stand in the text yet.
fn added_ui(ui: &mut Ui, lang: Lang, view: &mut CastView) -> Option<Action> {
    let Some(name) = &mut view.added else {
        if widgets::quiet_button(ui, Icon::Plus, words::ADD_ROLE.get(lang)).clicked() {
            view.added = Some(String::new());
        }
        return None;
    };
    let field = widgets::line_edit(ui, name, words::ROLE_NAME.get(lang), words::ROLE_NAME_HINT.get(lang));
    if name.is_empty() && !field.has_focus() && !field.lost_focus() {
        field.request_focus();
    }
    if !field.lost_focus() {
        return None;
    }
    let name = view.added.take().and_then(|name| CastList::name(&name))?;
    let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
    is_entered.then_some(Action::Voice(VoiceAction::BrowseFor(VoiceTarget::Role(name))))
}
