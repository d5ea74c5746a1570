//! Failures of this machine: files, settings, the keyring, the sound device, text files.
//!
//! Plain values in, a [`Failure`] out: the words know none of the types that the other rooms fail with.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::{Class, Failure, Phrase, Said};

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
        FileAct::Read => Phrase::new("无法读取“{path}”。", "“{path}” could not be read."),
        FileAct::Write => Phrase::new("无法写入“{path}”。", "“{path}” could not be written."),
        FileAct::Delete => Phrase::new("无法删除“{path}”。", "“{path}” could not be deleted."),
    };
    let (why, todo) = why_refused(error);
    Failure::new(Class::Files, what.with("path", path.display()), why, todo)
}

/// Why the system refused, and what helps.
fn why_refused(error: &io::Error) -> (Said, Phrase) {
    let known = match error.kind() {
        ErrorKind::NotFound => (
            Phrase::new("文件或文件夹不存在。", "There is no such file or folder."),
            Phrase::new("请检查路径是否正确。", "Check the path."),
        ),
        ErrorKind::PermissionDenied => (
            Phrase::new("没有访问权限。", "You have no right to do that there."),
            Phrase::new(
                "请换一个位置，或修改该位置的权限。",
                "Choose another place, or change the rights of this one.",
            ),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            Phrase::new("该磁盘是只读的。", "That disk is read-only."),
            Phrase::new("请换一个可以写入的位置。", "Choose a place that can be written."),
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            Phrase::new("磁盘已满。", "The disk is full."),
            Phrase::new(
                "请腾出一些空间（例如删除不再需要的录音），然后重试。",
                "Free some space, for example by deleting takes that are no longer needed, and try again.",
            ),
        ),
        ErrorKind::FileTooLarge => (
            Phrase::new("该磁盘放不下这么大的文件。", "That disk takes no file of this size."),
            Phrase::new("请换一个磁盘。", "Choose another disk."),
        ),
        ErrorKind::NotADirectory => (
            Phrase::new("路径中有一部分不是文件夹。", "A part of the path is not a folder."),
            Phrase::new("请检查路径是否正确。", "Check the path."),
        ),
        ErrorKind::IsADirectory => (
            Phrase::new("这是一个文件夹，而不是文件。", "That is a folder, not a file."),
            Phrase::new("请指定一个文件。", "Name a file."),
        ),
        ErrorKind::InvalidFilename => (
            Phrase::new("系统不接受这个文件名。", "The system does not accept this name."),
            Phrase::new("请换一个更短、更简单的文件名。", "Choose a shorter or simpler name."),
        ),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (
            Phrase::new("文件正被其他程序使用。", "Another program is using the file."),
            Phrase::new("请关闭那个程序，然后重试。", "Close that program and try again."),
        ),
        _ => {
            let why = Phrase::new("系统报告：{error}", "The system says: {error}").with("error", error);
            return (why, Phrase::new("请重试，或换一个位置。", "Try again, or choose another place."));
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
        TemplateMistake::Brace => Phrase::new("有一个花括号不成对。", "A brace has no other half.").into(),
        TemplateMistake::Unknown(field) => Phrase::new("没有名为“{field}”的字段。", "There is no field “{field}”.")
            .with("field", format!("{{{field}}}")),
        TemplateMistake::Number(field) => {
            Phrase::new("“{field}”中的数字没有意义。", "The number in “{field}” makes no sense.")
                .with("field", format!("{{{field}}}"))
        }
    };
    Failure::new(
        Class::Usage,
        Phrase::new("文件名模板写错了。", "The template of names is not right."),
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
        Phrase::new("它的内容不是朗声写入的格式。", "It does not hold what Langsheng writes there."),
        Phrase::new(
            "请重新输入其中的内容；下次保存时，损坏的文件会被改名保留。",
            "Enter its content again; when that is saved, the damaged file is kept under another name.",
        ),
    )
}

/// The system names no home folder.
pub fn no_home() -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("找不到保存数据的位置。", "There is no place to keep anything."),
        Phrase::new("系统没有给出当前用户的主文件夹。", "The system names no home folder for this user."),
        Phrase::new("请设置环境变量 HOME 或 LANGSHENG_HOME。", "Set the environment variable HOME or LANGSHENG_HOME."),
    )
}

/// The settings could not be read; the defaults are in use and the old file is now at `path`.
pub fn settings_set_aside(path: &Path, why: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("设置无法读取，已恢复默认设置。", "The settings could not be read; the defaults are in use."),
        Phrase::new("原因：{why}", "The reason: {why}").with("why", why),
        Phrase::new("原来的文件保留在“{path}”。", "The old file is kept as “{path}”.").with("path", path.display()),
    )
}

/// A take that is not in the library.
pub fn no_such_take(id: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("找不到录音“{id}”。", "There is no take “{id}”.").with("id", id),
        Phrase::new("它可能已被删除。", "It may have been deleted."),
        Phrase::new("请刷新列表。", "Refresh the list."),
    )
}

/// A take that has lost something cannot be completed.
pub fn take_not_resumable(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("录音“{path}”不能补完。", "The take in “{path}” cannot be completed.").with("path", path.display()),
        Phrase::new("它的文件已损坏（细节：{detail}）。", "Its files are damaged (in detail: {detail}).")
            .with("detail", detail),
        Phrase::new(
            "重新朗读它的文本；langsheng takes show 编号 --text 会写出来。",
            "Speak its text anew; langsheng takes show ID --text writes it out.",
        ),
    )
}

/// A take that cannot be read.
pub fn take_damaged(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("录音“{path}”无法打开。", "The take in “{path}” cannot be opened.").with("path", path.display()),
        Phrase::new("它的记录已损坏（细节：{detail}）。", "Its journal is damaged (in detail: {detail}).")
            .with("detail", detail),
        Phrase::new(
            "文件夹中的 .pcm 文件仍是原始的声音数据；如不需要，可以删除这条录音。",
            "The .pcm files in its folder are still the sound as it came; delete the take if it is not needed.",
        ),
    )
}

/// A folder that should hold a take and holds none.
pub fn not_a_take(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”中没有录音。", "There is no take in “{path}”.").with("path", path.display()),
        Phrase::new("文件夹里缺少录音的记录。", "Its folder lacks the journal of a take."),
        Phrase::new("如不需要，可以删除这个文件夹。", "Delete that folder if it is not needed."),
    )
}

/// A new take would overwrite another one.
pub fn take_exists(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”中已经有一条录音。", "There is a take in “{path}” already.").with("path", path.display()),
        Phrase::new("已有的录音不会被覆盖。", "A take is never overwritten."),
        Phrase::new("请重试；会使用新的文件夹。", "Try again; a new folder is used."),
    )
}

/// A take that is being written elsewhere.
pub fn take_in_use(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("录音“{path}”正在被使用。", "The take in “{path}” is in use.").with("path", path.display()),
        Phrase::new("另一个朗声正在写入它。", "Another Langsheng is writing it."),
        Phrase::new("等它结束，或关闭那个窗口，然后重试。", "Wait for it to end, or close that window, and try again."),
    )
}

/// The system's trash does not take a take.
pub fn not_trashed(path: &Path, detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法把录音“{path}”移到回收站。", "The take in “{path}” cannot be moved to the trash.")
            .with("path", path.display()),
        Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        Phrase::new(
            "录音仍在原处。如果确定不再需要，请选择“彻底删除”。",
            "The take is where it was. If it is not needed any more, delete it for good.",
        ),
    )
}

/// A take that cannot be deleted now.
pub fn take_being_written(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("录音“{path}”现在不能删除。", "The take in “{path}” cannot be deleted now.")
            .with("path", path.display()),
        Phrase::new("朗声（这一个或另一个）正在写入它。", "Langsheng is writing it, here or in another window."),
        Phrase::new("请停止朗读，或等它结束后再删除。", "Stop it or wait for its end, then delete it."),
    )
}

/// A take in a format of the future.
pub fn take_too_new(path: &Path, version: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("录音“{path}”无法打开。", "The take in “{path}” cannot be opened.").with("path", path.display()),
        Phrase::new("它由更新的朗声录制（格式 {version}）。", "It was made by a later Langsheng (format {version}).")
            .with("version", version),
        Phrase::new("请升级朗声。", "Update Langsheng."),
    )
}

/// Saving ended early; `part` is a valid file of what had arrived.
pub fn part_kept(part: &Path) -> Said {
    Phrase::new("已收到的部分保存在“{part}”。", "What had arrived is in “{part}”.").with("part", part.display())
}

/// Another saving writes the same file.
pub fn save_in_use(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”正在保存中。", "“{path}” is being saved already.").with("path", path.display()),
        Phrase::new("同一个文件一次只能由一个保存任务写入。", "A file is written by one saving at a time."),
        Phrase::new("请等它结束，或换一个文件名。", "Wait for it to end, or choose another name."),
    )
}

/// This build lacks the encoder of a format.
pub fn format_not_built_in(format: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法保存为 {format}。", "It cannot be saved as {format}.").with("format", format),
        Phrase::new("这个版本在构建时没有包含 {format} 编码器。", "This build has no encoder for {format}.")
            .with("format", format),
        Phrase::new(
            "请选择其他格式（例如 FLAC 或 Opus），或使用带有 {format} 的版本。",
            "Choose another format, for example FLAC or Opus, or use a build that has {format}.",
        )
        .with("format", format),
    )
}

/// A format does not know a rate.
pub fn format_without_rate(format: &str, rate: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法保存为 {format}。", "It cannot be saved as {format}.").with("format", format),
        Phrase::new("{format} 不支持 {rate} Hz 的采样率。", "{format} knows no rate of {rate} Hz.")
            .with("format", format)
            .with("rate", rate),
        Phrase::new("请选择其他格式，例如 WAV 或 FLAC。", "Choose another format, for example WAV or FLAC."),
    )
}

/// Takes of different rates cannot be one file.
pub fn rates_differ(first: u32, other: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("这些录音不能合并为一个文件。", "These takes cannot be one file."),
        Phrase::new("它们的采样率不同：{first} Hz 和 {other} Hz。", "Their rates differ: {first} Hz and {other} Hz.")
            .with("first", first)
            .with("other", other),
        Phrase::new(
            "请分别保存，或以相同的采样率重新朗读。",
            "Save them one by one, or speak them again at the same rate.",
        ),
    )
}

/// An encoder gave up.
pub fn not_encoded(detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("编码失败。", "The sound could not be encoded."),
        Phrase::new("编码器报告：{detail}", "The encoder says: {detail}").with("detail", detail),
        Phrase::new("录音本身没有受影响；请换一种格式再试。", "The take itself is as it was. Try another format."),
    )
}

/// The keyring is locked, or refused.
pub fn keyring(detail: &str) -> Failure {
    Failure::new(
        Class::Token,
        Phrase::new("系统密钥环没有给出令牌。", "The system's keyring did not give the token."),
        Phrase::new("它可能被锁定了：{detail}", "It may be locked: {detail}").with("detail", detail),
        Phrase::new(
            "请解锁密钥环后重试，或重新粘贴令牌。",
            "Unlock the keyring and try again, or paste the token once more.",
        ),
    )
}

/// There is nothing to play on.
pub fn no_device() -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("没有可用的声音设备。", "There is no sound device to play on."),
        Phrase::new("系统没有列出任何播放设备。", "The system lists no device that plays."),
        Phrase::new(
            "请连接耳机或扬声器；没有设备时仍可接收和保存。",
            "Connect headphones or speakers. Receiving and saving work without them.",
        ),
    )
}

/// The device that was chosen by name is not there.
pub fn device_missing(name: &str) -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("找不到声音设备“{name}”。", "The sound device “{name}” is not there.").with("name", name),
        Phrase::new("它可能已被拔出或改名。", "It may have been unplugged or renamed."),
        Phrase::new("请重新连接，或选择其他设备。", "Connect it again, or choose another one."),
    )
}

/// The device went away while it was playing. `detail` is what the system said; `None` if the device just fell silent.
pub fn device_lost(detail: Option<&str>) -> Failure {
    let why = match detail {
        Some(detail) => Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        None => Phrase::new("设备不再接收声音。", "The device takes no more sound.").into(),
    };
    Failure::new(
        Class::Device,
        Phrase::new("声音设备断开了，播放停在原处。", "The sound device is gone; playback stopped where it was."),
        why,
        Phrase::new(
            "重新连接或选择其他设备，然后继续播放；已收到的声音不会丢失。",
            "Connect it again or choose another one, then go on playing; what was received is not lost.",
        ),
    )
}

/// The device is there but cannot be opened.
pub fn device_refused(detail: &str) -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("无法打开声音设备。", "The sound device cannot be opened."),
        Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        Phrase::new(
            "请关闭正在占用它的程序，或选择其他设备。",
            "Close the program that holds it, or choose another one.",
        ),
    )
}

/// A text file above the size that is read.
pub fn text_too_large(path: &Path, limit_mib: u64) -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("“{path}”太大。", "“{path}” is too large.").with("path", path.display()),
        Phrase::new("文本文件最大为 {n} MiB。", "A text file may have up to {n} MiB.").with("n", limit_mib),
        Phrase::new("请把它分成几个文件。", "Divide it into several files."),
    )
}

/// A file that holds no text.
pub fn text_binary(path: &Path) -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("“{path}”不是文本文件。", "“{path}” is not a text file.").with("path", path.display()),
        Phrase::new("它含有文本中不会出现的字节。", "It holds bytes that no text has."),
        Phrase::new(
            "请打开纯文本或 Markdown 文件；其他文档请先另存为纯文本。",
            "Open plain text or Markdown; save other documents as plain text first.",
        ),
    )
}

/// A text without anything that can be spoken.
pub fn nothing_to_speak() -> Failure {
    Failure::new(
        Class::Text,
        Phrase::new("没有可以朗读的内容。", "There is nothing to speak."),
        Phrase::new("文本为空，或只有标点和符号。", "The text is empty, or has only punctuation and symbols."),
        Phrase::new("请输入含有文字或数字的文本。", "Enter a text with letters or digits."),
    )
}
