//! The takes that are kept, their receipts, their room on disk: the words.

use crate::words::Phrase;

// The library.
phrases! {
    LIBRARY_EMPTY: "还没有作品。写下和朗读过的内容都保存在这里，重听和导出不再计费。",
        "Nothing here yet. What you write and hear is kept here, to play or export again at no cost.";
    KEEP_TAKES: "保留音频", "Keep audio";
    KEEP_TAKES_HINT: "关闭后，合成完的音频在下一次朗读或退出时删除", "When off, finished audio is deleted when you speak again or quit";
    INCOMPLETE: "未完成", "incomplete";
    PLAY_TAKE: "播放“{take}”", "Play “{take}”";
    SEARCH_TAKES: "搜索作品", "Search documents";
    SEARCH_SHORT: "搜索", "Search";
    SEARCH_TAKES_HINT: "标题（或其拼音）、正文或音色", "Title (or its pinyin), text or voice";
    SORT: "排序", "Sort";
    BY_DATE: "日期", "Date";
    BY_LENGTH: "时长", "Length";
    BY_TITLE: "标题", "Title";
    BY_VOICE: "音色", "Voice";
    BY_SIZE: "大小", "Size";
    REVERSED: "倒序", "Reverse order";
    FILTER: "筛选", "Filter";
    ALL_TAKES: "全部作品", "All documents";
    STARRED: "已加星标", "Starred";
    UNFINISHED: "未完成", "Unfinished";
    ONLY_DAMAGED: "已损坏", "Damaged";
    EARLIER: "另有 {n} 份较早的", "{n} earlier";
    SHOW_EARLIER: "显示较早的音频", "Show earlier audio";
    HIDE_EARLIER: "收起较早的音频", "Hide earlier audio";
    UNSPOKEN: "未朗读", "not spoken yet";
    DAMAGED: "已损坏", "damaged";
    DAMAGED_WHY: "音频已损坏：{why}", "The audio is damaged: {why}";
    SHOWN_OF: "{n}/{all} 个 · {size}", "{n} of {all} · {size}";
    ALL_OF: "{all} 个 · {size}", "Documents: {all} · {size}";
    NONE_FITS: "没有符合条件的作品。", "No documents match.";
    SHOW_ALL: "显示全部", "Show all";
    STAR: "给“{take}”加星标", "Star “{take}”";
    UNSTAR: "取消“{take}”的星标", "Unstar “{take}”";
    MORE: "“{take}”的更多操作", "More options for “{take}”";
    EXPORT_TAKE: "导出“{take}”", "Export “{take}”";
    RENAME: "重命名", "Rename";
    TITLE_OF_TAKE: "新标题", "New title";
    REUSE_TEXT: "使用这段文字", "Use this text";
    OPEN_FOLDER: "打开文件夹", "Open folder";
    RECEIPT: "合成报告", "Report";
    TO_TRASH: "移到回收站", "Move to trash";
    TRASHED: "“{take}”已移到回收站。", "“{take}” was moved to the trash.";
    TRASHED_ALL: "{n} 个作品已移到回收站。", "Documents moved to the trash: {n}.";
    UNDO: "撤销", "Undo";
    FOR_GOOD_ASK: "永久删除？", "Delete permanently?";
    FOR_GOOD: "永久删除", "Delete permanently";
    FOR_GOOD_WHY: "永久删除后，这 {n} 份音频无法恢复。", "Audio to delete: {n}. It can’t be recovered.";
}

// Several takes at once.
phrases! {
    PICK: "选择多个", "Select several";
    PICK_TAKE: "选择“{take}”", "Select “{take}”";
    PICK_ALL: "全选", "Select all";
    PICK_END: "结束选择", "Done selecting";
    PICK_HINT: "点击作品即可选择", "Click documents to select them";
    PICKED: "已选 {n} 个 · {time} · {size}", "{n} selected · {time} · {size}";
    STAR_PICKED: "加星标", "Star";
    UNSTAR_PICKED: "取消星标", "Unstar";
    EXPORT_PICKED: "导出所选的作品…", "Export selected…";
}

// The room that the library takes.
phrases! {
    SPACE: "占用空间", "Disk space";
    SPACE_HINT: "查看占用空间，设定上限", "View disk usage and set a limit";
    SPACE_USED: "{all} 份音频，共 {size}。", "Audio in the library: {all}, {size} on disk.";
    BUDGET: "上限", "Limit";
    NO_BUDGET: "不限", "No limit";
    BUDGET_WHY: "超出上限时，这里会列出可以移到回收站的音频；不会自动删除。",
        "Above the limit, the audio that could go to the trash is listed here. Nothing is deleted automatically.";
    WITHIN_BUDGET: "没有超出上限。", "Within the limit.";
    OVER_BUDGET: "超出上限 {size}", "{size} above the limit";
    WOULD_GO: "从最早的开始，下面 {n} 份音频（{size}）将移到回收站；已加星标和未完成的会保留。",
        "Starting with the oldest, {n} ({size}) would be moved to the trash. Starred and unfinished audio stays.";
    STILL_OVER: "仍会超出上限，因为其余的都已加星标或未完成。",
        "Still above the limit, because everything left is starred or unfinished.";
    TRASH_THESE: "把这 {n} 份移到回收站", "Move {n} to trash";
}

// The receipt.
phrases! {
    WHOLE_TAKE: "完整：每一段都已收到。", "Complete.";
    PART_OF_TAKE: "不完整：{all} 段中收到 {done} 段。", "Incomplete: {done} of {all} segments received.";
    RECEIPT_SUM: "{time} · {segments} 段 · {connections} 次连接 · {retries} 次重试",
        "{time} · segments: {segments} · connections: {connections} · retries: {retries}";
    REUSED: "{n} 段复用了已有音频，没有再次请求。", "Segments reused from the library: {n}.";
    REUSED_ONE: "复用", "reused";
    SEGMENT: "第 {n} 段", "Segment {n}";
    SEGMENT_FACTS: "{bytes} 字节 · {time} · {connections} 次连接", "{bytes} bytes · {time} · connections: {connections}";
    COPY_RECEIPT: "复制报告", "Copy report";
    COPY_LOGID: "复制日志编号 {logid}", "Copy log ID {logid}";
    STATE_DONE: "完成", "done";
    STATE_WAITING: "未请求", "not requested";
    STATE_RUNNING: "接收中", "receiving";
    RECEIVING: "接收中 {done}/{all}", "receiving {done} of {all}";
    STOP_RECEIVING: "停止合成", "Stop receiving";
    STATE_FAILED: "失败", "failed";
}

// Its tab.
phrases! {
    LIBRARY_TAB: "作品", "Library";
}
