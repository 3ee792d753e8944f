//! [`Request`]: what an axis is arranged from, and conversions from times to columns.

use super::rows::LaneStack;
use annals_index::{Index, LaneKey, Lanes, Track};
use annals_model::text::Clean;
use annals_model::{EventIndex, Timeline};
use annals_time::{Scale, Time, Window};

/// Units of a horizontal position in a column.
pub const EIGHTHS: u32 = 8;

/// What an axis is arranged from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The timeline.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// All events that are shown.
    pub everything: &'a Track,
    /// The events of each lane.
    pub lanes: &'a Lanes,
    /// The time shown.
    pub window: Window,
    /// The time that the overview strip shows.
    pub whole: Window,
    /// The room there is.
    pub canvas: Canvas,
    /// The lanes that may be shown.
    pub stack: &'a LaneStack,
    /// Number of lanes that the user turned off.
    pub lanes_off: usize,
    /// The first row shown below the pinned lanes, counted among those of the unpinned lanes.
    pub first_row: usize,
    /// The selected event, which is always visible.
    pub selected: Option<EventIndex>,
    /// The present moment, if it is known.
    pub now: Option<Time>,
    /// The intervals that the user marked, at most two, and the date last jumped to.
    pub markers: &'a [Marker],
    /// The events that a search found, which are highlighted.
    pub found: Option<&'a Track>,
}

/// What an axis is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Canvas {
    /// Columns.
    pub columns: u16,
    /// Rows for lanes.
    pub rows: u16,
    /// Rows for the names of eras.
    pub era_rows: u16,
    /// Whether a title may cover the parts of its bar that are not sure, as they are seen behind it.
    pub covers_slopes: bool,
}

/// A lane in the order and form that the user chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its index among the lanes.
    pub lane: usize,
    /// Whether it stays visible while others scroll.
    pub pinned: bool,
    /// Whether it is collapsed to one row.
    pub collapsed: bool,
}

/// A moment or an interval that the user marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its start.
    pub start: Time,
    /// Its end; for a moment, the start.
    pub end: Time,
    /// What it is for.
    pub kind: MarkerKind,
}

/// What a marker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// One end of a measured distance.
    Measure,
    /// The date last jumped to.
    Date,
}

/// Returns the columns that an interval touches, at least one: the first and the one after the last.
pub(super) fn cells(scale: &Scale, start: Time, end: Time) -> (u16, u16) {
    let columns = scale.columns();
    let first = column(scale.eighths_clamped(start) / EIGHTHS, columns).min(columns - 1);
    let end = column(scale.eighths_clamped(end).div_ceil(EIGHTHS), columns);
    (first, end.max(first + 1))
}

pub(super) fn column(position: u32, columns: u16) -> u16 {
    u16::try_from(position).unwrap_or(columns).min(columns)
}

/// Returns the name of a lane.
pub fn lane_name(timeline: &Timeline, lanes: &Lanes, position: usize) -> Clean {
    match &lanes.lane(position).key {
        LaneKey::Actor(actor) => timeline.actor(*actor).short.clone(),
        LaneKey::Theme(theme) => theme.clone(),
        LaneKey::Status(status) => Clean::own(status.name()),
        LaneKey::Account(layer) => timeline.account(*layer).short.clone(),
        LaneKey::Others if lanes.lanes.len() > 1 => Clean::own("others"),
        LaneKey::Others | LaneKey::Everything => Clean::own("events"),
    }
}
