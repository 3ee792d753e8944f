//! The chain of an event: what led to it, above, and what it led to, below.
//!
//! Owns the rows of the tree and the cursor on them. Which links belong to it, and where it is cut,
//! is decided in `tree`. Rows read downwards: an event, how it bears on the next one and who says
//! so, the next one. Each link stands once on its side of the event.

mod rows;
mod tree;

use std::collections::HashMap;

use super::Direction;
use crate::flow::Target;
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, LinkKind, Status, Timeline};

/// Which way from the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// What led to it; above it.
    Before,
    /// What it led to; below it.
    After,
}

/// Something in the chain that the cursor can stand on. It stays the same when parts are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The event whose chain it is.
    Subject,
    /// The far end of a link: the event that the link was followed to.
    Link {
        /// On which side.
        side: Side,
        /// The event that the link leads from.
        from: EventIndex,
        /// The link's place among that event's links.
        link: usize,
    },
    /// Links of an event that are not shown.
    More {
        /// On which side.
        side: Side,
        /// The event.
        event: EventIndex,
    },
}

/// The cursor, what was opened, and what is scrolled to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The event whose chain it is.
    pub subject: EventIndex,
    /// Where the cursor stands.
    pub stop: Stop,
    /// The first row in sight.
    pub first_row: usize,
    /// How many times more links of an event were asked for.
    opened: HashMap<(Side, EventIndex), usize>,
}

impl State {
    /// The chain of an event, with the cursor on it.
    pub fn on(subject: EventIndex) -> Self {
        Self {
            subject,
            stop: Stop::Subject,
            first_row: 0,
            opened: HashMap::new(),
        }
    }

    /// The same chain where its events have other names, as with other layers on; `None` if one of them is
    /// gone.
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

    /// The cursor one move on, and in sight where so many rows are shown. To the left leads towards
    /// the event of the chain, to the right away from it.
    #[must_use]
    pub fn moved(&self, direction: Direction, chain: &Chain, shown: usize) -> Self {
        let at = chain.stop_place(self.stop);
        let stop = match direction {
            Direction::Left | Direction::PageLeft => chain.towards(self.stop),
            Direction::Right | Direction::PageRight => chain.away(self.stop),
            Direction::RowStart => Some(Stop::Subject),
            Direction::PreviousMark => at.checked_sub(1).and_then(|at| chain.stop_at(at)),
            Direction::NextMark => chain.stop_at(at + 1),
            // Two rows a stop, so a screen is half as many stops.
            direction => chain.stop_at(direction.row(at, chain.stops.len(), shown / 2)),
        };
        let mut moved = self.clone();
        moved.stop = stop.unwrap_or(self.stop);
        moved.held(chain, shown)
    }

    /// The same cursor, on something that is there and in sight where so many rows are shown.
    #[must_use]
    pub fn held(mut self, chain: &Chain, shown: usize) -> Self {
        let place = chain.stop_place(self.stop);
        self.stop = chain.stop_at(place).unwrap_or(Stop::Subject);
        let (row, count) = (chain.row_of(self.stop), chain.rows.len());
        // A link stands in the row after its event above, in the one before it below; what is said at
        // the ends of the chain comes into sight with its last events.
        let (mut upper, mut lower) = match self.stop {
            Stop::Link {
                side: Side::Before, ..
            } => (row, row + 1),
            Stop::Link {
                side: Side::After, ..
            } => (row.saturating_sub(1), row),
            _ => (row, row),
        };
        if place == 0 {
            upper = 0;
        }
        if place + 1 == chain.stops.len() {
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

    /// The cursor on the event of the chain, which stands in the middle of the rows shown, or as near
    /// to it as the chain allows.
    #[must_use]
    pub fn centred(mut self, chain: &Chain, shown: usize) -> Self {
        let row = chain.row_of(Stop::Subject);
        self.stop = Stop::Subject;
        self.first_row = row
            .saturating_sub(shown / 2)
            .min(chain.rows.len().saturating_sub(shown));
        self.held(chain, shown)
    }

    /// The cursor on an event, where it stands in full; `None` where it is not in the chain.
    #[must_use]
    pub fn put_on(&self, event: EventIndex, chain: &Chain, shown: usize) -> Option<Self> {
        let mut put = self.clone();
        // One that stands in it more than once may be under the cursor already.
        let is_there = self.target(chain) == Some(Target::Event(event));
        if !is_there {
            put.stop = chain.stop_of(event)?;
        }
        Some(put.held(chain, shown))
    }

    /// More of what the cursor stands on: the first link that was not shown is under the cursor then,
    /// in sight once it is [held](Self::held) in the new chain. `None` where there is nothing to open;
    /// what is there can be followed.
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

    /// The event under the cursor, to follow.
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

/// A piece of the tree to the left of a row, one for each step inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rail {
    /// Nothing.
    Blank,
    /// The tree passes.
    Pass,
    /// It begins here, downwards.
    First,
    /// A branch, between others.
    Branch,
    /// It ends here.
    Last,
}

/// Where an event stands whose links are not shown a second time.
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
    /// What kind of statement it is.
    pub status: Status,
    /// The title.
    pub title: Clean,
    /// Where it stands in full, if not here, and whether that closes a circle.
    pub again: Option<(Again, bool)>,
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// An event.
    Event(Node),
    /// How the event above bears on the event below.
    Link {
        /// The kind of the link.
        kind: LinkKind,
        /// In words: the source's own where it has some, else the kind.
        words: Clean,
        /// The kind in words, where the words before are the source's own; what can be left out first.
        kind_words: Option<Clean>,
        /// Who says so, and where.
        evidence: Option<Clean>,
    },
    /// Links that are not shown.
    More {
        /// The event that has them.
        event: EventIndex,
        /// How many there are.
        count: usize,
        /// The first of them: the event that it leads from and its place there.
        next: (EventIndex, usize),
        /// Whether they can be opened here; else the event has to be followed.
        can_open: bool,
    },
    /// A remark of the program's own.
    Remark(Clean),
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The tree at its left.
    pub rails: Vec<Rail>,
    /// What stands there.
    pub content: Content,
    /// What the cursor can stand on here.
    pub stop: Option<Stop>,
}

/// A chain, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The rows, from the top.
    pub rows: Vec<Row>,
    /// How many links are shown before and after the event.
    pub counts: (usize, usize),
    /// The rows that the cursor can stand on, from the top.
    stops: Vec<(usize, Stop)>,
    /// The places of the stops among them.
    places: HashMap<Stop, usize>,
    /// Which stop each one hangs on.
    parents: HashMap<Stop, Stop>,
}

impl Chain {
    /// Arranges the chain of a cursor's event. Costs as much as it shows: some twenty links an event
    /// and a few steps in depth, until more is opened.
    pub fn new(timeline: &Timeline, index: &Index, state: &State, ascii: bool) -> Self {
        rows::chain(timeline, index, state, ascii)
    }

    /// The row of a stop; that of the event for one that is not there.
    pub fn row_of(&self, stop: Stop) -> usize {
        let place = self.stop_place(stop);
        self.stops.get(place).map_or(0, |&(row, _)| row)
    }

    /// What the cursor can stand on in a row, for the mouse.
    pub fn stop_in(&self, row: usize) -> Option<Stop> {
        self.rows.get(row)?.stop
    }

    /// Where an event stands in full, if it is in the chain.
    pub fn stop_of(&self, event: EventIndex) -> Option<Stop> {
        let mut stops = self.in_full();
        stops
            .find(|&(_, other)| other == event)
            .map(|(stop, _)| stop)
    }

    /// The events where they stand in full, from the top.
    pub fn in_full(&self) -> impl Iterator<Item = (Stop, EventIndex)> {
        self.stops
            .iter()
            .filter_map(|&(row, stop)| match &self.rows.get(row)?.content {
                Content::Event(node) if node.again.is_none() => Some((stop, node.event)),
                _ => None,
            })
    }

    /// The place of a stop among all of them, from the top; that of the event for one that is not there.
    pub fn place_of(&self, stop: Stop) -> usize {
        self.stop_place(stop)
    }

    /// Every stop, from the top.
    pub fn stops(&self) -> impl Iterator<Item = Stop> {
        self.stops.iter().map(|&(_, stop)| stop)
    }

    fn row(&self, stop: Stop) -> Option<&Row> {
        self.rows.get(self.row_of(stop))
    }

    fn stop_at(&self, place: usize) -> Option<Stop> {
        self.stops.get(place).map(|&(_, stop)| stop)
    }

    fn stop_place(&self, stop: Stop) -> usize {
        let subject = || self.places.get(&Stop::Subject);
        self.places
            .get(&stop)
            .or_else(subject)
            .copied()
            .unwrap_or(0)
    }

    /// The stop that one hangs on.
    fn towards(&self, stop: Stop) -> Option<Stop> {
        self.parents.get(&stop).copied()
    }

    /// The nearest stop that hangs on one; below where there is a choice.
    fn away(&self, stop: Stop) -> Option<Stop> {
        let at = self.stop_place(stop);
        let hangs = |place: &usize| {
            self.stop_at(*place).and_then(|other| self.towards(other)) == Some(stop)
        };
        let below = (at + 1..self.stops.len()).find(&hangs);
        let above = || (0..at).rev().find(&hangs);
        below.or_else(above).and_then(|place| self.stop_at(place))
    }
}
