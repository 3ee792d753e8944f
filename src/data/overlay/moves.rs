//! [`Moves`]: what becomes of events, actors and sources when other layers are switched on.
//!
//! Owns finding the same thing in two overlays of the same accounts. What is done with what is gone is
//! the business of whoever asks.

use std::collections::HashMap;
use std::ops::Range;

use crate::data::model::{Actor, ActorIndex, EventIndex, LayerIndex, SourceIndex, Timeline};

/// The way from one overlay of some accounts to another.
#[derive(Debug, Clone)]
pub struct Moves {
    /// Where the events of each layer stand in one and in the other, by the place of the layer.
    events: Vec<Move>,
    sources: Vec<Move>,
    actors: Vec<Option<ActorIndex>>,
}

/// Where what belongs to a layer stood, and where it begins now, if it is there.
#[derive(Debug, Clone)]
struct Move {
    from: Range<usize>,
    to: Option<usize>,
}

impl Move {
    fn of<T>(one: &[T], other: &[T], layer: impl Fn(&T) -> LayerIndex, of: LayerIndex) -> Self {
        let to = range(other, &layer, of);
        Self {
            from: range(one, &layer, of),
            to: (!to.is_empty()).then_some(to.start),
        }
    }
}

/// Where things of a layer stand: those of a layer stand together, in the order of the layers.
fn range<T>(all: &[T], layer: impl Fn(&T) -> LayerIndex, of: LayerIndex) -> Range<usize> {
    let start = all.partition_point(|one| layer(one) < of);
    start..start + all[start..].partition_point(|one| layer(one) == of)
}

fn moved(moves: &[Move], place: usize) -> Option<usize> {
    let found = moves.iter().find(|one| one.from.contains(&place))?;
    Some(found.to? + (place - found.from.start))
}

/// The accounts that name an actor, and the id in each.
fn names(actor: &Actor) -> impl Iterator<Item = (LayerIndex, &str)> {
    let retold = actor.retold.iter().map(|one| (one.layer, one.id.raw()));
    std::iter::once((actor.layer, actor.id.raw())).chain(retold)
}

impl Moves {
    /// The way between two overlays of the same accounts.
    pub fn between(one: &Timeline, other: &Timeline) -> Self {
        let layers = || (0..one.layers.len()).map(LayerIndex::new);
        let mut known = HashMap::new();
        for (place, actor) in other.actors.iter().enumerate() {
            known.extend(names(actor).map(|name| (name, ActorIndex::new(place))));
        }
        let found = |actor: &Actor| names(actor).find_map(|name| known.get(&name).copied());
        Self {
            events: layers()
                .map(|of| Move::of(&one.events, &other.events, |event| event.layer, of))
                .collect(),
            sources: layers()
                .map(|of| Move::of(&one.sources, &other.sources, |source| source.layer, of))
                .collect(),
            actors: one.actors.iter().map(found).collect(),
        }
    }

    /// The same event; `None` where its layer is off.
    pub fn event(&self, event: EventIndex) -> Option<EventIndex> {
        moved(&self.events, event.place()).map(EventIndex::new)
    }

    /// The same source; `None` where its layer is off.
    pub fn source(&self, source: SourceIndex) -> Option<SourceIndex> {
        moved(&self.sources, source.place()).map(SourceIndex::new)
    }

    /// The same actor; `None` where no layer that is on names it.
    pub fn actor(&self, actor: ActorIndex) -> Option<ActorIndex> {
        self.actors.get(actor.place()).copied().flatten()
    }
}
