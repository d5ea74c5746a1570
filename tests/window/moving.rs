//! Where the sound goes on: after a stop, from a sentence, and on a device that is back.

use egui::{Key, Modifiers};
use langsheng::audio::Playback;
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::notice::Tone;
use langsheng::words::{Class, Lang, account, document, playback as words, shell};

use crate::desk::{Desk, LANGS, Plan};
use crate::playback::hold;
use crate::pulse;

/// A window that plays a take which has come to its end.
fn playing(lang: Lang, text: &str) -> Desk {
    let mut desk = Desk::open(lang);
    desk.write(text);
    desk.press(words::SPEAK);
    desk.until("it sounds", |desk| desk.model().playback.state == Playback::Playing);
    desk
}

fn is_in_trouble(desk: &Desk, class: Class) -> bool {
    let list = desk.model().notices.list();
    list.iter().any(|notice| matches!(&notice.tone, Tone::Trouble(failure) if failure.class == class))
}

#[test]
fn a_stop_keeps_the_place_and_the_button_goes_on_from_there() {
    pulse::story("moving::a_stop_keeps_the_place_and_the_button_goes_on_from_there", |_sound| {
        for lang in LANGS {
            let mut desk = playing(lang, &"今天天气不错，我们去公园走走吧。".repeat(20));
            desk.until("a second is heard", |desk| desk.position() > 24_000);
            desk.key(Modifiers::NONE, Key::Escape);
            desk.until("it is silent", |desk| desk.model().playback.state == Playback::Idle);
            let stopped = desk.position();
            assert!(stopped > 24_000);
            desk.press(words::RESUME);
            desk.until("it goes on", |desk| desk.model().playback.state == Playback::Playing);
            assert!(desk.position() >= stopped, "from {stopped}, at {}", desk.position());
            // The space key does the same.
            desk.leave_text();
            desk.key(Modifiers::NONE, Key::Escape);
            desk.until("it is silent", |desk| desk.model().playback.state == Playback::Idle);
            let stopped = desk.position();
            desk.key(Modifiers::NONE, Key::Space);
            desk.until("it goes on", |desk| desk.model().playback.state == Playback::Playing);
            assert!(desk.position() >= stopped, "from {stopped}, at {}", desk.position());
        }
    });
}

#[test]
fn a_sentence_that_is_gone_to_is_heard_also_where_the_sound_is_held() {
    pulse::story("moving::a_sentence_that_is_gone_to_is_heard_also_where_the_sound_is_held", |_sound| {
        for lang in LANGS {
            let mut desk = playing(lang, "今天天气不错。我们去公园走走吧。明天再说。");
            assert_eq!(desk.until_ended(), Stage::Finished);
            desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
            hold(&mut desk);
            desk.open_text_menu();
            desk.press(document::SPEAK_FROM_HERE);
            desk.until("it sounds", |desk| desk.model().playback.state == Playback::Playing);
            assert_eq!(desk.sentence(), Some(2));
        }
    });
}

#[test]
fn a_device_that_is_back_takes_its_notice_with_it() {
    pulse::story("moving::a_device_that_is_back_takes_its_notice_with_it", |mut sound| {
        let mut desk = playing(Lang::En, &"It goes on for a while. ".repeat(40));
        sound.kill_server();
        desk.until("it is missed", |desk| is_in_trouble(desk, Class::Device));
        desk.until("it is held", |desk| desk.model().playback.state == Playback::Paused);
        sound.restart_server();
        desk.until_shown(words::RESUME.get(Lang::En));
        desk.press(words::RESUME);
        desk.until("it sounds", |desk| desk.model().playback.state == Playback::Playing);
        assert!(!is_in_trouble(&desk, Class::Device), "{:?}", desk.model().notices.list());
    });
}

#[test]
fn a_failure_on_another_account_is_forgotten_there() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::on(0, Fault::At(FaultPoint::Delta(2), Act::Error(4101)));
        let mut desk = plan.open();
        desk.write("今天天气不错。我们去公园走走吧。");
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Failed);
        desk.step();
        assert!(desk.shows(words::CONTINUE_HERE.get(lang)) && is_in_trouble(&desk, Class::Token));

        let bar = |desk: &Desk| match desk.model().is_demo() {
            true => format!("{}: {}", account::ACCOUNT.get(lang), account::DEMO_ACCOUNT.get(lang)),
            false => format!("{}: {}", account::ACCOUNT.get(lang), desk.model().settings.account),
        };
        desk.press_label(&bar(&desk));
        desk.choose("coze.cn");
        desk.type_into(account::TOKEN.get(lang), "pat_nobody");
        desk.press(account::CHECK_AND_USE);
        desk.until("the check is done", |desk| desk.model().account.report.is_some());
        desk.step();
        desk.press(account::USE_ANYWAY);
        desk.press(shell::CLOSE);
        assert!(!desk.shows(words::CONTINUE_HERE.get(lang)), "this account has nothing to go on with");
        assert!(desk.stage().is_none() && !is_in_trouble(&desk, Class::Token), "no red line");

        desk.press_label(&bar(&desk));
        desk.choose(account::DEMO.get(lang));
        desk.press(account::CHECK_AND_USE);
        desk.press(shell::CLOSE);
        // Back where it failed one can go on with it.
        desk.press(words::CONTINUE_HERE);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.step();
        assert!(!desk.shows(words::CONTINUE_HERE.get(lang)) && !is_in_trouble(&desk, Class::Token));
    }
}
