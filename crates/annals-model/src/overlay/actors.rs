//! Actors of several accounts that are the same.
//!
//! Owns who is the same as whom, by id or because a file says so, and what becomes of their names.

use std::collections::HashMap;

use super::Laying;
use crate::model::{Actor, ActorIndex, Foreign, LayerIndex, Retold};
use crate::text::Clean;

impl Laying<'_> {
    /// The same actor in several accounts becomes one, in the place of the first.
    pub(super) fn actors(&mut self) {
        let mut same = Same::default();
        let mut nodes = Vec::new();
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for account in self.accounts.iter().filter(|account| account.is_on) {
            for actor in &account.timeline.actors {
                let node = same.add();
                nodes.push((account.layer, actor));
                let known = by_id.entry(actor.id.raw()).or_default();
                if let Some(&other) = known.first() {
                    same.unite(other, node);
                }
                known.push(node);
            }
        }
        for (node, &(layer, actor)) in nodes.iter().enumerate() {
            for name in &actor.same_as {
                let other = self.readings(layer, name).find_map(|(of, id)| {
                    let known = by_id.get(id)?;
                    let is_there = |&&other: &&usize| nodes[other].0 == of;
                    known.iter().find(is_there).copied()
                });
                if let Some(other) = other {
                    same.unite(other, node);
                } else if !self.names_actor(layer, name) {
                    self.complain(layer, name, "actor");
                }
            }
        }
        let mut places: HashMap<usize, ActorIndex> = HashMap::new();
        for (node, (layer, actor)) in nodes.iter().enumerate() {
            let first = same.first(node);
            let place = if first == node {
                let place = ActorIndex::new(self.merged.actors.len());
                places.insert(node, place);
                self.merged.actors.push(Actor {
                    layer: *layer,
                    ..(*actor).clone()
                });
                place
            } else {
                // The first of those that are the same always comes before the others.
                let place = places[&first];
                retell(&mut self.merged.actors[place.place()], *layer, actor);
                place
            };
            self.accounts[layer.place()].actors.push(place);
        }
    }

    fn names_actor(&self, layer: LayerIndex, name: &Foreign) -> bool {
        self.readings(layer, name).any(|(of, id)| {
            let timeline = self.accounts[of.place()].timeline;
            timeline.actors.iter().any(|actor| actor.id.raw() == id)
        })
    }
}

/// Adds what a later account has on an actor: the first one's words go first, nothing is lost.
fn retell(actor: &mut Actor, layer: LayerIndex, told: &Actor) {
    let is_known = |actor: &Actor, name: &Clean| {
        actor.name == *name || actor.short == *name || actor.aliases.contains(name)
    };
    for name in [&told.name, &told.short].into_iter().chain(&told.aliases) {
        if !is_known(actor, name) {
            actor.aliases.push(name.clone());
        }
    }
    actor.kind = actor.kind.or(told.kind);
    if actor.summary.is_empty() {
        actor.summary = told.summary.clone();
    }
    actor.same_as.extend(told.same_as.iter().cloned());
    actor.retold.push(Retold {
        layer,
        id: told.id.clone(),
        name: told.name.clone(),
        summary: told.summary.clone(),
    });
}

/// Which are the same: each leads to one before it, the first to itself.
#[derive(Default)]
struct Same {
    leads: Vec<usize>,
}

impl Same {
    fn add(&mut self) -> usize {
        self.leads.push(self.leads.len());
        self.leads.len() - 1
    }

    fn first(&mut self, mut node: usize) -> usize {
        while self.leads[node] != node {
            self.leads[node] = self.leads[self.leads[node]];
            node = self.leads[node];
        }
        node
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.leads[one.max(other)] = one.min(other);
    }
}
