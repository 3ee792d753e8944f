//! Which lanes are shown, and how many rows each gets.
//!
//! The result does not depend on the window, so that zooming and panning move no lane.

use std::ops::Range;

use super::request::{Request, Slot};
use annals_index::{Lanes, Track};

/// From this many events on, a lane may show a density.
pub const CROWD: usize = 200;
/// Rows of a density.
const CROWD_ROWS: usize = 3;
/// Rows that a lane gets before another lane is shown below it, if it needs them: hidden events are worse
/// than lanes that can be scrolled to.
const FAIR_ROWS: usize = 2;

/// The visible lanes with their rows, and the number of lanes hidden above and below.
pub(super) struct Shares {
    pub(super) shown: Vec<(Slot, usize)>,
    pub(super) hidden: (usize, usize),
}

/// Returns the number of rows that a lane needs.
pub fn wanted_rows(track: &Track, collapsed: bool) -> usize {
    if collapsed {
        return 1;
    }
    let least = if track.len() >= CROWD { CROWD_ROWS } else { 1 };
    track.rows().max(least)
}

/// Returns which unpinned slots are visible in `rows` rows when scrolled to `first`, as indices among the
/// unpinned slots.
pub fn shown_slots(lanes: &Lanes, slots: &[Slot], first: usize, rows: u16) -> Range<usize> {
    let (loose, room) = loose(slots, rows);
    let first = first.min(last_first(lanes, &loose, room));
    let mut left = room;
    let shown = loose[first..].iter().take_while(|slot| {
        let fits = left > 0;
        left = left.saturating_sub(fair_rows(lanes, slot));
        fits
    });
    first..first + shown.count()
}

/// Returns the first unpinned slot to show so that `wanted` is visible: `first` if it already is, else the
/// nearest. Both are indices among the unpinned slots.
pub fn first_slot_showing(
    lanes: &Lanes,
    slots: &[Slot],
    first: usize,
    wanted: Option<usize>,
    rows: u16,
) -> usize {
    let (loose, room) = loose(slots, rows);
    let first = first.min(last_first(lanes, &loose, room));
    let Some(wanted) = wanted.filter(|&wanted| wanted < loose.len()) else {
        return first;
    };
    first.clamp(last_first(lanes, &loose[..=wanted], room), wanted)
}

/// Returns the unpinned slots and the number of rows left for them.
fn loose(slots: &[Slot], rows: u16) -> (Vec<Slot>, usize) {
    let (pinned, loose): (Vec<Slot>, Vec<Slot>) = slots.iter().partition(|slot| slot.pinned);
    let kept = pinned_shown(pinned.len(), loose.len(), usize::from(rows));
    (loose, usize::from(rows) - kept)
}

/// Returns the first slot from which on all fit, or the last one.
fn last_first(lanes: &Lanes, slots: &[Slot], room: usize) -> usize {
    let mut used = 0;
    let fitting = slots.iter().rev().take_while(|slot| {
        used += fair_rows(lanes, slot);
        used <= room
    });
    let fitting = fitting.count().max(1);
    slots.len().saturating_sub(fitting)
}

/// Returns the rows that a lane gets before another lane is shown below it.
fn fair_rows(lanes: &Lanes, slot: &Slot) -> usize {
    wanted_rows(&lanes.lanes[slot.lane].track, slot.collapsed).min(FAIR_ROWS)
}

/// Returns how many pinned lanes are shown: they leave half of the rows to the others, if those need them.
fn pinned_shown(pinned: usize, loose: usize, rows: usize) -> usize {
    pinned.min((rows / 2).max(rows.saturating_sub(loose)))
}

/// Shares the rows: first up to [`FAIR_ROWS`] for each lane, then one more for each that needs it, from the
/// top, until none is left.
pub(super) fn share(request: &Request<'_>) -> Shares {
    let rows = usize::from(request.rows);
    let (pinned, loose): (Vec<Slot>, Vec<Slot>) =
        request.slots.iter().partition(|slot| slot.pinned);
    let kept = pinned_shown(pinned.len(), loose.len(), rows);
    let range = shown_slots(
        request.lanes,
        request.slots,
        request.first_slot,
        request.rows,
    );
    let hidden = (range.start, loose.len() - range.end + pinned.len() - kept);
    let mut shown: Vec<(Slot, usize)> = pinned
        .iter()
        .take(kept)
        .chain(&loose[range])
        .map(|&slot| (slot, 1))
        .collect();
    let wants: Vec<usize> = shown
        .iter()
        .map(|(slot, _)| wanted_rows(&request.lanes.lanes[slot.lane].track, slot.collapsed))
        .collect();
    let mut left = rows - shown.len();
    for ((slot, rows), &wanted) in shown.iter_mut().zip(&wants) {
        let more = wanted.min(FAIR_ROWS).saturating_sub(1).min(left);
        // Pinned lanes are visible anyway; they get more rows only in turn.
        if !slot.pinned {
            *rows += more;
            left -= more;
        }
    }
    while left > 0 {
        let before = left;
        for ((_, rows), &wanted) in shown.iter_mut().zip(&wants) {
            if *rows < wanted && left > 0 {
                *rows += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    Shares { shown, hidden }
}
