//! Sounds to play, and how close to them what was heard comes.

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// A tone that rises evenly from 200 Hz to `top` Hz, loud, with 50 ms of smooth fade at both ends, so that
/// nothing of it lies outside of its band.
pub fn chirp(rate: u32, seconds: f64, top: f64) -> Vec<i16> {
    let rate = f64::from(rate);
    let samples = (rate * seconds) as usize;
    let sample = |n: usize| {
        let t = n as f64 / rate;
        let phase = std::f64::consts::TAU * (200.0 * t + (top - 200.0) * t * t / (2.0 * seconds));
        let edge = (n.min(samples - 1 - n) as f64 / (rate * 0.05)).min(1.0);
        (phase.sin() * 29_000.0 * (0.5 - 0.5 * (std::f64::consts::PI * edge).cos())).round() as i16
    };
    (0..samples).map(sample).collect()
}

/// Samples cut into pieces of bytes, from 1 byte to 18 000, the same every time.
pub fn ragged(samples: &[i16]) -> Vec<Vec<u8>> {
    let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let (mut rest, mut pieces, mut seed) = (&bytes[..], Vec::new(), 7_u32);
    while !rest.is_empty() {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wanted = match seed >> 29 {
            0 => 1,
            1..=3 => 2,
            4 => 3,
            _ => (seed >> 8) as usize % 18_000,
        };
        let (piece, later) = rest.split_at(wanted.min(rest.len()));
        pieces.push(piece.to_vec());
        rest = later;
    }
    pieces
}

/// The ideal band-limited resample: the spectrum of the whole, as it is, at another rate.
pub fn ideal(samples: &[i16], from: u32, to: u32) -> Vec<f64> {
    let margin = from as usize;
    // A length of whole seconds is a whole number of samples at both rates.
    let seconds = (samples.len() + 2 * margin).div_ceil(from as usize);
    let (len_in, len_out) = (seconds * from as usize, seconds * to as usize);
    let mut input = vec![0.0; len_in];
    for (to, from) in input[margin..].iter_mut().zip(samples) {
        *to = f64::from(*from) / 32_768.0;
    }
    let mut planner = RealFftPlanner::<f64>::new();
    let forward = planner.plan_fft_forward(len_in);
    let mut spectrum = forward.make_output_vec();
    forward.process(&mut input, &mut spectrum).unwrap();
    spectrum.resize(len_out / 2 + 1, Complex::default());
    if let Some(last) = spectrum.last_mut() {
        last.im = 0.0;
    }
    let mut output = vec![0.0; len_out];
    planner.plan_fft_inverse(len_out).process(&mut spectrum, &mut output).unwrap();
    let (start, len) = (to as usize, (samples.len() as u64 * u64::from(to)).div_ceil(u64::from(from)) as usize);
    output[start..start + len].iter().map(|sample| sample / len_in as f64).collect()
}

/// Where in `heard` the sound `wanted` begins: the shift at which the two are most alike.
pub fn find(heard: &[f32], wanted: &[f64]) -> usize {
    let len = (heard.len() + wanted.len()).next_power_of_two();
    let mut planner = RealFftPlanner::<f64>::new();
    let forward = planner.plan_fft_forward(len);
    let spectrum = |samples: &mut dyn Iterator<Item = f64>| {
        let mut padded = vec![0.0; len];
        for (to, from) in padded.iter_mut().zip(samples) {
            *to = from;
        }
        let mut spectrum = forward.make_output_vec();
        forward.process(&mut padded, &mut spectrum).unwrap();
        spectrum
    };
    let heard_spectrum = spectrum(&mut heard.iter().map(|sample| f64::from(*sample)));
    let wanted_spectrum = spectrum(&mut wanted.iter().copied());
    let mut product: Vec<_> = heard_spectrum.iter().zip(&wanted_spectrum).map(|(a, b)| a * b.conj()).collect();
    for edge in [0, len / 2] {
        product[edge].im = 0.0;
    }
    let mut likeness = vec![0.0; len];
    planner.plan_fft_inverse(len).process(&mut product, &mut likeness).unwrap();
    let best = likeness[..heard.len()].iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.map_or(0, |(at, _)| at)
}

/// The ratio of the sound to what differs from it, in dB.
pub fn snr(heard: &[f32], wanted: &[f64]) -> f64 {
    assert_eq!(heard.len(), wanted.len());
    let sound: f64 = wanted.iter().map(|sample| sample * sample).sum();
    let error: f64 = heard.iter().zip(wanted).map(|(a, b)| (f64::from(*a) - b).powi(2)).sum();
    10.0 * (sound / error).log10()
}

/// The stretch of `heard` between the first and the last sample that is not silence.
pub fn sounding(heard: &[f32]) -> std::ops::Range<usize> {
    let sounds = |sample: &f32| sample.abs() > 1e-5;
    let first = heard.iter().position(sounds).unwrap_or(0);
    first..heard.iter().rposition(sounds).map_or(first, |last| last + 1)
}
