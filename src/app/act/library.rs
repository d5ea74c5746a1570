//! Acting on the takes that are kept.

use crate::app::App;
use crate::audio::take::Take;
use crate::audio::{Playback, TakeSample};
use crate::engine::{Command, Deletion, SaveTo};
use crate::store::Draft;
use crate::ui::library::{LibraryAction, ReceiptSheet};
use crate::ui::playback::PlaybackAction;

/// What a take of the library is being opened for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum OpenPurpose {
    /// To be heard.
    Play,
    /// To be shown, held at this sample.
    Show(TakeSample),
    /// To be completed.
    Continue,
    /// To be written to a file.
    Save(Box<SaveTo>),
    /// For its text.
    Text,
    /// For its receipt.
    Receipt,
}

/// What was shown of what the user deleted last: the document, or of another take alone which, and where one was in it.
#[derive(Debug, Default)]
pub(in crate::app) struct Trashed {
    document: Option<String>,
    take: Option<(String, TakeSample)>,
}

/// What is done with a document that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum AfterOpening {
    /// It is looked at.
    Nothing,
    /// It is played from its start.
    Play,
    /// What its take lacks is requested.
    Continue,
}

impl App {
    /// Does what the user wants with what is kept.
    pub(super) fn act_on_library(&mut self, wish: LibraryAction) {
        match wish {
            LibraryAction::Open(id) => self.open_listed(&id, AfterOpening::Nothing),
            LibraryAction::Play(id) => self.open_listed(&id, AfterOpening::Play),
            LibraryAction::Continue(id) => self.open_listed(&id, AfterOpening::Continue),
            LibraryAction::Rename { id, title } => self.rename(id, title),
            LibraryAction::Star { ids, starred } => {
                let ids = self.model.library.with_earlier(&ids);
                self.send(Command::StarTakes { ids, starred });
            }
            LibraryAction::TrashTakes(ids) => {
                self.stop_showing(&ids);
                self.send(Command::DeleteTakes { ids, deletion: Deletion::ToTrash });
            }
            LibraryAction::Trash(rows) => {
                let ids = self.model.library.with_documents(&rows);
                self.stop_showing(&ids);
                self.send(Command::DeleteTakes { ids, deletion: Deletion::ToTrash });
            }
            LibraryAction::Delete(ids) => {
                self.stop_showing(&ids);
                self.send(Command::DeleteTakes { ids, deletion: Deletion::ForGood });
            }
            LibraryAction::Restore { notice, ids } => {
                self.model.notices.dismiss(notice);
                self.send(Command::RestoreTakes(ids.clone()));
                self.show_restored(&ids);
            }
            LibraryAction::Stop(take) => {
                if let Some(job) = self.model.playback.making(&take) {
                    self.send(Command::Stop(job.id));
                }
            }
            LibraryAction::Find(text) => self.send(Command::FindTakes(text)),
            LibraryAction::UseText(id) => self.open_take(id, OpenPurpose::Text),
            LibraryAction::Receipt(id) => self.open_take(id, OpenPurpose::Receipt),
        }
    }

    /// Opens a document by one of its takes, or by its own id where it has none.
    fn open_listed(&mut self, id: &str, then: AfterOpening) {
        if let Some(info) = self.model.library.info(id).cloned() {
            self.open_document(&info, then);
        }
    }

    /// Gives a document a title, which all its takes carry.
    fn rename(&mut self, id: String, title: String) {
        let document = self.model.library.info(&id).map(|info| info.document.clone());
        if document.is_some() && document == self.model.document.id {
            return self.rename_document(&title);
        }
        let takes = self.model.library.takes_of(document.as_deref());
        let ids: Vec<String> = takes.map(|take| take.id.clone()).collect();
        for id in ids {
            self.send(Command::RenameTake { id, title: title.clone() });
        }
    }

    /// What is deleted is not on the bar any more, and a document that is gone is not on the page.
    fn stop_showing(&mut self, ids: &[String]) {
        let document = self.model.document.id.clone().filter(|id| ids.contains(id));
        let shown = self.model.playback.take.as_ref().filter(|take| ids.iter().any(|id| id == take.id()));
        let place = self.model.playback.playhead(self.player.meter());
        let shown = shown.map(|take| (take.id().to_owned(), place));
        if document.is_some() || shown.is_some() {
            // It may come back, and then one is where one was.
            self.write_draft();
        }
        if shown.is_some() {
            self.model.playback.take = None;
            self.player.stop();
        }
        if document.is_some() {
            // What is deleted is not written once more.
            self.drafting.let_go();
            self.send(Command::NewDocument(Draft::default()));
        }
        self.trashed = Trashed { document, take: shown };
    }

    /// Shows again what was shown when it was deleted, as it was left, unless something else is shown by now.
    fn show_restored(&mut self, ids: &[String]) {
        let Trashed { document, take } = std::mem::take(&mut self.trashed);
        if let Some(id) = document.filter(|id| ids.contains(id)) {
            if self.is_blank() {
                self.send(Command::OpenDocument { id, take: None });
            }
        } else {
            self.restoring = take.filter(|(id, _)| ids.contains(id));
        }
    }

    /// A take that is back in the list is shown where it was.
    pub(in crate::app) fn attend_restored(&mut self) {
        let Some((id, _)) = &self.restoring else { return };
        let Some(info) = self.model.library.info(id) else { return };
        let is_here = self.model.document.id.as_ref() == Some(&info.document) && self.model.playback.take.is_none();
        if let Some((id, place)) = self.restoring.take().filter(|_| is_here) {
            self.open_take(id, OpenPurpose::Show(place));
        }
    }

    pub(in crate::app) fn open_take(&mut self, id: String, what_for: OpenPurpose) {
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
            OpenPurpose::Show(place) => self.show_take(take, place),
            OpenPurpose::Continue => {
                self.show_take(take, TakeSample::ZERO);
                self.act_on_playback(PlaybackAction::Continue);
            }
            OpenPurpose::Play => {
                self.show_take(take, TakeSample::ZERO);
                self.go(TakeSample::ZERO);
            }
        }
    }

    /// The bar is about to show something else, and what is heard is only what it shows. What is made goes on and is found in the
    /// library; but who has held it wants no more of it than is requested already.
    pub(super) fn leave_take(&mut self) {
        let playback = &self.model.playback;
        // Without a device it is not the user who holds it.
        let is_held = playback.state == Playback::Paused && playback.device.is_some();
        if let Some(job) = playback.running().filter(|_| is_held) {
            self.send(Command::Finish(job.id));
        }
        self.end_live();
        self.model.document.live = None;
        self.player.stop();
        self.send(Command::Unload);
        self.speak_when_ready = false;
        self.model.playback.leave();
    }

    /// Puts a take on the bar, held at a sample.
    pub(super) fn show_take(&mut self, take: Take, place: TakeSample) {
        self.leave_take();
        let take = self.model.playback.come_back(take);
        self.model.playback.place = place.min(take.len());
        self.model.playback.show(take);
        self.peaks.forget();
    }

    /// Puts the text of a take on the page of its document, where it can be undone; that of another is a new document.
    fn use_text(&mut self, take: &Take) {
        let (text, markdown) = (take.text().into_owned(), take.header().markdown);
        let document = self.model.library.info(take.id()).map(|info| &info.document);
        if document == self.model.document.id.as_ref() {
            self.model.settings.markdown = markdown;
            self.model.document.set_text(text);
        } else {
            self.new_document(Draft { text, markdown, ..Draft::default() });
        }
    }

    fn show_receipt(&mut self, take: &Take) {
        let title = self.model.library.title_of(take);
        self.view.library.receipt = Some(ReceiptSheet { title, receipt: take.receipt() });
    }
}
