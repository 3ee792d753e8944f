//! [`Chosen`]: the events that a filter lets through.
//!
//! Owns what the members of such a set are: ranks of events of one timeline. What the filter asks for is
//! known only to whoever makes it.

use super::Index;
use super::ranked::Ranked;
use super::search::Bits;
use super::track::Events;
use annals_model::EventIndex;

/// A set of events of one timeline, by their rank.
///
/// Costs a quarter of a byte for each event of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    ranks: Ranked,
}

impl Chosen {
    /// The events for which the answer is yes. It is asked once for each, in reading order.
    pub fn new(index: &Index, mut choose: impl FnMut(EventIndex) -> bool) -> Self {
        Self {
            ranks: Ranked::places(index.order(), |&event| choose(event)),
        }
    }

    /// The events whose ranks are in a set.
    pub(super) fn of_ranks(ranks: Bits) -> Self {
        Self {
            ranks: Ranked::of_words(ranks.into_words()),
        }
    }

    /// The same by the places of the events in the file, as lists of events have them.
    pub(super) fn in_file(&self, index: &Index) -> InFile<'_> {
        if index.is_as_in_file() {
            return InFile {
                ranks: &self.ranks,
                places: None,
            };
        }
        let mut places = Bits::none(index.order().len());
        let chosen = self.ranks.iter().map(|rank| index.order()[rank]);
        chosen.for_each(|event| places.insert(event.place()));
        InFile {
            ranks: &self.ranks,
            places: Some(places),
        }
    }

    /// The events that are in both of two sets, which have to be of one timeline.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        Self {
            ranks: self.ranks.both(&other.ranks),
        }
    }

    /// Whether the event of a rank is chosen; not for a rank that no event has.
    pub fn contains(&self, rank: usize) -> bool {
        self.ranks.contains(rank)
    }

    /// How many events are chosen.
    pub const fn count(&self) -> usize {
        self.ranks.count()
    }

    /// How many chosen events have a lower rank.
    pub fn before(&self, rank: usize) -> usize {
        self.ranks.before(rank)
    }

    /// The rank of the chosen event that has `n` chosen ones before it.
    pub fn nth(&self, n: usize) -> Option<usize> {
        self.ranks.nth(n)
    }

    /// Heap bytes.
    pub fn bytes(&self) -> usize {
        self.ranks.bytes()
    }
}

/// A set of events by their place in the file: a list of events is held against it without a look at
/// their ranks, which lie all over the memory where a file is in no order.
pub(super) struct InFile<'a> {
    /// By rank, which is the place too where there are no places.
    ranks: &'a Ranked,
    places: Option<Bits>,
}

impl InFile<'_> {
    /// Which places of a list they are at.
    pub(super) fn among(&self, events: &Events) -> Ranked {
        if events.is_order() {
            return self.ranks.below(events.as_slice().len());
        }
        let events = events.as_slice();
        match &self.places {
            None => Ranked::places(events, |event| self.ranks.contains(event.place())),
            Some(places) => Ranked::places(events, |event| places.contains(event.place())),
        }
    }
}
