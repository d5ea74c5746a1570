//! Chapters stand on the bar of time, by name.

use egui::accesskit::Role;
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
