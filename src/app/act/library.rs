//! Acting on the takes that are kept.

use crate::app::App;
use crate::audio::TakeSample;
use crate::audio::take::Take;
use crate::engine::{Command, Deletion, SaveTo};
use crate::ui::export::ExportFacts;
use crate::ui::library::{LibraryAction, ReceiptSheet};
use crate::ui::shell::Ask;

/// What a take of the library is being opened for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum OpenPurpose {
    /// To be heard.
    Play,
    /// To be written to a file.
    Save(Box<SaveTo>),
    /// For its text.
    Text,
    /// For its receipt.
    Receipt,
}

impl App {
    /// Does what the user wants with what is kept.
    pub(super) fn act_on_library(&mut self, wish: LibraryAction) {
        match wish {
            LibraryAction::Play(id) => self.open_take(id, OpenPurpose::Play),
            LibraryAction::Continue(dir) => self.continue_take(dir),
            LibraryAction::Rename { id, title } => self.send(Command::RenameTake { id, title }),
            LibraryAction::Star { ids, starred } => self.send(Command::StarTakes { ids, starred }),
            LibraryAction::Trash(ids) => {
                self.stop_showing(&ids);
                self.send(Command::DeleteTakes { ids, deletion: Deletion::ToTrash });
            }
            LibraryAction::Delete(ids) => {
                self.stop_showing(&ids);
                self.send(Command::DeleteTakes { ids, deletion: Deletion::ForGood });
            }
            LibraryAction::Restore { notice, ids } => {
                self.model.notices.dismiss(notice);
                self.send(Command::RestoreTakes(ids));
            }
            LibraryAction::Find(text) => self.send(Command::FindTakes(text)),
            LibraryAction::UseText(id) => self.open_take(id, OpenPurpose::Text),
            LibraryAction::Receipt(id) => self.open_take(id, OpenPurpose::Receipt),
        }
    }

    /// What is deleted is not on the bar any more.
    fn stop_showing(&mut self, ids: &[String]) {
        if self.model.playback.take.take_if(|take| ids.iter().any(|id| id == take.id())).is_some() {
            self.player.stop();
        }
    }

    pub(super) fn open_take(&mut self, id: String, what_for: OpenPurpose) {
        self.opening.push((id.clone(), what_for));
        self.send(Command::OpenTake(id));
    }

    /// A take of the library is ready to be read.
    pub(in crate::app) fn opened(&mut self, take: Take) {
        let asked = self.opening.iter().position(|(id, _)| id == take.id());
        match asked.map_or(OpenPurpose::Play, |place| self.opening.remove(place).1) {
            OpenPurpose::Save(to) => self.save(take, *to),
            OpenPurpose::Text => self.use_text(&take),
            OpenPurpose::Receipt => self.show_receipt(&take),
            OpenPurpose::Play => {
                // A job that is listened to would wait for ears that are elsewhere; what it has received stays.
                self.send(Command::Stop);
                self.model.playback.show(take.clone());
                self.send(Command::Play { take, from: TakeSample::ZERO });
            }
        }
    }

    /// Puts the text of a take into the text box, and asks first where that would lose something.
    fn use_text(&mut self, take: &Take) {
        let (text, markdown) = (take.text().into_owned(), take.header().markdown);
        let now = &self.model.document.text;
        let is_kept = self.model.playback.take.as_ref().is_some_and(|shown| shown.text() == *now);
        if now.trim().is_empty() || *now == text || is_kept {
            self.model.settings.markdown = markdown;
            self.model.document.set_text(text);
        } else {
            self.view.ask = Some(Ask::Replace { text, markdown, lost: now.chars().count() });
        }
    }

    fn show_receipt(&mut self, take: &Take) {
        let words = ExportFacts::naming(&take.text());
        let title = words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        self.view.library.receipt = Some(ReceiptSheet { title, receipt: take.receipt() });
    }
}
