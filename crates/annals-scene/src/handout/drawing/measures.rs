//! Measures of a drawing, in points (72 to the inch).

use crate::axis::EIGHTHS;

/// Width of a column of the axis: that of a letter of a label.
pub(super) const CELL: f64 = 4.5;
/// Width of the lane names.
pub(super) const GUTTER: f64 = 84.0;
/// Distance from row to row.
pub(super) const ROW: f64 = 13.8;
/// Distance between lanes.
pub(super) const LANE_GAP: f64 = 3.0;
/// Distance from row to row of the names of eras.
pub(super) const ERA_LINE: f64 = 13.0;
/// Distance from line to line of a lane name.
pub(super) const NAME_LINE: f64 = 9.0;
/// Share of the height of a page that a drawing takes, except on the first one.
pub(super) const OTHER_HEIGHT: f64 = 0.94;

/// Returns how many pieces of `each` points fit into `points`: at least 1, at most 1000.
pub(super) fn pieces(points: f64, each: f64) -> u16 {
    const MAX: u16 = 1_000;
    let fits = |&count: &u16| f64::from(count) * each <= points;
    (1..=MAX).rev().find(fits).unwrap_or(1)
}

/// Returns how many letters of a font size fit into `points`; a letter is assumed to be six tenths as wide
/// as high, which few are.
pub(super) fn letters(points: f64, size: f64) -> usize {
    usize::from(pieces(points, size * 0.6))
}

/// Converts eighths of a column to a horizontal coordinate.
pub(super) fn x(eighths: u32) -> f64 {
    GUTTER + f64::from(eighths) * CELL / f64::from(EIGHTHS)
}
