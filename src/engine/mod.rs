//! Engine: joins text, protocol, audio and store: a job in, events out.
//!
//! Owns the two enums of the boundary, the loop with its one closed list of inputs, the pipeline of segments (order,
//! look-ahead, retry, resume, what the library has already), the savings, the queue of files and the demo server. Knows nothing
//! of windows and terminals, and keeps no settings: a job carries everything it needs.

mod blocking;
pub mod boundary;
mod cast;
mod check;
mod core;
mod demo;
mod failure;
pub mod job;
mod queue;
mod reuse;
mod save;

use std::io;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

pub use cast::{Cast, CastText, Casting, UnknownPrefix, cast, script_of, sounds};
pub use demo::{Demo, Served, Serving, demo_voices, listed_voices, serve as serve_demo};
pub use failure::{
    check_clone, damaged_take as damaged_take_failure, device as device_failure, endpoint as endpoint_failure,
    export as export_failure, fault, interrupted, recording_finding, start as start_failure, store as store_failure,
    text_file as text_file_failure, unread_take as take_failure,
};
pub use queue::{Batch, BatchCommand, BatchItem, BatchOrder, BatchState, Slowed};
pub use reuse::{Estimate, estimate};
use tokio::sync::mpsc;

use crate::audio::{Player, PlayerControl};
pub use crate::demo::{Origin, TurnedAway};
pub use crate::engine::blocking::examine_recording;
pub use crate::engine::boundary::auditions::{AuditionId, AuditionOrder, AuditionSound, BoardFile, BoardFiles};
use crate::engine::boundary::command::CommandReceiver;
pub use crate::engine::boundary::command::{CloneOrder, Command, Deletion, PreviewSource, RedoVoice};
pub use crate::engine::boundary::event::{Event, Events, OpenedDocument, Reused, SaveReport, SaveTally, VoicesFrom};
pub use crate::engine::boundary::finding::{CheckReport, ExaminedRecording, Finding};
pub use crate::engine::job::rendition::{rendition, script};
pub use crate::engine::job::retry::Patience;
pub use crate::engine::job::spec::{Account, Job, JobId, JobSettings, LiveText, Pace, PlayFrom, SaveId, save_of};
pub use crate::engine::save::order::{AutoSave, SaveOrder, SaveTo};
use crate::store::Home;

/// What an engine is started with.
pub struct EngineSetup {
    /// Where files live.
    pub home: Home,
    /// The built-in demo account.
    pub demo: Demo,
    /// How long the service is waited for.
    pub patience: Patience,
    /// Called after each event, from any thread: wakes whoever reads them.
    pub wake: Box<dyn Fn() + Send + Sync>,
}

/// The sending side of the engine. The engine ends when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Commands(mpsc::UnboundedSender<Command>);

impl Commands {
    /// Asks the engine to do something; never waits. An engine that is gone ignores it.
    pub fn send(&self, command: Command) {
        self.0.send(command).ok();
    }
}

/// A started engine, in its three parts and the thread to wait for.
pub struct Engine {
    /// Commands in.
    pub commands: Commands,
    /// Events out.
    pub events: std_mpsc::Receiver<Event>,
    /// Stop, pause, seek and volume go straight to the player, so that they are heard at once. What it plays the engine
    /// decides.
    pub player: PlayerControl,
    /// Ends when the last [`Commands`] is dropped and everything that was received is on disk.
    pub thread: JoinHandle<()>,
}

impl Engine {
    /// Starts the engine and the player on threads of their own. Opens no file, no device and no socket.
    ///
    /// # Errors
    /// The operating system refuses a thread, or the sockets of the runtime.
    pub fn start(setup: EngineSetup) -> io::Result<Engine> {
        let (events, receiver) = Events::new(setup.wake);
        let (commands, commanded) = mpsc::unbounded_channel();
        let (player_said, player_heard) = mpsc::unbounded_channel();
        let player = Player::start(move |event| {
            player_said.send(event).ok();
        })?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let inputs = core::Inputs { commands: CommandReceiver::new(commanded), player: player_heard };
        let host = demo::DemoHost::new(setup.demo);
        let patience = setup.patience;
        let control = player.control().clone();
        let work = move || {
            runtime.block_on(core::Core::run(setup.home, events, player, host, patience, inputs));
            // A call to the service or a keyring that asks the user may hang; what matters is on disk by now.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("engine".into()).spawn(work)?;
        Ok(Engine { commands: Commands(commands), events: receiver, player: control, thread })
    }
}
