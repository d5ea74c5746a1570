//! What goes wrong between the parts: a text that needs too much, audio that cannot be read, a job that was interrupted.

mod bounds;

use std::fmt::Display;
use std::path::Path;

pub use bounds::*;

use crate::words::{Class, Failure, Phrase, Said};

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_SPOKEN: Phrase = p("没有开始朗读。", "Nothing was spoken.");
const TRY_AGAIN: Phrase = p("重试。", "Try again.");
const SYSTEM_SAYS: Phrase = p("系统报告：{detail}", "The system says: {detail}");

/// The text needs more requests than the user allows.
pub fn too_many_requests(needed: usize, most: usize) -> Failure {
    let why = p(
        "这段文本需要 {needed} 次请求，而上限是 {most} 次。",
        "This text needs {needed} requests; the limit is {most}.",
    );
    let todo = p("缩短文本，或提高请求数的上限。", "Shorten the text, or raise the limit.");
    Failure::new(Class::Text, NOT_SPOKEN, why.with("needed", needed).with("most", most), todo)
}

/// A passage that cannot be asked for once more.
pub fn no_such_passage() -> Failure {
    let what = p("这一处无法重新合成。", "This passage can’t be redone.");
    let why = p(
        "它还没有合成完，跨了两次请求，或者这个版本已不存在。",
        "It isn’t complete, spans two requests, or that version no longer exists.",
    );
    let todo = p("选一个完整的句子再试。", "Choose a whole sentence and try again.");
    Failure::new(Class::Text, what, why, todo)
}

/// The rest of a take would be spoken by somebody else.
pub fn other_account(given: &str, wanted: &str) -> Failure {
    let what = p("这份音频没有继续合成。", "The rest wasn’t requested.");
    let why = p(
        "它是用账号“{wanted}”朗读的，而现在的账号是“{given}”，后面的声音会不一样。",
        "It was spoken with the account “{wanted}”. With the current account, “{given}”, the rest would be in a different voice.",
    );
    let todo = p(
        "换到账号“{wanted}”再继续，或取出文本重新朗读。",
        "Switch to the account “{wanted}”, or speak the text again.",
    );
    Failure::new(Class::Usage, what, why.with("wanted", wanted).with("given", given), todo.with("wanted", wanted))
}

/// A passage that does not fit one request.
pub fn passage_too_long(bytes: usize, most: usize) -> Failure {
    let what = p("这一段太长，无法一次重新合成。", "This passage is too long to redo at once.");
    let why = p("它有 {bytes} 字节，而一次请求最多 {most} 字节。", "It has {bytes} bytes; one request allows {most}.");
    let todo = p("逐句重新合成。", "Redo it sentence by sentence.");
    Failure::new(Class::Text, what, why.with("bytes", bytes).with("most", most), todo)
}

/// The take is being spoken, so nothing in it can be changed.
pub fn take_grows() -> Failure {
    let what = p("现在还不能改动这份音频。", "This audio can’t be changed yet.");
    let why = p("它正在朗读。", "It’s still being spoken.");
    let todo = p("等它读完，或先停止。", "Wait until it finishes, or stop it first.");
    Failure::new(Class::Usage, what, why, todo)
}

/// The take is being saved or copied from, so nothing in it may be deleted.
pub fn take_being_read() -> Failure {
    let what = p("现在还不能删除旧版本。", "The earlier versions can’t be deleted yet.");
    let why = p(
        "这份音频正在导出，或另一份音频正在复用其中的句子。",
        "This audio is being exported, or sentences are being copied from it.",
    );
    let todo = p("等它结束再试。", "Try again when that is done.");
    Failure::new(Class::Usage, what, why, todo)
}

/// The service said that it was done but sent no sound.
pub fn no_audio() -> Failure {
    let what = p("服务没有返回声音。", "The service sent no audio.");
    let why = p("它报告已完成，却没有发出任何音频。", "It reported that it was done without sending any.");
    let todo = p(
        "重试；也可能是这个音色读不了这种语言，换一个音色试试。",
        "Try again. If the voice doesn’t support this language, choose another one.",
    );
    Failure::new(Class::Service, what, why, todo)
}

/// The audio of a request, counted from 0, ends with half a sample.
pub fn half_sample(segment: usize) -> Said {
    p(
        "第 {n} 次请求的音频末尾多出半个采样，已略去；其余音频完整保留。",
        "The audio of request {n} ended with half a sample, which was left out. Everything else is complete.",
    )
    .with("n", segment + 1)
}

/// Audio that cannot be decoded.
pub fn undecodable(why: impl Into<Said>) -> Failure {
    let what = p("收到的声音无法解码。", "The received audio can’t be decoded.");
    let todo = p("把编码换成 pcm 再试。", "Change the audio codec to PCM and try again.");
    Failure::new(Class::Service, what, why, todo)
}

/// Why audio cannot be decoded.
pub mod decode {
    use super::p;
    use crate::words::Phrase;

    /// A file where a packet was agreed.
    pub const OGG_PAGE: Phrase = p(
        "服务发来的是 Ogg 文件的页，而约定的是单独的 Opus 包。",
        "The service sent an Ogg page instead of a bare Opus packet.",
    );
    /// A sample rate that Opus does not have.
    pub const OPUS_RATE: Phrase = p("Opus 不能解码成 {rate} Hz。", "Opus can’t be decoded at {rate} Hz.");
    /// A broken packet.
    pub const OPUS: Phrase =
        p("收到的 Opus 包无效（细节：{detail}）。", "An Opus packet is invalid (details: {detail}).");
}

/// The voice has no sample of its own.
pub fn no_sample() -> Failure {
    let what = p("这个音色无法试听。", "There is no preview.");
    let why = p("服务没有给这个音色提供试听音频。", "The service has no preview of this voice.");
    let todo = p("输入一句话，按“朗读”试听。", "To hear the voice, type a sentence and press Speak.");
    Failure::new(Class::Service, what, why, todo)
}

/// The address of the voice's sample is none that is asked, or leads to such a one.
pub fn odd_sample_address() -> Failure {
    let what = p("无法播放试听音频。", "The preview can’t be played.");
    let why = p(
        "服务给出的试听地址不是互联网上的 https 地址，为安全起见没有访问。",
        "The service’s address for it isn’t an https address on the internet, so it wasn’t requested.",
    );
    let todo = p(
        "输入一句话，按“朗读”试听；并把这个问题反馈给服务的提供方。",
        "To hear the voice, type a sentence and press Speak. You can also report this to the service provider.",
    );
    Failure::new(Class::Service, what, why, todo)
}

/// The voice's sample is not a sound that can be read.
pub fn unreadable_sample(detail: impl Display) -> Failure {
    let what = p("无法播放试听音频。", "The preview can’t be played.");
    let why = p(
        "收到的文件不是可以播放的音频（细节：{detail}）。",
        "The received file isn’t readable audio (details: {detail}).",
    );
    Failure::new(Class::Service, what, why.with("detail", detail), TRY_AGAIN)
}

/// The user stopped it.
pub fn interrupted() -> Failure {
    let what = p("已中断。", "Interrupted.");
    let why = p("程序被要求停止。", "The program was asked to stop.");
    let todo = p("收到的声音已经保留。", "The audio received so far has been kept.");
    Failure::new(Class::Interrupted, what, why, todo)
}

/// The take ended before the text did, so the file is only a part.
pub fn saved_in_part(part: Option<&Path>) -> Failure {
    let what = p("文件没有存完整。", "The file couldn’t be completed.");
    let why = p("朗读在文本结束之前停止了。", "Speaking stopped before the end of the text.");
    Failure::new(Class::Files, what, why, kept(part))
}

/// Saving was cancelled.
pub fn save_cancelled() -> Failure {
    let what = p("保存已取消。", "Saving was cancelled.");
    let why = p("用户取消了保存。", "You cancelled it.");
    let todo = p(
        "没有留下文件；音频还在，随时可以再保存。",
        "No file was written. The audio is still there and can be saved at any time.",
    );
    Failure::new(Class::Interrupted, what, why, todo)
}

/// Where the part is that could be written.
fn kept(part: Option<&Path>) -> Said {
    match part {
        Some(part) => {
            p("已收到的部分在 {path}。", "The audio received so far is in {path}.").with("path", part.display())
        }
        None => TRY_AGAIN.into(),
    }
}

/// The operating system refuses what the program needs to start.
pub fn cannot_start(detail: impl Display) -> Failure {
    let what = p("程序无法启动。", "The program can’t start.");
    let todo = p("关闭一些程序后重试。", "Close some programs and try again.");
    Failure::new(Class::Files, what, SYSTEM_SAYS.with("detail", detail), todo)
}

/// Something that only a mistake in this program can cause. `detail` is for whoever mends it.
pub fn fault(detail: impl Display) -> Failure {
    let what = p("朗声内部出错。", "Something went wrong in Langsheng.");
    let why = p("程序内部的错误（细节：{detail}）。", "This is an error in the program itself (details: {detail}).");
    let todo = p(
        "重新启动朗声；已收到的声音都在。如果仍然出现，请把这段文字报告给朗声的作者。",
        "Restart Langsheng; the audio received so far is kept. If it keeps happening, send this message to Langsheng’s developers.",
    );
    Failure::new(Class::Files, what, why.with("detail", detail), todo)
}

/// The demo server cannot be started.
pub fn demo_unavailable(detail: impl Display) -> Failure {
    let what = p("无法启动演示服务。", "The demo account can’t be started.");
    let todo = p(
        "换一个端口，或检查本机的防火墙是否拦截了 127.0.0.1。",
        "Choose another port, or check whether a firewall on this computer is blocking 127.0.0.1.",
    );
    Failure::new(Class::Service, what, SYSTEM_SAYS.with("detail", detail), todo)
}

/// An address that is none.
pub fn bad_endpoint(why: Phrase) -> Failure {
    let what = p("服务地址不能用。", "The service address can’t be used.");
    let todo = p(
        "写 coze.cn、coze.com，或以 https:// 或 wss:// 开头的地址。",
        "Enter coze.cn, coze.com, or an address that starts with https:// or wss://.",
    );
    Failure::new(Class::Usage, what, why, todo)
}

/// Why an address is none. The address itself is never repeated: a pasted one may hold a secret.
pub mod endpoint {
    use super::p;
    use crate::words::Phrase;

    /// Neither a region nor an address.
    pub const NOT_AN_ADDRESS: Phrase = p("这不是一个网址。", "It isn’t a valid address.");
    /// Another kind of address.
    pub const SCHEME: Phrase = p(
        "它的开头不是 https://、wss://、http:// 或 ws://。",
        "It doesn’t start with https://, wss://, http:// or ws://.",
    );
    /// A name and a password in it.
    pub const CREDENTIALS: Phrase =
        p("地址里不能有用户名或密码。", "An address can’t contain a user name or password.");
    /// A query in it.
    pub const QUERY: Phrase = p(
        "地址里不能有“?”或“#”之后的部分；令牌要另外提供。",
        "An address can’t contain anything after “?” or “#”; the token is entered separately.",
    );
}

/// What `check` tries and finds.
pub mod check {
    use super::p;
    use crate::words::Phrase;

    /// The list of voices.
    pub const REST: Phrase =
        p("{host} REST（音色列表，权限 listVoice）", "{host} REST (voice list, listVoice permission)");
    /// Who the token belongs to.
    pub const ME: Phrase = p("{host} REST（用户信息）", "{host} REST (user profile)");
    /// The WebSocket.
    pub const WEBSOCKET: Phrase =
        p("{host} WebSocket（语音合成，权限 createSpeech）", "{host} WebSocket (speech, createSpeech permission)");
    /// So many voices.
    pub const VOICES: Phrase = p("可用；音色数：{n}", "works; voices: {n}");
    /// Who it is.
    pub const USER: Phrase = p("可用，用户 {name}", "works, user {name}");
    /// The token is good, and who it is stays unknown (protocol.md §7.4).
    pub const NO_PROFILE: Phrase = p(
        "令牌有效，只是无权查看用户信息；不影响朗读",
        "the token is valid but can’t read the user profile; speaking isn’t affected",
    );
    /// The demo account, where a host would be named.
    pub const DEMO: Phrase = p("内置演示账号", "built-in demo account");
    /// It answers.
    pub const OPEN: Phrase = p("可用", "works");
    /// The token is good.
    pub const GOOD: Phrase = p("这个令牌可用于 {host} 的语音合成。", "This token works at {host}.");
    /// The token speaks but cannot list voices.
    pub const GOOD_WITHOUT_LIST: Phrase = p(
        "这个令牌可用于 {host} 的语音合成，但无法获取音色列表：请给它加上 listVoice 权限。",
        "This token works at {host} but can’t list the voices. Give it the listVoice permission.",
    );
    /// The token speaks, and the list could not be had for a reason that is not the token's.
    pub const GOOD_LIST_FAILED: Phrase = p(
        "这个令牌可用于 {host} 的语音合成；这次没能获取音色列表。",
        "This token works at {host}, but the voice list couldn’t be loaded this time.",
    );
    /// It belongs to the other region.
    pub const OTHER_REGION: Phrase =
        p("这个令牌属于 {other}：请把账号换成 {other}。", "This token is for {other}. Switch to the account {other}.");
    /// It belongs to the other region and lacks something there.
    pub const OTHER_REGION_BUT: Phrase = p(
        "这个令牌属于 {other}，但还不能用于语音合成。{todo}",
        "This token is for {other}, but it can’t be used for speech there yet. {todo}",
    );
    /// The service gave no answer that says anything about the token.
    pub const NOT_KNOWN: Phrase = p(
        "无法确认这个令牌能否用于 {host} 的语音合成。{todo}",
        "Couldn’t find out whether this token works at {host}. {todo}",
    );
    /// It is not good.
    pub const BAD: Phrase =
        p("这个令牌不能用于 {host} 的语音合成。{todo}", "This token can’t be used for speech at {host}. {todo}");
}
