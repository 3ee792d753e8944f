//! Titles beside joins.
//!
//! A title is below or above the line if rows are free there, else on the line, after the event so that its
//! length stays visible. Titles touch no join, node or other title; without room there is none.

use std::ops::Range;

use super::joins::Join;
use super::lines::{StoryLine, Weight};
use super::request::Request;
use annals_model::EventIndex;
use annals_model::text::{Clean, width};

/// The narrowest part of a title that is shown, in cells.
const MIN_WIDTH: u16 = 12;
/// Cells of line kept visible between a title on it and what follows.
const LINE_LEFT: u16 = 3;

/// A title beside a join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its event.
    pub event: EventIndex,
    /// Its row.
    pub row: u16,
    /// Its first column.
    pub column: u16,
    /// The number of columns that it may take.
    pub room: u16,
    /// The text, which may be wider than that.
    pub text: Clean,
    /// Whether its event is under the cursor.
    pub selected: bool,
}

/// The occupied cells.
struct Board {
    columns: u16,
    rows: u16,
    taken: Vec<bool>,
}

impl Board {
    fn new(request: &Request<'_>, joins: &[Join]) -> Self {
        let (columns, rows) = (request.columns(), request.rows());
        let mut board = Self {
            columns,
            rows,
            taken: vec![false; usize::from(columns) * usize::from(rows)],
        };
        for join in joins {
            for row in join.rows.clone() {
                board.take(row, join.column..join.column.saturating_add(1));
            }
        }
        board
    }

    fn place(&self, row: u16, column: u16) -> usize {
        usize::from(row) * usize::from(self.columns) + usize::from(column)
    }

    fn take(&mut self, row: u16, range: Range<u16>) {
        if row >= self.rows {
            return;
        }
        for column in range.start..range.end.min(self.columns) {
            let position = self.place(row, column);
            self.taken[position] = true;
        }
    }

    /// Returns the number of free cells of a row from a column on, at most `most`, with a blank on both
    /// sides.
    fn room(&self, row: u16, column: u16, most: u16) -> u16 {
        if row >= self.rows || column >= self.columns {
            return 0;
        }
        if column > 0 && self.taken[self.place(row, column - 1)] {
            return 0;
        }
        let end = column
            .saturating_add(most)
            .saturating_add(1)
            .min(self.columns);
        let taken = (column..end).find(|&column| self.taken[self.place(row, column)]);
        let room = taken.map_or(end - column, |taken| (taken - column).saturating_sub(1));
        room.min(most)
    }

    /// Like [`room`](Self::room) on a line, after a node with only line in between; [`LINE_LEFT`] cells of
    /// line stay visible.
    fn room_on_line(&self, row: u16, node: u16, column: u16, most: u16) -> u16 {
        let mut between = node.saturating_add(1)..column.min(self.columns);
        if row >= self.rows || between.any(|column| self.taken[self.place(row, column)]) {
            return 0;
        }
        let room = self.room(row, column, most.saturating_add(LINE_LEFT));
        if column.saturating_add(room) >= self.columns {
            return room.min(most);
        }
        room.saturating_sub(LINE_LEFT).min(most)
    }
}

/// Places the titles, that of the event under the cursor first, then from left to right. Removes the line
/// under a title.
pub(super) fn placed(
    request: &Request<'_>,
    lines: &mut [StoryLine],
    joins: &[Join],
    shown: &Range<usize>,
) -> Vec<Label> {
    if shown.is_empty() || joins.is_empty() {
        return Vec::new();
    }
    let mut board = Board::new(request, joins);
    let mut order: Vec<&Join> = joins.iter().collect();
    order.sort_by_key(|join| !join.selected);
    let mut labels = Vec::new();
    for join in order {
        let text = match join.events.len() {
            1 => request.timeline.event(join.event).title.clone(),
            count => Clean::line(&format!("{count} events")),
        };
        let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        let Some((row, column, room)) = best(request, &board, lines, join, wide) else {
            continue;
        };
        // A blank on either side separates titles.
        board.take(
            row,
            column.saturating_sub(1)..column.saturating_add(room).saturating_add(1),
        );
        if let Some(line) = lines.iter_mut().find(|line| line.row == row) {
            let from = usize::from(column.saturating_sub(1)).max(usize::from(join.column) + 1);
            let to = usize::from(column.saturating_add(room)).saturating_add(1);
            let to = to.min(line.weights.len());
            line.weights[from.min(to)..to].fill(Weight::Nothing);
        }
        labels.push(Label {
            event: join.event,
            row,
            column,
            room,
            text,
            selected: join.selected,
        });
    }
    labels
}

/// Returns row, column and room of a title: the first that fits all of it, else the widest.
fn best(
    request: &Request<'_>,
    board: &Board,
    lines: &[StoryLine],
    join: &Join,
    wide: u16,
) -> Option<(u16, u16, u16)> {
    let beside = join.column.saturating_add(2);
    let mut places = Vec::new();
    if request.step() > 1 {
        // Rows without a line are preferred.
        for node in join.nodes.iter().rev() {
            let is_end = node.row.saturating_add(1) >= join.rows.end;
            let column = if is_end { join.column } else { beside };
            let row = node.row.saturating_add(1);
            places.push((row, column, board.room(row, column, wide)));
        }
        for node in &join.nodes {
            let is_end = node.row <= join.rows.start;
            let column = if is_end { join.column } else { beside };
            let above = node.row.checked_sub(1);
            places.extend(above.map(|row| (row, column, board.room(row, column, wide))));
        }
    }
    let ends = join.nodes.iter().filter_map(|node| {
        let line = lines.iter().find(|line| line.row == node.row)?;
        Some((
            node.row,
            end_of_stretch(line, join.column).saturating_add(1),
        ))
    });
    let nodes = join.nodes.iter().map(|node| (node.row, beside));
    places.extend(ends.chain(nodes).map(|(row, column)| {
        let column = column.max(beside);
        let room = board.room_on_line(row, join.column, column, wide);
        (row, column, room)
    }));
    let full = places.iter().copied().find(|&(_, _, room)| room == wide);
    let most = || places.into_iter().rev().max_by_key(|&(_, _, room)| room);
    full.or_else(most)
        .filter(|&(_, _, room)| room > 0 && room >= wide.min(MIN_WIDTH))
}

/// Returns the first column after the event of a line that holds in a column.
fn end_of_stretch(line: &StoryLine, column: u16) -> u16 {
    let after = line.weights.iter().skip(usize::from(column) + 1);
    let held = after
        .take_while(|&&weight| weight > Weight::Between)
        .count();
    column
        .saturating_add(1)
        .saturating_add(u16::try_from(held).unwrap_or(u16::MAX))
}
