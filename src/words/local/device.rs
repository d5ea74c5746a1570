//! What the sound cannot be played on.

use crate::words::{Class, Failure, Phrase};

/// There is nothing to play on.
pub fn no_device() -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("没有可用的播放设备。", "No sound device is available."),
        Phrase::new("系统没有找到任何播放设备。", "The system lists no output devices."),
        Phrase::new(
            "连接耳机或扬声器；没有设备时仍可合成和导出。",
            "Connect headphones or speakers. You can still receive and export audio without them.",
        ),
    )
}

/// The device that was chosen by name is not there.
pub fn device_missing(name: &str) -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("找不到播放设备“{name}”。", "The sound device “{name}” wasn’t found.").with("name", name),
        Phrase::new("它可能已被拔出或改名。", "It may have been unplugged or renamed."),
        Phrase::new("重新连接，或选择其他设备。", "Reconnect it, or choose another device."),
    )
}

/// The device went away while it was playing. `detail` is what the system said; `None` if the device just fell silent.
pub fn device_lost(detail: Option<&str>) -> Failure {
    let why = match detail {
        Some(detail) => Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        None => Phrase::new("设备停止了响应。", "The device stopped accepting audio.").into(),
    };
    Failure::new(
        Class::Device,
        Phrase::new("播放设备已断开，播放停在原处。", "The sound device was disconnected, so playback stopped."),
        why,
        Phrase::new(
            "重新连接或选择其他设备，然后继续播放；已收到的声音不会丢失。",
            "Reconnect it or choose another device, then resume playback. The audio received so far is kept.",
        ),
    )
}

/// The device is there but cannot be opened.
pub fn device_refused(detail: &str) -> Failure {
    Failure::new(
        Class::Device,
        Phrase::new("无法打开播放设备。", "The sound device can’t be opened."),
        Phrase::new("系统报告：{detail}", "The system says: {detail}").with("detail", detail),
        Phrase::new(
            "关闭正在占用它的程序，或选择其他设备。",
            "Close the program that’s using it, or choose another device.",
        ),
    )
}
