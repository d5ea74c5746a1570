//! The end of a task: what was kept, and where.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::audio::HeardSample;
use crate::audio::take::{SegmentReceipt, Take};
use crate::cli::report;
use crate::cli::watch::Watch;
use crate::engine::{Event, SaveReport};
use crate::store::names::give_up;
use crate::words::{Failure, Lang, Said, cli as say};

/// A file that was written.
pub(super) struct WrittenFile {
    pub path: PathBuf,
    pub samples: HeardSample,
    pub report: SaveReport,
}

impl WrittenFile {
    fn seconds(&self) -> f64 {
        self.samples.seconds(self.report.rate)
    }

    /// For programs.
    pub fn data(&self) -> Value {
        let SaveReport { rate, gain_db, lufs, clipped, copied, beside, .. } = &self.report;
        let beside: Vec<String> = beside.iter().map(|path| path.display().to_string()).collect();
        json!({ "path": self.path.display().to_string(), "samples": self.samples, "rate": rate, "seconds": self.seconds(),
            "gain_db": gain_db, "lufs": lufs, "clipped": clipped, "copied": copied, "beside": beside })
    }

    /// For people.
    fn tell(&self, wanted: Option<f64>, lang: Lang) {
        let seconds = format!("{:.1}", self.seconds());
        let said = say::SAVED.with("path", self.path.display()).with("seconds", seconds);
        report::sentence(&said.get(lang));
        if let (Some(lufs), Some(gain), Some(wanted)) = (self.report.lufs, self.report.gain_db, wanted) {
            let said = if self.report.is_quieter() { say::SAVED_QUIETER } else { say::SAVED_LOUDNESS };
            let said = said.with("lufs", format!("{lufs:.1}")).with("gain", format!("{gain:+.1}"));
            report::sentence(&said.with("wanted", wanted).get(lang));
        }
        for path in &self.report.beside {
            report::sentence(&say::SAVED_BESIDE.with("path", path.display()).get(lang));
        }
    }
}

/// The command that makes what was requested out of a take that was left, if there is one.
fn to_do(take: &Take, unsaved: Option<&Path>) -> Option<Said> {
    let out = unsaved.map(|out| format!(" --out {}", report::quoted(&out.display().to_string()))).unwrap_or_default();
    match (take.is_complete(), unsaved) {
        (true, None) => None,
        (true, Some(_)) => Some(say::SAVE_WITH.with("command", format!("langsheng takes export {}{out}", take.id()))),
        (false, _) => Some(say::RESUME_WITH.with("command", format!("langsheng speak --resume {}{out}", take.id()))),
    }
}

impl Watch<'_> {
    /// Waits for the engine, then says where things are and how it went.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.progress.end();
        let starved = self.player.meter().starved();
        // The engine ends with its last sender; then everything that was received is on disk.
        let Watch { context, lines, commands, events, engine, take, receipt, .. } = self;
        drop(commands);
        engine.join().ok();
        // An impatient user did not wait for these.
        for event in events.try_iter() {
            match event {
                Event::Saved { path, samples, report, .. } => self.saved = Some(WrittenFile { path, samples, report }),
                Event::SavedInPart { part, .. } => self.part = part,
                Event::SaveFailed { part, .. } => self.part = part.or(self.part),
                _ => {}
            }
        }
        if let Some(saved) = &self.saved {
            saved.tell(self.lufs, context.lang);
        }
        if let (Some(out), true) = (&self.out, self.failure.is_some()) {
            give_up(out);
        }
        let kept = take.as_ref().filter(|take| take.dir().exists());
        let part = self.part.map(|part| say::PART_AT.with("path", part.display()));
        let library = kept.map(|take| say::TAKE_AT.with("path", take.dir().display()));
        let unsaved = self.out.filter(|_| self.failure.is_some() && self.saved.is_none());
        let rest = kept.and_then(|take| to_do(take, unsaved.as_deref()));
        for said in part.into_iter().chain(library).chain(rest) {
            report::sentence(&said.get(context.lang));
        }
        let kept = kept.map(Take::dir);
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
