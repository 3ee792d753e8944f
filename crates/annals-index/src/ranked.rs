//! [`Ranked`]: a set of small numbers that knows how many of its members come before another, and
//! which is the n-th.
//!
//! Owns a bit for each number and the counts that lead to the bits. What the numbers mean is known only
//! to whoever keeps the set.

/// Bits of a word.
pub(super) const WORD: usize = 64;

/// A set of numbers. Costs a quarter of a byte for each number there may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ranked {
    words: Box<[Word]>,
    count: usize,
}

/// The bits of some numbers, and how many members there are before them: side by side, so that one
/// look into the memory answers for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    bits: u64,
    before: u32,
}

impl Word {
    fn count(self) -> usize {
        self.bits.count_ones() as usize
    }
}

impl Ranked {
    /// The set whose members are the bits of these words, the lowest first.
    pub(super) fn of_words(words: impl IntoIterator<Item = u64>) -> Self {
        let mut count = 0_u32;
        let words = words.into_iter().map(|bits| {
            let before = count;
            // There are fewer than 2^32 events.
            count = count.saturating_add(bits.count_ones());
            Word { bits, before }
        });
        let words = words.collect();
        Self {
            words,
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
        Self::of_words(list.chunks(WORD).map(word))
    }

    /// The words that the members are the bits of, the lowest first.
    pub(super) fn words(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|word| word.bits)
    }

    /// The members that are in another set too.
    pub(super) fn both(&self, other: &Self) -> Self {
        let pairs = self.words().zip(other.words());
        Self::of_words(pairs.map(|(one, other)| one & other))
    }

    /// The members below a number.
    pub(super) fn below(&self, end: usize) -> Self {
        let words = self.words().zip((0..).step_by(WORD));
        let words = words.take_while(|&(_, first)| first < end);
        Self::of_words(words.map(|(bits, first)| match end - first {
            left @ 0..WORD => bits & !(u64::MAX << left),
            _ => bits,
        }))
    }

    /// Whether a number is a member.
    pub(super) fn contains(&self, number: usize) -> bool {
        let word = self.words.get(number / WORD);
        word.is_some_and(|word| word.bits >> (number % WORD) & 1 == 1)
    }

    /// The members in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words()
            .zip((0..).step_by(WORD))
            .flat_map(|(word, first)| {
                let mut left = word;
                std::iter::from_fn(move || {
                    let bit = left.trailing_zeros() as usize;
                    // Clears the lowest bit; of nothing there is none.
                    left &= left.checked_sub(1)?;
                    Some(first + bit)
                })
            })
    }

    /// How many members there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// How many members are below a number.
    pub(super) fn before(&self, number: usize) -> usize {
        let Some(&word) = self.words.get(number / WORD) else {
            return self.count;
        };
        let below = word.bits & !(u64::MAX << (number % WORD));
        word.before as usize + below.count_ones() as usize
    }

    /// The member that has `n` others below it.
    pub(super) fn nth(&self, n: usize) -> Option<usize> {
        // Of words without a member, the last one has as many before it as the one that has it.
        let next = self.words.partition_point(|word| word.before as usize <= n);
        let place = next.checked_sub(1)?;
        let word = self.words[place];
        let left = n - word.before as usize;
        (left < word.count()).then(|| place * WORD + nth_one(word.bits, left))
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.words)
    }
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
