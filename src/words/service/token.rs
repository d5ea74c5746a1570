//! What was given as a token, in a file or a variable called `from`, and is none. Nothing of what stands there is repeated.

use crate::words::{Class, Failure, Phrase};

const ALONE: Phrase = Phrase::new(
    "在文件中只写令牌，或写一行 COZE_API_TOKEN=令牌。",
    "Write the token and nothing else into the file, or one line COZE_API_TOKEN=TOKEN.",
);

fn failure(from: &str, why: Phrase, todo: Phrase) -> Failure {
    let what = Phrase::new("{from} 里没有可用的访问令牌。", "There is no access token in {from} that can be used.");
    Failure::new(Class::Token, what.with("from", from), why, todo)
}

/// It cannot be one.
pub fn unusable_token(from: &str) -> Failure {
    let why = Phrase::new(
        "令牌是一串没有空格的英文字母、数字和符号，通常以 pat_ 开头。",
        "A token is one run of Latin letters, digits and signs without blanks; it mostly starts with pat_.",
    );
    failure(from, why, Phrase::new("回到扣子网站重新复制整个令牌。", "Copy the whole token from the Coze site again."))
}

/// There is nothing.
pub fn empty_token(from: &str) -> Failure {
    let todo = Phrase::new("从扣子网站复制令牌，写到那里。", "Copy the token from the Coze site and write it there.");
    failure(from, Phrase::new("那里是空的。", "It is empty."), todo)
}

/// There are variables, but not ours.
pub fn variables_without_token(from: &str) -> Failure {
    let why = Phrase::new(
        "那里是变量（像 .env 文件），其中没有 COZE_API_TOKEN。",
        "It holds variables, as a .env file does, and none of them is COZE_API_TOKEN.",
    );
    failure(from, why, ALONE)
}

/// There are several.
pub fn several_tokens(from: &str) -> Failure {
    let why = Phrase::new(
        "那里有好几行，看不出哪一行是令牌。",
        "It has several lines, and which of them is the token cannot be told.",
    );
    failure(from, why, ALONE)
}

/// There is more than any token has.
pub fn oversized_token(from: &str, limit_kib: usize) -> Failure {
    let what = Phrase::new("没有从 {from} 读取令牌。", "No token was read from {from}.").with("from", from);
    let why = Phrase::new(
        "那里的内容超过 {n} KiB，不是令牌文件。",
        "It holds more than {n} KiB, which no file of a token does.",
    );
    let todo = Phrase::new("检查 --token-file 后的文件名。", "Check the name behind --token-file.");
    Failure::new(Class::Token, what, why.with("n", limit_kib), todo)
}
