//! What a service is not followed into: sound without end, requests without end, a sound that was not asked for.

use crate::words::engine::p;
use crate::words::{Class, Failure, Phrase};

/// Put behind what there is to do, where some sound has been received.
pub const KEPT_SO_FAR: Phrase = p("{todo}已经收到的声音都留着。", "{todo} The sound received so far is kept.");

/// The job has used up the requests that it may take, and is not at its end.
pub fn requests_spent(most: usize) -> Failure {
    let what = p("请求数到了上限。", "The requests that are allowed are used up.");
    let why = p(
        "这次最多可以发 {most} 个请求，重试也算在内。",
        "Requests that this may take, with those that were tried again: {most}.",
    );
    let todo = p("提高请求数的上限，再接着朗读。", "Allow more requests, then ask for the rest.");
    Failure::new(Class::Service, what, why.with("most", most), todo)
}

/// A part of the text cannot be cut so that it fits one request.
pub fn uncuttable(most: usize) -> Failure {
    let what = p("有一处文本放不进一个请求。", "A part of the text does not fit one request.");
    let why = p(
        "一个请求最多 {most} 字节，而这一处再切也不会更小。",
        "A request takes {most} bytes, and this part cannot be cut any smaller.",
    );
    let todo = p(
        "检查文本里是否有叠了很多符号的字，改掉后再试。",
        "See whether the text holds a letter with very many marks on it, mend it, and try again.",
    );
    Failure::new(Class::Text, what, why.with("most", most), todo)
}

/// The service sends more sound than its text can be.
pub fn endless(characters: usize, seconds: u64) -> Failure {
    let what = p("服务发来的声音没完没了。", "The service sends sound without end.");
    let why = p(
        "{characters} 个字的文本，声音已经超过 {seconds} 秒，后面的没有接收。",
        "For a text of {characters} characters more than {seconds} s of sound came; no more of it was taken.",
    );
    let todo = p(
        "请重试；如果一直这样，换一个音色，或带着日志编号（logid）联系扣子客服。",
        "Try again; if it stays, choose another voice or contact Coze support with the log id.",
    );
    Failure::new(Class::Service, what, why.with("characters", characters).with("seconds", seconds), todo)
}

/// The service speaks in another codec or at another rate than was asked for, and the take cannot hold that.
pub fn other_sound(asked: &str, got: &str) -> Failure {
    let what = p(
        "服务没有按要求的编码或采样率发送声音。",
        "The service does not send the sound in the codec and rate that were asked for.",
    );
    let why = p(
        "要求的是 {asked}，服务说发的是 {got}。照原来的采样率保存，声音的快慢和高低都会不对，所以没有接收。",
        "Asked for: {asked}; it says that it sends: {got}. Kept as what was asked for, it would play at a wrong speed and pitch, so it was not taken.",
    );
    let todo = p(
        "把编码和采样率改成服务所说的，再重新朗读；或检查服务地址。",
        "Choose the codec and rate that it names and speak the text anew, or check the service's address.",
    );
    Failure::new(Class::Service, what, why.with("asked", asked).with("got", got), todo)
}
