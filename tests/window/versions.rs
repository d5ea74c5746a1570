//! A passage that is spoken once more: its versions, and what becomes of them.

use langsheng::audio::Playback;
use langsheng::audio::take::Take;
use langsheng::store::Theme;
use langsheng::ui::playback::Stage;
use langsheng::ui::playback::versions::version_label;
use langsheng::words::{document, playback as words, shell as common};

use crate::desk::{Desk, LANGS};
use crate::playback::hold;

/// The take on the bar, and which version of its only passage is heard.
fn heard(desk: &Desk) -> (Take, Option<usize>) {
    let take = desk.model().playback.take.clone().expect("a take");
    let passages = take.passages();
    let heard = passages.first().and_then(|passage| passage.versions.iter().position(|version| version.heard));
    (take, heard)
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
