//! What the help of the command line says.

use crate::words::Phrase;

phrases! {
    ABOUT:
        "朗声：扣子（Coze）流式语音合成的桌面朗读器。不带参数即打开窗口。",
        "Langsheng: a desktop speaker for Coze streaming text-to-speech. Without arguments it opens its window.";
    SPEAK: "朗读文本，或存成文件", "Speak a text, or save it as a file";
    VOICES: "列出可用的音色", "List the voices that can be used";
    CHECK: "检查令牌在这里是否可用，不可用则说明原因", "Find out whether a token is good here, and if not, why";
    DEMO: "把内置的演示服务提供给其他程序", "Serve the built-in demo account to other programs";
    TEXT: "要朗读的文本；- 表示从标准输入读取", "Text to speak; - reads it from standard input";
    FILE:
        "从文件读取：纯文本、Markdown、字幕（srt、vtt）或网页（html）；- 表示标准输入",
        "Read the text from a file: plain text, Markdown, subtitles (srt, vtt) or a web page (html); - is standard input";
    ENCODING:
        "文本的编码（默认自动识别）：UTF-8、GB18030、Big5、UTF-16LE、UTF-16BE、Shift_JIS、EUC-JP、ISO-2022-JP、EUC-KR、windows-1252、windows-1250、windows-1251、KOI8-R、windows-1253、windows-1254 或 windows-1256",
        "Encoding of the text (found out otherwise): UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE, Shift_JIS, EUC-JP, ISO-2022-JP, EUC-KR, windows-1252, windows-1250, windows-1251, KOI8-R, windows-1253, windows-1254 or windows-1256";
    FOLLOW:
        "边写边读：标准输入（-）或一直增长的文件，每写完一句就合成一句；Ctrl-C 读完已写的部分，再按一次停止",
        "Speak while it is being written: standard input (-) or a file that grows, each sentence as soon as it is finished; Ctrl-C speaks what is there to its end, a second one stops";
    QUIET_AFTER:
        "与 --follow 合用：停写这么多秒后读出未写完的句子（默认 4）",
        "With --follow: after so many seconds without more text, speak an unfinished sentence too (default 4)";
    MARKDOWN: "按 Markdown 清理文本（.md 文件默认开启）", "Read the text as Markdown (on by default for .md files)";
    VOICE: "音色 ID（见 langsheng voices）", "Id of the voice (see langsheng voices)";
    RATE: "语速，-50（半速）到 100（两倍）", "Speed, -50 (half) to 100 (double)";
    LOUDNESS: "音量增益，-50（一半）到 100（两倍）", "Loudness, -50 (half) to 100 (double)";
    EMOTION:
        "情感，仅限多情感音色：happy、sad、angry、surprised、fear、hate、excited、coldness 或 neutral",
        "Emotion, for multi-emotion voices only: happy, sad, angry, surprised, fear, hate, excited, coldness or neutral";
    EMOTION_SCALE: "情感强度，1 到 5", "Strength of the emotion, 1 to 5";
    CONTEXT: "用自然语言说明怎么读，仅限 2.0 音色", "How to say it, in natural language; for 2.0 voices only";
    CODEC: "音频编码：pcm（默认）、opus、g711a 或 g711u", "Codec of the audio: pcm (default), opus, g711a or g711u";
    SAMPLE_RATE:
        "采样率（Hz）：8000、16000、22050、24000、32000、44100 或 48000",
        "Sample rate in Hz: 8000, 16000, 22050, 24000, 32000, 44100 or 48000";
    OUT:
        "存成文件；格式看文件名（wav、flac、mp3、opus）；文件夹则按模板取名；- 表示边收边把 WAV 写到标准输出",
        "Save as a file, in the format of its name (wav, flac, mp3, opus); in a folder it is named by the template; - streams a WAV to standard output as it arrives";
    NO_PLAY: "不播放", "Do not play it";
    KEEP: "在作品库中保留（默认依设置）", "Keep it in the library (by default as the settings say)";
    NO_KEEP: "存成文件后不在作品库中保留", "Do not keep it in the library once it is in a file";
    ACCOUNT:
        "账号：demo、coze.cn、coze.com 或设置中的名称",
        "Account: demo, coze.cn, coze.com, or a name from the settings";
    ENDPOINT: "服务地址（http(s):// 或 ws(s)://）", "Base address of the service (http(s):// or ws(s)://)";
    TOKEN_FILE:
        "从文件读取访问令牌，.env 文件也可以（也可用环境变量 COZE_API_TOKEN）",
        "Read the access token from a file, which may be a .env (or set COZE_API_TOKEN)";
    ALLOW_INSECURE: "允许令牌经未加密的连接发往其他机器", "Let the token travel unencrypted to other machines";
    DEVICE: "用名称指定播放设备", "Sound device to play on, by name";
    JOBS: "只保存时最多同时进行的请求数，1 到 8", "Requests at once when saving, 1 to 8";
    MAX_REQUESTS: "最多发多少个请求，重试也算；需要更多就拒绝", "Most requests, retries included; a text that needs more is refused";
    SEGMENT_LIMIT: "每个请求最多多少字节，4 到 1048576", "Most bytes of one request, 4 to 1048576";
    JSON: "每行输出一个 JSON 对象", "Print one JSON object a line";
    RESUME:
        "接着完成库中一条没有完成的音频：编号（或开头几位）或 last（默认，最近的一条）",
        "Complete an unfinished take of the library: its id, the beginning of it, or last (the default: the latest)";
    FRESH: "全部重新合成，不使用库中已有的句子", "Ask for everything anew, also for sentences that the library has";
    SPEED: "播放和文件的速度，0.5 到 3，音高不变；不影响合成", "Speed of playback and file, 0.5 to 3, at the same pitch; nothing is synthesised anew for it";
    PORT: "监听的端口；0（默认）表示任选", "Port to listen on; 0 (the default) picks a free one";
    DEMO_TOKEN: "客户端必须出示的令牌；不设则任意令牌都可以", "Token that clients must show; any token is taken without it";
    ALLOW_ORIGIN:
        "允许来自此处的网页使用，例如 http://localhost:5173；可写多次；* 表示所有网页；不写则只有程序可用",
        "Let web pages from here use it, such as http://localhost:5173; may be given several times; * is every page; without it only programs may";
    FAST: "不模拟真实服务的时间间隔", "Do not imitate the timing of the real service";
    AFTER_COMPLETE: "文本全部到齐后才开始朗读", "Speak only once the whole text has come";
    IDLE_CLOSE: "读完后这么多秒没有新文字，就关闭连接，0.1 到 3600", "Close a connection that has been idle for so long, 0.1 to 3600 seconds";
    PRESET: "使用窗口中保存的预设；其他选项优先", "Use a preset saved in the window; other options come before it";
    DEMO_VOICES: "再列出 N 个生成的音色，最多 5000", "List N generated voices more, up to 5000";
    DEMO_LIMIT: "一次会话最多多少字节，超出则拒绝（3010）；默认 1024", "Most bytes of one session, above which it refuses (3010); 1024 by default";
    HELP: "显示帮助", "Show this help";
    VERSION: "显示版本", "Show the version";
    VERBOSE:
        "把日志也写到标准错误（不含文本和令牌；写什么由 RUST_LOG 决定）",
        "Write the log to standard error too (no texts, no tokens; RUST_LOG says what of it)";
    HELP_OF_PROGRAM:
        "{about}\n\n用法：langsheng [命令] [选项]\n\n命令：\n{subcommands}\n\n选项：\n{options}",
        "{about}\n\nUsage: langsheng [COMMAND] [OPTIONS]\n\nCommands:\n{subcommands}\n\nOptions:\n{options}";
    HELP_OF_SPEAK:
        "{about}\n\n用法：langsheng {command} [选项] [TEXT | -]\n\n参数：\n{positionals}\n\n选项：\n{options}",
        "{about}\n\nUsage: langsheng {command} [OPTIONS] [TEXT | -]\n\nArguments:\n{positionals}\n\nOptions:\n{options}";
    HELP_OF_COMMAND:
        "{about}\n\n用法：langsheng {command} [选项]\n\n选项：\n{options}",
        "{about}\n\nUsage: langsheng {command} [OPTIONS]\n\nOptions:\n{options}";
    HELP_OF_GROUP:
        "{about}\n\n用法：langsheng {command} [命令] [选项]\n\n命令：\n{subcommands}\n\n选项：\n{options}",
        "{about}\n\nUsage: langsheng {command} [COMMAND] [OPTIONS]\n\nCommands:\n{subcommands}\n\nOptions:\n{options}";
    HELP_WITH_ARGUMENTS:
        "{about}\n\n用法：langsheng {command} [选项] {what}\n\n参数：\n{positionals}\n\n选项：\n{options}",
        "{about}\n\nUsage: langsheng {command} [OPTIONS] {what}\n\nArguments:\n{positionals}\n\nOptions:\n{options}";
}

// How takes become files.
phrases! {
    FORMAT: "文件格式：wav、flac、mp3 或 opus（默认看文件名）", "Format of the file: wav, flac, mp3 or opus (by its name otherwise)";
    MP3_VBR: "MP3 可变码率的质量，0（最好）到 9（最小）", "Quality of a variable bit rate MP3, 0 (best) to 9 (smallest)";
    MP3_CBR:
        "MP3 固定码率（kbit/s）：8、16、24、32、40、48、64、80、96、112、128、160、192、224、256、320；采样率决定其中哪些可用",
        "Constant bit rate of an MP3 in kbit/s: 8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320; which of them depends on the sample rate";
    OPUS_KBPS: "Opus 码率，6 到 256 kbit/s", "Bit rate of Opus, 6 to 256 kbit/s";
    CAPTIONS: "在文件旁写字幕：srt、vtt、lrc，可用逗号连写", "Captions beside the file: srt, vtt, lrc, several with commas";
    KARAOKE: "字幕中加逐字逐词的时间（估计值；仅 vtt、lrc）", "Times of words in the captions (estimates; vtt and lrc only)";
    LUFS: "把整体响度调到此值（LUFS），-40 到 -5，例如 -16", "Bring the loudness of the whole to this many LUFS, -40 to -5, such as -16";
    SENTENCE_PAUSE: "句子之间的停顿（毫秒），0 到 10000", "Pause between sentences in ms, 0 to 10000";
    PARAGRAPH_PAUSE: "段落之间的停顿（毫秒），0 到 10000", "Pause between paragraphs in ms, 0 to 10000";
    TRIM: "先去掉衔接处的静音", "Take away the silence at joins first";
    RECEIPT: "在文件旁写 JSON 格式的完整性回执", "Write the receipt beside the file as JSON";
    TEMPLATE:
        "文件名模板：{date}、{time}、{voice}、{first:12}、{title}、{n:2}",
        "Template of names: {date}, {time}, {voice}, {first:12}, {title}, {n:2}";
    FROM: "从这个时间开始，如 90、1:30 或 1:02:03.5", "Begin at this time, such as 90, 1:30 or 1:02:03.5";
    TO: "到这个时间为止，如 90、1:30 或 1:02:03.5", "End at this time, such as 90, 1:30 or 1:02:03.5";
}

// The library.
phrases! {
    TAKES: "管理库中的音频", "Work with the takes of the library";
    TAKES_LIST: "列出音频，最新的在前", "List the takes, the newest first";
    TAKES_SHOW: "显示一份音频的信息", "Tell about a take";
    TAKES_EXPORT: "把一份音频存成文件", "Save a take as a file";
    TAKES_DELETE: "把音频移到回收站", "Move takes to the trash";
    FOR_GOOD: "彻底删除，不移到回收站；无法找回", "Delete for good and not to the trash; they cannot be brought back";
    TAKES_REDO: "把一份音频中的一句或一段重新合成；原来的版本也保留", "Ask for a sentence or a segment of a take once more; the earlier version stays too";
    TAKES_RENAME: "给一份音频起标题；空标题表示去掉", "Give a take a title; an empty one takes it away";
    TAKES_STAR: "给一份音频加星标", "Mark a take with a star";
    TAKE_ID: "编号、编号的开头几位，或 last（最新的一条）", "Id, the beginning of it, or last (the newest)";
    TITLE: "标题", "Title";
    SEARCH: "只列出文本或标题中含有这段文字的音频", "Only takes whose text or title holds this";
    OF_VOICE: "只列出音色名称中含有这段文字的音频", "Only takes whose voice's name holds this";
    SORT: "排序：date（默认）、length、voice 或 title", "Order: date (the default), length, voice or title";
    JSON_LIST: "输出 JSON", "Print JSON";
    JSON_RECEIPT: "输出 JSON 格式的回执", "Print the receipt as JSON";
    WHOLE_TEXT: "只输出全文，以便再次使用", "Print the whole text and nothing else, for use elsewhere";
    YES: "不再询问", "Do not ask";
    SENTENCE: "第几句，从 1 开始", "Number of the sentence, from 1";
    SEGMENT: "第几段，从 1 开始", "Number of the segment, from 1";
    OFF: "去掉星标", "Take the star away";
}

// The queue.
phrases! {
    BATCH: "依次朗读许多文件，每个存成一个文件；用 --join 合成一个", "Speak many files one after the other, each into a file of its own, or with --join all into one";
    FILES: "文本文件，或文件夹（其中的 .txt、.md、.srt、.html 等）", "Text files, or folders (the .txt, .md, .srt, .html and the like in them)";
    OUT_DIR: "存放结果的文件夹（默认为当前文件夹）", "Folder of the outputs (the current one if not given)";
    JOIN: "合成一个文件：有章节标题的文本按标题分章，没有的一个文本一章",
        "Make one file of all, with a chapter for each heading, or for each text that has none";
    CONTINUE: "继续上次没有完成的队列", "Go on with the queue that was left";
    LIST_QUEUE: "列出队列", "List the queue";
    CLEAR_QUEUE: "清空队列；已收到的声音留在库中", "Empty the queue; what was received stays in the library";
}
