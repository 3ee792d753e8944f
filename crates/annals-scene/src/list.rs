//! The rows of the list: events under their headings, or actors.
//!
//! Owns which rows there are and in which row something stands. Rows are made for the part that is
//! shown, so a list of millions costs no more than one of ten.

use std::ops::Range;

use annals_index::Shown;
use annals_model::{ActorIndex, EventIndex, SourceIndex, Timeline};

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Events in reading order, the undated ones under a heading of their own.
    Events,
    /// Actors in the order of the file.
    Actors,
    /// What a source says; so and in the two below, the rows are those of an
    /// [`super::gathering::Gathering`].
    Source(SourceIndex),
    /// The events of a theme: the one of that place among the themes of that event.
    Theme(EventIndex, usize),
    /// What may hold at the time of an event.
    Around(EventIndex),
}

impl Listing {
    /// Whether it shows some of the events, as an [`super::gathering::Gathering`] has them.
    pub const fn is_gathering(self) -> bool {
        matches!(self, Self::Source(_) | Self::Theme(..) | Self::Around(_))
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An event.
    Event(EventIndex),
    /// The line above the undated events.
    UndatedHeading,
    /// An actor.
    Actor(ActorIndex),
    /// How many events there are that are not listed.
    More(usize),
}

/// How many rows the list has.
pub fn height(listing: Listing, timeline: &Timeline, shown: &Shown<'_>) -> usize {
    match listing {
        Listing::Events => shown.len() + usize::from(has_heading(shown)),
        Listing::Actors => timeline.actors.len(),
        Listing::Source(_) | Listing::Theme(..) | Listing::Around(_) => 0,
    }
}

/// The rows in a range of row numbers; fewer where the list ends.
pub fn rows(
    listing: Listing,
    timeline: &Timeline,
    shown: &Shown<'_>,
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

/// The row of an event; of one that is not shown, the row where it would be.
pub fn row_of_event(shown: &Shown<'_>, event: EventIndex) -> usize {
    let place = shown.place(event);
    place + usize::from(has_heading(shown) && place >= shown.dated())
}

fn has_heading(shown: &Shown<'_>) -> bool {
    shown.dated() < shown.len()
}

/// The row that has to be in view with a row: above the first undated event, its heading.
pub fn top_of(row: usize, listing: Listing, shown: &Shown<'_>) -> usize {
    let under_heading =
        listing == Listing::Events && has_heading(shown) && row == shown.dated() + 1;
    if under_heading { row - 1 } else { row }
}
