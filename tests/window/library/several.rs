//! Several takes at once: chosen, starred, exported, moved to the trash.

use std::fs;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use langsheng::ui::shell::notice::Tone;
use langsheng::words::{Lang, export, library as words};

use super::{name_of, speak};
use crate::desk::{Desk, LANGS};

const TEXTS: [&str; 4] = ["一条录音。", "Another one, spoken aloud.", "第三条，还在后面。", "The last of four."];

/// A window with four takes, at its library. The newest stands at the top.
fn with_four(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    for (count, text) in TEXTS.into_iter().enumerate() {
        speak(&mut desk, text);
        desk.until("the take is listed", |desk| desk.takes() == count + 1);
    }
    desk.choose(words::LIBRARY_TAB.get(lang));
    desk
}

/// A press on the title of a take.
fn press(desk: &mut Desk, start: &str, held: Modifiers) {
    let name = name_of(desk, start);
    // The player below the list has the title too.
    let found = desk.harness().get_all_by_role_and_label(Role::Label, &name);
    let row = found.min_by(|one, other| one.rect().top().total_cmp(&other.rect().top()));
    row.expect("a row").click_modifiers(held);
    desk.step();
}

/// The chosen takes, by the first letter of each, the newest first.
fn chosen(desk: &Desk) -> String {
    let takes = &desk.model().library.takes;
    let keep = &desk.view().library;
    takes.iter().filter(|take| keep.picking.has(&take.id)).filter_map(|take| take.name().chars().next()).collect()
}

fn mark(desk: &mut Desk, label: &str) {
    desk.harness().get_by_role_and_label(Role::CheckBox, label).click();
    desk.step();
}

#[test]
fn takes_are_chosen_as_files_are_on_a_desktop() {
    let mut desk = with_four(Lang::Zh);
    press(&mut desk, "第三条", Modifiers::NONE);
    assert_eq!(chosen(&desk), "", "a mere press chooses nothing");
    press(&mut desk, "一条", Modifiers::SHIFT);
    assert_eq!(chosen(&desk), "第A一", "from there to here");
    press(&mut desk, "Another", Modifiers::COMMAND);
    assert_eq!(chosen(&desk), "第一");
    press(&mut desk, "The last", Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(chosen(&desk), "T第A一", "these too, from the one before");
    press(&mut desk, "The last", Modifiers::NONE);
    assert_eq!(chosen(&desk), "第A一", "while one chooses, a press is enough");
    desk.key(Modifiers::NONE, Key::Escape);
    assert_eq!(chosen(&desk), "");
    assert!(!desk.shows(words::EXPORT_PICKED.zh));

    desk.key(Modifiers::COMMAND, Key::A);
    assert_eq!(chosen(&desk), "", "who is at work elsewhere chooses nothing here");
    press(&mut desk, "第三条", Modifiers::COMMAND);
    desk.key(Modifiers::COMMAND, Key::A);
    assert_eq!(chosen(&desk), "T第A一");
    // Nothing happens to what nobody sees.
    desk.type_into(words::SEARCH_TAKES.zh, "第三条");
    assert_eq!(chosen(&desk), "第");
    desk.key(Modifiers::COMMAND, Key::A);
    desk.type_into(words::SEARCH_TAKES.zh, "录音");
    assert_eq!(chosen(&desk), "", "in a text box, Ctrl+A is that of the text");
}

#[test]
fn no_take_moves_from_under_the_pointer_when_the_first_is_chosen() {
    let mut desk = with_four(Lang::Zh);
    let name = name_of(&desk, "第三条");
    let facts = |desk: &mut Desk| -> Vec<f32> {
        // Not the sum over them.
        let facts = desk.harness().get_all_by_label_contains(" · 0:0");
        let rows = facts.filter(|facts| facts.accesskit_node().value().is_none_or(|label| !label.starts_with("已选")));
        rows.map(|facts| facts.rect().top()).collect()
    };
    let before = facts(&mut desk);
    assert!(before.len() > 1, "{before:?}");
    desk.harness().get_by_role_and_label(Role::Label, &name).click_modifiers(Modifiers::COMMAND);
    desk.step();
    assert_eq!(chosen(&desk), "第");
    for (before, after) in before.into_iter().zip(facts(&mut desk)) {
        assert!((before - after).abs() < 0.1, "{before} → {after}");
    }
}

#[test]
fn who_knows_no_keys_chooses_with_marks() {
    for lang in LANGS {
        let mut desk = with_four(lang);
        desk.press(words::PICK);
        assert!(desk.shows(words::PICK_HINT.get(lang)) && !desk.is_enabled(words::STAR_PICKED));
        let name = name_of(&desk, "第三条");
        mark(&mut desk, &words::PICK_TAKE.with("take", &name).get(lang));
        press(&mut desk, "Another", Modifiers::NONE);
        assert_eq!(chosen(&desk), "第A");
        let said = words::PICKED.with("n", 2).get(lang);
        let said = said.split('·').next().expect("words").trim().to_owned();
        assert!(desk.shows(&said), "{said:?} in\n{}", desk.words());

        desk.press(words::STAR_PICKED);
        desk.until("both have a star", |desk| {
            desk.model().library.takes.iter().filter(|take| take.starred).count() == 2
        });
        desk.step();
        desk.press(words::UNSTAR_PICKED);
        desk.until("none has one", |desk| desk.model().library.takes.iter().all(|take| !take.starred));
        mark(&mut desk, words::PICK_ALL.get(lang));
        assert_eq!(chosen(&desk), "T第A一");
        mark(&mut desk, words::PICK_ALL.get(lang));
        assert_eq!(chosen(&desk), "");
        desk.press(words::PICK_END);
        assert!(!desk.shows(words::PICK_HINT.get(lang)));
    }
}

#[test]
fn several_go_to_the_trash_unasked_and_come_back_with_their_stars() {
    for lang in LANGS {
        let mut desk = with_four(lang);
        let (third, first) = (name_of(&desk, "第三条"), name_of(&desk, "一条"));
        desk.press_label(&words::STAR.with("take", &third).get(lang));
        desk.until("it has its star", |desk| desk.model().library.takes.iter().any(|take| take.starred));
        press(&mut desk, "第三条", Modifiers::COMMAND);
        press(&mut desk, "The last", Modifiers::COMMAND);
        press(&mut desk, "Another", Modifiers::COMMAND);
        desk.key(Modifiers::NONE, Key::Delete);
        desk.until("they are gone", |desk| desk.takes() == 1);
        assert_eq!(name_of(&desk, "一条"), first);
        desk.step();
        assert!(!desk.shows(words::EXPORT_PICKED.get(lang)), "nothing is chosen any more");

        assert!(desk.shows(&words::TRASHED_ALL.with("n", 3).get(lang)));
        desk.press(words::UNDO);
        desk.until("they are back", |desk| desk.takes() == 4);
        assert!(desk.model().library.takes.iter().any(|take| take.starred), "with all that was said of them");
        desk.step();
        assert!(!desk.shows(words::UNDO.get(lang)), "once is enough");
    }
}

#[test]
fn several_are_exported_into_a_folder_one_file_each() {
    for lang in LANGS {
        let mut desk = with_four(lang);
        press(&mut desk, "第三条", Modifiers::COMMAND);
        press(&mut desk, "Another", Modifiers::COMMAND);
        desk.press(words::EXPORT_PICKED);
        let out = desk.home().join("out");
        desk.fill(export::FOLDER.get(lang), &out.display().to_string());
        desk.more_of_export();
        desk.fill(export::TEMPLATE.get(lang), "{n} {first:3}");
        desk.press(export::SAVE);
        desk.until("both are there", |desk| {
            desk.model().export.saves.is_empty()
                && desk.model().notices.list().iter().any(|notice| matches!(notice.tone, Tone::SavedAll { .. }))
        });
        let mut names: Vec<_> =
            fs::read_dir(&out).expect("a folder").map(|file| file.expect("a file").file_name().into_string()).collect();
        names.sort();
        assert_eq!(names, [Ok("1 第三条.wav".to_owned()), Ok("2 Ano.wav".to_owned())]);
        desk.step();
        assert!(desk.shows(words::OPEN_FOLDER.get(lang)), "the notice shows where they are");
    }
}
