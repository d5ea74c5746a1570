//! The sound device, pauses, what is kept by itself, what few people change: the words.

use crate::words::Phrase;

// Sound.
phrases! {
    DEVICE: "播放设备", "Sound device";
    DEFAULT_DEVICE: "系统默认", "System default";
    ADVANCED: "高级", "Advanced";
    CODEC: "编码", "Codec";
    SAMPLE_RATE: "采样率", "Sample rate";
    SESSIONS: "保存时的并发数", "Sessions when saving";
    ASK_ABOVE: "超过几次请求先询问", "Ask above requests";
}

// Pauses, joins, and what is kept by itself.
phrases! {
    PAUSES: "停顿与衔接", "Pauses and joins";
    SENTENCE_PAUSE: "句间停顿", "Between sentences";
    PARAGRAPH_PAUSE: "段间停顿", "Between paragraphs";
    NO_PAUSE: "不加", "none";
    MS: "{n} 毫秒", "{n} ms";
    TRIM: "去掉衔接处的静音", "Trim silence at joins";
    TRIM_HINT: "先去掉服务端留在句子两端的静音，再加上停顿；播放和导出相同",
        "Takes away the silence the service leaves there, then adds the pauses; the same in playback and files";
    SAVING_AND_REUSE: "保存与复用", "Keeping and reuse";
    REUSE: "复用录音库里的句子", "Reuse saved sentences";
    REUSE_HINT: "同样的音色和设置下说过的句子不再请求，也不再计费",
        "A sentence that was spoken in the same voice and settings is not asked for again, nor billed";
    AUTO_SAVE: "自动保存每条录音", "Save each take to a folder";
    AUTO_SAVE_HINT: "每条完整的录音都按导出设置另存一份", "Each finished take is exported there too, as the export dialog is set";
}
