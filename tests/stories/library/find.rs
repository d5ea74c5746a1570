//! Sorting, narrowing, searching, and the plan for a library that has become too large.

use std::collections::HashSet;
use std::sync::Arc;

use langsheng::audio::TakeSample;
use langsheng::store::{
    BudgetPlan, Filter, Query, SortBy, StateFilter, TakeInfo, TakeState, VoiceChoice, budget, fold, sort, voices,
};

use super::{Shelf, ids};

fn info(id: &str) -> TakeInfo {
    TakeInfo { id: id.into(), rate: 24_000, state: TakeState::Complete, ..TakeInfo::default() }
}

fn sorted(takes: &[TakeInfo], by: SortBy, reversed: bool) -> Vec<String> {
    let mut takes: Vec<Arc<TakeInfo>> = takes.iter().cloned().map(Arc::new).collect();
    sort(&mut takes, by, reversed);
    ids(&takes)
}

#[test]
fn takes_are_sorted_by_what_the_user_wants_and_then_the_newest_first() {
    let a = TakeInfo {
        begun: 30,
        samples: TakeSample(24_000),
        bytes: 5,
        voice_name: "b".into(),
        title: Some("Ｂｅｔａ".into()),
        ..info("a")
    };
    let b =
        TakeInfo { begun: 20, samples: TakeSample(20_000), rate: 8_000, bytes: 9, voice_name: "A".into(), ..info("b") };
    let b = TakeInfo { first_words: "alpha".into(), ..b };
    let c = TakeInfo { begun: 10, bytes: 5, rate: 0, voice_name: "B".into(), first_words: "gamma".into(), ..info("c") };
    let takes = [c, a, b];
    assert_eq!(sorted(&takes, SortBy::Date, false), ["a", "b", "c"]);
    assert_eq!(sorted(&takes, SortBy::Date, true), ["c", "b", "a"]);
    assert_eq!(sorted(&takes, SortBy::Length, false), ["b", "a", "c"], "by time, not by samples");
    assert_eq!(sorted(&takes, SortBy::Title, false), ["b", "a", "c"]);
    assert_eq!(sorted(&takes, SortBy::Title, true), ["c", "a", "b"]);
    assert_eq!(sorted(&takes, SortBy::Voice, false), ["b", "a", "c"]);
    assert_eq!(sorted(&takes, SortBy::Size, false), ["b", "a", "c"]);
    assert_eq!(sorted(&takes, SortBy::Size, true), ["a", "c", "b"], "equal ones stay the newest first");
}

#[test]
fn names_stand_as_people_expect_them() {
    let ordered = [
        "2 nd",
        "10 th",
        "《北京》",
        "“重庆”",
        "第2章",
        "第 3 章",
        "第１０章",
        "上海",
        "银行",
        "apple",
        "Banana",
        "cherry",
    ];
    let named = |(number, name): (usize, &&str)| TakeInfo {
        title: Some((*name).into()),
        voice_name: (*name).into(),
        ..info(&format!("{number:02}"))
    };
    let mut takes: Vec<TakeInfo> = ordered.iter().enumerate().map(named).collect();
    takes.rotate_left(5);
    takes.swap(0, 7);
    let expected: Vec<String> = (0..ordered.len()).map(|number| format!("{number:02}")).collect();
    assert_eq!(sorted(&takes, SortBy::Title, false), expected, "Chinese by its sound, numbers by their value");
    assert_eq!(sorted(&takes, SortBy::Voice, false), expected);

    // One who is named anew stands in another place.
    let shelf = Shelf::new();
    let (a, b) = (shelf.take("一"), shelf.take("二"));
    let by_title = || {
        let mut takes = shelf.list();
        sort(&mut takes, SortBy::Title, false);
        ids(&takes)
    };
    shelf.library.rename(&a, "上海").expect("a title");
    shelf.library.rename(&b, "北京").expect("a title");
    assert_eq!(by_title(), [b.clone(), a.clone()]);
    shelf.library.rename(&b, "天津").expect("a title");
    assert_eq!(by_title(), [a, b]);
}

#[test]
fn a_text_is_found_however_it_is_written() {
    assert_eq!(fold("  Ｈｅｌｌｏ，\u{3000}\n WORLD！ "), "hello, world! ");
    assert_eq!(fold("扣\u{200b}子 ÄÖ"), "扣子 äö");

    let shelf = Shelf::new();
    let id = shelf.take("清晨的码头很安静，Ｄｒ．Hale 在\n等船。");
    shelf.library.rename(&id, "第一章 出发").unwrap();
    let take = shelf.info(&id);
    for found in ["码头", "DR. hale", "安静,dr", "等船", "出发 码头", "柔美", "第一章", &id[..8], &id, "", "  "]
    {
        assert!(Query::new(found).matches(&take), "{found:?} in {:?}", take.search);
    }
    for missed in ["码 头很安静吗", "hale dr.x", "20", "2026"] {
        assert!(!Query::new(missed).matches(&take), "{missed:?}");
    }
    assert!(!Query::new("友清晨").matches(&take), "nothing is found across two fields");
}

#[test]
fn the_list_is_narrowed_by_voice_state_and_star() {
    let a = TakeInfo { voice_id: "1".into(), voice_name: "旧名".into(), starred: true, ..info("a") };
    let b = TakeInfo {
        voice_id: "1".into(),
        voice_name: "新名".into(),
        begun: 5,
        state: TakeState::Unfinished,
        ..info("b")
    };
    let c = TakeInfo { voice_id: "2".into(), voice_name: "x".into(), state: TakeState::Writing, ..info("c") };
    let d = TakeInfo { state: TakeState::Damaged("?".into()), ..info("d") };
    let takes: Vec<Arc<TakeInfo>> = [a, b, c, d].into_iter().map(Arc::new).collect();
    let shown = |filter: Filter| -> String {
        takes.iter().filter(|take| filter.shows(take)).map(|take| take.id.as_str()).collect()
    };
    let all = Filter::default;
    assert_eq!(shown(all()), "abcd");
    assert_eq!(shown(Filter { starred: true, ..all() }), "a");
    assert_eq!(shown(Filter { voice: Some("1".into()), ..all() }), "ab");
    assert_eq!(shown(Filter { state: Some(StateFilter::Complete), ..all() }), "a");
    assert_eq!(shown(Filter { state: Some(StateFilter::Unfinished), ..all() }), "bc");
    assert_eq!(shown(Filter { state: Some(StateFilter::Damaged), ..all() }), "d");
    let found = HashSet::from(["b".to_owned(), "c".to_owned()]);
    let filter = Filter { query: Query::new("in the whole text"), found, ..all() };
    assert_eq!(shown(filter.clone()), "bc");
    assert_eq!(shown(Filter { voice: Some("2".into()), ..filter }), "c");

    let voice = |id: &str, name: &str| VoiceChoice { id: id.into(), name: name.into() };
    assert_eq!(voices(&takes), [(voice("1", "新名"), 2), (voice("2", "x"), 1)]);
}

#[test]
fn what_is_found_in_a_text_is_shown_where_it_stands_as_it_was_written() {
    let shelf = Shelf::new();
    shelf.take(&format!("{}到了\n海边：  ＬＩＧＨＴhouse，就在 那里。", "很长的书。".repeat(500)));
    let excerpt = |typed: &str| {
        let mut found = shelf.library.find(&Query::new(typed), || false).unwrap().expect("not ended");
        let excerpt = found.remove(0).excerpt;
        excerpt.map(|excerpt| [excerpt.before, excerpt.hit, excerpt.after])
    };
    let of = |before: &str, hit: &str, after: &str| Some([before.to_owned(), hit.to_owned(), after.to_owned()]);
    assert_eq!(excerpt("lighthouse"), of("…书。到了 海边： ", "ＬＩＧＨＴhouse", "，就在 那里。"));
    assert_eq!(excerpt("那里"), of("…Ｔhouse，就在 ", "那里", "。"));
    assert_eq!(excerpt("很长 那里").map(|[before, hit, _]| [before, hit]), Some(["".to_owned(), "很长".to_owned()]));
    assert_eq!(excerpt("柔美"), None, "that is its voice");
}

#[test]
fn the_whole_of_long_texts_is_searched_and_the_search_can_be_ended() {
    let shelf = Shelf::new();
    let book = shelf.take(&format!("{}灯塔在最后一页，THE END。", "很长的书。".repeat(5_000)));
    let short = shelf.take("灯塔不远。");
    shelf.take("别的。");
    let find = |typed: &str| {
        let found = shelf.library.find(&Query::new(typed), || false).unwrap().expect("not ended");
        let mut ids: Vec<String> = found.into_iter().map(|found| found.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(find("灯塔"), [book.clone(), short]);
    assert_eq!(find("the end 柔美"), std::slice::from_ref(&book), "words may stand in different fields");
    assert_eq!(find("the end 灯塔 没有"), Vec::<String>::new());
    assert!(!Query::new("灯塔").matches(&shelf.info(&book)), "its end is not in memory");
    assert!(shelf.info(&book).search.len() < 3_000);
    assert_eq!(shelf.library.find(&Query::new("灯塔"), || true).unwrap(), None);
}

#[test]
fn a_budget_removes_the_oldest_and_never_what_is_dear() {
    let take = |id: &str, begun: i64, bytes: u64| TakeInfo { begun, bytes, ..info(id) };
    let takes: Vec<Arc<TakeInfo>> = [
        take("new", 90, 100),
        take("old", 10, 30),
        TakeInfo { starred: true, ..take("star", 1, 1_000) },
        TakeInfo { state: TakeState::Unfinished, ..take("open", 2, 50) },
        TakeInfo { state: TakeState::Writing, ..take("now", 3, 20) },
        TakeInfo { state: TakeState::Damaged("?".into()), ..take("hurt", 4, 5) },
        take("middle", 50, 70),
    ]
    .into_iter()
    .map(Arc::new)
    .collect();
    let plan = |remove: &[&str], frees: u64, stays: u64| {
        let remove = remove.iter().map(ToString::to_string).collect();
        BudgetPlan { remove, frees, stays }
    };
    assert_eq!(budget(&takes, 1_275), plan(&[], 0, 1_275));
    assert_eq!(budget(&takes, 1_274), plan(&["old"], 30, 1_245));
    assert_eq!(budget(&takes, 1_244), plan(&["old", "middle"], 100, 1_175));
    assert_eq!(budget(&takes, 0), plan(&["old", "middle", "new"], 200, 1_075), "what stays may be more than the limit");
    assert_eq!(budget(&[], 0), plan(&[], 0, 0));
}
