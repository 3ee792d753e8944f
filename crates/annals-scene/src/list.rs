//! The list: events or actors, with headings.
//!
//! An item of the list is an event, an actor or the number of events that are not listed. Rows are items and
//! the headings between them. They are made only for the visible part, so the cost does not depend on the
//! length of the list.

mod headings;
mod measures;
#[cfg(test)]
mod tests;

pub use headings::Heading;
pub use measures::{Measures, actor_words, row_date};

use annals_index::{Index, VisibleEvents};
use annals_model::{ActorIndex, EventIndex, SourceIndex, Timeline};
use annals_time::DateHeading;

use super::event_group::EventGroup;
use headings::Headings;

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Events in reading order, the undated ones under a heading.
    Events,
    /// Actors in the order of the file.
    Actors,
    /// The events of a source. The rows of this and the next two are those of an
    /// [`EventGroup`].
    Source(SourceIndex),
    /// The events of a theme, given as an event and an index into its themes.
    Theme(EventIndex, usize),
    /// The events that may hold at the time of an event.
    Around(EventIndex),
}

impl Listing {
    /// Returns whether its rows are those of an [`EventGroup`].
    pub const fn is_event_group(self) -> bool {
        matches!(self, Self::Source(_) | Self::Theme(..) | Self::Around(_))
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An event, and what the headings say of its date.
    Event(EventIndex, DateHeading),
    /// The heading of the items below it.
    Heading(Heading),
    /// An actor.
    Actor(ActorIndex),
    /// The number of events that are not listed.
    More(usize),
}

/// The items of a list.
#[derive(Debug, Clone, Copy)]
pub struct Items<'a> {
    timeline: &'a Timeline,
    index: &'a Index,
    entries: Entries<'a>,
}

/// Where the items come from.
#[derive(Debug, Clone, Copy)]
enum Entries<'a> {
    Events(VisibleEvents<'a>),
    Group(&'a EventGroup),
    Actors,
}

impl<'a> Items<'a> {
    /// Returns the events of a timeline.
    pub const fn events(
        timeline: &'a Timeline,
        index: &'a Index,
        shown: VisibleEvents<'a>,
    ) -> Self {
        let entries = Entries::Events(shown);
        Self {
            timeline,
            index,
            entries,
        }
    }

    /// Returns the events of a group.
    pub const fn group(timeline: &'a Timeline, index: &'a Index, group: &'a EventGroup) -> Self {
        let entries = Entries::Group(group);
        Self {
            timeline,
            index,
            entries,
        }
    }

    /// Returns the actors of a timeline.
    pub const fn actors(timeline: &'a Timeline, index: &'a Index) -> Self {
        let entries = Entries::Actors;
        Self {
            timeline,
            index,
            entries,
        }
    }

    /// Returns the number of items.
    pub fn len(&self) -> usize {
        match self.entries {
            Entries::Events(shown) => shown.len(),
            Entries::Group(group) => group.events().len() + usize::from(group.more() > 0),
            Entries::Actors => self.timeline.actors.len(),
        }
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of events or actors, including those that are not listed.
    pub fn total(&self) -> usize {
        match self.entries {
            Entries::Group(group) => group.total(),
            Entries::Events(_) | Entries::Actors => self.len(),
        }
    }

    /// Returns the event at a position.
    fn event(&self, position: usize) -> Option<EventIndex> {
        match self.entries {
            Entries::Events(shown) => shown.nth(position),
            Entries::Group(group) => group.events().get(position).copied(),
            Entries::Actors => None,
        }
    }

    /// Returns the position of the first undated event, if there is one.
    fn first_undated(&self) -> Option<usize> {
        let (dated, events) = match self.entries {
            Entries::Events(shown) => (shown.dated(), shown.len()),
            Entries::Group(group) => (group.dated(), group.events().len()),
            Entries::Actors => return None,
        };
        (dated < events).then_some(dated)
    }

    /// Returns the rows from an item on, at most `count`. A heading stands above the first of its items only.
    pub fn rows(&self, first: usize, count: usize) -> Vec<Row> {
        let end = self.len().min(first.saturating_add(count));
        let headings = Headings::new(self, first..end);
        let mut rows = Vec::with_capacity(count);
        for position in first..end {
            // A single row is for an item.
            if count > 1 && headings.starts_at(position) {
                rows.extend(headings.of(position).map(Row::Heading));
            }
            rows.push(self.row(position, &headings));
        }
        rows.truncate(count);
        rows
    }

    fn row(&self, position: usize, headings: &Headings) -> Row {
        match (self.entries, self.event(position)) {
            (Entries::Actors, _) => Row::Actor(ActorIndex::new(position)),
            (_, Some(event)) => Row::Event(event, headings.date_heading(position)),
            (Entries::Group(group), None) => Row::More(group.more()),
            (Entries::Events(_), None) => Row::More(0),
        }
    }

    /// Returns what is to be said above the rows from an item on: the heading it is under, if that is out of
    /// view; else the year that the dates in view leave out.
    pub fn heading_above(&self, first: usize, count: usize) -> Option<Heading> {
        let end = self.len().min(first.saturating_add(count));
        let headings = Headings::new(self, first..end);
        if let Some(heading) = headings.of(first) {
            return (count < 2 || !headings.starts_at(first)).then_some(heading);
        }
        (first..end).find_map(|position| headings.year(position))
    }

    /// Returns the first item to show so that an item is among the visible rows: `first` if it is, else such
    /// that it is in the middle. The list ends in the last rows, if it is long enough.
    pub fn scrolled(&self, first: usize, wanted: usize, count: usize) -> usize {
        let last = self.len().saturating_sub(1);
        // The number of others is shown below the last event.
        let is_before_more = matches!(self.entries, Entries::Group(group) if group.more() > 0);
        let wanted = if is_before_more && count > 1 && wanted + 1 == last {
            last
        } else {
            wanted
        };
        let highest = self.last_page(count);
        let first = first.min(highest);
        if self.is_in_view(wanted, first, count) {
            return first;
        }
        self.first_above(wanted, count / 2 + 1).min(highest)
    }

    /// Returns the first item to show so that the list ends in the last of `count` rows.
    pub fn last_page(&self, count: usize) -> usize {
        self.first_above(self.len().saturating_sub(1), count)
    }

    /// Returns whether an item is among `count` rows from another one on.
    pub fn is_in_view(&self, item: usize, first: usize, count: usize) -> bool {
        (self.first_above(item, count)..=item).contains(&first)
    }

    /// Returns the first item to show so that an item is in the last of `count` rows, or as far down as it can
    /// be.
    fn first_above(&self, wanted: usize, count: usize) -> usize {
        let lowest = (wanted + 1).saturating_sub(count.max(1));
        let headings = Headings::new(self, lowest..wanted + 1);
        let mut used = 0;
        let mut first = wanted;
        for position in (lowest..=wanted).rev() {
            used += 1 + usize::from(count > 1 && headings.starts_at(position));
            if used > count.max(1) {
                // Without the heading above it, which is out of view then.
                break;
            }
            first = position;
        }
        first
    }
}
