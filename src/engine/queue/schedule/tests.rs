use std::path::PathBuf;

use crate::audio::TakeSample;
use crate::audio::take::{Header, Receipt, SegmentPlan, Take, TakeWriter};
use crate::engine::boundary::event::Event;
use crate::engine::job::spec::{Account, Job, JobId, JobSettings};
use crate::engine::queue::schedule::{Queue, QueueTask, Turn, Unreadable, open};
use crate::engine::queue::{BatchOrder, FileRead, FoundFiles};
use crate::engine::save::order::SaveOrder;
use crate::protocol::OutputAudio;
use crate::store::{Home, Library};
use crate::text::file::TextFile;

/// As many chapters as a book may have.
const CHAPTERS: usize = 60;

/// A take that is whole.
fn spoken(library: &Library) -> Take {
    let (id, dir) = library.new_take_dir().unwrap();
    let header = Header {
        id,
        created: "2026-01-02T03:04:05+08:00".into(),
        text: "a".into(),
        markdown: false,
        pauses: false,
        voice_id: String::new(),
        voice_name: String::new(),
        account: "demo".into(),
        rate: 24_000,
        settings: serde_json::to_value(OutputAudio::default()).unwrap(),
        parts: None,
        cast: None,
        document: None,
        segments: vec![SegmentPlan { source: 0..1, spoken: 0..1, bytes: 1 }],
    };
    let mut writer = TakeWriter::create(&dir, header).unwrap();
    let request = writer.begin(0).unwrap();
    writer.append(request, &[1; 100]).unwrap();
    writer.complete(request).unwrap();
    writer.close(crate::audio::take::TakeEnd::Complete).unwrap();
    writer.take()
}

fn read_file() -> FileRead {
    FileRead { file: TextFile { text: "a".into(), ..TextFile::default() }, ..FileRead::default() }
}

/// A book whose chapters are spoken one after the other, up to the task that follows the last; and how many takes were to be
/// opened for it.
fn speak_all(queue: &mut Queue, library: &Library) -> (Option<QueueTask>, usize) {
    let mut opened = 0;
    loop {
        match queue.next() {
            Some(QueueTask::Read(file)) => {
                let read = read_file();
                let (job, _) = queue.read(&file.path, Ok(read), Turn::Queue).expect("a job");
                let take = spoken(library);
                queue.began(job.id, &take);
                let receipt = Receipt { segments: Vec::new(), samples: TakeSample(100), rate: 24_000, complete: true };
                queue.hear(&Event::Finished { job: job.id, receipt });
            }
            Some(QueueTask::Open { entry, from, dirs }) => {
                opened += dirs.len();
                if let Some(task) = queue.opened(entry, from, open(&dirs), Turn::Queue) {
                    return (Some(task), opened);
                }
            }
            other => return (other, opened),
        }
    }
}

#[test]
fn the_chapters_of_a_book_are_opened_once_and_not_again_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::under(folder.path());
    let library = Library::new(&home);
    let files: Vec<PathBuf> = (0..CHAPTERS).map(|n| folder.path().join(format!("{n}.txt"))).collect();
    let join = Some(folder.path().join("book.wav"));
    let order = BatchOrder {
        files: files.clone(),
        folder: PathBuf::new(),
        template: String::new(),
        order: SaveOrder::default(),
        join,
        encoding: None,
        job: Job::new(JobId(1), Account::Demo, JobSettings::default()),
    };

    let mut queue = Queue::new(&home);
    queue.claim(Unreadable::Stays).unwrap();
    queue.add(&order, FoundFiles { files, ..FoundFiles::default() });
    let (task, opened) = speak_all(&mut queue, &library);
    let Some(QueueTask::Save(source, _)) = task else { panic!("it is not saved") };
    assert_eq!((source.takes.len(), opened), (CHAPTERS, CHAPTERS), "each once, to be saved");

    // The next process opens them to see that they are there, and to save them.
    let (events, _heard) = crate::engine::boundary::event::Events::new(|| {});
    queue.pause();
    queue.ask();
    queue.show(&events);
    queue.write().unwrap();
    drop(queue);
    let mut queue = Queue::new(&home);
    queue.claim(Unreadable::Stays).unwrap();
    queue.resume(Account::Demo);
    let (task, opened) = speak_all(&mut queue, &library);
    assert!(matches!(task, Some(QueueTask::Save(..))) && opened <= 2 * CHAPTERS, "{opened}");

    drop(queue);

    // One that the user has deleted meanwhile is spoken anew, with those behind it.
    let mut queue = Queue::new(&home);
    queue.claim(Unreadable::Stays).unwrap();
    queue.resume(Account::Demo);
    std::fs::remove_dir_all(source.takes[CHAPTERS - 1].dir()).unwrap();
    let (task, _) = speak_all(&mut queue, &library);
    let Some(QueueTask::Save(anew, _)) = task else { panic!("it is not saved") };
    assert_eq!(anew.takes.len(), CHAPTERS);
    assert_ne!(anew.takes[CHAPTERS - 1].id(), source.takes[CHAPTERS - 1].id());
}

#[test]
fn a_library_that_takes_no_more_holds_the_queue_up_before_the_next_file_is_paid_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::under(folder.path());
    let files: Vec<PathBuf> = ["a.txt", "b.txt"].iter().map(|name| folder.path().join(name)).collect();
    let (folder, template, order) = (folder.path().join("out"), String::new(), SaveOrder::default());
    let order = BatchOrder {
        files: files.clone(),
        folder,
        template,
        order,
        join: None,
        encoding: None,
        job: Job::new(JobId(1), Account::Demo, JobSettings::default()),
    };
    let mut queue = Queue::new(&home);
    queue.claim(Unreadable::Stays).unwrap();
    queue.add(&order, FoundFiles { files, ..FoundFiles::default() });
    let Some(QueueTask::Read(file)) = queue.next() else { panic!("nothing to read") };
    let (path, read) = (file.path, read_file());
    let (job, _) = queue.read(&path, Ok(read), Turn::Queue).expect("a job");
    queue.began(job.id, &spoken(&Library::new(&home)));
    let full = std::io::ErrorKind::StorageFull.into();
    let failure = crate::words::local::file(crate::words::local::FileAct::Write, &path, &full);
    queue.hear(&Event::Failed { job: job.id, segment: 0, failure });
    assert!(queue.next().is_none() && queue.waits() && queue.held_up.is_some());
}
