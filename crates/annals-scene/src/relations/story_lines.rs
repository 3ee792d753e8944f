//! Story lines: each actor is a line through time, and lines are joined at the events that actors share.
//!
//! [`Order`] fixes the order of the lines once for a timeline; `lines` finds where each line goes, `joins`
//! the columns of events, `labels` the room for titles. Beyond [`MAX_EVENTS`] events in the window, lines
//! show how many events begin, not which.

mod cursor;
mod joins;
mod labels;
mod layout;
mod lines;
mod order;
mod request;
mod words;

pub use self::cursor::State;
pub use self::joins::{Join, Node};
pub use self::labels::Label;
pub use self::layout::Layout;
pub use self::lines::{StoryLine, Weight};
pub use self::order::Order;
pub use self::request::Request;

use self::request::{meets, start_of};
use crate::flow::Line;
use annals_index::Track;
use annals_model::EventIndex;
use annals_model::text::Clean;
use annals_time::{Scale, TickOptions, Ticks, Time, Window, ticks};

/// The most events in the window that are joined.
pub const MAX_EVENTS: usize = 400;
/// The greatest height of a count, in eighths of a row.
const MAX_HEIGHT: usize = 8;

/// The arranged story lines.
#[derive(Debug, Clone)]
pub struct StoryLines {
    /// The areas of the parts.
    pub layout: Layout,
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The visible lines, from the top.
    pub lines: Vec<StoryLine>,
    /// The line of the cursor, as an index into [`StoryLines::lines`].
    pub cursor: Option<usize>,
    /// The joins, from left to right.
    pub joins: Vec<Join>,
    /// The titles.
    pub labels: Vec<Label>,
    /// Number of hidden lines above and below.
    pub hidden: (usize, usize),
    /// Rows from one line to the next, 1 or 2.
    pub step: u16,
    /// The event under the cursor.
    pub event: Option<EventIndex>,
    /// The text about it.
    pub words: Vec<Line>,
    /// A remark on how much is visible.
    pub remark: Clean,
}

impl StoryLines {
    /// Arranges the visible part; `None` without columns.
    pub fn new(request: &Request<'_>, state: &State) -> Option<Self> {
        let scale = Scale::new(request.window, request.columns())?;
        let state = state.held(request);
        let (order, index) = (request.order, request.index);
        let first = state.first_line;
        let shown = first..order.lines().len().min(first + request.room());
        let mut events = events_in(request.seen.track, &request.window);
        let crowded = events.len() > MAX_EVENTS;
        if crowded {
            events = state.event.into_iter().collect();
        }
        let mut lines = lines::lines(request, &scale, &shown, &events, crowded);
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

    /// Returns the cursor for a cell of the lines: the nearest join of the line in that row, within two
    /// columns.
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

/// Returns the events that may hold in a window, at most [`MAX_EVENTS`] and one.
fn events_in(track: &Track, window: &Window) -> Vec<EventIndex> {
    let positions = track.within(window, MAX_EVENTS + 1);
    positions
        .into_iter()
        .map(|position| track.event(position))
        .collect()
}

/// Counts the events of each line that begin in each column, by binary search.
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
            |count: usize| u8::try_from((count * MAX_HEIGHT).div_ceil(most)).unwrap_or(u8::MAX);
        line.heights = counts.into_iter().map(height).collect();
    }
}
