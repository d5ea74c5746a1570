//! Acting on the voices.

use crate::app::App;
use crate::engine::{Command, PreviewSource};
use crate::store::VoiceChoice;
use crate::text::Script;
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::voice::VoiceAction;
use crate::words::voice as words;

/// So many bytes of a text are looked at for the sentence at hand.
const LOOKED_AT: usize = 2_000;

impl App {
    /// Does what the user wants of the voices.
    pub(super) fn act_on_voice(&mut self, wish: VoiceAction) {
        match wish {
            VoiceAction::Choose(voice) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voice_marks.entry(account.clone()).or_default().used(&voice.id);
                self.model.settings.voices.insert(account, voice);
                self.view.voices.is_open = false;
            }
            VoiceAction::Star(id) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voice_marks.entry(account).or_default().toggle_favourite(&id);
            }
            VoiceAction::Audition { voice, text } => {
                let of = Previewed::Audition(voice.id.clone());
                if self.model.preview.stage(&of) != PreviewStage::Off {
                    self.stop_preview();
                } else if text.is_empty() {
                    self.model.notices.hint(words::NOTHING_TO_HEAR.into());
                } else if let Some(account) = self.account_or_ask() {
                    let choice = VoiceChoice::of(&voice);
                    let output = Box::new(self.model.output_in(&choice));
                    self.preview(of, PreviewSource::Audition { account, text, voice_name: choice.name, output });
                }
            }
            VoiceAction::Board(wish) => self.act_on_board(wish),
            VoiceAction::Browse => {
                self.view.voices.board.is_open = false;
                let is_shown = self.view.voices.is_open && !self.view.settings;
                self.view.show_page();
                self.view.voices.is_open = !is_shown;
                let sentence = self.sentence_at_hand();
                self.view.voices.propose(&sentence);
                if self.view.voices.is_open && self.model.voices.is_old() {
                    self.ask_for_voices();
                }
            }
            VoiceAction::Preview(voice) => {
                let of = Previewed::Sample(voice.id.clone());
                if self.model.preview.stage(&of) != PreviewStage::Off {
                    self.stop_preview();
                } else if let Some(account) = self.account_or_ask() {
                    self.preview(of, PreviewSource::Sample { account, voice });
                }
            }
            VoiceAction::ImportPresets(presets, taken) => self.import_presets(presets, taken),
            VoiceAction::Refresh => self.ask_for_voices(),
            VoiceAction::Clone(wish) => self.act_on_clone(wish),
        }
    }

    /// What is chosen of the text, else the sentence at the cursor.
    pub(super) fn sentence_at_hand(&self) -> String {
        let (document, editor) = (&self.model.document, &self.view.paper.editor);
        let chosen = document.text.get(editor.chosen()).unwrap_or_default();
        let is_chosen = !chosen.trim().is_empty();
        let from = document.page.start_at(editor.cursor().min(document.text.len().saturating_sub(1)));
        let text = if is_chosen { chosen } else { document.text.get(from..).unwrap_or_default() };
        let script = Script::new(&text[..text.floor_char_boundary(LOOKED_AT)], self.model.text_reading());
        let first = script.sentences().first().map_or(0..0, |sentence| sentence.spoken.clone());
        let spoken = if is_chosen { script.spoken() } else { &script.spoken()[first] };
        spoken.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn ask_for_voices(&self) {
        if let Some(account) = self.model.account() {
            self.send(Command::Voices(account));
        }
    }
}
