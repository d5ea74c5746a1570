//! Files that takes cannot be saved to.

use std::path::Path;

use crate::words::{Class, Failure, Phrase, Said};

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

/// Something that no saving has left has the name of an unfinished file.
pub fn part_in_the_way(part: &Path) -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("“{path}”挡住了保存。", "“{path}” is in the way.").with("path", part.display()),
        Phrase::new(
            "保存时要先写这个文件，而它是链接、管道或别的程序的文件，不会被改动。",
            "The file is written there first; but what is there is a link, a pipe or a file of something else, and is left alone.",
        ),
        Phrase::new("请把它移走，或换一个文件名。", "Move it away, or choose another name."),
    )
}

/// A take without any sound cannot be saved.
pub fn nothing_to_save() -> Failure {
    Failure::new(
        Class::Files,
        Phrase::new("没有可以保存的声音。", "There is no sound to save."),
        Phrase::new("这段音频还没有收到任何声音。", "Nothing of this take has been received."),
        Phrase::new("先补完它（继续朗读），再保存。", "Complete it first, then save it."),
    )
}

/// An MP3 of this rate cannot have this constant bit rate.
pub fn mp3_without_bitrate(kbps: u32, rate: u32, known: &[u32]) -> Failure {
    let known = known.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    Failure::new(
        Class::Usage,
        Phrase::new("无法保存为 {kbps} kbit/s 的 MP3。", "It cannot be saved as an MP3 of {kbps} kbit/s.")
            .with("kbps", kbps),
        Phrase::new("MP3 在 {rate} Hz 时没有这个固定码率。", "At {rate} Hz an MP3 has no such constant bit rate.")
            .with("rate", rate),
        Phrase::new("可用的码率：{known} kbit/s。", "It may have {known} kbit/s.").with("known", known),
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
        Phrase::new("这些音频不能合并为一个文件。", "These takes cannot be one file."),
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
        Phrase::new("音频本身没有受影响；请换一种格式再试。", "The take itself is as it was. Try another format."),
    )
}
