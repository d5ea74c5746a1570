//! Pictures of the window: each panel in the state in which it says most, in both languages and both themes.
//!
//! What is seen is compared with `tests/window/pictures/NAME.png`; where it differs, what is new and what differs lie beside it.
//! After a change that is meant: `UPDATE_SNAPSHOTS=1 cargo test --test window pictures`, and a look at each.

use std::path::Path;

use egui_kittest::{SnapshotOptions, SnapshotResults};
use langsheng::audio::Playback;
use langsheng::demo::{Config, Fault, Faults, ServerPace};
use langsheng::store::Theme;
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::keys::Shortcut;
use langsheng::words::{Lang, account, board, document, export, playback};

use crate::desk::{Desk, Plan};
use crate::pulse;

/// In each language, and in each theme; not in each of both.
const LOOKS: [(Lang, Theme, &str); 2] = [(Lang::Zh, Theme::Light, "zh-light"), (Lang::En, Theme::Dark, "en-dark")];

/// The others, for the picture that one sees most.
const OTHER_LOOKS: [(Lang, Theme, &str); 2] =
    [(Lang::Zh, Theme::Dark, "zh-dark"), (Lang::En, Theme::Light, "en-light")];

/// How far one pixel, and how many pixels, may be off: the letters of another processor, and nothing that one would see.
const PIXEL: f32 = 0.8;
const PIXELS: usize = 12;

fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => {
            "第一章 远行\n\n今天天气不错，我们一起去公园走走吧。湖边的“老茶馆”还开着，门口摆着两把竹椅。\n\n风吹过来的时候，茶香也跟着来了。\n"
        }
        Lang::En => {
            "Chapter 1 The walk\n\nIt was a fine day, so we went to the park. The old tea house by the lake was still open, with two \
             chairs at its door.\n\nWhen the wind came, the scent of tea came with it.\n"
        }
    }
}

/// A window in the look, small enough that all that matters is near the middle.
fn open(theme: Theme, plan: Plan) -> Desk {
    let mut desk = Plan { size: ([960.0, 640.0], 1.0), ..plan }.open();
    let settings = &mut desk.harness().state_mut().model_mut().settings;
    settings.theme = theme;
    settings.save_folder = Some("/tmp".into());
    desk.until("the voices are listed", |desk| desk.model().voice_info().is_some());
    desk
}

/// Compares what is seen once nothing moves.
fn look(desk: &mut Desk, seen: &mut SnapshotResults, name: &str) {
    desk.until_quiet();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/window/pictures");
    let options = SnapshotOptions::new().output_path(folder).threshold(PIXEL).max_failed_pixels(PIXELS);
    desk.harness().snapshot_options(name, &options);
    seen.extend_harness(desk.harness());
}

/// A text that was spoken, held at its second sentence.
fn spoken(lang: Lang, theme: Theme) -> Desk {
    let mut desk = open(theme, Plan::new(lang));
    desk.write(text(lang));
    desk.press(playback::SPEAK);
    desk.until("it is heard", |desk| desk.model().playback.state == Playback::Playing);
    desk.press(playback::PAUSE);
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.until("it is read", |desk| desk.model().document.page.take.is_some());
    desk.until("it is listed", |desk| desk.takes() == 1);
    while desk.position() > 0 {
        desk.press(playback::PREVIOUS);
    }
    desk.press(playback::NEXT);
    desk.until("the second sentence is marked", |desk| desk.is_marked(1));
    desk.leave_text();
    desk
}

#[test]
fn first_start() {
    let mut seen = SnapshotResults::new();
    for (lang, theme, name) in LOOKS {
        let mut desk = open(theme, Plan { is_first: true, ..Plan::new(lang) });
        desk.leave_text();
        look(&mut desk, &mut seen, &format!("first-start-{name}"));
    }
}

#[test]
fn a_spoken_text() {
    pulse::story("pictures::a_spoken_text", |_sound| {
        let mut seen = SnapshotResults::new();
        for (lang, theme, name) in LOOKS {
            let mut desk = spoken(lang, theme);
            look(&mut desk, &mut seen, &format!("spoken-{name}"));
            // What was added is not spoken yet.
            let more = match lang {
                Lang::Zh => "\n后来下雨了。",
                Lang::En => "\nThen it rained.",
            };
            desk.type_into(document::TEXT.get(lang), more);
            desk.until("it is counted", |desk| desk.model().document.is_counted());
            desk.leave_text();
            look(&mut desk, &mut seen, &format!("edited-{name}"));
        }
        for (lang, theme, name) in OTHER_LOOKS {
            let mut desk = spoken(lang, theme);
            look(&mut desk, &mut seen, &format!("spoken-{name}"));
        }
    });
}

#[test]
fn a_failed_run() {
    pulse::story("pictures::a_failed_run", |_sound| {
        let mut seen = SnapshotResults::new();
        for (lang, theme, name) in LOOKS {
            let faults = Faults::every(Fault::error_before_audio(4101));
            let config = Config { pace: ServerPace::Fast, faults, ..Config::default() };
            let mut desk = open(theme, Plan { config, ..Plan::new(lang) });
            desk.write(text(lang));
            desk.press(playback::SPEAK);
            assert_eq!(desk.until_ended(), Stage::Failed);
            desk.leave_text();
            look(&mut desk, &mut seen, &format!("failed-{name}"));
        }
    });
}

#[test]
fn dialogs_and_settings() {
    let mut seen = SnapshotResults::new();
    for (lang, theme, name) in LOOKS {
        let mut desk = open(theme, Plan::new(lang));
        desk.write(text(lang));
        desk.leave_text();
        desk.settings();
        look(&mut desk, &mut seen, &format!("settings-{name}"));
        desk.settings();
        desk.press_label(&format!("{}: {}", account::ACCOUNT.get(lang), account::DEMO_ACCOUNT.get(lang)));
        desk.choose(account::CUSTOM.get(lang));
        look(&mut desk, &mut seen, &format!("account-{name}"));
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);
        desk.press(export::SAVE_AS);
        look(&mut desk, &mut seen, &format!("export-{name}"));
    }
}

#[test]
fn what_is_found_and_the_queue() {
    let mut seen = SnapshotResults::new();
    for (lang, theme, name) in LOOKS {
        let mut desk = open(theme, Plan::new(lang));
        desk.write(text(lang));
        let replace = Shortcut::Replace.usual()[0];
        desk.key(replace.modifiers, replace.logical_key);
        let sought = match lang {
            Lang::Zh => "茶",
            Lang::En => "tea",
        };
        desk.fill(document::FIND.get(lang), sought);
        desk.until("it is found", |desk| desk.model().document.is_counted());
        desk.leave_fields();
        look(&mut desk, &mut seen, &format!("found-{name}"));
        desk.key(egui::Modifiers::NONE, egui::Key::Escape);
        let folder = desk.home().join("book");
        std::fs::create_dir_all(&folder).expect("a folder");
        for chapter in ["1.txt", "2.txt"] {
            std::fs::write(folder.join(chapter), text(lang)).expect("a file");
        }
        desk.offer_folder(&folder);
        desk.queue_into("out");
        desk.until("all are done", |desk| {
            let queue = &desk.model().queue.batch;
            queue.items.len() == 2 && queue.left == 0
        });
        desk.leave_fields();
        look(&mut desk, &mut seen, &format!("queue-{name}"));
    }
}

#[test]
fn voices_that_are_compared() {
    let mut seen = SnapshotResults::new();
    for (lang, theme, name) in LOOKS {
        let mut plan = Plan::new(lang);
        plan.config.faults = Faults::on(0, Fault::error_before_audio(4101));
        let mut desk = open(theme, plan);
        desk.write(text(lang));
        for voice in desk.model().voices.list.iter().cloned().collect::<Vec<_>>() {
            let model = desk.harness().state_mut().model_mut();
            let mut entry = model.board_entry(langsheng::store::VoiceChoice::of(&voice));
            entry.speech_rate = 20 * i32::from(!voice.emotions.is_empty());
            model.board_mut().add(entry, None);
        }
        let failing = desk.model().board_entry(desk.model().voice());
        let key = Shortcut::Voices.usual()[0];
        desk.key(key.modifiers, key.logical_key);
        let count = desk.model().board().entries.len();
        desk.leave_fields();
        look(&mut desk, &mut seen, &format!("voices-{name}"));
        desk.press_label(&board::OPEN_BOARD.with("n", count).get(lang));
        // The first one fails, the others are made once it is there again.
        desk.until("all are known", |desk| desk.model().board_state.to_make().0.len() == count);
        desk.press(board::MAKE);
        desk.until("all have ended", |desk| !desk.model().board_state.is_making());
        let model = desk.harness().state_mut().model_mut();
        model.board_mut().add(langsheng::store::VoicePreset { speech_rate: -20, ..failing }, None);
        for (entry, stars) in model.board_mut().entries.iter_mut().zip([3, 5, 0]) {
            entry.stars = stars;
        }
        look(&mut desk, &mut seen, &format!("board-{name}"));
    }
}

#[test]
fn a_text_of_several_voices() {
    pulse::story("pictures::a_text_of_several_voices", |_sound| {
        let mut seen = SnapshotResults::new();
        for (lang, theme, name) in LOOKS {
            let (text, roles) = match lang {
                Lang::Zh => (
                    "清晨的码头很安静。\n[船长]要开船了！\n[小明|开心|+20]等等我！{0.5s}等等！\n[默认]他跑得飞快。\n[小刚]谁在那儿？\n",
                    ["船长", "小明"],
                ),
                Lang::En => (
                    "It was quiet at the pier.\n[Captain] We are leaving!\n[Anna|happy|+20] Wait for me! {0.5s} Wait!\n[default] She ran fast.\n[Bob] Who is there?\n",
                    ["Captain", "Anna"],
                ),
            };
            let mut desk = open(theme, Plan::new(lang));
            desk.harness().set_size(egui::vec2(960.0, 860.0));
            let voices = desk.model().voices.list.clone();
            let document = &mut desk.harness().state_mut().model_mut().document;
            for (role, voice) in roles.iter().zip(&voices[1..]) {
                document.cast.give("demo", role, langsheng::store::VoiceChoice::of(voice));
            }
            document.changed();
            desk.write(text);
            desk.press(playback::SPEAK);
            desk.until("it is heard", |desk| desk.model().playback.state == Playback::Playing);
            desk.press(playback::PAUSE);
            assert_eq!(desk.until_ended(), Stage::Finished);
            desk.until("it is read", |desk| desk.model().document.page.take.is_some());
            while desk.position() > 0 {
                desk.press(playback::PREVIOUS);
            }
            desk.press(playback::NEXT);
            desk.until("the second sentence is marked", |desk| desk.is_marked(1));
            desk.leave_text();
            look(&mut desk, &mut seen, &format!("cast-{name}"));
        }
    });
}
