//! The text that is to be spoken, its files and encodings, and what can be done with a sentence of it: the words.

use crate::words::{Phrase, Said};

// The text.
phrases! {
    TEXT: "要朗读的文本", "Text to speak";
    TEXT_HINT: "在这里输入或粘贴要朗读的文字，也可以把文件拖进来……", "Type or paste what you want to hear, or drop a file here…";
    NEW: "新建作品", "New document";
    OPEN: "打开…", "Open…";
    TITLE: "作品标题", "Document title";
    UNTITLED: "未命名", "Untitled";
    RENAME_HINT: "点击修改标题", "Click to change the title";
    MORE_OF_TEXT: "更多文本操作", "More text options";
    LENGTH: "{n} 字", "{n} characters";
    ONE_CHARACTER: "1 字", "1 character";
    ABOUT: "约 {time}", "about {time}";
    CHAPTER_HEARD: "第 {n} 章", "chapter {n}";
    SECONDS: "{n} 秒", "{n} s";
    MINUTES: "{n} 分钟", "{n} min";
    WHOLE_HOURS: "{h} 小时", "{h} h";
    HOURS: "{h} 小时 {n} 分钟", "{h} h {n} min";
    CLEAR_TEXT: "清空", "Clear";
    TRY_SAMPLE: "试一段示例", "Try sample text";
    SAMPLE: "朗声把文字变成声音：粘贴一段文字，点击“朗读”，边合成边播放。\n\n长文会自动按句子切分，合成好的音频都保存在这台电脑上，随时可以重听、拖动进度或导出。",
        "Langsheng turns text into speech: paste something, press Speak, and start listening while the rest is still on its way.\n\nLong texts are split at the ends of sentences. Everything you hear is kept on this computer, so you can replay it, skip around or export it.";
    MARKDOWN: "Markdown", "Markdown";
    MARKDOWN_HINT: "朗读时跳过 #、* 等 Markdown 标记", "Doesn’t read out symbols such as # and *";
    LIVE: "边写边读", "Speak as I type";
    LIVE_HINT: "打开后，写完一句就读一句；已经送出的句子带下划线。再按一次，读完已写的内容后结束；Esc 立即停止。",
        "Speaks each sentence as soon as you finish it. Sentences already sent are underlined. Turn it off to speak the rest; Esc stops at once.";
    CUT: "剪切", "Cut";
    COPY: "复制", "Copy";
    PASTE: "粘贴", "Paste";
    CHOOSE_ALL: "全选", "Select all";
    FIND: "查找", "Find";
    FIND_MENU: "查找…", "Find…";
    FIND_NEXT: "下一处", "Next match";
    FIND_PREVIOUS: "上一处", "Previous match";
    MATCH_CASE: "区分大小写", "Match case";
    CLOSE_FIND: "关闭查找", "Close find";
    REPLACE_TOO: "替换…", "Replace…";
    REPLACE_WITH: "替换为", "Replace with";
    REPLACE_ONE: "替换", "Replace";
    REPLACE_ALL: "全部替换", "Replace all";
    FOUND: "{n} 处", "{n} found";
    FOUND_PLACE: "{at}/{n}", "{at} of {n}";
    NOT_FOUND: "没有找到", "Not found";
    REPLACED: "已替换 {n} 处", "{n} replaced";
    DROP_OPENS: "松开即可打开", "Drop to open";
    DROP_ASKS: "松开后选择放在哪里", "Drop, then choose where it goes";
    DROP_QUEUES: "松开即可把 {n} 个文件加入队列", "Drop to add {n} files to the queue";
    COPIES: "朗读剪贴板", "Speak what I copy";
    COPIES_HINT: "打开后，在其他程序里复制的文字会作为新的一段加到文末并读出来。密码管理器标为机密的内容不会读。",
        "Text you copy in other programs is added as a new paragraph and spoken. Anything a password manager marks as secret is never read.";
    COPY_TOO_LONG: "复制的文字超过 1 MB，没有朗读。请存成文件后打开。",
        "The copied text is larger than 1 MB and wasn’t spoken. Save it as a file and open the file.";
    NO_CLIPBOARD: "无法继续读取剪贴板。", "Langsheng can no longer read the clipboard.";
    NO_CLIPBOARD_WHY: "系统报告：{detail}", "The system says: {detail}";
    NO_CLIPBOARD_TODO: "把文字复制后粘贴到这里；也可以再打开一次“朗读剪贴板”。",
        "Paste the text here, or turn on “Speak what I copy” again.";
    BYTES: "{n} 字节", "{n} bytes";
    REQUESTS: "{n} 次请求", "{n} requests";
    ONE_REQUEST: "1 次请求", "1 request";
    CHARACTERS: "约计费 {n} 字", "about {n} characters billed";
    ALL_SAVED: "不需要请求", "no request needed";
    SAVED_SENTENCES: "复用 {n} 句", "sentences reused: {n}";
    UNKNOWN_NAME: "没有叫“{name}”的角色或音色，按正文朗读", "No role or voice is called “{name}”, so it’s read as text";
    UNKNOWN_NAMES: "没有叫“{name}”等 {n} 个名字的角色或音色，按正文朗读",
        "No roles or voices have names such as “{name}” ({n} in all), so they’re read as text";
    UNKNOWN_MANNER: "[{name}] 里的情感或语速不可用，按正文朗读", "[{name}] has an unknown emotion or rate, so it’s read as text";
    LIVE_ONE_VOICE: "边写边读时只用作品的音色，角色标记不读出来。写完后点“朗读”，就会用各自的音色合成这些句子。",
        "While you type, only the document’s voice speaks, and prefixes aren’t read out. Press Speak afterwards to hear those lines in their own voices.";
    COUNTING: "正在计算", "counting…";
    NO_TEXT: "还没有文字", "No text yet";
    NOTHING_SPEAKABLE: "没有可以朗读的内容", "nothing to speak";
    OPENED_AS: "“{name}”按 {encoding} 编码读取。如果看到乱码，请换一种编码。",
        "“{name}” was read as {encoding}. If the text looks wrong, choose another encoding.";
    OPENED_DAMAGED: "“{name}”按 {encoding} 编码读取，有 {n} 处损坏，显示为“�”。如果看到乱码，请换一种编码。",
        "“{name}” was read as {encoding}. Damaged characters, shown as “�”: {n}. If the text looks wrong, choose another encoding.";
    CHOOSE_ENCODING: "选择编码…", "Choose encoding…";
    ENCODING: "编码", "Encoding";
    ENCODING_ASK: "这个文件是什么编码？", "What is this file’s encoding?";
    ENCODING_WHY: "下面是“{name}”按所选编码显示的开头。显示正常就可以按此编码打开。",
        "This is how “{name}” begins in the chosen encoding. If it looks right, open it.";
    ENCODING_DAMAGED: "有 {n} 处不符合这种编码", "Characters not valid in this encoding: {n}";
    ENCODING_NOTHING: "在这种编码中，这个文件不是文本。", "In this encoding, the file isn’t readable text.";
    ENCODING_COMING: "正在读取……", "Reading…";
    OPEN_SO: "按此编码打开", "Open with this encoding";
    REQUEST_FACTS: "第 {n} 次请求 · {bytes}/{limit} 字节 · {state}", "Request {n} · {bytes} of {limit} bytes · {state}";
    REQUEST_WAITING: "未请求", "not requested yet";
    REQUEST_COMING: "接收中", "receiving";
    REQUEST_AGAIN: "正在重试", "retrying";
    REQUEST_DONE: "已接收", "received";
    REQUEST_KEPT: "取自作品库", "from the library";
    REQUEST_HEARD: "正在播放", "playing";
    REQUEST_FAILED: "失败", "failed";
    ASK_AGAIN: "重试", "Try again";
    ASK_AGAIN_HINT: "这里没有合成成功。只请求缺少的部分，已有的不会重复计费", "This failed. Only what is missing is requested, and nothing is billed twice";
    SPEAK_FROM_HERE: "从这里朗读", "Speak from here";
    SPEAK_CHOSEN: "朗读所选文字", "Speak the selection";
    REDO_SENTENCE: "重新合成这一句", "Speak this sentence again";
    REDO_SEGMENT: "重新合成这一段", "Speak this segment again";
    FOLLOW_VOICE: "跟随朗读滚动", "Follow along";
    PRESS_WITH: "{key}+点击", "{key}+click";
}

// Questions.
phrases! {
    PLACE_ASK: "放在哪里？", "Where should it go?";
    PLACE_WHY: "“{name}”可以作为新作品打开、插入光标处，或替换现有文字；后两种可以撤销。",
        "“{name}” can become a new document, go in at the cursor, or replace the text here. The last two can be undone.";
    AS_DOCUMENT: "作为新作品打开", "Open as a new document";
    INSERT_HERE: "插入光标处", "Insert at the cursor";
    REPLACE_PAGE: "替换现有文字", "Replace the text";
    OPEN_TITLE: "打开文本文件", "Open a text file";
    OPEN_NOW: "打开", "Open";
    TEXT_FILES: "文本文件", "Text files";
}

/// How long something takes to hear, as one says it: seconds, minutes, hours and minutes.
pub fn span(seconds: f64) -> Said {
    let minutes = (seconds / 60.0).round() as u64;
    match minutes {
        0 => SECONDS.with("n", ((seconds / 5.0).ceil() as u64 * 5).max(5)),
        1..60 => MINUTES.with("n", minutes),
        _ if minutes.is_multiple_of(60) => WHOLE_HOURS.with("h", minutes / 60),
        _ => HOURS.with("h", minutes / 60).with("n", minutes % 60),
    }
}
