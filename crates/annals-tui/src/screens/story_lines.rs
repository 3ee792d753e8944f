//! The story lines: one line per actor along the time axis, joined where actors meet.

mod draw;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::relations::Direction;
use annals_scene::relations::story_lines::{Layout, Order, Request, State, StoryLines};

use super::relations::{self, RelationsScreen, cell_in, closes_page};
use crate::actions::{search, window};
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, Found, StoryChange};
use crate::hits::HitMap;
use crate::message::Effect;
use crate::rows::{Rows, has_actors, has_events};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::story::MANY;
use crate::task::Task;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;

/// How many search results a number before a command may step over.
const MAX_STEPS: usize = 10_000;

/// The story lines. Their order is kept in [`Context::memory`]; without it the page closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLinesScreen {
    state: State,
}

type Row = Command<StoryLinesScreen>;

impl StoryLinesScreen {
    /// Returns what is in view.
    pub fn story_lines(&self, cx: &Context) -> Option<StoryLines> {
        StoryLines::new(&request(cx, order(cx)?), &self.state)
    }
}

fn order(cx: &Context) -> Option<&Order> {
    cx.memory.get::<Arc<Order>>().map(|order| &**order)
}

fn request<'a>(cx: &'a Context, order: &'a Order) -> Request<'a> {
    Request {
        timeline: cx.timeline(),
        index: cx.index(),
        seen: cx.seen(),
        order,
        window: cx.place.window,
        layout: Layout::new(cx.page_area(), order),
        ascii: cx.ascii(),
    }
}

/// Returns whether an event is on a line and passes the filter.
fn is_on_a_line(event: EventIndex, cx: &Context) -> bool {
    let lines = |order: &Order| !order.lines_of(cx.index(), event).is_empty();
    cx.shown().contains(event) && order(cx).is_none_or(lines)
}

impl RelationsScreen for StoryLinesScreen {
    fn step(&mut self, direction: Direction, cx: &Context) {
        if let Some(order) = order(cx) {
            self.state = self.state.moved(direction, &request(cx, order));
        }
    }

    fn point_at(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let state = self.story_lines(cx).and_then(|lines| {
            let (column, row) = cell_in(lines.layout.lines, column, row)?;
            lines.at(column, row, &self.state)
        });
        self.state = state.unwrap_or(self.state);
        state.is_some()
    }

    fn select_cursor(&self, cx: &mut Context) {
        relations::select(self.state.event, cx);
        window::reveal(cx);
    }
}

impl Screen for StoryLinesScreen {
    const NAME: &'static str = "story-lines";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        Rows::<Self>::CURSOR,
        Rows::<Self>::FOLLOW,
        Rows::<Self>::HISTORY,
        Rows::<Self>::ZOOM,
        Rows::<Self>::ACTOR,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        Rows::<Self>::QUIT,
        Rows::<Self>::ACCOUNTS,
        &[
            Row::opening(&commands::CHAIN).when(has_events),
            Row::opening(&commands::GRID).when(has_actors),
            closes_page(&commands::STORY_LINES).when(has_actors),
        ],
        Rows::<Self>::PALETTE,
        Rows::<Self>::FIT_ALL,
        Rows::<Self>::PAN_PAGES,
        Rows::<Self>::PAGES,
        Rows::<Self>::MOVING,
        Rows::<Self>::FILTER,
        Rows::<Self>::FOUND,
        Rows::<Self>::ZOOM_LITTLE,
        Rows::<Self>::AROUND,
        Rows::<Self>::MARKS,
        Rows::<Self>::COPYING,
        Rows::<Self>::EDITING,
        Rows::<Self>::QUIZ,
        Rows::<Self>::TERMINAL,
    ];
    const OPENED_BY: &'static [&'static Spec] = &[&commands::STORY_LINES];

    /// Ordering the lines takes long in a large story and is done in the background there.
    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        if order(cx).is_none() {
            let task = Task::OrderLines(cx.story.clone());
            if task.size() >= MANY {
                cx.notice("Ordering the story lines; press the key again then.");
                cx.effect(Effect::Run(task));
                return;
            }
            let order = Order::new(cx.timeline(), cx.index());
            cx.memory.set(Arc::new(order));
        }
        let Some(order) = order(cx) else { return };
        let state = State::on(order, cx.index(), &cx.seen(), cursor.event, cursor.actor);
        let screen = Self {
            state: state.held(&request(cx, order)),
        };
        cx.remember();
        screen.select_cursor(cx);
        cx.push(screen);
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        relations::point(self, input, cx)
    }

    fn settle(&mut self, cx: &mut Context) {
        match order(cx) {
            Some(order) => self.state = self.state.held(&request(cx, order)),
            None => cx.close(),
        }
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let Some((old, new)) = change.orders() else {
            return false;
        };
        let State {
            event,
            line,
            first_line,
        } = self.state;
        let actor = old.lines().get(line).copied();
        let actor = actor.and_then(|actor| change.actor(actor));
        let event = event.and_then(|event| change.nearest(event));
        let event = event.or(change.new_place.event);
        let (index, seen) = (&change.new.index, change.seen_now());
        self.state = State {
            first_line,
            ..State::on(&new, index, &seen, event, actor)
        };
        true
    }

    fn filter_changed(&mut self, event: Option<EventIndex>, cx: &mut Context) {
        if let Some(order) = order(cx) {
            let request = request(cx, order);
            let nearest = event.and_then(|event| cx.shown().nearest(event));
            let put = nearest.and_then(|event| self.state.put_on(event, &request));
            let put = put.unwrap_or_else(|| {
                let actor = order.lines().get(self.state.line).copied();
                State {
                    first_line: self.state.first_line,
                    ..State::on(order, cx.index(), &cx.seen(), nearest, actor)
                }
            });
            self.state = put.held(&request);
        }
        self.select_cursor(cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let actor = order(cx).and_then(|order| order.lines().get(self.state.line));
        Cursor::on(self.state.event, actor.copied())
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        let put = order(cx).and_then(|order| self.state.put_on(event, &request(cx, order)));
        let Some(state) = put else { return false };
        self.state = state;
        self.select_cursor(cx);
        true
    }

    fn first_shown(
        &self,
        mut events: &mut dyn Iterator<Item = EventIndex>,
        cx: &Context,
    ) -> Option<EventIndex> {
        Iterator::find(&mut events, |&event| is_on_a_line(event, cx))
    }

    /// Results that are on no line are passed over.
    fn found_step(&self, found: &Found, by: isize, cx: &Context) -> Option<(EventIndex, bool)> {
        let mut from = self.state.event;
        let mut went_round = false;
        for _ in 0..by.unsigned_abs().min(MAX_STEPS) {
            let mut tries = 0..found.count();
            from = loop {
                tries.next()?;
                let (event, round) = search::step_from(cx, found, from, by.signum())?;
                went_round |= round;
                from = Some(event);
                if is_on_a_line(event, cx) {
                    break Some(event);
                }
            };
        }
        Some((from?, went_round))
    }

    fn found_words(&self, found: &Found, cx: &Context) -> Clean {
        let is_elsewhere = cx.search.is_elsewhere && search::shown_count(cx, found) > 0;
        let none = if is_elsewhere {
            ", none of them on a story line"
        } else {
            ""
        };
        search::words(cx, found, none)
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        if let Some(lines) = self.story_lines(cx) {
            relations::draw_frame(cx, "Story lines", &lines.remark, painter);
            draw::draw(&lines, Marks::of(cx), painter);
        }
    }
}
