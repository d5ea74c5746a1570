//! Acting on the account.

use crate::app::App;
use crate::engine::{Account, Command};
use crate::protocol::Token;
use crate::store::VoiceCache;
use crate::ui::account::{AccountAction, AccountChoice, AccountDraft, AccountState, TokenState};
use crate::ui::voice::Voices;

impl App {
    /// Does what the user wants of the account.
    pub(super) fn act_on_account(&mut self, wish: AccountAction) {
        match wish {
            AccountAction::Open => {
                let draft = AccountDraft::own(&self.model.settings);
                let choice = draft.choice();
                self.view.account = Some(draft);
                choice.into_iter().for_each(|choice| self.look_at(choice.name));
            }
            AccountAction::Look(name) => self.look_at(name),
            AccountAction::CheckAndUse(choice, token) => self.check(choice, token),
            AccountAction::Use(choice) => self.use_account(choice),
            AccountAction::ClearToken(name) => {
                self.note_token(&name, TokenState::Absent);
                self.model.account.report = None;
                self.send(Command::ClearToken(name));
            }
        }
    }

    /// Asks for the token of an account that is not in use.
    fn look_at(&mut self, name: String) {
        let account = &mut self.model.account;
        account.report = None;
        account.checking = false;
        if name != Account::DEMO && name != self.model.settings.account && !account.looked.contains_key(&name) {
            account.looked.insert(name.clone(), TokenState::Unknown);
            self.send(Command::LoadToken(name));
        }
    }

    /// Notes what is known of a token now.
    fn note_token(&mut self, name: &str, token: TokenState) {
        if name == self.model.settings.account {
            self.model.account.token = token;
        } else {
            self.model.account.looked.insert(name.to_owned(), token);
        }
    }

    /// Keeps the token that was typed, and checks the account with it. What needs no check is used at once.
    fn check(&mut self, choice: AccountChoice, token: Option<Token>) {
        if choice.name == Account::DEMO {
            return self.use_account(choice);
        }
        if let Some(token) = token {
            self.note_token(&choice.name, TokenState::Present(token.clone()));
            self.send(Command::KeepToken { account: choice.name.clone(), token });
        }
        if let Some(account) = self.model.account_of(&choice) {
            let state = &mut self.model.account;
            (state.checked, state.checking, state.report) = (Some(choice), true, None);
            self.send(Command::Check(account));
        }
    }

    /// Uses an account from now on. What was said of the one before is over.
    pub(in crate::app) fn use_account(&mut self, choice: AccountChoice) {
        let AccountChoice { name, endpoint } = choice;
        let is_same = name == self.model.settings.account;
        if endpoint.is_some() {
            self.model.settings.custom_endpoint = endpoint;
        }
        if is_same {
            return self.ask_for_voices();
        }
        let token = self.model.token_of(&name).clone();
        self.model.settings.account = name;
        self.model.notices.clear();
        self.enter_account();
        if matches!(token, TokenState::Present(_)) {
            self.model.account.token = token;
            self.ask_for_voices();
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
        let AccountState { place, report, checked, looked, .. } = std::mem::take(&mut self.model.account);
        self.model.account = AccountState { place, report, checked, looked, ..AccountState::default() };
        if self.model.is_demo() {
            self.model.account.token = TokenState::Absent;
            self.ask_for_voices();
        } else {
            self.model.voices = Voices::known(VoiceCache::builtin());
            self.send(Command::LoadToken(self.model.settings.account.clone()));
        }
    }
}
