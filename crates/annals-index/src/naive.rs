//! A track that answers each query by scanning all events: the reference for tests of the real one.

use std::cmp::Reverse;

use super::columns::Span;
use annals_time::{Scale, Time, Window};

/// Spans sorted by start, equal starts in their original order.
#[derive(Debug)]
pub(super) struct Naive {
    pub(super) spans: Vec<Span>,
    /// The original index of each span.
    pub(super) slots: Vec<usize>,
    pub(super) rows: Vec<usize>,
    pub(super) row_count: usize,
}

impl Naive {
    pub(super) fn new(spans: &[Span]) -> Self {
        let mut slots: Vec<usize> = (0..spans.len()).collect();
        slots.sort_by_key(|&slot| spans[slot].0);
        let spans: Vec<Span> = slots.iter().map(|&slot| spans[slot]).collect();
        let (rows, row_count) = stacked(&spans);
        Self {
            spans,
            slots,
            rows,
            row_count,
        }
    }

    fn positions(&self, holds: impl Fn(Span) -> bool) -> Vec<usize> {
        let positions = 0..self.spans.len();
        positions.filter(|&at| holds(self.spans[at])).collect()
    }

    /// From the first moment that a date names to the last, or a second more than the first if that is
    /// later.
    pub(super) fn extent(&self) -> Option<Span> {
        let moments = self.spans.iter().flat_map(|&(start, end)| [start, end]);
        let named = moments.filter(|&time| time > Time::MIN && time < Time::MAX);
        let (first, last) = (named.clone().min()?, named.max()?);
        Some((first, last.max(first.saturating_add_nanos(1_000_000_000))))
    }

    pub(super) fn starting_before(&self, time: Time) -> usize {
        self.positions(|(start, _)| start < time).len()
    }

    pub(super) fn over_by(&self, time: Time) -> usize {
        self.positions(|(start, end)| end <= time && !(start == end && start == time))
            .len()
    }

    /// An event holds in a window if it starts before its end and is not over by its start.
    pub(super) fn counts(&self, scale: &Scale) -> Vec<usize> {
        let columns = 0..scale.columns();
        columns
            .map(|column| {
                let (from, to) = (scale.column_start(column), scale.column_end(column));
                self.positions(|(start, end)| {
                    from < to && start < to && (end > from || (start == end && start == from))
                })
                .len()
            })
            .collect()
    }

    pub(super) fn open_at(&self, time: Time, most: usize) -> Vec<usize> {
        let mut positions = self.positions(|(start, end)| start < time && end > time);
        positions.truncate(most);
        positions
    }

    pub(super) fn within(&self, window: &Window, most: usize) -> Vec<usize> {
        let mut positions = self.open_at(window.start(), usize::MAX);
        positions.extend(self.positions(|(start, _)| window.contains(start)));
        positions.truncate(most);
        positions
    }

    pub(super) fn longest(&self, window: &Window, most: usize) -> Vec<usize> {
        let mut positions = self.within(window, usize::MAX);
        positions.sort_by_key(|&at| {
            let (start, end) = self.spans[at];
            (Reverse(end.nanos_since(start)), at)
        });
        positions.truncate(most);
        positions
    }

    /// Returns the nearest start; of two equally near, the earlier.
    pub(super) fn nearest(&self, time: Time) -> Option<Time> {
        let starts = self.spans.iter().map(|&(start, _)| start);
        starts.min_by_key(|start| (start.nanos_since(time).unsigned_abs(), *start))
    }
}

/// Puts each event into the first row that is free from its start on.
fn stacked(spans: &[Span]) -> (Vec<usize>, usize) {
    let mut row_ends: Vec<Time> = Vec::new();
    let rows = spans
        .iter()
        .map(|&(start, end)| {
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
