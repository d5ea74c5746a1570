//! Which line ends of plain text only wrap. In the table below `⏎` is one that does, and becomes a blank; `\n` is one that
//! ends something, and stays.

use langsheng::text::Script;

const TEXTS: &[(&str, &str)] = &[
    (
        "a mail at 72 columns, with a title, a list and a signature",
        "Minutes of the meeting\n\
         We met in the small room on Tuesday and talked about the new building,⏎\
         which everyone likes, although nobody knows who will pay for it. The⏎\
         architect, Mr. Hale, showed three drawings.\n\
         These things are still to be done:\n\
         - find a quiet place for the office until the summer\n\
         - write to the owner of the field behind the church and ask him for⏎\
         the old maps\n\
         \n\
         Thank you all for coming, and especially those of you who came by train⏎\
         from New York.\n\
         \n\
         Jane Miller\n\
         12 High Street\n\
         Brighton",
    ),
    (
        "paragraphs of a mail without blank lines between them",
        "The ship left the harbour before anyone in the town had woken up, and it⏎\
         was far out at sea when the first window was opened.\n\
         Nobody saw it again. The owner waited for a letter that never came, and⏎\
         after a year he sold the house and went to live with his daughter in a⏎\
         village at the foot of the mountains.\n\
         That is all we know.",
    ),
    (
        "an address too long for any margin",
        "The files that we talked about on Monday can be had from the address that⏎\
         follows, but only until the end of the month, and only if you ask for⏎\
         https://files.example.org/a/very/long/path/that/nobody/could/ever/break/into/two/lines?x=1⏎\
         with the word that I sent to you last week in another mail, please.",
    ),
    ("two lines of a sentence", "The quick brown fox⏎jumps over the lazy dog."),
    ("a subtitle of two lines", "I never thought that you would ever⏎come back to this house again."),
    (
        "a narrow column",
        "The mayor of the town said on⏎\
         Friday that the bridge would be⏎\
         closed for two weeks, because the⏎\
         stones under it have moved.",
    ),
    (
        "wrapped by hand, not quite to the margin",
        "We walked along the river until it was dark, and then we⏎\
         sat down on a bench that somebody had painted⏎\
         green, although the paint was still wet, which we⏎\
         did not know.",
    ),
    (
        "German, in which many words begin with a capital",
        "Gestern bin ich mit meinem Bruder über die Brücke in die Stadt gegangen,⏎\
         weil wir dort ein Haus ansehen wollten, das seit vielen Jahren leer⏎\
         steht. Der Besitzer, ein alter Mann aus Hamburg, zeigte uns jedes Zimmer⏎\
         und erzählte dabei, wie sein Vater das Haus gebaut hatte.",
    ),
    (
        "Russian",
        "Мы долго шли по дороге, которая вела через лес к старой мельнице, и⏎\
         никто из нас не говорил ни слова, потому что все устали и хотели⏎\
         только одного: сесть у огня и ничего не делать.",
    ),
    (
        "first lines that are indented",
        "   It was late when the train came, and there was nobody at the station⏎\
         to meet him, so he took his bag and walked into the town alone, as he⏎\
         had done so many times before.\n\
         \u{20}  The streets were empty. He found the house, but the light in it was⏎\
         out, and the door was locked.",
    ),
    (
        "entries that hang, as in a list of books",
        "Hale, John: A history of lamps and lighthouses on the coasts of the north,⏎\
         \u{20}   with many pictures by the author and a map that can be folded⏎\
         \u{20}   out of the book.\n\
         Miller, Jane: Letters from a small island, written in the years before⏎\
         \u{20}   the great storm and found again in a box of tea.",
    ),
    (
        "Chinese of 20 characters, with marks that hang over the margin",
        "清晨的码头很安静，只有海鸥在叫，老陈把船⏎\
         缆解开，回头看了一眼岸上的人，说该走了吧，⏎\
         没有人回答他。他想起去年的冬天，雪下得很⏎\
         大，河面都结了冰，孩子们。",
    ),
    (
        "Chinese of 40 characters",
        "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦；及秦灭之后，楚、汉分争，又⏎\
         并入于汉。汉朝自高祖斩白蛇而起义，一统天下，后来光武中兴，传至献帝，遂分为三国。推其⏎\
         致乱之由，殆始于桓、灵二帝。",
    ),
    (
        "Chinese without a mark",
        "话说天下大势分久必合合久必分周末七国分争并入于秦及秦灭之后⏎\
         楚汉分争又并入于汉汉朝自高祖斩白蛇而起义一统天下后来光武中⏎\
         兴传至献帝遂分为三国。",
    ),
    (
        "Chinese with words and numbers of Latin in it",
        "我们在 2026 年推出的 langsheng 是一个能够朗读任何文本的桌面⏎\
         程序，它用 Rust 写成，支持 Windows、macOS 和 Linux，并且⏎\
         可以把声音保存成 WAV、FLAC 或者 MP3 文件，非常方便。",
    ),
    (
        "an e-book with wide indents and no blank lines",
        "\u{3000}\u{3000}清晨的码头很安静，只有海鸥在叫。老陈把⏎\
         船缆解开，回头看了一眼岸上的人，说该走了。\n\
         \u{3000}\u{3000}没有人回答他，他想起去年的冬天，雪下得⏎\
         很大，河面结了冰，孩子们在上面跑来跑去，谁⏎\
         会想到今天呢？\n\
         \u{3000}\u{3000}“走吧。”他又说了一遍。",
    ),
    (
        "paragraphs of two lines, of which only all together tell",
        "清晨的码头很安静，只有海鸥在叫，老陈把船⏎缆解开了。\n\n\
         没有人回答他，他想起去年的冬天，雪下得很⏎大很大。\n\n\
         孩子们在冰上跑来跑去，那时候，谁会想到今⏎天呢？\n\n\
         船开了，岸上的人越来越小，老陈没有再回头⏎看一眼。",
    ),
    (
        "read from a page, with lines that differ a little",
        "今天下午我们一起去了城外的小山，山上的风⏎\
         很大，树叶都落了，只有松树还是绿的，站⏎\
         在山顶可以看到整个城市，河水从城中间流⏎\
         过，像一条带子。",
    ),
    ("a comma goes on", "床前明月光，⏎疑是地上霜"),
    // What is not wrapped.
    ("a list", "Red\nBlue\nGreen\nYellow."),
    ("a list in small letters", "red\nblue\ngreen\nyellow."),
    ("a list of tasks", "Buy milk and bread\nCall the plumber about the sink\nWrite to grandmother\nSleep."),
    (
        "a list of tasks in small letters",
        "buy a new battery for the old red car\ncall the plumber about the kitchen sink\nwrite a letter to grandmother.",
    ),
    ("a recipe", "Pancakes\n2 eggs\n250 ml of milk\n100 g of flour\na little salt"),
    (
        "headlines",
        "Fed raises interest rates by a quarter of a point\nStorm leaves thousands without power in the south\nScientists discover a new species in the deep sea",
    ),
    (
        "Chinese headlines",
        "全国铁路今日起实行新的运行图\n多地迎来今年入冬以来的最强降雪\n科学家在深海发现新物种\n新学期开学第一课",
    ),
    ("verses of five characters", "春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少。"),
    ("verses of seven characters", "朝辞白帝彩云间\n千里江陵一日还\n两岸猿声啼不住\n轻舟已过万重山。"),
    ("a modern poem", "轻轻的我走了\n正如我轻轻的来\n我轻轻的招手\n作别西天的云彩。"),
    (
        "English verses",
        "Two roads diverged in a yellow wood\nAnd sorry I could not travel both\nAnd be one traveler long I stood\nAnd looked down one as far as I could.",
    ),
    ("verses in small letters", "so much depends\nupon\na red wheel\nbarrow."),
    (
        "lyrics",
        "Oh I was walking down the road tonight\nLooking for a little light\nBaby can you hear me\nBaby come home.",
    ),
    ("titles of chapters", "第一章 出发\n第二章 上山\n第三章 下山。"),
    ("a title", "Chapter One\nThe story begins here."),
    (
        "a Chinese title",
        "关于进一步加强城市道路交通安全管理工作的通知\n各区县人民政府，市政府各部门：现将有关事项通知如下。",
    ),
    ("a dialogue", "alice: hi\nbob: hi."),
    (
        "a longer dialogue",
        "alice: hi there, how are you doing today, my old friend from school\nbob: i am fine, thank you, and it is so good to see you after all\nalice: it is, is it not, and how is your mother these days.",
    ),
    ("a Chinese dialogue", "甲：你今天去哪里了\n乙：我去公园散步了\n甲：公园里人多吗。"),
    ("an address", "John Smith\n12 High Street\nBrighton BN1 1AA\nEngland."),
    (
        "a table",
        "Name\tAge\tCity of birth and of residence\nAlice\t30\tLondon, the capital of England\nBob\t41\tParis.",
    ),
    (
        "code",
        "fn main() {\n    let first = compute_the_first(value);\n    for one in first.iter() {\n        println!(\"{one}\")\n    }\n}",
    ),
    ("paragraphs of one long line", LONG_LINES),
    ("items with numbers", "1. open the file that you want to hear\n2. press the button and wait\n3) listen."),
    ("wide items", "１．苹果和香蕉\n２．梨\n（三）桃子\n①李子。"),
];

const LONG_LINES: &str = "他说他从来没有见过这样大的雪，也从来没有想过会在这样的天气里走这么远的路，可是路总是要走的，不走就到不了，到不了就什么也没有，所以他还是出发了\n他走了三天三夜，终于到了那个小镇，小镇上的人都不认识他，但是都愿意给他一碗热汤，他就坐在火边，一句话也不说，慢慢地喝完了那碗汤，然后就睡着了";

#[test]
fn lines_are_joined_where_a_text_is_wrapped_and_nowhere_else() {
    let mut wrong = Vec::new();
    for (name, text) in TEXTS {
        for line_end in ["\n", "\r\n"] {
            let typed = text.replace('\n', "⏎").replace('⏎', line_end);
            let spoken = Script::new(&typed, false).spoken().to_owned();
            let expected = text.replace('⏎', " ");
            if spoken != expected {
                wrong.push(format!("{name}:\n{spoken}\n--- not\n{expected}"));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TEXTS.len(), wrong.join("\n\n"));
}

#[test]
fn a_word_hyphenated_at_a_line_end_is_one_word() {
    let spoken = |text: &str| Script::new(text, false).spoken().to_owned();
    for (typed, expected) in [
        ("We need more infor-\nmation about it.", "We need more information about it."),
        ("We need more infor- \r\n  mation about it.", "We need more information about it."),
        ("a well-\nknown fact", "a well-known fact"),
        ("She is twenty-\none and her mother-\nin-law is not.", "She is twenty-one and her mother-in-law is not."),
        ("The old-\nest house.", "The oldest house."),
        ("The COVID-\nfree island and the X-\nray.", "The COVID-free island and the X-ray."),
        // The text itself says how the word is written.
        ("A wellborn man. He was well-\nborn.", "A wellborn man. He was wellborn."),
        ("An ice-cream, and one more ice-\ncream.", "An ice-cream, and one more ice-cream."),
        ("The river is dry. A bed of stones: the river-\nbed.", "The river is dry. A bed of stones: the river-bed."),
        ("Infor\u{AD}\nmation.", "Information."),
        ("Donaudampfschiff-\nfahrt.", "Donaudampfschifffahrt."),
        ("pre-\nPost", "pre-\nPost"),
        ("wait --\nwhat", "wait --\nwhat"),
    ] {
        assert_eq!(spoken(typed), expected, "of {typed:?}");
    }
}

#[test]
fn a_word_hyphenated_in_markdown_is_one_word_too() {
    let typed = "# Notes\n\nWe need more infor-\n*mation* and some-  \nthing, well-\nknown &#45;\nand a \\-\nb.";
    let script = Script::new(typed, true);
    assert_eq!(script.spoken(), "Notes\nWe need more information and some-\nthing, well-known - and a - b.\n");
    let at = script.spoken().find("mation").unwrap();
    assert_eq!(&typed[script.source(at - 2..at + 6)], "or-\n*mation");
}

#[test]
fn ranges_of_a_word_that_was_hyphenated_lead_back_to_both_halves() {
    let typed = "\u{FEFF}More infor-\r\n  mation. And \u{7}some-\r\nthing.";
    let script = Script::new(typed, false);
    assert_eq!(script.spoken(), "More information. And something.");
    let source: Vec<&str> = script.sentences().iter().map(|sentence| &typed[sentence.source.clone()]).collect();
    assert_eq!(source, ["More infor-\r\n  mation.", "And \u{7}some-\r\nthing."]);
    let at = script.spoken().find("mation").unwrap();
    assert_eq!(&typed[script.source(at..at + 6)], "mation");
    assert_eq!(&typed[script.source(at - 2..at)], "or");
}
