//! The timeline reduced to the events of a sheet.

use crate::story_window;
use annals_index::Index;
use annals_model::{Event, EventIndex, Timeline};
use annals_time::Window;

/// Returns the default window of a sheet: that of the whole timeline if all events are on it, else the dates
/// of its events with a margin.
pub fn window(timeline: &Timeline, index: &Index, events: &[EventIndex]) -> Window {
    if events.len() == timeline.events.len() {
        return story_window(timeline, index);
    }
    let subset = subset(
        timeline,
        events.iter().map(|&event| timeline.event(event).clone()),
    );
    story_window(&subset, &Index::new(&subset))
}

/// Returns a timeline with only these events, without their links and without an opening window.
pub(super) fn subset(timeline: &Timeline, events: impl Iterator<Item = Event>) -> Timeline {
    let alone = |mut event: Event| {
        event.links.clear();
        event
    };
    Timeline {
        accounts: timeline.accounts.clone(),
        summary: timeline.summary.clone(),
        lanes: timeline.lanes,
        sources: timeline.sources.clone(),
        actors: timeline.actors.clone(),
        events: events.map(alone).collect(),
        eras: timeline.eras.clone(),
        ..Timeline::empty(timeline.id.clone(), timeline.title.clone())
    }
}
