//! A real engine at a real demo server, with files in a folder of its own.

use std::cell::Cell;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use langsheng::audio::TakeSample;
use langsheng::audio::take::Take;
use langsheng::engine;
use langsheng::engine::{Account, Command, Engine, EngineSetup, Event, Job, JobId, JobSettings, Patience};
use langsheng::protocol::{Connect, Deadlines, Endpoint, ProxyChoice, Token};
use langsheng::store::{Home, TakeInfo};
use tempfile::TempDir;

use super::Demo;

/// Longer than anything here takes; only a hang reaches it.
const HANG: Duration = Duration::from_secs(60);

/// How long a story that is over waits for its engine to end before it takes the folder away all the same.
const GOODBYE: Duration = Duration::from_secs(5);

/// An engine, the server it talks to, and the folder in which it keeps things.
pub struct Desk {
    pub demo: Demo,
    pub engine: Engine,
    home: Folder,
    patience: Patience,
    next: Cell<u64>,
}

/// The folder of an engine. It goes when the engine has ended, which may still write into it when the story is over.
struct Folder {
    dir: TempDir,
    /// Closed by the end of the engine.
    engine: mpsc::Receiver<()>,
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.engine.recv_timeout(GOODBYE).ok();
    }
}

impl Desk {
    /// The token that every job here carries.
    pub const TOKEN: &str = "pat_SECRETsecretSECRET";

    /// An engine whose jobs go to `demo`.
    pub fn at(demo: Demo) -> Desk {
        Desk::with(demo, {
            let (waits, slow) = (vec![Duration::ZERO; 3], vec![Duration::ZERO; 24]);
            Patience { waits, slow, ..Patience::default() }
        })
    }

    /// The same; named so where a story depends on this process having no sound device.
    pub fn without_sound(demo: Demo) -> Desk {
        Desk::at(demo)
    }

    fn with(demo: Demo, patience: Patience) -> Desk {
        Desk::with_home(demo, patience, |_| {})
    }

    /// The same with a home that is changed a little.
    pub fn with_home_as(self, change: impl FnOnce(&mut Home)) -> Desk {
        Desk::with_home(self.demo, self.patience, change)
    }

    fn with_home(demo: Demo, patience: Patience, change: impl FnOnce(&mut Home)) -> Desk {
        let dir = TempDir::new().expect("a folder");
        let mut places = Home::under(dir.path());
        change(&mut places);
        let (alive, ended) = mpsc::channel();
        let wake = Box::new(move || {
            let _alive = &alive;
        });
        let setup = EngineSetup { home: places, demo: engine::Demo::default(), patience: patience.clone(), wake };
        let engine = Engine::start(setup).expect("an engine");
        let home = Folder { dir, engine: ended };
        Desk { demo, engine, home, patience, next: Cell::new(1) }
    }

    /// The same with other waits before retries, in ms.
    pub fn with_waits(self, ms: &[u64]) -> Desk {
        let waits = ms.iter().copied().map(Duration::from_millis).collect();
        Desk::with(self.demo, Patience { waits, ..self.patience })
    }

    /// The same with other waits where the service asks to slow down, in ms.
    pub fn with_slow(self, ms: &[u64]) -> Desk {
        let slow = ms.iter().copied().map(Duration::from_millis).collect();
        Desk::with(self.demo, Patience { slow, ..self.patience })
    }

    /// The same with other deadlines.
    pub fn with_deadlines(self, deadlines: Deadlines) -> Desk {
        Desk::with(self.demo, Patience { deadlines, ..self.patience })
    }

    /// A job for the server of this desk that only receives.
    pub fn job(&self, text: &str) -> Job {
        self.job_at(&self.demo.endpoint(), text)
    }

    /// A job for some endpoint.
    pub fn job_at(&self, endpoint: &str, text: &str) -> Job {
        let id = self.next.get();
        self.next.set(id + 1);
        let connect = Connect {
            endpoint: Endpoint::parse(endpoint).expect("an endpoint"),
            token: Token::parse(Desk::TOKEN).expect("a token"),
            allow_insecure: false,
            proxy: ProxyChoice::default(),
        };
        let account = Account::Service { name: "test".into(), connect };
        Job { text: text.to_owned(), ..Job::new(JobId(id), account, settings()) }
    }

    /// A path in the folder of this desk.
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.home.dir.path().join(name)
    }

    pub fn send(&self, command: Command) {
        self.engine.commands.send(command);
    }

    /// The next event that `pick` wants.
    pub fn until<T>(&self, mut pick: impl FnMut(Event) -> Option<T>) -> T {
        loop {
            let event = self.engine.events.recv_timeout(HANG).expect("the engine goes on");
            // Shown only if the story fails.
            eprintln!("{}", format!("{event:?}").chars().take(160).collect::<String>());
            if let Some(picked) = pick(event) {
                return picked;
            }
        }
    }

    /// Speaks a job to its end: its take and its last event.
    pub fn speak(&self, job: Job) -> (Take, Event) {
        self.run(Command::Speak(Box::new(job)))
    }

    /// Carries out a command that starts a job.
    pub fn run(&self, command: Command) -> (Take, Event) {
        self.send(command);
        let mut accepted = None;
        let last = self.until(|event| match event {
            Event::Accepted { take, .. } => {
                accepted = Some(take);
                None
            }
            other => end_of_job(other),
        });
        (accepted.unwrap_or_else(|| panic!("not accepted: {last:?}")), last)
    }

    /// The library as the engine lists it.
    pub fn takes(&self) -> Vec<Arc<TakeInfo>> {
        self.send(Command::Takes);
        self.until(|event| match event {
            Event::Takes(takes) => Some(takes),
            _ => None,
        })
    }
}

/// The settings of every job here, where its story says nothing else.
pub fn settings() -> JobSettings {
    JobSettings { voice_name: "Tones".into(), ..JobSettings::default() }
}

/// Picks the last event of a job.
pub fn end_of_job(event: Event) -> Option<Event> {
    match event {
        Event::Finished { .. } | Event::Failed { .. } | Event::Stopped { .. } | Event::Refused { .. } => Some(event),
        _ => None,
    }
}

/// Every sample of a take that can be played.
pub fn samples_of(take: &Take) -> Vec<i16> {
    let mut samples = vec![0; usize::try_from(take.len().0).expect("a take that fits")];
    let mut reader = take.reader();
    let mut at = 0;
    while at < samples.len() {
        let read = reader.read(TakeSample(at as u64), &mut samples[at..]).expect("a take that can be read");
        assert!(read > 0, "the take ends at {at}");
        at += read;
    }
    samples
}
