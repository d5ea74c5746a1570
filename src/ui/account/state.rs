//! What the window knows of the account in use.

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

impl AccountDraft {
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

/// What is known of the account in use.
#[derive(Debug, Default)]
pub struct AccountState {
    /// Its token.
    pub token: TokenState,
    /// Where tokens are kept on this machine, once known.
    pub place: Option<SecretPlace>,
    /// What the last check of it found.
    pub report: Option<CheckReport>,
    /// Whether a check is under way.
    pub checking: bool,
}

impl AccountState {
    /// Takes in what a check has found.
    pub fn checked(&mut self, report: CheckReport) {
        self.checking = false;
        self.report = Some(report);
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

    /// The account in use, ready to be used; `None` while its token is not there.
    pub fn account(&self) -> Option<Account> {
        if self.is_demo() {
            return Some(Account::Demo);
        }
        let TokenState::Present(token) = &self.account.token else { return None };
        let connect = Connect { endpoint: self.endpoint()?, token: token.clone(), allow_insecure: false };
        Some(Account::Service { name: self.settings.account.clone(), connect })
    }
}
