//! [`MaxTree`]: finds the values of a list that are at least a threshold without scanning it.

use std::ops::{ControlFlow, Range};

use super::rank_bitmap::RankBitmap;

/// A tree of maxima: the greatest value of each run of a list, of each run of those, and so on up to the root.
/// The values themselves are not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MaxTree<T> {
    /// Each node has 2^`children` children.
    children: u32,
    /// From the runs of values up to the root.
    levels: Box<[Box<[T]>]>,
}

/// A node: a run of values, or of runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Node {
    /// 0 for a run of values.
    pub(super) level: usize,
    index: usize,
}

impl<T: Copy + Ord> MaxTree<T> {
    /// Builds the tree over `count` values. A node has 2^`children` children; `children` is at least 1.
    pub(super) fn new(count: usize, value: impl Fn(usize) -> T, children: u32) -> Self {
        let run = 1 << children;
        let runs = (0..count).step_by(run);
        let greatest = |from: usize| (from..count.min(from + run)).map(&value).max();
        Self::over(runs.filter_map(greatest).collect(), children)
    }

    /// Builds the tree over some of the values, given by index. `nothing` stands for runs without any of them.
    pub(super) fn of_some(
        indices: &RankBitmap,
        value: impl Fn(usize) -> T,
        nothing: T,
        children: u32,
    ) -> Self {
        let run = 1 << children;
        let mut greatest = vec![nothing; indices.limit().div_ceil(run)];
        for index in indices.iter() {
            let greatest = &mut greatest[index / run];
            *greatest = value(index).max(*greatest);
        }
        Self::over(greatest, children)
    }

    /// Builds the tree over the maxima of the runs.
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

    /// Returns the root; `None` if there are no values.
    pub(super) fn root(&self) -> Option<Node> {
        let level = self.levels.len().checked_sub(1)?;
        Some(Node { level, index: 0 })
    }

    /// Returns the greatest value under a node.
    pub(super) fn greatest(&self, node: Node) -> T {
        self.levels[node.level][node.index]
    }

    /// Returns the range of values under a node; may extend beyond the last value.
    pub(super) fn values(&self, node: Node) -> Range<usize> {
        // A shift that is too wide means the root.
        let shift = u32::try_from(node.level + 1).map_or(u32::MAX, |level| level * self.children);
        let first = |index: usize| index.checked_mul(1_usize.checked_shl(shift)?);
        first(node.index).unwrap_or(0)..first(node.index + 1).unwrap_or(usize::MAX)
    }

    /// Returns the children of a node above level 0.
    pub(super) fn nodes(&self, node: Node) -> impl Iterator<Item = Node> + use<T> {
        let level = node.level.saturating_sub(1);
        let first = node.index << self.children;
        let end = (first + (1 << self.children)).min(self.levels[level].len());
        (first..end).map(move |index| Node { level, index })
    }

    /// Calls `found` with the index of each value before `end` that is at least `least`, in order, until it breaks.
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
        for (index, &value) in (range.start..).zip(run) {
            if value >= least {
                found(index)?;
            }
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_the_same_as_a_scan(
            values in prop::collection::vec(0_u32..50, 0..300),
            end in 0_usize..320,
            least in 0_u32..52,
            most in 1_usize..40,
            children in 1_u32..7,
        ) {
            let tree = MaxTree::new(values.len(), |index| values[index], children);
            let mut found = Vec::new();
            tree.at_least(&values, end, least, |index| {
                found.push(index);
                if found.len() == most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let scan = values.iter().enumerate().take(end).filter(|&(_, &value)| value >= least);
            let expected: Vec<_> = scan.map(|(index, _)| index).take(most).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(tree.root().map(|root| tree.greatest(root)), values.iter().copied().max());
        }

        #[test]
        fn a_tree_over_some_values_finds_each_of_them(
            values in prop::collection::vec((1_u32..50, any::<bool>()), 0..300),
            least in 1_u32..52,
            children in 1_u32..7,
        ) {
            let some = RankBitmap::of_list(&values, |&(_, is_in)| is_in);
            let tree = MaxTree::of_some(&some, |index| values[index].0, 0, children);
            let all: Vec<u32> = values.iter().map(|&(value, _)| value).collect();
            let mut found = Vec::new();
            tree.at_least(&all, all.len(), least, |index| {
                found.extend(some.contains(index).then_some(index));
                ControlFlow::Continue(())
            });
            let expected: Vec<_> = (0..all.len()).filter(|&index| values[index].1 && all[index] >= least).collect();
            prop_assert_eq!(found, expected);
            let greatest = values.iter().filter(|(_, is_in)| *is_in).map(|&(value, _)| value).max();
            prop_assert_eq!(tree.root().map_or(0, |root| tree.greatest(root)), greatest.unwrap_or(0));
        }
    }

    #[test]
    fn runs_below_the_threshold_are_not_scanned() {
        let mut values = vec![0_u32; 100_000];
        values[77_777] = 9;
        let tree = MaxTree::new(values.len(), |index| values[index], 6);
        // All of these are above the threshold, so a run that is entered by mistake would be found.
        let lures = vec![9; values.len()];
        let mut found = Vec::new();
        tree.at_least(&lures, lures.len(), 9, |index| {
            found.push(index);
            ControlFlow::Continue(())
        });
        assert_eq!(found, (77_760..77_824).collect::<Vec<_>>());
    }
}
