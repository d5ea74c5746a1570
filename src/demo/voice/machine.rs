//! The machine's own speech engine: `espeak-ng` as a separate process, text in, a WAV out.
//!
//! It is under the GPL, so it is never linked; a program that talks to it through pipes is another matter.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use thiserror::Error;

use crate::demo::voice::sound::MonoSound;

/// Making a sentence takes some 10 ms; a process that needs longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(10);
/// The engine's usual pace, in words a minute.
const WORDS_A_MINUTE: f32 = 175.0;
/// The paces the engine takes, in words a minute.
const PACES: std::ops::RangeInclusive<f32> = 80.0..=450.0;
/// More than this from one run is not a sentence (about 12 minutes of sound).
const MOST_BYTES: u64 = 32 << 20;

/// Why the engine gave no sound.
#[derive(Debug, Error)]
pub enum MachineError {
    /// The process could not be started or spoken to.
    #[error("the speech engine could not be run: {0}")]
    Io(#[from] std::io::Error),
    /// It did not finish in time and was killed.
    #[error("the speech engine did not finish in time")]
    Late,
    /// What it wrote is not a WAV with mono 16-bit samples.
    #[error("the speech engine wrote something else than sound")]
    NotSound,
}

/// The engine, found on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    program: PathBuf,
    patience: Duration,
}

impl Machine {
    /// Looks for the engine in `PATH`.
    pub fn find() -> Option<Machine> {
        let name = format!("espeak-ng{}", std::env::consts::EXE_SUFFIX);
        let folders = std::env::var_os("PATH")?;
        std::env::split_paths(&folders).map(|folder| folder.join(&name)).find(|path| path.is_file()).map(Machine::at)
    }

    /// The engine at a known place. Whether it is there shows when it is asked to speak.
    pub fn at(program: PathBuf) -> Machine {
        Machine { program, patience: PATIENCE }
    }

    /// The same engine, killed when it needs longer than this for a sentence. Without this, 10 seconds.
    pub fn patient_for(self, patience: Duration) -> Machine {
        Machine { patience, ..self }
    }

    /// Says `text` with the engine's voice of this name, at `pace` (1.0 is the engine's own).
    pub fn speak(&self, text: &str, voice: &str, pace: f32) -> Result<MonoSound, MachineError> {
        let words = (WORDS_A_MINUTE * pace).clamp(*PACES.start(), *PACES.end());
        let mut child = Command::new(&self.program)
            .args(["-b", "1", "--stdin", "--stdout", "-v", voice, "-s", &format!("{words:.0}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let outcome = exchange(&mut child, spoken(text), self.patience);
        if outcome.is_err() {
            // It may have ended by itself; then there is nothing to kill.
            let _ = child.kill();
        }
        child.wait()?;
        sound(&outcome?).ok_or(MachineError::NotSound)
    }
}

/// The text without `[[`, which would switch the engine to its own alphabet, and on one line: a line break in the middle
/// would end the sentence.
fn spoken(text: &str) -> Vec<u8> {
    let mut line = text.replace(['[', ']', '\r', '\n'], " ");
    line.push('\n');
    line.into_bytes()
}

/// Writes all of `text` to the process and reads all it says. Each direction has its own thread, because the process
/// begins to speak before it has read everything, and because a read has no time limit of its own.
fn exchange(child: &mut Child, text: Vec<u8>, patience: Duration) -> Result<Vec<u8>, MachineError> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(MachineError::NotSound);
    };
    thread::Builder::new().name("demo voice write".into()).spawn(move || {
        // A process that ends early closes the pipe; its output, or the lack of it, says so.
        let _ = input.write_all(&text);
    })?;
    let (heard, hear) = mpsc::channel();
    thread::Builder::new().name("demo voice read".into()).spawn(move || {
        let mut bytes = Vec::new();
        let outcome = output.take(MOST_BYTES).read_to_end(&mut bytes).map(|_| bytes);
        // Nobody listens any more once it is late.
        let _ = heard.send(outcome);
    })?;
    Ok(hear.recv_timeout(patience).map_err(|_| MachineError::Late)??)
}

/// Reads a WAV as a pipe brings it: its sizes are guesses, made before the engine knew how long it would speak.
fn sound(wav: &[u8]) -> Option<MonoSound> {
    let body = wav.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let mut rate = None;
    let mut rest = body;
    while rest.len() >= 8 {
        let (name, tail) = rest.split_at(4);
        let (size, tail) = tail.split_at(4);
        let size = u32::from_le_bytes(size.try_into().ok()?) as usize;
        let chunk = &tail[..size.min(tail.len())];
        match name {
            b"fmt " => rate = Some(mono_rate(chunk)?),
            b"data" => {
                let samples = chunk.chunks_exact(2).map(|s| f32::from(i16::from_le_bytes([s[0], s[1]])) / 32_768.0);
                return Some(MonoSound { samples: samples.collect(), rate: rate? });
            }
            _ => {}
        }
        // Chunks begin at even places.
        rest = tail.get(size.checked_add(size % 2)?..)?;
    }
    None
}

/// The rate in Hz of a format chunk, if it announces mono 16-bit PCM.
fn mono_rate(chunk: &[u8]) -> Option<u32> {
    let word = |at: usize| Some(u16::from_le_bytes(chunk.get(at..at + 2)?.try_into().ok()?));
    let rate = u32::from_le_bytes(chunk.get(4..8)?.try_into().ok()?);
    let fits = word(0)? == 1 && word(2)? == 1 && word(14)? == 16 && (4_000..=192_000).contains(&rate);
    fits.then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(data_size: u32, extra: &[u8], samples: &[i16]) -> Vec<u8> {
        let mut bytes = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
        bytes.extend(22_050u32.to_le_bytes());
        bytes.extend(44_100u32.to_le_bytes());
        bytes.extend([2, 0, 16, 0]);
        bytes.extend(extra);
        bytes.extend(b"data");
        bytes.extend(data_size.to_le_bytes());
        samples.iter().for_each(|s| bytes.extend(s.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_wav_is_read_whatever_its_sizes_claim() {
        let expected = MonoSound { samples: vec![0.5, -0.25], rate: 22_050 };
        let samples = [16_384, -8_192];
        assert_eq!(sound(&wav(0x7fff_f000, b"", &samples)), Some(expected.clone()));
        assert_eq!(sound(&wav(4, b"LIST\x03\0\0\0abc\0", &samples)), Some(expected));
        assert_eq!(sound(&wav(4, b"LIST\xff\xff\xff\xff", &samples)), None);
        assert_eq!(sound(b"RIFF1234WAVE"), None);
        assert_eq!(sound(b""), None);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let missing = Machine::at("/nonexistent/espeak-ng".into());
        let outcome = missing.speak("你好", "cmn-latn-pinyin", 1.0);
        assert!(matches!(outcome, Err(MachineError::Io(_))), "{outcome:?}");
    }
}
