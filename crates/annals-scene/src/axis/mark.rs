//! [`Mark`]: what stands on the axis for an event.
//!
//! Owns its parts and the cells they take. How a date becomes a mark is the business of
//! [`super::marks`].

use super::{EIGHTHS, column};
use annals_model::EventIndex;
use annals_model::text::{Clean, width};

/// How sure it is that an event holds along a stretch of its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It holds.
    Certain,
    /// It begins somewhere here: surer towards the right.
    Rising,
    /// It ends somewhere here: less sure towards the right.
    Falling,
    /// It holds somewhere in here, nobody knows where.
    Possible,
}

/// A stretch of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// How sure it is.
    pub certainty: Certainty,
    /// The same at its left and its right edge, from 0 (hardly) to 255 (sure). A slope that the window
    /// cuts begins or ends between the two.
    pub sureness: (u8, u8),
}

/// How a mark ends on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// At a date.
    Dated,
    /// Somewhere outside the window.
    Beyond,
    /// The date says that there is no end (`..`).
    Open,
    /// There is an end, and nobody knows when.
    Unknown,
}

/// The text of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The column at which it starts.
    pub column: u16,
    /// The columns that it may take.
    pub room: u16,
    /// The text, which may be wider than that.
    pub text: Clean,
}

/// How a mark means what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// All of it, as far as it is sure.
    Whole,
    /// Some day, month or year in it, nobody knows which.
    SomeWithin,
    /// One of its parts, nobody knows which.
    OneOf,
    /// Each of its parts.
    AllOf,
}

/// What stands on the axis for an event, or for several that share one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The event; the first one where several share a cell.
    pub event: EventIndex,
    /// How many events it stands for.
    pub count: usize,
    /// How it means what it covers.
    pub kind: MarkKind,
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// Its stretches from left to right, not overlapping. There is none where the window lies
    /// between the dates of a set.
    pub stretches: Vec<Stretch>,
    /// How it ends on the left.
    pub left: Edge,
    /// How it ends on the right.
    pub right: Edge,
    /// Whether the source itself doubts the date.
    pub doubtful: bool,
    /// Its text, where there is room for it.
    pub label: Option<Label>,
    /// Whether it is the selected one.
    pub selected: bool,
    /// Whether it is one that was searched for and found.
    pub found: bool,
}

/// A part of a mark without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column; beyond `from`.
    pub to: u32,
    /// Its first cell.
    pub first: u16,
    /// The cell after its last one.
    pub end: u16,
}

impl Part {
    /// Whether it is shorter than a cell.
    pub const fn is_thin(&self) -> bool {
        self.to - self.from < EIGHTHS
    }
}

impl Label {
    /// The column after its text, as far as it is shown.
    pub fn end(&self) -> u16 {
        let wide = u16::try_from(width(&self.text)).unwrap_or(u16::MAX);
        self.column.saturating_add(wide.min(self.room))
    }
}

impl Mark {
    /// Whether it is shorter than a cell.
    pub const fn is_thin(&self) -> bool {
        self.to - self.from < EIGHTHS
    }

    /// Its first cell and the one after its last. A mark takes at least one cell, on the axis; one
    /// that is shorter than a cell takes the one that holds its middle.
    pub fn cells(&self, columns: u16) -> (u16, u16) {
        cells_of(self.from, self.to, columns)
    }

    /// Its parts from left to right, each with cells of its own. Parts that fall into a cell that is
    /// taken are part of the one before.
    pub fn parts(&self, columns: u16) -> Vec<Part> {
        let (first, end) = self.cells(columns);
        if self.is_thin() {
            let part = Part {
                from: self.from,
                to: self.to,
                first,
                end,
            };
            return vec![part];
        }
        let mut parts: Vec<Part> = Vec::with_capacity(1);
        for stretch in &self.stretches {
            let cells = cells_of(stretch.from, stretch.to, columns);
            match parts.last_mut() {
                // One of several dates that follow each other is still one of several.
                Some(last)
                    if self.kind != MarkKind::OneOf && last.to == stretch.from
                        || cells.1 <= last.end =>
                {
                    last.to = stretch.to;
                }
                _ => parts.push(Part {
                    from: stretch.from,
                    to: stretch.to,
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
