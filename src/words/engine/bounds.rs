//! What a service is not followed into: sound without end, requests without end, a sound that was not asked for.

use crate::words::engine::p;
use crate::words::{Class, Failure, Phrase};

/// Put behind what there is to do, where some sound has been received.
pub const KEPT_SO_FAR: Phrase = p("{todo}已收到的声音都会保留。", "{todo} The audio received so far is kept.");

/// The job has used up the requests that it may take, and is not at its end.
pub fn requests_spent(most: usize) -> Failure {
    let what = p("请求数到了上限。", "The request limit has been reached.");
    let why = p("这次最多可以发 {most} 次请求，重试也算在内。", "The limit, including retries: {most}.");
    let todo = p("提高请求数的上限，再继续合成。", "Raise the limit, then get the rest.");
    Failure::new(Class::Service, what, why.with("most", most), todo)
}

/// A part of the text cannot be cut so that it fits one request.
pub fn uncuttable(most: usize) -> Failure {
    let what = p("有一处文本超过了一次请求的上限。", "Part of the text doesn’t fit in one request.");
    let why = p(
        "一次请求最多 {most} 字节，而这一处无法再切分。",
        "One request allows {most} bytes, and this part can’t be split any further.",
    );
    let todo = p(
        "检查文本里是否有叠了很多符号的字，改掉后再试。",
        "Look for a character with very many marks stacked on it, remove it and try again.",
    );
    Failure::new(Class::Text, what, why.with("most", most), todo)
}

/// The service sends more sound than its text can be.
pub fn endless(characters: usize, seconds: u64) -> Failure {
    let what = p("服务返回的音频过长。", "The service kept sending audio without end.");
    let why = p(
        "{characters} 个字的文本，声音已经超过 {seconds} 秒，后面的没有接收。",
        "More than {seconds} s of audio arrived for {characters} characters of text, so Langsheng stopped receiving it.",
    );
    let todo = p(
        "重试；如果一直这样，换一个音色，或带着日志编号（logid）联系扣子客服。",
        "Try again. If it keeps happening, choose another voice or contact Coze support with the log ID.",
    );
    Failure::new(Class::Service, what, why.with("characters", characters).with("seconds", seconds), todo)
}

/// The service speaks in another codec or at another rate than was asked for, and the take cannot hold that.
pub fn other_sound(asked: &str, got: &str) -> Failure {
    let what = p(
        "服务没有按要求的编码或采样率发送声音。",
        "The service sent audio in a different codec or sample rate than requested.",
    );
    let why = p(
        "要求的是 {asked}，服务返回的是 {got}。按要求的采样率保存，语速和音高都会不对，所以没有接收。",
        "Requested: {asked}; the service says it sends: {got}. It would play at the wrong speed and pitch, so it wasn’t received.",
    );
    let todo = p(
        "把编码和采样率改成服务返回的，再重新朗读；或检查服务地址。",
        "Change the codec and sample rate to what the service names and speak the text again, or check the service address.",
    );
    Failure::new(Class::Service, what, why.with("asked", asked).with("got", got), todo)
}
