//! The starts and ends of a track, as keys of one size.
//!
//! Owns what answers questions about stretches of time: searches in sorted keys and walks down two
//! trees, never a walk over all events. Positions are by earliest start. What passes a filter is a set
//! of places among all events, and a question about it one about all of them and one to the set.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, OnceLock};

use super::moments::{Cut, Key, Ruler};
use super::ranked::Ranked;
use super::rows::{Rows, stacked};
use super::sorted::{Grain, Order, Sorted};
use super::tallest::{Node, Tallest};
use annals_time::Time;

/// A start and an end.
pub(super) type Span = (Time, Time);

/// Starts and ends by position, and what is derived from them; all of them, or those that pass.
#[derive(Debug, Clone)]
pub(super) struct Columns<K> {
    all: Arc<Whole<K>>,
    /// Positions are among those that pass; what is kept in `all` is by the place there.
    sieve: Option<Arc<Sieve<K>>>,
}

#[derive(Debug)]
struct Whole<K> {
    ruler: Ruler,
    grain: Grain,
    starts: Sorted<K>,
    /// By place. Of an event of no length it is just after its moment, so that the event holds at its
    /// moment and is over by the next.
    ends: Box<[K]>,
    latest: Tallest<K>,
    /// The order of the same ends.
    by_end: Order<K>,
    /// The greatest lengths, in nanoseconds.
    longest: Tallest<i128>,
}

/// Which events pass, in each of the two orders. Nothing of theirs is copied, so that another filter
/// costs a look at each event and no more.
#[derive(Debug)]
struct Sieve<K> {
    passing: Arc<Ranked>,
    by_end: Ranked,
    /// The latest ends of those that pass, for whoever asks for them: where they are only counted,
    /// nobody does.
    latest: OnceLock<Tallest<K>>,
    /// Their greatest lengths, likewise.
    longest: OnceLock<Tallest<i128>>,
}

/// Stands for the length of nothing.
const NO_LENGTH: i128 = -1;

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
        // One search of these ends is made where each lane has one of its own.
        (Self::new(ruler, grain, starts, ends, false), places)
    }

    /// Some of the events, by rising place, copied.
    pub(super) fn some(&self, places: impl Iterator<Item = usize>) -> Self {
        let starts = self.all.starts.keys();
        let (starts, ends) = places.map(|at| (starts[at], self.all.ends[at])).unzip();
        Self::new(self.all.ruler, self.all.grain, starts, ends, true)
    }

    fn new(ruler: Ruler, grain: Grain, starts: Vec<K>, ends: Vec<K>, keep: bool) -> Self {
        let length = |at: usize| K::length(&ruler, starts[at], ends[at]);
        let all = Whole {
            ruler,
            grain,
            latest: Tallest::new(ends.len(), |at| ends[at], grain.children),
            longest: Tallest::new(ends.len(), length, grain.children),
            by_end: Order::new(&ends, keep, grain),
            starts: Sorted::new(starts, grain),
            ends: ends.into_boxed_slice(),
        };
        Self {
            all: Arc::new(all),
            sieve: None,
        }
    }

    /// Those of all events that are at some places.
    pub(super) fn only(&self, passing: &Arc<Ranked>) -> Self {
        let all = &self.all;
        let sieve = Sieve {
            passing: Arc::clone(passing),
            by_end: all.by_end.places(passing),
            latest: OnceLock::new(),
            longest: OnceLock::new(),
        };
        Self {
            all: Arc::clone(all),
            sieve: Some(Arc::new(sieve)),
        }
    }

    /// The place of a position.
    fn place(&self, position: usize) -> usize {
        let nth = |sieve: &Arc<Sieve<K>>| sieve.passing.nth(position);
        match &self.sieve {
            None => position,
            // As with a list, there is nothing beyond the last.
            Some(sieve) => nth(sieve).unwrap_or(self.all.ends.len()),
        }
    }

    /// How many positions are before a place.
    fn position(&self, place: usize) -> usize {
        let sieve = self.sieve.as_ref();
        sieve.map_or(place, |sieve| sieve.passing.before(place))
    }

    fn passes(&self, place: usize) -> bool {
        let sieve = self.sieve.as_ref();
        sieve.is_none_or(|sieve| sieve.passing.contains(place))
    }

    fn latest(&self) -> &Tallest<K> {
        let all = &self.all;
        let Some(sieve) = &self.sieve else {
            return &all.latest;
        };
        let end = |at: usize| all.ends[at];
        let nothing = K::new(&all.ruler, Time::MIN, false);
        let latest = || Tallest::of_some(&sieve.passing, end, nothing, all.grain.children);
        sieve.latest.get_or_init(latest)
    }

    fn lengths(&self) -> &Tallest<i128> {
        let all = &self.all;
        let Some(sieve) = &self.sieve else {
            return &all.longest;
        };
        let length = |at: usize| all.length(at);
        let longest = || Tallest::of_some(&sieve.passing, length, NO_LENGTH, all.grain.children);
        sieve.longest.get_or_init(longest)
    }

    pub(super) fn span(&self, position: usize) -> Span {
        let place = self.place(position);
        let end = self.all.ends[place].time(&self.all.ruler);
        (self.all.start(place), end)
    }

    pub(super) fn start(&self, position: usize) -> Time {
        self.all.start(self.place(position))
    }

    pub(super) fn starting_before(&self, time: Time) -> usize {
        self.position(self.all.starting_before(time))
    }

    pub(super) fn over_by(&self, time: Time) -> usize {
        let all = &self.all;
        let over = all.by_end.below(&all.ends, all.cut(time, Cut::Past));
        let sieve = self.sieve.as_ref();
        sieve.map_or(over, |sieve| sieve.by_end.before(over))
    }

    /// Tells of each position beyond how many of some rising moments its event ends.
    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        mut tell: impl FnMut(usize),
    ) {
        let cuts = moments.iter().map(|&time| self.all.cut(time, Cut::After));
        let cuts: Vec<K> = cuts.collect();
        for place in positions.map(|position| self.place(position)) {
            let end = self.all.ends[place];
            tell(cuts.iter().filter(|&&cut| end >= cut).count());
        }
    }

    /// The first and the last moment that any of the events names.
    pub(super) fn extent(&self) -> Option<Span> {
        let all = &self.all;
        let starts = all.starts.keys();
        let known = match &self.sieve {
            None => [
                all.finite(starts.len(), |at| Some(starts[at])),
                all.finite(starts.len(), |at| Some(all.nth_end(at))),
            ],
            Some(sieve) => {
                let count = sieve.passing.count();
                let start = |at| sieve.passing.nth(at).map(|at| starts[at]);
                let end = |at| sieve.by_end.nth(at).map(|at| all.nth_end(at));
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
        self.latest().at_least(&all.ends, started, least, |place| {
            if self.passes(place) {
                positions.push(self.position(place));
            }
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
            let places = lengths.values(node);
            for place in places.start..places.end.min(search.end) {
                if search.holds(place) {
                    best.take((self.all.length(place), Reverse(place)));
                }
            }
        }
        let places = best.places().into_iter();
        places.map(|place| self.position(place)).collect()
    }

    /// The rows of all events, whether they pass or not.
    pub(super) fn stacked(&self) -> Rows {
        let axis_start = K::new(&self.all.ruler, Time::MIN, false);
        stacked(self.all.starts.keys(), &self.all.ends, axis_start)
    }

    /// Heap bytes; of some events, those that are not shared with all of them.
    pub(super) fn bytes(&self) -> usize {
        let all = &self.all;
        self.sieve.as_ref().map_or_else(
            || {
                all.starts.bytes()
                    + size_of_val(&*all.ends)
                    + all.by_end.bytes()
                    + all.latest.bytes()
                    + all.longest.bytes()
            },
            |sieve| {
                let latest = sieve.latest.get().map_or(0, Tallest::bytes);
                let longest = sieve.longest.get().map_or(0, Tallest::bytes);
                sieve.by_end.bytes() + latest + longest
            },
        )
    }
}

impl<K: Key> Whole<K> {
    fn cut(&self, time: Time, cut: Cut) -> K {
        K::cut(&self.ruler, time, cut)
    }

    fn start(&self, place: usize) -> Time {
        self.starts.keys()[place].time(&self.ruler)
    }

    fn length(&self, place: usize) -> i128 {
        K::length(&self.ruler, self.starts.keys()[place], self.ends[place])
    }

    fn starting_before(&self, time: Time) -> usize {
        self.starts.below(self.cut(time, Cut::Before))
    }

    /// The end that has so many before it.
    fn nth_end(&self, n: usize) -> K {
        self.ends[self.by_end.position(n)]
    }

    /// The first and the last of some rising keys that are not at an end of the axis.
    fn finite(&self, count: usize, key: impl Fn(usize) -> Option<K>) -> Option<Span> {
        let time = |at: usize| key(at).map_or(Time::MAX, |key| key.time(&self.ruler));
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

/// A length and a place; the greater one is shown first.
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

    fn places(self) -> Vec<usize> {
        let found = self.found.into_sorted_vec().into_iter();
        found.map(|Reverse((_, place))| place.0).collect()
    }
}

/// What is looked for among the lengths.
struct Search<'a, K> {
    columns: &'a Columns<K>,
    lengths: &'a Tallest<i128>,
    /// Events before this place count only if they are open.
    first: usize,
    /// Events from this place on do not count.
    end: usize,
    /// The least end of what is open.
    open: K,
}

impl<K: Key> Search<'_, K> {
    fn holds(&self, place: usize) -> bool {
        let is_open = || self.columns.all.ends[place] >= self.open;
        self.columns.passes(place) && (place >= self.first || is_open())
    }

    /// The best that a node may hold; `None` if nothing in it counts.
    fn promise(&self, node: Node) -> Option<(Found, Node)> {
        let places = self.lengths.values(node);
        let latest = self.columns.latest();
        let is_over = places.end <= self.first && latest.greatest(node) < self.open;
        let greatest = self.lengths.greatest(node);
        if places.start >= self.end || is_over || greatest == NO_LENGTH {
            return None;
        }
        Some(((greatest, Reverse(places.start)), node))
    }
}
