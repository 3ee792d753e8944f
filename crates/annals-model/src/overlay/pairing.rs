//! [`Pairs`]: matches the entries of a file with those of its previous version.
//!
//! Rules, strongest first: the same id; the same title and date; the same position between matched entries.
//! No entry is matched twice.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};

use crate::model::{Event, Source};
use annals_time::When;

/// An entry of a file that can be matched.
pub(super) trait Named {
    /// The id.
    fn id(&self) -> &str;
    /// Its title and its date.
    fn called(&self) -> (&str, Option<&str>);
}

impl Named for Cow<'_, Event> {
    fn id(&self) -> &str {
        self.id.raw()
    }

    fn called(&self) -> (&str, Option<&str>) {
        (self.title.raw(), self.when.as_ref().map(When::text))
    }
}

impl Named for Source {
    fn id(&self) -> &str {
        self.id.raw()
    }

    fn called(&self) -> (&str, Option<&str>) {
        (self.title.raw(), self.date.as_ref().map(When::text))
    }
}

/// For each entry of the old version its index in the new one.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    /// The number of entries at the beginning that are the same.
    before: usize,
    /// The matches of the entries between beginning and end.
    between: Vec<Option<usize>>,
    /// The number of entries at the end that are the same.
    after: usize,
    /// Where the common end begins in the new version.
    end: usize,
}

impl Pairs {
    pub(super) fn new<T: Named>(old: &[T], new: &[T]) -> Self {
        // Most of a large file is unchanged: only what is between the common beginning and end is looked up.
        let same = |(one, other): &(&T, &T)| one.id() == other.id();
        let before = old.iter().zip(new).take_while(same).count();
        let (old, new) = (&old[before..], &new[before..]);
        let backwards = old.iter().rev().zip(new.iter().rev());
        let after = backwards.take_while(same).count();
        let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
        Self {
            before,
            between: between(old, new),
            after,
            end: before + new.len(),
        }
    }

    /// Matches two lists of the given lengths entry by entry.
    pub(super) fn in_order(old: usize, new: usize) -> Self {
        Self {
            before: old.min(new),
            between: vec![None; old.saturating_sub(new)],
            after: 0,
            end: new,
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<usize> {
        let Some(between) = index.checked_sub(self.before) else {
            return Some(index);
        };
        match between.checked_sub(self.between.len()) {
            Some(after) if after < self.after => Some(self.end + after),
            Some(_) => None,
            None => Some(self.before + self.between[between]?),
        }
    }

    /// The number of matches.
    pub(super) fn count(&self) -> usize {
        self.before + self.between.iter().flatten().count() + self.after
    }
}

fn between<T: Named>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let ids: HashMap<&str, usize> = new
        .iter()
        .enumerate()
        .map(|(at, it)| (it.id(), at))
        .collect();
    let mut pairs: Vec<Option<usize>> = old.iter().map(|it| ids.get(it.id()).copied()).collect();
    let mut taken = vec![false; new.len()];
    for &at in pairs.iter().flatten() {
        taken[at] = true;
    }
    // Of several with the same title and date, each is taken once, in order.
    let mut called: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, it) in new.iter().enumerate().rev() {
        if !taken[at] {
            called.entry(it.called()).or_default().push(at);
        }
    }
    for (it, pair) in old.iter().zip(&mut pairs) {
        if pair.is_none()
            && let Some(at) = called.get_mut(&it.called()).and_then(Vec::pop)
        {
            *pair = Some(at);
            taken[at] = true;
        }
    }
    by_position(old, new, &mut pairs, &mut taken);
    pairs
}

/// Matches entries between the same neighbours: one by one if there are as many as before, else those of the
/// same date.
fn by_position<T: Named>(old: &[T], new: &[T], pairs: &mut [Option<usize>], taken: &mut [bool]) {
    let mut first = 0;
    while let Some(skipped) = pairs[first..].iter().position(Option::is_none) {
        let start = first + skipped;
        let length = pairs[start..].iter().take_while(|pair| pair.is_none());
        let end = start + length.count();
        first = end;
        let from = match start.checked_sub(1) {
            Some(before) => pairs[before].map_or(0, |at| at + 1),
            None => 0,
        };
        let to = pairs.get(end).copied().flatten().unwrap_or(new.len());
        // A neighbour that was moved says nothing about the entries next to it.
        let free = new.get(from..to).unwrap_or(&[]);
        let free: Vec<usize> = (from..from + free.len()).filter(|&at| !taken[at]).collect();
        if free.len() == end - start {
            for (pair, at) in pairs[start..end].iter_mut().zip(free) {
                *pair = Some(at);
                taken[at] = true;
            }
            continue;
        }
        let mut of_date: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for at in free {
            if let Some(date) = new[at].called().1 {
                of_date.entry(date).or_default().push_back(at);
            }
        }
        let mut next = from;
        for (it, pair) in old[start..end].iter().zip(&mut pairs[start..end]) {
            let Some(same) = it.called().1.and_then(|date| of_date.get_mut(date)) else {
                continue;
            };
            while same.front().is_some_and(|&at| at < next) {
                same.pop_front();
            }
            if let Some(found) = same.pop_front() {
                *pair = Some(found);
                taken[found] = true;
                // Later entries are matched after it.
                next = found + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    struct Thing(String, &'static str);

    impl Named for Thing {
        fn id(&self) -> &str {
            &self.0
        }

        fn called(&self) -> (&str, Option<&str>) {
            let (title, date) = self.1.split_once('@').unwrap_or((self.1, ""));
            (title, (!date.is_empty()).then_some(date))
        }
    }

    /// Each word is `id`, or `id=title@date`.
    fn things(text: &'static str) -> Vec<Thing> {
        let words = text.split_whitespace();
        words
            .map(|word| {
                let (id, title) = word.split_once('=').unwrap_or((word, word));
                Thing(id.to_owned(), title)
            })
            .collect()
    }

    #[rstest]
    #[case::as_it_was("a b c", "a b c", "0 1 2")]
    #[case::one_more("a b c", "a x b c", "0 2 3")]
    #[case::one_fewer("a b c", "a c", "0 - 1")]
    #[case::moved("a b c d", "d a b c", "1 2 3 0")]
    #[case::nothing_left("a b", "", "- -")]
    #[case::first("", "a", "")]
    #[case::another_id("a b=bridge@1912 c d", "a c bb=bridge@1912 d", "0 2 1 3")]
    #[case::another_title("a b c", "a bridge c", "0 1 2")]
    #[case::two_other_titles("a b c d", "a x y d", "0 1 2 3")]
    #[case::first_and_last("a b c", "x b y", "0 1 2")]
    #[case::another_title_and_one_more("a b=old@1912 c", "a x=more@1950 y=new@1912 c", "0 2 3")]
    #[case::another_title_and_nothing_to_know_it_by("a b=old c", "a x=one y=two c", "0 - 3")]
    #[case::twice_the_same("a x1=same x2=same b", "a y1=same y2=same b", "0 1 2 3")]
    fn entries_are_matched(
        #[case] old: &'static str,
        #[case] new: &'static str,
        #[case] expected: &str,
    ) {
        let (old, new) = (things(old), things(new));
        let pairs = Pairs::new(&old, &new);
        let found = (0..old.len()).map(|index| {
            let at = pairs.get(index);
            at.map_or_else(|| "-".to_owned(), |at| at.to_string())
        });
        assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
        assert_eq!(pairs.get(old.len()), None);
    }

    proptest! {
        #[test]
        fn equal_ids_match_and_no_entry_matches_twice(
            old in prop::collection::hash_set(0_u8..30, 0..20),
            new in prop::collection::vec(0_u8..30, 0..20),
        ) {
            let mut known = HashSet::new();
            let thing = |id: u8| Thing(id.to_string(), ["x@1", "y@1", "y"][usize::from(id) % 3]);
            let old: Vec<_> = old.into_iter().map(thing).collect();
            let new: Vec<_> = new.into_iter().filter(|id| known.insert(*id)).map(thing).collect();
            let pairs = Pairs::new(&old, &new);
            let mut reached = HashSet::new();
            for (index, it) in old.iter().enumerate() {
                let at = pairs.get(index);
                prop_assert!(at.is_none_or(|at| at < new.len() && reached.insert(at)));
                if let Some(same) = new.iter().position(|other| other.0 == it.0) {
                    prop_assert_eq!(at, Some(same));
                }
            }
            prop_assert_eq!(pairs.count(), reached.len());
        }
    }
}
