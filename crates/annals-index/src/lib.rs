//! Everything derived from a timeline, once, and then only read.
//!
//! Owns order, lanes, rows within lanes, links seen from their far end, and who meets whom. It draws
//! nothing, and but for the folded texts of [`search`] holds no text: the timeline it was made from has
//! to be kept beside it.
//!
//! Its size, for events that each have one actor and lanes by actor: 40 bytes an event and about two
//! more for trees and directories, where all moments fit four-byte keys (see [`Track`]); 60 with
//! eight-byte keys, 100 with full moments. A file that is in reading order already saves 4 of them.
//! Lanes by theme or status take 4 more, as they need lists of their own.

mod cast;
mod chosen;
mod columns;
mod dates;
mod facts;
mod incoming;
mod lanes;
mod moments;
#[cfg(test)]
mod naive;
pub mod query;
mod ranked;
mod reading;
mod rows;
pub mod search;
mod shown;
mod sorted;
mod spans;
mod tallest;
mod track;

pub use cast::ChosenCast;
pub use chosen::Chosen;
pub use incoming::Incoming;
pub use lanes::{Lane, LaneKey, Lanes};
pub use shown::Shown;
pub use track::Track;

use std::sync::Arc;

use self::cast::Cast;
use self::dates::Dates;
use self::facts::Facts;
use self::incoming::Arrivals;
use self::reading::Reading;
use self::search::Bits;
use self::sorted::Grain;
use self::spans::Spans;
use self::track::Events;
use annals_model::{ActorIndex, EventIndex, Timeline, sort_by_key};
use annals_time::Window;

/// What is derived from one timeline.
#[derive(Debug, Clone)]
pub struct Index {
    order: Arc<[EventIndex]>,
    ranks: Ranks,
    dated: usize,
    incoming: Arrivals,
    cast: Cast,
    extent: Option<Window>,
    dates: Dates,
    facts: Facts,
    everything: Arc<Track>,
}

impl Index {
    /// Derives everything. Costs one pass over the timeline and two sorts of short keys.
    pub fn new(timeline: &Timeline) -> Self {
        Self::with_grain(timeline, Grain::USUAL)
    }

    fn with_grain(timeline: &Timeline, grain: Grain) -> Self {
        let reading = Reading::new(timeline);
        // The sort keeps the order of the file where dates give none.
        let (spans, places) = Spans::sorted(&reading.moments, grain, &reading.spans);
        let dated = places.iter().map(|&place| reading.dated[place as usize]);
        let order: Arc<[EventIndex]> = dated.chain(reading.undated.iter().copied()).collect();
        let ranks = Ranks::new(&order);
        let dated = reading.dated.len();
        let extent = reading.extent();
        let kind = |link: Incoming| timeline.event(link.from).links[link.link].kind;
        let rank = |event| ranks.get(event);
        Self {
            dates: Dates::new(reading.dates, &places),
            facts: Facts::new(&reading.facts, &order, &reading.links, kind, rank),
            extent,
            cast: Cast::new(&reading.parts, rank),
            incoming: Arrivals::new(reading.links, rank),
            everything: Arc::new(Track::everything(Events::of_order(&order, dated), spans)),
            order,
            ranks,
            dated,
        }
    }

    /// Every event in reading order: dated ones by their earliest start, equals in the order of the
    /// file, then the undated ones in the order of the file.
    pub fn order(&self) -> &[EventIndex] {
        &self.order
    }

    /// The ranks of the events in which one of some actors takes part.
    fn ranks_of_actors(&self, actors: &Bits) -> Bits {
        let mut found = Bits::none(self.order.len());
        for actor in actors.iter() {
            for &event in self.events_of(ActorIndex::new(actor)) {
                found.insert(self.rank(event));
            }
        }
        found
    }

    /// Whether the file is in reading order, so that a rank is a place in it.
    const fn is_as_in_file(&self) -> bool {
        matches!(self.ranks, Ranks::AsInFile)
    }

    const fn shared_order(&self) -> &Arc<[EventIndex]> {
        &self.order
    }

    /// Every dated event on one track, at the position of its rank.
    pub const fn everything(&self) -> &Arc<Track> {
        &self.everything
    }

    /// How many events have a date; they come first in [`Index::order`].
    pub const fn dated(&self) -> usize {
        self.dated
    }

    /// An event's place in [`Index::order`], from 0.
    pub fn rank(&self, event: EventIndex) -> usize {
        self.ranks.get(event)
    }

    /// The ranks of events that are given by their places in the file.
    fn ranks_of(&self, events: &Bits) -> Bits {
        let Ranks::Listed(ranks) = &self.ranks else {
            return events.clone();
        };
        let mut found = Bits::none(self.order.len());
        for place in events.iter() {
            found.insert(ranks[place] as usize);
        }
        found
    }

    /// The links that lead to an event, in the reading order of the events they lead from.
    pub fn incoming(&self, event: EventIndex) -> &[Incoming] {
        self.incoming.to(event)
    }

    /// The events an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &[EventIndex] {
        &self.cast.events()[self.cast.range(actor)]
    }

    /// The form of each dated event's date.
    const fn dates(&self) -> &Dates {
        &self.dates
    }

    /// What else a filter asks for.
    const fn facts(&self) -> &Facts {
        &self.facts
    }

    const fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Whom an actor meets and in how many events, most often first, equals in the order of the file.
    /// Costs a step for each of the actor's events and one for each actor.
    pub fn meets(&self, timeline: &Timeline, actor: ActorIndex) -> Vec<(ActorIndex, usize)> {
        let mut counts = vec![0_usize; timeline.actors.len()];
        // The event that each actor was met in last: who has two roles in one is met once.
        let mut met: Vec<Option<EventIndex>> = vec![None; timeline.actors.len()];
        for &event in self.events_of(actor) {
            for participant in &timeline.event(event).participants {
                let place = participant.actor.place();
                if met[place].replace(event) != Some(event) {
                    counts[place] += 1;
                }
            }
        }
        let mut meets: Vec<_> = counts
            .into_iter()
            .enumerate()
            .map(|(place, count)| (ActorIndex::new(place), count))
            .filter(|&(other, count)| count > 0 && other != actor)
            .collect();
        sort_by_key(&mut meets, |&(other, count)| {
            (std::cmp::Reverse(count), other)
        });
        meets
    }

    /// From the first moment that a date names to the last one; `None` if no date names any.
    pub const fn extent(&self) -> Option<Window> {
        self.extent
    }

    /// Heap bytes, those of [`Index::everything`] included.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.order)
            + self.ranks.bytes()
            + self.incoming.bytes()
            + self.cast.bytes()
            + self.dates.bytes()
            + self.facts.bytes()
            + size_of::<Track>()
            + self.everything.bytes()
    }
}

/// The rank of each event, by its place in the file.
#[derive(Debug, Clone)]
enum Ranks {
    /// The file is in reading order, as logs are.
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
            ranks[event.place()] = rank;
        }
        Self::Listed(ranks)
    }

    fn get(&self, event: EventIndex) -> usize {
        match self {
            Self::AsInFile => event.place(),
            Self::Listed(ranks) => ranks[event.place()] as usize,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::AsInFile => 0,
            Self::Listed(ranks) => size_of_val(&**ranks),
        }
    }
}

#[cfg(test)]
mod tests;
