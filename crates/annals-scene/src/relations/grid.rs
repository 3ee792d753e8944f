//! The grid: actors down, events across in reading order, a mark where one takes part in the other.
//!
//! Owns which part of it is in sight and what is said of the cell under the cursor. Only that part is
//! looked at, so a story of a million events costs what a small one does.

mod layout;
mod words;

pub use layout::Layout;

use std::ops::Range;

use self::layout::GAP;
use self::words::{remark, words};
use super::{Direction, Seen};
use crate::detail::leading_actor;
use crate::flow::{Line, Target};
use crate::scrolled;
use annals_index::{Index, Shown};
use annals_model::text::{Clean, width};
use annals_model::{ActorIndex, EventIndex, Status, Timeline};

/// What the grid shows of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that have columns.
    pub seen: Seen<'a>,
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
}

/// The cursor and what is scrolled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The row of the cursor: the place of an actor.
    pub actor: usize,
    /// The column of the cursor: the place of an event among those that are shown.
    pub event: usize,
    /// The first row in sight.
    pub first_actor: usize,
    /// The first column in sight.
    pub first_event: usize,
}

impl State {
    /// The cursor on an event, or on the one after it where it is not shown, in the row of an actor: the
    /// first who takes part where none is given.
    pub fn on(
        timeline: &Timeline,
        shown: &Shown<'_>,
        event: Option<EventIndex>,
        actor: Option<ActorIndex>,
    ) -> Self {
        let first = event.and_then(|event| leading_actor(timeline.event(event)));
        Self {
            actor: actor.or(first).map_or(0, ActorIndex::place),
            event: event.map_or(0, |event| shown.place(event)),
            ..Self::default()
        }
    }

    /// The cursor one move on, in range and in sight.
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
            let place = |event: &EventIndex| shown.place(*event);
            let found = match direction {
                Direction::NextMark => {
                    own.get(own.partition_point(|event| place(event) <= self.event))
                }
                Direction::PreviousMark => own
                    .partition_point(|event| place(event) < self.event)
                    .checked_sub(1)
                    .and_then(|before| own.get(before)),
                _ => None,
            };
            self.event = found.map_or(self.event, place);
        }
        self.held(request)
    }

    /// The same cursor, in range and in sight: after another size, another story.
    #[must_use]
    pub fn held(self, request: &Request<'_>) -> Self {
        let layout = Layout::new(request);
        let (actors, events) = (request.timeline.actors.len(), request.seen.shown.len());
        let actor = self.actor.min(actors.saturating_sub(1));
        let event = self.event.min(events.saturating_sub(1));
        Self {
            actor,
            event,
            first_actor: scrolled(self.first_actor, actor, layout.actors, actors),
            first_event: scrolled(self.first_event, event, layout.events, events),
        }
    }

    /// The cursor in the column of an event; `None` where the event has none.
    #[must_use]
    pub fn put_on(&self, event: EventIndex, request: &Request<'_>) -> Option<Self> {
        let shown = request.seen.shown;
        shown.contains(event).then(|| {
            let event = shown.place(event);
            Self { event, ..*self }.held(request)
        })
    }

    /// The event of the cursor's column, to follow.
    pub fn event_target(&self, shown: &Shown<'_>) -> Option<Target> {
        shown.nth(self.event).map(Target::Event)
    }

    /// The actor of the cursor's row, to follow.
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
    /// The date, or "undated".
    pub text: Clean,
    /// Whether the event under the cursor has it.
    pub current: bool,
    /// The places among [`Grid::columns`] of the events that have it.
    pub columns: Range<usize>,
}

/// An event's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The event.
    pub event: EventIndex,
    /// What kind of statement it is.
    pub status: Status,
    /// Where its marks stand, from the left edge of the grid.
    pub column: u16,
}

/// An actor's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The actor.
    pub actor: ActorIndex,
    /// The short name.
    pub name: Clean,
    /// How many of the events that are shown the actor takes part in, in at most four cells.
    pub count: Clean,
    /// Whether there is none of them.
    pub is_absent: bool,
    /// The places among [`Grid::columns`] of the events that the actor takes part in.
    pub marks: Vec<usize>,
    /// The roles in the event under the cursor; `None` for who takes no part in it.
    pub role: Option<Clean>,
}

/// The part of the grid in sight, ready to be painted.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Where everything stands.
    pub layout: Layout,
    /// The dates.
    pub heads: Vec<Head>,
    /// The events.
    pub columns: Vec<Column>,
    /// The actors.
    pub rows: Vec<Row>,
    /// The cursor's place among the columns and among the rows; `None` where there is nothing.
    pub cursor: Option<(usize, usize)>,
    /// What is said of the cell under the cursor.
    pub words: Vec<Line>,
    /// How much of it is in sight.
    pub remark: Clean,
}

impl Grid {
    /// Arranges what is in sight.
    pub fn new(request: &Request<'_>, state: &State) -> Self {
        let state = state.held(request);
        let layout = Layout::new(request);
        let (timeline, shown) = (request.timeline, request.seen.shown);
        let places = in_sight(state.first_event, layout.events, shown.len());
        let actors = in_sight(state.first_actor, layout.actors, timeline.actors.len());
        let columns = columns(request, &layout, &places);
        let mut rows: Vec<Row> = actors
            .clone()
            .map(|place| row(request, ActorIndex::new(place), &columns))
            .collect();
        let event = shown.nth(state.event);
        if let Some(event) = event {
            for part in &timeline.event(event).participants {
                let row = part.actor.place().checked_sub(actors.start);
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

    /// The event and the actor of a cell of the view, counted from its corner, as a cursor; `None`
    /// beside the marks.
    pub fn at(&self, column: u16, row: u16, state: &State) -> Option<State> {
        let row = usize::from(row.checked_sub(self.layout.head)?);
        let first = self.layout.marks.0;
        let near =
            |place: &Column| column >= place.column && column - place.column < self.layout.step;
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
    for place in places.clone() {
        if place == dated && place > places.start {
            column = column.saturating_add(GAP);
        }
        if let Some(event) = shown.nth(place) {
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
    // A search for each column, so that nothing is gone through that is not in sight.
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

/// A number in at most four cells.
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

/// The dates, each above the first of the events that have it, where there is room in the row next to
/// the marks or else in the one above; that of the event under the cursor always.
fn heads(request: &Request<'_>, layout: &Layout, columns: &[Column], cursor: usize) -> Vec<Head> {
    let Some(lowest) = layout.head.checked_sub(1) else {
        return Vec::new();
    };
    let date = |column: &Column| {
        let when = request.timeline.event(column.event).when.as_ref();
        when.map_or_else(|| "undated".to_owned(), |when| when.short(request.ascii))
    };
    let cells = |text: &Clean| u16::try_from(width(text)).unwrap_or(u16::MAX);
    let end = layout.marks.0.saturating_add(layout.marks.1);
    let mut heads: Vec<Head> = Vec::new();
    let mut place = 0;
    for group in columns.chunk_by(|one, next| date(one) == date(next)) {
        let places = place..place + group.len();
        let current = places.contains(&cursor);
        place += group.len();
        let text = Clean::line(&date(&group[0]));
        // A date at the right edge moves in.
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
