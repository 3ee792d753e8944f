//! [`VisibleEvents`]: the list of visible events: all of them, or those that pass the filter.

use super::event_set::EventSet;
use super::index::Index;
use annals_model::EventIndex;

/// The visible events in reading order. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct VisibleEvents<'a> {
    index: &'a Index,
    chosen: Option<&'a EventSet>,
}

impl<'a> VisibleEvents<'a> {
    /// Returns the list of the filtered events, or of all events without a filter. The set has to belong to
    /// the index.
    pub const fn new(index: &'a Index, chosen: Option<&'a EventSet>) -> Self {
        Self { index, chosen }
    }

    /// Returns the number of visible events.
    pub fn len(&self) -> usize {
        self.chosen
            .map_or_else(|| self.index.order().len(), EventSet::count)
    }

    /// Whether no event is visible.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of dated ones, which come first.
    pub fn dated(&self) -> usize {
        self.before(self.index.dated())
    }

    /// Returns the event at a position, from 0.
    pub fn nth(&self, position: usize) -> Option<EventIndex> {
        let rank = match self.chosen {
            None => position,
            Some(chosen) => chosen.nth(position)?,
        };
        self.index.order().get(rank).copied()
    }

    /// Returns the last event.
    pub fn last(&self) -> Option<EventIndex> {
        self.nth(self.len().checked_sub(1)?)
    }

    /// Whether an event is visible.
    pub fn contains(&self, event: EventIndex) -> bool {
        let rank = self.index.rank(event);
        self.chosen.is_none_or(|chosen| chosen.contains(rank))
    }

    /// Returns the number of visible events before an event: its position, if it is visible.
    pub fn position(&self, event: EventIndex) -> usize {
        self.before(self.index.rank(event))
    }

    /// Returns the event itself if it is visible, else the next visible one, else the last.
    pub fn nearest(&self, event: EventIndex) -> Option<EventIndex> {
        self.nth(self.position(event)).or_else(|| self.last())
    }

    fn before(&self, rank: usize) -> usize {
        self.chosen.map_or(rank, |chosen| chosen.before(rank))
    }
}
