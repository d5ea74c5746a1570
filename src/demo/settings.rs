//! Reading and checking `output_audio` as the service would (protocol.md §5), without help from the client's own checks.

use serde_json::Value;

use crate::demo::config::Config;
use crate::demo::refusal::Refusal;
use crate::demo::voice::VoiceInfo;
use crate::protocol::{Codec, DEFAULT_VOICE, EmotionConfig, OpusConfig, OutputAudio, PCM_RATES, PcmConfig};

/// The settings in effect where a client has set none.
pub(super) fn default(voices: &[VoiceInfo]) -> OutputAudio {
    // The default passes its own check; were it not so, the plain default would still be right.
    effective(OutputAudio::default(), voices, &Config::default()).unwrap_or_default()
}

/// Reads the `data` of a `speech.update`: what was sent, and what is in effect.
///
/// # Errors
/// A value is of the wrong type or out of its range.
pub(super) fn read(data: &Value, voices: &[VoiceInfo], config: &Config) -> Result<(OutputAudio, OutputAudio), Refusal> {
    let mut output = data.get("output_audio").cloned().unwrap_or(Value::Null);
    drop_nulls(&mut output);
    if output.is_null() {
        output = Value::Object(serde_json::Map::default());
    }
    let sent: OutputAudio = serde_json::from_value(output).map_err(|_| Refusal::parameter("output_audio"))?;
    let effective = effective(sent.clone(), voices, config)?;
    Ok((sent, effective))
}

/// Official clients send `null` for what they leave out.
fn drop_nulls(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.retain(|_, value| !value.is_null());
        fields.values_mut().for_each(drop_nulls);
    }
}

fn effective(mut output: OutputAudio, voices: &[VoiceInfo], config: &Config) -> Result<OutputAudio, Refusal> {
    within(output.speech_rate, "speech_rate")?;
    within(output.loudness_rate, "loudness_rate")?;
    output.speech_rate.get_or_insert(0);
    match output.codec {
        Codec::Pcm => {
            output.opus_config = None;
            pcm(output.pcm_config.get_or_insert_default())?;
        }
        Codec::Opus => {
            output.pcm_config = None;
            opus(output.opus_config.get_or_insert_default())?;
        }
        Codec::G711a | Codec::G711u => {
            output.opus_config = None;
            // G.711 is 8 000 Hz whatever was requested (protocol.md §5.1).
            let settings = output.pcm_config.get_or_insert_default();
            settings.sample_rate = None;
            pcm(settings)?;
            settings.sample_rate = Some(8_000);
        }
    }
    let voice = output.voice_id.get_or_insert_with(|| DEFAULT_VOICE.to_owned());
    let voice = find(voice, voices).ok_or_else(|| unknown_voice(config))?;
    if let Some(wanted) = &output.emotion_config {
        emotion(wanted, voice)?;
    }
    Ok(output)
}

/// The voice of this id. The service's default id names the first voice, so that examples made for the service work.
pub(super) fn find<'a>(id: &str, voices: &'a [VoiceInfo]) -> Option<&'a VoiceInfo> {
    let default = || voices.first().filter(|_| id == DEFAULT_VOICE || id.is_empty());
    voices.iter().find(|voice| voice.id == id).or_else(default)
}

/// What an unknown voice leads to.
pub(super) fn unknown_voice(config: &Config) -> Refusal {
    match config.unknown_voice {
        4000 => Refusal::parameter("voice_id"),
        code => Refusal::usual(code),
    }
}

fn within(percent: Option<i32>, name: &str) -> Result<(), Refusal> {
    if percent.is_none_or(|percent| (-50..=100).contains(&percent)) { Ok(()) } else { Err(Refusal::parameter(name)) }
}

fn pcm(settings: &mut PcmConfig) -> Result<(), Refusal> {
    let rate = *settings.sample_rate.get_or_insert(24_000);
    if !PCM_RATES.contains(&rate) {
        return Err(Refusal::parameter("pcm_config.sample_rate"));
    }
    if settings.frame_size_ms.is_some_and(|ms| !(0.0..=1_000.0).contains(&ms)) {
        return Err(Refusal::parameter("pcm_config.frame_size_ms"));
    }
    Ok(())
}

fn opus(settings: &mut OpusConfig) -> Result<(), Refusal> {
    let bitrate = *settings.bitrate.get_or_insert(48_000);
    settings.use_cbr.get_or_insert(false);
    let frame = *settings.frame_size_ms.get_or_insert(10.0);
    let rate = settings.sample_rate.unwrap_or(24_000);
    if !(500..=512_000).contains(&bitrate) {
        return Err(Refusal::parameter("opus_config.bitrate"));
    }
    if ![2.5, 5.0, 10.0, 20.0, 40.0, 60.0].contains(&frame) {
        return Err(Refusal::parameter("opus_config.frame_size_ms"));
    }
    if ![8_000, 12_000, 16_000, 24_000, 48_000].contains(&rate) {
        return Err(Refusal::parameter("opus_config.sample_rate"));
    }
    Ok(())
}

/// A voice that knows feelings refuses one that it does not know; others ignore it (protocol.md §5.1).
fn emotion(wanted: &EmotionConfig, voice: &VoiceInfo) -> Result<(), Refusal> {
    if wanted.emotion_scale.is_some_and(|scale| !(1.0..=5.0).contains(&scale)) {
        return Err(Refusal::parameter("emotion_config.emotion_scale"));
    }
    let Some(word) = wanted.emotion.as_deref().filter(|word| !word.is_empty()) else { return Ok(()) };
    let known = voice.emotions.is_empty() || voice.emotions.iter().any(|(emotion, _)| emotion == word);
    if known { Ok(()) } else { Err(Refusal { code: 4000, msg: "invalid emotion".into() }) }
}
