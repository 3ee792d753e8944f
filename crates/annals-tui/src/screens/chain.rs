//! The chain of causes: what led to an event, and what it led to, link by link.

mod draw;
#[cfg(test)]
mod tests;

use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use annals_scene::flow::Target;
use annals_scene::relations::chain::{Chain, State, Stop};
use annals_scene::relations::{Direction, inside};

use super::relations::{self, RelationsScreen, can_follow, cell_in, closes_page};
use crate::actions::search;
use crate::command::{Count, Spec};
use crate::commands;
use crate::context::{Context, Found, StoryChange};
use crate::hits::HitMap;
use crate::rows::{Rows, has_actors, has_events};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;

/// The chain of an event. It is whole, whatever passes the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainScreen {
    state: State,
}

type Row = Command<ChainScreen>;

impl ChainScreen {
    /// Returns the whole chain.
    pub fn chain(&self, cx: &Context) -> Chain {
        chain_of(&self.state, cx)
    }

    /// Shows the links that were left out at the cursor; returns `false` if there are none.
    fn expand(&mut self, cx: &Context) -> bool {
        let Some(opened) = self.state.opened(&self.chain(cx)) else {
            return false;
        };
        let chain = chain_of(&opened, cx);
        self.state = opened.held(&chain, page_rows(cx));
        true
    }

    /// Returns where the events found are in the chain, from the top.
    fn found<'a>(
        found: &'a Found,
        chain: &'a Chain,
        cx: &'a Context,
    ) -> impl Iterator<Item = (Stop, EventIndex)> + 'a {
        let events = chain.in_full();
        events.filter(|&(_, event)| found.contains(cx.index().rank(event)))
    }
}

fn chain_of(state: &State, cx: &Context) -> Chain {
    Chain::new(cx.timeline(), cx.index(), state, cx.ascii())
}

/// Returns how many rows of the chain are in view.
fn page_rows(cx: &Context) -> usize {
    usize::from(inside(cx.page_area()).height).max(1)
}

impl RelationsScreen for ChainScreen {
    fn step(&mut self, direction: Direction, cx: &Context) {
        let chain = self.chain(cx);
        self.state = self.state.moved(direction, &chain, page_rows(cx));
    }

    fn point_at(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let chain = self.chain(cx);
        let cell = cell_in(inside(cx.page_area()), column, row);
        let stop = cell.and_then(|(_, row)| {
            let row = self.state.first_row + usize::from(row);
            chain.stop_in(row)
        });
        let Some(stop) = stop else { return false };
        self.state.stop = stop;
        self.state = self.state.clone().held(&chain, page_rows(cx));
        true
    }
}

impl Screen for ChainScreen {
    const NAME: &'static str = "chain";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        Rows::<Self>::CURSOR,
        &[Row::new(&commands::FOLLOW, |screen, cx, _| {
            if !screen.expand(cx) {
                relations::follow(screen, cx);
            }
        })
        .when(can_follow)],
        Rows::<Self>::HISTORY,
        Rows::<Self>::NO_ZOOM,
        Rows::<Self>::ACTOR,
        Rows::<Self>::THEME,
        Rows::<Self>::HELP,
        Rows::<Self>::QUIT,
        Rows::<Self>::ACCOUNTS,
        &[
            closes_page(&commands::CHAIN).when(has_events),
            Row::opening(&commands::GRID).when(has_actors),
            Row::opening(&commands::STORY_LINES).when(has_actors),
        ],
        Rows::<Self>::PALETTE,
        Rows::<Self>::NO_PANNING,
        Rows::<Self>::PAGES,
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
    const OPENED_BY: &'static [&'static Spec] = &[&commands::CHAIN];

    fn open_from(_: &'static Spec, cursor: Cursor, _: Count, cx: &mut Context) {
        let Some(event) = cursor.event else {
            cx.notice("Select an event first: the chain is what led to it.");
            return;
        };
        let state = State::on(event);
        let chain = chain_of(&state, cx);
        let screen = Self {
            state: state.centred(&chain, page_rows(cx)),
        };
        cx.remember();
        if !cx.shown().contains(event) {
            screen.select_cursor(cx);
        }
        cx.push(screen);
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        relations::point(self, input, cx)
    }

    fn settle(&mut self, cx: &mut Context) {
        let chain = self.chain(cx);
        self.state = self.state.clone().held(&chain, page_rows(cx));
    }

    fn story_changed(&mut self, change: &mut StoryChange<'_>) -> bool {
        let before = change.old_place.event;
        let is_gone = before.is_some_and(|event| change.event(event).is_none());
        let state = self.state.moved_to(|event| change.event(event));
        match state.filter(|_| !is_gone) {
            Some(state) => self.state = state,
            None => return false,
        }
        true
    }

    fn filter_changed(&mut self, _: Option<EventIndex>, cx: &mut Context) {
        self.select_cursor(cx);
    }

    fn cursor(&self, cx: &Context) -> Cursor {
        let event = match self.state.target(&self.chain(cx)) {
            Some(Target::Event(event)) => Some(event),
            _ => None,
        };
        Cursor::on(event, None)
    }

    fn put_cursor(&mut self, event: EventIndex, cx: &mut Context) -> bool {
        let chain = self.chain(cx);
        let Some(state) = self.state.put_on(event, &chain, page_rows(cx)) else {
            return false;
        };
        self.state = state;
        self.select_cursor(cx);
        true
    }

    fn first_shown(
        &self,
        mut events: &mut dyn Iterator<Item = EventIndex>,
        cx: &Context,
    ) -> Option<EventIndex> {
        let chain = self.chain(cx);
        Iterator::find(&mut events, |&event| chain.stop_of(event).is_some())
    }

    /// Goes through the results in the order of the chain.
    fn found_step(&self, found: &Found, by: isize, cx: &Context) -> Option<(EventIndex, bool)> {
        let chain = self.chain(cx);
        let at = chain.position_of(self.state.stop);
        let hits: Vec<(usize, EventIndex)> = Self::found(found, &chain, cx)
            .map(|(stop, event)| (chain.position_of(stop), event))
            .collect();
        let before = hits.partition_point(|&(position, _)| position < at);
        let on_one = hits
            .get(before)
            .is_some_and(|&(position, _)| position == at);
        let (position, went_round) = search::stepped(before, on_one, hits.len(), by)?;
        Some((hits.get(position)?.1, went_round))
    }

    fn found_words(&self, found: &Found, cx: &Context) -> Clean {
        let chain = self.chain(cx);
        found.words(&match Self::found(found, &chain, cx).count() {
            0 => ", none of them in this chain".to_owned(),
            own => format!(", {} of them in this chain", grouped(own)),
        })
    }

    fn draw(&self, cx: &Context, painter: &mut Painter<'_>, _: &mut HitMap) {
        let (chain, marks) = (self.chain(cx), Marks::of(cx));
        let remark = remark(&chain, marks, painter.look().glyphs.separator);
        relations::draw_frame(cx, "What led to it, and what it led to", &remark, painter);
        draw::draw(&chain, &self.state, marks, inside(cx.page_area()), painter);
    }
}

/// Says how many events come before and after, and how many of them the filter leaves out.
fn remark(chain: &Chain, marks: Marks<'_>, separator: &str) -> Clean {
    let (before, after) = chain.counts;
    let left_out = chain
        .in_full()
        .filter(|&(_, event)| marks.is_left_out(event));
    let outside = match left_out.count() {
        0 => String::new(),
        count => format!(" {separator} {count} outside the filter"),
    };
    Clean::line(&format!(
        "{before} before {separator} {after} after{outside}"
    ))
}
