//! The receipt of a saved file as JSON: what was requested, what came, what was made of it, and whether it is all there.
//! It never holds a token: neither does a take.

use serde::Serialize;
use serde_json::Value;

use crate::audio::files::captions::Captions;
use crate::audio::files::export::TimeMap;
use crate::audio::take::{ActualFormat, SegmentPlan, SegmentReceipt, SegmentState, Take, TakeEnd};
use crate::audio::{HeardSample, TakeSample};
use crate::engine::cast::Cast;
use crate::engine::failure;
use crate::engine::save::order::{SaveOrder, SaveTo};
use crate::engine::save::scripts::Scripts;
use crate::store::{FileAct, StoreError, digest};
use crate::text::{Script, billed_characters};
use crate::words::Failure;

/// Raised when what is there means something else; additions do not need that.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct ReceiptFile<'a> {
    receipt: u32,
    program: &'static str,
    file: ReceiptAudio,
    order: &'a SaveOrder,
    /// Every take is complete and nothing was left out by a range.
    whole: bool,
    takes: Vec<OfTake<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captions: Option<OfCaptions>,
}

#[derive(Serialize)]
struct ReceiptAudio {
    name: String,
    bytes: u64,
    sha256: String,
    rate: u32,
    samples: HeardSample,
    seconds: f64,
}

#[derive(Serialize)]
struct OfTake<'a> {
    id: &'a str,
    created: &'a str,
    account: &'a str,
    voice_id: &'a str,
    voice_name: &'a str,
    settings: &'a Value,
    markdown: bool,
    text: ReceiptText,
    complete: bool,
    end: Option<TakeEnd>,
    damage: Option<String>,
    rate: u32,
    samples: TakeSample,
    seconds: f64,
    /// Passages that the take holds in several versions.
    versions: usize,
    segments: Vec<ReceiptSegment>,
}

#[derive(Serialize)]
struct ReceiptText {
    bytes: usize,
    characters: usize,
    sentences: usize,
    /// Of its UTF-8.
    sha256: String,
}

#[derive(Serialize)]
struct ReceiptSegment {
    bytes: usize,
    /// Of its speaker, where the take has several voices.
    #[serde(skip_serializing_if = "Option::is_none")]
    voice_id: Option<String>,
    samples: TakeSample,
    connections: u32,
    retries: u32,
    redone: u32,
    logid: Option<String>,
    /// How the sound came, where that is not how it was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_effect: Option<ActualFormat>,
    state: SegmentState,
    code: Option<i64>,
    /// The take that its sound was copied from, if it was not requested.
    reused_from: Option<String>,
}

/// Which captions begin at a known time: SubRip cannot say so itself.
#[derive(Serialize)]
struct OfCaptions {
    cues: usize,
    exact: usize,
    estimated: usize,
    karaoke: bool,
    /// Numbers of the estimated ones, from 1, as in the files.
    estimated_cues: Vec<usize>,
    /// The first sample in the file of each cue.
    starts: Vec<HeardSample>,
}

/// The receipt of a saved file.
///
/// # Errors
/// The file cannot be read back.
pub(super) fn json(
    scripts: &Scripts<'_>,
    to: &SaveTo,
    times: &TimeMap,
    captions: &Captions,
) -> Result<Vec<u8>, Failure> {
    let refused = |source| failure::store(&StoreError::File { act: FileAct::Read, path: to.path.clone(), source });
    let (bytes, sha256) = digest::sha256_of_file(&to.path).map_err(refused)?;
    let name = to.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (rate, samples) = (captions.rate, times.samples());
    let takes = scripts.takes();
    let complete = takes.iter().all(Take::is_complete);
    let receipt = ReceiptFile {
        receipt: VERSION,
        program: concat!("langsheng ", env!("CARGO_PKG_VERSION")),
        file: ReceiptAudio { name, bytes, sha256, rate, samples, seconds: samples.seconds(rate) },
        order: &to.order,
        whole: complete && to.order.range.is_none(),
        takes: takes.iter().enumerate().map(|(number, take)| of_take(take, &scripts.get(number))).collect(),
        captions: (!to.order.captions.is_empty()).then(|| of_captions(captions)),
    };
    // Plain fields and string keys only: nothing here can fail to be written as JSON.
    let mut json = serde_json::to_vec_pretty(&receipt).unwrap_or_default();
    json.push(b'\n');
    Ok(json)
}

fn of_take<'a>(take: &'a Take, script: &Script) -> OfTake<'a> {
    let (header, text) = (take.header(), take.text());
    let receipt = take.receipt();
    let cast = Cast::of(header);
    let voice_id = |plan: &SegmentPlan| {
        let speaker = cast.as_ref()?.speaker(script.speaker_at(plan.spoken.start));
        Some(speaker.map_or(&header.voice_id, |speaker| &speaker.voice_id).clone())
    };
    let segments = receipt.segments.into_iter().zip(take.segments());
    OfTake {
        id: &header.id,
        created: &header.created,
        account: &header.account,
        voice_id: &header.voice_id,
        voice_name: &header.voice_name,
        settings: &header.settings,
        markdown: header.markdown,
        text: ReceiptText {
            bytes: text.len(),
            characters: billed_characters(&text),
            sentences: script.sentences().len(),
            sha256: digest::sha256(text.as_bytes()),
        },
        complete: receipt.complete,
        end: take.end(),
        damage: take.damage(),
        rate: receipt.rate,
        samples: receipt.samples,
        seconds: receipt.samples.seconds(receipt.rate),
        versions: take.passages().len(),
        segments: segments.map(|(segment, plan)| of_segment(segment, voice_id(&plan))).collect(),
    }
}

fn of_segment(segment: SegmentReceipt, voice_id: Option<String>) -> ReceiptSegment {
    ReceiptSegment {
        bytes: segment.bytes,
        voice_id,
        samples: segment.samples,
        connections: segment.connections,
        retries: segment.retries,
        redone: segment.redone,
        logid: segment.logid,
        in_effect: segment.in_effect,
        state: segment.state,
        code: segment.code,
        reused_from: segment.saved,
    }
}

fn of_captions(captions: &Captions) -> OfCaptions {
    let cues = captions.cues.len();
    let exact = captions.exact();
    let numbered = captions.cues.iter().enumerate();
    OfCaptions {
        cues,
        exact,
        estimated: cues - exact,
        karaoke: captions.karaoke,
        estimated_cues: numbered.filter(|(_, cue)| !cue.exact).map(|(at, _)| at + 1).collect(),
        starts: captions.cues.iter().map(|cue| cue.samples.start).collect(),
    }
}
