//! The events of the WebSocket, one JSON text frame each (protocol.md §4).
//!
//! The client's events are plain serde. The server's are read leniently: unknown events and fields are ignored whatever
//! they hold, `detail` and `id` may be missing, `code` may be a number or a numeric string.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::protocol::{InEffect, OutputAudio};

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
        struct EventEnvelope<'a> {
            id: &'a str,
            #[serde(flatten)]
            event: &'a ClientEvent,
        }
        // Strings, numbers and plain structs with string keys only: nothing here can fail to be written.
        serde_json::to_string(&EventEnvelope { id, event: self }).unwrap_or_default()
    }
}

/// What the server tells with every event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Names the connection to the service's support (protocol.md §2.5).
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub logid: Option<String>,
    /// Server clock, Unix milliseconds as a string.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub respond_at: Option<String>,
    /// Only on errors: the client's message that caused it.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub origin_message: Option<String>,
}

/// What the server says, read from one text frame. Borrows the audio from the frame, so that it is decoded once.
#[derive(Clone, Debug, PartialEq)]
pub enum ServerEvent<'a> {
    /// `speech.created`: first after the upgrade.
    Created,
    /// `speech.updated`: the settings in effect.
    Updated(InEffect),
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

impl<'a> ServerEvent<'a> {
    /// Reads one text frame.
    ///
    /// # Errors
    /// The frame is not a JSON object with an `event_type`, or the text or audio of an event we know is missing or no string.
    pub fn parse(frame: &'a str) -> Result<(ServerEvent<'a>, Detail), serde_json::Error> {
        let Frame { event, detail } = serde_json::from_str(frame)?;
        Ok((event, detail))
    }

    /// What the service calls it; nothing of what it says.
    pub fn name(&self) -> &'static str {
        match self {
            ServerEvent::Created => "speech.created",
            ServerEvent::Updated(_) => "speech.updated",
            ServerEvent::TextCompleted => "input_text_buffer.completed",
            ServerEvent::SentenceStart(_) => "conversation.audio.sentence_start",
            ServerEvent::Audio(_) => "speech.audio.update",
            ServerEvent::AudioCompleted => "speech.audio.completed",
            ServerEvent::Error { .. } => "error",
            ServerEvent::Other(_) => "other",
        }
    }
}

/// A whole frame, read in one pass: `event_type` comes first on the wire, so `data` is read at once as what that event
/// holds, and the long base64 text is looked at only once. Where `data` comes first, it is set aside and read afterwards.
struct Frame<'a> {
    event: ServerEvent<'a>,
    detail: Detail,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    EventType,
    Data,
    Detail,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Frame<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FrameVisitor)
    }
}

struct FrameVisitor;

impl<'de> Visitor<'de> for FrameVisitor {
    type Value = Frame<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Frame<'de>, A::Error> {
        use serde::de::Error as _;
        let mut name: Option<Cow<'de, str>> = None;
        let mut event = None;
        let mut early: Option<&'de RawValue> = None;
        let mut detail = Detail::default();
        while let Some(field) = map.next_key()? {
            match (field, &name) {
                (Field::EventType, _) => name = Some(map.next_value::<BorrowedText<'de>>()?.0),
                (Field::Data, Some(name)) => event = Some(map.next_value_seed(Named(name))?),
                (Field::Data, None) => early = Some(map.next_value()?),
                (Field::Detail, _) => {
                    let raw: &RawValue = map.next_value()?;
                    detail = serde_json::from_str(raw.get()).unwrap_or_default();
                }
                (Field::Other, _) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let name = name.ok_or_else(|| A::Error::missing_field("event_type"))?;
        let event = match (event, early) {
            (Some(event), _) => event,
            (None, early) => {
                let mut data = serde_json::Deserializer::from_str(early.map_or("null", RawValue::get));
                Named(&name).deserialize(&mut data).map_err(A::Error::custom)?
            }
        };
        Ok(Frame { event, detail })
    }
}

/// Reads `data` as what the event of this name holds.
struct Named<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Named<'_> {
    type Value = ServerEvent<'de>;

    fn deserialize<D: Deserializer<'de>>(self, data: D) -> Result<ServerEvent<'de>, D::Error> {
        let plain = match self.0 {
            "speech.audio.update" => {
                let AudioData { delta } = AudioData::deserialize(data)?;
                return Ok(ServerEvent::Audio(delta.0));
            }
            "conversation.audio.sentence_start" => {
                let sentence = Option::<SentenceData<'de>>::deserialize(data)?;
                return Ok(ServerEvent::SentenceStart(sentence.map_or(Cow::Borrowed(""), |sentence| sentence.text.0)));
            }
            "speech.updated" => {
                let data = serde_json::Value::deserialize(data)?;
                return Ok(ServerEvent::Updated(in_effect(&data["output_audio"])));
            }
            "error" => return Ok(read_error(&serde_json::Value::deserialize(data)?)),
            "speech.created" => ServerEvent::Created,
            "input_text_buffer.completed" => ServerEvent::TextCompleted,
            "speech.audio.completed" => ServerEvent::AudioCompleted,
            other => ServerEvent::Other(other.to_owned()),
        };
        IgnoredAny::deserialize(data)?;
        Ok(plain)
    }
}

/// A string, borrowed where it needs no unescaping; serde does not borrow a bare `Cow` by itself.
#[derive(Default, Deserialize)]
struct BorrowedText<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct AudioData<'a> {
    #[serde(borrow)]
    delta: BorrowedText<'a>,
}

#[derive(Deserialize)]
struct SentenceData<'a> {
    #[serde(borrow, default)]
    text: BorrowedText<'a>,
}

/// What an echo of the settings says of the sound; what cannot be read there is as if it were not said.
fn in_effect(output: &serde_json::Value) -> InEffect {
    let rate = &output["pcm_config"]["sample_rate"];
    // Some write every number as a float.
    let rate = code_of(rate).or_else(|| rate.as_f64().map(|rate| rate as i64));
    InEffect {
        codec: output["codec"].as_str().map(codec_name).filter(|codec| !codec.is_empty()),
        pcm_rate: rate.and_then(|rate| u32::try_from(rate).ok()).filter(|rate| *rate > 0),
    }
}

/// The name of a codec, which may be anything at all: plain, and no longer than a name.
fn codec_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).map(|c| c.to_ascii_lowercase()).take(32).collect()
}

/// An error is an error however it is written: what cannot be read as code and message is shown as it came.
fn read_error(data: &serde_json::Value) -> ServerEvent<'static> {
    let code = data.get("code").and_then(code_of).unwrap_or(0);
    let message = ["msg", "message"].iter().find_map(|name| data.get(name)?.as_str());
    let message = match (message, data) {
        (Some(message), _) => message.to_owned(),
        (None, serde_json::Value::String(text)) => text.clone(),
        (None, serde_json::Value::Null) => String::new(),
        (None, other) if code == 0 => other.to_string(),
        (None, _) => String::new(),
    };
    ServerEvent::Error { code, message }
}

/// A code as number or numeric string (protocol.md §14).
pub(super) fn code_of(value: &serde_json::Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
}

/// A text, or a number as text; anything else is as if it were not there.
pub(super) fn lenient_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{ClientEvent, ServerEvent};
    use crate::protocol::{InEffect, OutputAudio};

    fn event(frame: &str) -> ServerEvent<'_> {
        ServerEvent::parse(frame).expect(frame).0
    }

    #[test]
    fn the_audio_is_borrowed_wherever_data_stands() {
        for frame in [
            r#"{"event_type":"speech.audio.update","id":"1","data":{"delta":"AAAB"},"detail":{"logid":"02"}}"#,
            r#"{"id":7,"data":{"more":[1,{"delta":2}],"delta":"AAAB"},"event_type":"speech.audio.update"}"#,
        ] {
            assert!(matches!(event(frame), ServerEvent::Audio(Cow::Borrowed("AAAB"))), "{frame}");
        }
        // Some JSON writers escape the slash.
        assert_eq!(
            event(r#"{"event_type":"speech.audio.update","data":{"delta":"AA\/="}}"#),
            ServerEvent::Audio("AA/=".into())
        );
    }

    #[test]
    fn what_is_not_ours_to_know_may_have_any_shape() {
        for data in [
            "null",
            "7",
            "true",
            "\"x\"",
            "[1,[2]]",
            "{}",
            r#"{"delta":5,"text":{},"output_audio":"x","code":[],"msg":1}"#,
        ] {
            for frame in [
                format!(r#"{{"event_type":"conversation.new","data":{data},"detail":{data},"id":{data}}}"#),
                format!(
                    r#"{{"id":{data},"detail":{data},"data":{data},"extra":{data},"event_type":"conversation.new"}}"#
                ),
            ] {
                assert_eq!(event(&frame), ServerEvent::Other("conversation.new".into()), "{frame}");
            }
            let created = format!(r#"{{"event_type":"speech.created","data":{data}}}"#);
            assert_eq!(event(&created), ServerEvent::Created);
            let error = format!(r#"{{"event_type":"error","data":{data}}}"#);
            assert!(matches!(event(&error), ServerEvent::Error { code: 0, .. }), "{error}");
            event(&format!(r#"{{"event_type":"speech.updated","data":{data}}}"#));
        }
        assert_eq!(event(r#"{"event_type":"new.event"}"#), ServerEvent::Other("new.event".into()));
    }

    #[test]
    fn known_events_are_well_formed_or_an_error() {
        for frame in [
            "",
            "{",
            "7",
            "[]",
            "null",
            "{}",
            r#"{"event_type":5}"#,
            r#"{"event_type":"speech.audio.update"}"#,
            r#"{"event_type":"speech.audio.update","data":{}}"#,
            r#"{"event_type":"speech.audio.update","data":{"delta":5}}"#,
            r#"{"event_type":"speech.audio.update","data":"AAAB"}"#,
            r#"{"data":{"delta":[]},"event_type":"speech.audio.update"}"#,
            r#"{"event_type":"conversation.audio.sentence_start","data":{"text":[]}}"#,
            r#"{"event_type":"speech.created"} x"#,
        ] {
            assert!(ServerEvent::parse(frame).is_err(), "{frame}");
        }
    }

    #[test]
    fn an_echo_says_what_is_in_effect_or_nothing() {
        let of = |output: &str| event_of_echo(&format!(r#"{{"output_audio":{output}}}"#));
        let said = |codec: &str, pcm_rate| InEffect { codec: Some(codec.into()), pcm_rate };
        assert_eq!(of(r#"{"codec":"PCM","pcm_config":{"sample_rate":16000}}"#), said("pcm", Some(16_000)));
        assert_eq!(of(r#"{"codec":"mp3","pcm_config":{"sample_rate":"8000"}}"#), said("mp3", Some(8_000)));
        assert_eq!(of(r#"{"codec":"opus","pcm_config":{"sample_rate":24000.0}}"#), said("opus", Some(24_000)));
        for nothing in ["{}", "null", "7", r#"{"codec":7,"pcm_config":{"sample_rate":-1}}"#, r#"{"pcm_config":[]}"#] {
            assert_eq!(of(nothing), InEffect::default(), "{nothing}");
        }
    }

    fn event_of_echo(data: &str) -> InEffect {
        match event(&format!(r#"{{"event_type":"speech.updated","data":{data}}}"#)) {
            ServerEvent::Updated(in_effect) => in_effect,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn errors_are_read_in_every_dress() {
        let error = |code, message: &str| ServerEvent::Error { code, message: message.into() };
        for (data, expected) in [
            (r#"{"code":4101,"msg":"no"}"#, error(4101, "no")),
            (r#"{"code":" 4101 ","message":"no"}"#, error(4101, "no")),
            (r#"{"code":"many","msg":"no"}"#, error(0, "no")),
            (r#"{"code":3010}"#, error(3010, "")),
            (r#"{"reason":"x"}"#, error(0, r#"{"reason":"x"}"#)),
            (r#""broken""#, error(0, "broken")),
            ("null", error(0, "")),
        ] {
            assert_eq!(event(&format!(r#"{{"event_type":"error","data":{data}}}"#)), expected);
        }
    }

    #[test]
    fn details_are_kept_where_they_can_be_read() {
        let of = |detail: &str| {
            let frame = format!(r#"{{"event_type":"speech.created","detail":{detail}}}"#);
            ServerEvent::parse(&frame).expect("an event").1
        };
        let detail = of(r#"{"logid":"021","respond_at":1795312000181,"origin_message":{}}"#);
        assert_eq!((detail.logid.as_deref(), detail.respond_at.as_deref()), (Some("021"), Some("1795312000181")));
        assert_eq!(detail.origin_message, None);
        assert_eq!(of(r#"{"logid":null}"#), super::Detail::default());
    }

    #[test]
    fn client_events_go_round() {
        let output_audio = OutputAudio { speech_rate: Some(-20), ..OutputAudio::default() };
        let events = [
            ClientEvent::Update { output_audio },
            ClientEvent::Append { delta: "清晨的\n\"码头\"".into() },
            ClientEvent::Complete,
        ];
        for event in events {
            let json = event.to_json("c-1");
            assert_eq!(serde_json::from_str::<ClientEvent>(&json).expect("an event"), event, "{json}");
        }
        assert_eq!(ClientEvent::Complete.to_json("c-1"), r#"{"id":"c-1","event_type":"input_text_buffer.complete"}"#);
    }
}
