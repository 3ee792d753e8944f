//! [`Bits`]: a set of small numbers, one bit each.
//!
//! Owns the set and nothing of what its numbers mean.

use std::ops::Range;

/// A set of numbers below a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `limit`.
    pub(crate) fn none(limit: usize) -> Self {
        Self {
            words: vec![0; limit.div_ceil(64)],
        }
    }

    /// Every number below `limit`.
    pub(crate) fn all(limit: usize) -> Self {
        let mut all = Self::none(limit);
        all.insert_range(0..limit);
        all
    }

    /// The set whose members are the bits of these words, the lowest first.
    pub(crate) const fn of_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// The words that its members are the bits of, the lowest first.
    pub(crate) fn into_words(self) -> Vec<u64> {
        self.words
    }

    /// Puts a number in. One beyond the limit is left out.
    pub(crate) fn insert(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Puts a number in or takes it out. One beyond the limit is left out.
    pub(crate) fn put(&mut self, number: usize, is_in: bool) {
        if let Some(word) = self.words.get_mut(number / 64) {
            let bit = number % 64;
            *word = *word & !(1 << bit) | u64::from(is_in) << bit;
        }
    }

    /// Puts all numbers of a range in. Those beyond the limit are left out.
    pub(crate) fn insert_range(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while from < range.end {
            let end = range.end.min((from / 64 + 1) * 64);
            if let Some(word) = self.words.get_mut(from / 64) {
                let ones = u64::MAX >> (64 - (end - from));
                *word |= ones << (from % 64);
            }
            from = end;
        }
    }

    /// Puts in what is in the other set.
    pub(crate) fn add(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes out what is in the other set.
    pub(crate) fn remove(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Heap bytes.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.words)
    }

    /// Whether a number is in.
    pub(crate) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / 64).copied().unwrap_or(0);
        word >> (number % 64) & 1 == 1
    }

    /// Takes out what is not in the other set.
    pub(crate) fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// The numbers in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                // Clears the lowest bit; of nothing there is none.
                left &= left.checked_sub(1)?;
                Some(place * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn is_a_set(one in prop::collection::btree_set(0_usize..200, 0..50), two in prop::collection::btree_set(0_usize..200, 0..50)) {
            let bits = |numbers: &BTreeSet<usize>| {
                let mut bits = Bits::none(200);
                for &number in numbers {
                    bits.insert(number);
                }
                bits
            };
            let mut both = bits(&one);
            both.keep(&bits(&two));
            prop_assert!(both.iter().eq(one.intersection(&two).copied()));
            for number in 0..200 {
                prop_assert_eq!(both.contains(number), one.contains(&number) && two.contains(&number));
            }
            let mut either = bits(&one);
            either.add(&bits(&two));
            prop_assert!(either.iter().eq(one.union(&two).copied()));
            let mut rest = bits(&one);
            rest.remove(&bits(&two));
            prop_assert!(rest.iter().eq(one.difference(&two).copied()));
            prop_assert_eq!(Bits::of_words(rest.clone().into_words()), rest);
        }

        #[test]
        fn ranges_are_put_in_whole(limit in 0_usize..200, from in 0_usize..220, to in 0_usize..220) {
            let mut bits = Bits::none(limit);
            bits.insert_range(from..to.min(limit));
            prop_assert!(bits.iter().eq(from..to.min(limit)));
            prop_assert!(Bits::all(limit).iter().eq(0..limit));
            bits.put(from, false);
            prop_assert!(!bits.contains(from));
            bits.put(from, true);
            prop_assert_eq!(bits.contains(from), from < limit.next_multiple_of(64));
        }
    }
}
