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
    SPACE_KEY: "空格键暂停或继续（不在输入框时）", "Space pauses or resumes when you’re not typing";
    VOLUME: "播放音量 {n}%", "Volume {n}%";
    VOLUME_NAME: "播放音量", "Volume";
    PROGRESS: "进度：已播放 {heard}，已接收 {received}，完成 {done}/{all} 段",
        "Progress: played {heard}, received {received}, {done} of {all} segments done";
    CHAPTER: "第 {n}/{all} 章：{title}", "Chapter {n} of {all}: {title}";
    CONNECTING: "正在连接……", "Connecting…";
    LIVE_STATUS: "写完一句就读一句", "Each sentence is spoken as you finish it";
    RECEIVING_OF: "正在接收，{done}/{all} 段", "Receiving, {done} of {all} segments";
    RETRYING: "连接中断，正在重试……", "Connection lost, retrying…";
    SLOWED: "服务繁忙，{wait} 秒后继续；按 Esc 停止", "The service is busy, continuing in {wait} s. Press Esc to stop";
    FAILED_OF: "完成 {done}/{all} 段", "Failed, {done} of {all} segments done";
    REFUSED: "没有开始", "Not started";
    STOPPED_OF: "已停止，完成 {done}/{all} 段", "Stopped, {done} of {all} segments done";
    OPENING_DEVICE: "正在打开播放设备……", "Opening sound device…";
    BUFFERING: "正在缓冲……", "Buffering…";
    ELSEWHERE: "另有 {n} 个作品正在合成", "Documents still being received: {n}";
    OF_DOCUMENT: "“{title}”：{what}", "“{title}”: {what}";
    STARVED: "卡顿 {n} 次", "Gaps in playback: {n}";
}

// What a screen reader says by itself.
phrases! {
    SAID_STARTED: "开始朗读", "Speaking";
    SAID_FINISHED: "合成完成，总长 {time}", "Complete, {time}";
    SAID_STOPPED: "已停止", "Stopped";
    SAID_RETRYING: "连接中断，正在重试", "Connection lost, retrying";
}

// What is heard beside the document.
phrases! {
    PREVIEW_COMING: "正在准备试听，点击取消", "Loading preview; click to cancel";
    STOP_PREVIEW: "停止试听", "Stop preview";
}

// Speaking.
phrases! {
    MORE_SPEAKING: "更多朗读方式", "More ways to speak";
    SPEAK_AFRESH: "全部重新合成", "Speak all again";
    SPEAK_AFRESH_HINT: "不复用已有的句子，全部重新请求", "Requests everything again, without reusing any sentences";
    REUSED: "{sentences} 句复用已有音频，约计费 {characters} 字", "{sentences} sentences reused, about {characters} characters billed";
    ONE_REUSED: "1 句复用已有音频，约计费 {characters} 字", "1 sentence reused, about {characters} characters billed";
}

// Moving.
phrases! {
    PREVIOUS: "上一句", "Previous sentence";
    NEXT: "下一句", "Next sentence";
    REPEAT_OFF: "不循环", "Repeat: off";
    REPEAT_SENTENCE: "单句循环", "Repeat: this sentence";
    REPEAT_ALL: "全文循环", "Repeat: all";
    WAITING_THERE: "正在等待 {time} 处的音频", "Waiting for audio at {time}";
    CONTINUE_HERE: "继续合成", "Continue";
    CONTINUE_HERE_HINT: "还缺 {n} 段：只请求缺少的部分，已有的不会重复计费", "Missing segments: {n}. Only these are requested, and nothing is billed twice";
    ONE_LACKING_HINT: "还缺 1 段：只请求缺少的部分，已有的不会重复计费", "One segment is missing; only that one is requested, and nothing is billed twice";
    HEARD_NAME: "已播放", "Played";
    LENGTH_NAME: "总时长", "Length";
    AT_SPEED: "{time}（{speed} 倍速）", "{time} at {speed}×";
    BACK: "后退 5 秒", "Back 5 seconds";
    FORWARD: "前进 5 秒", "Forward 5 seconds";
    OUTSIDE_TEXT: "不在输入框时", "When you’re not typing";
}

// Speed, volume.
phrases! {
    SPEED: "播放速度：{n} 倍", "Playback speed: {n}×";
    SPEED_NAME: "播放速度", "Playback speed";
    SPEED_WHY: "不改变音高，不重新请求；与音色的语速无关", "Keeps the pitch and needs no new request; independent of the speaking rate";
    MUTE: "静音", "Mute";
    UNMUTE: "取消静音", "Unmute";
}

// Versions.
phrases! {
    VERSIONS: "{n} 处有多个版本", "Versions in {n} passages";
    ONE_VERSIONS: "1 处有多个版本", "Versions in 1 passage";
    VERSION: "第 {n} 版", "Version {n}";
    VERSION_OF_TAKE: "原来的音色", "original voice";
    VERSIONS_WHY: "先试听再比较；点击一个版本即可采用，并从那里播放。", "Play versions to compare them. Click one to use it.";
    VERSIONS_HERE: "{n} 个版本：{words}", "{n} versions: {words}";
    COMPARE: "版本", "Versions";
    SHOW_VERSIONS: "比较版本…", "Compare versions…";
    HEAR_VERSION: "试听第 {n} 版", "Play version {n}";
    REDO_ONCE_MORE: "再合成一次", "Speak again";
    REDO_IN: "换音色重新合成…", "Speak in another voice…";
    REDO_IN_TITLE: "换音色重新合成", "Speak in another voice";
    REDO_IN_HINT: "只重新请求这里，之前的版本会保留", "Only this is requested again; the earlier version is kept";
    REDO_HINT: "用现在的音色和设置重新请求；之前的版本会保留", "Requested again with the current voice and settings; the earlier version is kept";
    KEEP_HEARD: "删除其他版本", "Delete other versions";
    DROP_ASK: "删除其他版本？", "Delete other versions?";
    DROP_WHY: "{n} 个没有采用的版本将从磁盘上删除，无法恢复。", "This deletes the versions you aren’t using ({n}) from disk. They can’t be recovered.";
}

// Before much is spent.
phrases! {
    SPEND: "需要 {n} 次请求", "This takes {n} requests";
    SPEND_WHY: "这段文字需要 {requests} 次请求，约计费 {characters} 字。边播放边合成，随时可以停止，停止后不再请求。",
        "This text takes {requests} requests and about {characters} characters will be billed. Requests are made as you listen: stop at any time, and the rest won’t be requested.";
    SPEAK_ANYWAY: "仍要朗读", "Speak anyway";
    NOT_HEARD_YET: "尚未接收", "not received yet";
}
