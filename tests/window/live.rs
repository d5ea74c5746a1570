//! The switch that speaks a text while it is typed.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::demo::Tones;
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document as words, playback};

use crate::desk::{Desk, LANGS};

/// Presses the switch.
fn switch(desk: &mut Desk) {
    let label = words::LIVE.get(desk.lang);
    desk.harness().get_by_role_and_label(Role::Switch, label).click();
    desk.step();
}

/// A window in which what is written is spoken, with the keyboard in its text.
fn live(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    switch(&mut desk);
    desk.type_into(words::TEXT.get(lang), "");
    desk.until_shown(playback::LIVE_STATUS.get(lang));
    desk
}

fn type_text(desk: &mut Desk, text: &str) {
    desk.harness().event(Event::Text(text.into()));
    desk.step();
}

/// What of the text is out.
fn out(desk: &Desk) -> Option<&str> {
    let document = &desk.model().document;
    let out = document.live.as_ref()?.out()?;
    Some(&document.text[out])
}

/// What was written of the take so far.
fn written(desk: &Desk) -> String {
    let take = desk.model().playback.take.as_ref();
    take.map(|take| take.text().trim_end().to_owned()).unwrap_or_default()
}

#[test]
fn each_sentence_is_out_when_it_is_finished_and_switching_off_speaks_the_rest() {
    for lang in LANGS {
        let mut desk = live(lang);
        type_text(&mut desk, "今天天气不错。明");
        desk.until("the sentence is out", |desk| written(desk) == "今天天气不错。");
        assert_eq!(out(&desk), Some("今天天气不错。"));
        desk.until("it is heard before the text has ended", |desk| desk.stage() == Some(Stage::Receiving));
        type_text(&mut desk, "天呢");
        desk.key(Modifiers::NONE, Key::Backspace);
        type_text(&mut desk, "也好");
        assert_eq!(written(&desk), "今天天气不错。", "a sentence that is being typed is not out");
        switch(&mut desk);
        assert_eq!(desk.until_ended(), Stage::Finished);
        assert_eq!(written(&desk), "今天天气不错。明天也好");
        desk.until("it is the text on screen", |desk| out(desk).is_none());
        let take = desk.model().playback.take.clone().expect("a take");
        assert_eq!(take.len(), Tones::text("今天天气不错。明天也好", take.rate()).len() as u64, "{lang:?}");
    }
}

#[test]
fn what_an_input_method_composes_is_no_text_yet() {
    let mut desk = live(Lang::Zh);
    desk.harness().event(Event::Ime(ImeEvent::Preedit { text: "ni hao。".into(), active_range_chars: None }));
    desk.step();
    assert_eq!((out(&desk), written(&desk).as_str()), (Some(""), ""));
    desk.harness().event(Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
    desk.harness().event(Event::Ime(ImeEvent::Commit("你好。".into())));
    desk.step();
    desk.until("it is out", |desk| written(desk) == "你好。");
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.until_ended(), Stage::Stopped);
    desk.until("the switch is off", |desk| out(desk).is_none());
    type_text(&mut desk, "再见。");
    assert_eq!(written(&desk), "你好。");
}

#[test]
fn what_stands_there_already_is_not_spoken_and_what_is_out_can_be_changed() {
    let mut desk = Desk::open(Lang::En);
    desk.write("Written before. ");
    switch(&mut desk);
    desk.type_into(words::TEXT.get(Lang::En), "");
    desk.until_shown(playback::LIVE_STATUS.get(Lang::En));
    desk.key(Modifiers::COMMAND, Key::End);
    type_text(&mut desk, "It is new. And");
    desk.until("it is out", |desk| written(desk) == "It is new.");
    desk.key(Modifiers::COMMAND, Key::Home);
    type_text(&mut desk, "Long ago. ");
    desk.key(Modifiers::COMMAND, Key::End);
    type_text(&mut desk, " so on. ");
    desk.until("the next one is out", |desk| written(desk).ends_with("so on."));
    assert_eq!(written(&desk), "It is new. And so on.");
    switch(&mut desk);
    assert_eq!(desk.until_ended(), Stage::Finished);
}
