//! Which pieces of a text are still those of another: after an edit, unchanged sentences keep their sound.

use std::collections::HashMap;

/// Matches the pieces of a new text with those of an old one that are the same, each at most once: by their order where they
/// stand in it, and those that were moved wherever they stood. For each new piece the place of the old one. Linear in the
/// length of both.
pub fn matches(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    let most = old.len().min(new.len());
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take(most - head).take_while(|(one, other)| one == other).count();
    let mut found: Vec<Option<usize>> = (0..head).map(Some).collect();
    let (between_old, between_new) = (head..old.len() - tail, head..new.len() - tail);

    // The places of each piece, the last one first, so that they are used up in their order.
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in between_old.clone().rev() {
        places.entry(old[at]).or_default().push(at);
    }
    let mut used = vec![false; between_old.len()];
    let mut next = between_old.start;
    for piece in &new[between_new] {
        let goes_on = next < between_old.end && !used[next - head] && old[next] == *piece;
        let place =
            if goes_on { Some(next) } else { places.get_mut(piece).and_then(|free| first_free(free, &used, head)) };
        if let Some(place) = place {
            used[place - head] = true;
            next = place + 1;
        }
        found.push(place);
    }
    found.extend((old.len() - tail..old.len()).map(Some));
    found
}

/// The first of the places that is not used yet; used ones are forgotten.
fn first_free(places: &mut Vec<usize>, used: &[bool], start: usize) -> Option<usize> {
    while let Some(place) = places.pop() {
        if !used[place - start] {
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::matches;

    fn matched(old: &str, new: &str) -> String {
        let split = |text: &'static str| text.split("").filter(|piece| !piece.is_empty()).collect::<Vec<_>>();
        let (old, new) = (split(old.to_owned().leak()), split(new.to_owned().leak()));
        let sign = |place: &Option<usize>| place.map_or("-".to_owned(), |place| place.to_string());
        matches(&old, &new).iter().map(sign).collect()
    }

    #[test]
    fn what_is_the_same_keeps_its_place_across_insertions_deletions_and_moves() {
        assert_eq!(matched("abcd", "abcd"), "0123");
        assert_eq!(matched("abcd", "abXcd"), "01-23", "an insertion");
        assert_eq!(matched("abcd", "ad"), "03", "a deletion");
        assert_eq!(matched("abcd", "aBcd"), "0-23", "a change");
        assert_eq!(matched("abcd", "cdab"), "2301", "a move");
        assert_eq!(matched("abcd", "dcba"), "3210");
        assert_eq!(matched("", "ab"), "--");
        assert_eq!(matched("ab", ""), "");
        assert_eq!(matched("XaYbZ", "aQbZX"), "1-340");
    }

    #[test]
    fn of_pieces_that_are_alike_each_is_used_once_and_in_order() {
        assert_eq!(matched("aaa", "aa"), "01");
        assert_eq!(matched("aa", "aaa"), "01-");
        assert_eq!(matched("abab", "XababY"), "-0123-");
        assert_eq!(matched("aXbaYaZ", "YaXb"), "4512", "what follows what was matched comes first");
    }
}
