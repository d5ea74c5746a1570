//! Previews: what is heard beside the document. They stop no job, load nothing and are kept nowhere.

use std::ops::Range;

use crate::audio::take::Take;
use crate::audio::{PreviewId, TakeSample};
use crate::engine::blocking;
use crate::engine::blocking::{ReadyPreview, WorkDone};
use crate::engine::boundary::command::PreviewSource;
use crate::engine::boundary::event::Event;
use crate::engine::core::audition::SpokenAudition;
use crate::engine::core::{Core, versions};

impl Core {
    /// Gets what is to be heard, and lets it be heard unless something else is wanted by then.
    pub(super) async fn preview(&mut self, id: PreviewId, of: PreviewSource) {
        self.previewed = Some(id);
        match of {
            PreviewSource::Version { take, version } => {
                let done = self.done.clone();
                blocking::spawn(move || {
                    let sound = versions::version(&take, version);
                    done.send(WorkDone::Preview(Box::new(ReadyPreview { id, sound }))).ok();
                });
            }
            // The one takes the other's place without a gap, so that two versions can be compared.
            PreviewSource::Take { take, range } => self.play_preview(id, take, range),
            PreviewSource::Recording(file) => {
                self.player.stop_preview();
                blocking::recording(&self.home, file, id, self.done.clone());
            }
            PreviewSource::Compared(sound) => {
                self.events.send(Event::PreviewReady { id, take: sound.take.clone() });
                self.player.switch_preview(id, *sound);
            }
            PreviewSource::Sample { account, voice } => {
                self.player.stop_preview();
                match self.connect(&account).await {
                    Ok(connect) => blocking::sample(&self.home, connect, *voice, id, self.done.clone()),
                    Err(failure) => self.events.send(Event::PreviewFailed { id, failure }),
                }
            }
            PreviewSource::Audition { account, text, voice_name, output } => {
                self.player.stop_preview();
                let wanted = SpokenAudition { account, text, voice_name, output: *output };
                if let Err(failure) = self.hear_audition(id, wanted).await {
                    self.events.send(Event::PreviewFailed { id, failure });
                }
            }
        }
    }

    /// Ends the preview; one that is not ready will not be heard.
    pub(super) fn stop_preview(&mut self) {
        self.previewed = None;
        self.player.stop_preview();
    }

    /// What is to be heard has been got, or could not be.
    pub(super) fn preview_ready(&mut self, ready: ReadyPreview) {
        let ReadyPreview { id, sound } = ready;
        if self.previewed != Some(id) {
            return;
        }
        match sound {
            Ok((take, range)) => self.play_preview(id, take, range),
            // What there was of it may sound already.
            Err(failure) => {
                self.stop_preview();
                self.events.send(Event::PreviewFailed { id, failure });
            }
        }
    }

    pub(super) fn play_preview(&self, id: PreviewId, take: Take, range: Range<TakeSample>) {
        self.events.send(Event::PreviewReady { id, take: take.clone() });
        self.player.preview(id, take, range);
    }
}
