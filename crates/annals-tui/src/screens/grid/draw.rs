//! Draws the grid: a field of points, marks in the colours of the actors, and thin lines through the row
//! and the column of the cursor, so that the name, date and role of a mark are found without any colour.

use annals_model::text::Clean;
use annals_scene::relations::grid::{Grid, Row};
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use crate::screens::relations::draw_words;
use crate::widgets::marks::{Marks, UNDERLINE};
use crate::widgets::painter::Painter;
use crate::widgets::selected_row::SelectedRow;

/// The characters of the field.
struct FieldGlyphs {
    /// Along the row of the cursor, down its column, and where both cross.
    cross: [&'static str; 3],
    /// An empty cell.
    empty: &'static str,
}

impl FieldGlyphs {
    const UNICODE: Self = Self {
        cross: ["─", "│", "┼"],
        empty: "·",
    };

    const ASCII: Self = Self {
        cross: ["-", "|", "+"],
        empty: " ",
    };

    const fn of(painter: &Painter<'_>) -> &'static Self {
        if painter.look().is_ascii() {
            &Self::ASCII
        } else {
            &Self::UNICODE
        }
    }
}

/// Draws a grid into the area that it was arranged for.
pub(super) fn draw(grid: &Grid, found: Marks<'_>, inner: Rect, painter: &mut Painter<'_>) {
    heads(grid, found, inner, painter);
    let top = inner.y.saturating_add(grid.layout.head);
    let end = inner
        .y
        .saturating_add(inner.height.saturating_sub(grid.layout.words));
    for (place, (y, row)) in (top..end).zip(&grid.rows).enumerate() {
        let line = Rect {
            y,
            height: 1,
            ..inner
        };
        field(grid, place, line, painter);
        marks(grid, found, place, row, line, painter);
        ends(grid, place, row, line, painter);
    }
    // The words follow the last actor, after an empty row where there are rows enough.
    let rows = u16::try_from(grid.rows.len()).unwrap_or(u16::MAX);
    let first = top.saturating_add(rows).min(end);
    let words =
        (first..inner.y.saturating_add(inner.height)).skip(usize::from(grid.layout.words >= 3));
    for (y, line) in words.zip(&grid.words) {
        let room = Rect {
            y,
            height: 1,
            ..inner.inner(Margin::new(1, 0))
        };
        let event = grid.cursor.and_then(|(column, _)| grid.columns.get(column));
        let event = event.map(|column| column.event);
        draw_words(line, event, found, room, painter);
    }
}

/// Returns a part of a row of the grid, cut at its width.
fn part(line: Rect, (column, cells): (u16, u16)) -> Rect {
    let column = column.min(line.width);
    Rect {
        x: line.x.saturating_add(column),
        width: cells.min(line.width - column),
        ..line
    }
}

fn heads(grid: &Grid, found: Marks<'_>, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    for head in grid.heads.iter().filter(|_| area.height > 0) {
        let style = if head.current {
            look.theme.strong
        } else {
            look.theme.quiet
        };
        let row = Rect {
            y: area.y.saturating_add(head.row),
            height: 1,
            ..area
        };
        // A date is the heading of all events that have it.
        let events = grid.columns.get(head.columns.clone()).unwrap_or_default();
        let is_found = events.iter().any(|column| found.is_found(column.event));
        let style = if is_found {
            style.patch(UNDERLINE)
        } else {
            style
        };
        painter.text(part(row, (head.column, area.width)), &head.text, style);
    }
}

/// Draws the points of a row, and the lines of the cursor through them.
fn field(grid: &Grid, place: usize, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let glyphs = FieldGlyphs::of(painter);
    let at_row = grid.cursor.is_some_and(|(_, row)| row == place);
    if at_row {
        let (first, cells) = grid.layout.marks;
        // On to the role, where roles are shown.
        let cells = match grid.layout.roles {
            (_, 0) => cells,
            (roles, _) => roles.saturating_sub(first + 1),
        };
        painter.fill(
            part(line, (first, cells)),
            glyphs.cross[0],
            look.theme.faint,
        );
    }
    for (number, column) in grid.columns.iter().enumerate() {
        let at_column = grid.cursor.is_some_and(|(column, _)| column == number);
        let glyph = match (at_row, at_column) {
            (true, true) => glyphs.cross[2],
            (true, false) => glyphs.cross[0],
            (false, true) => glyphs.cross[1],
            (false, false) => glyphs.empty,
        };
        let style = if at_row && at_column {
            look.over(look.theme.selected)
        } else {
            look.theme.faint
        };
        glyph_in(line, column.column, glyph, style, painter);
    }
}

fn marks(
    grid: &Grid,
    found: Marks<'_>,
    place: usize,
    row: &Row,
    line: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    for &number in &row.marks {
        let Some(column) = grid.columns.get(number) else {
            continue;
        };
        let style = if grid.cursor == Some((number, place)) {
            look.theme.selected
        } else {
            look.theme.actor(Some(row.actor)).patch(look.theme.strong)
        };
        let style = if found.is_found(column.event) {
            style.patch(UNDERLINE)
        } else {
            style
        };
        glyph_in(
            line,
            column.column,
            look.glyphs.status(column.status),
            look.over(style),
            painter,
        );
    }
}

fn glyph_in(line: Rect, column: u16, glyph: &'static str, style: Style, painter: &mut Painter<'_>) {
    if column < line.width {
        painter.glyph(line.x.saturating_add(column), line.y, glyph, style);
    }
}

/// Draws the name at the left and the role at the right.
fn ends(grid: &Grid, place: usize, row: &Row, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let at_row = grid.cursor.is_some_and(|(_, row)| row == place);
    let theme = &look.theme;
    let selected = SelectedRow::new(at_row, true, Some(row.actor), look);
    let name = match &row.role {
        Some(_) => theme.actor(Some(row.actor)).patch(theme.strong),
        None if row.is_absent => theme.quiet,
        None => theme.text,
    };
    let (names, counts) = (grid.layout.names, grid.layout.counts);
    painter.text(part(line, names), &row.name, selected.text(name, look));
    let count = selected.text(theme.quiet, look);
    painter.text_right(part(line, counts), &row.count, count);
    let end = names.0.saturating_add(names.1);
    let end = end.max(counts.0.saturating_add(counts.1));
    selected.draw(part(line, (0, end)), painter);
    let Some(role) = &row.role else { return };
    let takes_part = Clean::own("takes part");
    let role = if role.is_empty() { &takes_part } else { role };
    let style = if at_row { theme.strong } else { theme.text };
    painter.text(part(line, grid.layout.roles), role, style);
}
