//! Moving in what is played, its speed, redoing, versions: the words.

use crate::words::Phrase;

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
    SKIP_HINT: "← → 移动 5 秒（不在输入框时）", "← → move by 5 seconds, outside the text box";
}

// Speed, volume.
phrases! {
    SPEED: "播放速度：{n} 倍", "Playback speed: {n}×";
    SPEED_NAME: "播放速度", "Playback speed";
    SPEED_WHY: "不改变音高，不重新请求", "At the same pitch, without a new request";
    MUTE: "静音", "Mute";
    UNMUTE: "取消静音", "Unmute";
    LEVEL: "电平", "Level";
}

// The text.
phrases! {
    PLAY_FROM_HERE: "从这里播放", "Play from here";
    REDO_SENTENCE: "重新合成这一句", "Redo this sentence";
    REDO_SEGMENT: "重新合成这一段", "Redo this segment";
    REDO_HINT: "用右侧现在的音色和设置重新请求；之前的版本会保留", "Requested once more with the voice and the settings at the side; the earlier version stays";
    FOLLOW_VOICE: "跟随朗读滚动", "Scroll with the voice";
    PRESS_WITH: "{key}+点击", "{key}+click";
    NOT_HEARD_YET: "还没有到达", "has not arrived";
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
