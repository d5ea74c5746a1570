//! What goes wrong between the parts: a text that needs too much, audio that cannot be read, a job that was interrupted.

use std::fmt::Display;
use std::path::Path;

use super::{Class, Failure, Phrase, Said};

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_SPOKEN: Phrase = p("没有开始朗读。", "Nothing was spoken.");
const TRY_AGAIN: Phrase = p("请重试。", "Please try again.");
const REPORT: Phrase = p(
    "请重试；如果仍然出现，把这段文字连同 logid 发给扣子支持。",
    "Try again; if it stays, send this text with its logid to Coze support.",
);

/// The text needs more requests than the user allows.
pub fn too_many_requests(needed: usize, most: usize) -> Failure {
    let why = p(
        "这段文本需要 {needed} 个请求，而上限是 {most} 个。",
        "This text needs {needed} requests, and {most} are allowed.",
    );
    let todo = p("缩短文本，或提高 --max-requests。", "Shorten the text, or raise --max-requests.");
    Failure::new(Class::Text, NOT_SPOKEN, why.with("needed", needed).with("most", most), todo)
}

/// The service said that it was done but sent no sound.
pub fn no_audio() -> Failure {
    let what = p("服务没有返回声音。", "The service sent no sound.");
    let why = p("它报告已完成，却没有发出任何音频。", "It reported the end without any audio.");
    let todo = p(
        "请重试；也可能是这个音色读不了这种语言，换一个音色试试。",
        "Try again; or the voice cannot read this language, so try another one.",
    );
    Failure::new(Class::Service, what, why, todo)
}

/// The audio ends in the middle of a sample.
pub fn half_sample() -> Failure {
    let what = p("收到的声音不完整。", "The received sound is not whole.");
    let why = p("它在一个采样的中间结束了。", "It ends in the middle of a sample.");
    Failure::new(Class::Service, what, why, TRY_AGAIN)
}

/// Audio that cannot be decoded.
pub fn undecodable(detail: impl Display) -> Failure {
    let what = p("收到的声音无法解码。", "The received sound cannot be decoded.");
    let todo = p("把编码换成 pcm 再试。", "Choose the codec pcm and try again.");
    Failure::new(Class::Service, what, Said::plain(detail), todo)
}

/// The voice has no sample of its own.
pub fn no_sample() -> Failure {
    let what = p("没有试听。", "There is no sample.");
    let why = p("服务没有给这个音色提供试听音频。", "The service offers no sample of this voice.");
    let todo = p("输入一句话，按“朗读”试听。", "Type a sentence and press Speak to hear it.");
    Failure::new(Class::Service, what, why, todo)
}

/// The voice's sample is not a sound that can be read.
pub fn unreadable_sample(detail: impl Display) -> Failure {
    let what = p("试听无法播放。", "The sample cannot be played.");
    Failure::new(Class::Service, what, Said::plain(detail), TRY_AGAIN)
}

/// The user stopped it.
pub fn interrupted() -> Failure {
    let what = p("已中断。", "Interrupted.");
    let why = p("按下了 Ctrl-C。", "Ctrl-C was pressed.");
    let todo = p("已收到的声音保留着。", "What was received has been kept.");
    Failure::new(Class::Interrupted, what, why, todo)
}

/// The take ended before the text did, so the file is only a part.
pub fn saved_in_part(part: Option<&Path>) -> Failure {
    let what = p("文件没有存完整。", "The file could not be completed.");
    let why = p("朗读在文本结束之前停止了。", "The speaking stopped before the end of the text.");
    Failure::new(Class::Files, what, why, kept(part))
}

/// Saving was cancelled.
pub fn save_cancelled(part: Option<&Path>) -> Failure {
    let what = p("保存已取消。", "Saving was cancelled.");
    let why = p("按下了取消。", "It was asked for.");
    Failure::new(Class::Interrupted, what, why, kept(part))
}

/// Where the part is that could be written.
fn kept(part: Option<&Path>) -> Said {
    match part {
        Some(part) => p("已收到的部分在 {path}。", "What was received is in {path}.").with("path", part.display()),
        None => TRY_AGAIN.into(),
    }
}

/// The operating system refuses what the program needs to start.
pub fn cannot_start(detail: impl Display) -> Failure {
    let what = p("程序无法启动。", "The program cannot start.");
    let todo = p("关闭一些程序后重试。", "Close some programs and try again.");
    Failure::new(Class::Files, what, Said::plain(detail), todo)
}

/// The window cannot be opened.
pub fn no_window(detail: impl Display) -> Failure {
    let what = p("窗口无法打开。", "The window cannot be opened.");
    let todo = p(
        "请在图形桌面中运行；没有桌面时用命令行：langsheng speak --help。",
        "Run it on a graphical desktop; without one use the command line: langsheng speak --help.",
    );
    Failure::new(Class::Device, what, Said::plain(detail), todo)
}

/// The demo server cannot be started.
pub fn demo_unavailable(detail: impl Display) -> Failure {
    let what = p("演示账户无法启动。", "The demo account cannot be started.");
    let todo = p(
        "换一个端口，或检查本机的防火墙是否拦截了 127.0.0.1。",
        "Choose another port, or see whether a firewall on this machine blocks 127.0.0.1.",
    );
    Failure::new(Class::Service, what, Said::plain(detail), todo)
}

/// An address that is none.
pub fn bad_endpoint(detail: impl Display) -> Failure {
    let what = p("服务地址不能用。", "The address of the service cannot be used.");
    let todo = p(
        "写 coze.cn、coze.com，或以 https:// 或 wss:// 开头的地址。",
        "Write coze.cn, coze.com, or an address that begins with https:// or wss://.",
    );
    Failure::new(Class::Usage, what, Said::plain(detail), todo)
}

/// An answer of the service that support should see.
pub fn unexpected(detail: impl Display) -> Failure {
    let what = p("服务的回答看不懂。", "The answer of the service makes no sense.");
    Failure::new(Class::Service, what, Said::plain(detail), REPORT)
}

/// What `check` tries and finds.
pub mod check {
    use super::{Phrase, p};

    /// The list of voices.
    pub const REST: Phrase =
        p("{host} REST（音色列表，权限 listVoice）", "{host} REST (list of voices, permission listVoice)");
    /// Who the token belongs to.
    pub const ME: Phrase = p("{host} REST（用户信息）", "{host} REST (who you are)");
    /// The WebSocket.
    pub const WEBSOCKET: Phrase =
        p("{host} WebSocket（语音合成，权限 createSpeech）", "{host} WebSocket (speech, permission createSpeech)");
    /// So many voices.
    pub const VOICES: Phrase = p("可用，{n} 个音色", "works, {n} voices");
    /// Who it is.
    pub const USER: Phrase = p("可用，用户 {name}", "works, user {name}");
    /// It answers.
    pub const OPEN: Phrase = p("可用", "works");
    /// The token is good.
    pub const GOOD: Phrase = p("这个令牌在 {host} 可以用来朗读。", "This token can speak at {host}.");
    /// The token speaks but cannot list voices.
    pub const GOOD_WITHOUT_LIST: Phrase = p(
        "这个令牌在 {host} 可以用来朗读，但取不到音色列表：请给它加上权限 listVoice。",
        "This token can speak at {host}, but it cannot list the voices: give it the permission listVoice.",
    );
    /// It belongs to the other region.
    pub const OTHER_REGION: Phrase =
        p("这个令牌属于 {other}：请把账户换成 {other}。", "This token belongs to {other}: choose the account {other}.");
    /// It is not good.
    pub const BAD: Phrase = p("这个令牌在 {host} 不能用来朗读。{todo}", "This token cannot speak at {host}. {todo}");
}
