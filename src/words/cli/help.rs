//! What the help of the command line says.

use crate::words::Phrase;

phrases! {
    ABOUT:
        "朗声：扣子（Coze）流式语音合成的桌面朗读器。不带参数即打开窗口。",
        "Langsheng: desktop text-to-speech with Coze’s streaming voices. Without arguments, it opens the window.";
    SPEAK: "朗读文本，或存成文件", "Speak text, or save it to a file";
    VOICES: "列出可用的音色", "List the available voices";
    PRESETS: "列出、导出和导入预设", "List, export and import presets";
    PRESETS_LIST: "列出窗口中保存的预设", "List the presets saved in the window";
    PRESETS_EXPORT: "把预设写入文件：指定的，或者全部", "Write presets to a file: the named ones, or all";
    PRESETS_IMPORT: "从文件导入预设；先关闭窗口", "Read presets from a file; close the window first";
    PRESET_FILE_OUT: "要写入的 JSON 文件", "JSON file to write";
    PRESET_FILE_IN: "用 export 写成的 JSON 文件", "JSON file written by export";
    PRESET_NAMES: "预设名称；不写则导出全部", "Names of presets; all where none is given";
    PRESET_REPLACE: "同名的预设用导入的替换；默认两个都保留", "Replace presets of the same name; by default both are kept";
    VOICES_CLONE: "用一段录音复刻音色（收费）", "Clone a voice from a recording (charged)";
    CLONE_FILE: "录音：WAV、MP3、M4A、AAC 或 OGG，不超过 10 MB，10 到 30 秒为宜",
        "Recording: WAV, MP3, M4A, AAC or OGG, up to 10 MB, best 10 to 30 seconds";
    CLONE_NAME: "音色名称，最多 128 字节", "Name of the voice, up to 128 bytes";
    CLONE_LANGUAGE: "录音的语言：zh、en、ja、es、id、pt；默认 zh", "Language of the recording: zh, en, ja, es, id, pt; default zh";
    CLONE_TEXT: "录音里读的文字，服务会核对", "What the recording says; the service compares it";
    CLONE_PREVIEW_TEXT: "样音要说的话", "What the voice’s sample is to say";
    CLONE_AGAIN: "重新训练这个编号的复刻音色", "Train the cloned voice with this ID again";
    CLONE_YES: "不询问，直接发送", "Send without asking";
    CHECK: "检查令牌在这里是否可用，不可用则说明原因", "Check whether a token works here, and if not, why";
    DEMO: "把内置的演示服务提供给其他程序", "Serve the built-in demo account to other programs";
    TEXT: "要朗读的文本；- 表示从标准输入读取", "Text to speak; - reads it from standard input";
    FILE:
        "从文件读取：纯文本、Markdown、字幕（srt、vtt）或网页（html）；- 表示标准输入",
        "Read the text from a file: plain text, Markdown, subtitles (srt, vtt) or a web page (html); - is standard input";
    ENCODING:
        "文本的编码（默认自动识别）：UTF-8、GB18030、Big5、UTF-16LE、UTF-16BE、Shift_JIS、EUC-JP、ISO-2022-JP、EUC-KR、windows-1252、windows-1250、windows-1251、KOI8-R、windows-1253、windows-1254 或 windows-1256",
        "Text encoding (detected by default): UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE, Shift_JIS, EUC-JP, ISO-2022-JP, EUC-KR, windows-1252, windows-1250, windows-1251, KOI8-R, windows-1253, windows-1254 or windows-1256";
    FOLLOW:
        "边写边读：标准输入（-）或一直增长的文件，每写完一句就合成一句；Ctrl-C 读完已写的部分，再按一次停止",
        "Speak text while it is being written, from standard input (-) or a growing file, each sentence as soon as it is finished; Ctrl-C finishes what is there, a second Ctrl-C stops";
    QUIET_AFTER:
        "与 --follow 合用：停写这么多秒后读出未写完的句子（默认 4）",
        "With --follow: seconds without new text before an unfinished sentence is spoken too (default 4)";
    MARKDOWN: "按 Markdown 清理文本（.md 文件默认开启）", "Read the text as Markdown (on by default for .md files)";
    ROLE:
        "角色由哪个音色朗读，如 小明=音色名或 ID，可多次使用；文本行首写 [小明]、[小明|开心|+20]，[默认] 恢复",
        "Voice (name or ID) that reads a role; may be repeated. Lines of the text name the role: [NAME], [NAME|happy|+20]; [default] returns to --voice";
    QUOTES: "引号内的对白由这个音色（名称或 ID）朗读，其余由旁白读；行首的 [名称] 优先",
        "Voice (name or ID) that reads dialogue in quotes; prefixes such as [NAME] come first";
    NO_ROLES: "行首的 [名称] 按文字朗读", "Read [NAME] at the start of lines as text";
    NO_DIRECTIVES:
        "文本中的停顿（如 {0.5s}、{2秒}）和行首的 [名称] 都按文字朗读",
        "Read pauses such as {0.5s} and [NAME] at the start of lines as text";
    VOICE: "音色 ID（见 langsheng voices）", "Voice ID (see langsheng voices)";
    RATE: "语速，-50（半速）到 100（两倍）", "Speaking rate, -50 (half) to 100 (double)";
    LOUDNESS: "合成响度，-50（一半）到 100（两倍）", "Voice loudness, -50 (half) to 100 (double)";
    EMOTION:
        "情感，仅限多情感音色：happy、sad、angry、surprised、fear、hate、excited、coldness 或 neutral",
        "Emotion, for multi-emotion voices only: happy, sad, angry, surprised, fear, hate, excited, coldness or neutral";
    EMOTION_SCALE: "情感强度，1 到 5", "Strength of the emotion, 1 to 5";
    CONTEXT: "用自然语言说明怎么读，仅限 2.0 音色", "Speaking style in your own words; for 2.0 voices only";
    CODEC: "音频编码：pcm（默认）、opus、g711a 或 g711u", "Codec of the audio: pcm (default), opus, g711a or g711u";
    SAMPLE_RATE:
        "采样率（Hz）：8000、16000、22050、24000、32000、44100 或 48000",
        "Sample rate in Hz: 8000, 16000, 22050, 24000, 32000, 44100 or 48000";
    OUT:
        "存成文件；格式看文件名（wav、flac、mp3、opus）；文件夹则按模板取名；- 表示边收边把 WAV 写到标准输出",
        "Save to a file, in the format its name ends with (wav, flac, mp3, opus); in a folder, files are named by the template; - streams a WAV to standard output as it arrives";
    NO_PLAY: "不播放", "Don’t play it";
    KEEP: "在作品库中保留（默认依设置）", "Keep it in the library (default: as set in the settings)";
    NO_KEEP: "存成文件后不在作品库中保留", "Don’t keep it in the library once it is saved to a file";
    ACCOUNT:
        "账号：demo、coze.cn、coze.com 或设置中的名称",
        "Account: demo, coze.cn, coze.com, or a name from the settings";
    ENDPOINT: "服务地址（http(s):// 或 ws(s)://）", "Base address of the service (http(s):// or ws(s)://)";
    TOKEN_FILE:
        "从文件读取访问令牌，.env 文件也可以（也可用环境变量 COZE_API_TOKEN）",
        "Read the access token from a file, which may be a .env (or set COZE_API_TOKEN)";
    ALLOW_INSECURE: "允许令牌经未加密的连接发往其他机器", "Let the token travel unencrypted to other machines";
    DEVICE: "用名称指定播放设备", "Sound device to play on, by name";
    JOBS: "只保存时最多同时进行的请求数，1 到 8", "Parallel requests when saving, 1 to 8";
    MAX_REQUESTS: "最多发多少次请求，重试也算；需要更多就不开始", "Maximum number of requests, including retries; text that needs more is refused";
    SEGMENT_LIMIT: "每次请求最多多少字节，4 到 1048576", "Maximum bytes per request, 4 to 1048576";
    JSON: "每行输出一个 JSON 对象", "Print one JSON object a line";
    RESUME:
        "继续合成库中一份未完成的音频：编号（或开头几位）或 last（默认，最近的一份）",
        "Complete an unfinished take from the library: its ID, the start of its ID, or last (the default: the latest)";
    FRESH: "全部重新合成，不使用库中已有的句子", "Request everything again, including sentences already in the library";
    SPEED: "播放和文件的速度，0.5 到 3，音高不变；不影响合成", "Playback speed, also for the saved file, 0.5 to 3, at the same pitch; needs no new request";
    PORT: "监听的端口；0（默认）表示任选", "Port to listen on; 0 (the default) picks a free one";
    DEMO_TOKEN: "客户端必须出示的令牌；不设则任意令牌都可以", "Token that clients must present; if omitted, any token is accepted";
    ALLOW_ORIGIN:
        "允许来自此处的网页使用，例如 http://localhost:5173；可写多次；* 表示所有网页；不写则只有程序可用",
        "Allow web pages from this origin, such as http://localhost:5173; may be repeated; * allows every page; if omitted, only programs can connect";
    FAST: "不模拟真实服务的时间间隔", "Don’t imitate the timing of the real service";
    AFTER_COMPLETE: "文本全部到齐后才开始朗读", "Speak only once the whole text has arrived";
    IDLE_CLOSE: "读完后这么多秒没有新文字，就关闭连接，0.1 到 3600", "Close a connection after this many idle seconds, 0.1 to 3600";
    PRESET: "使用窗口中保存的预设；其他选项优先", "Use a preset saved in the window; other options override it";
    DEMO_VOICES: "再列出 N 个生成的音色，最多 5000", "List N additional generated voices, up to 5000";
    DEMO_LIMIT: "一次会话最多多少字节，超出则拒绝（3010）；默认 1024", "Maximum bytes per request; anything longer is refused (3010); default 1024";
    HELP: "显示帮助", "Show this help";
    VERSION: "显示版本", "Show the version";
    VERBOSE:
        "把日志也写到标准错误（不含文本和令牌；写什么由 RUST_LOG 决定）",
        "Also write the log to standard error (no texts or tokens; RUST_LOG sets what is logged)";
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
    FORMAT: "文件格式：wav、flac、mp3 或 opus（默认看文件名）", "File format: wav, flac, mp3 or opus (default: by the file name)";
    MP3_VBR: "MP3 可变码率的质量，0（最好）到 9（最小）", "Quality of a variable bit rate MP3, 0 (best) to 9 (smallest)";
    MP3_CBR:
        "MP3 固定码率（kbit/s）：8、16、24、32、40、48、64、80、96、112、128、160、192、224、256、320；采样率决定其中哪些可用",
        "Constant bit rate of an MP3 in kbit/s: 8, 16, 24, 32, 40, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256 or 320; which ones are available depends on the sample rate";
    OPUS_KBPS: "Opus 码率，6 到 256 kbit/s", "Bit rate of Opus, 6 to 256 kbit/s";
    CAPTIONS: "在文件旁写字幕：srt、vtt、lrc，可用逗号连写", "Also save captions: srt, vtt or lrc; separate several with commas";
    KARAOKE: "字幕中加逐字逐词的时间（估计值；仅 vtt、lrc）", "Add word times to the captions (estimated; vtt and lrc only)";
    LUFS: "把整体响度调到此值（LUFS），-40 到 -5，例如 -16", "Set the file loudness to this many LUFS, -40 to -5, such as -16";
    SENTENCE_PAUSE: "句子之间的停顿（毫秒），0 到 10000", "Pause between sentences in ms, 0 to 10000";
    PARAGRAPH_PAUSE: "段落之间的停顿（毫秒），0 到 10000", "Pause between paragraphs in ms, 0 to 10000";
    TRIM: "先去掉衔接处的静音", "First trim the silence between sentences";
    RECEIPT: "在文件旁写 JSON 格式的合成报告", "Also save the report as JSON";
    TEMPLATE:
        "文件名模板：{date}、{time}、{voice}、{first:12}、{title}、{n:2}",
        "File name template: {date}, {time}, {voice}, {first:12}, {title}, {n:2}";
    FROM: "从这个时间开始，如 90、1:30 或 1:02:03.5", "Begin at this time, such as 90, 1:30 or 1:02:03.5";
    TO: "到这个时间为止，如 90、1:30 或 1:02:03.5", "End at this time, such as 90, 1:30 or 1:02:03.5";
}

// The library.
phrases! {
    TAKES: "管理库中的音频", "Manage the takes in the library";
    TAKES_LIST: "列出音频，最新的在前", "List the takes, the newest first";
    TAKES_SHOW: "显示一份音频的信息", "Show details of a take";
    TAKES_EXPORT: "把一份音频存成文件", "Save a take as a file";
    TAKES_DELETE: "把音频移到回收站", "Move takes to the trash";
    FOR_GOOD: "永久删除，不移到回收站；无法恢复", "Delete permanently instead of moving to the trash; this can’t be undone";
    TAKES_REDO: "把一份音频中的一句或一段重新合成；原来的版本也保留", "Speak a sentence or segment of a take again; the earlier version is kept";
    TAKES_RENAME: "给一份音频起标题；空标题表示去掉", "Set the title of a take; an empty title removes it";
    TAKES_STAR: "给一份音频加星标", "Star a take";
    TAKE_ID: "编号、编号的开头几位，或 last（最新的一份）", "ID, the start of an ID, or last (the newest)";
    TITLE: "标题", "Title";
    SEARCH: "只列出文本或标题中含有这段文字的音频", "Only takes whose text or title contains this";
    OF_VOICE: "只列出音色名称中含有这段文字的音频", "Only takes whose voice name contains this";
    SORT: "排序：date（默认）、length、voice 或 title", "Order: date (the default), length, voice or title";
    JSON_LIST: "输出 JSON", "Print JSON";
    JSON_RECEIPT: "输出 JSON 格式的合成报告", "Print the report as JSON";
    WHOLE_TEXT: "只输出全文，以便再次使用", "Print the whole text and nothing else, for use elsewhere";
    YES: "不再询问", "Don’t ask for confirmation";
    SENTENCE: "第几句，从 1 开始", "Number of the sentence, from 1";
    SEGMENT: "第几段，从 1 开始", "Number of the segment, from 1";
    OFF: "取消星标", "Remove the star";
}

// The queue.
phrases! {
    BATCH: "依次合成许多文件，每个存成一个音频文件；用 --join 合并成一个", "Speak many files one after another, each into its own file, or into one with --join";
    FILES: "文本文件，或文件夹（其中的 .txt、.md、.srt、.html 等）", "Text files, or folders (the .txt, .md, .srt, .html and the like in them)";
    OUT_DIR: "存放结果的文件夹（默认为当前文件夹）", "Output folder (default: the current folder)";
    JOIN: "合并成一个文件：有章节标题的文本按标题分章，没有的自成一章",
        "Join everything into one file, with a chapter for each heading, or one for each text without headings";
    CONTINUE: "继续上次没有完成的队列", "Continue the unfinished queue";
    LIST_QUEUE: "列出队列", "List the queue";
    CLEAR_QUEUE: "清空队列；已收到的声音留在库中", "Clear the queue; the audio received so far stays in the library";
}
