//! The text box: writing, undoing and choosing in texts of any length, of which only what is in sight is set.

use egui::accesskit::Role;
use egui::epaint::text::MissingGlyphPolicy;
use egui::{Event, ImeEvent, Key, Modifiers, OutputCommand, Shape};
use egui_kittest::kittest::NodeT as _;
use langsheng::words::{Lang, document as words};

use crate::desk::{Desk, LANGS, Plan};

/// The letters that the last frame paints.
fn letters(desk: &mut Desk) -> String {
    fn of(shape: &Shape, letters: &mut String) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| of(shape, letters)),
            Shape::Text(text) if !text.galley.is_empty() => {
                letters.extend(text.galley.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| glyph.chr));
            }
            _ => {}
        }
    }
    let mut letters = String::new();
    desk.harness().output().shapes.iter().for_each(|clipped| of(&clipped.shape, &mut letters));
    letters
}

/// What was put to the clipboard in the last frame.
fn copied(desk: &mut Desk) -> Option<String> {
    desk.harness().output().platform_output.commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

fn event(desk: &mut Desk, event: Event) {
    desk.harness().event(event);
    desk.harness().step();
}

fn key(desk: &mut Desk, modifiers: Modifiers, key: Key) {
    desk.harness().key_press_modifiers(modifiers, key);
    desk.harness().step();
}

fn preedit(text: &str) -> Event {
    Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None })
}

/// A window that shows a box for signs that its fonts lack, as the real one does.
fn open(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang);
    let ctx = desk.harness().ctx.clone();
    ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
    // A frame here is a quarter of a second.
    ctx.options_mut(|options| options.input_options.max_double_click_delay = 10.0);
    desk
}

/// A window with this text and the keyboard in it.
fn with(lang: Lang, text: &str) -> Desk {
    let mut desk = open(lang);
    desk.write(text);
    desk
}

/// Texts that are large, or large in one place.
fn large() -> Vec<(&'static str, String)> {
    let of = |piece: &str, bytes: usize| piece.repeat(bytes / piece.len());
    vec![
        ("one line", of("今天天气不错，一起去公园走走吧。The quick fox. ", 300_000)),
        ("lines", of("今天天气不错，一起去公园走走吧。\n", 300_000)),
        ("no blank", "a".repeat(300_000)),
        ("accents", format!("a{}", of("\u{301}", 100_000))),
        ("empty lines", "\n".repeat(200_000)),
        ("right to left", of("هذا نص طويل جدا. ", 100_000)),
        ("joined emoji", of("👩‍👩‍👧‍👦🏳️‍🌈", 100_000)),
    ]
}

#[test]
fn of_a_text_of_any_length_only_what_is_in_sight_is_set() {
    for (name, text) in large() {
        let mut desk = open(Lang::Zh);
        event(&mut desk, Event::PointerMoved(egui::pos2(300.0, 300.0)));
        desk.harness().ctx.memory_mut(|memory| memory.request_focus(langsheng::ui::document::paper::text_id()));
        desk.harness().step();
        event(&mut desk, Event::Paste(text.clone()));
        for (modifiers, pressed) in [
            (Modifiers::CTRL, Key::Home),
            (Modifiers::NONE, Key::PageDown),
            (Modifiers::NONE, Key::ArrowDown),
            (Modifiers::COMMAND, Key::A),
            (Modifiers::CTRL, Key::End),
        ] {
            key(&mut desk, modifiers, pressed);
            desk.harness().step();
            let set = letters(&mut desk).chars().count();
            assert!(set < 30_000, "{name}: {set} letters set after {pressed:?}");
        }
        event(&mut desk, Event::Text("末".into()));
        assert!(desk.model().document.text == format!("{text}末"), "{name}: written at the end");
        desk.harness().step();
        assert!(letters(&mut desk).contains('末'), "{name}: what is written is seen");
        key(&mut desk, Modifiers::COMMAND, Key::Z);
        key(&mut desk, Modifiers::COMMAND, Key::A);
        event(&mut desk, Event::Copy);
        assert!(copied(&mut desk).as_deref() == Some(&text), "{name}: all of it is copied");
        key(&mut desk, Modifiers::COMMAND, Key::Z);
        assert_eq!(desk.model().document.text, "", "{name}: the paste is undone");
        key(&mut desk, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        assert!(desk.model().document.text == text, "{name}: and done again");
    }
}

#[test]
fn keys_write_and_erase_signs_words_and_rows() {
    let mut desk = with(Lang::En, "one two");
    event(&mut desk, Event::Text("!".into()));
    key(&mut desk, Modifiers::NONE, Key::Enter);
    event(&mut desk, Event::Text("👩‍👧e\u{301}".into()));
    assert_eq!(desk.model().document.text, "one two!\n👩‍👧e\u{301}");
    key(&mut desk, Modifiers::NONE, Key::Backspace);
    key(&mut desk, Modifiers::NONE, Key::Backspace);
    assert_eq!(desk.model().document.text, "one two!\n", "an accent goes with its letter, and a family is one sign");
    key(&mut desk, Modifiers::NONE, Key::ArrowUp);
    key(&mut desk, Modifiers::NONE, Key::Home);
    key(&mut desk, Modifiers::CTRL, Key::ArrowRight);
    event(&mut desk, Event::Text("-".into()));
    assert_eq!(desk.model().document.text, "one- two!\n");
    key(&mut desk, Modifiers::CTRL, Key::Backspace);
    assert_eq!(desk.model().document.text, " two!\n");
    key(&mut desk, Modifiers::CTRL, Key::Delete);
    assert_eq!(desk.model().document.text, "!\n");
    key(&mut desk, Modifiers::CTRL, Key::End);
    key(&mut desk, Modifiers::SHIFT, Key::ArrowLeft);
    event(&mut desk, Event::Cut);
    assert_eq!((copied(&mut desk).as_deref(), desk.model().document.text.as_str()), (Some("\n"), "!"));
}

#[test]
fn what_an_input_method_composes_stands_in_the_text_and_is_undone_at_once() {
    for lang in LANGS {
        let mut desk = with(lang, "你好。");
        for composed in ["p", "pe", "pengyou", "朋友"] {
            event(&mut desk, preedit(composed));
            assert_eq!(desk.model().document.text, format!("你好。{composed}"));
        }
        event(&mut desk, Event::Ime(ImeEvent::Commit("朋友".into())));
        assert_eq!(desk.model().document.text, "你好。朋友");
        // Some send an empty one at any time.
        key(&mut desk, Modifiers::COMMAND, Key::A);
        event(&mut desk, preedit(""));
        assert_eq!(desk.model().document.text, "你好。朋友");
        key(&mut desk, Modifiers::COMMAND, Key::Z);
        assert_eq!(desk.model().document.text, "你好。");
        event(&mut desk, preedit("ni"));
        event(&mut desk, preedit(""));
        assert_eq!(desk.model().document.text, "你好。", "given up");
    }
}

#[test]
fn clearing_is_undone_too() {
    for lang in LANGS {
        let mut desk = with(lang, "很长的文字。");
        desk.clear_text();
        assert_eq!(desk.model().document.text, "");
        desk.harness().ctx.memory_mut(|memory| memory.request_focus(langsheng::ui::document::paper::text_id()));
        desk.step();
        key(&mut desk, Modifiers::COMMAND, Key::Z);
        assert_eq!(desk.model().document.text, "很长的文字。");
    }
}

#[test]
fn a_press_chooses_words_and_a_screen_reader_reads_the_text() {
    for lang in LANGS {
        let mut desk = with(lang, "hello world");
        assert!(letters(&mut desk).contains("hello world"));
        let place = {
            let root = desk.harness().root();
            let is_box = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::MultilineTextInput;
            let node = root.children_recursive().find(is_box).expect("the text box");
            assert_eq!(node.accesskit_node().label().as_deref(), Some(words::TEXT.get(lang)));
            assert_eq!(node.accesskit_node().value().as_deref(), Some("hello world"));
            node.rect().min + egui::vec2(30.0, 20.0)
        };
        let press = |pressed| Event::PointerButton {
            pos: place,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        event(&mut desk, Event::PointerMoved(place));
        for pressed in [true, false, true, false] {
            event(&mut desk, press(pressed));
        }
        event(&mut desk, Event::Copy);
        assert_eq!(copied(&mut desk).as_deref(), Some("hello"));
        event(&mut desk, Event::Text("bye".into()));
        assert_eq!(desk.model().document.text, "bye world");
    }
}

#[test]
fn rows_are_the_same_however_the_text_came_to_be() {
    let mut seen = Vec::new();
    for is_typed in [true, false] {
        let text = "今天天气不错，一起去公园走走吧。The quick brown fox jumps. 🏳️‍🌈👩‍👧\n".repeat(20);
        let mut desk = open(Lang::Zh);
        desk.write(if is_typed { "x" } else { &text });
        if is_typed {
            key(&mut desk, Modifiers::NONE, Key::Backspace);
            let middle = text.len() / 2 + text[text.len() / 2..].find('T').expect("a letter");
            event(&mut desk, Event::Text(text[middle..].into()));
            key(&mut desk, Modifiers::CTRL, Key::Home);
            for char in text[..middle].chars() {
                match char {
                    '\n' => key(&mut desk, Modifiers::NONE, Key::Enter),
                    char => event(&mut desk, Event::Text(char.to_string())),
                }
            }
        }
        assert!(desk.model().document.text == text);
        key(&mut desk, Modifiers::CTRL, Key::Home);
        desk.step();
        let mut rows = Vec::new();
        for _ in 0..40 {
            key(&mut desk, Modifiers::NONE, Key::End);
            key(&mut desk, Modifiers::SHIFT | Modifiers::CTRL, Key::Home);
            event(&mut desk, Event::Copy);
            rows.push(copied(&mut desk).map_or(0, |copied| copied.len()));
            key(&mut desk, Modifiers::NONE, Key::ArrowRight);
            key(&mut desk, Modifiers::NONE, Key::ArrowDown);
        }
        seen.push(rows);
    }
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn the_size_below_the_text_is_that_of_the_text_in_the_same_frame() {
    for lang in LANGS {
        let mut desk = with(lang, "今天");
        let said = |bytes: usize| words::BYTES.with("n", bytes).get(lang);
        let cost = words::CHARACTERS.with("n", desk.model().document.count.cost.characters).get(lang);
        assert!(desk.words().contains(&said(6)) && desk.words().contains(&cost), "{}", desk.words());
        event(&mut desk, Event::Text("好".into()));
        let words = desk.words();
        assert!(words.contains(&said(9)) && words.contains(&words::LENGTH.with("n", 3).get(lang)), "{words}");
        assert!(!words.contains(&said(6)) && !words.contains(&cost), "nothing is left of the text before: {words}");
        desk.until("it is counted", |desk| desk.model().document.is_counted());
        desk.step();
        let cost = words::CHARACTERS.with("n", desk.model().document.count.cost.characters).get(lang);
        assert!(desk.words().contains(&format!("{} · {}", said(9), words::ONE_REQUEST.get(lang))), "{}", desk.words());
        assert!(desk.words().contains(&cost));
    }
}

/// The rows of the text in sight, as they were set.
fn rows(desk: &mut Desk) -> Vec<String> {
    fn of(shape: &Shape, found: &mut Vec<Vec<String>>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| of(shape, found)),
            Shape::Text(text) => {
                let row = |row: &egui::epaint::text::PlacedRow| row.glyphs.iter().map(|glyph| glyph.chr).collect();
                found.push(text.galley.rows.iter().map(row).collect());
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    desk.harness().output().shapes.iter().for_each(|clipped| of(&clipped.shape, &mut found));
    found.into_iter().max_by_key(Vec::len).expect("the text")
}

#[test]
fn no_row_ends_with_an_opening_mark_or_begins_with_a_closing_one() {
    let text = "他说：“好啊，（真的吗？）正合我意！”她问：「什么？」『没什么』……《红楼梦》——曹雪芹，共￥30。\"直的引号\"也一样，We don’t “part” words… 50％、20℃。";
    let (opening, closing) = ("“（「『《￥", "，。！？：；”’）」』》％℃、…—");
    let mut seen = 0;
    for width in (600..1500).step_by(13) {
        let mut desk = Plan { size: ([width as f32, 720.0], 1.0), ..Plan::new(Lang::Zh) }.open();
        desk.write(&text.repeat(4));
        desk.step();
        let rows = rows(&mut desk);
        assert!(rows.len() > 3, "{rows:?}");
        for pair in rows.windows(2) {
            let (last, first) = (pair[0].trim_end().chars().next_back(), pair[1].chars().next());
            assert!(!last.is_some_and(|last| opening.contains(last)), "{width}: {:?} ends a row", pair[0]);
            assert!(!first.is_some_and(|first| closing.contains(first)), "{width}: {:?} begins a row", pair[1]);
            assert!(!(pair[0].ends_with('’') && pair[1].starts_with('t')), "{width}: a word is cut at its apostrophe");
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}
