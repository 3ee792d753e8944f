//! Which actors take part in which events.

use std::ops::Range;
use std::sync::Arc;

use annals_model::{ActorIndex, EventIndex};

/// The events of each actor, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    /// The position of each actor's first event in `events`, and at the end their number.
    firsts: Box<[usize]>,
    events: Arc<[EventIndex]>,
}

/// Participations, collected in file order.
#[derive(Debug)]
pub(super) struct Parts {
    taken: Vec<(ActorIndex, EventIndex)>,
    counts: Vec<usize>,
    /// The event in which each actor was counted last.
    met: Vec<Option<EventIndex>>,
}

impl Parts {
    pub(super) fn new(actors: usize) -> Self {
        Self {
            taken: Vec::new(),
            counts: vec![0; actors],
            met: vec![None; actors],
        }
    }

    /// Adds a participation. Two roles of an actor in one event count once.
    pub(super) fn add(&mut self, actor: ActorIndex, event: EventIndex) {
        let met = &mut self.met[actor.index()];
        if *met != Some(event) {
            *met = Some(event);
            self.counts[actor.index()] += 1;
            self.taken.push((actor, event));
        }
    }
}

impl Cast {
    /// Collects the events of each actor.
    pub(super) fn new(parts: &Parts, rank: impl Fn(EventIndex) -> usize) -> Self {
        let mut end = 0;
        let mut firsts = vec![0];
        firsts.extend(parts.counts.iter().map(|count| {
            end += count;
            end
        }));
        let mut free = firsts.clone();
        let mut events = vec![EventIndex::new(0); end];
        for &(actor, event) in &parts.taken {
            let position = &mut free[actor.index()];
            events[*position] = event;
            *position += 1;
        }
        for bounds in firsts.windows(2) {
            // They are in file order, which often is the reading order already.
            events[bounds[0]..bounds[1]].sort_by_key(|&event| rank(event));
        }
        Self {
            firsts: firsts.into_boxed_slice(),
            events: events.into(),
        }
    }

    /// The range of an actor's events in [`Cast::events`].
    pub(super) fn range(&self, actor: ActorIndex) -> Range<usize> {
        self.firsts[actor.index()]..self.firsts[actor.index() + 1]
    }

    /// The events of all actors, one actor after the other.
    pub(super) const fn events(&self) -> &Arc<[EventIndex]> {
        &self.events
    }

    /// Returns the same with some of the events only.
    pub(super) fn only(&self, keep: impl Fn(EventIndex) -> bool) -> Self {
        let mut firsts = Vec::with_capacity(self.firsts.len());
        let mut events = Vec::new();
        firsts.push(0);
        for bounds in self.firsts.windows(2) {
            let own = self.events[bounds[0]..bounds[1]].iter().copied();
            events.extend(own.filter(|&event| keep(event)));
            firsts.push(events.len());
        }
        Self {
            firsts: firsts.into_boxed_slice(),
            events: events.into(),
        }
    }
}
