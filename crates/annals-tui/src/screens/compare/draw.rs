//! Drawing of accounts side by side.

use crate::hits::{Hit, HitMap};
use crate::look::Look;
use crate::widgets::frame;
use crate::widgets::lines::draw_run;
use crate::widgets::painter::Painter;
use annals_model::text::Clean;
use annals_scene::compare::{ComparePage, GUTTER, Row, State};
use annals_scene::flow::{Line, Role, Run};
use annals_scene::relations::inside;
use ratatui::layout::{Margin, Rect};

/// Draws the page.
pub(super) fn draw(
    page: &ComparePage,
    state: &State,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let within = inside(area);
    let room = within.inner(Margin::new(1, 0));
    let shown = usize::from(within.height);
    let (first, marked) = match state.dispute {
        Some(dispute) => (state.first_dispute_row, dispute),
        None => (state.first_row, state.event),
    };
    if within != area {
        let more = painter.look().glyphs.more;
        let below = page.rows.len().saturating_sub(first + shown);
        let dot = painter.look().glyphs.separator;
        let remark = match (first, below) {
            (0, 0) => page.remark.to_string(),
            (_, 0) => format!("{} end {dot} {}", more[0], page.remark),
            (_, below) => format!("{} {below} more {dot} {}", more[1], page.remark),
        };
        frame::draw(painter, area, &page.title, &Clean::line(&remark), true);
    }
    let rows = page.rows.iter().enumerate().skip(first).take(shown);
    for (y, (place, row)) in (within.y..).zip(rows) {
        let line = Rect {
            y,
            height: 1,
            ..room
        };
        match row {
            Row::Whole(text) => {
                let line = list_line(page, state, place, marked, line, painter);
                draw_line(text, marked, line, painter, hits);
            }
            Row::Beside(one, other) => {
                let left = Rect {
                    width: page.left,
                    ..line
                };
                draw_line(one, marked, left, painter, hits);
                let look = painter.look();
                let between = line.x.saturating_add(page.left + GUTTER / 2);
                painter.glyph(between, y, look.glyphs.lines[1], look.theme.faint);
                let right = Rect {
                    x: line.x.saturating_add(page.left + GUTTER),
                    width: line.width.saturating_sub(page.left + GUTTER),
                    ..line
                };
                draw_line(other, marked, right, painter, hits);
            }
        }
    }
}

/// The room for a line; in the list of disagreements behind the sign of what is marked.
fn list_line(
    page: &ComparePage,
    state: &State,
    place: usize,
    marked: usize,
    line: Rect,
    painter: &mut Painter<'_>,
) -> Rect {
    if state.dispute.is_none() {
        return line;
    }
    let stop = page.stops.get(marked);
    if stop.is_some_and(|stop| stop.rows.start == place) {
        let Look { theme, glyphs } = painter.look();
        painter.glyph(line.x, line.y, glyphs.selected, theme.text);
    }
    Rect {
        x: line.x.saturating_add(2),
        width: line.width.saturating_sub(2),
        ..line
    }
}

fn draw_line(line: &Line, marked: usize, area: Rect, painter: &mut Painter<'_>, hits: &mut HitMap) {
    let Line::Runs(runs) = line else { return };
    let end = area.x.saturating_add(area.width);
    let mut column = area.x;
    for run in runs {
        let room = Rect {
            x: column,
            width: end.saturating_sub(column),
            ..area
        };
        column = draw_part(run, marked, room, painter, hits);
    }
}

/// A run, marked where it belongs to what is; returns the column after it.
fn draw_part(
    run: &Run,
    marked: usize,
    room: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> u16 {
    let after = draw_run(run, None, room, painter);
    let Some(item) = run.item else { return after };
    let place = Rect {
        width: after.saturating_sub(room.x),
        ..room
    };
    hits.add(place, Hit::Item(item));
    if item == marked && !matches!(run.role, Role::Symbol(..)) {
        let style = painter.look().theme.selected;
        painter.style(place, style);
    }
    after
}
