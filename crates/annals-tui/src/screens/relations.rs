//! What the grid, the story lines and the chain of causes share: the rows that move a cursor, and what is
//! drawn around and below each of them.

use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_scene::flow::{Line, Role, Target};
use annals_scene::layout::Pane;
use annals_scene::relations::{Direction, inside};
use ratatui::layout::Rect;

use crate::actions::{filter, window};
use crate::command::{Count, Group, Spec};
use crate::commands;
use crate::context::Context;
use crate::keys::PointerAction;
use crate::rows::{Rows, has_actors, has_events};
use crate::screen::{Command, Destination, Handled, Input, Screen};
use crate::widgets::lines::draw_line;
use crate::widgets::marks::Marks;
use crate::widgets::painter::Painter;
use crate::widgets::{banner, frame, title};

/// How often a number before a command may move the cursor.
const MAX_MOVES: usize = 10_000;

/// A screen with a cursor that moves in [`Direction`]s.
pub(crate) trait RelationsScreen: Screen {
    /// Moves the cursor one step.
    fn step(&mut self, direction: Direction, cx: &Context);

    /// Puts the cursor on what stands in a cell; `false` if it can be put on nothing there.
    fn point_at(&mut self, column: u16, row: u16, cx: &Context) -> bool;

    /// Selects the event at the cursor, so that the other screens are about it too.
    fn select_cursor(&self, cx: &mut Context) {
        select(self.cursor(cx).event, cx);
    }
}

/// Selects an event, if there is one.
pub(super) fn select(event: Option<EventIndex>, cx: &mut Context) {
    if event.is_some() && cx.place.event != event {
        cx.place.event = event;
        cx.place.date = None;
    }
}

/// The rows in the order of the footer: a table takes them in this order and puts its own between them.
impl<S: RelationsScreen> Rows<S> {
    /// Closing the page, and moving the cursor by one.
    pub(super) const CURSOR: &'static [Command<S>] = &[
        Command::<S>::new(&commands::CLOSE, |_, cx, _| {
            // As in the browser, the marks of a search are cleared first.
            if !cx.search.clear() {
                close(cx);
            }
        }),
        Command::<S>::new(&commands::CURSOR_LEFT, |screen, cx, count| {
            go(screen, cx, count, Direction::Left);
        }),
        Command::<S>::new(&commands::CURSOR_RIGHT, |screen, cx, count| {
            go(screen, cx, count, Direction::Right);
        }),
        Command::<S>::new(&NEXT_MARK, |screen, cx, count| {
            go(screen, cx, count, Direction::NextMark);
        }),
        Command::<S>::new(&PREVIOUS_MARK, |screen, cx, count| {
            go(screen, cx, count, Direction::PreviousMark);
        }),
        Command::<S>::new(&ROW_START, |screen, cx, count| {
            go(screen, cx, count, Direction::RowStart);
        }),
        Command::<S>::new(&ROW_END, |screen, cx, count| {
            go(screen, cx, count, Direction::RowEnd);
        }),
        Command::<S>::new(&commands::NEXT, |screen, cx, count| {
            go(screen, cx, count, Direction::Down);
        })
        .when(has_events),
        Command::<S>::new(&commands::PREVIOUS, |screen, cx, count| {
            go(screen, cx, count, Direction::Up);
        })
        .when(has_events),
    ];

    /// Following what is at the cursor.
    pub(super) const FOLLOW: &'static [Command<S>] =
        &[
            Command::<S>::new(&commands::FOLLOW, |screen, cx, _| follow(screen, cx))
                .when(can_follow),
        ];

    /// The zoom keys on a page without a time axis.
    pub(super) const NO_ZOOM: &'static [Command<S>] = &[
        no_axis(&commands::ZOOM_IN).when(never),
        no_axis(&commands::ZOOM_OUT).when(never),
    ];

    /// From the actor at the cursor to the list of actors.
    pub(super) const ACTOR: &'static [Command<S>] =
        &[Command::<S>::new(&commands::ACTORS, |screen, cx, _| {
            match screen.cursor(cx).actor {
                Some(actor) => cx.open(Destination::Target(Target::Actor(actor))),
                None => cx.notice("There is no actor here."),
            }
        })
        .when(has_actors)];

    /// Closing the page with `q`, and the search.
    pub(super) const QUIT: &'static [Command<S>] = &[
        Command::<S>::new(&commands::QUIT, |_, cx, _| close(cx)),
        Command::<S>::opening(&commands::SEARCH).when(has_events),
    ];

    /// The other keys of the axis on a page without one.
    pub(super) const NO_PANNING: &'static [Command<S>] = &[
        no_axis(&commands::FIT_ALL).when(never),
        no_axis(&commands::PAN_PAGE_LEFT).when(never),
        no_axis(&commands::PAN_PAGE_RIGHT).when(never),
    ];

    /// Moving the cursor by pages and to the ends.
    pub(super) const PAGES: &'static [Command<S>] = &[
        Command::<S>::new(&commands::PAGE_DOWN, |screen, cx, count| {
            go(screen, cx, count, Direction::PageDown);
        })
        .when(has_events),
        Command::<S>::new(&commands::PAGE_UP, |screen, cx, count| {
            go(screen, cx, count, Direction::PageUp);
        })
        .when(has_events),
        Command::<S>::new(&commands::FIRST, |screen, cx, count| {
            go(screen, cx, count, Direction::Top);
        })
        .when(has_events),
        Command::<S>::new(&commands::LAST, |screen, cx, count| {
            go(screen, cx, count, Direction::Bottom);
        })
        .when(has_events),
    ];

    /// The next page, by the key that moves on everywhere.
    pub(super) const MOVING: &'static [Command<S>] =
        &[Command::<S>::new(&commands::MOVE_ON, |screen, cx, count| {
            go(screen, cx, count, Direction::PageDown);
        })
        .when(has_events)];

    /// Zooming a little on a page without a time axis.
    pub(super) const NO_ZOOM_LITTLE: &'static [Command<S>] = &[
        no_axis(&commands::ZOOM_IN_LITTLE).when(never),
        no_axis(&commands::ZOOM_OUT_LITTLE).when(never),
    ];

    /// The quiz.
    pub(super) const QUIZ: &'static [Command<S>] =
        &[Command::<S>::opening(&commands::QUIZ).when(has_events)];
}

/// The row of the command that opened the page: there it closes it.
pub(super) const fn closes_page<S: RelationsScreen>(spec: &'static Spec) -> Command<S> {
    Command::<S>::new(spec, |_, cx, _| close(cx))
}

const fn no_axis<S: RelationsScreen>(spec: &'static Spec) -> Command<S> {
    Command::<S>::new(spec, |_, cx, _| {
        cx.notice("This page has no time axis; the story lines have.");
    })
}

const fn never<S>(_: &S, _: &Context) -> bool {
    false
}

/// Returns whether there is something to follow at the cursor.
pub(super) fn can_follow<S: RelationsScreen>(screen: &S, cx: &Context) -> bool {
    let cursor = screen.cursor(cx);
    cursor.event.is_some() || cursor.actor.is_some()
}

/// Shows the event at the cursor in the browser, or the actor where there is no event.
pub(super) fn follow<S: RelationsScreen>(screen: &S, cx: &mut Context) {
    let cursor = screen.cursor(cx);
    let event = cursor.event.map(Target::Event);
    match event.or_else(|| cursor.actor.map(Target::Actor)) {
        Some(target) => cx.open(Destination::Target(target)),
        None => cx.notice("Nothing to follow here."),
    }
}

/// Moves the cursor as often as `count` says, until it moves no further.
fn go<S: RelationsScreen>(screen: &mut S, cx: &mut Context, count: Count, direction: Direction) {
    for _ in 0..count.times().min(MAX_MOVES) {
        let before = screen.clone();
        screen.step(direction, cx);
        if *screen == before {
            break;
        }
    }
    screen.select_cursor(cx);
}

fn close(cx: &mut Context) {
    cx.remember();
    cx.close();
    // The chain shows events that the list leaves out.
    filter::select_nearest(cx);
    window::reveal(cx);
}

/// Handles the mouse: the wheel moves the cursor up and down, a click puts it there.
pub(super) fn point<S: RelationsScreen>(
    screen: &mut S,
    input: &Input<'_>,
    cx: &mut Context,
) -> Handled {
    let Input::Pointer(pointer, _) = *input else {
        return Handled::No;
    };
    match pointer.action {
        PointerAction::ScrollDown => go(screen, cx, Count::default(), Direction::Down),
        PointerAction::ScrollUp => go(screen, cx, Count::default(), Direction::Up),
        PointerAction::Press if screen.point_at(pointer.column, pointer.row, cx) => {
            screen.select_cursor(cx);
        }
        PointerAction::Press | PointerAction::Drag | PointerAction::Release => {}
    }
    Handled::Yes
}

/// Returns a cell relative to the corner of an area; `None` above the area or left of it.
pub(super) fn cell_in(area: Rect, column: u16, row: u16) -> Option<(u16, u16)> {
    Some((column.checked_sub(area.x)?, row.checked_sub(area.y)?))
}

/// Draws the title row and the banner.
pub(super) fn draw_header(cx: &Context, painter: &mut Painter<'_>) {
    if let Some(layout) = cx.layout(Pane::List) {
        title::draw(cx, title::position(cx), layout.title, painter);
        banner::draw_row(cx, layout.banner, painter);
    }
}

/// Draws the title row, the banner, and the border of the page with a remark in its lower edge.
pub(super) fn draw_frame(
    cx: &Context,
    heading: &'static str,
    remark: &Clean,
    painter: &mut Painter<'_>,
) {
    draw_header(cx, painter);
    let area = cx.page_area();
    if inside(area) != area {
        frame::draw(painter, area, &Clean::own(heading), remark, true);
    }
}

/// Draws a line of words about an event, with search results underlined.
pub(super) fn draw_words(
    line: &Line,
    event: Option<EventIndex>,
    marks: Marks<'_>,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    draw_line(line, None, area, painter);
    let (Line::Runs(runs), Some(event)) = (line, event) else {
        return;
    };
    let mut column = area.x;
    for run in runs {
        let cells = u16::try_from(run.cells()).unwrap_or(u16::MAX);
        let place = Rect {
            x: column,
            width: cells.min(area.x.saturating_add(area.width).saturating_sub(column)),
            ..area
        };
        if run.role == Role::Text {
            marks.underline_parts(event, &run.text, place, painter);
        }
        column = column.saturating_add(cells);
    }
}

static NEXT_MARK: Spec = Spec {
    name: "next-mark",
    title: "Next mark of the row",
    doc: "Next mark of the row",
    group: Group::Relations,
    keys: &["."],
    hint: None,
};

static PREVIOUS_MARK: Spec = Spec {
    name: "previous-mark",
    title: "Previous mark of the row",
    doc: "Previous mark of the row",
    group: Group::Relations,
    keys: &[","],
    hint: None,
};

static ROW_START: Spec = Spec {
    name: "row-start",
    title: "Start of the row",
    doc: "Start of the row",
    group: Group::Relations,
    keys: &["^"],
    hint: None,
};

static ROW_END: Spec = Spec {
    name: "row-end",
    title: "End of the row",
    doc: "End of the row",
    group: Group::Relations,
    keys: &["$"],
    hint: None,
};

#[cfg(test)]
mod tests;
