//! Servers for byte-precise shapes: one that speaks WebSocket from a script, one that writes prepared HTTP answers.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use langsheng::protocol::{
    Connect, Deadlines, Endpoint, OutputAudio, ProxyChoice, Session, SessionError, SessionEvent, Token,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// The token of all these stories; it must appear in one header and nowhere else.
pub const TOKEN: &str = "pat_MOON_and_TIDE_9173";

pub const TEXT: &str = "清晨的码头很安静。";

/// The other side of one session.
pub struct Peer {
    pub socket: WebSocketStream<TcpStream>,
    pub request: Request,
}

impl Peer {
    /// The client's next event.
    pub async fn hear(&mut self) -> Value {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).expect("a client event"),
            other => panic!("no event but {other:?}"),
        }
    }

    /// The client's three events, up to `complete`.
    pub async fn hear_all(&mut self) -> [Value; 3] {
        [self.hear().await, self.hear().await, self.hear().await]
    }

    /// What comes instead of an event.
    pub async fn raw(&mut self) -> Option<Message> {
        self.socket.next().await.and_then(Result::ok)
    }

    pub async fn say(&mut self, event: Value) {
        self.send(Message::text(event.to_string())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.socket.send(message).await.expect("the client listens");
    }
}

/// An event of the service with the log id of these stories.
pub fn event(name: &str, data: Value) -> Value {
    json!({"event_type": name, "id": "e", "data": data, "detail": {"logid": "0217", "respond_at": "1795312000181"}})
}

/// A server for one session.
pub async fn service<F, Fut>(script: F) -> (Connect, JoinHandle<Fut::Output>)
where
    F: FnOnce(Peer) -> Fut + Send + 'static,
    Fut: Future<Output: Send> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let connect = connect(listener.local_addr().expect("its address"));
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        // What has been said has left: the stories count on it.
        stream.set_nodelay(true).expect("a socket");
        let mut request = None;
        let look = |asked: &Request, response: Response| -> Result<Response, ErrorResponse> {
            request = Some(asked.clone());
            Ok(response)
        };
        let socket = tokio_tungstenite::accept_hdr_async(stream, look).await.expect("an upgrade");
        script(Peer { socket, request: request.expect("a request") }).await
    });
    (connect, serving)
}

pub fn connect(address: SocketAddr) -> Connect {
    let endpoint = Endpoint::parse(&format!("http://{address}")).expect("an endpoint");
    Connect {
        endpoint,
        token: Token::parse(TOKEN).expect("a token"),
        allow_insecure: false,
        proxy: ProxyChoice::default(),
    }
}

/// A server that takes one connection for each answer, and gives what it was asked.
pub async fn http(answers: Vec<Vec<u8>>) -> (Connect, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let connect = connect(listener.local_addr().expect("its address"));
    let serving = tokio::spawn(async move {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().await.expect("a client");
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                assert!(stream.read_buf(&mut request).await.expect("a request") > 0);
            }
            asked.push(String::from_utf8(request).expect("text"));
            // Head and body in two writes, as real servers do.
            let head = answer.windows(4).position(|four| four == b"\r\n\r\n").map_or(answer.len(), |at| at + 4);
            stream.set_nodelay(true).expect("a socket");
            stream.write_all(&answer[..head]).await.expect("the client listens");
            tokio::task::yield_now().await;
            let _ = stream.write_all(&answer[head..]).await;
        }
        asked
    });
    (connect, serving)
}

/// A session with the stories' text and generous deadlines.
pub async fn open(connect: &Connect) -> Result<Session, SessionError> {
    Session::open(connect, &OutputAudio::default(), TEXT, patient()).await
}

/// Long enough for the slowest machine; a story that waits for a deadline shortens just that one.
pub fn patient() -> Deadlines {
    let long = Duration::from_secs(60);
    Deadlines { connect: long, first_event: long, first_audio: long, next_event: long }
}

/// Everything a session says, and how it ended.
pub async fn listen(session: &mut Session) -> (Vec<SessionEvent>, Result<(), SessionError>) {
    let mut all = Vec::new();
    loop {
        match session.next().await {
            Ok(SessionEvent::Completed) => return (all, Ok(())),
            Ok(heard) => all.push(heard),
            Err(error) => return (all, Err(error)),
        }
    }
}
