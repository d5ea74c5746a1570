//! The voice's own thread: a model takes its time, and the sockets must not wait for it.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::demo::voice::{SpeakRequest, Synthesizer};

/// After this long without a sentence the voice may let go of its model.
const REST_AFTER: Duration = Duration::from_secs(60);

/// Where sentences are handed in. The thread ends when the last of these is gone, after the sentence it is at.
#[derive(Clone)]
pub(super) struct VoiceWorker(Sender<Order>);

struct Order {
    sentence: String,
    request: SpeakRequest,
    reply: oneshot::Sender<Vec<i16>>,
}

impl VoiceWorker {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(super) fn open(voice: Arc<dyn Synthesizer>) -> io::Result<VoiceWorker> {
        let (orders, waiting) = mpsc::channel();
        std::thread::Builder::new().name("demo voice".into()).spawn(move || work(voice.as_ref(), &waiting))?;
        Ok(VoiceWorker(orders))
    }

    /// Hands in a sentence. The answer is empty if the voice broke at it; a sentence whose answer nobody waits for is skipped.
    pub(super) fn order(&self, sentence: String, request: SpeakRequest) -> oneshot::Receiver<Vec<i16>> {
        let (reply, answer) = oneshot::channel();
        // Without a thread the order is dropped, and with it the reply: the receiver sees that.
        let _ = self.0.send(Order { sentence, request, reply });
        answer
    }
}

fn work(voice: &dyn Synthesizer, orders: &Receiver<Order>) {
    let mut next = orders.recv().map_err(RecvTimeoutError::from);
    loop {
        match next {
            Ok(order) => {
                if !order.reply.is_closed() {
                    // One odd sentence that breaks the voice is silent; the sentences after it are spoken.
                    let speak = || voice.speak(&order.sentence, &order.request);
                    let spoken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(speak)).unwrap_or_default();
                    let _ = order.reply.send(spoken);
                }
                next = orders.recv_timeout(REST_AFTER);
            }
            Err(RecvTimeoutError::Timeout) => {
                voice.rest();
                next = orders.recv().map_err(RecvTimeoutError::from);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
