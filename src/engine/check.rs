//! Is this token good here, and if not, why: both regions, REST and WebSocket, permission, log id.

use crate::engine::boundary::event::{Event, Events};
use crate::engine::boundary::finding::{CheckReport, Finding};
use crate::engine::failure;
use crate::engine::job::spec::Account;
use crate::protocol::{Connect, Deadlines, Endpoint, ErrorKind, Meaning, SessionError, probe, rest};
use crate::words::engine::check as say;
use crate::words::{Class, Phrase, Said};

/// Tries the token without asking for any speech, and sends `Checked`.
pub(super) fn run(account: &str, connect: Connect, deadlines: Deadlines, events: &Events) {
    let (account, events) = (account.to_owned(), events.clone());
    tokio::spawn(async move {
        // The demo account listens on a port that means nothing to anybody.
        let host = if account == Account::DEMO { say::DEMO.into() } else { Said::plain(connect.endpoint.name()) };
        let report = look(connect, host, deadlines).await;
        events.send(Event::Checked { account, report });
    });
}

async fn look(connect: Connect, host: Said, deadlines: Deadlines) -> CheckReport {
    let (speech, voices, me) = ask(&connect, &host, deadlines).await;
    let (good, lists) = (speech.finding.outcome.is_ok(), voices.finding.outcome.is_ok());
    let mut others = Vec::new();
    let advice = match &speech.finding.outcome {
        Ok(_) if lists => say::GOOD.with_said("host", host),
        Ok(_) if voices.is_about_the_token => say::GOOD_WITHOUT_LIST.with_said("host", host),
        Ok(_) => say::GOOD_LIST_FAILED.with_said("host", host),
        Err(failure) => {
            let elsewhere = match speech.is_about_the_token {
                true => other_region(&connect, deadlines, &mut others).await,
                false => None,
            };
            // A service that is silent or in trouble says nothing about the token.
            let verdict = match failure.class {
                Class::Network | Class::Service | Class::Pace => say::NOT_KNOWN,
                _ => say::BAD,
            };
            // The advice is a sentence inside a sentence, so it is put together anew in each language.
            elsewhere.unwrap_or_else(|| verdict.with_said("host", host).with_said("todo", failure.todo.clone()))
        }
    };
    let findings = [speech, voices, me].into_iter().chain(others).map(|tried| tried.finding).collect();
    CheckReport { good, advice, findings }
}

/// Tokens of one region do not work in the other (protocol.md §1), and that is the commonest mistake; so a token that is
/// refused in one is tried in the other. The advice, if it belongs there.
async fn other_region(connect: &Connect, deadlines: Deadlines, tried: &mut Vec<Tried>) -> Option<Said> {
    let endpoint = match connect.endpoint.name().as_str() {
        "coze.cn" => Endpoint::COM,
        "coze.com" => Endpoint::CN,
        _ => return None,
    };
    let other = endpoint.name();
    let (speech, voices, me) = ask(&Connect { endpoint, ..connect.clone() }, &Said::plain(&other), deadlines).await;
    let known = [&voices, &me].iter().any(|tried| tried.finding.outcome.is_ok());
    let advice = match &speech.finding.outcome {
        Ok(_) => Some(say::OTHER_REGION.with("other", other)),
        Err(failure) if known => {
            Some(say::OTHER_REGION_BUT.with("other", other).with_said("todo", failure.todo.clone()))
        }
        Err(_) => None,
    };
    tried.extend([speech, voices, me]);
    advice
}

/// A finding, and what the advice hangs on.
struct Tried {
    finding: Finding,
    /// Whether it failed because of the token or its permissions.
    is_about_the_token: bool,
}

/// Speech, list of voices and user, each asked once.
async fn ask(connect: &Connect, host: &Said, deadlines: Deadlines) -> (Tried, Tried, Tried) {
    let tried =
        |what: Phrase, outcome, logid| tried(what.with_said("host", host.clone()), &connect.endpoint, outcome, logid);
    let speech = match probe(connect, deadlines).await {
        Ok(logid) => tried(say::WEBSOCKET, Ok(say::OPEN.into()), logid),
        Err(error) => tried(say::WEBSOCKET, Err(error), None),
    };
    let rest = {
        let connect = connect.clone();
        tokio::task::spawn_blocking(move || (rest::voices(&connect), rest::me(&connect))).await
    };
    // Only a panic ends such a task early.
    let gone = || SessionError::from(ErrorKind::Malformed("the check was cancelled".to_owned()));
    let (voices, me) = rest.unwrap_or_else(|_| (Err(gone()), Err(gone())));
    let voices = tried(say::REST, voices.map(|voices| say::VOICES.with("n", voices.len())), None);
    let me = match me {
        Ok(user) => {
            let name = user.nick_name.or(user.user_name).unwrap_or_default();
            tried(say::ME, Ok(say::USER.with("name", name)), None)
        }
        // Which permission this call wants is written nowhere; a token that only speaks may lack it (protocol.md §7.4).
        Err(error) if error.kind.code() == Some(4101) => tried(say::ME, Ok(say::NO_PROFILE.into()), error.logid),
        Err(error) => tried(say::ME, Err(error), None),
    };
    (speech, voices, me)
}

fn tried(what: Said, endpoint: &Endpoint, outcome: Result<Said, SessionError>, logid: Option<String>) -> Tried {
    let kind = outcome.as_ref().err().map(|error| error.kind.meaning());
    let logid = logid.or_else(|| outcome.as_ref().err().and_then(|error| error.logid.clone()));
    let outcome = outcome.map_err(|error| failure::session(&error, endpoint));
    let is_about_the_token = matches!(kind, Some(Meaning::Token | Meaning::Permission));
    Tried { finding: Finding { what, outcome, logid }, is_about_the_token }
}
