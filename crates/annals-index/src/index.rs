//! [`Index`]: the reading order of a timeline, and what is derived from it.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::cast::Cast;
use super::dates::Dates;
use super::facts::Facts;
use super::incoming::{Incoming, IncomingLinks};
use super::scan::Scan;
use super::sorted::Granularity;
use super::spans::Spans;
use super::track::{Events, Track};
use annals_model::{ActorIndex, EventIndex, Timeline};
use annals_time::Window;

/// The index of one timeline.
#[derive(Debug, Clone)]
pub struct Index {
    order: Arc<[EventIndex]>,
    ranks: Ranks,
    dated: usize,
    incoming: IncomingLinks,
    cast: Cast,
    extent: Option<Window>,
    dates: Dates,
    facts: Facts,
    everything: Arc<Track>,
}

impl Index {
    /// Builds the index. Costs one pass over the timeline and two sorts of short keys.
    pub fn new(timeline: &Timeline) -> Self {
        Self::with_granularity(timeline, Granularity::DEFAULT)
    }

    pub(super) fn with_granularity(timeline: &Timeline, granularity: Granularity) -> Self {
        let scan = Scan::new(timeline);
        // The sort is stable: equal dates stay in file order.
        let (spans, positions) = Spans::sorted(&scan.moments, granularity, &scan.spans);
        let dated = positions
            .iter()
            .map(|&position| scan.dated[position as usize]);
        let order: Arc<[EventIndex]> = dated.chain(scan.undated.iter().copied()).collect();
        let ranks = Ranks::new(&order);
        let dated = scan.dated.len();
        let extent = scan.extent();
        let kind = |link: Incoming| timeline.event(link.from).links[link.link].kind;
        let rank = |event| ranks.get(event);
        Self {
            dates: Dates::new(scan.dates, &positions),
            facts: Facts::new(&scan.facts, &order, &scan.links, kind, rank),
            extent,
            cast: Cast::new(&scan.parts, rank),
            incoming: IncomingLinks::new(scan.links, rank),
            everything: Arc::new(Track::everything(Events::of_order(&order, dated), spans)),
            order,
            ranks,
            dated,
        }
    }

    /// Returns all events in reading order: dated events by earliest start, equal starts in file order,
    /// then undated events in file order.
    pub fn order(&self) -> &[EventIndex] {
        &self.order
    }

    /// Returns the ranks of the events in which any of the actors takes part.
    pub(super) fn ranks_of_actors(&self, actors: &FixedBitSet) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.order.len());
        for actor in actors.ones() {
            for &event in self.events_of(ActorIndex::new(actor)) {
                found.insert(self.rank(event));
            }
        }
        found
    }

    /// Whether the file is in reading order, so that a rank is also an index in the file.
    pub(super) const fn is_as_in_file(&self) -> bool {
        matches!(self.ranks, Ranks::AsInFile)
    }

    pub(super) const fn shared_order(&self) -> &Arc<[EventIndex]> {
        &self.order
    }

    /// Returns the track of all dated events. Positions on it are ranks.
    pub const fn everything(&self) -> &Arc<Track> {
        &self.everything
    }

    /// Returns the number of dated events, which come first in [`Index::order`].
    pub const fn dated(&self) -> usize {
        self.dated
    }

    /// Returns the rank of an event: its position in [`Index::order`], from 0.
    pub fn rank(&self, event: EventIndex) -> usize {
        self.ranks.get(event)
    }

    /// Returns the ranks of events given by their indices in the file.
    pub(super) fn ranks_of(&self, events: &FixedBitSet) -> FixedBitSet {
        let Ranks::Listed(ranks) = &self.ranks else {
            return events.clone();
        };
        let mut found = FixedBitSet::with_capacity(self.order.len());
        for position in events.ones() {
            found.insert(ranks[position] as usize);
        }
        found
    }

    /// Returns the links that lead to an event, in the reading order of their origins.
    pub fn incoming(&self, event: EventIndex) -> &[Incoming] {
        self.incoming.to(event)
    }

    /// Returns the events that an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &[EventIndex] {
        &self.cast.events()[self.cast.range(actor)]
    }

    /// The form of the date of each dated event.
    pub(super) const fn dates(&self) -> &Dates {
        &self.dates
    }

    /// The other properties of events that filters test.
    pub(super) const fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(super) const fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Returns the actors that take part in events together with an actor, with the number of common
    /// events: most first, equal numbers in file order. Costs a step for each of the actor's events and for
    /// each actor.
    pub fn meets(&self, timeline: &Timeline, actor: ActorIndex) -> Vec<(ActorIndex, usize)> {
        let mut counts = vec![0_usize; timeline.actors.len()];
        // The event in which each actor was counted last, so that two roles in one event count once.
        let mut met: Vec<Option<EventIndex>> = vec![None; timeline.actors.len()];
        for &event in self.events_of(actor) {
            for participant in &timeline.event(event).participants {
                let position = participant.actor.index();
                if met[position].replace(event) != Some(event) {
                    counts[position] += 1;
                }
            }
        }
        let mut meets: Vec<_> = counts
            .into_iter()
            .enumerate()
            .map(|(position, count)| (ActorIndex::new(position), count))
            .filter(|&(other, count)| count > 0 && other != actor)
            .collect();
        meets.sort_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        meets
    }

    /// Returns the window from the first to the last time named by a date; `None` if no date names any.
    pub const fn extent(&self) -> Option<Window> {
        self.extent
    }
}

/// The rank of each event, by its index in the file.
#[derive(Debug, Clone)]
enum Ranks {
    /// The file is in reading order, as logs are: the rank is the index.
    AsInFile,
    Listed(Box<[u32]>),
}

impl Ranks {
    fn new(order: &[EventIndex]) -> Self {
        if order.is_sorted() {
            return Self::AsInFile;
        }
        let mut ranks = vec![0; order.len()].into_boxed_slice();
        for (&event, rank) in order.iter().zip(0_u32..) {
            ranks[event.index()] = rank;
        }
        Self::Listed(ranks)
    }

    fn get(&self, event: EventIndex) -> usize {
        match self {
            Self::AsInFile => event.index(),
            Self::Listed(ranks) => ranks[event.index()] as usize,
        }
    }
}
