//! The chain of an event: what led to it above, what it led to below.
//!
//! Both sides are trees that grow away from the event in the middle, an event and the words that join it in each
//! row. `tree` decides which links are shown and where the chain is cut; `rows` writes the rows, and `about` the
//! text beside them. Each link is shown once on its side.

mod about;
mod rows;
mod tree;

use std::collections::HashMap;

use super::Direction;
use crate::flow::Target;
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Link, Status, Timeline};

pub use self::about::{AboutOptions, about};

/// A side of the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Causes, above it.
    Before,
    /// Effects, below it.
    After,
}

/// A position of the cursor. It stays valid when parts are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The subject of the chain.
    Subject,
    /// The event at the far end of a link.
    Link {
        /// The side.
        side: Side,
        /// The event that the link leads from.
        from: EventIndex,
        /// The index of the link among that event's links.
        link: usize,
    },
    /// Hidden links of an event.
    More {
        /// The side.
        side: Side,
        /// The event.
        event: EventIndex,
    },
}

/// The cursor, the opened parts and the scroll position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The subject of the chain.
    pub subject: EventIndex,
    /// The cursor.
    pub stop: Stop,
    /// The first visible row.
    pub first_row: usize,
    /// How often more links of an event were requested.
    opened: HashMap<(Side, EventIndex), usize>,
}

impl State {
    /// Creates the state for the chain of an event, with the cursor on it.
    pub fn on(subject: EventIndex) -> Self {
        Self {
            subject,
            stop: Stop::Subject,
            first_row: 0,
            opened: HashMap::new(),
        }
    }

    /// Translates event indices, as after accounts changed; `None` if an event is gone.
    #[must_use]
    pub fn moved_to(&self, event: impl Fn(EventIndex) -> Option<EventIndex>) -> Option<Self> {
        let stop = match self.stop {
            Stop::Subject => Stop::Subject,
            Stop::Link { side, from, link } => Stop::Link {
                side,
                from: event(from)?,
                link,
            },
            Stop::More { side, event: of } => Stop::More {
                side,
                event: event(of)?,
            },
        };
        let opened = self.opened.iter();
        let opened = opened.map(|(&(side, of), &times)| Some(((side, event(of)?), times)));
        Some(Self {
            subject: event(self.subject)?,
            stop,
            first_row: self.first_row,
            opened: opened.collect::<Option<_>>()?,
        })
    }

    /// Moves the cursor and scrolls to it, with `shown` rows visible. Left leads towards the subject, right
    /// away from it.
    #[must_use]
    pub fn moved(&self, direction: Direction, chain: &Chain, shown: usize) -> Self {
        let at = chain.stop_place(self.stop);
        let stop = match direction {
            Direction::Left | Direction::PageLeft => chain.towards(self.stop),
            Direction::Right | Direction::PageRight => chain.away(self.stop),
            Direction::RowStart => Some(Stop::Subject),
            Direction::PreviousMark => at.checked_sub(1).and_then(|at| chain.stop_at(at)),
            Direction::NextMark => chain.stop_at(at + 1),
            direction => {
                let page = shown.saturating_sub(1);
                chain.stop_at(direction.row(at, chain.stops.len(), page))
            }
        };
        let mut moved = self.clone();
        moved.stop = stop.unwrap_or(self.stop);
        moved.held(chain, shown)
    }

    /// Puts the cursor on an existing stop and scrolls to it, with `shown` rows visible.
    #[must_use]
    pub fn held(mut self, chain: &Chain, shown: usize) -> Self {
        let position = chain.stop_place(self.stop);
        self.stop = chain.stop_at(position).unwrap_or(Stop::Subject);
        let (row, count) = (chain.row_of(self.stop), chain.rows.len());
        // Headings and the remarks at the ends are shown with the events beside them.
        let has_heading = |row: usize| {
            let before = row.checked_sub(1).and_then(|row| chain.rows.get(row));
            before.is_some_and(|row| matches!(row.content, Content::Heading(_)))
        };
        let (mut upper, mut lower) = (row - usize::from(has_heading(row)), row);
        if position == 0 {
            upper = 0;
        }
        if position + 1 == chain.stops.len() {
            lower = count.saturating_sub(1);
        }
        let shown = shown.max(1);
        self.first_row = self
            .first_row
            .max((lower + 1).saturating_sub(shown))
            .min(upper)
            .clamp((row + 1).saturating_sub(shown), row)
            .min(count.saturating_sub(shown));
        self
    }

    /// Scrolls the subject to the middle and puts the cursor on it.
    #[must_use]
    pub fn centred(mut self, chain: &Chain, shown: usize) -> Self {
        let row = chain.row_of(Stop::Subject);
        self.stop = Stop::Subject;
        self.first_row = row
            .saturating_sub(shown / 2)
            .min(chain.rows.len().saturating_sub(shown));
        self.held(chain, shown)
    }

    /// Puts the cursor on an event, where it is shown in full; `None` if it is not in the chain.
    #[must_use]
    pub fn put_on(&self, event: EventIndex, chain: &Chain, shown: usize) -> Option<Self> {
        let mut put = self.clone();
        // The cursor may already be on another occurrence.
        let is_there = self.target(chain) == Some(Target::Event(event));
        if !is_there {
            put.stop = chain.stop_of(event)?;
        }
        Some(put.held(chain, shown))
    }

    /// Opens the hidden links under the cursor, which moves to the first of them; call [`held`](Self::held)
    /// with the new chain. `None` where there is nothing to open.
    #[must_use]
    pub fn opened(&self, chain: &Chain) -> Option<Self> {
        let Stop::More { side, event } = self.stop else {
            return None;
        };
        let Content::More {
            next,
            can_open: true,
            ..
        } = chain.row(self.stop)?.content
        else {
            return None;
        };
        let (from, link) = next;
        let mut opened = self.clone();
        *opened.opened.entry((side, event)).or_insert(0) += 1;
        opened.stop = Stop::Link { side, from, link };
        Some(opened)
    }

    /// Returns the event under the cursor.
    pub fn target(&self, chain: &Chain) -> Option<Target> {
        match chain.row(self.stop)?.content {
            Content::Event(ref node) => Some(Target::Event(node.event)),
            Content::More { event, .. } => Some(Target::Event(event)),
            _ => None,
        }
    }

    fn times(&self, side: Side, event: EventIndex) -> usize {
        self.opened.get(&(side, event)).copied().unwrap_or(0)
    }
}

/// A piece of the tree at the left of a row, one for each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rail {
    /// Blank.
    Blank,
    /// A vertical line.
    Pass,
    /// A branch between others.
    Branch,
    /// The last branch.
    Last,
}

/// Where a repeated event is shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Further up.
    Above,
    /// Further down.
    Below,
}

/// An event in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The event.
    pub event: EventIndex,
    /// The actor whose colour it has.
    pub leader: Option<ActorIndex>,
    /// The date in its shortest form; empty for none.
    pub date: Clean,
    /// The kind of statement.
    pub status: Status,
    /// The word of the source that joins it to the event it hangs on, in quotation marks, or else the kind of the
    /// link; empty for the event in the middle.
    pub joined_by: Clean,
    /// The title.
    pub title: Clean,
    /// Where it is shown in full, if not here, and whether that closes a cycle.
    pub again: Option<(Again, bool)>,
}

/// The content of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// An event.
    Event(Node),
    /// The heading of a side.
    Heading(&'static str),
    /// Nothing.
    Gap,
    /// Hidden links.
    More {
        /// Their event.
        event: EventIndex,
        /// Their number.
        count: usize,
        /// The first of them: the event that it leads from and its index there.
        next: (EventIndex, usize),
        /// Whether they can be opened here; else the event can be followed.
        can_open: bool,
    },
    /// A remark.
    Remark(Clean),
}

/// A row of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The tree at its left.
    pub rails: Vec<Rail>,
    /// Its content.
    pub content: Content,
    /// The stop in this row, if any.
    pub stop: Option<Stop>,
}

/// An arranged chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The rows, from the top.
    pub rows: Vec<Row>,
    /// Number of links shown before and after the subject.
    pub counts: (usize, usize),
    /// The rows with a stop, from the top.
    stops: Vec<(usize, Stop)>,
    /// The index of each stop in `stops`.
    places: HashMap<Stop, usize>,
    /// The parent of each stop.
    parents: HashMap<Stop, Stop>,
}

impl Chain {
    /// Arranges the chain of the cursor's subject. The cost depends on what is shown: at first twenty links
    /// an event, four levels deep.
    pub fn new(timeline: &Timeline, index: &Index, state: &State, ascii: bool) -> Self {
        rows::chain(timeline, index, state, ascii)
    }

    /// Returns the row of a stop; for a missing one, that of the subject.
    pub fn row_of(&self, stop: Stop) -> usize {
        let position = self.stop_place(stop);
        self.stops.get(position).map_or(0, |&(row, _)| row)
    }

    /// Returns the stop in a row, for the mouse.
    pub fn stop_in(&self, row: usize) -> Option<Stop> {
        self.rows.get(row)?.stop
    }

    /// Returns where an event is shown in full.
    pub fn stop_of(&self, event: EventIndex) -> Option<Stop> {
        let mut stops = self.in_full();
        stops
            .find(|&(_, other)| other == event)
            .map(|(stop, _)| stop)
    }

    /// Returns the events where they are shown in full, from the top.
    pub fn in_full(&self) -> impl Iterator<Item = (Stop, EventIndex)> {
        self.stops
            .iter()
            .filter_map(|&(row, stop)| match &self.rows.get(row)?.content {
                Content::Event(node) if node.again.is_none() => Some((stop, node.event)),
                _ => None,
            })
    }

    /// Returns the index of a stop from the top; for a missing one, that of the subject.
    pub fn position_of(&self, stop: Stop) -> usize {
        self.stop_place(stop)
    }

    /// Returns the link that a stop is about, with the event that it leads from.
    pub fn link_of<'t>(
        &self,
        stop: Stop,
        timeline: &'t Timeline,
    ) -> Option<(EventIndex, &'t Link)> {
        match stop {
            Stop::Link { from, link, .. } => Some((from, tree::link(timeline, (from, link)))),
            Stop::Subject | Stop::More { .. } => None,
        }
    }

    /// Returns every stop, from the top.
    pub fn stops(&self) -> impl Iterator<Item = Stop> {
        self.stops.iter().map(|&(_, stop)| stop)
    }

    /// Returns the row that a stop is in.
    pub fn row(&self, stop: Stop) -> Option<&Row> {
        self.rows.get(self.row_of(stop))
    }

    fn stop_at(&self, position: usize) -> Option<Stop> {
        self.stops.get(position).map(|&(_, stop)| stop)
    }

    fn stop_place(&self, stop: Stop) -> usize {
        let subject = || self.places.get(&Stop::Subject);
        self.places
            .get(&stop)
            .or_else(subject)
            .copied()
            .unwrap_or(0)
    }

    /// Returns the parent of a stop.
    fn towards(&self, stop: Stop) -> Option<Stop> {
        self.parents.get(&stop).copied()
    }

    /// Returns the nearest child of a stop; of two, the one below.
    fn away(&self, stop: Stop) -> Option<Stop> {
        let at = self.stop_place(stop);
        let hangs = |position: &usize| {
            self.stop_at(*position)
                .and_then(|other| self.towards(other))
                == Some(stop)
        };
        let below = (at + 1..self.stops.len()).find(&hangs);
        let above = || (0..at).rev().find(&hangs);
        below
            .or_else(above)
            .and_then(|position| self.stop_at(position))
    }
}
