//! Accounts laid over each other: several timelines as one, each of them a layer.
//!
//! Owns what becomes of ids, actors and comparisons when files meet. It reads no file; which layers are
//! on is its caller's choice, and laying them anew is how one is switched on or off.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::model::{
    Actor, ActorIndex, Event, EventIndex, Evidence, Foreign, LayerIndex, Link, Participation,
    Retold, Source, SourceIndex, Timeline,
};
use super::problem::{Problem, Severity};
use crate::text::{Clean, nearest};

/// Which layers are on.
pub type Layers = BTreeSet<LayerIndex>;

/// Timelines of one account each that can be laid over each other, the first under all others. Cheap to
/// clone.
#[derive(Debug, Clone)]
pub struct Accounts {
    accounts: Arc<[Arc<Timeline>]>,
}

/// Some accounts as one timeline.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// Events, actors and sources of the layers that are on. Those of a layer keep their order and stand
    /// before those of the layers over it, so that an index stays the same while layers over its own are
    /// switched.
    pub timeline: Arc<Timeline>,
    /// Names in the files of these layers that name nothing in the others, with the layer of the file.
    pub problems: Vec<(LayerIndex, Problem)>,
}

impl Accounts {
    /// Takes timelines as they were read. Two of one id are told apart by a number.
    pub fn new(timelines: Vec<Timeline>) -> Self {
        let mut taken = HashSet::new();
        let accounts = timelines.into_iter().map(|mut timeline| {
            let id = unique(&mut taken, timeline.id.raw().to_owned());
            if id != timeline.id.raw() {
                timeline.id = Clean::line(&id);
                for layer in &mut timeline.layers {
                    layer.id = timeline.id.clone();
                }
            }
            Arc::new(timeline)
        });
        Self {
            accounts: accounts.collect(),
        }
    }

    /// The accounts as they were read, the place of each that of its layer.
    pub fn timelines(&self) -> &[Arc<Timeline>] {
        &self.accounts
    }

    /// All of them.
    pub fn all(&self) -> Layers {
        (0..self.accounts.len()).map(LayerIndex::new).collect()
    }

    /// Lays some of them over each other. A single account is left as it is.
    pub fn overlay(&self, on: &Layers) -> Overlay {
        if let ([only], true) = (&*self.accounts, on.contains(&LayerIndex::FIRST)) {
            return Overlay {
                timeline: Arc::clone(only),
                problems: Vec::new(),
            };
        }
        let mut laying = Laying::new(&self.accounts, on);
        laying.actors();
        laying.sources();
        laying.events();
        laying.comparisons();
        laying.eras();
        Overlay {
            timeline: Arc::new(laying.merged),
            problems: laying.problems,
        }
    }
}

/// An id that is not taken: the one given, or that with a number. It is taken then.
fn unique(taken: &mut HashSet<String>, id: String) -> String {
    let mut candidate = id.clone();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{id}-{number}");
    }
    candidate
}

/// An account by its layer, with where its things stand among those of all.
struct Account<'a> {
    layer: LayerIndex,
    timeline: &'a Timeline,
    is_on: bool,
    /// The actor of all that each of its own became.
    actors: Vec<ActorIndex>,
    first_source: usize,
    first_event: usize,
}

struct Laying<'a> {
    accounts: Vec<Account<'a>>,
    merged: Timeline,
    problems: Vec<(LayerIndex, Problem)>,
}

impl<'a> Laying<'a> {
    fn new(timelines: &'a [Arc<Timeline>], on: &Layers) -> Self {
        let mut layers = Vec::new();
        let accounts: Vec<_> = timelines
            .iter()
            .enumerate()
            .map(|(place, timeline)| {
                let layer = LayerIndex::new(place);
                let is_on = on.contains(&layer);
                let known = timeline.layers.iter().take(1).cloned();
                layers.extend(known.map(|mut known| {
                    known.on = is_on;
                    known
                }));
                Account {
                    layer,
                    timeline,
                    is_on,
                    actors: Vec::new(),
                    first_source: 0,
                    first_event: 0,
                }
            })
            .collect();
        let shown = || accounts.iter().filter(|account| account.is_on);
        let first = shown().next().or(accounts.first());
        let mut merged = first.map_or_else(
            || Timeline::empty(Clean::default(), Clean::default()),
            |first| Timeline::empty(first.timeline.id.clone(), first.timeline.title.clone()),
        );
        merged.layers = layers;
        merged.summary = first
            .map(|first| first.timeline.summary.clone())
            .unwrap_or_default();
        merged.opening = shown().find_map(|account| account.timeline.opening);
        merged.lanes = shown().find_map(|account| account.timeline.lanes);
        Self {
            accounts,
            merged,
            problems: Vec::new(),
        }
    }

    /// The same actor in several accounts becomes one, in the place of the first.
    fn actors(&mut self) {
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

    fn sources(&mut self) {
        let mut taken = HashSet::new();
        for account in self.accounts.iter_mut().filter(|account| account.is_on) {
            account.first_source = self.merged.sources.len();
            for source in &account.timeline.sources {
                let id = own_name(&mut taken, account.timeline, &source.id);
                self.merged.sources.push(Source {
                    id,
                    layer: account.layer,
                    ..source.clone()
                });
            }
        }
    }

    fn events(&mut self) {
        let mut taken = HashSet::new();
        for account in self.accounts.iter_mut().filter(|account| account.is_on) {
            account.first_event = self.merged.events.len();
            for event in &account.timeline.events {
                let id = own_name(&mut taken, account.timeline, &event.id);
                let moved = Event {
                    id,
                    layer: account.layer,
                    participants: account.participants(&event.participants),
                    evidence: account.evidence(&event.evidence),
                    links: account.links(&event.links),
                    ..event.clone()
                };
                self.merged.events.push(moved);
            }
        }
    }

    /// Finds the events that the accounts speak about.
    fn comparisons(&mut self) {
        let speaks = |account: &&Account<'_>| account.is_on;
        let is_silent = |account: &Account<'_>| account.timeline.comparisons.is_empty();
        let mut merged = Vec::new();
        let mut disagreements = Vec::new();
        let mut unknown = Vec::new();
        let ids: Vec<HashMap<&str, usize>> = if self.accounts.iter().all(is_silent) {
            Vec::new()
        } else {
            let ids = |account: &Account<'a>| {
                let events = account.timeline.events.iter().enumerate();
                events
                    .map(|(place, event)| (event.id.raw(), place))
                    .collect()
            };
            self.accounts.iter().map(ids).collect()
        };
        for account in self.accounts.iter().filter(speaks) {
            for comparison in &account.timeline.comparisons {
                let mut comparison = comparison.clone();
                comparison.layer = account.layer;
                comparison.events = account.own_events(&comparison.events);
                comparison.evidence = account.evidence(&comparison.evidence);
                for about in &mut comparison.about {
                    let found = self
                        .readings(account.layer, &about.name)
                        .find_map(|(of, id)| Some((of, *ids[of.place()].get(id)?)));
                    match found.map(|(of, place)| (&self.accounts[of.place()], place)) {
                        Some((other, place)) if other.is_on => {
                            about.event = Some(EventIndex::new(other.first_event + place));
                        }
                        Some(_) => {}
                        None => unknown.push((account.layer, about.name.clone())),
                    }
                }
                merged.push(comparison);
            }
            for disagreement in &account.timeline.disagreements {
                let mut disagreement = disagreement.clone();
                disagreement.layer = account.layer;
                disagreement.events = account.own_events(&disagreement.events);
                for version in &mut disagreement.versions {
                    version.evidence = account.evidence(&version.evidence);
                }
                disagreements.push(disagreement);
            }
        }
        self.merged.comparisons = merged;
        self.merged.disagreements = disagreements;
        for (layer, name) in unknown {
            self.complain(layer, &name, "event");
        }
    }

    fn eras(&mut self) {
        for account in self.accounts.iter().filter(|account| account.is_on) {
            for era in &account.timeline.eras {
                if !self.merged.eras.contains(era) {
                    self.merged.eras.push(era.clone());
                }
            }
        }
    }

    /// How a name in the file of one layer may be read: an id in each other account, in their order, or
    /// an id in the account that stands before a colon.
    fn readings<'n>(
        &'n self,
        of: LayerIndex,
        name: &'n Foreign,
    ) -> impl Iterator<Item = (LayerIndex, &'n str)> {
        let text = name.name.raw();
        let others = || {
            let all = self.accounts.iter();
            all.filter(move |account| account.layer != of)
        };
        let bare = others().map(move |account| (account.layer, text));
        let qualified = others().filter_map(move |account| {
            let id = text.strip_prefix(account.timeline.id.raw())?;
            Some((account.layer, id.strip_prefix(':')?))
        });
        bare.chain(qualified)
    }

    /// Says that a name names nothing, if that can be known: the account that it names is there, or it
    /// names none.
    fn complain(&mut self, layer: LayerIndex, name: &Foreign, noun: &str) {
        let text = name.name.raw();
        let others = self.accounts.iter().filter(|other| other.layer != layer);
        let named = self
            .readings(layer, name)
            .skip(self.accounts.len() - 1)
            .map(|(of, id)| (self.accounts[of.place()].timeline, id))
            .next();
        if named.is_none() && text.contains(':') {
            // It is about an account that is not here.
            return;
        }
        let ids = |timeline: &'a Timeline| -> Vec<&'a str> {
            match noun {
                "actor" => timeline.actors.iter().map(|actor| actor.id.raw()).collect(),
                _ => timeline.events.iter().map(|event| event.id.raw()).collect(),
            }
        };
        let (sought, known, place) = match named {
            Some((timeline, id)) => (id, ids(timeline), format!(" in {}", timeline.id)),
            None => {
                let known = others.flat_map(|other| ids(other.timeline)).collect();
                (text, known, " in the other timelines".to_owned())
            }
        };
        let hint = nearest(sought, known)
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no {noun} \"{sought}\"{place}.{hint}");
        let problem = name.spot.problem(Severity::Warning, &message);
        self.problems.push((layer, problem));
    }
}

impl Account<'_> {
    fn own_events(&self, events: &[EventIndex]) -> Vec<EventIndex> {
        events.iter().map(|&event| self.own_event(event)).collect()
    }

    fn own_event(&self, event: EventIndex) -> EventIndex {
        EventIndex::new(self.first_event + event.place())
    }

    fn evidence(&self, evidence: &[Evidence]) -> Vec<Evidence> {
        let moved = |one: &Evidence| Evidence {
            source: SourceIndex::new(self.first_source + one.source.place()),
            at: one.at.clone(),
        };
        evidence.iter().map(moved).collect()
    }

    fn links(&self, links: &[Link]) -> Vec<Link> {
        let moved = |link: &Link| Link {
            to: self.own_event(link.to),
            evidence: self.evidence(&link.evidence),
            ..link.clone()
        };
        links.iter().map(moved).collect()
    }

    /// Two of an account may have become one actor: the same role is taken once.
    fn participants(&self, parts: &[Participation]) -> Vec<Participation> {
        let mut taken: Vec<Participation> = Vec::with_capacity(parts.len());
        for part in parts {
            let actor = self.actors[part.actor.place()];
            let is_there = |other: &Participation| other.actor == actor && other.role == part.role;
            if !taken.iter().any(is_there) {
                taken.push(Participation {
                    actor,
                    role: part.role.clone(),
                });
            }
        }
        taken
    }
}

/// The id of something among those of all accounts: its own, or `layer:id` where that is taken.
fn own_name(taken: &mut HashSet<String>, timeline: &Timeline, id: &Clean) -> Clean {
    if taken.insert(id.raw().to_owned()) {
        return id.clone();
    }
    Clean::line(&unique(
        taken,
        format!("{}:{}", timeline.id.raw(), id.raw()),
    ))
}

/// Adds what a later account has on an actor: the first one's words go first, nothing is lost.
fn retell(actor: &mut Actor, layer: LayerIndex, later: &Actor) {
    let is_known = |actor: &Actor, name: &Clean| {
        actor.name == *name || actor.short == *name || actor.aliases.contains(name)
    };
    for name in std::iter::once(&later.name).chain(&later.aliases) {
        if !is_known(actor, name) {
            actor.aliases.push(name.clone());
        }
    }
    actor.kind = actor.kind.or(later.kind);
    if actor.summary.is_empty() {
        actor.summary = later.summary.clone();
    }
    actor.same_as.extend(later.same_as.iter().cloned());
    actor.retold.push(Retold {
        layer,
        id: later.id.clone(),
        name: later.name.clone(),
        summary: later.summary.clone(),
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

#[cfg(test)]
mod tests;
