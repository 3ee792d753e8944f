//! Finds events, actors and sources by id, and the comparisons and disagreements of an event. An id may be qualified as `account:id`, for merged accounts.

use super::comparison::{Comparison, Disagreement};
use super::model::{AccountIndex, ActorIndex, EventIndex, SourceIndex};
use super::timeline::Timeline;
use crate::text::Clean;

impl Timeline {
    /// Returns the event with an id, or `account:id`. A bare id finds the first account's event.
    pub fn find_event(&self, id: &str) -> Option<EventIndex> {
        let index = self.events.find(id, |_| true).or_else(|| {
            self.qualified(id)
                .find_map(|(account, id)| self.events.find(id, |of| of == account))
        });
        index.map(EventIndex::new)
    }

    /// Returns the source with an id, or `account:id`.
    pub fn find_source(&self, id: &str) -> Option<SourceIndex> {
        self.find(id, &self.sources, |source| (&source.id, source.account))
            .map(SourceIndex::new)
    }

    /// Returns the actor with an id, or `account:id`. An id that a later account has for it is found too.
    pub fn find_actor(&self, id: &str) -> Option<ActorIndex> {
        let variants = |id: &str, account: Option<AccountIndex>| {
            self.actors.iter().position(|actor| {
                let mut all = actor.variants.iter();
                all.any(|one| {
                    one.id.raw() == id && account.is_none_or(|account| account == one.account)
                })
            })
        };
        self.find(id, &self.actors, |actor| (&actor.id, actor.account))
            .or_else(|| variants(id, None))
            .or_else(|| {
                self.qualified(id)
                    .find_map(|(account, id)| variants(id, Some(account)))
            })
            .map(ActorIndex::new)
    }

    fn find<T>(
        &self,
        id: &str,
        all: &[T],
        known: impl Fn(&T) -> (&Clean, AccountIndex),
    ) -> Option<usize> {
        let is_known = |thing: &T| known(thing).0.raw() == id;
        all.iter().position(is_known).or_else(|| {
            self.qualified(id).find_map(|(account, id)| {
                all.iter().position(|thing| {
                    let (known, of) = known(thing);
                    of == account && known.raw() == id
                })
            })
        })
    }

    /// The ways of reading a name as `account:id`.
    fn qualified<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (AccountIndex, &'a str)> {
        self.accounts
            .iter()
            .enumerate()
            .filter_map(|(index, account)| {
                let id = name.strip_prefix(account.id.raw())?.strip_prefix(':')?;
                Some((AccountIndex::new(index), id))
            })
    }

    /// Returns the comparisons about an event.
    pub fn comparisons_about(&self, event: EventIndex) -> impl Iterator<Item = &Comparison> {
        let all = self.comparisons.iter();
        all.filter(move |comparison| comparison.is_about(event))
    }

    /// Returns the disagreements that concern an event.
    pub fn disagreements_on(&self, event: EventIndex) -> impl Iterator<Item = &Disagreement> {
        let all = self.disagreements.iter();
        all.filter(move |disagreement| disagreement.events.contains(&event))
    }

    /// Returns the comparisons that an event supports and that are about events in the timeline.
    pub fn comparisons_from(&self, event: EventIndex) -> impl Iterator<Item = &Comparison> {
        self.comparisons.iter().filter(move |comparison| {
            comparison.events.contains(&event) && comparison.subjects().next().is_some()
        })
    }
}
