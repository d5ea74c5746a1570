//! The events of the WebSocket, one JSON text frame each (protocol.md §4).
//!
//! The client's events are plain serde. The server's are read leniently: unknown events and fields are ignored, `detail`
//! and `id` may be missing, `code` may be a number or a numeric string.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use super::OutputAudio;

/// What a client sends (protocol.md §4.1–4.3). The demo server reads the same type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event_type", content = "data")]
pub enum ClientEvent {
    /// Sets how the text is to be spoken; sent first.
    #[serde(rename = "speech.update")]
    Update {
        /// Absent fields keep the service's default.
        output_audio: OutputAudio,
    },
    /// A piece of the text.
    #[serde(rename = "input_text_buffer.append")]
    Append {
        /// Not empty (protocol.md §4.2).
        delta: String,
    },
    /// The text is finished; speak the rest.
    #[serde(rename = "input_text_buffer.complete")]
    Complete,
}

impl ClientEvent {
    /// The JSON text frame for this event, with `id` chosen by the client for tracing.
    pub fn to_json(&self, id: &str) -> String {
        #[derive(Serialize)]
        struct Envelope<'a> {
            id: &'a str,
            #[serde(flatten)]
            event: &'a ClientEvent,
        }
        // Strings, numbers and plain structs with string keys only: nothing here can fail to be written.
        serde_json::to_string(&Envelope { id, event: self }).unwrap_or_default()
    }
}

/// What the server tells with every event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Names the connection to the service's support (protocol.md §2.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logid: Option<String>,
    /// Server clock, Unix milliseconds as a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respond_at: Option<String>,
    /// Only on errors: the client's message that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_message: Option<String>,
}

/// What the server says, read from one text frame. Borrows the audio from the frame, so that it is decoded once.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerEvent<'a> {
    /// `speech.created`: first after the upgrade.
    Created,
    /// `speech.updated`: the settings in effect.
    Updated(Box<OutputAudio>),
    /// `input_text_buffer.completed`: the text has arrived.
    TextCompleted,
    /// `conversation.audio.sentence_start`: the following audio speaks this text, normalised by the service.
    SentenceStart(Cow<'a, str>),
    /// `speech.audio.update`: base64 of the next audio bytes, padded for itself.
    Audio(Cow<'a, str>),
    /// `speech.audio.completed`: all audio has been sent.
    AudioCompleted,
    /// `error`: the end of this connection.
    Error {
        /// protocol.md §8; 0 where the server gave none that can be read.
        code: i64,
        /// The server's words.
        message: String,
    },
    /// An event that is not ours to know; to be ignored.
    Other(String),
}

/// The envelope with every field that any event has; `serde` ignores the rest.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    event_type: Cow<'a, str>,
    #[serde(borrow, default)]
    data: Option<Data<'a>>,
    #[serde(default)]
    detail: Option<Detail>,
}

#[derive(Default, Deserialize)]
struct Data<'a> {
    #[serde(borrow, default, deserialize_with = "borrowed")]
    delta: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "borrowed")]
    text: Option<Cow<'a, str>>,
    #[serde(default)]
    output_audio: Option<OutputAudio>,
    #[serde(default, deserialize_with = "lenient_code")]
    code: i64,
    #[serde(default)]
    msg: Option<String>,
}

/// serde borrows a `Cow` inside an `Option` only when told how.
fn borrowed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    Ok(Option::<Text<'de>>::deserialize(deserializer)?.map(|text| text.0))
}

/// A code as number or numeric string; 0 for anything else.
pub(super) fn lenient_code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    let number = value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
    Ok(number.unwrap_or(0))
}

impl<'a> ServerEvent<'a> {
    /// Reads one text frame.
    ///
    /// # Errors
    /// The frame is not JSON, or a field that an event we know must have is missing or of the wrong type.
    pub fn parse(frame: &'a str) -> Result<(ServerEvent<'a>, Detail), serde_json::Error> {
        use serde::de::Error as _;
        let envelope: Envelope<'a> = serde_json::from_str(frame)?;
        let data = envelope.data.unwrap_or_default();
        let missing = serde_json::Error::missing_field;
        let event = match envelope.event_type.as_ref() {
            "speech.created" => ServerEvent::Created,
            "speech.updated" => ServerEvent::Updated(Box::new(data.output_audio.unwrap_or_default())),
            "input_text_buffer.completed" => ServerEvent::TextCompleted,
            "conversation.audio.sentence_start" => ServerEvent::SentenceStart(data.text.unwrap_or_default()),
            "speech.audio.update" => ServerEvent::Audio(data.delta.ok_or_else(|| missing("delta"))?),
            "speech.audio.completed" => ServerEvent::AudioCompleted,
            "error" => ServerEvent::Error { code: data.code, message: data.msg.unwrap_or_default() },
            other => ServerEvent::Other(other.to_owned()),
        };
        Ok((event, envelope.detail.unwrap_or_default()))
    }
}
