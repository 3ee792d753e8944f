//! [`ticks()`]: the marks and labels along the time axis.
//!
//! `step` has the steps and their grids, `label` the wording, `division` divides a window into whole
//! units. This file chooses the step whose labels fit, and places ticks, labels and context in columns.

mod division;
mod label;
mod step;

use super::moment::Time;
use super::scale::Scale;
use super::years;
use label::{ContextDetail, LabelWording};
use step::STEPS;

pub(super) use label::{date, fraction, weekday};
pub(super) use step::Grid;
pub use step::{Step, Unit};

/// Empty cells between two labels, at least.
const MIN_GAP: u16 = 2;

/// How densely an axis is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TickOptions {
    /// Empty cells between the labels of neighbouring ticks; at least 2. The gap before a label that is
    /// moved left at the right edge may be as small as 2.
    pub gap: u16,
    /// Columns between ticks without label; 0 for no such ticks.
    pub minor_spacing: u16,
}

impl Default for TickOptions {
    fn default() -> Self {
        Self {
            gap: 3,
            minor_spacing: 4,
        }
    }
}

/// A tick with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The moment, always a round one.
    pub time: Time,
    /// The column of the moment.
    pub column: u16,
    /// Its text: ASCII, so its length is its width in cells.
    pub label: String,
    /// The column at which the label starts: that of the tick, or one left of it at the right edge.
    pub label_column: u16,
    /// Whether a coarser unit begins here too, such as the year in January.
    pub major: bool,
}

/// The name of a coarser unit, on a level above the ticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextLabel {
    /// The column at which the label starts.
    pub column: u16,
    /// Its text, in ASCII.
    pub label: String,
    /// Whether the unit begins at this column. If not, it began before the window, and the label
    /// sticks to the left edge.
    pub begins: bool,
}

/// The ticks and labels of one axis. No column occurs twice in `major` and `minor`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticks {
    /// Ticks with a label, from left to right.
    pub major: Vec<Tick>,
    /// Columns of ticks without one, from left to right.
    pub minor: Vec<u16>,
    /// The coarser level, from left to right; empty where the labels need none, as years do.
    pub context: Vec<ContextLabel>,
    /// The distance between labelled ticks.
    pub step: Step,
}

/// Returns the ticks of an axis: those of the finest step whose labels keep their distance.
///
/// The cost depends on the number of columns, not on the length of the window.
///
/// ```
/// use annals_time::{Scale, TickOptions, When, ticks};
///
/// let window = When::parse("2019/2024").unwrap().unwrap().window().unwrap();
/// let scale = Scale::new(window, 60).unwrap();
/// let labels: Vec<_> = ticks(&scale, TickOptions::default())
///     .major
///     .into_iter()
///     .map(|tick| tick.label)
///     .collect();
/// assert_eq!(labels, ["2019", "2020", "2021", "2022", "2023", "2024"]);
/// ```
pub fn ticks(scale: &Scale, options: TickOptions) -> Ticks {
    let gap = options.gap.max(MIN_GAP);
    let deep = years::is_deep(&scale.window());
    let grid = |index: usize| STEPS.get(index).map(|&step| Grid::new(step, deep));
    let fitting = (0..STEPS.len())
        .find(|&index| grid(index).is_some_and(|grid| fits(grid, scale, gap)))
        .unwrap_or(STEPS.len() - 1);
    // One label alone does not show the scale. On a narrow axis, where the step that fits shows fewer
    // than two, a finer step shows those of its labels that have room, unless the context then has no
    // room for the day that they belong to.
    let mut choice: Option<PlacedGrid> = None;
    for grid in (0..=fitting).rev().filter_map(grid) {
        if choice.is_some() && !spaced(grid, scale, 1) {
            break;
        }
        let placed = PlacedGrid::new(grid, scale, gap);
        let enough = placed.major.len() > 1;
        if choice
            .as_ref()
            .is_none_or(|best| placed.worth() > best.worth())
        {
            choice = Some(placed);
        }
        if enough {
            break;
        }
    }
    let Some(placed) = choice else {
        return Ticks {
            major: vec![],
            minor: vec![],
            context: vec![],
            step: STEPS[fitting],
        };
    };
    Ticks {
        minor: minor(
            placed.grid,
            scale,
            options.minor_spacing,
            &placed.major,
            placed.unlabelled,
        ),
        major: placed.major,
        context: placed.context,
        step: placed.grid.step(),
    }
}

/// The ticks and labels of one grid, in columns.
struct PlacedGrid {
    grid: Grid,
    major: Vec<Tick>,
    /// The columns of ticks that have no room for a label.
    unlabelled: Vec<u16>,
    context: Vec<ContextLabel>,
    /// Whether the context names at least the day, or whichever unit the ticks leave out.
    named: bool,
}

impl PlacedGrid {
    fn new(grid: Grid, scale: &Scale, gap: u16) -> Self {
        let (major, unlabelled) = place(grid, scale, gap);
        let (context, named) = context(grid, scale);
        Self {
            grid,
            major,
            unlabelled,
            context,
            named,
        }
    }

    /// What makes one grid better than another: labels with their context, up to two; then labels; then
    /// ticks.
    fn worth(&self) -> (usize, usize, bool) {
        let labels = self.major.len().min(2);
        let named = if self.named { labels } else { 0 };
        (named, labels, !self.unlabelled.is_empty())
    }
}

/// Whether neighbouring ticks are at least that many columns apart.
fn spaced(grid: Grid, scale: &Scale, columns: usize) -> bool {
    let columns = i128::try_from(columns).unwrap_or(i128::MAX);
    let window = scale.window();
    grid.min_nanos(&window) * i128::from(scale.columns()) >= window.length().saturating_mul(columns)
}

/// Whether all labels of a grid fit. This depends on the shortest distance that two ticks can have, not
/// on the ticks in view, so that panning does not change the step.
fn fits(grid: Grid, scale: &Scale, gap: u16) -> bool {
    let gap = usize::from(gap);
    // No label is narrower than two cells, which rules most steps out.
    if !spaced(grid, scale, gap + 2) {
        return false;
    }
    let (_, width) = LabelWording::of(grid, &scale.window());
    let Step { unit, count } = grid.step();
    // Quarters and half-years are harder to read than years, so they need more room.
    let width = match (unit, count) {
        (Unit::Month, 3) => width.max(5),
        (Unit::Month, 6) => width.max(8),
        _ => width,
    };
    spaced(grid, scale, width + gap)
        && label::context_unit(unit).is_none_or(|context| {
            let width = label::context_width(context, &scale.window());
            spaced(Grid::calendar(context), scale, width + usize::from(MIN_GAP))
        })
}

/// The ticks of a grid that have room for a label, and the columns of those that do not.
fn place(grid: Grid, scale: &Scale, gap: u16) -> (Vec<Tick>, Vec<u16>) {
    let (wording, _) = LabelWording::of(grid, &scale.window());
    let wording = match wording.roomier() {
        Some((roomier, width)) if spaced(grid, scale, width + usize::from(gap)) => roomier,
        _ => wording,
    };
    let (mut labelled, mut unlabelled) = (vec![], vec![]);
    let mut free = 0;
    for time in grid.within(scale.window()) {
        let Some(column) = scale.column_of(time) else {
            continue;
        };
        let label = wording.label(time);
        let width = u16::try_from(label.len()).unwrap_or(u16::MAX);
        match scale
            .columns()
            .checked_sub(width)
            .map(|last| column.min(last))
        {
            Some(label_column) if label_column >= free => {
                free = label_column.saturating_add(width).saturating_add(MIN_GAP);
                let major = label::is_major(grid, time);
                labelled.push(Tick {
                    time,
                    column,
                    label,
                    label_column,
                    major,
                });
            }
            _ => unlabelled.push(column),
        }
    }
    (labelled, unlabelled)
}

/// The columns of ticks without label: those of the finest step that divides the labelled one and
/// keeps its distance, and those of the labelled step that have no room.
fn minor(
    grid: Grid,
    scale: &Scale,
    spacing: u16,
    labelled: &[Tick],
    mut columns: Vec<u16>,
) -> Vec<u16> {
    let finer = STEPS
        .iter()
        .take_while(|&&step| step != grid.step())
        .map(|&step| Grid::new(step, years::is_deep(&scale.window())))
        .find(|&finer| {
            spacing > 0 && spaced(finer, scale, spacing.into()) && grid.is_multiple_of(finer)
        });
    if let Some(finer) = finer {
        columns.extend(
            finer
                .within(scale.window())
                .filter_map(|time| scale.column_of(time)),
        );
    }
    columns.sort_unstable();
    columns.dedup();
    columns.retain(|column| {
        labelled
            .binary_search_by_key(column, |tick| tick.column)
            .is_err()
    });
    columns
}

/// The coarser level above the ticks of a grid, and whether it names at least the day, or whichever unit
/// the ticks leave out.
fn context(grid: Grid, scale: &Scale) -> (Vec<ContextLabel>, bool) {
    let Some(unit) = label::context_unit(grid.step().unit) else {
        return (vec![], true);
    };
    let window = scale.window();
    let mut starts = Grid::calendar(unit)
        .within(window)
        .filter_map(|time| Some((scale.column_of(time)?, time, true)))
        .peekable();
    let stuck = starts
        .peek()
        .is_none_or(|&(_, time, _)| time > window.start());
    let mut starts = stuck
        .then_some((0, window.start(), false))
        .into_iter()
        .chain(starts)
        .peekable();
    let (mut labels, mut previous, mut named) = (vec![], None, false);
    while let Some((column, time, begins)) = starts.next() {
        let end = starts
            .peek()
            .map_or(scale.columns(), |next| next.0.saturating_sub(MIN_GAP));
        let room = usize::from(end.saturating_sub(column));
        if let Some((label, says)) = label::context_label(unit, time, previous, room) {
            labels.push(ContextLabel {
                column,
                label,
                begins,
            });
            previous = (says == ContextDetail::All).then_some(time);
            named |= says >= ContextDetail::Day;
        }
    }
    (labels, named)
}

#[cfg(test)]
mod tests;
