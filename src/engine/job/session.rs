//! One session as a task: it reports what it hears until it ends, and closes its socket when it is aborted. The copying of
//! saved sound reports in the same way.

use futures_util::FutureExt as _;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use crate::audio::take::RequestId;
use crate::engine::job::spec::JobId;
use crate::protocol::{Codec, Connect, Deadlines, OutputAudio, Session, SessionError, SessionEvent};

/// How many bytes of audio are reported at once at most, where they have come at once.
const TOGETHER: usize = 128 * 1024;

/// What a session reports, and for which request of which job.
#[derive(Debug)]
pub(in crate::engine) struct SessionReport {
    pub job: JobId,
    pub request: RequestId,
    pub news: ReportKind,
}

/// What there is to report.
#[derive(Debug)]
pub(in crate::engine) enum ReportKind {
    /// The service has answered; its log id, where it gave one.
    Answered(Option<String>),
    /// Anything else that it says.
    Heard(SessionEvent),
    /// The session is over before its time.
    Broke(SessionError),
    /// Sound of another take was read; nothing where all of it was.
    Copied(Option<CopiedBlock>),
    /// The other take cannot be read.
    NotCopied,
}

/// A block of copied sound.
#[derive(Debug)]
pub(in crate::engine) struct CopiedBlock {
    /// The byte of the spoken text at whose mark the block begins.
    pub mark: Option<usize>,
    pub samples: Vec<i16>,
    /// The packets that begin in it, if it came as Opus.
    pub packets: Vec<Vec<u8>>,
}

/// The text of a session.
#[derive(Debug)]
pub(in crate::engine) enum SessionText {
    /// All of it.
    Whole(String),
    /// Its beginning, and where the rest comes from. It ends when the sender is dropped.
    Growing(String, mpsc::UnboundedReceiver<String>),
}

/// Starts a session for `text`. Its reports wait for room in `reports`, so a slow disk slows the network, not the memory.
pub(in crate::engine) fn spawn(
    connect: Connect,
    output: OutputAudio,
    text: SessionText,
    deadlines: Deadlines,
    (job, request): (JobId, RequestId),
    reports: mpsc::Sender<SessionReport>,
) -> AbortHandle {
    let task = async move {
        let report = async |news| {
            // A receiver that is gone means that the engine ends, and this task with it.
            reports.send(SessionReport { job, request, news }).await.ok();
        };
        let (opened, mut rest) = match text {
            SessionText::Whole(text) => (Session::open(&connect, &output, &text, deadlines).await, None),
            SessionText::Growing(text, rest) => (Session::begin(&connect, &output, &text, deadlines).await, Some(rest)),
        };
        let mut session = match opened {
            Ok(session) => session,
            Err(error) => return report(ReportKind::Broke(error)).await,
        };
        // A delta of Opus is one packet and has to stay one.
        let mut joins = output.codec != Codec::Opus;
        let mut behind = None;
        loop {
            let mut heard = match behind.take() {
                Some(heard) => heard,
                None => match next(&mut session, &mut rest).await {
                    Ok(Some(heard)) => Ok(heard),
                    Ok(None) => continue,
                    Err(error) => Err(error),
                },
            };
            if let Ok(SessionEvent::Audio(bytes)) = &mut heard
                && joins
            {
                behind = join(&mut session, bytes);
            }
            match heard {
                Ok(SessionEvent::Created) => report(ReportKind::Answered(session.logid().map(str::to_owned))).await,
                Ok(SessionEvent::Configured(said)) => {
                    joins &= said.codec.as_deref() != Some(Codec::Opus.name());
                    report(ReportKind::Heard(SessionEvent::Configured(said))).await;
                }
                Ok(SessionEvent::Completed) => return report(ReportKind::Heard(SessionEvent::Completed)).await,
                Ok(heard) => report(ReportKind::Heard(heard)).await,
                Err(error) => return report(ReportKind::Broke(error)).await,
            }
        }
    };
    tokio::spawn(task).abort_handle()
}

/// Hears what the service says next, or sends what of the text has come until then.
async fn next(
    session: &mut Session,
    rest: &mut Option<mpsc::UnboundedReceiver<String>>,
) -> Result<Option<SessionEvent>, SessionError> {
    let Some(texts) = rest else { return session.next().await.map(Some) };
    tokio::select! {
        biased;
        text = texts.recv() => match text {
            Some(text) => session.append(&text).await?,
            None => {
                *rest = None;
                session.complete().await?;
            }
        },
        heard = session.next() => return heard.map(Some),
    }
    Ok(None)
}

/// Puts those deltas behind `bytes` that have come already: a file takes one long piece much more quickly than many short
/// ones. Nothing is waited for. Gives what was heard behind them, if that was something else.
fn join(session: &mut Session, bytes: &mut Vec<u8>) -> Option<Result<SessionEvent, SessionError>> {
    while bytes.len() < TOGETHER {
        match session.next().now_or_never()? {
            Ok(SessionEvent::Audio(more)) => bytes.extend(more),
            other => return Some(other),
        }
    }
    None
}
