//! What is kept: found again, named, exported, reused, moved to the trash; the room it takes.

mod documents;
mod several;

use std::fs;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::audio::TakeSample;
use langsheng::audio::files::captions::CaptionFormat;
use langsheng::audio::files::export::{FileFormat, Mp3};
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Speech};
use langsheng::engine::SaveReport;
use langsheng::store::VoiceChoice;
use langsheng::ui::export::bytes_a_second;
use langsheng::ui::playback::Stage;
use langsheng::ui::shell::notice::{Notice, Tone};
use langsheng::words::{Class, Lang, document, export, library as words, playback, settings, shell as common};

use crate::desk::{Desk, LANGS, Plan};
use crate::playback::hold;

const CHINESE: &str = "今天天气不错，我们去公园走走。";
const ENGLISH: &str = "A quick brown fox jumps over the dog.";

/// A window with two takes, at its library.
fn with_takes(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    for (count, text) in [CHINESE, ENGLISH].into_iter().enumerate() {
        speak(&mut desk, text);
        desk.until("the take is listed", |desk| desk.takes() == count + 1);
    }
    desk.choose(words::LIBRARY_TAB.get(lang));
    desk
}

/// Speaks a text in a document of its own.
fn speak(desk: &mut Desk, text: &str) {
    if !desk.model().document.text.is_empty() {
        desk.press(document::NEW);
        desk.until("there is a new document", |desk| desk.model().document.text.is_empty());
    }
    desk.write(text);
    desk.press(playback::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Finished);
}

/// The title of the take in the list that begins with `start`.
fn name_of(desk: &Desk, start: &str) -> String {
    let take = desk.model().library.takes.iter().find(|take| take.name().starts_with(start));
    take.unwrap_or_else(|| panic!("no take {start:?}")).name().into_owned()
}

/// Presses an entry of the menu of a take.
fn in_menu(desk: &mut Desk, take: &str, entry: langsheng::words::Phrase) {
    let name = name_of(desk, take);
    desk.press_label(&words::MORE.with("take", name).get(desk.lang));
    desk.press(entry);
}

/// Opens the dialog that exports the take of this title.
fn export_take(desk: &mut Desk, name: &str) {
    desk.press_label(&words::MORE.with("take", name).get(desk.lang));
    desk.press_label(&words::EXPORT_TAKE.with("take", name).get(desk.lang));
    desk.until("the dialog is open", |desk| desk.view().export.is_some());
    desk.step();
}

#[test]
fn takes_are_found_by_chinese_words_named_starred_and_stay_so() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let (chinese, english) = (name_of(&desk, "今天"), name_of(&desk, "A quick"));
        let play = |name: &str| words::PLAY_TAKE.with("take", name).get(lang);
        assert!(desk.shows(&play(&chinese)) && desk.shows(&play(&english)));
        desk.type_into(words::SEARCH_TAKES.get(lang), "公园");
        assert!(desk.shows(&play(&chinese)) && !desk.shows(&play(&english)), "found by words inside of the text");
        desk.fill(words::SEARCH_TAKES.get(lang), "nowhere to be found");
        assert!(desk.shows(words::NONE_FITS.get(lang)));
        desk.press(words::SHOW_ALL);

        in_menu(&mut desk, "A quick", words::RENAME);
        assert_eq!(
            desk.view().library.renaming.as_ref().map(|(_, typed)| &**typed),
            Some(&*english),
            "what it is called"
        );
        // It is chosen as a whole, so what is typed takes its place.
        desk.type_into(words::TITLE_OF_TAKE.get(lang), "狐狸");
        desk.key(Modifiers::NONE, Key::Enter);
        desk.until("it has its title", |desk| desk.model().library.takes.iter().any(|take| take.name() == "狐狸"));
        desk.press_label(&words::STAR.with("take", "狐狸").get(lang));
        desk.until("it has its star", |desk| desk.model().library.takes.iter().any(|take| take.starred));
        desk.press(words::FILTER);
        desk.choose(words::STARRED.get(lang));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(desk.shows(&play("狐狸")) && !desk.shows(&play(&chinese)));

        let mut desk = desk.again();
        desk.until("the library is listed", |desk| desk.takes() == 2);
        desk.choose(words::LIBRARY_TAB.get(lang));
        assert!(desk.shows(&words::UNSTAR.with("take", "狐狸").get(lang)));
    }
}

#[test]
fn nothing_in_the_list_moves_while_a_take_is_named() {
    let mut desk = with_takes(Lang::Zh);
    let labels: Vec<String> = ["今天", "A quick"].map(|start| name_of(&desk, start)).into();
    let buttons = [words::PLAY_TAKE, words::STAR, words::MORE];
    let all = |desk: &mut Desk| -> Vec<egui::Rect> {
        let label = |button: &langsheng::words::Phrase, take: &String| button.with("take", take).get(Lang::Zh);
        let labels = labels.iter().flat_map(|take| buttons.iter().map(move |button| label(button, take)));
        labels.map(|label| desk.harness().get_by_role_and_label(Role::Button, &label).rect()).collect()
    };
    let before = all(&mut desk);
    in_menu(&mut desk, "A quick", words::RENAME);
    desk.type_into(words::TITLE_OF_TAKE.zh, "狐狸");
    assert_eq!(all(&mut desk), before);
    let facts = desk.harness().get_all_by_label_contains(" · ");
    let facts = facts.filter(|facts| facts.accesskit_node().role() == Role::Label).map(|facts| facts.rect());
    let facts: Vec<egui::Rect> = facts.collect();
    let field = desk.harness().get_by_role_and_label(Role::TextInput, words::TITLE_OF_TAKE.zh).rect();
    let covered = facts.iter().filter(|facts| facts.intersects(field)).count();
    assert_eq!(covered, 0, "{field} {facts:?}");
}

#[test]
fn a_title_that_is_left_for_another_side_is_kept_and_gives_the_keys_back() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        in_menu(&mut desk, "今天", words::RENAME);
        desk.type_into(words::TITLE_OF_TAKE.get(lang), "公园");
        desk.choose(&desk.model().queue.tab(lang));
        desk.until("it has its title", |desk| desk.model().library.takes.iter().any(|take| take.name() == "公园"));
        desk.fill(document::TEXT.get(lang), "Once more.");
        let jobs = desk.model().playback.job.as_ref().map(|job| job.id);
        desk.key(langsheng::ui::shell::keys::Shortcut::Speak.usual()[0].modifiers, Key::Enter);
        desk.until("the keys speak", |desk| desk.model().playback.job.as_ref().map(|job| job.id) != jobs);
        assert_eq!(desk.until_ended(), Stage::Finished);
    }
}

#[test]
fn a_take_goes_to_the_trash_unasked_and_comes_back() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        in_menu(&mut desk, "今天", words::TO_TRASH);
        desk.until("it is gone", |desk| desk.takes() == 1);
        assert!(name_of(&desk, "A quick").starts_with("A quick"));
        desk.step();
        desk.press(words::UNDO);
        desk.until("it is back", |desk| desk.takes() == 2);
    }
}

#[test]
fn one_dialog_says_what_a_file_holds_and_remembers_it() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let name = name_of(&desk, "今天");
        export_take(&mut desk, &name);
        desk.choose("FLAC");
        desk.more_of_export();
        desk.choose(export::PODCAST.get(lang));
        for chip in ["SRT", "LRC", export::KARAOKE.get(lang), export::RECEIPT_FILE.get(lang)] {
            desk.harness().get_by_role_and_label(Role::CheckBox, chip).click();
            desk.step();
        }
        let home = desk.home().join("out").display().to_string();
        desk.fill(export::FOLDER.get(lang), &home);
        desk.fill(export::FILE_NAME.get(lang), "公园");
        desk.key(Modifiers::NONE, Key::Enter);
        let out = desk.home().join("out");
        desk.until("the files are there", |desk| {
            desk.model().export.saves.is_empty() && out.join("公园.flac").exists()
        });
        assert_eq!(&fs::read(out.join("公园.flac")).expect("a file")[..4], b"fLaC");
        desk.until("it is told", |desk| {
            desk.model().notices.list().iter().any(|notice| matches!(notice.tone, Tone::Saved { .. }))
        });
        desk.step();
        assert!(desk.shows(words::OPEN_FOLDER.get(lang)), "the notice shows where it is");
        // A second one of this name is numbered, not written over.
        export_take(&mut desk, &name);
        desk.fill(export::FILE_NAME.get(lang), "公园");
        desk.key(Modifiers::NONE, Key::Enter);
        desk.until("the second is there", |_| out.join("公园 (2).flac").exists());

        let desk = desk.again();
        let export = &desk.model().settings.export;
        assert_eq!((export.format, export.lufs), (FileFormat::Flac, Some(-16.0)));
        assert_eq!(export.captions, [CaptionFormat::Srt, CaptionFormat::Lrc]);
        assert!(export.karaoke && export.receipt);
        assert_eq!(desk.model().settings.save_folder.as_deref(), Some(out.as_path()));
    }
}

#[test]
fn a_file_that_could_not_be_as_loud_as_was_asked_says_why_and_what_to_do() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        let mut saved = |lufs: Option<f64>| {
            let report =
                SaveReport { wanted_lufs: Some(-14.0), lufs, gain_db: lufs.map(|_| 4.0), ..SaveReport::default() };
            desk.harness().state_mut().model_mut().notices.saved("a.wav".into(), report);
            desk.step();
            if lufs.is_none_or(|lufs| lufs < -15.0) {
                desk.unfold_notice();
            }
            let whys = [export::QUIETER_WHY, export::QUIETER_TODO, export::UNMEASURED];
            let asked = whys.map(|why| why.with("wanted", "−14.0").with("lufs", "−18.0").get(lang));
            let shown = asked.map(|why| desk.shows(&why));
            desk.harness().state_mut().model_mut().notices.clear();
            shown
        };
        assert_eq!(saved(Some(-14.2)), [false, false, false], "nobody hears that");
        assert_eq!(saved(Some(-17.3)), [true, true, false]);
        assert_eq!(saved(None), [false, false, true]);
    }
}

#[test]
fn an_export_that_is_cancelled_changes_nothing_and_the_next_begins_with_what_was_used() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let name = name_of(&desk, "今天");
        let before = desk.model().settings.export.clone();
        export_take(&mut desk, &name);
        desk.choose("FLAC");
        desk.more_of_export();
        desk.choose(export::PODCAST.get(lang));
        desk.harness().get_by_role_and_label(Role::CheckBox, "SRT").click();
        desk.step();
        desk.press(common::CANCEL);
        assert_eq!(desk.model().settings.export, before);
        export_take(&mut desk, &name);
        let draft = desk.view().export.clone().expect("a dialog");
        assert_eq!(draft.export, before);

        desk.choose("FLAC");
        let out = desk.home().join("out");
        desk.fill(export::FOLDER.get(lang), &out.display().to_string());
        desk.fill(export::FILE_NAME.get(lang), "used");
        let whole = out.join("used.flac").display().to_string();
        assert!(desk.shows(&export::GOES_TO.with("path", whole).get(lang)), "{}", desk.words());
        desk.press(export::SAVE);
        desk.until("it is there", |desk| desk.model().export.saves.is_empty() && out.join("used.flac").exists());
        assert_eq!(desk.model().settings.export.format, FileFormat::Flac);
    }
}

#[test]
fn the_size_that_is_foretold_is_about_that_of_the_file() {
    let mut plan = Plan::new(Lang::En);
    plan.voice = Arc::new(Speech::new());
    let mut desk = plan.open();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() > 1);
    let english = desk.model().voices.list.iter().find(|voice| voice.language_code.as_deref() == Some("en"));
    let english = english.expect("a voice").clone();
    let choice = VoiceChoice { id: english.id, name: english.name };
    desk.harness().state_mut().model_mut().settings.voices.insert("demo".into(), choice);
    let text = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of \
                foolishness. Call me Ishmael. Some years ago, never mind how long precisely, I went to sea.";
    speak(&mut desk, text);
    let take = desk.model().playback.take.clone().expect("a take");
    let seconds = take.len().seconds(take.rate());
    for (quality, name) in [(0, "best"), (4, "usual"), (9, "least")] {
        let format = FileFormat::Mp3(Mp3::Vbr(quality));
        desk.press(export::SAVE_AS);
        desk.choose("MP3");
        let home = desk.home().display().to_string();
        desk.fill(export::FOLDER.en, &home);
        desk.fill(export::FILE_NAME.en, name);
        // As if it were chosen from the menu.
        desk.harness().state_mut().view_mut().export.as_mut().expect("a dialog").export.format = format;
        desk.step();
        desk.press(export::SAVE);
        let file = desk.home().join(format!("{name}.mp3"));
        desk.until("it is there", |desk| desk.model().export.saves.is_empty() && file.exists());
        let bytes = fs::metadata(&file).expect("a file").len() as f64;
        let foretold = bytes_a_second(format, take.rate()) * seconds;
        assert!((0.8..1.25).contains(&(foretold / bytes)), "V{quality}: {foretold} foretold, {bytes} written");
    }
}

#[test]
fn a_part_is_exported_by_times_as_people_type_them() {
    let mut desk = with_takes(Lang::En);
    let name = name_of(&desk, "A quick");
    export_take(&mut desk, &name);
    desk.more_of_export();
    desk.choose(export::BETWEEN.en);
    desk.fill(export::FROM.en, "0:02");
    desk.fill(export::TO.en, "0:01");
    assert!(desk.shows(export::NO_SUCH_RANGE.en) && !desk.is_enabled(export::SAVE));
    desk.fill(export::FROM.en, "0:00.5");
    desk.fill(export::TO.en, "0:01");
    let home = desk.home().display().to_string();
    desk.fill(export::FOLDER.en, &home);
    desk.fill(export::FILE_NAME.en, "part");
    desk.press(export::SAVE);
    let file = desk.home().join("part.wav");
    desk.until("the part is there", |desk| desk.model().export.saves.is_empty() && file.exists());
    let wav = hound::WavReader::open(&file).expect("a WAV");
    assert_eq!(wav.duration(), wav.spec().sample_rate / 2, "half a second");
}

#[test]
fn a_name_that_asks_for_another_format_is_answered_in_the_dialog() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let name = name_of(&desk, "A quick");
        export_take(&mut desk, &name);
        for (name, ending) in [("book.m4b", "m4b"), ("第1.5章.AAC", "AAC")] {
            desk.fill(export::FILE_NAME.get(lang), name);
            assert!(desk.shows(&export::NO_SUCH_FORMAT.with("ending", ending).get(lang)), "{name}");
            assert!(!desk.is_enabled(export::SAVE), "{name}");
        }
        for name in ["book", "第1.5章", "book.oga"] {
            desk.fill(export::FILE_NAME.get(lang), name);
            assert!(desk.is_enabled(export::SAVE), "{name}");
        }
    }
}

#[test]
fn what_comes_from_the_playhead_on_is_exported() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        speak(&mut desk, "今天天气不错。我们去公园走走吧。明天再说。");
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        hold(&mut desk);
        desk.press(langsheng::words::playback::NEXT);
        desk.until("the player has moved", |desk| desk.sentence() == Some(1));
        let from = desk.position();
        let take = desk.model().playback.take.clone().expect("a take");
        desk.press(export::SAVE_AS);
        let time = langsheng::ui::shell::format::samples(TakeSample(from), take.rate());
        desk.more_of_export();
        desk.choose(&format!("{} {time}", export::FROM_HERE.get(lang)));
        let home = desk.home().display().to_string();
        desk.fill(export::FOLDER.get(lang), &home);
        desk.fill(export::FILE_NAME.get(lang), "rest");
        desk.press(export::SAVE);
        let file = desk.home().join("rest.wav");
        desk.until("the rest is there", |desk| desk.model().export.saves.is_empty() && file.exists());
        let wav = hound::WavReader::open(&file).expect("a WAV");
        assert_eq!(u64::from(wav.duration()), take.len() - TakeSample(from));
    }
}

#[test]
fn a_saving_that_is_cancelled_ends_and_leaves_nothing() {
    for lang in LANGS {
        let mut plan = Plan::new(lang);
        // A saving follows what is being spoken, and of this no more comes.
        plan.config.faults = Faults::every(Fault::At(FaultPoint::Delta(3), Act::StallForever));
        let mut desk = plan.open();
        desk.write(CHINESE);
        desk.press(playback::SPEAK);
        desk.until("something has come", |desk| {
            desk.model().playback.take.as_ref().is_some_and(|take| !take.is_empty())
        });
        desk.press(export::SAVE_AS);
        desk.choose("MP3");
        let out = desk.home().join("out");
        desk.fill(export::FOLDER.get(lang), &out.display().to_string());
        desk.fill(export::FILE_NAME.get(lang), "long");
        desk.press(export::SAVE);
        desk.until("it is being saved", |desk| !desk.model().export.saves.is_empty());
        desk.step();
        desk.press_label(&export::CANCEL_SAVING.with("name", "long.mp3").get(lang));
        desk.until("it is cancelled", |desk| desk.model().export.saves.is_empty());
        let names = fs::read_dir(&out).expect("a folder").flatten().map(|file| file.file_name());
        assert_eq!(names.count(), 0, "what was received is in the take");
        // That there is no sound device may have been told meanwhile.
        let is_told = |notice: &Notice| match &notice.tone {
            Tone::Trouble(failure) => failure.class != Class::Device,
            tone => matches!(tone, Tone::Saved { .. }),
        };
        let told = desk.model().notices.list();
        assert!(!told.iter().any(is_told), "{told:?}");
        desk.step();
        assert!(!desk.shows("long.mp3.part"));
        assert!(desk.stage().is_some_and(Stage::is_running), "the saving was cancelled, not the speaking");
    }
}

#[test]
fn a_receipt_says_that_a_take_is_whole_and_names_its_log_ids() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        in_menu(&mut desk, "今天", words::RECEIPT);
        desk.until_shown(words::WHOLE_TAKE.get(lang));
        desk.step();
        assert!(desk.shows(&words::SEGMENT.with("n", 1).get(lang)));
        let logid = words::COPY_LOGID.get(lang).split('{').next().expect("words").to_owned();
        assert!(desk.shows(&logid), "{}", desk.words());
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(words::WHOLE_TAKE.get(lang)));
    }
}

#[test]
fn a_limit_shows_what_would_go_and_starred_takes_stay() {
    for lang in LANGS {
        let mut desk = with_takes(lang);
        let chinese = name_of(&desk, "今天");
        desk.press_label(&words::STAR.with("take", &chinese).get(lang));
        desk.until("it has its star", |desk| desk.model().library.takes.iter().any(|take| take.starred));
        desk.harness().state_mut().model_mut().settings.library_budget = Some(1);
        desk.step();
        let over = words::OVER_BUDGET.get(lang).replace("{size}", "");
        let label = desk.words().lines().find(|line| line.contains(over.trim())).expect("a warning").to_owned();
        desk.press_label(&label);
        assert!(desk.shows(words::STILL_OVER.get(lang)), "the starred one alone is too large");
        desk.press_label(&words::TRASH_THESE.with("n", 1).get(lang));
        desk.until("only the starred one is left", |desk| desk.takes() == 1);
        assert!(desk.model().library.takes.iter().any(|take| take.starred && take.samples > TakeSample::ZERO));
    }
}

#[test]
fn a_damaged_take_is_shown_as_such_among_the_others() {
    let mut desk = with_takes(Lang::Zh);
    let dir = desk.model().library.takes[0].dir.clone();
    let mut desk = {
        fs::write(dir.join("take.jsonl"), "no journal\n").expect("a journal");
        desk.step();
        desk.again()
    };
    desk.until("both are listed", |desk| desk.takes() == 2);
    desk.choose(words::LIBRARY_TAB.zh);
    desk.press(words::FILTER);
    desk.choose(words::ONLY_DAMAGED.zh);
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(desk.shows(words::DAMAGED.zh));
    // The text of the document whose take is damaged is still there, by itself.
    assert!(desk.shows(&words::SHOWN_OF.with("n", 1).with("all", 3).get(Lang::Zh).replace(" · {size}", "")));
}

#[test]
fn pauses_and_reuse_are_settings_that_stay() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.settings();
        let slider = |desk: &mut Desk, label: &str, value: f64| {
            desk.harness().get_by_role_and_label(Role::Slider, label).set_value_accesskit(value);
            desk.step();
        };
        slider(&mut desk, settings::SENTENCE_PAUSE.get(lang), 300.0);
        slider(&mut desk, settings::PARAGRAPH_PAUSE.get(lang), 810.0);
        desk.harness().get_by_role_and_label(Role::Switch, settings::TRIM.get(lang)).click_accesskit();
        desk.step();
        desk.harness().get_by_role_and_label(Role::Switch, settings::REUSE.get(lang)).click_accesskit();
        desk.step();
        let desk = desk.again();
        let settings = &desk.model().settings;
        let joins = settings.joins;
        assert_eq!((joins.sentence_ms, joins.paragraph_ms, joins.trim), (300, 850, true));
        assert!(!settings.reuse);
    }
}
