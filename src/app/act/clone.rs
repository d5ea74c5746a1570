//! Acting on a voice that is to be cloned.

use crate::app::App;
use crate::audio::DeviceChoice;
use crate::engine::{CloneOrder, Command, PreviewSource, check_clone};
use crate::protocol::{CloneLanguage, Upload};
use crate::ui::playback::preview::{PreviewStage, Previewed};
use crate::ui::voice::{CloneAction, ClonePage, CloneSource, Maker, VoiceFilter};
use crate::words::{Lang, clone as words};

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
                self.send(Command::Microphones);
                // What was recorded and not sent, perhaps because the program ended, is still there.
                if matches!(self.model.clones.source, CloneSource::None) {
                    self.send(Command::FindRecording);
                }
            }
            CloneAction::Close => {
                self.model.clones.stop_recording();
                if self.model.preview.stage(&Previewed::Recording) != PreviewStage::Off {
                    self.stop_preview();
                }
                self.view.voices.clone = None;
            }
            CloneAction::File(path) => {
                if let Some(page) = self.view.voices.clone.as_mut().filter(|page| page.is_proposed()) {
                    // A file says something else.
                    page.text.clear();
                }
                if self.model.clones.sending.is_none() && !self.model.clones.is_recording() {
                    self.model.clones.source = CloneSource::Looking(path.clone());
                    self.model.clones.failure = None;
                    self.send(Command::ExamineRecording(path));
                }
            }
            CloneAction::Record => {
                let Some(page) = &mut self.view.voices.clone else { return };
                if self.model.clones.is_recording() {
                    return;
                }
                if page.text.trim().is_empty() {
                    page.text = words::passage(page.language.code()).to_owned();
                }
                let choice = page.microphone.clone().map_or(DeviceChoice::Default, DeviceChoice::Named);
                self.model.clones.trouble = None;
                self.model.clones.source = CloneSource::None;
                self.model.clones.is_beginning = true;
                // The microphone would hear it too.
                self.stop_preview();
                self.player.pause();
                self.send(Command::Record(choice));
            }
            CloneAction::StopRecording => self.model.clones.stop_recording(),
            CloneAction::DropRecording => {
                self.model.clones.source = CloneSource::None;
                self.model.clones.recorded = None;
                self.send(Command::DropRecording);
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
        let from = recording.path.clone();
        // Two presses are one voice.
        let is_sent = self.model.clones.sending.is_some();
        if is_sent || recording.facts.is_blocked() || check_clone(&request).is_err() {
            return;
        }
        let Some(account) = self.account_or_ask() else { return };
        let upload = Upload::default();
        self.model.clones.sending = Some(upload.clone());
        self.model.clones.failure = None;
        let recorded = self.model.clones.recorded.clone().filter(|path| *path == from);
        let order = Box::new(CloneOrder { request, upload, recorded });
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
