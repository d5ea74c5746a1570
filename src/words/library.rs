//! The takes that are kept, their receipts, their room on disk: the words.

use crate::words::Phrase;

// The library.
phrases! {
    LIBRARY_EMPTY: "还没有录音。朗读过的内容会保存在这里，可以随时重听或另存，不再计费。",
        "No takes yet. What is spoken is kept here, to hear or save again at no cost.";
    KEEP_TAKES: "保留录音", "Keep takes";
    KEEP_TAKES_HINT: "关闭后，完整的录音在下一次朗读或退出时删除", "When off, a complete take is deleted with the next one or at the end";
    INCOMPLETE: "不完整", "incomplete";
    PLAY_TAKE: "播放“{take}”", "Play “{take}”";
    CONTINUE_TAKE: "补全“{take}”", "Ask for the rest of “{take}”";
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
    EARLIER: "另有 {n} 份较早的", "{n} earlier";
    SHOW_EARLIER: "显示较早的音频", "Show earlier renderings";
    HIDE_EARLIER: "收起较早的音频", "Hide earlier renderings";
    UNSPOKEN: "未朗读", "not spoken yet";
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

// Its tab.
phrases! {
    LIBRARY_TAB: "录音库", "Library";
}
