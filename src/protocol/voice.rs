//! A voice as the service lists it (protocol.md §7.1).

use serde::{Deserialize, Deserializer, Serialize};

use crate::protocol::message::lenient_text;

/// A voice and what it can do. Written with the service's own field names; read leniently: only id and name are needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The id that a request names; 19 digits on the real service.
    #[serde(rename = "voice_id", alias = "id", deserialize_with = "needed")]
    pub id: String,
    /// What people call it.
    #[serde(deserialize_with = "needed")]
    pub name: String,
    /// `zh`, `en-US`, …
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub language_code: Option<String>,
    /// `中文`, …
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub language_name: Option<String>,
    /// The service's own, as opposed to one cloned by the user.
    #[serde(rename = "is_system_voice", alias = "is_system", default, deserialize_with = "lenient_bool")]
    pub is_system: bool,
    /// What the sample says.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub preview_text: Option<String>,
    /// Address of the sample: signed and expiring, so it is fetched when needed and never stored.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub preview_audio: Option<String>,
    /// `big` or `small`.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub model_type: Option<String>,
    /// The model behind the voice, in newer answers.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub model_name: Option<String>,
    /// `init` or `cloned`.
    #[serde(default, deserialize_with = "lenient_text", skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// How often a clone can be trained once more.
    #[serde(default, deserialize_with = "lenient_count", skip_serializing_if = "Option::is_none")]
    pub available_training_times: Option<u32>,
    /// Only multi-emotion voices have some.
    #[serde(
        rename = "support_emotions",
        alias = "emotions",
        default,
        deserialize_with = "readable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub emotions: Vec<Emotion>,
}

impl Voice {
    /// Whether it is a clone that is still being trained, which cannot speak yet.
    pub fn is_in_training(&self) -> bool {
        !self.is_system && self.state.as_deref() == Some("init")
    }
}

/// The words of all emotions that a request may name (protocol.md §5); a voice has some of them or none.
pub const EMOTIONS: [&str; 9] =
    ["happy", "sad", "angry", "surprised", "fear", "hate", "excited", "coldness", "neutral"];

/// A feeling that a voice can take on, with the range of its strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "EmotionWire", into = "EmotionWire")]
pub struct Emotion {
    /// The word a request uses: `happy`, `sad`, …
    pub emotion: String,
    /// What people call it.
    pub display_name: Option<String>,
    /// Weakest.
    pub min: f64,
    /// Strongest.
    pub max: f64,
    /// Where nothing is asked.
    pub default: f64,
}

impl Emotion {
    /// An emotion with the service's general range: 1 to 5, 4 where nothing is asked (protocol.md §5).
    pub fn plain(emotion: impl Into<String>) -> Emotion {
        Emotion { emotion: emotion.into(), display_name: None, min: 1.0, max: 5.0, default: 4.0 }
    }
}

/// How an emotion stands in JSON: the service's object, or just its word.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum EmotionWire {
    Full {
        emotion: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        display_name: Option<String>,
        #[serde(default)]
        emotion_scale_interval: Option<Interval>,
    },
    Word(String),
}

#[derive(Default, Serialize, Deserialize)]
struct Interval {
    #[serde(default)]
    min: Option<f64>,
    #[serde(default)]
    max: Option<f64>,
    #[serde(default)]
    default: Option<f64>,
}

impl From<EmotionWire> for Emotion {
    fn from(wire: EmotionWire) -> Emotion {
        match wire {
            EmotionWire::Word(emotion) => Emotion::plain(emotion),
            EmotionWire::Full { emotion, display_name, emotion_scale_interval } => {
                let plain = Emotion::plain(emotion);
                let range = emotion_scale_interval.unwrap_or_default();
                let (min, max) = (range.min.unwrap_or(plain.min), range.max.unwrap_or(plain.max));
                // A range that is upside down would make a slider panic.
                let (min, max) = if min <= max { (min, max) } else { (plain.min, plain.max) };
                Emotion {
                    display_name,
                    min,
                    max,
                    default: range.default.unwrap_or(plain.default).clamp(min, max),
                    ..plain
                }
            }
        }
    }
}

impl From<Emotion> for EmotionWire {
    fn from(emotion: Emotion) -> EmotionWire {
        let Emotion { emotion, display_name, min, max, default } = emotion;
        let emotion_scale_interval = Some(Interval { min: Some(min), max: Some(max), default: Some(default) });
        EmotionWire::Full { emotion, display_name, emotion_scale_interval }
    }
}

/// A text that must be there and hold something; a number will do.
fn needed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = lenient_text(deserializer)?.filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| serde::de::Error::custom("a voice needs an id and a name"))
}

fn lenient_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(serde_json::Value::deserialize(deserializer)?.as_u64().and_then(|count| u32::try_from(count).ok()))
}

fn lenient_bool<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(serde_json::Value::deserialize(deserializer)?.as_bool().unwrap_or(false))
}

/// The entries of a list that can be read; the others are left out, so that one odd entry does not cost the whole list.
pub(super) fn readable<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: serde::de::DeserializeOwned,
    D: Deserializer<'de>,
{
    let list = match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Array(list) => list,
        _ => Vec::new(),
    };
    Ok(list.into_iter().filter_map(|entry| serde_json::from_value(entry).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Emotion, Voice};

    #[test]
    fn the_service_s_own_entry_goes_round() {
        let text = r#"{"voice_id":"7524987545197821971","name":"柔美女友（多情感）","is_system_voice":true,"language_code":"zh",
            "language_name":"中文","preview_text":"今天","preview_audio":"https://e.invalid/p.mp3","available_training_times":0,
            "create_time":1753000000,"model_type":"big","state":"cloned","support_emotions":[{"emotion":"happy",
            "display_name":"开心","emotion_scale_interval":{"min":1,"max":5,"default":4}}]}"#;
        let voice: Voice = serde_json::from_str(text).expect("a voice");
        assert!(voice.is_system && voice.language_name.as_deref() == Some("中文"));
        let happy = Emotion { display_name: Some("开心".into()), ..Emotion::plain("happy") };
        assert_eq!(voice.emotions, [happy]);
        let again: Voice = serde_json::from_str(&serde_json::to_string(&voice).expect("json")).expect("a voice");
        assert_eq!(again, voice);
    }

    #[test]
    fn only_id_and_name_are_needed_and_odd_fields_are_left_out() {
        let text = r#"{"voice_id":742,"name":"a","language_code":5,"is_system_voice":"yes","preview_audio":null,"state":[1],
            "support_emotions":["sad",7,{"emotion":"fear","emotion_scale_interval":{"min":9,"max":2}}]}"#;
        let voice: Voice = serde_json::from_str(text).expect("a voice");
        assert_eq!((&*voice.id, voice.language_code.as_deref(), voice.is_system), ("742", Some("5"), false));
        assert_eq!((voice.preview_audio, voice.state), (None, None));
        assert_eq!(voice.emotions, [Emotion::plain("sad"), Emotion::plain("fear")]);
        for bad in [r#"{"name":"a"}"#, r#"{"voice_id":"1"}"#, r#"{"voice_id":"","name":"a"}"#, "[]"] {
            assert!(serde_json::from_str::<Voice>(bad).is_err(), "{bad}");
        }
    }
}
