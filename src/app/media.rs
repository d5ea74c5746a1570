//! The desktop's control of what is played: media keys, the panel of the shell, headphones with buttons.
//!
//! Where the desktop has none of it, nothing is said: the window has the same buttons. The desktop is told changes only,
//! and asks by itself where the sound is.

#[cfg(all(unix, not(target_os = "macos")))]
mod mpris;
#[cfg(all(unix, not(target_os = "macos")))]
use mpris as desktop;

#[cfg(any(windows, target_os = "macos"))]
mod system;
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use egui::{Context, ViewportCommand};
#[cfg(any(windows, target_os = "macos"))]
use system as desktop;

use crate::app::App;
use crate::audio::{Meter, Playback, TakeSample};
use crate::ui::Action;
use crate::ui::playback::PlaybackAction;

/// What the desktop wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Wish {
    Play,
    Pause,
    Toggle,
    Stop,
    Next,
    Previous,
    /// To move by so many seconds.
    By(f64),
    /// To hear from this time of the take on.
    To(Duration),
    Volume(f64),
    #[cfg_attr(not(all(unix, not(target_os = "macos"))), allow(dead_code))] // others have no speed
    Speed(f64),
    Raise,
    Quit,
}

/// What the desktop shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct MediaState {
    /// Names the take, by letters and digits only; `None` where there is none.
    pub track: Option<String>,
    pub title: String,
    pub artist: String,
    /// Length, once it is known.
    pub length: Option<Duration>,
    pub status: Status,
    /// Samples a second.
    pub rate: u32,
    pub speed: f32,
    pub volume: f32,
    /// How many wishes have been heard by now: what was wished for since is not in it yet.
    pub heard: u64,
}

/// What is going on, as desktops know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Status {
    #[default]
    Stopped,
    Playing,
    Paused,
}

/// The window's end of the desktop's control. Dropping it takes the window from the desktop's panel.
pub struct Media {
    wishes: Receiver<Wish>,
    controls: desktop::Controls,
    /// How many wishes have come.
    heard: u64,
    now: MediaState,
}

impl Media {
    /// Shows up on the desktop. `window` is the handle of the window, which Windows wants to know. `wake` is called with
    /// each wish. `None` where there is nothing to show up on.
    fn start(meter: Arc<Meter>, window: Option<*mut c_void>, wake: impl Fn() + Send + Sync + 'static) -> Option<Media> {
        let (sender, wishes) = channel();
        let heard = move |wish| {
            sender.send(wish).ok();
            wake();
        };
        let controls = desktop::Controls::start(meter, window, heard)?;
        Some(Media { wishes, controls, heard: 0, now: MediaState::default() })
    }
}

impl App {
    /// Lets the desktop control what is played, as [`crate::app::run`] does for a window on a screen.
    pub fn join_desktop(&mut self, ctx: &Context, window: Option<*mut c_void>) {
        let wake = ctx.clone();
        self.media = Media::start(self.player.meter().clone(), window, move || wake.request_repaint());
    }

    /// Does what the desktop wants, and tells it what has changed.
    pub(super) fn attend_desktop(&mut self, ctx: &Context) {
        let Some(media) = &mut self.media else { return };
        let wishes: Vec<Wish> = media.wishes.try_iter().collect();
        media.heard += wishes.len() as u64;
        let heard = media.heard;
        for wish in wishes {
            self.grant(ctx, wish);
        }
        // What came of a wish is told even if it changed nothing: the desktop may already show what it asked for.
        let now = MediaState { heard, ..self.now() };
        if let Some(media) = self.media.as_mut().filter(|media| media.now != now) {
            media.now = now.clone();
            media.controls.tell(now);
        }
    }

    /// The desktop counts the time by itself; it has to know where the sound jumps.
    pub(super) fn tell_jump(&mut self, sample: TakeSample) {
        if let Some(media) = &mut self.media {
            media.controls.jump(time(sample, media.now.rate));
        }
    }

    fn grant(&mut self, ctx: &Context, wish: Wish) {
        let action = match wish {
            Wish::Play => Action::Playback(PlaybackAction::Play),
            Wish::Pause => Action::Playback(PlaybackAction::Pause),
            Wish::Toggle => Action::Playback(PlaybackAction::PauseOrResume),
            Wish::Stop => Action::Playback(PlaybackAction::Stop),
            Wish::Next => Action::Playback(PlaybackAction::NextSentence),
            Wish::Previous => Action::Playback(PlaybackAction::PreviousSentence),
            Wish::By(seconds) => Action::Playback(PlaybackAction::Skip(seconds)),
            Wish::To(time) => {
                let Some(take) = &self.model.playback.take else { return };
                Action::Playback(PlaybackAction::Seek(TakeSample::at_seconds(time.as_secs_f64(), take.rate())))
            }
            Wish::Volume(volume) => Action::Playback(PlaybackAction::Volume(volume as f32)),
            Wish::Speed(speed) => Action::Playback(PlaybackAction::Speed(speed as f32)),
            Wish::Raise => {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                return ctx.send_viewport_cmd(ViewportCommand::Focus);
            }
            Wish::Quit => return ctx.send_viewport_cmd(ViewportCommand::Close),
        };
        self.act(ctx, action);
    }

    fn now(&self) -> MediaState {
        let settings = &self.model.settings;
        let status = match self.model.playback.state {
            Playback::Idle => Status::Stopped,
            Playback::Paused => Status::Paused,
            Playback::Opening | Playback::Buffering | Playback::Playing => Status::Playing,
        };
        let volume = if settings.muted { 0.0 } else { settings.volume };
        let sound = MediaState { status, volume, speed: settings.speed, ..MediaState::default() };
        let Some(take) = &self.model.playback.take else { return sound };
        let header = take.header();
        MediaState {
            track: Some(header.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()),
            title: self.model.library.title_of(take),
            artist: header.voice_name.clone(),
            length: (!take.is_growing()).then(|| time(take.len(), take.rate())),
            rate: take.rate(),
            ..sound
        }
    }
}

/// Samples as time.
pub(super) fn time(samples: TakeSample, rate: u32) -> Duration {
    Duration::from_secs_f64(samples.seconds(rate))
}

#[cfg(test)]
mod tests {
    use crate::audio::take::{Header, TakeWriter};
    use crate::ui::library::LibraryState;

    #[test]
    fn a_text_that_is_spoken_while_it_is_written_has_a_title() {
        let folder = tempfile::tempdir().unwrap();
        let header = Header {
            id: "live".to_owned(),
            document: None,
            created: "2026-11-22T00:00:00Z".to_owned(),
            text: String::new(),
            markdown: false,
            pauses: false,
            voice_id: "1".to_owned(),
            voice_name: "a voice".to_owned(),
            account: "demo".to_owned(),
            rate: 24_000,
            settings: serde_json::Value::Null,
            cast: None,
            parts: Some(Vec::new()),
            segments: Vec::new(),
        };
        let mut writer = TakeWriter::create(&folder.path().join("take"), header).unwrap();
        assert_eq!(LibraryState::default().title_of(&writer.take()), "");
        writer.write("It is written now.\nAnd on.").unwrap();
        assert_eq!(LibraryState::default().title_of(&writer.take()), "It is written now.");
    }
}
