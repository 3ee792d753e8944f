//! The axis: ticks, eras, lanes with their marks or how many events there are, and the overview strip.
//!
//! Owns what stands where along time. Places are in eighths of a column where a mark may begin
//! within a cell, else in columns; rows are counted from the top of the lanes. No question it asks
//! costs a walk through all events.

mod bands;
mod connector;
pub mod density;
mod eras;
mod labels;
mod mark;
mod marks;
mod rows;
mod signs;

use annals_index::{Index, LaneKey, Lanes, Track};
use annals_model::text::Clean;
use annals_model::{EventIndex, Timeline};
use annals_time::{Scale, TickOptions, Ticks, Time, Window, ticks};

pub use bands::{Band, Content};
pub use connector::Connector;
pub use density::Density;
pub use eras::EraMark;
pub use mark::{Certainty, Edge, Label, Mark, MarkKind, Part, Stretch};
pub use rows::{CROWD, first_slot_showing, shown_slots, wanted_rows};
pub use signs::{Guide, GuideKind, Sign, SignKind};

/// Eighths of a column in a column.
pub const EIGHTHS: u32 = 8;

/// What the axis shows of.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The story.
    pub timeline: &'a Timeline,
    /// Its index.
    pub index: &'a Index,
    /// The events that are shown.
    pub everything: &'a Track,
    /// Those of each lane.
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
    /// Lanes that the person has hidden.
    pub lanes_off: usize,
    /// The first slot shown below the pinned ones, counted among the slots that are not pinned.
    pub first_slot: usize,
    /// The selected event, which is always given its row.
    pub selected: Option<EventIndex>,
    /// The present moment, if it is known.
    pub now: Option<Time>,
    /// Stretches that the person marked, at most two, and the moment last gone to.
    pub markers: &'a [Marker],
    /// Events that were searched for and found, to be marked.
    pub found: Option<&'a Track>,
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

/// The axis, ready to be painted.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The eras that the one row of them has room for, from left to right.
    pub eras: Vec<EraMark>,
    /// Eras in the window that it has no room for.
    pub hidden_eras: usize,
    /// The lanes shown.
    pub bands: Vec<Band>,
    /// Lanes that are not shown: above those that scroll, and below them.
    pub hidden_lanes: (usize, usize),
    /// What joins the marks of the selected event, where it stands in several lanes.
    pub connector: Option<Connector>,
    /// Lines down through what is blank of the lanes, at most one a column.
    pub guides: Vec<Guide>,
    /// Signs on the ticks; none of them covers a label.
    pub signs: Vec<Sign>,
    /// Stretches that the person marked or measures: their first columns and those after their last.
    pub marked: Vec<(u16, u16)>,
    /// One height a column, in eighths of a row: how much happens there in the whole story.
    pub overview: Vec<u8>,
    /// The part of the overview that the window shows: its first column and the one after its last.
    /// Both are 0 where the window lies before all of it, and the number of columns where it lies after.
    pub overview_window: (u16, u16),
    /// Lanes that the person has hidden.
    pub lanes_off: usize,
    /// The columns of the overview in which something that was found may hold, ascending.
    pub overview_found: Vec<u16>,
}

impl Axis {
    /// Arranges the axis; `None` where there is no column to draw in.
    pub fn new(request: &Request<'_>) -> Option<Self> {
        let scale = Scale::new(request.window, request.columns)?;
        let whole = Scale::new(request.whole, request.columns)?;
        let shares = rows::share(request);
        let bands: Vec<Band> = shares
            .shown
            .iter()
            .map(|&(slot, rows)| bands::band(request, &scale, slot, rows))
            .collect();
        let ticks = ticks(
            &scale,
            TickOptions {
                minor_spacing: 0,
                ..TickOptions::default()
            },
        );
        let (eras, hidden_eras) = eras::place(&request.timeline.eras, &scale);
        let placed = signs::place(request, &scale, &ticks, &eras);
        Some(Self {
            connector: connector::place(&bands, request.columns),
            overview: density::heights(&request.everything.counts(&whole)),
            overview_window: overview_window(&whole, &request.window),
            overview_found: columns_of(request.found, &whole),
            lanes_off: request.lanes_off,
            hidden_lanes: shares.hidden,
            guides: placed.guides,
            signs: placed.signs,
            marked: placed.marked,
            ticks,
            eras,
            hidden_eras,
            bands,
        })
    }
}

/// The columns in which an event of a track may hold.
fn columns_of(track: Option<&Track>, scale: &Scale) -> Vec<u16> {
    let counts = track.map(|track| track.counts(scale)).unwrap_or_default();
    let columns = (0_u16..).zip(counts);
    columns
        .filter(|&(_, count)| count > 0)
        .map(|(column, _)| column)
        .collect()
}

/// See [`Axis::overview_window`].
fn overview_window(whole: &Scale, window: &Window) -> (u16, u16) {
    if window.end() <= whole.window().start() {
        (0, 0)
    } else if window.start() >= whole.window().end() {
        (whole.columns(), whole.columns())
    } else {
        cells(whole, window.start(), window.end())
    }
}

/// The columns that a stretch of time reaches into, at least one: its first and the one after its last.
fn cells(scale: &Scale, start: Time, end: Time) -> (u16, u16) {
    let columns = scale.columns();
    let first = column(scale.eighths_clamped(start) / EIGHTHS, columns).min(columns - 1);
    let end = column(scale.eighths_clamped(end).div_ceil(EIGHTHS), columns);
    (first, end.max(first + 1))
}

fn column(place: u32, columns: u16) -> u16 {
    u16::try_from(place).unwrap_or(columns).min(columns)
}

/// The name of a lane, by its place.
pub fn lane_name(timeline: &Timeline, lanes: &Lanes, place: usize) -> Clean {
    match &lanes.lanes[place].key {
        LaneKey::Actor(actor) => timeline.actor(*actor).short.clone(),
        LaneKey::Theme(theme) => theme.clone(),
        LaneKey::Status(status) => Clean::own(status.name()),
        LaneKey::Layer(layer) => timeline.layer(*layer).short.clone(),
        LaneKey::Others if lanes.lanes.len() > 1 => Clean::own("others"),
        LaneKey::Others | LaneKey::Everything => Clean::own("events"),
    }
}

#[cfg(test)]
mod tests;
