//! What the engine tells of the task.

use serde_json::json;

use crate::audio::PlayerEvent;
use crate::audio::take::Take;
use crate::cli::watch::ending::WrittenFile;
use crate::cli::watch::{Watch, Woken};
use crate::cli::{piped, report};
use crate::engine;
use crate::engine::Event;
use crate::words::cli as say;
use crate::words::engine::half_sample;

impl Watch<'_> {
    /// Takes in an event.
    pub(super) fn event(&mut self, event: Event) {
        match event {
            Event::Accepted { take, segments, characters, saved, .. } => {
                let data = json!({ "take": take.id(), "segments": segments, "characters": characters,
                    "reused_sentences": saved.sentences, "reused_characters": saved.characters });
                self.lines.write("accepted", &data);
                if saved.sentences > 0 {
                    let said = say::REUSED.with("sentences", saved.sentences).with("characters", saved.characters);
                    self.progress.say(&said);
                }
                self.accepted(take, segments);
            }
            Event::Connecting { segment, attempt, .. } => {
                self.lines.write("connecting", &json!({ "segment": segment, "attempt": attempt }));
            }
            Event::Created { segment, logid, .. } => {
                self.lines.write("created", &json!({ "segment": segment, "logid": logid }));
            }
            Event::FirstDelta { .. } => self.lines.write("first_delta", &json!({})),
            Event::Segment { receipt, .. } => {
                // What was saved is none of the requests.
                self.segments.0 += usize::from(receipt.saved.is_none());
                let retries = receipt.retries;
                let data = json!({ "index": receipt.number, "saved": receipt.saved, "bytes": receipt.bytes, "samples": receipt.samples,
                    "retries": retries, "logid": receipt.logid });
                self.lines.write("segment", &data);
            }
            Event::Retrying { segment, failure, wait, .. } => {
                let wait = wait.as_secs_f64();
                let data = json!({ "segment": segment, "code": failure.code, "logid": failure.logid, "wait": wait });
                self.lines.write("retrying", &data);
                let again = if wait < 0.05 { say::RETRYING_NOW } else { say::RETRYING };
                let said = again.with("n", segment + 1).with_said("what", failure.what);
                self.progress.say(&said.with("wait", format!("{wait:.1}")));
            }
            Event::HalfSample { segment, .. } => self.progress.say(&half_sample(segment)),
            Event::Split { into, .. } => self.segments.1 += into.saturating_sub(1),
            Event::Finished { receipt, .. } => {
                self.receipt = Some(receipt);
                self.working = false;
            }
            Event::Failed { failure, .. } => {
                self.fail(failure);
                self.working = false;
            }
            Event::Refused { failure, .. } => {
                self.fail(failure);
                (self.working, self.saving, self.piping) = (false, false, None);
            }
            Event::Stopped { .. } => self.working = false,
            Event::Saving { done, .. } => {
                self.saved_part = done;
                self.lines.write("saving", &json!({ "done": (f64::from(done) * 1_000.0).round() / 1_000.0 }));
            }
            Event::Saved { path, samples, report, .. } => {
                let saved = WrittenFile { path, samples, report };
                self.saving = false;
                self.lines.write("saved", &saved.data());
                self.saved = Some(saved);
            }
            Event::SavedInPart { part, .. } => {
                self.saving = false;
                self.part = part;
            }
            Event::SaveFailed { failure, part, .. } => {
                self.saving = false;
                self.part = part;
                self.fail(failure);
            }
            Event::Player(event) => self.heard(event),
            Event::Notice(failure) => self.progress.tell(&report::explained(&failure, self.context.lang)),
            _ => {}
        }
    }

    fn accepted(&mut self, take: Take, segments: usize) {
        self.segments.1 = segments;
        if let (Some(joins), Some(waker)) = (self.piping, self.waker.take()) {
            let ended = move |result| {
                waker.send(Woken::Piped(result)).ok();
            };
            if let Err(error) = piped::start(&take, joins, ended) {
                self.piping = None;
                self.fail(engine::start_failure(&error));
            }
        }
        self.take = Some(take);
    }

    fn heard(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::FirstSound { at, .. } => self.lines.write_at(at, "first_sound", &json!({})),
            PlayerEvent::Ended { .. } => self.playing = false,
            PlayerEvent::NoDevice(error) | PlayerEvent::Lost(error) if self.playing => {
                self.playing = false;
                let failure = engine::device_failure(&error);
                if self.saves() {
                    self.progress.say(&say::WITHOUT_SOUND.with_said("what", failure.what));
                } else {
                    // Without a file, sound was all that was requested.
                    self.fail(failure);
                }
            }
            _ => {}
        }
    }
}
