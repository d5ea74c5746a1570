//! The queue of files: what keeps it from going on.

use std::path::Path;

use crate::words::{Class, Failure, Phrase};

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_CHANGED: Phrase = p("队列没有改变。", "The queue was left as it is.");

/// Another process works on it.
pub fn in_use() -> Failure {
    let why = p("另一个朗声正在处理队列。", "Another Langsheng is working on the queue.");
    let todo = p("等它结束，或在那里暂停，然后重试。", "Wait for it to end, or pause it there, and try again.");
    Failure::new(Class::Files, NOT_CHANGED, why, todo)
}

/// It cannot be read.
pub fn damaged(path: &Path) -> Failure {
    let why = p(
        "“{path}”已损坏，其中不是朗声写入的内容。",
        "“{path}” is damaged: it does not hold what Langsheng writes there.",
    );
    let todo = p(
        "可以修复它；清空队列或加入新文件时，它会被改名保留。",
        "Mend it; when the queue is cleared or files are added, it is kept under another name.",
    );
    Failure::new(Class::Files, p("队列读不出来。", "The queue cannot be read."), why.with("path", path.display()), todo)
}

/// It could not be read, and was put out of the way for a new one.
pub fn set_aside(path: &Path) -> Failure {
    let what = p(
        "原来的队列读不出来，已改名保留。",
        "The queue that was there could not be read, and was kept under another name.",
    );
    let why = p("它已损坏；现在在“{path}”。", "It is damaged, and is now in “{path}”.");
    let todo = p(
        "请重新加入其中的文件；已合成的部分在库中，不会再次收费。",
        "Add its files again; what was spoken of them is in the library and not paid for again.",
    );
    Failure::new(Class::Files, what, why.with("path", path.display()), todo)
}

/// What waits belongs to other accounts than the one that was given.
pub fn other_account(given: &str, wanted: &str) -> Failure {
    let what = p("队列没有继续。", "The queue does not go on.");
    let why = p(
        "等待的文件要用账号“{wanted}”朗读，而现在的账号是“{given}”。",
        "The files that wait are to be spoken by the account “{wanted}”; the one given is “{given}”.",
    );
    let todo = p("换到账号“{wanted}”再继续，或清空队列。", "Choose the account “{wanted}”, or clear the queue.");
    Failure::new(Class::Token, what, why.with("wanted", wanted).with("given", given), todo.with("wanted", wanted))
}

/// A name that cannot be kept.
pub fn odd_name(path: &Path) -> Failure {
    let what = p("“{path}”没有加入队列。", "“{path}” was not put in the queue.");
    let why = p("它的名字不是有效的 Unicode 文字。", "Its name is not valid Unicode.");
    let todo = p("请给它改名后再加入。", "Give it another name, then add it.");
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}

/// A folder without a text.
pub fn no_texts(path: &Path) -> Failure {
    let what = p("“{path}”没有加入队列。", "“{path}” was not put in the queue.");
    let why = p(
        "其中没有文本文件（.txt、.md 等）；隐藏的文件不算。",
        "There is no text file in it (.txt, .md and the like); hidden files do not count.",
    );
    let todo = p("请换一个文件夹，或直接选择文件。", "Choose another folder, or name the files themselves.");
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}
