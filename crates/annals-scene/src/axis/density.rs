//! [`Density`]: the number of events per column, as heights.
//!
//! An open end reaches to the edge of the window; undated events are not counted.

use super::mark::Mark;
use super::request::Request;
use super::rows::Share;
use super::{labels, marks};
use annals_index::{Index, Track};
use annals_model::{EventIndex, Timeline};
use annals_time::Scale;

/// The greatest height within a row, in eighths.
const MAX_HEIGHT: usize = 8;

/// The events of a lane, counted per column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Density {
    /// Number of rows in view.
    pub rows: usize,
    /// Number of rows out of view above and below them.
    pub hidden_rows: (usize, usize),
    /// Number of events that may hold in each column.
    pub counts: Vec<usize>,
    /// The counts as heights in eighths of a row, at most all rows. A single event has a visible height.
    pub heights: Vec<usize>,
    /// The count that fills all rows.
    pub full: usize,
    /// The selected event, if it is in the window: its row from the top and its mark.
    pub selected: Option<(usize, Mark)>,
}

impl Density {
    pub(super) fn new(request: &Request<'_>, track: &Track, scale: &Scale, share: &Share) -> Self {
        let mut density = Self::of(track.counts(scale), share.rows);
        density.rows = share.shown;
        density.hidden_rows = (share.skipped, share.rows - share.skipped - share.shown);
        density.selected = density.place_selected(request, share.slot.lane, scale);
        density
    }

    pub(super) fn of(counts: Vec<usize>, rows: usize) -> Self {
        let full = full_scale(counts.iter().copied().max().unwrap_or(0), rows);
        let heights = counts
            .iter()
            .map(|&count| scaled(count, full, rows))
            .collect();
        Self {
            rows,
            hidden_rows: (0, 0),
            counts,
            heights,
            full,
            selected: None,
        }
    }

    /// Returns the height of a column within a row, 0 to 8 eighths. Rows are counted from the top.
    pub fn height(&self, row: usize, column: u16) -> u8 {
        let height = self.heights.get(usize::from(column)).map_or(0, |&height| {
            let below = (self.rows + self.hidden_rows.1).saturating_sub(row + 1) * MAX_HEIGHT;
            height.saturating_sub(below).min(MAX_HEIGHT)
        });
        u8::try_from(height).unwrap_or(u8::MAX)
    }

    /// Returns the marks of a row, counted from the top: the selected event or none.
    pub fn marks(&self, row: usize) -> &[Mark] {
        match &self.selected {
            Some((position, mark)) if *position == row => std::slice::from_ref(mark),
            _ => &[],
        }
    }

    /// Puts the selected event into the row where it hides least; of several, the lowest.
    fn place_selected(
        &self,
        request: &Request<'_>,
        lane: usize,
        scale: &Scale,
    ) -> Option<(usize, Mark)> {
        let event = request.selected?;
        let track = &request.lanes.lanes.get(lane)?.track;
        track.position(request.index, event)?;
        let when = request.timeline.event(event).when.as_ref()?;
        let mut mark = marks::mark(event, when, scale, true)?;
        let columns = scale.columns();
        let (first, end) = mark.cells(columns);
        let hidden = |row: &usize| -> usize {
            let heights = (first..end).map(|column| usize::from(self.height(*row, column)));
            heights.sum()
        };
        let row = (0..self.rows).rev().min_by_key(hidden)?;
        let taken = (0..=columns).map(|column| self.height(row, column) > 0);
        mark.label = labels::Labels::new(request, lane, scale).label(&mark, taken.collect());
        Some((row, mark))
    }
}

/// Returns the count that fills all rows: one event a row, or else the next of 1, 2 and 5 times a power of
/// ten, so that heights rarely change while the window moves.
fn full_scale(most: usize, rows: usize) -> usize {
    if most <= rows {
        return rows;
    }
    let mut power = 1_usize;
    loop {
        for factor in [1, 2, 5] {
            let full = power.saturating_mul(factor);
            if full >= most {
                return full;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Converts a count to eighths of a row.
fn scaled(count: usize, full: usize, rows: usize) -> usize {
    let height = count.saturating_mul(rows * MAX_HEIGHT) / full.max(1);
    height.max(usize::from(count > 0)).min(rows * MAX_HEIGHT)
}

/// Returns the heights of some events along the whole timeline; `None` if none has a date. Walks the events;
/// [`of_track`] does not.
pub fn of_events(
    timeline: &Timeline,
    index: &Index,
    events: &[EventIndex],
    columns: usize,
) -> Option<Vec<u8>> {
    let scale = Scale::new(index.extent()?, u16::try_from(columns).ok()?)?;
    shown(&counts(timeline, events, &scale))
}

/// Returns the heights of the events of a track, without walking them.
pub fn of_track(index: &Index, track: &Track, columns: usize) -> Option<Vec<u8>> {
    let scale = Scale::new(index.extent()?, u16::try_from(columns).ok()?)?;
    shown(&track.counts(&scale))
}

fn shown(counts: &[usize]) -> Option<Vec<u8>> {
    let any = counts.iter().any(|&count| count > 0);
    any.then(|| heights(counts))
}

/// Counts the events that may hold in each column.
fn counts(timeline: &Timeline, events: &[EventIndex], scale: &Scale) -> Vec<usize> {
    let columns = usize::from(scale.columns());
    let mut begins = vec![0_usize; columns];
    let mut ends = vec![0_usize; columns];
    for when in events
        .iter()
        .filter_map(|&event| timeline.event(event).when.as_ref())
    {
        let (start, end) = when.reach();
        if start >= scale.window().end() || end <= scale.window().start() {
            continue;
        }
        let first = scale.column_of(start).map_or(0, usize::from);
        // Regions are half-open: an event that ends where a column starts is not in it.
        let last = scale
            .column_of(end.saturating_add_nanos(-1).max(start))
            .map_or(columns - 1, usize::from);
        begins[first] += 1;
        ends[last] += 1;
    }
    let mut open = 0;
    begins
        .into_iter()
        .zip(ends)
        .map(|(begun, ended)| {
            open += begun;
            let here = open;
            open -= ended;
            here
        })
        .collect()
}

/// Converts counts to heights of 0 to 8 eighths of one row. A single event has a visible height.
pub(super) fn heights(counts: &[usize]) -> Vec<u8> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts
        .iter()
        .map(|&count| {
            u8::try_from(count.saturating_mul(MAX_HEIGHT).div_ceil(most)).unwrap_or(u8::MAX)
        })
        .collect()
}
