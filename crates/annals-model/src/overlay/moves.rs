//! [`Moves`]: what becomes of events, actors and sources when other layers are switched on, or when a
//! file is read anew.
//!
//! Owns finding the same thing in two overlays of the same accounts. What is done with what is gone is
//! the business of whoever asks; which things of an account are the same after it was changed is that of
//! `pairing`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::pairing::Pairs;
use crate::events::Events;
use crate::model::{
    Actor, ActorIndex, Event, EventIndex, LayerIndex, Source, SourceIndex, Timeline,
};

/// Rows of tables are compared one by one up to so many: each has to be read for that.
const MOST_ROWS: usize = 50_000;

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
    /// Which of those there is the same, where the account is not the same as before.
    pairs: Option<Pairs>,
}

impl Move {
    fn new(from: Range<usize>, to: &Range<usize>) -> Self {
        Self {
            from,
            to: (!to.is_empty()).then_some(to.start),
            pairs: None,
        }
    }

    /// The same where the account may say something else now.
    fn reread(from: Range<usize>, to: &Range<usize>, pairs: Pairs) -> Self {
        Self {
            pairs: Some(pairs),
            ..Self::new(from, to)
        }
    }

    fn of_reread_events(one: &Events, other: &Events, of: LayerIndex) -> Self {
        let (from, to) = (one.of_layer(of), other.of_layer(of));
        let is_written = |events: &Events, range: &Range<usize>| {
            range.start == range.end || events.written(range.start).is_some()
        };
        let longest = from.len().max(to.len());
        let pairs = if longest <= MOST_ROWS || is_written(one, &from) && is_written(other, &to) {
            let all = |events, range: &Range<usize>| -> Vec<Cow<'_, Event>> {
                range
                    .clone()
                    .map(|place| Events::read(events, place))
                    .collect()
            };
            Pairs::new(&all(one, &from), &all(other, &to))
        } else {
            // Large tables grow at their end.
            Pairs::in_order(from.len(), to.len())
        };
        Self::reread(from, &to, pairs)
    }

    fn of_reread_sources(one: &[Source], other: &[Source], of: LayerIndex) -> Self {
        let (from, to) = (sources(one, of), sources(other, of));
        let pairs = Pairs::new(&one[from.clone()], &other[to.clone()]);
        Self::reread(from, &to, pairs)
    }
}

/// Where the sources of a layer stand: those of a layer stand together, in the order of the layers.
fn sources(all: &[Source], of: LayerIndex) -> Range<usize> {
    let start = all.partition_point(|one| one.layer < of);
    start..start + all[start..].partition_point(|one| one.layer == of)
}

fn moved(moves: &[Move], place: usize) -> Option<usize> {
    let found = moves.iter().find(|one| one.from.contains(&place))?;
    let within = place - found.from.start;
    let within = match &found.pairs {
        Some(pairs) => pairs.get(within)?,
        None => within,
    };
    Some(found.to? + within)
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

    /// The way between two overlays of accounts of which some have been read anew. What is the same is found
    /// by its id, else by what it is called, else by where it stands.
    pub fn rereading(one: &Timeline, other: &Timeline) -> Self {
        let layers = || (0..one.layers.len()).map(LayerIndex::new);
        let mut moves = Self {
            events: layers()
                .map(|of| Move::of_reread_events(&one.events, &other.events, of))
                .collect(),
            sources: layers()
                .map(|of| Move::of_reread_sources(&one.sources, &other.sources, of))
                .collect(),
            ..Self::between(one, other)
        };
        let taken: HashSet<ActorIndex> = moves.actors.iter().flatten().copied().collect();
        let left = other.actors.iter().enumerate();
        let left = left.map(|(place, actor)| (ActorIndex::new(place), actor));
        let mut left: HashMap<(LayerIndex, &str), ActorIndex> = left
            .filter(|(index, _)| !taken.contains(index))
            .map(|(index, actor)| ((actor.layer, actor.name.raw()), index))
            .collect();
        for (actor, to) in one.actors.iter().zip(&mut moves.actors) {
            if to.is_none() {
                *to = left.remove(&(actor.layer, actor.name.raw()));
            }
        }
        moves
    }

    /// How many events of the one are in the other as well.
    pub fn staying_events(&self) -> usize {
        let staying = |one: &Move| match (&one.pairs, one.to) {
            (_, None) => 0,
            (Some(pairs), _) => pairs.count(),
            (None, _) => one.from.len(),
        };
        self.events.iter().map(staying).sum()
    }

    /// The same event; `None` where its layer is off, or the file has it no more.
    pub fn event(&self, event: EventIndex) -> Option<EventIndex> {
        moved(&self.events, event.place()).map(EventIndex::new)
    }

    /// The same source; `None` where its layer is off, or the file has it no more.
    pub fn source(&self, source: SourceIndex) -> Option<SourceIndex> {
        moved(&self.sources, source.place()).map(SourceIndex::new)
    }

    /// The same actor; `None` where no layer that is on names it.
    pub fn actor(&self, actor: ActorIndex) -> Option<ActorIndex> {
        self.actors.get(actor.place()).copied().flatten()
    }
}
