//! Acting on the account.

use crate::app::App;
use crate::engine::{Account, Command};
use crate::store::VoiceCache;
use crate::ui::account::{AccountAction, AccountDraft, AccountState, TokenState};
use crate::ui::voice::Voices;

impl App {
    /// Does what the user wants of the account.
    pub(super) fn act_on_account(&mut self, wish: AccountAction) {
        match wish {
            AccountAction::Open => self.view.account = Some(AccountDraft::new(&self.model.settings)),
            AccountAction::Use { name, endpoint } => {
                let settings = &mut self.model.settings;
                settings.account = name;
                if endpoint.is_some() {
                    settings.custom_endpoint = endpoint;
                }
                self.enter_account();
            }
            AccountAction::KeepToken(token) => {
                let account = self.model.settings.account.clone();
                self.model.account.token = TokenState::Present(token.clone());
                self.model.account.report = None;
                self.send(Command::KeepToken { account, token });
                self.ask_for_voices();
            }
            AccountAction::ClearToken => {
                self.model.account.token = TokenState::Absent;
                self.model.account.report = None;
                self.send(Command::ClearToken(self.model.settings.account.clone()));
            }
            AccountAction::Check => {
                if let Some(account) = self.model.account() {
                    self.model.account.checking = true;
                    self.model.account.report = None;
                    self.send(Command::Check(account));
                }
            }
        }
    }

    /// The account in use; where its token is lacking, the dialog opens that asks for it.
    pub(super) fn account_or_ask(&mut self) -> Option<Account> {
        let account = self.model.account();
        if account.is_none() && self.model.account.token != TokenState::Unknown {
            self.view.account = Some(AccountDraft::new(&self.model.settings));
        }
        account
    }

    /// Begins to use the account of the settings: nothing is known of it yet but the voices that come with the program.
    pub(in crate::app) fn enter_account(&mut self) {
        self.model.voices = Voices::default();
        // What the account before has refused is no trouble of this one.
        if let Some(ended) = self.model.playback.job.take_if(|job| !job.stage.is_running()) {
            self.model.notices.over(|failure| ended.failure.as_ref() == Some(failure));
        }
        let place = self.model.account.place.take();
        self.model.account = AccountState { place, ..AccountState::default() };
        if self.model.is_demo() {
            self.model.account.token = TokenState::Absent;
            self.ask_for_voices();
        } else {
            self.model.voices.list = VoiceCache::builtin();
            self.send(Command::LoadToken(self.model.settings.account.clone()));
        }
    }
}
