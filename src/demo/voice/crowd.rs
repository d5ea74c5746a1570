//! A catalogue as large as one likes: voices with plausible names, languages and abilities, each a pure function of its number,
//! so that lists of thousands can be searched, and a list without an end needs no memory.

use crate::demo::voice::VoiceInfo;
use crate::demo::voice::runs::Tongue;

/// What the ids of these voices begin with; the number follows in 17 digits.
const PREFIX: &str = "72";

const MANNERS: [&str; 24] = [
    "温柔", "清甜", "沉稳", "磁性", "阳光", "知性", "活泼", "慵懒", "爽朗", "儒雅", "俏皮", "高冷", "亲切", "稚嫩",
    "沧桑", "空灵", "率真", "醇厚", "灵动", "干练", "文艺", "元气", "治愈", "低沉",
];
const ROLES: [&str; 24] = [
    "女友",
    "学姐",
    "御姐",
    "妹妹",
    "阿姨",
    "奶奶",
    "女声",
    "主播",
    "少年",
    "大叔",
    "学长",
    "爷爷",
    "男声",
    "旁白",
    "解说",
    "老师",
    "客服",
    "播音",
    "故事姐姐",
    "霸总",
    "男友",
    "少女",
    "童声",
    "说书人",
];
const GIVEN: [&str; 12] =
    ["小雨", "子轩", "若曦", "明哲", "思源", "雨桐", "一诺", "嘉言", "星辰", "沐晨", "清欢", "知夏"];
const FIRST: [&str; 20] = [
    "Emily", "Adam", "Grace", "Oliver", "Chloe", "Henry", "Lucy", "Jack", "Sophie", "Thomas", "Alice", "Daniel",
    "Hannah", "George", "Ruby", "Samuel", "Nora", "Edward", "Ivy", "Walter",
];
const STYLES: [&str; 12] = [
    "Warm",
    "Calm",
    "Bright",
    "Narrator",
    "Storyteller",
    "Newsreader",
    "Casual",
    "Teacher",
    "Deep",
    "Whisper",
    "Cheerful",
    "Support",
];
const JAPANESE: [&str; 8] = ["あけみ", "かずね", "はるこ", "ひろし", "さくら", "たける", "ゆうき", "みさき"];
const FEELINGS: [(&str, &str); 9] = [
    ("happy", "开心"),
    ("sad", "悲伤"),
    ("angry", "生气"),
    ("surprised", "惊讶"),
    ("fear", "恐惧"),
    ("hate", "厌恶"),
    ("excited", "激动"),
    ("coldness", "冷漠"),
    ("neutral", "中性"),
];

/// The voice of a number.
pub fn voice(number: usize) -> VoiceInfo {
    let id = format!("{PREFIX}{number:017}");
    let pick = |list: &[&'static str], by: usize| list[by % list.len()];
    let (name, language, sample) = if is_english(number) {
        let round = number / 7;
        let name = format!("{} {}", pick(&FIRST, round), pick(&STYLES, round / FIRST.len()));
        let code = ["en-US", "en-GB", "en-AU"][round % 3];
        (name, (code, "English"), "Hello! I am happy to read this to you.")
    } else if number % 23 == 5 {
        let name = format!("{} {}", pick(&JAPANESE, number / 23), number / 23 / JAPANESE.len() + 1);
        (name, ("ja", "日本語"), "こんにちは。お読みします。")
    } else if number % 50 == 49 {
        (format!("我的声音 {}", number / 50 + 1), ("zh", "中文"), "这是我自己的声音。")
    } else {
        let manner = pick(&MANNERS, number);
        // Each round of the manners meets the next role, so that no two names are the same for long.
        let role = pick(&ROLES, number + number / MANNERS.len());
        let given = number / (MANNERS.len() * ROLES.len());
        let given = if given == 0 { String::new() } else { format!("·{}", pick(&GIVEN, given - 1)) };
        (format!("{manner}{role}{given}"), ("zh", "中文"), "你好，很高兴为你朗读这一段文字。")
    };
    let mut info = VoiceInfo::new(&id, &name, language, sample);
    info.is_system = number % 50 != 49;
    if number % 9 == 4 {
        info.model_type = "small".to_owned();
    } else if info.is_system && number.is_multiple_of(5) {
        info.name.push_str(" 2.0");
    } else if info.is_system && number % 6 == 1 {
        info.name.push_str("（多情感）");
        let some = FEELINGS.iter().skip(number % 4).take(3 + number % 5);
        info.emotions = some.map(|(word, name)| ((*word).into(), (*name).into())).collect();
    }
    info
}

/// How the voice of an id sounds, if it is one of these: its pitch and its pace as factors, and what it reads.
pub fn sound(id: &str) -> Option<(f32, f32, Tongue)> {
    let number: usize = id.strip_prefix(PREFIX).filter(|rest| rest.len() == 17)?.parse().ok()?;
    let step = |by: usize, steps: usize| ((number / by) % steps) as f32 / steps as f32;
    let tongue = if is_english(number) { Tongue::English } else { Tongue::MANDARIN };
    Some((0.8 + 0.4 * step(1, 13), 0.85 + 0.3 * step(13, 7), tongue))
}

fn is_english(number: usize) -> bool {
    number % 7 == 3
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{sound, voice};

    #[test]
    fn thousands_of_voices_have_ids_of_their_own_and_names_that_hardly_repeat() {
        let voices: Vec<_> = (0..5_000).map(voice).collect();
        let ids: HashSet<_> = voices.iter().map(|voice| &voice.id).collect();
        let names: HashSet<_> = voices.iter().map(|voice| &voice.name).collect();
        assert_eq!(ids.len(), 5_000);
        assert!(names.len() > 4_500, "{}", names.len());
        assert!(voices.iter().all(|voice| voice.id.len() == 19 && sound(&voice.id).is_some()));
        assert!(sound("7000000000000000001").is_none());
    }
}
