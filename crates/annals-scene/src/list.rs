//! The rows of the list: events or actors.
//!
//! Rows are made only for the visible range, so the cost does not depend on the length of the list.

use std::ops::Range;

use annals_index::VisibleEvents;
use annals_model::{ActorIndex, EventIndex, SourceIndex, Timeline};

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Events in reading order, the undated ones under a heading.
    Events,
    /// Actors in the order of the file.
    Actors,
    /// The events of a source. The rows of this and the next two are those of an
    /// [`EventGroup`](super::event_group::EventGroup).
    Source(SourceIndex),
    /// The events of a theme, given as an event and an index into its themes.
    Theme(EventIndex, usize),
    /// The events that may hold at the time of an event.
    Around(EventIndex),
}

impl Listing {
    /// Returns whether its rows are those of an [`EventGroup`](super::event_group::EventGroup).
    pub const fn is_event_group(self) -> bool {
        matches!(self, Self::Source(_) | Self::Theme(..) | Self::Around(_))
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An event.
    Event(EventIndex),
    /// The heading of the undated events.
    UndatedHeading,
    /// An actor.
    Actor(ActorIndex),
    /// The number of events that are not listed.
    More(usize),
}

/// Returns the number of rows.
pub fn height(listing: Listing, timeline: &Timeline, shown: &VisibleEvents<'_>) -> usize {
    match listing {
        Listing::Events => shown.len() + usize::from(has_heading(shown)),
        Listing::Actors => timeline.actors.len(),
        Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => 0,
    }
}

/// Returns the rows in a range; fewer at the end.
pub fn rows(
    listing: Listing,
    timeline: &Timeline,
    shown: &VisibleEvents<'_>,
    range: Range<usize>,
) -> Vec<Row> {
    let end = range.end.min(height(listing, timeline, shown));
    let (heading, dated) = (has_heading(shown), shown.dated());
    (range.start..end)
        .filter_map(|row| match listing {
            Listing::Actors => Some(Row::Actor(ActorIndex::new(row))),
            Listing::Events if !heading || row < dated => shown.nth(row).map(Row::Event),
            Listing::Events if row == dated => Some(Row::UndatedHeading),
            Listing::Events => shown.nth(row - 1).map(Row::Event),
            Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => None,
        })
        .collect()
}

/// Returns the row of an event, or where it would be if it is not shown.
pub fn row_of_event(shown: &VisibleEvents<'_>, event: EventIndex) -> usize {
    let position = shown.position(event);
    position + usize::from(has_heading(shown) && position >= shown.dated())
}

fn has_heading(shown: &VisibleEvents<'_>) -> bool {
    shown.dated() < shown.len()
}

/// Returns the first row to show together with a row: for the first undated event, the heading above it.
pub fn top_of(row: usize, listing: Listing, shown: &VisibleEvents<'_>) -> usize {
    let under_heading =
        listing == Listing::Events && has_heading(shown) && row == shown.dated() + 1;
    if under_heading { row - 1 } else { row }
}
