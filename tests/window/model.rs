//! The model, told stories as lists of events.

use std::time::Duration;

use langsheng::audio::play::device::DeviceError;
use langsheng::audio::{Playback, PlayerEvent};
use langsheng::engine::{Event, JobId};
use langsheng::store::Settings;
use langsheng::ui::account::TokenState;
use langsheng::ui::model::Model;
use langsheng::ui::playback::{JobState, SegmentProgress, Stage};
use langsheng::ui::shell::notice::Tone;
use langsheng::words::{Class, Failure, Lang, Phrase};

fn failure() -> Failure {
    let words = Phrase::new("坏了", "broken");
    Failure::new(Class::Service, words, words, words)
}

fn model() -> Model {
    let mut model = Model::new(Settings::default(), Lang::En);
    model.playback.job = Some(JobState::asked(JobId(2)));
    model
}

#[test]
fn news_of_another_job_is_not_listened_to() {
    let mut model = model();
    for stale in [
        Event::Refused { job: JobId(1), failure: failure() },
        Event::FirstDelta { job: JobId(1) },
        Event::Failed { job: JobId(1), segment: 0, failure: failure() },
        Event::Stopped { job: JobId(1) },
        Event::Connecting { job: JobId(3), segment: 4, attempt: 1 },
    ] {
        assert!(model.apply(stale).is_none());
    }
    let run = model.playback.job.as_ref().expect("a job");
    assert_eq!((run.stage, run.segments.len()), (Stage::Asked, 0));
    assert!(model.notices.list().is_empty());
}

#[test]
fn a_retry_is_shown_until_the_connection_stands_again() {
    let mut model = model();
    let job = JobId(2);
    model.apply(Event::Connecting { job, segment: 0, attempt: 1 });
    model.apply(Event::Retrying { job, segment: 0, failure: failure(), wait: Duration::from_millis(300) });
    let run = model.playback.job.as_ref().expect("a job");
    assert_eq!(run.segments, [SegmentProgress::Retrying]);
    assert_eq!(run.retrying, Some(failure()));
    assert!(model.notices.list().is_empty(), "what may still succeed is no notice");
    model.apply(Event::Connecting { job, segment: 0, attempt: 2 });
    model.apply(Event::Created { job, segment: 0, logid: None });
    let run = model.playback.job.as_ref().expect("a job");
    assert_eq!((run.segments.as_slice(), run.retrying.is_none()), (&[SegmentProgress::Streaming][..], true));
}

#[test]
fn a_service_that_asks_to_slow_down_is_shown_with_the_time_that_is_left_and_nothing_else_is() {
    let mut model = model();
    let job = JobId(2);
    let wait = Duration::from_secs(120);
    let failure = Failure { class: Class::Pace, ..failure() };
    model.apply(Event::Retrying { job, segment: 0, failure, wait });
    let again = model.playback.job.as_ref().and_then(|run| run.again).expect("a time");
    let left = again.saturating_duration_since(std::time::Instant::now());
    assert!(left <= wait && left > wait / 2, "{left:?}");
    model.apply(Event::Retrying { job, segment: 0, failure: self::failure(), wait });
    assert!(
        model.playback.job.as_ref().is_some_and(|run| run.again.is_none()),
        "a broken connection is no wish of the service"
    );
}

#[test]
fn a_failed_segment_stays_failed_and_the_rest_waits() {
    let mut model = model();
    let job = JobId(2);
    for segment in 0..3 {
        model.apply(Event::Connecting { job, segment, attempt: 1 });
    }
    model.apply(Event::Failed { job, segment: 1, failure: failure() });
    let run = model.playback.job.as_ref().expect("a job");
    assert_eq!(run.stage, Stage::Failed);
    assert_eq!(run.segments, [SegmentProgress::Waiting, SegmentProgress::Failed, SegmentProgress::Waiting]);
    assert!(matches!(&model.notices.list()[0].tone, Tone::Trouble(shown) if *shown == failure()));
}

#[test]
fn the_same_failure_is_one_notice() {
    let mut model = model();
    model.apply(Event::Notice(failure()));
    model.apply(Event::Notice(failure()));
    assert_eq!(model.notices.list().len(), 1);
    let id = model.notices.list()[0].id;
    model.notices.dismiss(id);
    assert!(model.notices.list().is_empty());
}

#[test]
fn news_of_another_account_is_not_listened_to() {
    let mut model = model();
    model.settings.account = "coze.cn".into();
    let place = langsheng::store::SecretPlace::Keyring;
    let token = langsheng::protocol::Token::parse("pat_other");
    model.apply(Event::TokenLoaded { account: "coze.com".into(), token, place });
    assert_eq!(model.account.token, TokenState::Unknown);
    assert!(model.account().is_none(), "without a token there is no account to use");
}

#[test]
fn a_lost_device_is_a_notice_and_a_pause() {
    let mut model = model();
    model.apply(Event::Player(PlayerEvent::State(Playback::Playing)));
    assert!(model.playback.is_sounding());
    model.apply(Event::Player(PlayerEvent::Lost(DeviceError::Lost("unplugged".into()))));
    model.apply(Event::Player(PlayerEvent::State(Playback::Paused)));
    assert!(!model.playback.is_sounding());
    assert_eq!(model.notices.list().len(), 1);
}
