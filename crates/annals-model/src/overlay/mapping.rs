//! [`IndexMapping`]: maps the indices of one merged timeline to another one, after accounts were switched
//! or a file was read again. What is the same within a changed account is decided in `pairing`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::pairing::Pairs;
use crate::events::Events;
use crate::model::{AccountIndex, Actor, ActorIndex, Event, EventIndex, Source, SourceIndex};
use crate::timeline::Timeline;

/// Maximum number of table rows that are compared one by one, since each has to be read for it.
const MAX_ROWS: usize = 50_000;

/// Maps events, actors and sources of one merged timeline to those of another merge of the same accounts.
///
/// ```
/// use annals_model::{AccountIndex, Accounts, EventIndex, IndexMapping, native};
///
/// let read = |id: &str| native::read(id, "title = 'x'\n[[event]]\ntitle = 'y'\n").timeline.unwrap();
/// let accounts = Accounts::new(vec![read("one"), read("two")]);
/// let both = accounts.overlay(&accounts.all()).timeline;
/// let second = accounts.overlay(&[AccountIndex::new(1)].into()).timeline;
/// let mapping = IndexMapping::between(&both, &second);
/// assert_eq!(mapping.event(EventIndex::new(0)), None);
/// assert_eq!(mapping.event(EventIndex::new(1)), Some(EventIndex::new(0)));
/// ```
#[derive(Debug, Clone)]
pub struct IndexMapping {
    /// The mapping of each account's events, by account index.
    events: Vec<RangeMapping>,
    sources: Vec<RangeMapping>,
    actors: Vec<Option<ActorIndex>>,
}

/// Maps a range of entries of one account to its range in the other merge.
#[derive(Debug, Clone)]
struct RangeMapping {
    from: Range<usize>,
    to: Option<usize>,
    /// Matches within the account, if its file was read again.
    pairs: Option<Pairs>,
}

impl RangeMapping {
    fn new(from: Range<usize>, to: &Range<usize>) -> Self {
        Self {
            from,
            to: (!to.is_empty()).then_some(to.start),
            pairs: None,
        }
    }

    /// Maps a range of an account that was read again.
    fn reread(from: Range<usize>, to: &Range<usize>, pairs: Pairs) -> Self {
        Self {
            pairs: Some(pairs),
            ..Self::new(from, to)
        }
    }

    fn of_reread_events(one: &Events, other: &Events, of: AccountIndex) -> Self {
        let (from, to) = (one.of_account(of), other.of_account(of));
        let is_written = |events: &Events, range: &Range<usize>| {
            range.start == range.end || events.written(range.start).is_some()
        };
        let longest = from.len().max(to.len());
        let pairs = if longest <= MAX_ROWS || is_written(one, &from) && is_written(other, &to) {
            let all = |events, range: &Range<usize>| -> Vec<Cow<'_, Event>> {
                range
                    .clone()
                    .map(|index| Events::read(events, index))
                    .collect()
            };
            Pairs::new(&all(one, &from), &all(other, &to))
        } else {
            // Large tables are logs, which grow at their end.
            Pairs::in_order(from.len(), to.len())
        };
        Self::reread(from, &to, pairs)
    }

    fn of_reread_sources(one: &[Source], other: &[Source], of: AccountIndex) -> Self {
        let (from, to) = (sources(one, of), sources(other, of));
        let pairs = Pairs::new(&one[from.clone()], &other[to.clone()]);
        Self::reread(from, &to, pairs)
    }
}

/// Returns the range of an account's sources, which are consecutive and in the order of the accounts.
fn sources(all: &[Source], of: AccountIndex) -> Range<usize> {
    let start = all.partition_point(|one| one.account < of);
    start..start + all[start..].partition_point(|one| one.account == of)
}

fn moved(moves: &[RangeMapping], index: usize) -> Option<usize> {
    let found = moves.iter().find(|one| one.from.contains(&index))?;
    let within = index - found.from.start;
    let within = match &found.pairs {
        Some(pairs) => pairs.get(within)?,
        None => within,
    };
    Some(found.to? + within)
}

/// Returns the accounts that name an actor, each with its id for it.
fn names(actor: &Actor) -> impl Iterator<Item = (AccountIndex, &str)> {
    let variants = actor.variants.iter().map(|one| (one.account, one.id.raw()));
    std::iter::once((actor.account, actor.id.raw())).chain(variants)
}

impl IndexMapping {
    /// Maps a merge to another merge of the same accounts.
    pub fn between(one: &Timeline, other: &Timeline) -> Self {
        let accounts = || (0..one.accounts.len()).map(AccountIndex::new);
        let mut known = HashMap::new();
        for (index, actor) in other.actors.iter().enumerate() {
            known.extend(names(actor).map(|name| (name, ActorIndex::new(index))));
        }
        let found = |actor: &Actor| names(actor).find_map(|name| known.get(&name).copied());
        Self {
            events: accounts()
                .map(|of| {
                    RangeMapping::new(one.events.of_account(of), &other.events.of_account(of))
                })
                .collect(),
            sources: accounts()
                .map(|of| {
                    RangeMapping::new(sources(&one.sources, of), &sources(&other.sources, of))
                })
                .collect(),
            actors: one.actors.iter().map(found).collect(),
        }
    }

    /// Maps a merge to another one in which some accounts were read again. Entries are matched by id, else by
    /// title and date, else by position.
    pub fn rereading(one: &Timeline, other: &Timeline) -> Self {
        let accounts = || (0..one.accounts.len()).map(AccountIndex::new);
        let mut moves = Self {
            events: accounts()
                .map(|of| RangeMapping::of_reread_events(&one.events, &other.events, of))
                .collect(),
            sources: accounts()
                .map(|of| RangeMapping::of_reread_sources(&one.sources, &other.sources, of))
                .collect(),
            ..Self::between(one, other)
        };
        let taken: HashSet<ActorIndex> = moves.actors.iter().flatten().copied().collect();
        let left = other.actors.iter().enumerate();
        let left = left.map(|(index, actor)| (ActorIndex::new(index), actor));
        let mut left: HashMap<(AccountIndex, &str), ActorIndex> = left
            .filter(|(index, _)| !taken.contains(index))
            .map(|(index, actor)| ((actor.account, actor.name.raw()), index))
            .collect();
        for (actor, to) in one.actors.iter().zip(&mut moves.actors) {
            if to.is_none() {
                *to = left.remove(&(actor.account, actor.name.raw()));
            }
        }
        moves
    }

    /// Returns the number of events that are in both.
    pub fn staying_events(&self) -> usize {
        let staying = |one: &RangeMapping| match (&one.pairs, one.to) {
            (_, None) => 0,
            (Some(pairs), _) => pairs.count(),
            (None, _) => one.from.len(),
        };
        self.events.iter().map(staying).sum()
    }

    /// Returns the index of the event in the other merge; `None` if it is not there.
    pub fn event(&self, event: EventIndex) -> Option<EventIndex> {
        moved(&self.events, event.index()).map(EventIndex::new)
    }

    /// Returns the index of the source in the other merge; `None` if it is not there.
    pub fn source(&self, source: SourceIndex) -> Option<SourceIndex> {
        moved(&self.sources, source.index()).map(SourceIndex::new)
    }

    /// Returns the index of the actor in the other merge; `None` if it is not there.
    pub fn actor(&self, actor: ActorIndex) -> Option<ActorIndex> {
        self.actors.get(actor.index()).copied().flatten()
    }
}
