//! Acting on the voices that are compared.

use std::path::PathBuf;

use crate::app::App;
use crate::engine::{AuditionId, AuditionSound, BoardFile, BoardFiles, Command, PreviewSource, SaveId};
use crate::protocol::OutputAudio;
use crate::store::{BOARD, VoiceChoice};
use crate::ui::export::{ExportAction, ExportSource, SaveState};
use crate::ui::playback::preview::PreviewStage;
use crate::ui::voice::board::{BoardAction, EntryStage, manner};
use crate::words::outside::label;
use crate::words::{board as words, voice};

/// What the engine was asked about last: which voices have spoken a sentence.
#[derive(Debug, PartialEq)]
pub(in crate::app) struct MadeInputs {
    account: String,
    text: String,
    /// How all of them would speak.
    manner: OutputAudio,
    edition: u64,
    /// How many were made in this window.
    made_anew: u64,
}

impl App {
    /// Does what the user wants of the voices that are compared.
    pub(super) fn act_on_board(&mut self, wish: BoardAction) {
        match wish {
            BoardAction::Add(voice) => self.add_to_board(voice),
            BoardAction::Duplicate(at) => {
                let Some(spoken) = self.model.entry(at).map(|entry| entry.spoken.clone()) else { return };
                match self.model.board_mut().add(spoken, Some(at)) {
                    true => self.view.voices.board.edit(at + 1),
                    false => self.model.notices.hint(words::full(BOARD)),
                }
            }
            BoardAction::Remove(at) => {
                let heard = self.model.preview.compared().and_then(|id| self.model.board_state.place(id));
                if heard == Some(at) {
                    self.stop_preview();
                }
                self.view.voices.board.forget_edit();
                self.model.remove_entry(at);
            }
            BoardAction::Show(shown) => {
                self.view.voices.board.is_open = shown;
                if shown && self.model.board().passage.trim().is_empty() {
                    let sentence = self.view.voices.sentence().to_owned();
                    self.model.board_mut().set_passage(&sentence);
                }
            }
            BoardAction::TakeSentence => {
                let sentence = self.sentence_at_hand();
                self.model.board_mut().set_passage(&sentence);
            }
            BoardAction::Make(entries) => {
                if self.model.board().passage.trim().is_empty() {
                    return self.model.notices.hint(words::NO_PASSAGE.into());
                }
                let Some(account) = self.account_or_ask() else { return };
                let text = self.model.board().passage.trim().to_owned();
                let orders = self.model.make_entries(&entries);
                self.send(Command::MakeAuditions { account, text, orders });
            }
            BoardAction::Stop => self.send(Command::StopAuditions),
            BoardAction::Hear(at) => self.hear_entry(at, false),
            BoardAction::Silence => {
                if self.model.preview.compared().is_some() {
                    self.stop_preview();
                }
            }
            BoardAction::Repeat(repeats) => {
                self.model.board_mut().repeats = repeats;
                self.send(Command::RepeatPreview(repeats));
            }
            BoardAction::Use(at) => {
                let Some(spoken) = self.model.entry(at).map(|entry| entry.spoken.clone()) else { return };
                let settings = &mut self.model.settings;
                settings.voice_marks.entry(settings.account.clone()).or_default().used(&spoken.voice.id);
                settings.use_preset(&spoken);
                self.act_on_board(BoardAction::Silence);
                self.view.show_page();
            }
            BoardAction::UseForSentence(at) => {
                let sentence = self.model.sentence_of_board();
                let entry = self.model.entry(at).map(|entry| entry.spoken.clone());
                if let Some((spoken, manner)) = sentence.zip(entry) {
                    self.act_on_board(BoardAction::Silence);
                    self.view.show_page();
                    self.redo(spoken, Some(manner));
                }
            }
            BoardAction::Export => self.act_on_export(ExportAction::Open(ExportSource::Board)),
        }
    }

    fn add_to_board(&mut self, voice: VoiceChoice) {
        let entry = self.model.board_entry(voice);
        let board = self.model.board();
        if board.entries.iter().any(|known| known.spoken == entry) {
            let said = words::ADDED.with("voice", label(&entry.voice.name));
            self.model.notices.hint(said);
        } else if !self.model.board_mut().add(entry, None) {
            self.model.notices.hint(words::full(BOARD));
        }
    }

    fn hear_entry(&mut self, at: usize, is_of_series: bool) {
        let Some((of, sound)) = self.model.hear_entry(at, is_of_series) else { return };
        if self.model.preview.stage(&of) == PreviewStage::Off {
            self.preview(of, PreviewSource::Compared(Box::new(sound)));
        }
    }

    /// Lets the next entry be heard once one was heard to its end.
    pub(in crate::app) fn hear_after(&mut self, ended: AuditionId) {
        if let Some(next) = self.model.entry_after(ended) {
            self.hear_entry(next, true);
        }
    }

    /// Asks the engine what it has of what is compared, and of the sentence that voices are tried with, where that has changed.
    pub(in crate::app) fn attend_voices(&mut self) {
        if !self.view.voices.is_open {
            return;
        }
        let Some(account) = self.model.account() else { return };
        if self.view.voices.board.is_open {
            let orders = self.model.unknown_entries();
            if !orders.is_empty() {
                let text = self.model.board().passage.trim().to_owned();
                self.send(Command::OpenAuditions { account, text, orders });
            }
            return;
        }
        let text = self.view.voices.sentence();
        if text.is_empty() || !self.view.voices.hears_sentence() {
            return;
        }
        let asked = MadeInputs {
            account: account.name().to_owned(),
            text: text.to_owned(),
            manner: self.model.output(),
            edition: self.model.voices.edition,
            made_anew: self.model.voices.made_anew,
        };
        if self.made.as_ref() != Some(&asked) {
            let voices = self.model.voices.list.iter();
            let outputs = voices.map(|voice| self.model.output_in(&VoiceChoice::of(voice))).collect();
            self.send(Command::FindAuditions { account, text: asked.text.clone(), outputs });
            self.made = Some(asked);
        }
    }

    /// Exports what is compared into a folder, one file each, and a table.
    pub(super) fn save_board(&mut self, folder: PathBuf) {
        let lang = self.model.lang();
        let mut entries = Vec::new();
        for at in self.model.board_state.order() {
            let sound = self.model.board_state.sound(at).map(|sound| sound.stage.clone());
            let (Some(entry), Some(EntryStage::Made(sound))) = (self.model.entry(at), sound) else { continue };
            let AuditionSound { take, loudness } = sound;
            let name = match entry.spoken.voice.name.is_empty() {
                true => voice::DEFAULT_VOICE.get(lang).to_owned(),
                false => entry.spoken.voice.name.clone(),
            };
            entries.push(BoardFile {
                sound: AuditionSound { take, loudness },
                voice: name,
                voice_id: entry.spoken.voice.id.clone(),
                manner: manner(lang, &self.model, &entry.spoken),
                stars: entry.stars,
            });
        }
        let head = [
            words::COLUMN_FILE,
            words::COLUMN_VOICE,
            words::COLUMN_ID,
            words::COLUMN_MANNER,
            words::COLUMN_LENGTH,
            words::COLUMN_LUFS,
            words::COLUMN_STARS,
        ]
        .map(|phrase| phrase.get(lang).to_owned());
        let id = SaveId(self.model.next_id());
        self.model.export.saves.push(SaveState { id, path: folder.clone(), takes: entries.len(), done: 0.0 });
        let (name, order) = (words::TABLE.get(lang).to_owned(), self.model.save_order(None));
        let board = Box::new(BoardFiles { folder, name, order, head, entries });
        self.send(Command::SaveBoard { id, board });
    }
}
