//! The account: who is asked to speak, and the token that lets us in.

use egui::{Context, Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use crate::engine::{Account, CheckReport, endpoint_failure};
use crate::protocol::{Endpoint, Token};
use crate::store::SecretPlace;
use crate::ui::Action;
use crate::ui::account::{AccountAction, AccountChoice, AccountDraft, AccountKind, TokenState};
use crate::ui::model::Model;
use crate::ui::shell::floating::failure_ui;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::GAP;
use crate::ui::shell::{theme, widgets};
use crate::words::outside::label;
use crate::words::{Lang, account as words, shell as common};

/// Height of what changes with the account that is shown, in points; the dialog is as high for each.
const HEIGHT: f32 = 300.0;

/// The dialog, while it is open.
pub fn account_ui(ctx: &Context, model: &Model, draft: &mut Option<AccountDraft>) -> Option<Action> {
    let open = draft.as_mut()?;
    let lang = model.lang();
    let screen = ctx.content_rect();
    let shown = Modal::new(Id::unique("account"))
        .frame(widgets::dialog(ctx).inner_margin(egui::Margin { left: 20, right: 10, top: 16, bottom: 16 }))
        .show(ctx, |ui| {
            ui.set_width(480.0_f32.min(screen.width() - 64.0));
            let title = |ui: &mut Ui| ui.heading(words::ACCOUNT.get(lang));
            let close = |ui: &mut Ui| widgets::icon_button(ui, Icon::Close, common::CLOSE.get(lang)).clicked();
            let done = widgets::inset(ui, |ui| widgets::spread(ui, title, close).1);
            let looked = widgets::inset(ui, |ui| kinds_ui(ui, lang, open));
            let height = HEIGHT.min(screen.height() - 200.0);
            let scroll = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false);
            let wish = scroll.show(ui, |ui| widgets::inset(ui, |ui| body_ui(ui, lang, model, open))).inner;
            let foot = widgets::inset(ui, |ui| foot_ui(ui, lang, model, open, wish.entered));
            (done, looked.or(wish.action).or(foot))
        });
    let closed = shown.should_close();
    let (done, action) = shown.inner;
    if done || closed {
        forget(ctx, open);
        *draft = None;
    }
    action
}

/// What was done in the body of the dialog.
#[derive(Default)]
struct BodyWish {
    action: Option<Action>,
    /// Enter was pressed in a field.
    entered: bool,
}

/// Which account is shown; looking at one does not use it.
fn kinds_ui(ui: &mut Ui, lang: Lang, draft: &mut AccountDraft) -> Option<Action> {
    let kinds = [
        (AccountKind::Demo, words::DEMO.get(lang).to_owned()),
        (AccountKind::Cn, "coze.cn".to_owned()),
        (AccountKind::Com, "coze.com".to_owned()),
        (AccountKind::Custom, words::CUSTOM.get(lang).to_owned()),
    ];
    let is_other = widgets::segmented(ui, &mut draft.kind, &kinds);
    ui.add_space(GAP);
    if !is_other {
        return None;
    }
    forget(ui.ctx(), draft);
    draft.choice().map(|choice| Action::Account(AccountAction::Look(choice.name)))
}

fn body_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft) -> BodyWish {
    let about = match draft.kind {
        AccountKind::Demo => words::ABOUT_DEMO,
        AccountKind::Cn => words::ABOUT_CN,
        AccountKind::Com => words::ABOUT_COM,
        AccountKind::Custom => words::ABOUT_CUSTOM,
    };
    widgets::explain(ui, about.get(lang));
    if draft.kind == AccountKind::Demo {
        return BodyWish::default();
    }
    let mut wish = BodyWish::default();
    if draft.kind == AccountKind::Custom {
        wish = address_ui(ui, lang, model, draft);
    }
    if let Some(choice) = draft.choice() {
        let token = token_ui(ui, lang, model, draft, &choice.name);
        wish = BodyWish { action: wish.action.or(token.action), entered: wish.entered || token.entered };
    }
    wish
}

/// The address of any other service.
fn address_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft) -> BodyWish {
    let palette = theme::palette(ui);
    ui.add_space(GAP);
    widgets::heading(ui, words::ADDRESS.get(lang));
    let field = widgets::line_edit(ui, &mut draft.address, words::ADDRESS.get(lang), "https://api.example.com");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let address = draft.address.trim();
    if let Err(error) = Endpoint::parse(address)
        && !address.is_empty()
    {
        let why = endpoint_failure(&error).why.get(lang);
        ui.add(Label::new(RichText::new(why).small().color(palette.bad)).wrap());
    }
    let choice = draft.choice().filter(|_| field.lost_focus() || !field.has_focus());
    let is_new = |name: &String| *name != model.settings.account && !model.account.looked.contains_key(name);
    let look = choice.map(|choice| choice.name).filter(is_new);
    BodyWish { action: look.map(|name| Action::Account(AccountAction::Look(name))), entered }
}

/// The token: whether there is one and where, and a field for another; below them what a check has found.
fn token_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft, name: &str) -> BodyWish {
    let palette = theme::palette(ui);
    let mut action = None;
    ui.add_space(GAP);
    widgets::spread(ui, |ui| widgets::heading(ui, words::TOKEN.get(lang)), |ui| link_ui(ui, lang, draft.kind));
    let entered = ui
        .horizontal(|ui| {
            let width = ui.available_width() - 36.0 - GAP;
            let hint = match model.token_of(name) {
                // In the field there is only what is typed.
                TokenState::Present(token) => words::TOKEN_HERE.with("token", token).get(lang),
                TokenState::Absent | TokenState::Unknown => words::TOKEN_HINT.get(lang).to_owned(),
            };
            let field = ui.allocate_ui(egui::vec2(width, 36.0), |ui| token_field(ui, lang, draft, &hint)).inner;
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let (icon, label) = match draft.reveal {
                true => (Icon::EyeClosed, words::HIDE_TOKEN),
                false => (Icon::Eye, words::SHOW_TOKEN),
            };
            if widgets::icon_button_sized(ui, icon, label.get(lang), 36.0).clicked() {
                draft.reveal = !draft.reveal;
            }
            entered
        })
        .inner;
    if !draft.token.is_empty() && Token::parse(&draft.token).is_none() {
        ui.label(RichText::new(words::NO_SUCH_TOKEN.get(lang)).small().color(palette.bad));
    }
    widgets::explain(ui, state(lang, model, name));
    if matches!(model.token_of(name), TokenState::Present(_))
        && widgets::quiet_button(ui, Icon::Trash, words::CLEAR_TOKEN.get(lang)).clicked()
    {
        action = Some(Action::Account(AccountAction::ClearToken(name.to_owned())));
    }
    let is_checked = model.account.checked.as_ref().is_some_and(|checked| checked.name == name);
    if let Some(report) = model.account.report.as_ref().filter(|_| is_checked) {
        report_ui(ui, lang, report);
    }
    BodyWish { action, entered }
}

/// The one button, and what is going on.
fn foot_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft, entered: bool) -> Option<Action> {
    let palette = theme::palette(ui);
    let choice = draft.choice();
    let is_in_use = choice.as_ref().is_some_and(|choice| choice.name == model.settings.account);
    let typed = Token::parse(&draft.token);
    let has_token = |choice: &AccountChoice| {
        let is_kept = draft.token.is_empty() && matches!(model.token_of(&choice.name), TokenState::Present(_));
        choice.name == Account::DEMO || typed.is_some() || is_kept
    };
    let is_idle = draft.kind == AccountKind::Demo && is_in_use;
    let can = choice.as_ref().is_some_and(has_token) && !model.account.checking && !is_idle;
    let mut action = None;
    ui.add_space(GAP);
    let row = egui::vec2(ui.available_width(), 38.0);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let label = words::CHECK_AND_USE.get(lang);
        let press = ui.add_enabled_ui(can, |ui| widgets::primary_button(ui, Icon::Check, label)).inner.clicked();
        let Some(choice) = choice else { return };
        let has_failed = model.account.report.as_ref().is_some_and(|report| !report.good)
            && model.account.checked.as_ref() == Some(&choice);
        if has_failed && !is_in_use && ui.button(words::USE_ANYWAY.get(lang)).clicked() {
            action = Some(Action::Account(AccountAction::Use(choice.clone())));
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let said = match (model.account.checking, is_in_use) {
                (true, _) => words::CHECKING,
                (false, true) => words::IN_USE,
                (false, false) => words::NOT_IN_USE,
            };
            let color = if is_in_use { palette.accent } else { palette.soft };
            ui.add(Label::new(RichText::new(said.get(lang)).small().color(color)).truncate());
        });
        if can && (press || entered) {
            action = Some(Action::Account(AccountAction::CheckAndUse(choice, typed)));
        }
    });
    if matches!(action, Some(Action::Account(AccountAction::CheckAndUse(..)))) {
        forget(ui.ctx(), draft);
    }
    action
}

/// The field itself. What is pasted is trimmed at once, so that one sees what will be kept.
fn token_field(ui: &mut Ui, lang: Lang, draft: &mut AccountDraft, hint: &str) -> egui::Response {
    let palette = theme::palette(ui);
    let edit = egui::TextEdit::singleline(&mut draft.token)
        .id(token_id())
        .password(!draft.reveal)
        .hint_text(RichText::new(hint).color(palette.faint))
        .margin(egui::Margin::symmetric(12, 8))
        .desired_width(f32::INFINITY);
    let response = ui.add(edit);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(words::TOKEN.get(lang)));
    if response.changed()
        && let Some(token) = Token::parse(&draft.token)
        && token.reveal() != draft.token
    {
        draft.token = token.reveal().to_owned();
    }
    response
}

fn token_id() -> Id {
    Id::unique("token")
}

/// Empties the field, and the memory for undoing in it, which holds what was typed.
fn forget(ctx: &Context, draft: &mut AccountDraft) {
    draft.token.clear();
    draft.reveal = false;
    egui::text_edit::TextEditState::default().store(ctx, token_id());
}

fn link_ui(ui: &mut Ui, lang: Lang, kind: AccountKind) {
    let address = match kind {
        AccountKind::Cn => "https://www.coze.cn/open/oauth/pats",
        AccountKind::Com => "https://www.coze.com/open/oauth/pats",
        AccountKind::Demo | AccountKind::Custom => return,
    };
    ui.hyperlink_to(words::GET_TOKEN.get(lang), address);
}

/// Where the token is kept, or that there is none.
fn state(lang: Lang, model: &Model, name: &str) -> String {
    let place = match &model.account.place {
        Some(SecretPlace::File(path)) => words::IN_FILE.with("path", path.display()).get(lang),
        Some(SecretPlace::Keyring) | None => words::IN_KEYRING.get(lang).to_owned(),
    };
    match model.token_of(name) {
        TokenState::Unknown => words::ACCOUNT_LOADING.get(lang).to_owned(),
        TokenState::Present(_) => words::TOKEN_KEPT.with("place", place).get(lang),
        TokenState::Absent => words::TOKEN_ABSENT.with("place", place).get(lang),
    }
}

/// What the check has found, the one line that matters first.
fn report_ui(ui: &mut Ui, lang: Lang, report: &CheckReport) {
    let palette = theme::palette(ui);
    ui.add_space(GAP);
    let (icon, color, fill) = match report.good {
        true => (Icon::Check, palette.accent, palette.accent_soft),
        false => (Icon::Warning, palette.bad, palette.bad_soft),
    };
    widgets::card(ui, fill, |ui| {
        mark(ui, icon, color, |ui| {
            ui.add(Label::new(RichText::new(report.advice.get(lang)).color(palette.ink)).wrap());
        });
    });
    for finding in &report.findings {
        let (icon, color) = match &finding.outcome {
            Ok(_) => (Icon::Check, palette.accent),
            Err(_) => (Icon::Close, palette.bad),
        };
        mark(ui, icon, color, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(finding.what.get(lang)).wrap());
            match &finding.outcome {
                Ok(said) => {
                    widgets::explain(ui, said.get(lang));
                }
                Err(failure) => failure_ui(ui, lang, failure),
            }
            if let (Ok(_), Some(logid)) = (&finding.outcome, &finding.logid) {
                ui.label(RichText::new(format!("logid {}", label(logid))).small().monospace().color(palette.faint));
            }
        });
    }
}

fn mark(ui: &mut Ui, icon: Icon, color: egui::Color32, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(18.0, 20.0), egui::Sense::hover());
        icon.paint(ui.painter(), egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(14.0)), color);
        ui.vertical(contents);
    });
}
