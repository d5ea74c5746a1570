//! Failures of this machine: files, settings, the keyring; and, each in a file of its own, takes, savings, texts and the sound
//! device.
//!
//! Plain values in, a [`Failure`] out: the words know none of the types that the other rooms fail with.

mod device;
mod saving;
mod takes;
mod text;

use std::io::{self, ErrorKind};
use std::path::Path;

pub use device::{device_lost, device_missing, device_refused, no_device};
pub use saving::{
    format_not_built_in, format_without_rate, mp3_without_bitrate, not_encoded, nothing_to_save, part_in_the_way,
    part_kept, rates_differ, save_in_use,
};
pub use takes::{
    document_is_open, no_such_take, not_a_take, not_restored, not_trashed, take_being_written, take_damaged,
    take_exists, take_gone, take_in_use, take_lost_sound, take_not_ready, take_too_new,
};
pub use text::{kinds, text_binary, text_of_kind, text_too_large};

use crate::words::{Class, Failure, Phrase, Said};

/// What was tried with a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileAct {
    /// To read or list it.
    Read,
    /// To write, make or rename it.
    Write,
    /// To delete it.
    Delete,
}

/// The disk or the system refused something with a file.
pub fn file(act: FileAct, path: &Path, error: &io::Error) -> Failure {
    let what = match act {
        FileAct::Read => Phrase::new("无法读取“{path}”。", "“{path}” couldn’t be read."),
        FileAct::Write => Phrase::new("无法写入“{path}”。", "“{path}” couldn’t be written."),
        FileAct::Delete => Phrase::new("无法删除“{path}”。", "“{path}” couldn’t be deleted."),
    };
    let (why, todo) = why_refused(error);
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}

/// Why the system refused, and what helps.
fn why_refused(error: &io::Error) -> (Said, Phrase) {
    let known = match error.kind() {
        ErrorKind::NotFound => (
            Phrase::new("文件或文件夹不存在。", "There is no such file or folder."),
            Phrase::new("检查路径是否正确。", "Check the path."),
        ),
        ErrorKind::PermissionDenied => (
            Phrase::new("没有访问权限。", "You don’t have permission."),
            Phrase::new("换一个位置，或修改该位置的权限。", "Choose another place, or change its permissions."),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            Phrase::new("该磁盘是只读的。", "That disk is read-only."),
            Phrase::new("换一个可以写入的位置。", "Choose a place you can write to."),
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            Phrase::new("磁盘已满。", "The disk is full."),
            Phrase::new(
                "腾出一些空间（例如删除不再需要的音频），然后重试。",
                "Free up some space, for example by deleting audio you no longer need, and try again.",
            ),
        ),
        ErrorKind::FileTooLarge => (
            Phrase::new("该磁盘放不下这么大的文件。", "The file is too large for that disk."),
            Phrase::new("换一个磁盘。", "Choose another disk."),
        ),
        ErrorKind::NotADirectory => (
            Phrase::new("路径中有一部分不是文件夹。", "A part of the path isn’t a folder."),
            Phrase::new("检查路径是否正确。", "Check the path."),
        ),
        ErrorKind::IsADirectory => (
            Phrase::new("这是一个文件夹，而不是文件。", "That is a folder, not a file."),
            Phrase::new("指定一个文件。", "Choose a file."),
        ),
        ErrorKind::InvalidFilename => (
            Phrase::new("系统不接受这个文件名。", "The system doesn’t accept this name."),
            Phrase::new("换一个更短、更简单的文件名。", "Choose a shorter or simpler name."),
        ),
        ErrorKind::TimedOut => (
            Phrase::new("等了很久，也没有读到内容。", "No data arrived for a long time."),
            Phrase::new("检查负责写入的程序是否在运行。", "Check whether the program that writes to it is running."),
        ),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (
            Phrase::new("文件正被其他程序使用。", "Another program is using the file."),
            Phrase::new("关闭那个程序，然后重试。", "Close that program and try again."),
        ),
        _ => {
            let why = Phrase::new("系统报告：{error}", "The system says: {error}").with("error", error);
            return (why, Phrase::new("重试，或换一个位置。", "Try again, or choose another place."));
        }
    };
    (known.0.into(), known.1)
}

/// What is wrong with a template of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateMistake<'a> {
    /// A brace without its other half.
    Brace,
    /// A field that does not exist.
    Unknown(&'a str),
    /// A field with a number that makes no sense.
    Number(&'a str),
}

/// A template of names that cannot be read.
pub fn template(mistake: TemplateMistake<'_>) -> Failure {
    let why = match mistake {
        TemplateMistake::Brace => Phrase::new("有一个花括号不成对。", "A brace is unmatched.").into(),
        TemplateMistake::Unknown(field) => Phrase::new("没有名为“{field}”的字段。", "There is no field “{field}”.")
            .with("field", format!("{{{field}}}")),
        TemplateMistake::Number(field) => {
            Phrase::new("“{field}”中的数字无效。", "The number in “{field}” isn’t valid.")
                .with("field", format!("{{{field}}}"))
        }
    };
    Failure::new(
        Class::Usage,
        Phrase::new("文件名模板写错了。", "The file name template isn’t valid."),
        why,
        Phrase::new("可用的字段：{fields}。", "The fields are {fields}.")
            .with("fields", "{date} {time} {voice} {first:12} {title} {n} {n:3}"),
    )
}

/// A file of ours that does not hold what we write there.
pub fn damaged(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”已损坏。", "“{path}” is damaged.").with("path", path.display()),
        Phrase::new("它的内容不是朗声写入的格式。", "It isn’t in the format Langsheng writes."),
        Phrase::new(
            "重新输入其中的内容；下次保存时，损坏的文件会被改名保留。",
            "Enter its content again. When you save, the damaged file is kept under another name.",
        ),
    )
}

/// A file of ours that a later version has written.
pub fn too_new(path: &Path, version: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”无法打开，没有改动。", "“{path}” can’t be opened and wasn’t changed.")
            .with("path", path.display()),
        Phrase::new(
            "它由更高版本的朗声写入（格式 {version}）。",
            "It was written by a newer version of Langsheng (format {version}).",
        )
        .with("version", version),
        Phrase::new("升级朗声。", "Update Langsheng."),
    )
}

/// The system names no home folder.
pub fn no_home() -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("找不到保存数据的位置。", "There is nowhere to store data."),
        Phrase::new("系统没有给出当前用户的主文件夹。", "The system names no home folder for this user."),
        Phrase::new("设置环境变量 HOME 或 LANGSHENG_HOME。", "Set the environment variable HOME or LANGSHENG_HOME."),
    )
}

/// What stands in the place of a file of ours is none.
pub const NOT_OURS: Phrase = Phrase::new(
    "它是文件夹、管道或设备，或者远大于朗声会写入的文件。",
    "It’s a folder, pipe or device, or far larger than any file Langsheng writes.",
);

/// The settings are those of a later version; the defaults are in use.
pub fn settings_too_new(path: &Path, version: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("正在使用默认设置，改动不会保存。", "The default settings are in use, and changes aren’t saved."),
        Phrase::new(
            "“{path}”由更高版本的朗声写入（格式 {version}），没有改动它。",
            "“{path}” was written by a newer version of Langsheng (format {version}) and wasn’t changed.",
        )
        .with("path", path.display())
        .with("version", version),
        Phrase::new("升级朗声；或把该文件移走。", "Update Langsheng, or move that file elsewhere."),
    )
}

/// The settings could not be read; the defaults are in use and the old file is now at `path`.
pub fn settings_set_aside(path: &Path, why: Said) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("设置无法读取，已恢复默认设置。", "The settings couldn’t be read; the defaults are in use."),
        Phrase::new("原因：{why}", "The reason: {why}").with_said("why", why),
        Phrase::new("原来的文件保留在“{path}”。", "The old file is kept as “{path}”.").with("path", path.display()),
    )
}

/// The text that is to be spoken has the name of the file that is to be written.
pub fn text_in_the_way(path: &Path) -> Failure {
    Failure::new(
        Class::Usage,
        Phrase::new("没有写入“{path}”。", "“{path}” wasn’t written.").with("path", path.display()),
        Phrase::new("它就是要朗读的文本，会被覆盖。", "It’s the text to be spoken and would be overwritten."),
        Phrase::new("换一个输出文件名。", "Choose another name for the output file."),
    )
}

/// A take that has lost something cannot be completed.
pub fn take_not_resumable(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("音频“{path}”无法继续合成。", "The audio in “{path}” can’t be completed.")
            .with("path", path.display()),
        Phrase::new("它的文件已损坏（细节：{detail}）。", "Its files are damaged (details: {detail}).")
            .with("detail", detail),
        Phrase::new(
            "重新朗读它的文本；用 langsheng takes show 编号 --text 可以取出文本。",
            "Speak the text again; langsheng takes show ID --text prints it.",
        ),
    )
}

/// The keyring is locked, or refused.
pub fn keyring(detail: &str) -> Failure {
    Failure::new(
        Class::Token,
        Phrase::new("无法从系统密钥环读取令牌。", "The system keyring didn’t return the token."),
        Phrase::new("它可能被锁定了：{detail}", "It may be locked: {detail}").with("detail", detail),
        Phrase::new(
            "解锁密钥环后重试，或重新粘贴令牌。",
            "Unlock the keyring and try again, or paste the token again.",
        ),
    )
}

/// A text without anything that can be spoken.
pub fn nothing_to_speak() -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("没有可以朗读的内容。", "There is nothing to speak."),
        Phrase::new("文本为空，或只有标点和符号。", "The text is empty, or has only punctuation and symbols."),
        Phrase::new("输入含有文字或数字的文本。", "Enter text that contains letters or digits."),
    )
}
