//! [`LaneStack`]: the lanes one below the other, and the part of them that is in view.
//!
//! How many rows a lane has depends on its events alone, not on the window, the selection or the screen:
//! zooming, panning and moving the selection move no row. What has no room is reached by scrolling.

use std::ops::Range;

use super::request::Slot;
use annals_index::Lanes;

/// From this many events on, a lane may show a density.
pub const CROWD: usize = 200;
/// The fewest rows of such a lane, if it needs more than one.
const CROWD_ROWS: usize = 2;
/// The most rows of such a lane if it is the only lane. Several lanes share that many rows.
const MAX_CROWD_ROWS: usize = 8;

/// The lanes that may be shown, one below the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LaneStack {
    /// Pinned lanes first.
    slots: Vec<Slot>,
    /// Number of pinned lanes.
    pinned: usize,
    /// The row at which each unpinned lane begins, and the one after the last, if all were shown.
    tops: Vec<usize>,
    /// The rows of each lane.
    rows: Vec<usize>,
}

/// The part of a lane that is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) slot: Slot,
    /// Number of rows of the lane.
    pub(super) rows: usize,
    /// The first visible one.
    pub(super) skipped: usize,
    /// Number of visible ones.
    pub(super) shown: usize,
}

/// The lanes in view, and the number of lanes out of view above and below.
pub(super) struct Shares {
    pub(super) shown: Vec<Share>,
    pub(super) hidden: (usize, usize),
}

impl LaneStack {
    /// Stacks lanes; pinned ones come first.
    pub fn new(lanes: &Lanes, slots: Vec<Slot>) -> Self {
        let crowd_rows = MAX_CROWD_ROWS / slots.len().max(1);
        Self::with_crowds(lanes, slots, crowd_rows)
    }

    /// Stacks lanes of which those with very many events have at most this many rows.
    pub(crate) fn with_crowds(lanes: &Lanes, slots: Vec<Slot>, crowd_rows: usize) -> Self {
        let pinned = slots.iter().take_while(|slot| slot.pinned).count();
        let mut tops = Vec::with_capacity(slots.len() - pinned + 1);
        let rows: Vec<usize> = slots
            .iter()
            .map(|slot| rows_of(lanes, slot, crowd_rows))
            .collect();
        let mut row = 0;
        tops.push(row);
        for rows in &rows[pinned..] {
            row += rows;
            tops.push(row);
        }
        Self {
            slots,
            pinned,
            tops,
            rows,
        }
    }

    /// Returns the lanes from the top, pinned ones first.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Returns the number of rows in which all lanes are visible.
    pub fn rows(&self) -> usize {
        self.rows[..self.pinned].iter().sum::<usize>() + self.loose_rows()
    }

    /// Returns the rows of an unpinned lane, counted from the first one; `None` for pinned and absent lanes.
    pub fn rows_of_lane(&self, lane: usize) -> Option<Range<usize>> {
        let loose = &self.slots[self.pinned..];
        let at = loose.iter().position(|slot| slot.lane == lane)?;
        Some(self.tops[at]..self.tops[at + 1])
    }

    /// Returns the rows in view of those that scroll, if `first` is to be the first one.
    pub fn view(&self, first: usize, rows: u16) -> Range<usize> {
        let room = self.room(rows);
        let first = first.min(self.loose_rows().saturating_sub(room));
        first..first.saturating_add(room).min(self.loose_rows())
    }

    /// Returns the first row to show so that `wanted` is in view as far as it fits: `first` if it already is,
    /// else the nearest.
    pub fn first_row_showing(
        &self,
        first: usize,
        wanted: Option<Range<usize>>,
        rows: u16,
    ) -> usize {
        let view = self.view(first, rows);
        let Some(wanted) = wanted else {
            return view.start;
        };
        let lowest = wanted.end.saturating_sub(view.len()).min(wanted.start);
        self.view(view.start.clamp(lowest, wanted.start), rows)
            .start
    }

    /// Returns the parts of the lanes that are in view.
    pub(super) fn shares(&self, first: usize, rows: u16) -> Shares {
        let mut shown = self.pinned_shares(rows);
        let pinned_hidden = self.pinned - shown.len();
        let view = self.view(first, rows);
        // The last of the tops is no lane's.
        let from = self.tops.partition_point(|&top| top <= view.start);
        let from = from.saturating_sub(1).min(self.slots.len() - self.pinned);
        let lanes = self.slots.iter().zip(&self.rows);
        let mut in_view = 0;
        for ((slot, &rows), &top) in lanes.skip(self.pinned + from).zip(&self.tops[from..]) {
            if top >= view.end {
                break;
            }
            in_view += 1;
            let skipped = view.start.saturating_sub(top);
            shown.push(Share {
                slot: *slot,
                rows,
                skipped,
                shown: (rows - skipped).min(view.end - top - skipped),
            });
        }
        let below = self.slots.len() - self.pinned - from - in_view;
        Shares {
            shown,
            hidden: (from, below + pinned_hidden),
        }
    }

    /// Returns the number of rows that scroll.
    fn loose_rows(&self) -> usize {
        self.tops.last().copied().unwrap_or(0)
    }

    /// Returns the number of rows left for the lanes that are not pinned.
    fn room(&self, rows: u16) -> usize {
        let pinned = self.pinned_shares(rows);
        usize::from(rows) - pinned.iter().map(|share| share.shown).sum::<usize>()
    }

    /// Returns the pinned lanes in view. They leave half of the rows to the others, if those need them; each
    /// has one row before another has two.
    fn pinned_shares(&self, rows: u16) -> Vec<Share> {
        let rows = usize::from(rows);
        let most = (rows / 2).max(rows.saturating_sub(self.loose_rows()));
        let pinned = self
            .slots
            .iter()
            .zip(&self.rows)
            .take(self.pinned.min(most));
        let mut shares: Vec<Share> = pinned
            .map(|(slot, &rows)| Share {
                slot: *slot,
                rows,
                skipped: 0,
                shown: 1,
            })
            .collect();
        let mut left = most - shares.len();
        while left > 0 {
            let before = left;
            for share in &mut shares {
                if share.shown < share.rows && left > 0 {
                    share.shown += 1;
                    left -= 1;
                }
            }
            if left == before {
                break;
            }
        }
        shares
    }
}

/// Returns the number of rows that a lane needs.
fn rows_of(lanes: &Lanes, slot: &Slot, crowd_rows: usize) -> usize {
    let track = &lanes.lanes[slot.lane].track;
    if slot.collapsed {
        return 1;
    }
    let rows = track.rows().max(1);
    if track.len() >= CROWD {
        rows.clamp(CROWD_ROWS, crowd_rows.max(CROWD_ROWS))
    } else {
        rows
    }
}
