//! The listener: each connection becomes a REST call or a session.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::demo::config::Config;
use crate::demo::gate::TurnedAway;
use crate::demo::http::{HttpRequest, Response};
use crate::demo::recorder::ConnectionRecord;
use crate::demo::shared::{SPEECH, ServerShared};
use crate::demo::voice::{Synthesizer, crowd};
use crate::demo::worker::VoiceWorker;
use crate::demo::{gate, ids, recorder, rest, upgrade};

/// A client that takes longer to send the head of its request is gone.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long to wait after a failed accept.
const ACCEPT_RETRY: Duration = Duration::from_millis(100);

/// Serves until `shutdown` is done: the WebSocket `/v1/audio/speech` and the REST calls beside it on one port. Then every socket
/// is closed, every task is gone, and the voice's thread ends after the sentence it is at.
///
/// Needs a tokio runtime with I/O and time; a current-thread one will do. Where the system gives no thread for the voice, it ends
/// at once.
pub async fn run(
    listener: TcpListener,
    config: Config,
    voice: Arc<dyn Synthesizer>,
    shutdown: impl Future<Output = ()>,
) {
    let mut voices = voice.voices();
    voices.extend((0..config.more_voices).map(crowd::voice));
    let Ok(worker) = VoiceWorker::open(voice) else { return };
    let [connections, running] = [const { AtomicUsize::new(0) }; 2];
    let clones = Mutex::default();
    let shared = Arc::new(ServerShared { config, built_in: voices, clones, worker, connections, running });
    let mut tasks = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            stream = accept(&listener) => drop(tasks.spawn(serve(stream, Arc::clone(&shared)))),
            Some(_) = tasks.join_next() => {}
        }
    }
    tasks.shutdown().await;
}

/// The next client. A failed accept (no more handles, a client gone already) concerns one client; the next is tried a little
/// later, because without handles the failure would come again at once, or as soon as another client has ended.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(ACCEPT_RETRY).await,
        }
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<ServerShared>) {
    let _ = stream.set_nodelay(true);
    let Ok(Some(mut request)) = timeout(HEAD_TIMEOUT, HttpRequest::read(&mut stream)).await else { return };
    let here = stream.local_addr().ok().map(|address| address.ip());
    let page = match gate::admit(&request.call, here, &shared.config.origins) {
        Ok(page) => page,
        Err(who) => return turn_away(who, &mut stream, &shared).await,
    };
    if request.path() == SPEECH && request.websocket_key().is_some() {
        let k = shared.connections.fetch_add(1, Ordering::Relaxed);
        let page = ConnectionRecord::open(shared.config.recorder.as_ref(), k, request.call.clone());
        upgrade::serve(stream, request, k, page, &shared).await;
    } else {
        recorder::call(shared.config.recorder.as_ref(), request.call.clone());
        let logid = ids::rest_log();
        let Some(response) = rest::answer(&mut request, &mut stream, &shared, &logid).await else { return };
        // A client that does not wait for its answer misses nothing.
        let _ = response.shared_with(page.as_deref()).send(&mut stream, &logid).await;
    }
}

async fn turn_away(who: TurnedAway, stream: &mut TcpStream, shared: &ServerShared) {
    let logid = ids::rest_log();
    let response = Response::error(403, 4101, &who.message(), &logid);
    if let Some(listener) = &shared.config.turned_away {
        // Nobody waits for whoever reads this: it is a terminal.
        listener.try_send(who).ok();
    }
    response.send(stream, &logid).await.ok();
}
