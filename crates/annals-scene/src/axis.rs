//! The time axis: ticks, eras, lanes with marks or densities, and the overview strip.
//!
//! Horizontal positions are in eighths of a column where a mark may begin within a cell, else in columns;
//! rows are counted from the top of the lanes. [`rows`] shares the rows among lanes; [`bands`] decides
//! between marks and density; [`marks`] turns a date into a [`Mark`]. Nothing here walks all events: the
//! index's tracks answer every query.

mod bands;
mod bar_title;
mod connector;
pub mod density;
mod eras;
mod labels;
mod mark;
mod marks;
mod request;
mod rows;
mod tick_glyphs;
mod undated;

pub use self::bands::{Band, Content};
pub use self::connector::Connector;
pub use self::density::Density;
pub use self::eras::{EraMark, MAX_ERA_ROWS, era_rows};
pub use self::mark::{Certainty, Edge, Label, Mark, MarkKind, MarkPart, Segment};
pub use self::request::{Canvas, EIGHTHS, Marker, MarkerKind, Request, Slot, lane_name};
pub use self::rows::{CROWD, LaneStack};
pub use self::tick_glyphs::{Guide, GuideKind, TickGlyph, TickGlyphKind};
pub use self::undated::{UNDATED_COLUMNS, Undated};

use self::request::cells;
use annals_index::Track;
use annals_time::{Scale, Tick, TickOptions, Ticks, Window, ticks};
use std::ops::Range;

/// The arranged axis.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The eras in the window, from left to right.
    pub eras: Vec<EraMark>,
    /// The major ticks at whose time the selected event may hold, up to the next tick; none if that is most of them.
    pub selected_ticks: Range<usize>,
    /// The lanes shown, from the top.
    pub bands: Vec<Band>,
    /// Number of lanes scrolled out of sight: above and below.
    pub hidden_lanes: (usize, usize),
    /// The line between the marks of the selected event, where it is in several lanes.
    pub connector: Option<Connector>,
    /// Vertical lines through blank cells of the lanes, at most one a column.
    pub guides: Vec<Guide>,
    /// Glyphs on the tick rows; none covers a label.
    pub tick_glyphs: Vec<TickGlyph>,
    /// Intervals that the user marked or measures: first column and the one after the last.
    pub marked: Vec<(u16, u16)>,
    /// The overview strip: one height a column, in eighths of a row.
    pub overview: Vec<u8>,
    /// The part of the overview that the window covers: first column and the one after the last. Both are 0
    /// where the window is before the overview, and the number of columns where it is after it.
    pub overview_window: (u16, u16),
    /// Number of lanes that the user turned off.
    pub lanes_off: usize,
    /// The columns of the overview in which a found event may hold, ascending.
    pub overview_found: Vec<u16>,
}

impl Axis {
    /// Arranges the axis; `None` without columns.
    pub fn new(request: &Request<'_>) -> Option<Self> {
        let scale = Scale::new(request.window, request.canvas.columns)?;
        let whole = Scale::new(request.whole, request.canvas.columns)?;
        let canvas = request.canvas;
        let shares = request.stack.shares(request.first_row, canvas.rows);
        let bands: Vec<Band> = shares
            .shown
            .iter()
            .map(|share| bands::band(request, &scale, share))
            .collect();
        let ticks = ticks(
            &scale,
            TickOptions {
                minor_spacing: 0,
                ..TickOptions::default()
            },
        );
        let eras = eras::place(&request.timeline.eras, &scale, canvas.era_rows);
        let placed = tick_glyphs::place(request, &scale, &ticks, &eras);
        Some(Self {
            connector: connector::place(&bands, canvas.columns),
            overview: density::heights(&request.everything.counts(&whole)),
            overview_window: overview_window(&whole, &request.window),
            overview_found: columns_of(request.found, &whole),
            lanes_off: request.lanes_off,
            hidden_lanes: shares.hidden,
            guides: placed.guides,
            tick_glyphs: placed.tick_glyphs,
            marked: placed.marked,
            selected_ticks: selected_ticks(request, &ticks),
            ticks,
            eras,
            bands,
        })
    }
}

/// Computes [`Axis::selected_ticks`].
fn selected_ticks(request: &Request<'_>, ticks: &Ticks) -> Range<usize> {
    let event = request.selected.map(|event| request.timeline.event(event));
    let Some(when) = event.and_then(|event| event.when.as_ref()) else {
        return 0..0;
    };
    let (start, end) = when.reach();
    let before_end = |tick: &Tick| tick.time < end || tick.time == start;
    let last = ticks.major.partition_point(before_end);
    let first = ticks.major.partition_point(|tick| tick.time <= start);
    let range = first.saturating_sub(1)..last;
    if range.len() * 2 > ticks.major.len() {
        return 0..0;
    }
    range
}

/// Returns the columns in which an event of a track may hold.
fn columns_of(track: Option<&Track>, scale: &Scale) -> Vec<u16> {
    let counts = track.map(|track| track.counts(scale)).unwrap_or_default();
    let columns = (0_u16..).zip(counts);
    columns
        .filter(|&(_, count)| count > 0)
        .map(|(column, _)| column)
        .collect()
}

/// Computes [`Axis::overview_window`].
fn overview_window(whole: &Scale, window: &Window) -> (u16, u16) {
    if window.end() <= whole.window().start() {
        (0, 0)
    } else if window.start() >= whole.window().end() {
        (whole.columns(), whole.columns())
    } else {
        cells(whole, window.start(), window.end())
    }
}

#[cfg(test)]
mod tests;
