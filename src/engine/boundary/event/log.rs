//! What is logged of events: who and how much, and by which code the service said no. Never what a text says, and no names
//! of files, which may be made of one.

use tracing::{Level, debug, enabled, error, info, warn};

use crate::audio::PlayerEvent;
use crate::engine::boundary::event::Event;
use crate::words::Failure;

/// Logs a failure at a level, with fields that say whose it is.
macro_rules! failed {
    ($level:ident, $failure:expr, $what:literal $(, $field:ident = $value:expr)*) => {{
        let Failure { class, code, logid, .. } = $failure;
        $level!($($field = $value,)* ?class, code, logid = logid.as_deref(), $what);
    }};
}

/// Logs an event that is about to be sent.
pub(super) fn log(event: &Event) {
    if !enabled!(Level::ERROR) {
        return;
    }
    match event {
        Event::Accepted { job, take, segments, characters, saved } => {
            let (take, reused) = (take.id(), saved.sentences);
            info!(job = job.0, take, segments, characters, reused, "job accepted");
        }
        Event::Refused { job, failure } => failed!(warn, failure, "job refused", job = job.0),
        Event::Connecting { job, segment, attempt } => debug!(job = job.0, segment, attempt, "connecting"),
        Event::Created { job, segment, logid } => debug!(job = job.0, segment, logid, "service answered"),
        Event::FirstDelta { job } => debug!(job = job.0, "first audio"),
        Event::Segment { job, segment, receipt } => {
            let (bytes, samples, retries) = (receipt.bytes, receipt.samples.0, receipt.retries);
            debug!(job = job.0, segment, bytes, samples, retries, logid = receipt.logid.as_deref(), "segment complete");
        }
        Event::Retrying { job, segment, failure, wait } => {
            failed!(warn, failure, "segment failed", job = job.0, segment = segment, wait_ms = wait.as_millis());
        }
        Event::HalfSample { job, segment } => warn!(job = job.0, segment, "half a sample left out"),
        Event::Split { job, segment, into } => info!(job = job.0, segment, into, "segment split"),
        Event::Finished { job, receipt } => {
            info!(job = job.0, segments = receipt.segments.len(), samples = receipt.samples.0, "job finished");
        }
        Event::Failed { job, segment, failure } => {
            failed!(error, failure, "job failed", job = job.0, segment = segment);
        }
        Event::Stopped { job } => info!(job = job.0, "job stopped"),
        Event::Saved { id, samples, report, .. } => {
            info!(
                save = id.0,
                samples = samples.0,
                rate = report.rate,
                clipped = report.clipped,
                copied = report.copied,
                "saved"
            );
        }
        Event::SavedInPart { id, samples, .. } => warn!(save = id.0, samples = samples.0, "saved in part"),
        Event::SavedAll { id, tally, .. } => {
            info!(save = id.0, files = tally.files, failed = tally.failed, left = tally.left, "saved all");
        }
        Event::SaveFailed { id, failure, .. } => failed!(error, failure, "not saved", save = id.0),
        Event::Player(event) => log_player(event),
        Event::Voices { voices, from, failure: None, .. } => debug!(voices = voices.len(), ?from, "voices"),
        Event::Voices { failure: Some(failure), .. } => failed!(warn, failure, "no voices"),
        Event::VoiceCloned { .. } => info!("voice cloned"),
        Event::CloneFailed { failure: Some(failure), is_uncertain } => {
            failed!(warn, failure, "voice not cloned", uncertain = is_uncertain);
        }
        Event::Checked { report, .. } => info!(good = report.good, tried = report.findings.len(), "account checked"),
        Event::PreviewFailed { id, failure } => failed!(warn, failure, "no preview", preview = id.0),
        Event::AuditionFailed { id, failure } => failed!(warn, failure, "no audition", audition = id.0),
        Event::AuditionBegun { id, .. } => debug!(audition = id.0, "audition begun"),
        Event::AuditionMade { id, .. } => debug!(audition = id.0, "audition made"),
        Event::PreviewReady { id, .. } => debug!(preview = id.0, "preview ready"),
        Event::TokenKept { place, .. } => info!(kept = place.is_some(), "token kept or cleared"),
        Event::Takes(takes) => debug!(takes = takes.len(), "library listed"),
        Event::Trashed { ids, .. } => info!(takes = ?ids, "moved to the trash"),
        Event::NotTrashed { ids, failure } => failed!(warn, failure, "not moved to the trash", takes = ids.len()),
        Event::TakeOpened(take) => debug!(take = take.id(), "take opened"),
        Event::DocumentOpened(opened) => {
            debug!(document = opened.place.as_ref().map(|place| place.id()), "document opened")
        }
        Event::TakeChanged(take) => debug!(take = take.id(), "take changed"),
        Event::Batch(batch) => {
            debug!(items = batch.items.len(), left = batch.left, running = batch.running, batch.paused, "queue");
            if let Some(failure) = &batch.held_up {
                failed!(warn, failure, "queue held up");
            }
        }
        Event::Notice(failure) => failed!(warn, failure, "notice"),
        _ => {}
    }
}

fn log_player(event: &PlayerEvent) {
    match event {
        PlayerEvent::Opened { rate, .. } => info!(rate, "device open"),
        PlayerEvent::NoDevice(_) => warn!("no device"),
        PlayerEvent::Lost(_) => warn!("device lost"),
        PlayerEvent::FirstSound { take, .. } => debug!(take, "first sound"),
        PlayerEvent::Ended { take } => debug!(take, "played to the end"),
        PlayerEvent::Unreadable { take, .. } => error!(take, "take unreadable while played"),
        PlayerEvent::Seeked { position } => debug!(position = position.0, "seeked"),
        _ => {}
    }
}
