//! FLAC, frame by frame, so that its memory does not grow. What flacenc is given is one frame at a time; the head is ours.

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr as _, StreamInfo};
use flacenc::config::Encoder;
use flacenc::error::{Verified, Verify as _};
use flacenc::source::{Context, Fill as _, FrameBuf};

use crate::audio::clocks::HeardSample;
use crate::audio::files::export::comments::{VENDOR, comments};
use crate::audio::files::export::encode::{Encode, EncodedEnd, EncoderRefusal};
use crate::audio::files::export::plan::ExportPlan;

/// Samples of a frame.
const FRAME: usize = 4096;

/// The most points of the table that players seek by.
const POINTS: usize = 256;

/// The highest rate that the format has room for, in Hz.
const HIGHEST: u32 = 655_350;

/// See the head of this file.
pub(super) struct Flac {
    plan: ExportPlan,
    rate: u32,
    config: Verified<Encoder>,
    info: StreamInfo,
    frame: FrameBuf,
    /// The sum of all samples, by which a decoder finds out whether it has them right.
    sum: Context,
    sink: ByteSink,
    /// Samples that do not fill a frame yet.
    waiting: Vec<i16>,
    frames: usize,
    coded: HeardSample,
    /// Bytes of all frames, and of the shortest and the longest of them.
    bytes: u64,
    shortest: usize,
    longest: usize,
    seek: SeekTable,
}

impl Flac {
    /// Whether the format has this rate.
    pub fn has_rate(rate: u32) -> bool {
        (1..=HIGHEST).contains(&rate)
    }

    pub fn new(plan: &ExportPlan, rate: u32) -> Result<Flac, EncoderRefusal> {
        Ok(Flac {
            plan: plan.clone(),
            rate,
            config: Encoder::default().into_verified().map_err(|(_, error)| EncoderRefusal::because(error))?,
            info: StreamInfo::new(rate as usize, 1, 16).map_err(EncoderRefusal::because)?,
            frame: FrameBuf::with_size(1, FRAME).map_err(EncoderRefusal::because)?,
            sum: Context::new(16, 1),
            sink: ByteSink::new(),
            waiting: Vec::with_capacity(FRAME),
            frames: 0,
            coded: HeardSample::ZERO,
            bytes: 0,
            shortest: 0,
            longest: 0,
            seek: SeekTable::default(),
        })
    }

    /// Encodes one frame; only the last one may be shorter than [`FRAME`].
    fn encode(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let wide: Vec<i32> = samples.iter().map(|sample| i32::from(*sample)).collect();
        if self.frame.size() != wide.len() {
            self.frame.resize(wide.len());
        }
        self.frame.fill_interleaved(&wide).map_err(EncoderRefusal::because)?;
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.sum.fill_le_bytes(&bytes, 2).map_err(EncoderRefusal::because)?;
        let frame = flacenc::encode_fixed_size_frame(&self.config, &self.frame, self.frames, &self.info);
        self.sink.clear();
        frame.map_err(EncoderRefusal::because)?.write(&mut self.sink).map_err(EncoderRefusal::because)?;

        let length = self.sink.as_slice().len();
        self.seek.frame(self.coded.0, self.bytes, samples.len());
        self.shortest = if self.frames == 0 { length } else { self.shortest.min(length) };
        self.longest = self.longest.max(length);
        self.frames += 1;
        self.bytes += length as u64;
        self.coded += samples.len();
        out.extend_from_slice(self.sink.as_slice());
        Ok(())
    }

    fn stream_info(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let mut block = Vec::with_capacity(34);
        block.extend([FRAME as u16; 2].iter().flat_map(|size| size.to_be_bytes()));
        let (shortest, longest, samples) =
            end.map_or((0, 0, 0), |end| (self.shortest as u32, self.longest as u32, end.samples.0));
        block.extend(&shortest.to_be_bytes()[1..]);
        block.extend(&longest.to_be_bytes()[1..]);
        // 20 bits of rate, 3 of channels less one, 5 of bits a sample less one, 36 of length; 0 is "not known".
        let samples = if samples < 1 << 36 { samples } else { 0 };
        block.extend((u64::from(self.rate) << 44 | 15 << 36 | samples).to_be_bytes());
        // A sum of what is not all there would be wrong; zeros are "not known".
        block.extend(if end.is_some_and(|end| end.whole) { self.sum.md5_digest() } else { [0; 16] });
        block
    }

    fn comment(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let comments = comments(&self.plan, self.rate, end);
        let mut block = sized(VENDOR);
        block.extend((comments.len() as u32).to_le_bytes());
        comments.iter().for_each(|(name, value)| block.extend(sized(&format!("{name}={value}"))));
        block
    }
}

/// A text after its length.
fn sized(text: &str) -> Vec<u8> {
    [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
}

impl Encode for Flac {
    fn head(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let blocks = [(0, self.stream_info(end)), (3, self.seek.block(end)), (4, self.comment(end))];
        let last = blocks.len() - 1;
        let mut head = b"fLaC".to_vec();
        for (place, (kind, block)) in blocks.into_iter().enumerate() {
            // One byte of kind, whose highest bit says that none follows, and three of length.
            let mark = if place == last { 0x80 } else { 0 };
            head.push(mark | kind);
            head.extend(&(block.len() as u32).to_be_bytes()[1..]);
            head.extend(block);
        }
        head
    }

    fn push(&mut self, samples: &[i16], out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.extend_from_slice(samples);
        let whole = waiting.len() - waiting.len() % FRAME;
        for frame in waiting[..whole].chunks(FRAME) {
            self.encode(frame, out)?;
        }
        waiting.drain(..whole);
        self.waiting = waiting;
        Ok(())
    }

    fn finish(&mut self, _: &EncodedEnd, out: &mut Vec<u8>) -> Result<(), EncoderRefusal> {
        let rest = std::mem::take(&mut self.waiting);
        if rest.is_empty() { Ok(()) } else { self.encode(&rest, out) }
    }

    fn coded(&self) -> HeardSample {
        self.coded
    }
}

/// Points to seek by, evenly spread however long it becomes: whenever there are too many, every other one goes.
struct SeekTable {
    points: Vec<(u64, u64, u16)>,
    /// One point in so many frames, and the frames since the last.
    every: usize,
    since: usize,
}

impl Default for SeekTable {
    fn default() -> SeekTable {
        SeekTable { points: Vec::with_capacity(POINTS), every: 1, since: 1 }
    }
}

impl SeekTable {
    /// A frame of so many samples, its first sample, and its first byte after the head.
    fn frame(&mut self, sample: u64, byte: u64, samples: usize) {
        if self.since < self.every {
            self.since += 1;
            return;
        }
        if self.points.len() == POINTS {
            let mut kept = false;
            self.points.retain(|_| {
                kept = !kept;
                kept
            });
            self.every *= 2;
        }
        self.points.push((sample, byte, samples as u16));
        self.since = 1;
    }

    /// Always of the same length: what has no point is a placeholder.
    fn block(&self, end: Option<&EncodedEnd>) -> Vec<u8> {
        let points = if end.is_some() { &self.points[..] } else { &[] };
        let points = points.iter().copied().chain(std::iter::repeat((u64::MAX, 0, 0))).take(POINTS);
        points
            .flat_map(|(sample, byte, samples)| {
                [&sample.to_be_bytes()[..], &byte.to_be_bytes(), &samples.to_be_bytes()].concat()
            })
            .collect()
    }
}
