//! The account: who is asked to speak, and the token that lets us in.

use egui::{Context, Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use crate::engine::{Account, CheckReport, endpoint_failure};
use crate::protocol::{Endpoint, Token};
use crate::store::SecretPlace;
use crate::ui::Action;
use crate::ui::account::{AccountAction, AccountDraft, AccountKind, TokenState};
use crate::ui::model::Model;
use crate::ui::shell::floating::failure_ui;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::theme::{GAP, GROUP};
use crate::ui::shell::{theme, widgets};
use crate::words::outside::label;
use crate::words::{Lang, account as words, shell as common};

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
            // Without a minimum the dialog would never grow beyond what it showed first.
            let height = screen.height() - 160.0;
            let action = ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .show(ui, |ui| widgets::inset(ui, |ui| body_ui(ui, lang, model, open)))
                .inner;
            (done, action)
        });
    let closed = shown.should_close();
    let (done, action) = shown.inner;
    if done || closed {
        *draft = None;
    }
    action
}

fn body_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft) -> Option<Action> {
    let kinds = [
        (AccountKind::Demo, words::DEMO.get(lang).to_owned()),
        (AccountKind::Cn, "coze.cn".to_owned()),
        (AccountKind::Com, "coze.com".to_owned()),
        (AccountKind::Custom, words::CUSTOM.get(lang).to_owned()),
    ];
    let mut action = None;
    if widgets::segmented(ui, &mut draft.kind, &kinds) {
        draft.token.clear();
        let known = match draft.kind {
            AccountKind::Demo => Some(Account::DEMO),
            AccountKind::Cn => Some("coze.cn"),
            AccountKind::Com => Some("coze.com"),
            AccountKind::Custom => None,
        };
        action = known.map(|name| Action::Account(AccountAction::Use { name: name.to_owned(), endpoint: None }));
    }
    ui.add_space(GAP);
    let about = match draft.kind {
        AccountKind::Demo => words::ABOUT_DEMO,
        AccountKind::Cn => words::ABOUT_CN,
        AccountKind::Com => words::ABOUT_COM,
        AccountKind::Custom => words::ABOUT_CUSTOM,
    };
    widgets::explain(ui, about.get(lang));
    let wish = match draft.kind {
        AccountKind::Demo => None,
        AccountKind::Custom => custom_ui(ui, lang, model, draft),
        AccountKind::Cn | AccountKind::Com => token_ui(ui, lang, model, draft),
    };
    action.or(wish)
}

/// The address of any other service, then its token.
fn custom_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft) -> Option<Action> {
    let palette = theme::palette(ui);
    let field = widgets::line_edit(ui, &mut draft.address, words::ADDRESS.get(lang), "https://api.example.com");
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let address = draft.address.trim();
    if address.is_empty() {
        return None;
    }
    let endpoint = match Endpoint::parse(address) {
        Ok(endpoint) => endpoint,
        Err(error) => {
            let why = endpoint_failure(&error).why.get(lang);
            ui.add(Label::new(RichText::new(why).small().color(palette.bad)).wrap());
            return None;
        }
    };
    // The token belongs to a host, so the account is named after it: another host never gets this one's token.
    let name = endpoint.name();
    if model.settings.account != name {
        let pressed = widgets::button(ui, Icon::Check, words::USE_ADDRESS.get(lang)).clicked();
        let address = address.to_owned();
        return (pressed || entered).then_some(Action::Account(AccountAction::Use { name, endpoint: Some(address) }));
    }
    token_ui(ui, lang, model, draft)
}

/// The token: whether there is one and where, a field for another, a test.
fn token_ui(ui: &mut Ui, lang: Lang, model: &Model, draft: &mut AccountDraft) -> Option<Action> {
    let palette = theme::palette(ui);
    let mut action = None;
    link_ui(ui, lang, draft.kind);
    ui.add_space(GROUP);
    widgets::heading(ui, words::TOKEN.get(lang));
    ui.horizontal(|ui| {
        let width = ui.available_width() - 36.0 - 72.0 - 2.0 * GAP;
        let field = ui.allocate_ui(egui::vec2(width, 36.0), |ui| token_field(ui, lang, draft)).inner;
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let (icon, label) = match draft.reveal {
            true => (Icon::EyeClosed, words::HIDE_TOKEN),
            false => (Icon::Eye, words::SHOW_TOKEN),
        };
        if widgets::icon_button_sized(ui, icon, label.get(lang), 36.0).clicked() {
            draft.reveal = !draft.reveal;
        }
        let token = Token::parse(&draft.token);
        let keep = ui.add_enabled_ui(token.is_some(), |ui| {
            ui.add(egui::Button::new(words::KEEP_TOKEN.get(lang)).min_size(egui::vec2(72.0, 36.0)))
        });
        if let (Some(token), true) = (token, keep.inner.clicked() || entered) {
            forget(ui.ctx(), draft);
            action = Some(Action::Account(AccountAction::KeepToken(token)));
        }
    });
    if !draft.token.is_empty() && Token::parse(&draft.token).is_none() {
        ui.label(RichText::new(words::NO_SUCH_TOKEN.get(lang)).small().color(palette.bad));
    }
    widgets::explain(ui, state(lang, model));
    ui.add_space(GAP);
    let has_token = matches!(model.account.token, TokenState::Present(_));
    ui.horizontal(|ui| {
        ui.add_enabled_ui(has_token && !model.account.checking, |ui| {
            if widgets::button(ui, Icon::Check, words::CHECK.get(lang)).clicked() {
                action = Some(Action::Account(AccountAction::Check));
            }
            if widgets::quiet_button(ui, Icon::Trash, words::CLEAR_TOKEN.get(lang)).clicked() {
                action = Some(Action::Account(AccountAction::ClearToken));
            }
        });
        if model.account.checking {
            ui.label(RichText::new(words::CHECKING.get(lang)).small().color(palette.soft));
        }
    });
    if let Some(report) = &model.account.report {
        report_ui(ui, lang, report);
    }
    action
}

/// The field itself. What is pasted is trimmed at once, so that one sees what will be kept.
fn token_field(ui: &mut Ui, lang: Lang, draft: &mut AccountDraft) -> egui::Response {
    let palette = theme::palette(ui);
    let edit = egui::TextEdit::singleline(&mut draft.token)
        .id(token_id())
        .password(!draft.reveal)
        .hint_text(RichText::new(words::TOKEN_HINT.get(lang)).color(palette.faint))
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
fn state(lang: Lang, model: &Model) -> String {
    let place = match &model.account.place {
        Some(SecretPlace::File(path)) => words::IN_FILE.with("path", path.display()).get(lang),
        Some(SecretPlace::Keyring) | None => words::IN_KEYRING.get(lang).to_owned(),
    };
    match model.account.token {
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
