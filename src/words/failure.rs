//! A failure as people see it: what happened, why, what to do, with code and log id to copy.

use crate::words::{Lang, Phrase, Said, outside};

/// What kind of trouble a failure is; decides the exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The command was written wrongly.
    Usage,
    /// Token or permission.
    Token,
    /// The way to the service: nothing goes through at all.
    Network,
    /// The service asks to slow down: it would say so to any other request too.
    Pace,
    /// The service.
    Service,
    /// The text was refused.
    Text,
    /// Quota or balance.
    Quota,
    /// The sound device.
    Device,
    /// Files and disk.
    Files,
    /// The user stopped it.
    Interrupted,
}

impl Class {
    /// The exit code of the command line for this kind of trouble.
    pub const fn exit_code(self) -> u8 {
        match self {
            Class::Usage => 2,
            Class::Token => 3,
            Class::Network | Class::Pace | Class::Service => 4,
            Class::Text => 5,
            Class::Quota => 6,
            Class::Device => 7,
            Class::Files => 8,
            Class::Interrupted => 130,
        }
    }
}

/// Why something did not work, in words for the user. Never holds a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of trouble it is.
    pub class: Class,
    /// What happened.
    pub what: Said,
    /// Why it happened.
    pub why: Said,
    /// What the user can do.
    pub todo: Said,
    /// The code of the service, where it gave one (protocol.md §8).
    pub code: Option<i64>,
    /// The log id of the service, which its support asks for (protocol.md §2.5).
    pub logid: Option<String>,
}

impl Failure {
    /// A failure that did not come from the service.
    pub fn new(class: Class, what: impl Into<Said>, why: impl Into<Said>, todo: impl Into<Said>) -> Failure {
        Failure { class, what: what.into(), why: why.into(), todo: todo.into(), code: None, logid: None }
    }

    /// The whole failure as lines to read or copy: what happened, why, what to do, and the code and log id if there are any.
    pub fn text(&self, lang: Lang) -> String {
        const TODO: Phrase = Phrase::new("怎么办：{todo}", "What to do: {todo}");
        const CODE: Phrase = Phrase::new("错误码 {code}", "code {code}");
        const LOGID: Phrase = Phrase::new("日志编号（logid）{logid}", "log ID {logid}");

        let mut lines =
            vec![self.what.get(lang), self.why.get(lang), TODO.with_said("todo", self.todo.clone()).get(lang)];
        let code = self.code.map(|code| CODE.with("code", code).get(lang));
        let logid = self.logid.as_ref().map(|logid| LOGID.with("logid", outside::label(logid)).get(lang));
        let trace: Vec<String> = code.into_iter().chain(logid).collect();
        if !trace.is_empty() {
            lines.push(trace.join(" · "));
        }
        lines.join("\n")
    }
}
