//! Sending: the envelope of the server's events, and the faults put into them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use crate::demo::faults::{Act, Disconnect, Fault, FaultPlan, FaultPoint, Flood};
use crate::demo::ids;
use crate::demo::recorder::ConnectionRecord;
use crate::demo::refusal::Refusal;

/// The sending half of the socket.
pub(super) type Sink = SplitSink<WebSocketStream<TcpStream>, Message>;

/// Why the conversation is over.
pub(super) enum Over {
    /// Nothing can be sent any more: the client ended it.
    Gone,
    /// The server is to end it.
    Cut(Disconnect),
}

/// Sends events.
pub(super) struct EventSender {
    sink: Option<Sink>,
    logid: String,
    faults: FaultPlan,
    page: ConnectionRecord,
}

impl EventSender {
    /// For a connection that is about to be upgraded.
    pub(super) fn new(logid: String, faults: FaultPlan, page: ConnectionRecord) -> EventSender {
        let own = faults.iter().find_map(|fault| match fault {
            Fault::LogId(own) => Some(own.clone()),
            _ => None,
        });
        let logid = own.unwrap_or(logid);
        EventSender { sink: None, logid, faults, page }
    }

    /// Gives it the socket.
    pub(super) fn attach(&mut self, sink: Sink) {
        self.sink = Some(sink);
    }

    /// Sends the close. It does not matter whether that works.
    pub(super) async fn say_last(&mut self, goodbye: Message) {
        let _ = self.send(goodbye).await;
    }

    /// The faults of this connection.
    pub(super) fn faults(&self) -> &FaultPlan {
        &self.faults
    }

    /// Where to note what happens.
    pub(super) fn page(&self) -> &ConnectionRecord {
        &self.page
    }

    /// Sends an event with or without `data`.
    pub(super) async fn event(&mut self, event_type: &str, data: Option<Value>) -> Result<(), Over> {
        self.envelope(event_type, data, None).await
    }

    /// Sends the next bytes of the audio.
    pub(super) async fn audio(&mut self, bytes: &[u8]) -> Result<(), Over> {
        self.page.note(|connection| connection.deltas += 1);
        self.event("speech.audio.update", Some(json!({ "delta": STANDARD.encode(bytes) }))).await
    }

    /// Sends `speech.audio.completed`.
    pub(super) async fn completed(&mut self) -> Result<(), Over> {
        self.page.note(|connection| connection.completed += 1);
        self.event("speech.audio.completed", None).await
    }

    /// Sends an `error` event, then ends the connection with an empty close, as was seen (protocol.md §2.7). `origin` is the
    /// client's message that caused it.
    pub(super) async fn refuse(&mut self, refusal: Refusal, origin: Option<&str>) -> Over {
        let code = match self.faults.has(&Fault::CodeAsText) {
            true => json!(refusal.code.to_string()),
            false => json!(refusal.code),
        };
        match self.envelope("error", Some(json!({ "code": code, "msg": refusal.msg })), origin).await {
            Ok(()) => Over::Cut(Disconnect::Empty),
            Err(over) => over,
        }
    }

    /// Does what is to happen at a point.
    pub(super) async fn point(&mut self, point: FaultPoint) -> Result<(), Over> {
        let acts: Vec<Act> = self.faults.at(point).cloned().collect();
        for act in acts {
            self.act(act).await?;
        }
        Ok(())
    }

    async fn act(&mut self, act: Act) -> Result<(), Over> {
        match act {
            Act::Close(cut) => Err(Over::Cut(cut)),
            Act::Error(code) => Err(self.refuse(Refusal::usual(code), None).await),
            Act::ErrorSaying(code, msg) => Err(self.refuse(Refusal { code, msg }, None).await),
            Act::Stall(time) => {
                sleep(time).await;
                Ok(())
            }
            Act::StallForever => std::future::pending().await,
            Act::Say(text) => self.send(Message::text(text)).await,
            Act::Binary(bytes) => self.send(Message::binary(bytes)).await,
            Act::Delta(bytes) => self.audio(&bytes).await,
            Act::DeltaMissing => self.event("speech.audio.update", Some(json!({}))).await,
            Act::BadBase64 => self.event("speech.audio.update", Some(json!({ "delta": "不是 base64!" }))).await,
            Act::Big(bytes) => self.event("speech.audio.trailer", Some(json!({ "padding": "x".repeat(bytes) }))).await,
            Act::Ping => self.send(Message::Ping("are you there".into())).await,
            Act::Completed => self.completed().await,
            Act::Flood(flood) => loop {
                self.flood(flood).await?;
            },
            Act::Trickle(bytes, time) => loop {
                self.audio(&vec![0; bytes]).await?;
                sleep(time).await;
            },
        }
    }

    async fn flood(&mut self, flood: Flood) -> Result<(), Over> {
        match flood {
            Flood::Unknown => self.event("speech.thinking", None).await,
            Flood::Created => self.event("speech.created", None).await,
            Flood::EmptyDeltas => self.audio(&[]).await,
            Flood::Announcements => {
                self.event("conversation.audio.sentence_start", Some(json!({ "text": "你好。" }))).await
            }
            Flood::Pings => self.send(Message::Ping("still there".into())).await,
            Flood::Sound => self.audio(&[1; 12_000]).await,
        }
    }

    async fn envelope(&mut self, event_type: &str, data: Option<Value>, origin: Option<&str>) -> Result<(), Over> {
        let mut event = json!({ "event_type": event_type });
        if let Some(data) = data {
            event["data"] = data;
        }
        if !self.faults.has(&Fault::NoDetail) {
            event["id"] = ids::event().into();
            event["detail"] = json!({ "logid": self.logid });
            if !self.faults.has(&Fault::NoRespondAt) {
                event["detail"]["respond_at"] = ids::now_ms().to_string().into();
            }
            if let Some(origin) = origin {
                event["detail"]["origin_message"] = origin.into();
            }
        }
        if self.faults.has(&Fault::UnknownThings) {
            event["from_the_future"] = json!({ "nested": [1, null, { "text": "你好" }] });
            event["data"]["also_new"] = json!([true]);
            let unknown = json!({ "event_type": "speech.audio.viseme", "data": [{ "shape": 3 }], "detail": {} });
            self.send(Message::text(unknown.to_string())).await?;
        }
        self.send(Message::text(event.to_string())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Over> {
        let Some(sink) = &mut self.sink else { return Err(Over::Gone) };
        let result = match message {
            Message::Text(text) if self.faults.has(&Fault::Fragmented) => fragmented(sink, text.as_bytes()).await,
            message => sink.send(message).await,
        };
        result.map_err(|_| Over::Gone)
    }
}

/// Sends a text in three frames, cut wherever it comes, inside a character too.
async fn fragmented(sink: &mut Sink, text: &[u8]) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let third = text.len() / 3;
    let frame = |part: &[u8], kind, last| Message::Frame(Frame::message(part.to_vec(), OpCode::Data(kind), last));
    sink.send(frame(&text[..third], Data::Text, false)).await?;
    sink.send(frame(&text[third..2 * third], Data::Continue, false)).await?;
    sink.send(frame(&text[2 * third..], Data::Continue, true)).await
}
