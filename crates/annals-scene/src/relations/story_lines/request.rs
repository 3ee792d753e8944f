//! [`Request`]: what story lines are arranged from.

use super::layout::Layout;
use super::order::Order;
use crate::relations::VisibleStory;
use annals_index::Index;
use annals_model::{EventIndex, Timeline};
use annals_time::{Time, When, Window};

/// What story lines are arranged from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The visible events.
    pub seen: VisibleStory<'a>,
    /// The order of the lines.
    pub order: &'a Order,
    /// The time shown.
    pub window: Window,
    /// The areas of the parts.
    pub layout: Layout,
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
}

impl Request<'_> {
    /// Returns the visible dated events of a line, in reading order.
    pub(super) fn own(&self, line: usize) -> &[EventIndex] {
        self.order.events_of(self.index, &self.seen, line)
    }

    /// Returns the number of columns.
    pub(super) const fn columns(&self) -> u16 {
        self.layout.lines.width
    }

    /// Returns the number of rows.
    pub(super) const fn rows(&self) -> u16 {
        self.layout.lines.height
    }

    /// Returns the distance from one line to the next: 2 if all lines fit then, else 1.
    pub(super) fn step(&self) -> u16 {
        let all = self.order.lines().len().saturating_mul(2).saturating_sub(1);
        1 + u16::from(all <= usize::from(self.rows()))
    }

    /// Returns the number of lines that fit.
    pub(super) fn room(&self) -> usize {
        usize::from(self.rows().div_ceil(self.step()))
    }
}

/// Converts a line number to the form that [`Order`] stores; there are fewer than 2^32 actors.
pub(super) fn as_line(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// Returns whether a line is among the ascending lines of an event.
pub(super) fn meets(lines: &[u32], line: usize) -> bool {
    lines.binary_search(&as_line(line)).is_ok()
}

/// Returns the earliest start of an event.
pub(super) fn start_of(timeline: &Timeline, event: EventIndex) -> Time {
    let when = timeline.event(event).when.as_ref();
    when.map_or(Time::MAX, When::earliest_start)
}
