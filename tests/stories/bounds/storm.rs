//! Requests have an end.

use langsheng::demo::{Act, Disconnect, Fault, FaultPoint, Faults};
use langsheng::engine::{Event, Job, JobSettings};
use langsheng::text::LIMIT;
use langsheng::words::Class;

use crate::common::Demo;
use crate::common::desk::{Desk, settings};

/// A text of several requests.
fn long() -> String {
    "清晨的码头很安静，只有海鸥在叫。船要开了吗？".repeat(60)
}

#[test]
fn a_letter_under_thousands_of_marks_is_no_storm_and_nothing_above_the_limit_is_sent() {
    let marks = "\u{301}".repeat(2_500);
    for text in
        [format!("Hello. a{marks} world."), format!("a{marks}"), format!("你好。{marks}再见。"), format!("字{marks}")]
    {
        let desk = Desk::at(Demo::start());
        let (_, last) = desk.speak(desk.job(&text));
        assert!(matches!(last, Event::Finished { .. } | Event::Failed { .. }), "{last:?}");
        let notes = desk.demo.recorder().notes();
        let bytes: Vec<usize> = notes.connections.iter().map(|connection| connection.bytes).collect();
        assert!(bytes.len() <= 8 && bytes.iter().all(|bytes| *bytes <= LIMIT), "{bytes:?}");
    }
}

#[test]
fn a_service_that_finds_everything_too_long_is_soon_left_alone() {
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::error_before_audio(3010))));
    let (_, last) = desk.speak(desk.job(&long()));
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert_eq!((failure.class, failure.code), (Class::Text, Some(3010)));
    // Four at once, and three times smaller.
    let connections = desk.demo.recorder().notes().connections.len();
    assert!(connections <= 16, "{connections} connections");

    // With a wait each time, and without any patience not even that.
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::error_before_audio(3010)))).with_waits(&[]);
    let (_, last) = desk.speak(Job { settings: JobSettings { sessions: 1, ..settings() }, ..desk.job(&long()) });
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 1);
}

#[test]
fn the_most_requests_of_a_job_count_those_that_are_tried_again() {
    let faults = Faults::every(Fault::At(FaultPoint::Delta(1), Act::Close(Disconnect::Drop)));
    let desk = Desk::at(Demo::faulty(faults)).with_waits(&[0; 20]);
    let (take, last) = desk
        .speak(Job { settings: JobSettings { max_requests: Some(3), ..settings() }, ..desk.job("你好。再见。") });
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert_eq!(failure.class, Class::Service);
    assert!(failure.text(langsheng::words::Lang::En).contains("including retries: 3"), "{failure:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 3);

    // What is asked for later is counted anew.
    let job = Job { settings: JobSettings { max_requests: Some(1), ..settings() }, ..desk.job("") };
    let take = take.dir().to_owned();
    let (_, last) = desk.run(langsheng::engine::Command::Continue { job: Box::new(job), take });
    assert!(matches!(last, Event::Failed { .. }), "{last:?}");
    assert_eq!(desk.demo.recorder().notes().connections.len(), 4);
}
