//! Files that takes are written to, and what became of them: the words.

use crate::words::Phrase;

// Export.
phrases! {
    EXPORT: "导出", "Export";
    EXPORT_TEXT: "合成并导出", "Speak to file";
    EXPORT_TEXT_WHY: "不播放，直接合成到文件。", "Goes straight to the file, without playing.";
    THE_TAKE: "当前音频", "Current audio";
    THE_TEXT: "当前文字", "Text on the page";
    WHAT: "内容", "Content";
    GOES_TO: "导出为 {path}", "Saves as {path}";
    MORE: "更多选项", "More options";
    FORMAT: "格式", "Format";
    QUALITY: "质量", "Quality";
    EXPORT_WHAT: "“{name}”等 {n} 个作品，每个导出为一个文件", "{n} documents, one file each, such as “{name}”";
    ABOUT_WAV: "无损，16 位；几乎所有软件都能打开。", "Lossless, 16 bit; opens everywhere.";
    ABOUT_FLAC: "无损压缩，大约是 WAV 的一半。", "Lossless, about half the size of WAV.";
    ABOUT_MP3: "有损，几乎所有设备都能播放。编码器：LAME（LGPL）。", "Lossy, plays nearly everywhere. Encoded by LAME (LGPL).";
    ABOUT_OPUS: "有损，同样大小下语音质量最好；老设备可能不支持。",
        "Lossy, with the best speech quality for its size. Older devices may not support it.";
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
    CUSTOM_LUFS: "自定义", "Custom";
    LUFS: "目标响度（LUFS）", "Target loudness (LUFS)";
    LUFS_WHY: "整个文件使用同一增益（EBU R128），不改变强弱对比；为避免削波，响度可能低于目标。",
        "One gain for the whole file (EBU R 128), so dynamics are kept; less where it would clip.";
    RANGE: "范围", "Range";
    WHOLE: "全部", "Full length";
    FROM_HERE: "从播放位置开始", "From the playhead";
    BETWEEN: "指定范围", "Time range";
    FROM: "开始（分:秒）", "From (m:ss)";
    TO: "结束（分:秒）", "To (m:ss)";
    NO_SUCH_RANGE: "输入时间，例如 1:05；结束要晚于开始。", "Enter times such as 1:05; the end must be after the start.";
    AT_SPEED: "按播放速度（×{speed}）", "At playback speed ({speed}×)";
    AT_SPEED_HINT: "文件也按播放速度变速；音高不变", "Applies the playback speed to the file, at the same pitch";
    BESIDE: "同时保存", "Also save";
    CAPTIONS_HINT: "{format} 字幕：时间精确到采样，估计的时间会注明", "{format} captions, timed to the sample; estimates are marked";
    KARAOKE: "逐字时间", "Word times";
    KARAOKE_HINT: "为 VTT 和 LRC 加上逐字或逐词的估计时间", "Adds estimated word or character times to VTT and LRC";
    RECEIPT_FILE: "合成报告（JSON）", "Report (JSON)";
    RECEIPT_FILE_HINT: "记录每一段是否完整、连接次数和日志编号", "Records whether each segment is complete, with its connections and log IDs";
    NO_SUCH_FORMAT: "不支持 .{ending} 格式；可选 WAV、FLAC、MP3 和 Opus。", "Can’t export a .{ending} file. Use WAV, FLAC, MP3 or Opus.";
    FILE_NAME: "文件名", "File name";
    FILE_NAMES: "文件名", "File names";
    AS_SOURCE: "与文本文件同名", "Same as the text files";
    BY_TEMPLATE: "按模板", "By template";
    TEMPLATE: "文件名模板", "File name template";
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
    PARTIAL: "这份作品还没有合成完，只会导出已有的部分。要导出全文，先点播放栏里的“继续合成”。",
        "This audio is incomplete: only what has been received is exported. For all of it, choose “Continue” in the player first.";
    SAVE: "导出", "Export";
    ENTER: "回车键", "Enter";
    WITH_JOINS: "停顿设置也会用在文件里。", "Pauses are applied to the file too.";
}

// Savings at work, and what became of them.
phrases! {
    SAVING: "正在导出“{name}”", "Exporting “{name}”";
    SAVING_DONE: "正在导出“{name}”：{percent}%", "Exporting “{name}”: {percent}%";
    SAVING_ALL: "正在导出 {n} 个作品到“{name}”", "Exporting {n} documents to “{name}”";
    SAVING_ALL_DONE: "正在导出 {n} 个作品到“{name}”：{percent}%", "Exporting {n} documents to “{name}”: {percent}%";
    CANCEL_SAVING_ALL: "取消导出到“{name}”", "Cancel exporting to “{name}”";
    SAVED_ALL: "已导出 {n} 个文件到“{path}”。", "Files exported to “{path}”: {n}.";
    NOT_EXPORTED: "{n} 个作品无法导出。", "Documents that couldn’t be exported: {n}.";
    LEFT_OUT: "提前结束，{n} 个作品没有导出。", "Stopped early; documents not exported: {n}.";
    CANCEL_SAVING: "取消导出“{name}”", "Cancel exporting “{name}”";
    GAIN: "增益 {db} dB", "gain {db} dB";
    REACHED: "响度 {lufs} LUFS", "{lufs} LUFS";
    CLIPPED: "{n} 个采样被削波", "clipped samples: {n}";
    QUIETER_WHY: "没有达到 {wanted} LUFS：最响的一处已到上限（离满刻度 1 dB），再大就会失真。",
        "Quieter than the {wanted} LUFS you chose: its loudest peak is at the limit, 1 dB below full scale, and more would distort it.";
    QUIETER_TODO: "要让几个文件一样响，把目标响度设为 {lufs} 或更低；要更响，在音频编辑软件里压缩动态。",
        "To make several files equally loud, choose {lufs} LUFS or lower. To make this one louder, compress its dynamics in an audio editor.";
    UNMEASURED: "响度没有改变：声音不到 0.4 秒，或只有静音，无法测量。",
        "File loudness wasn’t changed: audio that is silent or shorter than 0.4 seconds can’t be measured.";
    COPIED: "Opus 未重新编码", "Opus copied unchanged";
    ALSO: "另有 {names}", "with {names}";
    CANNOT_OPEN: "无法打开“{path}”。", "“{path}” couldn’t be opened.";
    CANNOT_OPEN_WHY: "系统报告：{error}", "The system says: {error}";
    CANNOT_OPEN_TODO: "在文件管理器中打开这个位置。", "Open it in your file manager.";
}

// The button, and the file.
phrases! {
    SAVE_AS: "导出…", "Export…";
    SAVED: "已导出到“{path}”", "Exported to “{path}”";
}
