//! What the command line says.

mod account;
mod help;
mod takes;

pub use account::*;
pub use help::*;
pub use takes::*;

use crate::words::{Class, Failure, Phrase};

/// Short for a pair in the tables below.
const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

// ---- talk ----------------------------------------------------------------------------------------------------------

/// The demo account is in use.
pub const DEMO_IN_USE: Phrase = p(
    "没有令牌，正在使用内置演示账号。要用扣子的音色，请设置 COZE_API_TOKEN 或 --token-file。",
    "No token found, so the built-in demo account is used. For Coze voices, set COZE_API_TOKEN or use --token-file.",
);
/// There is no such preset.
pub const NO_PRESET: Phrase =
    p("没有名为“{name}”的预设。已有：{known}", "There is no preset named “{name}”. Saved presets: {known}");
phrases! {
    NO_PRESETS: "还没有预设。", "There are no presets yet.";
    PRESETS_EXPORTED: "已导出 {n} 个预设：{path}", "Presets written: {n}, to {path}";
    PRESETS_IMPORTED: "已导入 {n} 个预设；已有且完全相同的 {same} 个。", "Presets imported: {n}; already there: {same}.";
    PRESET_RENAMED: "“{name}”已存在，导入的改名为“{new}”。", "“{name}” exists; the imported one is called “{new}”.";
    PRESET_REPLACED: "“{name}”已替换。", "“{name}” was replaced.";
    PRESETS_LEFT_OUT: "预设最多 100 个，有 {n} 个没有导入。", "100 presets are the most; left out: {n}.";
    PRESET_WITHOUT_VOICE: "“{name}”用的音色“{voice}”不在账号 {account} 的音色列表里。",
        "“{name}” uses the voice “{voice}”, which the account {account} doesn’t have.";
}

/// A file that holds no presets.
pub fn no_preset_file(path: &std::path::Path) -> Failure {
    Failure::new(
        Class::Files,
        p("没有导入预设：{path}", "Presets weren’t imported: {path}").with("path", path.display()),
        p(
            "这不是朗声导出的预设文件，或者已经损坏、过大。",
            "It isn’t a file of presets written by Langsheng, is damaged, or is too large.",
        ),
        p(
            "换成从音色栏或用 langsheng presets export 导出的文件再试。",
            "Use a file exported from the voice panel or by langsheng presets export.",
        ),
    )
}

/// How there comes to be one.
pub const MAKE_PRESET: Phrase =
    p("在窗口的音色栏中保存预设，或改用 --voice。", "Save a preset in the voice panel of the window, or use --voice.");
/// The preset belongs to another account.
pub const PRESET_ELSEWHERE: Phrase = p(
    "预设“{name}”的音色属于账号 {of}，当前账号是 {account}。",
    "The voice of preset “{name}” belongs to account {of}; the current account is {account}.",
);
/// What to do then.
pub const PRESET_ACCOUNT: Phrase = p("用 --account 指定那个账号。", "Choose that account with --account.");
/// A piece is asked for again after a wait.
pub const RETRYING: Phrase = p("第 {n} 段：{what}{wait} 秒后重试。", "Segment {n}: {what} Trying again in {wait} s.");
/// A piece is asked for again without a wait.
pub const RETRYING_NOW: Phrase = p("第 {n} 段：{what}马上重试。", "Segment {n}: {what} Trying again.");
/// The service asks to slow down, and the queue waits.
pub const SLOWED: Phrase = p(
    "{what}队列等 {wait} 秒后继续；按 Ctrl-C 结束。",
    "{what} The queue will continue in {wait} s; press Ctrl-C to stop.",
);
/// A file was written.
pub const SAVED: Phrase = p("已保存 {path}（{seconds} 秒）", "Saved {path} ({seconds} s)");
/// The take stays in the library.
pub const TAKE_AT: Phrase = p("音频在 {path}", "The take is in {path}");
/// How an unfinished take is completed.
pub const RESUME_WITH: Phrase = p("继续合成：{command}", "To complete it: {command}");
/// How a take becomes the file that was not written.
pub const SAVE_WITH: Phrase = p("存成文件：{command}", "To save it: {command}");
/// An unfinished file stays.
pub const PART_AT: Phrase = p("已收到的部分在 {path}", "The audio received so far is in {path}");
/// No sound device, but a file is written.
pub const WITHOUT_SOUND: Phrase = p("没有声音，继续保存：{what}", "Continuing without playback: {what}");
/// A text was not in UTF-8.
pub const READ_AS: Phrase = p(
    "“{path}”按 {encoding} 编码读取；不对的话用 --encoding 指定。",
    "“{path}” was read as {encoding}. If that’s wrong, choose another with --encoding.",
);
/// The same, and some of it could not be read.
pub const READ_DAMAGED: Phrase = p(
    "“{path}”按 {encoding} 编码读取，有 {n} 处损坏，读作“�”；编码不对的话用 --encoding 指定。",
    "“{path}” was read as {encoding}. Damaged characters, read as “�”: {n}. If the encoding is wrong, choose another with --encoding.",
);
/// Names at the head of lines that no voice and no role has.
pub const UNKNOWN_SPEAKERS: Phrase = p(
    "{names} 不是已知的音色或角色，按文字朗读；可用 --role 名称=音色 指定角色。",
    "No voice or role is named {names}, so this is read as text. Assign a voice with --role NAME=VOICE.",
);
/// A role was given to a voice that is not in the list.
pub const NO_SUCH_VOICE: Phrase = p("没有名为“{name}”的音色。", "There is no voice named “{name}”.");
/// How to find one.
pub const LIST_VOICES: Phrase =
    p("用 langsheng voices 查看可用的音色及其 ID。", "List the available voices and their IDs with langsheng voices.");
/// What the progress bar shows.
pub const PROGRESS: Phrase =
    p("已收到 {received}，已播放 {heard}，{segments} 段", "received {received}, played {heard}, segments: {segments}");
/// Gaps in playback.
pub const STARVED: Phrase = p("播放时卡顿 {n} 次", "Gaps in playback: {n}");
/// The demo server is up.
pub const DEMO_AT: Phrase =
    p("演示服务：{ws}（REST：{rest}），按 Ctrl-C 结束", "Demo account at {ws} (REST: {rest}); press Ctrl-C to stop");
/// A request to a name that was made to point here.
pub const FOREIGN_HOST: Phrase = p(
    "拒绝了发给“{host}”的请求：演示服务只应答 localhost、127.0.0.1 和 [::1]。若是自己的程序，请让它连接 127.0.0.1。",
    "Refused a request to “{host}”: the demo account only answers at localhost, 127.0.0.1 and [::1]. If the program is yours, have it connect to 127.0.0.1.",
);
/// A web page that may not use it.
pub const FOREIGN_PAGE: Phrase = p(
    "拒绝了来自网页“{origin}”的请求。若是自己的网页，请加上 --allow-origin {allowed} 重新启动。",
    "Refused a request from the web page “{origin}”. If it’s yours, restart with --allow-origin {allowed}.",
);
/// The list is not the service's.
pub const VOICES_FALLBACK: Phrase = p(
    "无法获取音色列表，以下是上次获取的或内置的列表。",
    "Couldn’t load the voice list from the service; showing the saved or built-in list.",
);

// ---- usage ---------------------------------------------------------------------------------------------------------

/// A command that cannot be carried out.
pub const USAGE: Phrase = p("无法执行这条命令。", "The command can’t be carried out.");
/// Where help is.
pub const SEE_HELP: Phrase = p("用 langsheng --help 查看用法。", "See langsheng --help.");
/// An option or a word that means nothing here.
pub const UNKNOWN_ARGUMENT: Phrase = p("不认识“{arg}”。", "Unknown argument “{arg}”.");
/// A word more than was expected: mostly of a text that the shell has cut at its blanks.
pub const UNKNOWN_WORD: Phrase = p(
    "不认识“{arg}”；有空格的文本要放在引号里。",
    "Unknown argument “{arg}”. Put text that contains spaces in quotation marks.",
);
/// The same where it begins with `-` and is like no option: a text or a file that is called so.
pub const UNKNOWN_DASH: Phrase = p(
    "不认识“{arg}”；以 - 开头的文本或文件名要放在单独的 -- 之后，例如 langsheng speak -- \"-5度\"。",
    "Unknown argument “{arg}”. Put text or a file name that starts with - after a separate --, as in langsheng speak -- \"-5 °C\".",
);
/// The same, and what was probably meant.
pub const UNKNOWN_MEANT: Phrase =
    p("不认识“{arg}”；也许是“{meant}”。", "Unknown argument “{arg}”. Did you mean “{meant}”?");
/// A command that does not exist.
pub const UNKNOWN_COMMAND: Phrase = p(
    "没有命令“{arg}”；有 speak、takes、batch、voices、check 和 demo；takes 后面可以是 list、show、export、redo、delete、rename 和 star。",
    "Unknown command “{arg}”. The commands are speak, takes, batch, voices, check and demo; takes has list, show, export, redo, delete, rename and star.",
);
/// An option without its value.
pub const NEEDS_VALUE: Phrase = p("{arg} 后面要写一个值。", "{arg} needs a value.");
/// A value that does not fit; `{help}` says what would.
pub const BAD_VALUE: Phrase = p("{arg} 不能是“{value}”。{arg}：{help}。", "{arg} can’t be “{value}”. {arg}: {help}.");
/// A value for an option that takes none, or too many of them.
pub const TOO_MANY_VALUES: Phrase = p("{arg} 后面的值太多了。", "{arg} has too many values.");
/// Two options that exclude each other.
pub const CONFLICT: Phrase = p("{arg} 和 {other} 不能同时使用。", "{arg} and {other} can’t be used together.");
/// One option twice.
pub const TWICE: Phrase = p("{arg} 写了两次。", "{arg} was given twice.");
/// Something that is missing.
pub const MISSING: Phrase = p("缺少 {arg}。", "{arg} is missing.");
/// Bytes that are no text.
pub const ARGUMENT_NOT_UTF8: Phrase = p("有一个参数不是有效的 UTF-8。", "An argument isn’t valid UTF-8.");
/// Anything else; the words of the library that reads arguments.
pub const ODD_ARGUMENTS: Phrase =
    p("无法解析参数（细节：{detail}）。", "The arguments couldn’t be understood (details: {detail}).");
/// No text was given.
pub const NO_TEXT: Phrase = p("没有给出要朗读的文本。", "No text was given.");
/// How to give a text.
pub const GIVE_TEXT: Phrase = p(
    "写上文本，或用 --file 文件名，或用 - 从标准输入读取。",
    "Give the text as an argument, use --file NAME, or use - for standard input.",
);
/// A text that is whole cannot be followed.
pub const FOLLOW_WHOLE: Phrase = p(
    "--follow 用于还在写的文本，而参数里的文本已经写完了。",
    "--follow is for text that is still being written; text given as an argument is already complete.",
);
/// What can be followed.
pub const GIVE_FOLLOWED: Phrase = p(
    "用 - 从标准输入读取，或用 --file 指定一直增长的文件；要读一段写好的文本，去掉 --follow。",
    "Use - for standard input or --file for a file that grows. To speak complete text, leave out --follow.",
);
/// A sample rate that the codec does not know.
pub const RATE_NOT_WITH_CODEC: Phrase =
    p("{codec} 不能用采样率 {rate} Hz。", "{codec} doesn’t support a sample rate of {rate} Hz.");
/// What goes with the codec.
pub const RATE_WITH_CODEC: Phrase = p(
    "opus 不要写 --sample-rate；g711a、g711u 只有 8000；pcm 有 8000、16000、22050、24000、32000、44100、48000。",
    "Leave out --sample-rate with opus. For g711a and g711u, only 8000 works; for pcm, 8000, 16000, 22050, 24000, 32000, 44100 or 48000.",
);
/// An account that is not in the settings.
pub const NO_ACCOUNT: Phrase = p("没有名为 {name} 的账号。", "There is no account called {name}.");
/// Which accounts there are.
pub const ACCOUNTS: Phrase = p("可用：demo、coze.cn、coze.com。", "Available accounts: demo, coze.cn and coze.com.");
/// Standard output went away.
pub const STDOUT_GONE: Phrase = p("无法继续写入标准输出。", "Couldn’t write to standard output.");
/// Why.
pub const STDOUT_WHY: Phrase = p("系统报告：{detail}", "The system says: {detail}");
/// What to do then.
pub const STDOUT_TODO: Phrase =
    p("检查管道另一端的程序是否已退出。", "Check whether the program at the other end of the pipe has exited.");
