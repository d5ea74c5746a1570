//! A board as files in a folder: each entry under its number and the name of its voice, and a table of them all.

use std::collections::HashSet;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::audio::files::export::ExportUntil;
use crate::engine::boundary::auditions::{BoardFile, BoardFiles};
use crate::engine::boundary::event::{Event, Events, SaveTally};
use crate::engine::failure;
use crate::engine::job::spec::SaveId;
use crate::engine::save;
use crate::engine::save::order::SaveTo;
use crate::engine::save::series::{Missed, save_each};
use crate::engine::save::{Last, SaveProgress, SaveSource, SaveTask, spawn, write};
use crate::store::atomic;
use crate::store::atomic::Privacy;
use crate::store::names::Claim;
use crate::words::Failure;

/// The ending of the table.
const TABLE: &str = "csv";

/// Starts it. Its last event is sent before `ended` hears of it, however it ends.
pub(in crate::engine) fn start(
    id: SaveId,
    board: BoardFiles,
    events: &Events,
    ended: mpsc::UnboundedSender<SaveId>,
) -> Result<SaveTask, Failure> {
    let last = Last { id, told: Arc::default(), events: events.clone(), ended };
    let takes = board.entries.iter().map(|entry| entry.sound.take.clone()).collect();
    spawn(last, takes, HashSet::new(), move |going| {
        let tally = board.save(going);
        Event::SavedAll { id, folder: board.folder, tally }
    })
}

impl BoardFiles {
    fn save(&self, going: SaveProgress<'_>) -> SaveTally {
        let mut rows = vec![self.head.to_vec()];
        let mut tally = save_each(self.entries.len(), going, |place, going| {
            rows.push(self.save_one(place, &self.entries[place], going)?);
            Ok(())
        });
        // Also of what was written before it ended there is a table.
        if tally.files > 0
            && let Err(failure) = self.write_table(&rows)
        {
            tally.failed += 1;
            tally.failure = Some(failure);
        }
        tally
    }

    /// Writes a file. Its row of the table comes back.
    fn save_one(&self, place: usize, entry: &BoardFile, going: SaveProgress<'_>) -> Result<Vec<String>, Missed> {
        let stem = format!("{:02} {}", place + 1, entry.voice);
        let claim = Claim::named(&self.folder, &stem, &self.order.endings());
        let claim = claim.map_err(|error| Missed::All(failure::store(&error)))?;
        let to = SaveTo { path: claim.path().to_owned(), order: self.order.clone() };
        let target = save::open(&to).map_err(Missed::All)?;
        claim.take();
        let source = SaveSource::from(entry.sound.take.clone());
        let (samples, report) = write(&source, &to, target, ExportUntil::Now, going)?;
        let lufs = report.lufs.or(entry.sound.loudness.map(|loudness| loudness.lufs));
        let name = to.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let seconds = samples.seconds(entry.sound.take.rate());
        Ok(vec![
            name,
            entry.voice.clone(),
            entry.voice_id.clone(),
            entry.manner.clone(),
            format!("{seconds:.2}"),
            lufs.map(|lufs| format!("{lufs:.1}")).unwrap_or_default(),
            if entry.stars == 0 { String::new() } else { entry.stars.to_string() },
        ])
    }

    fn write_table(&self, rows: &[Vec<String>]) -> Result<(), Failure> {
        let claim = Claim::named(&self.folder, &self.name, &[TABLE]).map_err(|error| failure::store(&error))?;
        atomic::write(claim.path(), table(rows).as_bytes(), Privacy::Public).map_err(|error| failure::store(&error))
    }
}

/// Rows as CSV (RFC 4180), with the mark by which Excel knows UTF-8.
fn table(rows: &[Vec<String>]) -> String {
    let mut table = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        table.push_str(&cells.join(","));
        table.push_str("\r\n");
    }
    table
}

/// A cell. What a spreadsheet would take for a formula, because a service has sent such a name, is made text; numbers are not.
fn quoted(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn a_cell_stays_one_cell_and_is_never_a_formula() {
        let row = ["柔美, 女友", "说“好”的\"人\"", "=1+1", "-18.2", "a\nb"].map(str::to_owned);
        let wanted = "\u{feff}\"柔美, 女友\",\"说“好”的\"\"人\"\"\",'=1+1,-18.2,\"a\nb\"\r\n";
        assert_eq!(table(&[row.to_vec()]), wanted);
    }
}
