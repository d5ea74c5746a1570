//! Recording from a microphone into a file. The callback of the system only moves samples into a ring; a thread of its own
//! writes them to the file, which is whole at any moment but for its last second.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use rtrb::{Consumer, Producer, RingBuffer};

use crate::audio::play::device;
use crate::audio::play::device::{DeviceChoice, DeviceError, DeviceInfo};

/// The longest recording, in seconds; about 20 are wanted.
pub const LONGEST_SECONDS: u64 = 60;

/// The most bytes of samples in the file, so that it can be sent at any rate.
const MOST_BYTES: u64 = 9_500_000;

/// How much sound the ring holds.
const RING: Duration = Duration::from_secs(2);

/// How often the ring is emptied.
const TURN: Duration = Duration::from_millis(20);

/// A microphone that gives nothing for so long gives nothing at all.
const STUCK: Duration = Duration::from_secs(5);

/// A recording that is being made. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct MicrophoneRecording(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Hz; 0 until the device is open.
    rate: AtomicU32,
    /// Samples that came, those of the lead included.
    captured: AtomicU64,
    /// Samples that are not kept, because the user gets ready.
    lead: AtomicU64,
    /// The largest of the last samples, 0 to 1, as the bits of an `f32`.
    level: AtomicU32,
    is_stopped: AtomicBool,
    lost: OnceLock<String>,
}

impl MicrophoneRecording {
    /// Ends it. What was recorded stays.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Relaxed);
    }

    /// How many seconds were recorded; below zero as long as the user gets ready. Nothing until the device is open.
    pub fn seconds(&self) -> Option<f64> {
        let rate = self.0.rate.load(Relaxed);
        let kept = self.0.captured.load(Relaxed) as f64 - self.0.lead.load(Relaxed) as f64;
        (rate > 0).then(|| kept / f64::from(rate))
    }

    /// How loud it is now, 0 to 1.
    pub fn level(&self) -> f32 {
        f32::from_bits(self.0.level.load(Relaxed))
    }
}

/// The devices that can record, in the system's order. Takes some milliseconds, seconds where the sound server hangs.
///
/// # Errors
/// The system does not list them.
pub fn microphones() -> Result<Vec<DeviceInfo>, DeviceError> {
    device::hush();
    let host = cpal::default_host();
    let default = host.default_input_device().and_then(|device| device.id().ok());
    let listed = host.input_devices().map_err(|cause| device::refused(&cause))?;
    Ok(listed.filter_map(|one| device::info(&one, default.as_ref())).collect())
}

fn find(choice: &DeviceChoice) -> Result<cpal::Device, DeviceError> {
    let host = cpal::default_host();
    let DeviceChoice::Named(wanted) = choice else {
        return host.default_input_device().ok_or(DeviceError::None);
    };
    let mut listed = host.input_devices().map_err(|cause| device::refused(&cause))?;
    listed.find(|one| device::is_named(one, wanted)).ok_or_else(|| DeviceError::Unknown(wanted.clone()))
}

/// Records into `path` until it is stopped or [`LONGEST_SECONDS`] are full, after a `lead` in which the level is measured and
/// nothing is kept. Calls `ended` at its end, with the trouble that ended it, if any; what was recorded before stays.
///
/// # Errors
/// The system gives no thread.
pub fn record(
    choice: DeviceChoice,
    path: PathBuf,
    lead: Duration,
    ended: impl FnOnce(Option<MicrophoneError>) + Send + 'static,
) -> std::io::Result<MicrophoneRecording> {
    let recording = MicrophoneRecording::default();
    let shared = recording.0.clone();
    let work = move || ended(run(&choice, &path, lead, &shared).err());
    std::thread::Builder::new().name("microphone".to_owned()).spawn(work)?;
    Ok(recording)
}

/// Why a recording did not begin, or ended.
#[derive(Debug, thiserror::Error)]
pub enum MicrophoneError {
    /// The microphone cannot be used, or is gone.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The file cannot be written.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

fn unwritten(error: hound::Error) -> MicrophoneError {
    MicrophoneError::File(match error {
        hound::Error::IoError(error) => error,
        other => std::io::Error::other(other),
    })
}

fn run(choice: &DeviceChoice, path: &Path, lead: Duration, shared: &Arc<Shared>) -> Result<(), MicrophoneError> {
    device::hush();
    let device = find(choice)?;
    let config = device.default_input_config().map_err(|cause| device::refused(&cause))?;
    let rate = config.sample_rate();
    let (producer, ring) = RingBuffer::new((f64::from(rate) * RING.as_secs_f64()) as usize);
    let stream = open(&device, &config, producer, shared.clone())?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let spec =
        hound::WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let file = hound::WavWriter::create(path, spec).map_err(unwritten)?;
    let lead = (f64::from(rate) * lead.as_secs_f64()) as u64;
    shared.lead.store(lead, Relaxed);
    stream.play().map_err(|cause| device::refused(&cause))?;
    shared.rate.store(rate, Relaxed);
    write(file, ring, lead, rate, shared)
}

/// Opens the stream in the format that the device has.
fn open(
    device: &cpal::Device,
    config: &cpal::SupportedStreamConfig,
    producer: Producer<f32>,
    shared: Arc<Shared>,
) -> Result<cpal::Stream, DeviceError> {
    match config.sample_format() {
        cpal::SampleFormat::F32 => open_as::<f32>(device, config, producer, shared, |sample| sample),
        cpal::SampleFormat::I16 => {
            open_as::<i16>(device, config, producer, shared, |sample| f32::from(sample) / 32_768.0)
        }
        cpal::SampleFormat::U16 => {
            open_as::<u16>(device, config, producer, shared, |sample| f32::from(sample) / 32_768.0 - 1.0)
        }
        cpal::SampleFormat::I32 => {
            open_as::<i32>(device, config, producer, shared, |sample| sample as f32 / 2_147_483_648.0)
        }
        other => Err(DeviceError::Refused(format!("{other}"))),
    }
}

fn open_as<T: cpal::SizedSample + Copy>(
    device: &cpal::Device,
    config: &cpal::SupportedStreamConfig,
    mut producer: Producer<f32>,
    shared: Arc<Shared>,
    of: impl Fn(T) -> f32 + Send + 'static,
) -> Result<cpal::Stream, DeviceError> {
    let channels = usize::from(config.channels()).max(1);
    let lost = shared.clone();
    // The mean of the channels of each frame. What finds no room is left out: the thread has stood still for seconds.
    let heard = move |samples: &[T], _: &cpal::InputCallbackInfo| {
        let mut peak = 0.0_f32;
        for frame in samples.chunks_exact(channels) {
            let mean = frame.iter().map(|sample| of(*sample)).sum::<f32>() / channels as f32;
            peak = peak.max(mean.abs());
            producer.push(mean).ok();
        }
        shared.level.store(peak.to_bits(), Relaxed);
    };
    let trouble = move |error: cpal::Error| match error.kind() {
        cpal::ErrorKind::DeviceChanged | cpal::ErrorKind::RealtimeDenied | cpal::ErrorKind::Xrun => {}
        _ if lost.lost.get().is_some() => {}
        _ => drop(lost.lost.set(error.to_string())),
    };
    let opened = device.build_input_stream::<T, _, _>(config.config(), heard, trouble, None);
    opened.map_err(|cause| device::refused(&cause))
}

/// Empties the ring into the file until the recording is over.
fn write(
    mut file: hound::WavWriter<BufWriter<File>>,
    mut ring: Consumer<f32>,
    lead: u64,
    rate: u32,
    shared: &Shared,
) -> Result<(), MicrophoneError> {
    let most = (LONGEST_SECONDS * u64::from(rate)).min(MOST_BYTES / 2);
    let (mut captured, mut flushed, mut alive) = (0_u64, 0_u64, Instant::now());
    let trouble = loop {
        std::thread::park_timeout(TURN);
        let is_over = shared.is_stopped.load(Relaxed);
        let before = captured;
        while let Ok(sample) = ring.pop() {
            if captured >= lead && captured < lead + most {
                file.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0).round() as i16).map_err(unwritten)?;
            }
            captured += 1;
        }
        shared.captured.store(captured.min(lead + most), Relaxed);
        if captured > before {
            alive = Instant::now();
        }
        if captured > flushed + u64::from(rate) {
            // The header says how long it is, so that a crash costs no more than a second.
            file.flush().map_err(unwritten)?;
            flushed = captured;
        }
        if let Some(why) = shared.lost.get() {
            break Some(DeviceError::Lost(why.clone()));
        }
        if is_over || captured >= lead + most {
            break None;
        }
        if alive.elapsed() > STUCK {
            break Some(DeviceError::Stuck);
        }
    };
    file.finalize().map_err(unwritten)?;
    trouble.map_or(Ok(()), |trouble| Err(trouble.into()))
}
