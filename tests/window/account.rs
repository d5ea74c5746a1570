//! The account and its token.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::engine::{Serving, VoicesFrom, serve_demo};
use langsheng::ui::account::TokenState;
use langsheng::words::engine::endpoint;
use langsheng::words::{Lang, account as words, playback, shell as common};

use crate::desk::{Desk, LANGS};

const TOKEN: &str = "pat_SECRETsecretSECRET";

/// Opens the account dialog from the bar at the top.
fn open(desk: &mut Desk) {
    let lang = desk.lang;
    let name = match desk.model().is_demo() {
        true => words::DEMO_ACCOUNT.get(lang).to_owned(),
        false => desk.model().settings.account.clone(),
    };
    desk.press_label(&format!("{}: {name}", words::ACCOUNT.get(lang)));
}

#[test]
fn a_pasted_token_is_trimmed_masked_and_kept_over_a_restart() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        open(&mut desk);
        desk.choose("coze.cn");
        desk.until("the store has answered", |desk| *desk.model().token_of("coze.cn") == TokenState::Absent);
        desk.step();
        assert!(desk.shows(&desk.home().join("secrets.json").display().to_string()), "where it will be kept");
        desk.type_into(words::TOKEN.get(lang), &format!("  Bearer {TOKEN}\n"));
        assert!(!desk.words().contains("SECRET"), "the token is masked");
        desk.press(words::CHECK_AND_USE);
        assert!(matches!(desk.model().token_of("coze.cn"), TokenState::Present(token) if token.reveal() == TOKEN));
        assert!(!desk.words().contains("SECRET"));
        assert!(desk.model().is_demo(), "nothing is used before it is checked");
        // Nobody is there to check it.
        desk.until("the check is done", |desk| desk.model().account.report.is_some());
        desk.step();
        let here = words::TOKEN_HERE.with("token", "••••").get(lang);
        let field = desk.harness().get_by_role_and_label(Role::PasswordInput, words::TOKEN.get(lang));
        assert_eq!(field.accesskit_node().placeholder(), Some(&*here), "the empty field says why it is empty");
        desk.press(words::USE_ANYWAY);
        assert_eq!(desk.model().settings.account, "coze.cn");

        let mut desk = desk.again();
        assert_eq!(desk.model().settings.account, "coze.cn");
        desk.until("the token is loaded", |desk| matches!(desk.model().account.token, TokenState::Present(_)));
        assert!(matches!(&desk.model().account.token, TokenState::Present(token) if token.reveal() == TOKEN));
        assert!(!std::fs::read_to_string(desk.home().join("settings.json")).expect("settings").contains("SECRET"));

        open(&mut desk);
        desk.press(words::CLEAR_TOKEN);
        assert_eq!(desk.model().account.token, TokenState::Absent);
        let mut desk = desk.again();
        desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
    }
}

#[test]
fn what_is_no_token_cannot_be_kept() {
    let mut desk = Desk::open(Lang::En);
    open(&mut desk);
    desk.choose("coze.com");
    desk.type_into(words::TOKEN.get(Lang::En), "two words");
    assert!(desk.shows(words::NO_SUCH_TOKEN.get(Lang::En)));
    assert!(!desk.is_enabled(words::CHECK_AND_USE));
}

#[test]
fn looking_at_another_account_uses_nothing_and_the_dialog_keeps_its_height() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        open(&mut desk);
        let place = |desk: &mut Desk| {
            desk.harness().get_by_role_and_label(Role::Button, words::CHECK_AND_USE.get(lang)).rect().bottom()
        };
        let bottom = place(&mut desk);
        for tab in ["coze.cn", "coze.com", words::CUSTOM.get(lang), words::DEMO.get(lang), "coze.com"] {
            desk.choose(tab);
            assert!(desk.model().is_demo(), "{tab} is only looked at");
            assert_eq!(place(&mut desk), bottom, "{tab}");
        }
        desk.press(common::CLOSE);
        assert!(desk.model().is_demo());
        assert_eq!(desk.again().model().settings.account, "demo");
    }
}

#[test]
fn speaking_without_a_token_asks_for_one() {
    let mut desk = Desk::open(Lang::Zh);
    let app = desk.harness().state_mut().model_mut();
    app.settings.account = "coze.cn".into();
    app.account.token = TokenState::Absent;
    desk.write("今天天气不错。");
    desk.press(playback::SPEAK);
    assert!(desk.shows(words::TOKEN.get(Lang::Zh)), "the dialog is open");
    assert_eq!(desk.stage(), None);
}

#[test]
fn one_button_checks_a_token_and_uses_it_once_it_is_good() {
    let served = serve_demo(Serving { token: Some(TOKEN.into()), fast: true, ..Serving::default() }).expect("a server");
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        open(&mut desk);
        desk.choose(words::CUSTOM.get(lang));
        desk.type_into(words::ADDRESS.get(lang), &format!("http://{}", served.address));
        for (token, good) in [("pat_wrong", false), (TOKEN, true)] {
            desk.type_into(words::TOKEN.get(lang), token);
            desk.press(words::CHECK_AND_USE);
            desk.until("the check is done", |desk| desk.model().account.report.is_some());
            desk.step();
            let report = desk.model().account.report.clone().expect("a report");
            assert_eq!(report.good, good);
            assert_eq!(desk.model().is_demo(), !good, "only what is good is used");
            assert!(desk.shows(&report.advice.get(lang)));
            for finding in &report.findings {
                assert!(desk.shows(&finding.what.get(lang)));
                if let Err(failure) = &finding.outcome {
                    assert!(desk.shows(&failure.todo.get(lang)));
                }
            }
            assert!(!desk.words().contains(token), "the token is nowhere on screen");
        }
        desk.until("the voices come from the service", |desk| desk.model().voices.from == Some(VoicesFrom::Service));
    }
    served.stop();
}

#[test]
fn what_is_wrong_with_an_address_is_said_in_the_language_of_the_window() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        open(&mut desk);
        desk.choose(words::CUSTOM.get(lang));
        desk.type_into(words::ADDRESS.get(lang), "ftp://example.com");
        assert!(desk.shows(endpoint::SCHEME.get(lang)));
    }
}

#[test]
fn another_host_never_gets_the_token_of_this_one() {
    let mut desk = Desk::open(Lang::En);
    open(&mut desk);
    desk.choose(words::CUSTOM.get(Lang::En));
    desk.type_into(words::ADDRESS.get(Lang::En), "http://127.0.0.1:9");
    desk.type_into(words::TOKEN.get(Lang::En), TOKEN);
    desk.press(words::CHECK_AND_USE);
    let name = desk.view().account.as_ref().and_then(|draft| draft.choice()).expect("an account").name;
    assert!(matches!(desk.model().token_of(&name), TokenState::Present(_)));
    desk.type_into(words::ADDRESS.get(Lang::En), "9");
    let other = desk.view().account.as_ref().and_then(|draft| draft.choice()).expect("an account").name;
    assert_ne!(name, other);
    assert!(!matches!(desk.model().token_of(&other), TokenState::Present(_)));
    assert!(!desk.is_enabled(words::CHECK_AND_USE));
}
