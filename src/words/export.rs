//! Files that takes are written to, and what became of them: the words.

use crate::words::Phrase;

// Export.
phrases! {
    EXPORT: "导出", "Export";
    EXPORT_TEXT: "合成并导出", "Speak to file";
    EXPORT_TEXT_WHY: "不播放，直接合成到文件。", "Goes straight to the file, without playing.";
    THE_TAKE: "当前音频", "Current audio";
    THE_TEXT: "页面上的文字", "Text on the page";
    WHAT: "内容", "What";
    GOES_TO: "保存为 {path}", "Saves as {path}";
    MORE: "更多选项", "More";
    FORMAT: "格式", "Format";
    QUALITY: "质量", "Quality";
    EXPORT_WHAT: "{n} 个作品，如“{name}”；每个一个文件", "{n} documents, one file each, such as “{name}”";
    ABOUT_WAV: "无损，16 位；哪里都能打开。", "Lossless, 16 bit; opens everywhere.";
    ABOUT_FLAC: "无损压缩，大约是 WAV 的一半。", "Lossless, about half the size of WAV.";
    ABOUT_MP3: "有损，几乎哪里都能播放。编码器：LAME（LGPL）。", "Lossy, plays nearly everywhere. Encoded by LAME (LGPL).";
    ABOUT_OPUS: "有损，同样大小下语音质量最好；老设备可能不支持。",
        "Lossy, the best speech for its size; old devices may not know it.";
    ABOUT_SIZE: "约 {size}。", "About {size}.";
    VBR_BEST: "V0 · 最好", "V0 · best";
    VBR_GOOD: "V2 · 很好", "V2 · very good";
    VBR_SPEECH: "V4 · 适合语音", "V4 · good for speech";
    VBR_SMALL: "V6 · 较小", "V6 · small";
    VBR_LEAST: "V9 · 最小", "V9 · smallest";
    CBR: "固定 {n} kbps", "{n} kbps constant";
    KBPS: "{n} kbps", "{n} kbps";
    LOUDNESS: "文件响度", "File loudness";
    AS_IT_IS: "原始", "Original";
    PODCAST: "−16 播客", "−16 podcast";
    BROADCAST: "−23 广播", "−23 broadcast";
    CUSTOM_LUFS: "自定", "Custom";
    LUFS: "目标响度（LUFS）", "Target loudness (LUFS)";
    LUFS_WHY: "整段用同一个增益（EBU R128），不改变强弱对比；会削波时少加一些。",
        "One gain for the whole file (EBU R 128), so dynamics are kept; less where it would clip.";
    RANGE: "范围", "Range";
    WHOLE: "全部", "Whole";
    FROM_HERE: "从播放位置", "From the playhead";
    BETWEEN: "从…到…", "From–to";
    FROM: "从（分:秒）", "From (m:ss)";
    TO: "到（分:秒）", "To (m:ss)";
    NO_SUCH_RANGE: "请输入时间，例如 1:05；结束要晚于开始。", "Type times such as 1:05; the end comes after the start.";
    AT_SPEED: "按播放速度（×{speed}）", "At playback speed (×{speed})";
    AT_SPEED_HINT: "把播放速度写进文件；音调不变", "Applies the playback speed to the file, at the same pitch";
    BESIDE: "同时保存", "Also save";
    CAPTIONS_HINT: "{format} 字幕：时间按采样计算，估计的会注明", "{format} captions, timed to the sample; estimates are marked";
    KARAOKE: "逐字时间", "Word times";
    KARAOKE_HINT: "为 VTT 和 LRC 加上逐字或逐词的估计时间", "Adds estimated word or character times to VTT and LRC";
    RECEIPT_FILE: "回执 JSON", "Receipt JSON";
    RECEIPT_FILE_HINT: "记录每一段是否完整、连接次数和日志编号", "Records for each segment whether it is complete, its connections and log IDs";
    NO_SUCH_FORMAT: "不能写成 .{ending} 文件；可选 WAV、FLAC、MP3 和 Opus。", "No .{ending} file can be made; the formats are WAV, FLAC, MP3 and Opus.";
    FILE_NAME: "文件名", "File name";
    FILE_NAMES: "文件名", "File names";
    AS_SOURCE: "与文本文件同名", "Same as the text files";
    BY_TEMPLATE: "按模板", "By template";
    TEMPLATE: "文件名模板", "Name template";
    FIELD_HINT: "插入{field}", "Insert {field}";
    FIELD_DATE: "日期", "Date";
    FIELD_TIME: "时间", "Time";
    FIELD_VOICE: "音色", "Voice";
    FIELD_FIRST: "开头 12 字", "First 12 characters";
    FIELD_NUMBER: "序号", "Number";
    PREVIEW: "例如“{name}”；重名时自动编号", "For example “{name}”; numbered if the name is taken";
    TEMPLATE_HINT: "以后的文件也按它命名", "Later files are named this way too";
    FIELD_TITLE: "标题", "Title";
    FOLDER: "文件夹", "Folder";
    CHOOSE_FOLDER: "选择文件夹", "Choose folder";
    SAVE: "保存", "Save";
    ENTER: "回车键", "Enter";
    WITH_JOINS: "停顿设置也会用在文件里。", "Pauses are applied to the file too.";
}

// Savings at work, and what became of them.
phrases! {
    SAVING: "正在保存“{name}”", "Saving “{name}”";
    SAVING_DONE: "正在保存“{name}”：{percent} %", "Saving “{name}”: {percent} %";
    SAVING_ALL: "正在导出 {n} 个作品到“{name}”", "Exporting {n} documents to “{name}”";
    SAVING_ALL_DONE: "正在导出 {n} 个作品到“{name}”：{percent} %", "Exporting {n} documents to “{name}”: {percent} %";
    CANCEL_SAVING_ALL: "取消导出到“{name}”", "Cancel exporting to “{name}”";
    SAVED_ALL: "已导出 {n} 个文件到“{path}”。", "Exported to “{path}”: {n} files.";
    NOT_EXPORTED: "无法导出的作品：{n} 个。", "Documents that could not be exported: {n}.";
    LEFT_OUT: "提前结束，没有导出的作品：{n} 个。", "Stopped early; documents not exported: {n}.";
    CANCEL_SAVING: "取消保存“{name}”", "Cancel saving “{name}”";
    GAIN: "增益 {db} dB", "gain {db} dB";
    REACHED: "响度 {lufs} LUFS", "{lufs} LUFS";
    CLIPPED: "{n} 个采样被削波", "{n} samples clipped";
    QUIETER_WHY: "没有达到 {wanted} LUFS：最强的一处已到上限（离满刻度 1 dB），再大就会失真。",
        "Quieter than the {wanted} LUFS that were asked for: its highest peak is at the limit, 1 dB below full scale, and more would distort it.";
    QUIETER_TODO: "要让几个文件一样响，请把目标响度设为 {lufs} 或更低；要更响，请在音频编辑软件里压缩动态。",
        "To have several files equally loud, choose {lufs} LUFS or less; to have it louder, compress its dynamics in an audio editor.";
    UNMEASURED: "响度没有改变：声音不到 0.4 秒，或只有静音，无法测量。",
        "Its loudness was left as it is: less than 0.4 seconds, or silence, cannot be measured.";
    COPIED: "Opus 原样复制", "Opus copied as it came";
    ALSO: "另有 {names}", "with {names}";
    CANNOT_OPEN: "无法打开“{path}”。", "“{path}” could not be opened.";
    CANNOT_OPEN_WHY: "系统报告：{error}", "The system says: {error}";
    CANNOT_OPEN_TODO: "请在文件管理器中打开这个位置。", "Open that place in your file manager.";
}

// The button, and the file.
phrases! {
    SAVE_AS: "导出…", "Export…";
    SAVED: "已保存到“{path}”", "Saved to “{path}”";
}
