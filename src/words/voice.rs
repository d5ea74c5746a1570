//! The voice and how it speaks: the words.

use std::borrow::Cow;

use crate::words::{Lang, Phrase, outside};

// Voice.
phrases! {
    VOICE: "音色", "Voice";
    VOICES: "音色列表", "Voices";
    DEFAULT_VOICE: "默认音色", "Default voice";
    SEARCH: "搜索音色", "Search voices";
    NO_VOICES: "没有符合条件的音色。", "No voices match.";
    PLAY_SAMPLE: "试听 {voice}", "Preview {voice}";
    VOICES_NOT_FRESH: "无法加载音色列表，当前显示上次保存的列表。",
        "Couldn’t load voices. Showing the saved list.";
    VOICES_BUILT_IN: "无法加载音色列表，显示内置的公开音色，其中有些可能已下线。令牌需要 listVoice 权限。",
        "Couldn’t load voices. Showing the public ones that come with Langsheng; some may have been withdrawn. The token needs the listVoice permission.";
    VOICES_COMING: "正在加载音色……", "Loading voices…";
    TRY_AGAIN: "重试", "Try again";
    RATE: "语速", "Speaking rate";
    LOUDNESS: "合成响度", "Voice loudness";
    EMOTION: "情感", "Emotion";
    NO_EMOTION: "无", "None";
    EMOTION_SCALE: "情感强度", "Emotion strength";
    CONTEXT: "语气说明", "Speaking style";
    CONTEXT_HINT: "例如：用低沉沙哑的声音说", "For example: in a low, hoarse voice";
}

// Presets.
phrases! {
    PRESETS: "预设", "Presets";
    SAVE_PRESET: "存为预设", "Save as preset";
    KEEP_PRESET: "保存", "Save";
    DROP_PRESET: "删除此预设", "Delete this preset";
    PRESET_NAME: "预设名称", "Preset name";
    PRESETS_MENU: "导入或导出预设", "Import or export presets";
    IMPORT_PRESETS: "导入预设…", "Import presets…";
    EXPORT_PRESETS: "导出全部预设…", "Export all presets…";
    PRESET_FILES: "预设文件", "Preset files";
    WRITE_PRESETS: "导出", "Export";
    PRESETS_TAKEN: "有 {n} 个同名的预设", "Names already in use: {n}";
    BETWEEN_NAMES: "、", ", ";
    KEEP_BOTH: "都保留", "Keep both";
    REPLACE_PRESETS: "替换", "Replace";
    SKIP_PRESETS: "跳过", "Skip";
    PRESETS_HERE: "已导入 {n} 个预设", "Presets imported: {n}";
    PRESETS_ELSEWHERE: "已导入 {n} 个预设，换到其他账号时可用", "Presets imported: {n}. Switch to their account to use them";
    PRESETS_NOT_ALL: "已导入 {n} 个预设；最多保存 100 个，还有 {left} 个没有导入", "Presets imported: {n}. 100 is the limit; left out: {left}";
    PRESETS_SAME: "没有新的预设", "No new presets";
    PRESETS_WRITTEN: "已导出 {n} 个预设：{path}", "Presets exported: {n}, to {path}";
    PRESET_USED: "已切换到预设“{name}”", "Using preset “{name}”";
    PRESET_1: "使用预设 1", "Use preset 1";
    PRESET_2: "使用预设 2", "Use preset 2";
    PRESET_3: "使用预设 3", "Use preset 3";
    PRESET_4: "使用预设 4", "Use preset 4";
    PRESET_5: "使用预设 5", "Use preset 5";
    PRESET_6: "使用预设 6", "Use preset 6";
    PRESET_7: "使用预设 7", "Use preset 7";
    PRESET_8: "使用预设 8", "Use preset 8";
    PRESET_9: "使用预设 9", "Use preset 9";
}

// What a voice is.
phrases! {
    FEMALE: "女声", "Female";
    MALE: "男声", "Male";
    CHILD: "童声", "Child";
    GENTLE: "温柔", "Gentle";
    LIVELY: "活泼", "Lively";
    CALM: "沉稳", "Calm";
    NARRATION: "解说旁白", "Narration";
    STORY: "故事", "Stories";
    NEWS: "新闻播报", "News";
    ADVERT: "广告", "Advertising";
    TEACHING: "教学", "Teaching";
    SERVICE: "客服助手", "Support";
    CHARACTER: "角色", "Character";
    DIALECT: "方言", "Dialect";
    MODEL_SECOND: "2.0 大模型", "2.0 model";
    MODEL_LARGE: "1.0 大模型", "1.0 model";
    MODEL_SMALL: "小模型", "Small model";
    OF_SERVICE: "系统音色", "Built-in";
    CLONED: "我的复刻", "Cloned";
    FEELINGS: "{n} 种情感", "{n} emotions";
    FOLLOWS_STYLE: "可指定语气", "Follows style";
    NO_LOUDNESS: "响度固定", "Fixed loudness";
}

// The browser.
phrases! {
    BROWSE: "选择音色", "Choose a voice";
    CHANGE: "更换", "Change";
    BROWSER_HINT: "名称、拼音、首字母、语言或 ID", "Name, pinyin, language or ID";
    AMONG_ALL: "全部", "All";
    AMONG_FAVOURITES: "收藏", "Favorites";
    AMONG_RECENT: "最近使用", "Recent";
    AMONG_DOCUMENT: "本作品", "In this document";
    ANY_LANGUAGE: "语言", "Language";
    ANY_GENDER: "性别", "Gender";
    ANY_STYLE: "风格", "Style";
    ANY_EMOTION: "情感", "Emotion";
    ANY_MODEL: "模型", "Model";
    ANY_MAKER: "来源", "Source";
    ANY: "不限", "Any";
    ORDER: "排序", "Sort";
    ORDER_SERVICE: "默认排序", "Default order";
    ORDER_NAME: "按名称", "By name";
    ORDER_RECENT: "最近使用优先", "Recently used first";
    CLEAR_FILTERS: "清除筛选", "Clear filters";
    FOUND: "{n} 个音色", "Voices: {n}";
    FOUND_OF: "{n} / {all} 个音色", "Voices: {n} of {all}";
    ADD_FAVOURITE: "收藏 {voice}", "Add {voice} to favorites";
    DROP_FAVOURITE: "取消收藏 {voice}", "Remove {voice} from favorites";
    USE_ID: "使用 ID “{id}”", "Use ID “{id}”";
    NO_FAVOURITES: "还没有收藏。按 S 或点星标收藏音色。", "No favorites yet. Press S or the star on a voice.";
    NO_RECENT: "还没有用过其他音色。", "No voices used yet.";
    NO_DOCUMENT: "本作品还没有合成过。", "Nothing has been spoken in this document yet.";
    HEAR_SAMPLE: "样音", "Voice sample";
    HEAR_SENTENCE: "我的句子", "My sentence";
    HEARD_TEXT: "试听的句子", "Sentence to try";
    HEARD_TEXT_HINT: "想听的一句话", "A sentence to hear";
    HEARD_COST: "每个音色首次试听约计费 {n} 字；听过的不再计费。",
        "About {n} characters billed for each voice the first time; hearing it again is free.";
    PLAY_SENTENCE: "用 {voice} 朗读这句", "Hear the sentence in {voice}";
    NOTHING_TO_HEAR: "先写下要试听的句子。", "Write a sentence to try first.";
    BROWSER_KEYS: "方向键选择 · 空格试听 · 回车使用 · S 收藏 · C 加入对比", "Arrows · Space plays · Enter uses · S stars · C compares";
}

/// Instructions to begin with: what they are called, and what the voice is told.
pub const INSTRUCTIONS: [(Phrase, Phrase); 6] = [
    (Phrase::new("轻声", "Softly"), Phrase::new("声音轻一点，像在耳边说话", "Speak softly, as if close to the ear")),
    (
        Phrase::new("睡前故事", "Bedtime story"),
        Phrase::new("像讲睡前故事一样，慢一点，轻一点", "Like a bedtime story, slow and gentle"),
    ),
    (Phrase::new("激动", "Excited"), Phrase::new("语气激动，充满热情", "Excited and full of energy")),
    (Phrase::new("低沉", "Low and hoarse"), Phrase::new("用低沉沙哑的声音说", "In a low, hoarse voice")),
    (Phrase::new("严肃", "Serious"), Phrase::new("语气严肃沉稳，像播报新闻", "Serious and steady, like a newsreader")),
    (Phrase::new("带笑", "Smiling"), Phrase::new("带着笑意说，轻松愉快", "With a smile, light and happy")),
];

/// Languages by the code with which the service names them.
const LANGUAGES: [(&str, Phrase); 14] = [
    ("zh", Phrase::new("中文", "Chinese")),
    ("en", Phrase::new("英语", "English")),
    ("ja", Phrase::new("日语", "Japanese")),
    ("ko", Phrase::new("韩语", "Korean")),
    ("es", Phrase::new("西班牙语", "Spanish")),
    ("pt", Phrase::new("葡萄牙语", "Portuguese")),
    ("id", Phrase::new("印尼语", "Indonesian")),
    ("fr", Phrase::new("法语", "French")),
    ("de", Phrase::new("德语", "German")),
    ("it", Phrase::new("意大利语", "Italian")),
    ("ru", Phrase::new("俄语", "Russian")),
    ("th", Phrase::new("泰语", "Thai")),
    ("vi", Phrase::new("越南语", "Vietnamese")),
    ("ar", Phrase::new("阿拉伯语", "Arabic")),
];

/// Feelings by the name with which the service is asked for them.
const EMOTIONS: [(&str, Phrase); 12] = [
    ("happy", Phrase::new("开心", "Happy")),
    ("sad", Phrase::new("悲伤", "Sad")),
    ("angry", Phrase::new("生气", "Angry")),
    ("surprised", Phrase::new("惊讶", "Surprised")),
    ("fear", Phrase::new("恐惧", "Fearful")),
    ("hate", Phrase::new("厌恶", "Disgusted")),
    ("excited", Phrase::new("激动", "Excited")),
    ("coldness", Phrase::new("冷漠", "Cold")),
    ("neutral", Phrase::new("中性", "Neutral")),
    ("depressed", Phrase::new("沮丧", "Depressed")),
    ("tender", Phrase::new("温柔", "Tender")),
    ("storytelling", Phrase::new("讲故事", "Storytelling")),
];

/// What a language is called in the language of the window; as the service calls it where it is none of the known.
pub fn language<'a>(lang: Lang, code: Option<&str>, name: Option<&'a str>) -> Cow<'a, str> {
    let code = code.unwrap_or_default();
    let main = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match LANGUAGES.iter().find(|(known, _)| *known == main) {
        Some((_, phrase)) => Cow::Borrowed(phrase.get(lang)),
        None => match name {
            Some(name) => outside::label(name),
            None => Cow::Owned(outside::label(code).into_owned()),
        },
    }
}

/// What a feeling is called in the language of the window; as the service calls it where it is none of the known.
pub fn emotion<'a>(lang: Lang, id: &str, name: &'a str) -> Cow<'a, str> {
    match EMOTIONS.iter().find(|(known, _)| *known == id) {
        Some((_, phrase)) => Cow::Borrowed(phrase.get(lang)),
        None => outside::label(name),
    }
}
