//! Finds the events that flow events connect.

use super::Thread;
use annals_model::EventIndex;

/// An interval of a thread that became an event; both ends are included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slice {
    pub(super) thread: Thread,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) event: EventIndex,
}

/// A point of a flow.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) thread: Thread,
    pub(super) time: i64,
    /// The id of the flow.
    pub(super) flow: String,
    /// Whether it points to the slice that begins next, and not to the one around it.
    pub(super) is_for_next: bool,
    pub(super) byte: usize,
}

/// Finds pairs of events where the second follows the first, and the bytes of points that lie in no slice.
pub(super) fn links(
    mut slices: Vec<Slice>,
    mut points: Vec<Point>,
) -> (Vec<(EventIndex, EventIndex)>, Vec<usize>) {
    // The outer one of two slices that begin together comes first.
    slices.sort_by_key(|slice| (slice.thread, slice.start, std::cmp::Reverse(slice.end)));
    points.sort_by_key(|point| (point.thread, point.time));
    let mut found: Vec<(&str, i64, EventIndex)> = Vec::with_capacity(points.len());
    let mut lost = Vec::new();
    let mut next = 0;
    let mut open: Vec<Slice> = Vec::new();
    for point in &points {
        while let Some(slice) = slices
            .get(next)
            .filter(|slice| (slice.thread, slice.start) <= (point.thread, point.time))
        {
            open.retain_last(|outer| outer.thread == slice.thread && outer.end >= slice.start);
            open.push(*slice);
            next += 1;
        }
        open.retain_last(|slice| slice.thread == point.thread && slice.end >= point.time);
        let event = if point.is_for_next {
            // One that begins at this very moment is the next one.
            let at = slices
                .partition_point(|slice| (slice.thread, slice.start) < (point.thread, point.time));
            slices.get(at).filter(|slice| slice.thread == point.thread)
        } else {
            open.last()
        };
        match event {
            Some(slice) => found.push((&point.flow, point.time, slice.event)),
            None => lost.push(point.byte),
        }
    }
    found.sort_by_key(|(flow, time, _)| (*flow, *time));
    let pairs = found
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0 && pair[0].2 != pair[1].2);
    (pairs.map(|pair| (pair[0].2, pair[1].2)).collect(), lost)
}

/// Takes entries off the end of a list until one is wanted.
trait RetainLast<T> {
    fn retain_last(&mut self, is_wanted: impl Fn(&T) -> bool);
}

impl<T> RetainLast<T> for Vec<T> {
    fn retain_last(&mut self, is_wanted: impl Fn(&T) -> bool) {
        while self.last().is_some_and(|last| !is_wanted(last)) {
            self.pop();
        }
    }
}
