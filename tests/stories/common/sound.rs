//! What stands in a file, and what should stand there.

use std::path::Path;

use langsheng::demo::Tones;

/// The samples of a WAV.
pub fn wav(path: &Path) -> Vec<i16> {
    let mut reader = hound::WavReader::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.samples().collect::<Result<_, _>>().expect("whole samples")
}

/// A text in tones at 24 kHz.
pub fn tones(text: &str) -> Vec<i16> {
    Tones::text(text, 24_000)
}
