//! What the rooms fail with, in words for people. The only place where the errors of the leaves meet the words.

use std::io;
use std::path::Path;

use crate::audio::codec::DecodeError;
use crate::audio::files::export::{ExportError, Mp3};
use crate::audio::play::device::DeviceError;
use crate::audio::record::{MicrophoneError, RecordingError, RecordingFinding};
use crate::audio::take::TakeError;
use crate::engine::job::retry::SessionTrouble;
use crate::protocol::{
    CLONE_NAME_BYTES, CLONE_TEXT_BYTES, CloneRequest, Connect, Endpoint, EndpointError, ErrorKind, Phase, ProxyFault,
    SessionError, TlsFault, Upload,
};
use crate::store::StoreError;
use crate::text::file::{FileKind, LARGEST, ReadError};
use crate::words::local::{FileAct, kinds};
use crate::words::service::{proxies, trust};
use crate::words::{Failure, Phrase, Said, clone, engine as say, local, service};

/// A broken segment. `logid` is that of its session, for errors that do not carry one.
pub(super) fn of(trouble: &SessionTrouble, endpoint: &Endpoint, logid: Option<&str>) -> Failure {
    let mut failure = match trouble {
        SessionTrouble::Session(error) => session(error, endpoint),
        SessionTrouble::NoAudio => say::no_audio(),
        SessionTrouble::Decode(error) => say::undecodable(undecodable(error)),
        SessionTrouble::Endless { characters, seconds } => say::endless(*characters, *seconds),
        SessionTrouble::OtherSound { asked, got } => say::other_sound(asked, got),
    };
    if failure.logid.is_none() {
        failure.logid = logid.map(str::to_owned);
    }
    failure
}

fn undecodable(error: &DecodeError) -> Said {
    match error {
        DecodeError::OggPage => say::decode::OGG_PAGE.into(),
        DecodeError::OpusRate(rate) => say::decode::OPUS_RATE.with("rate", rate),
        DecodeError::Opus(detail) => say::decode::OPUS.with("detail", detail),
    }
}

/// A failed session, probe or REST call.
pub(super) fn session(error: &SessionError, endpoint: &Endpoint) -> Failure {
    let host = endpoint.host();
    let mut failure = match &error.kind {
        ErrorKind::InsecureToken => service::insecure_token(&host),
        ErrorKind::Connect(detail) => service::connect_failed(&host, detail),
        ErrorKind::Tls { fault, detail } => match fault {
            TlsFault::Outdated => trust::outdated(&host, detail),
            TlsFault::Expired => trust::expired(&host, detail),
            TlsFault::NotYetValid => trust::not_yet_valid(&host, detail),
            TlsFault::WrongName => trust::wrong_name(&host, detail),
            TlsFault::Distrusted => trust::distrusted(&host, detail),
            TlsFault::NotTls => trust::not_tls(&host, detail),
            TlsFault::Other => trust::failed(&host, detail),
        },
        ErrorKind::Proxy { proxy, fault } => match fault {
            ProxyFault::Unreadable => proxies::unreadable(proxy),
            ProxyFault::Unreachable(detail) => proxies::unreachable(proxy, detail),
            ProxyFault::SignIn => proxies::sign_in(proxy),
            ProxyFault::Refused(detail) => proxies::refused(proxy, &host, detail),
            ProxyFault::NoWay(detail) => proxies::no_way(proxy, &host, detail),
            ProxyFault::Foreign => proxies::foreign(proxy),
            ProxyFault::Silent => proxies::silent(proxy, &host),
        },
        ErrorKind::SignInPage { to } => service::sign_in_page(&host, to.as_deref()),
        ErrorKind::Refused { status, code, message, .. } => service::refused(*status, *code, message),
        ErrorKind::Service { code, message } => service::service(*code, message),
        ErrorKind::Malformed(detail) => service::malformed(detail),
        ErrorKind::Closed { code } => service::closed_early(*code),
        ErrorKind::Stalled(Phase::Connect) => service::stalled_connecting(&host),
        ErrorKind::Stalled(Phase::FirstEvent) => service::stalled_first_event(),
        ErrorKind::Stalled(Phase::FirstAudio) => service::stalled_first_audio(),
        ErrorKind::Stalled(Phase::NextEvent) => service::stalled_next_event(),
        ErrorKind::Network(detail) => service::network(detail),
        ErrorKind::TooLarge => service::too_large(),
        ErrorKind::Noise => service::noise(),
    };
    failure.logid.clone_from(&error.logid);
    failure
}

/// A voice that was not cloned.
pub(super) fn clone(error: &SessionError, endpoint: &Endpoint, upload: &Upload) -> Failure {
    let usual = || session(error, endpoint);
    let said = match &error.kind {
        ErrorKind::Refused { message, .. } | ErrorKind::Service { message, .. } => message.as_str(),
        _ => "",
    };
    let status = if let ErrorKind::Refused { status, .. } = &error.kind { *status } else { 200 };
    let lower = said.to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let failure = match error.kind.code() {
        Some(1109) => clone::other_text(said),
        Some(4200) => clone::no_such_clone(said),
        Some(4000) if names(&["training"]) => clone::no_trainings_left(said),
        _ if status == 413 => clone::too_large_for_service(said),
        _ if names(&["enterprise", "team plan", "upgrade your plan", "套餐", "企业版", "团队版"]) => {
            clone::not_in_plan(said)
        }
        Some(4101 | 4052) => clone::not_permitted(said),
        Some(4000) => clone::not_accepted(said),
        _ if status == 403 => clone::not_permitted(said),
        _ if upload.is_sent() || upload.done() == 0.0 => usual(),
        _ => match &error.kind {
            ErrorKind::Connect(_) | ErrorKind::Network(_) | ErrorKind::Closed { .. } | ErrorKind::Stalled(_) => {
                clone::not_sent(&error.to_string())
            }
            _ => usual(),
        },
    };
    Failure { code: error.kind.code(), logid: error.logid.clone(), ..failure }
}

/// A file that is no recording of a voice.
pub(super) fn recording(error: &RecordingError) -> Failure {
    match error {
        RecordingError::Empty => clone::unusable(clone::EMPTY_FILE),
        RecordingError::Unknown => clone::unusable(clone::NO_SOUND),
        RecordingError::Video => clone::unusable(clone::VIDEO),
        RecordingError::TooLong => clone::unusable(clone::ENDLESS),
        RecordingError::Damaged(detail) => clone::damaged(detail),
    }
}

/// A recording with a microphone that did not begin, or ended too early. `path` is the file.
pub(super) fn microphone(error: &MicrophoneError, path: Option<&Path>) -> Failure {
    match error {
        MicrophoneError::Device(DeviceError::None) => clone::no_microphone(),
        MicrophoneError::Device(DeviceError::Unknown(name)) => clone::microphone_missing(name),
        MicrophoneError::Device(DeviceError::Refused(detail)) => clone::microphone_refused(detail),
        MicrophoneError::Device(DeviceError::Lost(_) | DeviceError::Stuck) => clone::microphone_lost(),
        MicrophoneError::File(error) => local::file(FileAct::Write, path.unwrap_or(Path::new("")), error),
    }
}

/// What speaks against a recording, and what to do, in one line.
pub fn recording_finding(finding: RecordingFinding) -> Said {
    let whole = |value: f64| format!("{:.0}", value.abs());
    match finding {
        RecordingFinding::NoLength => clone::NO_LENGTH.into(),
        RecordingFinding::OnlyZeros => clone::ONLY_ZEROS.into(),
        RecordingFinding::Short(seconds) => clone::SHORT.with("n", format!("{seconds:.1}")),
        RecordingFinding::Long(seconds) => clone::LONG.with("n", whole(seconds)),
        RecordingFinding::Clipped(percent) => clone::CLIPPED.with("n", format!("{percent:.1}")),
        RecordingFinding::Noisy(db) => clone::NOISY.with("n", whole(db)),
        RecordingFinding::Quiet(db) => clone::QUIET.with("n", format!("{db:.0}").replace('-', "−")),
        RecordingFinding::Silent(percent) => clone::SILENT.with("n", whole(percent)),
        RecordingFinding::Channels(channels) => clone::CHANNELS.with("n", channels),
    }
}

/// Checks the form of a clone before anything is sent.
///
/// # Errors
/// The name or the text does not fit.
pub fn check_clone(request: &CloneRequest) -> Result<(), Failure> {
    let name = request.name.trim().len();
    if name == 0 || name > CLONE_NAME_BYTES {
        return Err(clone::bad_name(name));
    }
    let text = request.text.trim().len().max(request.preview_text.trim().len());
    if text > CLONE_TEXT_BYTES { Err(clone::long_text(text)) } else { Ok(()) }
}

/// Finds out what would go wrong before the first byte is sent.
///
/// # Errors
/// The token may not travel to this endpoint.
pub(super) fn before_connecting(connect: &Connect) -> Result<(), Failure> {
    connect.guard().map_err(|kind| session(&SessionError { kind, logid: None }, &connect.endpoint))
}

/// A take that cannot be written.
pub(super) fn take(error: &TakeError) -> Failure {
    of_take(error, FileAct::Write)
}

/// A take that cannot be read.
pub fn unread_take(error: &TakeError) -> Failure {
    of_take(error, FileAct::Read)
}

fn of_take(error: &TakeError, act: FileAct) -> Failure {
    match error {
        TakeError::Io { path, source } => local::file(act, path, source),
        TakeError::NotATake(path) => local::not_a_take(path),
        TakeError::Exists(path) => local::take_exists(path),
        TakeError::InUse(path) => local::take_in_use(path),
        TakeError::Newer { path, version } => local::take_too_new(path, *version),
        TakeError::Damaged { path, what } => local::take_damaged(path, what),
        TakeError::Lost { path, what } => local::take_lost_sound(path, what),
        TakeError::NoAudio => say::no_audio(),
        TakeError::Misused(what) => say::fault(what),
    }
}

/// A file that could not be exported.
pub fn export(error: &ExportError) -> Failure {
    match error {
        ExportError::Create { path, source, .. }
        | ExportError::Write { path, source, .. }
        | ExportError::Rename { path, source, .. } => local::file(FileAct::Write, path, source),
        ExportError::Read { source, .. } => unread_take(source),
        ExportError::Incomplete { part, .. } => say::saved_in_part(part.as_deref()),
        ExportError::Cancelled => say::save_cancelled(),
        ExportError::InUse(path) => local::save_in_use(path),
        ExportError::InTheWay(path) => local::part_in_the_way(path),
        ExportError::NoSound => local::nothing_to_save(),
        ExportError::NotBuiltIn(format) => local::format_not_built_in(format.info().name),
        ExportError::Rate { format, rate } => local::format_without_rate(format.info().name, *rate),
        ExportError::Bitrate { kbps, rate } => local::mp3_without_bitrate(*kbps, *rate, Mp3::constant(*rate)),
        ExportError::Rates { first, other } => local::rates_differ(*first, *other),
        ExportError::Encode { what, .. } => local::not_encoded(what),
        ExportError::Misused(what) => fault(what),
    }
}

/// Why there is no sound.
pub fn device(error: &DeviceError) -> Failure {
    match error {
        DeviceError::None => local::no_device(),
        DeviceError::Unknown(name) => local::device_missing(name),
        DeviceError::Refused(detail) => local::device_refused(detail),
        DeviceError::Lost(detail) => local::device_lost(Some(detail)),
        DeviceError::Stuck => local::device_lost(None),
    }
}

/// A text file that cannot be read.
pub fn text_file(error: &ReadError) -> Failure {
    match error {
        ReadError::Io { path, source } => local::file(FileAct::Read, path, source),
        ReadError::Folder { path } => local::file(FileAct::Read, path, &io::ErrorKind::IsADirectory.into()),
        ReadError::Binary { path, kind: None } => local::text_binary(path),
        ReadError::Binary { path, kind: Some(kind) } => {
            let (named, todo) = words_of(*kind);
            local::text_of_kind(path, named, todo)
        }
        ReadError::TooLarge { path } => local::text_too_large(path, LARGEST >> 20),
    }
}

/// What a kind of file is called, and how its text is had.
fn words_of(kind: FileKind) -> (Phrase, Phrase) {
    match kind {
        FileKind::Pdf => (kinds::PDF, kinds::FROM_PDF),
        FileKind::Epub => (kinds::EPUB, kinds::FROM_BOOK),
        FileKind::Mobi => (kinds::MOBI, kinds::FROM_BOOK),
        FileKind::Word | FileKind::OldWord => (kinds::WORD, kinds::FROM_DOCUMENT),
        FileKind::OpenDocument => (kinds::OPEN_DOCUMENT, kinds::FROM_DOCUMENT),
        FileKind::Rtf => (kinds::RTF, kinds::FROM_DOCUMENT),
        FileKind::Excel => (kinds::EXCEL, kinds::FROM_DOCUMENT),
        FileKind::PowerPoint => (kinds::POWER_POINT, kinds::FROM_DOCUMENT),
        FileKind::Archive => (kinds::ARCHIVE, kinds::FROM_ARCHIVE),
        FileKind::Picture => (kinds::PICTURE, kinds::FROM_PICTURE),
        FileKind::Media => (kinds::MEDIA, kinds::FROM_OTHERS),
        FileKind::Program => (kinds::PROGRAM, kinds::FROM_OTHERS),
    }
}

/// Settings, secrets, library.
pub fn store(error: &StoreError) -> Failure {
    Failure::from(error)
}

/// An address that is none.
pub fn endpoint(error: &EndpointError) -> Failure {
    say::bad_endpoint(match error {
        EndpointError::NotAnAddress => say::endpoint::NOT_AN_ADDRESS,
        EndpointError::Scheme => say::endpoint::SCHEME,
        EndpointError::Credentials => say::endpoint::CREDENTIALS,
        EndpointError::Query => say::endpoint::QUERY,
    })
}

/// The operating system refuses a thread, a socket or a signal handler.
pub fn start(error: &io::Error) -> Failure {
    say::cannot_start(error)
}

/// What only a mistake in this program can cause; `detail` is for whoever mends it.
pub fn fault(detail: &str) -> Failure {
    say::fault(detail)
}

/// The user, or the system, asked the program to stop.
pub fn interrupted() -> Failure {
    say::interrupted()
}

/// A take whose settings are not what we write there.
pub fn damaged_take(dir: &Path) -> Failure {
    local::take_damaged(dir, "settings")
}
