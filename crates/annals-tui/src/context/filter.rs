//! [`Filter`]: a query with its terms, any of which can be switched off, and the events that pass.
//!
//! What passes is worked out once; every view keeps the filter it was seen through, so that going back
//! costs nothing.

use std::sync::{Arc, OnceLock};

use annals_index::query::Query;
use annals_index::{EventSet, FilteredCast, Index, Lanes, Track};
use annals_model::text::{Clean, grouped};
use annals_model::{EventIndex, Timeline};

use super::found::Searchable;
use crate::story::Story;

/// A query, and which of its terms are switched off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// As it was written.
    text: String,
    query: Query,
    /// The places of the terms that are switched off, ascending.
    off: Vec<usize>,
}

impl Terms {
    /// All terms of a query, none of them switched off.
    pub fn new(text: String, query: Query) -> Self {
        Self {
            text,
            query,
            off: Vec::new(),
        }
    }

    /// The same text, with those terms switched off that are switched off in another.
    pub(crate) fn switched_as(mut self, other: &Self) -> Self {
        let terms = other.query.terms();
        let is_off = |term| {
            other
                .off
                .iter()
                .any(|&place| terms.get(place) == Some(term))
        };
        let terms = self.query.terms().iter().enumerate();
        self.off = terms
            .filter(|(_, term)| is_off(*term))
            .map(|(place, _)| place)
            .collect();
        self
    }

    /// The same with a term switched on or off; `None` where there is no term of that place.
    pub(crate) fn toggled(&self, place: usize) -> Option<Self> {
        if place >= self.query.terms().len() {
            return None;
        }
        let mut terms = self.clone();
        match terms.off.binary_search(&place) {
            Ok(at) => drop(terms.off.remove(at)),
            Err(at) => terms.off.insert(at, place),
        }
        Some(terms)
    }

    /// The same with everything switched off; where it is off already, with everything on.
    pub(crate) fn turned(&self) -> Self {
        Self {
            off: if self.is_off() {
                Vec::new()
            } else {
                (0..self.query.terms().len()).collect()
            },
            ..self.clone()
        }
    }

    /// Sentences about names in it that name nothing in a timeline, each with the nearest that does.
    pub fn remarks(&self, timeline: &Timeline) -> Vec<Clean> {
        self.query.prepare(timeline, None).notes().to_vec()
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Each term in its canonical form, and whether it is switched on.
    pub fn chips(&self) -> impl Iterator<Item = (Clean, bool)> {
        let terms = self.query.terms().iter().enumerate();
        terms.map(|(place, term)| {
            let is_on = self.off.binary_search(&place).is_err();
            (Clean::line(&term.to_string()), is_on)
        })
    }

    /// Whether there is no term.
    pub const fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Whether no term is switched on.
    pub fn is_off(&self) -> bool {
        self.off.len() == self.query.terms().len()
    }
}

/// A filter of a story.
#[derive(Debug, Clone)]
pub struct Filter {
    terms: Terms,
    remarks: Vec<Clean>,
    /// What passes; `None` where no term is switched on, so that everything does.
    passing: Option<Passing>,
}

/// The events that pass, and what is derived from them.
#[derive(Debug, Clone)]
struct Passing {
    chosen: EventSet,
    /// Those of them that surely agree with the query; `None` where all do.
    surely: Option<EventSet>,
    everything: Track,
    cast: OnceLock<Arc<FilteredCast>>,
    lanes: Arc<Lanes>,
    /// The lanes that they were made from.
    lanes_of: Arc<Lanes>,
}

impl Passing {
    fn new(story: &Story, query: &Query, searchable: Option<&Searchable>) -> (Self, Vec<Clean>) {
        let (timeline, index) = (&story.timeline, &story.index);
        let prepared = query.prepare(timeline, searchable.map(Searchable::search));
        let (chosen, surely) = prepared.chosen_and_sure(timeline, index);
        let surely = (surely.count() < chosen.count()).then_some(surely);
        let passing = Self {
            surely,
            everything: index.everything().chosen(index, &chosen),
            cast: OnceLock::new(),
            lanes: Arc::new(story.lanes.only(index, &chosen)),
            lanes_of: Arc::clone(&story.lanes),
            chosen,
        };
        (passing, prepared.notes().to_vec())
    }
}

impl Filter {
    /// Goes through all events of a story. Words are looked up where the story has been made
    /// searchable, else every text is read.
    pub(crate) fn new(story: &Story, terms: Terms, searchable: Option<&Searchable>) -> Self {
        let (passing, remarks) = if terms.is_off() {
            (None, Vec::new())
        } else {
            let query = terms.query.without(&terms.off);
            let (passing, remarks) = Passing::new(story, &query, searchable);
            (Some(passing), remarks)
        };
        Self {
            terms,
            remarks,
            passing,
        }
    }

    /// Its query and what is switched off of it.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Sentences about names that name nothing in the story.
    pub fn remarks(&self) -> &[Clean] {
        &self.remarks
    }

    /// The events that pass; `None` where all do.
    pub fn chosen(&self) -> Option<&EventSet> {
        self.passing.as_ref().map(|passing| &passing.chosen)
    }

    /// Those of them that have a date; `None` where all events pass.
    pub(crate) fn everything(&self) -> Option<&Track> {
        self.passing.as_ref().map(|passing| &passing.everything)
    }

    /// Who takes part in them, found out when it is first asked for; `None` where all events pass.
    pub(crate) fn cast(&self, index: &Index) -> Option<&FilteredCast> {
        let passing = self.passing.as_ref()?;
        let cast = || Arc::new(FilteredCast::new(index, &passing.chosen));
        Some(passing.cast.get_or_init(cast))
    }

    /// Those of each lane; `None` where all events pass.
    pub(crate) fn lanes(&self) -> Option<&Lanes> {
        self.passing.as_ref().map(|passing| &*passing.lanes)
    }

    /// Whether an event passes that may or may not agree with the query, as far as its date tells.
    pub fn is_possible(&self, story: &Story, event: EventIndex) -> bool {
        let rank = story.index.rank(event);
        self.passing.as_ref().is_some_and(|passing| {
            let surely = passing.surely.as_ref();
            passing.chosen.contains(rank) && surely.is_some_and(|surely| !surely.contains(rank))
        })
    }

    /// The same with the lanes that a story has now; `None` where it has them already.
    pub(crate) fn regrouped(&self, story: &Story) -> Option<Self> {
        let passing = self.passing.as_ref()?;
        if Arc::ptr_eq(&passing.lanes_of, &story.lanes) {
            return None;
        }
        let mut filter = self.clone();
        filter.passing = Some(Passing {
            lanes: Arc::new(story.lanes.only(&story.index, &passing.chosen)),
            lanes_of: Arc::clone(&story.lanes),
            ..passing.clone()
        });
        Some(filter)
    }

    /// How many events pass, in words; of those that only may agree, how many.
    pub fn words(&self, all: usize) -> Clean {
        let Some(passing) = &self.passing else {
            return Clean::line(&format!("All {} events pass.", grouped(all)));
        };
        let count = passing.chosen.count();
        let surely = passing.surely.as_ref().map(EventSet::count);
        let of = format!("of {} events pass", grouped(all));
        Clean::line(&match surely {
            None => format!("{} {of}.", grouped(count)),
            Some(surely) => format!(
                "{} {of}: {} surely, {} possibly.",
                grouped(count),
                grouped(surely),
                grouped(count - surely)
            ),
        })
    }
}

/// The same terms let the same events pass: both are of one story.
impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
    }
}

impl Eq for Filter {}
