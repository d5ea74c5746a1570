//! The library, exports, captions, the queue of files: the words.

use crate::words::Phrase;

// The library.
phrases! {
    SEARCH_TAKES: "搜索录音", "Search takes";
    SEARCH_TAKES_HINT: "标题、正文或音色", "Title, text or voice";
    SORT: "排序", "Sort";
    BY_DATE: "日期", "Date";
    BY_LENGTH: "时长", "Length";
    BY_TITLE: "标题", "Title";
    BY_VOICE: "音色", "Voice";
    BY_SIZE: "大小", "Size";
    REVERSED: "倒序", "Reversed";
    FILTER: "筛选", "Filter";
    ALL_TAKES: "全部录音", "All takes";
    STARRED: "已加星标", "Starred";
    UNFINISHED: "未完成", "Unfinished";
    ONLY_DAMAGED: "已损坏", "Damaged";
    DAMAGED: "已损坏", "damaged";
    DAMAGED_WHY: "这条录音有损坏：{why}", "This take is damaged: {why}";
    SHOWN_OF: "{n}/{all} 条 · {size}", "{n} of {all} · {size}";
    ALL_OF: "{all} 条 · {size}", "Takes: {all} · {size}";
    NONE_FITS: "没有符合条件的录音。", "No take fits.";
    SHOW_ALL: "显示全部", "Show all";
    STAR: "给“{take}”加星标", "Star “{take}”";
    UNSTAR: "取消“{take}”的星标", "Take the star off “{take}”";
    MORE: "“{take}”的更多操作", "More for “{take}”";
    EXPORT_TAKE: "导出“{take}”", "Export “{take}”";
    RENAME: "重命名", "Rename";
    TITLE_OF_TAKE: "录音标题", "Title of the take";
    REUSE_TEXT: "使用这段文字", "Use this text";
    OPEN_FOLDER: "打开文件夹", "Open the folder";
    RECEIPT: "完整性回执", "Receipt";
    TO_TRASH: "移到回收站", "Move to the trash";
    TRASH_ASK: "把这条录音移到回收站？", "Move this take to the trash?";
    TRASH_WHY: "“{take}”会移到系统的回收站，可以从那里找回。", "“{take}” goes to the system's trash and can be brought back from there.";
    TRASH_ALL_ASK: "把这 {n} 条录音移到回收站？", "Move these {n} takes to the trash?";
    TRASH_ALL_WHY: "共 {size}，会移到系统的回收站，可以从那里找回。",
        "They take {size}. They go to the system's trash and can be brought back from there.";
    AND_STARRED: "其中加了星标的：{names}。", "With a star: {names}.";
    AND_STARRED_MORE: "其中 {n} 条加了星标，如{names}。", "{n} of them have a star, such as {names}.";
    QUOTED: "“{name}”", "“{name}”";
    BETWEEN_NAMES: "、", ", ";
    WRITTEN_STAY: "正在写入的 {n} 条会留下。", "What is being written stays: {n}.";
    TRASHED: "“{take}”已移到回收站。", "“{take}” is in the trash.";
    TRASHED_ALL: "{n} 条录音已移到回收站。", "Takes moved to the trash: {n}.";
    UNDO: "撤销", "Undo";
    FOR_GOOD_ASK: "彻底删除？", "Delete for good?";
    FOR_GOOD: "彻底删除", "Delete for good";
    FOR_GOOD_WHY: "彻底删除的 {n} 条录音无法找回。", "Takes that are deleted for good cannot be brought back: {n}.";
    REPLACE_ASK: "替换现在的文字？", "Replace the text?";
    REPLACE_WHY: "文本框里的 {n} 个字会被这条录音的文字替换。", "The {n} characters in the text box give way to the text of the take.";
    REPLACE: "替换", "Replace";
}

// Several takes at once.
phrases! {
    PICK: "选择多条", "Select several";
    PICK_TAKE: "选择“{take}”", "Select “{take}”";
    PICK_ALL: "全选", "Select all";
    PICK_END: "结束选择", "Done selecting";
    PICK_HINT: "点按录音来选择", "Click takes to select them";
    PICKED: "已选 {n} 条 · {time} · {size}", "{n} selected · {time} · {size}";
    STAR_PICKED: "加星标", "Star";
    UNSTAR_PICKED: "去掉星标", "Unstar";
    EXPORT_PICKED: "导出所选的录音…", "Export what is selected…";
}

// The room that the library takes.
phrases! {
    SPACE: "占用空间", "Room on disk";
    SPACE_HINT: "查看占用空间，设定上限", "See the room on disk, and set a limit";
    SPACE_USED: "{all} 条录音共占用 {size}。", "Takes: {all}, with {size} on disk.";
    BUDGET: "上限", "Limit";
    NO_BUDGET: "不限", "None";
    BUDGET_WHY: "超出上限时，这里会列出可以移走的录音；不会自动删除任何东西。",
        "Above the limit, what could go is listed here. Nothing is deleted by itself.";
    WITHIN_BUDGET: "没有超出上限。", "Within the limit.";
    OVER_BUDGET: "超出上限 {size}", "{size} above the limit";
    WOULD_GO: "从最旧的开始，下面 {n} 条（{size}）将移到回收站；加星标和未完成的会留下。",
        "From the oldest on, these {n} ({size}) would go to the trash. Starred and unfinished takes stay.";
    STILL_OVER: "即使如此仍会超出上限，因为留下的都有星标或未完成。",
        "Even then it is above the limit, because all that stay are starred or unfinished.";
    TRASH_THESE: "移走这 {n} 条", "Move these {n}";
}

// Export.
phrases! {
    EXPORT: "导出", "Export";
    EXPORT_TEXT: "合成并导出", "Speak into a file";
    EXPORT_TEXT_WHY: "不播放，直接合成到文件。", "Spoken straight into the file, without being played.";
    THE_TAKE: "这条录音", "The take";
    THE_TEXT: "文本框里的文字", "The text box";
    FORMAT: "格式", "Format";
    QUALITY: "质量", "Quality";
    EXPORT_WHAT: "{n} 条录音，如“{name}”；每条一个文件", "{n} takes, one file each, such as “{name}”";
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
    LOUDNESS: "响度", "Loudness";
    AS_IT_IS: "原样", "As it is";
    PODCAST: "−16 播客", "−16 podcast";
    BROADCAST: "−23 广播", "−23 broadcast";
    CUSTOM_LUFS: "自定", "Custom";
    LUFS: "目标响度", "Loudness in LUFS";
    LUFS_WHY: "整段用同一个增益（EBU R128），不改变强弱对比；会削波时少加一些。",
        "One gain for the whole (EBU R 128), so nothing is squeezed; less where it would clip.";
    RANGE: "范围", "Range";
    WHOLE: "全部", "Whole";
    FROM_HERE: "从播放位置", "From the playhead";
    BETWEEN: "从…到…", "From–to";
    FROM: "从（分:秒）", "From (m:ss)";
    TO: "到（分:秒）", "To (m:ss)";
    NO_SUCH_RANGE: "请输入时间，例如 1:05；结束要晚于开始。", "Type times such as 1:05; the end comes after the start.";
    AT_SPEED: "按播放速度（×{speed}）", "At playback speed (×{speed})";
    AT_SPEED_HINT: "把播放速度写进文件；音调不变", "The file gets the speed of playback, at the same pitch";
    BESIDE: "同时写出", "Beside it";
    CAPTIONS_HINT: "{format} 字幕：时间按采样计算，估计的会注明", "{format} captions: times counted in samples, estimates marked so";
    KARAOKE: "逐字时间", "Word times";
    KARAOKE_HINT: "为 VTT 和 LRC 加上逐字或逐词的估计时间", "Adds estimated times of words or characters to VTT and LRC";
    RECEIPT_FILE: "回执 JSON", "Receipt JSON";
    RECEIPT_FILE_HINT: "记录每一段是否完整、连接次数和日志编号", "Says of each segment whether it is whole, its connections and log ids";
    NO_SUCH_FORMAT: "不能写成 .{ending} 文件；可选 WAV、FLAC、MP3 和 Opus。", "No .{ending} file can be made; the formats are WAV, FLAC, MP3 and Opus.";
    FILE_NAME: "文件名", "File name";
    FILE_NAMES: "文件名", "File names";
    AS_SOURCE: "与文本文件同名", "As the texts";
    BY_TEMPLATE: "按模板", "By template";
    TEMPLATE: "文件名模板", "Name template";
    FIELD_HINT: "插入{field}", "Insert {field}";
    FIELD_DATE: "日期", "Date";
    FIELD_TIME: "时间", "Time";
    FIELD_VOICE: "音色", "Voice";
    FIELD_FIRST: "开头 12 字", "First 12 characters";
    FIELD_NUMBER: "序号", "Number";
    PREVIEW: "例如“{name}”；重名时自动编号", "Such as “{name}”; numbered where the name is taken";
    TEMPLATE_HINT: "以后的文件也按它命名", "Later files are named by it too";
    FIELD_TITLE: "标题", "Title";
    FOLDER: "文件夹", "Folder";
    CHOOSE_FOLDER: "选择文件夹", "Choose a folder";
    SAVE: "保存", "Save";
    ENTER: "回车键", "Enter";
    WITH_JOINS: "停顿与衔接的设置也会用在文件里。", "Pauses and joins are as in playback.";
}

// Savings at work, and what became of them.
phrases! {
    SAVING: "正在保存“{name}”", "Saving “{name}”";
    SAVING_DONE: "正在保存“{name}”：{percent} %", "Saving “{name}”: {percent} %";
    SAVING_ALL: "正在导出 {n} 条录音到“{name}”", "Exporting {n} takes to “{name}”";
    SAVING_ALL_DONE: "正在导出 {n} 条录音到“{name}”：{percent} %", "Exporting {n} takes to “{name}”: {percent} %";
    CANCEL_SAVING_ALL: "取消导出到“{name}”", "Cancel exporting to “{name}”";
    SAVED_ALL: "已导出 {n} 个文件到“{path}”。", "Files exported to “{path}”: {n}.";
    NOT_EXPORTED: "无法导出的录音：{n} 条。", "Takes that could not be exported: {n}.";
    LEFT_OUT: "提前结束，没有导出的录音：{n} 条。", "Ended early; takes that were not exported: {n}.";
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

// The receipt.
phrases! {
    WHOLE_TAKE: "完整：每一段都已收到。", "Complete: every segment has come.";
    PART_OF_TAKE: "不完整：{all} 段中收到 {done} 段。", "Incomplete: {done} of {all} segments have come.";
    RECEIPT_SUM: "{time} · {segments} 段 · {connections} 次连接 · {retries} 次重试",
        "{time} · segments: {segments} · connections: {connections} · retries: {retries}";
    REUSED: "{n} 段来自录音库，没有再次请求。", "Segments taken from the library and not asked for again: {n}.";
    REUSED_ONE: "来自录音库", "from the library";
    SEGMENT: "第 {n} 段", "Segment {n}";
    SEGMENT_FACTS: "{bytes} 字节 · {time} · {connections} 次连接", "{bytes} bytes · {time} · connections: {connections}";
    COPY_RECEIPT: "复制回执", "Copy the receipt";
    COPY_LOGID: "复制日志编号 {logid}", "Copy log id {logid}";
    STATE_DONE: "完成", "done";
    STATE_WAITING: "未请求", "not asked for";
    STATE_RUNNING: "接收中", "coming";
    STATE_FAILED: "失败", "failed";
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
    KEEPING: "保存与复用", "Keeping and reuse";
    REUSE: "复用录音库里的句子", "Reuse saved sentences";
    REUSE_HINT: "同样的音色和设置下说过的句子不再请求，也不再计费",
        "A sentence that was spoken in the same voice and settings is not asked for again, nor billed";
    AUTO_SAVE: "自动保存每条录音", "Save each take to a folder";
    AUTO_SAVE_HINT: "每条完整的录音都按导出设置另存一份", "Each finished take is exported there too, as the export dialog is set";
}

// The queue.
phrases! {
    QUEUE_TAB: "队列", "Queue";
    QUEUE_EMPTY: "把多个文本文件或文件夹拖进窗口，或从这里添加，就能一个接一个地合成为音频文件。",
        "Drop text files or a folder onto the window, or add them here: each becomes a sound file, one after the other.";
    ADD_FILES: "添加文件…", "Add files…";
    ADD_FOLDER: "添加文件夹…", "Add a folder…";
    FILES_TITLE: "要加入队列的文本文件", "Text files for the queue";
    FOLDER_TITLE: "要加入队列的文件夹", "A folder for the queue";
    FOLDER_PATH_WHY: "请输入文件夹或文本文件的路径。", "Type the path of a folder or of a text file.";
    QUEUE_ASK: "加入队列", "Add to the queue";
    QUEUE_WHAT: "{n} 个文件，如 {name}", "{n} files, such as {name}";
    QUEUE_ONE: "{name}", "{name}";
    JOIN: "合成一个分章节的文件", "One file with chapters";
    JOIN_HINT: "每个章节标题一章；没有标题的文本各为一章", "A chapter for each heading; a text without any is one chapter";
    ADD: "添加", "Add";
    QUEUE_RUNNING: "完成 {done}/{all}", "{done}/{all} done";
    QUEUE_PAUSED: "已暂停，完成 {done}/{all}", "Paused, {done}/{all} done";
    QUEUE_SLOWED: "服务要求慢一点，队列等 {wait} 秒后继续", "The service asks to slow down; the queue goes on in {wait} s";
    QUEUE_PAUSE: "暂停队列", "Pause the queue";
    PAUSE: "暂停", "Pause";
    QUEUE_GO_ON: "继续队列", "Continue the queue";
    GO_ON: "继续", "Continue";
    QUEUE_FAILED: "{n} 个失败", "{n} failed";
    QUEUE_RETRY: "重试“{name}”", "Try “{name}” again";
    QUEUE_RETRY_ALL: "全部重试", "Try all again";
    QUEUE_LEFT: "上次的队列还没有完成。", "The queue of last time is not done yet.";
    QUEUE_CLEAR: "清除已完成", "Clear what is done";
    QUEUE_CLEAR_FAILED: "清除已完成和失败的", "Clear what is done or failed";
    QUEUE_REMOVE: "移除“{name}”", "Remove “{name}”";
    QUEUE_OPEN: "打开“{name}”所在的文件夹", "Open the folder of “{name}”";
    ITEM_WAITING: "等待中", "waiting";
    ITEM_RUNNING: "{percent} %", "{percent} %";
    ITEM_DONE: "已完成", "done";
    ITEM_LEFT_OUT: "{n} 个文件没有可以朗读的文字，已跳过", "files left out, with nothing to speak: {n}";
    ITEM_FAILED: "失败", "failed";
    CHAPTERS: "{name} 等 {n} 章", "{name} and more, {n} chapters";
}
