//! The switch that speaks a text while it is typed.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::demo::Tones;
use langsheng::ui::playback::Stage;
use langsheng::words::{Lang, document as words, playback};

use crate::desk::{Desk, LANGS, Plan};
use crate::screen::Screen;

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

/// Threads that listen to the clipboard, as the system names them.
#[cfg(target_os = "linux")]
fn listeners() -> usize {
    let threads = std::fs::read_dir("/proc/self/task").expect("threads").flatten();
    threads
        .filter(|thread| std::fs::read_to_string(thread.path().join("comm")).is_ok_and(|name| name == "clipboard\n"))
        .count()
}

#[cfg(target_os = "linux")]
#[test]
fn what_other_programs_copy_is_added_and_spoken_and_what_the_window_copies_is_not() {
    for lang in LANGS {
        let screen = Screen::start();
        let mut desk = Plan { display: Some(screen.display().to_owned()), ..Plan::new(lang) }.open();
        let label = words::COPIES.get(lang);
        let press = |desk: &mut Desk| {
            desk.press(words::MORE_OF_TEXT);
            desk.choose(label);
        };
        let text = |desk: &Desk| desk.model().document.text.clone();
        desk.write("旧的。");
        screen.copy("先前复制的。", None);
        press(&mut desk);
        desk.until_shown(playback::LIVE_STATUS.get(lang));
        let mut n = 0;
        desk.until("it listens", |desk| {
            n += 1;
            screen.copy(&format!("第{n}次。"), None);
            text(desk).contains("次。")
        });
        screen.copy("甲\r\n乙\0丙", None);
        desk.until("a copy is a paragraph", |desk| text(desk).ends_with("次。\n\n甲\n乙丙\n\n"));
        assert!(!text(&desk).contains("先前"), "what was copied before is not taken");
        desk.until("it is spoken", |desk| written(desk).ends_with("甲\n乙丙"));

        // The window's own copy comes back from the system, as does the same text put there twice.
        desk.type_into(words::TEXT.get(lang), "");
        desk.key(Modifiers::COMMAND, Key::A);
        desk.harness().event(Event::Copy);
        desk.step();
        let all = text(&desk);
        for own in [all.as_str(), &all, "   \n"] {
            screen.copy(own, None);
        }
        screen.copy("image", Some("image/png"));
        screen.copy("file:///tmp/a", Some("text/uri-list"));
        screen.copy("hunter2", Some("x-kde-passwordManagerHint"));
        screen.copy(&"长".repeat(400_000), None);
        desk.until_shown(words::COPY_TOO_LONG.get(lang));
        screen.copy(&"也长。".repeat(100_000), None);
        desk.until("a long one comes in pieces", |desk| text(desk).len() > 900_000);
        assert_eq!(text(&desk), format!("{}\n\n{}\n\n", all.trim_end(), "也长。".repeat(100_000)));

        // It was one step.
        desk.type_into(words::TEXT.get(lang), "");
        desk.key(Modifiers::COMMAND, Key::Z);
        assert_eq!(text(&desk), all);
        assert_eq!(listeners(), 1);
        press(&mut desk);
        assert!(desk.model().document.live.is_some(), "what is typed is still spoken");
        desk.until("nobody listens any more", |_| listeners() == 0);
        screen.copy("没有人听。", None);
        press(&mut desk);
        switch(&mut desk);
        desk.until("nor does anybody once the text has ended", |_| listeners() == 0);
        assert!(!desk.model().document.takes_copies);
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!text(&desk).contains("没有人听"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_clipboard_that_is_missing_or_goes_away_is_said_and_the_rest_goes_on() {
    for lang in LANGS {
        let screen = Screen::start();
        let mut desk = Plan { display: Some(screen.display().to_owned()), ..Plan::new(lang) }.open();
        let label = words::COPIES.get(lang);
        desk.press(words::MORE_OF_TEXT);
        desk.choose(label);
        desk.until_shown(playback::LIVE_STATUS.get(lang));
        drop(screen);
        desk.until_shown(words::NO_CLIPBOARD.get(lang));
        assert!(!desk.model().document.takes_copies);
        desk.type_into(words::TEXT.get(lang), "");
        type_text(&mut desk, "还在。");
        desk.until("what is typed is spoken", |desk| written(desk) == "还在。");
        desk.key(Modifiers::NONE, Key::Escape);
        assert_eq!(desk.until_ended(), Stage::Stopped);
    }
}
