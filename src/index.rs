//! Everything derived from a timeline, once, and then only read.
//!
//! Owns order, lanes, rows within lanes, links seen from their far end, and who meets whom. It holds
//! no text and draws nothing; the timeline it was made from has to be kept beside it.

mod lanes;
mod order;
mod track;

pub use lanes::{Lane, LaneKey, Lanes};
pub use track::Track;

use std::sync::Arc;

use crate::data::{ActorIndex, EventIndex, Timeline};
use crate::time::{Bound, Time, Window};

/// A link seen from the event it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The event that the link leads from.
    pub from: EventIndex,
    /// The link's place among that event's links.
    pub link: usize,
}

/// What is derived from one timeline.
#[derive(Debug, Clone)]
pub struct Index {
    order: Vec<EventIndex>,
    ranks: Vec<usize>,
    dated: usize,
    incoming: Vec<Vec<Incoming>>,
    actor_events: Vec<Vec<EventIndex>>,
    extent: Option<Window>,
    everything: Arc<Track>,
}

impl Index {
    /// Derives everything. Costs one sort of the events.
    pub fn new(timeline: &Timeline) -> Self {
        let (order, dated) = order::reading_order(timeline);
        let mut ranks = vec![0; order.len()];
        for (rank, event) in order.iter().enumerate() {
            ranks[event.place()] = rank;
        }
        let mut incoming = vec![Vec::new(); timeline.events.len()];
        let mut actor_events = vec![Vec::new(); timeline.actors.len()];
        for &event in &order {
            for (link, target) in timeline.event(event).links.iter().enumerate() {
                incoming[target.to.place()].push(Incoming { from: event, link });
            }
            for participant in &timeline.event(event).participants {
                let events: &mut Vec<EventIndex> = &mut actor_events[participant.actor.place()];
                // An actor may take part in one event in two roles.
                if events.last() != Some(&event) {
                    events.push(event);
                }
            }
        }
        Self {
            extent: extent(timeline),
            everything: Arc::new(Track::new(timeline, order[..dated].to_vec())),
            order,
            ranks,
            dated,
            incoming,
            actor_events,
        }
    }

    /// Every event in reading order: dated ones by their earliest start, equals in the order of the
    /// file, then the undated ones in the order of the file.
    pub fn order(&self) -> &[EventIndex] {
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
        self.ranks[event.place()]
    }

    /// The links that lead to an event, in the reading order of the events they lead from.
    pub fn incoming(&self, event: EventIndex) -> &[Incoming] {
        &self.incoming[event.place()]
    }

    /// The events an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &[EventIndex] {
        &self.actor_events[actor.place()]
    }

    /// Whom an actor meets and in how many events, most often first, equals in the order of the file.
    pub fn meets(&self, timeline: &Timeline, actor: ActorIndex) -> Vec<(ActorIndex, usize)> {
        let mut counts = vec![0_usize; timeline.actors.len()];
        for &event in self.events_of(actor) {
            let mut others: Vec<_> = timeline
                .event(event)
                .participants
                .iter()
                .map(|part| part.actor)
                .collect();
            others.sort_unstable();
            others.dedup();
            for other in others {
                counts[other.place()] += 1;
            }
        }
        let mut meets: Vec<_> = counts
            .into_iter()
            .enumerate()
            .map(|(place, count)| (ActorIndex::new(place), count))
            .filter(|&(other, count)| count > 0 && other != actor)
            .collect();
        meets.sort_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        meets
    }

    /// From the first moment that a date names to the last one; `None` if no date names any.
    pub const fn extent(&self) -> Option<Window> {
        self.extent
    }
}

fn extent(timeline: &Timeline) -> Option<Window> {
    let mut whole: Option<(Time, Time)> = None;
    for when in timeline
        .events
        .iter()
        .filter_map(|event| event.when.as_ref())
    {
        let (start, end) = (when.start(), when.end());
        for time in [start.earliest, start.latest, end.earliest, end.latest]
            .into_iter()
            .filter_map(Bound::time)
        {
            whole = Some(whole.map_or((time, time), |(first, last)| {
                (first.min(time), last.max(time))
            }));
        }
    }
    // A single moment is a stretch of one second, so that there is something to stand in.
    let (first, last) = whole?;
    Window::new(first, last.max(first.saturating_add_nanos(1_000_000_000)))
}

#[cfg(test)]
mod tests;
