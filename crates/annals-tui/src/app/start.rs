//! What a story is first seen by: the window, and the room for its dates.
//!
//! Owns what follows from the story alone. What the person asked for goes before it, elsewhere.

use annals_index::Index;
use annals_model::text::{Clean, width};
use annals_model::{EventIndex, Timeline};
use annals_time::Window;

/// The most cells that the column of dates takes: no short date is wider.
const MOST_DATE_COLUMNS: u16 = 12;

/// The most dates that are measured for their column, from all over the timeline; others are cut where
/// they are wider.
const MOST_DATES_MEASURED: usize = 1_000;

/// Cells of the widest short date, and a blank.
pub(super) fn date_columns(timeline: &Timeline, ascii: bool) -> u16 {
    let count = timeline.events.len();
    let step = count.div_ceil(MOST_DATES_MEASURED).max(1);
    let mut widest = 4;
    for place in (0..count).step_by(step) {
        if let Some(when) = &timeline.events.read(place).when {
            let date = Clean::line(&when.short(ascii));
            widest = widest.max(u16::try_from(width(&date)).unwrap_or(u16::MAX));
        }
        // No wider one would change anything.
        if widest >= MOST_DATE_COLUMNS {
            break;
        }
    }
    widest.min(MOST_DATE_COLUMNS) + 1
}

/// The event to begin with: the first in reading order that may hold in the window.
pub(super) fn first_seen(index: &Index, window: &Window) -> Option<EventIndex> {
    let track = index.everything();
    let first = track.within(window, 1).first().copied();
    first.map(|position| track.event(position))
}
