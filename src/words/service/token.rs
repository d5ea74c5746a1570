//! What was given as a token, in a file or a variable called `from`, and is none. Nothing of what stands there is repeated.

use crate::words::{Class, Failure, Phrase};

const ALONE: Phrase = Phrase::new(
    "在文件中只写令牌，或写一行 COZE_API_TOKEN=令牌。",
    "Put only the token in the file, or one line COZE_API_TOKEN=TOKEN.",
);

fn failure(from: &str, why: Phrase, todo: Phrase) -> Failure {
    let what = Phrase::new("{from} 里没有可用的访问令牌。", "There is no usable access token in {from}.");
    Failure::new(Class::Token, what.with("from", from), why, todo)
}

/// It cannot be one.
pub fn unusable_token(from: &str) -> Failure {
    let why = Phrase::new(
        "令牌是一串没有空格的英文字母、数字和符号，通常以 pat_ 开头。",
        "A token consists of Latin letters, digits and symbols without spaces, and usually starts with pat_.",
    );
    failure(from, why, Phrase::new("回到扣子网站重新复制整个令牌。", "Copy the whole token from the Coze site again."))
}

/// There is nothing.
pub fn empty_token(from: &str) -> Failure {
    let todo = Phrase::new("从扣子网站复制令牌，再填进去。", "Copy the token from the Coze site and paste it there.");
    failure(from, Phrase::new("里面是空的。", "It is empty."), todo)
}

/// There are variables, but not ours.
pub fn variables_without_token(from: &str) -> Failure {
    let why = Phrase::new(
        "里面是环境变量（像 .env 文件），但没有 COZE_API_TOKEN。",
        "It contains variables, as a .env file does, but none of them is COZE_API_TOKEN.",
    );
    failure(from, why, ALONE)
}

/// There are several.
pub fn several_tokens(from: &str) -> Failure {
    let why = Phrase::new(
        "里面有好几行，无法判断哪一行是令牌。",
        "It has several lines, and it isn’t clear which one is the token.",
    );
    failure(from, why, ALONE)
}

/// There is more than any token has.
pub fn oversized_token(from: &str, limit_kib: usize) -> Failure {
    let what = Phrase::new("没有从 {from} 读取令牌。", "No token was read from {from}.").with("from", from);
    let why =
        Phrase::new("它的内容超过 {n} KiB，不像令牌文件。", "It’s larger than {n} KiB, so it isn’t a token file.");
    let todo = Phrase::new("检查 --token-file 后的文件名。", "Check the file name after --token-file.");
    Failure::new(Class::Token, what, why.with("n", limit_kib), todo)
}
