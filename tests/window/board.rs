//! Voices that are compared: put on the board by a key, made, rated, heard without their names, used, and written to files.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::demo::{Config, Fault, Faults, ServerPace};
use langsheng::store::BOARD;
use langsheng::ui::shell::keys;
use langsheng::words::{Lang, Phrase, board as words, export, outside, playback, voice};

use crate::desk::{Desk, LANGS, Plan};
use crate::pulse;

const PASSAGE: &str = "今天天气不错，我们去公园走走吧。";

/// A window with all voices to choose from, and a text.
fn browsing(plan: Plan, more: usize) -> Desk {
    let mut plan = plan;
    plan.config.more_voices = more;
    let mut desk = plan.open();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == more + 3);
    desk.write(PASSAGE);
    browse(&mut desk);
    desk
}

pub fn browse(desk: &mut Desk) {
    let key = keys::Shortcut::Voices.usual()[0];
    desk.key(key.modifiers, key.logical_key);
}

/// The board with the first voices of the list.
pub fn comparing(plan: Plan, voices: usize) -> Desk {
    let mut desk = browsing(plan, 20);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    for _ in 0..voices {
        desk.key(Modifiers::NONE, Key::C);
        desk.key(Modifiers::NONE, Key::ArrowRight);
    }
    assert_eq!(desk.model().board().entries.len(), voices);
    let label = words::OPEN_BOARD.with("n", voices).get(desk.lang);
    desk.press_label(&label);
    assert!(desk.view().voices.board.is_open);
    desk.until("it is known what is there", |desk| desk.model().board_state.to_make().0.len() == voices);
    desk
}

/// The entries as they are shown.
fn rows(desk: &mut Desk) -> Vec<String> {
    let rows = desk.harness().query_all_by_role(Role::ListBoxOption);
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

pub fn name(desk: &Desk, at: usize) -> String {
    outside::label(&desk.model().board().entries[at].spoken.voice.name).into_owned()
}

pub fn made(desk: &mut Desk, voices: usize) {
    desk.press(words::MAKE);
    desk.until("all are made", |desk| desk.model().board_state.made() == voices);
}

fn rate(desk: &mut Desk, name: &str, stars: usize) {
    let label = words::STARS.with("voice", name).with("n", stars).get(desk.lang);
    desk.press_far(&label);
}

pub fn check(desk: &mut Desk, phrase: Phrase) {
    let label = phrase.get(desk.lang);
    desk.harness().get_by_role_and_label(Role::CheckBox, label).click();
    desk.step();
}

pub fn menu(desk: &mut Desk, name: &str, what: Phrase) {
    let label = words::MORE.with("voice", name).get(desk.lang);
    desk.press_far(&label);
    desk.press(what);
}

#[test]
fn voices_are_put_on_the_board_made_rated_and_stay() {
    for lang in LANGS {
        let mut desk = comparing(Plan::new(lang), 3);
        assert_eq!(desk.model().board().passage, PASSAGE, "the sentence at hand is proposed");
        assert!(rows(&mut desk).iter().all(|row| row.contains(words::NOT_MADE.get(lang))), "{}", desk.words());
        made(&mut desk, 3);
        assert!(desk.shows(words::FREE.get(lang)));
        let first = name(&desk, 0);
        rate(&mut desk, &first, 4);
        assert_eq!(desk.model().board().entries[0].stars, 4);
        assert!(rows(&mut desk)[0].ends_with(&words::RATED.with("n", 4).get(lang)), "{:?}", rows(&mut desk));
        // The same voice in another manner, which is not made; the others cost nothing again.
        menu(&mut desk, &first, words::DUPLICATE);
        let sliders = desk.harness().query_all_by_role(Role::Slider);
        let rates = sliders.filter(|slider| slider.accesskit_node().label().as_deref() == Some(voice::RATE.get(lang)));
        // The other one is that of the text.
        rates.into_iter().next().expect("of the entry").set_value_accesskit(30.0);
        desk.step();
        desk.press_far(&format!("{} · {first}", words::DONE.get(lang)));
        let spoken = |at: usize| desk.model().board().entries[at].spoken.clone();
        assert_eq!((spoken(1).voice.id, spoken(1).speech_rate), (spoken(0).voice.id, 30));
        desk.until("it is known", |desk| desk.model().board_state.to_make().0 == [1]);
        assert_eq!(desk.model().settings.speech_rate, 0, "the text speaks as before");
        let mut desk = desk.again();
        desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
        browse(&mut desk);
        desk.press_label(&words::OPEN_BOARD.with("n", 4).get(lang));
        desk.until("what was made is there", |desk| desk.model().board_state.made() == 3);
        assert_eq!((desk.model().board().entries[0].stars, desk.model().board().passage.as_str()), (4, PASSAGE));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.view().voices.board.is_open && desk.view().voices.is_open, "back to the cards");
    }
}

#[test]
fn blind_hides_names_and_settings_until_they_are_revealed_by_stars() {
    for lang in LANGS {
        let mut desk = comparing(Plan::new(lang), 3);
        made(&mut desk, 3);
        let names: Vec<String> = (0..3).map(|at| name(&desk, at)).collect();
        check(&mut desk, words::BLIND);
        let shown = rows(&mut desk);
        let letter = |letter: char| words::BLIND_NAME.with("letter", letter).get(lang);
        assert!(shown.iter().zip('A'..).all(|(row, c)| row.starts_with(&letter(c))), "{shown:?}");
        let on_board = |desk: &Desk| names.iter().any(|name| desk.shows(&words::MORE.with("voice", name).get(lang)));
        assert!(!on_board(&desk) && !desk.shows(words::EXPORT.get(lang)));
        rate(&mut desk, &letter('B'), 5);
        rate(&mut desk, &letter('C'), 2);
        desk.press(words::REVEAL);
        let shown = rows(&mut desk);
        let stars = |n: usize| words::RATED.with("n", n).get(lang);
        assert!(shown[0].ends_with(&stars(5)) && shown[1].ends_with(&stars(2)), "{shown:?}");
        assert!(shown.iter().all(|row| names.iter().any(|name| row.starts_with(name.as_str()))), "{shown:?}");
        let best = desk.model().board().entries.iter().find(|entry| entry.stars == 5).cloned().expect("the best");
        let best_name = outside::label(&best.spoken.voice.name).into_owned();
        desk.press_label(&words::USE_VOICE.with("voice", best_name).get(lang));
        assert!(!desk.view().voices.is_open);
        assert_eq!(desk.model().voice(), best.spoken.voice);
    }
}

#[test]
fn one_that_fails_says_why_and_is_tried_again_and_thirteen_have_no_room() {
    let lang = Lang::En;
    let mut plan = Plan::new(lang);
    plan.config =
        Config { pace: ServerPace::Fast, faults: Faults::on(0, Fault::error_before_audio(4028)), ..Config::default() };
    let mut desk = comparing(plan, 2);
    desk.press(words::MAKE);
    desk.until("one is made", |desk| desk.model().board_state.made() == 1 && !desk.model().board_state.is_making());
    assert_eq!(desk.model().board_state.to_make().0.len(), 1, "{}", desk.words());
    desk.press(words::AGAIN);
    desk.until("both are made", |desk| desk.model().board_state.made() == 2);
    // An empty text is nothing to compare.
    desk.fill(words::PASSAGE.get(lang), " ");
    desk.until("nothing is made of it", |desk| desk.model().board_state.made() == 0);
    desk.fill(words::PASSAGE.get(lang), &"a".repeat(2_000));
    assert_eq!(desk.model().board().passage.len(), 250, "it fits one request");
    desk.press(words::BACK);
    desk.key(Modifiers::NONE, Key::ArrowDown);
    for _ in 0..BOARD {
        desk.key(Modifiers::NONE, Key::ArrowRight);
        desk.key(Modifiers::NONE, Key::C);
    }
    assert_eq!(desk.model().board().entries.len(), BOARD);
    desk.key(Modifiers::NONE, Key::ArrowRight);
    desk.key(Modifiers::NONE, Key::C);
    assert_eq!(desk.model().board().entries.len(), BOARD);
    assert!(desk.shows(&words::full(BOARD).get(lang)), "{}", desk.words());
}

#[test]
fn a_board_is_exported_with_its_table() {
    let lang = Lang::Zh;
    let mut desk = comparing(Plan::new(lang), 2);
    made(&mut desk, 2);
    let folder = desk.home().join("out");
    desk.press(words::EXPORT);
    desk.fill(export::FOLDER.get(lang), &folder.display().to_string());
    desk.press(export::SAVE);
    desk.until("it is written", |desk| desk.model().export.saves.is_empty() && folder.join("对比.csv").exists());
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 3);
}

#[test]
fn keys_switch_between_voices_that_sound_and_the_series_goes_on() {
    pulse::story("board::keys_switch_between_voices_that_sound_and_the_series_goes_on", |_sound| {
        let mut desk = comparing(Plan::new(Lang::En), 3);
        made(&mut desk, 3);
        let heard = |desk: &Desk| desk.model().preview.compared().and_then(|id| desk.model().board_state.place(id));
        check(&mut desk, words::REPEAT);
        desk.key(Modifiers::NONE, Key::Num1);
        assert_eq!(heard(&desk), Some(0));
        desk.until_shown(playback::STOP_PREVIEW.en);
        desk.key(Modifiers::NONE, Key::Num3);
        assert_eq!(heard(&desk), Some(2));
        desk.key(Modifiers::NONE, Key::A);
        assert_eq!(heard(&desk), Some(0));
        desk.key(Modifiers::NONE, Key::A);
        assert_eq!(heard(&desk), Some(2));
        desk.key(Modifiers::NONE, Key::ArrowUp);
        desk.key(Modifiers::NONE, Key::Space);
        assert_eq!(heard(&desk), Some(1));
        desk.key(Modifiers::NONE, Key::Space);
        assert_eq!(heard(&desk), None);
        check(&mut desk, words::REPEAT);
        desk.harness().get_by_role_and_label(Role::RadioButton, words::IN_ORDER.en).click();
        desk.step();
        desk.key(Modifiers::NONE, Key::Num1);
        for wanted in [0, 1, 2] {
            desk.until("the next one is heard", |desk| heard(desk) == Some(wanted));
        }
        desk.until("all were heard", |desk| heard(desk).is_none());
    });
}
