//! What a story is first seen by: the window, and the room for its dates.
//!
//! Owns what follows from the story alone. What the person asked for goes before it, elsewhere.

use crate::data::{EventIndex, Timeline};
use crate::index::Index;
use crate::text::{Clean, width};
use crate::time::{Time, Window};

/// Air beside the story where the file names no opening window, in hundredths of its length.
const AIR: u32 = 4;

/// The most cells that the column of dates takes: no short date is wider.
const MOST_DATE_COLUMNS: u16 = 12;

/// The most dates that are measured for their column; the others are cut where they are wider.
const MOST_DATES_MEASURED: usize = 20_000;

/// Cells of the widest short date, and a blank.
pub(super) fn date_columns(timeline: &Timeline, ascii: bool) -> u16 {
    let dates = timeline
        .events
        .iter()
        .take(MOST_DATES_MEASURED)
        .filter_map(|event| event.when.as_ref());
    let widest = dates
        .map(|when| width(&Clean::line(&when.short(ascii))))
        .max()
        .unwrap_or(0);
    u16::try_from(widest)
        .unwrap_or(u16::MAX)
        .clamp(4, MOST_DATE_COLUMNS)
        + 1
}

/// The window that shows the whole story: the opening one of the file if everything is in it, else all
/// dates with air around them, and the opening window too.
pub fn story_window(timeline: &Timeline, index: &Index) -> Window {
    let Some(extent) = index.extent() else {
        return timeline.opening.unwrap_or_else(without_dates);
    };
    let Some(opening) = timeline.opening else {
        return extent.with_air(AIR);
    };
    if opening.start() <= extent.start() && opening.end() >= extent.end() {
        return opening;
    }
    let air = extent.with_air(AIR);
    let (start, end) = (
        air.start().min(opening.start()),
        air.end().max(opening.end()),
    );
    Window::new(start, end).unwrap_or(opening)
}

/// The event to begin with: the first in reading order that may hold in the window.
pub(super) fn first_seen(index: &Index, window: &Window) -> Option<EventIndex> {
    let track = index.everything();
    let first = track.within(window, 1).first().copied();
    first.map(|position| track.event(position))
}

/// What the axis shows of a story without dates: this century, which says nothing of the story.
pub(super) fn without_dates() -> Window {
    let century = Time::from_date(2000, 1, 1).zip(Time::from_date(2100, 1, 1));
    century
        .and_then(|(start, end)| Window::new(start, end))
        .unwrap_or(Window::WHOLE)
}
