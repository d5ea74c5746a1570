//! Cloning a voice: what goes wrong with the service.

use crate::words::{Class, Failure, Phrase, Said};

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_CLONED: Phrase = p("音色没有复刻。", "The voice wasn’t cloned.");

/// Followed by the service's words, where it has any.
fn quoting(why: Phrase, message: &str) -> Said {
    const QUOTE: Phrase = p("{why}服务的原话：“{message}”", "{why} The service said: “{message}”");
    match message.trim() {
        "" => why.into(),
        message => QUOTE.with_said("why", why.into()).with("message", message),
    }
}

/// The token may not clone voices, or the plan of the account does not.
pub fn not_permitted(message: &str) -> Failure {
    let why = p(
        "令牌缺少 createVoice 权限，或者账号的套餐不支持音色复刻：只有团队版和企业版可以使用。没有产生费用。",
        "The token lacks the createVoice permission, or the account’s plan doesn’t include voice cloning: only team and enterprise plans do. Nothing was charged.",
    );
    let todo = p(
        "给令牌加上 createVoice 权限；如果已经有了，在扣子网站查看或升级套餐。",
        "Give the token the createVoice permission. If it already has it, check or upgrade the plan on the Coze site.",
    );
    Failure::new(Class::Token, NOT_CLONED, quoting(why, message), todo)
}

/// The plan of the account is too small.
pub fn not_in_plan(message: &str) -> Failure {
    let why = p(
        "账号的套餐不支持音色复刻：只有团队版和企业版可以使用。没有产生费用。",
        "The account’s plan doesn’t include voice cloning: only team and enterprise plans do. Nothing was charged.",
    );
    let todo = p("在扣子网站升级套餐，或换一个账号。", "Upgrade the plan on the Coze site, or use another account.");
    Failure::new(Class::Quota, NOT_CLONED, quoting(why, message), todo)
}

/// The voice that was to be trained once more is gone.
pub fn no_such_clone(message: &str) -> Failure {
    let what = p("音色没有重新训练。", "The voice wasn’t trained again.");
    let why = p(
        "服务找不到这个复刻音色：它已被删除，或者属于别的账号。",
        "The service can’t find this cloned voice: it was deleted, or belongs to another account.",
    );
    let todo = p("刷新音色列表；或者新建一个复刻音色。", "Refresh the voice list, or clone a new voice.");
    Failure::new(Class::Service, what, quoting(why, message), todo)
}

/// The voice was trained as often as it can be.
pub fn no_trainings_left(message: &str) -> Failure {
    let what = p("音色没有重新训练。", "The voice wasn’t trained again.");
    let why = p("一个音色最多训练 10 次，次数已经用完。", "A voice can be trained 10 times, and this one has been.");
    let todo = p(
        "继续使用现在的音色，或新建一个复刻音色（另行收费）。",
        "Keep the voice as it is, or clone a new one, which is charged separately.",
    );
    Failure::new(Class::Quota, what, quoting(why, message), todo)
}

/// The recording does not say what the text says.
pub fn other_text(message: &str) -> Failure {
    let why = p(
        "录音里读的内容和给出的文本差得太多。没有产生费用。",
        "What is read in the recording differs too much from the given text. Nothing was charged.",
    );
    let todo = p(
        "逐字照读文本再录一遍；用现成的文件时，把文本改成录音里的原话，或者清空文本。",
        "Record again and read the text word for word. With an existing file, change the text to what it says, or leave it empty.",
    );
    Failure::new(Class::Text, NOT_CLONED, quoting(why, message), todo)
}

/// The service takes no file of this size.
pub fn too_large_for_service(message: &str) -> Failure {
    let why = p("服务认为录音文件太大（HTTP 413）。", "The service finds the recording too large (HTTP 413).");
    let todo = p(
        "剪短到 10–30 秒，或存成 MP3 或 M4A 再试。",
        "Cut it to 10–30 seconds, or save it as MP3 or M4A, then try again.",
    );
    Failure::new(Class::Files, NOT_CLONED, quoting(why, message), todo)
}

/// The service refuses something of what was sent.
pub fn not_accepted(message: &str) -> Failure {
    let why = p(
        "服务不接受其中一项：名称、语言、文本或录音。没有产生费用。",
        "The service refuses the name, language, text or recording. Nothing was charged.",
    );
    let todo = p(
        "按服务的提示修改；拿不准就换一段 10–30 秒的清晰录音。",
        "Change what the service names. If in doubt, use another clear recording of 10–30 seconds.",
    );
    Failure::new(Class::Service, NOT_CLONED, quoting(why, message), todo)
}

/// The recording did not go up in time, or the connection broke on the way.
pub fn not_sent(detail: &str) -> Failure {
    let why = p(
        "录音还没传完，连接就断了：{detail}。服务没有收到完整的录音，没有产生费用。",
        "The connection was lost before the recording was sent: {detail}. The service didn’t get all of it, and nothing was charged.",
    );
    let todo = p("检查网络后再试一次；录音还在。", "Check the network and try again. The recording is kept.");
    Failure::new(Class::Network, NOT_CLONED, why.with("detail", detail), todo)
}

/// All of it was sent, nobody knows whether the voice was made, and it is not in the list.
pub fn uncertain(name: &str, detail: &str) -> Failure {
    let what = p("还不知道音色“{name}”有没有复刻成功。", "It isn’t known yet whether “{name}” was cloned.");
    let why = p(
        "录音已经全部发出，但没有收到结果：{detail}。音色列表里暂时没有看到它。为避免重复收费，没有再发一次。",
        "The whole recording was sent, but no result came back: {detail}. The voice isn’t in the list yet. It wasn’t sent again, so that you aren’t charged twice.",
    );
    let todo = p(
        "过几分钟刷新音色列表；确认没有以后再重新发送。录音还在。",
        "Refresh the voice list in a few minutes. Send again only once you’re sure it isn’t there. The recording is kept.",
    );
    Failure::new(Class::Network, what.with("name", name), why.with("detail", detail), todo)
}
