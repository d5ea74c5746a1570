//! Takes that cannot be found, read, written or deleted.

use std::path::Path;

use crate::words::{Class, Failure, Phrase};

/// A take that is not in the library.
pub fn no_such_take(id: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("找不到音频“{id}”。", "There is no take “{id}”.").with("id", id),
        Phrase::new("它可能已被删除。", "It may have been deleted."),
        Phrase::new("刷新列表。", "Refresh the list."),
    )
}

/// The folder of a take is not there any more.
pub fn take_gone(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”已不在原处。", "The audio in “{path}” is gone.").with("path", path.display()),
        Phrase::new(
            "它的文件夹在打开之后被删除或移走了。",
            "Its folder was deleted or moved away after it was opened.",
        ),
        Phrase::new(
            "从回收站还原或移回原处；如果找不到，请重新朗读它的文本。",
            "Restore it from the trash or move it back. If you can’t find it, speak the text again.",
        ),
    )
}

/// A take that cannot be read.
pub fn take_damaged(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”无法打开。", "The audio in “{path}” can’t be opened.").with("path", path.display()),
        Phrase::new("它的文件已损坏（细节：{detail}）。", "Its files are damaged (details: {detail}).")
            .with("detail", detail),
        Phrase::new(
            "声音还在文件夹的 .pcm 文件里（16 位、单声道，一般是 24000 Hz）。请不要删除；用这个命令可以把它变成 WAV：{command}",
            "The audio is still in the .pcm files in that folder (16-bit, mono, usually 24000 Hz). Don’t delete it. To turn one into a WAV: {command}",
        )
        .with("command", "ffmpeg -f s16le -ar 24000 -ac 1 -i 0000.pcm 0000.wav"),
    )
}

/// A take of which sound is missing.
pub fn take_lost_sound(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”缺了一部分声音。", "Some of the audio in “{path}” is missing.")
            .with("path", path.display()),
        Phrase::new("它的文件已损坏（细节：{detail}）。", "Its files are damaged (details: {detail}).")
            .with("detail", detail),
        Phrase::new(
            "重新朗读它的文本；用 langsheng takes show 编号 --text 可以取出文本。",
            "Speak the text again; langsheng takes show ID --text prints it.",
        ),
    )
}

/// A folder that should hold a take and holds none.
pub fn not_a_take(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”中没有音频。", "There is no audio in “{path}”.").with("path", path.display()),
        Phrase::new(
            "文件夹里既没有音频的记录，也没有声音。",
            "The folder contains neither a take’s journal nor any audio.",
        ),
        Phrase::new("如不需要，可以删除这个文件夹。", "Delete that folder if you don’t need it."),
    )
}

/// A new take would overwrite another one.
pub fn take_exists(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”中已经有一份音频。", "There is already audio in “{path}”.").with("path", path.display()),
        Phrase::new("已有的音频不会被覆盖。", "Existing audio is never overwritten."),
        Phrase::new("重试；会使用新的文件夹。", "Try again; a new folder is used."),
    )
}

/// A take that is being written elsewhere.
pub fn take_in_use(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”正在被使用。", "The audio in “{path}” is in use.").with("path", path.display()),
        Phrase::new("朗声的另一个窗口或命令正在写入它。", "Another copy of Langsheng is writing to it."),
        Phrase::new(
            "等它结束，或关闭那个窗口，然后重试。",
            "Wait until it finishes, or close that window, and try again.",
        ),
    )
}

/// The system's trash does not take a take.
pub fn not_trashed(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法把音频“{path}”移到回收站。", "The audio in “{path}” can’t be moved to the trash.")
            .with("path", path.display()),
        Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        Phrase::new(
            "音频仍在原处。如果确定不再需要，请选择“永久删除”。",
            "It’s still where it was. If you no longer need it, delete it permanently.",
        ),
    )
}

/// A take that did not come back from the trash.
pub fn not_restored(path: &Path, detail: Option<&str>) -> Failure {
    let why = match detail {
        Some(detail) => Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        None => Phrase::new("回收站里已经没有它了。", "It’s no longer in the trash.").into(),
    };
    Failure::new(
        Class::Files,
        Phrase::new("无法恢复音频“{path}”。", "The audio in “{path}” wasn’t restored.").with("path", path.display()),
        why,
        Phrase::new("打开系统的回收站，在那里找找。", "Look for it in the system trash."),
    )
}

/// A document that two windows cannot write.
pub fn document_is_open() -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("这个作品不能在这里打开。", "This document can’t be opened here."),
        Phrase::new("它已在另一个窗口中打开。", "It is open in another window."),
        Phrase::new("到那个窗口中继续，或先把它关闭。", "Continue in that window, or close it first."),
    )
}

/// A take that cannot be deleted now.
pub fn take_being_written(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”现在不能删除。", "The audio in “{path}” can’t be deleted now.")
            .with("path", path.display()),
        Phrase::new("朗声的一个窗口或命令正在写入它。", "Langsheng is writing to it, here or in another window."),
        Phrase::new("停止朗读，或等它结束后再删除。", "Stop it or wait until it finishes, then delete it."),
    )
}

/// A take that is to be saved among others, and has not ended.
pub fn take_not_ready(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”没有导出。", "The audio in “{path}” wasn’t exported.").with("path", path.display()),
        Phrase::new("朗声的一个窗口或命令正在写入它。", "Langsheng is writing to it, here or in another window."),
        Phrase::new("等它结束后再导出。", "Wait until it finishes, then export it."),
    )
}

/// A take in a format of the future.
pub fn take_too_new(path: &Path, version: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”无法打开。", "The audio in “{path}” can’t be opened.").with("path", path.display()),
        Phrase::new(
            "它由更高版本的朗声写入（格式 {version}）。",
            "It was made by a newer version of Langsheng (format {version}).",
        )
        .with("version", version),
        Phrase::new("升级朗声。", "Update Langsheng."),
    )
}
