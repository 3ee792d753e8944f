//! The axis: ticks, lanes with their marks, and the overview strip.
//!
//! Owns which marks stand where, how sure each stretch of them is, where their labels go, and what
//! is counted where there is no room. Places along the axis are in eighths of a column.

pub mod density;
mod labels;
mod marks;

use crate::data::{ActorIndex, EventIndex, Timeline};
use crate::index::{Index, Lane, LaneKey, Lanes};
use crate::text::Clean;
use crate::time::{Scale, TickOptions, Ticks, Window, ticks};

/// Eighths of a column in a column.
pub const EIGHTHS: u32 = 8;

/// What the axis shows of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// Its lanes.
    pub lanes: &'a Lanes,
    /// The stretch of time shown.
    pub window: Window,
    /// The stretch that the overview strip shows.
    pub whole: Window,
    /// Columns.
    pub columns: u16,
    /// Rows for lanes.
    pub rows: u16,
    /// The first lane shown.
    pub first_lane: usize,
    /// The selected event, which is always given its row.
    pub selected: Option<EventIndex>,
}

/// How sure it is that an event holds along a stretch of its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It holds.
    Certain,
    /// It begins somewhere here: surer towards the right.
    Rising,
    /// It ends somewhere here: less sure towards the right.
    Falling,
    /// It holds somewhere in here, nobody knows where.
    Possible,
}

/// A stretch of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// How sure it is.
    pub certainty: Certainty,
    /// The same at its left and its right edge, from 0 (hardly) to 255 (sure). A slope that the window
    /// cuts begins or ends between the two.
    pub sureness: (u8, u8),
}

/// How a mark ends on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// At a date.
    Dated,
    /// Somewhere outside the window.
    Beyond,
    /// The date says that there is no end (`..`).
    Open,
    /// There is an end, and nobody knows when.
    Unknown,
}

/// The text of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The column at which it starts.
    pub column: u16,
    /// The columns that it may take.
    pub room: u16,
    /// The text, which may be wider than that.
    pub text: Clean,
}

/// What stands on the axis for an event, or for several that share one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The event; the first one where several share a cell.
    pub event: EventIndex,
    /// How many events it stands for.
    pub count: usize,
    /// Its parts from left to right; not empty, not overlapping.
    pub stretches: Vec<Stretch>,
    /// How it ends on the left.
    pub left: Edge,
    /// How it ends on the right.
    pub right: Edge,
    /// Whether the source itself doubts the date.
    pub doubtful: bool,
    /// Its text, where there is room for it.
    pub label: Option<Label>,
    /// Whether it is the selected one.
    pub selected: bool,
}

impl Mark {
    /// Its left edge, in eighths of a column.
    pub fn from(&self) -> u32 {
        self.stretches.first().map_or(0, |stretch| stretch.from)
    }

    /// Its right edge, in eighths of a column.
    pub fn to(&self) -> u32 {
        self.stretches.last().map_or(0, |stretch| stretch.to)
    }

    /// Its first cell and the one after its last. A mark takes at least one cell, on the axis.
    pub fn cells(&self, columns: u16) -> (u16, u16) {
        let last = columns.saturating_sub(1);
        let first = u16::try_from(self.from() / EIGHTHS)
            .unwrap_or(last)
            .min(last);
        let end = u16::try_from(self.to().div_ceil(EIGHTHS))
            .unwrap_or(columns)
            .min(columns);
        (first, end.max(first + 1))
    }
}

/// A lane as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its place among the lanes.
    pub lane: usize,
    /// Its name.
    pub label: Clean,
    /// The actor it belongs to, if lanes stand for actors.
    pub actor: Option<ActorIndex>,
    /// The marks of each row that is shown.
    pub rows: Vec<Vec<Mark>>,
    /// Rows that are not shown for want of room.
    pub hidden_rows: usize,
}

/// The axis, ready to be painted.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The lanes shown.
    pub bands: Vec<Band>,
    /// Lanes above and below those shown.
    pub hidden_lanes: (usize, usize),
    /// One height a column, in eighths of a row: how much happens there in the whole story.
    pub overview: Vec<u8>,
    /// The part of the overview that the window shows: its first column and the one after its last.
    pub overview_window: (u16, u16),
}

impl Axis {
    /// Arranges the axis; `None` where there is no column to draw in.
    pub fn new(request: &Request<'_>) -> Option<Self> {
        let scale = Scale::new(request.window, request.columns)?;
        let (shown, rows) = share_rows(request);
        let bands = shown
            .clone()
            .zip(rows)
            .map(|(place, rows)| band(request, &scale, place, rows))
            .collect();
        let whole = Scale::new(request.whole, request.columns)?;
        let first = whole.eighths_clamped(request.window.start()) / EIGHTHS;
        let end = whole
            .eighths_clamped(request.window.end())
            .div_ceil(EIGHTHS)
            .max(first + 1);
        Some(Self {
            ticks: ticks(
                &scale,
                TickOptions {
                    minor_spacing: 0,
                    ..TickOptions::default()
                },
            ),
            bands,
            hidden_lanes: (shown.start, request.lanes.lanes.len() - shown.end),
            overview: density::of_story(request.timeline, request.index, &whole),
            overview_window: (column(first, request.columns), column(end, request.columns)),
        })
    }
}

fn column(place: u32, columns: u16) -> u16 {
    u16::try_from(place).unwrap_or(columns).min(columns)
}

/// Which lanes are shown and how many rows each has: one for each lane as far as they reach, then
/// what is left over to those that need more, from the top.
fn share_rows(request: &Request<'_>) -> (std::ops::Range<usize>, Vec<usize>) {
    let lanes = &request.lanes.lanes;
    let room = usize::from(request.rows);
    let first = request.first_lane.min(lanes.len().saturating_sub(room));
    let end = lanes.len().min(first + room);
    let mut rows = vec![1; end - first];
    let mut left = room - rows.len();
    for (place, lane) in lanes[first..end].iter().enumerate() {
        let more = (lane.rows - 1).min(left);
        rows[place] += more;
        left -= more;
    }
    (first..end, rows)
}

fn band(request: &Request<'_>, scale: &Scale, place: usize, shown: usize) -> Band {
    let lane = &request.lanes.lanes[place];
    let first_row = first_row(lane, shown, request.selected);
    let mut rows = vec![Vec::new(); shown];
    for placed in &lane.events {
        let Some(row) = placed
            .row
            .checked_sub(first_row)
            .and_then(|row| rows.get_mut(row))
        else {
            continue;
        };
        let event = request.timeline.event(placed.event);
        let Some(when) = &event.when else { continue };
        let selected = request.selected == Some(placed.event);
        if let Some(mark) = marks::mark(placed.event, when, scale, selected) {
            marks::add(row, mark);
        }
    }
    for row in &mut rows {
        labels::place(row, request.timeline, scale.columns());
    }
    let (label, actor) = match &lane.key {
        LaneKey::Actor(actor) => (request.timeline.actor(*actor).short.clone(), Some(*actor)),
        LaneKey::Theme(theme) => (theme.clone(), None),
        LaneKey::Everything if request.lanes.lanes.len() == 1 => (Clean::own("events"), None),
        LaneKey::Everything => (Clean::own("others"), None),
    };
    Band {
        lane: place,
        label,
        actor,
        rows,
        hidden_rows: lane.rows - shown,
    }
}

/// The first row shown of a lane that has more than there is room for: the top one, unless the
/// selected event is further down.
fn first_row(lane: &Lane, shown: usize, selected: Option<EventIndex>) -> usize {
    let row = lane
        .events
        .iter()
        .find(|placed| Some(placed.event) == selected)
        .map(|placed| placed.row);
    row.map_or(0, |row| (row + 1).saturating_sub(shown))
}

#[cfg(test)]
mod tests;
