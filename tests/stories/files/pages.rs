//! Subtitles and web pages: what is said, and what is seen.

use super::{encoded, read_named};

fn check(name: &str, source: &str, text: &str) {
    assert_eq!(read_named(name, source.as_bytes()).text, text, "of {source}");
}

#[test]
fn of_subtitles_the_words_are_left() {
    check(
        "a.srt",
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>今天天气不错</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000 X1:40\r\n{\\an8}我们去公园，\r\n好不好？\r\n\r\n",
        "今天天气不错\n\n我们去公园，好不好？",
    );
    check(
        "b.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nI went to the\nshop and\n\n2\n00:00:02,000 --> 00:00:03,000\nbought a<5 and b>3.\n3\n00:00:03,000 --> 00:00:04,000\n- Really?\n- Yes.\n",
        "I went to the shop and bought a<5 and b>3.\n\nReally?\nYes.",
    );
    check(
        "c.vtt",
        "WEBVTT - a title\nKind: captions\n\nNOTE\nnot said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Alice>Hello &amp; <c.loud>welcome</c>.</v>\n\n00:02.000 --> 00:03.000\n<00:02.100>Hello <00:02.300>again.\n",
        "Hello & welcome.\n\nHello again.",
    );
    // One that rolls says each line once.
    check(
        "d.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nfirst words\n\n00:02.000 --> 00:03.000\nfirst words\nsecond words\n",
        "first words second words",
    );
    check("e.srt", "1\n00:00:01,000 --> 00:00:02,000\n一行\n没有标点\n", "一行，没有标点");
    // A number that is said is not the number of a cue.
    check("f.srt", "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:02,000 --> 00:00:03,000\n好\n", "1984\n\n好");
    // Saved under another name, or in another encoding.
    check("g.txt", "1\n00:00:01,000 --> 00:00:02,000\n你好\n", "你好");
    let opened = read_named("h.srt", &encoded("GB18030", "1\n00:00:01,000 --> 00:00:02,000\n今天天气不错\n"));
    assert_eq!((opened.text.as_str(), opened.reading.encoding.name()), ("今天天气不错", "GB18030"));
    check("i.txt", "WEBVTT is a format.\n", "WEBVTT is a format.\n");
    check("j.txt", "1\n2\n3\n", "1\n2\n3\n");
}

#[test]
fn of_a_web_page_what_a_reader_sees_is_left() {
    check(
        "a.html",
        "<!DOCTYPE html><html><head><title>标题</title><style>p{}</style><script>if (a<b) alert('x')</script></head>\
         <body><h1>第一章</h1><p>今天&nbsp;天气<b>不错</b>&mdash;真的\n不错。</p><p>第二段<br>换行</p><!-- no --></body></html>",
        "第一章\n\n今天 天气不错—真的不错。\n\n第二段\n换行",
    );
    check("b.htm", "<ul><li>one<li>two</ul><ol start=3><li>three</li></ol>", "one\n\ntwo\n\n3. three");
    check("c.html", "<table><tr><td>甲</td><td>1</td></tr><tr><td>a</td><td>b</td></tr></table>", "甲，1\na, b");
    check(
        "d.html",
        "<p hidden>no</p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字 <img src=x alt='a cat'>",
        "汉字 a cat",
    );
    check("e.html", "<pre>one\n  two</pre>a &lt;b&gt; &#20320;&hearts;", "one\n  two\n\na <b> 你♥");
    check("f.xhtml", "<?xml version='1.0'?><html><head><title/></head><body><p>words</p></body></html>", "words");
    check("g.html", "just words, no tags", "just words, no tags");
    // Saved under another name.
    check("h.txt", "\n<!-- saved from -->\n<html><body><p>words</p></body></html>", "words");
    check("i.txt", "<p> is a tag.", "<p> is a tag.");
    check("j.md", "<html> is a tag.", "<html> is a tag.");
}

#[test]
fn a_page_may_say_its_encoding() {
    for (said, encoding) in [
        ("<meta charset=\"gbk\">", "GB18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "GB18030"),
        ("<meta charset=shift_jis>", "Shift_JIS"),
        ("<meta charset=utf-8>", "UTF-8"),
        // What it says and what it is may differ.
        ("<meta charset=gbk>", "UTF-8"),
        ("<meta charset=utf-8>", "GB18030"),
    ] {
        let page = format!("<html><head>{said}</head><body><p>今日天気大人日本語</p></body></html>");
        let page = if encoding == "GB18030" { page.replace("天気", "天气").replace("語", "语") } else { page };
        let opened = read_named("a.html", &encoded(encoding, &page));
        assert_eq!(opened.reading.encoding.name(), encoding, "{said}");
        assert!(opened.text.starts_with("今日天"), "{}", opened.text);
    }
}
