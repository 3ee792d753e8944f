//! Iterators over [`Events`], and the reading order.

use std::borrow::Cow;
use std::ops::Range;

use super::Events;
use crate::model::{Event, EventIndex};
use annals_time::Extent;

impl Events {
    /// Iterates over all events. Events made from rows are not cached.
    pub fn walk(&self) -> impl Iterator<Item = (EventIndex, Cow<'_, Event>)> {
        (0..self.len()).map(|index| (EventIndex::new(index), self.read(index)))
    }

    /// Iterates over all events in [reading order](Self::reading_order).
    pub fn walk_in_order(&self) -> impl Iterator<Item = (EventIndex, Cow<'_, Event>)> {
        let order = self.reading_order().into_iter();
        order.map(|index| (index, self.read(index.index())))
    }

    /// Returns the reading order: by earliest start, equal starts in file order, undated events last.
    pub fn reading_order(&self) -> Vec<EventIndex> {
        let mut actors = Vec::new();
        let mut order: Vec<_> = (0..self.len())
            .map(|index| {
                actors.clear();
                let extent = self.brief(index, &mut actors).extent;
                (
                    extent.is_none(),
                    extent.as_ref().map(Extent::earliest_start),
                    index,
                )
            })
            .collect();
        order.sort_unstable();
        let indices = order.into_iter();
        indices.map(|(.., index)| EventIndex::new(index)).collect()
    }

    /// Iterates over all events by reference, caching those made from rows. For timelines that are known to
    /// be small.
    pub fn iter(&self) -> EventIter<'_> {
        EventIter {
            events: self,
            indices: 0..self.len(),
        }
    }
}

/// Iterator over the events of a timeline; see [`Events::iter`].
#[derive(Debug, Clone)]
pub struct EventIter<'a> {
    events: &'a Events,
    indices: Range<usize>,
}

impl<'a> Iterator for EventIter<'a> {
    type Item = &'a Event;

    fn next(&mut self) -> Option<&'a Event> {
        self.indices.next().and_then(|index| self.events.get(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices.size_hint()
    }
}

impl DoubleEndedIterator for EventIter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let index = self.indices.next_back()?;
        self.events.get(index)
    }
}

impl ExactSizeIterator for EventIter<'_> {}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Event;
    type IntoIter = EventIter<'a>;

    fn into_iter(self) -> EventIter<'a> {
        self.iter()
    }
}
