//! MPRIS, the control of media of Linux desktops, over the session's D-Bus.
//!
//! Written on zbus and not taken from the crate that serves the other systems: on D-Bus that one looks for news a hundred
//! times a second, ends with a panic where there is no bus, and does not know where the sound is.

use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::{Connection, connection};
use zbus::interface;
use zbus::zvariant::{ObjectPath, Value};

use crate::app::media::{MediaState, Status, Wish, time};
use crate::audio::{Meter, SPEEDS};

const PATH: &str = "/org/mpris/MediaPlayer2";
const NAME: &str = "org.mpris.MediaPlayer2.langsheng";
const PLAYER: &str = "org.mpris.MediaPlayer2.Player";
/// The path of a take begins with it. A path that does not belong to MPRIS is asked for.
const TRACKS: &str = "/langsheng/take/";
/// The name of nothing, as MPRIS wants it.
const NO_TRACK: &str = "/org/mpris/MediaPlayer2/TrackList/NoTrack";

/// What the bus is to be told.
enum MediaNews {
    Now(MediaState),
    Jump(Duration),
}

/// The way to the thread that talks to the bus.
pub struct Controls(Sender<MediaNews>);

impl Controls {
    /// Starts the thread; whether there is a bus is its own business.
    pub fn start(
        meter: Arc<Meter>,
        _window: Option<*mut c_void>,
        heard: impl Fn(Wish) + Send + Sync + 'static,
    ) -> Option<Controls> {
        let (sender, news) = channel();
        let shared = BusShared { shown: Arc::default(), meter, heard: Arc::new(heard) };
        thread::Builder::new().name("media".into()).spawn(move || serve(&news, &shared)).ok()?;
        Some(Controls(sender))
    }

    /// Tells what has changed.
    pub fn tell(&mut self, now: MediaState) {
        self.0.send(MediaNews::Now(now)).ok();
    }

    /// Tells that the sound goes on elsewhere.
    pub fn jump(&mut self, to: Duration) {
        self.0.send(MediaNews::Jump(to)).ok();
    }
}

/// What the thread and the two faces on the bus share.
#[derive(Clone)]
struct BusShared {
    shown: Arc<Mutex<Shown>>,
    meter: Arc<Meter>,
    heard: Arc<dyn Fn(Wish) + Send + Sync>,
}

/// What the bus shows.
#[derive(Default)]
struct Shown {
    now: MediaState,
    /// How many wishes were sent to the window.
    sent: u64,
}

impl Shown {
    /// Takes what the window tells; returns what was shown before. `None` if it was made before the window heard of the
    /// last wish, whose value is already shown: the window answers each.
    fn replace(&mut self, now: MediaState) -> Option<MediaState> {
        (now.heard >= self.sent).then(|| std::mem::replace(&mut self.now, now))
    }
}

impl BusShared {
    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wish(&self, wish: Wish) {
        self.wish_and_show(wish, |_| ());
    }

    /// As [`BusShared::wish`]; `show` makes of what is shown what it will be, so that nobody reads the old value meanwhile.
    fn wish_and_show(&self, wish: Wish, show: impl FnOnce(&mut MediaState)) {
        let mut shown = self.shown();
        shown.sent += 1;
        show(&mut shown.now);
        drop(shown);
        (self.heard)(wish);
    }
}

/// Until the window is gone, or the bus.
fn serve(news: &Receiver<MediaNews>, shared: &BusShared) {
    // A second window has a name of its own.
    let second = format!("{NAME}.instance{}", std::process::id());
    let Ok(bus) = connect(shared, NAME).or_else(|_| connect(shared, &second)) else { return };
    while let Ok(news) = news.recv() {
        let told = match news {
            MediaNews::Now(now) => tell(&bus, shared, now),
            MediaNews::Jump(to) => bus.emit_signal(None::<&str>, PATH, PLAYER, "Seeked", &micros(to)),
        };
        if told.is_err() {
            return;
        }
    }
}

fn connect(shared: &BusShared, name: &str) -> zbus::Result<Connection> {
    let builder = connection::Builder::session()?.replace_existing_names(false);
    builder.serve_at(PATH, Window(shared.clone()))?.serve_at(PATH, PlayerFace(shared.clone()))?.name(name)?.build()
}

/// One signal with all that has changed.
fn tell(bus: &Connection, shared: &BusShared, now: MediaState) -> zbus::Result<()> {
    let Some(before) = shared.shown().replace(now.clone()) else { return Ok(()) };
    let before = properties(&before);
    let changed: HashMap<&str, Value<'_>> =
        properties(&now).into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let gone: [&str; 0] = [];
    let properties = "org.freedesktop.DBus.Properties";
    bus.emit_signal(None::<&str>, PATH, properties, "PropertiesChanged", &(PLAYER, changed, &gone[..]))
}

fn properties(now: &MediaState) -> HashMap<&'static str, Value<'static>> {
    let can = now.track.is_some();
    HashMap::from([
        ("PlaybackStatus", Value::from(status(now))),
        ("Rate", Value::from(f64::from(now.speed))),
        ("Volume", Value::from(f64::from(now.volume))),
        ("Metadata", Value::from(metadata(now))),
        ("CanGoNext", Value::from(can)),
        ("CanGoPrevious", Value::from(can)),
        ("CanPlay", Value::from(can)),
        ("CanPause", Value::from(can)),
        ("CanSeek", Value::from(can)),
    ])
}

fn status(now: &MediaState) -> &'static str {
    match now.status {
        Status::Stopped => "Stopped",
        Status::Playing => "Playing",
        Status::Paused => "Paused",
    }
}

fn track(now: &MediaState) -> String {
    now.track.as_ref().map_or_else(|| NO_TRACK.to_owned(), |track| format!("{TRACKS}{track}"))
}

fn metadata(now: &MediaState) -> HashMap<String, Value<'static>> {
    let mut facts = HashMap::new();
    if let Ok(path) = ObjectPath::try_from(track(now)) {
        facts.insert("mpris:trackid".to_owned(), Value::from(path));
    }
    if now.track.is_none() {
        return facts;
    }
    facts.insert("xesam:title".to_owned(), Value::from(now.title.clone()));
    if !now.artist.is_empty() {
        facts.insert("xesam:artist".to_owned(), Value::from(vec![now.artist.clone()]));
    }
    if let Some(length) = now.length {
        facts.insert("mpris:length".to_owned(), Value::from(micros(length)));
    }
    facts
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

/// The face of the window.
struct Window(BusShared);

#[interface(name = "org.mpris.MediaPlayer2")]
impl Window {
    fn raise(&self) {
        self.0.wish(Wish::Raise);
    }

    fn quit(&self) {
        self.0.wish(Wish::Quit);
    }

    #[zbus(property)]
    fn can_quit(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_raise(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn has_track_list(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn identity(&self) -> &str {
        "朗声 Langsheng"
    }

    #[zbus(property)]
    fn desktop_entry(&self) -> &str {
        "langsheng"
    }

    #[zbus(property)]
    fn supported_uri_schemes(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn supported_mime_types(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The face of what is played.
struct PlayerFace(BusShared);

#[interface(name = "org.mpris.MediaPlayer2.Player")]
impl PlayerFace {
    fn next(&self) {
        self.0.wish(Wish::Next);
    }

    fn previous(&self) {
        self.0.wish(Wish::Previous);
    }

    fn pause(&self) {
        self.0.wish(Wish::Pause);
    }

    fn play_pause(&self) {
        self.0.wish(Wish::Toggle);
    }

    fn stop(&self) {
        self.0.wish(Wish::Stop);
    }

    fn play(&self) {
        self.0.wish(Wish::Play);
    }

    fn seek(&self, offset: i64) {
        self.0.wish(Wish::By(offset as f64 / 1e6));
    }

    /// A place of another take, or outside of it, is not gone to: what is asked for has just been changed.
    fn set_position(&self, of: ObjectPath<'_>, position: i64) {
        let shown = self.0.shown();
        let is_inside = shown.now.length.is_none_or(|length| position <= micros(length));
        let is_meant = of.as_str() == track(&shown.now) && is_inside;
        drop(shown);
        if let (true, Ok(position)) = (is_meant, u64::try_from(position)) {
            self.0.wish(Wish::To(Duration::from_micros(position)));
        }
    }

    fn open_uri(&self, _uri: String) {}

    #[zbus(property)]
    fn playback_status(&self) -> &str {
        status(&self.0.shown().now)
    }

    #[zbus(property)]
    fn rate(&self) -> f64 {
        f64::from(self.0.shown().now.speed)
    }

    /// A rate of 0 is a pause, says MPRIS. What is set is told at once, before the window has heard of it.
    #[zbus(property)]
    fn set_rate(&self, rate: f64) {
        if rate > 0.0 {
            let rate = rate.clamp(SPEEDS.0.into(), SPEEDS.1.into());
            self.0.wish_and_show(Wish::Speed(rate), |now| now.speed = rate as f32);
        } else {
            self.0.wish(Wish::Pause);
        }
    }

    #[zbus(property)]
    fn metadata(&self) -> HashMap<String, Value<'static>> {
        metadata(&self.0.shown().now)
    }

    #[zbus(property)]
    fn volume(&self) -> f64 {
        f64::from(self.0.shown().now.volume)
    }

    #[zbus(property)]
    fn set_volume(&self, volume: f64) {
        let volume = volume.max(0.0);
        self.0.wish_and_show(Wish::Volume(volume), |now| now.volume = volume as f32);
    }

    /// Looked up where it is asked for, so that nobody has to be told about time.
    #[zbus(property(emits_changed_signal = "false"))]
    fn position(&self) -> i64 {
        let now = &self.0.shown().now;
        if now.track.is_some() { micros(time(self.0.meter.position(), now.rate)) } else { 0 }
    }

    #[zbus(property)]
    fn minimum_rate(&self) -> f64 {
        SPEEDS.0.into()
    }

    #[zbus(property)]
    fn maximum_rate(&self) -> f64 {
        SPEEDS.1.into()
    }

    #[zbus(property)]
    fn can_go_next(&self) -> bool {
        self.0.shown().now.track.is_some()
    }

    #[zbus(property)]
    fn can_go_previous(&self) -> bool {
        self.0.shown().now.track.is_some()
    }

    #[zbus(property)]
    fn can_play(&self) -> bool {
        self.0.shown().now.track.is_some()
    }

    #[zbus(property)]
    fn can_pause(&self) -> bool {
        self.0.shown().now.track.is_some()
    }

    #[zbus(property)]
    fn can_seek(&self) -> bool {
        self.0.shown().now.track.is_some()
    }

    #[zbus(property(emits_changed_signal = "const"))]
    fn can_control(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_from_before_a_wish_do_not_hide_what_was_wished_for() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let wishes = heard.clone();
        let shared = BusShared {
            shown: Arc::default(),
            meter: Arc::default(),
            heard: Arc::new(move |wish| wishes.lock().expect("nobody else").push(wish)),
        };
        let sound = PlayerFace(shared.clone());
        sound.set_rate(1.5);
        sound.set_rate(7.0);
        assert_eq!(*heard.lock().expect("nobody else"), [Wish::Speed(1.5), Wish::Speed(SPEEDS.1.into())]);

        let told = |heard, speed| shared.shown().replace(MediaState { heard, speed, ..MediaState::default() });
        assert_eq!(told(1, 1.5), None);
        assert_eq!(sound.rate(), f64::from(SPEEDS.1));
        assert!(told(2, 2.0).is_some());
        assert_eq!(sound.rate(), 2.0);
    }
}
