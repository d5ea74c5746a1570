//! What a voice is, as far as the service or its name tells: the service says nothing of gender, style and scene (protocol.md §7.1).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::protocol::Voice;
use crate::ui::voice::takes_context;
use crate::words::{Lang, voice as words};

/// Who seems to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// A woman or a girl.
    Female,
    /// A man or a boy.
    Male,
    /// A child of either.
    Child,
}

impl Gender {
    /// All of them, as they stand in a menu.
    pub const ALL: [Gender; 3] = [Gender::Female, Gender::Male, Gender::Child];

    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Gender::Female => words::FEMALE.get(lang),
            Gender::Male => words::MALE.get(lang),
            Gender::Child => words::CHILD.get(lang),
        }
    }
}

/// What a voice is made for, or how it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each is named after what its name says
pub enum VoiceStyle {
    Gentle,
    Lively,
    Calm,
    Narration,
    Story,
    News,
    Advert,
    Teaching,
    Service,
    Character,
    Dialect,
}

impl VoiceStyle {
    /// All of them, as they stand in a menu.
    pub const ALL: [VoiceStyle; 11] = [
        VoiceStyle::Gentle,
        VoiceStyle::Lively,
        VoiceStyle::Calm,
        VoiceStyle::Narration,
        VoiceStyle::Story,
        VoiceStyle::News,
        VoiceStyle::Advert,
        VoiceStyle::Teaching,
        VoiceStyle::Service,
        VoiceStyle::Character,
        VoiceStyle::Dialect,
    ];

    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        let phrase = match self {
            VoiceStyle::Gentle => words::GENTLE,
            VoiceStyle::Lively => words::LIVELY,
            VoiceStyle::Calm => words::CALM,
            VoiceStyle::Narration => words::NARRATION,
            VoiceStyle::Story => words::STORY,
            VoiceStyle::News => words::NEWS,
            VoiceStyle::Advert => words::ADVERT,
            VoiceStyle::Teaching => words::TEACHING,
            VoiceStyle::Service => words::SERVICE,
            VoiceStyle::Character => words::CHARACTER,
            VoiceStyle::Dialect => words::DIALECT,
        };
        phrase.get(lang)
    }

    /// What names of such voices hold: Chinese anywhere, Latin letters as a word.
    fn signs(self) -> &'static [&'static str] {
        match self {
            VoiceStyle::Gentle => {
                &["温柔", "柔美", "贴心", "知性", "甜心", "治愈", "亲切", "优柔", "warm", "gentle", "soft", "whisper"]
            }
            VoiceStyle::Lively => {
                &["活泼", "开朗", "爽快", "爽朗", "阳光", "元气", "俏皮", "灵动", "甜美", "撒娇", "bright", "cheerful"]
            }
            VoiceStyle::Calm => {
                &["沉稳", "磁性", "渊博", "儒雅", "深夜", "低沉", "醇厚", "沧桑", "高冷", "calm", "deep"]
            }
            VoiceStyle::Narration => &["解说", "旁白", "说书", "播客", "侦探", "narrator", "narration", "podcast"],
            VoiceStyle::Story => &["故事", "绘本", "少儿", "睡前", "童话", "storyteller", "story"],
            VoiceStyle::News => &["新闻", "播报", "播音", "主播", "newsreader", "news", "anchor"],
            VoiceStyle::Advert => &["广告", "促销", "advert", "promo"],
            VoiceStyle::Teaching => &["老师", "教", "讲师", "teacher", "tutor"],
            VoiceStyle::Service => &["客服", "助手", "助理", "support", "assistant"],
            VoiceStyle::Character => {
                &["猴哥", "熊二", "霸总", "奶奶", "爷爷", "公子", "御姐", "佩奇", "唐僧", "悟空", "八戒", "character"]
            }
            VoiceStyle::Dialect => &[
                "粤语", "广州", "广东", "东北", "北京", "京腔", "四川", "川妹", "成都", "台湾", "湾湾", "湾区", "上海",
                "天津", "河南", "陕西", "西安", "长沙", "湖南", "方言", "山东",
            ],
        }
    }
}

/// The model behind a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VoiceModel {
    /// Doubao 2.0, which listens to an instruction.
    Second,
    /// A large model of the first generation.
    Large,
    /// A small one.
    Small,
}

impl VoiceModel {
    /// All of them, as they stand in a menu.
    pub const ALL: [VoiceModel; 3] = [VoiceModel::Second, VoiceModel::Large, VoiceModel::Small];

    /// What it is called.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            VoiceModel::Second => words::MODEL_SECOND.get(lang),
            VoiceModel::Large => words::MODEL_LARGE.get(lang),
            VoiceModel::Small => words::MODEL_SMALL.get(lang),
        }
    }

    /// The model of a voice.
    pub fn of(voice: &Voice) -> VoiceModel {
        if takes_context(voice) {
            VoiceModel::Second
        } else if voice.model_type.as_deref() == Some("small") {
            VoiceModel::Small
        } else {
            VoiceModel::Large
        }
    }
}

/// Words that only women, and only men, are called, beside 女 and 男.
const FEMALE: [&str; 31] = [
    "姐", "妹", "妈", "奶奶", "婆", "姨", "娘", "姑", "婶", "嫂", "公主", "萝莉", "小美", "思思", "小源", "梓梓",
    "灿灿", "若曦", "雨桐", "female", "woman", "girl", "lady", "miss", "lily", "candy", "amanda", "anna", "sarah",
    "harmony", "emily",
];
const MALE: [&str; 27] = [
    "哥", "叔", "爷", "爸", "伯", "霸总", "少年", "公子", "学长", "小伙", "先生", "阿虎", "小明", "逸辰", "大壹",
    "老铁", "male", "man", "boy", "guy", "alvin", "adam", "smith", "dryw", "brayan", "roberto", "oliver",
];
const CHILD: [&str; 7] = ["童声", "儿童", "宝宝", "萌娃", "小孩", "child", "kid"];

/// So much of a name tells something.
const TELLING: usize = 400;

/// What a part of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Child,
    /// 女 and 男, which leave no doubt.
    Woman,
    Man,
    Female,
    Male,
    Style(VoiceStyle),
}

/// All signs by their first character, so that a name is read in one go: there are thousands of names.
static SIGNS: LazyLock<HashMap<char, Vec<(&'static str, Sign)>>> = LazyLock::new(|| {
    let mut signs: HashMap<char, Vec<(&'static str, Sign)>> = HashMap::new();
    let mut add = |texts: &[&'static str], sign: Sign| {
        for text in texts {
            signs.entry(text.chars().next().unwrap_or_default()).or_default().push((text, sign));
        }
    };
    add(&["女"], Sign::Woman);
    add(&["男"], Sign::Man);
    add(&CHILD, Sign::Child);
    add(&FEMALE, Sign::Female);
    add(&MALE, Sign::Male);
    VoiceStyle::ALL.into_iter().for_each(|style| add(style.signs(), Sign::Style(style)));
    signs
});

/// What a name, folded, says: Latin letters only as a word of their own, so that no woman is a man.
fn signs(name: &str) -> Vec<Sign> {
    let name = &name[..name.floor_char_boundary(TELLING)];
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in name.char_indices() {
        for (text, sign) in SIGNS.get(&c).into_iter().flatten() {
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let Some(rest) = name[at..].strip_prefix(text) else { continue };
            if !text.is_ascii() || !(is_letter(before) || is_letter(rest.chars().next())) {
                found.push(*sign);
            }
        }
        before = Some(c);
    }
    found
}

/// Who seems to speak by a name, folded, nothing where it does not say, or says both; and what the voice is made for, in the
/// order of [`VoiceStyle::ALL`].
pub fn read(name: &str) -> (Option<Gender>, Vec<VoiceStyle>) {
    let signs = signs(name);
    let has = |sign| signs.contains(&sign);
    let gender = match (has(Sign::Woman), has(Sign::Man), has(Sign::Female), has(Sign::Male)) {
        _ if has(Sign::Child) => Some(Gender::Child),
        (true, false, ..) => Some(Gender::Female),
        (false, true, ..) => Some(Gender::Male),
        (_, _, true, false) => Some(Gender::Female),
        (_, _, false, true) => Some(Gender::Male),
        _ => None,
    };
    (gender, VoiceStyle::ALL.into_iter().filter(|style| has(Sign::Style(*style))).collect())
}

#[cfg(test)]
mod tests {
    use super::{Gender, VoiceStyle, read};

    #[test]
    fn names_tell_who_speaks_where_they_do() {
        for (name, wanted) in [
            ("柔美女友", Some(Gender::Female)),
            ("儒雅男友（多情感）", Some(Gender::Male)),
            ("傲娇霸总", Some(Gender::Male)),
            ("撒娇学妹 2.0", Some(Gender::Female)),
            ("磁性解说男声", Some(Gender::Male)),
            ("a woman of letters", Some(Gender::Female)),
            ("little boy", Some(Gender::Male)),
            ("甜美童声", Some(Gender::Child)),
            ("manchester", None),
            ("心灵鸡汤", None),
            ("男女对唱", None),
            ("", None),
        ] {
            assert_eq!(read(name).0, wanted, "{name}");
        }
    }

    #[test]
    fn names_tell_what_a_voice_is_for() {
        assert_eq!(read("磁性解说男声").1, [VoiceStyle::Calm, VoiceStyle::Narration]);
        assert_eq!(read("少儿故事").1, [VoiceStyle::Story]);
        assert_eq!(read("广州德哥（多情感）").1, [VoiceStyle::Dialect]);
        assert_eq!(read("emily warm").1, [VoiceStyle::Gentle]);
        assert!(read("vivi").1.is_empty());
    }
}
