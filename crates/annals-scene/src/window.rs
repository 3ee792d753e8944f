//! The window that shows a whole timeline.

use annals_index::Index;
use annals_model::Timeline;
use annals_time::{Time, Window};

/// Margin around the dates where the file has no opening window, in percent of their length.
const AIR: u32 = 4;

/// Returns the window that shows the whole timeline: the opening window of the file if all dates are in it,
/// else all dates with a margin, and the opening window too.
pub fn story_window(timeline: &Timeline, index: &Index) -> Window {
    let Some(extent) = index.extent() else {
        return timeline.opening.unwrap_or_else(without_dates);
    };
    let Some(opening) = timeline.opening else {
        return extent.with_padding(AIR);
    };
    if opening.start() <= extent.start() && opening.end() >= extent.end() {
        return opening;
    }
    let air = extent.with_padding(AIR);
    let (start, end) = (
        air.start().min(opening.start()),
        air.end().max(opening.end()),
    );
    Window::new(start, end).unwrap_or(opening)
}

/// Returns the window of a timeline without dates: this century.
pub fn without_dates() -> Window {
    let century = Time::from_date(2000, 1, 1).zip(Time::from_date(2100, 1, 1));
    century
        .and_then(|(start, end)| Window::new(start, end))
        .unwrap_or(Window::WHOLE)
}
