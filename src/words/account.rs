//! The account and its token: the words.

use crate::words::Phrase;

// The account.
phrases! {
    DEMO: "演示", "Demo";
    CUSTOM: "自定义", "Custom";
    ABOUT_DEMO: "内置演示在这台电脑上运行，接口与扣子完全相同，不需要账号、令牌或网络。",
        "The built-in demo runs on this computer and uses the same protocol as Coze. It needs no account, token or network.";
    ABOUT_CN: "扣子（中国）。令牌需要 createSpeech 和 listVoice 权限，且只在 coze.cn 有效。",
        "Coze in China (扣子). The token needs the createSpeech and listVoice permissions and works only on coze.cn.";
    ABOUT_COM: "Coze（海外）。令牌需要 createSpeech 和 listVoice 权限，且只在 coze.com 有效。",
        "Coze outside China. The token needs the createSpeech and listVoice permissions and works only on coze.com.";
    ABOUT_CUSTOM: "任何接口相同的服务，地址以 http(s):// 或 ws(s):// 开头。令牌只会经加密连接发出，或发往本机。",
        "Any service that uses the same protocol, at an http(s):// or ws(s):// address. The token is only sent over encrypted connections or to this computer.";
    ADDRESS: "服务地址", "Service address";
    TOKEN: "访问令牌", "Access token";
    TOKEN_HINT: "粘贴 pat_… 令牌", "Paste your token (pat_…)";
    TOKEN_HERE: "{token} 已保存，粘贴新令牌即可替换", "{token} stored; paste another to replace it";
    SHOW_TOKEN: "显示令牌", "Show token";
    HIDE_TOKEN: "隐藏令牌", "Hide token";
    NO_SUCH_TOKEN: "令牌格式不对：令牌由英文字母、数字和符号组成，不含空格。",
        "This doesn’t look like a token. Tokens contain only Latin letters, digits and symbols, and no spaces.";
    GET_TOKEN: "创建个人访问令牌", "Create a personal access token";
    TOKEN_KEPT: "令牌保存在{place}中。", "The token is stored in {place}.";
    TOKEN_ABSENT: "还没有令牌。令牌会保存在{place}中。", "No token yet. It will be stored in {place}.";
    IN_KEYRING: "系统密钥环", "the system keyring";
    IN_FILE: "只有你能读取的文件“{path}”", "a file only you can read, “{path}”";
    CLEAR_TOKEN: "清除令牌", "Clear token";
    CHECK_AND_USE: "检查并使用", "Check and use";
    CHECKING: "正在检查……", "Checking…";
    USE_ANYWAY: "仍然使用", "Use anyway";
    IN_USE: "正在使用这个账号", "This account is in use";
    NOT_IN_USE: "尚未使用这个账号", "This account isn’t in use";
}

// The button, and what is said at the first start.
phrases! {
    ACCOUNT: "账号", "Account";
    DEMO_ACCOUNT: "内置演示", "Built-in demo";
    ACCOUNT_HINT: "账号：{state}", "Account: {state}";
    ACCOUNT_READY: "可以使用", "ready";
    ACCOUNT_LOADING: "正在读取令牌", "reading the token";
    ACCOUNT_REFUSED: "令牌被拒绝，点此检查", "the token was refused; click to check it";
    ACCOUNT_LACKS_TOKEN: "还没有令牌", "no token yet";
    DEMO_HINT: "正在使用内置演示音色。", "You’re using the demo voices.";
    USE_OWN: "使用扣子账号…", "Use your Coze account…";
    PLACEHOLDER_HINT: "这台电脑没有中文演示语音，中文会用提示音代替。安装 espeak-ng（sh assets/setup.sh）并重新打开朗声即可；使用扣子账号不受影响。",
        "This computer has no Mandarin demo voice, so Chinese text plays as a placeholder sound. To hear it, install espeak-ng (sh assets/setup.sh) and restart. Coze accounts aren’t affected.";
}
