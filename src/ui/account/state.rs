//! What the window knows of the account in use.

use std::collections::BTreeMap;

use crate::engine::{Account, CheckReport};
use crate::protocol::{Connect, Endpoint, Token};
use crate::store::{SecretPlace, Settings};
use crate::ui::model::Model;

/// What is known of the token of the account in use.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TokenState {
    /// The secret store was asked and has not answered.
    #[default]
    Unknown,
    /// There is none.
    Absent,
    /// There is one.
    Present(Token),
}

/// Which kind of account the dialog shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountKind {
    /// The built-in demo.
    #[default]
    Demo,
    /// 扣子, in China.
    Cn,
    /// Coze, elsewhere.
    Com,
    /// Any other address.
    Custom,
}

/// The account dialog while it is open.
#[derive(Clone, Default)]
pub struct AccountDraft {
    /// Which kind of account is shown.
    pub kind: AccountKind,
    /// Address of a custom one, as typed.
    pub address: String,
    /// A token as typed. Emptied as soon as it is kept or the dialog closes.
    pub token: String,
    /// Whether the letters of the token are shown.
    pub reveal: bool,
}

/// An account that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChoice {
    /// Its name in the settings.
    pub name: String,
    /// Its address, where it is none of the known ones.
    pub endpoint: Option<String>,
}

impl AccountDraft {
    /// The account that is shown; `None` where the address of a custom one makes no sense.
    pub fn choice(&self) -> Option<AccountChoice> {
        let known = |name: &str| Some(AccountChoice { name: name.to_owned(), endpoint: None });
        match self.kind {
            AccountKind::Demo => known(Account::DEMO),
            AccountKind::Cn => known("coze.cn"),
            AccountKind::Com => known("coze.com"),
            AccountKind::Custom => {
                let address = self.address.trim();
                // The token belongs to a host, so the account is named after it: another host never gets this one's token.
                let name = Endpoint::parse(address).ok()?.name();
                Some(AccountChoice { name, endpoint: Some(address.to_owned()) })
            }
        }
    }

    /// The account dialog as it opens for who has no token yet.
    pub fn own(settings: &Settings) -> AccountDraft {
        let draft = AccountDraft::new(settings);
        let kind = if draft.kind == AccountKind::Demo { AccountKind::Cn } else { draft.kind };
        AccountDraft { kind, ..draft }
    }

    /// The account dialog as it opens.
    pub fn new(settings: &Settings) -> AccountDraft {
        let kind = match settings.account.as_str() {
            Account::DEMO => AccountKind::Demo,
            "coze.cn" => AccountKind::Cn,
            "coze.com" => AccountKind::Com,
            _ => AccountKind::Custom,
        };
        AccountDraft { kind, address: settings.custom_endpoint.clone().unwrap_or_default(), ..AccountDraft::default() }
    }
}

/// What is known of the account in use, and of those that were looked at.
#[derive(Debug, Default)]
pub struct AccountState {
    /// Its token.
    pub token: TokenState,
    /// Where tokens are kept on this machine, once known.
    pub place: Option<SecretPlace>,
    /// The tokens of other accounts, as far as these were looked at.
    pub looked: BTreeMap<String, TokenState>,
    /// What is checked, or was last; it is used once that turns out good.
    pub checked: Option<AccountChoice>,
    /// What the check found.
    pub report: Option<CheckReport>,
    /// Whether it is still under way.
    pub checking: bool,
}

impl AccountState {
    /// Takes in what a check has found; the account that is to be used now, if one is.
    pub fn reported(&mut self, of: &str, report: CheckReport) -> Option<AccountChoice> {
        let checked = self.checked.clone().filter(|checked| self.checking && checked.name == of)?;
        self.checking = false;
        let is_good = report.good;
        self.report = Some(report);
        is_good.then_some(checked)
    }

    /// Takes in the token that the secret store has for an account that is only looked at. One that was typed is newer.
    pub fn looked_at(&mut self, of: String, token: Option<Token>) {
        let known = self.looked.entry(of).or_default();
        if *known == TokenState::Unknown {
            *known = token.map_or(TokenState::Absent, TokenState::Present);
        }
    }

    /// Takes in the token that the secret store has; says whether it is the one to use.
    pub fn loaded(&mut self, token: Option<Token>) -> bool {
        // A token that was typed meanwhile is newer than what the store had.
        let is_news = self.token == TokenState::Unknown;
        if is_news {
            self.token = token.map_or(TokenState::Absent, TokenState::Present);
        }
        is_news
    }
}

impl Model {
    /// Whether the account in use is the built-in demo.
    pub fn is_demo(&self) -> bool {
        self.settings.account == Account::DEMO
    }

    /// The endpoint of the account in use; `None` for the demo, or where the address of a custom one makes no sense.
    pub fn endpoint(&self) -> Option<Endpoint> {
        let settings = &self.settings;
        match settings.account.as_str() {
            Account::DEMO => None,
            "coze.cn" => Some(Endpoint::cn()),
            "coze.com" => Some(Endpoint::com()),
            _ => Endpoint::parse(settings.custom_endpoint.as_deref()?).ok(),
        }
    }

    /// What is known of the token of an account, in use or not.
    pub fn token_of(&self, name: &str) -> &TokenState {
        match name == self.settings.account {
            true => &self.account.token,
            false => self.account.looked.get(name).unwrap_or(&TokenState::Unknown),
        }
    }

    /// An account with its token, ready to be asked.
    pub fn account_of(&self, choice: &AccountChoice) -> Option<Account> {
        let endpoint = match choice.name.as_str() {
            "coze.cn" => Endpoint::cn(),
            "coze.com" => Endpoint::com(),
            _ => Endpoint::parse(choice.endpoint.as_deref()?).ok()?,
        };
        let TokenState::Present(token) = self.token_of(&choice.name) else { return None };
        let proxy = self.settings.proxy.clone();
        let connect = Connect { endpoint, token: token.clone(), allow_insecure: false, proxy };
        Some(Account::Service { name: choice.name.clone(), connect })
    }

    /// The account in use, ready to be used; `None` while its token is not there.
    pub fn account(&self) -> Option<Account> {
        if self.is_demo() {
            return Some(Account::Demo);
        }
        let Settings { account: name, custom_endpoint: endpoint, .. } = &self.settings;
        self.account_of(&AccountChoice { name: name.clone(), endpoint: endpoint.clone() })
    }
}
