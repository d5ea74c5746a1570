//! Is this token good here, and if not, why: both regions, REST and WebSocket, permission, log id.

use super::event::{Event, Events};
use super::failure;
use super::finding::{Finding, Report};
use crate::protocol::{Connect, Deadlines, Endpoint, probe, rest};
use crate::words::engine::check as say;
use crate::words::{Failure, Said};

/// Tries the token without asking for any speech, and sends `Checked`.
pub(super) fn run(account: &str, connect: Connect, events: &Events) {
    let (account, events) = (account.to_owned(), events.clone());
    tokio::spawn(async move {
        let report = look(connect).await;
        events.send(Event::Checked { account, report });
    });
}

async fn look(connect: Connect) -> Report {
    let mut findings = vec![websocket(&connect).await];
    let [voices, me] = rest_findings(connect.clone()).await;
    let host = connect.endpoint.name();
    let speaks = findings[0].outcome.clone();
    let lists = voices.outcome.is_ok();
    findings.extend([voices, me]);
    let advice = match speaks {
        Ok(_) if lists => say::GOOD.with("host", &host),
        Ok(_) => say::GOOD_WITHOUT_LIST.with("host", &host),
        Err(ref failure) => match other_region(&connect, &mut findings).await {
            Some(other) => say::OTHER_REGION.with("other", other),
            // The advice is a sentence inside a sentence, so it is put together anew in each language.
            None => say::BAD.with("host", &host).with_said("todo", failure.todo.clone()),
        },
    };
    Report { good: speaks.is_ok(), advice, findings }
}

/// Tokens of one region do not work in the other (protocol.md §1), and that is the commonest mistake; so a token that fails
/// in one is tried in the other.
async fn other_region(connect: &Connect, findings: &mut Vec<Finding>) -> Option<String> {
    let other = match connect.endpoint.name().as_str() {
        "coze.cn" => "coze.com",
        "coze.com" => "coze.cn",
        _ => return None,
    };
    let endpoint = Endpoint::parse(other).ok()?;
    let finding = websocket(&Connect { endpoint, ..connect.clone() }).await;
    let good = finding.outcome.is_ok();
    findings.push(finding);
    good.then(|| other.to_owned())
}

async fn websocket(connect: &Connect) -> Finding {
    let what = say::WEBSOCKET.with("host", connect.endpoint.name());
    let (outcome, logid) = match probe(connect, Deadlines::default()).await {
        Ok(logid) => (Ok(say::OPEN.into()), logid),
        Err(error) => (Err(failure::session(&error, &connect.endpoint)), error.logid),
    };
    Finding { what, outcome, logid }
}

async fn rest_findings(connect: Connect) -> [Finding; 2] {
    let host = connect.endpoint.name();
    let asked = tokio::task::spawn_blocking(move || {
        let explain = |error: rest::RestError| (failure::session(&error, &connect.endpoint), error.logid);
        let voices = rest::voices(&connect).map(|voices| say::VOICES.with("n", voices.len())).map_err(explain);
        let me = rest::me(&connect)
            .map(|user| say::USER.with("name", user.nick_name.or(user.user_name).unwrap_or_default()))
            .map_err(explain);
        [voices, me]
    });
    let gone = || Err((failure::start(&std::io::Error::other("the check was cancelled")), None));
    let [voices, me] = asked.await.unwrap_or_else(|_| [gone(), gone()]);
    [finding(say::REST.with("host", &host), voices), finding(say::ME.with("host", &host), me)]
}

fn finding(what: Said, asked: Result<Said, (Failure, Option<String>)>) -> Finding {
    match asked {
        Ok(said) => Finding { what, outcome: Ok(said), logid: None },
        Err((failure, logid)) => Finding { what, outcome: Err(failure), logid },
    }
}
