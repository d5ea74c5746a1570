//! The browser of voices: found by name, sound and what they are like, walked through by keys, starred, heard and used.

use std::sync::Arc;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::demo::{SampleTrouble, Speech};
use langsheng::engine::{Serving, serve_demo};
use langsheng::ui::shell::keys;
use langsheng::words::{Lang, outside, voice as words};
use serde_json::json;

use crate::desk::{Desk, LANGS, Plan};

/// A window at an account with this many voices more, and all of them to choose from.
fn browsing(lang: Lang, more: usize) -> Desk {
    let mut plan = Plan::new(lang);
    plan.config.more_voices = more;
    let mut desk = plan.open();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == more + 3);
    browse(&mut desk);
    assert!(desk.view().voices.is_open);
    desk
}

fn browse(desk: &mut Desk) {
    let key = keys::Shortcut::Voices.usual()[0];
    desk.key(key.modifiers, key.logical_key);
}

/// The names of the cards in sight.
fn cards(desk: &mut Desk) -> Vec<String> {
    let cards = desk.harness().query_all_by_role(Role::ListBoxOption);
    cards.filter_map(|card| card.accesskit_node().label()).collect()
}

fn search(desk: &mut Desk, typed: &str) {
    desk.fill(words::SEARCH.get(desk.lang), typed);
}

#[test]
fn the_demo_speaks_the_language_of_who_sits_before_it() {
    for (lang, name) in [(Lang::Zh, "演示·中文"), (Lang::En, "Demo English")] {
        let mut desk = Plan { voice: Arc::new(Speech::new()), ..Plan::new(lang) }.open();
        desk.until("the voices are there", |desk| !desk.model().voices.list.is_empty());
        assert_eq!(desk.model().voice().name, name);
        desk.until_shown(name);
    }
}

#[test]
fn thousands_of_voices_are_found_by_name_sound_and_what_they_are_like() {
    for lang in LANGS {
        let mut desk = browsing(lang, 4_997);
        assert!(desk.shows(&words::FOUND.with("n", "5000").get(lang)), "{}", desk.words());
        let shown = cards(&mut desk).len();
        assert!((4..60).contains(&shown), "only what is in sight: {shown}");
        for (typed, wanted) in
            [("wenrounvyou", "温柔女友"), ("wrny", "温柔女友"), ("温柔女友", "温柔女友"), ("grace", "Grace")]
        {
            search(&mut desk, typed);
            let first = cards(&mut desk).into_iter().next().expect("a voice");
            assert!(first.starts_with(wanted), "{typed}: {first}");
        }
        search(&mut desk, "x");
        desk.key(Modifiers::NONE, Key::Backspace);
        let menu = format!("{}: {}", words::ANY_LANGUAGE.get(lang), words::ANY.get(lang));
        desk.harness().get_by_role_and_label(Role::ComboBox, &menu).click();
        desk.step();
        desk.choose(&words::language(lang, Some("en"), None));
        let english = words::language(lang, Some("en-GB"), None);
        assert!(!cards(&mut desk).is_empty());
        assert!(cards(&mut desk).iter().all(|card| card.contains(&*english)), "{:?}", cards(&mut desk));
        desk.press(words::CLEAR_FILTERS);
        assert!(desk.shows(&words::FOUND.with("n", "5000").get(lang)));
    }
}

#[test]
fn the_keys_walk_star_and_use_and_what_was_used_stays() {
    let mut desk = browsing(Lang::En, 40);
    let name = |desk: &Desk, at: usize| desk.model().voices.list[at].name.clone();
    // The search has the keyboard; the arrows lead into the grid.
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::ArrowRight);
    desk.key(Modifiers::NONE, Key::ArrowRight);
    desk.key(Modifiers::NONE, Key::S);
    let starred = desk.model().voice_marks().favourites.clone();
    assert_eq!(starred, [desk.model().voices.list[2].id.clone()]);
    desk.key(Modifiers::NONE, Key::ArrowLeft);
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(!desk.view().voices.is_open);
    assert_eq!(desk.model().voice().name, name(&desk, 1));
    // What was looked for is over, and what was noted is not.
    browse(&mut desk);
    search(&mut desk, "nobody");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.view().voices.is_open);
    let mut desk = desk.again();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    browse(&mut desk);
    assert_eq!(desk.view().voices.filter.search, "");
    let chip = |desk: &mut Desk, phrase: langsheng::words::Phrase| {
        let label = phrase.get(desk.lang);
        desk.harness().get_by_role_and_label(Role::CheckBox, label).click();
        desk.step();
        cards(desk)
    };
    assert_eq!(chip(&mut desk, words::AMONG_FAVOURITES).len(), 1);
    let recent = chip(&mut desk, words::AMONG_RECENT);
    assert!(recent.len() == 1 && recent[0].starts_with(&name(&desk, 1)), "{recent:?}");
    assert!(chip(&mut desk, words::AMONG_DOCUMENT).is_empty());
    assert!(desk.shows(words::NO_DOCUMENT.en));
}

#[test]
fn typing_in_the_grid_goes_on_in_the_search_and_a_foreign_id_can_be_used() {
    let mut desk = browsing(Lang::En, 40);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.harness().event(egui::Event::Text("a".into()));
    desk.step();
    desk.harness().event(egui::Event::Text("d".into()));
    desk.step();
    assert_eq!(desk.view().voices.filter.search, "ad");
    search(&mut desk, "7399999999999999999");
    let label = words::USE_ID.with("id", "7399999999999999999").get(Lang::En);
    desk.press_label(&label);
    assert!(!desk.view().voices.is_open);
    assert_eq!(desk.model().voice().id, "7399999999999999999");
    assert_eq!(desk.model().output().voice_id.as_deref(), Some("7399999999999999999"));
    assert!(desk.shows(&outside::label("7399999999999999999")));
}

#[test]
fn without_the_permission_the_public_voices_serve_and_it_is_said() {
    for lang in LANGS {
        let plan = Plan::new(lang);
        let served = serve_demo(Serving { token: Some("pat_other".into()), ..Serving::default() }).expect("a port");
        let address = served.address.to_string();
        let settings = json!({ "account": address, "custom_endpoint": format!("http://{address}") });
        std::fs::write(plan.home.path().join("settings.json"), settings.to_string()).expect("settings");
        let secrets = json!({ address: "pat_listless" });
        std::fs::write(plan.home.path().join("secrets.json"), secrets.to_string()).expect("a token");
        let mut desk = plan.open();
        desk.until("the service has refused", |desk| desk.model().voices.failure.is_some());
        browse(&mut desk);
        assert!(desk.shows(words::VOICES_BUILT_IN.get(lang)));
        assert!(cards(&mut desk).iter().any(|card| card.starts_with("柔美女友")));
        search(&mut desk, "Skye");
        desk.key(Modifiers::NONE, Key::Enter);
        assert_eq!(desk.model().voice().name, "Skye");
        drop(desk);
        served.stop();
    }
}

#[test]
fn escape_ends_what_sounds_before_it_closes() {
    let mut plan = Plan::new(Lang::En);
    plan.config.sample_trouble = Some(SampleTrouble::Slow(Duration::from_secs(3_600)));
    let mut desk = plan.open();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == 3);
    browse(&mut desk);
    desk.key(Modifiers::NONE, Key::Space);
    assert!(desk.model().preview.is_on(), "the sample of the marked voice is on its way");
    assert_eq!(desk.view().voices.filter.search, "");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.model().preview.is_on() && desk.view().voices.is_open);
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.view().voices.is_open);
}

#[test]
fn a_preset_brings_back_the_voice_and_how_it_speaks() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
        desk.use_voice("情感");
        let slider = |desk: &mut Desk, value: f64| {
            desk.harness().get_by_role_and_label(Role::Slider, words::RATE.get(lang)).set_value_accesskit(value);
            desk.step();
        };
        slider(&mut desk, 35.0);
        desk.choose(words::emotion(lang, "sad", "").as_ref());
        desk.press(words::SAVE_PRESET);
        desk.type_into(words::PRESET_NAME.get(lang), "夜读");
        desk.press(words::KEEP_PRESET);
        let before = desk.model().output();
        slider(&mut desk, 0.0);
        desk.use_voice("English");
        assert_ne!(desk.model().output(), before);
        desk.choose("夜读");
        assert_eq!(desk.model().output(), before);
        let mut desk = desk.again();
        desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
        assert_eq!(desk.model().output(), before);
        desk.press(words::DROP_PRESET);
        assert!(desk.model().settings.presets.is_empty());
    }
}
