//! The grid: who takes part in what. Actors are rows, events columns.

mod draw;
#[cfg(test)]
mod tests;

use annals_model::{ActorIndex, EventIndex};
use annals_scene::relations::grid::{Grid, Request, State};
use annals_scene::relations::{Direction, inside};

use super::relations::{self, RelationsScreen, cell_in, closes_page};
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, StoryChange};
use crate::hits::HitMap;
use crate::rows::{Rows, has_actors, has_events};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;

/// The grid of actors and events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridScreen {
    state: State,
}

type Row = Command<GridScreen>;

impl GridScreen {
    /// Returns what is in view.
    pub fn grid(&self, cx: &Context) -> Grid {
        Grid::new(&request(cx), &self.state)
    }
}

fn request(cx: &Context) -> Request<'_> {
    let inside = inside(cx.page_area());
    Request {
        timeline: cx.timeline(),
        index: cx.index(),
        seen: cx.seen(),
        columns: inside.width,
        rows: inside.height,
        ascii: cx.ascii(),
    }
}

impl RelationsScreen for GridScreen {
    fn step(&mut self, direction: Direction, cx: &Context) {
        self.state = self.state.moved(direction, &request(cx));
    }

    fn point_at(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let state = cell_in(inside(cx.page_area()), column, row)
            .and_then(|(column, row)| self.grid(cx).at(column, row, &self.state));
        self.state = state.unwrap_or(self.state);
        state.is_some()
    }
}

impl Screen for GridScreen {
    const NAME: &'static str = "grid";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        Rows::<Self>::CURSOR,
        Rows::<Self>::FOLLOW,
        Rows::<Self>::HISTORY,
        Rows::<Self>::NO_ZOOM,
        Rows::<Self>::ACTOR,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        Rows::<Self>::QUIT,
        Rows::<Self>::ACCOUNTS,
        &[
            Row::opening(&commands::CHAIN).when(has_events),
            closes_page(&commands::GRID).when(has_actors),
            Row::opening(&commands::STORY_LINES).when(has_actors),
        ],
        Rows::<Self>::PALETTE,
        Rows::<Self>::NO_PANNING,
        Rows::<Self>::PAGES,
        Rows::<Self>::MOVING,
        Rows::<Self>::FILTER,
        Rows::<Self>::FOUND,
        Rows::<Self>::NO_ZOOM_LITTLE,
        Rows::<Self>::AROUND,
        Rows::<Self>::MARKS,
        Rows::<Self>::COPYING,
        Rows::<Self>::EDITING,
        Rows::<Self>::QUIZ,
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::GRID];

    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        let state = State::on(cx.timeline(), &cx.shown(), cursor.event, cursor.actor);
        let screen = Self {
            state: state.held(&request(cx)),
        };
        cx.remember();
        if cursor
            .event
            .is_some_and(|event| !cx.shown().contains(event))
        {
            screen.select_cursor(cx);
        }
        cx.push(screen);
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        relations::point(self, input, cx)
    }

    fn settle(&mut self, cx: &mut Context) {
        self.state = self.state.held(&request(cx));
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let State {
            actor,
            event,
            first_actor,
            first_event,
        } = self.state;
        let actor = (actor < change.old.timeline.actors.len()).then(|| ActorIndex::new(actor));
        let actor = actor.and_then(|actor| change.actor(actor));
        let event = change.shown_before().nth(event);
        let event = event.and_then(|event| change.nearest(event));
        let event = event.or(change.new_place.event);
        self.state = State {
            first_actor,
            first_event,
            ..State::on(&change.new.timeline, &change.shown_now(), event, actor)
        };
        true
    }

    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context) {
        let shown = cx.shown();
        let nearest = event.and_then(|event| shown.nearest(event));
        let state = State {
            event: nearest.map_or(0, |event| shown.position(event)),
            ..self.state
        };
        self.state = state.held(&request(cx));
        self.select_cursor(cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let State { actor, event, .. } = self.state;
        let actor = (actor < cx.timeline().actors.len()).then(|| ActorIndex::new(actor));
        Cursor::on(cx.shown().nth(event), actor)
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        let Some(state) = self.state.put_on(event, &request(cx)) else {
            return false;
        };
        self.state = state;
        self.select_cursor(cx);
        true
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let grid = self.grid(cx);
        relations::draw_frame(cx, "Who takes part in what", &grid.remark, painter);
        draw::draw(&grid, Marks::of(cx), inside(cx.page_area()), painter);
    }
}
