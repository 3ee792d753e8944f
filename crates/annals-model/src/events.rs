//! [`Events`]: what happens in a timeline, as events that were written or as rows of large tables.
//!
//! Owns where each event is found and which events that were made of rows are kept. How a table is read
//! is the business of whoever implements [`Rows`].

mod walking;

use std::borrow::Cow;
use std::fmt;
use std::ops::{Index, IndexMut, Range};
use std::sync::{Arc, OnceLock};

use super::model::{ActorIndex, Event, Evidence, LayerIndex, Participation, SourceIndex, Status};
use crate::text::Clean;
use annals_time::Extent;

pub use walking::Iter;

/// A table whose rows are events. An event takes some hundred bytes and a row of a table a few, so a row
/// becomes an event when it is looked at.
pub trait Rows: fmt::Debug + Send + Sync {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a row says. Actors and sources are places in the lists of its own timeline, its layer is the
    /// first, and it has no links. Costs some microseconds.
    fn event(&self, row: usize) -> Event;

    /// What an index needs to know of a row, at a fraction of that cost. Who takes part is added to
    /// `actors`, in the order of the row.
    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> Brief;

    /// The row of an id; may have to look through all rows.
    fn find(&self, id: &str) -> Option<usize>;

    /// Heap bytes.
    fn bytes(&self) -> usize;
}

/// What an index needs to know of an event.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each of them is a fact of its own, which a filter may ask"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief {
    /// Where it lies on the axis, if it is dated.
    pub extent: Option<Extent>,
    /// What kind of statement it is.
    pub status: Status,
    /// Whether something is said beyond the title.
    pub has_summary: bool,
    /// Whether it has a theme.
    pub has_themes: bool,
    /// Whether a document says so.
    pub has_evidence: bool,
    /// Whether there are notes for the presenter.
    pub has_notes: bool,
}

impl Brief {
    /// That of a whole event.
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

/// The events of a timeline, by their places: those of a layer stand together, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Events {
    parts: Vec<Part>,
    /// Where each part ends.
    ends: Vec<usize>,
}

#[derive(Debug, Clone)]
enum Part {
    Written(Vec<Event>),
    Table(Table),
}

/// Where the rows of a table stand among other accounts.
#[derive(Debug, Clone, Default)]
pub struct Placing {
    /// The account they belong to.
    pub layer: LayerIndex,
    /// What each of their actors is among those of all; empty if it is the same.
    pub actors: Arc<[ActorIndex]>,
    /// The place of their first source among those of all.
    pub first_source: usize,
    /// What stands before their ids and a colon, where they lie over other accounts.
    pub prefix: Option<Clean>,
}

#[derive(Debug)]
struct Table {
    rows: Arc<dyn Rows>,
    placing: Placing,
    /// The rows that were looked at, in pages, so that rows that were not take no room.
    pages: Box<[OnceLock<Page>]>,
}

type Page = Box<[OnceLock<Box<Event>>]>;

/// How many rows are on a page.
const PAGE: usize = 512;

impl Clone for Table {
    /// What was looked at is not kept twice.
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.rows), self.placing.clone())
    }
}

impl Table {
    fn new(rows: Arc<dyn Rows>, placing: Placing) -> Self {
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
        let Placing {
            layer,
            actors,
            first_source,
            prefix,
        } = &self.placing;
        event.layer = *layer;
        if let Some(prefix) = prefix {
            event.id = Clean::line(&format!("{}:{}", prefix.raw(), event.id.raw()));
        }
        if !actors.is_empty() {
            let mut parts: Vec<Participation> = Vec::with_capacity(event.participants.len());
            for mut part in event.participants {
                part.actor = actors[part.actor.place()];
                // Two actors of an account may be one among those of all.
                let is_there =
                    |other: &Participation| other.actor == part.actor && other.role == part.role;
                if !parts.iter().any(is_there) {
                    parts.push(part);
                }
            }
            event.participants = parts;
        }
        if *first_source > 0 {
            for Evidence { source, .. } in &mut event.evidence {
                *source = SourceIndex::new(first_source + source.place());
            }
        }
        event
    }

    fn brief(&self, row: usize, actors: &mut Vec<ActorIndex>) -> Brief {
        let first = actors.len();
        let brief = self.rows.brief(row, actors);
        if !self.placing.actors.is_empty() {
            for actor in &mut actors[first..] {
                *actor = self.placing.actors[actor.place()];
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
    /// The rows of a table, as an account of its own.
    pub fn of_table(rows: Arc<dyn Rows>) -> Self {
        let mut events = Self::default();
        events.append_table(rows, Placing::default());
        events
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The event at a place. One that is made of a row is kept, for those who look at single events; who
    /// goes through many asks [`Events::walk`].
    pub fn get(&self, place: usize) -> Option<&Event> {
        match self.find_part(place)? {
            (Part::Written(events), row) => events.get(row),
            (Part::Table(table), row) => Some(table.kept(row)),
        }
    }

    /// All of them, if they were written and stand in one piece.
    pub fn as_slice(&self) -> Option<&[Event]> {
        match self.parts.as_slice() {
            [] => Some(&[]),
            [Part::Written(events)] => Some(events),
            _ => None,
        }
    }

    /// The first event.
    pub fn first(&self) -> Option<&Event> {
        self.get(0)
    }

    /// The last event.
    pub fn last(&self) -> Option<&Event> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The event at a place, which is not kept if it is made for this.
    ///
    /// # Panics
    ///
    /// If there is no such place.
    pub fn read(&self, place: usize) -> Cow<'_, Event> {
        match self.find_part(place) {
            Some((Part::Written(events), row)) => Cow::Borrowed(&events[row]),
            Some((Part::Table(table), row)) => Cow::Owned(table.event(row)),
            None => panic!("there are {} events, and none at {place}", self.len()),
        }
    }

    /// What an index needs to know of an event; who takes part is added to `actors`.
    ///
    /// # Panics
    ///
    /// If there is no such place.
    pub fn brief(&self, place: usize, actors: &mut Vec<ActorIndex>) -> Brief {
        match self.find_part(place) {
            Some((Part::Written(events), row)) => {
                let event = &events[row];
                actors.extend(event.participants.iter().map(|part| part.actor));
                Brief::of(event)
            }
            Some((Part::Table(table), row)) => table.brief(row, actors),
            None => panic!("there are {} events, and none at {place}", self.len()),
        }
    }

    /// The event at a place, if it was written: rows of tables have no links.
    pub fn written(&self, place: usize) -> Option<&Event> {
        match self.find_part(place)? {
            (Part::Written(events), row) => events.get(row),
            (Part::Table(_), _) => None,
        }
    }

    /// The layer of the event at a place.
    ///
    /// # Panics
    ///
    /// If there is no such place.
    pub fn layer(&self, place: usize) -> LayerIndex {
        match self.find_part(place) {
            Some((Part::Written(events), row)) => events[row].layer,
            Some((Part::Table(table), _)) => table.placing.layer,
            None => panic!("there are {} events, and none at {place}", self.len()),
        }
    }

    /// The places of the events of a layer.
    pub fn of_layer(&self, layer: LayerIndex) -> Range<usize> {
        self.count_before(|own| own < layer)..self.count_before(|own| own <= layer)
    }

    /// How many events are of layers that stand before.
    fn count_before(&self, is_before: impl Fn(LayerIndex) -> bool) -> usize {
        let mut count = 0;
        for part in &self.parts {
            match part {
                Part::Written(events) => {
                    count += events.partition_point(|event| is_before(event.layer));
                }
                Part::Table(table) if is_before(table.placing.layer) => count += table.rows.len(),
                Part::Table(_) => {}
            }
        }
        count
    }

    /// The place of an id; `accepts` says in which layers it may stand.
    pub fn find(&self, id: &str, accepts: impl Fn(LayerIndex) -> bool) -> Option<usize> {
        let mut start = 0;
        for (part, &end) in self.parts.iter().zip(&self.ends) {
            let row = match part {
                Part::Written(events) => {
                    let is_meant = |event: &Event| event.id.raw() == id && accepts(event.layer);
                    events.iter().position(is_meant)
                }
                Part::Table(table) if accepts(table.placing.layer) => table.find(id),
                Part::Table(_) => None,
            };
            if let Some(row) = row {
                return Some(start + row);
            }
            start = end;
        }
        None
    }

    /// Whether all of them were written.
    pub fn are_written(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.all(|part| matches!(part, Part::Written(_)))
    }

    /// The tables among them, each with the place of its first row.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Arc<dyn Rows>)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let parts = self.parts.iter().zip(starts);
        parts.filter_map(|(part, start)| match part {
            Part::Table(table) => Some((start, &table.rows)),
            Part::Written(_) => None,
        })
    }

    /// Adds an event at the end.
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

    /// Adds the rows of a table at the end.
    pub fn append_table(&mut self, rows: Arc<dyn Rows>, placing: Placing) {
        self.ends.push(self.len() + rows.len());
        self.parts.push(Part::Table(Table::new(rows, placing)));
    }

    /// Adds all of another timeline at the end: a table as `placing` says, what was written as `moved`
    /// makes it.
    pub(super) fn append(
        &mut self,
        others: &Self,
        placing: &Placing,
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

    /// The events that were written, in their order, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Event> {
        self.parts.iter_mut().flat_map(|part| match part {
            Part::Written(events) => events.as_mut_slice(),
            Part::Table(_) => &mut [],
        })
    }

    /// Heap bytes of the tables.
    pub fn table_bytes(&self) -> usize {
        self.tables().map(|(_, rows)| rows.bytes()).sum()
    }

    fn find_part(&self, place: usize) -> Option<(&Part, usize)> {
        let found = self.ends.partition_point(|&end| end <= place);
        let part = self.parts.get(found)?;
        let start = found.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some((part, place - start))
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
    fn index(&self, place: usize) -> &Event {
        self.get(place)
            .unwrap_or_else(|| panic!("there are {} events, and none at {place}", self.len()))
    }
}

impl IndexMut<usize> for Events {
    /// # Panics
    ///
    /// If there is no such place, or if the event there is a row of a table, which never changes.
    fn index_mut(&mut self, place: usize) -> &mut Event {
        let found = self.ends.partition_point(|&end| end <= place);
        let start = found.checked_sub(1).map_or(0, |before| self.ends[before]);
        match self.parts.get_mut(found) {
            Some(Part::Written(events)) => &mut events[place - start],
            Some(Part::Table(_)) => panic!("the event at {place} is a row of a table"),
            None => panic!("there is no event at {place}"),
        }
    }
}

#[cfg(test)]
mod tests;
