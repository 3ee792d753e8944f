//! [`Found`]: the events that a text found, and what of them passes a filter.
//!
//! Owns what is derived from one search, once, and how it is put in words. It knows no view.

use std::sync::Arc;

use super::Searchable;
use crate::app::filter::Filter;
use crate::app::story::Story;
use annals_index::search::Highlighter;
use annals_index::{Chosen, Index, Track};
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};

/// What a text found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The text.
    pub text: String,
    /// The best of the events found, the best first.
    pub(super) ranked: Box<[EventIndex]>,
    /// How many of the hits are owed to a forgiven typo.
    near: usize,
    /// All events found.
    pub(super) chosen: Chosen,
    /// Those of them that have a date.
    track: Track,
    highlighter: Highlighter,
}

impl Found {
    /// Searches; `None` as soon as nobody wants the answer any more.
    pub(in crate::app) fn new(
        story: &Story,
        searchable: &Searchable,
        text: String,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let hits = searchable.0.find(&text, is_wanted)?;
        let rank = |event| u32::try_from(story.index.rank(event)).unwrap_or(u32::MAX);
        let chosen = Chosen::new(&story.index, |event| {
            hits.all.binary_search(&rank(event)).is_ok()
        });
        Some(Self {
            near: hits.near.len(),
            track: story.index.everything().chosen(&story.index, &chosen),
            highlighter: Highlighter::new(&text),
            ranked: hits.ranked.into(),
            chosen,
            text,
        })
    }

    /// How many events were found.
    pub const fn count(&self) -> usize {
        self.chosen.count()
    }

    /// Whether the event of a place in reading order was found.
    pub fn contains(&self, rank: usize) -> bool {
        self.chosen.contains(rank)
    }

    /// The events found, in reading order.
    pub(super) fn events<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = EventIndex> + 'a {
        (0..self.count())
            .filter_map(|place| self.chosen.nth(place))
            .filter_map(|rank| index.order().get(rank).copied())
    }

    /// Those of the events found that have a date.
    pub const fn track(&self) -> &Track {
        &self.track
    }

    /// The parts of a shown text that were found, as ranges of bytes, none touching another.
    pub fn matched(&self, text: &Clean) -> Vec<std::ops::Range<usize>> {
        self.highlighter.matched(text)
    }

    /// What was found, in words, with what is said of where it is.
    pub(super) fn words(&self, place: &str) -> Clean {
        let near = match self.near {
            0 => String::new(),
            near => format!(", {} of them if a typo is forgiven", grouped(near)),
        };
        Clean::line(&match self.count() {
            0 => "Nothing found.".to_owned(),
            1 => format!("1 event found{near}{place}."),
            count => format!("{} events found{near}{place}.", grouped(count)),
        })
    }
}

/// A search of the same text that found the same.
impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.chosen) == (&other.text, &other.chosen)
    }
}

impl Eq for Found {}

/// What was found and passes a filter.
#[derive(Debug, Clone)]
pub(super) struct Narrowed {
    found: Arc<Found>,
    filter: Arc<Filter>,
    pub(super) chosen: Chosen,
    pub(super) track: Track,
}

impl Narrowed {
    pub(super) fn new(found: &Arc<Found>, filter: &Arc<Filter>, index: &Index) -> Option<Self> {
        let chosen = found.chosen.both(filter.chosen()?);
        Some(Self {
            track: found.track.chosen(index, &chosen),
            found: Arc::clone(found),
            filter: Arc::clone(filter),
            chosen,
        })
    }

    pub(super) fn is_of(&self, found: &Arc<Found>, filter: &Arc<Filter>) -> bool {
        Arc::ptr_eq(&self.found, found) && Arc::ptr_eq(&self.filter, filter)
    }
}
