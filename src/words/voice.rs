//! The voice and how it speaks: the words.

use crate::words::Phrase;

// Voice.
phrases! {
    VOICE_TAB: "音色", "Voice";
    VOICE: "音色", "Voice";
    VOICES: "音色列表", "Voices";
    DEFAULT_VOICE: "默认音色", "Default voice";
    SEARCH: "搜索音色", "Search voices";
    SEARCH_HINT: "名称或 ID", "Name or id";
    ALL_LANGUAGES: "全部", "All";
    NO_VOICES: "没有符合条件的音色。", "No voice fits.";
    PLAY_SAMPLE: "试听 {voice}", "Play a sample of {voice}";
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
