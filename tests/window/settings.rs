//! What is chosen stays chosen; the language and the colours change at once.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use langsheng::engine::Account;
use langsheng::protocol::{ProxyChoice, Token};
use langsheng::store::Theme;
use langsheng::ui::account::TokenState;
use langsheng::words::{Lang, playback, settings, shell as common, voice as words};

use crate::desk::{Desk, LANGS};

#[test]
fn the_language_is_switched_live_and_stays() {
    let mut desk = Desk::open(Lang::Zh);
    assert!(desk.shows(playback::SPEAK.zh));
    desk.settings_at(settings::APPEARANCE_SECTION);
    desk.choose_in(common::LANGUAGE.zh, common::AS_SYSTEM.zh, "English");
    desk.lang = Lang::En;
    desk.step();
    assert!(desk.shows(common::SETTINGS.en));
    desk.key(egui::Modifiers::NONE, egui::Key::Escape);
    assert!(desk.shows(playback::SPEAK.en) && !desk.shows(playback::SPEAK.zh));
    let desk = desk.again();
    assert!(desk.shows(playback::SPEAK.en));
}

#[test]
fn settings_survive_a_restart() {
    let mut desk = Desk::open(Lang::En);
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    let slider = |desk: &mut Desk, label: &str, value: f64| {
        desk.harness().get_by_role_and_label(Role::Slider, label).set_value_accesskit(value);
        desk.step();
    };
    slider(&mut desk, words::RATE.en, 35.0);
    slider(&mut desk, words::LOUDNESS.en, -20.0);
    slider(&mut desk, playback::VOLUME_NAME.en, 0.5);
    desk.settings_at(settings::APPEARANCE_SECTION);
    desk.choose_in(common::COLOURS.en, common::AS_SYSTEM.en, common::DARK.en);
    desk.settings();
    desk.use_voice("Tones (English)");
    let mut before = desk.model().settings.clone();
    assert_eq!((before.speech_rate, before.loudness, before.volume, before.theme), (35, -20, 0.5, Theme::Dark));
    assert_eq!(desk.model().voice().name, "Tones (English)");
    let desk = desk.again();
    let mut after = desk.model().settings.clone();
    (before.window, after.window) = (None, None);
    assert_eq!(before, after);
}

#[test]
fn feelings_are_offered_only_by_voices_that_have_them() {
    let mut desk = Desk::open(Lang::En);
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    assert!(!desk.shows(words::EMOTION.en));
    desk.use_voice("情感");
    desk.choose("Happy");
    let output = desk.model().output();
    assert_eq!(output.emotion_config.expect("a feeling").emotion.as_deref(), Some("happy"));
}

#[test]
fn a_proxy_is_chosen_checked_as_it_is_typed_and_never_kept_with_a_password() {
    let chosen = |desk: &Desk| match desk.model().account() {
        Some(Account::Service { connect, .. }) => connect.proxy,
        account => panic!("{account:?}"),
    };
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let app = desk.harness().state_mut().model_mut();
        app.settings.account = "coze.cn".into();
        app.account.token = TokenState::Present(Token::parse("pat_SECRET").expect("a token"));
        desk.settings_at(settings::NETWORK_SECTION);
        let proxy = settings::PROXY.get(lang);
        desk.choose_in(proxy, settings::ENVIRONMENT_PROXY.get(lang), settings::NO_PROXY.get(lang));
        assert_eq!(chosen(&desk), ProxyChoice::None);
        desk.choose_in(proxy, settings::NO_PROXY.get(lang), settings::OWN_PROXY.get(lang));
        for (typed, why) in [
            ("127.0.0.1:port", settings::NOT_A_PROXY),
            ("ftp://127.0.0.1", settings::PROXY_KIND),
            ("http://moon:secret@127.0.0.1:1", settings::PROXY_PASSWORD),
        ] {
            desk.fill(settings::PROXY_ADDRESS.get(lang), typed);
            assert!(desk.shows(why.get(lang)), "{typed}: {}", desk.words());
            assert_eq!(chosen(&desk), ProxyChoice::None, "{typed} changes nothing");
        }
        desk.fill(settings::PROXY_ADDRESS.get(lang), "socks5h://127.0.0.1:1080");
        assert!(!desk.shows(settings::PROXY_STAYS.get(lang)));
        let ProxyChoice::Own(address) = chosen(&desk) else { panic!("an own proxy") };
        assert_eq!(address.as_str(), "socks5h://127.0.0.1:1080");
        let mut desk = desk.again();
        let kept = std::fs::read_to_string(desk.home().join("settings.json")).expect("settings");
        assert!(kept.contains("socks5h://127.0.0.1:1080") && !kept.contains("secret"), "{kept}");
        desk.settings_at(settings::NETWORK_SECTION);
        desk.choose_in(proxy, settings::OWN_PROXY.get(lang), settings::ENVIRONMENT_PROXY.get(lang));
        assert_eq!(desk.model().settings.proxy, ProxyChoice::Environment);
    }
}
