//! Chapters stand on the bar of time by name, and sentences where they have room.

use egui::accesskit::Role;
use egui::{Rect, Shape, vec2};
use egui_kittest::kittest::Queryable as _;
use langsheng::ui::playback::Stage;
use langsheng::words::playback as words;

use crate::desk::{Desk, LANGS};
use crate::playback::hold;

const BOOK: &str =
    "第一章 出发\n天亮了，我们很早就出发了。\n\n第二章 上山\n山很高，我们慢慢地走上去。\n\n第三章 回家\n天黑了。";

#[test]
fn each_chapter_has_a_tick_with_its_title_that_is_gone_to() {
    for lang in LANGS {
        let mut desk = Desk::open(lang);
        desk.write(BOOK);
        desk.press(words::SPEAK);
        assert_eq!(desk.until_ended(), Stage::Finished);
        desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
        hold(&mut desk);
        let named = |n: usize, title: &str| words::CHAPTER.with("n", n).with("all", 3).with("title", title).get(lang);
        for (n, title) in [(1, "第一章 出发"), (2, "第二章 上山"), (3, "第三章 回家")] {
            desk.harness().get_by_role_and_label(Role::Mark, &named(n, title));
        }
        let (take, reading) = desk.model().playback.reading().expect("a text that was read");
        let second = reading.start_of_spoken(take, reading.chapters()[1].spoken).expect("a chapter that has come");
        let label = named(2, "第二章 上山");
        desk.harness().get_by_role_and_label(Role::Mark, &label).click();
        desk.step();
        desk.until("the player is there", |desk| desk.position() == second);
        desk.step();
        assert!(desk.words().contains(&format!(" · {}", named(2, "第二章 上山"))), "{}", desk.words());
    }
}

/// Where the ticks of sentences are painted on the bar, in points from its left.
fn sentence_ticks(desk: &mut Desk) -> Vec<f32> {
    fn of(shape: &Shape, bar: Rect, found: &mut Vec<f32>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| of(shape, bar, found)),
            Shape::Rect(one) if one.rect.size() == vec2(1.0, 4.0) && one.rect.bottom() == bar.bottom() => {
                found.push(one.rect.left() - bar.left());
            }
            _ => {}
        }
    }
    let bar = desk.wave().rect();
    let mut found = Vec::new();
    desk.harness().output().shapes.iter().for_each(|clipped| of(&clipped.shape, bar, &mut found));
    found
}

#[test]
fn sentences_have_ticks_where_there_is_room_for_them() {
    for lang in LANGS {
        for (sentences, has_ticks) in [(12, true), (300, false), (500, false)] {
            let mut desk = Desk::open(lang);
            desk.write(&"今天天气不错。".repeat(sentences));
            desk.press(words::SPEAK);
            desk.until("it is there", |desk| desk.model().playback.take.as_ref().is_some_and(|take| !take.is_empty()));
            let take = desk.model().playback.take.clone().expect("a take");
            if has_ticks {
                assert_eq!(desk.until_ended(), Stage::Finished);
            }
            desk.until("the text of the take is read", |desk| desk.model().playback.reading().is_some());
            desk.step();
            let found = sentence_ticks(&mut desk);
            if !has_ticks {
                assert!(found.is_empty(), "{sentences} sentences have no room");
                continue;
            }
            assert_eq!(found.len(), sentences - 1, "one for each, but not where the sound begins: {found:?}");
            assert!(found.windows(2).all(|pair| pair[1] - pair[0] >= 6.0), "{found:?}");
            assert!(take.is_complete());
        }
    }
}
