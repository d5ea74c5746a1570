//! What the stories share.

#[cfg(target_os = "linux")]
pub mod alone;
pub mod client;
pub mod cliffs;
pub mod desk;
pub mod odd;
pub mod program;
pub mod proxy;
pub mod sound;
pub mod tls;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;

use langsheng::demo;
use langsheng::demo::{Config, Faults, Recorder, ServerPace, Synthesizer, Tones};
use tokio::sync::oneshot;

/// The real demo server on a free port of loopback, in a thread of its own. It is gone when this is dropped.
pub struct Demo {
    address: SocketAddr,
    recorder: Recorder,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Demo {
    /// Tones, no pauses, no faults.
    pub fn start() -> Demo {
        Demo::with(Config { pace: ServerPace::Fast, ..Config::default() })
    }

    /// Tones and no pauses, with faults.
    pub fn faulty(faults: Faults) -> Demo {
        Demo::with(Config { pace: ServerPace::Fast, faults, ..Config::default() })
    }

    /// Tones, with settings of one's own.
    pub fn with(config: Config) -> Demo {
        Demo::speaking(config, Arc::new(Tones))
    }

    /// A voice and settings of one's own. A recorder is put in where there is none.
    pub fn speaking(mut config: Config, voice: Arc<dyn Synthesizer>) -> Demo {
        let recorder = config.recorder.get_or_insert_with(Recorder::new).clone();
        let (stop, stopped) = oneshot::channel();
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on loopback");
        let address = listener.local_addr().expect("its address");
        listener.set_nonblocking(true).expect("a socket that tokio can use");
        let serve = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                let shutdown = async {
                    let _ = stopped.await;
                };
                demo::run(listener, config, voice, shutdown).await;
            });
        };
        let thread = std::thread::Builder::new().name("demo server".into()).spawn(serve).expect("a thread");
        Demo { address, recorder, stop: Some(stop), thread: Some(thread) }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base to give to `Endpoint::parse`: `http://127.0.0.1:…`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it saw.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How many cases a property is tried with: `few`, or as many as `PROPTEST_CASES` says for a long search.
pub fn cases(few: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|many| many.parse().ok()).unwrap_or(few)
}
