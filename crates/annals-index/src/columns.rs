//! The starts and ends of a track, as keys of one size, and the queries over them.
//!
//! Queries are binary searches in sorted keys and walks down two trees ([`MaxTree`]), never scans.
//! Positions are by earliest start. A filtered view is a rank/select bitmap over the full columns: each
//! query runs on the full columns and is mapped through the bitmap.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, OnceLock};

use super::max_tree::{MaxTree, Node};
use super::moments::{Cut, Key, KeyFrame};
use super::rank_bitmap::RankBitmap;
use super::rows::{Rows, stacked};
use super::sorted::{Granularity, Order, Sorted};
use annals_time::Time;

/// A start and an end.
pub(super) type Span = (Time, Time);

/// Starts and ends by position, and what is derived from them: of all events, or of those that pass a filter.
#[derive(Debug, Clone)]
pub(super) struct Columns<K> {
    all: Arc<AllEvents<K>>,
    /// The filter, if there is one. Positions are then among the events that pass.
    filtered: Option<Arc<Filtered<K>>>,
}

#[derive(Debug)]
struct AllEvents<K> {
    frame: KeyFrame,
    granularity: Granularity,
    starts: Sorted<K>,
    /// By slot. Of an event of no length it is just after its moment, so that the event holds at its
    /// moment and is over by the next.
    ends: Box<[K]>,
    latest: MaxTree<K>,
    /// The order of the same ends.
    by_end: Order<K>,
    /// The greatest lengths, in nanoseconds.
    longest: MaxTree<i128>,
}

/// Which events pass, in each of the two orders. Nothing is copied, so that a change of the filter costs one
/// look at each event.
#[derive(Debug)]
struct Filtered<K> {
    passing: Arc<RankBitmap>,
    by_end: RankBitmap,
    /// The latest ends of those that pass, built when first needed: counting does not need them.
    latest: OnceLock<MaxTree<K>>,
    /// Their greatest lengths, built when first needed.
    longest: OnceLock<MaxTree<i128>>,
}

/// The length of a run without passing events.
const NO_LENGTH: i128 = -1;

impl<K: Key> Columns<K> {
    /// Sorts spans by start; equal starts keep their order. The second value has the original index of each
    /// position.
    pub(super) fn sorted(
        frame: KeyFrame,
        granularity: Granularity,
        spans: &[Span],
    ) -> (Self, Vec<u32>) {
        let mut starts: Vec<(K, u32)> = spans
            .iter()
            .zip(0_u32..)
            .map(|(&(start, _), slot)| (K::new(&frame, start, false), slot))
            .collect();
        let ends: Vec<K> = spans
            .iter()
            .map(|&(start, end)| K::new(&frame, end, start == end))
            .collect();
        // The slot decides between equals, so no stable sort is needed.
        starts.sort_unstable();
        let (starts, slots): (Vec<K>, Vec<u32>) = starts.into_iter().unzip();
        let ends = slots.iter().map(|&slot| ends[slot as usize]).collect();
        // The track of all events is rarely searched by end, so its ends are not stored in order.
        (Self::new(frame, granularity, starts, ends, false), slots)
    }

    /// Copies some of the events, given by ascending slot.
    pub(super) fn some(&self, slots: impl Iterator<Item = usize>) -> Self {
        let starts = self.all.starts.keys();
        let (starts, ends) = slots.map(|at| (starts[at], self.all.ends[at])).unzip();
        Self::new(self.all.frame, self.all.granularity, starts, ends, true)
    }

    fn new(
        frame: KeyFrame,
        granularity: Granularity,
        starts: Vec<K>,
        ends: Vec<K>,
        keep: bool,
    ) -> Self {
        let length = |at: usize| K::length(&frame, starts[at], ends[at]);
        let all = AllEvents {
            frame,
            granularity,
            latest: MaxTree::new(ends.len(), |at| ends[at], granularity.children),
            longest: MaxTree::new(ends.len(), length, granularity.children),
            by_end: Order::new(&ends, keep, granularity),
            starts: Sorted::new(starts, granularity),
            ends: ends.into_boxed_slice(),
        };
        Self {
            all: Arc::new(all),
            filtered: None,
        }
    }

    /// Returns a filtered view of the events at some slots.
    pub(super) fn only(&self, passing: &Arc<RankBitmap>) -> Self {
        let all = &self.all;
        let filtered = Filtered {
            passing: Arc::clone(passing),
            by_end: all.by_end.ranks(passing),
            latest: OnceLock::new(),
            longest: OnceLock::new(),
        };
        Self {
            all: Arc::clone(all),
            filtered: Some(Arc::new(filtered)),
        }
    }

    /// Returns the slot of a position.
    fn slot(&self, position: usize) -> usize {
        let nth = |filtered: &Arc<Filtered<K>>| filtered.passing.nth(position);
        match &self.filtered {
            None => position,
            // A position out of range maps to a slot out of range.
            Some(filtered) => nth(filtered).unwrap_or(self.all.ends.len()),
        }
    }

    /// Returns the number of positions before a slot.
    fn position(&self, slot: usize) -> usize {
        let filtered = self.filtered.as_ref();
        filtered.map_or(slot, |filtered| filtered.passing.before(slot))
    }

    fn passes(&self, slot: usize) -> bool {
        let filtered = self.filtered.as_ref();
        filtered.is_none_or(|filtered| filtered.passing.contains(slot))
    }

    fn latest(&self) -> &MaxTree<K> {
        let all = &self.all;
        let Some(filtered) = &self.filtered else {
            return &all.latest;
        };
        let end = |at: usize| all.ends[at];
        let nothing = K::new(&all.frame, Time::MIN, false);
        let latest = || MaxTree::of_some(&filtered.passing, end, nothing, all.granularity.children);
        filtered.latest.get_or_init(latest)
    }

    fn lengths(&self) -> &MaxTree<i128> {
        let all = &self.all;
        let Some(filtered) = &self.filtered else {
            return &all.longest;
        };
        let length = |at: usize| all.length(at);
        let longest = || {
            MaxTree::of_some(
                &filtered.passing,
                length,
                NO_LENGTH,
                all.granularity.children,
            )
        };
        filtered.longest.get_or_init(longest)
    }

    pub(super) fn span(&self, position: usize) -> Span {
        let slot = self.slot(position);
        let end = self.all.ends[slot].time(&self.all.frame);
        (self.all.start(slot), end)
    }

    pub(super) fn start(&self, position: usize) -> Time {
        self.all.start(self.slot(position))
    }

    pub(super) fn starting_before(&self, time: Time) -> usize {
        self.position(self.all.starting_before(time))
    }

    pub(super) fn over_by(&self, time: Time) -> usize {
        let all = &self.all;
        let over = all.by_end.below(&all.ends, all.cut(time, Cut::Past));
        let filtered = self.filtered.as_ref();
        filtered.map_or(over, |filtered| filtered.by_end.before(over))
    }

    /// Calls `tell` for each position with the number of ascending times beyond which its event ends.
    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        mut tell: impl FnMut(usize),
    ) {
        let cuts = moments.iter().map(|&time| self.all.cut(time, Cut::After));
        let cuts: Vec<K> = cuts.collect();
        for slot in positions.map(|position| self.slot(position)) {
            let end = self.all.ends[slot];
            tell(cuts.iter().filter(|&&cut| end >= cut).count());
        }
    }

    /// Returns the first and the last time that any of the events names.
    pub(super) fn extent(&self) -> Option<Span> {
        let all = &self.all;
        let starts = all.starts.keys();
        let known = match &self.filtered {
            None => [
                all.finite(starts.len(), |at| Some(starts[at])),
                all.finite(starts.len(), |at| Some(all.nth_end(at))),
            ],
            Some(filtered) => {
                let count = filtered.passing.count();
                let start = |at| filtered.passing.nth(at).map(|at| starts[at]);
                let end = |at| filtered.by_end.nth(at).map(|at| all.nth_end(at));
                [all.finite(count, start), all.finite(count, end)]
            }
        };
        let known = known.into_iter().flatten();
        let first = known.clone().map(|(first, _)| first).min()?;
        Some((first, known.map(|(_, last)| last).max()?))
    }

    /// See [`super::Track::open_at`].
    pub(super) fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        let mut positions = Vec::new();
        if most == 0 {
            return positions;
        }
        let all = &self.all;
        let started = all.starting_before(time);
        let least = all.cut(time, Cut::After);
        self.latest().at_least(&all.ends, started, least, |slot| {
            if self.passes(slot) {
                positions.push(self.position(slot));
            }
            if positions.len() == most {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        positions
    }

    /// Returns the longest events that are open at `from` or start between it and `to`. Best-first search: looks
    /// into the most promising run first and stops when no run can contain a longer event.
    pub(super) fn longest(&self, from: Time, to: Time, most: usize) -> Vec<usize> {
        let lengths = self.lengths();
        let search = Search {
            columns: self,
            lengths,
            first: self.all.starting_before(from),
            end: self.all.starting_before(to),
            open: self.all.cut(from, Cut::After),
        };
        let mut best = Best::new(most);
        let mut promising: BinaryHeap<(Found, Node)> = BinaryHeap::new();
        promising.extend(lengths.root().and_then(|root| search.promise(root)));
        while let Some((promise, node)) = promising.pop() {
            if best.beats(promise) {
                break;
            }
            if node.level > 0 {
                let nodes = lengths.nodes(node);
                let nodes = nodes.filter_map(|node| search.promise(node));
                promising.extend(nodes.filter(|&(promise, _)| !best.beats(promise)));
                continue;
            }
            let slots = lengths.values(node);
            for slot in slots.start..slots.end.min(search.end) {
                if search.holds(slot) {
                    best.take((self.all.length(slot), Reverse(slot)));
                }
            }
        }
        let slots = best.slots().into_iter();
        slots.map(|slot| self.position(slot)).collect()
    }

    /// Assigns rows to all events, whether they pass or not.
    pub(super) fn stacked(&self) -> Rows {
        let axis_start = K::new(&self.all.frame, Time::MIN, false);
        stacked(self.all.starts.keys(), &self.all.ends, axis_start)
    }
}

impl<K: Key> AllEvents<K> {
    fn cut(&self, time: Time, cut: Cut) -> K {
        K::cut(&self.frame, time, cut)
    }

    fn start(&self, slot: usize) -> Time {
        self.starts.keys()[slot].time(&self.frame)
    }

    fn length(&self, slot: usize) -> i128 {
        K::length(&self.frame, self.starts.keys()[slot], self.ends[slot])
    }

    fn starting_before(&self, time: Time) -> usize {
        self.starts.below(self.cut(time, Cut::Before))
    }

    /// Returns the end that has `n` others before it.
    fn nth_end(&self, n: usize) -> K {
        self.ends[self.by_end.position(n)]
    }

    /// Returns the first and the last of ascending keys that are not open or unknown.
    fn finite(&self, count: usize, key: impl Fn(usize) -> Option<K>) -> Option<Span> {
        let time = |at: usize| key(at).map_or(Time::MAX, |key| key.time(&self.frame));
        let from = partition_point(count, |at| time(at) <= Time::MIN);
        let to = partition_point(count, |at| time(at) < Time::MAX);
        (from < to).then(|| (time(from), time(to - 1)))
    }
}

/// How many of the numbers below `count` come first of which something holds, if it holds of none
/// after them.
fn partition_point(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (0, count);
    while from < to {
        let middle = from.midpoint(to);
        if holds(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// A length and a slot. The greater length, then the lower slot, comes first.
type Found = (i128, Reverse<usize>);

/// Keeps the `most` greatest values.
struct Best {
    most: usize,
    /// The least of them is on top.
    found: BinaryHeap<Reverse<Found>>,
}

impl Best {
    const fn new(most: usize) -> Self {
        Self {
            most,
            found: BinaryHeap::new(),
        }
    }

    /// Whether a value is already known not to be among them.
    fn beats(&self, other: Found) -> bool {
        let least = || self.found.peek().is_none_or(|least| least.0 > other);
        self.found.len() >= self.most && least()
    }

    fn take(&mut self, found: Found) {
        if self.found.len() < self.most {
            self.found.push(Reverse(found));
        } else if let Some(mut least) = self.found.peek_mut()
            && least.0 < found
        {
            *least = Reverse(found);
        }
    }

    fn slots(self) -> Vec<usize> {
        let found = self.found.into_sorted_vec().into_iter();
        found.map(|Reverse((_, slot))| slot.0).collect()
    }
}

/// A search for the longest events.
struct Search<'a, K> {
    columns: &'a Columns<K>,
    lengths: &'a MaxTree<i128>,
    /// Events before this slot count only if they are open at the start.
    first: usize,
    /// Events from this slot on do not count.
    end: usize,
    /// The least end of an open event.
    open: K,
}

impl<K: Key> Search<'_, K> {
    fn holds(&self, slot: usize) -> bool {
        let is_open = || self.columns.all.ends[slot] >= self.open;
        self.columns.passes(slot) && (slot >= self.first || is_open())
    }

    /// Returns the best value that a node may contain; `None` if none of its events counts.
    fn promise(&self, node: Node) -> Option<(Found, Node)> {
        let slots = self.lengths.values(node);
        let latest = self.columns.latest();
        let is_over = slots.end <= self.first && latest.greatest(node) < self.open;
        let greatest = self.lengths.greatest(node);
        if slots.start >= self.end || is_over || greatest == NO_LENGTH {
            return None;
        }
        Some(((greatest, Reverse(slots.start)), node))
    }
}
