//! Words: everything that is said to people, in Chinese and English.
//!
//! Owns the pairs of phrases, the language they are shown in, and the shape of a failure: *what happened, why, what to
//! do*. A failure carries phrases, not finished sentences, so that it can be shown again when the language is switched.
//! Also makes text from outside safe to show; whatever fills a place in a phrase goes through that.
//! Knows nothing of the network, the sound or the window.
//!
//! # Rules for words
//!
//! * Each phrase is written in its language, not translated: a Chinese reader and an English reader each take it for their own.
//! * English as products have it: sentence case, verbs on buttons (*Export*, *Continue*, *Delete other versions*), contractions
//!   where one would speak them, American menus and British spelling nowhere mixed in one phrase. No riddles and no moods.
//! * Chinese without 您 and without 请 on buttons; full-width marks; a blank between hanzi and Latin letters or digits.
//! * One word for one thing:
//!
//!   | thing | 中文 | English | not |
//!   |---|---|---|---|
//!   | a title, a text and its sound | 作品 | document | 录音, take, recording |
//!   | the sound of a document in a voice | 音频 | audio | 录音, rendering, take |
//!   | what is asked of the service | 请求 | request | call, session |
//!   | to ask for what is missing | 继续合成 | Continue | get the rest, ask again |
//!   | to go on playing | 继续 | Resume | |
//!   | to ask once more for what is there | 重新合成 | Speak … again | redo |
//!   | to let a voice speak a text that is only tried | 生成 | generate | make |
//!   | how fast the voice speaks, in a new request | 语速 | speaking rate | speed |
//!   | how fast it is played | 播放速度 | playback speed | speed, rate |
//!   | how loud the voice speaks, in a new request | 合成响度 | voice loudness | volume, gain |
//!   | how loud it is played | 播放音量 | volume | loudness |
//!   | how loud a file is | 文件响度 | file loudness | volume |
//!   | what plays it | 播放设备 | sound device | 声音设备 |
//!   | to write sound to a file | 导出 | Export | 保存, save |
//!   | to make one file of several | 合并 | join | 合成 |
//!   | to take a sentence from the library | 复用 | reuse | |
//!   | once more from the beginning | 循环 | repeat | 重复 |
//!   | not to the trash | 永久删除 | Delete permanently | 彻底删除, for good |
//!   | the record of a run | 合成报告 | report | receipt |
//!   | nothing chosen | 无 | None | 不指定, 不加 |
//!   | a voice made from a recording | 复刻音色 | cloned voice | 克隆, copied |
//!   | as the desktop has it | 跟随系统 | System default | as the system |
//!
//! * Measure words: 请求 takes 次, 音频 份, 作品 and 文件 个. What to do begins with its verb: 检查…, not 请检查….
//! * The command line keeps *take* where it names one by its id: there it is the thing itself.
//! * A notice is one line that says what happened; why, what to do, codes and ids follow on demand.
//! * Three dots stand where a press asks first (*Export…*). A size or a number never begins a sentence in English.
//! * Costs say 约计费 284 字, *about 284 characters billed*; where nothing is billed, nothing is said of cost.

// Each phrase is its own documentation, and what stands in brackets there is no link.
#![allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags, rustdoc::bare_urls)]

/// Phrases as constants: `NAME: "中文", "English";`.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* #[doc = concat!("“", $en, "”")] pub const $name: Phrase = Phrase::new($zh, $en);)*
    };
}

pub mod account;
pub mod board;
pub mod cast;
pub mod cli;
pub mod clone;
pub mod document;
pub mod engine;
pub mod export;
mod failure;
pub mod library;
pub mod local;
pub mod outside;
pub mod playback;
pub mod queue;
pub mod service;
pub mod settings;
pub mod shell;
pub mod time;
pub mod voice;

use std::fmt::Display;

pub use failure::{Class, Failure};

/// The language of the words on screen and on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language for a BCP 47 tag such as `zh-CN` or `en_GB.UTF-8`: Chinese for anything that starts with `zh`, else English.
    pub fn from_tag(tag: &str) -> Lang {
        let chinese = tag.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("zh"));
        if chinese { Lang::Zh } else { Lang::En }
    }

    /// Its code of two letters (ISO 639).
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }
}

/// One phrase in both languages. `{name}` in it is filled by [`Phrase::with`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// The phrase in simplified Chinese.
    pub zh: &'static str,
    /// The phrase in English.
    pub en: &'static str,
}

impl Phrase {
    /// A phrase from its two wordings.
    pub const fn new(zh: &'static str, en: &'static str) -> Phrase {
        Phrase { zh, en }
    }

    /// The wording in `lang`, as it stands.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The phrase with one of its `{name}` places given a value; chain for more.
    pub fn with(self, name: &'static str, value: impl Display) -> Said {
        Said::from(self).with(name, value)
    }

    /// The phrase with one of its `{name}` places given something that is itself said in two languages.
    pub fn with_said(self, name: &'static str, said: Said) -> Said {
        Said::from(self).with_said(name, said)
    }
}

/// A phrase together with the values of its places, still in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    phrase: Phrase,
    values: Vec<(&'static str, Value)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Plain(String),
    /// A sentence inside a sentence, in the language of the whole.
    Said(Said),
}

impl Said {
    /// Gives the place `{name}` a value: one line, without anything that a terminal obeys; see [`outside`].
    pub fn with(mut self, name: &'static str, value: impl Display) -> Said {
        let value = value.to_string();
        self.values.push((name, Value::Plain(outside::line(&value, outside::VALUE).into_owned())));
        self
    }

    /// Gives the place `{name}` something that is itself said in two languages.
    pub fn with_said(mut self, name: &'static str, said: Said) -> Said {
        self.values.push((name, Value::Said(said)));
        self
    }

    /// Words that are not ours, such as those of the operating system: the same in every language.
    pub fn plain(text: impl Display) -> Said {
        Phrase::new("{text}", "{text}").with("text", text)
    }

    /// The finished sentence in `lang`. Values are filled in one pass, so a value that looks like a place stays as it is.
    pub fn get(&self, lang: Lang) -> String {
        let mut rest = self.phrase.get(lang);
        let mut out = String::with_capacity(rest.len());
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            let place = rest.find('}').map(|close| &rest[1..close]);
            let value = place.and_then(|name| self.values.iter().find(|(key, _)| *key == name));
            match (place, value) {
                (Some(name), Some((_, value))) => {
                    match value {
                        Value::Plain(text) => out.push_str(text),
                        Value::Said(said) => out.push_str(&said.get(lang)),
                    }
                    rest = &rest[name.len() + 2..];
                }
                _ => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

impl From<Phrase> for Said {
    fn from(phrase: Phrase) -> Said {
        Said { phrase, values: Vec::new() }
    }
}
