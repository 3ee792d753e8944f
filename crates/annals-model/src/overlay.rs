//! Merges several accounts into one timeline, and maps indices between merges.
//!
//! [`Accounts`] holds the accounts; [`Accounts::overlay`] merges those that are on. Switching an account on
//! or off merges them again. Here ids are made unique, equal actors are merged (`actors`), and references
//! between accounts are resolved. An account that is off is read only if another one refers to it.

mod accounts;
mod actors;
mod mapping;
mod pairing;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

pub use self::accounts::Accounts;
use self::accounts::LazyAccount;
pub use self::mapping::IndexMapping;
use super::events::{Events, TablePlacement};
use super::model::{
    AccountIndex, ActorIndex, Event, EventIndex, Evidence, ForeignName, Link, Participation,
    Source, SourceIndex,
};
use super::problem::{Problem, Severity};
use super::problem_list::{ProblemLimit, ProblemList};
use super::report::{MoreProblems, Report};
use super::timeline::{Account, Timeline};
use crate::text::{Clean, nearest};

/// Maximum number of unresolved references for which a similar name is looked for, and maximum number of names that
/// are compared for each.
const MAX_HINTS: usize = 50;
const MAX_COMPARED: usize = 20_000;

/// Maximum number of ids that are looked up in a table one by one. For more of them all ids are read once.
const MAX_LOOKUPS: usize = 20;

/// The accounts that are on.
pub type AccountSet = BTreeSet<AccountIndex>;

/// Several accounts merged into one timeline.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The events, actors and sources of the accounts that are on. Those of an account keep their order and
    /// come before those of higher accounts, so an index stays the same while higher accounts are switched.
    pub timeline: Arc<Timeline>,
    /// References that cannot be resolved in the other accounts, each with the account that has it.
    pub problems: Vec<(AccountIndex, Problem)>,
    /// The kinds of such references of which there are more than are listed.
    pub more: Vec<(AccountIndex, MoreProblems)>,
}

impl Overlay {
    /// Returns the number of references that cannot be resolved.
    pub fn unresolved(&self) -> usize {
        let more = self.more.iter().map(|(_, more)| more.count);
        self.problems.len() + more.sum::<usize>()
    }
}

/// Whether an account refers to other accounts.
fn refers_to_others(timeline: &Timeline) -> bool {
    !timeline.comparisons.is_empty()
        || timeline
            .actors
            .iter()
            .any(|actor| !actor.same_as.is_empty())
}

/// Returns the id, with a number if it is taken, and marks the result as taken.
fn unique(taken: &mut HashSet<String>, id: &str) -> String {
    let mut candidate = id.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{id}-{number}");
    }
    candidate
}

/// Finds events of tables by id.
#[derive(Default)]
struct TableIds {
    asked: usize,
    /// The index of each event by its id, once many were asked for.
    known: Option<HashMap<String, usize>>,
}

impl TableIds {
    /// Returns the index of the event with an id among all events. A lookup in a table may read all of its rows.
    fn find(&mut self, events: &Events, id: &str) -> Option<usize> {
        self.asked += 1;
        if self.asked <= MAX_LOOKUPS {
            let mut tables = events.tables();
            return tables.find_map(|(start, rows)| Some(start + rows.find(id)?));
        }
        let known = self.known.get_or_insert_with(|| {
            let rows = events.tables().flat_map(|(start, rows)| {
                let ids = (0..rows.len()).map(|row| rows.event(row).id.raw().to_owned());
                ids.zip(start..)
            });
            let mut known = HashMap::new();
            for (id, index) in rows {
                known.entry(id).or_insert(index);
            }
            known
        });
        known.get(id).copied()
    }
}

/// An account, with where its entries go in the merged timeline.
struct MergeInput<'a> {
    index: AccountIndex,
    description: &'a Account,
    /// The account's own timeline; an empty one if the account is off and need not be read.
    timeline: &'a Timeline,
    is_on: bool,
    /// Maps its actors to those of the merged timeline.
    actors: Vec<ActorIndex>,
    first_source: usize,
    first_event: usize,
}

struct Merge<'a> {
    accounts: Vec<MergeInput<'a>>,
    merged: Timeline,
    limit: ProblemLimit,
    problems: BTreeMap<AccountIndex, ProblemList>,
    /// For how many more references a similar name is looked for.
    hints: usize,
}

impl<'a> Merge<'a> {
    fn new(kept: &'a [LazyAccount], on: &AccountSet, limit: ProblemLimit) -> Self {
        static NOTHING: OnceLock<Timeline> = OnceLock::new();
        let nothing = NOTHING.get_or_init(|| Timeline::empty(Clean::default(), Clean::default()));
        let is_on = |index: usize| on.contains(&AccountIndex::new(index));
        let mut shown = kept.iter().enumerate().filter(|(index, _)| is_on(*index));
        let is_asked = shown.any(|(_, kept)| refers_to_others(kept.timeline()));
        let mut descriptions = Vec::new();
        let accounts: Vec<_> = kept
            .iter()
            .enumerate()
            .map(|(index, kept)| {
                let is_on = is_on(index);
                let timeline = match kept.timeline.get() {
                    None if !is_on && !is_asked => nothing,
                    _ => kept.timeline(),
                };
                let read = timeline
                    .accounts
                    .first()
                    .filter(|read| read.id == kept.description.id);
                descriptions.push(Account {
                    on: is_on,
                    ..read.unwrap_or(&kept.description).clone()
                });
                MergeInput {
                    index: AccountIndex::new(index),
                    description: &kept.description,
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
            |first| {
                Timeline::empty(
                    first.description.id.clone(),
                    first.description.title.clone(),
                )
            },
        );
        merged.accounts = descriptions;
        merged.summary = first
            .map(|first| first.timeline.summary.clone())
            .unwrap_or_default();
        merged.opening = shown().find_map(|account| account.timeline.opening);
        merged.lanes = shown().find_map(|account| account.timeline.lanes);
        Self {
            accounts,
            merged,
            limit,
            problems: BTreeMap::new(),
            hints: MAX_HINTS,
        }
    }

    /// Returns the merged timeline and the problems.
    fn finish(self) -> Overlay {
        let (mut problems, mut more) = (Vec::new(), Vec::new());
        for (account, list) in self.problems {
            let mut report = Report::default();
            list.finish(&mut report);
            problems.extend(report.problems.into_iter().map(|it| (account, it)));
            more.extend(report.more.into_iter().map(|it| (account, it)));
        }
        Overlay {
            timeline: Arc::new(self.merged),
            problems,
            more,
        }
    }

    fn sources(&mut self) {
        let mut taken = HashSet::new();
        for account in self.accounts.iter_mut().filter(|account| account.is_on) {
            account.first_source = self.merged.sources.len();
            for source in &account.timeline.sources {
                let id = merged_id(&mut taken, account.timeline, &source.id);
                self.merged.sources.push(Source {
                    id,
                    account: account.index,
                    ..source.clone()
                });
            }
        }
    }

    fn events(&mut self) {
        let mut taken = HashSet::new();
        for account in self.accounts.iter_mut().filter(|account| account.is_on) {
            account.first_event = self.merged.events.len();
            let placing = TablePlacement {
                account: account.index,
                actors: account.actors.as_slice().into(),
                first_source: account.first_source,
                // Checking which ids of a large table are taken would take too long, so all get a prefix.
                prefix: (!self.merged.events.is_empty()).then(|| account.timeline.id.clone()),
            };
            // Ids of a table in a lower account are not known either.
            let is_over_table = !self.merged.events.has_no_tables();
            let moved = |event: &Event| Event {
                id: if is_over_table {
                    qualified(&mut taken, account.timeline, &event.id)
                } else {
                    merged_id(&mut taken, account.timeline, &event.id)
                },
                account: account.index,
                participants: account.participants(&event.participants),
                evidence: account.evidence(&event.evidence),
                links: account.links(&event.links),
                ..event.clone()
            };
            let events = &account.timeline.events;
            self.merged.events.append(events, &placing, moved);
        }
    }

    /// Merges the comparisons and resolves the events that they are about.
    fn comparisons(&mut self) {
        let is_on = |account: &&MergeInput<'_>| account.is_on;
        let has_none = |account: &MergeInput<'_>| account.timeline.comparisons.is_empty();
        let mut merged = Vec::new();
        let mut disagreements = Vec::new();
        let mut unknown = Vec::new();
        let ids: Vec<HashMap<&str, usize>> = if self.accounts.iter().all(has_none) {
            Vec::new()
        } else {
            let ids = |account: &MergeInput<'a>| {
                let events = &account.timeline.events;
                let written = |index| Some((events.written(index)?.id.raw(), index));
                (0..events.len()).filter_map(written).collect()
            };
            self.accounts.iter().map(ids).collect()
        };
        let mut table_ids: HashMap<AccountIndex, TableIds> = HashMap::new();
        let mut find_event = |of: AccountIndex, id: &str| {
            let known = ids[of.index()].get(id).copied();
            known.or_else(|| {
                let events = &self.accounts[of.index()].timeline.events;
                table_ids.entry(of).or_default().find(events, id)
            })
        };
        for account in self.accounts.iter().filter(is_on) {
            for comparison in &account.timeline.comparisons {
                let mut comparison = comparison.clone();
                comparison.account = account.index;
                comparison.events = account.own_events(&comparison.events);
                comparison.evidence = account.evidence(&comparison.evidence);
                for about in &mut comparison.about {
                    let found = self
                        .readings(account.index, &about.name)
                        .find_map(|(of, id)| Some((of, find_event(of, id)?)));
                    match found.map(|(of, index)| (&self.accounts[of.index()], index)) {
                        Some((other, index)) if other.is_on => {
                            about.event = Some(EventIndex::new(other.first_event + index));
                        }
                        Some(_) => {}
                        None => unknown.push((account.index, about.name.clone())),
                    }
                }
                merged.push(comparison);
            }
            for disagreement in &account.timeline.disagreements {
                let mut disagreement = disagreement.clone();
                disagreement.account = account.index;
                disagreement.events = account.own_events(&disagreement.events);
                for version in &mut disagreement.versions {
                    version.evidence = account.evidence(&version.evidence);
                }
                disagreements.push(disagreement);
            }
        }
        self.merged.comparisons = merged;
        self.merged.disagreements = disagreements;
        for (account, name) in unknown {
            self.report_unresolved(account, &name, "event");
        }
    }

    /// Takes the tour of the lowest account that has one.
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
        let mut seen = HashSet::new();
        for account in self.accounts.iter().filter(|account| account.is_on) {
            for era in &account.timeline.eras {
                if seen.insert((era.title.raw(), era.when.text())) {
                    self.merged.eras.push(era.clone());
                }
            }
        }
    }

    /// Returns how a reference in one account can be read: as an id in each other account, in order, or as
    /// `account:id`.
    fn readings<'n>(
        &'n self,
        of: AccountIndex,
        name: &'n ForeignName,
    ) -> impl Iterator<Item = (AccountIndex, &'n str)> {
        let text = name.name.raw();
        let others = || {
            let all = self.accounts.iter();
            all.filter(move |account| account.index != of)
        };
        let bare = others().map(move |account| (account.index, text));
        let qualified = others().filter_map(move |account| {
            let id = text.strip_prefix(account.description.id.raw())?;
            Some((account.index, id.strip_prefix(':')?))
        });
        bare.chain(qualified)
    }

    /// Reports an unresolved reference, unless it names an account that is not here.
    fn report_unresolved(&mut self, from: AccountIndex, name: &ForeignName, noun: &str) {
        let text = name.name.raw();
        // The unqualified readings come first, one for each other account.
        let bare = self.accounts.len() - 1;
        let qualified = self.readings(from, name).nth(bare);
        if qualified.is_none() && text.contains(':') {
            return;
        }
        let (sought, place) = qualified.map_or_else(
            || (text, "the other timelines".to_owned()),
            |(of, id)| (id, self.accounts[of.index()].description.id.to_string()),
        );
        let is_meant = |account: &&MergeInput<'_>| match qualified {
            Some((of, _)) => account.index == of,
            None => account.index != from,
        };
        let known = self.accounts.iter().filter(is_meant).flat_map(|account| {
            let Timeline { actors, events, .. } = account.timeline;
            let is_actor = noun == "actor";
            let actors = actors.iter().filter(move |_| is_actor).map(|it| &it.id);
            let written = (0..events.len()).filter_map(|index| events.written(index));
            let events = written.filter(move |_| !is_actor).map(|it| &it.id);
            actors.chain(events).map(Clean::raw)
        });
        let is_looked_for = self.hints > 0;
        let near = is_looked_for.then(|| nearest(sought, known.take(MAX_COMPARED)));
        let hint = near
            .flatten()
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no {noun} \"{sought}\" in {place}.{hint}");
        self.hints = self.hints.saturating_sub(1);
        let list = self.problems.entry(from);
        let list = list.or_insert_with(|| ProblemList::new(self.limit));
        list.add(Severity::Warning, &message, || {
            name.spot.problem(Severity::Warning, &message)
        });
    }
}

impl MergeInput<'_> {
    fn own_events(&self, events: &[EventIndex]) -> Vec<EventIndex> {
        events.iter().map(|&event| self.own_event(event)).collect()
    }

    fn own_event(&self, event: EventIndex) -> EventIndex {
        EventIndex::new(self.first_event + event.index())
    }

    fn evidence(&self, evidence: &[Evidence]) -> Vec<Evidence> {
        let moved = |one: &Evidence| Evidence {
            source: SourceIndex::new(self.first_source + one.source.index()),
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

    /// Two actors of the account may have been merged into one; the same role is then taken once.
    fn participants(&self, parts: &[Participation]) -> Vec<Participation> {
        let mut seen = HashSet::with_capacity(parts.len());
        let moved = parts.iter().filter_map(|part| {
            let actor = self.actors[part.actor.index()];
            let role = &part.role;
            seen.insert((actor, role)).then(|| Participation {
                actor,
                role: role.clone(),
            })
        });
        moved.collect()
    }
}

/// Returns the id in the merged timeline: the entry's own, or `account:id` if that is taken.
fn merged_id(taken: &mut HashSet<String>, timeline: &Timeline, id: &Clean) -> Clean {
    if taken.insert(id.raw().to_owned()) {
        return id.clone();
    }
    qualified(taken, timeline, id)
}

/// Returns the id with its account's id as a prefix.
fn qualified(taken: &mut HashSet<String>, timeline: &Timeline, id: &Clean) -> Clean {
    let name = format!("{}:{}", timeline.id.raw(), id.raw());
    Clean::line(&unique(taken, &name))
}

#[cfg(test)]
mod tests;
