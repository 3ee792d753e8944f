//! [`Pool`]: the events and actors that questions are drawn from.
//!
//! Owns the drawing of a limited number of them, each once, in an order that chance decides: all of a
//! small story, a few of a large one.

use super::begin::Begin;
use super::hint;
use super::random::Random;
use annals_index::{Index, Shown};
use annals_model::{ActorIndex, Event, EventIndex, Timeline};

/// Events that are looked at to find one that can be asked about.
const MOST_TRIES: usize = 96;
/// Events that are looked at for another one beside it.
const MOST_OTHERS: usize = 48;

/// Where questions are drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) index: &'a Index,
    shown: Shown<'a>,
}

impl<'a> Pool<'a> {
    pub(super) const fn new(timeline: &'a Timeline, index: &'a Index, shown: Shown<'a>) -> Self {
        Self {
            timeline,
            index,
            shown,
        }
    }

    pub(super) fn event(&self, event: EventIndex) -> &'a Event {
        self.timeline.event(event)
    }

    /// When it began, of an event that may be asked for its date and does not tell it.
    pub(super) fn begin(&self, event: EventIndex) -> Option<Begin> {
        let event = self.event(event);
        let begin = Begin::asked(event)?;
        let when = event.when.as_ref()?;
        let is_silent = !event.title.is_empty() && !hint::names_date(event.title.as_str(), when);
        is_silent.then_some(begin)
    }

    /// Events with a date, from anywhere.
    pub(super) fn dated(&self, random: &mut Random) -> Vec<EventIndex> {
        self.events(draw(0..self.shown.dated(), MOST_TRIES, random))
    }

    /// Events, from anywhere.
    pub(super) fn all(&self, random: &mut Random) -> Vec<EventIndex> {
        self.events(draw(0..self.shown.len(), MOST_TRIES, random))
    }

    /// Events with a date, at most `reach` places from that one, without it.
    pub(super) fn dated_near(
        &self,
        event: EventIndex,
        reach: usize,
        random: &mut Random,
    ) -> Vec<EventIndex> {
        self.near_of(event, reach, self.shown.dated(), random)
    }

    /// Events at most `reach` places from that one, without it.
    pub(super) fn near(
        &self,
        event: EventIndex,
        reach: usize,
        random: &mut Random,
    ) -> Vec<EventIndex> {
        self.near_of(event, reach, self.shown.len(), random)
    }

    fn near_of(
        &self,
        event: EventIndex,
        reach: usize,
        end: usize,
        random: &mut Random,
    ) -> Vec<EventIndex> {
        let place = self.shown.place(event);
        let range = place.saturating_sub(reach)..place.saturating_add(reach + 1).min(end);
        let mut events = self.events(draw(range, MOST_OTHERS, random));
        events.retain(|&other| other != event);
        events
    }

    /// How far from an event others are looked for: ever nearer as the level rises.
    pub(super) fn reach(&self, level: usize) -> usize {
        const LEAST: usize = 12;
        (self.shown.len() >> (2 * level).min(60)).max(LEAST)
    }

    /// Actors, from anywhere.
    pub(super) fn actors(&self, random: &mut Random) -> Vec<ActorIndex> {
        let places = draw(0..self.timeline.actors.len(), MOST_OTHERS, random);
        places.into_iter().map(ActorIndex::new).collect()
    }

    fn events(&self, places: Vec<usize>) -> Vec<EventIndex> {
        let events = places.into_iter().filter_map(|place| self.shown.nth(place));
        events.collect()
    }
}

/// At most so many numbers of a range, each once.
fn draw(range: std::ops::Range<usize>, most: usize, random: &mut Random) -> Vec<usize> {
    let length = range.len();
    if length <= most {
        let mut all: Vec<usize> = range.collect();
        random.shuffle(&mut all);
        return all;
    }
    // A number of each of so many equal parts, so that none comes twice.
    let mut drawn: Vec<usize> = (0..most)
        .map(|part| {
            let bound = |part: usize| {
                let bound = length as u128 * part as u128 / most as u128;
                usize::try_from(bound).unwrap_or(length)
            };
            let (from, to) = (bound(part), bound(part + 1));
            range.start + from + random.below(to - from)
        })
        .collect();
    random.shuffle(&mut drawn);
    drawn
}
