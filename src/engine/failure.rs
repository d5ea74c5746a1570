//! What the rooms fail with, in words for people. The only place where the errors of the leaves meet the words.

use std::io;
use std::path::Path;

use super::retry::Trouble;
use crate::audio::device::DeviceError;
use crate::audio::take::TakeError;
use crate::audio::wav::ExportError;
use crate::protocol::{Connect, Endpoint, EndpointError, ErrorKind, Phase, SessionError};
use crate::store::StoreError;
use crate::text::file::{LARGEST, ReadError};
use crate::words::local::FileAct;
use crate::words::{Failure, engine as say, local, service};

/// A broken segment. `logid` is that of its session, for errors that do not carry one.
pub(super) fn of(trouble: &Trouble, endpoint: &Endpoint, logid: Option<&str>) -> Failure {
    let mut failure = match trouble {
        Trouble::Session(error) => session(error, endpoint),
        Trouble::NoAudio => say::no_audio(),
        Trouble::HalfSample => say::half_sample(),
        Trouble::Decode(error) => say::undecodable(error),
    };
    if failure.logid.is_none() {
        failure.logid = logid.map(str::to_owned);
    }
    failure
}

/// A failed session, probe or REST call.
pub(super) fn session(error: &SessionError, endpoint: &Endpoint) -> Failure {
    let host = endpoint.host();
    let mut failure = match &error.kind {
        ErrorKind::InsecureToken => service::insecure_token(&host),
        ErrorKind::Connect(detail) => service::connect_failed(&host, detail),
        ErrorKind::Tls(detail) => service::tls(&host, detail),
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
    };
    failure.logid.clone_from(&error.logid);
    failure
}

/// What would go wrong before the first byte is sent.
pub(super) fn before_connecting(connect: &Connect) -> Result<(), Failure> {
    let may = connect.endpoint.may_carry_token(connect.allow_insecure);
    may.then_some(()).ok_or_else(|| service::insecure_token(&connect.endpoint.host()))
}

/// A take that cannot be written or read.
pub(super) fn take(error: &TakeError) -> Failure {
    match error {
        TakeError::Io { path, source } => local::file(FileAct::Write, path, source),
        TakeError::NotATake(path) | TakeError::Exists(path) | TakeError::InUse(path) => {
            local::take_damaged(path, &error.to_string())
        }
        TakeError::Damaged { path, .. } | TakeError::Newer { path, .. } => {
            local::take_damaged(path, &error.to_string())
        }
        TakeError::NoAudio | TakeError::Misused(_) => say::unexpected(error),
    }
}

/// A file that could not be exported.
pub(super) fn export(error: &ExportError) -> Failure {
    match error {
        ExportError::Create { path, source, .. }
        | ExportError::Write { path, source, .. }
        | ExportError::Rename { path, source, .. } => local::file(FileAct::Write, path, source),
        ExportError::Read { source, .. } => take(source),
        ExportError::Incomplete { part, .. } => say::saved_in_part(part.as_deref()),
        ExportError::Cancelled { part, .. } => say::save_cancelled(part.as_deref()),
    }
}

/// Why there is no sound.
pub fn device(error: &DeviceError) -> Failure {
    match error {
        DeviceError::None => local::no_device(&error.to_string()),
        DeviceError::Unknown(name) => local::device_missing(name),
        DeviceError::Refused(detail) => local::device_refused("", detail),
        DeviceError::Lost(_) | DeviceError::Stuck => local::device_lost(&error.to_string()),
    }
}

/// A text file that cannot be read.
pub fn text_file(error: &ReadError) -> Failure {
    match error {
        ReadError::Io { path, source } => local::file(FileAct::Read, path, source),
        ReadError::NotAFile { path } | ReadError::Binary { path, .. } => local::text_binary(path),
        ReadError::TooLarge { path } => local::text_too_large(path, LARGEST >> 20),
    }
}

/// Settings, secrets, library.
pub fn store(error: &StoreError) -> Failure {
    Failure::from(error)
}

/// An address that is none.
pub fn endpoint(error: &EndpointError) -> Failure {
    say::bad_endpoint(error)
}

/// The operating system refuses a thread, a socket or a signal handler.
pub fn start(error: &io::Error) -> Failure {
    say::cannot_start(error)
}

/// The user pressed Ctrl-C.
pub fn interrupted() -> Failure {
    say::interrupted()
}

/// A take whose settings are not what we write there.
pub(super) fn damaged_take(dir: &Path) -> Failure {
    local::take_damaged(dir, "settings")
}
