//! The formats: what each means, and how large a file will be.

use egui::Ui;

use crate::audio::files::export::{FORMATS, FileFormat, Mp3};
use crate::ui::shell::{format, widgets};
use crate::words::{Lang, Phrase, export as words};

/// The qualities of Opus that are offered, in kbit/s.
const OPUS: [u32; 6] = [16, 24, 32, 48, 64, 96];

/// The format, its quality, and one honest line about it.
pub(super) fn format_ui(ui: &mut Ui, lang: Lang, format: &mut FileFormat, rate: u32, seconds: Option<f64>) {
    let built_in = FORMATS.iter().filter(|known| known.is_built_in);
    let choices: Vec<_> = built_in.map(|known| (known.for_speech, known.name.to_owned())).collect();
    // Which one it is, whatever its quality.
    let mut chosen = format.info().for_speech;
    if widgets::segmented(ui, &mut chosen, &choices) {
        *format = chosen;
    }
    let quality = words::QUALITY.get(lang);
    match format {
        FileFormat::Wav | FileFormat::Flac => {}
        FileFormat::Mp3(mp3) => {
            widgets::choice(ui, quality, &mp3_qualities(lang, rate), mp3, 190.0);
        }
        FileFormat::Opus { kbps } => {
            let choices = OPUS.map(|kbps| (kbps, words::KBPS.with("n", kbps).get(lang)));
            widgets::choice(ui, quality, &choices, kbps, 190.0);
        }
    }
    let size = seconds.map(|seconds| {
        let bytes = bytes_a_second(*format, rate) * seconds;
        words::ABOUT_SIZE.with("size", format::bytes(bytes as u64)).get(lang)
    });
    let line = [Some(about(*format).get(lang).to_owned()), size].into_iter().flatten().collect::<Vec<_>>();
    widgets::explain(ui, line.join(" "));
}

fn about(format: FileFormat) -> Phrase {
    match format {
        FileFormat::Wav => words::ABOUT_WAV,
        FileFormat::Flac => words::ABOUT_FLAC,
        FileFormat::Mp3(_) => words::ABOUT_MP3,
        FileFormat::Opus { .. } => words::ABOUT_OPUS,
    }
}

fn mp3_qualities(lang: Lang, rate: u32) -> Vec<(Mp3, String)> {
    let vbr = [
        (0, words::VBR_BEST),
        (2, words::VBR_GOOD),
        (4, words::VBR_SPEECH),
        (6, words::VBR_SMALL),
        (9, words::VBR_LEAST),
    ];
    let vbr = vbr.map(|(quality, name)| (Mp3::Vbr(quality), name.get(lang).to_owned()));
    let cbr = cbr_of(rate).map(|kbps| (Mp3::Cbr(*kbps), words::CBR.with("n", kbps).get(lang)));
    vbr.into_iter().chain(cbr).collect()
}

/// The constant rates that an MP3 of this sample rate may have, as far as speech asks for them.
fn cbr_of(rate: u32) -> impl Iterator<Item = &'static u32> {
    let usual: &[u32] = match rate {
        0..16_000 => &[16, 24, 32, 48, 64],
        16_000..32_000 => &[32, 48, 64, 96, 128],
        _ => &[48, 64, 96, 128, 192],
    };
    Mp3::constant(rate).iter().filter(move |kbps| usual.contains(kbps))
}

/// How large a second of speech in one voice is, about. FLAC and MP3 depend on what is said; these are between those of
/// the voices that were measured, a low one and a bright one.
pub fn bytes_a_second(format: FileFormat, rate: u32) -> f64 {
    let pcm = f64::from(rate) * 2.0;
    match format {
        FileFormat::Wav => pcm,
        FileFormat::Flac => pcm * 0.55,
        FileFormat::Mp3(Mp3::Cbr(kbps)) | FileFormat::Opus { kbps } => f64::from(kbps) * 125.0,
        FileFormat::Mp3(Mp3::Vbr(quality)) => {
            let kbps = [98.0, 89.0, 79.0, 74.0, 66.0, 57.0, 50.0, 44.0, 41.0, 33.0][usize::from(quality.min(9))];
            // Above what a voice has, a higher rate costs little; below, frames have a least size.
            let (part, least) = match rate {
                0..12_000 => (0.44, 20.0),
                12_000..20_000 => (0.76, 30.0),
                20_000..36_000 => (1.0, 0.0),
                _ => (1.22, 0.0),
            };
            f64::max(kbps * part, least) * 125.0
        }
    }
}
