//! [`Prepared`]: a query made ready for the events of one timeline.
//!
//! Owns the resolving of names, once, and the answer for an event, which allocates nothing. The answers
//! for all events at once are found in [`super::all`].

use std::collections::HashSet;
use std::sync::OnceLock;

use super::names::named;
use super::relation::Relation;
use super::{Answer, Condition, Part, Query, Sureness, Target, Test};
use crate::search::{Bits, Phrase, Search, fold_into};
use annals_model::text::Clean;
use annals_model::{ActorKind, EventIndex, LinkKind, Status, Timeline};

/// A query made ready for one timeline; asking about events of another gives answers without meaning.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// All have to hold, of each one.
    pub(super) terms: Vec<Vec<Check>>,
    remarks: Vec<Clean>,
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
    /// These events, by place.
    Events(Bits),
    /// Events of these layers, by place.
    Layers(Bits),
    /// Events in which one of these actors takes part, by place.
    Actors(Bits),
    /// Events in which somebody has one of these roles.
    Roles(HashSet<Box<str>>),
    /// Events about one of these themes.
    Themes(HashSet<Box<str>>),
    /// Events of which one of these documents speaks, by place.
    Sources(Bits),
    Status(Vec<Status>),
    Links(Linked),
    Has {
        parts: Vec<Part>,
        /// With any link.
        linked: Linked,
    },
    Time(Vec<Relation>),
    Undated,
}

/// Events at either end of a link of some kinds.
#[derive(Debug, Clone)]
pub(super) struct Linked {
    pub(super) kinds: Vec<LinkKind>,
    /// By place, once they have been asked for: finding them takes a walk over all events.
    events: OnceLock<Bits>,
}

impl Query {
    /// Resolves names, once, for as many answers as are wanted. Words and phrases are looked up in
    /// `search`; without one, every text is read through.
    ///
    /// `search` has to be that of the timeline.
    pub fn prepare(&self, timeline: &Timeline, search: Option<&Search>) -> Prepared {
        let mut remarks = Vec::new();
        let mut check = |condition: &Condition| Check {
            negated: condition.negated,
            sureness: condition.sureness,
            what: resolved(&condition.test, timeline, search, &mut remarks),
        };
        let terms = self.terms.iter();
        Prepared {
            terms: terms
                .map(|term| term.any_of.iter().map(&mut check).collect())
                .collect(),
            remarks,
        }
    }
}

impl Prepared {
    /// How far an event agrees: the weakest answer of all terms, of each the strongest of its
    /// conditions.
    pub fn answer(&self, timeline: &Timeline, index: EventIndex) -> Answer {
        let mut weakest = Answer::Surely;
        for term in &self.terms {
            let answers = term.iter().map(|check| check.answer(timeline, index));
            weakest = weakest.min(answers.max().unwrap_or(Answer::No));
            if weakest == Answer::No {
                break;
            }
        }
        weakest
    }

    /// Sentences about names in the query that name nothing in this timeline, each with the nearest
    /// that does.
    pub fn remarks(&self) -> &[Clean] {
        &self.remarks
    }
}

impl Check {
    fn answer(&self, timeline: &Timeline, index: EventIndex) -> Answer {
        let answer = match &self.what {
            What::Time(relations) => match &timeline.events.read(index.place()).when {
                Some(when) => {
                    let answers = relations.iter().map(|relation| relation.answer(when));
                    let answer = answers.max().unwrap_or(Answer::No);
                    self.turned(answer)
                }
                // It lies in no relation to a date, but nothing is known against it either.
                None if self.negated => Answer::Possibly,
                None => Answer::No,
            },
            what => self.turned(Answer::of(what.holds(timeline, index))),
        };
        self.sureness.applied(answer)
    }

    const fn turned(&self, answer: Answer) -> Answer {
        if self.negated {
            answer.opposite()
        } else {
            answer
        }
    }
}

impl What {
    /// The events of some sources, looked up where that can be done.
    pub(super) fn of_sources(sources: Bits, search: Option<&Search>) -> Self {
        match search {
            Some(search) => Self::Events(search.of_sources(&sources)),
            None => Self::Sources(sources),
        }
    }

    /// Whether a test holds that has no third answer.
    pub(super) fn holds(&self, timeline: &Timeline, index: EventIndex) -> bool {
        match self {
            Self::Events(events) => return events.contains(index.place()),
            Self::Layers(layers) => {
                return layers.contains(timeline.events.layer(index.place()).place());
            }
            _ => {}
        }
        let event = timeline.events.read(index.place());
        match self {
            Self::Actors(actors) => {
                let mut parts = event.participants.iter();
                parts.any(|part| actors.contains(part.actor.place()))
            }
            Self::Roles(roles) => {
                let mut parts = event.participants.iter();
                parts.any(|part| roles.contains(part.role.as_str()))
            }
            Self::Themes(themes) => event.themes.iter().any(|it| themes.contains(it.as_str())),
            Self::Sources(sources) => {
                let assertions = event.links.iter().flat_map(|link| &link.evidence);
                let mut all = event.evidence.iter().chain(assertions);
                all.any(|evidence| sources.contains(evidence.source.place()))
            }
            Self::Status(all) => all.contains(&event.status),
            Self::Has { parts, linked } => parts.iter().any(|part| match part {
                Part::Date => event.when.is_some(),
                Part::Summary => !event.summary.is_empty(),
                Part::Actors => !event.participants.is_empty(),
                Part::Themes => !event.themes.is_empty(),
                Part::Evidence => !event.evidence.is_empty(),
                Part::Links => linked.contains(timeline, index),
                Part::Notes => !event.notes.is_empty(),
            }),
            Self::Links(linked) => linked.contains(timeline, index),
            Self::Undated => event.when.is_none(),
            Self::Events(_) | Self::Layers(_) | Self::Time(_) => false,
        }
    }
}

fn resolved(
    test: &Test,
    timeline: &Timeline,
    search: Option<&Search>,
    remarks: &mut Vec<Clean>,
) -> What {
    match test {
        Test::Word(word) => What::Events(having(word, true, timeline, search)),
        Test::Phrase(phrase) => What::Events(having(phrase, false, timeline, search)),
        Test::Named(field, names) => named(*field, names, timeline, search, remarks),
        Test::Status(all) => What::Status(all.clone()),
        Test::Kind(all) => What::Actors(actors_of(timeline, all)),
        Test::Links(all) => What::Links(Linked::new(all)),
        Test::Has(parts) => What::Has {
            linked: Linked::new(LinkKind::ALL),
            parts: parts.clone(),
        },
        Test::Time(field, targets) => {
            let relation = |target: &Target| Relation::new(*field, target);
            What::Time(targets.iter().map(relation).collect())
        }
        Test::Undated => What::Undated,
    }
}

/// The events that have a word or a phrase in one of their texts.
fn having(text: &str, open: bool, timeline: &Timeline, search: Option<&Search>) -> Bits {
    let mut found = Bits::none(timeline.events.len());
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
    let mut actors = Bits::none(timeline.actors.len());
    for (place, actor) in timeline.actors.iter().enumerate() {
        if is_in(
            &mut [&actor.name, &actor.short]
                .into_iter()
                .chain(&actor.aliases),
        ) {
            actors.insert(place);
        }
    }
    let mut sources = Bits::none(timeline.sources.len());
    for (place, source) in timeline.sources.iter().enumerate() {
        if is_in(&mut [&source.title, &source.author].into_iter()) {
            sources.insert(place);
        }
    }
    let (actors, sources) = (What::Actors(actors), What::Sources(sources));
    for (index, event) in timeline.events.walk() {
        let mut texts = [&event.title, &event.summary]
            .into_iter()
            .chain(&event.themes);
        if actors.holds(timeline, index) || sources.holds(timeline, index) || is_in(&mut texts) {
            found.insert(index.place());
        }
    }
    found
}

fn actors_of(timeline: &Timeline, kinds: &[ActorKind]) -> Bits {
    let mut found = Bits::none(timeline.actors.len());
    for (place, actor) in timeline.actors.iter().enumerate() {
        if actor.kind.is_some_and(|kind| kinds.contains(&kind)) {
            found.insert(place);
        }
    }
    found
}

impl Linked {
    fn new(kinds: &[LinkKind]) -> Self {
        Self {
            kinds: kinds.to_vec(),
            events: OnceLock::new(),
        }
    }

    fn contains(&self, timeline: &Timeline, event: EventIndex) -> bool {
        let events = self.events.get_or_init(|| self.found(timeline));
        events.contains(event.place())
    }

    fn found(&self, timeline: &Timeline) -> Bits {
        let mut found = Bits::none(timeline.events.len());
        let written = |place| Some((place, timeline.events.written(place)?));
        for (place, event) in (0..timeline.events.len()).filter_map(written) {
            let links = event.links.iter();
            for link in links.filter(|link| self.kinds.contains(&link.kind)) {
                found.insert(place);
                found.insert(link.to.place());
            }
        }
        found
    }
}
