//! [`Prepared`]: a query with its names resolved in one timeline. It is evaluated in [`super::all`].

use std::collections::HashSet;

use fixedbitset::FixedBitSet;

use super::ast::{Condition, Query, Sureness, Target, Test};
use super::field::Part;
use super::names::named;
use super::relation::Relation;
use crate::search::{Phrase, Search, fold_into};
use annals_model::text::Clean;
use annals_model::{ActorKind, Event, LinkKind, Status, Timeline};

/// A query prepared for one timeline. For another timeline, its answers are meaningless.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// All terms have to match; of each term, one check.
    pub(super) terms: Vec<Vec<Check>>,
    notes: Vec<Clean>,
}

#[derive(Debug, Clone)]
pub(super) struct Check {
    pub(super) negated: bool,
    pub(super) sureness: Sureness,
    pub(super) what: What,
}

/// A test with its names resolved.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// These events, by index.
    Events(FixedBitSet),
    /// Events of these accounts, by index.
    Layers(FixedBitSet),
    /// Events with one of these actors, by index.
    Actors(FixedBitSet),
    /// Events with one of these roles.
    Roles(HashSet<Box<str>>),
    /// Events with one of these themes.
    Themes(HashSet<Box<str>>),
    /// Events that cite one of these documents, by index.
    Sources(FixedBitSet),
    Status(Vec<Status>),
    /// Events at either end of a link of one of these kinds.
    Links(Vec<LinkKind>),
    Has(Vec<Part>),
    Time(Vec<Relation>),
    Undated,
}

impl Query {
    /// Resolves the names of the query. Words and phrases are looked up in `search`, which has to belong to the
    /// timeline; without it, every text is scanned.
    pub fn prepare(&self, timeline: &Timeline, search: Option<&Search>) -> Prepared {
        let mut notes = Vec::new();
        let mut check = |condition: &Condition| Check {
            negated: condition.negated,
            sureness: condition.sureness,
            what: resolved(&condition.test, timeline, search, &mut notes),
        };
        let terms = self.terms.iter();
        Prepared {
            terms: terms
                .map(|term| term.any_of.iter().map(&mut check).collect())
                .collect(),
            notes,
        }
    }
}

impl Prepared {
    /// Returns sentences about names in the query that are unknown in the timeline, each with the most similar
    /// known name.
    pub fn notes(&self) -> &[Clean] {
        &self.notes
    }
}

impl What {
    /// Returns the test for sources, using the search if there is one.
    pub(super) fn of_sources(sources: FixedBitSet, search: Option<&Search>) -> Self {
        match search {
            Some(search) => Self::Events(search.of_sources(&sources)),
            None => Self::Sources(sources),
        }
    }

    /// Whether an event has one of the actors, roles, themes or sources. False for other tests.
    pub(super) fn holds(&self, event: &Event) -> bool {
        let mut parts = event.participants.iter();
        match self {
            Self::Actors(actors) => parts.any(|part| actors.contains(part.actor.index())),
            Self::Roles(roles) => parts.any(|part| roles.contains(part.role.as_str())),
            Self::Themes(themes) => event.themes.iter().any(|it| themes.contains(it.as_str())),
            Self::Sources(sources) => {
                let assertions = event.links.iter().flat_map(|link| &link.evidence);
                let mut all = event.evidence.iter().chain(assertions);
                all.any(|evidence| sources.contains(evidence.source.index()))
            }
            _ => false,
        }
    }
}

fn resolved(
    test: &Test,
    timeline: &Timeline,
    search: Option<&Search>,
    notes: &mut Vec<Clean>,
) -> What {
    match test {
        Test::Word(word) => What::Events(having(word, true, timeline, search)),
        Test::Phrase(phrase) => What::Events(having(phrase, false, timeline, search)),
        Test::Named(field, names) => named(*field, names, timeline, search, notes),
        Test::Status(all) => What::Status(all.clone()),
        Test::Kind(all) => What::Actors(actors_of(timeline, all)),
        Test::Links(all) => What::Links(all.clone()),
        Test::Has(parts) => What::Has(parts.clone()),
        Test::Time(field, targets) => {
            let relation = |target: &Target| Relation::new(*field, target);
            What::Time(targets.iter().map(relation).collect())
        }
        Test::Undated => What::Undated,
    }
}

/// Returns the events with a word or a phrase in one of their texts.
fn having(text: &str, open: bool, timeline: &Timeline, search: Option<&Search>) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(timeline.events.len());
    let Some(phrase) = Phrase::new(text, open) else {
        return found;
    };
    if let Some(search) = search {
        return search.holding(&phrase);
    }
    let mut folded = String::new();
    let mut is_in = |texts: &mut dyn Iterator<Item = &Clean>| {
        let mut texts = texts;
        Iterator::any(&mut texts, |text| {
            folded.clear();
            fold_into(text.as_str(), &mut folded);
            phrase.is_in(&folded)
        })
    };
    let mut actors = FixedBitSet::with_capacity(timeline.actors.len());
    for (position, actor) in timeline.actors.iter().enumerate() {
        if is_in(
            &mut [&actor.name, &actor.short]
                .into_iter()
                .chain(&actor.aliases),
        ) {
            actors.insert(position);
        }
    }
    let mut sources = FixedBitSet::with_capacity(timeline.sources.len());
    for (position, source) in timeline.sources.iter().enumerate() {
        if is_in(&mut [&source.title, &source.author].into_iter()) {
            sources.insert(position);
        }
    }
    let (actors, sources) = (What::Actors(actors), What::Sources(sources));
    for (index, event) in timeline.events.walk() {
        let mut texts = [&event.title, &event.summary]
            .into_iter()
            .chain(&event.themes);
        if actors.holds(&event) || sources.holds(&event) || is_in(&mut texts) {
            found.insert(index.index());
        }
    }
    found
}

fn actors_of(timeline: &Timeline, kinds: &[ActorKind]) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(timeline.actors.len());
    for (position, actor) in timeline.actors.iter().enumerate() {
        if actor.kind.is_some_and(|kind| kinds.contains(&kind)) {
            found.insert(position);
        }
    }
    found
}
