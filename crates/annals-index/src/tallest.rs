//! A tree of the greatest values of a list.
//!
//! Owns the walk to what is great enough without looking at what is not. The values themselves are
//! kept by whoever asks.

use std::ops::{ControlFlow, Range};

use super::ranked::{Ranked, WORD};

/// The greatest value of each run of a list, of each run of those, and so on up to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tallest<T> {
    /// How many children a node has, as a power of two.
    children: u32,
    /// From the runs of values up to the root.
    levels: Box<[Box<[T]>]>,
}

/// A run of values, or of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    /// 0 for a run of values.
    pub(super) level: usize,
    place: usize,
}

impl<T: Copy + Ord> Tallest<T> {
    /// The tree over a number of values; a node has two to the power of `children`, at least 1.
    pub(super) fn new(count: usize, value: impl Fn(usize) -> T, children: u32) -> Self {
        let run = 1 << children;
        let runs = (0..count).step_by(run);
        let greatest = |from: usize| (from..count.min(from + run)).map(&value).max();
        Self::over(runs.filter_map(greatest).collect(), children)
    }

    /// The tree over the values at some of the places only; where a run has none of them, there is a
    /// value in its stead. A node has two to the power of `children`, from 1 to 6.
    pub(super) fn of_some(
        places: &Ranked,
        value: impl Fn(usize) -> T,
        nothing: T,
        children: u32,
    ) -> Self {
        let run = 1 << children;
        let greatest = |first: usize, mut word: u64| {
            let mut greatest = nothing;
            while word != 0 {
                greatest = greatest.max(value(first + word.trailing_zeros() as usize));
                word &= word.wrapping_sub(1);
            }
            greatest
        };
        let words = places.words().zip((0..).step_by(WORD));
        let runs = words.flat_map(|(word, first)| {
            let run_of = move |from: usize| word & (u64::MAX >> (WORD - run)) << from;
            let runs = (0..WORD).step_by(run);
            runs.map(move |from| (first, run_of(from)))
        });
        Self::over(
            runs.map(|(first, word)| greatest(first, word)).collect(),
            children,
        )
    }

    /// The tree over the greatest value of each run.
    fn over(mut level: Vec<T>, children: u32) -> Self {
        let run = 1 << children;
        let mut levels = Vec::new();
        while level.len() > 1 {
            let next = level
                .chunks(run)
                .filter_map(|values| values.iter().copied().max())
                .collect();
            levels.push(std::mem::replace(&mut level, next).into_boxed_slice());
        }
        if !level.is_empty() {
            levels.push(level.into_boxed_slice());
        }
        Self {
            children,
            levels: levels.into_boxed_slice(),
        }
    }

    /// The node over all values; `None` if there are none.
    pub(super) fn root(&self) -> Option<Node> {
        let level = self.levels.len().checked_sub(1)?;
        Some(Node { level, place: 0 })
    }

    /// The greatest value under a node.
    pub(super) fn greatest(&self, node: Node) -> T {
        self.levels[node.level][node.place]
    }

    /// The places of the values under a node; may reach beyond the last value.
    pub(super) fn values(&self, node: Node) -> Range<usize> {
        // A node so high that the shift would be too wide is the root.
        let shift = u32::try_from(node.level + 1).map_or(u32::MAX, |level| level * self.children);
        let first = |place: usize| place.checked_mul(1_usize.checked_shl(shift)?);
        first(node.place).unwrap_or(0)..first(node.place + 1).unwrap_or(usize::MAX)
    }

    /// The nodes under one that is above level 0.
    pub(super) fn nodes(&self, node: Node) -> impl Iterator<Item = Node> + use<T> {
        let level = node.level.saturating_sub(1);
        let first = node.place << self.children;
        let end = (first + (1 << self.children)).min(self.levels[level].len());
        (first..end).map(move |place| Node { level, place })
    }

    /// Hands out the places before `end` whose value is at least `least`, in order, until it is told
    /// to stop.
    pub(super) fn at_least(
        &self,
        values: &[T],
        end: usize,
        least: T,
        mut found: impl FnMut(usize) -> ControlFlow<()>,
    ) {
        if let Some(root) = self.root() {
            let values = &values[..end.min(values.len())];
            // Whether it was stopped or came to the end makes no difference here.
            let _ = self.walk(root, values, least, &mut found);
        }
    }

    fn walk(
        &self,
        node: Node,
        values: &[T],
        least: T,
        found: &mut impl FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let range = self.values(node);
        if range.start >= values.len() || self.greatest(node) < least {
            return ControlFlow::Continue(());
        }
        if node.level > 0 {
            for child in self.nodes(node) {
                self.walk(child, values, least, found)?;
            }
            return ControlFlow::Continue(());
        }
        let run = &values[range.start..range.end.min(values.len())];
        for (place, &value) in (range.start..).zip(run) {
            if value >= least {
                found(place)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        let levels: usize = self.levels.iter().map(|level| size_of_val(&**level)).sum();
        levels + size_of_val(&*self.levels)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_a_scan_finds_in_its_order(
            values in prop::collection::vec(0_u32..50, 0..300),
            end in 0_usize..320,
            least in 0_u32..52,
            most in 1_usize..40,
            children in 1_u32..7,
        ) {
            let tree = Tallest::new(values.len(), |place| values[place], children);
            let mut found = Vec::new();
            tree.at_least(&values, end, least, |place| {
                found.push(place);
                if found.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let scan = values.iter().enumerate().take(end).filter(|&(_, &value)| value >= least);
            let expected: Vec<_> = scan.map(|(place, _)| place).take(most).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(tree.root().map(|root| tree.greatest(root)), values.iter().copied().max());
        }

        #[test]
        fn a_tree_over_some_finds_each_of_them(
            values in prop::collection::vec((1_u32..50, any::<bool>()), 0..300),
            least in 1_u32..52,
            children in 1_u32..7,
        ) {
            let some = Ranked::places(&values, |&(_, is_in)| is_in);
            let tree = Tallest::of_some(&some, |place| values[place].0, 0, children);
            let all: Vec<u32> = values.iter().map(|&(value, _)| value).collect();
            let mut found = Vec::new();
            tree.at_least(&all, all.len(), least, |place| {
                found.extend(some.contains(place).then_some(place));
                ControlFlow::Continue(())
            });
            let expected: Vec<_> = (0..all.len()).filter(|&place| values[place].1 && all[place] >= least).collect();
            prop_assert_eq!(found, expected);
            let greatest = values.iter().filter(|(_, is_in)| *is_in).map(|&(value, _)| value).max();
            prop_assert_eq!(tree.root().map_or(0, |root| tree.greatest(root)), greatest.unwrap_or(0));
        }
    }

    #[test]
    fn what_is_not_great_enough_is_not_looked_at() {
        let mut values = vec![0_u32; 100_000];
        values[77_777] = 9;
        let tree = Tallest::new(values.len(), |place| values[place], 6);
        // Were any other run entered, its values would be found: they are all great enough now.
        let lures = vec![9; values.len()];
        let mut found = Vec::new();
        tree.at_least(&lures, lures.len(), 9, |place| {
            found.push(place);
            ControlFlow::Continue(())
        });
        assert_eq!(found, (77_760..77_824).collect::<Vec<_>>());
    }
}
