//! The talking half of a session: the order of events, and their pauses, as recorded (protocol.md §3.1).

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Message;

use crate::demo::config::{LimitReading, SecondRound, ServerPace};
use crate::demo::encode::DeltaPacker;
use crate::demo::faults::{Fault, FaultPoint};
use crate::demo::refusal::Refusal;
use crate::demo::sentence::Sentences;
use crate::demo::shared::{Seat, ServerShared};
use crate::demo::voice::SpeakRequest;
use crate::demo::wire::{EventSender, Over};
use crate::demo::{encode, settings};
use crate::protocol::{OpusConfig, OutputAudio, PcmConfig};

/// From the upgrade to `speech.created` (protocol.md §3, as all of these).
const CREATED: Duration = Duration::from_millis(80);
/// From the client's `complete` to `input_text_buffer.completed`.
const COMPLETED: Duration = Duration::from_millis(50);
/// From there to the first `sentence_start`.
const SENTENCE: Duration = Duration::from_millis(80);
/// From there to the first delta.
const FIRST_DELTA: Duration = Duration::from_millis(230);
/// The same two for sentences that are already waiting.
const QUEUED: Duration = Duration::from_millis(1);
/// From the last delta to `speech.audio.completed`.
const AFTER_AUDIO: Duration = Duration::from_millis(3);

/// The longest text of a round, in bytes, where the limit applies to something smaller.
const MAX_TEXT: usize = 1024 * 1024;

/// One message of the client.
pub(super) enum Incoming {
    /// JSON, with the frame it came in.
    Json(Value, String),
    /// A text that is not JSON.
    NotJson(String),
    /// A binary frame.
    NotText,
}

impl Incoming {
    /// From a text frame.
    pub(super) fn text(frame: &str) -> Incoming {
        match serde_json::from_str(frame) {
            Ok(value) => Incoming::Json(value, frame.to_owned()),
            Err(_) => Incoming::NotJson(frame.to_owned()),
        }
    }

    /// Whether this ends the text.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self, Incoming::Json(value, _) if value["event_type"] == "input_text_buffer.complete")
    }
}

/// What a client wants spoken.
struct Round {
    text: String,
    output: OutputAudio,
    /// The frame that ended the text.
    last: String,
    /// When it came.
    at: Instant,
}

/// Talks to one client.
pub(super) struct Talk {
    wire: EventSender,
    heard: mpsc::Receiver<Incoming>,
    awake: Arc<Notify>,
    shared: Arc<ServerShared>,
    /// Deltas of the voice that were sent on this connection.
    sent: usize,
}

impl Talk {
    /// `awake` is notified when the audio of a round is through.
    pub(super) fn new(
        wire: EventSender,
        heard: mpsc::Receiver<Incoming>,
        awake: Arc<Notify>,
        shared: Arc<ServerShared>,
    ) -> Talk {
        Talk { wire, heard, awake, shared, sent: 0 }
    }

    /// Sends the close.
    pub(super) async fn say_last(&mut self, goodbye: Message) {
        self.wire.say_last(goodbye).await;
    }

    /// Talks until it is over. With `bad_token`, that is the code of the only event.
    pub(super) async fn run(&mut self, bad_token: Option<i64>) -> Over {
        match self.conversation(bad_token).await {
            Ok(never) => match never {},
            Err(over) => over,
        }
    }

    async fn conversation(&mut self, bad_token: Option<i64>) -> Result<std::convert::Infallible, Over> {
        if let Some(code) = bad_token {
            return Err(self.refuse(code, None).await);
        }
        let mut seat = Some(self.seat().await?);
        self.until(&mut Instant::now(), CREATED).await;
        self.wire.point(FaultPoint::BeforeCreated).await?;
        self.wire.event("speech.created", None).await?;
        let mut output = settings::default(&self.shared.voices);
        for round in 0.. {
            let wanted = self.gather(round, output).await?;
            output = wanted.output.clone();
            let running = match seat.take() {
                Some(seat) => seat,
                None => self.seat().await?,
            };
            self.speak(wanted).await?;
            drop(running);
            self.wire.completed().await?;
            self.awake.notify_one();
            self.wire.point(FaultPoint::AfterCompleted).await?;
            if let Some(cut) = self.shared.config.closing {
                return Err(Over::Cut(cut));
            }
        }
        std::future::pending().await
    }

    async fn seat(&mut self) -> Result<Seat, Over> {
        match self.shared.seat(self.wire.page()) {
            Some(seat) => Ok(seat),
            None => Err(self.refuse(3003, None).await),
        }
    }

    /// Collects the text and the settings until the client's `complete`.
    async fn gather(&mut self, round: usize, mut output: OutputAudio) -> Result<Round, Over> {
        let mut text = String::new();
        loop {
            // The listening half outlives the client; its end is noticed there.
            let Some(incoming) = self.heard.recv().await else { return std::future::pending().await };
            if round > 0 {
                match self.shared.config.second_round {
                    SecondRound::Works => {}
                    SecondRound::Error => return Err(self.refuse(4000, None).await),
                    SecondRound::Silence => continue,
                }
            }
            let (value, frame) = match incoming {
                Incoming::Json(value, frame) => (value, frame),
                Incoming::NotJson(frame) => return Err(self.refuse(4000, Some(&frame)).await),
                Incoming::NotText => return Err(self.refuse(4000, None).await),
            };
            let event = value["event_type"].as_str().unwrap_or_default();
            self.wire.page().note(|connection| connection.events.push(event.to_owned()));
            match event {
                "speech.update" => output = self.update(&value["data"], &frame).await?,
                "input_text_buffer.append" => {
                    let Some(delta) = value["data"]["delta"].as_str() else {
                        return Err(self.wire.refuse(Refusal::parameter("data.delta"), Some(&frame)).await);
                    };
                    self.wire.page().note(|connection| {
                        connection.appends += 1;
                        connection.bytes += delta.len();
                    });
                    text.push_str(delta);
                    if self.is_too_long(delta, &text) {
                        return Err(self.refuse(3010, Some(&frame)).await);
                    }
                }
                "input_text_buffer.complete" => return Ok(Round { text, output, last: frame, at: Instant::now() }),
                _ => return Err(self.wire.refuse(Refusal::parameter("event_type"), Some(&frame)).await),
            }
        }
    }

    async fn update(&mut self, data: &Value, frame: &str) -> Result<OutputAudio, Over> {
        match settings::read(data, &self.shared.voices, &self.shared.config) {
            Err(refusal) => Err(self.wire.refuse(refusal, Some(frame)).await),
            Ok((sent, mut output)) => {
                let other = self.wire.faults().iter().find_map(|fault| match fault {
                    Fault::OtherSound(codec, rate) => Some((*codec, *rate)),
                    _ => None,
                });
                if let Some((codec, rate)) = other {
                    output.codec = codec;
                    output.opus_config = Some(OpusConfig { frame_size_ms: Some(10.0), ..OpusConfig::default() });
                    output.pcm_config = Some(PcmConfig { sample_rate: Some(rate), ..PcmConfig::default() });
                }
                self.wire.page().note(|connection| connection.output = Some(sent));
                self.wire.event("speech.updated", Some(json!({ "output_audio": output }))).await?;
                Ok(output)
            }
        }
    }

    fn is_too_long(&self, delta: &str, text: &str) -> bool {
        let limit = self.shared.config.limit_bytes;
        match self.shared.config.limit {
            LimitReading::A => delta.len() > limit || text.len() > MAX_TEXT,
            LimitReading::B => text.len() > limit,
            LimitReading::C => text.len() > MAX_TEXT,
        }
    }

    /// Speaks a text, all but the last event.
    async fn speak(&mut self, round: Round) -> Result<(), Over> {
        self.wire.page().note(|connection| connection.texts.push(round.text.clone()));
        let config = &self.shared.config;
        let mut sentences = Sentences::of(&round.text, config.early_comma);
        if config.limit == LimitReading::C && sentences.longest() > config.limit_bytes {
            return Err(self.refuse(3010, Some(&round.last)).await);
        }
        let mut due = round.at;
        self.until(&mut due, COMPLETED).await;
        self.wire.event("input_text_buffer.completed", None).await?;
        if sentences.len() == 0 {
            return Err(self.refuse(3011, Some(&round.last)).await);
        }
        self.wire.point(FaultPoint::BeforeAudio).await?;
        if self.wire.faults().has(&Fault::NoAudio) {
            return Ok(());
        }
        let Some(mut packer) = DeltaPacker::new(&round.output, self.wire.faults()) else {
            return Err(self.refuse(5000, None).await);
        };
        let mut throttle = Throttle::new(&round.output);
        let mut next = self.order(&mut sentences, &round.output);
        let (mut before_start, mut before_audio) = (SENTENCE, FIRST_DELTA);
        let before = self.sent;
        while let Some((sentence, answer)) = next {
            // The voice is always one sentence ahead of the wire.
            next = self.order(&mut sentences, &round.output);
            self.until(&mut due, before_start).await;
            self.announce(&sentence).await?;
            let Ok(samples) = answer.await else { return Err(self.refuse(3031, None).await) };
            if self.sent == 0 {
                self.wire.point(FaultPoint::Delta(0)).await?;
            }
            for (n, delta) in packer.sentence(samples).enumerate() {
                if self.sent > 0 {
                    self.wire.point(FaultPoint::Delta(self.sent)).await?;
                }
                self.until(&mut due, if n == 0 { before_audio } else { delta.pause }).await;
                throttle.packet().await;
                self.wire.audio(&delta.bytes).await?;
                self.sent += 1;
            }
            (before_start, before_audio) = (QUEUED, QUEUED);
        }
        if self.sent == before {
            // The voice found nothing it can say.
            return Err(self.refuse(3011, Some(&round.last)).await);
        }
        self.wire.point(FaultPoint::AfterAudio).await?;
        self.until(&mut due, AFTER_AUDIO).await;
        Ok(())
    }

    async fn announce(&mut self, sentence: &str) -> Result<(), Over> {
        if self.wire.faults().has(&Fault::NoSentenceStart) {
            return Ok(());
        }
        self.wire.page().note(|connection| connection.sentences.push(sentence.to_owned()));
        self.wire.event("conversation.audio.sentence_start", Some(json!({ "text": sentence }))).await
    }

    /// Hands the next sentence to the voice.
    fn order(&self, sentences: &mut Sentences, output: &OutputAudio) -> Option<(String, oneshot::Receiver<Vec<i16>>)> {
        let sentence = sentences.next()?;
        let voice = settings::find(output.voice_id.as_deref().unwrap_or_default(), &self.shared.voices)?;
        let feeling = output.emotion_config.as_ref().and_then(|config| config.emotion.clone());
        let request = SpeakRequest {
            voice_id: voice.id.clone(),
            rate_hz: output.sample_rate(),
            speech_rate: output.speech_rate.unwrap_or(0),
            emotion: feeling.filter(|word| voice.emotions.iter().any(|(known, _)| known == word)),
        };
        let answer = self.shared.worker.order(sentence.clone(), request);
        Some((sentence, answer))
    }

    async fn refuse(&mut self, code: i64, origin: Option<&str>) -> Over {
        self.wire.refuse(Refusal::usual(code), origin).await
    }

    /// Moves the time at which the next event is due and waits for it. What took longer is not made up for.
    async fn until(&self, due: &mut Instant, later: Duration) {
        if self.shared.config.pace == ServerPace::Recorded {
            *due = (*due + later).max(Instant::now());
            sleep_until(*due).await;
        }
    }
}

/// At most so many packets in a period, where the client asked for it (protocol.md §5.2).
struct Throttle {
    limit: Option<(usize, Duration)>,
    since: Instant,
    packets: usize,
}

impl Throttle {
    fn new(output: &OutputAudio) -> Throttle {
        let limit = encode::throttle(output).map(|(packets, seconds)| (packets, Duration::from_secs(seconds)));
        Throttle { limit, since: Instant::now(), packets: 0 }
    }

    async fn packet(&mut self) {
        let Some((most, period)) = self.limit else { return };
        if self.packets == most {
            sleep_until(self.since + period).await;
        }
        if self.packets == 0 || self.packets == most {
            self.since = Instant::now();
            self.packets = 0;
        }
        self.packets += 1;
    }
}
