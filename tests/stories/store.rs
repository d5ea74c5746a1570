//! What is kept on this machine: settings, secrets, takes, lists of voices.

mod counting;
mod names;
mod newer;

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{Header, SegmentPlan, TakeEnd, TakeWriter};
use langsheng::protocol::{Codec, DEFAULT_VOICE, Token, Voice};
use langsheng::store::atomic::Privacy;
use langsheng::store::{
    Draft, DraftFile, Home, Library, SecretPlace, Secrets, Settings, StoreError, TakeState, Theme, Unread, VoiceCache,
    VoiceChoice, atomic,
};
use langsheng::words::{Class, Failure, Lang};
use tempfile::TempDir;

fn home() -> (TempDir, Home) {
    let dir = TempDir::new().expect("a folder for the test");
    let home = Home::under(dir.path());
    (dir, home)
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn settings_survive_a_restart() {
    let (_dir, home) = home();
    assert_eq!(Settings::load(&home), (Settings::default(), None), "nothing is there yet, and that is no trouble");

    let voice = VoiceChoice { id: DEFAULT_VOICE.into(), name: "柔美女友".into() };
    let settings = Settings {
        language: Some(Lang::Zh),
        theme: Theme::Dark,
        account: "coze.cn".into(),
        voices: [("coze.cn".to_owned(), voice)].into(),
        speech_rate: -20,
        codec: Codec::Opus,
        volume: 0.8,
        window: Some([900.0, 700.5]),
        save_folder: Some("/home/小明/录音".into()),
        ..Settings::default()
    };
    settings.save(&home).expect("saved");
    assert_eq!(Settings::load(&home), (settings, None));
}

#[test]
fn one_bad_field_does_not_cost_the_others() {
    let (_dir, home) = home();
    let text = "\u{feff}{ \"rate\": \"fast\", \"language\": \"fr\", \"theme\": \"dark\", \"voices\": 7, \"account\": \"coze.com\",
        \"volume\": 99, \"loudness\": -80, \"sessions\": 0, \"sample_rate\": 12345, \"from_the_future\": {\"a\": [1]} }";
    fs::write(&home.settings, text).unwrap();

    let (settings, aside) = Settings::load(&home);
    assert_eq!(aside, None);
    let expected = Settings {
        theme: Theme::Dark,
        account: "coze.com".into(),
        volume: 2.0,
        loudness: -50,
        sessions: 1,
        unknown: settings.unknown.clone(),
        ..Settings::default()
    };
    assert_eq!(settings, expected);

    settings.save(&home).expect("saved");
    let again: serde_json::Value = serde_json::from_slice(&fs::read(&home.settings).unwrap()).unwrap();
    assert_eq!(again["from_the_future"]["a"][0], 1, "what a newer version wrote is still there");
}

#[test]
fn a_broken_settings_file_is_set_aside_and_never_overwritten() {
    let (dir, home) = home();
    for (number, broken) in ["{\"rate\": 10", "[]", "\0\0\0\0"].iter().enumerate() {
        fs::write(&home.settings, broken).unwrap();
        let (settings, aside) = Settings::load(&home);
        assert_eq!(settings, Settings::default());
        let Some(Unread::SetAside { path, why }) = aside else { panic!("it is told") };
        assert_eq!(path, dir.path().join(format!("settings.json.broken-{}", number + 1)));
        assert!(!why.get(Lang::En).is_empty());
        settings.save(&home).expect("saved");
        assert_eq!(fs::read_to_string(path).unwrap(), *broken);
        assert_eq!(Settings::load(&home).1, None);
    }
}

#[test]
fn what_the_disk_refuses_leaves_the_old_file_whole() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("file");
    atomic::write(&file, b"old", Privacy::Public).expect("written");
    atomic::write(&file, b"new", Privacy::Public).expect("written over");
    assert_eq!(fs::read(&file).unwrap(), b"new");

    // Permission bits do not hold root back; a file where a folder should be does.
    let below = file.join("settings.json");
    let refused = atomic::write(&below, b"x", Privacy::Public).expect_err("a file is no folder");
    let StoreError::File { path, source, .. } = &refused else { panic!("{refused:?}") };
    assert_eq!((path, source.kind()), (&below, ErrorKind::NotADirectory));
    let failure = Failure::from(&refused);
    assert_eq!(failure.class, Class::Files);
    for lang in [Lang::Zh, Lang::En] {
        assert!(failure.text(lang).contains("settings.json"), "{}", failure.text(lang));
    }
    assert_eq!(fs::read(&file).unwrap(), b"new");

    // Here everything works but the very last step, the renaming: no half file may stay behind.
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("inside"), b"kept").unwrap();
    atomic::write(&folder, b"x", Privacy::Public).expect_err("a folder is no file");
    assert_eq!(names_in(dir.path()), ["file", "folder"]);
    assert_eq!(names_in(&folder), ["inside"]);
}

#[cfg(unix)]
#[test]
fn a_linked_settings_file_stays_linked_but_a_device_is_left_alone() {
    let (dir, home) = home();
    let real = dir.path().join("dotfiles.json");
    fs::write(&real, "{}").unwrap();
    std::os::unix::fs::symlink(&real, &home.settings).unwrap();
    Settings { speech_rate: 7, ..Settings::default() }.save(&home).expect("saved");
    assert!(home.settings.symlink_metadata().unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("\"rate\": 7"));

    fs::remove_file(&home.settings).unwrap();
    std::os::unix::fs::symlink("/dev/null", &home.settings).unwrap();
    Settings::default().save(&home).expect("saved");
    assert!(!Path::new("/dev/null").is_file(), "the device is still a device");
    assert!(home.settings.symlink_metadata().unwrap().is_file());
}

#[test]
fn tokens_are_kept_by_account_and_shown_to_nobody() {
    let (_dir, home) = home();
    let secrets = Secrets::open(&home);
    let file = SecretPlace::File(home.secrets.clone());
    assert!(!home.uses_keyring(), "a home of one's own leaves no trace in the keyring");
    assert_eq!(secrets.place(), file);
    assert_eq!(secrets.get("coze.cn").unwrap(), None);

    let cn = Token::parse("pat_cn-1234567890").unwrap();
    let com = Token::parse("pat_com-abcdefgh").unwrap();
    assert_eq!(secrets.set("coze.cn", &cn).unwrap(), file);
    assert_eq!(secrets.set("coze.com", &com).unwrap(), file);
    assert_eq!(Secrets::open(&home).get("coze.cn").unwrap(), Some(cn));
    assert!(!format!("{secrets:?}").contains("pat_"));

    secrets.clear("coze.cn").unwrap();
    secrets.clear("coze.cn").expect("there is nothing left to forget, and that is fine");
    assert_eq!(secrets.get("coze.cn").unwrap(), None);
    assert_eq!(secrets.get("coze.com").unwrap(), Some(com));
    assert!(!fs::read_to_string(&home.secrets).unwrap().contains("pat_cn"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_open_the_secrets() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    let dir = TempDir::new().unwrap();
    let home = Home::under(&dir.path().join("made/by/us"));
    let secrets = Secrets::open(&home);
    secrets.set("coze.cn", &Token::parse("pat_1").unwrap()).unwrap();
    assert_eq!(mode(&home.secrets), 0o600);
    assert_eq!(mode(home.secrets.parent().unwrap()), 0o700);

    // A copy made by hand is closed when it is first read.
    fs::set_permissions(&home.secrets, fs::Permissions::from_mode(0o644)).unwrap();
    secrets.get("coze.cn").unwrap();
    assert_eq!(mode(&home.secrets), 0o600);
}

#[test]
fn a_broken_secrets_file_is_reported_without_its_content_and_kept() {
    let (dir, home) = home();
    let secrets = Secrets::open(&home);
    fs::write(&home.secrets, r#""pat_in-the-wrong-place""#).unwrap();
    let error = secrets.get("coze.cn").expect_err("this is no file of ours");
    let failure = Failure::from(&error);
    let shown = format!("{error} {error:?} {} {failure:?}", failure.text(Lang::En));
    assert!(!shown.contains("pat_"), "{shown}");

    secrets.set("coze.cn", &Token::parse("pat_new").unwrap()).expect("a new token can be kept");
    assert_eq!(secrets.get("coze.cn").unwrap(), Token::parse("pat_new"));
    assert_eq!(names_in(dir.path()), ["secrets.json", "secrets.json.broken-1"]);
}

#[test]
fn voices_are_cached_by_account_without_the_addresses_that_expire() {
    let (_dir, home) = home();
    let cache = VoiceCache::new(&home);
    assert_eq!(cache.load("coze.cn"), None);

    let voice = Voice {
        id: "742".into(),
        name: "小源".into(),
        preview_text: Some("你好".into()),
        preview_audio: Some("https://example.invalid/p.mp3?x-expires=1795315600".into()),
        ..Voice::default()
    };
    let odd = "HTTP://[::1]:8080/../小";
    for account in ["coze.cn", odd] {
        cache.save(account, std::slice::from_ref(&voice)).expect("saved");
        let kept = Voice { preview_audio: None, ..voice.clone() };
        assert_eq!(cache.load(account), Some(vec![kept]));
    }
    assert_eq!(cache.load("coze.com"), None);
    let files = names_in(&home.cache);
    assert_eq!(files.len(), 2, "every account has a file of its own, inside of the cache: {files:?}");
    for file in &files {
        assert!(!fs::read_to_string(home.cache.join(file)).unwrap().contains("expires"));
    }

    fs::write(home.cache.join("voices-coze.cn.json"), "{").unwrap();
    assert_eq!(cache.load("coze.cn"), None, "a broken cache is no cache");
}

#[test]
fn the_voices_that_are_publicly_known_are_built_in() {
    let voices = VoiceCache::builtin();
    assert_eq!(voices.len(), 82);
    assert_eq!(voices.iter().map(|voice| &voice.id).collect::<BTreeSet<_>>().len(), voices.len(), "no id twice");
    assert_eq!(voices[0].id, DEFAULT_VOICE);
    let feeling = |name: &str| voices.iter().find(|voice| voice.name == name).unwrap().emotions.len();
    assert_eq!((feeling("柔美女友（多情感）"), feeling("广州德哥（多情感）"), feeling("柔美女友")), (9, 3, 0));
    assert!(voices.iter().all(|voice| voice.preview_audio.is_none() && voice.language_code.is_some()));
}

#[test]
fn takes_that_begin_in_the_same_moment_have_folders_of_their_own() {
    let (_dir, home) = home();
    let library = Library::new(&home);
    assert!(library.list().expect("an empty library").is_empty());
    let ids: BTreeSet<String> = (0..200).map(|_| library.new_take_dir().expect("a folder").0).collect();
    assert_eq!(ids.len(), 200);
    assert_eq!(names_in(&home.library), Vec::from_iter(ids));
}

#[test]
fn only_takes_are_listed_and_only_takes_are_deleted() {
    let (dir, home) = home();
    let library = Library::new(&home);
    let (id, take) = library.new_take_dir().unwrap();
    fs::write(take.join("take.jsonl"), "rubbish\n").unwrap();
    fs::create_dir(home.library.join("holiday photos")).unwrap();
    fs::write(home.library.join("20261122-101530-000"), "a file, not a folder").unwrap();

    let listed = library.list().unwrap();
    assert_eq!(listed.iter().map(|take| &take.id).collect::<Vec<_>>(), [&id]);
    assert!(matches!(listed[0].state, TakeState::Damaged(_)), "a journal without a header: {:?}", listed[0]);

    let outside = dir.path().join("20261122-101530-417");
    fs::create_dir(&outside).unwrap();
    for name in ["holiday photos", "..", "", "../20261122-101530-417", outside.to_str().unwrap(), "20261122-101530-418"]
    {
        assert!(matches!(library.delete(name), Err(StoreError::NoSuchTake { .. })), "{name:?}");
    }
    library.delete(&id).expect("deleted");
    assert!(!take.exists() && outside.exists() && home.library.join("holiday photos").exists());
    assert!(library.list().unwrap().is_empty());
}

/// A take of one segment in the library, with so many samples.
fn write_take(library: &Library, text: &str, created: &str, samples: usize, end: TakeEnd) -> String {
    let (id, dir) = library.new_take_dir().unwrap();
    let header = Header {
        id: id.clone(),
        created: created.into(),
        text: text.into(),
        markdown: false,
        pauses: false,
        voice_id: DEFAULT_VOICE.into(),
        voice_name: "柔美女友".into(),
        account: "demo".into(),
        rate: 24_000,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: vec![SegmentPlan { spoken: 0..text.len(), source: 0..text.len(), bytes: text.len() }],
    };
    let mut writer = TakeWriter::create(&dir, header).unwrap();
    let request = writer.begin(0).unwrap();
    writer.append(request, &vec![1; samples]).unwrap();
    if end == TakeEnd::Complete {
        writer.complete(request).unwrap();
    }
    writer.close(end).unwrap();
    id
}

#[test]
fn the_library_lists_what_is_kept_and_a_damaged_take_does_not_cost_the_others() {
    let (_dir, home) = home();
    let library = Library::new(&home);
    let whole = write_take(&library, "  清晨的码头\n\n很安静。", "2026-11-22T10:00:00+08:00", 4_800, TakeEnd::Complete);
    let part = write_take(&library, &"长".repeat(5_000), "2026-11-22T09:00:00+08:00", 240, TakeEnd::Stopped);
    let broken = write_take(&library, "x", "2026-11-22T08:00:00+08:00", 10, TakeEnd::Complete);
    fs::write(home.library.join(&broken).join("take.jsonl"), b"{\"line\"").unwrap();

    let takes = library.list().expect("a list");
    let row = |id: &str| takes.iter().find(|take| take.id == id).unwrap();
    assert_eq!(takes.len(), 3);
    let listed = row(&whole);
    assert_eq!((&*listed.first_words, &*listed.voice_name), ("清晨的码头", "柔美女友"));
    assert_eq!((listed.samples, listed.rate, &listed.state), (TakeSample(4_800), 24_000, &TakeState::Complete));
    assert!(listed.bytes > 9_600, "at least its samples: {}", listed.bytes);
    assert_eq!((row(&part).samples, &row(&part).state), (TakeSample(240), &TakeState::Unfinished));
    assert_eq!(row(&part).first_words.chars().count(), 81, "80 and a mark that there is more");
    assert!(matches!(row(&broken).state, TakeState::Damaged(_)));
    assert!(row(&broken).bytes >= 20);

    let newest_first: Vec<&str> = takes.iter().filter(|take| take.id != broken).map(|take| &*take.id).collect();
    assert_eq!(newest_first, [&whole, &part], "by the time in the take, not by the folder's name");

    for id in [&whole, &broken] {
        library.delete(id).expect("deleted");
    }
    assert_eq!(names_in(&home.library), [part]);
}

#[test]
fn a_library_that_cannot_be_read_says_so() {
    let (_dir, home) = home();
    fs::write(&home.library, "a file where the folder should be").unwrap();
    let library = Library::new(&home);
    for error in [library.list().map(drop).unwrap_err(), library.new_take_dir().map(drop).unwrap_err()] {
        let StoreError::File { path, .. } = &error else { panic!("{error:?}") };
        assert_eq!(path, &home.library);
    }
}

#[test]
fn a_document_is_of_one_window_and_is_found_by_the_next() {
    let (_dir, home) = home();
    let draft = |text: &str| Draft { text: text.into(), markdown: true, ..Draft::default() };
    let one = DraftFile::claim(&home).unwrap();
    assert_eq!(one.read().unwrap(), Draft::default(), "nothing is there yet, and that is no trouble");
    one.write(&draft("一")).unwrap();
    let two = DraftFile::claim(&home).unwrap();
    two.write(&draft("二")).unwrap();
    assert_ne!(one.id(), two.id());
    assert!(DraftFile::of(&home, two.id()).unwrap().is_none(), "another window has it open");
    assert_eq!((one.read().unwrap(), two.read().unwrap()), (draft("一"), draft("二")));
    let ids = [one.id().to_owned(), two.id().to_owned()];
    drop((one, two));

    let (first, second) = (DraftFile::claim(&home).unwrap(), DraftFile::claim(&home).unwrap());
    assert_ne!(first.read().unwrap(), second.read().unwrap());
    drop(first);
    let one = DraftFile::of(&home, &ids[0]).unwrap().or_else(|| DraftFile::of(&home, &ids[1]).unwrap());
    assert!(one.is_some_and(|one| one.id() != second.id()), "the one that is closed");
    drop(second);
    for id in &ids {
        let file = DraftFile::of(&home, id).unwrap().expect("nobody has it open");
        file.write(&Draft::default()).unwrap();
        file.write(&Draft::default()).unwrap();
    }
    assert_eq!(names_in(&home.drafts), [] as [&str; 0], "of what is empty nothing stays");
    for path in ["../settings", "", "d", "a", "d1/../..", ".."] {
        assert!(matches!(DraftFile::of(&home, path), Err(StoreError::NoSuchTake { .. })) || path == "d", "{path:?}");
    }
}

#[test]
fn a_document_that_was_not_spoken_is_listed_renamed_trashed_and_brought_back() {
    let (_dir, home) = home();
    let library = Library::new(&home);
    let file = DraftFile::new(&home).unwrap();
    file.write(&Draft { text: "还没有朗读的文字。".into(), ..Draft::default() }).unwrap();
    let rows = library.documents().unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((&*row.id, &*row.document, &row.state), (file.id(), file.id(), &TakeState::Unspoken));
    assert_eq!(row.name(), "还没有朗读的文字。");
    assert_eq!(library.list().unwrap().len(), 0, "it is no take");
    library.rename(file.id(), "标题").unwrap();
    assert_eq!(library.documents().unwrap()[0].name(), "标题");
    library.trash(file.id()).unwrap();
    assert_eq!(library.documents().unwrap().len(), 0);
    library.restore(&[file.id().to_owned()]).unwrap();
    assert_eq!(file.read().unwrap().title.as_deref(), Some("标题"));
}

#[test]
#[cfg(unix)]
fn a_draft_is_read_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_dir, home) = home();
    let file = DraftFile::claim(&home).unwrap();
    file.write(&Draft { text: "一".into(), ..Draft::default() }).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&home.drafts.join(format!("{}.json", file.id()))), mode(&home.drafts)), (0o600, 0o700));
}
