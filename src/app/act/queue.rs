//! Acting on the queue of files.

use std::path::PathBuf;

use crate::app::App;
use crate::engine::{BatchCommand, BatchOrder, Command, Job, Pace};
use crate::ui::Side;
use crate::ui::export::ExportDraft;
use crate::ui::queue::QueueAction;

impl App {
    /// Does what the user wants of the queue.
    pub(super) fn act_on_queue(&mut self, wish: QueueAction) {
        match wish {
            QueueAction::Resume => {
                if let Some(account) = self.account_or_ask() {
                    self.queue(BatchCommand::Resume(account));
                }
            }
            QueueAction::Retry(ids) => {
                if let Some(account) = self.account_or_ask() {
                    self.queue(BatchCommand::Retry { ids, account });
                }
            }
            QueueAction::Pause => self.queue(BatchCommand::Pause),
            QueueAction::Remove(id) => self.queue(BatchCommand::Remove(vec![id])),
            QueueAction::Clear => self.queue(BatchCommand::Clear),
        }
    }

    fn queue(&mut self, command: BatchCommand) {
        self.model.queue.is_ours = true;
        self.send(Command::Batch(command));
    }

    /// Adds files to the queue; `join` is the one file that they become together.
    pub(super) fn add_to_queue(&mut self, files: Vec<PathBuf>, draft: &ExportDraft, join: Option<PathBuf>) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let folder = self.folder_of(&draft.folder);
        let export = &self.model.settings.export;
        let template = if draft.by_source { String::new() } else { export.template.clone() };
        let job = Job { play: false, pace: Pace::FullSpeed, ..self.model.job(id, account, None) };
        let order = self.model.save_order(None);
        self.view.side = Side::Queue;
        self.queue(BatchCommand::Add(Box::new(BatchOrder {
            files,
            folder,
            template,
            order,
            join,
            encoding: None,
            job,
        })));
    }
}
