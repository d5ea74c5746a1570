//! Files that a later version of this program has written: they are named, and left as they are.

use std::fs;

use langsheng::store::{Draft, DraftFile, Settings, StoreError, Unread};
use langsheng::words::{Failure, Lang};

use super::home;

/// Says it in both languages, with the file's name and format.
fn is_named(failure: &Failure, file: &str) {
    for (lang, later) in [(Lang::Zh, "更高版本的朗声"), (Lang::En, "newer version of Langsheng")] {
        let said = failure.text(lang);
        assert!(said.contains(later) && said.contains(file) && said.contains("2"), "{said}");
    }
}

#[test]
fn newer_settings_are_named_and_not_written_over() {
    let (_dir, home) = home();
    let written = "\u{feff}{ \"version\": 2, \"account\": { \"name\": \"coze.com\" }, \"rate\": 20 }";
    fs::write(&home.settings, written).unwrap();
    let (settings, unread) = Settings::load(&home);
    assert_eq!(settings, Settings::default());
    assert_eq!(unread, Some(Unread::Newer { path: home.settings.clone(), version: 2 }));
    is_named(&unread.expect("it is told").into(), "settings.json");

    let refused = Settings { speech_rate: 7, ..Settings::default() }.save(&home).expect_err("not ours to change");
    assert!(matches!(&refused, StoreError::Newer { version: 2, .. }), "{refused:?}");
    is_named(&refused.into(), "settings.json");
    assert_eq!(fs::read_to_string(&home.settings).unwrap(), written);

    // So is one that was written while this program ran.
    fs::remove_file(&home.settings).unwrap();
    Settings::default().save(&home).expect("saved");
    fs::write(&home.settings, written).unwrap();
    Settings::default().save(&home).expect_err("not ours any more");
    assert_eq!(fs::read_to_string(&home.settings).unwrap(), written);
}

#[test]
fn settings_without_a_version_and_of_ours_are_read() {
    let (_dir, home) = home();
    for stated in ["", "\"version\": 1,", "\"version\": 0,", "\"version\": \"two\","] {
        fs::write(&home.settings, format!("{{ {stated} \"rate\": 20 }}")).unwrap();
        assert_eq!(Settings::load(&home), (Settings { speech_rate: 20, ..Settings::default() }, None), "{stated}");
    }
    Settings { speech_rate: 30, ..Settings::default() }.save(&home).expect("saved");
    let written: serde_json::Value = serde_json::from_slice(&fs::read(&home.settings).unwrap()).unwrap();
    assert_eq!((&written["version"], &written["rate"]), (&1.into(), &30.into()));
    assert_eq!(Settings::load(&home), (Settings { speech_rate: 30, ..Settings::default() }, None));
}

#[test]
fn a_newer_draft_is_named_and_another_place_is_found() {
    let (_dir, home) = home();
    let written = "{\"version\":2,\"pages\":[\"One.\"]}";
    let path = home.drafts.join("1.json");
    fs::create_dir(&home.drafts).unwrap();
    fs::write(&path, written).unwrap();
    let place = DraftFile::claim(&home).expect("a place");
    let newer = place.read().expect_err("not one of ours");
    assert!(matches!(newer, StoreError::Newer { version: 2, .. }), "{newer:?}");
    is_named(&newer.into(), "1.json");

    let another = DraftFile::new(&home).expect("a place");
    let draft = Draft { text: "Two.".into(), markdown: true, ..Draft::default() };
    another.write(&draft).expect("written");
    let name = format!("{}.json", another.id());
    drop((place, another));
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
    let ours = fs::read_to_string(home.drafts.join(&name)).unwrap();
    assert_eq!(ours, "{\"version\":1,\"text\":\"Two.\",\"markdown\":true}");

    // What versions before wrote is read.
    fs::remove_file(path).unwrap();
    fs::write(home.drafts.join(&name), "{\"text\":\"Two.\",\"markdown\":true}").unwrap();
    assert_eq!(DraftFile::claim(&home).expect("a place").read().expect("a draft"), draft);
}
