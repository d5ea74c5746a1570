//! What is a heading, and what only begins like one.

use langsheng::text::{Script, TextChapter};

fn chapters(text: &str, markdown: bool) -> Vec<TextChapter> {
    Script::new(text, markdown).chapters(text)
}

fn titles(text: &str, markdown: bool) -> Vec<String> {
    chapters(text, markdown).into_iter().map(|chapter| chapter.title).collect()
}

#[test]
fn lines_that_are_headings_of_books_begin_chapters() {
    for heading in [
        "第一章",
        "第一章 出发",
        "第一章出发",
        "第一百零二章：回家",
        "第100回",
        "第１２回 甄士隐梦幻识通灵 贾雨村风尘怀闺秀",
        "第 3 章 上山",
        "第三章 真的吗？",
        "第二部分",
        "第一节 概述",
        "第一卷 青山 第一章 出发",
        "正文 第一章 出发",
        "【第一章 出发】",
        "卷二",
        "卷之三 江湖",
        "上卷",
        "序",
        "序：写在前面",
        "楔子",
        "尾声",
        "番外",
        "番外一 她",
        "番外（二）",
        "Chapter 3",
        "CHAPTER XII.",
        "Chapter IX: The Way Home",
        "Chapter 4 — Rain",
        "Part II",
        "Book One",
        "Chapter Twenty-One",
        "Prologue",
        "EPILOGUE",
        "Introduction: Why",
    ] {
        let text = format!("前面。\n\u{3000}\u{3000}{heading}  \r\n后面。\n");
        let found = chapters(&text, false);
        assert_eq!(found.len(), 1, "{heading}");
        assert_eq!(&text[found[0].source.clone()], heading);
    }
    assert_eq!(titles("第 3 章\u{3000}上\u{202E}\t山", false), ["第 3 章 上 山"]);
}

#[test]
fn what_only_begins_like_a_heading_is_none() {
    for line in [
        "第一章就这样结束了。",
        "第一章讲的是他的童年",
        "第一章，我们出发",
        "第一章 他说，",
        "第二部电影很好看",
        "第三集团军",
        "第二回合",
        "第一次亲密接触",
        "第章",
        "序列",
        "番外人物很多",
        "卷起袖子",
        "上部队去",
        "后记得来",
        "Chapter",
        "Chapter 3 begins here.",
        "chapter 3",
        "Part of the plan",
        "Part I played was small",
        "Introduction to Physics",
        "Prologue was long.",
        "Actor 3",
        "第一章 在很久很久以前的一个非常非常遥远的地方住着一位非常非常善良的老人家和他的一只非常非常可爱的小花猫和狗",
    ] {
        assert_eq!(titles(&format!("前面。\n{line}\n后面。"), false), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn headings_of_markdown_are_chapters_by_their_text() {
    let text = "---\ntitle: x\n---\n# 书 *名*\n\n## [[a|第一章]] `x` ##\n正文。\n\n```\n# code\n```\n\n##\n\n%%\n# hidden\n%%\n\nLast\n====\n\n第二章 出发\n";
    assert_eq!(titles(text, true), ["书 名", "第一章 x", "Last"]);
    let found = chapters("前。\n\n# 一\n\n后。", true);
    assert_eq!((found[0].spoken, &found[0].source), ("前。\n".len(), &("前。\n\n# ".len().."前。\n\n# 一".len())));
}

#[test]
fn each_chapter_knows_where_it_is_spoken() {
    let text = "\u{FEFF}第一章 出发\r\n\r\n天亮了。\r\n第二章 上山\r\n第三章 下山\r\n\u{0}第四章";
    let script = Script::new(text, false);
    let begins: Vec<&str> =
        script.chapters(text).iter().map(|chapter| &script.spoken()[chapter.spoken..][.."第一章".len()]).collect();
    assert_eq!(begins, ["第一章", "第二章", "第三章", "第四章"]);
    assert!(titles("", false).is_empty() && titles("\n\n", true).is_empty());
}

#[test]
fn a_book_of_very_many_chapters_is_read_in_one_go() {
    let text: String = (1..=3000).map(|n| format!("第{n}章 第{n}天\n天亮了。\n\n")).collect();
    let found = chapters(&text, false);
    assert_eq!((found.len(), &*found[2999].title), (3000, "第3000章 第3000天"));
    assert!(found.windows(2).all(|pair| pair[0].spoken < pair[1].spoken));
    // Nothing but one endless line, and nothing but blanks.
    assert!(titles(&"第一章".repeat(300_000), false).is_empty());
    assert!(titles(&" ".repeat(1_000_000), false).is_empty());
}
