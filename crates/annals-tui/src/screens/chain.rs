//! The chain of causes: what led to an event and what it led to, as a tree, beside the event and the link under the
//! cursor.

mod about;
mod draw;
mod layout;
#[cfg(test)]
mod tests;

use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use annals_scene::flow::Target;
use annals_scene::relations::chain::{Chain, State, Stop};
use annals_scene::relations::{Direction, inside};

use ratatui::layout::Position;

use self::layout::Layout;
use super::relations::{self, RelationsScreen, can_follow, cell_in, closes_page};
use crate::actions::search;
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::{Context, Found, StoryChange};
use crate::hits::HitMap;
use crate::keys::PointerAction;
use crate::rows::{Rows, has_actors, has_events};
use crate::screen::{Command, Cursor, Handled, Input, Kind, Screen, Table};
use crate::widgets::frame;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;

/// The chain of an event. It is whole, whatever passes the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainScreen {
    state: State,
    /// The first line shown of the text about what is under the cursor.
    first_line: usize,
}

static OPEN_EVENT: Spec = Spec {
    name: "open-event",
    title: "Open the event",
    doc: "Open the selected event in the list",
    group: Group::Relations,
    keys: &["Space"],
    hint: Some("open the event"),
};

type Row = Command<ChainScreen>;

impl ChainScreen {
    /// Returns the whole chain.
    pub fn chain(&self, cx: &Context) -> Chain {
        chain_of(&self.state, cx)
    }

    /// Shows the links that were left out at the cursor; returns `false` if there are none.
    fn expand(&mut self, cx: &mut Context) -> bool {
        let Some(opened) = self.state.opened(&self.chain(cx)) else {
            return false;
        };
        let chain = chain_of(&opened, cx);
        self.state = opened.held(&chain, page_rows(cx));
        self.first_line = 0;
        self.select_cursor(cx);
        true
    }

    /// Makes the event under the cursor the middle of the page.
    fn make_middle(&mut self, cx: &mut Context) {
        let Some(event) = self.cursor(cx).event else {
            return;
        };
        if event == self.state.subject {
            cx.notice("This event is in the middle already.");
            return;
        }
        cx.remember();
        *self = Self::on(event, cx);
        self.select_cursor(cx);
    }

    /// Shows the hidden links under the cursor, or makes its event the middle of the page.
    fn follow(&mut self, cx: &mut Context) {
        if !self.expand(cx) {
            self.make_middle(cx);
        }
    }

    /// Returns the page with an event in its middle.
    fn on(event: EventIndex, cx: &Context) -> Self {
        let state = State::on(event);
        let chain = chain_of(&state, cx);
        Self {
            state: state.centred(&chain, page_rows(cx)),
            first_line: 0,
        }
    }

    fn scroll(&mut self, by: isize, cx: &Context) {
        let lines = about::lines(&self.chain(cx), &self.state, cx).len();
        let shown = usize::from(layout::inside(Layout::of(cx).about).height);
        let last = lines.saturating_sub(shown);
        self.first_line = self.first_line.saturating_add_signed(by).min(last);
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
    usize::from(inside(Layout::of(cx).tree).height).max(1)
}

impl RelationsScreen for ChainScreen {
    fn step(&mut self, direction: Direction, cx: &Context) {
        let chain = self.chain(cx);
        self.state = self.state.moved(direction, &chain, page_rows(cx));
        self.first_line = 0;
    }

    fn point_at(&mut self, column: u16, row: u16, cx: &Context) -> bool {
        let chain = self.chain(cx);
        let tree = inside(Layout::of(cx).tree);
        let is_inside = tree.contains(Position::new(column, row));
        let cell = cell_in(tree, column, row).filter(|_| is_inside);
        let stop = cell.and_then(|(_, row)| {
            let row = self.state.first_row + usize::from(row);
            chain.stop_in(row)
        });
        let Some(stop) = stop else { return false };
        self.state.stop = stop;
        self.first_line = 0;
        self.state = self.state.clone().held(&chain, page_rows(cx));
        true
    }
}

impl Screen for ChainScreen {
    const NAME: &'static str = "chain";
    const KIND: Kind = Kind::Page;
    const COMMANDS: Table<Self> = &[
        &[
            Row::new(&MAKE_MIDDLE, |screen, cx, _| screen.follow(cx)).when(can_make_middle),
            Row::new(&OPEN_EVENT, |screen, cx, _| relations::follow(screen, cx)).when(can_follow),
        ],
        Rows::<Self>::CURSOR,
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
        &[
            Row::new(&commands::SCROLL_DOWN, |screen, cx, count| {
                screen.scroll(count.forward(), cx);
            }),
            Row::new(&commands::SCROLL_UP, |screen, cx, count| {
                screen.scroll(count.backward(), cx);
            }),
        ],
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
        let screen = Self::on(event, cx);
        cx.remember();
        if !cx.shown().contains(event) {
            screen.select_cursor(cx);
        }
        cx.push(screen);
    }

    fn input(&mut self, input: &Input<'_>, cx: &mut Context) -> Handled {
        if let Input::Pointer(pointer, _) = *input {
            let about = Layout::of(cx).about;
            let is_about = about.contains(Position::new(pointer.column, pointer.row));
            match pointer.action {
                PointerAction::ScrollDown if is_about => self.scroll(1, cx),
                PointerAction::ScrollUp if is_about => self.scroll(-1, cx),
                PointerAction::Press => {
                    // A second click on the same row makes it the middle.
                    let before = self.state.stop;
                    if self.point_at(pointer.column, pointer.row, cx) {
                        if self.state.stop == before {
                            self.follow(cx);
                        }
                        self.select_cursor(cx);
                    }
                }
                _ => return relations::point(self, input, cx),
            }
            return Handled::Yes;
        }
        Handled::No
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
        self.first_line = 0;
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
        let layout = Layout::of(cx);
        relations::draw_header(cx, painter);
        if inside(layout.tree) != layout.tree {
            let heading = Clean::own("Causes and effects");
            frame::draw(painter, layout.tree, &heading, &remark, true);
        }
        draw::draw(&chain, &self.state, marks, inside(layout.tree), painter);
        let lines = about::lines(&chain, &self.state, cx);
        about::draw(&lines, self.first_line, layout.about, painter);
    }
}

static MAKE_MIDDLE: Spec = Spec {
    name: "make-middle",
    title: "Make it the middle",
    doc: "Make the selected event the middle of the page; show links that were left out",
    group: Group::Relations,
    keys: &["Enter"],
    hint: Some("make it the middle"),
};

fn can_make_middle(screen: &ChainScreen, cx: &Context) -> bool {
    matches!(screen.state.stop, Stop::More { .. })
        || screen
            .cursor(cx)
            .event
            .is_some_and(|event| event != screen.state.subject)
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
