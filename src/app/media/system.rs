//! The control of media of Windows and macOS, by a crate that knows both. Both want it on the window's own thread.

use std::ffi::c_void;
use std::sync::Arc;
use std::time::Duration;

use souvlaki::{
    MediaControlEvent, MediaControls, MediaMetadata, MediaPlayback, MediaPosition, PlatformConfig, SeekDirection,
};

use crate::app::media::{MediaState, Status, Wish, time};
use crate::audio::Meter;

/// What a press without a measure moves by, in seconds.
const SKIP: f64 = 5.0;

/// The system's controls. They go when this is dropped.
pub struct Controls {
    system: MediaControls,
    meter: Arc<Meter>,
    now: MediaState,
}

impl Controls {
    /// Shows up; `None` where the system does not want it.
    pub fn start(
        meter: Arc<Meter>,
        window: Option<*mut c_void>,
        heard: impl Fn(Wish) + Send + Sync + 'static,
    ) -> Option<Controls> {
        if cfg!(windows) && window.is_none() {
            return None;
        }
        let config = PlatformConfig { display_name: "朗声 Langsheng", dbus_name: "langsheng", hwnd: window };
        let mut system = MediaControls::new(config).ok()?;
        system.attach(move |event| wish(event).into_iter().for_each(&heard)).ok()?;
        Some(Controls { system, meter, now: MediaState::default() })
    }

    /// Tells what has changed. A system that does not listen any more is no reason to trouble anyone.
    pub fn tell(&mut self, now: MediaState) {
        self.now = now;
        let MediaState { title, artist, length, .. } = &self.now;
        let metadata =
            MediaMetadata { title: Some(title), artist: Some(artist), duration: *length, ..MediaMetadata::default() };
        self.system.set_metadata(metadata).ok();
        self.play(time(self.meter.position(), self.now.rate));
    }

    /// Tells that the sound goes on elsewhere.
    pub fn jump(&mut self, to: Duration) {
        self.play(to);
    }

    fn play(&mut self, at: Duration) {
        let progress = Some(MediaPosition(at));
        let playback = match self.now.status {
            Status::Stopped => MediaPlayback::Stopped,
            Status::Playing => MediaPlayback::Playing { progress },
            Status::Paused => MediaPlayback::Paused { progress },
        };
        self.system.set_playback(playback).ok();
    }
}

fn wish(event: MediaControlEvent) -> Option<Wish> {
    let signed = |direction, seconds: f64| match direction {
        SeekDirection::Forward => seconds,
        SeekDirection::Backward => -seconds,
    };
    Some(match event {
        MediaControlEvent::Play => Wish::Play,
        MediaControlEvent::Pause => Wish::Pause,
        MediaControlEvent::Toggle => Wish::Toggle,
        MediaControlEvent::Next => Wish::Next,
        MediaControlEvent::Previous => Wish::Previous,
        MediaControlEvent::Stop => Wish::Stop,
        MediaControlEvent::Seek(direction) => Wish::By(signed(direction, SKIP)),
        MediaControlEvent::SeekBy(direction, by) => Wish::By(signed(direction, by.as_secs_f64())),
        MediaControlEvent::SetPosition(MediaPosition(at)) => Wish::To(at),
        MediaControlEvent::SetVolume(volume) => Wish::Volume(volume),
        MediaControlEvent::Raise => Wish::Raise,
        MediaControlEvent::Quit => Wish::Quit,
        _ => return None,
    })
}
