//! Where the text is in the sound, and the captions that say so.

mod autosave;
mod beside;
mod chapters;
mod ffmpeg;
mod formats;
mod heard;
mod lines;
mod timing;

use langsheng::audio::take::{Header, RequestId, SegmentPlan, Take, TakeEnd, TakeWriter};
use langsheng::text::Script;

/// A take that is made as a test wants it, without a service: each sentence has so many samples, and some have marks.
struct TakeBuilder {
    script: Script,
    writer: TakeWriter,
    segments: Vec<SegmentPlan>,
    #[allow(dead_code)]
    folder: tempfile::TempDir,
    #[allow(dead_code)]
    rate: u32,
}

impl TakeBuilder {
    fn new(text: &str, markdown: bool, rate: u32, limit: usize) -> TakeBuilder {
        let script = Script::new(text, markdown);
        let plan = |segment: langsheng::text::Segment| SegmentPlan {
            spoken: segment.spoken,
            source: segment.source,
            bytes: segment.text.len(),
        };
        let segments: Vec<SegmentPlan> = script.segments(limit).into_iter().map(plan).collect();
        let header = Header {
            id: "2026-01-02-1".into(),
            created: "2026-01-02T03:04:05+08:00".into(),
            text: text.into(),
            markdown,
            pauses: false,
            voice_id: "7426720361733046281".into(),
            voice_name: "柔美女友".into(),
            account: "demo".into(),
            rate,
            settings: serde_json::json!({ "speech_rate": 10 }),
            parts: None,
            cast: None,
            document: None,
            segments: segments.clone(),
        };
        let folder = tempfile::tempdir().unwrap();
        let writer = TakeWriter::create(&folder.path().join("take"), header).unwrap();
        TakeBuilder { script, writer, segments, folder, rate }
    }

    /// Begins a segment.
    fn begin(&mut self, segment: usize) -> RequestId {
        self.writer.begin(segment).unwrap()
    }

    /// Announces a mark at a byte of the spoken text.
    fn mark(&mut self, request: RequestId, spoken: usize) {
        let source = self.script.source(spoken..spoken).start;
        self.writer.mark(request, spoken, source).unwrap();
    }

    fn sound(&mut self, request: RequestId, samples: usize) {
        let sound = vec![1_000; samples.min(1 << 16)];
        let mut left = samples;
        while left > 0 {
            let now = left.min(sound.len());
            self.writer.append(request, &sound[..now]).unwrap();
            left -= now;
        }
    }

    /// Speaks everything: `samples` says how long a sentence is, `marked` which have marks. Returns where each begins.
    fn speak(&mut self, samples: impl Fn(usize) -> usize, marked: impl Fn(usize) -> bool) -> Vec<u64> {
        let sentences = self.script.sentences().to_vec();
        let mut starts = Vec::new();
        let mut at = 0;
        for (number, segment) in self.segments.clone().iter().enumerate() {
            let request = self.begin(number);
            while let Some(sentence) = sentences.get(starts.len()).filter(|s| s.spoken.start < segment.spoken.end) {
                if marked(starts.len()) {
                    self.mark(request, sentence.spoken.start);
                }
                let length = samples(starts.len());
                starts.push(at);
                at += length as u64;
                self.sound(request, length);
            }
            self.writer.complete(request).unwrap();
        }
        self.writer.close(TakeEnd::Complete).unwrap();
        starts
    }

    fn take(&self) -> Take {
        self.writer.take()
    }
}
