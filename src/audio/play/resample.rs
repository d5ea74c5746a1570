//! From the take's rate to the device's, band-limited, as one stream.

use audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _, WindowFunction};

/// The least number of input samples the filter spans. 480 keep everything up to 94 % of the lower half rate
/// untouched and put aliases below −120 dB; at 24 kHz the stream is held back by 30 ms at most, which matters only
/// where a take runs dry.
const SPAN: usize = 480;

/// The two rates cannot be converted into each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot resample {from} Hz to {to} Hz")]
pub struct RateError {
    /// The take's rate in Hz.
    pub from: u32,
    /// The device's rate in Hz.
    pub to: u32,
}

/// How many input samples the filter spans: a length that is a whole and even number of samples at both rates, because
/// the filter delays by half of it, and half a sample could not be cut off.
fn span(from: u32, to: u32) -> Option<usize> {
    let (mut common, mut rest) = (from, to);
    while rest != 0 {
        (common, rest) = (rest, common % rest);
    }
    let pair = 2 * from.checked_div(common)? as usize;
    Some(SPAN.div_ceil(pair) * pair)
}

/// Turns samples of the take into samples for the device.
///
/// Neither end of the stream loses anything: the filter's delay is cut from the start, and [`Resampler::finish`] brings
/// out what it still holds, so `n` samples in give exactly `⌈n × to ÷ from⌉` out, the first at the first. Between equal
/// rates samples only change their type, exactly.
pub struct Resampler {
    from: u32,
    to: u32,
    /// None where the rates are equal.
    filter: Option<Fft<f32>>,
    /// Samples that do not yet fill a span.
    waiting: Vec<f32>,
    span: Vec<f32>,
    /// Output samples of the filter's delay that are still to be cut.
    delay: usize,
    given: u64,
    made: u64,
}

impl Resampler {
    /// A resampler at the start of a stream.
    pub fn new(from: u32, to: u32) -> Result<Resampler, RateError> {
        let refused = RateError { from, to };
        let (filter, span) = if from == to {
            (None, 0)
        } else {
            let window = WindowFunction::BlackmanHarris2;
            let span = span(from, to).ok_or(refused.clone())?;
            let filter = Fft::new_custom(from as usize, to as usize, span, 1, 1, window, FixedSync::Both)
                .map_err(|_| refused)?;
            let span = filter.output_frames_max();
            (Some(filter), span)
        };
        let mut new =
            Resampler { from, to, filter, waiting: Vec::new(), span: vec![0.0; span], delay: 0, given: 0, made: 0 };
        new.reset();
        Ok(new)
    }

    /// Begins a new stream, as after a seek.
    pub fn reset(&mut self) {
        if let Some(filter) = &mut self.filter {
            filter.reset();
            self.delay = filter.output_delay();
        }
        self.waiting.clear();
        self.given = 0;
        self.made = 0;
    }

    /// Takes samples in and appends to `out` what can be said for certain already.
    pub fn push(&mut self, samples: &[i16], out: &mut Vec<f32>) {
        self.given += samples.len() as u64;
        let samples = samples.iter().map(|sample| f32::from(*sample) / 32768.0);
        if self.filter.is_none() {
            out.extend(samples);
            return;
        }
        self.waiting.extend(samples);
        self.convert(u64::MAX, out);
    }

    /// Ends the stream: appends everything that is still inside. Call `reset` before the next stream.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let whole = (self.given * u64::from(self.to)).div_ceil(u64::from(self.from));
        let Some(filter) = &self.filter else { return };
        let needed = filter.input_frames_next();
        while self.made < whole {
            self.waiting.resize(needed, 0.0);
            self.convert(whole, out);
        }
    }

    /// Converts all whole spans; `limit` is where the stream ends, in output samples.
    fn convert(&mut self, limit: u64, out: &mut Vec<f32>) {
        let Some(filter) = &mut self.filter else { return };
        let needed = filter.input_frames_next();
        let mut used = 0;
        while self.waiting.len() - used >= needed {
            let (room, indexing) = (self.span.len(), Indexing::new());
            let made = InterleavedSlice::new(&self.waiting[used..used + needed], 1, needed).ok().and_then(|input| {
                let mut output = InterleavedSlice::new_mut(&mut self.span, 1, room).ok()?;
                filter.process_into_buffer(&input, &mut output, Some(&indexing)).ok()
            });
            // The buffers have the lengths the filter asked for, so it has no reason to refuse; a refusal becomes silence.
            let made = made.map_or(0, |(_, made)| made);
            used += needed;
            let cut = self.delay.min(made);
            self.delay -= cut;
            let left = usize::try_from(limit - self.made).unwrap_or(usize::MAX);
            let kept = (made - cut).min(left);
            out.extend_from_slice(&self.span[cut..cut + kept]);
            self.made += kept as u64;
        }
        self.waiting.drain(..used);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(from: u32, to: u32, pieces: &[&[i16]]) -> Vec<f32> {
        let mut resampler = Resampler::new(from, to).unwrap();
        let mut out = Vec::new();
        for piece in pieces {
            resampler.push(piece, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    fn wave(samples: usize) -> Vec<i16> {
        (0..samples).map(|n| ((n as f64 * 0.05).sin() * 20_000.0) as i16).collect()
    }

    #[test]
    fn equal_rates_only_change_the_type() {
        let out = all(24_000, 24_000, &[&[i16::MIN, -1], &[], &[0, 1, i16::MAX]]);
        assert_eq!(out, [-1.0, -1.0 / 32768.0, 0.0, 1.0 / 32768.0, 32767.0 / 32768.0]);
    }

    #[test]
    fn a_reset_begins_as_new() {
        let (first, second) = (wave(700), wave(1300));
        let mut resampler = Resampler::new(16_000, 44_100).unwrap();
        let (mut thrown_away, mut out) = (Vec::new(), Vec::new());
        resampler.push(&first, &mut thrown_away);
        resampler.reset();
        resampler.push(&second, &mut out);
        resampler.finish(&mut out);
        assert_eq!(out, all(16_000, 44_100, &[&second]));
    }

    #[test]
    fn a_constant_stays_where_it_is_from_end_to_end() {
        let out = all(24_000, 48_000, &[&[16_384; 4_800]]);
        assert!(out[400..9_200].iter().all(|sample| (sample - 0.5).abs() < 1e-4));
        // The band limit makes the edges ring, half a step before and after them: they stand where they stood.
        assert!((out[0] - 0.5).abs() < 0.1 && (out[9_598] - 0.5).abs() < 0.1);
    }

    proptest! {
        #[test]
        fn length_is_exact_and_cuts_do_not_matter(
            from in prop::sample::select(vec![8_000_u32, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]),
            to in prop::sample::select(vec![16_000_u32, 44_100, 48_000, 96_000]),
            pieces in prop::collection::vec(0_usize..700, 0..12),
        ) {
            let input = wave(pieces.iter().sum());
            let mut rest = &input[..];
            let pieces: Vec<&[i16]> = pieces.iter().map(|len| { let (a, b) = rest.split_at(*len); rest = b; a }).collect();
            let out = all(from, to, &pieces);
            prop_assert_eq!(out.len() as u64, (input.len() as u64 * u64::from(to)).div_ceil(u64::from(from)));
            prop_assert_eq!(out, all(from, to, &[&input]));
        }
    }
}
