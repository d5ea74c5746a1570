//! The keyboard.

use std::time::Duration;

use egui::{Event, ImeEvent, Key, Modifiers};
use langsheng::demo::{Fault, Faults};
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document as words, export};

use crate::desk::{Desk, Plan};

/// A window whose first job never gets an answer, already speaking.
fn speaking() -> Desk {
    let mut plan = Plan::new(Lang::Zh);
    plan.config.faults = Faults::every(Fault::SlowAnswer(Duration::from_secs(600)));
    let mut desk = plan.open();
    desk.write("今天天气不错。");
    desk.key(Modifiers::COMMAND, Key::Enter);
    desk.until("the job is accepted", |desk| desk.stage().is_some_and(|stage| stage != Stage::Asked));
    assert_eq!(desk.model().document.text, "今天天气不错。", "the key that speaks writes no line end");
    desk
}

#[test]
fn ctrl_enter_speaks_and_escape_stops() {
    let mut desk = speaking();
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn escape_belongs_to_the_input_method_while_it_composes() {
    let mut desk = speaking();
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    desk.harness().event(preedit("ni hao"));
    desk.step();
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(Modifiers::COMMAND, Key::Enter);
    assert!(desk.stage().is_some_and(Stage::is_running), "the job goes on while one composes");
    desk.harness().event(preedit(""));
    desk.step();
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn a_committed_word_ends_the_composition() {
    let mut desk = speaking();
    desk.harness().event(Event::Ime(ImeEvent::Preedit { text: "ni".into(), active_range_chars: None }));
    desk.step();
    desk.harness().event(Event::Ime(ImeEvent::Commit("你".into())));
    desk.step();
    assert!(desk.model().document.text.contains('你'));
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.until_ended(), Stage::Stopped);
}

#[test]
fn ctrl_o_and_ctrl_s_ask_for_a_file() {
    let mut desk = Desk::open(Lang::En);
    desk.write("Some words to be saved.");
    desk.key(Modifiers::COMMAND, Key::O);
    desk.until_shown(words::OPEN_TITLE.get(Lang::En));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows(words::OPEN_TITLE.get(Lang::En)), "escape closes the dialog");
    desk.key(Modifiers::COMMAND, Key::S);
    desk.until_shown(export::EXPORT_TEXT.get(Lang::En));
}
