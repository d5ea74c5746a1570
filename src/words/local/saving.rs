//! Files that takes cannot be saved to.

use std::path::Path;

use crate::words::{Class, Failure, Phrase, Said};

/// Saving ended early; `part` is a valid file of what had arrived.
pub fn part_kept(part: &Path) -> Said {
    Phrase::new("已收到的部分保存在“{part}”。", "The audio received so far is in “{part}”.")
        .with("part", part.display())
}

/// Another saving writes the same file.
pub fn save_in_use(path: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”正在保存中。", "“{path}” is already being exported.").with("path", path.display()),
        Phrase::new("同一个文件一次只能由一个保存任务写入。", "Only one export at a time can write to a file."),
        Phrase::new("等它结束，或换一个文件名。", "Wait until it finishes, or choose another name."),
    )
}

/// Something that no saving has left has the name of an unfinished file.
pub fn part_in_the_way(part: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法保存：临时文件“{path}”的位置被占用。", "“{path}” is in the way.").with("path", part.display()),
        Phrase::new(
            "保存时要先写入这个文件，而那里已有链接、管道或其他程序的文件；朗声没有改动它。",
            "The file is written there first, but that is a link, a pipe or another program’s file and was left alone.",
        ),
        Phrase::new("把它移走，或换一个文件名。", "Move it elsewhere, or choose another name."),
    )
}

/// A take without any sound cannot be saved.
pub fn nothing_to_save() -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("没有可以保存的声音。", "There is no audio to save."),
        Phrase::new("这份音频还没有收到任何声音。", "None of this audio has been received yet."),
        Phrase::new("先继续合成，收到声音后再保存。", "Complete it first, then save it."),
    )
}

/// An MP3 of this rate cannot have this constant bit rate.
pub fn mp3_without_bitrate(kbps: u32, rate: u32, known: &[u32]) -> Failure {
    let known = known.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    Failure::new(
        Class::Usage,
        Phrase::new("无法保存为 {kbps} kbit/s 的 MP3。", "Can’t save as an MP3 at {kbps} kbit/s.").with("kbps", kbps),
        Phrase::new(
            "MP3 在 {rate} Hz 时没有这个固定码率。",
            "MP3 doesn’t support this constant bit rate at {rate} Hz.",
        )
        .with("rate", rate),
        Phrase::new("可用的码率：{known} kbit/s。", "Available at this rate: {known} kbit/s.").with("known", known),
    )
}

/// This build lacks the encoder of a format.
pub fn format_not_built_in(format: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法保存为 {format}。", "Can’t save as {format}.").with("format", format),
        Phrase::new("这个版本不含 {format} 编码器。", "This build doesn’t include a {format} encoder.")
            .with("format", format),
        Phrase::new(
            "选择其他格式（例如 FLAC 或 Opus），或使用带有 {format} 的版本。",
            "Choose another format, for example FLAC or Opus, or use a build that includes {format}.",
        )
        .with("format", format),
    )
}

/// A format does not know a rate.
pub fn format_without_rate(format: &str, rate: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("无法保存为 {format}。", "Can’t save as {format}.").with("format", format),
        Phrase::new("{format} 不支持 {rate} Hz 的采样率。", "{format} doesn’t support a sample rate of {rate} Hz.")
            .with("format", format)
            .with("rate", rate),
        Phrase::new("选择其他格式，例如 WAV 或 FLAC。", "Choose another format, for example WAV or FLAC."),
    )
}

/// Takes of different rates cannot be one file.
pub fn rates_differ(first: u32, other: u32) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("这些音频不能合并为一个文件。", "These can’t be joined into one file."),
        Phrase::new(
            "它们的采样率不同：{first} Hz 和 {other} Hz。",
            "Their sample rates differ: {first} Hz and {other} Hz.",
        )
        .with("first", first)
        .with("other", other),
        Phrase::new(
            "分别保存，或以相同的采样率重新朗读。",
            "Save them separately, or speak them again at the same sample rate.",
        ),
    )
}

/// An encoder gave up.
pub fn not_encoded(detail: &str) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("编码失败。", "The audio couldn’t be encoded."),
        Phrase::new("编码器报告：{detail}", "The encoder says: {detail}").with("detail", detail),
        Phrase::new("音频本身没有受影响；请换一种格式再试。", "The audio itself is unchanged. Try another format."),
    )
}
