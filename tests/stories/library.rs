//! The takes that are kept: listed, found, named, removed; and the damaged ones among them.

mod catalogue;
mod damage;
mod find;
mod formats;
mod gone;
mod remove;
mod several;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use langsheng::audio::take::{Header, SegmentPlan, TakeEnd, TakeWriter};
use langsheng::store::{Home, Library, TakeInfo};
use tempfile::TempDir;

/// A library in a folder of its own.
struct Shelf {
    home: Home,
    library: Library,
    _folder: TempDir,
}

impl Shelf {
    fn new() -> Shelf {
        let folder = TempDir::new().expect("a folder");
        let home = Home::under(folder.path());
        Shelf { library: Library::new(&home), home, _folder: folder }
    }

    /// The same library as another process sees it, which knows only what is on disk.
    fn elsewhere(&self) -> Library {
        Library::new(&self.home)
    }

    fn dir(&self, id: &str) -> PathBuf {
        self.home.library.join(id)
    }

    /// A complete take of a text, as old as yesterday.
    fn take(&self, text: &str) -> String {
        let (id, mut writer) = begin_take(&self.library, text, 2_400);
        writer.complete_all();
        age(&self.dir(&id));
        id
    }

    fn list(&self) -> Vec<Arc<TakeInfo>> {
        self.library.list().expect("a list")
    }

    fn info(&self, id: &str) -> Arc<TakeInfo> {
        self.list().into_iter().find(|take| take.id == id).expect("it is listed")
    }

    fn ids(&self) -> Vec<String> {
        ids(&self.list())
    }
}

fn ids(takes: &[Arc<TakeInfo>]) -> Vec<String> {
    takes.iter().map(|take| take.id.clone()).collect()
}

/// A take of one segment that has some samples and is still being written.
fn begin_take(library: &Library, text: &str, samples: usize) -> (String, Writing) {
    let (id, dir) = library.new_take_dir().expect("a folder");
    let header = Header {
        id: id.clone(),
        created: "2026-11-22T10:00:00+08:00".into(),
        text: text.into(),
        markdown: false,
        pauses: false,
        voice_id: "742".into(),
        voice_name: "柔美女友".into(),
        account: "demo".into(),
        rate: 24_000,
        settings: serde_json::Value::Null,
        parts: None,
        cast: None,
        document: None,
        segments: vec![SegmentPlan { spoken: 0..text.len(), source: 0..text.len(), bytes: text.len() }],
    };
    let mut writer = TakeWriter::create(&dir, header).expect("a take");
    let request = writer.begin(0).expect("a request");
    writer.append(request, &vec![7; samples]).expect("samples");
    (id, Writing { writer, request })
}

/// A take whose one request runs.
struct Writing {
    writer: TakeWriter,
    request: langsheng::audio::take::RequestId,
}

impl Writing {
    fn complete_all(&mut self) {
        self.writer.complete(self.request).expect("complete");
        self.writer.end(TakeEnd::Complete).expect("closed");
    }
}

/// Makes the files of a take as old as yesterday: they are then believed to stay as they are.
fn age(dir: &Path) {
    set_time(dir, SystemTime::now() - Duration::from_secs(86_400));
}

fn set_time(dir: &Path, time: SystemTime) {
    for path in [&dir.join("take.jsonl"), &dir.join("about.json"), dir] {
        if let Ok(file) = File::open(path) {
            file.set_modified(time).expect("a time");
        }
    }
}
