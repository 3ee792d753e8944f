//! Drawing of accounts side by side.

use crate::context::Context;
use crate::hits::{Hit, HitMap};
use crate::look::Look;
use crate::widgets::lines::draw_run;
use crate::widgets::painter::Painter;
use crate::widgets::{frame, title};
use annals_model::text::{Clean, width};
use annals_scene::compare::{ComparePage, GUTTER, Row, State, Strip, StripCell};
use annals_scene::flow::{Line, Run};
use annals_scene::relations::inside;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Modifier;

/// Rows of the strip of verdicts, with an empty one below it.
pub(super) const STRIP_ROWS: u16 = 2;

/// Draws the title of the story, and which of the claims is shown.
pub(super) fn draw_title(cx: &Context, page: &ComparePage, area: Rect, painter: &mut Painter<'_>) {
    let inner = area.inner(Margin::new(1, 0));
    let style = painter.look().theme.quiet;
    let start = painter.text_right(inner, &page.counter, style);
    let room = Rect {
        width: start.saturating_sub(area.x + 1),
        ..area
    };
    title::draw_story(cx, room, painter);
}

/// Draws the page.
pub(super) fn draw(
    page: &ComparePage,
    strip: &Strip,
    state: &State,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let framed = inside(area);
    let within = Rect {
        y: framed.y.saturating_add(STRIP_ROWS),
        height: framed.height.saturating_sub(STRIP_ROWS),
        ..framed
    };
    let room = within.inner(Margin::new(1, 0));
    let shown = usize::from(within.height);
    let (first, marked) = match state.dispute {
        Some(dispute) => (state.first_dispute_row, dispute),
        None => (state.first_row, state.event),
    };
    if framed != area {
        let more = painter.look().glyphs.more;
        let below = page.rows.len().saturating_sub(first + shown);
        let remark = match (first, below) {
            (0, 0) => String::new(),
            (_, 0) => format!("{} end", more[0]),
            (_, below) => format!("{} {below} more", more[1]),
        };
        frame::draw(painter, area, &page.title, &Clean::line(&remark), true);
    }
    let line = Rect {
        height: 1,
        ..framed.inner(Margin::new(1, 0))
    };
    draw_strip(strip, state, line, painter, hits);
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

/// Draws the strip of verdicts; the claim that is shown is reversed, and each can be clicked.
fn draw_strip(
    strip: &Strip,
    state: &State,
    line: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let look = painter.look();
    let [before, after] = look.glyphs.bars.open;
    if strip.more_before {
        painter.glyph(line.x, line.y, before, look.theme.quiet);
    }
    let mut cell = Rect {
        x: line.x.saturating_add(strip.start),
        width: strip.width,
        ..line
    };
    for StripCell { claim, verdict } in &strip.cells {
        let (symbol, style) = match verdict {
            Some(verdict) => {
                let symbol = Clean::own(verdict.symbol(look.is_ascii()));
                let style = look.theme.verdict(*verdict).patch(look.theme.strong);
                (symbol, style)
            }
            None => (Clean::own(look.glyphs.separator), look.theme.quiet),
        };
        // Between two blanks where there is room for both.
        let pad = u16::from(usize::from(cell.width) > width(&symbol) + 1);
        let place = Rect {
            x: cell.x.saturating_add(pad),
            width: cell.width.saturating_sub(pad),
            ..cell
        };
        painter.text(place, &symbol, style);
        if *claim == state.claim && state.dispute.is_none() {
            painter.style(cell, style.add_modifier(Modifier::REVERSED));
        }
        hits.add(cell, Hit::Event(*claim));
        cell.x = cell.x.saturating_add(cell.width);
    }
    if strip.more_after {
        painter.glyph(cell.x.saturating_add(1), line.y, after, look.theme.quiet);
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
    if item == marked {
        let look = painter.look();
        painter.style(place, look.over(look.theme.selected));
    }
    after
}
