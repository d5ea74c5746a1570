//! `langsheng speak`: one job, from its text or from an unfinished take.

use std::path::PathBuf;

use clap::ArgMatches;

use crate::audio::take;
use crate::audio::take::Header;
use crate::cli::args::{given, is_set};
use crate::cli::follow::FollowedText;
use crate::cli::report::Lines;
use crate::cli::saving::AudioOut;
use crate::cli::watch::{CliTask, Hearing};
use crate::cli::{Context, ExitResult, account, follow, job, saving, source, takes, watch};
use crate::engine::{Command, Job, Pace, SaveTo};
use crate::store::names::NameFacts;
use crate::text::file;
use crate::words::{Failure, local};

/// Speaks.
pub(super) fn run(args: &ArgMatches, context: &Context) -> ExitResult {
    let out = given::<PathBuf>(args, "out");
    let json = is_set(args, "json");
    let lines = Lines::new(json, out.as_deref().is_some_and(|out| out == "-"));
    watch::watch(&lines, json, context, task(args, context, &lines))
}

fn task(args: &ArgMatches, context: &Context, lines: &Lines) -> Result<CliTask, Failure> {
    let out = AudioOut::of(args, context)?;
    let piped = matches!(out, AudioOut::Pipe);
    if let (AudioOut::File(out), Some(text)) = (&out, given::<PathBuf>(args, "file"))
        && file::is_same(out, &text)
    {
        return Err(local::text_in_the_way(&text));
    }
    let followed = FollowedText::of(args)?;
    let resumed = given::<String>(args, "resume").map(|id| unfinished(context, &id)).transpose()?;
    let (account, text, take) = match resumed {
        Some((header, dir)) => {
            let account = account::of_rest(args, context, &header)?;
            (account, source::TextSource { text: header.text, markdown: header.markdown }, Some(dir))
        }
        None => {
            let text = match followed {
                Some(_) => source::TextSource { text: String::new(), markdown: source::is_markdown(args) },
                None => source::read(args, context, lines)?,
            };
            (account::chosen(args, context)?, text, None)
        }
    };
    let mut settings = job::settings(args, context, &account)?;
    // A take that was in the library before stays there.
    settings.keep |= take.is_some();
    let is_new = take.is_none() && followed.is_none();
    let cast = is_new.then(|| source::cast(&text.text, &settings, context, account.name(), lines)).flatten();
    let said = cast.as_ref().map_or(&*text.text, |cast| cast.said(&text.text));
    let save = out.to(args, context, &NameFacts::now(said, &settings.voice_name))?;
    let saves = piped || save.is_some();
    let play = !is_set(args, "no-play");
    let job = Job {
        text: text.text,
        markdown: text.markdown,
        cast,
        live: followed.is_some().then(|| follow::live(args)),
        play,
        must_be_heard: play && !saves,
        pace: if play && !saves { Pace::AsHeard } else { Pace::FullSpeed },
        save,
        // `auto_save` stays empty: scripts would wonder at files that nobody has named.
        ..Job::new(job::JOB, account, settings)
    };
    let device = given(args, "device").or_else(|| context.settings.device.clone());
    let joins = saving::joins(args, context);
    let speed = given::<f64>(args, "speed").map_or(1.0, |speed| speed as f32);
    Ok(CliTask {
        out: job.save.as_ref().map(|to| to.path.clone()),
        lufs: job.save.as_ref().and_then(|to: &SaveTo| to.order.lufs),
        pipe: piped.then_some(joins),
        heard: play.then_some(Hearing { device, speed, joins }),
        saving: None,
        followed,
        command: match take {
            Some(take) => Command::Continue { job: Box::new(job), take },
            None => Command::Speak(Box::new(job)),
        },
    })
}

/// What the take to go on with is of, and its folder.
fn unfinished(context: &Context, id: &str) -> Result<(Header, PathBuf), Failure> {
    let info = takes::unfinished(context, id)?;
    let header = take::header(&info.dir).map_err(|error| crate::engine::take_failure(&error))?;
    Ok((header, info.dir.clone()))
}
