//! Acting on a voice that is to be cloned.

use crate::app::App;
use crate::engine::{CloneOrder, Command, PreviewSource, check_clone};
use crate::protocol::{CloneLanguage, Upload};
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::voice::{CloneAction, ClonePage, CloneSource, Maker, VoiceFilter};
use crate::words::Lang;

impl App {
    /// Does what the user wants of a voice that is to be cloned.
    pub(in crate::app) fn act_on_clone(&mut self, wish: CloneAction) {
        match wish {
            CloneAction::Open => {
                let language = match self.model.lang() {
                    Lang::Zh => CloneLanguage::Chinese,
                    Lang::En => CloneLanguage::English,
                };
                self.view.voices.clone.get_or_insert_with(|| ClonePage::new(language));
            }
            CloneAction::Close => {
                if self.model.preview.stage(&Previewed::Recording) != PreviewStage::Off {
                    self.stop_preview();
                }
                self.view.voices.clone = None;
            }
            CloneAction::File(path) => {
                if self.model.clones.sending.is_none() {
                    self.model.clones.source = CloneSource::Looking(path.clone());
                    self.model.clones.failure = None;
                    self.send(Command::ExamineRecording(path));
                }
            }
            CloneAction::Hear => {
                if self.model.preview.stage(&Previewed::Recording) != PreviewStage::Off {
                    self.stop_preview();
                } else if let Some(recording) = self.model.clones.recording() {
                    let of = PreviewSource::Recording(recording.file.clone());
                    self.preview(Previewed::Recording, of);
                }
            }
            CloneAction::Send => self.send_clone(),
            CloneAction::Cancel => {
                if let Some(upload) = self.model.clones.sending.take_if(|upload| !upload.is_sent()) {
                    // It can never arrive whole from here on, so nobody waits until the line has noticed.
                    upload.cancel();
                }
            }
        }
    }

    fn send_clone(&mut self) {
        let (Some(page), Some(recording)) = (&self.view.voices.clone, self.model.clones.recording()) else { return };
        let request = page.request(recording);
        // Two presses are one voice.
        let is_sent = self.model.clones.sending.is_some();
        if is_sent || recording.facts.is_blocked() || check_clone(&request).is_err() {
            return;
        }
        let Some(account) = self.account_or_ask() else { return };
        let upload = Upload::default();
        self.model.clones.sending = Some(upload.clone());
        self.model.clones.failure = None;
        let order = Box::new(CloneOrder { request, upload, recorded: None });
        self.send(Command::CloneVoice { account, order });
    }

    /// Shows the clones once one was made.
    pub(in crate::app) fn show_made(&mut self) {
        if self.model.clones.made.take().is_some() {
            self.view.voices.clone = None;
            let order = self.view.voices.filter.order;
            self.view.voices.filter = VoiceFilter { maker: Some(Maker::Cloned), order, ..VoiceFilter::default() };
        }
    }
}
