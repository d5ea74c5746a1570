//! Cloning a voice from a recording (protocol.md §7.3, permission `createVoice`). It costs money, so one call sends one
//! request, and an error says whether the service may have carried it out all the same.

use std::io;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::Duration;

use serde::Deserialize;
use ureq::SendBody;

use crate::protocol::answer::RawAnswer;
use crate::protocol::message::lenient_text;
use crate::protocol::{Connect, ErrorKind, RestError, rest};

/// The longest name of a voice, in bytes of UTF-8.
pub const CLONE_NAME_BYTES: usize = 128;

/// The longest text that is read or that a sample says, in bytes of UTF-8.
pub const CLONE_TEXT_BYTES: usize = 1024;

/// The largest recording. The documentation says 10 MB and not which; this is the smaller one.
pub const CLONE_FILE_BYTES: usize = 10_000_000;

/// How often one voice can be trained.
pub const CLONE_TRAININGS: u32 = 10;

/// How long a recording may be on its way; 10 MB on a slow line take minutes.
const SENDING: Duration = Duration::from_secs(600);

/// How long nothing of it may go on.
const WRITING: Duration = Duration::from_secs(30);

/// How long the service may look at a recording before it answers.
const ANSWERING: Duration = Duration::from_secs(90);

/// The most bytes of an answer; it holds an id.
const ANSWER_BYTES: u64 = 1 << 20;

/// The language that is spoken in a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is named after the language
pub enum CloneLanguage {
    #[default]
    Chinese,
    English,
    Japanese,
    Spanish,
    Indonesian,
    Portuguese,
}

impl CloneLanguage {
    /// All of them, in the service's order.
    pub const ALL: [CloneLanguage; 6] = [
        CloneLanguage::Chinese,
        CloneLanguage::English,
        CloneLanguage::Japanese,
        CloneLanguage::Spanish,
        CloneLanguage::Indonesian,
        CloneLanguage::Portuguese,
    ];

    /// The code with which the service names it.
    pub const fn code(self) -> &'static str {
        match self {
            CloneLanguage::Chinese => "zh",
            CloneLanguage::English => "en",
            CloneLanguage::Japanese => "ja",
            CloneLanguage::Spanish => "es",
            CloneLanguage::Indonesian => "id",
            CloneLanguage::Portuguese => "pt",
        }
    }

    /// The language of a code.
    pub fn of(code: &str) -> Option<CloneLanguage> {
        CloneLanguage::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// What is sent to have a voice cloned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloneRequest {
    /// What the voice is to be called; at most [`CLONE_NAME_BYTES`].
    pub name: String,
    /// What is spoken in the recording.
    pub language: CloneLanguage,
    /// The kind of the file, as the service names it: `wav`, `mp3`, `ogg`, `m4a`, `aac` or `pcm`.
    pub format: &'static str,
    /// The recording; at most [`CLONE_FILE_BYTES`].
    pub file: Arc<[u8]>,
    /// The clone that is trained once more; a new one where none is named.
    pub voice_id: Option<String>,
    /// What is read in the recording, which the service compares; at most [`CLONE_TEXT_BYTES`], nothing where it is empty.
    pub text: String,
    /// What the sample of the voice is to say; the service chooses where it is empty.
    pub preview_text: String,
}

/// How far a recording has been sent, and the way to call it off. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Upload(Arc<UploadState>);

#[derive(Debug, Default)]
struct UploadState {
    sent: AtomicU64,
    of: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Upload {
    /// How much has been sent, 0 to 1.
    pub fn done(&self) -> f32 {
        let of = self.0.of.load(Relaxed);
        if of == 0 { 0.0 } else { self.0.sent.load(Relaxed) as f32 / of as f32 }
    }

    /// Whether all of it has been sent: from then on it cannot be called off.
    pub fn is_sent(&self) -> bool {
        let of = self.0.of.load(Relaxed);
        of > 0 && self.0.sent.load(Relaxed) >= of
    }

    /// Ends the sending, as long as it goes on: what has not arrived whole is not carried out.
    pub fn cancel(&self) {
        self.0.is_cancelled.store(true, Relaxed);
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled.load(Relaxed)
    }
}

/// Why there is no clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CloneError {
    /// The user called it off before all of it was sent.
    Cancelled,
    /// The service refuses it, or has not got all of it: nothing was made.
    Refused(RestError),
    /// All of it was sent and no answer came: whether the voice was made is not known.
    Uncertain(RestError),
}

#[derive(Default, Deserialize)]
struct Made {
    #[serde(default, deserialize_with = "lenient_text")]
    voice_id: Option<String>,
}

/// Sends a recording and gives the id of the voice, which is then being trained. Sends it once, whatever happens.
///
/// # Errors
/// See [`CloneError`].
pub fn clone_voice(connect: &Connect, request: &CloneRequest, upload: &Upload) -> Result<String, CloneError> {
    let refused = |kind: ErrorKind| CloneError::Refused(kind.into());
    connect.guard().map_err(refused)?;
    let boundary = format!("langsheng-{}", uuid::Uuid::new_v4().simple());
    let body = form(request, &boundary);
    upload.0.sent.store(0, Relaxed);
    upload.0.of.store(body.len() as u64, Relaxed);
    let url = format!("{}/v1/audio/voices/clone", connect.endpoint.rest());
    let agent: ureq::Agent = rest::config(connect.endpoint.is_loopback(), 0, &connect.proxy)
        .timeout_send_body(Some(SENDING))
        .timeout_per_write(Some(WRITING))
        .timeout_recv_response(Some(ANSWERING))
        .timeout_global(Some(SENDING + ANSWERING))
        .build()
        .into();
    let mut reader = Counted { left: &body, upload };
    let sent = agent
        .post(&url)
        .header("Authorization", format!("Bearer {}", connect.token.reveal()))
        .header("Content-Type", format!("multipart/form-data; boundary={boundary}"))
        .header("Content-Length", body.len().to_string());
    let answered = rest::answered(&connect.proxy, &url, ANSWER_BYTES, || sent.send(SendBody::from_reader(&mut reader)));
    let made =
        answered.and_then(RawAnswer::data::<Option<Made>>).map_err(|error| error.fit_to_show(Some(&connect.token)));
    match made {
        Ok(made) => match made.and_then(|made| made.voice_id).filter(|id| !id.trim().is_empty()) {
            Some(id) => Ok(id),
            None => Err(CloneError::Uncertain(ErrorKind::Malformed("no voice_id".to_owned()).into())),
        },
        Err(_) if upload.is_cancelled() && !upload.is_sent() => Err(CloneError::Cancelled),
        Err(error) if upload.is_sent() && leaves_open(&error.kind) => Err(CloneError::Uncertain(error)),
        Err(error) => Err(CloneError::Refused(error)),
    }
}

/// Whether the service may have done what it was sent in spite of such an error.
fn leaves_open(kind: &ErrorKind) -> bool {
    match kind {
        // Somebody on the way answers so, who has passed it on.
        ErrorKind::Refused { status, code: None, .. } => matches!(status, 408 | 499 | 500..),
        ErrorKind::Malformed(_)
        | ErrorKind::Closed { .. }
        | ErrorKind::Stalled(_)
        | ErrorKind::Network(_)
        | ErrorKind::Connect(_)
        | ErrorKind::Tls { .. }
        | ErrorKind::TooLarge => true,
        _ => false,
    }
}

/// The body of the request (RFC 7578). The name of the file is ours: that of the user's is nobody's business.
fn form(request: &CloneRequest, boundary: &str) -> Vec<u8> {
    let mut body = Vec::with_capacity(request.file.len() + 4096);
    let fields = [
        ("voice_name", request.name.trim()),
        ("audio_format", request.format),
        ("language", request.language.code()),
        ("voice_id", request.voice_id.as_deref().unwrap_or_default()),
        ("text", request.text.trim()),
        ("preview_text", request.preview_text.trim()),
    ];
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let part = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let format = request.format;
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"recording.{format}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(&*request.file);
    body.extend(format!("\r\n--{boundary}--\r\n").as_bytes());
    body
}

/// Gives the body away and counts it.
struct Counted<'a> {
    left: &'a [u8],
    upload: &'a Upload,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.upload.is_cancelled() {
            return Err(io::Error::other("called off"));
        }
        let read = self.left.read(buffer)?;
        self.upload.0.sent.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}
