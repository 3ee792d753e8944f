//! [`Shown`]: the events that are shown, in reading order: all of them, or those that a filter lets
//! through.
//!
//! Owns the places among them, so that whoever lists events need not know whether there is a filter.

use super::{Chosen, Index};
use annals_model::EventIndex;

/// The events that are shown. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    index: &'a Index,
    chosen: Option<&'a Chosen>,
}

impl<'a> Shown<'a> {
    /// Those that are chosen; all of them where that says nothing. What is chosen has to be of that
    /// index.
    pub const fn new(index: &'a Index, chosen: Option<&'a Chosen>) -> Self {
        Self { index, chosen }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.chosen
            .map_or_else(|| self.index.order().len(), Chosen::count)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of them have a date; those come first.
    pub fn dated(&self) -> usize {
        self.before(self.index.dated())
    }

    /// The event at a place, from 0.
    pub fn nth(&self, place: usize) -> Option<EventIndex> {
        let rank = match self.chosen {
            None => place,
            Some(chosen) => chosen.nth(place)?,
        };
        self.index.order().get(rank).copied()
    }

    /// The last one.
    pub fn last(&self) -> Option<EventIndex> {
        self.nth(self.len().checked_sub(1)?)
    }

    /// Whether an event is among them.
    pub fn contains(&self, event: EventIndex) -> bool {
        let rank = self.index.rank(event);
        self.chosen.is_none_or(|chosen| chosen.contains(rank))
    }

    /// How many of them come before an event in reading order: the place of the event if it is among
    /// them.
    pub fn place(&self, event: EventIndex) -> usize {
        self.before(self.index.rank(event))
    }

    /// The event itself if it is shown, else the one after it, else the one before it.
    pub fn nearest(&self, event: EventIndex) -> Option<EventIndex> {
        self.nth(self.place(event)).or_else(|| self.last())
    }

    fn before(&self, rank: usize) -> usize {
        self.chosen.map_or(rank, |chosen| chosen.before(rank))
    }
}
