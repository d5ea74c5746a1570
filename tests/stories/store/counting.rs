//! Names stand in the order in which people count.

use std::path::PathBuf;

use langsheng::store::{counted, sort_by_count, stand_as_in_a_pattern};
use proptest::prelude::*;

use crate::common::cases;

/// `names` as they are sorted, from the worst order.
fn sorted(names: &[&str]) -> Vec<String> {
    let mut paths: Vec<PathBuf> = names.iter().rev().map(PathBuf::from).collect();
    sort_by_count(&mut paths);
    paths.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn numbers_of_every_writing_count() {
    for names in [
        &[
            "第一章.txt",
            "第二章.txt",
            "第九章.txt",
            "第十章.txt",
            "第十一章.txt",
            "第二十章.txt",
            "第廿三章.txt",
            "第九十九章.txt",
            "第一百章.txt",
            "第一百零二章.txt",
            "第一百一十章.txt",
            "第一千零一章.txt",
            "第一万章.txt",
        ][..],
        &["第〇一章.txt", "第〇二章.txt", "第一〇章.txt", "第一〇〇章.txt"],
        &["１.txt", "２.txt", "３ b.txt", "１２.txt", "100.txt"],
        &["上.txt", "中.txt", "下.txt"],
        &["水浒（上）.txt", "水浒（中）.txt", "水浒（下）.txt"],
        &["上册 第二章.md", "上册 第十章.md", "中册 第一章.md", "下册 第一章.md"],
        &["第二章（上）.txt", "第二章（下）.txt", "第三章上.txt", "第三章下.txt"],
        &["Chapter I.txt", "chapter ii.txt", "Chapter IV.txt", "Chapter IX.txt", "Chapter X.txt", "Chapter XL.txt"],
        &["Chapter One.txt", "Chapter Two.txt", "chapter three.txt", "Chapter Twenty-One.txt"],
        &["Vol. 2 Part IX.txt", "Vol. 2 Part X.txt", "Vol. 10 Part I.txt"],
        &["I.txt", "II.txt", "IV.txt", "IX.txt", "X.txt"],
        &["A.txt", "C.txt", "D.txt", "I.txt", "J.txt", "V.txt"],
        &["壹.txt", "贰.txt", "叁.txt", "拾.txt", "拾壹.txt"],
        &["一、出发.txt", "二、上山.txt", "十、回家.txt"],
        &["卷二/第三回", "卷二/第十回", "卷三/第一回", "卷十/第一回"],
        &["卷九.txt", "卷十.txt", "卷十二.txt"],
        &["楔子.txt", "第一章.txt", "第十章.txt", "尾声.txt", "番外一.txt", "番外二.txt"],
        &["Prologue.txt", "Chapter 1.txt", "Chapter 2.txt", "Epilogue.txt"],
        &["b.txt", "b1.txt", "B2.txt", "b02.txt", "b10.txt", "c.txt"],
        &["第1章.txt", "第二章.txt", "第３章.txt", "第十章.txt", "第012章.txt"],
    ] {
        assert_eq!(sorted(names), names);
    }
}

#[test]
fn a_numeral_that_counts_nothing_is_a_part_of_the_name() {
    for name in [
        "三国演义",
        "百年孤独",
        "一个人",
        "万历十五年",
        "十日谈",
        "中国",
        "山上",
        "下雨",
        "vivid mix",
        "Part of Me",
        "civil",
        "二〇二四年鉴",
    ] {
        assert_eq!(counted(name), name);
    }
    for (name, expected) in [
        ("第一百一回", "第101回"),
        ("第一百零二章", "第102章"),
        ("第三十二卷", "第32卷"),
        ("第 十 二章", "第 10 2章"),
        ("红楼梦卷之三", "红楼梦卷之3"),
        ("两万", "20000"),
        ("１２", "12"),
        ("Ⅻ", "12"),
        ("Chapter IIII", "Chapter IIII"),
        ("Book forty two", "Book 42"),
        ("第99999999999999999999999章", "第99999999999999999999999章"),
    ] {
        assert_eq!(counted(name), expected);
    }
}

/// A number as it is written with these digits and units, `一万零二十`.
fn chinese(n: usize, digits: &str, units: [&str; 4]) -> String {
    let digit = |n: usize| digits.chars().nth(n).unwrap().to_string();
    let (mut out, mut zero) = (String::new(), false);
    for (worth, unit) in [10_000, 1000, 100, 10, 1].into_iter().zip(units.into_iter().chain([""])) {
        match n / worth % 10 {
            0 => zero = !out.is_empty(),
            // 十二 has no 一.
            1 if worth == 10 && out.is_empty() => out.push_str(unit),
            one => {
                if zero {
                    out.push_str(&digit(0));
                }
                out.push_str(&(digit(one) + unit));
                zero = false;
            }
        }
    }
    out
}

fn roman(mut n: usize) -> String {
    let parts = "M CM D CD C XC L XL X IX V IV I".split(' ');
    let mut out = String::new();
    for (part, worth) in parts.zip([1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]) {
        out.push_str(&part.repeat(n / worth));
        n %= worth;
    }
    out
}

#[test]
fn every_number_has_its_value() {
    for n in (1..=11_111).chain([20_000, 20_002, 30_030, 54_321, 99_999]) {
        let plain = chinese(n, "零一二三四五六七八九", ["万", "千", "百", "十"]);
        assert_eq!(counted(&format!("第{plain}章 出发")), format!("第{n}章 出发"));
        let strict = chinese(n, "零壹贰叁肆伍陆柒捌玖", ["萬", "仟", "佰", "拾"]);
        assert_eq!(counted(&format!("卷{strict}.txt")), format!("卷{n}.txt"));
        let by_digit: String =
            n.to_string().bytes().map(|d| "〇一二三四五六七八九".chars().nth(usize::from(d - b'0')).unwrap()).collect();
        assert_eq!(counted(&format!("第{by_digit}回")), format!("第{n}回"));
        if n < 4000 {
            assert_eq!(counted(&format!("Chapter {}", roman(n))), format!("Chapter {n}"));
        }
    }
}

#[test]
fn only_what_a_pattern_could_have_named_is_put_in_order() {
    let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
    assert!(stand_as_in_a_pattern(&paths(&["第一章", "第三章", "第二章"])), "by their characters");
    assert!(stand_as_in_a_pattern(&paths(&["第二章", "第三章", "第一章"])), "by their sound");
    assert!(!stand_as_in_a_pattern(&paths(&["第二章", "第一章", "第三章"])));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    /// What is mixed stands in one order, whatever the order it came in.
    #[test]
    fn any_names_have_one_order(names in proptest::collection::btree_set(
        "([第卷]|Chapter |part-)?[0-9０-９一二十百廿〇壹IXVab.（ ]{0,4}([章回上中下册]|\\.txt)?", 1..30), turn in 0_usize..30)
    {
        let paths: Vec<PathBuf> = names.iter().filter(|name| !name.is_empty()).map(PathBuf::from).collect();
        let mut one = paths.clone();
        sort_by_count(&mut one);
        let mut other = paths;
        other.reverse();
        let turn = turn.min(other.len());
        other.rotate_left(turn);
        sort_by_count(&mut other);
        prop_assert_eq!(&one, &other);
        // Of any three, two and two stand as all do.
        for three in one.windows(3) {
            for pair in [[&three[0], &three[1]], [&three[1], &three[2]], [&three[0], &three[2]]] {
                let roman = one.iter().any(|path| path.file_stem().is_some_and(|stem| stem == "II"));
                let mut two = vec![pair[1].clone(), pair[0].clone()];
                if roman == two.iter().any(|path| path.file_stem().is_some_and(|stem| stem == "II")) {
                    sort_by_count(&mut two);
                    prop_assert_eq!([&two[0], &two[1]], pair);
                }
            }
        }
    }
}
