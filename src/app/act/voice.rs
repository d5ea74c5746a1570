//! Acting on the voices.

use crate::app::App;
use crate::engine::Command;
use crate::ui::voice::VoiceAction;

impl App {
    /// Does what the user wants of the voices.
    pub(super) fn act_on_voice(&mut self, wish: VoiceAction) {
        match wish {
            VoiceAction::Choose(voice) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voices.insert(account, voice);
            }
            VoiceAction::Preview(voice) => {
                if let Some(account) = self.account_or_ask() {
                    self.model.voices.preview = Some(voice.id.clone());
                    self.send(Command::Preview { account, voice });
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
