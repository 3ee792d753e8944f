//! How events and actors hang together: who takes part in what, where the stories of several actors
//! meet, and what led to what.
//!
//! Owns three arrangements ([`grid`], [`story_lines`], [`chain`]) and the cursor of each, with what
//! lies under it. It knows no keys and no cells: a direction goes in, a new cursor comes out.

pub mod chain;
pub mod grid;
pub mod story_lines;

use super::flow::{Flow, Line, Role, Run};
use super::layout::Area;
use annals_index::{ChosenCast, Index, Shown, Track};
use annals_model::text::{Clean, fit, width};
use annals_model::{ActorIndex, EventIndex, Timeline};

/// From this size on there is a box around a view.
const WITH_BOX: (u16, u16) = (24, 7);

/// The part of an area in which a view stands: all of it but for the box around it, where there is
/// room for one.
pub const fn inside(area: Area) -> Area {
    if area.width < WITH_BOX.0 || area.height < WITH_BOX.1 {
        area
    } else {
        area.inside()
    }
}

/// The events that a page shows: all of them, or those that a filter lets through.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    index: &'a Index,
    /// The events.
    pub shown: Shown<'a>,
    /// Those of them that have a date.
    pub track: &'a Track,
    cast: Option<&'a ChosenCast>,
}

impl<'a> Seen<'a> {
    /// Everything.
    pub fn all(index: &'a Index) -> Self {
        Self {
            index,
            shown: Shown::new(index, None),
            track: index.everything(),
            cast: None,
        }
    }

    /// Some events, their track, and who takes part in them.
    pub const fn some(
        index: &'a Index,
        shown: Shown<'a>,
        track: &'a Track,
        cast: &'a ChosenCast,
    ) -> Self {
        Self {
            index,
            shown,
            track,
            cast: Some(cast),
        }
    }

    /// Those that an actor takes part in, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &'a [EventIndex] {
        match self.cast {
            Some(cast) => cast.events_of(actor),
            None => self.index.events_of(actor),
        }
    }

    /// How many events are left out.
    pub fn left_out(&self) -> usize {
        self.index.order().len() - self.shown.len()
    }
}

/// Where a cursor is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// One up.
    Up,
    /// One down.
    Down,
    /// A screen to the left.
    PageLeft,
    /// A screen to the right.
    PageRight,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the beginning of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To the nearest mark before it in its row.
    PreviousMark,
    /// To the nearest mark after it in its row.
    NextMark,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 14] = [
        Self::Left,
        Self::Right,
        Self::Up,
        Self::Down,
        Self::PageLeft,
        Self::PageRight,
        Self::PageUp,
        Self::PageDown,
        Self::RowStart,
        Self::RowEnd,
        Self::Top,
        Self::Bottom,
        Self::PreviousMark,
        Self::NextMark,
    ];

    /// The row that it leads to from a row; the same one where it leads along the row.
    fn row(self, row: usize, count: usize, page: usize) -> usize {
        let row = match self {
            Self::Up => row.saturating_sub(1),
            Self::Down => row.saturating_add(1),
            Self::PageUp => row.saturating_sub(page.max(1)),
            Self::PageDown => row.saturating_add(page.max(1)),
            Self::Top => 0,
            Self::Bottom => count,
            _ => row,
        };
        row.min(count.saturating_sub(1))
    }

    /// The column that it leads to from a column; the same one where it leads up or down.
    fn column(self, column: usize, count: usize, page: usize) -> usize {
        let column = match self {
            Self::Left => column.saturating_sub(1),
            Self::Right => column.saturating_add(1),
            Self::PageLeft => column.saturating_sub(page.max(1)),
            Self::PageRight => column.saturating_add(page.max(1)),
            Self::RowStart => 0,
            Self::RowEnd => count,
            _ => column,
        };
        column.min(count.saturating_sub(1))
    }
}

/// Adds the date in full, the symbol and the title of an event, and ends the line.
fn push_event(flow: &mut Flow, timeline: &Timeline, event: EventIndex) {
    let what = timeline.event(event);
    let date = what
        .when
        .as_ref()
        .map_or_else(|| "undated".to_owned(), annals_time::When::words);
    flow.push(&Clean::line(&date), Role::Date, None);
    flow.push(&Clean::own("  "), Role::Text, None);
    flow.push_symbol(what.status, super::detail::leading_actor(what), None);
    flow.push(&what.title, Role::Text, None);
    flow.end_line();
}

/// The first lines of a text, and a mark at the end of the last one where more is left out.
fn first_lines(mut lines: Vec<Line>, most: usize, columns: usize, ascii: bool) -> Vec<Line> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    let Some(Line::Runs(runs)) = lines.last_mut() else {
        return lines;
    };
    let mark = Clean::own(if ascii { "~" } else { "…" });
    let used: usize = runs.iter().map(Run::cells).sum();
    if let Some(last) = runs.last_mut() {
        // A blank too many makes it wider than its room, so that the mark is put there.
        let before = used - width(&last.text);
        let room = width(&last.text)
            .saturating_add(1)
            .min(columns.saturating_sub(before));
        let mut longer = last.text.clone();
        longer.push(&Clean::own("  "));
        last.text = fit(&longer, room, &mark);
    }
    lines
}

#[cfg(any(test, feature = "test-support"))]
pub mod samples;
#[cfg(test)]
mod tests;
