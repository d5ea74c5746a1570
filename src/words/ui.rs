//! Words on screen. Sentence case; dots where a press asks for more; no full stop after what is not a sentence.

use crate::words::Phrase;

// The bar at the top.
phrases! {
    ACCOUNT: "账号", "Account";
    DEMO_ACCOUNT: "内置演示", "Built-in demo";
    ACCOUNT_HINT: "账号：{state}", "Account: {state}";
    ACCOUNT_READY: "可以使用", "ready";
    ACCOUNT_LOADING: "正在读取令牌", "reading the token";
    ACCOUNT_REFUSED: "令牌被拒绝，点此测试", "the token was refused; press to test it";
    ACCOUNT_LACKS_TOKEN: "还没有令牌", "no token yet";
    LANGUAGE: "语言 Language", "Language 语言";
    COLOURS: "外观", "Appearance";
    AS_SYSTEM: "跟随系统", "As the system";
    LIGHT: "浅色", "Light";
    DARK: "深色", "Dark";
}

// The text.
phrases! {
    TEXT: "要朗读的文本", "Text to speak";
    TEXT_HINT: "在这里输入或粘贴要朗读的文字，也可以把文件拖进来……", "Type or paste what you want to hear, or drop a file here…";
    OPEN: "打开…", "Open…";
    CLEAR_TEXT: "清空", "Clear";
    TRY_SAMPLE: "试一段示例", "Try a sample";
    SAMPLE: "朗声把文字变成声音：粘贴一段文字，按下“朗读”，一边合成一边就能听到。\n\n长文会自动按句子切分，收到的每一秒都保存在本机，随时可以重听、拖动或另存为 WAV 文件。",
        "Langsheng turns text into sound: paste something, press Speak, and hear it while it is still being made.\n\nLong texts are cut at sentence ends by themselves. Every second that arrives is kept on this machine, to hear again, to seek in, or to save as a WAV file.";
    MARKDOWN: "Markdown", "Markdown";
    MARKDOWN_HINT: "朗读时去掉 Markdown 标记", "Leave out Markdown marks when speaking";
    BYTES: "{n} 字节", "{n} bytes";
    REQUESTS: "{n} 次请求", "{n} requests";
    ONE_REQUEST: "1 次请求", "1 request";
    CHARACTERS: "约 {n} 字计费", "about {n} characters billed";
    ALL_SAVED: "不需要请求", "no request";
    SAVED_SENTENCES: "{n} 句已在库中", "{n} sentences from the library";
    COUNTING: "正在计算", "counting";
    NO_TEXT: "还没有文字", "No text yet";
    NOTHING_SPEAKABLE: "没有可以朗读的内容", "nothing that can be spoken";
    OPENED_AS: "“{name}”按 {encoding} 编码读取。如果看到乱码，请换一种编码。",
        "“{name}” was read as {encoding}. If letters look wrong, choose another encoding.";
    OPENED_DAMAGED: "“{name}”按 {encoding} 编码读取，有 {n} 处损坏，显示为“�”。如果看到乱码，请换一种编码。",
        "“{name}” was read as {encoding}. Places that are damaged and shown as “�”: {n}. If letters look wrong, choose another encoding.";
    CHOOSE_ENCODING: "选择编码…", "Choose the encoding…";
    ENCODING: "编码", "Encoding";
    ENCODING_ASK: "这个文件是什么编码？", "Which encoding is this file in?";
    ENCODING_WHY: "“{name}”在所选编码中是这样开头的。看着对了，就按这个编码打开。",
        "This is how “{name}” begins in the encoding that is chosen. When it looks right, open it so.";
    ENCODING_DAMAGED: "有 {n} 处不符合这种编码", "Places that do not fit this encoding: {n}";
    ENCODING_NOTHING: "在这种编码中，这个文件不是文本。", "In this encoding the file is no text.";
    ENCODING_COMING: "正在读取……", "Reading…";
    OPEN_SO: "按此编码打开", "Open in this encoding";
    DRAFTS_LEFT: "先前关闭的窗口还留有 {n} 份没有朗读的文字。再打开一个窗口，就会在那里出现。",
        "Texts of windows that were closed earlier are kept: {n}. Open another window to have one back.";
}

// Voice.
phrases! {
    VOICE_TAB: "音色", "Voice";
    LIBRARY_TAB: "录音库", "Library";
    VOICE: "音色", "Voice";
    VOICES: "音色列表", "Voices";
    DEFAULT_VOICE: "默认音色", "Default voice";
    SEARCH: "搜索音色", "Search voices";
    SEARCH_HINT: "名称或 ID", "Name or id";
    ALL_LANGUAGES: "全部", "All";
    NO_VOICES: "没有符合条件的音色。", "No voice fits.";
    PLAY_SAMPLE: "试听 {voice}", "Play a sample of {voice}";
    SAMPLE_COMING: "正在获取试听", "The sample is coming";
    VOICES_NOT_FRESH: "暂时拿不到服务端的音色列表，这里显示的是上次或内置的列表。",
        "The service's list could not be had; this is the last or the built-in one.";
    VOICES_COMING: "正在向服务端获取音色列表……", "Asking the service for its voices…";
    TRY_AGAIN: "重试", "Try again";
    RATE: "语速", "Speed";
    LOUDNESS: "音量增益", "Loudness";
    EMOTION: "情感", "Emotion";
    NO_EMOTION: "不指定", "None";
    EMOTION_SCALE: "情感强度", "Emotion strength";
    CONTEXT: "语气说明", "How to speak";
    CONTEXT_HINT: "例如：用低沉沙哑的声音说", "For example: in a low, hoarse voice";
}

// Sound.
phrases! {
    DEVICE: "播放设备", "Sound device";
    DEFAULT_DEVICE: "系统默认", "System default";
    ADVANCED: "高级", "Advanced";
    CODEC: "编码", "Codec";
    SAMPLE_RATE: "采样率", "Sample rate";
    SESSIONS: "保存时的并发数", "Sessions when saving";
    ASK_ABOVE: "超过几次请求先询问", "Ask above requests";
}

// The bar at the bottom.
phrases! {
    SPEAK: "朗读", "Speak";
    PAUSE: "暂停", "Pause";
    RESUME: "继续", "Resume";
    REPLAY: "重播", "Replay";
    STOP: "停止", "Stop";
    SPACE_KEY: "空格键（不在输入框时）", "Space, outside the text box";
    SAVE_AS: "导出…", "Export…";
    VOLUME: "播放音量 {n} %", "Volume {n} %";
    VOLUME_NAME: "播放音量", "Volume";
    PROGRESS: "进度：已播放 {heard}，已接收 {received}，完成 {done}/{all} 段",
        "Progress: heard {heard}, received {received}, {done} of {all} segments done";
    CHAPTER: "第 {n}/{all} 章节：{title}", "Chapter {n} of {all}: {title}";
    READY: "就绪", "Ready";
    CONNECTING: "正在连接……", "Connecting…";
    RECEIVING: "正在接收……", "Receiving…";
    RECEIVING_OF: "正在接收，{done}/{all} 段", "Receiving, {done} of {all} segments";
    RETRYING: "连接中断，正在重试……", "The connection broke; trying again…";
    SLOWED: "服务要求慢一点，{wait} 秒后继续；按 Esc 停止", "The service asks to slow down; going on in {wait} s. Esc stops it";
    FAILED_OF: "完成 {done}/{all} 段", "{done} of {all} segments done";
    REFUSED: "没有开始", "Not begun";
    STOPPED_OF: "已停止，完成 {done}/{all} 段", "Stopped, {done} of {all} segments done";
    OPENING_DEVICE: "正在打开声音设备……", "Opening the sound device…";
    BUFFERING: "正在缓冲……", "Buffering…";
    PLAYING: "正在播放", "Playing";
    PAUSED: "已暂停", "Paused";
    STARVED: "断流 {n} 次", "ran dry {n}×";
}

// The library.
phrases! {
    LIBRARY_EMPTY: "还没有录音。朗读过的内容会保存在这里，可以随时重听或另存，不再计费。",
        "No takes yet. What is spoken is kept here, to hear or save again at no cost.";
    KEEP_TAKES: "保留录音", "Keep takes";
    KEEP_TAKES_HINT: "关闭后，完整的录音在下一次朗读或退出时删除", "When off, a complete take is deleted with the next one or at the end";
    INCOMPLETE: "不完整", "incomplete";
    PLAY_TAKE: "播放“{take}”", "Play “{take}”";
    CONTINUE_TAKE: "补全“{take}”", "Ask for the rest of “{take}”";
}

// Notices.
phrases! {
    DISMISS: "关闭此通知", "Dismiss";
    COPY: "复制详情", "Copy the details";
    SAVED: "已保存到“{path}”", "Saved to “{path}”";
    DEMO_HINT: "正在使用内置演示：无需账号和网络。要使用扣子的音色，请点右上角的账号，填入访问令牌。",
        "This is the built-in demo: no account, no network. For the voices of Coze, press the account at the top right and paste a token.";
    PLACEHOLDER_HINT: "这台电脑没有中文演示语音，中文将以占位音代替。安装 espeak-ng 后重启即可听到（sh assets/setup.sh）；使用扣子账号则不受影响。",
        "This machine has no Mandarin demo voice, so Chinese text is spoken by a placeholder sound. Install espeak-ng (sh assets/setup.sh) and restart; Coze accounts are not affected.";
}

// Before there is a window.
phrases! {
    NO_WINDOW: "无法打开窗口。", "The window could not be opened.";
    NO_WINDOW_WHY: "系统说：{detail}", "The system says: {detail}";
    NO_WINDOW_TODO: "请在图形桌面中运行，或使用命令行：langsheng speak --help",
        "Run it on a graphical desktop, or use the command line: langsheng speak --help";
}

// Dialogs.
phrases! {
    CANCEL: "取消", "Cancel";
    CLOSE: "关闭", "Close";
    SPEND: "需要 {n} 次请求", "This takes {n} requests";
    SPEND_WHY: "这段文字要发 {requests} 次请求，约 {characters} 字计费。边听边合成：随时停止，之后的部分就不会再请求。",
        "This text takes {requests} requests and about {characters} billed characters. Speech is made as you listen: stop at any time, and the rest is not requested.";
    SPEAK_ANYWAY: "仍要朗读", "Speak anyway";
    DELETE: "删除", "Delete";
    OPEN_TITLE: "打开文本文件", "Open a text file";
    OPEN_NOW: "打开", "Open";
    PATH: "文件路径", "Path of the file";
    PATH_WHY: "这个桌面没有文件对话框，请输入路径。", "This desktop has no file dialog; type the path.";
    TEXT_FILES: "文本文件", "Text files";
}

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
    USE_ADDRESS: "使用这个地址", "Use this address";
    TOKEN: "访问令牌", "Access token";
    TOKEN_HINT: "粘贴 pat_… 令牌", "Paste a token, pat_…";
    SHOW_TOKEN: "显示令牌", "Show the token";
    HIDE_TOKEN: "隐藏令牌", "Hide the token";
    KEEP_TOKEN: "保存", "Keep";
    NO_SUCH_TOKEN: "这不像一个令牌：令牌里没有空格，只有英文字母、数字和符号。",
        "This is no token: tokens have no blanks, only Latin letters, digits and signs.";
    GET_TOKEN: "创建个人访问令牌", "Create a personal access token";
    TOKEN_KEPT: "令牌保存在{place}。", "The token is kept in {place}.";
    TOKEN_ABSENT: "还没有令牌。令牌会保存在{place}。", "There is no token yet. It will be kept in {place}.";
    IN_KEYRING: "系统密钥环", "the system keyring";
    IN_FILE: "只有你能读取的文件“{path}”", "a file that only you can read, “{path}”";
    CLEAR_TOKEN: "清除令牌", "Clear the token";
    CHECK: "测试", "Test";
    CHECKING: "正在测试……", "Testing…";
}
