//! [`Track`]: the dated events of one lane in order of their start, with what answers questions about
//! stretches of time.
//!
//! Owns the questions that drawing and moving ask. An event holds from its earliest start to its
//! latest end; what has no length holds at its moment. No question costs a walk over all events.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::chosen::InFile;
use super::ranked::Ranked;
use super::rows::Rows;
use super::spans::Spans;
use super::{Chosen, Index};
use annals_model::EventIndex;
use annals_time::{Scale, Time, Window};

/// The dated events of one lane, by earliest start, equals in the order of the file. A place in it is
/// called a position.
///
/// Costs 14 bytes an event and 2 for its row where all moments of the timeline fit four-byte keys:
/// whole seconds over 68 years, whole days over five million. With eight-byte keys it is 28, and 52
/// where nothing but full moments will do. A lane that is no actor's has 4 more for its list of events.
/// The track of everything, and lanes where a few events are much longer than the others, keep no ends
/// in order: 12 to 14, 22 and 38. What passes a filter costs less than a byte for each event of the
/// track and shares the rest; where few pass, what it would cost by itself.
#[derive(Debug, Clone)]
pub struct Track {
    /// All of them, whether they pass or not, as the rows are.
    events: Events,
    spans: Spans,
    /// The track of everything is seldom drawn as a lane, so its rows wait until they are asked for.
    rows: Arc<OnceLock<Rows>>,
    /// The places of those that pass; `None` where all do.
    passing: Option<Arc<Ranked>>,
}

/// With fewer than one event of so many, what passes a filter is copied.
const SPARSE: usize = 8;

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

    /// Whether it is the index's reading order.
    pub(super) const fn is_order(&self) -> bool {
        matches!(self.origin, Origin::Order)
    }

    pub(super) fn as_slice(&self) -> &[EventIndex] {
        &self.list[self.range.clone()]
    }
}

impl Track {
    /// The track of everything.
    pub(super) fn everything(events: Events, spans: Spans) -> Self {
        Self {
            events,
            spans,
            rows: Arc::default(),
            passing: None,
        }
    }

    /// The track of some dated events, in reading order.
    pub(super) fn lane(index: &Index, events: Events) -> Self {
        let ranks = events.as_slice().iter().map(|&event| index.rank(event));
        let spans = index.everything().spans.some(ranks);
        Self {
            rows: Arc::new(spans.stacked().into()),
            events,
            spans,
            passing: None,
        }
    }

    /// The chosen events of it in time. Where only their number and their order matter, this spares
    /// keeping each in its row.
    #[must_use]
    pub fn chosen(&self, index: &Index, chosen: &Chosen) -> Self {
        let passing = self.passing(&chosen.in_file(index));
        if self.are_few(&passing) {
            self.copied(&passing, OnceLock::new())
        } else {
            self.sieved(passing)
        }
    }

    /// The same lane with the chosen events only. Each stays in its row, and the rows are as many as
    /// they were.
    #[must_use]
    pub fn only(&self, index: &Index, chosen: &Chosen) -> Self {
        self.only_placed(&chosen.in_file(index))
    }

    /// The same, with what is chosen by its place in the file.
    pub(super) fn only_placed(&self, chosen: &InFile<'_>) -> Self {
        self.only_at(self.passing(chosen))
    }

    /// The places of those of its events that are chosen.
    fn passing(&self, chosen: &InFile<'_>) -> Ranked {
        let passing = chosen.among(&self.events);
        match &self.passing {
            Some(before) => passing.both(before),
            None => passing,
        }
    }

    /// Whether so few pass that they are copied: then a frame does not search among all the others.
    fn are_few(&self, passing: &Ranked) -> bool {
        passing.count() < self.events.range.len() / SPARSE
    }

    /// The same, of the events at some places.
    fn only_at(&self, passing: Ranked) -> Self {
        match self.rows.get() {
            Some(rows) if self.are_few(&passing) => {
                self.copied(&passing, rows.some(passing.iter()).into())
            }
            _ => self.sieved(passing),
        }
    }

    fn copied(&self, passing: &Ranked, rows: OnceLock<Rows>) -> Self {
        let events = self.events.as_slice();
        Self {
            events: Events::own(passing.iter().map(|at| events[at]).collect()),
            spans: self.spans.some(passing.iter()),
            rows: Arc::new(rows),
            passing: None,
        }
    }

    fn sieved(&self, passing: Ranked) -> Self {
        let passing = Arc::new(passing);
        Self {
            events: self.events.clone(),
            spans: self.spans.only(&passing),
            rows: Arc::clone(&self.rows),
            passing: Some(passing),
        }
    }

    /// The place of a position among all events of the track.
    fn place(&self, position: usize) -> usize {
        let passing = self.passing.as_ref();
        passing.map_or(position, |passing| {
            // As with a list, there is nothing beyond the last.
            passing.nth(position).unwrap_or(self.events.range.len())
        })
    }

    /// How many events it has.
    pub fn len(&self) -> usize {
        let passing = self.passing.as_ref();
        passing.map_or(self.events.range.len(), |passing| passing.count())
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event at a position.
    pub fn event(&self, position: usize) -> EventIndex {
        self.events.as_slice()[self.place(position)]
    }

    /// The position of an event; `None` where it is not on this track.
    pub fn position(&self, index: &Index, event: EventIndex) -> Option<usize> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        // On the track of everything the rank is the place.
        let place = if events.get(rank) == Some(&event) {
            rank
        } else {
            let found = events.binary_search_by_key(&rank, |&event| index.rank(event));
            found.ok()?
        };
        match &self.passing {
            None => Some(place),
            Some(passing) => passing.contains(place).then(|| passing.before(place)),
        }
    }

    /// The next event of this track in reading order, or the last one before, seen from any event: it
    /// may be on another track, or undated and so after all that have a date.
    pub fn next_from(&self, index: &Index, event: EventIndex, forward: bool) -> Option<EventIndex> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        let before = |end: usize| {
            let place = events.partition_point(|&other| index.rank(other) < end);
            let passing = self.passing.as_ref();
            passing.map_or(place, |passing| passing.before(place))
        };
        let position = if forward {
            before(rank + 1)
        } else {
            before(rank).checked_sub(1)?
        };
        (position < self.len()).then(|| self.event(position))
    }

    /// From its earliest start to its latest end; what is open or unknown reaches to the end of the
    /// axis.
    pub fn span(&self, position: usize) -> (Time, Time) {
        self.spans.span(position)
    }

    /// The row of an event, from 0. It depends on dates alone: no window and no filter changes it.
    /// Rows beyond 65,535 are not told apart.
    pub fn row(&self, position: usize) -> usize {
        self.stacked().row(self.place(position))
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
        self.events.is_order() && self.passing.is_none()
    }

    /// Heap bytes of its own. A list of events that it shares with the index is counted there, and what
    /// it shares with the track that it is a part of with that one.
    pub fn bytes(&self) -> usize {
        if let Some(passing) = &self.passing {
            return passing.bytes() + self.spans.bytes();
        }
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
        let is_same = |at| {
            (self.event(at), self.span(at), self.row(at))
                == (other.event(at), other.span(at), other.row(at))
        };
        (self.len(), self.rows()) == (other.len(), other.rows()) && (0..self.len()).all(is_same)
    }
}

impl Eq for Track {}

#[cfg(test)]
mod tests;
