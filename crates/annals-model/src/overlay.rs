//! Accounts laid over each other: several timelines as one, each of them a layer.
//!
//! Owns what becomes of ids, actors and comparisons when files meet. It reads no file; which layers are
//! on is its caller's choice, and laying them anew is how one is switched on or off. An account that is off
//! is only read where one that is on names something of others.

mod accounts;
mod actors;
mod moves;
mod pairing;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

pub use self::accounts::Accounts;
use self::accounts::Kept;
pub use self::moves::Moves;
use super::events::Placing;
use super::model::{
    ActorIndex, Event, EventIndex, Evidence, Foreign, Layer, LayerIndex, Link, Participation,
    Source, SourceIndex, Timeline,
};
use super::problem::{Problem, Severity};
use crate::text::{Clean, nearest};

/// How many names that name nothing are told. A person mends a few at a time.
const MOST_PROBLEMS: usize = 100;
/// The nearest name is looked for among so many.
const MOST_COMPARED: usize = 20_000;

/// Which layers are on.
pub type Layers = BTreeSet<LayerIndex>;

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

/// Whether an account names anything of other accounts.
fn speaks_of_others(timeline: &Timeline) -> bool {
    !timeline.comparisons.is_empty()
        || timeline
            .actors
            .iter()
            .any(|actor| !actor.same_as.is_empty())
}

/// An id that is not taken: the one given, or that with a number. It is taken then.
fn unique(taken: &mut HashSet<String>, id: &str) -> String {
    let mut candidate = id.to_owned();
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
    kept: &'a Kept,
    /// The account itself; one that is off and of which nothing is asked was not read, and nothing
    /// happens in it.
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
    fn new(kept: &'a [Kept], on: &Layers) -> Self {
        static NOTHING: OnceLock<Timeline> = OnceLock::new();
        let nothing = NOTHING.get_or_init(|| Timeline::empty(Clean::default(), Clean::default()));
        let is_on = |place: usize| on.contains(&LayerIndex::new(place));
        let mut shown = kept.iter().enumerate().filter(|(place, _)| is_on(*place));
        let is_asked = shown.any(|(_, kept)| speaks_of_others(kept.timeline()));
        let mut layers = Vec::new();
        let accounts: Vec<_> = kept
            .iter()
            .enumerate()
            .map(|(place, kept)| {
                let layer = LayerIndex::new(place);
                let is_on = is_on(place);
                let timeline = match kept.timeline.get() {
                    None if !is_on && !is_asked => nothing,
                    _ => kept.timeline(),
                };
                let read = timeline
                    .layers
                    .first()
                    .filter(|read| read.id == kept.layer.id);
                layers.push(Layer {
                    on: is_on,
                    ..read.unwrap_or(&kept.layer).clone()
                });
                Account {
                    layer,
                    kept,
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
            |first| Timeline::empty(first.kept.layer.id.clone(), first.kept.layer.title.clone()),
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
            let placing = Placing {
                layer: account.layer,
                actors: account.actors.as_slice().into(),
                first_source: account.first_source,
                // Going through the ids of a large table to see which are taken would take too long.
                prefix: (!self.merged.events.is_empty()).then(|| account.timeline.id.clone()),
            };
            // Nor can it be asked of a table below whether an id is taken.
            let is_over_table = !self.merged.events.are_written();
            let moved = |event: &Event| Event {
                id: if is_over_table {
                    qualified(&mut taken, account.timeline, &event.id)
                } else {
                    own_name(&mut taken, account.timeline, &event.id)
                },
                layer: account.layer,
                participants: account.participants(&event.participants),
                evidence: account.evidence(&event.evidence),
                links: account.links(&event.links),
                ..event.clone()
            };
            let events = &account.timeline.events;
            self.merged.events.append(events, &placing, moved);
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
                let events = &account.timeline.events;
                let written = |place| Some((events.written(place)?.id.raw(), place));
                (0..events.len()).filter_map(written).collect()
            };
            self.accounts.iter().map(ids).collect()
        };
        // A table is asked by row; nobody compares more than a few of its rows.
        let place = |of: LayerIndex, id: &str| {
            let known = ids[of.place()].get(id).copied();
            known.or_else(|| {
                let events = &self.accounts[of.place()].timeline.events;
                let mut tables = events.tables();
                tables.find_map(|(start, rows)| Some(start + rows.find(id)?))
            })
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
                        .find_map(|(of, id)| Some((of, place(of, id)?)));
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

    /// The tour is that of the lowest account that has one: two paths at once would be none.
    fn tour(&mut self) {
        let mut accounts = self.accounts.iter().filter(|account| account.is_on);
        let Some(account) = accounts.find(|account| !account.timeline.tour.is_empty()) else {
            return;
        };
        let steps = account.timeline.tour.iter().cloned();
        self.merged.tour = steps
            .map(|mut step| {
                step.event = step.event.map(|event| account.own_event(event));
                step
            })
            .collect();
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
            let id = text.strip_prefix(account.kept.layer.id.raw())?;
            Some((account.layer, id.strip_prefix(':')?))
        });
        bare.chain(qualified)
    }

    /// Says that a name names nothing, if that can be known: the account that it names is there, or it
    /// names none.
    fn complain(&mut self, layer: LayerIndex, name: &Foreign, noun: &str) {
        if self.problems.len() == MOST_PROBLEMS {
            return;
        }
        let text = name.name.raw();
        // The bare readings come first, one for each other account.
        let bare = self.accounts.len() - 1;
        let qualified = self.readings(layer, name).nth(bare);
        if qualified.is_none() && text.contains(':') {
            // It is about an account that is not here.
            return;
        }
        let (sought, place) = qualified.map_or_else(
            || (text, "the other timelines".to_owned()),
            |(of, id)| (id, self.accounts[of.place()].kept.layer.id.to_string()),
        );
        let is_meant = |account: &&Account<'_>| match qualified {
            Some((of, _)) => account.layer == of,
            None => account.layer != layer,
        };
        let known = self.accounts.iter().filter(is_meant).flat_map(|account| {
            let Timeline { actors, events, .. } = account.timeline;
            let is_actor = noun == "actor";
            let actors = actors.iter().filter(move |_| is_actor).map(|it| &it.id);
            let written = (0..events.len()).filter_map(|place| events.written(place));
            let events = written.filter(move |_| !is_actor).map(|it| &it.id);
            actors.chain(events).map(Clean::raw)
        });
        let hint = nearest(sought, known.take(MOST_COMPARED))
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no {noun} \"{sought}\" in {place}.{hint}");
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
    qualified(taken, timeline, id)
}

/// The id with that of its account before it.
fn qualified(taken: &mut HashSet<String>, timeline: &Timeline, id: &Clean) -> Clean {
    let name = format!("{}:{}", timeline.id.raw(), id.raw());
    Clean::line(&unique(taken, &name))
}

#[cfg(test)]
mod tests;
