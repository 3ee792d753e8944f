//! [`Moves`]: what becomes of events, actors and sources when other layers are switched on.
//!
//! Owns finding the same thing in two overlays of the same accounts. What is done with what is gone is
//! the business of whoever asks.

use std::collections::HashMap;
use std::ops::Range;

use crate::data::model::{
    Actor, ActorIndex, EventIndex, LayerIndex, Source, SourceIndex, Timeline,
};

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
    fn new(from: Range<usize>, to: &Range<usize>) -> Self {
        Self {
            from,
            to: (!to.is_empty()).then_some(to.start),
        }
    }
}

/// Where the sources of a layer stand: those of a layer stand together, in the order of the layers.
fn sources(all: &[Source], of: LayerIndex) -> Range<usize> {
    let start = all.partition_point(|one| one.layer < of);
    start..start + all[start..].partition_point(|one| one.layer == of)
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
                .map(|of| Move::new(one.events.of_layer(of), &other.events.of_layer(of)))
                .collect(),
            sources: layers()
                .map(|of| Move::new(sources(&one.sources, of), &sources(&other.sources, of)))
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
