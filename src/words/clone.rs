//! Cloning a voice: what goes wrong with the service.

use crate::words::{Class, Failure, Phrase, Said};

const fn p(zh: &'static str, en: &'static str) -> Phrase {
    Phrase::new(zh, en)
}

const NOT_CLONED: Phrase = p("音色没有复刻。", "The voice wasn’t cloned.");

/// Followed by the service's words, where it has any.
fn quoting(why: Phrase, message: &str) -> Said {
    const QUOTE: Phrase = p("{why}服务的原话：“{message}”", "{why} The service said: “{message}”");
    match message.trim() {
        "" => why.into(),
        message => QUOTE.with_said("why", why.into()).with("message", message),
    }
}

/// The token may not clone voices, or the plan of the account does not.
pub fn not_permitted(message: &str) -> Failure {
    let why = p(
        "令牌缺少 createVoice 权限，或者账号的套餐不支持音色复刻：只有团队版和企业版可以使用。没有产生费用。",
        "The token lacks the createVoice permission, or the account’s plan doesn’t include voice cloning: only team and enterprise plans do. Nothing was charged.",
    );
    let todo = p(
        "给令牌加上 createVoice 权限；如果已经有了，在扣子网站查看或升级套餐。",
        "Give the token the createVoice permission. If it already has it, check or upgrade the plan on the Coze site.",
    );
    Failure::new(Class::Token, NOT_CLONED, quoting(why, message), todo)
}

/// The plan of the account is too small.
pub fn not_in_plan(message: &str) -> Failure {
    let why = p(
        "账号的套餐不支持音色复刻：只有团队版和企业版可以使用。没有产生费用。",
        "The account’s plan doesn’t include voice cloning: only team and enterprise plans do. Nothing was charged.",
    );
    let todo = p("在扣子网站升级套餐，或换一个账号。", "Upgrade the plan on the Coze site, or use another account.");
    Failure::new(Class::Quota, NOT_CLONED, quoting(why, message), todo)
}

/// The voice that was to be trained once more is gone.
pub fn no_such_clone(message: &str) -> Failure {
    let what = p("音色没有重新训练。", "The voice wasn’t trained again.");
    let why = p(
        "服务找不到这个复刻音色：它已被删除，或者属于别的账号。",
        "The service can’t find this cloned voice: it was deleted, or belongs to another account.",
    );
    let todo = p("刷新音色列表；或者新建一个复刻音色。", "Refresh the voice list, or clone a new voice.");
    Failure::new(Class::Service, what, quoting(why, message), todo)
}

/// The voice was trained as often as it can be.
pub fn no_trainings_left(message: &str) -> Failure {
    let what = p("音色没有重新训练。", "The voice wasn’t trained again.");
    let why =
        p("一个音色最多训练 10 次，次数已经用完。", "A voice can be trained 10 times, and all of them are used up.");
    let todo = p(
        "继续使用现在的音色，或新建一个复刻音色（另行收费）。",
        "Keep the voice as it is, or clone a new one, which is charged separately.",
    );
    Failure::new(Class::Quota, what, quoting(why, message), todo)
}

/// The recording does not say what the text says.
pub fn other_text(message: &str) -> Failure {
    let why = p(
        "录音里读的内容和给出的文本差得太多。没有产生费用。",
        "What is read in the recording differs too much from the given text. Nothing was charged.",
    );
    let todo = p(
        "逐字照读文本再录一遍；用现成的文件时，把文本改成录音里的原话，或者清空文本。",
        "Record again and read the text word for word. With an existing file, change the text to what it says, or leave it empty.",
    );
    Failure::new(Class::Text, NOT_CLONED, quoting(why, message), todo)
}

/// The service takes no file of this size.
pub fn too_large_for_service(message: &str) -> Failure {
    let why = p("服务认为录音文件太大（HTTP 413）。", "The service finds the recording too large (HTTP 413).");
    let todo = p(
        "剪短到 10–30 秒，或存成 MP3 或 M4A 再试。",
        "Cut it to 10–30 seconds, or save it as MP3 or M4A, then try again.",
    );
    Failure::new(Class::Files, NOT_CLONED, quoting(why, message), todo)
}

/// The service refuses something of what was sent.
pub fn not_accepted(message: &str) -> Failure {
    let why = p(
        "服务不接受其中一项：名称、语言、文本或录音。没有产生费用。",
        "The service refuses the name, language, text or recording. Nothing was charged.",
    );
    let todo = p(
        "按服务的提示修改；拿不准就换一段 10–30 秒的清晰录音。",
        "Change what the service names. If in doubt, use another clear recording of 10–30 seconds.",
    );
    Failure::new(Class::Service, NOT_CLONED, quoting(why, message), todo)
}

/// The recording did not go up in time, or the connection broke on the way.
pub fn not_sent(detail: &str) -> Failure {
    let why = p(
        "录音还没传完，连接就断了：{detail}。服务没有收到完整的录音，没有产生费用。",
        "The connection was lost before the recording was sent: {detail}. The service didn’t get all of it, and nothing was charged.",
    );
    let todo = p("检查网络后再试一次；录音还在。", "Check the network and try again. The recording is kept.");
    Failure::new(Class::Network, NOT_CLONED, why.with("detail", detail), todo)
}

/// All of it was sent, nobody knows whether the voice was made, and it is not in the list.
pub fn uncertain(name: &str, detail: &str) -> Failure {
    let what = p("还不知道音色“{name}”有没有复刻成功。", "It isn’t known yet whether “{name}” was cloned.");
    let why = p(
        "录音已经全部发出，但没有收到结果：{detail}。音色列表里暂时没有看到它。为避免重复收费，没有再发一次。",
        "The whole recording was sent, but no result came back: {detail}. The voice isn’t in the list yet. It wasn’t sent again, so that you aren’t charged twice.",
    );
    let todo = p(
        "过几分钟刷新音色列表；确认没有以后再重新发送。录音还在。",
        "Refresh the voice list in a few minutes. Send again only once you’re sure it isn’t there. The recording is kept.",
    );
    Failure::new(Class::Network, what.with("name", name), why.with("detail", detail), todo)
}

/// A file that is no recording.
pub fn unusable(why: Phrase) -> Failure {
    let what = p("这个文件不能用来复刻音色。", "This file can’t be used to clone a voice.");
    let todo = p(
        "换一个 WAV、MP3、M4A、AAC 或 OGG 音频文件，或者现场录音。",
        "Use a WAV, MP3, M4A, AAC or OGG file, or record now.",
    );
    Failure::new(Class::Files, what, why, todo)
}

/// A recording that cannot be decoded.
pub fn damaged(detail: &str) -> Failure {
    let why = p("文件损坏，或者编码很少见：{detail}。", "It is damaged, or encoded in a rare way: {detail}.");
    Failure { why: why.with("detail", detail), ..unusable(p("", "")) }
}

/// A recording that is larger than what the service takes.
pub fn too_large(megabytes: f64) -> Failure {
    let why = p("它有 {n} MB，而服务最多接收 10 MB。", "It is {n} MB; the service takes 10 MB at most.");
    let todo = p("剪短到 10–30 秒，或存成 MP3 或 M4A。", "Cut it to 10–30 seconds, or save it as MP3 or M4A.");
    Failure { why: why.with("n", format!("{megabytes:.1}")), todo: todo.into(), ..unusable(p("", "")) }
}

/// The form is not filled in, or too much.
pub fn bad_name(bytes: usize) -> Failure {
    let what = p("名称不能用。", "The name can’t be used.");
    let why = match bytes {
        0 => p("音色要有一个名称。", "The voice needs a name.").into(),
        bytes => {
            p("它有 {n} 字节，最多 128 字节（约 42 个汉字）。", "It has {n} bytes; 128 is the most.").with("n", bytes)
        }
    };
    Failure::new(Class::Usage, what, why, p("换一个短一些的名称。", "Choose a shorter name."))
}

/// The text is too long.
pub fn long_text(bytes: usize) -> Failure {
    let what = p("文本太长。", "The text is too long.");
    let why = p("它有 {n} 字节，最多 1024 字节（约 340 个汉字）。", "It has {n} bytes; 1,024 is the most.");
    Failure::new(Class::Text, what, why.with("n", bytes), p("删短一些。", "Shorten it."))
}

phrases! {
    EMPTY_FILE: "文件是空的。", "The file is empty.";
    NO_SOUND: "它不是音频文件，或者不是支持的格式；看的是内容，不是扩展名。",
        "It isn’t audio, or its format isn’t supported. The content counts, not the extension.";
    VIDEO: "这是视频文件。先把其中的声音另存为音频。", "This is a video. Save its sound as audio first.";
    ENDLESS: "它长过 10 分钟。复刻只需要 10–30 秒。", "It is longer than 10 minutes; 10–30 seconds are enough.";
}

// What speaks against a recording, and what to do.
phrases! {
    GOOD: "录音质量不错，可以复刻。", "The recording sounds good.";
    NO_LENGTH: "录音不到 1 秒，无法使用。录 10–30 秒。", "Shorter than a second. Record 10–30 seconds.";
    ONLY_ZEROS: "录音里没有任何声音：麦克风可能被静音，或系统的隐私设置不允许使用麦克风。在系统设置中允许后重录。",
        "There is no sound at all: the microphone may be muted, or the system’s privacy settings don’t allow it. Allow it in the system settings and record again.";
    SHORT: "只有 {n} 秒，偏短。录到 10–30 秒，音色会更像。", "Only {n} s. With 10–30 seconds the voice will be closer.";
    LONG: "有 {n} 秒，偏长。剪到 10–30 秒。", "At {n} s it is rather long. Cut it to 10–30 seconds.";
    CLIPPED: "声音太大，有 {n}% 失真（削波）。离麦克风远一点，或调低输入音量再录。",
        "Too loud: {n}% is clipped. Move away from the microphone, or lower its level, and record again.";
    NOISY: "背景噪声明显（只比人声低 {n} dB）。换个安静的地方，关掉风扇和音乐。",
        "There is background noise, only {n} dB below the voice. Find a quiet place and turn off fans and music.";
    QUIET: "声音太小（{n} dB）。靠近麦克风，或调高输入音量。", "Too quiet ({n} dB). Move closer to the microphone, or raise its level.";
    SILENT: "大部分时间（{n}%）没有声音。剪掉空白，或连续地读。", "Mostly silence ({n}%). Cut the gaps, or read without long pauses.";
    CHANNELS: "有 {n} 个声道。单声道就够，人声只在一侧时先合成单声道。",
        "It has {n} channels. Mono is enough; if the voice is on one side only, mix it to mono first.";
}

// The page.
phrases! {
    CLONE: "复刻音色", "Clone a voice";
    CLONE_ASK: "复刻音色…", "Clone a voice…";
    AS: "复刻为", "Clone as";
    NEW_VOICE: "新音色", "A new voice";
    AGAIN_OF: "重新训练“{name}”（还剩 {n} 次）", "Train “{name}” again ({n} left)";
    NAME: "名称", "Name";
    NAME_HINT: "例如：我的声音", "For example: My voice";
    LANGUAGE: "语言", "Language";
    FROM: "录音来源", "Recording";
    FROM_MICROPHONE: "现在录音", "Record now";
    FROM_FILE: "音频文件", "Audio file";
    CHOOSE_FILE: "选择文件…", "Choose a file…";
    CHOOSE_TITLE: "选择录音", "Choose a recording";
    AUDIO_FILES: "音频文件", "Audio files";
    DROP_HINT: "也可以把文件拖到窗口里。WAV、MP3、M4A、AAC、OGG，不超过 10 MB。",
        "Or drop a file here. WAV, MP3, M4A, AAC or OGG, up to 10 MB.";
    LOOKING: "正在检查录音……", "Checking the recording…";
    FACTS: "{format} · {n} 秒 · {rate} Hz · {size}", "{format} · {n} s · {rate} Hz · {size}";
    HEAR: "试听录音", "Play the recording";
    TEXT_TO_READ: "朗读这段文字", "Read this aloud";
    TEXT_OF_FILE: "录音里读的文字（可不填）", "What the recording says (optional)";
    TEXT_HINT: "填了就会核对录音；不一致时服务会拒绝。", "If given, the service compares it with the recording and refuses it where they differ.";
    TEXT_BYTES: "{n} / 1024 字节", "{n} of 1,024 bytes";
    COST: "复刻要收费：每个音色 138 元，之后每月 1 元，仅限团队版和企业版（以扣子网站的价格为准）。录音会上传给扣子。",
        "Cloning costs money: 138 CNY for a voice, then 1 CNY a month, on team and enterprise plans only (see the Coze site for current prices). The recording is uploaded to Coze.";
    COST_AGAIN: "重新训练会用掉一次训练机会（一个音色最多 10 次）。录音会上传给扣子。",
        "Training again uses one of the voice’s 10 trainings. The recording is uploaded to Coze.";
    COST_DEMO: "演示账号不收费，也不上传：它只演示过程，做出的音色仍是演示声音。",
        "The demo account charges and uploads nothing. It only shows how it works; the new voice sounds like the demo voice.";
    OWN_VOICE: "只复刻自己的声音，或已得到本人同意的声音。", "Only clone your own voice, or one whose owner has agreed.";
    SEND: "开始复刻", "Clone";
    SEND_AGAIN: "重新训练", "Train again";
    SENDING: "正在上传录音…… {n}%", "Uploading… {n}%";
    WAITING: "已上传，正在等待服务处理……", "Uploaded. Waiting for the service…";
    CANCEL_SENDING: "取消上传", "Cancel upload";
    CLONED_NOTICE: "“{name}”已提交，服务正在训练。", "“{name}” has been submitted and is being trained.";
    READY_NOTICE: "复刻音色“{name}”可以使用了。", "The cloned voice “{name}” is ready.";
    IN_TRAINING: "训练中", "In training";
    TRAININGS_LEFT: "还可训练 {n} 次", "Trainings left: {n}";
    ASK_COST: "{cost} 继续吗？[y/N] ", "{cost} Continue? [y/N] ";
    UNASKED: "没有确认就不会发送。", "Nothing is sent without confirmation.";
    GIVE_YES: "加上 --yes。", "Add --yes.";
    BLOCKED: "录音不能用，没有发送。", "The recording can’t be used. Nothing was sent.";
    NOT_SENT: "没有发送，没有产生费用。", "Nothing was sent or charged.";
}

/// What is proposed to be read, by the code of its language: about 20 seconds, with many of its sounds.
pub fn passage(code: &str) -> &'static str {
    match code {
        "en" => {
            "This morning I walked along the river with a cup of coffee. The air was fresh, a few birds were singing, and children were already on their way to school. I thought about the weekend: perhaps a good book, a long phone call with an old friend, and something simple for dinner. What would you choose?"
        }
        "ja" => {
            "今朝はコーヒーを片手に、川沿いの道をゆっくり歩きました。空気は澄んでいて、鳥の声が聞こえ、子どもたちはもう学校へ向かっていました。週末は何をしようかと考えます。面白い本を読んで、古い友だちに電話をして、夜は簡単な料理を作る。あなたなら、何を選びますか。"
        }
        "es" => {
            "Esta mañana caminé junto al río con una taza de café. El aire estaba fresco, cantaban algunos pájaros y los niños ya iban camino de la escuela. Pensé en el fin de semana: quizá un buen libro, una larga llamada con un viejo amigo y algo sencillo para cenar. ¿Qué elegirías tú?"
        }
        "id" => {
            "Pagi ini saya berjalan di tepi sungai sambil membawa secangkir kopi. Udaranya segar, beberapa burung berkicau, dan anak-anak sudah berangkat ke sekolah. Saya memikirkan akhir pekan: mungkin membaca buku yang bagus, menelepon teman lama, lalu memasak makan malam yang sederhana. Anda akan memilih yang mana?"
        }
        "pt" => {
            "Hoje de manhã caminhei à beira do rio com uma xícara de café. O ar estava fresco, alguns pássaros cantavam e as crianças já iam para a escola. Pensei no fim de semana: talvez um bom livro, uma longa conversa com um velho amigo e algo simples para o jantar. O que você escolheria?"
        }
        _ => {
            "今天早上，我端着一杯咖啡，沿着河边慢慢地走。空气很清新，几只小鸟在枝头唱歌，孩子们已经背着书包去上学了。我想着周末怎么过：读一本有意思的书，给老朋友打个长长的电话，晚上再做几样简单的家常菜。如果是你，你会怎么选呢？"
        }
    }
}

/// No microphone.
pub fn no_microphone() -> Failure {
    let what = p("没有找到麦克风。", "No microphone was found.");
    let why = p(
        "这台电脑没有麦克风、没有接好，或者系统不允许使用。",
        "This computer has none, it isn’t connected, or the system doesn’t allow it.",
    );
    let todo = p(
        "接上麦克风，在系统的隐私设置中允许使用，再试一次；也可以选择现成的音频文件。",
        "Connect one, allow it in the system’s privacy settings, and try again. Or choose an audio file.",
    );
    Failure::new(Class::Device, what, why, todo)
}

/// The chosen microphone is not there.
pub fn microphone_missing(name: &str) -> Failure {
    let what = p("找不到麦克风“{name}”。", "The microphone “{name}” isn’t there.");
    let why = p("它可能已被拔出。", "It may have been unplugged.");
    let todo = p("接好它，或选择另一个。", "Connect it, or choose another one.");
    Failure::new(Class::Device, what.with("name", name), why, todo)
}

/// The system does not open the microphone.
pub fn microphone_refused(detail: &str) -> Failure {
    let what = p("麦克风无法使用。", "The microphone can’t be used.");
    let why = p(
        "系统不允许，或者别的程序正独占着它：{detail}。",
        "The system doesn’t allow it, or another program holds it: {detail}.",
    );
    let todo = p(
        "在系统的隐私设置中允许使用麦克风，关闭占用它的程序，再试一次。",
        "Allow it in the system’s privacy settings, close other programs that use it, and try again.",
    );
    Failure::new(Class::Device, what, why.with("detail", detail), todo)
}

/// The microphone went away.
pub fn microphone_lost() -> Failure {
    let what = p("录音中断了。", "The recording was interrupted.");
    let why = p("麦克风断开，或者不再传来声音。", "The microphone was disconnected, or gives nothing any more.");
    let todo = p(
        "已录下的部分还在；接好麦克风后可以重录。",
        "What was recorded is kept. Connect the microphone to record again.",
    );
    Failure::new(Class::Device, what, why, todo)
}

// Recording in the window.
phrases! {
    RECORD: "开始录音", "Record";
    RECORD_AGAIN: "重新录音", "Record again";
    RECORD_HINT: "或者现在朗读一段文字，10–30 秒。", "Or read a text aloud now, for 10–30 seconds.";
    STOP_RECORDING: "停止录音", "Stop recording";
    DROP_RECORDING: "删除录音", "Delete the recording";
    MICROPHONE: "麦克风", "Microphone";
    SYSTEM_MICROPHONE: "系统默认", "System default";
    OPENING: "正在打开麦克风……", "Opening the microphone…";
    GET_READY: "{n} 秒后开始，准备朗读", "Starts in {n}. Get ready to read.";
    RECORDING: "正在录音 {n} 秒", "Recording: {n} s";
    RECORDED: "刚才的录音", "Your recording";
    LEVEL: "输入音量", "Input level";
}
