//! The axis: ticks, lanes with their marks, and the overview strip.
//!
//! Owns which marks stand where, how sure each stretch of them is, where their labels go, and what
//! is counted where there is no room. Places along the axis are in eighths of a column.

pub mod density;
mod labels;
mod marks;

use crate::data::{ActorIndex, EventIndex, Timeline};
use crate::index::{Index, LaneKey, Lanes, Track};
use crate::text::Clean;
use crate::time::{Scale, TickOptions, Ticks, Time, Window, ticks};

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
    /// The lanes that may be shown, from the top, the pinned ones first.
    pub slots: &'a [Slot],
    /// The first slot shown below the pinned ones, counted among the slots that are not pinned.
    pub first_slot: usize,
    /// The selected event, which is always given its row.
    pub selected: Option<EventIndex>,
    /// The present moment, if it is known.
    pub now: Option<Time>,
    /// Stretches that the person marked, at most two, and the moment last gone to.
    pub markers: &'a [Marker],
}

/// A lane in the order and form that the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its place among the lanes.
    pub lane: usize,
    /// Whether it stays in sight when the others scroll.
    pub pinned: bool,
    /// Whether it keeps to one row.
    pub collapsed: bool,
}

/// A moment, or a stretch of time, that the person pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its first moment.
    pub start: Time,
    /// Its end; the start for a moment.
    pub end: Time,
    /// What it is for.
    pub kind: MarkerKind,
}

/// What a marker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// One of the two between which is measured.
    Measure,
    /// The date last gone to.
    Date,
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
            hidden_lanes: (shown.start, request.slots.len() - shown.end),
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
    let lanes = request.slots;
    let room = usize::from(request.rows);
    let first = request.first_slot.min(lanes.len().saturating_sub(room));
    let end = lanes.len().min(first + room);
    let mut rows = vec![1; end - first];
    let mut left = room - rows.len();
    for (place, lane) in lanes[first..end].iter().enumerate() {
        let more = (request.lanes.lanes[lane.lane].track.rows() - 1).min(left);
        rows[place] += more;
        left -= more;
    }
    (first..end, rows)
}

fn band(request: &Request<'_>, scale: &Scale, place: usize, shown: usize) -> Band {
    let place = request.slots[place].lane;
    let lane = &request.lanes.lanes[place];
    let track = &lane.track;
    let first_row = first_row(request, track, shown);
    let mut rows = vec![Vec::new(); shown];
    for position in 0..track.len() {
        let placed = track.event(position);
        let Some(row) = track
            .row(position)
            .checked_sub(first_row)
            .and_then(|row| rows.get_mut(row))
        else {
            continue;
        };
        let event = request.timeline.event(placed);
        let Some(when) = &event.when else { continue };
        let selected = request.selected == Some(placed);
        if let Some(mark) = marks::mark(placed, when, scale, selected) {
            marks::add(row, mark);
        }
    }
    for row in &mut rows {
        labels::place(row, request.timeline, scale.columns());
    }
    let actor = match lane.key {
        LaneKey::Actor(actor) => Some(actor),
        _ => None,
    };
    let label = lane_name(request.timeline, request.lanes, place);
    Band {
        lane: place,
        label,
        actor,
        rows,
        hidden_rows: track.rows() - shown,
    }
}

/// STUB
pub fn shown_slots(slots: &[Slot], first: usize, rows: u16) -> std::ops::Range<usize> {
    let room = usize::from(rows);
    let first = first.min(slots.len().saturating_sub(room));
    first..slots.len().min(first + room)
}

/// The name of a lane, by its place.
pub fn lane_name(timeline: &Timeline, lanes: &Lanes, place: usize) -> Clean {
    match &lanes.lanes[place].key {
        LaneKey::Actor(actor) => timeline.actor(*actor).short.clone(),
        LaneKey::Theme(theme) => theme.clone(),
        LaneKey::Status(status) => Clean::own(status.name()),
        LaneKey::Layer => timeline.title.clone(),
        LaneKey::Others if lanes.lanes.len() > 1 => Clean::own("others"),
        LaneKey::Others | LaneKey::Everything => Clean::own("events"),
    }
}

/// The first row shown of a lane that has more than there is room for: the top one, unless the
/// selected event is further down.
fn first_row(request: &Request<'_>, track: &Track, shown: usize) -> usize {
    let selected = request.selected;
    let row = selected
        .and_then(|event| track.position(request.index, event))
        .map(|position| track.row(position));
    row.map_or(0, |row| (row + 1).saturating_sub(shown))
}

#[cfg(test)]
mod tests;
