//! [`Ranked`]: a set of small numbers that knows how many of its members come before another, and
//! which is the n-th.
//!
//! Owns a bit for each number and the counts that lead to the bits. What the numbers mean is known only
//! to whoever keeps the set.

/// Bits of a word.
pub(super) const WORD: usize = 64;
/// Words that share a count: a cache line.
const WORDS_PER_COUNT: usize = 8;

/// A set of numbers. Costs an eighth of a byte for each number there may be, and a sixteenth of that for
/// the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ranked {
    words: Box<[u64]>,
    /// How many come before each group of words.
    counts: Box<[u32]>,
    count: usize,
}

impl Ranked {
    /// The set whose members are the bits of these words, the lowest first.
    pub(super) fn of_words(words: Box<[u64]>) -> Self {
        let mut count = 0_u32;
        let counts = words
            .chunks(WORDS_PER_COUNT)
            .map(|words| {
                let before = count;
                // There are fewer than 2^32 events.
                count = count.saturating_add(words.iter().map(|word| word.count_ones()).sum());
                before
            })
            .collect();
        Self {
            words,
            counts,
            count: count as usize,
        }
    }

    /// The places of a list at which there is something to be chosen.
    pub(super) fn places<T>(list: &[T], mut choose: impl FnMut(&T) -> bool) -> Self {
        let word = |items: &[T]| {
            items.iter().zip(0_u32..).fold(0, |word, (item, bit)| {
                word | (u64::from(choose(item)) << bit)
            })
        };
        Self::of_words(list.chunks(WORD).map(word).collect())
    }

    /// The words that the members are the bits of, the lowest first.
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// The members that are in another set too.
    pub(super) fn both(&self, other: &Self) -> Self {
        let pairs = self.words.iter().zip(&other.words);
        Self::of_words(pairs.map(|(one, other)| one & other).collect())
    }

    /// The members below a number.
    pub(super) fn below(&self, end: usize) -> Self {
        let words = self.words.iter().take(end.div_ceil(WORD)).copied();
        let mut words: Box<[u64]> = words.collect();
        if let Some(last) = words.get_mut(end / WORD) {
            *last &= !(u64::MAX << (end % WORD));
        }
        Self::of_words(words)
    }

    /// Whether a number is a member.
    pub(super) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / WORD);
        word.is_some_and(|word| word >> (number % WORD) & 1 == 1)
    }

    /// How many members there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The members in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                // Clears the lowest bit; of nothing there is none.
                left &= left.checked_sub(1)?;
                Some(place * WORD + bit)
            })
        })
    }

    /// How many members are below a number.
    pub(super) fn before(&self, number: usize) -> usize {
        let place = number / WORD;
        let Some(&word) = self.words.get(place) else {
            return self.count;
        };
        let group = place / WORDS_PER_COUNT;
        let before = self.counts[group] as usize;
        let words = &self.words[group * WORDS_PER_COUNT..place];
        let below = word & !(u64::MAX << (number % WORD));
        before + ones(words) + ones(&[below])
    }

    /// The member that has `n` others below it.
    pub(super) fn nth(&self, n: usize) -> Option<usize> {
        if n >= self.count {
            return None;
        }
        // The first group has none before it, so one is always found.
        let next = self.counts.partition_point(|&count| count as usize <= n);
        let group = next.checked_sub(1)?;
        let mut left = n - self.counts[group] as usize;
        let first = group * WORDS_PER_COUNT;
        for (place, &word) in self.words.iter().enumerate().skip(first) {
            let here = ones(&[word]);
            if left < here {
                return Some(place * WORD + nth_one(word, left));
            }
            left -= here;
        }
        None
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.words) + size_of_val(&*self.counts)
    }
}

fn ones(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// The place of the bit of a word that has `n` bits set below it.
fn nth_one(mut word: u64, n: usize) -> usize {
    for _ in 0..n {
        word &= word.wrapping_sub(1);
    }
    word.trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_and_finds_as_a_list_does(
            chosen in prop::collection::vec(prop::bool::weighted(0.2), 0..1_500),
            end in 0_usize..1_600,
        ) {
            let set = Ranked::places(&chosen, |&is_in| is_in);
            let members: Vec<usize> = (0..chosen.len()).filter(|&at| chosen[at]).collect();
            prop_assert_eq!(set.count(), members.len());
            prop_assert!(set.iter().eq(members.iter().copied()));
            prop_assert_eq!(set.before(end), members.iter().filter(|&&at| at < end).count());
            for n in 0..=members.len() {
                prop_assert_eq!(set.nth(n), members.get(n).copied());
            }
            let below = set.below(end);
            prop_assert_eq!(below.count(), set.before(end));
            prop_assert!((0..1_600).all(|at| below.contains(at) == (at < end && set.contains(at))));
        }
    }
}
