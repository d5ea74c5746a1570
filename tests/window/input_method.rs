//! What an input method is told. On X11 it forgets whether it is on each time it hears that a field begins or ends to want text.

use egui::accesskit::Role;
use egui::output::IMEOutput;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use langsheng::words::{Lang, document, shell};

use crate::desk::Desk;

/// What the window tells.
fn told(desk: &mut Desk) -> Option<IMEOutput> {
    desk.harness().output().platform_output.ime
}

/// Presses at a place with the mouse; returns what each frame of it told.
fn click(desk: &mut Desk, pos: Pos2) -> Vec<Option<IMEOutput>> {
    let button =
        |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    let frames = [Event::PointerMoved(pos), button(true), button(false)].map(|event| {
        desk.harness().event(event);
        desk.harness().step();
        told(desk)
    });
    desk.harness().step();
    frames.into_iter().chain([told(desk)]).collect()
}

#[test]
fn a_click_in_the_text_interrupts_only_what_is_being_composed() {
    let mut desk = Desk::open(Lang::Zh);
    desk.write("今天天气不错。我们去公园走走吧。");
    let (near, far) = (egui::pos2(320.0, 100.0), egui::pos2(400.0, 100.0));
    click(&mut desk, near);
    let frames = click(&mut desk, far);
    assert!(frames.iter().all(|told| told.is_some_and(|ime| !ime.should_interrupt_composition)), "{frames:?}");

    let preedit = ImeEvent::Preedit { text: "ni".into(), active_range_chars: None };
    desk.harness().event(Event::Ime(preedit));
    desk.step();
    let frames = click(&mut desk, near);
    assert!(frames.iter().any(|told| told.is_some_and(|ime| ime.should_interrupt_composition)), "{frames:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn it_stays_on_from_field_to_field_and_while_nothing_has_the_keyboard() {
    let mut desk = Desk::open(Lang::Zh);
    desk.write("今天天气不错。");
    let title = desk.field(document::TITLE.get(Lang::Zh)).rect().center();
    for to in [title, egui::pos2(320.0, 100.0), title] {
        let frames = click(&mut desk, to);
        assert!(frames.iter().all(Option::is_some), "to {to}: {frames:?}");
    }
    // A button that is pressed with the mouse takes no keys.
    let collapse = desk.harness().get_by_role_and_label(Role::Button, shell::HIDE_LEFT.get(Lang::Zh)).rect().center();
    let frames = click(&mut desk, collapse);
    assert!(frames.iter().all(Option::is_some), "{frames:?}");
    // One that is reached with the keyboard does: its letters and blanks are for it.
    desk.key(Modifiers::NONE, Key::Tab);
    desk.step();
    assert_eq!(told(&mut desk), None);
}
