//! Finished takes are saved by themselves, if that is wanted.

use std::fs;
use std::path::PathBuf;

use langsheng::audio::files::captions::CaptionFormat;
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::engine::{AutoSave, Command, Event, Job, JobId, JobSettings, SaveOrder, SaveTo, save_of};

use crate::common::Demo;
use crate::common::desk::{Desk, end_of_job, settings};

fn wanting(desk: &Desk, text: &str, template: &str) -> Job {
    let order = SaveOrder { captions: vec![CaptionFormat::Srt], receipt: true, ..SaveOrder::default() };
    let auto_save = AutoSave { folder: desk.path("saved"), template: template.into(), order };
    Job { auto_save: Some(auto_save), ..desk.job(text) }
}

fn saved(desk: &Desk) -> PathBuf {
    desk.until(|event| match event {
        Event::Saved { path, .. } => Some(path),
        Event::SaveFailed { failure, .. } => panic!("{failure:?}"),
        _ => None,
    })
}

fn names(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(desk.path("saved")).into_iter().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn each_finished_take_is_saved_under_a_name_of_its_own() {
    let desk = Desk::at(Demo::start());
    for name in ["你好，世界。.wav", "你好，世界。 (2).wav"] {
        let (take, last) = desk.speak(Job {
            settings: JobSettings { reuse: false, ..settings() },
            ..wanting(&desk, "你好，世界。", "{first:12}")
        });
        assert!(matches!(last, Event::Finished { .. }));
        let path = saved(&desk);
        assert_eq!(path.file_name().unwrap(), name);
        let samples = hound::WavReader::open(&path).expect("a WAV").len();
        assert_eq!(u64::from(samples), take.len());
    }
    let expected =
        ["", " (2)"].map(|number| ["receipt.json", "srt", "wav"].map(|end| format!("你好，世界。{number}.{end}")));
    let mut expected = expected.concat();
    expected.sort();
    assert_eq!(names(&desk), expected);
}

#[test]
fn a_name_has_no_signs_of_markdown() {
    let desk = Desk::at(Demo::start());
    desk.speak(Job { markdown: true, ..wanting(&desk, "**今天**天气[不错](https://example.org)。", "{first}") });
    assert_eq!(saved(&desk).file_name().unwrap(), "今天天气不错。.wav");
}

#[test]
fn what_is_not_kept_not_complete_or_saved_anyway_is_not_saved_twice() {
    let desk = Desk::at(Demo::start());
    desk.speak(Job {
        settings: JobSettings { keep: false, ..settings() }, ..wanting(&desk, "一二三。", "{first}")
    });
    let to = SaveTo::plain(desk.path("mine.wav"));
    desk.send(Command::Speak(Box::new(Job { save: Some(to), ..wanting(&desk, "四五六。", "{first}") })));
    assert_eq!(saved(&desk), desk.path("mine.wav"));
    assert_eq!(names(&desk), [""; 0]);

    let broken = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(2), Act::StallForever))));
    broken.send(Command::Speak(Box::new(wanting(&broken, "七八九。", "{first}"))));
    broken.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
    broken.send(Command::Stop(JobId(1)));
    assert!(matches!(broken.until(end_of_job), Event::Stopped { .. }));
    assert_eq!(names(&broken), [""; 0]);
}

#[test]
fn a_template_that_cannot_be_read_is_told_and_the_take_is_there() {
    let desk = Desk::at(Demo::start());
    let job = wanting(&desk, "你好。", "{nothing}");
    let id = save_of(job.id);
    let (take, _) = desk.speak(job);
    let failure = desk.until(|event| match event {
        Event::SaveFailed { id: failed, failure, .. } if failed == id => Some(failure),
        _ => None,
    });
    assert!(failure.text(langsheng::words::Lang::En).contains("{nothing}"));
    assert!(take.is_complete());
}
