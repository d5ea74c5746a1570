//! The job that the arguments describe, for every command that speaks.

use clap::ArgMatches;

use crate::cli::args::{given, is_set};
use crate::cli::{Context, source};
use crate::engine::{Account, JobId, JobSettings};
use crate::words::Failure;

/// The only job of this process.
pub(super) const JOB: JobId = JobId(1);

/// How the arguments want it spoken by an account; what they do not say, the settings do. Takes stay in the library once
/// their files are whole, unless one of the two says otherwise: what was paid for once is then not requested again.
///
/// # Errors
/// A sample rate that the codec does not know, or a role with a voice that is not known.
pub(super) fn settings(args: &ArgMatches, context: &Context, account: &Account) -> Result<JobSettings, Failure> {
    let output = source::output(args, context, account.name())?;
    let voice_name = source::voice_name(args, context, account.name());
    let roles = source::roles(args, context, account.name())?;
    let quotes = source::quotes(args, context, account.name())?;
    let limits = limits(args, context);
    let keep = is_set(args, "keep") || (limits.keep && !is_set(args, "no-keep"));
    let pauses = source::directives(args, context);
    Ok(JobSettings { voice_name, output, roles, quotes, pauses, keep, ..limits })
}

/// What the arguments and the settings say of how much is requested, and how much at once.
pub(super) fn limits(args: &ArgMatches, context: &Context) -> JobSettings {
    let settings = JobSettings::from(&context.settings);
    JobSettings {
        reuse: settings.reuse && !is_set(args, "fresh"),
        limit_bytes: given::<u32>(args, "segment-limit").map_or(settings.limit_bytes, |limit| limit as usize),
        sessions: given::<u8>(args, "jobs").map_or(settings.sessions, usize::from),
        max_requests: given(args, "max-requests"),
        ..settings
    }
}
