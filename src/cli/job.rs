//! The job that the arguments describe, for every command that speaks.

use clap::ArgMatches;

use crate::cli::Context;
use crate::cli::args::{given, is_set};
use crate::engine::{Account, Job, JobId, Pace};
use crate::protocol::OutputAudio;

/// The only job of this process.
pub(super) const JOB: JobId = JobId(1);

/// Whether the takes stay in the library once their files are whole: what was paid for once is then not asked for again.
pub(super) fn keeps(args: &ArgMatches, context: &Context) -> bool {
    is_set(args, "keep") || (context.settings.keep_takes && !is_set(args, "no-keep"))
}

/// A job without a text that only receives, in the settings and limits of the arguments.
pub(super) fn plain(args: &ArgMatches, context: &Context, account: Account, output: OutputAudio) -> Job {
    let settings = &context.settings;
    Job {
        id: JOB,
        text: String::new(),
        markdown: false,
        voice_name: given::<String>(args, "voice").unwrap_or_default(),
        account,
        output,
        play: false,
        must_be_heard: false,
        pace: Pace::FullSpeed,
        save: None,
        // Here a file is written where it is asked for by name; scripts would wonder at others.
        auto_save: None,
        reuse: settings.reuse && !is_set(args, "fresh"),
        keep: true,
        limit_bytes: given::<u32>(args, "segment-limit").map_or(settings.segment_limit, |limit| limit as usize),
        sessions: given::<u8>(args, "jobs").map_or(settings.sessions, usize::from),
        max_requests: given(args, "max-requests"),
    }
}
