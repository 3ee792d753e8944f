//! [`Mark`]: an event on the axis.
//!
//! [`super::marks`] makes marks from dates.

use super::request::{EIGHTHS, column};
use annals_model::EventIndex;
use annals_model::text::{Clean, width};

/// How sure it is that an event holds in a segment of its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The event holds.
    Certain,
    /// The event begins somewhere here: surer towards the right.
    Rising,
    /// The event ends somewhere here: less sure towards the right.
    Falling,
    /// The event may hold anywhere here.
    Possible,
}

/// A segment of a mark with one kind of certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// How sure it is.
    pub certainty: Certainty,
    /// The certainty at its left and right edge, from 0 to 255 (sure). A slope that the window cuts has
    /// values in between.
    pub sureness: (u8, u8),
}

/// How a mark ends on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// At a date.
    Dated,
    /// Outside the window.
    Beyond,
    /// The date says that there is no end (`..`).
    Open,
    /// There is an end at an unknown time.
    Unknown,
}

/// The text of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its first column.
    pub column: u16,
    /// The number of columns that it may take.
    pub room: u16,
    /// The text, which may be wider than that.
    pub text: Clean,
}

/// What a mark says about the time it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The event holds in all of it, as far as that is sure.
    Whole,
    /// The event is on an unknown day, month or year in it.
    SomeWithin,
    /// The event is in one of its parts.
    OneOf,
    /// The event is in each of its parts.
    AllOf,
}

/// An event on the axis, or several that share a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The event; the first one where several share a cell.
    pub event: EventIndex,
    /// Number of events.
    pub count: usize,
    /// What it says about the time it covers.
    pub kind: MarkKind,
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// Its segments from left to right, not overlapping; none where the window is between the dates of a set.
    pub segments: Vec<Segment>,
    /// How it ends on the left.
    pub left: Edge,
    /// How it ends on the right.
    pub right: Edge,
    /// Whether the date is uncertain (`?`).
    pub doubtful: bool,
    /// Its label, if there is room.
    pub label: Option<Label>,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether a search found it.
    pub found: bool,
}

/// A part of a mark without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkPart {
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// Its first cell.
    pub first: u16,
    /// The cell after its last one.
    pub end: u16,
}

impl MarkPart {
    /// Returns whether it is shorter than a cell.
    pub const fn is_thin(&self) -> bool {
        self.to - self.from < EIGHTHS
    }
}

impl MarkPart {
    /// Returns its edges in halves of a column, as they are drawn: at least one half apart.
    pub const fn halves(&self) -> (u32, u32) {
        halves(self.from, self.to)
    }
}

/// Rounds edges to halves of a column, at least one half apart.
pub(super) const fn halves(from: u32, to: u32) -> (u32, u32) {
    const HALF: u32 = EIGHTHS / 2;
    let (first, end) = ((from + HALF / 2) / HALF, (to + HALF / 2) / HALF);
    (first, if end > first { end } else { first + 1 })
}

impl Label {
    /// Returns the column after the visible text.
    pub fn end(&self) -> u16 {
        let wide = u16::try_from(width(&self.text)).unwrap_or(u16::MAX);
        self.column.saturating_add(wide.min(self.room))
    }
}

impl Mark {
    /// Returns whether it is shorter than a cell.
    pub const fn is_thin(&self) -> bool {
        self.to - self.from < EIGHTHS
    }

    /// Returns its first cell and the one after its last. A mark takes at least one cell; one that is shorter
    /// takes the cell of its middle.
    pub fn cells(&self, columns: u16) -> (u16, u16) {
        cells_of(self.from, self.to, columns)
    }

    /// Returns its parts from left to right, each with its own cells. A part that falls into a cell of the part
    /// before is merged with it.
    pub fn parts(&self, columns: u16) -> Vec<MarkPart> {
        let (first, end) = self.cells(columns);
        if self.is_thin() {
            let part = MarkPart {
                from: self.from,
                to: self.to,
                first,
                end,
            };
            return vec![part];
        }
        let mut parts: Vec<MarkPart> = Vec::with_capacity(1);
        for segment in &self.segments {
            let cells = cells_of(segment.from, segment.to, columns);
            match parts.last_mut() {
                // Consecutive alternatives of a set stay separate parts.
                Some(last)
                    if self.kind != MarkKind::OneOf && last.to == segment.from
                        || cells.1 <= last.end =>
                {
                    last.to = segment.to;
                }
                _ => parts.push(MarkPart {
                    from: segment.from,
                    to: segment.to,
                    first: 0,
                    end: 0,
                }),
            }
            let before = parts.iter().rev().nth(1).map_or(0, |part| part.end);
            if let Some(last) = parts.last_mut() {
                let (first, end) = cells_of(last.from, last.to, columns);
                last.first = first.max(before);
                last.end = end.max(last.first + 1).min(columns.max(1));
            }
        }
        parts
    }
}

fn cells_of(from: u32, to: u32, columns: u16) -> (u16, u16) {
    let last = columns.saturating_sub(1);
    if to.saturating_sub(from) < EIGHTHS {
        let first = column((from + to.saturating_sub(from) / 2) / EIGHTHS, last);
        return (first, first + 1);
    }
    let first = column(from / EIGHTHS, last);
    (first, column(to.div_ceil(EIGHTHS), columns).max(first + 1))
}
