//! [`Track`]: the dated events of one lane, sorted by start, and the queries that drawing and moving need.
//!
//! An event holds from its earliest start to its latest end; one without length holds at its time. No query
//! scans all events.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::event_set::EventSet;
use super::event_set::InFile;
use super::index::Index;
use super::rank_bitmap::RankBitmap;
use super::rows::Rows;
use super::spans::Spans;
use annals_model::EventIndex;
use annals_time::{Scale, Time, Window};

/// The dated events of one lane, by earliest start; equal starts in file order. An index into them is
/// called a position.
///
/// Takes 14 bytes per event and 2 for its row if all times of the timeline fit four-byte keys: whole
/// seconds over 68 years, whole days over five million. With eight-byte keys it takes 28, with full times
/// 52. A lane that is not an actor's takes 4 more for its list of events. The track of all events, and
/// lanes with a few very long events, store no ends in order and take 12 to 14, 22 and 38. A filtered track
/// takes less than a byte for each event of the full track and shares the rest; if few events pass, they
/// are copied.
#[derive(Debug, Clone)]
pub struct Track {
    /// All events, whether they pass or not.
    events: Events,
    spans: Spans,
    /// Computed when first needed: the track of all events is rarely drawn as a lane.
    rows: Arc<OnceLock<Rows>>,
    /// The slots of the events that pass the filter; `None` without a filter.
    passing: Option<Arc<RankBitmap>>,
}

/// If fewer than one in this many events passes a filter, the passing events are copied.
const COPY_BELOW_ONE_IN: usize = 8;

/// A range of a shared list of events.
#[derive(Debug, Clone)]
pub(super) struct Events {
    list: Arc<[EventIndex]>,
    range: Range<usize>,
    /// Whether the list is the index's reading order, so that a position in it is a rank.
    is_order: bool,
}

impl Events {
    pub(super) fn of_order(order: &Arc<[EventIndex]>, dated: usize) -> Self {
        Self {
            list: Arc::clone(order),
            range: 0..dated,
            is_order: true,
        }
    }

    pub(super) fn of_cast(cast: &Arc<[EventIndex]>, range: Range<usize>) -> Self {
        Self {
            list: Arc::clone(cast),
            range,
            is_order: false,
        }
    }

    pub(super) fn own(events: Vec<EventIndex>) -> Self {
        Self {
            range: 0..events.len(),
            list: events.into(),
            is_order: false,
        }
    }

    /// Whether the list is the reading order.
    pub(super) const fn is_order(&self) -> bool {
        self.is_order
    }

    pub(super) fn as_slice(&self) -> &[EventIndex] {
        &self.list[self.range.clone()]
    }
}

impl Track {
    /// Returns the track of all dated events.
    pub(super) fn everything(events: Events, spans: Spans) -> Self {
        Self {
            events,
            spans,
            rows: Arc::default(),
            passing: None,
        }
    }

    /// Returns the track of some dated events, given in reading order.
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

    /// Returns the filtered track without the rows of its events, for when only order and numbers matter.
    #[must_use]
    pub fn chosen(&self, index: &Index, chosen: &EventSet) -> Self {
        let passing = self.passing(&chosen.in_file(index));
        if self.are_few(&passing) {
            self.copied(&passing, OnceLock::new())
        } else {
            self.filtered(passing)
        }
    }

    /// Returns the filtered track. Each event keeps its row, and the number of rows stays the same.
    #[must_use]
    pub fn only(&self, index: &Index, chosen: &EventSet) -> Self {
        self.only_placed(&chosen.in_file(index))
    }

    /// Returns the filtered track, for a set by index in the file.
    pub(super) fn only_placed(&self, chosen: &InFile<'_>) -> Self {
        self.only_at(self.passing(chosen))
    }

    /// Returns the slots of its events that are in a set.
    fn passing(&self, chosen: &InFile<'_>) -> RankBitmap {
        let passing = chosen.among(&self.events);
        match &self.passing {
            Some(before) => passing.both(before),
            None => passing,
        }
    }

    /// Whether so few events pass that copying them makes queries faster.
    fn are_few(&self, passing: &RankBitmap) -> bool {
        passing.count() < self.events.range.len() / COPY_BELOW_ONE_IN
    }

    /// Returns the filtered track, for a set of slots.
    fn only_at(&self, passing: RankBitmap) -> Self {
        match self.rows.get() {
            Some(rows) if self.are_few(&passing) => {
                self.copied(&passing, rows.some(passing.iter()).into())
            }
            _ => self.filtered(passing),
        }
    }

    fn copied(&self, passing: &RankBitmap, rows: OnceLock<Rows>) -> Self {
        let events = self.events.as_slice();
        Self {
            events: Events::own(passing.iter().map(|at| events[at]).collect()),
            spans: self.spans.some(passing.iter()),
            rows: Arc::new(rows),
            passing: None,
        }
    }

    fn filtered(&self, passing: RankBitmap) -> Self {
        let passing = Arc::new(passing);
        Self {
            events: self.events.clone(),
            spans: self.spans.only(&passing),
            rows: Arc::clone(&self.rows),
            passing: Some(passing),
        }
    }

    /// Returns the slot of a position.
    fn slot(&self, position: usize) -> usize {
        let passing = self.passing.as_ref();
        passing.map_or(position, |passing| {
            // A position out of range maps to a slot out of range.
            passing.nth(position).unwrap_or(self.events.range.len())
        })
    }

    /// Returns the number of events.
    pub fn len(&self) -> usize {
        let passing = self.passing.as_ref();
        passing.map_or(self.events.range.len(), |passing| passing.count())
    }

    /// Whether it has no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the event at a position.
    pub fn event(&self, position: usize) -> EventIndex {
        self.events.as_slice()[self.slot(position)]
    }

    /// Returns the position of an event; `None` if it is not on this track.
    pub fn position(&self, index: &Index, event: EventIndex) -> Option<usize> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        // On the track of all events the slot is the rank.
        let slot = if events.get(rank) == Some(&event) {
            rank
        } else {
            let found = events.binary_search_by_key(&rank, |&event| index.rank(event));
            found.ok()?
        };
        match &self.passing {
            None => Some(slot),
            Some(passing) => passing.contains(slot).then(|| passing.before(slot)),
        }
    }

    /// Returns the next event of this track after any event in reading order, or the previous one. The given
    /// event may be on another track, or undated.
    pub fn next_from(&self, index: &Index, event: EventIndex, forward: bool) -> Option<EventIndex> {
        let (events, rank) = (self.events.as_slice(), index.rank(event));
        let before = |end: usize| {
            let slot = events.partition_point(|&other| index.rank(other) < end);
            let passing = self.passing.as_ref();
            passing.map_or(slot, |passing| passing.before(slot))
        };
        let position = if forward {
            before(rank + 1)
        } else {
            before(rank).checked_sub(1)?
        };
        (position < self.len()).then(|| self.event(position))
    }

    /// Returns the earliest start and the latest end of an event; open and unknown bounds are the ends of the
    /// axis.
    pub fn span(&self, position: usize) -> (Time, Time) {
        self.spans.span(position)
    }

    /// Returns the row of an event, from 0. It depends only on the dates of the lane, not on window or filter.
    /// Rows beyond 65,535 are returned as 65,535.
    pub fn row(&self, position: usize) -> usize {
        self.stacked().row(self.slot(position))
    }

    /// Returns the number of rows needed to show every event without overlap.
    pub fn rows(&self) -> usize {
        self.stacked().count()
    }

    fn stacked(&self) -> &Rows {
        self.rows.get_or_init(|| self.spans.stacked())
    }

    /// Returns the number of events that start before a time.
    pub fn starting_before(&self, time: Time) -> usize {
        self.spans.starting_before(time)
    }

    /// Returns the number of events that are over at a time: those that end at it or before, except events
    /// without length at exactly that time.
    pub fn over_by(&self, time: Time) -> usize {
        self.spans.over_by(time)
    }

    /// Calls `tell` for each event at these positions with the number of ascending times beyond which it ends.
    pub(super) fn ends_beyond(
        &self,
        positions: Range<usize>,
        moments: &[Time],
        tell: impl FnMut(usize),
    ) {
        self.spans.ends_beyond(positions, moments, tell);
    }

    /// Returns the number of events that may hold in a window.
    pub fn count(&self, window: &Window) -> usize {
        self.starting_before(window.end())
            .saturating_sub(self.over_by(window.start()))
    }

    /// Returns the number of events that may hold in each column.
    pub fn counts(&self, scale: &Scale) -> Vec<usize> {
        let edges = (0..=scale.columns()).map(|column| scale.column_start(column));
        self.counts_between(&edges.collect::<Vec<_>>())
    }

    /// Returns the number of events that may hold between each of several ascending times and the next; zero
    /// if the two are equal. Costs two searches each.
    pub fn counts_between(&self, edges: &[Time]) -> Vec<usize> {
        let windows = edges.windows(2).map(|pair| Window::new(pair[0], pair[1]));
        windows
            .map(|window| window.map_or(0, |window| self.count(&window)))
            .collect()
    }

    /// Returns the positions of the events that start in a window.
    pub fn starting_in(&self, window: &Window) -> Range<usize> {
        self.starting_before(window.start())..self.starting_before(window.end())
    }

    /// Returns the positions of the first `most` events that start before a time and still hold at it. The cost
    /// is about proportional to the number of results.
    pub fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        self.spans.open_at(time, most)
    }

    /// Returns the positions of the first `most` events that may hold in a window: those open at its start,
    /// then those that start in it.
    pub fn within(&self, window: &Window, most: usize) -> Vec<usize> {
        let mut positions = self.open_at(window.start(), most);
        let left = most - positions.len();
        positions.extend(self.starting_in(window).take(left));
        positions
    }

    /// Returns the positions of the `most` longest events that may hold in a window, longest first, equal
    /// lengths by position. The cost is about proportional to the number of results.
    pub fn longest(&self, window: &Window, most: usize) -> Vec<usize> {
        self.spans.longest(window.start(), window.end(), most)
    }

    /// Returns the position of the event that starts nearest to a time; of two equally near, the earlier.
    pub fn nearest(&self, time: Time) -> Option<usize> {
        let after = self.starting_before(time);
        let distance = |at: usize| self.spans.start(at).nanos_since(time).unsigned_abs();
        let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
        candidates
            .filter(|&position| position < self.len())
            .min_by_key(|&position| distance(position))
    }

    /// Returns the window from the first to the last time named by its dates; `None` if none names any.
    pub fn extent(&self) -> Option<Window> {
        let (first, last) = self.spans.extent()?;
        // A single time becomes a window of one second, since windows cannot be empty.
        Window::new(first, last.max(first.saturating_add_nanos(1_000_000_000)))
    }
}

/// Equal tracks have the same events at the same times in the same rows, however they are stored.
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
