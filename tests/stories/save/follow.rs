//! Others read while the take grows: a file that follows it, a stream, a player.

use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{Builder, JoinHandle};

use langsheng::audio::files::export;
use langsheng::audio::files::export::{
    ExportError, ExportPlan, ExportProgress, ExportSummary, ExportTarget, ExportUntil,
};
use langsheng::audio::take::{Extent, Take, TakeEnd, TakeWriter};
use langsheng::audio::{HeardSample, TakeSample};

use super::{played, sound, wav, writer};

fn go_on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Saves a take as a plain WAV.
fn save(
    take: &Take,
    path: &Path,
    until: ExportUntil,
    progress: &dyn Fn(ExportProgress) -> ControlFlow<()>,
) -> Result<ExportSummary, ExportError> {
    export::export(&[take.clone().into()], ExportTarget::open(path)?, &ExportPlan::default(), until, progress)
}

fn thread<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    Builder::new().name(name.into()).spawn(work).unwrap()
}

/// Saves in a thread of its own; the receiver gets how many samples were written, again and again.
fn saving(take: &Take, path: &Path) -> (JoinHandle<Result<ExportSummary, ExportError>>, mpsc::Receiver<u64>) {
    let (take, path, (say, heard)) = (take.clone(), path.to_owned(), mpsc::channel());
    let progress = move |progress: ExportProgress| {
        let _ = say.send(progress.samples.0);
        ControlFlow::Continue(())
    };
    (thread("saving", move || save(&take, &path, ExportUntil::End, &progress)), heard)
}

/// Waits until so many samples were written: what is whole is never held back.
fn written(heard: &mpsc::Receiver<u64>, samples: u64) {
    let limit = std::time::Duration::from_secs(60);
    while heard.recv_timeout(limit).unwrap() < samples {}
}

/// Two segments of which the second comes first and the first breaks once, in small ragged deltas.
fn speak(writer: &mut TakeWriter, between: &mut dyn FnMut(&mut TakeWriter)) {
    let (a, b) = (writer.begin(0).unwrap(), writer.begin(1).unwrap());
    for piece in 0..20 {
        writer.mark(b, 100 + piece, 100 + piece).unwrap();
        writer.append(b, &sound(piece as u64, 700)).unwrap();
        writer.mark(a, piece, piece).unwrap();
        for delta in sound(1000 + piece as u64, 900).chunks(1 + piece * 17) {
            writer.append(a, delta).unwrap();
        }
        between(writer);
    }
    writer.complete(b).unwrap();
    assert_eq!(writer.fail(a).unwrap(), 19);
    let again = writer.begin(0).unwrap();
    writer.append(again, &sound(77, 5000)).unwrap();
    writer.complete(again).unwrap();
}

#[test]
fn a_file_follows_the_take_to_its_end_and_is_the_take() {
    let (folder, mut writer) = writer(2);
    let path = folder.path().join("speech.wav");
    let take = writer.take();
    let (saving, heard) = saving(&take, &path);
    let mut seen = 0;
    speak(&mut writer, &mut |writer| {
        // It really follows: the writer waits for the file to have what is whole.
        written(&heard, writer.take().whole().0);
        seen += 1;
        assert!(!path.exists());
    });
    writer.close(TakeEnd::Complete).unwrap();
    let saved = saving.join().unwrap().unwrap();
    assert_eq!(seen, 20);
    assert_eq!(saved.samples, 19 * 900 + 5000 + 20 * 700);
    assert_eq!(wav(&path), played(&take));
    assert!(!folder.path().join("speech.wav.part").exists());
    // The header is the shortest that there is, and so it is of a file that is made later: they are the same.
    assert_eq!(path.metadata().unwrap().len(), 44 + saved.samples.0 * 2);
    let again = folder.path().join("again.wav");
    save(&Take::open(take.dir()).unwrap(), &again, ExportUntil::End, &go_on).unwrap();
    assert!(std::fs::read(&again).unwrap() == std::fs::read(&path).unwrap());
}

#[test]
fn a_stopped_take_leaves_a_valid_part_and_can_be_saved_as_it_is() {
    let (folder, mut writer) = writer(2);
    let path = folder.path().join("speech.wav");
    let take = writer.take();
    let (saving, _heard) = saving(&take, &path);
    let request = writer.begin(0).unwrap();
    writer.mark(request, 0, 0).unwrap();
    writer.append(request, &sound(1, 3000)).unwrap();
    writer.mark(request, 9, 9).unwrap();
    writer.append(request, &sound(2, 300)).unwrap();
    writer.close(TakeEnd::Stopped).unwrap();
    let error = saving.join().unwrap().unwrap_err();
    let part = folder.path().join("speech.wav.part");
    assert!(matches!(error, ExportError::Incomplete { samples: HeardSample(3300), .. }), "{error:?}");
    assert_eq!(error.part(), Some(part.as_path()));
    assert_eq!(wav(&part), played(&take));
    assert!(!path.exists());

    assert_eq!(save(&take, &path, ExportUntil::Now, &go_on).unwrap().samples, 3300);
    assert_eq!(wav(&path), played(&take));
}

#[test]
fn saving_is_cancelled_while_nothing_moves() {
    let (folder, mut writer) = writer(1);
    let (take, path) = (writer.take(), folder.path().join("speech.wav"));
    let request = writer.begin(0).unwrap();
    writer.append(request, &sound(1, 1000)).unwrap();
    writer.mark(request, 9, 9).unwrap();
    let cancel = Arc::new(AtomicBool::new(false));
    let (say, heard) = mpsc::channel();
    let saving = thread("saving", {
        let (take, cancel) = (take.clone(), cancel.clone());
        move || {
            save(&take, &path, ExportUntil::End, &|progress: ExportProgress| {
                let _ = say.send(progress.samples.0);
                if cancel.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        }
    });
    written(&heard, 1000);
    cancel.store(true, Ordering::SeqCst);
    take.wake();
    let error = saving.join().unwrap().unwrap_err();
    assert!(matches!(error, ExportError::Cancelled), "{error:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().flatten().filter(|file| file.path().is_file()).count(), 0);
}

/// Standard output, as a test sees it.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_stream_gets_whole_marks_only_and_never_takes_one_back() {
    for good in [true, false] {
        let (_folder, mut writer) = writer(2);
        let (take, pipe) = (writer.take(), Pipe::default());
        let (say, heard) = mpsc::channel();
        let streaming = thread("streaming", {
            let (take, pipe) = (take.clone(), pipe.clone());
            move || {
                export::stream(&take.clone().into(), pipe, &|progress: ExportProgress| {
                    let _ = say.send(progress.samples.0);
                    ControlFlow::Continue(())
                })
            }
        });
        if good {
            speak(&mut writer, &mut |writer| written(&heard, writer.take().whole().0));
            writer.close(TakeEnd::Complete).unwrap();
        } else {
            let request = writer.begin(0).unwrap();
            writer.append(request, &sound(1, 100)).unwrap();
            writer.mark(request, 9, 9).unwrap();
            writer.append(request, &sound(2, 50)).unwrap();
            drop(writer);
        }
        let result = streaming.join().unwrap();
        let bytes = pipe.0.lock().unwrap().clone();
        assert_eq!((&bytes[4..8], &bytes[40..44]), (&[0xff; 4][..], &[0xff; 4][..]));
        let sent: Vec<i16> = bytes[44..].chunks(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
        if good {
            assert_eq!(result.unwrap().samples, take.len().0);
            assert_eq!(sent, played(&take));
        } else {
            assert!(matches!(result, Err(ExportError::Incomplete { part: None, samples: HeardSample(100) })));
            assert_eq!(sent, sound(1, 100));
        }
    }
}

#[test]
fn trouble_with_the_file_is_named() {
    let (folder, mut writer) = writer(1);
    let request = writer.begin(0).unwrap();
    writer.append(request, &sound(1, 100)).unwrap();
    writer.complete(request).unwrap();
    let take = writer.take();

    let nowhere = folder.path().join("nowhere/speech.wav");
    let error = save(&take, &nowhere, ExportUntil::End, &go_on).unwrap_err();
    assert!(matches!(error, ExportError::Create { .. }));
    assert_eq!((error.io_kind(), error.part()), (Some(ErrorKind::NotFound), None));

    let taken = folder.path().join("taken.wav");
    std::fs::create_dir(&taken).unwrap();
    let error = save(&take, &taken, ExportUntil::End, &go_on).unwrap_err();
    assert!(matches!(error, ExportError::Create { .. }));
    assert_eq!((error.io_kind(), error.part()), (Some(ErrorKind::IsADirectory), None));

    // A link stays a link, and a device stays a device.
    #[cfg(unix)]
    {
        let (real, link) = (folder.path().join("real.wav"), folder.path().join("link.wav"));
        std::fs::write(&real, b"old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        save(&take, &link, ExportUntil::End, &go_on).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(wav(&real), played(&take));
        let device = folder.path().join("null");
        std::os::unix::fs::symlink("/dev/null", &device).unwrap();
        save(&take, &device, ExportUntil::Now, &go_on).ok();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }

    // The system's own full disk.
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let error = export::stream(&take.clone().into(), full, &go_on).unwrap_err();
        assert_eq!((error.io_kind(), error.part()), (Some(ErrorKind::StorageFull), None));
    }
}

#[test]
fn readers_in_other_threads_see_only_what_is_there() {
    let (_folder, mut writer) = writer(4);
    let take = writer.take();
    let readers: Vec<JoinHandle<Vec<i16>>> = (0..3)
        .map(|i| {
            let take = take.clone();
            thread("reader", move || follow(&take, 100 + i * 333))
        })
        .collect();
    let requests: Vec<_> = [2, 0, 3, 1].map(|segment| (segment, writer.begin(segment).unwrap())).into();
    for round in 0..50 {
        for (segment, request) in &requests {
            writer.append(*request, &sound((segment * 1000 + round) as u64, 200)).unwrap();
        }
    }
    for (_, request) in requests {
        writer.complete(request).unwrap();
    }
    writer.close(TakeEnd::Complete).unwrap();
    let expected: Vec<i16> = (0..4).flat_map(|s| (0..50).flat_map(move |r| sound(s * 1000 + r, 200))).collect();
    for reader in readers {
        assert!(reader.join().unwrap() == expected);
    }
}

/// Reads to the end of a growing take, waiting and never asking in vain.
fn follow(take: &Take, step: usize) -> Vec<i16> {
    let (mut reader, mut all, mut block) = (take.reader(), Vec::new(), vec![0; step]);
    let mut extent = take.extent();
    loop {
        match reader.read(TakeSample(all.len() as u64), &mut block).unwrap() {
            0 if extent.growing => extent = take.wait(extent.changes),
            0 => return all,
            samples => all.extend_from_slice(&block[..samples]),
        }
    }
}

/// Who needs whole marks only sleeps through the growth between them.
#[test]
fn growth_is_no_fact_but_first_samples_marks_and_wakes_are() {
    let (_folder, mut writer) = writer(1);
    let take = writer.take();
    let request = writer.begin(0).unwrap();
    let begun = take.extent();
    writer.append(request, &[1, 2]).unwrap();
    let first = take.wait_for_fact(begun.facts);
    writer.append(request, &[3]).unwrap();
    let grown = take.extent();
    assert!(first.facts > begun.facts && grown.facts == first.facts && grown.changes > first.changes);
    writer.mark(request, 1, 1).unwrap();
    let marked = take.wait_for_fact(grown.facts);
    assert_eq!((grown.whole, marked.whole), (TakeSample(0), TakeSample(3)));
    take.wake();
    assert!(take.wait_for_fact(marked.facts).facts > marked.facts);
}

#[test]
fn who_listens_is_told_until_it_stops_listening() {
    let (_folder, mut writer) = writer(1);
    let take = writer.take();
    let count = Arc::new(AtomicUsize::new(0));
    let listener = take.on_growth({
        let count = count.clone();
        move || {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let request = writer.begin(0).unwrap();
    writer.append(request, &[1, 2, 3]).unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
    drop(listener);
    writer.append(request, &[4]).unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);

    // Whoever waits is let go when the writer dies.
    let Extent { changes, growing, .. } = take.extent();
    let waiting = thread("waiting", {
        let take = take.clone();
        move || take.wait(changes)
    });
    drop(writer);
    assert!(growing && !waiting.join().unwrap().growing);
}
