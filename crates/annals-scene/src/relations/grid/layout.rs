//! The areas of the grid.

use super::Request;
use annals_model::text::width;

/// The narrowest and the widest column, in cells.
const CELLS: (u16, u16) = (2, 4);
/// Additional cells between dated and undated events.
pub(super) const GAP: u16 = 2;
/// From this width on, roles are shown at the right.
const WITH_ROLES: u16 = 64;
/// The narrowest and the widest column of roles, in cells.
const ROLES: (u16, u16) = (12, 24);
/// Number of names measured for the column of names; longer ones after these are cut.
const MEASURED: usize = 200;

/// The areas of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The names: first column and width.
    pub names: (u16, u16),
    /// The numbers of events; no width without room.
    pub counts: (u16, u16),
    /// The marks: first column and width.
    pub marks: (u16, u16),
    /// The roles in the event under the cursor; no width without room.
    pub roles: (u16, u16),
    /// Distance from one event to the next.
    pub step: u16,
    /// Rows of dates above the first actor: two, one or none.
    pub head: u16,
    /// Rows of text about the cell under the cursor, below the actors.
    pub words: u16,
    /// Number of visible actors.
    pub actors: usize,
    /// Number of visible events.
    pub events: usize,
}

impl Layout {
    /// Divides the area of a grid.
    pub fn new(request: &Request<'_>) -> Self {
        let (columns, rows) = (request.columns, request.rows);
        let (timeline, index) = (request.timeline, request.index);
        let shown = request.seen.shown;
        let words = match rows {
            0..=4 => 0,
            5..=7 => 1,
            8..=11 => 2,
            _ => 3,
        };
        let head = u16::from(rows >= 3) + u16::from(rows >= 14);
        let widest = timeline.actors.iter().take(MEASURED);
        let widest = widest.map(|actor| width(&actor.short)).max().unwrap_or(0);
        let most = if columns >= WITH_ROLES {
            columns / 5
        } else {
            columns / 4
        };
        let name = u16::try_from(widest)
            .unwrap_or(u16::MAX)
            .min(most.clamp(2, 24));
        let count = match (columns, index.order().len()) {
            (0..=29, _) => 0,
            (_, 0..=99) => 2,
            (_, 100..=999) => 3,
            _ => 4,
        };
        let counts = (name + 2, count);
        let first = counts.0 + count + u16::from(count > 0) * 2;
        let room = columns.saturating_sub(first);
        let gap = u16::from(shown.dated() > 0 && shown.dated() < shown.len()) * GAP;
        let events = u16::try_from(shown.len()).unwrap_or(u16::MAX);
        let needed = |step: u16| {
            events
                .saturating_sub(1)
                .saturating_mul(step)
                .saturating_add(gap + 2)
        };
        // Marks come first; roles take what is left before columns become wider.
        let roles = match columns {
            WITH_ROLES.. => room.saturating_sub(needed(CELLS.0)).clamp(ROLES.0, ROLES.1),
            _ => 0,
        };
        let room = room.saturating_sub(roles);
        let step = (CELLS.0..=CELLS.1).rev().find(|&step| needed(step) <= room);
        let step = step.unwrap_or(CELLS.0);
        let shown = (room.saturating_sub(gap + 1) / step + 1).min(events.max(1));
        let marks = room.min(needed(step)).max(u16::from(room > 0));
        Self {
            names: (1, name),
            counts,
            marks: (first, marks),
            roles: (
                first.saturating_add(room).saturating_add(1),
                roles.saturating_sub(1),
            ),
            step,
            head,
            words,
            actors: usize::from(rows.saturating_sub(head + words).max(1)),
            events: usize::from(shown),
        }
    }
}
