//! From an HTTP request to a WebSocket, and from there to its end.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

use crate::demo::config::BadToken;
use crate::demo::faults::{Disconnect, Fault, FaultPlan};
use crate::demo::http::{HttpRequest, Response};
use crate::demo::recorder::{ConnectionEnd, ConnectionRecord};
use crate::demo::refusal::usual_message;
use crate::demo::shared::ServerShared;
use crate::demo::talk::{Incoming, Talk};
use crate::demo::wire::{EventSender, Over};
use crate::demo::{ids, refusal};

/// How long the server waits for the answer to its close.
const GOODBYE: Duration = Duration::from_secs(5);

/// The longest message taken from a client, in bytes.
const MAX_MESSAGE: usize = 16 * 1024 * 1024;

/// Notes the end of a connection when the task is dropped by a shutdown, too.
struct Ending<'a>(&'a ConnectionRecord);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.note(|connection| _ = connection.end.get_or_insert(ConnectionEnd::Server));
    }
}

/// Serves connection `k` from its request to its end.
pub(super) async fn serve(
    mut stream: TcpStream,
    request: HttpRequest,
    k: usize,
    page: ConnectionRecord,
    shared: &Arc<ServerShared>,
) {
    let _ending = Ending(&page);
    let logid = ids::ws_log();
    let faults = shared.config.faults.of(k);
    if faults.resets() {
        // From now on a drop is a reset; an orderly end shuts the connection down before.
        let _ = stream.set_zero_linger();
    }
    match admitted(&mut stream, &request, &faults, &logid, shared).await {
        Ok(()) => {}
        Err(Some(response)) => {
            page.note(|connection| connection.status = response.status);
            let _ = response.send(&mut stream, &logid).await;
            return;
        }
        Err(None) => return page.note(|connection| connection.end = Some(ConnectionEnd::ClientGone)),
    }
    let Some(key) = request.websocket_key() else { return };
    let head = format!(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Accept: {}\r\nX-Tt-Logid: {logid}\r\n\r\n",
        derive_accept_key(key.as_bytes())
    );
    if stream.write_all(head.as_bytes()).await.is_err() {
        return page.note(|connection| connection.end = Some(ConnectionEnd::ClientGone));
    }
    page.note(|connection| connection.status = 101);
    let bad_token = match shared.admits(&request) {
        Err(BadToken::Error(code)) => Some(code),
        _ => None,
    };
    let limits = WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE)).max_frame_size(Some(MAX_MESSAGE));
    let rest = request.into_rest();
    let socket = WebSocketStream::from_partially_read(stream, rest, Role::Server, Some(limits)).await;
    converse(socket, EventSender::new(logid, faults, page.clone()), bad_token, shared, &page).await;
}

/// Whether the upgrade may go on. The error is the HTTP answer instead, or nothing where the client went away unanswered.
async fn admitted(
    stream: &mut TcpStream,
    request: &HttpRequest,
    faults: &FaultPlan,
    logid: &str,
    shared: &ServerShared,
) -> Result<(), Option<Response>> {
    for fault in faults.iter() {
        match fault {
            Fault::Refuse { status, retry_after } => {
                let code = match status {
                    401 => 700_012_006,
                    403 => 4101,
                    404 => 4200,
                    429 => 4013,
                    _ => 5000,
                };
                let response = Response::error(*status, code, usual_message(code), logid);
                return Err(Some(Response { retry_after: *retry_after, ..response }));
            }
            Fault::NeverAnswer => {
                while stream.read(&mut [0; 512]).await.is_ok_and(|len| len > 0) {}
                return Err(None);
            }
            Fault::SlowAnswer(time) => sleep(*time).await,
            _ => {}
        }
    }
    match shared.admits(request).err().and_then(|bad| refusal::of_token(bad, logid)) {
        Some(response) => Err(Some(response)),
        None => Ok(()),
    }
}

/// The two halves of a session: one listens, one talks; whichever ends first ends both.
async fn converse(
    socket: WebSocketStream<TcpStream>,
    mut wire: EventSender,
    bad_token: Option<i64>,
    shared: &Arc<ServerShared>,
    page: &ConnectionRecord,
) {
    let deaf = wire.faults().has(&Fault::IgnorePings);
    let (sink, mut stream) = socket.split();
    let (heard, hearing) = mpsc::channel(64);
    let awake = Arc::new(Notify::new());
    wire.attach(sink);
    let mut talk = Talk::new(wire, hearing, Arc::clone(&awake), Arc::clone(shared));
    let over = tokio::select! {
        end = listen(&mut stream, &heard, deaf.then_some(awake), page) => {
            return page.note(|connection| _ = connection.end.get_or_insert(end));
        }
        over = talk.run(bad_token) => over,
    };
    if let Over::Cut(_) = over {
        page.note(|connection| _ = connection.end.get_or_insert(ConnectionEnd::Server));
    }
    let goodbye = match over {
        // What could not be sent may be the client's own close, which is still to be read and answered.
        Over::Gone => None,
        // Both halves are dropped, and with them the socket: in order, or as a reset where that was prepared.
        Over::Cut(Disconnect::Drop | Disconnect::Reset) => return,
        Over::Cut(Disconnect::Empty) => Some(Message::Close(None)),
        Over::Cut(Disconnect::Code(code)) => {
            Some(Message::Close(Some(CloseFrame { code: CloseCode::from(code), reason: "".into() })))
        }
    };
    if let Some(goodbye) = goodbye {
        talk.say_last(goodbye).await;
    }
    let end = timeout(GOODBYE, listen(&mut stream, &heard, None, page)).await.unwrap_or(ConnectionEnd::ClientGone);
    page.note(|connection| _ = connection.end.get_or_insert(end));
}

/// Reads what the client says until it ends. Pings are answered by the reading itself. With `awake`, nothing more is read after
/// the client's `complete` until it is notified.
async fn listen(
    stream: &mut SplitStream<WebSocketStream<TcpStream>>,
    heard: &mpsc::Sender<Incoming>,
    awake: Option<Arc<Notify>>,
    page: &ConnectionRecord,
) -> ConnectionEnd {
    let mut end = ConnectionEnd::ClientGone;
    while let Some(Ok(message)) = stream.next().await {
        let incoming = match message {
            Message::Text(text) => Incoming::text(text.as_str()),
            Message::Binary(_) => Incoming::NotText,
            Message::Close(frame) => {
                // The answer to it is sent by the next read.
                end = ConnectionEnd::ClientClosed(frame.map(|frame| frame.code.into()));
                page.note(|connection| _ = connection.end.get_or_insert(end));
                continue;
            }
            Message::Ping(_) => {
                page.note(|connection| connection.pings += 1);
                continue;
            }
            Message::Pong(_) | Message::Frame(_) => continue,
        };
        let complete = incoming.is_complete();
        // The talking half is there as long as this one.
        let _ = heard.send(incoming).await;
        if let (true, Some(awake)) = (complete, &awake) {
            awake.notified().await;
        }
    }
    end
}
