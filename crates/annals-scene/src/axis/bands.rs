//! [`Band`]: a lane as it is shown, with marks or a density.
//!
//! A lane with few events in the window shows marks in rows, stacked from the top; with too many to tell
//! apart it shows how many there are. The choice depends on distances in time, not on where cells begin, so
//! that panning rarely changes it.

use super::density::Density;
use super::mark::Mark;
use super::request::{Request, lane_name};
use super::rows::Share;
use super::undated::Undated;
use super::{labels, marks};
use annals_index::{LaneKey, Track};
use annals_model::ActorIndex;
use annals_model::text::Clean;
use annals_time::Scale;

/// The most events of a lane that are drawn as marks.
const MAX_BARS: usize = 400;

/// A lane as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its index among the lanes.
    pub lane: usize,
    /// Its name.
    pub label: Clean,
    /// Its actor, if lanes are actors.
    pub actor: Option<ActorIndex>,
    /// What its rows show.
    pub content: Content,
    /// Number of its events in the window that are in rows out of view.
    pub hidden_events: usize,
    /// Its events without a date.
    pub undated: Undated,
    /// Number of its events that may hold in the window.
    pub events: usize,
    /// Whether it stays visible while others scroll.
    pub pinned: bool,
    /// Whether it is collapsed to one row.
    pub collapsed: bool,
}

/// What the rows of a lane show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The marks of each row, from the top.
    Bars(Vec<Vec<Mark>>),
    /// The number of events per column.
    Density(Density),
}

impl Band {
    /// Returns the number of rows.
    pub const fn rows(&self) -> usize {
        match &self.content {
            Content::Bars(rows) => rows.len(),
            Content::Density(density) => density.rows,
        }
    }

    /// Returns the marks of a row, from left to right. Rows are counted from the top.
    pub fn marks(&self, row: usize) -> &[Mark] {
        match &self.content {
            Content::Bars(rows) => rows.get(row).map_or(&[], Vec::as_slice),
            Content::Density(density) => density.marks(row),
        }
    }
}

pub(super) fn band(request: &Request<'_>, scale: &Scale, share: &Share) -> Band {
    let slot = share.slot;
    let lane = &request.lanes.lane(slot.lane);
    let track = &lane.track;
    let events = track.count(&scale.window());
    let most = MAX_BARS.min(usize::from(scale.columns()) * 2);
    let bars = (events <= most)
        .then(|| bars(request, scale, share))
        .flatten();
    let (content, hidden_events) = match bars {
        Some((bars, hidden_events)) => (Content::Bars(bars), hidden_events),
        None => (
            Content::Density(Density::new(request, track, scale, share)),
            0,
        ),
    };
    Band {
        lane: slot.lane,
        label: lane_name(request.timeline, request.lanes, slot.lane),
        actor: match lane.key {
            LaneKey::Actor(actor) => Some(actor),
            _ => None,
        },
        content,
        hidden_events,
        undated: Undated::new(
            request.timeline,
            request.index,
            lane,
            request.selected,
            share.shown,
        ),
        events,
        pinned: slot.pinned,
        collapsed: slot.collapsed,
    }
}

/// Returns the marks of the visible rows and the number of events in the others; `None` where the marks could
/// not be told apart.
fn bars(request: &Request<'_>, scale: &Scale, share: &Share) -> Option<(Vec<Vec<Mark>>, usize)> {
    let track = &request.lanes.lane(share.slot.lane).track;
    let mut positions = track.within(&scale.window(), MAX_BARS);
    // Marks that share a cell are merged in the order of their starts.
    positions.sort_unstable();
    let first_row = if share.slot.collapsed {
        0
    } else {
        first_row(request, track, share.rows)
    };
    let place = |position: usize| {
        let row = track.row(position).checked_sub(first_row);
        row.filter(|&row| row < share.rows)
    };
    let is_hidden = |&position: &usize| place(position).is_none();
    if share.slot.collapsed && positions.iter().any(is_hidden)
        || is_crowded(track, &positions, scale, share.rows, place)
    {
        return None;
    }
    let in_view = |position: usize| {
        let row = place(position)?.checked_sub(share.skipped);
        row.filter(|&row| row < share.shown)
    };
    let mut hidden_events = 0;
    let mut rows = vec![Vec::new(); share.shown];
    for position in positions {
        let Some(row) = in_view(position) else {
            hidden_events += 1;
            continue;
        };
        let event = track.event(position);
        let Some(when) = &request.timeline.event(event).when else {
            continue;
        };
        let selected = request.selected == Some(event);
        let found = request.found;
        let found = found.is_some_and(|found| found.position(request.index, event).is_some());
        if let Some(mark) = marks::mark(event, when, scale, selected) {
            let mark = Mark { found, ..mark };
            marks::add(&mut rows[row], mark, scale.columns());
        }
    }
    let labels = labels::Labels::new(request, share.slot.lane, scale);
    for row in &mut rows {
        labels.place(row);
    }
    Some((rows, hidden_events))
}

/// Returns whether most events are shorter than a cell and would share it or be hidden.
fn is_crowded(
    track: &Track,
    positions: &[usize],
    scale: &Scale,
    shown: usize,
    place: impl Fn(usize) -> Option<usize>,
) -> bool {
    let cell = scale.window().length() / i128::from(scale.columns());
    // The end of the last short event of each row, and whether it was counted.
    let mut last = vec![None; shown];
    let mut unseen = 0;
    for &position in positions {
        let (start, end) = track.span(position);
        if end.nanos_since(start) >= cell {
            continue;
        }
        let Some(row) = place(position) else {
            unseen += 1;
            continue;
        };
        // Two events less than half a cell apart are likely to share one.
        let near = last[row].filter(|&(before, _)| start.nanos_since(before) < cell / 2);
        if let Some((_, counted)) = near {
            unseen += if counted { 1 } else { 2 };
        }
        last[row] = Some((end, near.is_some()));
    }
    unseen * 2 > positions.len()
}

/// Returns the first row shown of a lane that needs more rows than it has: a multiple of those it has, so that
/// rows move only when the selected event is in none of them.
fn first_row(request: &Request<'_>, track: &Track, rows: usize) -> usize {
    let selected = request.selected;
    let row = selected
        .and_then(|event| track.position(request.index, event))
        .map(|position| track.row(position));
    row.map_or(0, |row| row / rows * rows)
}
