//! [`Track`]: the dated events of one lane in order of their start, with what answers questions about
//! stretches of time.
//!
//! Owns the questions that drawing and moving ask. An event holds from its earliest start to its
//! latest end; what has no length holds at its moment. No question costs a walk over all events.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::rows::Rows;
use super::spans::Spans;
use super::{Chosen, Index};
use crate::data::EventIndex;
use crate::time::{Scale, Time, Window};

/// The dated events of one lane, by earliest start, equals in the order of the file. A place in it is
/// called a position.
///
/// Costs 12 bytes an event and 2 for its row where all moments of the timeline fit four-byte keys:
/// whole seconds over 68 years, whole days over five million. With eight-byte keys it is 26, and 50
/// where nothing but full moments will do. A lane that is no actor's has 4 more for its list of events.
#[derive(Debug, Clone)]
pub struct Track {
    events: Events,
    spans: Spans,
    /// The track of everything is seldom drawn as a lane, so its rows wait until they are asked for.
    rows: OnceLock<Rows>,
}

/// A stretch of a list of events.
#[derive(Debug, Clone)]
pub(super) struct Events {
    list: Arc<[EventIndex]>,
    range: Range<usize>,
    origin: Origin,
}

/// Whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The index's reading order.
    Order,
    /// The index's list of who takes part in what.
    Cast,
    /// The track's own.
    Track,
}

impl Events {
    pub(super) fn of_order(order: &Arc<[EventIndex]>, dated: usize) -> Self {
        Self {
            list: Arc::clone(order),
            range: 0..dated,
            origin: Origin::Order,
        }
    }

    pub(super) fn of_cast(cast: &Arc<[EventIndex]>, range: Range<usize>) -> Self {
        Self {
            list: Arc::clone(cast),
            range,
            origin: Origin::Cast,
        }
    }

    pub(super) fn own(events: Vec<EventIndex>) -> Self {
        Self {
            range: 0..events.len(),
            list: events.into(),
            origin: Origin::Track,
        }
    }

    pub(super) fn as_slice(&self) -> &[EventIndex] {
        &self.list[self.range.clone()]
    }
}

impl Track {
    /// The track of everything.
    pub(super) const fn everything(events: Events, spans: Spans) -> Self {
        Self {
            events,
            spans,
            rows: OnceLock::new(),
        }
    }

    /// The track of some dated events, in reading order.
    pub(super) fn lane(index: &Index, events: Events) -> Self {
        let ranks = events.as_slice().iter().map(|&event| index.rank(event));
        let spans = index.everything().spans.some(ranks);
        Self {
            rows: spans.stacked().into(),
            events,
            spans,
        }
    }

    /// The chosen events of it in time. Where only their number and their order matter, this spares
    /// what [`Track::only`] does to keep each in its row.
    #[must_use]
    pub fn chosen(&self, index: &Index, chosen: &Chosen) -> Self {
        self.at(&self.positions(index, chosen))
    }

    fn at(&self, positions: &[u32]) -> Self {
        let positions = || positions.iter().map(|&at| at as usize);
        let events = self.events.as_slice();
        Self {
            events: Events::own(positions().map(|at| events[at]).collect()),
            spans: self.spans.some(positions()),
            rows: OnceLock::new(),
        }
    }

    fn positions(&self, index: &Index, chosen: &Chosen) -> Vec<u32> {
        let events = self.events.as_slice().iter().zip(0_u32..);
        events
            .filter(|&(&event, _)| chosen.contains(index.rank(event)))
            .map(|(_, position)| position)
            .collect()
    }

    /// The same lane with the chosen events only. Each stays in its row, and the rows are as many as
    /// they were.
    #[must_use]
    pub fn only(&self, index: &Index, chosen: &Chosen) -> Self {
        let positions = self.positions(index, chosen);
        let rows = positions.iter().map(|&at| at as usize);
        Self {
            rows: self.stacked().some(rows).into(),
            ..self.at(&positions)
        }
    }

    /// How many events it has.
    pub fn len(&self) -> usize {
        self.events.range.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.events.range.is_empty()
    }

    /// The event at a position.
    pub fn event(&self, position: usize) -> EventIndex {
        self.events.as_slice()[position]
    }

    /// The position of an event; `None` where it is not on this track.
    pub fn position(&self, index: &Index, event: EventIndex) -> Option<usize> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        // On the track of everything the rank is the position.
        if events.get(rank) == Some(&event) {
            return Some(rank);
        }
        let found = events.binary_search_by_key(&rank, |&event| index.rank(event));
        found.ok()
    }

    /// The next event of this track in reading order, or the last one before, seen from any event: it
    /// may be on another track, or undated and so after all that have a date.
    pub fn next_from(&self, index: &Index, event: EventIndex, forward: bool) -> Option<EventIndex> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        let place = if forward {
            events.partition_point(|&other| index.rank(other) <= rank)
        } else {
            let before = events.partition_point(|&other| index.rank(other) < rank);
            before.checked_sub(1)?
        };
        events.get(place).copied()
    }

    /// From its earliest start to its latest end; what is open or unknown reaches to the end of the
    /// axis.
    pub fn span(&self, position: usize) -> (Time, Time) {
        self.spans.span(position)
    }

    /// The row of an event, from 0. It depends on dates alone: no window and no filter changes it.
    /// Rows beyond 65,535 are not told apart.
    pub fn row(&self, position: usize) -> usize {
        self.stacked().row(position)
    }

    /// How many rows it takes to show every event without overlap.
    pub fn rows(&self) -> usize {
        self.stacked().count()
    }

    fn stacked(&self) -> &Rows {
        self.rows.get_or_init(|| self.spans.stacked())
    }

    /// How many events start before a moment.
    pub fn starting_before(&self, time: Time) -> usize {
        self.spans.starting_before(time)
    }

    /// How many events are over at a moment: those that end at it or before, but for one of no length
    /// at that very moment.
    pub fn over_by(&self, time: Time) -> usize {
        self.spans.over_by(time)
    }

    /// Tells of each event at these positions beyond how many of some rising moments it ends.
    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        tell: impl FnMut(usize),
    ) {
        self.spans.ends_beyond(positions, moments, tell);
    }

    /// How many events may hold somewhere in a window.
    pub fn count(&self, window: &Window) -> usize {
        self.starting_before(window.end())
            .saturating_sub(self.over_by(window.start()))
    }

    /// How many events may hold in each column.
    pub fn counts(&self, scale: &Scale) -> Vec<usize> {
        let edges = (0..=scale.columns()).map(|column| scale.column_start(column));
        self.counts_between(&edges.collect::<Vec<_>>())
    }

    /// How many events may hold between each of some rising moments and the next; none where the two
    /// are the same. Costs two searches for each.
    pub fn counts_between(&self, edges: &[Time]) -> Vec<usize> {
        let windows = edges.windows(2).map(|pair| Window::new(pair[0], pair[1]));
        windows
            .map(|window| window.map_or(0, |window| self.count(&window)))
            .collect()
    }

    /// The positions of the events that start in a window.
    pub fn starting_in(&self, window: &Window) -> Range<usize> {
        self.starting_before(window.start())..self.starting_before(window.end())
    }

    /// The positions of the first events that start before a moment and still hold at it. Costs about
    /// as much as there are answers.
    pub fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        self.spans.open_at(time, most)
    }

    /// The positions of the first events that may hold in a window: those open at its start, then
    /// those that start in it.
    pub fn within(&self, window: &Window, most: usize) -> Vec<usize> {
        let mut positions = self.open_at(window.start(), most);
        let left = most - positions.len();
        positions.extend(self.starting_in(window).take(left));
        positions
    }

    /// The positions of the longest events that may hold in a window, longest first, equals by
    /// position. Costs about as much as there are answers.
    pub fn longest(&self, window: &Window, most: usize) -> Vec<usize> {
        self.spans.longest(window.start(), window.end(), most)
    }

    /// The position of the event that starts nearest to a moment; of two equally near, the earlier.
    pub fn nearest(&self, time: Time) -> Option<usize> {
        let after = self.starting_before(time);
        let distance = |at: usize| self.spans.start(at).nanos_since(time).unsigned_abs();
        let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
        candidates
            .filter(|&position| position < self.len())
            .min_by_key(|&position| distance(position))
    }

    /// From the first moment that one of its dates names to the last; `None` if none names any.
    pub fn extent(&self) -> Option<Window> {
        let (first, last) = self.spans.extent()?;
        // A single moment is a stretch of one second, so that there is something to stand in.
        Window::new(first, last.max(first.saturating_add_nanos(1_000_000_000)))
    }

    /// Whether it is the index's track of everything.
    pub(super) fn is_everything(&self) -> bool {
        self.events.origin == Origin::Order
    }

    /// Heap bytes of its own. A list of events that it shares with the index is counted there.
    pub fn bytes(&self) -> usize {
        let events = match self.events.origin {
            Origin::Track => size_of_val(&*self.events.list),
            Origin::Order | Origin::Cast => 0,
        };
        events + self.spans.bytes() + self.rows.get().map_or(0, Rows::bytes)
    }
}

/// The same events at the same times in the same rows, wherever they are kept.
impl PartialEq for Track {
    fn eq(&self, other: &Self) -> bool {
        self.events.as_slice() == other.events.as_slice()
            && self.spans == other.spans
            && self.stacked() == other.stacked()
    }
}

impl Eq for Track {}

#[cfg(test)]
mod tests;
