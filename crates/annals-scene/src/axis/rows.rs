//! Which lanes are shown, and how many rows each of them has.
//!
//! Owns the sharing of rows. It looks at no window: neither zooming nor panning moves a lane.

use std::ops::Range;

use super::{Request, Slot};
use annals_index::{Lanes, Track};

/// From this many events on, a lane may become so crowded that only their number can be shown.
pub const CROWD: usize = 200;
/// Rows in which a crowd can be told from a few.
const CROWD_ROWS: usize = 3;
/// Rows that a lane is given before another one is shown below it, where it has a use for them: events
/// that are not seen are worse than lanes that are one key away.
const FAIR_ROWS: usize = 2;

/// The lanes shown with their rows, and how many are not shown above and below those that scroll.
pub(super) struct Shares {
    pub(super) shown: Vec<(Slot, usize)>,
    pub(super) hidden: (usize, usize),
}

/// The rows that a lane has a use for.
pub fn wanted_rows(track: &Track, collapsed: bool) -> usize {
    if collapsed {
        return 1;
    }
    let least = if track.len() >= CROWD { CROWD_ROWS } else { 1 };
    track.rows().max(least)
}

/// Which of the slots that are not pinned are shown in so many rows, where the first of them should
/// be `first`: their places among those that are not pinned.
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

/// The first slot to show so that a wanted one is among those shown: the old first one where it is,
/// else the nearest that does it. Both count among the slots that are not pinned.
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

/// The slots that are not pinned, and the rows there are for them.
fn loose(slots: &[Slot], rows: u16) -> (Vec<Slot>, usize) {
    let (pinned, loose): (Vec<Slot>, Vec<Slot>) = slots.iter().partition(|slot| slot.pinned);
    let kept = pinned_shown(pinned.len(), loose.len(), usize::from(rows));
    (loose, usize::from(rows) - kept)
}

/// The first of the slots from which on all of them fit, or the last one.
fn last_first(lanes: &Lanes, slots: &[Slot], room: usize) -> usize {
    let mut used = 0;
    let fitting = slots.iter().rev().take_while(|slot| {
        used += fair_rows(lanes, slot);
        used <= room
    });
    let fitting = fitting.count().max(1);
    slots.len().saturating_sub(fitting)
}

/// The rows that a lane is given before another one is shown below it.
fn fair_rows(lanes: &Lanes, slot: &Slot) -> usize {
    wanted_rows(&lanes.lanes[slot.lane].track, slot.collapsed).min(FAIR_ROWS)
}

/// Pinned lanes leave half of the rows to the others, as far as those need them.
fn pinned_shown(pinned: usize, loose: usize, rows: usize) -> usize {
    pinned.min((rows / 2).max(rows.saturating_sub(loose)))
}

/// A fair number of rows for each lane as far as they reach, then one more for each that needs it,
/// from the top, until nothing is left over.
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
        // Those that are pinned are shown whatever there is room for: they take more only in turn.
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
