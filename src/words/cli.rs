//! What the command line says.

use super::Phrase;

/// Short for a pair in the tables below.
const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

// ---- help ----------------------------------------------------------------------------------------------------------

/// About the program.
pub const ABOUT: Phrase = p(
    "朗声：扣子（Coze）流式语音合成的桌面朗读器。不带参数即打开窗口。",
    "Langsheng: a desktop speaker for Coze streaming text-to-speech. Without arguments it opens its window.",
);
/// About `speak`.
pub const SPEAK: Phrase = p("朗读文本，或存成文件", "Speak a text, or save it as a file");
/// About `voices`.
pub const VOICES: Phrase = p("列出可用的音色", "List the voices that can be used");
/// About `check`.
pub const CHECK: Phrase =
    p("检查令牌在这里是否可用，不可用则说明原因", "Find out whether a token is good here, and if not, why");
/// About `demo`.
pub const DEMO: Phrase = p("把内置的演示服务提供给其他程序", "Serve the built-in demo account to other programs");
/// The text.
pub const TEXT: Phrase =
    p("要朗读的文本；- 表示从标准输入读取 UTF-8", "Text to speak; - reads UTF-8 from standard input");
/// `--file`.
pub const FILE: Phrase = p("从文件读取文本；- 表示标准输入", "Read the text from a file; - is standard input");
/// `--markdown`.
pub const MARKDOWN: Phrase =
    p("按 Markdown 清理文本（.md 文件默认开启）", "Read the text as Markdown (on by default for .md files)");
/// `--voice`.
pub const VOICE: Phrase = p("音色 ID（见 langsheng voices）", "Id of the voice (see langsheng voices)");
/// `--rate`.
pub const RATE: Phrase = p("语速，-50（半速）到 100（两倍）", "Speed, -50 (half) to 100 (double)");
/// `--loudness`.
pub const LOUDNESS: Phrase = p("音量增益，-50（一半）到 100（两倍）", "Loudness, -50 (half) to 100 (double)");
/// `--emotion`.
pub const EMOTION: Phrase = p(
    "情感，仅限多情感音色：happy、sad、angry、surprised、fear、hate、excited、coldness 或 neutral",
    "Emotion, for multi-emotion voices only: happy, sad, angry, surprised, fear, hate, excited, coldness or neutral",
);
/// `--emotion-scale`.
pub const EMOTION_SCALE: Phrase = p("情感强度，1 到 5", "Strength of the emotion, 1 to 5");
/// `--context`.
pub const CONTEXT: Phrase =
    p("用自然语言说明怎么读，仅限 2.0 音色", "How to say it, in natural language; for 2.0 voices only");
/// `--codec`.
pub const CODEC: Phrase =
    p("音频编码：pcm（默认）、opus、g711a 或 g711u", "Codec of the audio: pcm (default), opus, g711a or g711u");
/// `--sample-rate`.
pub const SAMPLE_RATE: Phrase = p(
    "采样率（Hz）：8000、16000、22050、24000、32000、44100 或 48000",
    "Sample rate in Hz: 8000, 16000, 22050, 24000, 32000, 44100 or 48000",
);
/// `--out`.
pub const OUT: Phrase =
    p("存成 WAV 文件；- 表示边收边写到标准输出", "Save as a WAV file; - streams it to standard output as it arrives");
/// `--no-play`.
pub const NO_PLAY: Phrase = p("不播放", "Do not play it");
/// `--keep`.
pub const KEEP: Phrase =
    p("即使已存成文件，也在库中保留一份", "Keep a copy in the library although it was saved to a file");
/// `--account`.
pub const ACCOUNT: Phrase =
    p("账号：demo、coze.cn、coze.com 或设置中的名称", "Account: demo, coze.cn, coze.com, or a name from the settings");
/// `--endpoint`.
pub const ENDPOINT: Phrase =
    p("服务地址（http(s):// 或 ws(s)://）", "Base address of the service (http(s):// or ws(s)://)");
/// `--token-file`.
pub const TOKEN_FILE: Phrase = p(
    "从文件读取访问令牌（也可用环境变量 COZE_API_TOKEN）",
    "Read the access token from a file (or set COZE_API_TOKEN)",
);
/// `--allow-insecure`.
pub const ALLOW_INSECURE: Phrase =
    p("允许令牌经未加密的连接发往其他机器", "Let the token travel unencrypted to other machines");
/// `--device`.
pub const DEVICE: Phrase = p("用名称指定播放设备", "Sound device to play on, by name");
/// `--jobs`.
pub const JOBS: Phrase = p("只保存时最多同时进行的请求数，1 到 8", "Requests at once when saving, 1 to 8");
/// `--max-requests`.
pub const MAX_REQUESTS: Phrase = p("需要的请求超过此数就拒绝", "Refuse a text that needs more requests than this");
/// `--segment-limit`.
pub const SEGMENT_LIMIT: Phrase = p("每个请求最多多少字节，4 到 1048576", "Most bytes of one request, 4 to 1048576");
/// `--json`.
pub const JSON: Phrase = p("每行输出一个 JSON 对象", "Print one JSON object a line");
/// `--port`.
pub const PORT: Phrase = p("监听的端口；0（默认）表示任选", "Port to listen on; 0 (the default) picks a free one");
/// `--token`.
pub const DEMO_TOKEN: Phrase =
    p("客户端必须出示的令牌；不设则任意令牌都可以", "Token that clients must show; any token is taken without it");
/// `--fast`.
pub const FAST: Phrase = p("不模拟真实服务的时间间隔", "Do not imitate the timing of the real service");

/// `--help`.
pub const HELP: Phrase = p("显示帮助", "Show this help");
/// `--version`.
pub const VERSION: Phrase = p("显示版本", "Show the version");
/// Help of the program.
pub const HELP_OF_PROGRAM: Phrase = p(
    "{about}\n\n用法：langsheng [命令] [选项]\n\n命令：\n{subcommands}\n\n选项：\n{options}",
    "{about}\n\nUsage: langsheng [COMMAND] [OPTIONS]\n\nCommands:\n{subcommands}\n\nOptions:\n{options}",
);
/// Help of `speak`.
pub const HELP_OF_SPEAK: Phrase = p(
    "{about}\n\n用法：langsheng {command} [选项] [TEXT | -]\n\n参数：\n{positionals}\n\n选项：\n{options}",
    "{about}\n\nUsage: langsheng {command} [OPTIONS] [TEXT | -]\n\nArguments:\n{positionals}\n\nOptions:\n{options}",
);
/// Help of every other command.
pub const HELP_OF_COMMAND: Phrase = p(
    "{about}\n\n用法：langsheng {command} [选项]\n\n选项：\n{options}",
    "{about}\n\nUsage: langsheng {command} [OPTIONS]\n\nOptions:\n{options}",
);

// ---- talk ----------------------------------------------------------------------------------------------------------

/// The demo account is in use.
pub const DEMO_IN_USE: Phrase = p(
    "没有令牌，正在使用内置演示账号。要用扣子的音色，请设置 COZE_API_TOKEN 或 --token-file。",
    "No token: using the built-in demo account. For Coze's voices set COZE_API_TOKEN or --token-file.",
);
/// A piece is asked for again after a wait.
pub const RETRYING: Phrase = p("第 {n} 段：{what}{wait} 秒后重试。", "Segment {n}: {what} Trying again in {wait} s.");
/// A piece is asked for again without a wait.
pub const RETRYING_NOW: Phrase = p("第 {n} 段：{what}马上重试。", "Segment {n}: {what} Trying again.");
/// A file was written.
pub const SAVED: Phrase = p("已保存 {path}（{seconds} 秒）", "Saved {path} ({seconds} s)");
/// The take stays in the library.
pub const TAKE_AT: Phrase = p("录音在 {path}", "The take is in {path}");
/// An unfinished file stays.
pub const PART_AT: Phrase = p("已收到的部分在 {path}", "What was received is in {path}");
/// No sound device, but a file is written.
pub const WITHOUT_SOUND: Phrase = p("没有声音，继续保存：{what}", "Going on without sound: {what}");
/// What the progress bar shows.
pub const PROGRESS: Phrase =
    p("已收到 {received}，已播放 {heard}，{segments} 段", "received {received}, heard {heard}, {segments} segments");
/// Gaps in playback.
pub const STARVED: Phrase = p("播放时有 {n} 次断流", "Gaps in playback: {n}");
/// The demo server is up.
pub const DEMO_AT: Phrase =
    p("演示服务：{ws}（REST：{rest}），按 Ctrl-C 结束", "Demo account at {ws} (REST: {rest}); Ctrl-C ends it");
/// The list is not the service's.
pub const VOICES_FALLBACK: Phrase = p(
    "服务的列表取不到，以下是上次或内置的列表。",
    "The service's list cannot be had; this is the last or the built-in one.",
);

// ---- usage ---------------------------------------------------------------------------------------------------------

/// A command that cannot be carried out.
pub const USAGE: Phrase = p("无法执行这条命令。", "The command cannot be carried out.");
/// Where help is.
pub const SEE_HELP: Phrase = p("用 langsheng --help 查看用法。", "See langsheng --help.");
/// An option or a word that means nothing here.
pub const UNKNOWN_ARGUMENT: Phrase = p("不认识“{arg}”。", "“{arg}” is not known.");
/// The same, and what was probably meant.
pub const UNKNOWN_MEANT: Phrase =
    p("不认识“{arg}”；也许是“{meant}”。", "“{arg}” is not known; perhaps “{meant}” was meant.");
/// A command that does not exist.
pub const UNKNOWN_COMMAND: Phrase = p(
    "没有命令“{arg}”；有 speak、voices、check 和 demo。",
    "There is no command “{arg}”; there are speak, voices, check and demo.",
);
/// An option without its value.
pub const NEEDS_VALUE: Phrase = p("{arg} 后面要写一个值。", "{arg} needs a value.");
/// A value that does not fit; `{help}` says what would.
pub const BAD_VALUE: Phrase = p("{arg} 不能是“{value}”。{arg}：{help}。", "{arg} cannot be “{value}”. {arg}: {help}.");
/// A value for an option that takes none, or too many of them.
pub const TOO_MANY_VALUES: Phrase = p("{arg} 后面的值太多了。", "{arg} has too many values.");
/// Two options that exclude each other.
pub const CONFLICT: Phrase = p("{arg} 和 {other} 不能同时使用。", "{arg} and {other} exclude each other.");
/// One option twice.
pub const TWICE: Phrase = p("{arg} 写了两次。", "{arg} was given twice.");
/// Something that is missing.
pub const MISSING: Phrase = p("缺少 {arg}。", "{arg} is missing.");
/// Bytes that are no text.
pub const ARGUMENT_NOT_UTF8: Phrase = p("有一个参数不是有效的 UTF-8。", "An argument is not valid UTF-8.");
/// Anything else; the words of the library that reads arguments.
pub const ODD_ARGUMENTS: Phrase =
    p("参数读不懂（细节：{detail}）。", "The arguments make no sense (in detail: {detail}).");
/// No text was given.
pub const NO_TEXT: Phrase = p("没有给出要朗读的文本。", "No text was given.");
/// How to give a text.
pub const GIVE_TEXT: Phrase = p(
    "写上文本，或用 --file 文件名，或用 - 从标准输入读取。",
    "Write the text, or use --file NAME, or - for standard input.",
);
/// A sample rate that the codec does not know.
pub const RATE_NOT_WITH_CODEC: Phrase =
    p("{codec} 不能用采样率 {rate} Hz。", "{codec} does not go with a sample rate of {rate} Hz.");
/// What goes with the codec.
pub const RATE_WITH_CODEC: Phrase = p(
    "opus 不要写 --sample-rate；g711a、g711u 只有 8000；pcm 有 8000、16000、22050、24000、32000、44100、48000。",
    "Leave --sample-rate out with opus; g711a and g711u have 8000 only; pcm has 8000, 16000, 22050, 24000, 32000, 44100, 48000.",
);
/// An account that is not in the settings.
pub const NO_ACCOUNT: Phrase = p("没有名为 {name} 的账号。", "There is no account called {name}.");
/// Which accounts there are.
pub const ACCOUNTS: Phrase = p("可用：demo、coze.cn、coze.com。", "There are demo, coze.cn and coze.com.");
/// Standard input is not UTF-8.
pub const STDIN_NOT_UTF8: Phrase = p("标准输入不是 UTF-8 文本。", "Standard input is not UTF-8 text.");
/// Where it stops being UTF-8.
pub const UTF8_BREAKS_AT: Phrase = p("从第 {n} 个字节起不是有效的 UTF-8。", "From byte {n} on it is not valid UTF-8.");
/// How to convert.
pub const CONVERT: Phrase = p(
    "先转换成 UTF-8，或把文件交给 --file（会识别 GB18030、UTF-16 等编码）。",
    "Convert it to UTF-8 first, or give the file to --file, which knows GB18030, UTF-16 and others.",
);
/// Standard output went away.
pub const STDOUT_GONE: Phrase = p("标准输出写不进去了。", "Standard output can no longer be written.");
/// Why.
pub const STDOUT_WHY: Phrase = p("系统报告：{detail}", "The system says: {detail}");
/// What to do then.
pub const STDOUT_TODO: Phrase =
    p("检查管道另一端的程序是否已退出。", "See whether the program at the other end of the pipe has ended.");
