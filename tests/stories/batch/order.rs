//! Files are spoken and joined in the order in which people count.

use std::fs;

use langsheng::engine::{BatchCommand, BatchOrder, Command, SaveOrder};

use super::{Demo, Desk, is_over, order, queue_when};

/// The names of the sources of a book of these files, as it was joined.
fn joined(desk: &Desk, named: &[&str]) -> Vec<String> {
    let order = BatchOrder {
        join: Some(desk.path("book.wav")),
        order: SaveOrder::for_path(&desk.path("book.wav")),
        ..*order(desk, named)
    };
    desk.send(Command::Batch(BatchCommand::Add(Box::new(order))));
    let batch = queue_when(desk, is_over);
    let name = |path: &std::path::PathBuf| {
        let inside = path.strip_prefix(desk.path("")).unwrap_or(path);
        inside.to_string_lossy().into_owned()
    };
    batch.items.last().expect("the book").sources.iter().map(name).collect()
}

#[test]
fn a_folder_of_chapters_is_a_book_in_its_order() {
    let desk = Desk::at(Demo::start());
    let names = [
        "书/楔子.txt",
        "书/卷一/第九章.txt",
        "书/卷一/第十章.txt",
        "书/卷一/第一百零二章.txt",
        "书/卷二/第三回.txt",
        "书/尾声.txt",
    ];
    for name in names {
        let path = desk.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "你好。").unwrap();
    }
    assert_eq!(joined(&desk, &["书"]), names);
}

#[test]
fn files_of_a_pattern_are_put_in_order_and_others_are_left_as_named() {
    for (named, expected) in [
        // As a shell says them for `*.txt`.
        (["第一章.txt", "第三章.txt", "第二章.txt"], ["第一章.txt", "第二章.txt", "第三章.txt"]),
        (["第二章.txt", "第三章.txt", "第一章.txt"], ["第一章.txt", "第二章.txt", "第三章.txt"]),
        (["第三章.txt", "第二章.txt", "第一章.txt"], ["第三章.txt", "第二章.txt", "第一章.txt"]),
    ] {
        let desk = Desk::at(Demo::start());
        named.iter().for_each(|name| fs::write(desk.path(name), "你好。").unwrap());
        assert_eq!(joined(&desk, &named), expected);
    }
}
