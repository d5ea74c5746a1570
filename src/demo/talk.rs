//! The talking half of a session: the order of events, and their pauses, as recorded (protocol.md §3.1).

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::demo::config::{LimitReading, SecondRound, ServerPace, SpeakingStart};
use crate::demo::encode::DeltaPacker;
use crate::demo::faults::{Disconnect, Fault, FaultPoint};
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

/// What a client wants spoken, as far as it has come.
struct Round {
    /// Which it is on this connection, from 0.
    number: usize,
    sentences: Sentences,
    output: OutputAudio,
    /// The frame that ended the text, once it has come.
    last: Option<String>,
}

/// What a round is spoken with.
struct Speech {
    packer: DeltaPacker,
    throttle: Throttle,
    /// When the next event is due.
    due: Instant,
}

/// A sentence that the voice is at.
type Ordered = (String, oneshot::Receiver<Vec<i16>>);

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
        let mut output = settings::default(&self.shared.built_in);
        for number in 0.. {
            let sentences = Sentences::new(self.shared.config.early_comma);
            let mut round = Round { number, sentences, output, last: None };
            self.round(&mut round, &mut seat).await?;
            output = round.output;
            // Whoever hears the last event may begin the next session.
            seat = None;
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

    /// Speaks a text while it comes, all but the last event.
    async fn round(&mut self, round: &mut Round, seat: &mut Option<Seat>) -> Result<(), Over> {
        let (mut speech, mut next, mut acknowledged) = (None, None, false);
        let before = self.sent;
        loop {
            while let Ok(incoming) = self.heard.try_recv() {
                self.take_in(incoming, round).await?;
            }
            if seat.is_none() && round.may_be_spoken(self.shared.config.speaks) {
                *seat = Some(self.seat().await?);
            }
            if round.last.is_some() && !std::mem::replace(&mut acknowledged, true) {
                self.acknowledge(round).await?;
            }
            let is_silent = self.wire.faults().has(&Fault::NoAudio);
            if next.is_none() && !is_silent && round.may_be_spoken(self.shared.config.speaks) {
                next = self.order(round);
            }
            let Some(ordered) = next.take() else {
                match &round.last {
                    None => self.wait(round).await?,
                    Some(_) if is_silent => return self.wire.point(FaultPoint::BeforeAudio).await,
                    // There was nothing, or the voice found nothing that it can say.
                    Some(last) if self.sent == before => return Err(self.refuse(3011, Some(&last.clone())).await),
                    Some(_) => break,
                }
                continue;
            };
            let (pauses, speech) = match &mut speech {
                Some(speech) => ([QUEUED, QUEUED], speech),
                none => {
                    self.wire.point(FaultPoint::BeforeAudio).await?;
                    ([SENTENCE, FIRST_DELTA], none.insert(self.begin(round).await?))
                }
            };
            // The voice is always one sentence ahead of the wire.
            next = self.order(round);
            self.speak(ordered, pauses, speech).await?;
        }
        self.wire.point(FaultPoint::AfterAudio).await?;
        if let Some(speech) = &mut speech {
            self.until(&mut speech.due, AFTER_AUDIO).await;
        }
        Ok(())
    }

    /// Waits for more of the text, though not for ever where the configuration says so.
    async fn wait(&mut self, round: &mut Round) -> Result<(), Over> {
        let more = self.heard.recv();
        let incoming = match self.shared.config.idle_close {
            Some(idle) => match timeout(idle, more).await {
                Ok(incoming) => incoming,
                Err(_silence) => return Err(Over::Cut(Disconnect::Code(1000))),
            },
            None => more.await,
        };
        match incoming {
            Some(incoming) => self.take_in(incoming, round).await,
            // The listening half outlives the client; its end is noticed there.
            None => std::future::pending().await,
        }
    }

    /// Takes in one message of the client.
    async fn take_in(&mut self, incoming: Incoming, round: &mut Round) -> Result<(), Over> {
        if round.number > 0 {
            match self.shared.config.second_round {
                SecondRound::Works => {}
                SecondRound::Error => return Err(self.refuse(4000, None).await),
                SecondRound::Silence => return Ok(()),
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
            "speech.update" => round.output = self.update(&value["data"], &frame).await?,
            "input_text_buffer.append" => {
                let Some(delta) = value["data"]["delta"].as_str() else {
                    return Err(self.wire.refuse(Refusal::parameter("data.delta"), Some(&frame)).await);
                };
                if self.sent > 0 {
                    self.wire.point(FaultPoint::MoreText).await?;
                }
                self.wire.page().note(|connection| {
                    connection.appends += 1;
                    connection.bytes += delta.len();
                });
                round.sentences.push(delta);
                if self.is_too_long(delta, round.sentences.text()) {
                    return Err(self.refuse(3010, Some(&frame)).await);
                }
            }
            "input_text_buffer.complete" => {
                round.sentences.end();
                round.last = Some(frame);
            }
            _ => return Err(self.wire.refuse(Refusal::parameter("event_type"), Some(&frame)).await),
        }
        Ok(())
    }

    async fn update(&mut self, data: &Value, frame: &str) -> Result<OutputAudio, Over> {
        match settings::read(data, &self.shared.voices(), &self.shared.config) {
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

    /// Answers the end of the text.
    async fn acknowledge(&mut self, round: &Round) -> Result<(), Over> {
        self.wire.page().note(|connection| connection.texts.push(round.sentences.text().to_owned()));
        let config = &self.shared.config;
        if config.limit == LimitReading::C && round.sentences.longest() > config.limit_bytes {
            return Err(self.refuse(3010, round.last.as_deref()).await);
        }
        self.until(&mut Instant::now(), COMPLETED).await;
        self.wire.event("input_text_buffer.completed", None).await
    }

    /// Makes ready to speak.
    async fn begin(&mut self, round: &Round) -> Result<Speech, Over> {
        match DeltaPacker::new(&round.output, self.wire.faults()) {
            Some(packer) => Ok(Speech { packer, throttle: Throttle::new(&round.output), due: Instant::now() }),
            None => Err(self.refuse(5000, None).await),
        }
    }

    /// Speaks a sentence, after a pause before its announcement and another before its sound.
    async fn speak(&mut self, ordered: Ordered, pauses: [Duration; 2], speech: &mut Speech) -> Result<(), Over> {
        let (sentence, answer) = ordered;
        self.until(&mut speech.due, pauses[0]).await;
        self.announce(&sentence).await?;
        let Ok(samples) = answer.await else { return Err(self.refuse(3031, None).await) };
        if self.sent == 0 {
            self.wire.point(FaultPoint::Delta(0)).await?;
        }
        for (n, delta) in speech.packer.sentence(samples).enumerate() {
            if self.sent > 0 {
                self.wire.point(FaultPoint::Delta(self.sent)).await?;
            }
            self.until(&mut speech.due, if n == 0 { pauses[1] } else { delta.pause }).await;
            speech.throttle.packet().await;
            self.wire.audio(&delta.bytes).await?;
            self.sent += 1;
        }
        Ok(())
    }

    async fn announce(&mut self, sentence: &str) -> Result<(), Over> {
        if self.wire.faults().has(&Fault::NoSentenceStart) {
            return Ok(());
        }
        self.wire.page().note(|connection| connection.sentences.push(sentence.to_owned()));
        self.wire.event("conversation.audio.sentence_start", Some(json!({ "text": sentence }))).await
    }

    /// Hands the next sentence to the voice, if it is all there.
    fn order(&self, round: &mut Round) -> Option<Ordered> {
        let (sentence, output) = (round.sentences.next()?, &round.output);
        let voices = self.shared.voices();
        let voice = settings::find(output.voice_id.as_deref().unwrap_or_default(), &voices)?;
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

impl Round {
    /// Whether what has come of the text may be spoken.
    fn may_be_spoken(&self, speaks: SpeakingStart) -> bool {
        self.last.is_some() || (speaks == SpeakingStart::AsItComes && !self.sentences.text().is_empty())
    }
}

/// At most so many packets in a period, where the client requested it (protocol.md §5.2).
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
