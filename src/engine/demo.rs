//! The built-in demo account: its server is started at first use, on a loopback port of its own, behind a token of its own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::demo;
use crate::demo::voice::{VoiceInfo, VoiceKind};
use crate::demo::{Config, Origin, ServerPace, SpeakingStart, Synthesizer, TurnedAway};
use crate::engine::failure;
use crate::engine::job::spec::Account;
use crate::protocol::{Connect, Emotion, Endpoint, ProxyChoice, Token, Voice};
use crate::store::{Home, VoiceCache, VoiceChoice};
use crate::words::{Failure, Lang, engine as say};

/// How the demo account behaves and who speaks in it.
#[derive(Clone)]
pub struct Demo {
    /// Behaviour of the server; its token is replaced by one made for this run.
    pub config: Config,
    /// The voice behind it.
    pub voice: Arc<dyn Synthesizer>,
}

impl Default for Demo {
    /// As users meet it: recorded timing, real speech.
    fn default() -> Demo {
        Demo { config: Config::default(), voice: Arc::new(demo::voice::Speech::new()) }
    }
}

impl Demo {
    /// Whether a text would be spoken by a mere sound, because this machine has no voice for its language.
    pub fn is_placeholder(&self, text: &str) -> bool {
        self.voice.kind(text) == VoiceKind::Placeholder
    }
}

/// The voices of the demo account. The first is the one that speaks to who reads `lang`, where none is chosen.
pub fn demo_voices(lang: Lang) -> Vec<VoiceChoice> {
    let mut voices = demo::voice::Speech::new().voices();
    let first = voices.iter().position(|voice| voice.language_code == lang.tag()).unwrap_or_default();
    voices[..=first].rotate_right(1);
    voices.into_iter().map(|voice| VoiceChoice { id: voice.id, name: voice.name }).collect()
}

/// The voices of an account, without asking it: as they were listed last, else those that are known of it. Reads a file.
pub fn listed_voices(home: &Home, account: &str) -> Vec<Voice> {
    VoiceCache::new(home).load(account).unwrap_or_else(|| match account {
        Account::DEMO => demo::voice::Speech::new().voices().into_iter().map(listed).collect(),
        _ => VoiceCache::builtin(),
    })
}

/// A voice of the demo as its server lists it.
fn listed(voice: VoiceInfo) -> Voice {
    let named = |(word, name): (String, String)| Emotion { display_name: Some(name), ..Emotion::plain(word) };
    let emotions = voice.emotions.into_iter().map(named).collect();
    Voice { id: voice.id, name: voice.name, is_system: voice.is_system, emotions, ..Voice::default() }
}

/// The demo server of one engine. Dropping it ends the server.
pub(super) struct DemoHost {
    demo: Demo,
    running: Option<(Connect, oneshot::Sender<()>)>,
}

impl DemoHost {
    pub fn new(demo: Demo) -> DemoHost {
        DemoHost { demo, running: None }
    }

    /// The account that it serves.
    pub fn demo(&self) -> Demo {
        self.demo.clone()
    }

    /// Where the server is; starts it at the first call.
    pub async fn connect(&mut self) -> Result<Connect, Failure> {
        if let Some((connect, _)) = &self.running {
            return Ok(connect.clone());
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(say::demo_unavailable)?;
        let address = listener.local_addr().map_err(say::demo_unavailable)?;
        // Other programs on this machine can reach the port, but nobody knows the token.
        let secret = uuid::Uuid::new_v4().simple().to_string();
        let endpoint = Endpoint::parse(&format!("ws://{address}")).map_err(|error| failure::endpoint(&error))?;
        let token = Token::parse(&secret).ok_or_else(|| say::demo_unavailable("token"))?;
        let config = Config { token: Some(secret), ..self.demo.config.clone() };
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move { stopped.await.unwrap_or(()) };
        tokio::spawn(demo::run(listener, config, self.demo.voice.clone(), shutdown));
        let connect = Connect { endpoint, token, allow_insecure: false, proxy: ProxyChoice::None };
        self.running = Some((connect.clone(), stop));
        Ok(connect)
    }
}

/// The demo account, served to other programs.
pub struct Served {
    /// Where it listens, on loopback.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Served {
    /// Ends the server and waits for it.
    pub fn stop(self) {
        self.stop.send(()).ok();
        self.thread.join().ok();
    }
}

/// How the demo account is served to other programs.
#[derive(Debug, Default)]
pub struct Serving {
    /// Where it listens; 0 takes a free port.
    pub port: u16,
    /// The token that clients must show; any is taken where absent.
    pub token: Option<String>,
    /// Whether the service's pauses are left out.
    pub fast: bool,
    /// Whether it speaks only once it has the whole text.
    pub after_complete: bool,
    /// How long a connection may be idle until it is closed; for ever where absent.
    pub idle_close: Option<Duration>,
    /// The most bytes of one session; the service's where absent.
    pub limit_bytes: Option<usize>,
    /// How many generated voices are listed after its own.
    pub more_voices: usize,
    /// The pages of the web that are answered.
    pub origins: Vec<Origin>,
    /// Who is told of requests that were turned away, as far as there is room.
    pub turned_away: Option<SyncSender<TurnedAway>>,
}

/// Serves the demo account on loopback.
///
/// # Errors
/// The port is taken, or the operating system refuses a thread.
pub fn serve(serving: Serving) -> Result<Served, Failure> {
    let Serving { port, token, fast, after_complete, idle_close, limit_bytes, more_voices, origins, turned_away } =
        serving;
    let demo = Demo::default();
    let pace = if fast { ServerPace::Fast } else { demo.config.pace };
    let speaks = if after_complete { SpeakingStart::AfterComplete } else { demo.config.speaks };
    let limit_bytes = limit_bytes.unwrap_or(demo.config.limit_bytes);
    let config =
        Config { token, pace, speaks, idle_close, limit_bytes, more_voices, origins, turned_away, ..demo.config };
    let unavailable = |error: io::Error| say::demo_unavailable(error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(unavailable)?;
    let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", port))).map_err(unavailable)?;
    let address = listener.local_addr().map_err(unavailable)?;
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move { stopped.await.unwrap_or(()) };
    let work = move || runtime.block_on(demo::run(listener, config, demo.voice, shutdown));
    let thread = std::thread::Builder::new().name("demo".into()).spawn(work).map_err(unavailable)?;
    Ok(Served { address, stop, thread })
}
