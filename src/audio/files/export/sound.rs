//! What is done to the samples between the takes and the encoder: the speed, and one gain.

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::TimeMap;
use crate::audio::files::export::encode::EncoderRefusal;
use crate::audio::files::export::ended::{Ended, KeepGoing};
use crate::audio::files::export::plan::{ExportPlan, ExportProgress, ExportSummary};
use crate::audio::files::export::source::{BlockSource, SourceStep};
use crate::audio::loudness::{Gain, LoudnessMeter};
use crate::audio::play::stretch::Stretcher;

/// How much is read at once, in samples.
const BLOCK: usize = 64 * 1024;

/// How many points a second are kept of the way through stretched sound.
const POINTS: u32 = 10;

/// The sound of a file, which can be heard more than once.
pub(super) struct FileSound<'a> {
    source: BlockSource<'a>,
    speed: f32,
    rate: u32,
    gain: Option<Gain>,
    clipped: u64,
    /// Samples that came out, in this pass.
    samples: HeardSample,
    /// This pass and how many there are, for the progress.
    pass: (f32, f32),
}

impl<'a> FileSound<'a> {
    /// `rate` is that of the takes. Where a loudness is wanted, everything is heard once for it, which waits for the end of a
    /// take that grows.
    pub fn new(
        source: BlockSource<'a>,
        plan: &ExportPlan,
        rate: u32,
        going: KeepGoing<'_>,
    ) -> Result<FileSound<'a>, Ended> {
        let mut sound = FileSound {
            source,
            speed: plan.speed,
            rate,
            gain: None,
            clipped: 0,
            samples: HeardSample::ZERO,
            pass: (0.0, 1.0),
        };
        if let Some(lufs) = plan.lufs {
            sound.pass = (0.0, 2.0);
            let mut loudness = LoudnessMeter::new(rate).map_err(EncoderRefusal::because)?;
            match sound.hear(going, &mut |samples| Ok(loudness.hear(samples).map_err(EncoderRefusal::because)?)) {
                // What there is will be saved, and then this is said.
                Ok(()) | Err(Ended::Incomplete) => {}
                Err(ended) => return Err(ended),
            }
            sound.gain = loudness.loudness().map(|heard| heard.gain(lufs));
            sound.pass = (1.0, 2.0);
            sound.samples = HeardSample::ZERO;
            sound.source.rewind();
        }
        Ok(sound)
    }

    /// Gives all of it to `sink`, as far as it goes.
    pub fn hear(
        &mut self,
        going: KeepGoing<'_>,
        sink: &mut dyn FnMut(&[i16]) -> Result<(), Ended>,
    ) -> Result<(), Ended> {
        let mut stretcher = match self.speed {
            1.0 => None,
            speed => Some(Stretcher::new(self.rate, speed).map_err(EncoderRefusal::because)?),
        };
        if stretcher.is_some() {
            self.source.times_mut().set_speed(self.speed, HeardSample(u64::from(self.rate / POINTS)));
        }
        let ended = self.hear_through(&mut stretcher, going, sink);
        let Some(mut stretcher) = stretcher.filter(|_| !ended.as_ref().is_err_and(Ended::loses)) else { return ended };
        // Also of what ended early all is given that was read.
        let mut rest = Vec::new();
        stretcher.finish(&mut rest);
        self.source.times_mut().points(stretcher.points());
        self.give(&mut rest, sink).and(ended)
    }

    fn hear_through(
        &mut self,
        stretcher: &mut Option<Stretcher>,
        going: KeepGoing<'_>,
        sink: &mut dyn FnMut(&[i16]) -> Result<(), Ended>,
    ) -> Result<(), Ended> {
        let (mut block, mut stretched) = (vec![0; BLOCK], Vec::new());
        loop {
            let done = (self.pass.0 + self.source.done()) / self.pass.1;
            // What is only measured is not in the file.
            let samples = if self.pass.0 + 1.0 < self.pass.1 { HeardSample::ZERO } else { self.samples };
            if going(ExportProgress { samples, done }).is_break() {
                return Err(Ended::Cancelled);
            }
            match self.source.read(&mut block) {
                Ok(SourceStep::Sound(samples)) => match stretcher {
                    None => self.give(&mut block[..samples], sink)?,
                    Some(stretcher) => {
                        stretched.clear();
                        stretcher.push(&block[..samples], &mut stretched);
                        self.source.times_mut().points(stretcher.points());
                        self.give(&mut stretched, sink)?;
                    }
                },
                Ok(SourceStep::Nothing) => self.source.wait(),
                Ok(SourceStep::End) => return Ok(()),
                Err(stuck) => return Err(stuck.into()),
            }
        }
    }

    fn give(&mut self, samples: &mut [i16], sink: &mut dyn FnMut(&[i16]) -> Result<(), Ended>) -> Result<(), Ended> {
        if let Some(gain) = self.gain {
            self.clipped += gain.apply(samples);
        }
        sink(samples)?;
        self.samples += samples.len();
        Ok(())
    }

    /// The file has so many samples; nothing more comes.
    pub fn end(&mut self, samples: HeardSample) {
        self.source.times_mut().end(samples);
    }

    /// Where everything stands.
    pub fn times(&self) -> &TimeMap {
        self.source.times()
    }

    /// What came of it.
    pub fn saved(self, samples: HeardSample) -> ExportSummary {
        ExportSummary {
            samples,
            rate: self.rate,
            gain_db: self.gain.map(|gain| gain.db),
            lufs: self.gain.map(|gain| gain.lufs),
            clipped: self.clipped,
            copied: false,
            times: self.source.into_times(),
        }
    }
}
