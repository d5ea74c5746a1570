//! The account and its token.

use langsheng::engine::{Serving, VoicesFrom, serve_demo};
use langsheng::store::Settings;
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
        desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
        desk.step();
        assert!(desk.shows(&desk.home().join("secrets.json").display().to_string()), "where it will be kept");
        desk.type_into(words::TOKEN.get(lang), &format!("  Bearer {TOKEN}\n"));
        assert!(!desk.words().contains("SECRET"), "the token is masked");
        desk.press(words::KEEP_TOKEN);
        assert!(matches!(&desk.model().account.token, TokenState::Present(token) if token.reveal() == TOKEN));
        assert!(!desk.words().contains("SECRET"));

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
    assert!(!desk.is_enabled(words::KEEP_TOKEN));
}

#[test]
fn speaking_without_a_token_asks_for_one() {
    let mut desk = Desk::open(Lang::Zh);
    open(&mut desk);
    desk.choose("coze.cn");
    desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
    desk.press(common::CLOSE);
    desk.write("今天天气不错。");
    desk.press(playback::SPEAK);
    assert!(desk.shows(words::TOKEN.get(Lang::Zh)), "the dialog is open again");
    assert_eq!(desk.stage(), None);
}

#[test]
fn a_token_is_tested_where_it_is_used() {
    let served = serve_demo(Serving { token: Some(TOKEN.into()), fast: true, ..Serving::default() }).expect("a server");
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        open(&mut desk);
        desk.choose(words::CUSTOM.get(lang));
        desk.type_into(words::ADDRESS.get(lang), &format!("http://{}", served.address));
        desk.press(words::USE_ADDRESS);
        desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
        for (token, good) in [("pat_wrong", false), (TOKEN, true)] {
            desk.type_into(words::TOKEN.get(lang), token);
            desk.press(words::KEEP_TOKEN);
            desk.press(words::CHECK);
            desk.until("the check is done", |desk| desk.model().account.report.is_some());
            desk.step();
            let report = desk.model().account.report.clone().expect("a report");
            assert_eq!(report.good, good);
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
    desk.press(words::USE_ADDRESS);
    desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
    desk.type_into(words::TOKEN.get(Lang::En), TOKEN);
    desk.press(words::KEEP_TOKEN);
    assert!(matches!(desk.model().account.token, TokenState::Present(_)));
    desk.type_into(words::ADDRESS.get(Lang::En), "9");
    desk.press(words::USE_ADDRESS);
    assert!(!matches!(desk.model().account.token, TokenState::Present(_)));
    desk.until("the store has answered", |desk| desk.model().account.token == TokenState::Absent);
    assert_ne!(Settings::default().account, desk.model().settings.account);
}
