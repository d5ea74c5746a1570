//! The cast list of a document: which voice speaks for a name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audio::take::Header;
use crate::store::{VoiceChoice, spoken_by};

/// So many roles are kept, with names of so many characters.
const MOST: usize = 100;
const LONGEST: usize = 40;

/// A name that a text gives to a voice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// As it stands in prefixes.
    pub name: String,
    /// The account whose voice it is; any account's where it is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// Who speaks it.
    pub voice: VoiceChoice,
    /// What it feels where its prefix says nothing else, by the service's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emotion: Option<String>,
    /// By how many percent it speaks faster where its prefix says nothing else; as the document where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speech_rate: Option<i32>,
}

impl Role {
    /// A role without a manner of its own.
    pub fn new(name: &str, voice: VoiceChoice) -> Role {
        Role { name: name.to_owned(), voice, ..Role::default() }
    }
}

/// Whether two names mean the same: capitals do not matter.
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Who speaks besides the voice of a document, for each account that has spoken it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CastList {
    /// In the order in which they came; no two of an account have the same name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Who speaks dialogue in quotes, for each account.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub quotes: BTreeMap<String, VoiceChoice>,
}

impl CastList {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty() && self.quotes.is_empty()
    }

    /// The roles that an account can speak.
    pub fn of<'a>(&'a self, account: &'a str) -> impl Iterator<Item = &'a Role> {
        self.roles.iter().filter(move |role| role.account.is_empty() || role.account == account)
    }

    /// The role of an account with this name; capitals do not matter.
    pub fn role(&mut self, account: &str, name: &str) -> Option<&mut Role> {
        let is_meant =
            |role: &&mut Role| (role.account.is_empty() || role.account == account) && same_name(&role.name, name);
        self.roles.iter_mut().find(is_meant)
    }

    /// Gives a name to a voice of an account. A role that has the name keeps its place, and what the new voice may not know is
    /// gone.
    pub fn give(&mut self, account: &str, name: &str, voice: VoiceChoice) {
        let Some(name) = CastList::name(name) else { return };
        if let Some(role) = self.role(account, &name) {
            (role.voice, role.emotion) = (voice, None);
        } else if self.roles.len() < MOST {
            self.roles.push(Role { account: account.to_owned(), ..Role::new(&name, voice) });
        }
    }

    /// Takes a name from its voice.
    pub fn remove(&mut self, account: &str, name: &str) {
        self.roles.retain(|role| role.name != name || !(role.account.is_empty() || role.account == account));
    }

    /// What a role may be called: one line without what ends a prefix or a field of it; nothing where nothing is left.
    pub fn name(typed: &str) -> Option<String> {
        let is_sign = |c: char| "[]【】|｜".contains(c) || c.is_control();
        let name: String = typed.chars().filter(|c| !is_sign(*c)).take(LONGEST).collect();
        let name = name.trim().trim_start_matches(['^', '!']).trim_start();
        let is_own = name == "默认" || name.eq_ignore_ascii_case("default");
        let is_name = name.contains(char::is_alphabetic) && !is_own && !matches!(name, "x" | "X");
        is_name.then(|| name.to_owned())
    }
}

/// The cast list with which a take was made. Of one that does not tell it, those who speak under another name than that of their
/// voice.
pub fn cast_list(header: &Header) -> CastList {
    let told = |cast: &serde_json::Value| Vec::<Role>::deserialize(cast.get("roles")?).ok();
    let roles = header.cast.as_ref().and_then(told).unwrap_or_else(|| {
        let speakers = spoken_by::speakers(header).unwrap_or_default().into_iter();
        let named = speakers.filter(|speaker| speaker.name != speaker.voice_name);
        named.map(|one| Role::new(&one.name, VoiceChoice { id: one.voice_id, name: one.voice_name })).collect()
    });
    let mut list = CastList::default();
    for role in roles {
        if list.role(&header.account, &role.name).is_none() {
            list.roles.push(Role { account: header.account.clone(), ..role });
        }
    }
    let quotes = header.cast.as_ref().and_then(|cast| VoiceChoice::deserialize(cast.get("quotes")?).ok());
    list.quotes.extend(quotes.map(|voice| (header.account.clone(), voice)));
    list
}

#[cfg(test)]
mod tests {
    use super::{CastList, Role};
    use crate::store::VoiceChoice;

    #[test]
    fn a_name_has_one_voice_and_is_one_that_a_prefix_can_have() {
        let voice = |id: &str| VoiceChoice { id: id.into(), name: id.into() };
        let mut list = CastList::default();
        list.give("demo", " Anna ", voice("1"));
        list.give("demo", "小明", voice("2"));
        list.roles[0] = Role { emotion: Some("sad".into()), speech_rate: Some(5), ..list.roles[0].clone() };
        list.give("demo", "anna", voice("3"));
        list.give("coze.cn", "Anna", voice("4"));
        let known = |account| -> Vec<_> { list.of(account).map(|role| (&*role.name, &*role.voice.id)).collect() };
        assert_eq!((known("demo"), known("coze.cn")), (vec![("Anna", "3"), ("小明", "2")], vec![("Anna", "4")]));
        assert_eq!((list.roles[0].emotion.as_deref(), list.roles[0].speech_rate), (None, Some(5)));
        for (typed, name) in [
            ("【小|明】\n", Some("小明")),
            ("^a", Some("a")),
            ("", None),
            ("12", None),
            ("默认", None),
            ("Default", None),
            ("x", None),
        ] {
            assert_eq!(CastList::name(typed).as_deref(), name, "{typed}");
        }
        (0..200).for_each(|n| list.give("demo", &format!("r{n}"), voice("1")));
        assert_eq!(list.roles.len(), 100);
        list.remove("coze.cn", "Anna");
        assert_eq!(list.of("demo").next().map(|role| &*role.name), Some("Anna"));
    }
}
