//! [`Events`]: the events of a timeline, either written out or made on demand from the rows of large
//! tables.
//!
//! An [`Event`] takes some hundred bytes and a row of a table a few, so a row becomes an event when it is
//! looked at. How a table stores and reads its rows is up to its [`EventRows`].

mod walking;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::ops::{Index, IndexMut, Range};
use std::sync::{Arc, OnceLock};

use super::model::{AccountIndex, ActorIndex, Event, Evidence, Participation, SourceIndex, Status};
use super::stale;
use crate::text::Clean;
use annals_time::Extent;

pub use walking::EventIter;

/// A table whose rows are events.
///
/// Actors and sources of a row are indices into the lists of the table's own timeline, its account is the
/// first one, and it has no links.
pub trait EventRows: fmt::Debug + Send + Sync {
    /// Returns the number of rows.
    fn len(&self) -> usize;

    /// Whether there are no rows.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a row as an event. Costs some microseconds.
    fn event(&self, row: usize) -> Event;

    /// Returns the part of a row that an index needs, at a fraction of the cost of [`Self::event`]. Appends
    /// the actors of the row to `actors`, in order.
    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> EventBrief;

    /// Returns the row with an id. May scan all rows.
    fn find(&self, id: &str) -> Option<usize>;
}

/// The part of an event that an index needs.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each of them is a fact of its own, which a filter may ask"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventBrief {
    /// Its extent on the axis, if it is dated.
    pub extent: Option<Extent>,
    /// What kind of statement it is.
    pub status: Status,
    /// Whether it has a summary.
    pub has_summary: bool,
    /// Whether it has a theme.
    pub has_themes: bool,
    /// Whether it cites a document.
    pub has_evidence: bool,
    /// Whether it has notes for the presenter.
    pub has_notes: bool,
}

impl EventBrief {
    /// Returns the brief of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            extent: event.when.as_ref().map(annals_time::When::extent),
            status: event.status,
            has_summary: !event.summary.is_empty(),
            has_themes: !event.themes.is_empty(),
            has_evidence: !event.evidence.is_empty(),
            has_notes: !event.notes.is_empty(),
        }
    }
}

/// The events of a timeline, by index. Those of an account are consecutive, in file order.
///
/// ```
/// use annals_model::text::Clean;
/// use annals_model::{Event, Events};
///
/// let events: Events = ["one", "two"].map(|id| Event::new(Clean::own(id), Clean::own("x"))).into_iter().collect();
/// assert_eq!(events.len(), 2);
/// assert_eq!(events.find("two", |_| true), Some(1));
/// let ids: Vec<_> = events.walk().map(|(index, event)| (index.index(), event.id.to_string())).collect();
/// assert_eq!(ids, [(0, "one".to_owned()), (1, "two".to_owned())]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Events {
    parts: Vec<Part>,
    /// The index after the last event of each part.
    ends: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Part {
    Written(Vec<Event>),
    Table(Table),
}

/// How the rows of a table fit into a merged timeline.
#[derive(Debug, Clone, Default)]
pub struct TablePlacement {
    /// The account of the rows.
    pub account: AccountIndex,
    /// Maps the table's actors to those of the merged timeline; empty if they are the same.
    pub actors: Arc<[ActorIndex]>,
    /// The index of their first source in the merged timeline.
    pub first_source: usize,
    /// Put before their ids with a colon, unless the account is the lowest.
    pub prefix: Option<Clean>,
}

#[derive(Debug)]
struct Table {
    rows: Arc<dyn EventRows>,
    placing: TablePlacement,
    /// Events of the rows that were looked at, allocated by the page.
    pages: Box<[OnceLock<Page>]>,
}

type Page = Box<[OnceLock<Box<Event>>]>;

/// Rows per page.
const PAGE: usize = 512;

impl Clone for Table {
    /// The clone shares the rows and starts without cached events.
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.rows), self.placing.clone())
    }
}

impl Table {
    fn new(rows: Arc<dyn EventRows>, placing: TablePlacement) -> Self {
        let pages = rows.len().div_ceil(PAGE);
        Self {
            rows,
            placing,
            pages: (0..pages).map(|_| OnceLock::new()).collect(),
        }
    }

    fn kept(&self, row: usize) -> &Event {
        let page =
            self.pages[row / PAGE].get_or_init(|| (0..PAGE).map(|_| OnceLock::new()).collect());
        page[row % PAGE].get_or_init(|| Box::new(self.event(row)))
    }

    fn event(&self, row: usize) -> Event {
        let mut event = self.rows.event(row);
        let TablePlacement {
            account,
            actors,
            first_source,
            prefix,
        } = &self.placing;
        event.account = *account;
        if let Some(prefix) = prefix {
            event.id = Clean::line(&format!("{}:{}", prefix.raw(), event.id.raw()));
        }
        if !actors.is_empty() {
            let mut seen = HashSet::with_capacity(event.participants.len());
            // Two actors of the account may have been merged into one.
            event.participants.retain_mut(|part: &mut Participation| {
                part.actor = actors[part.actor.index()];
                seen.insert((part.actor, part.role.clone()))
            });
        }
        if *first_source > 0 {
            for Evidence { source, .. } in &mut event.evidence {
                *source = SourceIndex::new(first_source + source.index());
            }
        }
        event
    }

    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> EventBrief {
        let first = actors.len();
        let brief = self.rows.brief(row, actors);
        if !self.placing.actors.is_empty() {
            for actor in &mut actors[first..] {
                *actor = self.placing.actors[actor.index()];
            }
        }
        brief
    }

    fn find(&self, id: &str) -> Option<usize> {
        let Some(prefix) = &self.placing.prefix else {
            return self.rows.find(id);
        };
        self.rows
            .find(id.strip_prefix(prefix.raw())?.strip_prefix(':')?)
    }
}

impl Events {
    /// Returns the rows of a table as the events of one account.
    pub fn of_table(rows: Arc<dyn EventRows>) -> Self {
        let mut events = Self::default();
        events.append_table(rows, TablePlacement::default());
        events
    }

    /// Returns the number of events.
    pub fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns an event. One made from a row is cached, which suits looking at single events; to go through
    /// many, use [`Events::walk`].
    pub fn get(&self, index: usize) -> Option<&Event> {
        match self.find_part(index)? {
            (Part::Written(events), row) => events.get(row),
            (Part::Table(table), row) => Some(table.kept(row)),
        }
    }

    /// Returns all events as a slice, if none of them is a row of a table.
    pub fn as_slice(&self) -> Option<&[Event]> {
        match self.parts.as_slice() {
            [] => Some(&[]),
            [Part::Written(events)] => Some(events),
            _ => None,
        }
    }

    /// Returns the first event.
    pub fn first(&self) -> Option<&Event> {
        self.get(0)
    }

    /// Returns the last event.
    pub fn last(&self) -> Option<&Event> {
        self.get(self.len().checked_sub(1)?)
    }

    /// Returns an event. One made from a row is not cached.
    ///
    /// # Panics
    ///
    /// With debug assertions, if the index is out of range; without, the event is blank. The same holds for the other
    /// methods that take an index and return no option.
    pub fn read(&self, index: usize) -> Cow<'_, Event> {
        match self.find_part(index) {
            Some((Part::Table(table), row)) => Cow::Owned(table.event(row)),
            Some((Part::Written(_), _)) | None => Cow::Borrowed(&self[index]),
        }
    }

    /// Returns the part of an event that an index needs, and appends its actors to `actors`.
    pub fn brief(&self, index: usize, actors: &mut Vec<ActorIndex>) -> EventBrief {
        match self.find_part(index) {
            Some((Part::Table(table), row)) => table.brief(row, actors),
            Some((Part::Written(_), _)) | None => {
                let event = &self[index];
                actors.extend(event.participants.iter().map(|part| part.actor));
                EventBrief::of(event)
            }
        }
    }

    /// Returns an event unless it is a row of a table. Rows have no links, so this finds every link.
    pub fn written(&self, index: usize) -> Option<&Event> {
        match self.find_part(index)? {
            (Part::Written(events), row) => events.get(row),
            (Part::Table(_), _) => None,
        }
    }

    /// Returns the account of an event.
    pub fn account(&self, index: usize) -> AccountIndex {
        match self.find_part(index) {
            Some((Part::Table(table), _)) => table.placing.account,
            Some((Part::Written(_), _)) | None => self[index].account,
        }
    }

    /// Returns the indices of the events of an account, which are consecutive.
    pub fn of_account(&self, account: AccountIndex) -> Range<usize> {
        self.count_before(|own| own < account)..self.count_before(|own| own <= account)
    }

    /// The number of events whose accounts satisfy `is_before`.
    fn count_before(&self, is_before: impl Fn(AccountIndex) -> bool) -> usize {
        let mut count = 0;
        for part in &self.parts {
            match part {
                Part::Written(events) => {
                    count += events.partition_point(|event| is_before(event.account));
                }
                Part::Table(table) if is_before(table.placing.account) => count += table.rows.len(),
                Part::Table(_) => {}
            }
        }
        count
    }

    /// Returns the index of the event with an id. Only accounts that `accepts` are searched.
    pub fn find(&self, id: &str, accepts: impl Fn(AccountIndex) -> bool) -> Option<usize> {
        let mut start = 0;
        for (part, &end) in self.parts.iter().zip(&self.ends) {
            let row = match part {
                Part::Written(events) => {
                    let is_meant = |event: &Event| event.id.raw() == id && accepts(event.account);
                    events.iter().position(is_meant)
                }
                Part::Table(table) if accepts(table.placing.account) => table.find(id),
                Part::Table(_) => None,
            };
            if let Some(row) = row {
                return Some(start + row);
            }
            start = end;
        }
        None
    }

    /// Whether no event is a row of a table.
    pub fn has_no_tables(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.all(|part| matches!(part, Part::Written(_)))
    }

    /// Returns the tables, each with the index of its first row.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Arc<dyn EventRows>)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let parts = self.parts.iter().zip(starts);
        parts.filter_map(|(part, start)| match part {
            Part::Table(table) => Some((start, &table.rows)),
            Part::Written(_) => None,
        })
    }

    /// Appends an event.
    pub fn push(&mut self, event: Event) {
        if let (Some(Part::Written(events)), Some(end)) =
            (self.parts.last_mut(), self.ends.last_mut())
        {
            events.push(event);
            *end += 1;
            return;
        }
        self.ends.push(self.len() + 1);
        self.parts.push(Part::Written(vec![event]));
    }

    /// Appends the rows of a table.
    pub fn append_table(&mut self, rows: Arc<dyn EventRows>, placing: TablePlacement) {
        self.ends.push(self.len() + rows.len());
        self.parts.push(Part::Table(Table::new(rows, placing)));
    }

    /// Appends the events of another timeline: tables with `placing`, other events as `moved` returns them.
    pub(super) fn append(
        &mut self,
        others: &Self,
        placing: &TablePlacement,
        mut moved: impl FnMut(&Event) -> Event,
    ) {
        for part in &others.parts {
            match part {
                Part::Written(events) => events.iter().for_each(|event| self.push(moved(event))),
                Part::Table(table) => {
                    self.append_table(Arc::clone(&table.rows), placing.clone());
                }
            }
        }
    }

    /// Returns the events that are not rows of tables, in order, for changing them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Event> {
        self.parts.iter_mut().flat_map(|part| match part {
            Part::Written(events) => events.as_mut_slice(),
            Part::Table(_) => &mut [],
        })
    }

    fn find_part(&self, index: usize) -> Option<(&Part, usize)> {
        let found = self.ends.partition_point(|&end| end <= index);
        let part = self.parts.get(found)?;
        let start = found.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some((part, index - start))
    }
}

impl From<Vec<Event>> for Events {
    fn from(events: Vec<Event>) -> Self {
        if events.is_empty() {
            return Self::default();
        }
        Self {
            ends: vec![events.len()],
            parts: vec![Part::Written(events)],
        }
    }
}

impl FromIterator<Event> for Events {
    fn from_iter<I: IntoIterator<Item = Event>>(events: I) -> Self {
        Vec::from_iter(events).into()
    }
}

impl Extend<Event> for Events {
    fn extend<I: IntoIterator<Item = Event>>(&mut self, events: I) {
        events.into_iter().for_each(|event| self.push(event));
    }
}

impl Index<usize> for Events {
    type Output = Event;

    /// As [`Events::get`].
    fn index(&self, index: usize) -> &Event {
        let found = self.get(index);
        found.unwrap_or_else(|| stale::event(index, self.len()))
    }
}

impl IndexMut<usize> for Events {
    /// # Panics
    ///
    /// If the index is out of range, or if the event is a row of a table, which cannot be changed.
    fn index_mut(&mut self, index: usize) -> &mut Event {
        let found = self.ends.partition_point(|&end| end <= index);
        let start = found.checked_sub(1).map_or(0, |before| self.ends[before]);
        match self.parts.get_mut(found) {
            Some(Part::Written(events)) => &mut events[index - start],
            Some(Part::Table(_)) => panic!("the event at {index} is a row of a table"),
            None => panic!("there is no event at {index}"),
        }
    }
}

#[cfg(test)]
mod tests;
