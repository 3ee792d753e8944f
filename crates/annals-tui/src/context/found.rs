//! [`SearchState`]: what was searched for and found.

use std::sync::Arc;

use annals_index::search::{Highlighter, Search};
use annals_index::{EventSet, Index, Track};
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};

use super::filter::Filter;
use crate::story::Story;

/// What was searched for and found.
#[derive(Debug, Clone, Default)]
pub struct SearchState {
    /// The story made searchable, once it was asked for.
    pub(crate) searchable: Option<Searchable>,
    /// What was found last.
    pub(crate) found: Option<Arc<Found>>,
    /// What of it passes the filter.
    pub(crate) narrowed: Option<Narrowed>,
    /// Whether none of what was found is on the page that is shown.
    pub(crate) is_elsewhere: bool,
}

impl SearchState {
    /// Returns what was found last.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_deref()
    }

    /// Returns the events found that pass the filter, along the axis.
    pub fn track(&self) -> Option<&Track> {
        let narrowed = self.narrowed.as_ref();
        narrowed
            .map(|narrowed| &narrowed.track)
            .or_else(|| self.found().map(Found::track))
    }

    /// Narrows what was found to what passes the filter.
    pub(crate) fn narrow(&mut self, filter: Option<&Arc<Filter>>, index: &Index) {
        self.narrowed = match (&self.found, filter) {
            (Some(found), Some(filter)) => {
                let narrowed = self.narrowed.take();
                narrowed
                    .filter(|narrowed| narrowed.is_of(found, filter))
                    .or_else(|| Narrowed::new(found, filter, index))
            }
            _ => None,
        };
    }

    /// Forgets what was found; returns whether there was anything.
    pub(crate) fn clear(&mut self) -> bool {
        self.found.take().is_some()
    }
}

/// What can be searched, made once for a story.
#[derive(Debug, Clone)]
pub struct Searchable(Arc<Search>);

impl Searchable {
    /// What looks things up.
    pub(crate) fn search(&self) -> &Search {
        &self.0
    }

    /// Prepares a story to be searched.
    pub(crate) fn new(story: &Story) -> Self {
        Self(Arc::new(Search::new(&story.timeline, &story.index)))
    }
}

/// The very same one: comparing all texts would take too long.
impl PartialEq for Searchable {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Searchable {}

/// What a text found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The text.
    pub text: String,
    /// The best of the events found, the best first.
    pub(crate) ranked: Box<[EventIndex]>,
    /// How many of the hits are owed to a forgiven typo.
    near: usize,
    /// All events found.
    pub(crate) chosen: EventSet,
    /// Those of them that have a date.
    track: Track,
    highlighter: Highlighter,
}

impl Found {
    /// Searches; `None` once the answer is no longer wanted.
    pub(crate) fn new(
        story: &Story,
        searchable: &Searchable,
        text: String,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let hits = searchable.0.find(&text, is_wanted)?;
        let rank = |event| u32::try_from(story.index.rank(event)).unwrap_or(u32::MAX);
        let chosen = EventSet::new(&story.index, |event| {
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
    pub(crate) fn events<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = EventIndex> + 'a {
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

    /// Whether a text has one of the words without a typo.
    pub fn is_exact(&self, text: &Clean) -> bool {
        self.highlighter.matches_exactly(text)
    }

    /// What was found, in words, with what is said of where it is.
    pub(crate) fn words(&self, place: &str) -> Clean {
        let near = match self.near {
            0 => String::new(),
            near => format!(" ({} with a typo)", grouped(near)),
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
pub(crate) struct Narrowed {
    found: Arc<Found>,
    filter: Arc<Filter>,
    pub(crate) chosen: EventSet,
    pub(crate) track: Track,
}

impl Narrowed {
    pub(crate) fn new(found: &Arc<Found>, filter: &Arc<Filter>, index: &Index) -> Option<Self> {
        let chosen = found.chosen.both(filter.chosen()?);
        Some(Self {
            track: found.track.chosen(index, &chosen),
            found: Arc::clone(found),
            filter: Arc::clone(filter),
            chosen,
        })
    }

    pub(crate) fn is_of(&self, found: &Arc<Found>, filter: &Arc<Filter>) -> bool {
        Arc::ptr_eq(&self.found, found) && Arc::ptr_eq(&self.filter, filter)
    }
}
