//! The queue of files: in the engine, beside a user who speaks, and across restarts.

mod order;

use std::fs;
use std::path::Path;

use langsheng::audio::files::captions::CaptionFormat;
use langsheng::demo::{Act, Fault, FaultPoint, Faults};
use langsheng::engine::{Batch, BatchCommand, BatchItem, BatchOrder, BatchState, Command, Event, SaveOrder};
use langsheng::words::{Class, Lang};

use super::batch_kept;
use super::common::Demo;
use super::common::desk::{Desk, end_of_job};
use super::common::sound::{tones, wav};

/// An order for the files of a desk, with outputs in its folder `out`.
fn order(desk: &Desk, files: &[&str]) -> Box<BatchOrder> {
    Box::new(BatchOrder {
        files: files.iter().map(|name| desk.path(name)).collect(),
        folder: desk.path("out"),
        template: String::new(),
        order: SaveOrder::default(),
        join: None,
        encoding: None,
        job: desk.job(""),
    })
}

fn add(desk: &Desk, files: &[&str]) {
    desk.send(Command::Batch(BatchCommand::Add(order(desk, files))));
}

/// The queue as soon as it is as wanted.
fn queue_when(desk: &Desk, wanted: impl Fn(&Batch) -> bool) -> Batch {
    desk.until(|event| match event {
        Event::Batch(batch) if wanted(&batch) => Some(*batch),
        _ => None,
    })
}

fn is_over(batch: &Batch) -> bool {
    let over = |item: &BatchItem| matches!(item.state, BatchState::Done | BatchState::Failed(_));
    !batch.items.is_empty() && batch.items.iter().all(|item| over(item))
}

const TEXT: &str = "今天天气不错。我们去公园走走吧！";
const SECOND: &str = "我们去公园走走吧！";

/// A server whose first connection stands still in the second sentence of `TEXT`.
fn stalling() -> Demo {
    Demo::faulty(Faults::on(0, Fault::At(FaultPoint::Delta(14), Act::StallForever)))
}

/// Waits until the only take has the first sentence and some of the second.
fn wait_for_second(library: &Path) {
    let whole = 2 * tones("今天天气不错。").len() as u64;
    let size = || -> Option<u64> {
        let take = fs::read_dir(library).ok()?.next()?.ok()?.path();
        Some(fs::metadata(take.join("0000.pcm")).ok()?.len())
    };
    while size().unwrap_or(0) <= whole {
        std::thread::yield_now();
    }
}

fn texts(desk: &Desk) -> Vec<String> {
    desk.demo.recorder().notes().texts()
}

#[test]
fn a_folder_becomes_a_file_for_each_text_and_a_bad_one_does_not_stop_the_others() {
    let desk = Desk::at(Demo::start());
    fs::create_dir_all(desk.path("in/more")).unwrap();
    for (name, text) in [
        ("in/file10.txt", "十。"),
        ("in/file2.txt", "二。"),
        ("in/empty.txt", " \n"),
        ("in/.hidden.txt", "不。"),
        ("in/picture.png", "不。"),
        ("in/more/file2.md", "# 又二\n\n再。"),
    ] {
        fs::write(desk.path(name), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("in"), desk.path("in/more/loop")).unwrap();
    add(&desk, &["in", "in/file2.txt", "nowhere.txt"]);
    let batch = queue_when(&desk, is_over);

    let names: Vec<_> = batch.items.iter().map(|item| item.sources[0].strip_prefix(desk.path("in")).unwrap()).collect();
    assert_eq!(names, ["empty.txt", "file2.txt", "file10.txt", "more/file2.md"].map(Path::new));
    let BatchState::Failed(failure) = &batch.items[0].state else { panic!("{:?}", batch.items[0]) };
    assert_eq!(failure.class, Class::Text);
    assert_eq!(wav(&desk.path("out/file2.wav")), tones("二。"));
    assert_eq!(wav(&desk.path("out/file10.wav")), tones("十。"));
    assert_eq!(
        batch.items[3].output.as_deref(),
        Some(desk.path("out/file2 (2).wav").as_path()),
        "no two have one name"
    );
    assert_eq!(texts(&desk).len(), 3);

    // Once more: what is there is not overwritten.
    add(&desk, &["in/file2.txt"]);
    let batch = queue_when(&desk, |batch| batch.items.len() == 5 && is_over(batch));
    assert_eq!(batch.items[4].output.as_deref(), Some(desk.path("out/file2 (3).wav").as_path()));
    desk.send(Command::Batch(BatchCommand::Clear));
    assert_eq!(queue_when(&desk, |_| true), Batch::default());
}

#[test]
fn the_users_own_speak_goes_first_and_the_queue_goes_on_where_it_was() {
    let desk = Desk::at(stalling());
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    add(&desk, &["a.txt"]);
    wait_for_second(&desk.path("library"));

    let mine = desk.job("我先说。");
    let id = mine.id;
    desk.send(Command::Speak(Box::new(mine)));
    let last = desk.until(end_of_job);
    assert!(matches!(last, Event::Finished { job, .. } if job == id), "no event of the queue's jobs is seen: {last:?}");
    let batch = queue_when(&desk, is_over);

    assert_eq!(batch.items[0].state, BatchState::Done);
    assert_eq!(texts(&desk), [TEXT, "我先说。", SECOND], "what was whole is not asked for again");
    assert_eq!(wav(&desk.path("out/a.wav")), tones(TEXT));
}

#[test]
fn a_pause_stops_at_once_and_another_account_is_refused_with_words() {
    let desk = Desk::at(stalling());
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    fs::write(desk.path("b.txt"), "又一个。").unwrap();
    add(&desk, &["a.txt", "b.txt"]);
    wait_for_second(&desk.path("library"));
    desk.send(Command::Batch(BatchCommand::Pause));
    let batch =
        queue_when(&desk, |batch| batch.paused && batch.items.iter().all(|item| item.state == BatchState::Waiting));
    assert_eq!(batch.held_up, None);
    desk.demo.recorder().wait(|notes| notes.open() == 0).expect("its sockets are closed");

    desk.send(Command::Batch(BatchCommand::Resume(langsheng::engine::Account::Demo)));
    let batch = queue_when(&desk, |batch| batch.held_up.is_some());
    let said = batch.held_up.unwrap().text(Lang::En);
    assert!(batch.paused && said.contains("“test”") && said.contains("“demo”"), "{said}");
    assert_eq!(texts(&desk).len(), 1);

    desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
    queue_when(&desk, is_over);
    assert_eq!(texts(&desk), [TEXT, SECOND, "又一个。"]);
    assert_eq!(wav(&desk.path("out/a.wav")), tones(TEXT));
}

#[test]
fn what_would_fail_every_file_stops_the_queue_and_costs_no_file() {
    let desk = Desk::at(Demo::faulty(Faults::on(0, Fault::error_before_audio(4028))));
    for name in ["a.txt", "b.txt"] {
        fs::write(desk.path(name), name).unwrap();
    }
    add(&desk, &["a.txt", "b.txt"]);
    let batch = queue_when(&desk, |batch| batch.held_up.is_some());
    assert!(batch.paused && batch.items.iter().all(|item| item.state == BatchState::Waiting), "{batch:?}");
    assert_eq!(batch.held_up.unwrap().class, Class::Quota);
    assert_eq!(texts(&desk).len(), 1);

    desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
    let batch = queue_when(&desk, is_over);
    assert!(batch.items.iter().all(|item| item.state == BatchState::Done), "{batch:?}");
}

#[test]
fn files_that_are_taken_away_are_not_spoken() {
    let desk = Desk::at(stalling());
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(desk.path(name), TEXT).unwrap();
    }
    add(&desk, &["a.txt", "b.txt", "c.txt"]);
    wait_for_second(&desk.path("library"));
    for id in [0, 1] {
        desk.send(Command::Batch(BatchCommand::Remove(vec![id])));
    }
    let batch = queue_when(&desk, is_over);
    assert_eq!(batch.items.len(), 1);
    assert!(desk.path("out/c.wav").exists() && !desk.path("out/a.wav").exists() && !desk.path("out/b.wav").exists());
}

#[test]
fn many_files_become_one_with_chapters() {
    let desk = Desk::at(Demo::start());
    fs::write(desk.path("1.md"), "开头。\n\n## 第一章 ##\n\n你好。").unwrap();
    fs::write(desk.path("空.txt"), "……\n").unwrap();
    fs::write(desk.path("二.txt"), "# 不是标题。").unwrap();
    let book = desk.path("book.flac");
    let order = BatchOrder {
        join: Some(book.clone()),
        order: SaveOrder::for_path(&book),
        ..*order(&desk, &["1.md", "空.txt", "二.txt"])
    };
    desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    let batch = queue_when(&desk, is_over);

    let [item] = &batch.items[..] else { panic!("{batch:?}") };
    assert_eq!(item.left_out, [desk.path("空.txt")], "an empty text does not cost the others");
    assert_eq!((&item.state, item.output.as_ref(), item.sources.len()), (&BatchState::Done, Some(&book), 2));
    let probe = std::process::Command::new("ffprobe")
        .args(["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-show_chapters"])
        .arg(&book)
        .output()
        .expect("ffprobe (assets/setup.sh --test installs it)");
    let probe: serde_json::Value = serde_json::from_slice(&probe.stdout).expect("JSON");
    let asked: Vec<_> = texts(&desk).iter().flat_map(|text| tones(text)).collect();
    assert_eq!(probe["streams"][0]["codec_name"], "flac", "{probe}");
    assert_eq!(probe["streams"][0]["duration_ts"], asked.len(), "{probe}");
    let titles: Vec<_> = probe["chapters"].as_array().unwrap().iter().map(|one| &one["tags"]["title"]).collect();
    assert_eq!(titles, ["1", "第一章", "二"], "what has headings is its chapters");
}

#[test]
fn outputs_are_named_by_the_template_and_a_failed_one_keeps_no_name() {
    let desk = Desk::at(Demo::start());
    for (name, text) in [("a.txt", "今天天气不错。"), ("b.txt", "今天天气很好。"), ("c.txt", "……")] {
        fs::write(desk.path(name), text).unwrap();
    }
    let order = BatchOrder { template: "{n:2} {first:4}".into(), ..*order(&desk, &["a.txt", "b.txt", "c.txt"]) };
    desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    let batch = queue_when(&desk, is_over);
    assert!(matches!(&batch.items[2].state, BatchState::Failed(failure) if failure.class == Class::Text), "{batch:?}");
    let mut names: Vec<_> = fs::read_dir(desk.path("out")).unwrap().map(|one| one.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["01 今天天气.wav", "02 今天天气.wav"]);
}

#[test]
#[cfg(unix)]
fn a_queue_that_cannot_be_read_is_not_written_over() {
    let desk = Desk::at(Demo::start());
    let queue = desk.path("queue.json");
    std::os::unix::fs::symlink(&queue, &queue).unwrap();
    for _ in 0..2 {
        desk.send(Command::Batch(BatchCommand::Pause));
        desk.until(|event| matches!(event, Event::Notice(_)).then_some(()));
    }
    assert!(queue.symlink_metadata().unwrap().is_symlink());
}

/// Waits until the file of the queue says what the queue has told.
fn is_written(desk: &Desk) {
    desk.send(Command::Batch(BatchCommand::List));
    queue_when(desk, |_| true);
}

#[test]
fn an_entry_without_a_text_is_left_out_of_a_queue_that_was_damaged() {
    let desk = Desk::at(Demo::start());
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    add(&desk, &["a.txt"]);
    queue_when(&desk, is_over);
    is_written(&desk);
    let mut entry = batch_kept::last(&desk.path("queue.jsonl"), "entry");
    entry["state"] = "done".into();
    let mut empty = entry.clone();
    (empty["sources"], empty["state"]) = (serde_json::json!([]), "waiting".into());
    // As a version before the journal wrote it.
    let record = serde_json::json!({ "next": 0, "entries": [empty, entry] });
    fs::write(desk.path("queue.json"), record.to_string()).unwrap();
    fs::remove_file(desk.path("queue.jsonl")).unwrap();
    add(&desk, &["a.txt"]);
    let batch = queue_when(&desk, |batch| batch.items.len() == 2 && is_over(batch));
    assert!(batch.items[0].id != batch.items[1].id, "{batch:?}");
}

/// Writes into the queue what a process leaves that is killed when the output has its name and the queue does not know it.
fn kill_before_it_is_noted(desk: &Desk, saving: bool) {
    is_written(desk);
    let queue = desk.path("queue.jsonl");
    let mut change = batch_kept::last_step(&queue);
    assert_eq!((&change["state"], &change["saving"]), (&"done".into(), &false.into()));
    (change["state"], change["saving"]) = ("waiting".into(), saving.into());
    batch_kept::add(&queue, &change);
}

fn files_of(desk: &Desk) -> Vec<String> {
    let names = fs::read_dir(desk.path("out")).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn an_output_that_was_written_when_the_process_was_killed_is_not_made_once_more() {
    for keep in [true, false] {
        let desk = Desk::at(Demo::start());
        fs::write(desk.path("a.txt"), TEXT).unwrap();
        let mut order = order(&desk, &["a.txt"]);
        (order.job.settings.keep, order.order.receipt) = (keep, true);
        order.order.captions = vec![CaptionFormat::Srt];
        desk.send(Command::Batch(BatchCommand::Add(order)));
        queue_when(&desk, is_over);
        let all = ["a.receipt.json", "a.srt", "a.wav"];
        assert_eq!(files_of(&desk), all);

        kill_before_it_is_noted(&desk, true);
        desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
        let batch = queue_when(&desk, |batch| !batch.items.is_empty());
        assert_eq!(batch.items[0].state, BatchState::Done, "it is found to be there");

        if keep {
            // Killed a little earlier: what stands beside the file is still to be written. It is not another file.
            fs::remove_file(desk.path("out/a.receipt.json")).unwrap();
            kill_before_it_is_noted(&desk, true);
            desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
            queue_when(&desk, is_over);
        }
        assert_eq!(files_of(&desk), all);
        assert_eq!((wav(&desk.path("out/a.wav")), texts(&desk).len()), (tones(TEXT), 1));

        // A file that is not ours is left alone, as ever.
        if keep {
            kill_before_it_is_noted(&desk, false);
            desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
            queue_when(&desk, is_over);
            assert!(desk.path("out/a (2).wav").exists());
        }
    }
}

#[test]
fn a_take_of_the_queue_that_was_damaged_is_spoken_anew() {
    let desk = Desk::at(Demo::start());
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    add(&desk, &["a.txt"]);
    queue_when(&desk, is_over);
    is_written(&desk);
    // As a power cut may leave it: the queue says that it waits, and the sound is not all there.
    let take = fs::read_dir(desk.path("library")).unwrap().next().unwrap().unwrap().path();
    let sound = fs::File::options().write(true).open(take.join("0000.pcm")).unwrap();
    sound.set_len(20_000).unwrap();
    let queue = desk.path("queue.jsonl");
    let mut change = batch_kept::last_step(&queue);
    change["state"] = "waiting".into();
    batch_kept::add(&queue, &change);
    fs::remove_file(desk.path("out/a.wav")).unwrap();
    desk.send(Command::Batch(BatchCommand::Resume(desk.job("").account)));
    queue_when(&desk, is_over);
    assert_eq!(wav(&desk.path("out/a.wav")), tones(TEXT));
    assert_eq!(texts(&desk), [TEXT, TEXT]);
}

fn failed(batch: &Batch) -> Vec<u64> {
    let failed = batch.items.iter().filter(|item| matches!(item.state, BatchState::Failed(_)));
    failed.map(|item| item.id).collect()
}

fn retry(desk: &Desk, ids: Vec<u64>) {
    desk.send(Command::Batch(BatchCommand::Retry { ids, account: desk.job("").account }));
}

#[test]
fn a_file_that_could_not_be_saved_is_tried_again_without_a_request() {
    let desk = Desk::at(Demo::start());
    for (name, text) in [("a.txt", TEXT), ("b.txt", "……")] {
        fs::write(desk.path(name), text).unwrap();
    }
    add(&desk, &["a.txt", "b.txt"]);
    let batch = queue_when(&desk, is_over);
    assert_eq!(failed(&batch), [1]);
    // What has not failed is left alone, and what is as it was fails as it did.
    retry(&desk, vec![0, 1, 7]);
    queue_when(&desk, |batch| batch.items[1].state == BatchState::Running);
    let batch = queue_when(&desk, is_over);
    assert_eq!(failed(&batch), [1]);
    assert_eq!(texts(&desk), [TEXT]);

    // Where the folder of the outputs should be, there is something else, and then it is gone.
    fs::rename(desk.path("out"), desk.path("away")).unwrap();
    fs::write(desk.path("out"), "").unwrap();
    add(&desk, &["a.txt"]);
    let batch = queue_when(&desk, |batch| batch.items.len() == 3 && is_over(batch));
    assert_eq!(failed(&batch), [1, 2]);
    fs::remove_file(desk.path("out")).unwrap();
    fs::write(desk.path("b.txt"), SECOND).unwrap();
    retry(&desk, failed(&batch));
    let batch = queue_when(&desk, |batch| is_over(batch) && failed(batch).is_empty());
    assert_eq!(wav(&desk.path("out/a.wav")), tones(TEXT));
    assert_eq!(wav(&desk.path("out/b.wav")), tones(SECOND));
    assert!(batch.held_up.is_none() && !batch.paused);
    assert_eq!(texts(&desk), [TEXT], "the library has all of it");
}

#[test]
fn a_text_that_was_refused_is_read_anew_and_what_was_spoken_is_not_asked_for_again() {
    // The code of a text that is not allowed.
    let refused = Fault::At(FaultPoint::Delta(14), Act::ErrorSaying(3001, "illegal input text!".into()));
    let desk = Desk::at(Demo::faulty(Faults::on(0, refused)));
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    add(&desk, &["a.txt"]);
    let batch = queue_when(&desk, is_over);
    assert!(matches!(&batch.items[0].state, BatchState::Failed(failure) if failure.class == Class::Text), "{batch:?}");
    fs::write(desk.path("a.txt"), "今天天气不错。我们回家吧！").unwrap();
    retry(&desk, failed(&batch));
    queue_when(&desk, |batch| batch.items[0].state == BatchState::Done);
    assert_eq!(texts(&desk), [TEXT, "我们回家吧！"]);
    assert_eq!(wav(&desk.path("out/a.wav")), tones("今天天气不错。我们回家吧！"));
}

#[test]
fn a_joined_file_that_failed_does_not_take_the_name_of_another() {
    let desk = Desk::at(Demo::faulty(Faults::on(
        0,
        Fault::At(FaultPoint::BeforeAudio, Act::ErrorSaying(3001, "illegal input text!".into())),
    )));
    fs::write(desk.path("a.txt"), TEXT).unwrap();
    let book = desk.path("book.wav");
    let order = BatchOrder { join: Some(book.clone()), ..*order(&desk, &["a.txt"]) };
    desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    let batch = queue_when(&desk, is_over);
    assert_eq!(failed(&batch), [0]);
    fs::write(&book, "somebody else's").unwrap();
    retry(&desk, failed(&batch));
    let batch = queue_when(&desk, |batch| batch.items[0].state == BatchState::Done);
    assert_eq!(batch.items[0].output.as_deref(), Some(desk.path("book (2).wav").as_path()));
    assert_eq!(fs::read_to_string(&book).unwrap(), "somebody else's");
}
