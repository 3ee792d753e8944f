//! The time axis: ticks, eras, lanes with marks or densities, and the overview strip.
//!
//! Horizontal positions are in eighths of a column where a mark may begin within a cell, else in columns;
//! rows are counted from the top of the lanes. [`rows`] shares the rows among lanes; [`bands`] decides
//! between marks and density; [`marks`] turns a date into a [`Mark`]. Nothing here walks all events: the
//! index's tracks answer every query.

mod bands;
mod connector;
pub mod density;
mod eras;
mod labels;
mod mark;
mod marks;
mod request;
mod rows;
mod tick_glyphs;

pub use self::bands::{Band, Content};
pub use self::connector::Connector;
pub use self::density::Density;
pub use self::eras::EraMark;
pub use self::mark::{Certainty, Edge, Label, Mark, MarkKind, MarkPart, Segment};
pub use self::request::{EIGHTHS, Marker, MarkerKind, Request, Slot, lane_name};
pub use self::rows::{CROWD, first_slot_showing, shown_slots, wanted_rows};
pub use self::tick_glyphs::{Guide, GuideKind, TickGlyph, TickGlyphKind};

use self::request::cells;
use annals_index::Track;
use annals_time::{Scale, TickOptions, Ticks, Window, ticks};

/// The arranged axis.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Ticks and their labels.
    pub ticks: Ticks,
    /// The eras that fit on their single row, from left to right.
    pub eras: Vec<EraMark>,
    /// Number of eras in the window that do not fit.
    pub hidden_eras: usize,
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
        let placed = tick_glyphs::place(request, &scale, &ticks, &eras);
        Some(Self {
            connector: connector::place(&bands, request.columns),
            overview: density::heights(&request.everything.counts(&whole)),
            overview_window: overview_window(&whole, &request.window),
            overview_found: columns_of(request.found, &whole),
            lanes_off: request.lanes_off,
            hidden_lanes: shares.hidden,
            guides: placed.guides,
            tick_glyphs: placed.tick_glyphs,
            marked: placed.marked,
            ticks,
            eras,
            hidden_eras,
            bands,
        })
    }
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
