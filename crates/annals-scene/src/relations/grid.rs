//! The grid: actors as rows, events as columns in reading order, a mark where an actor takes part.
//!
//! Only the visible part is arranged, so the cost does not depend on the size of the timeline.

mod layout;
mod words;

pub use layout::Layout;

use std::ops::Range;

use self::layout::GAP;
use self::words::{remark, words};
use super::{Direction, VisibleStory};
use crate::detail::leading_actor;
use crate::flow::{Line, Target};
use crate::scroll_to;
use crate::wording::date_heading;
use annals_index::{Index, VisibleEvents};
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, EventIndex, Status, Timeline};

/// What the grid is arranged from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that have columns.
    pub seen: VisibleStory<'a>,
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Whether the program's own text is limited to ASCII.
    pub ascii: bool,
}

/// The cursor and the scroll position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The row of the cursor: the index of an actor.
    pub actor: usize,
    /// The column of the cursor: the index of an event among the visible ones.
    pub event: usize,
    /// The first visible row.
    pub first_actor: usize,
    /// The first visible column.
    pub first_event: usize,
}

impl State {
    /// Puts the cursor on an event, or on the next one if it is hidden, in the row of `actor` or else of its
    /// first participant.
    pub fn on(
        timeline: &Timeline,
        shown: &VisibleEvents<'_>,
        event: Option<EventIndex>,
        actor: Option<ActorIndex>,
    ) -> Self {
        let first = event.and_then(|event| leading_actor(timeline.event(event)));
        Self {
            actor: actor.or(first).map_or(0, ActorIndex::index),
            event: event.map_or(0, |event| shown.position(event)),
            ..Self::default()
        }
    }

    /// Moves the cursor and scrolls to it.
    #[must_use]
    pub fn moved(mut self, direction: Direction, request: &Request<'_>) -> Self {
        self = self.held(request);
        let layout = Layout::new(request);
        let shown = request.seen.shown;
        let (actors, events) = (request.timeline.actors.len(), shown.len());
        self.actor = direction.row(self.actor, actors, layout.actors);
        self.event = direction.column(self.event, events, layout.events);
        if let Some(actor) = self.actor(request.timeline) {
            let own = request.seen.events_of(actor);
            let position = |event: &EventIndex| shown.position(*event);
            let found = match direction {
                Direction::NextMark => {
                    own.get(own.partition_point(|event| position(event) <= self.event))
                }
                Direction::PreviousMark => own
                    .partition_point(|event| position(event) < self.event)
                    .checked_sub(1)
                    .and_then(|before| own.get(before)),
                _ => None,
            };
            self.event = found.map_or(self.event, position);
        }
        self.held(request)
    }

    /// Limits the cursor to the grid and scrolls to it, as after a change of size.
    #[must_use]
    pub fn held(self, request: &Request<'_>) -> Self {
        let layout = Layout::new(request);
        let (actors, events) = (request.timeline.actors.len(), request.seen.shown.len());
        let actor = self.actor.min(actors.saturating_sub(1));
        let event = self.event.min(events.saturating_sub(1));
        Self {
            actor,
            event,
            first_actor: scroll_to(self.first_actor, actor, layout.actors, actors),
            first_event: scroll_to(self.first_event, event, layout.events, events),
        }
    }

    /// Puts the cursor in the column of an event; `None` if the event has none.
    #[must_use]
    pub fn put_on(&self, event: EventIndex, request: &Request<'_>) -> Option<Self> {
        let shown = request.seen.shown;
        shown.contains(event).then(|| {
            let event = shown.position(event);
            Self { event, ..*self }.held(request)
        })
    }

    /// Returns the event under the cursor.
    pub fn event_target(&self, shown: &VisibleEvents<'_>) -> Option<Target> {
        shown.nth(self.event).map(Target::Event)
    }

    /// Returns the actor under the cursor.
    pub fn actor_target(&self, timeline: &Timeline) -> Option<Target> {
        self.actor(timeline).map(Target::Actor)
    }

    fn actor(&self, timeline: &Timeline) -> Option<ActorIndex> {
        (self.actor < timeline.actors.len()).then(|| ActorIndex::new(self.actor))
    }
}

/// A date above the columns of one or more events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its first column, from the left edge of the grid.
    pub column: u16,
    /// Its row.
    pub row: u16,
    /// The date, of times of day the day; or that there is none.
    pub text: Clean,
    /// Whether the event under the cursor has it.
    pub current: bool,
    /// The events that have it, as indices into [`Grid::columns`].
    pub columns: Range<usize>,
}

/// An event's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The event.
    pub event: EventIndex,
    /// The kind of statement.
    pub status: Status,
    /// The column of its marks, from the left edge of the grid.
    pub column: u16,
}

/// An actor's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The actor.
    pub actor: ActorIndex,
    /// The short name.
    pub name: Clean,
    /// The number of visible events of the actor, in at most four cells.
    pub count: Clean,
    /// Whether the actor has no visible event.
    pub is_absent: bool,
    /// The events of the actor, as indices into [`Grid::columns`].
    pub marks: Vec<usize>,
    /// The roles in the event under the cursor; `None` if the actor is not in it.
    pub role: Option<Clean>,
}

/// The visible part of the grid.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The areas of its parts.
    pub layout: Layout,
    /// The dates.
    pub heads: Vec<Head>,
    /// The events.
    pub columns: Vec<Column>,
    /// The actors.
    pub rows: Vec<Row>,
    /// The cursor as indices into columns and rows; `None` for an empty grid.
    pub cursor: Option<(usize, usize)>,
    /// The text about the cell under the cursor.
    pub words: Vec<Line>,
    /// A remark on how much is visible.
    pub remark: Clean,
}

impl Grid {
    /// Arranges the visible part.
    pub fn new(request: &Request<'_>, state: &State) -> Self {
        let state = state.held(request);
        let layout = Layout::new(request);
        let (timeline, shown) = (request.timeline, request.seen.shown);
        let places = in_sight(state.first_event, layout.events, shown.len());
        let actors = in_sight(state.first_actor, layout.actors, timeline.actors.len());
        let columns = columns(request, &layout, &places);
        let mut rows: Vec<Row> = actors
            .clone()
            .map(|position| row(request, ActorIndex::new(position), &columns))
            .collect();
        let event = shown.nth(state.event);
        if let Some(event) = event {
            for part in &timeline.event(event).participants {
                let row = part.actor.index().checked_sub(actors.start);
                if let Some(row) = row.and_then(|row| rows.get_mut(row)) {
                    add_role(&mut row.role, &part.role);
                }
            }
        }
        let cursor = (!rows.is_empty() && !columns.is_empty())
            .then(|| (state.event - places.start, state.actor - actors.start));
        Self {
            heads: heads(request, &layout, &columns, state.event - places.start),
            words: words(
                request,
                &layout,
                event,
                cursor.and_then(|cursor| rows.get(cursor.1)),
            ),
            remark: remark(request, &places, &actors),
            layout,
            columns,
            rows,
            cursor,
        }
    }

    /// Returns the cursor for a cell of the view; `None` beside the marks.
    pub fn at(&self, column: u16, row: u16, state: &State) -> Option<State> {
        let row = usize::from(row.checked_sub(self.layout.head)?);
        let first = self.layout.marks.0;
        let near = |position: &Column| {
            column >= position.column && column - position.column < self.layout.step
        };
        let event = self
            .columns
            .iter()
            .position(near)
            .filter(|_| column >= first)?;
        let (at_event, at_actor) = self.cursor?;
        (row < self.rows.len()).then(|| State {
            actor: (state.actor + row).saturating_sub(at_actor),
            event: (state.event + event).saturating_sub(at_event),
            ..*state
        })
    }
}

fn in_sight(first: usize, shown: usize, count: usize) -> Range<usize> {
    first..first.saturating_add(shown).min(count)
}

fn columns(request: &Request<'_>, layout: &Layout, places: &Range<usize>) -> Vec<Column> {
    let shown = request.seen.shown;
    let dated = shown.dated();
    let mut column = layout.marks.0;
    let mut columns = Vec::with_capacity(places.len());
    for position in places.clone() {
        if position == dated && position > places.start {
            column = column.saturating_add(GAP);
        }
        if let Some(event) = shown.nth(position) {
            let status = request.timeline.event(event).status;
            columns.push(Column {
                event,
                status,
                column,
            });
        }
        column = column.saturating_add(layout.step);
    }
    columns
}

fn row(request: &Request<'_>, actor: ActorIndex, columns: &[Column]) -> Row {
    let own = request.seen.events_of(actor);
    let rank = |event: EventIndex| request.index.rank(event);
    // A search for each column, so that hidden events cost nothing.
    let takes_part = |column: &Column| {
        let sought = rank(column.event);
        own.binary_search_by_key(&sought, |&event| rank(event))
            .is_ok()
    };
    let marks = columns.iter().enumerate();
    let marks = marks.filter(|(_, column)| takes_part(column));
    Row {
        actor,
        name: request.timeline.actor(actor).short.clone(),
        count: short_count(own.len()),
        is_absent: own.is_empty(),
        marks: marks.map(|(number, _)| number).collect(),
        role: None,
    }
}

/// Writes a number in at most four cells.
fn short_count(count: usize) -> Clean {
    Clean::line(&match count {
        0..=9_999 => count.to_string(),
        10_000..=999_999 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    })
}

fn add_role(roles: &mut Option<Clean>, role: &Clean) {
    match roles {
        Some(roles) if !roles.is_empty() && !role.is_empty() => {
            roles.push(&Clean::own(", "));
            roles.push(role);
        }
        Some(roles) if !role.is_empty() => *roles = role.clone(),
        Some(_) => {}
        None => *roles = Some(role.clone()),
    }
}

/// Places the dates, each above the first event that has it, in the lower or else the upper row; those
/// without room are left out, except that of the event under the cursor.
fn heads(request: &Request<'_>, layout: &Layout, columns: &[Column], cursor: usize) -> Vec<Head> {
    let Some(lowest) = layout.head.checked_sub(1) else {
        return Vec::new();
    };
    let date = |column: &Column| date_heading(request.timeline.event(column.event), request.ascii);
    let cells = |text: &Clean| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let end = layout.marks.0.saturating_add(layout.marks.1);
    let mut heads: Vec<Head> = Vec::new();
    let mut position = 0;
    for group in columns.chunk_by(|one, next| date(one) == date(next)) {
        let places = position..position + group.len();
        let current = places.contains(&cursor);
        position += group.len();
        let text = date(&group[0]);
        // A date at the right edge is moved left.
        let column = group[0]
            .column
            .min(end.saturating_sub(cells(&text)))
            .max(layout.marks.0);
        let in_the_way = |head: &Head, row: u16| {
            head.row == row && head.column.saturating_add(cells(&head.text)) >= column
        };
        let free = (0..=lowest)
            .rev()
            .find(|&row| !heads.iter().any(|head| in_the_way(head, row)));
        let row = match free {
            Some(row) => row,
            None if current => lowest,
            None => continue,
        };
        heads.retain(|head| !in_the_way(head, row));
        heads.push(Head {
            column,
            row,
            text,
            current,
            columns: places,
        });
    }
    heads
}
