//! [`Pool`]: the events and actors that questions are made from.
//!
//! It draws a limited number of them in random order, each once: all of a small timeline, a few of a large
//! one.

use super::begin::BeginRange;
use super::hint;
use super::random::Random;
use annals_index::{Index, VisibleEvents};
use annals_model::{ActorIndex, Event, EventIndex, Timeline};

/// The most events tried as the subject of a question.
const MAX_TRIES: usize = 96;
/// The most events tried beside a subject.
const MAX_OTHERS: usize = 48;

/// The events and actors that questions are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) index: &'a Index,
    shown: VisibleEvents<'a>,
}

impl<'a> Pool<'a> {
    pub(super) const fn new(
        timeline: &'a Timeline,
        index: &'a Index,
        shown: VisibleEvents<'a>,
    ) -> Self {
        Self {
            timeline,
            index,
            shown,
        }
    }

    pub(super) fn event(&self, event: EventIndex) -> &'a Event {
        self.timeline.event(event)
    }

    /// Returns when an event began, if it may be asked about its date and the title does not reveal it.
    pub(super) fn begin(&self, event: EventIndex) -> Option<BeginRange> {
        let event = self.event(event);
        let begin = BeginRange::asked(event)?;
        let when = event.when.as_ref()?;
        let is_silent = !event.title.is_empty() && !hint::names_date(event.title.as_str(), when);
        is_silent.then_some(begin)
    }

    /// Returns random dated events.
    pub(super) fn dated(&self, random: &mut Random) -> Vec<EventIndex> {
        self.events(draw(0..self.shown.dated(), MAX_TRIES, random))
    }

    /// Returns random events.
    pub(super) fn all(&self, random: &mut Random) -> Vec<EventIndex> {
        self.events(draw(0..self.shown.len(), MAX_TRIES, random))
    }

    /// Returns random dated events at most `reach` ranks from an event, without it.
    pub(super) fn dated_near(
        &self,
        event: EventIndex,
        reach: usize,
        random: &mut Random,
    ) -> Vec<EventIndex> {
        self.near_of(event, reach, self.shown.dated(), random)
    }

    /// Returns random events at most `reach` ranks from an event, without it.
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
        let position = self.shown.position(event);
        let range = position.saturating_sub(reach)..position.saturating_add(reach + 1).min(end);
        let mut events = self.events(draw(range, MAX_OTHERS, random));
        events.retain(|&other| other != event);
        events
    }

    /// Returns how many ranks from an event others are looked for: fewer at higher levels.
    pub(super) fn reach(&self, level: usize) -> usize {
        const MIN: usize = 12;
        (self.shown.len() >> (2 * level).min(60)).max(MIN)
    }

    /// Returns random actors.
    pub(super) fn actors(&self, random: &mut Random) -> Vec<ActorIndex> {
        let places = draw(0..self.timeline.actors.len(), MAX_OTHERS, random);
        places.into_iter().map(ActorIndex::new).collect()
    }

    fn events(&self, places: Vec<usize>) -> Vec<EventIndex> {
        let events = places
            .into_iter()
            .filter_map(|position| self.shown.nth(position));
        events.collect()
    }
}

/// Draws at most `most` different numbers of a range, in random order.
fn draw(range: std::ops::Range<usize>, most: usize, random: &mut Random) -> Vec<usize> {
    let length = range.len();
    if length <= most {
        let mut all: Vec<usize> = range.collect();
        random.shuffle(&mut all);
        return all;
    }
    // One number of each of `most` equal parts, so that all differ.
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
