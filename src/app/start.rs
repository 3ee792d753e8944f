//! What a story is first seen by: the window, and the room for its dates.
//!
//! Owns what follows from the story alone. What the person asked for goes before it, elsewhere.

use crate::data::{EventIndex, Timeline};
use crate::index::Index;
use crate::text::{Clean, width};
use crate::time::Window;

/// The most cells that the column of dates takes: no short date is wider.
const MOST_DATE_COLUMNS: u16 = 12;

/// The most dates that are measured for their column; the others are cut where they are wider.
const MOST_DATES_MEASURED: usize = 20_000;

/// Cells of the widest short date, and a blank.
pub(super) fn date_columns(timeline: &Timeline, ascii: bool) -> u16 {
    let measured = timeline.events.walk().take(MOST_DATES_MEASURED);
    let widest = measured
        .filter_map(|(_, event)| Some(event.when.as_ref()?.short(ascii)))
        .map(|date| width(&Clean::line(&date)))
        .max()
        .unwrap_or(0);
    u16::try_from(widest)
        .unwrap_or(u16::MAX)
        .clamp(4, MOST_DATE_COLUMNS)
        + 1
}

/// The event to begin with: the first in reading order that may hold in the window.
pub(super) fn first_seen(index: &Index, window: &Window) -> Option<EventIndex> {
    let track = index.everything();
    let first = track.within(window, 1).first().copied();
    first.map(|position| track.event(position))
}
