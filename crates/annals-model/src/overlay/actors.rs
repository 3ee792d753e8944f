//! Merges actors that are the same in several accounts: those with the same id, or named by `same_as`.

use std::collections::{HashMap, HashSet};

use super::{Merge, MergeInput};
use crate::model::{AccountIndex, Actor, ActorIndex, ActorVariant};
use crate::text::Clean;

impl<'a> Merge<'a> {
    /// Merges equal actors of several accounts into the first of them.
    pub(super) fn actors(&mut self) {
        let mut same = DisjointSets::default();
        let mut nodes = Vec::new();
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for account in self.accounts.iter().filter(|account| account.is_on) {
            for actor in &account.timeline.actors {
                let node = same.add();
                nodes.push((account.index, actor));
                let known = by_id.entry(actor.id.raw()).or_default();
                if let Some(&other) = known.first() {
                    same.unite(other, node);
                }
                known.push(node);
            }
        }
        let is_asked = nodes.iter().any(|(_, actor)| !actor.same_as.is_empty());
        let ids = |account: &MergeInput<'a>| -> HashSet<&'a str> {
            let actors = account.timeline.actors.iter().filter(|_| is_asked);
            actors.map(|actor| actor.id.raw()).collect()
        };
        let all: Vec<_> = self.accounts.iter().map(ids).collect();
        for (node, &(account, actor)) in nodes.iter().enumerate() {
            for name in &actor.same_as {
                let other = self.readings(account, name).find_map(|(of, id)| {
                    let known = by_id.get(id)?;
                    let is_there = |&&other: &&usize| nodes[other].0 == of;
                    known.iter().find(is_there).copied()
                });
                if let Some(other) = other {
                    same.unite(other, node);
                } else if !self
                    .readings(account, name)
                    .any(|(of, id)| all[of.index()].contains(id))
                {
                    self.report_unresolved(account, name, "actor");
                }
            }
        }
        let mut merged: HashMap<usize, ActorIndex> = HashMap::new();
        // All names of an actor that is in several accounts.
        let mut names: HashMap<ActorIndex, HashSet<Clean>> = HashMap::new();
        for (node, (account, actor)) in nodes.iter().enumerate() {
            let first = same.first(node);
            let index = if first == node {
                let index = ActorIndex::new(self.merged.actors.len());
                merged.insert(node, index);
                self.merged.actors.push(Actor {
                    account: *account,
                    ..(*actor).clone()
                });
                index
            } else {
                // The first of equal actors always comes before the others.
                let index = merged[&first];
                let of = &mut self.merged.actors[index.index()];
                let known = names.entry(index).or_insert_with(|| {
                    let own = [of.name.clone(), of.short.clone()];
                    own.into_iter().chain(of.aliases.iter().cloned()).collect()
                });
                add_variant(of, known, *account, actor);
                index
            };
            self.accounts[account.index()].actors.push(index);
        }
    }
}

/// Adds what a later account says of an actor. The words of the first account win, the others are kept too.
fn add_variant(
    actor: &mut Actor,
    known: &mut HashSet<Clean>,
    account: AccountIndex,
    variant: &Actor,
) {
    for name in [&variant.name, &variant.short]
        .into_iter()
        .chain(&variant.aliases)
    {
        if known.insert(name.clone()) {
            actor.aliases.push(name.clone());
        }
    }
    actor.kind = actor.kind.or(variant.kind);
    if actor.summary.is_empty() {
        actor.summary = variant.summary.clone();
    }
    actor.same_as.extend(variant.same_as.iter().cloned());
    actor.variants.push(ActorVariant {
        account,
        id: variant.id.clone(),
        name: variant.name.clone(),
        summary: variant.summary.clone(),
    });
}

/// Disjoint sets (union-find) of equal actors. The first of a set represents it.
#[derive(Default)]
struct DisjointSets {
    /// For each node, one of its set that is not after it; itself for the first.
    parents: Vec<usize>,
}

impl DisjointSets {
    fn add(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.parents.len() - 1
    }

    fn first(&mut self, mut node: usize) -> usize {
        while self.parents[node] != node {
            self.parents[node] = self.parents[self.parents[node]];
            node = self.parents[node];
        }
        node
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.parents[one.max(other)] = one.min(other);
    }
}
