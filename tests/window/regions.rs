//! The regions of the window: what is in sight at every size, what is remembered, what stands there at the first start.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use langsheng::ui::account::AccountKind;
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, account, document, export, playback, shell as words};

use crate::desk::{Desk, LANGS, Plan};

/// Windows as people have them, in points and pixels a point: small ones, and a screen of 1600 × 1000 at 100 to 300 %.
const WINDOWS: [([f32; 2], f32); 7] = [
    ([760.0, 520.0], 1.0),
    ([760.0, 520.0], 2.0),
    ([760.0, 520.0], 3.0),
    ([1600.0, 1000.0], 1.0),
    ([1066.0, 666.0], 1.5),
    ([800.0, 500.0], 2.0),
    ([533.0, 333.0], 3.0),
];

#[test]
fn every_control_of_the_player_is_in_sight_at_every_size_and_scale_with_a_text_of_any_length() {
    for lang in LANGS {
        for size in WINDOWS {
            let mut desk = Plan { size, ..Plan::new(lang) }.open();
            for text in ["今天天气不错。", &"一个很长的句子，没有尽头。".repeat(4_000)] {
                desk.fill(document::TEXT.get(lang), text);
                desk.step();
                let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(size.0[0], size.0[1]));
                let mut places: Vec<(String, Rect)> = Vec::new();
                let speed = playback::SPEED.with("n", 1).get(lang);
                let tools = [
                    playback::SPEAK.get(lang),
                    playback::MORE_SPEAKING.get(lang),
                    playback::PREVIOUS.get(lang),
                    playback::BACK.get(lang),
                    playback::FORWARD.get(lang),
                    playback::NEXT.get(lang),
                    playback::STOP.get(lang),
                    playback::REPEAT_OFF.get(lang),
                    &speed,
                    playback::MUTE.get(lang),
                    export::SAVE_AS.get(lang),
                ];
                for label in tools {
                    places.push((label.to_owned(), desk.harness().get_by_role_and_label(Role::Button, label).rect()));
                }
                let volume = desk.harness().get_by_role_and_label(Role::Slider, playback::VOLUME_NAME.get(lang)).rect();
                places.push(("volume".to_owned(), volume));
                places.push(("wave".to_owned(), desk.wave().rect()));
                let page =
                    desk.harness().get_by_role_and_label(Role::MultilineTextInput, document::TEXT.get(lang)).rect();
                assert!(page.top() < screen.bottom() - 200.0, "the page has room at {size:?}: {page}");
                for (at, (label, place)) in places.iter().enumerate() {
                    assert!(screen.contains_rect(*place), "{label} at {size:?}: {place}");
                    let over = places[..at].iter().find(|(_, other)| other.shrink(1.0).intersects(place.shrink(1.0)));
                    assert!(over.is_none(), "{label} at {size:?} lies over {over:?}");
                }
            }
        }
    }
}

#[test]
fn regions_are_hidden_shown_and_remembered() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        assert!(desk.shows(document::NEW.get(lang)));
        desk.press(words::HIDE_LEFT);
        desk.press(words::HIDE_RIGHT);
        assert!(!desk.shows(document::NEW.get(lang)));
        let mut desk = desk.again();
        assert!(!desk.shows(document::NEW.get(lang)), "it stays hidden");
        desk.press(words::SHOW_LEFT);
        assert!(desk.shows(document::NEW.get(lang)) && desk.shows(words::SHOW_RIGHT.get(lang)));
    }
}

#[test]
fn where_there_is_room_for_one_region_the_other_gives_way() {
    let mut desk = Plan { size: ([760.0, 520.0], 1.0), ..Plan::new(Lang::En) }.open();
    assert!(desk.shows(words::HIDE_RIGHT.en) && desk.shows(words::SHOW_LEFT.en));
    desk.press(words::SHOW_LEFT);
    assert!(desk.shows(words::HIDE_LEFT.en) && desk.shows(words::SHOW_RIGHT.en));
    let mut desk = desk.again();
    desk.step();
    assert!(desk.shows(words::HIDE_LEFT.en) && desk.shows(words::HIDE_RIGHT.en), "a wide window shows both");
}

#[test]
fn the_letters_of_the_text_grow_alone_and_stay_so() {
    let mut desk = Desk::open(Lang::En);
    let before = desk.harness().get_by_role_and_label(Role::Button, playback::SPEAK.en).rect();
    for _ in 0..3 {
        desk.key(Modifiers::COMMAND, Key::Plus);
    }
    assert_eq!(desk.model().settings.text_size, 20.0);
    assert_eq!(desk.harness().get_by_role_and_label(Role::Button, playback::SPEAK.en).rect(), before);
    for _ in 0..20 {
        desk.key(Modifiers::COMMAND, Key::Minus);
    }
    assert_eq!(desk.model().settings.text_size, 13.0);
    let mut desk = desk.again();
    assert_eq!(desk.model().settings.text_size, 13.0);
    desk.key(Modifiers::COMMAND, Key::Num0);
    assert_eq!(desk.model().settings.text_size, 17.0);
}

#[test]
fn at_the_first_start_one_press_speaks_and_one_line_leads_to_the_account() {
    for lang in LANGS {
        let mut desk = Plan { is_first: true, ..Plan::new(lang) }.open();
        assert_eq!(desk.model().document.text, document::SAMPLE.get(lang));
        assert!(desk.shows(account::DEMO_HINT.get(lang)));
        desk.press(account::USE_OWN);
        let kind = desk.view().account.as_ref().map(|draft| draft.kind);
        assert_eq!(kind, Some(AccountKind::Cn), "where one's own token is put");
        assert!(desk.shows(account::TOKEN.get(lang)));
        desk.key(Modifiers::NONE, Key::Escape);
        desk.press(playback::SPEAK);
        assert!(!desk.shows(account::DEMO_HINT.get(lang)), "nothing lies over what is read");
        assert_eq!(desk.until_ended(), Stage::Finished);
    }
}

#[test]
fn the_line_below_the_text_is_about_the_text_above_it() {
    let mut desk = Desk::open(Lang::En);
    desk.harness().get_by_role_and_label(Role::MultilineTextInput, document::TEXT.en).focus();
    desk.step();
    desk.harness().event(egui::Event::Text("abc".into()));
    // One frame: the one in which it is typed.
    desk.harness().step();
    assert!(desk.words().contains(&document::LENGTH.with("n", 3).get(Lang::En)), "{}", desk.words());
}
