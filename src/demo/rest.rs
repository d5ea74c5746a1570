//! The REST calls beside the WebSocket (protocol.md §7).

use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::demo::config::{BadToken, ListTrouble, RestTrouble, SampleTrouble};
use crate::demo::http::{HttpRequest, JSON_BODY, Response};
use crate::demo::refusal::{Refusal, usual_message};
use crate::demo::sentence::Sentences;
use crate::demo::shared::{Listed, SPEECH, ServerShared};
use crate::demo::voice::{SpeakRequest, crowd};
use crate::demo::{clones, encode, refusal, sentence, settings};

/// Where the free samples are: the id of the voice and `.wav` follow. Open to all, as signed addresses are.
const PREVIEW: &str = "/v1/demo/preview/";

/// The answer to a call; nothing where the connection ends without one.
pub(super) async fn answer(
    request: &mut HttpRequest,
    stream: &mut TcpStream,
    shared: &ServerShared,
    logid: &str,
) -> Option<Response> {
    let path = request.path().to_owned();
    if request.call.method == "POST" && path == clones::CLONE {
        return match refused(request, shared, logid) {
            Some(response) => Some(response),
            None => clones::answer(request, stream, shared, logid).await,
        };
    }
    Some(answer_at_once(request, stream, shared, logid).await)
}

async fn answer_at_once(
    request: &mut HttpRequest,
    stream: &mut TcpStream,
    shared: &ServerShared,
    logid: &str,
) -> Response {
    let method = request.call.method.clone();
    let path = request.path().to_owned();
    if method == "OPTIONS" && request.header("access-control-request-method").is_some() {
        return Response::preflight(&request.call);
    }
    if let Some(id) = path.strip_prefix(PREVIEW) {
        let id = id.strip_suffix(".wav").unwrap_or(id);
        return preview(id, shared).await.unwrap_or_else(|| Response::error(404, 4200, usual_message(4200), logid));
    }
    if let Some(response) = refused(request, shared, logid) {
        return response;
    }
    let answered = match (method.as_str(), path.as_str()) {
        ("GET", "/v1/audio/voices") => voices(request, stream, shared).map(|data| Response::data(&data, logid)),
        ("GET", "/v1/users/me") => Ok(Response::data(&me(), logid)),
        ("POST", SPEECH) => {
            let body = request.body(stream, JSON_BODY).await.unwrap_or_default();
            speech(&body, shared).await
        }
        _ => return Response::error(404, 4200, usual_message(4200), logid),
    };
    answered.unwrap_or_else(|refusal| Response::error(400, refusal.code, &refusal.msg, logid))
}

/// The answer to a call that is refused whatever it is.
fn refused(request: &HttpRequest, shared: &ServerShared, logid: &str) -> Option<Response> {
    if let Err(bad) = shared.admits(request) {
        let code = if let BadToken::Error(code) = bad { code } else { 4100 };
        let said = || Response::error(200, code, usual_message(code), logid);
        return Some(refusal::of_token(bad, logid).unwrap_or_else(said));
    }
    Some(match shared.config.rest_trouble? {
        RestTrouble::Status(status) => Response::error(status, 5000, usual_message(5000), logid),
        RestTrouble::Code(code) => Response::error(200, code, usual_message(code), logid),
        RestTrouble::NotJson => Response::ok("text/html", b"<html><h1>Log in</h1></html>".to_vec()),
    })
}

fn me() -> Value {
    json!({ "user_id": "1234567890123456", "user_name": "demo", "nick_name": "Demo", "avatar_url": "" })
}

/// One page of the list (protocol.md §7.1).
fn voices(request: &HttpRequest, stream: &TcpStream, shared: &ServerShared) -> Result<Value, Refusal> {
    let number = |name: &str, default: usize, most: usize| match request.query(name) {
        None => Ok(default),
        Some(text) => text.parse().ok().filter(|n| (1..=most).contains(n)).ok_or_else(|| Refusal::parameter(name)),
    };
    let word = |name: &str, known: &[&str]| match request.query(name) {
        Some(word) if !word.is_empty() && !known.contains(&word.as_str()) => Err(Refusal::parameter(name)),
        word => Ok(word.unwrap_or_default()),
    };
    let page = number("page_num", 1, usize::MAX)?;
    let size = number("page_size", 100, 100)?;
    let without_system = word("filter_system_voice", &["true", "false", "True", "False"])?.eq_ignore_ascii_case("true");
    let model = word("model_type", &["big", "small"])?;
    let state = word("voice_state", &["init", "cloned", "all"])?;
    let state = if state.is_empty() { "cloned" } else { &state };
    let is_listed = |listed: &Listed| {
        (state == "all" || listed.state == state)
            && !(without_system && listed.voice.is_system)
            && (model.is_empty() || listed.voice.model_type == model)
    };
    let built_in = shared.built_in.iter().map(Listed::built_in);
    let found: Vec<Listed> = clones::listed(shared).into_iter().chain(built_in).filter(is_listed).collect();
    let page = if shared.config.list_trouble == Some(ListTrouble::Repeating) { 1 } else { page };
    let wanted = size.saturating_mul(page - 1)..size.saturating_mul(page);
    let shown = found.len().min(wanted.start)..found.len().min(wanted.end);
    let host = match request.header("host") {
        Some(host) => host.to_owned(),
        None => stream.local_addr().map(|address| address.to_string()).unwrap_or_default(),
    };
    let mut list: Vec<Value> = found[shown.clone()].iter().map(|voice| listed(voice, &host)).collect();
    if shared.config.list_trouble == Some(ListTrouble::Endless) {
        list.extend(
            (wanted.start.max(found.len())..wanted.end)
                .map(|number| listed(&Listed::built_in(&crowd::voice(number)), &host)),
        );
    }
    let has_more = shown.end < found.len() || shared.config.list_trouble.is_some();
    Ok(json!({ "has_more": has_more, "voice_list": list }))
}

fn listed(listed: &Listed, host: &str) -> Value {
    let Listed { voice, state, trainings_left } = listed;
    let mut listed = json!({
        "voice_id": voice.id,
        "name": voice.name,
        "is_system_voice": voice.is_system,
        "language_code": voice.language_code,
        "language_name": voice.language_name,
        "preview_text": voice.preview_text,
        "preview_audio": format!("http://{host}{PREVIEW}{}.wav", voice.id),
        "available_training_times": trainings_left,
        "create_time": 1_753_000_000,
        "update_time": 1_753_000_000,
        "model_type": voice.model_type,
        "model_name": "Langsheng demo",
        "state": state,
    });
    if !voice.emotions.is_empty() {
        let scale = json!({ "min": 1.0, "max": 5.0, "default": 4.0 });
        let emotions = voice.emotions.iter().map(
            |(emotion, name)| json!({ "emotion": emotion, "display_name": name, "emotion_scale_interval": scale }),
        );
        listed["support_emotions"] = emotions.collect();
    }
    listed
}

/// The synthesis in one piece (protocol.md §7.2). There is no encoder for MP3 and no Ogg here, so those are refused.
async fn speech(body: &[u8], shared: &ServerShared) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Refusal::parameter("body"))?;
    let input = body["input"].as_str().filter(|input| !input.is_empty()).ok_or_else(|| Refusal::parameter("input"))?;
    if input.len() > shared.config.limit_bytes {
        return Err(Refusal::usual(3010));
    }
    let format = body["response_format"].as_str().unwrap_or("mp3");
    if !["wav", "pcm"].contains(&format) {
        return Err(Refusal::parameter("response_format"));
    }
    let speed = body["speed"].as_f64().unwrap_or(1.0);
    let speech_rate = ((speed - 1.0) * 100.0).round() as i32;
    let output = json!({ "output_audio": {
        "pcm_config": { "sample_rate": body["sample_rate"] },
        "voice_id": body["voice_id"].as_str().ok_or_else(|| Refusal::parameter("voice_id"))?,
        "loudness_rate": body["loudness_rate"],
        "speech_rate": speech_rate,
    }});
    let voices = shared.voices();
    let (_, output) = settings::read(&output, &voices, &shared.config)?;
    let id = output.voice_id.clone().unwrap_or_default();
    let voice = settings::find(&id, &voices).ok_or_else(|| settings::unknown_voice(&shared.config))?;
    let rate = output.sample_rate();
    let request = SpeakRequest { speech_rate, ..SpeakRequest::plain(&voice.id, rate) };
    let mut samples = spoken(input, &request, shared).await;
    if samples.is_empty() {
        return Err(Refusal::usual(3011));
    }
    encode::louder(&mut samples, output.loudness_rate.unwrap_or(0));
    Ok(match format {
        "wav" => Response::ok("audio/wav", wav(&samples, rate)),
        _ => Response::ok("audio/pcm", pcm(&samples)),
    })
}

async fn preview(id: &str, shared: &ServerShared) -> Option<Response> {
    let voices = shared.voices();
    let voice = voices.iter().find(|voice| voice.id == id)?;
    match shared.config.sample_trouble {
        Some(SampleTrouble::Slow(wait)) => tokio::time::sleep(wait).await,
        Some(SampleTrouble::Broken) => return Some(Response::ok("audio/wav", b"RIFF\0\0\0\0WAVEjunk".to_vec())),
        Some(SampleTrouble::Missing) => return None,
        None => {}
    }
    let samples = spoken(&voice.preview_text, &SpeakRequest::plain(id, 24_000), shared).await;
    Some(Response::ok("audio/wav", wav(&samples, 24_000)))
}

async fn spoken(text: &str, request: &SpeakRequest, shared: &ServerShared) -> Vec<i16> {
    let mut all = Vec::new();
    for sentence in Sentences::of(text, false) {
        all.extend(shared.worker.order(sentence, request.clone()).await.unwrap_or_default());
        all.resize(all.len() + sentence::silence(request.rate_hz), 0);
    }
    all
}

fn pcm(samples: &[i16]) -> Vec<u8> {
    samples.iter().flat_map(|sample| sample.to_le_bytes()).collect()
}

/// A WAV file. Its text is short, so its length fits.
fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
    let data = samples.len() as u32 * 2;
    let mut file = Vec::with_capacity(44 + samples.len() * 2);
    file.extend(b"RIFF");
    file.extend((36 + data).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    for short in [1_u16, 1] {
        file.extend(short.to_le_bytes());
    }
    file.extend(rate.to_le_bytes());
    file.extend((rate * 2).to_le_bytes());
    for short in [2_u16, 16] {
        file.extend(short.to_le_bytes());
    }
    file.extend(b"data");
    file.extend(data.to_le_bytes());
    file.extend(pcm(samples));
    file
}
