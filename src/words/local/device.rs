//! What the sound cannot be played on.

use crate::words::{Class, Failure, Phrase};

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
