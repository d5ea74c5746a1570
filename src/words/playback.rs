//! Speaking, the bar at the bottom, moving in what is played, its versions: the words.

use crate::words::Phrase;

// The bar at the bottom.
phrases! {
    SPEAK: "朗读", "Speak";
    PAUSE: "暂停", "Pause";
    RESUME: "继续", "Resume";
    PLAY: "播放", "Play";
    GO_ON_SPEAKING: "继续合成", "Continue";
    REPLAY: "从头播放", "Play from the start";
    STOP: "停止", "Stop";
    SPACE_KEY: "空格键暂停或继续（不在输入框时）", "Space pauses or goes on, outside the text box";
    VOLUME: "播放音量 {n} %", "Volume {n} %";
    VOLUME_NAME: "播放音量", "Volume";
    PROGRESS: "进度：已播放 {heard}，已接收 {received}，完成 {done}/{all} 段",
        "Progress: heard {heard}, received {received}, {done} of {all} segments done";
    CHAPTER: "第 {n}/{all} 章节：{title}", "Chapter {n} of {all}: {title}";
    CONNECTING: "正在连接……", "Connecting…";
    LIVE_STATUS: "写完一句就读一句", "Each sentence is spoken when it is finished";
    RECEIVING_OF: "正在接收，{done}/{all} 段", "Receiving, {done} of {all} segments";
    RETRYING: "连接中断，正在重试……", "The connection broke; trying again…";
    SLOWED: "服务要求慢一点，{wait} 秒后继续；按 Esc 停止", "The service asks to slow down; going on in {wait} s. Esc stops it";
    FAILED_OF: "完成 {done}/{all} 段", "{done} of {all} segments done";
    REFUSED: "没有开始", "Not begun";
    STOPPED_OF: "已停止，完成 {done}/{all} 段", "Stopped, {done} of {all} segments done";
    OPENING_DEVICE: "正在打开声音设备……", "Opening the sound device…";
    BUFFERING: "正在缓冲……", "Buffering…";
    STARVED: "断流 {n} 次", "ran dry {n}×";
}

// What is heard beside the document.
phrases! {
    PREVIEW_COMING: "正在准备试听，按下取消", "Getting the preview; press to cancel";
    STOP_PREVIEW: "停止试听", "Stop preview";
}

// Speaking.
phrases! {
    MORE_SPEAKING: "更多朗读方式", "More ways to speak";
    SPEAK_AFRESH: "全部重新合成", "Speak afresh";
    SPEAK_AFRESH_HINT: "不使用录音库里已有的句子，全部重新请求", "Takes no sentence from the library; all are requested anew";
    REUSED: "{sentences} 句取自录音库，向服务请求 {characters} 字", "{sentences} sentences from the library, {characters} characters asked for";
    ONE_REUSED: "1 句取自录音库，向服务请求 {characters} 字", "1 sentence from the library, {characters} characters asked for";
}

// Moving.
phrases! {
    PREVIOUS: "上一句", "Previous sentence";
    NEXT: "下一句", "Next sentence";
    REPEAT_OFF: "不重复", "Repeat: off";
    REPEAT_SENTENCE: "重复本句", "Repeat: this sentence";
    REPEAT_ALL: "全部重复", "Repeat: all";
    WAITING_THERE: "等待 {time} 处的声音到达", "Waiting for the sound at {time}";
    CONTINUE_HERE: "从这里续接", "Continue from here";
    CONTINUE_HERE_HINT: "还缺 {n} 段：只请求缺少的部分，已有的不会重复计费", "{n} segments are lacking: only these are requested, what is there is not billed twice";
    ONE_LACKING_HINT: "还缺 1 段：只请求缺少的部分，已有的不会重复计费", "1 segment is lacking: only that is requested, what is there is not billed twice";
    HEARD_NAME: "已播放", "Heard";
    LENGTH_NAME: "总长", "Length";
    AT_SPEED: "{time}（{speed} 倍速）", "{time} at {speed}×";
    BACK: "后退 5 秒", "Back 5 seconds";
    FORWARD: "前进 5 秒", "Forward 5 seconds";
    OUTSIDE_TEXT: "不在输入框时", "Outside the text";
}

// Speed, volume.
phrases! {
    SPEED: "播放速度：{n} 倍", "Playback speed: {n}×";
    SPEED_NAME: "播放速度", "Playback speed";
    SPEED_WHY: "不改变音高，不重新请求", "At the same pitch, without a new request";
    MUTE: "静音", "Mute";
    UNMUTE: "取消静音", "Unmute";
}

// Versions.
phrases! {
    VERSIONS: "{n} 处有多个版本", "{n} passages with versions";
    ONE_VERSIONS: "1 处有多个版本", "1 passage with versions";
    VERSION: "第 {n} 版", "Version {n}";
    VERSION_OF_TAKE: "原来的音色", "the take's voice";
    VERSIONS_WHY: "按一个版本就采用它，并从那里播放。", "Press a version to use it and to hear it.";
    KEEP_HEARD: "只保留现在采用的版本", "Keep only what is heard";
    DROP_ASK: "删除其余版本？", "Delete the other versions?";
    DROP_WHY: "{n} 个没有采用的版本将从磁盘上删除，无法恢复。", "Versions that are not heard, {n}, are deleted from the disk and cannot be brought back.";
}

// Before much is spent.
phrases! {
    SPEND: "需要 {n} 次请求", "This takes {n} requests";
    SPEND_WHY: "这段文字要发 {requests} 次请求，约 {characters} 字计费。边听边合成：随时停止，之后的部分就不会再请求。",
        "This text takes {requests} requests and about {characters} billed characters. Speech is made as you listen: stop at any time, and the rest is not requested.";
    SPEAK_ANYWAY: "仍要朗读", "Speak anyway";
    NOT_HEARD_YET: "还没有到达", "has not arrived";
}
