//! Cloning a voice in the window: from a file to the voice that speaks.

use langsheng::demo::CloneTrouble;
use langsheng::protocol::CloneLanguage;
use langsheng::ui::voice::CloneSource;
use langsheng::words::{Lang, clone as words, voice};

use egui_kittest::kittest::Queryable as _;

use crate::desk::{Desk, Dropped, LANGS, Plan};

/// Words of 300 ms and pauses of 150 ms, for so many seconds.
fn talk(desk: &Desk, name: &str, seconds: u32) -> std::path::PathBuf {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 24_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let path = desk.home().join(name);
    let mut file = hound::WavWriter::create(&path, spec).expect("a file");
    for n in 0..seconds * 24_000 {
        let loud = if n % 10_800 < 7_200 { 9_000.0 } else { 20.0 };
        file.write_sample((loud * (f64::from(n) * 0.05).sin()) as i16).expect("a sample");
    }
    file.finalize().expect("a WAV");
    path
}

/// The page on which a voice is cloned.
fn opened(plan: Plan) -> Desk {
    let mut desk = plan.open();
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == 3);
    desk.press(voice::CHANGE);
    desk.press(words::CLONE_ASK);
    assert!(desk.view().is_cloning());
    desk
}

fn drop_file(desk: &mut Desk, path: std::path::PathBuf) {
    desk.harness().input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    desk.step();
    desk.until("it was looked at", |desk| !matches!(desk.model().clones.source, CloneSource::Looking(_)));
}

#[test]
fn a_file_is_looked_at_sent_and_becomes_a_voice() {
    for lang in LANGS {
        let mut desk = opened(Plan::new(lang));
        let text = desk.home().join("note.wav");
        std::fs::write(&text, "no sound").expect("a file");
        drop_file(&mut desk, text);
        assert!(desk.words().contains(words::NO_SOUND.get(lang)), "{}", desk.words());
        let path = talk(&desk, "short.wav", 3);
        drop_file(&mut desk, path);
        assert!(desk.shows(&words::SHORT.with("n", "3.0").get(lang)), "{}", desk.words());
        let path = talk(&desk, "good.wav", 12);
        drop_file(&mut desk, path);
        assert!(desk.shows(words::GOOD.get(lang)) && desk.shows(words::COST_DEMO.get(lang)), "{}", desk.words());
        desk.fill(words::NAME.get(lang), &"音".repeat(43));
        assert!(desk.words().contains("129"), "{}", desk.words());
        desk.fill(words::NAME.get(lang), "小海");
        desk.press_far(words::SEND.get(desk.lang));
        desk.until("it is made", |desk| desk.model().voices.list.len() == 4);
        assert!(!desk.view().is_cloning() && desk.view().voices.is_open);
        let made = desk.model().voices.list.iter().find(|voice| voice.name == "小海").expect("it is there").clone();
        assert!(made.is_in_training() && made.available_training_times == Some(9));
        assert_eq!(made.language_code.as_deref(), Some(if lang == Lang::Zh { "zh" } else { "en" }));
        assert!(desk.words().contains(words::IN_TRAINING.get(lang)), "{}", desk.words());
        // Once more, from the same page.
        desk.press(words::CLONE_ASK);
        assert!(desk.words().contains(words::NEW_VOICE.get(lang)), "{}", desk.words());
    }
}

#[test]
fn a_refusal_is_told_on_the_page_and_the_recording_stays() {
    let mut plan = Plan::new(Lang::Zh);
    plan.config.clone_trouble = Some(CloneTrouble::Code(1109));
    let mut desk = opened(plan);
    let path = talk(&desk, "good.wav", 12);
    drop_file(&mut desk, path);
    desk.fill(words::NAME.get(Lang::Zh), "小海");
    desk.press_far(words::SEND.get(desk.lang));
    desk.until("it is refused", |desk| desk.model().clones.failure.is_some());
    desk.step();
    assert!(desk.words().contains("差得太多") && desk.words().contains("1109"), "{}", desk.words());
    assert!(desk.model().clones.recording().is_some() && desk.view().is_cloning());
}

#[test]
fn what_is_being_sent_can_be_called_off() {
    let mut plan = Plan::new(Lang::Zh);
    plan.config.clone_trouble = Some(CloneTrouble::Stuck);
    let mut desk = opened(plan);
    let path = talk(&desk, "long.wav", 200);
    drop_file(&mut desk, path);
    desk.fill(words::NAME.get(Lang::Zh), "小海");
    desk.press_far(words::SEND.get(desk.lang));
    desk.until("it is on its way", |desk| desk.model().clones.sending.as_ref().is_some_and(|sent| sent.done() > 0.0));
    desk.press_far(words::CANCEL_SENDING.get(Lang::Zh));
    assert!(desk.model().clones.sending.is_none() && desk.model().clones.recording().is_some());
}

#[test]
fn without_a_microphone_it_says_so_and_the_text_to_read_is_there() {
    let mut desk = opened(Plan::new(Lang::Zh));
    desk.press(words::RECORD);
    desk.until("it says so", |desk| desk.model().clones.trouble.is_some());
    desk.step();
    assert!(desk.words().contains("麦克风"), "{}", desk.words());
    assert!(!desk.model().clones.is_recording());
    let page = |desk: &Desk| desk.view().voices.clone.as_ref().expect("the page").text.clone();
    assert_eq!(page(&desk), words::passage("zh"));
    let english = voice::language(Lang::Zh, Some("en"), None);
    desk.harness().get_by_role_and_label(egui::accesskit::Role::RadioButton, &english).click_accesskit();
    desk.step();
    assert_eq!(page(&desk), words::passage("en"));
    // A file says something else.
    let path = talk(&desk, "good.wav", 12);
    drop_file(&mut desk, path);
    assert_eq!(page(&desk), "");
}

#[test]
fn what_was_recorded_is_still_there_the_next_time_and_goes_once_it_was_sent() {
    let plan = Plan::new(Lang::En);
    let (home, folder) = (plan.home.clone(), plan.home.path().join("recordings"));
    std::fs::create_dir(&folder).expect("a folder");
    let mut desk = opened(plan);
    let path = talk(&desk, "recordings/recording.wav", 12);
    desk.key(egui::Modifiers::NONE, egui::Key::Escape);
    assert!(!desk.view().is_cloning() && desk.view().voices.is_open);
    desk.press(words::CLONE_ASK);
    desk.until("it was found", |desk| desk.model().clones.recording().is_some());
    assert!(desk.shows(words::RECORDED.get(Lang::En)), "{}", desk.words());
    desk.fill(words::NAME.get(Lang::En), "Me");
    desk.press_far(words::SEND.get(Lang::En));
    desk.until("it is made", |desk| desk.model().voices.list.len() == 4);
    assert!(!path.exists(), "it has become a voice");
    drop(home);
}

#[test]
fn the_sound_of_a_video_is_asked_for_by_itself() {
    let mut desk = opened(Plan::new(Lang::En));
    let (video, sound) = (desk.home().join("clip.mp4"), desk.home().join("clip.m4a"));
    let ffmpeg = |args: &[&str], path: &std::path::Path| {
        let mut command = std::process::Command::new("ffmpeg");
        let done = command.args(["-v", "error", "-y"]).args(args).arg(path).status().expect("ffmpeg");
        assert!(done.success());
    };
    let tone = ["-f", "lavfi", "-i", "sine=frequency=300:duration=12"];
    let picture = ["-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=12", "-c:v", "mpeg4", "-c:a", "aac"];
    ffmpeg(&[&tone[..], &picture[..]].concat(), &video);
    ffmpeg(&[&tone[..], &["-c:a", "aac"]].concat(), &sound);
    drop_file(&mut desk, video);
    assert!(desk.words().contains(words::VIDEO.get(Lang::En)), "{}", desk.words());
    drop_file(&mut desk, sound);
    assert!(desk.model().clones.recording().is_some() && desk.words().contains("M4A"), "{}", desk.words());
}

#[test]
fn a_window_that_is_closed_while_a_voice_is_sent_ends_and_keeps_what_was_recorded() {
    let mut plan = Plan::new(Lang::En);
    plan.config.clone_trouble = Some(CloneTrouble::Stuck);
    std::fs::create_dir(plan.home.path().join("recordings")).expect("a folder");
    let mut desk = plan.open();
    let path = talk(&desk, "recordings/recording.wav", 200);
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == 3);
    desk.press(voice::CHANGE);
    desk.press(words::CLONE_ASK);
    desk.until("it was found", |desk| desk.model().clones.recording().is_some());
    desk.fill(words::NAME.get(Lang::En), "Me");
    desk.press(words::SEND);
    desk.until("it is on its way", |desk| desk.model().clones.sending.as_ref().is_some_and(|sent| sent.done() > 0.0));
    let mut desk = desk.again();
    assert!(path.exists(), "it has not become a voice");
    desk.until("the voices are there", |desk| desk.model().voices.list.len() == 3);
    desk.press(voice::CHANGE);
    desk.press(words::CLONE_ASK);
    desk.until("it is there again", |desk| desk.model().clones.recording().is_some());
}

#[test]
fn the_cost_and_the_button_that_sends_are_in_sight_in_every_window() {
    for lang in LANGS {
        for size in [[760.0, 520.0], [1_100.0, 720.0]] {
            let mut desk = opened(Plan { size: (size, 1.0), ..Plan::new(lang) });
            let path = talk(&desk, "short.wav", 3);
            drop_file(&mut desk, path);
            desk.fill(words::NAME.get(lang), &"音".repeat(43));
            let page = desk.harness().get_by_label(words::COST_DEMO.get(lang)).rect();
            let button =
                desk.harness().get_by_role_and_label(egui::accesskit::Role::Button, words::SEND.get(lang)).rect();
            // The player stands below.
            let floor = desk.wave().rect().top();
            assert!(
                button.bottom() < floor && page.top() > 48.0 && page.top() < button.top(),
                "{size:?}: {page:?} {button:?} {floor}"
            );
        }
    }
}

#[test]
fn what_is_proposed_to_be_read_fits_in_each_language() {
    for language in CloneLanguage::ALL {
        let text = words::passage(language.code());
        assert!((200..=1_024).contains(&text.len()), "{language:?}: {}", text.len());
    }
}
