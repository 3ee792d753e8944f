//! Who takes part in what.
//!
//! Owns the events of each actor, in one list for all actors; likewise those of them that are chosen.

use std::ops::Range;
use std::sync::Arc;

use super::{Chosen, Index};
use annals_model::{ActorIndex, EventIndex};

/// The events of each actor, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    /// The place of each actor's first event; behind the last one, how many there are.
    firsts: Box<[usize]>,
    events: Arc<[EventIndex]>,
}

/// Parts taken, as they are met in the order of the file.
#[derive(Debug)]
pub(super) struct Parts {
    taken: Vec<(ActorIndex, EventIndex)>,
    counts: Vec<usize>,
    /// The event that each actor was met in last.
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

    /// Notes a part. An actor may take part in one event in two roles; that counts once.
    pub(super) fn add(&mut self, actor: ActorIndex, event: EventIndex) {
        let met = &mut self.met[actor.place()];
        if *met != Some(event) {
            *met = Some(event);
            self.counts[actor.place()] += 1;
            self.taken.push((actor, event));
        }
    }
}

impl Cast {
    /// Gathers the events of each actor.
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
            let place = &mut free[actor.place()];
            events[*place] = event;
            *place += 1;
        }
        for bounds in firsts.windows(2) {
            // They are in the order of the file, which mostly is the reading order.
            events[bounds[0]..bounds[1]].sort_by_key(|&event| rank(event));
        }
        Self {
            firsts: firsts.into_boxed_slice(),
            events: events.into(),
        }
    }

    /// Where the events of an actor stand in [`Cast::events`].
    pub(super) fn range(&self, actor: ActorIndex) -> Range<usize> {
        self.firsts[actor.place()]..self.firsts[actor.place() + 1]
    }

    /// The events of all actors, one actor after the other.
    pub(super) const fn events(&self) -> &Arc<[EventIndex]> {
        &self.events
    }

    /// The same with some of the events only.
    fn only(&self, keep: impl Fn(EventIndex) -> bool) -> Self {
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

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.firsts) + size_of_val(&*self.events)
    }
}

/// Who takes part in which of the chosen events. Four bytes for each part in one of them.
#[derive(Debug, Clone)]
pub struct ChosenCast(Cast);

impl ChosenCast {
    /// Asks for each part that is taken whether its event is chosen.
    pub fn new(index: &Index, chosen: &Chosen) -> Self {
        let is_chosen = |event| chosen.contains(index.rank(event));
        Self(index.cast().only(is_chosen))
    }

    /// The chosen events an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &[EventIndex] {
        &self.0.events()[self.0.range(actor)]
    }
}
