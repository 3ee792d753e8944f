//! Eras: named intervals in the background.
//!
//! Each era is a band behind the lanes. The names are above the lanes, in up to [`MAX_ERA_ROWS`] rows: eras
//! that overlap, and names that would, are in different rows.

use super::mark::{Edge, Label};
use super::marks;
use super::request::{EIGHTHS, column};
use annals_model::Era;
use annals_model::text::{Clean, width};
use annals_time::{Region, Scale, When, Window};

/// The most rows of names.
pub const MAX_ERA_ROWS: u16 = 3;
/// More eras than this need all rows.
const MANY: usize = 100;
/// The narrowest name that is shown, in cells.
const MIN_WIDTH: u16 = 3;
/// The fewest cells of an approximate edge.
const SOFT: u16 = 2;

/// An era in the window.
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
    /// The row of its name, from the top.
    pub row: u16,
    /// How many eras of its row are before it.
    pub number: usize,
    /// Its name, if there is room. It may be longer than the era.
    pub label: Option<Label>,
}

/// Returns the rows that the names of eras need if this window is shown in this many columns.
pub fn era_rows(eras: &[Era], window: Window, columns: u16) -> u16 {
    if eras.len() > MANY {
        return MAX_ERA_ROWS;
    }
    let Some(scale) = Scale::new(window, columns) else {
        return 0;
    };
    let marks = place(eras, &scale, MAX_ERA_ROWS);
    marks.iter().map(|mark| mark.row + 1).max().unwrap_or(0)
}

/// Places the eras of the window in this many rows, from left to right.
pub(super) fn place(eras: &[Era], scale: &Scale, rows: u16) -> Vec<EraMark> {
    let mut marks: Vec<EraMark> = eras.iter().filter_map(|era| mark(era, scale)).collect();
    // An era comes before those inside it.
    marks.sort_by_key(|mark| (mark.first, std::cmp::Reverse(mark.end)));
    let mut placed: Vec<EraMark> = Vec::with_capacity(marks.len());
    let mut rows = vec![EraRow::default(); usize::from(rows)];
    for mut mark in marks {
        // An era that ends some time in a year and one that begins some time in it share the year and do not
        // overlap.
        let core = mark.core().0;
        let free = rows.iter().position(|row| row.free_from <= core);
        let fullest = || (0..rows.len()).min_by_key(|&row| rows[row].free_from);
        if let Some(at) = free.or_else(fullest) {
            let row = &mut rows[at];
            mark.row = u16::try_from(at).unwrap_or(0);
            mark.number = row.eras;
            // The name of the era before may reach into the cells where this one may begin.
            let from = mark.first.max(row.free_from);
            mark.label = label(&mark, from, scale.columns());
            if mark.label.is_none()
                && let Some(before) = row.last_named
                && shorten(&mut placed[before], mark.first)
            {
                // The name before had more room than its era.
                mark.label = label(&mark, mark.first, scale.columns());
            }
            row.eras += 1;
            row.free_from = row.free_from.max(taken_to(&mark));
            if mark.label.is_some() {
                row.last_named = Some(placed.len());
            }
        }
        placed.push(mark);
    }
    placed
}

/// What is on a row of names so far.
#[derive(Debug, Clone, Default)]
struct EraRow {
    eras: usize,
    /// The first column after all eras and names.
    free_from: u16,
    /// The last era with a name.
    last_named: Option<usize>,
}

/// Returns the first column after an era and its name.
fn taken_to(mark: &EraMark) -> u16 {
    let named = mark.label.as_ref().map_or(0, |label| label.end() + 1);
    named.max(mark.core().1)
}

/// Cuts a name so that it ends before a column; `false` if too little of it would be left.
fn shorten(mark: &mut EraMark, before: u16) -> bool {
    let Some(label) = &mut mark.label else {
        return true;
    };
    let room = before.saturating_sub(label.column + 1);
    if room < MIN_WIDTH {
        return false;
    }
    label.room = label.room.min(room);
    true
}

impl EraMark {
    /// Returns its cells without the unsure ones, at least one: the first and the one after the last.
    fn core(&self) -> (u16, u16) {
        let first = (self.first + self.soft.0).min(self.end - 1);
        (first, (self.end - self.soft.1).max(first + 1))
    }

    /// Returns whether it may begin after a cell or end before it.
    pub const fn is_soft(&self, column: u16) -> bool {
        column < self.first + self.soft.0 || column + self.soft.1 >= self.end
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
        row: 0,
        number: 0,
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

/// Places the name of an era behind the cell of its edge, at or after a column.
fn label(mark: &EraMark, from: u16, columns: u16) -> Option<Label> {
    let wide = u16::try_from(width(&mark.title)).unwrap_or(u16::MAX);
    let column = (mark.first + 1).max(from);
    // At the right end of the axis a name may begin before its era.
    let column = if mark.first < from {
        column
    } else {
        column.min(columns.saturating_sub(wide).max(from))
    };
    let room = columns.saturating_sub(column).min(wide);
    let is_beside = column < mark.end.max(mark.first + 2);
    (wide > 0 && is_beside && room >= MIN_WIDTH.min(wide)).then(|| Label {
        column,
        room,
        text: mark.title.clone(),
    })
}
