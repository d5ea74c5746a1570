//! Acting on the voices.

use crate::app::App;
use crate::engine::{Command, PreviewSource};
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::voice::VoiceAction;

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
            VoiceAction::Browse => {
                let is_shown = self.view.voices.is_open && !self.view.settings;
                self.view.show_page();
                self.view.voices.is_open = !is_shown;
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
            VoiceAction::Refresh => self.ask_for_voices(),
        }
    }

    pub(super) fn ask_for_voices(&self) {
        if let Some(account) = self.model.account() {
            self.send(Command::Voices(account));
        }
    }
}
