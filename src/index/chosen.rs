//! [`Chosen`]: the events that a filter lets through.
//!
//! Owns a bit for each event and the counts that lead to the bits. What the filter asks for is known
//! only to whoever makes it.

use super::Index;
use super::search::Bits;
use crate::data::EventIndex;

/// Bits of a word.
const WORD: usize = 64;
/// Words that share a count: a cache line.
const WORDS_PER_COUNT: usize = 8;

/// A set of events of one timeline, by their rank.
///
/// Costs an eighth of a byte for each event of the timeline and a sixteenth of that for the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    words: Box<[u64]>,
    /// How many come before each group of words.
    counts: Box<[u32]>,
    count: usize,
}

impl Chosen {
    /// The events for which the answer is yes. It is asked once for each, in reading order.
    pub fn new(index: &Index, mut choose: impl FnMut(EventIndex) -> bool) -> Self {
        let word = |events: &[EventIndex]| {
            events.iter().zip(0_u32..).fold(0, |word, (&event, bit)| {
                word | (u64::from(choose(event)) << bit)
            })
        };
        Self::of_words(index.order().chunks(WORD).map(word).collect())
    }

    /// The events whose ranks are in a set.
    pub(super) fn of_ranks(ranks: Bits) -> Self {
        Self::of_words(ranks.into_words().into())
    }

    fn of_words(words: Box<[u64]>) -> Self {
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

    /// The events that are in both of two sets, which have to be of one timeline.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        let pairs = self.words.iter().zip(&other.words);
        Self::of_words(pairs.map(|(one, other)| one & other).collect())
    }

    /// Whether the event of a rank is chosen; not for a rank that no event has.
    pub fn contains(&self, rank: usize) -> bool {
        let word = self.words.get(rank / WORD);
        word.is_some_and(|word| word >> (rank % WORD) & 1 == 1)
    }

    /// How many events are chosen.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many chosen events have a lower rank.
    pub fn before(&self, rank: usize) -> usize {
        let place = rank / WORD;
        let Some(&word) = self.words.get(place) else {
            return self.count;
        };
        let group = place / WORDS_PER_COUNT;
        let before = self.counts[group] as usize;
        let words = &self.words[group * WORDS_PER_COUNT..place];
        let below = word & !(u64::MAX << (rank % WORD));
        before + ones(words) + ones(&[below])
    }

    /// The rank of the chosen event that has `n` chosen ones before it.
    pub fn nth(&self, n: usize) -> Option<usize> {
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
    pub fn bytes(&self) -> usize {
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
