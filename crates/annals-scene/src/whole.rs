//! The window that shows a whole story.
//!
//! Owns the choice between the opening window of the file and all of its dates. What part of it a
//! person looks at is known elsewhere.

use annals_index::Index;
use annals_model::Timeline;
use annals_time::{Time, Window};

/// Air beside the story where the file names no opening window, in hundredths of its length.
const AIR: u32 = 4;

/// The window that shows the whole story: the opening one of the file if everything is in it, else all
/// dates with air around them, and the opening window too.
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

/// What the axis shows of a story without dates: this century, which says nothing of the story.
pub fn without_dates() -> Window {
    let century = Time::from_date(2000, 1, 1).zip(Time::from_date(2100, 1, 1));
    century
        .and_then(|(start, end)| Window::new(start, end))
        .unwrap_or(Window::WHOLE)
}
