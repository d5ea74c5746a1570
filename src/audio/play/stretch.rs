//! Faster or slower at the same pitch, by Sonic: whole periods of the voice are left out or said twice.

mod speed_map;
#[cfg(test)]
mod tests;

use libsonic::SonicStream;
pub use speed_map::{SpeedMap, TimePoint};

use crate::audio::clocks::{HeardSample, RenderedSample};

/// The slowest and the fastest speed.
pub const SPEEDS: (f32, f32) = (0.5, 3.0);

/// Full scale of Sonic's own samples.
const FULL: f32 = 32_767.0;

/// Speeds that lie closer to 1.0 are 1.0; Sonic would not hear the difference either.
const CLOSE: f32 = 1e-5;

/// So many single samples in a row come out of Sonic only when it holds nothing back any more.
const ALONE: u32 = 32;

/// A rate that is no rate of a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sound of {0} Hz cannot be made faster or slower")]
pub struct StretchError(pub u32);

/// Changes the speed of a stream of samples.
///
/// At speed 1.0 it hands on what it gets, bit by bit. At any other it holds back up to 31 ms (two periods of the lowest
/// voice it knows, 65 Hz), which [`Stretcher::finish`] brings out. The speed may change at any time without a click.
/// What comes out depends on the samples and where the speed changed, not on how the samples were cut into calls. Its memory does
/// not depend on the length.
///
/// How long something takes depends on the periods of the voice in it, so a place in the result is not simply a place
/// divided by the speed: over hours that drifts by seconds. [`Stretcher::points`] says where what stands.
pub struct Stretcher {
    rate: u32,
    speed: f32,
    /// `None` where samples are handed on as they are.
    sonic: Option<SonicStream>,
    /// How many samples Sonic must hold before it makes a step.
    needed: RenderedSample,
    taken: RenderedSample,
    given: HeardSample,
    /// How many samples in a row came out alone.
    alone: u32,
    /// How far Sonic had come at its last step.
    reached: RenderedSample,
    points: Vec<TimePoint>,
}

impl Stretcher {
    /// A stretcher for samples of `rate` Hz. A speed out of [`SPEEDS`] is the nearest one in it.
    ///
    /// # Errors
    /// The rate is less than 1 kHz or more than 500 kHz.
    pub fn new(rate: u32, speed: f32) -> Result<Stretcher, StretchError> {
        SonicStream::new(rate, 1).map_err(|_| StretchError(rate))?;
        let mut new = Stretcher {
            rate,
            speed: 1.0,
            sonic: None,
            needed: RenderedSample(u64::from(2 * (rate / 65))),
            taken: RenderedSample::ZERO,
            given: HeardSample::ZERO,
            alone: 0,
            reached: RenderedSample::ZERO,
            points: vec![TimePoint::default()],
        };
        new.set_speed(speed);
        Ok(new)
    }

    /// Changes the speed of what is pushed from now on.
    pub fn set_speed(&mut self, speed: f32) {
        let speed = nearest(speed);
        if speed == self.speed {
            return;
        }
        self.speed = speed;
        self.alone = 0;
        if self.sonic.is_none() {
            // The rate was accepted before.
            self.sonic = SonicStream::new(self.rate, 1).ok();
            self.reached = self.taken;
        }
        if let Some(sonic) = &mut self.sonic {
            sonic.set_speed(speed);
        }
    }

    /// The speed of what is pushed now.
    pub fn speed(&self) -> f32 {
        self.speed
    }

    /// How many samples were pushed.
    pub fn taken(&self) -> RenderedSample {
        self.taken
    }

    /// How many samples came out.
    pub fn given(&self) -> HeardSample {
        self.given
    }

    /// Where what stands: pairs of a sample that was pushed and the sample of the result it became, in rising order, as
    /// far as they were learned since this was last asked. Between two of them, linear is right within a period of the
    /// voice. Ask now and then, they are kept until then; a [`SpeedMap`] answers from them.
    pub fn points(&mut self) -> std::vec::Drain<'_, TimePoint> {
        self.points.drain(..)
    }

    /// Takes samples in and appends to `out` what is ready.
    pub fn push(&mut self, samples: &[i16], out: &mut Vec<i16>) {
        let mut rest = samples.iter();
        // Sonic makes one step as soon as it holds enough. Given one sample at a time, it shows by the moment of a
        // step how far it has come, which it does not say.
        while let Some(sonic) = &mut self.sonic {
            let Some(sample) = rest.next() else { return };
            sonic.write_f32(&[to_sonic(*sample)]);
            self.taken += 1;
            let made = sonic.available_frames();
            if made == 0 {
                self.alone = 0;
                continue;
            }
            // On the way back to 1.0 what is held is handed on all at once, and then it is no longer known how much it was.
            if self.speed != 1.0 {
                self.reached = self.reached.max(self.taken.saturating_sub(self.needed));
                self.points.push(TimePoint { taken: self.reached, given: self.given });
            }
            self.given += made;
            out.extend(sonic.read_f32(made).into_iter().map(from_sonic));
            self.alone = if made == 1 { self.alone + 1 } else { 0 };
            if self.speed == 1.0 && self.alone == ALONE {
                self.sonic = None;
                self.points.push(TimePoint { taken: self.taken, given: self.given });
            }
        }
        let rest = rest.as_slice();
        out.extend_from_slice(rest);
        self.taken += rest.len();
        self.given += rest.len();
        if !rest.is_empty() {
            self.points.push(TimePoint { taken: self.taken, given: self.given });
        }
    }

    /// Ends the stream: appends what was held back. What is pushed after this is a new stream that follows.
    pub fn finish(&mut self, out: &mut Vec<i16>) {
        if let Some(sonic) = &mut self.sonic {
            sonic.flush();
            let rest = sonic.read_f32(sonic.available_frames());
            self.given += rest.len();
            out.extend(rest.into_iter().map(from_sonic));
        }
        self.reached = self.taken;
        self.points.push(TimePoint { taken: self.taken, given: self.given });
    }
}

/// The nearest speed that there is.
pub fn nearest(speed: f32) -> f32 {
    match speed {
        speed if speed.is_nan() || (speed - 1.0).abs() < CLOSE => 1.0,
        speed => speed.clamp(SPEEDS.0, SPEEDS.1),
    }
}

/// Sonic cuts off what stands after the point, so half a step is added for it to cut.
fn to_sonic(sample: i16) -> f32 {
    (f32::from(sample) + 0.5 * f32::from(sample.signum())) / FULL
}

fn from_sonic(sample: f32) -> i16 {
    (sample * FULL).round() as i16
}
