//! The starts and ends of a track, as keys of one size.
//!
//! Owns what answers questions about stretches of time: searches in sorted keys and walks down two
//! trees, never a walk over all events. Positions are by earliest start.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{ControlFlow, Range};

use super::moments::{Cut, Key, Ruler};
use super::rows::{Rows, stacked};
use super::sorted::{Grain, Sorted};
use super::tallest::{Node, Tallest};
use crate::time::Time;

/// A start and an end.
pub(super) type Span = (Time, Time);

/// Starts and ends by position, and what is derived from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns<K> {
    ruler: Ruler,
    grain: Grain,
    starts: Sorted<K>,
    /// By position. Of an event of no length it is just after its moment, so that the event holds at
    /// its moment and is over by the next.
    ends: Box<[K]>,
    latest: Tallest<K>,
    /// The same ends, in rising order.
    sorted_ends: Sorted<K>,
    /// The greatest lengths, in nanoseconds.
    longest: Tallest<i128>,
}

impl<K: Key> Columns<K> {
    /// Sorts spans by their start, equals as they come. The second value has the place that each
    /// position had.
    pub(super) fn sorted(ruler: Ruler, grain: Grain, spans: &[Span]) -> (Self, Vec<u32>) {
        let mut starts: Vec<(K, u32)> = spans
            .iter()
            .zip(0_u32..)
            .map(|(&(start, _), place)| (K::new(&ruler, start, false), place))
            .collect();
        let ends: Vec<K> = spans
            .iter()
            .map(|&(start, end)| K::new(&ruler, end, start == end))
            .collect();
        // The place decides between equals, so no stable sort is needed.
        starts.sort_unstable();
        let (starts, places): (Vec<K>, Vec<u32>) = starts.into_iter().unzip();
        let ends = places.iter().map(|&place| ends[place as usize]).collect();
        (Self::new(ruler, grain, starts, ends), places)
    }

    /// Some of the events, by rising position.
    pub(super) fn some(&self, positions: impl Iterator<Item = usize>) -> Self {
        let starts = self.starts.keys();
        let (starts, ends) = positions.map(|at| (starts[at], self.ends[at])).unzip();
        Self::new(self.ruler, self.grain, starts, ends)
    }

    fn new(ruler: Ruler, grain: Grain, starts: Vec<K>, ends: Vec<K>) -> Self {
        let mut sorted_ends = ends.clone();
        K::sort(&mut sorted_ends);
        let length = |at: usize| ends[at].nanos(&ruler) - starts[at].nanos(&ruler);
        Self {
            ruler,
            grain,
            latest: Tallest::new(ends.len(), |at| ends[at], grain.children),
            longest: Tallest::new(ends.len(), length, grain.children),
            starts: Sorted::new(starts, grain),
            ends: ends.into_boxed_slice(),
            sorted_ends: Sorted::new(sorted_ends, grain),
        }
    }

    pub(super) fn span(&self, position: usize) -> Span {
        let start = self.starts.keys()[position].time(&self.ruler);
        (start, self.ends[position].time(&self.ruler))
    }

    pub(super) fn start(&self, position: usize) -> Time {
        self.starts.keys()[position].time(&self.ruler)
    }

    pub(super) fn starting_before(&self, time: Time) -> usize {
        self.starts.below(K::cut(&self.ruler, time, Cut::Before))
    }

    pub(super) fn over_by(&self, time: Time) -> usize {
        self.sorted_ends.below(K::cut(&self.ruler, time, Cut::Past))
    }

    /// Tells of each position beyond how many of some rising moments its event ends.
    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        mut tell: impl FnMut(usize),
    ) {
        let cuts = moments
            .iter()
            .map(|&time| K::cut(&self.ruler, time, Cut::After));
        let cuts: Vec<K> = cuts.collect();
        for end in &self.ends[positions] {
            tell(cuts.iter().filter(|&cut| end >= cut).count());
        }
    }

    /// The first and the last moment that any of the events names.
    pub(super) fn extent(&self) -> Option<Span> {
        let finite = |keys: &[K]| {
            let time = |at: usize| keys[at].time(&self.ruler);
            let from = keys.partition_point(|key| key.time(&self.ruler) <= Time::MIN);
            let to = keys.partition_point(|key| key.time(&self.ruler) < Time::MAX);
            (from < to).then(|| (time(from), time(to - 1)))
        };
        let known = [finite(self.starts.keys()), finite(self.sorted_ends.keys())];
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
        let started = self.starting_before(time);
        let least = K::cut(&self.ruler, time, Cut::After);
        self.latest
            .at_least(&self.ends, started, least, |position| {
                positions.push(position);
                if positions.len() == most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        positions
    }

    /// The longest of the events that are open at `from` or start between it and `to`. Looks into the
    /// most promising run of events first and stops where no run can hold a longer one.
    pub(super) fn longest(&self, from: Time, to: Time, most: usize) -> Vec<usize> {
        let search = Search {
            columns: self,
            first: self.starting_before(from),
            end: self.starting_before(to),
            open: K::cut(&self.ruler, from, Cut::After),
        };
        let mut best = Best::new(most);
        let mut promising: BinaryHeap<(Found, Node)> = BinaryHeap::new();
        promising.extend(self.longest.root().and_then(|root| search.promise(root)));
        while let Some((promise, node)) = promising.pop() {
            if best.beats(promise) {
                break;
            }
            if node.level > 0 {
                let nodes = self.longest.nodes(node);
                let nodes = nodes.filter_map(|node| search.promise(node));
                promising.extend(nodes.filter(|&(promise, _)| !best.beats(promise)));
                continue;
            }
            let positions = self.longest.values(node);
            for position in positions.start..positions.end.min(search.end) {
                if search.holds(position) {
                    best.take((search.length(position), Reverse(position)));
                }
            }
        }
        best.positions()
    }

    pub(super) fn stacked(&self) -> Rows {
        let axis_start = K::new(&self.ruler, Time::MIN, false);
        stacked(self.starts.keys(), &self.ends, axis_start)
    }

    pub(super) fn bytes(&self) -> usize {
        self.starts.bytes()
            + size_of_val(&*self.ends)
            + self.sorted_ends.bytes()
            + self.latest.bytes()
            + self.longest.bytes()
    }
}

/// A length and a position; the greater one is shown first.
type Found = (i128, Reverse<usize>);

/// The greatest of what is found, up to a number.
struct Best {
    most: usize,
    /// The least of them on top.
    found: BinaryHeap<Reverse<Found>>,
}

impl Best {
    const fn new(most: usize) -> Self {
        Self {
            most,
            found: BinaryHeap::new(),
        }
    }

    /// Whether something is not among them, whatever is found later.
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

    fn positions(self) -> Vec<usize> {
        let found = self.found.into_sorted_vec().into_iter();
        found.map(|Reverse((_, position))| position.0).collect()
    }
}

/// What is looked for among the lengths.
struct Search<'a, K> {
    columns: &'a Columns<K>,
    /// Events before this position count only if they are open.
    first: usize,
    /// Events from this position on do not count.
    end: usize,
    /// The least end of what is open.
    open: K,
}

impl<K: Key> Search<'_, K> {
    fn holds(&self, position: usize) -> bool {
        position >= self.first || self.columns.ends[position] >= self.open
    }

    fn length(&self, position: usize) -> i128 {
        let (columns, ruler) = (self.columns, &self.columns.ruler);
        columns.ends[position].nanos(ruler) - columns.starts.keys()[position].nanos(ruler)
    }

    /// The best that a node may hold; `None` if nothing in it counts.
    fn promise(&self, node: Node) -> Option<(Found, Node)> {
        let positions = self.columns.longest.values(node);
        let is_over = positions.end <= self.first && self.columns.latest.greatest(node) < self.open;
        if positions.start >= self.end || is_over {
            return None;
        }
        let greatest = self.columns.longest.greatest(node);
        Some(((greatest, Reverse(positions.start)), node))
    }
}
