//! Jobs of several documents at once: each goes on, whatever becomes of the others.

use langsheng::audio::take::Take;
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Tones};
use langsheng::engine::{Command, Event, Job, JobId, JobSettings, Pace};

use super::common::Demo;
use super::common::desk::{Desk, end_of_job, samples_of, settings};

/// A job of a document.
fn of_document(desk: &Desk, document: &str, text: &str) -> Job {
    Job { document: Some(document.into()), ..desk.job(text) }
}

fn begin(desk: &Desk, job: Job) -> (JobId, Take) {
    let id = job.id;
    desk.send(Command::Speak(Box::new(job)));
    let take = desk.until(|event| match event {
        Event::Accepted { job, take, .. } if job == id => Some(take),
        _ => None,
    });
    (id, take)
}

#[test]
fn a_job_of_another_document_goes_on_and_one_of_the_same_gives_way() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(3), Act::StallForever))));
    let (first, held) = begin(&desk, of_document(&desk, "d1", "第一个。"));
    desk.until(|event| matches!(event, Event::FirstDelta { .. }).then_some(()));
    let (other, take) = begin(&desk, of_document(&desk, "d2", "第二个。"));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Finished { job, .. } if job == other), "{last:?}");
    assert!(samples_of(&take) == Tones::text("第二个。", 24_000));
    assert!(held.is_growing(), "the first one is still being received");

    let (again, take) = begin(&desk, of_document(&desk, "d1", "第一个，改过。"));
    assert!(!held.is_growing(), "it was stopped before the next of the same document began");
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Finished { job, .. } if job == again), "{last:?}, not {first:?}");
    assert!(samples_of(&take) == Tones::text("第一个，改过。", 24_000));
}

#[test]
fn stopping_one_job_leaves_the_others_alone() {
    let stall = || Fault::At(FaultPoint::Delta(3), Act::StallForever);
    let desk = Desk::at(Demo::faulty(Faults::on(0, stall()).and_on(1, stall())));
    let (one, first) = begin(&desk, of_document(&desk, "d1", "第一个。"));
    let (two, second) = begin(&desk, of_document(&desk, "d2", "第二个。"));
    desk.send(Command::Stop(two));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Stopped { job } if job == two), "{last:?}");
    assert!(first.is_growing() && !second.is_growing());
    desk.send(Command::Stop(one));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Stopped { job } if job == one), "{last:?}");
}

#[test]
fn a_job_that_is_to_finish_receives_what_it_has_requested_and_requests_no_more() {
    let desk = Desk::at(Demo::start());
    let texts = ["今天天气不错。", "我们去公园走走吧。"];
    let settings = JobSettings { limit_bytes: 30, ..settings() };
    let (job, take) = begin(&desk, Job { settings, pace: Pace::AsHeard, ..desk.job(&texts.concat()) });
    desk.send(Command::Finish(job));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Stopped { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().texts(), [texts[0]], "the second was not requested");
    assert!(!take.is_growing() && !take.is_complete());
    assert!(samples_of(&take) == Tones::text(texts[0], 24_000), "what was paid for is there");
}
