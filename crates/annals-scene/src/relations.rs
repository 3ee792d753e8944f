//! Views of how events and actors are connected: [`grid`] (who takes part in what), [`story_lines`] (where
//! actors meet) and [`chain`] (what led to what).
//!
//! Each view has a cursor, its `State`: a [`Direction`] goes in, a new cursor comes out.

pub mod chain;
pub mod grid;
pub mod story_lines;

use super::detail::leading_actor;
use super::flow::{Flow, Line, Role, Run};
use super::wording::date_words;
use annals_index::{FilteredCast, Index, Track, VisibleEvents};
use annals_model::text::{Clean, fit, width};
use annals_model::{ActorIndex, EventIndex, Timeline};
use ratatui_core::layout::{Margin, Rect};

/// The smallest area with a frame around the view.
const WITH_BOX: (u16, u16) = (24, 7);

/// Returns the part of an area inside the frame; the whole area if it is too small for a frame.
pub const fn inside(area: Rect) -> Rect {
    if area.width < WITH_BOX.0 || area.height < WITH_BOX.1 {
        area
    } else {
        area.inner(Margin::new(1, 1))
    }
}

/// The events that a view shows: all, or those that pass the filter.
#[derive(Debug, Clone, Copy)]
pub struct VisibleStory<'a> {
    index: &'a Index,
    /// The events.
    pub shown: VisibleEvents<'a>,
    /// Those with a date.
    pub track: &'a Track,
    cast: Option<&'a FilteredCast>,
}

impl<'a> VisibleStory<'a> {
    /// Returns all events.
    pub fn all(index: &'a Index) -> Self {
        Self {
            index,
            shown: VisibleEvents::new(index, None),
            track: index.everything(),
            cast: None,
        }
    }

    /// Returns some events, given their track and cast.
    pub const fn some(
        index: &'a Index,
        shown: VisibleEvents<'a>,
        track: &'a Track,
        cast: &'a FilteredCast,
    ) -> Self {
        Self {
            index,
            shown,
            track,
            cast: Some(cast),
        }
    }

    /// Returns the events of an actor, in reading order.
    pub fn events_of(&self, actor: ActorIndex) -> &'a [EventIndex] {
        match self.cast {
            Some(cast) => cast.events_of(actor),
            None => self.index.events_of(actor),
        }
    }

    /// Returns the number of hidden events.
    pub fn left_out(&self) -> usize {
        self.index.order().len() - self.shown.len()
    }
}

/// A move of a cursor.
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

    /// Returns the row after the move.
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

    /// Returns the column after the move.
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

/// Adds a line with the full date, symbol and title of an event.
fn push_event(flow: &mut Flow, timeline: &Timeline, event: EventIndex) {
    let event = timeline.event(event);
    flow.push(&date_words(event), Role::Date, None);
    flow.push(&Clean::own("  "), Role::Text, None);
    flow.push_symbol(event.status, leading_actor(event), None);
    flow.push(&event.title, Role::Text, None);
    flow.end_line();
}

/// Returns the first lines of a text, with an ellipsis where more follow.
fn first_lines(mut lines: Vec<Line>, most: usize, columns: usize, ascii: bool) -> Vec<Line> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    let Some(Line::Runs(runs)) = lines.last_mut() else {
        return lines;
    };
    let mark = Clean::own(if ascii { ".." } else { "…" });
    let used: usize = runs.iter().map(Run::cells).sum();
    if let Some(last) = runs.last_mut() {
        // The trailing blank makes the text too wide, so that `fit` adds the ellipsis.
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
