//! The order in which events are read.
//!
//! Owns one decision: two events between which the dates give no order keep the order of the file.

use crate::data::{EventIndex, Timeline};
use crate::time::When;

/// Dated events by earliest start, then undated ones; equals in the order of the file. The second
/// value says how many are dated.
pub(super) fn reading_order(timeline: &Timeline) -> (Vec<EventIndex>, usize) {
    let all = || (0..timeline.events.len()).map(EventIndex::new);
    let mut order: Vec<_> = all()
        .filter(|&event| timeline.event(event).when.is_some())
        .collect();
    // The sort is stable, so the file decides between equals.
    order.sort_by_key(|&event| {
        timeline
            .event(event)
            .when
            .as_ref()
            .map(When::earliest_start)
    });
    let dated = order.len();
    order.extend(all().filter(|&event| timeline.event(event).when.is_none()));
    (order, dated)
}
