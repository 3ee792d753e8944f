//! [`Timeline`]: a titled set of events, actors and sources, made of one or several accounts.
//!
//! Finding entries by id is in `lookup`, extracting some events in `part`.

use std::sync::Arc;

use super::comparison::{Comparison, Disagreement};
use super::events::Events;
use super::model::{
    AccountIndex, Actor, ActorIndex, Era, Event, EventIndex, Grouping, Source, SourceIndex,
    TourStep,
};
use super::report::Report;
use super::stale;
use crate::text::Clean;
use annals_time::Window;

/// A titled set of events, actors and sources: one account of what happened, or several merged into one.
///
/// ```
/// use annals_model::text::Clean;
/// use annals_model::{Event, Timeline};
///
/// let mut timeline = Timeline::empty(Clean::own("bridge"), Clean::own("The bridge"));
/// timeline.events.push(Event::new(Clean::own("opening"), Clean::own("The bridge opens")));
/// let opening = timeline.find_event("opening").unwrap();
/// assert_eq!(timeline.event(opening).title.as_str(), "The bridge opens");
/// ```
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The accounts it is made of, lowest first. A timeline that was read from a file has one.
    pub accounts: Vec<Account>,
    /// Short name: the id of its first account.
    pub id: Clean,
    /// What it is called.
    pub title: Clean,
    /// What it is about, in a sentence or two; may be empty.
    pub summary: Clean,
    /// The window shown first, if the file names one.
    pub opening: Option<Window>,
    /// What its lanes show by default, if the file says so.
    pub lanes: Option<Grouping>,
    /// The documents that the events cite.
    pub sources: Vec<Source>,
    /// Who takes part.
    pub actors: Vec<Actor>,
    /// What is said to have happened.
    pub events: Events,
    /// Named intervals drawn behind the events, in file order.
    pub eras: Vec<Era>,
    /// The steps of a guided presentation, in order; empty if the file has none.
    pub tour: Vec<TourStep>,
    /// Verdicts of accounts on each other's events, in file order.
    pub comparisons: Vec<Comparison>,
    /// Where the sources of one account disagree, in file order.
    pub disagreements: Vec<Disagreement>,
}

/// One of the accounts that a timeline is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Unique in the timeline: the `id` of the file, or the file name without its extension.
    pub id: Clean,
    /// What the account is called.
    pub title: Clean,
    /// A shorter title for narrow places; the title if the file gives none.
    pub short: Clean,
    /// What it is about, in a sentence or two; may be empty.
    pub summary: Clean,
    /// Whether its events are part of the timeline. An account that is off is only listed.
    pub on: bool,
    /// The report of reading its file.
    pub report: Arc<Report>,
}

impl Account {
    /// Returns an account with this id and title, and nothing else.
    pub fn new(id: Clean, title: Clean) -> Self {
        Self {
            id,
            short: title.clone(),
            title,
            summary: Clean::default(),
            on: true,
            report: Arc::default(),
        }
    }
}

impl Timeline {
    /// Returns a timeline of one account without events.
    pub fn empty(id: Clean, title: Clean) -> Self {
        Self {
            accounts: vec![Account::new(id.clone(), title.clone())],
            id,
            title,
            summary: Clean::default(),
            opening: None,
            lanes: None,
            sources: Vec::new(),
            actors: Vec::new(),
            events: Events::default(),
            eras: Vec::new(),
            tour: Vec::new(),
            comparisons: Vec::new(),
            disagreements: Vec::new(),
        }
    }

    /// Returns an event.
    ///
    /// # Panics
    ///
    /// With debug assertions, if the index belongs to a longer timeline; without, the event is blank. The same holds
    /// for the three methods below.
    pub fn event(&self, index: EventIndex) -> &Event {
        &self.events[index.index()]
    }

    /// Returns an actor.
    pub fn actor(&self, index: ActorIndex) -> &Actor {
        let found = self.actors.get(index.index());
        found.unwrap_or_else(|| stale::actor(index.index(), self.actors.len()))
    }

    /// Returns a source.
    pub fn source(&self, index: SourceIndex) -> &Source {
        let found = self.sources.get(index.index());
        found.unwrap_or_else(|| stale::source(index.index(), self.sources.len()))
    }

    /// Returns an account.
    pub fn account(&self, index: AccountIndex) -> &Account {
        let found = self.accounts.get(index.index());
        found.unwrap_or_else(|| stale::account(index.index(), self.accounts.len()))
    }

    /// Whether more than one account is on, so that each event should name its account.
    pub fn has_several_accounts(&self) -> bool {
        self.accounts
            .iter()
            .filter(|account| account.on)
            .nth(1)
            .is_some()
    }
}
