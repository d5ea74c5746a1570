//! What is said without end keeps nothing alive and costs little.

use std::time::Duration;

use langsheng::audio::take::Take;
use langsheng::demo::{Act, Fault, FaultPoint, Faults, Flood};
use langsheng::engine::{Command, Event};
use langsheng::protocol::Deadlines;
use langsheng::words::{Class, Lang};

use crate::common::Demo;
use crate::common::desk::Desk;

const NOISE: [Flood; 5] = [Flood::Unknown, Flood::Created, Flood::EmptyDeltas, Flood::Announcements, Flood::Pings];

fn flooding(point: FaultPoint, flood: Flood) -> Desk {
    Desk::at(Demo::faulty(Faults::every(Fault::At(point, Act::Flood(flood))))).with_waits(&[0])
}

/// Bytes; none where nothing of the take was kept.
fn journal(take: &Take) -> u64 {
    std::fs::metadata(take.dir().join("take.jsonl")).map_or(0, |file| file.len())
}

/// With the deadlines that people have: none of them is waited for.
#[cfg(target_os = "linux")]
#[test]
fn a_flood_of_what_is_no_sound_ends_soon_and_costs_little() {
    use crate::common::alone::alone;

    let cost = alone("bounds::floods::a_flood_of_what_is_no_sound_ends_soon_and_costs_little", || {
        for point in [FaultPoint::BeforeAudio, FaultPoint::Delta(2), FaultPoint::AfterAudio] {
            for flood in NOISE {
                let desk = flooding(point, flood);
                let (take, last) = desk.speak(desk.job("你好。再见。"));
                let Event::Failed { failure, .. } = last else { panic!("{point:?} {flood:?}: {last:?}") };
                assert_eq!(failure.class, Class::Service);
                assert!(failure.text(Lang::En).contains("without end"), "{failure:?}");
                let connections = desk.demo.recorder().notes().connections.len();
                assert!((2..=4).contains(&connections), "{point:?} {flood:?}: {connections}");
                assert!(journal(&take) < 2_000_000, "{point:?} {flood:?}: {} bytes", journal(&take));
                // The good-bye has an end too.
                desk.demo.recorder().wait(|notes| notes.open() == 0).expect("every socket is closed");
            }
        }
    });
    // Thirty sessions and their server, without optimisation.
    assert!(cost.is_none_or(|cost| cost.cpu < 20.0 && cost.peak < 200.0), "{cost:?}");
}

#[test]
fn what_is_said_after_the_end_is_not_listened_to() {
    for flood in NOISE.into_iter().chain([Flood::Sound]) {
        let desk = flooding(FaultPoint::AfterCompleted, flood);
        let (_, last) = desk.speak(desk.job("你好。"));
        assert!(matches!(last, Event::Finished { .. }), "{flood:?}: {last:?}");
        desk.demo.recorder().wait(|notes| notes.open() == 0).expect("the socket is closed");
    }
}

#[test]
fn a_log_id_is_kept_short_and_plain() {
    let long = format!("\u{1b}]0;owned\u{7}\u{202e}{}", "7".repeat(1_000_000));
    let desk = Desk::at(Demo::faulty(Faults::every(Fault::LogId(long))));
    let (take, last) = desk.speak(desk.job("你好。"));
    let Event::Finished { receipt, .. } = last else { panic!("{last:?}") };
    let logid = receipt.segments[0].logid.as_deref().expect("a log id");
    assert!(logid.len() <= 128 && logid.bytes().all(|byte| byte.is_ascii_graphic()), "{logid:?}");
    assert!((1..4_000).contains(&journal(&take)));
}

#[test]
fn a_check_of_a_silent_service_says_nothing_of_the_token_and_of_sound_that_nobody_asked_for() {
    let silent = Faults::every(Fault::At(FaultPoint::BeforeCreated, Act::StallForever));
    let deadlines = Deadlines { first_event: Duration::from_millis(100), ..Deadlines::default() };
    let desk = Desk::at(Demo::faulty(silent)).with_deadlines(deadlines);
    desk.send(Command::Check(desk.job("").account));
    let report = desk.until(|event| match event {
        Event::Checked { report, .. } => Some(report),
        _ => None,
    });
    let said = report.advice.get(Lang::En);
    assert!(!report.good && said.starts_with("Couldn’t find out whether this token works"), "{said}");
    for finding in &report.findings {
        let failure = finding.outcome.as_ref().err().map(|failure| failure.text(Lang::En)).unwrap_or_default();
        assert!(!failure.contains("kept") && !said.contains("kept"), "{failure} {said}");
    }
    // Of a job that has brought something it is still said.
    let stall = Faults::every(Fault::At(FaultPoint::Delta(2), Act::StallForever));
    let deadlines = Deadlines { next_event: Duration::from_millis(100), ..Deadlines::default() };
    let desk = Desk::at(Demo::faulty(stall)).with_deadlines(deadlines).with_waits(&[]);
    let (_, last) = desk.speak(desk.job("你好。"));
    let Event::Failed { failure, .. } = last else { panic!("{last:?}") };
    assert!(failure.text(Lang::En).contains("received so far is kept"), "{failure:?}");
}
