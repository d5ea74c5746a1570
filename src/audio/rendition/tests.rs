//! Renditions of takes that are really written, compared with a plain rendering of the whole.

use proptest::prelude::*;

use crate::audio::TakeSample;
use crate::audio::rendition::*;
use crate::audio::take::{Header, SegmentPlan, TakeEnd, TakeWriter};

const RATE: u32 = 8_000;

/// Samples of so many ms.
const fn ms(ms: u64) -> u64 {
    ms * RATE as u64 / 1000
}

/// A piece of a take: its length and its silence at both sides, in samples, how loud it is, and whether a request of its
/// own brought it.
#[derive(Clone, Debug)]
struct Part {
    quiet: (u64, u64),
    loud: u64,
    level: i16,
    own: bool,
}

impl Part {
    fn samples(&self, seed: u64) -> Vec<i16> {
        let wave = (0..self.loud).map(|n| {
            let sign = if (n + seed).is_multiple_of(3) { -1 } else { 1 };
            sign * (self.level - (n % 50) as i16)
        });
        let quiet = |samples: u64| (0..samples).map(|n| (n % 7) as i16);
        quiet(self.quiet.0).chain(wave).chain(quiet(self.quiet.1)).collect()
    }
}

/// How many bytes of text each part has.
const TEXT: usize = 40;

struct Bench {
    writer: TakeWriter,
    _folder: tempfile::TempDir,
}

/// A take of these parts: those that come in one request are one segment.
fn bench(parts: &[Part]) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let starts = (0..parts.len()).filter(|at| *at == 0 || parts[*at].own);
    let ends = (1..=parts.len()).filter(|at| *at == parts.len() || parts[*at].own);
    let plan = |(start, end): (usize, usize)| {
        let range = start * TEXT..end * TEXT;
        SegmentPlan { spoken: range.clone(), source: range, bytes: (end - start) * TEXT }
    };
    let header = Header {
        id: "rendition".to_owned(),
        created: "2026-11-22T00:00:00Z".to_owned(),
        text: "x".repeat(parts.len() * TEXT),
        markdown: false,
        pauses: false,
        voice_id: "1".to_owned(),
        voice_name: "a wave".to_owned(),
        account: "demo".to_owned(),
        rate: RATE,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: starts.zip(ends).map(plan).collect(),
    };
    Bench { writer: TakeWriter::create(&folder.path().join("take"), header).unwrap(), _folder: folder }
}

/// Writes the parts: `step` is called after every so many samples.
fn write(bench: &mut Bench, parts: &[Part], delta: usize, mut step: impl FnMut()) {
    let (mut open, mut segment) = (None, 0);
    for (at, part) in parts.iter().enumerate() {
        let request = match open.filter(|_| !part.own) {
            Some(request) => request,
            None => {
                if let Some(before) = open.take() {
                    bench.writer.complete(before).unwrap();
                }
                segment += 1;
                bench.writer.begin(segment - 1).unwrap()
            }
        };
        open = Some(request);
        step();
        bench.writer.mark(request, at * TEXT, at * TEXT).unwrap();
        for piece in part.samples(at as u64).chunks(delta) {
            bench.writer.append(request, piece).unwrap();
            step();
        }
    }
    if let Some(last) = open {
        bench.writer.complete(last).unwrap();
    }
    bench.writer.end(TakeEnd::Complete).unwrap();
    step();
}

/// Where each part begins: sentences, every third of which begins a paragraph. Some begin a little before they are spoken.
fn sentences(parts: usize) -> Arc<[SentenceStart]> {
    (0..parts)
        .map(|at| SentenceStart { spoken: (at * TEXT).saturating_sub(at % 4), paragraph: at % 3 == 2, pause_ms: 0 })
        .collect()
}

/// What is heard: each sample with its place; a pause has the place it stands before, and is not sound.
type Heard = Vec<(u64, bool, i16)>;

/// Reads until nothing comes.
fn read_on(reader: &mut RenditionReader, heard: &mut Heard, at_once: usize, limit: u64) {
    let mut buffer = vec![i16::MAX; at_once];
    loop {
        let chunk = reader.read(&mut buffer, TakeSample(limit)).unwrap();
        if chunk.samples == 0 {
            return;
        }
        for (n, sample) in buffer[..chunk.samples].iter().enumerate() {
            let at = chunk.at + if chunk.moves { n } else { 0 };
            heard.push((at.0, chunk.moves, *sample));
        }
    }
}

fn read(rendition: &Rendition, from: u64, at_once: usize) -> Heard {
    let mut heard = Vec::new();
    read_on(&mut rendition.reader(TakeSample(from)), &mut heard, at_once, u64::MAX);
    heard
}

/// The same by a plain reading of what joins do.
fn plainly(parts: &[Part], joins: PauseSettings) -> Heard {
    let all: Vec<Vec<i16>> = parts.iter().enumerate().map(|(at, part)| part.samples(at as u64)).collect();
    let pause = |at: usize| ms(u64::from(if at % 3 == 2 { joins.paragraph_ms } else { joins.sentence_ms }));
    let join = |at: usize| at > 0 && at < parts.len() && (parts[at].own || pause(at) > 0);
    let loud = |sample: &i16| sample.unsigned_abs() >= 164;
    let (mut heard, mut start) = (Vec::new(), 0);
    for (at, samples) in all.iter().enumerate() {
        let (mut from, mut to) = (0, samples.len());
        if join(at) && joins.trim {
            let window = &samples[..samples.len().min(ms(1000) as usize)];
            let first = window.iter().position(loud).unwrap_or(window.len());
            from = first.saturating_sub(ms(20) as usize);
        }
        if join(at + 1) && joins.trim {
            let before = samples.len().saturating_sub(ms(1000) as usize);
            let last = samples[before..].iter().rposition(loud).map_or(before, |last| before + last + 1);
            to = samples.len().min(last + ms(50) as usize).max(from);
        }
        if join(at) {
            heard.extend((0..pause(at)).map(|_| (start, false, 0)));
        }
        heard.extend((from..to).map(|n| (start + n as u64, true, samples[n])));
        start += samples.len() as u64;
    }
    heard
}

fn part() -> impl Strategy<Value = Part> {
    let quiet = prop_oneof![Just(0), 1..ms(90), ms(900)..ms(1100)];
    let loud = prop_oneof![Just(0), 1..ms(10), ms(10)..ms(400)];
    (quiet.clone(), quiet, loud, prop_oneof![Just(100_i16), Just(9_000)], any::<bool>())
        .prop_map(|(head, tail, loud, level, own)| Part { quiet: (head, tail), loud: loud + 1, level, own })
}

fn joins() -> impl Strategy<Value = PauseSettings> {
    (0_u32..2, 0_u32..2, any::<bool>()).prop_map(|(sentence, paragraph, trim)| PauseSettings {
        sentence_ms: sentence * 37,
        paragraph_ms: paragraph * 111,
        trim,
    })
}

/// Where two renderings differ by more than what is done in the 3 ms after a join can explain.
fn differ(heard: &Heard, plain: &Heard, parts: &[Part]) -> Option<usize> {
    let mut start = 0;
    let starts: Vec<u64> = parts
        .iter()
        .map(|part| {
            start += part.quiet.0 + part.loud + part.quiet.1;
            start
        })
        .collect();
    let mut join = None;
    let differs = heard.iter().zip(plain).enumerate().position(|(n, (a, b))| {
        let goes_on = n == 0 || (heard[n - 1].1 == a.1 && a.0 == heard[n - 1].0 + u64::from(a.1));
        if !goes_on || (a.1 && starts.contains(&a.0)) {
            join = Some(n);
        }
        let opens = join.is_some_and(|join| (n - join) as u64 <= ms(3));
        (a.0, a.1) != (b.0, b.1) || (a.2 != b.2 && !opens)
    });
    differs.or((heard.len() != plain.len()).then_some(heard.len().min(plain.len())))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_rendition_is_the_same_from_wherever_and_whenever_it_is_read(
        parts in prop::collection::vec(part(), 1..7),
        joins in joins(),
        delta in 1_usize..3000,
        at_once in prop::sample::select(vec![1_usize, 77, 1024, 40_000]),
        places in prop::collection::vec(0.0_f64..1.0, 6),
    ) {
        let mut bench = bench(&parts);
        let rendition = Rendition::new(bench.writer.take(), joins, sentences(parts.len()));
        let (mut growing, mut whole) = (Vec::new(), Vec::new());
        let mut reader = rendition.reader(TakeSample::ZERO);
        let mut careful = rendition.reader(TakeSample::ZERO);
        let take = bench.writer.take();
        write(&mut bench, &parts, delta, || {
            read_on(&mut reader, &mut growing, at_once, u64::MAX);
            read_on(&mut careful, &mut whole, at_once, if take.is_growing() { take.whole().0 } else { u64::MAX });
        });
        let heard = read(&rendition, 0, at_once);
        prop_assert_eq!(differ(&heard, &plainly(&parts, joins), &parts), None);
        prop_assert!(growing == heard, "while it grew it was something else, {} and {} samples", growing.len(), heard.len());
        prop_assert!(whole == heard, "whole marks gave something else, {} and {} samples", whole.len(), heard.len());

        let marks = take.marks().into_iter().map(|mark| mark.sample.0);
        let places = places.into_iter().map(|place| (place * take.len().0 as f64) as u64);
        for from in places.chain(marks) {
            let rest: Heard = heard.iter().filter(|(at, moves, _)| *at > from || (*at == from && *moves)).copied().collect();
            prop_assert!(read(&rendition, from, at_once) == rest, "read from {from} it is something else");
        }
    }
}

fn finished(parts: &[Part]) -> (Bench, Take, Vec<i16>) {
    let mut bench = bench(parts);
    let take = bench.writer.take();
    write(&mut bench, parts, 1000, || ());
    let samples = parts.iter().enumerate().flat_map(|(at, part)| part.samples(at as u64)).collect();
    (bench, take, samples)
}

fn sound(heard: &Heard) -> Vec<i16> {
    heard.iter().map(|(_, _, sample)| *sample).collect()
}

#[test]
fn a_take_without_joins_is_what_was_received() {
    let part = Part { quiet: (80, 80), loud: 2_000, level: 9_000, own: true };
    let (_bench, take, samples) = finished(&[part.clone(), Part { own: false, ..part.clone() }, part]);
    assert!(sound(&read(&Rendition::from(take), 0, 512)) == samples);
}

#[test]
fn two_loud_edges_of_two_requests_meet_under_a_fade() {
    let loud = |level, own| Part { quiet: (0, 0), loud: 800, level, own };
    let steady = |parts: &[Part]| {
        let mut bench = bench(parts);
        let take = bench.writer.take();
        for (at, part) in parts.iter().enumerate() {
            let request = bench.writer.begin(at).unwrap();
            bench.writer.append(request, &vec![part.level; 800]).unwrap();
            bench.writer.complete(request).unwrap();
        }
        bench.writer.end(TakeEnd::Complete).unwrap();
        (bench, take)
    };
    let (_bench, take) = steady(&[loud(9_000, true), loud(-9_000, true)]);
    let heard = sound(&read(&Rendition::from(take.clone()), 0, 512));
    let steepest = heard.windows(2).map(|pair| pair[1].abs_diff(pair[0])).max().unwrap();
    assert!(steepest < 18_000 / 14, "{steepest}");
    assert_eq!(heard[..800], [9_000; 800]);
    assert_eq!(heard[824..], [-9_000; 776]);
    let (mut saved, mut block) = (Vec::new(), [0; 512]);
    let mut reader = Rendition::from(take).reader(TakeSample::ZERO).as_received();
    while let samples @ 1.. = reader.read(&mut block, TakeSample::MAX).unwrap().samples {
        saved.extend_from_slice(&block[..samples]);
    }
    assert!(saved[..800] == [9_000; 800] && saved[800..] == [-9_000; 800], "what is saved has the step");

    let (_bench, take) = steady(&[loud(9_000, true), loud(9_000, true)]);
    assert_eq!(sound(&read(&Rendition::from(take), 0, 512)), [9_000; 1600], "what goes on evenly stays");
}

#[test]
fn a_mark_inside_a_sentence_gets_no_pause() {
    let part = Part { quiet: (80, 80), loud: 100, level: 9_000, own: false };
    let (_bench, take, samples) = finished(&[part.clone(), part.clone(), part]);
    let joins = PauseSettings { sentence_ms: 100, ..PauseSettings::default() };
    let sentence = |spoken| SentenceStart { spoken, paragraph: false, pause_ms: 0 };
    let pauses = |sentences: &[SentenceStart]| {
        let heard = read(&Rendition::new(take.clone(), joins, sentences.into()), 0, 512);
        assert_eq!(heard.iter().filter(|(_, moves, _)| *moves).count(), samples.len());
        (heard.len() - samples.len()) as u64 / ms(100)
    };
    assert_eq!(pauses(&[sentence(0)]), 0, "before the first there is none");
    assert_eq!(pauses(&[sentence(0), sentence(TEXT), sentence(2 * TEXT)]), 2);
    assert_eq!(pauses(&[sentence(0), sentence(2 * TEXT)]), 1);
    assert_eq!(pauses(&[sentence(0), sentence(TEXT - 6)]), 1, "a dash is not spoken");
    assert_eq!(pauses(&[sentence(0), sentence(TEXT - 20)]), 0, "the mark is further inside");
    assert_eq!(pauses(&[sentence(0), sentence(TEXT + 1)]), 0, "the sentence begins without a mark");
}

#[test]
fn what_is_repeated_has_no_pause_and_no_click() {
    let part = Part { quiet: (0, 0), loud: 1_000, level: 9_000, own: true };
    let (_bench, take, samples) = finished(&[part.clone(), part.clone(), part]);
    let joins = PauseSettings { sentence_ms: 100, paragraph_ms: 100, trim: false };
    let rendition = Rendition::new(take, joins, sentences(3));
    let mut reader = rendition.reader(TakeSample(900));
    reader.repeat(Some(TakeSample(1_000)..TakeSample(2_000)));
    let (mut heard, mut buffer) = (Vec::new(), [0; 300]);
    while heard.len() < 5_000 {
        let chunk = reader.read(&mut buffer, TakeSample::MAX).unwrap();
        heard.extend(buffer[..chunk.samples].iter().zip(chunk.at.0..).map(|(sample, at)| (at, *sample)));
    }
    // A hundred samples, the pause of 800, and then the range again and again.
    let turns: Vec<usize> = (0..5_000).filter(|at| heard[*at].0 == 1_000 && *at >= 900).collect();
    assert_eq!(turns, [900, 1_900, 2_900, 3_900, 4_900]);
    assert!(heard[1_895..1_905].iter().all(|(_, sample)| sample.unsigned_abs() < 3_000));
    assert_eq!(heard[2_100].1, samples[1_200]);
    reader.repeat(None);
    let (mut rest, before) = (Vec::new(), reader.at());
    read_on(&mut reader, &mut rest, 512, u64::MAX);
    assert_eq!(rest.iter().filter(|(_, moves, _)| *moves).count() as u64, 3_000 - before.0);
}

#[test]
fn a_range_of_nothing_is_not_repeated_for_ever() {
    let part = Part { quiet: (0, 0), loud: 1_000, level: 9_000, own: true };
    let (_bench, take, _) = finished(&[part]);
    for range in [5_000..6_000, 1_000..u64::MAX] {
        let mut reader = Rendition::from(take.clone()).reader(TakeSample::ZERO);
        reader.repeat(Some(TakeSample(range.start)..TakeSample(range.end)));
        let mut heard = Vec::new();
        read_on(&mut reader, &mut heard, 512, u64::MAX);
        assert_eq!(heard.len(), 1_000);
    }
}
