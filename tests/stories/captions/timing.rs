//! Where sentences are in a take.

use std::ops::Range;
use std::time::Instant;

use langsheng::audio::TakeSample;
use langsheng::audio::take::{Take, TakeEnd, TakeWriter};
use langsheng::audio::timing;
use langsheng::audio::timing::Timed;
use langsheng::text::Script;

use super::TakeBuilder;

const RATE: u32 = 8_000;

fn sentences(script: &Script) -> Vec<Range<usize>> {
    script.sentences().iter().map(|sentence| sentence.spoken.clone()).collect()
}

fn time(take: &Take, script: &Script) -> Vec<Option<Timed>> {
    timing::time(take, &sentences(script), &|range| script.weight(range))
}

fn start_of(take: &Take, script: &Script, spoken: usize) -> Option<(u64, bool)> {
    let place = timing::start_of(take, spoken, &|range| script.weight(range))?;
    Some((place.sample.0, place.exact))
}

fn marked(samples: Range<u64>) -> Timed {
    Timed { samples: TakeSample(samples.start)..TakeSample(samples.end), exact: true }
}

#[test]
fn a_sentence_with_a_mark_begins_where_the_mark_does() {
    let mut builder =
        TakeBuilder::new("今天天气很好。我们去公园吧！好不好？\n\n\u{201c}当然好。\u{201d}他说。", false, RATE, 30);
    let starts = builder.speak(|at| 1000 + at * 77, |_| true);
    let (take, script) = (builder.take(), &builder.script);
    let timed = time(&take, script);
    for (at, timed) in timed.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(take.len().0);
        assert_eq!(timed.as_ref().unwrap(), &marked(starts[at]..end), "{at}");
        assert_eq!(start_of(&take, script, script.sentences()[at].spoken.start), Some((starts[at], true)));
    }
}

#[test]
fn a_mark_behind_a_dash_or_a_quote_is_still_the_sentence_s() {
    let text = "第一句。\n\n— 第二句。\n\n\u{201c}第三句。\u{201d}";
    let mut builder = TakeBuilder::new(text, false, RATE, 1024);
    let request = builder.begin(0);
    builder.mark(request, 0);
    builder.sound(request, 500);
    let second = builder.script.spoken().find("第二").unwrap();
    builder.mark(request, second);
    builder.sound(request, 700);
    let third = builder.script.spoken().find("第三").unwrap();
    builder.mark(request, third);
    builder.sound(request, 900);
    builder.writer.complete(request).unwrap();
    let timed = time(&builder.take(), &builder.script);
    let expected = [0..500, 500..1200, 1200..2100].map(|samples| Some(marked(samples)));
    assert_eq!(timed, expected);
}

#[test]
fn without_marks_the_segment_is_the_unit_and_the_rest_is_estimated() {
    let text = "一二三四五六七八九，十。一二三四五六七八九，十。一二三四五六七八九，十。";
    let mut builder = TakeBuilder::new(text, false, RATE, 1024);
    builder.speak(|_| 3000, |at| at == 0);
    let (take, script) = (builder.take(), &builder.script);
    let timed = time(&take, script);
    let [first, second, third] = &timed[..] else { panic!("{timed:?}") };
    assert!(first.as_ref().unwrap().exact);
    for (timed, at) in [(second, 3000), (third, 6000)] {
        let timed = timed.as_ref().unwrap();
        assert!(!timed.exact);
        assert!(timed.samples.start.0.abs_diff(at) <= 1, "{timed:?}");
    }
    // One look-up says the same as all of them at once.
    for (sentence, timed) in script.sentences().iter().zip(&timed) {
        let timed = timed.as_ref().unwrap();
        assert_eq!(start_of(&take, script, sentence.spoken.start), Some((timed.samples.start.0, timed.exact)));
    }
}

#[test]
fn what_has_not_arrived_has_no_time() {
    let text = "第一句话在这里。第二句话在这里。第三句话在这里。第四句话在这里。";
    let mut builder = TakeBuilder::new(text, false, RATE, 1024);
    assert!(time(&builder.take(), &builder.script).iter().all(Option::is_none));
    let starts: Vec<usize> = builder.script.sentences().iter().map(|sentence| sentence.spoken.start).collect();
    let request = builder.begin(0);
    builder.mark(request, starts[0]);
    builder.sound(request, 10_000);
    builder.mark(request, starts[1]);
    builder.sound(request, 100);
    let (take, script) = (builder.take(), builder.script.clone());
    let timed = time(&take, &script);
    assert_eq!(timed[0], Some(marked(0..10_000)));
    assert_eq!(timed[1], Some(marked(10_000..10_100)));
    assert_eq!(&timed[2..], [None, None]);
    assert_eq!(start_of(&take, &script, starts[2]), None);
    // As more of the open mark arrives than its first sentence can have, the next one is estimated by the pace so far.
    builder.sound(request, 15_000);
    let (sample, exact) = start_of(&take, &script, starts[2]).unwrap();
    assert!(sample.abs_diff(20_000) < 1_500 && !exact, "{sample}");
    assert_eq!(time(&take, &script)[2].as_ref().unwrap().samples, TakeSample(sample)..take.len());

    // It breaks: the whole mark stays, and knows where it ends.
    builder.writer.fail(request).unwrap();
    let timed = time(&take, &script);
    assert_eq!(timed[0], Some(marked(0..10_000)));
    assert_eq!(&timed[1..], [None, None, None]);
    assert_eq!(start_of(&take, &script, starts[1]), None);
}

#[test]
fn another_version_of_a_sentence_moves_those_behind_it() {
    let text = "第一句话在这里。第二句话在这里。第三句话在这里。";
    let mut builder = TakeBuilder::new(text, false, RATE, 1024);
    let starts = builder.speak(|_| 2_000, |_| true);
    let second = builder.script.sentences()[1].spoken.clone();
    let mut writer = TakeWriter::resume(builder.take().dir()).unwrap();
    let (request, asked) = writer.redo(second.clone(), None).unwrap();
    assert_eq!(asked, second);
    let source = builder.script.source(second.clone()).start;
    writer.mark(request, second.start, source).unwrap();
    writer.append(request, &[0; 5_000]).unwrap();
    writer.complete(request).unwrap();
    writer.close(TakeEnd::Complete).unwrap();
    let expected = [0..starts[1], starts[1]..starts[1] + 5_000, starts[1] + 5_000..9_000];
    let timed = time(&writer.take(), &builder.script);
    assert_eq!(timed, expected.map(|samples| Some(marked(samples))));
}

#[test]
fn a_sample_is_heard_as_the_character_it_belongs_to() {
    let text = "一二三四五六七八。Nine ten, eleven \u{201c}twelve\u{201d}.";
    let mut builder = TakeBuilder::new(text, false, RATE, 1024);
    let starts = builder.speak(|_| 2000, |_| true);
    let (take, script) = (builder.take(), &builder.script);
    let weight = |range: Range<usize>| script.weight(range);
    let heard = |sample| timing::spoken_at(&take, sample, &weight);
    assert_eq!(heard(TakeSample(0)), Some(0));
    assert_eq!(heard(TakeSample(starts[1] - 1)), script.spoken().find('。'));
    assert_eq!(heard(TakeSample(starts[1])), script.spoken().find('N'));
    assert_eq!(heard(take.len()), None);
    let mut before = 0;
    for sample in (0..take.len().0).step_by(13) {
        let at = heard(TakeSample(sample)).unwrap();
        assert!(at >= before && script.spoken().is_char_boundary(at), "{sample}: {at} after {before}");
        before = at;
        // And back: that character begins at or before the sample.
        let (start, _) = start_of(&take, script, at).unwrap();
        assert!(start <= sample, "{at} begins at {start}, heard at {sample}");
    }
    assert_eq!(script.spoken()[before..].chars().next(), Some('.'));
}

#[test]
fn twenty_thousand_sentences_of_ten_hours_are_found_in_no_time() {
    let text: String = (0..20_000).map(|at| format!("这是第{at}句话，它不长也不短。")).collect();
    let mut builder = TakeBuilder::new(&text, false, 100, 1024);
    let starts = builder.speak(|_| 180, |at| at % 3 == 0);
    let (take, script) = (builder.take(), &builder.script);
    let asked = sentences(script);
    let begun = Instant::now();
    let timed = timing::time(&take, &asked, &|range| script.weight(range));
    let all = begun.elapsed();
    let begun = Instant::now();
    for at in (0..20_000).step_by(20) {
        let (start, exact) = start_of(&take, script, asked[at].start).unwrap();
        assert_eq!((start, exact), timed[at].as_ref().map(|timed| (timed.samples.start.0, timed.exact)).unwrap());
        timing::spoken_at(&take, TakeSample(start), &|range| script.weight(range)).unwrap();
    }
    eprintln!("20 000 sentences in {all:?}, one look-up either way in {:?}", begun.elapsed() / 1000);
    for (at, timed) in timed.iter().enumerate() {
        let timed = timed.as_ref().unwrap();
        assert!(timed.exact || at % 3 != 0);
        assert!(timed.samples.start.0.abs_diff(starts[at]) < 40, "{at}: {timed:?}, not {}", starts[at]);
    }
}
