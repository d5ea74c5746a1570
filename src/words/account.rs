//! The account and its token: the words.

use crate::words::Phrase;

// The account.
phrases! {
    DEMO: "演示", "Demo";
    CUSTOM: "自定义", "Custom";
    ABOUT_DEMO: "内置演示在本机运行，走的是和扣子完全相同的协议，不需要账号、令牌或网络。",
        "The built-in demo runs on this machine and speaks the same protocol as Coze. It needs no account, no token and no network.";
    ABOUT_CN: "扣子（中国）。令牌需要 createSpeech 和 listVoice 权限，且只在 coze.cn 有效。",
        "Coze in China (扣子). The token needs the permissions createSpeech and listVoice, and is good at coze.cn only.";
    ABOUT_COM: "Coze（海外）。令牌需要 createSpeech 和 listVoice 权限，且只在 coze.com 有效。",
        "Coze outside China. The token needs the permissions createSpeech and listVoice, and is good at coze.com only.";
    ABOUT_CUSTOM: "任何使用相同协议的服务地址：http(s):// 或 ws(s)://。令牌只会经加密连接或发往本机。",
        "Any service with the same protocol: http(s):// or ws(s)://. A token travels over encrypted connections or to this machine only.";
    ADDRESS: "服务地址", "Address of the service";
    TOKEN: "访问令牌", "Access token";
    TOKEN_HINT: "粘贴 pat_… 令牌", "Paste a token, pat_…";
    SHOW_TOKEN: "显示令牌", "Show the token";
    HIDE_TOKEN: "隐藏令牌", "Hide the token";
    NO_SUCH_TOKEN: "这不像一个令牌：令牌里没有空格，只有英文字母、数字和符号。",
        "This is no token: tokens have no blanks, only Latin letters, digits and signs.";
    GET_TOKEN: "创建个人访问令牌", "Create a personal access token";
    TOKEN_KEPT: "令牌保存在{place}。", "The token is stored in {place}.";
    TOKEN_ABSENT: "还没有令牌。令牌会保存在{place}。", "No token yet. It will be stored in {place}.";
    IN_KEYRING: "系统密钥环", "the system keyring";
    IN_FILE: "只有你能读取的文件“{path}”", "a file only you can read, “{path}”";
    CLEAR_TOKEN: "清除令牌", "Clear the token";
    CHECK_AND_USE: "检查并使用", "Check and use";
    CHECKING: "正在检查……", "Checking…";
    USE_ANYWAY: "仍然使用", "Use anyway";
    IN_USE: "正在使用这个账号", "This account is in use";
    NOT_IN_USE: "尚未使用这个账号", "This account is not in use";
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
    DEMO_HINT: "正在使用内置演示音色。", "Speaking with the demo voices.";
    USE_OWN: "使用扣子账号…", "Use your Coze account…";
    PLACEHOLDER_HINT: "这台电脑没有中文演示语音，中文将以占位音代替。安装 espeak-ng 后重启即可听到（sh assets/setup.sh）；使用扣子账号则不受影响。",
        "This machine has no Mandarin demo voice, so Chinese text is spoken by a placeholder sound. Install espeak-ng (sh assets/setup.sh) and restart; Coze accounts are not affected.";
}
