//! [`Bits`]: a set of small numbers, one bit each.
//!
//! Owns the set and nothing of what its numbers mean.

/// A set of numbers below a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::index) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `limit`.
    pub(in crate::index) fn none(limit: usize) -> Self {
        Self {
            words: vec![0; limit.div_ceil(64)],
        }
    }

    /// Puts a number in. One beyond the limit is left out.
    pub(in crate::index) fn insert(&mut self, number: usize) {
        if let Some(word) = self.words.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Whether a number is in.
    pub(in crate::index) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / 64).copied().unwrap_or(0);
        word >> (number % 64) & 1 == 1
    }

    /// Takes out what is not in the other set.
    pub(in crate::index) fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// The numbers in ascending order.
    pub(in crate::index) fn iter(&self) -> impl Iterator<Item = usize> {
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
        }
    }
}
