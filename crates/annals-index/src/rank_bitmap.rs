//! [`RankBitmap`]: a bit set that answers rank and select queries.

use fixedbitset::FixedBitSet;

/// Bits of a block of [`FixedBitSet`].
const BLOCK: usize = usize::BITS as usize;

/// A set of numbers that knows how many of its members are below a number (rank), and which member has
/// `n` others below it (select).
///
/// Takes about a fifth of a byte for each number there may be. Rank takes constant time; select a binary
/// search among the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RankBitmap {
    bits: FixedBitSet,
    /// How many members there are before each block.
    before: Box<[u32]>,
    count: usize,
}

impl RankBitmap {
    /// Counts the members of a set. There have to be fewer than 2^32.
    pub(super) fn new(bits: FixedBitSet) -> Self {
        let mut count = 0_u32;
        let before = bits.as_slice().iter().map(|block| {
            let before = count;
            count = count.saturating_add(block.count_ones());
            before
        });
        Self {
            before: before.collect(),
            count: count as usize,
            bits,
        }
    }

    /// The positions in a list of the items that are chosen. `choose` is called once for each, in order.
    pub(super) fn of_list<T>(list: &[T], mut choose: impl FnMut(&T) -> bool) -> Self {
        let mut bits = FixedBitSet::with_capacity(list.len());
        for (position, item) in list.iter().enumerate() {
            bits.set(position, choose(item));
        }
        Self::new(bits)
    }

    /// One more than the greatest number that may be a member.
    pub(super) fn limit(&self) -> usize {
        self.bits.len()
    }

    /// The members that are in another set too.
    pub(super) fn both(&self, other: &Self) -> Self {
        let mut bits = self.bits.clone();
        bits.intersect_with(&other.bits);
        Self::new(bits)
    }

    /// The members below a number.
    pub(super) fn below(&self, end: usize) -> Self {
        let mut bits = self.bits.clone();
        bits.remove_range(end.min(bits.len())..);
        Self::new(bits)
    }

    /// Whether a number is a member.
    pub(super) fn contains(&self, number: usize) -> bool {
        self.bits.contains(number)
    }

    /// The members in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.bits.ones()
    }

    /// How many members there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Rank: how many members are below a number.
    pub(super) fn before(&self, number: usize) -> usize {
        let block = number / BLOCK;
        let Some(&before) = self.before.get(block) else {
            return self.count;
        };
        let below = self.bits.as_slice()[block] & !(usize::MAX << (number % BLOCK));
        before as usize + below.count_ones() as usize
    }

    /// Select: the member that has `n` others below it.
    pub(super) fn nth(&self, n: usize) -> Option<usize> {
        // Of blocks without a member, the last one has as many before it as the one that has it.
        let next = self.before.partition_point(|&before| before as usize <= n);
        let block = next.checked_sub(1)?;
        let mut left = self.bits.as_slice()[block];
        for _ in 0..n - self.before[block] as usize {
            left &= left.checked_sub(1)?;
        }
        (left != 0).then(|| block * BLOCK + left.trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rank_and_select_agree_with_a_sorted_list(
            chosen in prop::collection::vec(prop::bool::weighted(0.2), 0..1_500),
            end in 0_usize..1_600,
        ) {
            let set = RankBitmap::of_list(&chosen, |&is_in| is_in);
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
