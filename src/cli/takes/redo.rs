//! `takes redo`.

use std::ops::Range;

use clap::ArgMatches;

use crate::audio::take::Take;
use crate::cli::args::{given, is_set};
use crate::cli::report::Lines;
use crate::cli::takes::show;
use crate::cli::watch::CliTask;
use crate::cli::{Context, ExitResult, account, job, source, usage, watch};
use crate::engine;
use crate::engine::{Command, Job, JobSettings, RedoVoice};
use crate::protocol::{EmotionConfig, OutputAudio};
use crate::words::{Failure, cli as say};

pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let json = is_set(args, "json");
    let lines = Lines::new(json, false);
    watch::watch(&lines, json, context, task(args, context))
}

fn task(args: &ArgMatches, context: &Context) -> Result<CliTask, Failure> {
    let take = show::open(context, &given::<String>(args, "id").unwrap_or_default())?;
    let spoken = passage(args, &take)?;
    let account = account::of_take(args, context, take.header())?;
    let voice_name = match given::<String>(args, "voice") {
        Some(_) => source::voice_name(args, context, account.name()),
        None => take.header().voice_name.clone(),
    };
    let output = output(args, &take)?;
    let settings = JobSettings { voice_name, output, reuse: false, keep: true, ..job::limits(args, context) };
    let job = Job::new(job::JOB, account, settings);
    let dir = take.dir().to_owned();
    let is_chosen = given::<String>(args, "voice").is_some();
    let voice = if is_chosen { RedoVoice::OfJob } else { RedoVoice::Kept };
    Ok(CliTask::of(Command::Redo { job: Box::new(job), take: dir, spoken, voice }))
}

/// Which bytes of the spoken text are meant.
fn passage(args: &ArgMatches, take: &Take) -> Result<Range<usize>, Failure> {
    let passages: (Option<usize>, Vec<Range<usize>>) = match given::<u64>(args, "sentence") {
        Some(n) => {
            let script = engine::script(take);
            (usize::try_from(n).ok(), script.sentences().iter().map(|sentence| sentence.spoken.clone()).collect())
        }
        None => {
            let n = given::<u64>(args, "segment");
            let n = n.ok_or_else(|| usage::failure(say::WHICH_PASSAGE, say::GIVE_PASSAGE))?;
            (usize::try_from(n).ok(), take.segments().into_iter().map(|segment| segment.spoken).collect())
        }
    };
    let (n, all) = passages;
    let found = n.and_then(|n| all.get(n.checked_sub(1)?).cloned());
    found.ok_or_else(|| {
        let why = say::NOT_SO_MANY.with("n", n.unwrap_or(usize::MAX)).with("all", all.len());
        usage::failure(why, say::GIVE_PASSAGE)
    })
}

/// The take's own settings, but for what the arguments want otherwise.
fn output(args: &ArgMatches, take: &Take) -> Result<OutputAudio, Failure> {
    let own = serde_json::from_value(take.header().settings.clone());
    let mut output: OutputAudio = own.map_err(|_| engine::damaged_take_failure(take.dir()))?;
    let keep = |new: Option<i32>, old: Option<i32>| new.or(old);
    output.voice_id = given(args, "voice").or(output.voice_id);
    output.speech_rate = keep(given(args, "rate"), output.speech_rate);
    output.loudness_rate = keep(given(args, "loudness"), output.loudness_rate);
    output.context_texts = given(args, "context").or(output.context_texts);
    let (emotion, emotion_scale) = (given::<String>(args, "emotion"), given::<f64>(args, "emotion-scale"));
    if emotion.is_some() || emotion_scale.is_some() {
        let old = output.emotion_config.take().unwrap_or_default();
        let (emotion, emotion_scale) = (emotion.or(old.emotion), emotion_scale.or(old.emotion_scale));
        output.emotion_config = Some(EmotionConfig { emotion, emotion_scale });
    }
    Ok(output)
}
