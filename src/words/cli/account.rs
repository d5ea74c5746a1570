//! Which account is meant, why it is that one, and whose things those are that are to be gone on with.

use crate::words::{Class, Failure, Phrase, Said};

phrases! {
    BY_ACCOUNT: "因为写了 --account", "set by --account";
    BY_ENDPOINT: "因为写了 --endpoint", "set by --endpoint";
    BY_BASE: "因为设置了环境变量 COZE_API_BASE", "set by the variable COZE_API_BASE";
    BY_TOKEN:
        "因为设置了环境变量 COZE_API_TOKEN：没有指明账号的令牌算作 coze.cn 的",
        "because the variable COZE_API_TOKEN is set, and a token without an account is assumed to be for coze.cn";
    BY_TOKEN_FILE:
        "因为写了 --token-file：没有指明账号的令牌算作 coze.cn 的",
        "because --token-file was given, and a token without an account is assumed to be for coze.cn";
    BY_TAKE: "音频就是用它朗读的", "the one the take was spoken with";
    BY_SETTINGS: "设置中的账号", "from the settings";
    BY_NOTHING: "因为没有指明账号，也没有给出令牌", "because no account or token was given";
}

/// How an account is chosen by hand.
fn option(name: &str) -> Said {
    match name {
        "demo" => Phrase::new("--account demo", "--account demo").into(),
        "coze.cn" | "coze.com" => {
            Phrase::new("--account {name} 和它的令牌", "--account {name} and a token for it").with("name", name)
        }
        _ => Phrase::new(
            "--endpoint “{name}”的地址，以及它的令牌",
            "--endpoint with the address of “{name}” and a token for it",
        )
        .with("name", name),
    }
}

/// What waits in the queue belongs to other accounts than the one in effect, which is that one for the reason `by`.
pub fn queue_of_another(given: &str, by: Phrase, wanted: &str) -> Failure {
    let why = Phrase::new(
        "等待的文件是用账号“{wanted}”加入队列的；现在的账号是“{given}”（{by}）。",
        "The waiting files were added to the queue with the account “{wanted}”; the current account is “{given}” ({by}).",
    );
    let todo = Phrase::new(
        "加上 {option}再继续；或用 langsheng batch --clear 清空队列。",
        "Continue with {option}, or clear the queue with langsheng batch --clear.",
    );
    let why = why.with("wanted", wanted).with("given", given).with_said("by", by.into());
    let what = Phrase::new("队列没有继续。", "The queue can’t continue.");
    Failure::new(Class::Token, what, why, todo.with_said("option", option(wanted)))
}

/// A take was spoken with another account than the one in effect, which is that one for the reason `by`.
pub fn take_of_another(given: &str, by: Phrase, wanted: &str) -> Failure {
    let why = Phrase::new(
        "它是用账号“{wanted}”朗读的；现在的账号是“{given}”（{by}），后面的声音会不一样。",
        "It was spoken with the account “{wanted}”. The current account is “{given}” ({by}), so the rest would be in a different voice.",
    );
    let todo =
        Phrase::new("加上 {option}再继续，或取出文本重新朗读。", "Continue with {option}, or speak the text again.");
    let why = why.with("wanted", wanted).with("given", given).with_said("by", by.into());
    let what = Phrase::new("这份音频没有继续合成。", "The take wasn’t continued.");
    Failure::new(Class::Usage, what, why, todo.with_said("option", option(wanted)))
}

/// A take was spoken with an account whose address nobody knows any more.
pub fn take_of_nobody(wanted: &str) -> Failure {
    let what = Phrase::new("这份音频没有继续合成。", "The take wasn’t continued.");
    let why = Phrase::new(
        "它是用账号“{wanted}”朗读的，而设置中没有这个账号的地址。",
        "It was spoken with the account “{wanted}”, whose address isn’t in the settings.",
    );
    let todo = Phrase::new("加上 {option}再继续。", "Continue with {option}.");
    Failure::new(Class::Usage, what, why.with("wanted", wanted), todo.with_said("option", option(wanted)))
}
