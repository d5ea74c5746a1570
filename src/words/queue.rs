//! The queue of files: the words, and what keeps it from going on.

use std::path::Path;

use crate::words::{Class, Failure, Phrase};

phrases! {
    QUEUE_TAB: "队列", "Queue";
    QUEUE_EMPTY: "把多个文本文件或文件夹拖进窗口，或从这里添加，就能一个接一个地合成为音频文件。",
        "Drop text files or a folder onto the window, or add them here: each becomes an audio file, one after another.";
    UNKNOWN_SPEAKERS: "“{name}”里的 {names} 不是已知的角色或音色，按正文朗读。",
        "In “{name}”, no role or voice is called {names}, so this is read as text.";
    ADD_FILES: "添加文件…", "Add files…";
    ADD_FOLDER: "添加文件夹…", "Add folder…";
    FILES_TITLE: "要加入队列的文本文件", "Add text files to the queue";
    FOLDER_TITLE: "要加入队列的文件夹", "Add a folder to the queue";
    FOLDER_PATH_WHY: "输入文件夹或文本文件的路径。", "Type the path of a folder or of a text file.";
    QUEUE_ASK: "加入队列", "Add to queue";
    QUEUE_WHAT: "“{name}”等 {n} 个文件", "{n} files, such as {name}";
    QUEUE_ONE: "{name}", "{name}";
    JOIN: "合并成一个分章节的文件", "One file with chapters";
    JOIN_HINT: "按章节标题分章；没有标题的文本各成一章", "A chapter for each heading; a text without headings becomes one chapter";
    ADD: "添加", "Add";
    QUEUE_RUNNING: "完成 {done}/{all}", "{done}/{all} done";
    QUEUE_PAUSED: "已暂停，完成 {done}/{all}", "Paused, {done}/{all} done";
    QUEUE_SLOWED: "服务繁忙，队列等 {wait} 秒后继续", "The service is busy; the queue continues in {wait} s";
    QUEUE_PAUSE: "暂停队列", "Pause queue";
    PAUSE: "暂停", "Pause";
    QUEUE_GO_ON: "继续队列", "Continue queue";
    GO_ON: "继续", "Continue";
    QUEUE_FAILED: "{n} 个失败", "{n} failed";
    QUEUE_RETRY: "重试“{name}”", "Retry “{name}”";
    QUEUE_RETRY_ALL: "全部重试", "Retry all";
    QUEUE_LEFT: "上次的队列还没有完成。", "The last queue isn’t finished yet.";
    QUEUE_CLEAR: "清除已完成", "Clear finished";
    QUEUE_CLEAR_FAILED: "清除已完成和失败的", "Clear finished and failed";
    QUEUE_REMOVE: "移除“{name}”", "Remove “{name}”";
    QUEUE_OPEN: "打开“{name}”所在的文件夹", "Open the folder that contains “{name}”";
    ITEM_WAITING: "等待中", "waiting";
    ITEM_RUNNING: "{percent}%", "{percent}%";
    ITEM_DONE: "已完成", "done";
    ITEM_LEFT_OUT: "{n} 个文件没有可以朗读的文字，已跳过", "skipped, nothing to speak: {n}";
    ITEM_FAILED: "失败", "failed";
    CHAPTERS: "{name} 等 {n} 章", "{name} and more, {n} chapters";
}

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_CHANGED: Phrase = p("队列没有改变。", "The queue wasn’t changed.");

/// Another process works on it.
pub fn in_use() -> Failure {
    let why = p("朗声的另一个窗口或命令正在处理队列。", "Another copy of Langsheng is working on the queue.");
    let todo = p("等它结束，或在那里暂停，然后重试。", "Wait until it finishes, or pause it there, and try again.");
    Failure::new(Class::Files, NOT_CHANGED, why, todo)
}

/// It cannot be read.
pub fn damaged(path: &Path) -> Failure {
    let why =
        p("“{path}”已损坏，其中不是朗声写入的内容。", "“{path}” is damaged: it isn’t in the format Langsheng writes.");
    let todo = p(
        "可以修复它；清空队列或加入新文件时，它会被改名保留。",
        "Repair it, or start over: when you clear the queue or add files, the damaged file is kept under another name.",
    );
    Failure::new(Class::Files, p("无法读取队列。", "The queue can’t be read."), why.with("path", path.display()), todo)
}

/// It could not be read, and was put out of the way for a new one.
pub fn set_aside(path: &Path) -> Failure {
    let what =
        p("原来的队列无法读取，已改名保留。", "The previous queue couldn’t be read and was kept under another name.");
    let why = p("它已损坏；现在在“{path}”。", "It is damaged, and is now in “{path}”.");
    let todo = p(
        "重新加入其中的文件；已合成的部分在作品库中，不会重复计费。",
        "Add its files again. What was already spoken is in the library and won’t be billed again.",
    );
    Failure::new(Class::Files, what, why.with("path", path.display()), todo)
}

/// What waits belongs to other accounts than the one that was given.
pub fn other_account(given: &str, wanted: &str) -> Failure {
    let what = p("队列没有继续。", "The queue can’t continue.");
    let why = p(
        "等待的文件要用账号“{wanted}”朗读，而现在的账号是“{given}”。",
        "The waiting files are for the account “{wanted}”; the current account is “{given}”.",
    );
    let todo = p("换到账号“{wanted}”再继续，或清空队列。", "Switch to the account “{wanted}”, or clear the queue.");
    Failure::new(Class::Token, what, why.with("wanted", wanted).with("given", given), todo.with("wanted", wanted))
}

/// A name that cannot be kept.
pub fn odd_name(path: &Path) -> Failure {
    let what = p("“{path}”没有加入队列。", "“{path}” wasn’t added to the queue.");
    let why = p("文件名含有无法识别的字符（不是有效的 Unicode）。", "Its name isn’t valid Unicode.");
    let todo = p("给它改名后再加入。", "Give it another name, then add it.");
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}

/// A folder without a text.
pub fn no_texts(path: &Path) -> Failure {
    let what = p("“{path}”没有加入队列。", "“{path}” wasn’t added to the queue.");
    let why = p(
        "其中没有文本文件（.txt、.md 等）；隐藏的文件不算。",
        "It contains no text files (.txt, .md and the like); hidden files don’t count.",
    );
    let todo = p("换一个文件夹，或直接选择文件。", "Choose another folder, or name the files themselves.");
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}
