//! Going through the events of a timeline.
//!
//! Owns the ways through them and the reading order. Where each event is found is known to [`Events`].

use std::borrow::Cow;
use std::ops::Range;

use super::Events;
use crate::model::{Event, EventIndex};
use annals_time::Extent;

impl Events {
    /// All events, none of which is kept that is made for this.
    pub fn walk(&self) -> impl Iterator<Item = (EventIndex, Cow<'_, Event>)> {
        (0..self.len()).map(|place| (EventIndex::new(place), self.read(place)))
    }

    /// The same in reading order: by their earliest start, equals in the order of the file, undated ones
    /// last.
    pub fn walk_in_order(&self) -> impl Iterator<Item = (EventIndex, Cow<'_, Event>)> {
        let order = self.reading_order().into_iter();
        order.map(|index| (index, self.read(index.place())))
    }

    /// The reading order.
    pub fn reading_order(&self) -> Vec<EventIndex> {
        let mut actors = Vec::new();
        let mut order: Vec<_> = (0..self.len())
            .map(|place| {
                actors.clear();
                let extent = self.brief(place, &mut actors).extent;
                (
                    extent.is_none(),
                    extent.as_ref().map(Extent::earliest_start),
                    place,
                )
            })
            .collect();
        order.sort_unstable();
        let places = order.into_iter();
        places.map(|(.., place)| EventIndex::new(place)).collect()
    }

    /// All events as one would look at each of them: what is made of rows is kept. For timelines that
    /// are known to be small.
    pub fn iter(&self) -> Iter<'_> {
        Iter {
            events: self,
            places: 0..self.len(),
        }
    }
}

/// All events of a timeline, each kept.
#[derive(Debug, Clone)]
pub struct Iter<'a> {
    events: &'a Events,
    places: Range<usize>,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Event;

    fn next(&mut self) -> Option<&'a Event> {
        self.places.next().and_then(|place| self.events.get(place))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let place = self.places.next_back()?;
        self.events.get(place)
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Events {
    type Item = &'a Event;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}
