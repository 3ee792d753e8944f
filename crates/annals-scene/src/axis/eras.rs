//! Eras: named intervals in the background.
//!
//! They share one row. Of eras that overlap, the first in the file is shown; the others are counted.

use super::mark::{Edge, Label};
use super::marks;
use super::request::{EIGHTHS, column};
use annals_model::Era;
use annals_model::text::{Clean, width};
use annals_time::{Region, Scale, When};

/// The narrowest name that is shown, in cells.
const MIN_WIDTH: u16 = 3;
/// The fewest cells of an approximate edge.
const SOFT: u16 = 2;

/// An era on its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EraMark {
    /// Its title.
    pub title: Clean,
    /// Its left edge, in eighths of a column.
    pub from: u32,
    /// Its right edge, in eighths of a column.
    pub to: u32,
    /// Its first cell.
    pub first: u16,
    /// The cell after its last one; beyond `first`.
    pub end: u16,
    /// How it ends on the left.
    pub left: Edge,
    /// How it ends on the right.
    pub right: Edge,
    /// Number of cells at its left and right edge over which it begins and ends.
    pub soft: (u16, u16),
    /// Its name, if there is room.
    pub label: Option<Label>,
}

/// Places the eras of the window that do not overlap, from left to right, and counts the others.
///
/// An era that ends some time in a year and one that begins some time in it share the year and do not
/// overlap.
pub(super) fn place(eras: &[Era], scale: &Scale) -> (Vec<EraMark>, usize) {
    let mut marks: Vec<EraMark> = Vec::new();
    let mut hidden = 0;
    for mark in eras.iter().filter_map(|era| mark(era, scale)) {
        let (first, end) = mark.core();
        let position = marks.partition_point(|other| other.core().0 < first);
        let after_last = position == 0 || marks[position - 1].core().1 <= first;
        let before_next = marks.get(position).is_none_or(|next| end <= next.core().0);
        if after_last && before_next {
            marks.insert(position, mark);
        } else {
            hidden += 1;
        }
    }
    for position in 1..marks.len() {
        let (before, after) = marks.split_at_mut(position);
        let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else {
            continue;
        };
        if left.end > right.first {
            let middle = right.first + (left.end - right.first) / 2;
            let cut = middle.clamp(left.core().1, right.core().0);
            left.soft.1 = left.soft.1.saturating_sub(left.end.saturating_sub(cut));
            right.soft.0 = right.soft.0.saturating_sub(cut.saturating_sub(right.first));
            (left.end, right.first) = (cut, cut);
        }
    }
    for mark in &mut marks {
        mark.label = label(mark);
    }
    (marks, hidden)
}

impl EraMark {
    /// Returns its cells without the unsure ones, at least one: the first and the one after the last.
    fn core(&self) -> (u16, u16) {
        let first = (self.first + self.soft.0).min(self.end - 1);
        (first, (self.end - self.soft.1).max(first + 1))
    }
}

/// Returns the mark of an era; `None` outside the window.
fn mark(era: &Era, scale: &Scale) -> Option<EraMark> {
    let window = scale.window();
    let (start, end) = era.when.reach();
    if start >= window.end() || end <= window.start() {
        return None;
    }
    let columns = scale.columns();
    let (from, to) = (scale.eighths_clamped(start), scale.eighths_clamped(end));
    // Eras often follow each other: edges are rounded to the nearest cell, so that one begins where another
    // ends.
    let near = |eighths: u32| column((eighths + EIGHTHS / 2) / EIGHTHS, columns);
    let first = near(from).min(columns - 1);
    let end = near(to).max(first + 1);
    let (left, right) = marks::edges(&era.when, scale);
    Some(EraMark {
        title: era.title.clone(),
        from,
        to,
        first,
        end,
        left,
        right,
        soft: soft(&era.when, scale, end - first),
        label: None,
    })
}

/// Returns the unsure cells at both edges, together fewer than all.
fn soft(when: &When, scale: &Scale, cells: u16) -> (u16, u16) {
    let least = if when.is_approximate() { SOFT } else { 0 };
    let wide = |region: Region, most: u16| {
        let (Some(from), Some(to)) = (region.earliest.time(), region.latest.time()) else {
            return 0;
        };
        let eighths = scale
            .eighths_clamped(to)
            .saturating_sub(scale.eighths_clamped(from));
        column((eighths + EIGHTHS / 2) / EIGHTHS, scale.columns())
            .max(least)
            .min(most)
    };
    let left = wide(when.start(), cells - 1);
    (left, wide(when.end(), cells - 1 - left))
}

/// Places the name at the left, with blanks around it and inside the edges if there is room.
fn label(mark: &EraMark) -> Option<Label> {
    let wide = u16::try_from(width(&mark.title)).unwrap_or(u16::MAX);
    let cells = mark.end - mark.first;
    // Before the name an edge, a piece of line and a blank; after it a blank and an edge.
    let (before, after) = if cells >= wide.saturating_add(5) || cells >= 12 {
        (3, 2)
    } else {
        (1, 1)
    };
    let room = cells.saturating_sub(before + after);
    (room >= MIN_WIDTH.min(wide) && wide > 0).then(|| Label {
        column: mark.first + before,
        room,
        text: mark.title.clone(),
    })
}
