//! Notes of Obsidian are read without the signs that only Obsidian knows.

use langsheng::text::Script;
use proptest::prelude::*;

use super::check_markdown;
use crate::common::cases;

#[test]
fn links_highlights_and_tags_are_their_words() {
    check_markdown("看[[天气|今天的天气]]和[[公园]]。", "看今天的天气和公园。");
    check_markdown("这是==重点==，a == b 和 a==b 不是。", "这是重点，a == b 和 a==b 不是。");
    check_markdown("==很**重要**的==话。`x==y==z`", "很重要的话。 | x==y==z");
    check_markdown("#todo 买菜 #生活/日常，C# 和 #1。", "todo 买菜 生活/日常，C# 和 #1。");
    check_markdown("见图。\n\n![[图片.png|100]]\n\n![[笔记]]\n\n![猫](a.png)", "见图。 | 猫");
}

#[test]
fn comments_and_formulas_are_left_out() {
    check_markdown("前%%这里不读%%后。\n\n%%\n一段\n\n# 标题\n%%\n\n完。", "前后。 | 完。");
    check_markdown("一半 50%% 了。", "一半 50%% 了。");
    check_markdown("```\na %% b %% c\n```", "a %% b %% c");
    check_markdown("公式如下：\n\n$$\n\\int_0^1 x^2\\,dx\n$$\n\n完。", "公式如下： | 完。");
    check_markdown("设 $x = 5$，而 $\\frac{1}{2}$ 不读。", "设 x = 5，而  不读。");
    check_markdown("It costs $5 and $6. Or $5-$6.", "It costs $5 and $6. | Or $5-$6.");
}

#[test]
fn callouts_are_their_title_and_text() {
    check_markdown("> [!note] 注意\n> 先保存。\n> 再关。", "注意 | 先保存。 | 再关。");
    check_markdown("> [!tip]- 折起来的\n> 内容。", "折起来的 | 内容。");
    check_markdown("> [!warning]\n> 内容。", "内容。");
    check_markdown("> [!自定义]\n> 内容。", "内容。");
    check_markdown("> 引用。", "引用。");
}

#[test]
fn what_is_left_leads_back_to_what_was_typed() {
    let typed = "# 甲 ==乙==\r\n\r\n> [!note] 丙\r\n> [[丁|戊]]。\r\n";
    let script = Script::new(typed, true);
    let source: Vec<&str> = script.sentences().iter().map(|sentence| &typed[sentence.source.clone()]).collect();
    assert_eq!(source, ["甲 ==乙", "丙", "戊]]。"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    /// Whatever stands there, each sentence stands for a part of the text, and they follow each other.
    #[test]
    fn any_signs_keep_the_ranges_whole(text in "([=%$#`\\[\\]!|>\n a字1-]|==|%%|\\[\\[|\\]\\]|\\$\\$|> \\[!note\\] ){0,60}") {
        let script = Script::new(&text, true);
        let mut end = 0;
        for sentence in script.sentences() {
            prop_assert!(sentence.source.start >= end && sentence.source.end >= sentence.source.start);
            prop_assert!(text.get(sentence.source.clone()).is_some(), "{:?} of {:?}", sentence, text);
            end = sentence.source.end;
        }
        for chapter in script.chapters(&text) {
            prop_assert!(chapter.spoken <= script.spoken().len() && text.get(chapter.source).is_some());
        }
    }
}

/// Text that nobody would write takes no longer than other text: a reader that looks far ahead at each sign would hang here.
#[test]
fn signs_without_end_cost_no_more_than_others() {
    for sign in
        ["$a ", "$", "$$", "$$a ", "[[", "![[", "[[a|", "[[a]] ", "==a ", "a==", "%%a ", "> [!note] ", "#a ", "`a "]
    {
        for markdown in [sign.repeat((1 << 17) / sign.len()), format!("{}]]$$%%", sign.repeat((1 << 17) / sign.len()))]
        {
            let script = Script::new(&markdown, true);
            // A paragraph ends with a line end.
            assert!(script.spoken().len() <= markdown.len() + 1);
        }
    }
}
