//! [`EventSet`]: a set of events of one timeline, such as those that pass a filter.

use fixedbitset::FixedBitSet;

use super::index::Index;
use super::rank_bitmap::RankBitmap;
use super::track::Events;
use annals_model::EventIndex;
use annals_time::Window;

/// A set of events of one timeline, as a rank/select bitmap over the ranks.
///
/// Takes about a fifth of a byte for each event of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSet {
    ranks: RankBitmap,
}

impl EventSet {
    /// Collects the events that `choose` accepts. It is called once for each event, in reading order.
    pub fn new(index: &Index, mut choose: impl FnMut(EventIndex) -> bool) -> Self {
        Self {
            ranks: RankBitmap::of_list(index.order(), |&event| choose(event)),
        }
    }

    /// Collects the dated events that may hold in any of some windows. The cost is about proportional to their
    /// number.
    pub fn in_windows(index: &Index, windows: &[Window]) -> Self {
        let everything = index.everything();
        let mut ranks = FixedBitSet::with_capacity(index.order().len());
        for window in windows {
            // On the track of all dated events a position is a rank.
            let positions = everything.within(window, usize::MAX).into_iter();
            positions.for_each(|rank| ranks.insert(rank));
        }
        Self::of_ranks(ranks)
    }

    /// Returns the events with these ranks.
    pub(super) fn of_ranks(ranks: FixedBitSet) -> Self {
        Self {
            ranks: RankBitmap::new(ranks),
        }
    }

    /// Returns the set by indices in the file, as lists of events contain them.
    pub(super) fn in_file(&self, index: &Index) -> InFile<'_> {
        if index.is_as_in_file() {
            return InFile {
                ranks: &self.ranks,
                positions: None,
            };
        }
        let mut positions = FixedBitSet::with_capacity(index.order().len());
        let chosen = self.ranks.iter().map(|rank| index.order()[rank]);
        chosen.for_each(|event| positions.insert(event.index()));
        InFile {
            ranks: &self.ranks,
            positions: Some(positions),
        }
    }

    /// Returns the intersection with another set of the same timeline.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        Self {
            ranks: self.ranks.both(&other.ranks),
        }
    }

    /// Whether the event with a rank is in the set; false for ranks out of range.
    pub fn contains(&self, rank: usize) -> bool {
        self.ranks.contains(rank)
    }

    /// Returns the number of events.
    pub const fn count(&self) -> usize {
        self.ranks.count()
    }

    /// Returns the number of events with a lower rank.
    pub fn before(&self, rank: usize) -> usize {
        self.ranks.before(rank)
    }

    /// Returns the rank of the event that has `n` others of the set before it.
    pub fn nth(&self, n: usize) -> Option<usize> {
        self.ranks.nth(n)
    }
}

/// A set of events by index in the file. Intersecting a list of events with it needs no rank lookups, which
/// would be random memory accesses if the file is not in reading order.
pub(super) struct InFile<'a> {
    /// By rank, which is also the index if `positions` is `None`.
    ranks: &'a RankBitmap,
    positions: Option<FixedBitSet>,
}

impl InFile<'_> {
    /// Returns the positions in a list of events that are in the set.
    pub(super) fn among(&self, events: &Events) -> RankBitmap {
        if events.is_order() {
            return self.ranks.below(events.as_slice().len());
        }
        let events = events.as_slice();
        match &self.positions {
            None => RankBitmap::of_list(events, |event| self.ranks.contains(event.index())),
            Some(positions) => {
                RankBitmap::of_list(events, |event| positions.contains(event.index()))
            }
        }
    }
}
