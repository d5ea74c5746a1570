//! One connection that speaks one segment (protocol.md §2.8, §4, §14).

mod progress;

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use futures_util::{FutureExt, SinkExt, StreamExt};
use progress::Progress;
use tokio::io::AsyncReadExt;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::tungstenite::error::{CapacityError, Error as Ws, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tracing::{debug, trace};

use crate::protocol::connect::Socket;
use crate::protocol::error::fit_logid;
use crate::protocol::{
    ClientEvent, Connect, ErrorKind, InEffect, OutputAudio, Phase, ServerEvent, SessionError, Token,
};

/// Each delta is padded for itself (protocol.md §3.2); one without padding is clear enough.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How long the other side may take to answer our good-bye, and how many bytes it may still say; nobody waits for it.
const GOODBYE: Duration = Duration::from_secs(2);
const LAST_WORDS: usize = 1024 * 1024;

/// How long progress may take to show (protocol.md §14). Events are no progress, but for the first; only sound is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Name, connection, encryption, upgrade and sending the text.
    pub connect: Duration,
    /// From there to the first event.
    pub first_event: Duration,
    /// From the sent text to the first audio.
    pub first_audio: Duration,
    /// Once there is audio: as long as it may stand still. Audio that comes drop by drop stands still too: in the long run at
    /// least a tenth as much must come as is heard in that time.
    pub next_event: Duration,
}

impl Default for Deadlines {
    fn default() -> Deadlines {
        let seconds = Duration::from_secs;
        Deadlines { connect: seconds(10), first_event: seconds(10), first_audio: seconds(15), next_event: seconds(15) }
    }
}

/// What the service says to a session, audio already decoded.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionEvent {
    /// The service has taken the connection. Said once.
    Created,
    /// The settings in effect.
    Configured(InEffect),
    /// It has the whole text.
    TextCompleted,
    /// The following audio speaks this sentence, as the service has normalised it (protocol.md §3.3).
    Sentence(String),
    /// The next bytes in the codec that is in effect; never empty, of any length.
    Audio(Vec<u8>),
    /// That was all of it. The last thing a session says.
    Completed,
}

/// A connection on which one text is being spoken. Dropping it closes the socket, which is how the service is told to stop
/// (protocol.md §2.7).
pub struct Session {
    /// Gone once the session has ended.
    socket: Option<Socket>,
    token: Token,
    logid: Option<String>,
    created: bool,
    /// How many events were sent.
    events: u32,
    progress: Progress,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phase = self.progress.phase();
        f.debug_struct("Session").field("logid", &self.logid).field("phase", &phase).finish_non_exhaustive()
    }
}

impl Session {
    /// Connects and sends the settings, the text and its end at once, without waiting for the service's first word: that saves
    /// a round trip, and the service takes it so (protocol.md §14).
    ///
    /// # Errors
    /// No connection within `deadlines.connect`, or the upgrade was refused. An empty text is not the caller's to send.
    pub async fn open(
        connect: &Connect,
        output: &OutputAudio,
        text: &str,
        deadlines: Deadlines,
    ) -> Result<Session, SessionError> {
        Session::opened(connect, output, text, deadlines, [ClientEvent::Complete].as_slice()).await
    }

    /// As [`Session::open`], for a text that is still being written: this is its beginning. [`Session::append`] sends more of
    /// it, and [`Session::complete`] ends it. Until then the service is given all the time that it wants, once it has
    /// greeted: some speak as soon as they have a sentence, others only when they have the whole text.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub async fn begin(
        connect: &Connect,
        output: &OutputAudio,
        text: &str,
        deadlines: Deadlines,
    ) -> Result<Session, SessionError> {
        let mut session = Session::opened(connect, output, text, deadlines, &[]).await?;
        session.progress.wait_for_text();
        Ok(session)
    }

    async fn opened(
        connect: &Connect,
        output: &OutputAudio,
        text: &str,
        deadlines: Deadlines,
        rest: &[ClientEvent],
    ) -> Result<Session, SessionError> {
        let started = Instant::now();
        let mut session = Session::upgraded(connect, output, deadlines).await?;
        let settings = ClientEvent::Update { output_audio: output.clone() };
        let events = [&[settings, ClientEvent::Append { delta: text.to_owned() }], rest].concat();
        session.send(&events, started + deadlines.connect).await?;
        session.progress.sent();
        let (ms, host) = (started.elapsed().as_millis(), connect.endpoint.host());
        debug!(host, bytes = text.len(), ms, logid = session.logid(), "session open");
        Ok(session)
    }

    /// Sends more of a text that is still being written; not an empty piece.
    ///
    /// # Errors
    /// The service takes nothing any more, not even slowly. Where it has closed the connection, [`Session::next`] says so.
    pub async fn append(&mut self, text: &str) -> Result<(), SessionError> {
        let deadline = Instant::now() + self.progress.deadlines().connect;
        trace!(bytes = text.len(), logid = self.logid(), "more text");
        self.send(&[ClientEvent::Append { delta: text.to_owned() }], deadline).await
    }

    /// Ends a text that was sent in pieces. From now on the service has to get on.
    ///
    /// # Errors
    /// As [`Session::append`].
    pub async fn complete(&mut self) -> Result<(), SessionError> {
        let deadline = Instant::now() + self.progress.deadlines().connect;
        self.send(&[ClientEvent::Complete], deadline).await?;
        self.progress.has_text();
        Ok(())
    }

    async fn upgraded(connect: &Connect, output: &OutputAudio, deadlines: Deadlines) -> Result<Session, SessionError> {
        let opened = connect.socket(deadlines.connect).await;
        let (socket, logid) = opened.inspect_err(|SessionError { kind, logid }| {
            debug!(why = kind.name(), code = kind.code(), logid, "no session");
        })?;
        let token = connect.token.clone();
        let logid = logid.map(|logid| fit_logid(&logid, Some(&token)));
        let progress = Progress::new(output, deadlines);
        Ok(Session { socket: Some(socket), token, logid, created: false, events: 0, progress })
    }

    /// Sends events in one go. A service that refuses may have said why before it stopped listening; so a failed write is
    /// left for [`Session::next`] to explain.
    async fn send(&mut self, events: &[ClientEvent], deadline: Instant) -> Result<(), SessionError> {
        let Some(socket) = &mut self.socket else { return Ok(()) };
        let sending = async {
            for event in events {
                self.events += 1;
                socket.feed(Message::text(event.to_json(&format!("c-{}", self.events)))).await?;
            }
            socket.flush().await
        };
        match timeout_at(deadline, sending).await {
            Ok(Ok(()) | Err(_)) => Ok(()),
            Err(_late) => Err(self.end(ErrorKind::Stalled(Phase::Connect))),
        }
    }

    /// The service's log id for this connection, as soon as it has told one.
    pub fn logid(&self) -> Option<&str> {
        self.logid.as_deref()
    }

    /// What the service says next. May be dropped and called again at any time without losing anything.
    ///
    /// After [`SessionEvent::Completed`] the socket has been closed by us, and there is nothing more to ask for.
    ///
    /// # Errors
    /// The session has failed: an `error` event, a close before its end, no progress, hardly anything but noise, or something
    /// that is not the protocol.
    pub async fn next(&mut self) -> Result<SessionEvent, SessionError> {
        loop {
            let frame = self.frame().await?;
            if let Some(heard) = self.hear(&frame)? {
                return Ok(heard);
            }
        }
    }

    /// The next text frame.
    async fn frame(&mut self) -> Result<Utf8Bytes, SessionError> {
        loop {
            let deadline = self.progress.deadline();
            let Some(socket) = &mut self.socket else {
                return Err(self.end(ErrorKind::Closed { code: None }));
            };
            let waited = match deadline {
                Some(deadline) => timeout_at(deadline, socket.next()).await,
                None => Ok(socket.next().await),
            };
            let message = match waited {
                Ok(message) => message,
                Err(_late) => {
                    // Whoever calls us may have been busy for longer than the deadline: what has come meanwhile counts.
                    tokio::task::yield_now().await;
                    match socket.next().now_or_never() {
                        Some(message) => {
                            // But not for ever, whatever it is.
                            self.bear(0)?;
                            message
                        }
                        None => return Err(self.end(ErrorKind::Stalled(self.progress.phase()))),
                    }
                }
            };
            match message {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Binary(bytes))) => match Utf8Bytes::try_from(bytes) {
                    Ok(text) => return Ok(text),
                    Err(_) => return Err(self.end(ErrorKind::Malformed("a binary frame".to_owned()))),
                },
                // Pings are answered by the library.
                Some(Ok(Message::Ping(bytes) | Message::Pong(bytes))) => self.bear(bytes.len())?,
                Some(Ok(Message::Frame(_))) => self.bear(0)?,
                Some(Ok(Message::Close(frame))) => {
                    let code = frame.map(|frame| u16::from(frame.code));
                    return Err(self.end(ErrorKind::Closed { code }));
                }
                Some(Err(error)) => return Err(self.end(broken(&error))),
                None => return Err(self.end(ErrorKind::Closed { code: None })),
            }
        }
    }

    /// What one frame means; `None` where it means nothing to us.
    fn hear(&mut self, frame: &str) -> Result<Option<SessionEvent>, SessionError> {
        let (event, detail) = match ServerEvent::parse(frame) {
            Ok(read) => read,
            Err(error) => return Err(self.end(ErrorKind::Malformed(error.to_string()))),
        };
        if let Some(logid) = detail.logid {
            self.logid = Some(fit_logid(&logid, Some(&self.token)));
        }
        trace!(event = event.name(), bytes = frame.len(), logid = self.logid(), "heard");
        let heard = match event {
            ServerEvent::AudioCompleted => {
                self.hang_up();
                return Ok(Some(SessionEvent::Completed));
            }
            ServerEvent::Error { code, message } => return Err(self.end(ErrorKind::Service { code, message })),
            ServerEvent::Audio(delta) => match BASE64.decode(delta.as_bytes()) {
                Ok(bytes) if bytes.is_empty() => None,
                Ok(bytes) => {
                    self.progress.sounded(bytes.len(), Instant::now());
                    return Ok(Some(SessionEvent::Audio(bytes)));
                }
                Err(error) => return Err(self.end(ErrorKind::Malformed(format!("audio that is no base64: {error}")))),
            },
            ServerEvent::Other(_) => None,
            ServerEvent::Created => (!std::mem::replace(&mut self.created, true)).then_some(SessionEvent::Created),
            ServerEvent::Updated(in_effect) => {
                self.progress.agreed(&in_effect);
                Some(SessionEvent::Configured(in_effect))
            }
            ServerEvent::TextCompleted => Some(SessionEvent::TextCompleted),
            ServerEvent::SentenceStart(text) => Some(SessionEvent::Sentence(text.into_owned())),
        };
        self.bear(frame.len())?;
        if heard.is_some() {
            self.progress.answered();
        }
        Ok(heard)
    }

    /// Something of so many bytes has come that is no sound.
    fn bear(&mut self, bytes: usize) -> Result<(), SessionError> {
        self.progress.noise(bytes).map_err(|noise| self.end(noise))
    }

    /// Ends the session as a failure.
    fn end(&mut self, kind: ErrorKind) -> SessionError {
        debug!(why = kind.name(), code = kind.code(), phase = ?self.progress.phase(), logid = self.logid(), "session failed");
        self.hang_up();
        SessionError { kind, logid: self.logid.clone() }.fit_to_show(Some(&self.token))
    }

    /// Says good-bye (1000) and lets the service answer in its own time. What is sent now leaves at once, even if the program
    /// ends right after; without listening on, the system would reset the connection before the good-bye is read. What is
    /// still said is not looked at: its end is the end of the connection, of our time, or of our patience.
    fn hang_up(&mut self) {
        let Some(mut socket) = self.socket.take() else { return };
        let mut goodbye = Box::pin(timeout(GOODBYE, async move {
            let frame = CloseFrame { code: CloseCode::Normal, reason: Utf8Bytes::default() };
            if socket.close(Some(frame)).await.is_ok() {
                let (mut rest, mut words) = (vec![0; 16 * 1024], 0);
                while words < LAST_WORDS {
                    match socket.get_mut().read(&mut rest).await {
                        Ok(read @ 1..) => words += read,
                        _ => break,
                    }
                }
            }
        }));
        if goodbye.as_mut().now_or_never().is_none() {
            tokio::spawn(goodbye);
        }
    }
}

/// Opens a session, sets it up, and hears whether the service agrees, without any text: so nothing is spoken or billed.
/// Gives the log id.
///
/// # Errors
/// As [`Session::open`] and [`Session::next`]: a bad token may show at the upgrade or as an `error` event after it.
pub async fn probe(connect: &Connect, deadlines: Deadlines) -> Result<Option<String>, SessionError> {
    /// How long a service that has greeted us may take to object.
    const OBJECTION: Duration = Duration::from_secs(2);

    let started = Instant::now();
    let output = OutputAudio::default();
    let mut session = Session::upgraded(connect, &output, deadlines).await?;
    let settings = ClientEvent::Update { output_audio: output };
    session.send(&[settings], started + deadlines.connect).await?;
    session.progress.sent();
    let mut last_word = session.next().await?;
    while !matches!(last_word, SessionEvent::Configured(_)) {
        match timeout(OBJECTION, session.next()).await {
            Ok(heard) => last_word = heard?,
            // It greeted us and did not object: good enough.
            Err(_silence) => break,
        }
    }
    session.hang_up();
    Ok(session.logid.take())
}

/// A failed read in our words.
fn broken(error: &Ws) -> ErrorKind {
    match error {
        Ws::ConnectionClosed | Ws::AlreadyClosed | Ws::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            ErrorKind::Closed { code: None }
        }
        Ws::Capacity(CapacityError::MessageTooLong { .. }) => ErrorKind::TooLarge,
        Ws::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => ErrorKind::Closed { code: None },
        Ws::Io(error) => ErrorKind::Network(error.to_string()),
        other => ErrorKind::Malformed(other.to_string()),
    }
}
