//! The sound device, pauses, what is kept by itself, what few people change: the words.

use crate::words::Phrase;

// Sound.
phrases! {
    DEVICE: "播放设备", "Sound device";
    DEFAULT_DEVICE: "跟随系统", "System default";
    CODEC: "音频编码", "Audio codec";
    SAMPLE_RATE: "采样率", "Sample rate";
    SESSIONS: "导出时同时进行的请求数", "Parallel requests when exporting";
    ASK_ABOVE: "请求数超过多少时先询问", "Ask before making more requests than";
    FOLLOW_HINT: "朗读时自动滚动到正在读的句子", "Keeps the sentence being spoken in view";
    PROXY: "代理", "Proxy";
    NO_PROXY: "不使用", "None";
    ENVIRONMENT_PROXY: "取自环境变量", "From the environment";
    OWN_PROXY: "自定义", "Custom";
    PROXY_ADDRESS: "代理地址", "Proxy address";
    PROXY_EXAMPLE: "http://127.0.0.1:8080", "http://127.0.0.1:8080";
    PROXY_FOUND: "目前是 {proxy}。", "Currently {proxy}.";
    PROXY_ABSENT: "目前没有。", "Currently none.";
    PROXY_WHY: "ALL_PROXY、HTTPS_PROXY 或 HTTP_PROXY，NO_PROXY 中的主机除外。",
        "ALL_PROXY, HTTPS_PROXY or HTTP_PROXY, except for hosts in NO_PROXY.";
    PROXY_LOCAL: "从下一次连接起生效。本机的服务和演示账号从不经过代理。",
        "Takes effect with the next connection. Services on this computer and the demo never use a proxy.";
    PROXY_STAYS: "填好地址之前，连接方式不变。", "Until the address is complete, connections stay as they are.";
    NOT_A_PROXY: "请写成 http://主机:端口 或 socks5h://主机:端口。", "Use the form http://host:port or socks5h://host:port.";
    PROXY_KIND: "代理的种类可以是 http、https、socks5、socks5h、socks4 或 socks4a。",
        "A proxy can be http, https, socks5, socks5h, socks4 or socks4a.";
    PROXY_PASSWORD: "这里不保存密码。需要登录的代理请写进环境变量 HTTPS_PROXY，并选择“取自环境变量”。",
        "Passwords aren’t saved here. For a proxy that requires a sign-in, set the environment variable HTTPS_PROXY and choose From the environment.";
}

// The page and its sections.
phrases! {
    GO_TO: "转到“{section}”", "Go to {section}";
    ACCOUNT_SECTION: "账号", "Account";
    CHANGE_ACCOUNT: "更改账号…", "Change account…";
    PLAYBACK_SECTION: "播放与设备", "Playback and device";
    TEXT_SECTION: "文本处理", "Text cleanup";
    MARKDOWN: "去掉 Markdown 标记", "Skip Markdown symbols";
    DIRECTIVES: "识别角色标记和停顿", "Names and pauses written in the text";
    DIRECTIVES_HINT: "行首的 [小明|开心|+20] 由小明来读，{0.5s} 或 {2秒} 停顿相应的时长，标记本身不读出来；关闭后按正文朗读",
        "A line that begins with [Anna|happy|+20] is spoken by Anna, and {0.5s} is a pause that long. When off, both are read out as text";
    FILES_SECTION: "文件与命名", "Files and names";
    EXAMPLE: "你好，世界", "Hello, world";
    APPEARANCE_SECTION: "外观", "Appearance";
    SCALE: "界面缩放", "Interface scale";
    TEXT_SIZE: "正文字号", "Text size";
    NETWORK_SECTION: "网络与合成", "Network and synthesis";
    STORAGE_SECTION: "存储", "Storage";
    SPACE_LIMIT: "管理空间…", "Manage space…";
    SHORTCUTS_SECTION: "快捷键", "Keyboard shortcuts";
}

// Keys.
phrases! {
    FASTER: "加快播放", "Play faster";
    SLOWER: "减慢播放", "Play slower";
    REPEAT: "切换循环方式", "Change repeat mode";
    LARGER: "放大正文", "Larger text";
    SMALLER: "缩小正文", "Smaller text";
    USUAL_SIZE: "恢复默认字号", "Default text size";
    HOLD: "暂停或继续", "Pause or resume";
    SPACE: "空格（不在输入框时）", "Space, when not typing";
    FIVE_SECONDS: "后退或前进 5 秒", "Back or forward 5 seconds";
    ARROWS: "← →（不在输入框时）", "← →, when not typing";
    ESCAPE: "Esc", "Esc";
    CHANGE_KEYS: "更改", "Change";
    CHANGE_KEYS_OF: "更改“{what}”的快捷键", "Change the shortcut for {what}";
    RESET_KEYS: "恢复“{what}”的默认快捷键", "Restore the default shortcut for {what}";
    RESET_ALL_KEYS: "全部恢复默认", "Restore all defaults";
    NO_KEYS: "无", "None";
    PRESS_KEYS: "请按下新的快捷键…", "Press the new keys…";
    PRESS_KEYS_HINT: "按 Esc 取消。", "Esc cancels.";
    KEYS_OTHER: "{keys} 已用于“{what}”。", "{keys} is already used for {what}.";
    TAKE_KEYS: "改用于这里", "Use it here";
    KEYS_WRITE: "{keys} 会输入文字；请和 {command} 等键一起按。", "{keys} types text. Hold {command} as well, for example.";
    KEYS_EDIT: "{keys} 用于编辑文字。", "{keys} is for editing text.";
    KEYS_OF_WINDOW: "{keys} 由窗口使用。", "{keys} is reserved for the window.";
}

// Pauses, joins, and what is kept by itself.
phrases! {
    PAUSES: "停顿", "Pauses";
    SENTENCE_PAUSE: "句间停顿", "Between sentences";
    PARAGRAPH_PAUSE: "段间停顿", "Between paragraphs";
    NO_PAUSE: "无", "None";
    MS: "{n} 毫秒", "{n} ms";
    TRIM: "去掉衔接处的静音", "Trim silence between sentences";
    TRIM_HINT: "先去掉服务在句子首尾留下的静音，再加上停顿；播放和导出都生效",
        "Removes the silence the service leaves there, then adds the pauses; the same in playback and files";
    REUSE: "复用已有的句子", "Reuse sentences";
    REUSE_HINT: "同样的音色和设置下合成过的句子不再请求，也不再计费",
        "A sentence already spoken with the same voice and settings isn’t requested or billed again";
    AUTO_SAVE: "自动导出", "Export automatically";
    AUTO_SAVE_HINT: "音频合成完后，按上次的导出设置自动导出一份", "Also exports everything that finishes, with the settings of your last export";
}
