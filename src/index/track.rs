//! [`Track`]: the dated events of one lane in order of their start, with what answers questions about
//! stretches of time.
//!
//! Owns the questions that drawing and moving ask. An event holds from its earliest start to its
//! latest end; what has no length holds at its moment.

use std::ops::Range;

use super::Index;
use crate::data::{EventIndex, Timeline};
use crate::time::{Scale, Time, When, Window};

/// The dated events of one lane, by earliest start, equals in the order of the file. A place in it is
/// called a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    events: Vec<EventIndex>,
    starts: Vec<Time>,
    ends: Vec<Time>,
    rows: Vec<usize>,
    row_count: usize,
}

impl Track {
    /// A track of dated events that are in reading order already.
    pub(super) fn new(timeline: &Timeline, events: Vec<EventIndex>) -> Self {
        let spans = events.iter().map(|&event| {
            let when = timeline.event(event).when.as_ref();
            when.map_or((Time::MIN, Time::MAX), When::reach)
        });
        let (starts, ends): (Vec<_>, Vec<_>) = spans.unzip();
        let (rows, row_count) = stacked(&starts, &ends);
        Self {
            events,
            starts,
            ends,
            rows,
            row_count,
        }
    }

    /// How many events it has.
    pub const fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The event at a position.
    pub fn event(&self, position: usize) -> EventIndex {
        self.events[position]
    }

    /// The position of an event; `None` where it is not on this track.
    pub fn position(&self, index: &Index, event: EventIndex) -> Option<usize> {
        let rank = index.rank(event);
        let found = self
            .events
            .binary_search_by_key(&rank, |&event| index.rank(event));
        found.ok()
    }

    /// From its earliest start to its latest end; what is open or unknown reaches to the end of the
    /// axis.
    pub fn span(&self, position: usize) -> (Time, Time) {
        (self.starts[position], self.ends[position])
    }

    /// The row of an event, from 0. It depends on dates alone: no window and no filter changes it.
    pub fn row(&self, position: usize) -> usize {
        self.rows[position]
    }

    /// How many rows it takes to show every event without overlap.
    pub const fn rows(&self) -> usize {
        self.row_count
    }

    /// How many events start before a moment.
    pub fn starting_before(&self, time: Time) -> usize {
        self.starts.partition_point(|&start| start < time)
    }

    /// How many events are over at a moment: those that end at it or before, but for one of no length
    /// at that very moment.
    pub fn over_by(&self, time: Time) -> usize {
        let spans = self.starts.iter().zip(&self.ends);
        spans
            .filter(|&(&start, &end)| end <= time && !(start == end && start == time))
            .count()
    }

    /// How many events may hold somewhere in a window.
    pub fn count(&self, window: &Window) -> usize {
        self.starting_before(window.end()) - self.over_by(window.start())
    }

    /// How many events may hold in each column.
    pub fn counts(&self, scale: &Scale) -> Vec<usize> {
        (0..scale.columns())
            .map(|column| {
                Window::new(scale.column_start(column), scale.column_end(column))
                    .map_or(0, |window| self.count(&window))
            })
            .collect()
    }

    /// The positions of the events that start in a window.
    pub fn starting_in(&self, window: &Window) -> Range<usize> {
        self.starting_before(window.start())..self.starting_before(window.end())
    }

    /// The positions of the first events that start before a moment and still hold at it.
    pub fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        (0..self.starting_before(time))
            .filter(|&position| self.ends[position] > time)
            .take(most)
            .collect()
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
    /// position.
    pub fn longest(&self, window: &Window, most: usize) -> Vec<usize> {
        let mut positions = self.within(window, usize::MAX);
        positions.sort_by_key(|&position| {
            let (start, end) = self.span(position);
            (std::cmp::Reverse(end.nanos_since(start)), position)
        });
        positions.truncate(most);
        positions
    }

    /// STUB
    pub fn extent(&self) -> Option<Window> {
        let times: Vec<Time> = self
            .starts
            .iter()
            .chain(&self.ends)
            .copied()
            .filter(|&t| t > Time::MIN && t < Time::MAX)
            .collect();
        Window::new(*times.iter().min()?, *times.iter().max()?)
    }

    /// The position of the event that starts nearest to a moment; of two equally near, the earlier.
    pub fn nearest(&self, time: Time) -> Option<usize> {
        let after = self.starting_before(time);
        let distance = |position: usize| self.starts[position].nanos_since(time).unsigned_abs();
        let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
        candidates
            .filter(|&position| position < self.len())
            .min_by_key(|&position| distance(position))
    }
}

/// Puts each event into the first row that is free from its earliest start on.
fn stacked(starts: &[Time], ends: &[Time]) -> (Vec<usize>, usize) {
    let mut row_ends: Vec<Time> = Vec::new();
    let rows = starts
        .iter()
        .zip(ends)
        .map(|(&start, &end)| {
            let free = row_ends
                .iter()
                .position(|&row_end| row_end <= start && start > Time::MIN);
            let row = free.unwrap_or(row_ends.len());
            match row_ends.get_mut(row) {
                Some(row_end) => *row_end = end,
                None => row_ends.push(end),
            }
            row
        })
        .collect();
    (rows, row_ends.len())
}
