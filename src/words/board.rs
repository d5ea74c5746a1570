//! The board on which voices are compared: the words.

use crate::words::{Phrase, Said};

phrases! {
    BOARD: "对比", "Compare";
    OPEN_BOARD: "对比 · {n}", "Compare · {n}";
    BACK: "音色列表", "All voices";
    ADD: "把 {voice} 加入对比", "Add {voice} to the comparison";
    ADDED: "{voice} 已在对比中", "{voice} is being compared";
    FULL: "最多对比 {n} 个音色。移除一个后再添加。", "Up to {n} voices can be compared. Remove one to add another.";
    EMPTY: "还没有要对比的音色。在音色列表里按 C 或点“＋”添加。",
        "No voices to compare yet. In the voice list, press C or “+” on a card.";
    PASSAGE: "对比用的文字", "Text to compare";
    PASSAGE_HINT: "所有音色都朗读的一段话", "Every voice speaks this";
    TAKE_SENTENCE: "使用当前句子", "Use current sentence";
    NO_PASSAGE: "先写下要对比的文字。", "Write a text to compare first.";
    COST: "生成其余音色约计费 {n} 字；已生成的不再计费。",
        "About {n} characters billed for the rest; voices already generated are free.";
    FREE: "全部已生成，播放不计费；响度已统一。", "All generated. Listening is free, at matched loudness.";
    MAKE: "全部生成", "Generate all";
    STOP: "停止生成", "Stop generating";
    AGAIN: "重试", "Try again";
    WAITING: "等待中", "Waiting";
    MAKING: "正在生成 {time}", "Generating… {time}";
    NOT_MADE: "未生成", "Not generated";
    READY: "{time}", "{time}";
    PLAY: "播放 {voice}", "Play {voice}";
    NO_SOUND: "{voice} 还没有生成", "{voice} isn’t generated yet";
    STARS: "给 {voice} 评 {n} 星", "Rate {voice} {n} of 5";
    RATED: "{n} 星", "{n} of 5 stars";
    USE: "用于全文", "Use for this text";
    USE_VOICE: "全文使用 {voice}", "Use {voice} for this text";
    USE_SENTENCE: "仅用于这一句", "Use for this sentence";
    MORE: "{voice} 的更多操作", "More options for {voice}";
    SETTINGS: "修改参数", "Change settings";
    DUPLICATE: "复制并改参数", "Duplicate with other settings";
    REMOVE: "移出对比", "Remove";
    DONE: "完成", "Done";
    ONE: "单个", "One";
    IN_ORDER: "依次", "In order";
    SHUFFLED: "随机", "Shuffle";
    REPEAT: "循环", "Loop";
    BLIND: "盲听", "Blind test";
    REVEAL: "揭晓", "Reveal";
    END_BLIND: "结束盲听", "End blind test";
    BLIND_WHY: "名称已隐藏，顺序已打乱。听完给星，再揭晓。", "Names are hidden and the order is shuffled. Rate them, then reveal.";
    BLIND_NAME: "音色 {letter}", "Voice {letter}";
    KEYS: "1–9 切换 · A 回到上一个 · ↑↓ 选择 · 空格播放", "1–9 switch · A swaps two · ↑↓ move · Space plays";
    VANISHED: "此音色已不在列表中", "No longer in the voice list";
    EXPORT: "导出对比", "Export comparison";
    EXPORT_WHAT: "已生成的音色，每个一个文件，另附一张表格", "Every generated voice, one file each, and a table";
    FILE_NAMES: "按序号和音色命名，不会覆盖已有文件", "Numbered and named by voice; nothing is overwritten";
    TABLE: "对比", "comparison";
    COLUMN_FILE: "文件", "File";
    COLUMN_VOICE: "音色", "Voice";
    COLUMN_ID: "音色 ID", "Voice ID";
    COLUMN_MANNER: "参数", "Settings";
    COLUMN_LENGTH: "时长（秒）", "Length (s)";
    COLUMN_LUFS: "响度（LUFS）", "Loudness (LUFS)";
    COLUMN_STARS: "星级", "Stars";
    MADE: "已生成，播放不计费", "Generated; listening is free";
    FREE_HERE: "已生成", "Generated";
}

/// There is no room for one more voice.
pub fn full(most: usize) -> Said {
    FULL.with("n", most)
}
