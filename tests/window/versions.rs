//! A passage that is spoken once more: its versions, and what becomes of them.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use langsheng::audio::Playback;
use langsheng::audio::take::Take;
use langsheng::store::Theme;
use langsheng::ui::playback::Stage;
use langsheng::ui::playback::versions::version_label;
use langsheng::words::{Lang, document, playback as words, shell as common, voice};

use crate::desk::{Desk, LANGS};
use crate::playback::hold;
use crate::pulse;

/// The take on the bar, and which version of its only passage is heard.
fn heard(desk: &Desk) -> (Take, Option<usize>) {
    let take = desk.model().playback.take.clone().expect("a take");
    let passages = take.passages();
    let heard = passages.first().and_then(|passage| passage.versions.iter().position(|version| version.heard));
    (take, heard)
}

/// Waits until the job with this number has ended well.
fn until_redone(desk: &mut Desk, job: u64) {
    desk.until("the job has begun", |desk| desk.model().playback.job.as_ref().is_some_and(|run| run.id.0 == job));
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.step();
}

/// A window with a text whose last sentence was spoken twice.
fn twice(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    desk.until("the voices are listed", |desk| desk.model().voices.list.len() > 1);
    desk.write("今天天气不错。我们去公园走走吧。明天再说。");
    desk.press(words::SPEAK);
    assert_eq!(desk.until_ended(), Stage::Finished);
    desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
    desk.open_text_menu();
    desk.press(document::REDO_SENTENCE);
    until_redone(&mut desk, 2);
    desk
}

/// The name of the dot beside a sentence with so many versions.
fn dot(lang: Lang, versions: usize) -> String {
    words::VERSIONS_HERE.with("n", versions).with("words", "明天再说。").get(lang)
}

/// The labels of the versions of the only passage.
fn labels(desk: &Desk) -> Vec<String> {
    let (take, _) = heard(desk);
    let passage = take.passages().remove(0);
    passage.versions.iter().enumerate().map(|(n, version)| version_label(desk.lang, &take, n, version)).collect()
}

#[test]
fn a_dot_beside_a_sentence_opens_its_versions_of_which_one_is_chosen() {
    for lang in LANGS {
        let mut desk = twice(lang);
        assert!(!desk.shows(words::VERSIONS_WHY.get(lang)));
        desk.press_label(&dot(lang, 2));
        assert!(desk.shows(words::VERSIONS_WHY.get(lang)), "{}", desk.words());
        let known = labels(&desk);
        desk.choose(&known[0]);
        desk.until("the old version is heard", |desk| heard(desk).1 == Some(0));
        desk.choose(&known[1]);
        desk.until("the new version is heard", |desk| heard(desk).1 == Some(1));
        desk.press(words::REDO_ONCE_MORE);
        assert!(!desk.shows(words::VERSIONS_WHY.get(lang)), "the versions are closed");
        until_redone(&mut desk, 3);
        assert_eq!(heard(&desk).1, Some(2));

        // By the keyboard, and from the menu of the sentence.
        desk.harness().get_by_role_and_label(Role::Button, &dot(lang, 3)).focus();
        desk.step();
        desk.key(Modifiers::NONE, Key::Enter);
        assert!(desk.shows(words::VERSIONS_WHY.get(lang)));
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows(words::VERSIONS_WHY.get(lang)));
        desk.open_text_menu();
        desk.press(words::SHOW_VERSIONS);
        desk.until_shown(words::VERSIONS_WHY.get(lang));
        desk.key(Modifiers::NONE, Key::Escape);
        // What is edited has no sound, and so no versions.
        desk.fill(document::TEXT.get(lang), "今天天气不错。我们去公园走走吧。后天再说。");
        desk.until("it is looked through", |desk| desk.model().document.page.unspoken() == 1);
        desk.step();
        assert!(!desk.shows(&dot(lang, 3)));
    }
}

#[test]
fn versions_are_compared_beside_the_sound_and_nothing_is_chosen_by_that() {
    pulse::story("versions::versions_are_compared_beside_the_sound_and_nothing_is_chosen_by_that", |_sound| {
        for lang in LANGS {
            let mut desk = twice(lang);
            hold(&mut desk);
            let (place, loaded) = (desk.position(), desk.model().playback.loaded.clone());
            desk.press_label(&dot(lang, 2));
            for n in [1, 2, 1] {
                desk.press_label(&words::HEAR_VERSION.with("n", n).get(lang));
                desk.until_shown(words::STOP_PREVIEW.get(lang));
            }
            desk.press(words::STOP_PREVIEW);
            desk.until("it is over", |desk| !desk.model().preview.is_on());
            assert_eq!(heard(&desk).1, Some(1), "it is still the one that is kept");
            let playback = &desk.model().playback;
            assert_eq!((playback.state, &playback.loaded), (Playback::Paused, &loaded), "nothing else was loaded");
            assert_eq!(desk.position(), place);
            assert!(desk.shows(words::VERSIONS_WHY.get(lang)), "the versions are still open");
        }
    });
}

#[test]
fn a_sentence_is_spoken_again_in_another_voice_which_its_version_names_also_after_a_restart() {
    for lang in LANGS {
        let mut desk = twice(lang);
        let own = desk.model().voice();
        let other = desk.model().voices.list.iter().find(|voice| voice.id != own.id).expect("another").clone();
        desk.open_text_menu();
        desk.press(words::REDO_IN);
        assert!(desk.shows(words::REDO_IN_TITLE.get(lang)));
        desk.type_into(voice::SEARCH.get(lang), &other.name);
        desk.key(Modifiers::NONE, Key::Enter);
        assert!(!desk.shows(words::REDO_IN_TITLE.get(lang)), "{}", desk.words());
        until_redone(&mut desk, 3);
        assert_eq!(desk.model().voice(), own, "the voice of the document is what it was");
        assert_eq!(desk.model().voice_marks().recent.first(), Some(&other.id), "it is offered first from now on");
        assert!(labels(&desk)[2].ends_with(&other.name), "{:?}", labels(&desk));

        let mut desk = desk.again();
        desk.until_shown(&dot(lang, 3));
        desk.press_label(&dot(lang, 3));
        assert!(labels(&desk)[2].ends_with(&other.name) && desk.shows(&labels(&desk)[2]), "{}", desk.words());
        assert!(labels(&desk)[1].ends_with(&own.name));
    }
}

#[test]
fn a_sentence_is_spoken_again_heard_in_either_version_and_tidied() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write("今天天气不错。我们去公园走走吧。明天再说。");
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        assert!(!desk.shows(words::ONE_VERSIONS.get(lang)));

        desk.open_text_menu();
        desk.press(document::REDO_SENTENCE);
        desk.until("the second job has begun", |desk| {
            desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2)
        });
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.step();
        assert_eq!(heard(&desk).1, Some(1), "the new version is heard");

        desk.press(words::ONE_VERSIONS);
        let (take, _) = heard(&desk);
        desk.choose(&version_label(lang, &take, 0, &take.passages()[0].versions[0]));
        desk.until("the old version is heard", |desk| heard(desk).1 == Some(0));
        assert_eq!(desk.model().playback.passages.len(), 1);
        desk.press(words::KEEP_HEARD);
        assert!(desk.shows(words::DROP_ASK.get(lang)));
        desk.press(common::DELETE);
        desk.until("the other version is gone", |desk| heard(desk).0.passages().is_empty());
        desk.step();
        assert!(!desk.shows(words::ONE_VERSIONS.get(lang)));
        assert!(heard(&desk).0.is_complete());
    }
}

#[test]
fn a_version_that_is_chosen_while_the_sound_is_held_is_held_too() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.harness().state_mut().model_mut().settings.theme = Theme::Light;
        desk.write("今天天气不错。我们去公园走走吧。明天再说。");
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        desk.open_text_menu();
        desk.press(document::REDO_SENTENCE);
        desk.until("the second job has begun", |desk| {
            desk.model().playback.job.as_ref().is_some_and(|job| job.id.0 == 2)
        });
        assert_eq!(desk.until_ended(), Stage::Finished);
        hold(&mut desk);

        desk.press(words::ONE_VERSIONS);
        assert!(desk.shows(words::VERSIONS_WHY.get(lang)));
        let (take, _) = heard(&desk);
        let passage = take.passages().remove(0);
        desk.choose(&version_label(lang, &take, 0, &passage.versions[0]));
        desk.until("the old version is there", |desk| heard(desk).1 == Some(0));
        let mut states = Vec::new();
        desk.until("it is held at its beginning", |desk| {
            states.push(desk.model().playback.state);
            desk.model().playback.state == Playback::Paused && desk.position() == passage.samples.start
        });
        assert!(!states.contains(&Playback::Playing), "{states:?}");
    }
}
