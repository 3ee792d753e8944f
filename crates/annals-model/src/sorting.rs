//! Putting short lists in order.
//!
//! Owns one sort that is compiled once. The standard library's is compiled anew for every kind of item
//! and of key, at six thousand bytes a time; with as many kinds of lists as there are here that was a
//! tenth of this crate's code. What there may be millions of (events, links, words of a search) is put in
//! order by the standard library itself.

use std::cmp::Ordering;

/// Puts items into the order that `compare` says; those that it finds equal stay as they were.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut order = order(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    for place in 0..order.len() {
        // What belongs here may have been put aside by an earlier exchange.
        let mut found = order[place];
        while found < place {
            found = order[found];
        }
        order[place] = found;
        items.swap(place, found);
    }
}

/// Puts items into the order of their keys; those of the same key stay as they were. The key of an item
/// is asked for more than once.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// The places of as many items, in their order.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&one, &other| compare(one, other));
    places
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_sorted_as_by_the_standard_library(keys in prop::collection::vec(0_u8..20, 0..80)) {
            let items: Vec<(u8, String)> = keys.iter().zip(0..).map(|(key, at): (_, usize)| (*key, at.to_string())).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut sorted = items.clone();
            sort_by_key(&mut sorted, |item| item.0);
            prop_assert_eq!(&sorted, &expected);
            let backwards = |one: &(u8, String), other: &(u8, String)| other.0.cmp(&one.0);
            expected = items;
            let mut sorted = expected.clone();
            expected.sort_by(backwards);
            sort_by(&mut sorted, backwards);
            prop_assert_eq!(sorted, expected);
        }
    }
}
