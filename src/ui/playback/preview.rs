//! What is heard beside the document, and the button that begins and ends it.

use egui::{Response, Ui};

use crate::audio::take::VersionId;
use crate::audio::{PlayerEvent, PreviewId};
use crate::engine::AuditionId;
use crate::ui::shell::icons::Icon;
use crate::ui::shell::notice::Notices;
use crate::ui::shell::widgets;
use crate::words::{Failure, Lang, playback as words};

/// What a preview lets one hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Previewed {
    /// The sample of the voice with this id.
    Sample(String),
    /// A version of a passage of the take with this id.
    Version(String, VersionId),
    /// A sentence in the voice with this id.
    Audition(String),
    /// The recording from which a voice is to be cloned.
    Recording,
    /// An entry of the board.
    Compared(AuditionId),
}

/// How far a preview has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewStage {
    /// Nothing is heard of it, and nothing is to be.
    Off,
    /// It was requested and does not sound.
    Coming,
    /// It sounds.
    Sounding,
}

/// The preview that was requested last, until it is over.
#[derive(Debug, Default)]
pub struct PreviewState {
    current: Option<(PreviewId, Previewed)>,
    sounds: bool,
}

impl PreviewState {
    /// A preview is requested; it takes the place of the one before.
    pub fn requested(&mut self, id: PreviewId, of: Previewed) {
        *self = PreviewState { current: Some((id, of)), sounds: false };
    }

    /// Nothing is to be heard any more.
    pub fn stopped(&mut self) {
        *self = PreviewState::default();
    }

    /// Whether there is anything to stop.
    pub fn is_on(&self) -> bool {
        self.current.is_some()
    }

    /// How far the preview of this has come.
    pub fn stage(&self, of: &Previewed) -> PreviewStage {
        match &self.current {
            Some((_, current)) if current == of && self.sounds => PreviewStage::Sounding,
            Some((_, current)) if current == of => PreviewStage::Coming,
            _ => PreviewStage::Off,
        }
    }

    /// The entry of the board that is heard, or about to be.
    pub fn compared(&self) -> Option<AuditionId> {
        match self.current {
            Some((_, Previewed::Compared(id))) => Some(id),
            _ => None,
        }
    }

    /// What the player tells of previews. What has sounded and is over comes back.
    pub fn player(&mut self, event: &PlayerEvent) -> Option<Previewed> {
        match *event {
            PlayerEvent::PreviewStarted(id) => self.sounds |= self.is(id),
            PlayerEvent::PreviewEnded(id) if self.is(id) => {
                let PreviewState { current, sounds } = std::mem::take(self);
                return current.map(|(_, of)| of).filter(|_| sounds);
            }
            _ => {}
        }
        None
    }

    /// A preview cannot be heard.
    pub fn failed(&mut self, id: PreviewId, failure: Failure, notices: &mut Notices) {
        if self.is(id) {
            self.stopped();
            notices.trouble(failure);
        }
    }

    fn is(&self, id: PreviewId) -> bool {
        self.current.as_ref().is_some_and(|(current, _)| *current == id)
    }
}

/// The button of a preview: `label` begins it, and a second press ends it.
pub fn preview_button(ui: &mut Ui, lang: Lang, label: &str, stage: PreviewStage, side: f32) -> Response {
    let (icon, label) = match stage {
        PreviewStage::Off => (Icon::Play, label),
        PreviewStage::Coming => (Icon::Stop, words::PREVIEW_COMING.get(lang)),
        PreviewStage::Sounding => (Icon::Stop, words::STOP_PREVIEW.get(lang)),
    };
    widgets::icon_button_sized(ui, icon, label, side)
}
