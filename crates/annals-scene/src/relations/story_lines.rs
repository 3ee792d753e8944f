//! Story lines: each actor a line through time, lines joined at the events that actors share.
//!
//! Owns which lines are in sight, how sure each stretch of them is, and what is said of the event
//! under the cursor. The order of the lines is made once, in [`Order`]; `joins` finds the columns of
//! events, `labels` the room for titles. Only the events of the window are looked at, and of those no
//! more than [`MOST_EVENTS`]: beyond that the lines show how much happens, not what.

mod cursor;
mod joins;
mod labels;
mod layout;
mod order;
mod stretches;
mod words;

pub use cursor::State;
pub use joins::{Join, Node};
pub use labels::Label;
pub use layout::Layout;
pub use order::Order;
pub use stretches::Weight;

use super::Seen;
use crate::flow::Line;
use annals_index::{Index, Track};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex, Timeline};
use annals_time::{Scale, TickOptions, Ticks, Time, When, Window, ticks};

/// The most events whose joins are drawn in one window.
pub const MOST_EVENTS: usize = 400;
/// The greatest height of a count, in eighths of a row.
const HIGHEST: usize = 8;

/// What the lines show of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that are joined and walked along.
    pub seen: Seen<'a>,
    /// The order of its lines.
    pub order: &'a Order,
    /// The stretch of time shown.
    pub window: Window,
    /// Where its parts stand.
    pub layout: Layout,
    /// Whether only ASCII may be used for what is the program's own.
    pub ascii: bool,
}

impl Request<'_> {
    /// The dated events of a line that are shown, in reading order.
    fn own(&self, line: usize) -> &[EventIndex] {
        self.order.events_of(self.index, &self.seen, line)
    }

    /// Columns of the lines.
    const fn columns(&self) -> u16 {
        self.layout.lines.width
    }

    /// Rows of the lines.
    const fn rows(&self) -> u16 {
        self.layout.lines.height
    }

    /// Rows from one line to the next: two where that leaves room for all of them.
    fn step(&self) -> u16 {
        let all = self.order.lines().len().saturating_mul(2).saturating_sub(1);
        1 + u16::from(all <= usize::from(self.rows()))
    }

    /// How many lines there is room for.
    fn room(&self) -> usize {
        usize::from(self.rows().div_ceil(self.step()))
    }
}

/// A line's number in the form in which [`Order`] keeps it. There are fewer than 2^32 actors.
fn as_line(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// Whether a line is among the ascending ones of an event.
fn meets(lines: &[u32], line: usize) -> bool {
    lines.binary_search(&as_line(line)).is_ok()
}

/// An event's earliest start.
fn start_of(timeline: &Timeline, event: EventIndex) -> Time {
    let when = timeline.event(event).when.as_ref();
    when.map_or(Time::MAX, When::earliest_start)
}

/// An actor's line in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLine {
    /// Its number from the top of the whole story.
    pub line: usize,
    /// The actor.
    pub actor: ActorIndex,
    /// The short name.
    pub name: Clean,
    /// The row it stands in.
    pub row: u16,
    /// One weight a column; nothing under the titles that stand on the line.
    pub weights: Vec<Weight>,
    /// Whether it comes in from the left, and whether it goes on at the right.
    pub beyond: (bool, bool),
    /// How many events begin in each column, in eighths of a row: where there are too many for joins;
    /// else empty.
    pub heights: Vec<u8>,
    /// Whether the actor takes part in the event under the cursor.
    pub takes_part: bool,
    /// Whether the actor takes part in none of the events that are shown.
    pub is_absent: bool,
}

/// Story lines, ready to be painted.
#[derive(Debug, Clone)]
pub struct StoryLines {
    /// Where the parts stand.
    pub layout: Layout,
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The lines in sight, from the top.
    pub lines: Vec<StoryLine>,
    /// The line of the cursor among [`StoryLines::lines`].
    pub cursor: Option<usize>,
    /// The joins, from left to right.
    pub joins: Vec<Join>,
    /// The titles.
    pub labels: Vec<Label>,
    /// Lines above and below those in sight.
    pub hidden: (usize, usize),
    /// Rows from one line to the next, 1 or 2.
    pub step: u16,
    /// The event under the cursor.
    pub event: Option<EventIndex>,
    /// What is said of it.
    pub words: Vec<Line>,
    /// How much of the story is in sight.
    pub remark: Clean,
}

impl StoryLines {
    /// Arranges what is in sight; `None` where there is no column to draw in.
    pub fn new(request: &Request<'_>, state: &State) -> Option<Self> {
        let scale = Scale::new(request.window, request.columns())?;
        let state = state.held(request);
        let (order, index) = (request.order, request.index);
        let first = state.first_line;
        let shown = first..order.lines().len().min(first + request.room());
        let mut events = events_in(request.seen.track, &request.window);
        let crowded = events.len() > MOST_EVENTS;
        if crowded {
            events = state.event.into_iter().collect();
        }
        let mut lines = stretches::lines(request, &scale, &shown, &events, crowded);
        let joins = joins::placed(request, &scale, &shown, &events, state.event);
        for line in &mut lines {
            line.takes_part = state
                .event
                .is_some_and(|event| meets(order.lines_of(index, event), line.line));
        }
        let labels = if crowded {
            count(request, &scale, &mut lines);
            Vec::new()
        } else {
            labels::placed(request, &mut lines, &joins, &shown)
        };
        Some(Self {
            layout: request.layout,
            ticks: ticks(
                &scale,
                TickOptions {
                    minor_spacing: 0,
                    ..TickOptions::default()
                },
            ),
            cursor: shown
                .contains(&state.line)
                .then(|| state.line - shown.start),
            hidden: (shown.start, order.lines().len() - shown.end),
            step: request.step(),
            event: state.event,
            words: words::words(request, state.event),
            remark: words::remark(request, &events, crowded),
            lines,
            joins,
            labels,
        })
    }

    /// The event and the line of a cell of the lines, counted from their corner, as a cursor: the
    /// nearest join of the line in that row, within two columns.
    pub fn at(&self, column: u16, row: u16, state: &State) -> Option<State> {
        let line = self.lines.iter().find(|line| line.row == row)?;
        let nodes = self
            .joins
            .iter()
            .filter(|join| join.nodes.iter().any(|node| node.row == row));
        let join = nodes.min_by_key(|join| join.column.abs_diff(column))?;
        (join.column.abs_diff(column) <= 2).then_some(State {
            event: Some(join.event),
            line: line.line,
            ..*state
        })
    }
}

/// The events that may hold in a window, in reading order; one more than are drawn where there are
/// too many.
fn events_in(track: &Track, window: &Window) -> Vec<EventIndex> {
    let positions = track.within(window, MOST_EVENTS + 1);
    positions
        .into_iter()
        .map(|position| track.event(position))
        .collect()
}

/// Counts the events of each line that begin in each column. Costs a search a column and line.
fn count(request: &Request<'_>, scale: &Scale, lines: &mut [StoryLine]) {
    let starts = |line: &StoryLine| {
        let own = request.own(line.line);
        let before =
            |time: Time| own.partition_point(|&event| start_of(request.timeline, event) < time);
        let edges: Vec<usize> = (0..=scale.columns())
            .map(|column| before(scale.column_start(column)))
            .collect();
        edges
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .collect::<Vec<usize>>()
    };
    let counts: Vec<Vec<usize>> = lines.iter().map(starts).collect();
    let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    for (line, counts) in lines.iter_mut().zip(counts) {
        let height =
            |count: usize| u8::try_from((count * HIGHEST).div_ceil(most)).unwrap_or(u8::MAX);
        line.heights = counts.into_iter().map(height).collect();
    }
}
