//! One session as a task: it reports what it hears until it ends, and closes its socket when it is aborted. The copying of
//! saved sound reports in the same way.

use futures_util::FutureExt as _;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::job::JobId;
use super::run::Block;
use crate::audio::take::RequestId;
use crate::protocol::{Codec, Connect, Deadlines, Heard, OutputAudio, Session, SessionError};

/// How many bytes of audio are reported at once at most, where they have come at once.
const TOGETHER: usize = 128 * 1024;

/// What a session reports, and for which request of which job.
#[derive(Debug)]
pub(super) struct Report {
    pub job: JobId,
    pub request: RequestId,
    pub news: News,
}

/// What there is to report.
#[derive(Debug)]
pub(super) enum News {
    /// The service has answered; its log id, where it gave one.
    Answered(Option<String>),
    /// Anything else that it says.
    Heard(Heard),
    /// The session is over before its time.
    Broke(SessionError),
    /// Sound of another take was read; nothing where all of it was.
    Copied(Option<Block>),
    /// The other take cannot be read.
    NotCopied,
}

/// Starts a session for `text`. Its reports wait for room in `reports`, so a slow disk slows the network, not the memory.
pub(super) fn spawn(
    connect: Connect,
    output: OutputAudio,
    text: String,
    deadlines: Deadlines,
    (job, request): (JobId, RequestId),
    reports: mpsc::Sender<Report>,
) -> AbortHandle {
    let task = async move {
        let report = async |news| {
            // A receiver that is gone means that the engine ends, and this task with it.
            reports.send(Report { job, request, news }).await.ok();
        };
        let mut session = match Session::open(&connect, &output, &text, deadlines).await {
            Ok(session) => session,
            Err(error) => return report(News::Broke(error)).await,
        };
        // A delta of Opus is one packet and has to stay one.
        let mut joins = output.codec != Codec::Opus;
        let mut behind = None;
        loop {
            let mut heard = match behind.take() {
                Some(heard) => heard,
                None => session.next().await,
            };
            if let Ok(Heard::Audio(bytes)) = &mut heard
                && joins
            {
                behind = join(&mut session, bytes);
            }
            match heard {
                Ok(Heard::Created) => report(News::Answered(session.logid().map(str::to_owned))).await,
                Ok(Heard::Configured(said)) => {
                    joins &= said.codec.as_deref() != Some(Codec::Opus.name());
                    report(News::Heard(Heard::Configured(said))).await;
                }
                Ok(Heard::Completed) => return report(News::Heard(Heard::Completed)).await,
                Ok(heard) => report(News::Heard(heard)).await,
                Err(error) => return report(News::Broke(error)).await,
            }
        }
    };
    tokio::spawn(task).abort_handle()
}

/// Puts those deltas behind `bytes` that have come already: a file takes one long piece much more quickly than many short
/// ones. Nothing is waited for. Gives what was heard behind them, if that was something else.
fn join(session: &mut Session, bytes: &mut Vec<u8>) -> Option<Result<Heard, SessionError>> {
    while bytes.len() < TOGETHER {
        match session.next().now_or_never()? {
            Ok(Heard::Audio(more)) => bytes.extend(more),
            other => return Some(other),
        }
    }
    None
}
