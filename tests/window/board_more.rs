//! More of the board: an order by chance, the voice of an entry for one sentence, and what becomes of it without a device, a
//! network or a disk.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::protocol::Token;
use langsheng::ui::account::TokenState;
use langsheng::words::{Lang, board as words, playback};

use crate::board::{browse, check, comparing, made, menu, name};
use crate::desk::{Desk, LANGS, Plan};
use crate::pulse;

fn heard(desk: &Desk) -> Option<usize> {
    desk.model().preview.compared().and_then(|id| desk.model().board_state.place(id))
}

#[test]
fn by_chance_each_is_heard_once() {
    pulse::story("board_more::by_chance_each_is_heard_once", |_sound| {
        let mut desk = comparing(Plan::new(Lang::En), 4);
        made(&mut desk, 4);
        desk.harness().get_by_role_and_label(egui::accesskit::Role::RadioButton, words::SHUFFLED.en).click();
        desk.step();
        desk.key(Modifiers::NONE, Key::Num2);
        let mut all = vec![heard(&desk).expect("it is heard")];
        desk.until("all were heard", |desk| {
            all.extend(heard(desk).filter(|at| all.last() != Some(at)));
            heard(desk).is_none()
        });
        assert_eq!(all[0], 1);
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
        // Over and over it goes on with any, but never with the one that has just ended.
        check(&mut desk, words::REPEAT);
        desk.key(Modifiers::NONE, Key::Num1);
        let mut all = vec![0];
        desk.until("many were heard", |desk| {
            all.extend(heard(desk).filter(|at| all.last() != Some(at)));
            all.len() > 5
        });
        desk.key(Modifiers::NONE, Key::Escape);
    });
}

#[test]
fn the_voice_of_an_entry_can_be_given_to_the_sentence_alone() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.more_voices = 20;
        let mut desk = plan.open();
        desk.until("the voices are there", |desk| desk.model().voices.list.len() == 23);
        desk.write("今天天气不错，我们去公园走走吧。");
        desk.press(playback::SPEAK);
        desk.until_ended();
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        browse(&mut desk);
        desk.key(Modifiers::NONE, Key::ArrowDown);
        for _ in 0..3 {
            desk.key(Modifiers::NONE, Key::ArrowRight);
        }
        desk.key(Modifiers::NONE, Key::C);
        let own = desk.model().voice();
        assert_ne!(desk.model().board().entries[0].spoken.voice.id, own.id);
        desk.press_label(&words::OPEN_BOARD.with("n", 1).get(lang));
        desk.until("it is known what is there", |desk| desk.model().board_state.to_make().0.len() == 1);
        made(&mut desk, 1);
        let voice = name(&desk, 0);
        menu(&mut desk, &voice, words::USE_SENTENCE);
        assert!(!desk.view().voices.is_open, "back to the page");
        desk.until("the sentence is in that voice", |desk| {
            let take = desk.model().playback.reading().map(|(take, _)| take);
            desk.model().playback.running().is_none()
                && take.is_some_and(|take| take.is_other_at(langsheng::audio::TakeSample::ZERO))
        });
        assert_eq!(desk.model().voice(), own, "the text keeps its voice");
    }
}

#[test]
fn without_a_device_it_is_made_and_rated_and_says_why_nothing_is_heard() {
    pulse::story_without_server(
        "board_more::without_a_device_it_is_made_and_rated_and_says_why_nothing_is_heard",
        || {
            for lang in LANGS {
                let mut desk = comparing(Plan::new(lang), 2);
                made(&mut desk, 2);
                desk.key(Modifiers::NONE, Key::Num1);
                desk.until("it says why", |desk| !desk.model().notices.list().is_empty());
                desk.until("it does not pretend to sound", |desk| heard(desk).is_none());
                assert_eq!(desk.model().board_state.made(), 2);
            }
        },
    );
}

#[test]
fn without_a_network_each_entry_says_so_and_can_be_tried_again() {
    for lang in LANGS {
        let mut desk = comparing(Plan::new(lang), 2);
        // A port that was free a moment ago, and at which nobody listens.
        let address = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        let model = desk.harness().state_mut().model_mut();
        let board = model.board().clone();
        model.settings.account = address.to_string();
        model.settings.custom_endpoint = Some(format!("http://{address}"));
        model.account.token = TokenState::Present(Token::parse("pat_a").expect("a token"));
        *model.board_mut() = board;
        desk.until("it is known what is there", |desk| desk.model().board_state.to_make().0.len() == 2);
        desk.press(words::MAKE);
        let is_failed = |desk: &Desk| {
            (0..2)
                .filter_map(|at| desk.model().board_state.sound(at))
                .all(|sound| matches!(sound.stage, langsheng::ui::voice::board::EntryStage::Failed(_)))
        };
        desk.until("both have failed", is_failed);
        desk.step();
        assert!(desk.harness().query_all_by_label(words::AGAIN.get(lang)).count() == 2, "{}", desk.words());
        assert_eq!(desk.model().board_state.to_make().0.len(), 2);
    }
}

#[test]
fn where_nothing_can_be_written_each_entry_says_so() {
    let lang = Lang::En;
    let mut desk = comparing(Plan::new(lang), 2);
    // A file in the way of the folder: rights do not stop everybody.
    let place = desk.home().join("cache/auditions");
    std::fs::remove_dir_all(&place).ok();
    std::fs::create_dir_all(desk.home().join("cache")).expect("a folder");
    std::fs::write(&place, "").expect("a file");
    desk.press(words::MAKE);
    desk.until("none is being made", |desk| !desk.model().board_state.is_making());
    desk.until("they are told", |desk| {
        let stages = (0..2).filter_map(|at| desk.model().board_state.sound(at));
        stages.filter(|sound| matches!(sound.stage, langsheng::ui::voice::board::EntryStage::Failed(_))).count() == 2
    });
    std::fs::remove_file(&place).expect("the file");
    desk.press(words::MAKE);
    desk.until("both are made", |desk| desk.model().board_state.made() == 2);
}
