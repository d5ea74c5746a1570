//! The end of a job: what was kept, and where.

use std::path::PathBuf;

use serde_json::json;

use super::Speaking;
use crate::audio::take::{SegmentReceipt, Take};
use crate::cli::report;
use crate::engine::Event;
use crate::words::{Failure, cli as say};

/// A file that holds the whole take.
pub(super) struct Saved {
    pub path: PathBuf,
    pub samples: u64,
}

impl Speaking<'_> {
    /// Waits for the engine, then says where things are and how it went.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.progress.end();
        let starved = self.player.meter().starved();
        // The engine ends with its last sender; then everything that was received is on disk.
        let Speaking { context, lines, commands, events, engine, take, receipt, .. } = self;
        drop(commands);
        engine.join().ok();
        // An impatient user did not wait for these.
        for event in events.try_iter() {
            match event {
                Event::Saved { path, samples, .. } => self.saved = Some(Saved { path, samples }),
                Event::SavedInPart { part, .. } => self.part = Some(part),
                Event::SaveFailed { part, .. } => self.part = part.or(self.part),
                _ => {}
            }
        }
        let kept = take.as_ref().map(Take::dir).filter(|dir| dir.exists());
        if let (Some(saved), Some(take)) = (&self.saved, &take) {
            let seconds = saved.samples as f64 / f64::from(take.rate());
            let said = say::SAVED.with("path", saved.path.display()).with("seconds", format!("{seconds:.1}"));
            report::sentence(&said.get(context.lang));
        }
        let part = self.part.map(|part| say::PART_AT.with("path", part.display()));
        let library = kept.map(|dir| say::TAKE_AT.with("path", dir.display()));
        for place in part.into_iter().chain(library) {
            report::sentence(&place.get(context.lang));
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let Some(receipt) = receipt else { return Ok(()) };
        if starved > 0 {
            report::sentence(&say::STARVED.with("n", starved).get(context.lang));
        }
        let sum = |of: fn(&SegmentReceipt) -> u32| receipt.segments.iter().map(of).sum::<u32>();
        let path = self.saved.as_ref().map(|saved| saved.path.as_path()).or(kept);
        let data = json!({ "samples": receipt.samples, "rate": receipt.rate, "segments": receipt.segments.len(),
            "connections": sum(|segment| segment.connections), "retries": sum(|segment| segment.retries),
            "starved": starved, "path": path.map(|path| path.display().to_string()) });
        lines.write("finished", &data);
        Ok(())
    }
}
