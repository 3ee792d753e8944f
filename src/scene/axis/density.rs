//! How much happens along a stretch of time, as heights.
//!
//! Owns the counting of events per column. Open ends reach to the edge of what is shown; undated
//! events are counted nowhere.

use crate::data::{EventIndex, Timeline};
use crate::index::Index;
use crate::time::Scale;

/// The greatest height, in eighths of a row.
const HIGHEST: usize = 8;

/// Heights of the whole story, one a column.
pub fn of_story(timeline: &Timeline, index: &Index, scale: &Scale) -> Vec<u8> {
    heights(&counts(timeline, &index.order()[..index.dated()], scale))
}

/// Heights of some events along the whole story; `None` if none of them has a date.
pub fn of_events(
    timeline: &Timeline,
    index: &Index,
    events: &[EventIndex],
    columns: usize,
) -> Option<Vec<u8>> {
    let scale = Scale::new(index.extent()?, u16::try_from(columns).ok()?)?;
    let counts = counts(timeline, events, &scale);
    counts
        .iter()
        .any(|&count| count > 0)
        .then(|| heights(&counts))
}

/// How many events may hold in each column. Costs a step an event and a step a column.
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
        // The region is half-open: what ends where a column starts does not reach into it.
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

/// Counts as heights of 0 to 8; one event always shows.
fn heights(counts: &[usize]) -> Vec<u8> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    counts
        .iter()
        .map(|&count| u8::try_from((count * HIGHEST).div_ceil(most)).unwrap_or(u8::MAX))
        .collect()
}
