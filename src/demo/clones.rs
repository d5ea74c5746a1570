//! Voices that are cloned here (protocol.md §7.3): a form is checked as the service would, and a voice is being trained until
//! the list has been asked for a few times. It speaks as the first voice does: nothing is learnt from the recording.

use tokio::net::TcpStream;

use crate::demo::config::CloneTrouble;
use crate::demo::http::{HttpRequest, Response};
use crate::demo::recorder;
use crate::demo::recorder::Recording;
use crate::demo::refusal::{Refusal, usual_message};
use crate::demo::shared::{DemoClone, Listed, ServerShared};
use crate::demo::voice::VoiceInfo;

/// Where voices are cloned.
pub(super) const CLONE: &str = "/v1/audio/voices/clone";

/// The largest body that is read; larger ones are refused. The file may have 10 MB of it.
const MAX_BODY: usize = 12 << 20;
const MAX_FILE: usize = 10 << 20;

const LANGUAGES: [(&str, &str); 6] = [
    ("zh", "中文"),
    ("en", "English"),
    ("ja", "日本語"),
    ("es", "Español"),
    ("id", "Bahasa Indonesia"),
    ("pt", "Português"),
];

/// A voice can be trained so often.
const TRAININGS: u32 = 10;

/// The list shows a voice as being trained so often.
const LISTS: u32 = 2;

/// The clones as the list shows them; that it was asked for brings them on.
pub(super) fn listed(shared: &ServerShared) -> Vec<Listed> {
    let list = |clone: &mut DemoClone| {
        let state = if clone.lists_left > 0 { "init" } else { "cloned" };
        clone.lists_left = clone.lists_left.saturating_sub(1);
        Listed { voice: clone.info.clone(), state, trainings_left: clone.trainings_left }
    };
    shared.clones().iter_mut().map(list).collect()
}

/// The answer to a form; nothing where the connection ends without one.
pub(super) async fn answer(
    request: &mut HttpRequest,
    stream: &mut TcpStream,
    shared: &ServerShared,
    logid: &str,
) -> Option<Response> {
    let trouble = shared.config.clone_trouble;
    match trouble {
        Some(CloneTrouble::LostBody) => return None,
        Some(CloneTrouble::Stuck) => {
            // Until the server ends.
            return std::future::pending().await;
        }
        _ => {}
    }
    let len: usize = request.header("content-length").and_then(|len| len.parse().ok()).unwrap_or(usize::MAX);
    if len > MAX_BODY {
        // Who is still sending reads no answer.
        request.body(stream, 8 * MAX_BODY).await;
        return Some(Response::error(413, 4000, "the request body is too large", logid));
    }
    let boundary =
        request.header("content-type").and_then(|kind| kind.split_once("boundary=")).map(|(_, it)| it.to_owned());
    let body = request.body(stream, MAX_BODY).await?;
    let Some(form) = boundary.and_then(|boundary| form(&body, &boundary)) else {
        return Some(Response::error(400, 4000, &Refusal::parameter("body").msg, logid));
    };
    recorder::recording(shared.config.recorder.as_ref(), form.clone());
    match trouble {
        Some(CloneTrouble::Code(code)) => return Some(Response::error(200, code, usual_message(code), logid)),
        Some(CloneTrouble::Status(status)) => {
            return Some(Response { status, ..Response::ok("text/plain", Vec::new()) });
        }
        Some(CloneTrouble::LostRequest) => return None,
        _ => {}
    }
    let made = made(&form, shared);
    if trouble == Some(CloneTrouble::LostAnswer) {
        return None;
    }
    Some(match made {
        Ok(id) => Response::data(&serde_json::json!({ "voice_id": id }), logid),
        Err(refusal) => Response::error(200, refusal.code, &refusal.msg, logid),
    })
}

/// Makes the voice, or trains it once more.
fn made(form: &Recording, shared: &ServerShared) -> Result<String, Refusal> {
    let field = |name: &'static str, most: usize| {
        let value = form.field(name).unwrap_or_default();
        if value.len() <= most { Ok(value) } else { Err(Refusal::parameter(name)) }
    };
    let name = Some(field("voice_name", 128)?).filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| Refusal::parameter("voice_name"))?;
    let (text, preview_text) = (field("text", 1024)?, field("preview_text", 1024)?);
    let format = form.field("audio_format").unwrap_or_default();
    if !["wav", "mp3", "ogg", "m4a", "aac", "pcm"].contains(&format) {
        return Err(Refusal::parameter("audio_format"));
    }
    if form.file.is_empty() || form.file.len() > MAX_FILE {
        return Err(Refusal::parameter("file"));
    }
    let code = form.field("language").unwrap_or_default();
    let language = LANGUAGES.iter().find(|(known, _)| *known == code);
    let language = *language.ok_or_else(|| Refusal::parameter("language"))?;
    let mut clones = shared.clones();
    if let Some(id) = form.field("voice_id") {
        let clone = clones.iter_mut().find(|clone| clone.info.id == id).ok_or_else(|| Refusal::usual(4200))?;
        clone.trainings_left = clone.trainings_left.checked_sub(1).ok_or_else(no_trainings)?;
        clone.lists_left = LISTS;
        return Ok(id.to_owned());
    }
    let id = format!("73{:017}", clones.len() + 1);
    let said = [preview_text, text].into_iter().find(|text| !text.is_empty()).unwrap_or(name);
    let info = VoiceInfo { is_system: false, ..VoiceInfo::new(&id, name, language, said) };
    clones.push(DemoClone { info, trainings_left: TRAININGS - 1, lists_left: LISTS });
    Ok(id)
}

fn no_trainings() -> Refusal {
    Refusal { code: 4000, msg: "available_training_times is 0, the voice can not be trained any more.".to_owned() }
}

/// Reads the parts of a form (RFC 7578).
fn form(body: &[u8], boundary: &str) -> Option<Recording> {
    let boundary = format!("--{}", boundary.trim_matches('"'));
    let mut recording = Recording::default();
    let mut rest = body.strip_prefix(boundary.as_bytes())?;
    let next = format!("\r\n{boundary}");
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, next.as_bytes())?;
        let head_len = find(&part[..end], b"\r\n\r\n")?;
        let head = std::str::from_utf8(&part[..head_len]).ok()?;
        let value = &part[head_len + 4..end];
        let named = |what: &str| {
            let (_, named) = head.split_once(&format!("; {what}=\""))?;
            Some(named.split_once('"')?.0.to_owned())
        };
        match named("filename") {
            Some(file_name) => (recording.file_name, recording.file) = (file_name, value.to_vec()),
            None => recording.fields.push((named("name")?, String::from_utf8(value.to_vec()).ok()?)),
        }
        rest = &part[end + next.len()..];
    }
    rest.starts_with(b"--").then_some(recording)
}

fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = 0;
    while let Some(found) = within[at..].iter().position(|byte| *byte == first) {
        at += found;
        if within[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
    None
}
