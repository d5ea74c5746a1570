//! A client that knows nothing but WebSocket: what it says and hears are JSON texts. It stands for anybody's program.

use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Longer than anything takes here; only a broken server makes a test wait for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to the server.
pub struct Client {
    runtime: Runtime,
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The `X-Tt-Logid` of the answer to the upgrade.
    pub logid: String,
}

/// What came next.
#[derive(Debug)]
pub enum Next {
    /// A text frame, read as JSON.
    Event(Value),
    /// A text frame that is not JSON.
    Garbage(String),
    /// A binary frame.
    Binary(Vec<u8>),
    /// A ping.
    Ping,
    /// A pong.
    Pong,
    /// A close frame, with its code if it has one.
    Closed(Option<u16>),
    /// The end without a close frame.
    Gone,
    /// The end by a reset.
    Reset,
}

/// One round, from `speech.created` to its end.
pub struct Round {
    /// All events in their order.
    pub events: Vec<Value>,
    /// The bytes of each delta.
    pub deltas: Vec<Vec<u8>>,
    /// What came after the last event, if that was not `speech.audio.completed`.
    pub end: Option<Next>,
}

impl Client {
    /// Connects with a token in the header.
    pub fn connect(address: SocketAddr) -> Client {
        Client::with(address, "", Some("Bearer pat_test")).expect("the upgrade")
    }

    /// Connects with a query and an `Authorization` header of one's own. The error is the HTTP status and the body.
    pub fn with(address: SocketAddr, query: &str, authorization: Option<&str>) -> Result<Client, (u16, Value, String)> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut request = format!("ws://{address}/v1/audio/speech{query}").into_client_request().expect("a request");
        if let Some(value) = authorization {
            request.headers_mut().insert("authorization", value.parse().expect("a header"));
        }
        let connect = async { tokio::time::timeout(PATIENCE, tokio_tungstenite::connect_async(request)).await };
        match runtime.block_on(connect).expect("an answer") {
            Ok((socket, response)) => {
                let logid = response.headers()["x-tt-logid"].to_str().expect("text").to_owned();
                Ok(Client { runtime, socket, logid })
            }
            Err(Error::Http(response)) => {
                let body = response.body().as_deref().unwrap_or_default();
                let retry = response.headers().get("retry-after").map(|value| value.to_str().expect("text").to_owned());
                let body = serde_json::from_slice(body).unwrap_or_default();
                Err((response.status().as_u16(), body, retry.unwrap_or_default()))
            }
            Err(error) => panic!("the upgrade failed: {error}"),
        }
    }

    /// Says an event.
    pub fn say(&mut self, event: &Value) {
        self.send(Message::text(event.to_string()));
    }

    /// Sends a frame of any kind.
    pub fn send(&mut self, message: Message) {
        self.runtime.block_on(self.socket.send(message)).expect("the server listens");
    }

    /// Hears what comes next.
    pub fn next(&mut self) -> Next {
        let message = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, self.socket.next()).await });
        match message.expect("something from the server") {
            Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                Ok(event) => Next::Event(event),
                Err(_) => Next::Garbage(text.to_string()),
            },
            Some(Ok(Message::Binary(bytes))) => Next::Binary(bytes.to_vec()),
            Some(Ok(Message::Ping(_))) => Next::Ping,
            Some(Ok(Message::Pong(_))) => Next::Pong,
            Some(Ok(Message::Close(frame))) => Next::Closed(frame.map(|frame| frame.code.into())),
            Some(Ok(Message::Frame(_))) => unreachable!("reading gives whole messages"),
            Some(Err(Error::Io(error))) if error.kind() == std::io::ErrorKind::ConnectionReset => Next::Reset,
            Some(Err(_)) | None => Next::Gone,
        }
    }

    /// Hears the next event, and nothing else.
    pub fn event(&mut self) -> Value {
        match self.next() {
            Next::Event(event) => event,
            other => panic!("an event, not {other:?}"),
        }
    }

    /// Whether nothing comes for so long.
    pub fn hears_nothing_for(&mut self, time: Duration) -> bool {
        self.runtime.block_on(async { tokio::time::timeout(time, self.socket.next()).await }).is_err()
    }

    /// Says a text with settings (`null` for none) and hears it to its end.
    pub fn round(&mut self, text: &str, output: &Value) -> Round {
        if !output.is_null() {
            self.say(&json!({ "event_type": "speech.update", "data": { "output_audio": output } }));
        }
        self.say(&json!({ "event_type": "input_text_buffer.append", "data": { "delta": text } }));
        self.say(&json!({ "event_type": "input_text_buffer.complete" }));
        self.hear()
    }

    /// Hears everything up to `speech.audio.completed` or the end.
    pub fn hear(&mut self) -> Round {
        let mut round = Round { events: Vec::new(), deltas: Vec::new(), end: None };
        loop {
            let event = match self.next() {
                Next::Event(event) => event,
                Next::Ping | Next::Pong => continue,
                end => {
                    round.end = Some(end);
                    return round;
                }
            };
            if let Some(delta) = event["data"]["delta"].as_str() {
                round.deltas.push(STANDARD.decode(delta).unwrap_or_default());
            }
            let last = event["event_type"] == "speech.audio.completed";
            round.events.push(event);
            if last {
                return round;
            }
        }
    }
}

impl Round {
    /// The names of the events, those of deltas only once in a row.
    pub fn order(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.events.iter().map(|event| event["event_type"].as_str().unwrap()).collect();
        names.dedup_by(|a, b| a == b && *a == "speech.audio.update");
        names
    }

    /// The sizes of the deltas.
    pub fn sizes(&self) -> Vec<usize> {
        self.deltas.iter().map(Vec::len).collect()
    }

    /// All bytes of the audio.
    pub fn bytes(&self) -> Vec<u8> {
        self.deltas.concat()
    }

    /// The audio as samples.
    pub fn samples(&self) -> Vec<i16> {
        self.bytes().chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
    }

    /// The announced sentences.
    pub fn sentences(&self) -> Vec<&str> {
        let announced = self.events.iter().filter(|event| event["event_type"] == "conversation.audio.sentence_start");
        announced.map(|event| event["data"]["text"].as_str().unwrap()).collect()
    }

    /// The code of the `error` event that ended it.
    pub fn error(&self) -> Option<i64> {
        self.events
            .iter()
            .find(|event| event["event_type"] == "error")
            .map(|event| event["data"]["code"].as_i64().unwrap())
    }
}
