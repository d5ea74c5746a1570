//! Acting: the one place where wishes become commands.

mod keeping;
mod moving;

use std::path::PathBuf;

use egui::Context;
pub(super) use moving::PlayerSettings;

use crate::app::App;
use crate::audio::play::device::DeviceChoice;
use crate::audio::take::Take;
use crate::audio::{Playback, TakeSample};
use crate::engine::{Account, Command, SaveTo, save_of};
use crate::store::VoiceCache;
use crate::ui::document::paper::text_id;
use crate::ui::model::{JobState, SaveState, TokenState, Voices};
use crate::ui::shell::topbar;
use crate::ui::{Action, Ask, FilePurpose};
use crate::words::ui as words;

/// What a take of the library is being opened for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum OpenPurpose {
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
    /// Does what the user wants.
    pub(super) fn act(&mut self, ctx: &Context, wish: Action) {
        match wish {
            Action::Speak => {
                self.afresh = false;
                self.speak(false);
            }
            Action::SpeakAnyway => self.speak(true),
            Action::PauseOrResume => match self.model.playing.state {
                Playback::Paused => self.player.resume(),
                Playback::Idle => {}
                Playback::Opening | Playback::Buffering | Playback::Playing => self.player.pause(),
            },
            Action::Stop => self.stop(),
            Action::Replay => self.go(TakeSample::ZERO),
            Action::Seek(sample) => self.go(sample),
            Action::AskAgain => {
                if let Some(dir) = self.model.playing.take.as_ref().map(|take| take.dir().to_path_buf()) {
                    self.go_on(dir);
                }
            }
            Action::TextEdited => self.model.text_changed(),
            Action::ClearText => {
                self.model.set_text(String::new());
                ctx.memory_mut(|memory| memory.request_focus(text_id()));
            }
            Action::SampleText => self.model.set_text(words::SAMPLE.get(self.model.lang()).to_owned()),
            Action::OpenText => self.ask_for_file(FilePurpose::Text, PathBuf::new(), words::OPEN_TITLE),
            Action::OpenPath(path) => self.send(Command::OpenText { path, encoding: None }),
            Action::ChooseEncoding(path, chosen) => {
                self.send(Command::PreviewText { path: path.clone(), encoding: chosen });
                self.view.ask = Some(Ask::Encoding { path, chosen });
            }
            Action::PreviewText(path, encoding) => self.send(Command::PreviewText { path, encoding }),
            Action::OpenAs(path, encoding) => self.send(Command::OpenText { path, encoding: Some(encoding) }),
            Action::SaveAs => self.save_as(),
            Action::PathTyped(wanted, path) => self.picked(wanted, vec![path]),
            Action::ChooseVoice(voice) => {
                let account = self.model.settings.account.clone();
                self.model.settings.voices.insert(account, voice);
            }
            Action::Preview(voice) => {
                if let Some(account) = self.account_or_ask() {
                    self.model.voices.preview = Some(voice.id.clone());
                    self.send(Command::Preview { account, voice });
                }
            }
            Action::RefreshVoices => self.ask_for_voices(),
            Action::UseAccount { name, endpoint } => self.use_account(name, endpoint),
            Action::KeepToken(token) => {
                let account = self.model.settings.account.clone();
                self.model.token = TokenState::Present(token.clone());
                self.model.report = None;
                self.send(Command::KeepToken { account, token });
                self.ask_for_voices();
            }
            Action::ClearToken => {
                self.model.token = TokenState::Absent;
                self.model.report = None;
                self.send(Command::ClearToken(self.model.settings.account.clone()));
            }
            Action::CheckAccount => {
                if let Some(account) = self.model.account() {
                    self.model.checking = true;
                    self.model.report = None;
                    self.send(Command::Check(account));
                }
            }
            Action::RefreshDevices => self.send(Command::Devices),
            Action::ChooseDevice(device) => {
                self.player.choose(device.clone().map_or(DeviceChoice::Default, DeviceChoice::Named));
                self.model.settings.device = device;
            }
            Action::PlayTake(id) => self.open_take(id, OpenPurpose::Play),
            Action::ContinueTake(dir) => self.go_on(dir),
            Action::Move(wish) => self.move_in_take(ctx, wish),
            Action::Keep(wish) => self.keep(ctx, wish),
            Action::Dismiss(notice) => self.model.notices.dismiss(notice),
            Action::Copy(text) => ctx.copy_text(text),
        }
    }

    /// Speaks the text on screen, once it is known what that costs.
    fn speak(&mut self, anyway: bool) {
        if self.model.text.trim().is_empty() {
            return;
        }
        if !self.model.is_ready() {
            self.speak_when_ready = true;
            return;
        }
        let cost = self.model.count.cost;
        let (requests, characters) = match self.afresh {
            true => (cost.requests_afresh, cost.characters + cost.saved.characters),
            false => (cost.requests, cost.characters),
        };
        if !anyway && requests > self.model.settings.ask_above_requests {
            self.view.ask = Some(Ask::Spend { requests, characters });
            return;
        }
        self.begin_job(None);
    }

    pub(super) fn begin_job(&mut self, save: Option<SaveTo>) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let saving = |to: &SaveTo| SaveState { id: save_of(id), path: to.path.clone(), takes: 1, done: 0.0 };
        self.model.saves.extend(save.as_ref().map(saving));
        let mut job = self.model.job(id, account, save);
        job.settings.reuse &= !std::mem::take(&mut self.afresh);
        self.model.notices.clear();
        if self.model.is_demo() && self.model.count.placeholder {
            self.model.notices.hint(words::PLACEHOLDER_HINT.into());
        }
        self.model.run = Some(JobState::asked(id));
        self.send(Command::Speak(Box::new(job)));
    }

    fn go_on(&mut self, take: PathBuf) {
        let Some(account) = self.account_or_ask() else { return };
        let id = self.model.next_job();
        let job = Box::new(self.model.job(id, account, None));
        self.model.notices.clear();
        self.model.run = Some(JobState::asked(id));
        self.send(Command::Continue { job, take });
    }

    /// The account in use; where its token is lacking, the dialog opens that asks for it.
    pub(super) fn account_or_ask(&mut self) -> Option<Account> {
        let account = self.model.account();
        if account.is_none() && self.model.token != TokenState::Unknown {
            self.view.account = Some(topbar::draft(&self.model.settings));
        }
        account
    }

    fn stop(&mut self) {
        self.player.stop();
        self.send(Command::Stop);
        self.model.voices.preview = None;
        self.speak_when_ready = false;
    }

    /// Whether there is anything to stop.
    pub(super) fn can_stop(&self) -> bool {
        self.model.running().is_some() || self.model.playing.state != Playback::Idle
    }

    pub(super) fn open_take(&mut self, id: String, what_for: OpenPurpose) {
        self.opening.push((id.clone(), what_for));
        self.send(Command::OpenTake(id));
    }

    /// A take of the library is ready to be read.
    pub(super) fn opened(&mut self, take: Take) {
        let asked = self.opening.iter().position(|(id, _)| id == take.id());
        match asked.map_or(OpenPurpose::Play, |place| self.opening.remove(place).1) {
            OpenPurpose::Save(to) => self.save(take, *to),
            OpenPurpose::Text => self.reuse_text(&take),
            OpenPurpose::Receipt => self.show_receipt(&take),
            OpenPurpose::Play => {
                // A job that is listened to would wait for ears that are elsewhere; what it has received stays.
                self.send(Command::Stop);
                self.model.show(take.clone());
                self.send(Command::Play { take, from: TakeSample::ZERO });
            }
        }
    }

    fn use_account(&mut self, name: String, endpoint: Option<String>) {
        let settings = &mut self.model.settings;
        settings.account = name;
        if endpoint.is_some() {
            settings.custom_endpoint = endpoint;
        }
        self.enter_account();
    }

    /// Begins to use the account of the settings: nothing is known of it yet but the voices that come with the program.
    pub(super) fn enter_account(&mut self) {
        self.model.voices = Voices::default();
        self.model.report = None;
        self.model.checking = false;
        if self.model.is_demo() {
            self.model.token = TokenState::Absent;
            self.ask_for_voices();
        } else {
            self.model.voices.list = VoiceCache::builtin();
            self.model.token = TokenState::Unknown;
            self.send(Command::LoadToken(self.model.settings.account.clone()));
        }
    }

    fn ask_for_voices(&self) {
        if let Some(account) = self.model.account() {
            self.send(Command::Voices(account));
        }
    }
}
