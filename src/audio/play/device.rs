//! The sound device: finding it, opening it, noticing that it is gone.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait};
use rodio::{DeviceSinkBuilder, DeviceSinkError, MixerDeviceSink};

use crate::audio::clocks::DeviceFrame;
use crate::audio::play::input::MixerInput;
use crate::audio::play::live;
use crate::audio::play::live::Control;

/// The device to play on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum DeviceChoice {
    /// The one the system has chosen, also when it changes its mind.
    #[default]
    Default,
    /// The one with this id or name, as [`devices`] lists them.
    Named(String),
}

/// One device that can play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceInfo {
    /// What stays the same between two starts, such as `pulseaudio:alsa_output.pci-0000_00_1f.3.analog-stereo`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether the system would choose it.
    pub is_default: bool,
}

/// Why there is no sound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// The machine has no device that plays.
    #[error("there is no sound device")]
    None,
    /// The requested device is not there.
    #[error("there is no sound device named {0:?}")]
    Unknown(String),
    /// The device is there and cannot be used; the text is the system's.
    #[error("the sound device cannot be opened: {0}")]
    Refused(String),
    /// The device went away while it was open; the text is the system's.
    #[error("the sound device is gone: {0}")]
    Lost(String),
    /// The device has stopped asking for samples.
    #[error("the sound device takes no samples any more")]
    Stuck,
}

impl From<DeviceSinkError> for DeviceError {
    fn from(error: DeviceSinkError) -> DeviceError {
        match error {
            DeviceSinkError::NoDevice => DeviceError::None,
            DeviceSinkError::DefaultSinkConfigError(cause)
            | DeviceSinkError::PlayError(cause)
            | DeviceSinkError::BuildError(cause)
            | DeviceSinkError::SupportedConfigsError(cause) => refused(&cause),
            other => DeviceError::Refused(other.to_string()),
        }
    }
}

pub(in crate::audio) fn refused(cause: &cpal::Error) -> DeviceError {
    match cause.kind() {
        cpal::ErrorKind::DeviceNotAvailable | cpal::ErrorKind::HostUnavailable => DeviceError::None,
        _ => DeviceError::Refused(cause.to_string()),
    }
}

/// Keeps ALSA from writing to standard error on this thread: its complaints about devices that are not there would
/// stand between the lines of the command line. What it has to say comes back as an error all the same.
#[cfg(target_os = "linux")]
pub(in crate::audio) fn hush() {
    // Each call replaces the buffer of the one before, so it does not grow.
    let _ = alsa::Output::local_error_handler();
}

#[cfg(not(target_os = "linux"))]
pub(in crate::audio) fn hush() {}

/// The devices that can play, in the system's order. Takes some milliseconds, seconds where the sound server hangs.
pub fn devices() -> Result<Vec<DeviceInfo>, DeviceError> {
    hush();
    let host = cpal::default_host();
    let default = host.default_output_device().and_then(|device| device.id().ok());
    let listed = host.output_devices().map_err(|cause| refused(&cause))?;
    Ok(listed.filter_map(|one| info(&one, default.as_ref())).collect())
}

/// What is told of a device.
pub(in crate::audio) fn info(device: &cpal::Device, default: Option<&cpal::DeviceId>) -> Option<DeviceInfo> {
    let id = device.id().ok()?;
    let name = device.description().ok()?.name().to_owned();
    Some(DeviceInfo { is_default: Some(&id) == default, id: id.to_string(), name })
}

/// Whether a device has this id or name.
pub(in crate::audio) fn is_named(device: &cpal::Device, wanted: &str) -> bool {
    device.id().is_ok_and(|id| id.to_string() == wanted || id.id() == wanted)
        || device.description().is_ok_and(|described| described.name() == wanted)
}

fn find(choice: &DeviceChoice) -> Result<cpal::Device, DeviceError> {
    let host = cpal::default_host();
    let DeviceChoice::Named(wanted) = choice else {
        return host.default_output_device().ok_or(DeviceError::None);
    };
    let mut listed = host.output_devices().map_err(|cause| refused(&cause))?;
    listed.find(|one| is_named(one, wanted)).ok_or_else(|| DeviceError::Unknown(wanted.clone()))
}

/// What the system's error callback reports. It may be called a million times a second (ALSA does so when its
/// server dies), so only the first loss counts.
#[derive(Default)]
struct StreamErrors {
    lost: OnceLock<String>,
    underruns: AtomicU32,
}

impl StreamErrors {
    fn hear(&self, error: &cpal::Error, wake: &impl Fn()) {
        match error.kind() {
            // The system moved the stream itself, or only warns: the sound goes on.
            cpal::ErrorKind::DeviceChanged | cpal::ErrorKind::RealtimeDenied => {}
            cpal::ErrorKind::Xrun => {
                self.underruns.fetch_add(1, Relaxed);
            }
            _ if self.lost.get().is_some() => {}
            _ => {
                if self.lost.set(error.to_string()).is_ok() {
                    wake();
                }
            }
        }
    }
}

/// An open device with the live sources in its mixer. Dropping it closes the device, without waiting for that.
pub struct DeviceOutput {
    /// Its id, as [`devices`] lists it, where it has one.
    pub id: Option<String>,
    /// What people call the device.
    pub name: String,
    /// The device's own rate in Hz.
    pub rate: u32,
    /// How many frames the system keeps at most: one buffer that plays and one that is filled.
    pub held: DeviceFrame,
    controls: Vec<Arc<Control>>,
    trouble: Arc<StreamErrors>,
    sink: Option<MixerDeviceSink>,
}

impl Drop for DeviceOutput {
    /// A stream whose sink was removed under it is never done closing, so nobody waits for it.
    fn drop(&mut self) {
        let sink = self.sink.take();
        let _ = std::thread::Builder::new().name("sound closing".to_owned()).spawn(move || drop(sink));
    }
}

impl DeviceOutput {
    /// Opens the chosen device at its own rate, with a buffer of `millis`, and gives each of `inputs` a way to it. `wake` is
    /// called when the device is lost.
    ///
    /// Blocks for milliseconds, or for seconds where the sound server hangs.
    ///
    /// # Errors
    /// There is no such device, or the system does not open it.
    pub fn open(
        choice: &DeviceChoice,
        millis: u32,
        inputs: [&mut MixerInput; 2],
        wake: impl Fn() + Clone + Send + 'static,
    ) -> Result<DeviceOutput, DeviceError> {
        hush();
        let device = find(choice)?;
        let name = device.description().map_or_else(|_| String::new(), |described| described.name().to_owned());
        let id = device.id().ok().map(|id| id.to_string());
        let config = device.default_output_config().map_err(|cause| refused(&cause))?;
        let frames = match *config.buffer_size() {
            cpal::SupportedBufferSize::Range { min, max } => {
                (config.sample_rate() * millis / 1000).clamp(min.max(1), max.max(1))
            }
            cpal::SupportedBufferSize::Unknown => config.sample_rate() * millis / 1000,
        };
        let trouble = Arc::new(StreamErrors::default());
        let open = |buffer, format| {
            let (heard, wake) = (trouble.clone(), wake.clone());
            DeviceSinkBuilder::from_device(device.clone())?
                .with_buffer_size(buffer)
                .with_sample_format(format)
                .with_error_callback(move |error: cpal::Error| heard.hear(&error, &wake))
                .open_stream()
        };
        // A sound server takes floats whatever the hardware has; a bare device may insist on its own format and buffer.
        let mut sink = open(cpal::BufferSize::Fixed(frames), cpal::SampleFormat::F32)
            .or_else(|_| open(cpal::BufferSize::Fixed(frames), config.sample_format()))
            .or_else(|_| open(cpal::BufferSize::Default, config.sample_format()))?;
        // rodio would say on standard error that the device is being closed.
        sink.log_on_drop(false);
        let rate = sink.config().sample_rate();
        let held = DeviceFrame(u64::from(2 * frames));
        let holds = Duration::from_secs(1) * (2 * frames) / rate.get();
        let mut controls = Vec::new();
        for input in inputs {
            let (feed, live) = live::live(rate, holds, input.control.clone(), input.meter.clone());
            sink.mixer().add(live);
            input.feed = Some(feed);
            controls.push(input.control.clone());
        }
        Ok(DeviceOutput { id, name, rate: rate.get(), held, controls, trouble, sink: Some(sink) })
    }

    /// Why the device is gone, if it is.
    pub fn lost(&self) -> Option<DeviceError> {
        self.trouble.lost.get().map(|why| DeviceError::Lost(why.clone()))
    }

    /// How often the device came too short since it was opened.
    pub fn underruns(&self) -> u32 {
        let late = self.controls.iter().map(|control| control.late()).max();
        self.trouble.underruns.load(Relaxed).max(late.unwrap_or_default())
    }
}
