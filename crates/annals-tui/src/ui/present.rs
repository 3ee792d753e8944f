//! A card of a presentation: large and calm, with the axis below it.

use ratatui::style::Style;

use super::axis;
use super::footer;
use super::lines::draw_line;
use super::painter::Painter;
use crate::app::App;
use annals_model::text::{Clean, grouped};
use annals_scene::layout::Area;
use annals_scene::lettering::Letters;
use annals_scene::present::{Arranged, CardKind, Headline, Layout, cells};

/// Cells of the bar of how far one is.
const BAR: u16 = 20;
/// Cells between the parts of the last row.
const GAP: u16 = 3;
/// Quarter blocks by their bits: upper left, upper right, lower left, lower right.
static QUARTERS: [&str; 16] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
];

/// Draws the card that is shown; `false` where none is.
pub(super) fn draw(app: &App, painter: &mut Painter<'_>) -> bool {
    let Some((layout, (card, part))) = app.card_layout().zip(app.card()) else {
        return false;
    };
    if app.is_blank() {
        return true;
    }
    let theme = &painter.look().theme;
    let (quiet, text) = (theme.quiet, theme.text);
    if card.card.kind != CardKind::Title {
        let title = &app.timeline().title;
        let separator = painter.look().glyphs.separator;
        let title = app.step_name().map_or_else(
            || title.clone(),
            |step| Clean::line(&format!("{title} {separator} {step}")),
        );
        painter.text(layout.title, &title, quiet);
    }
    if let Some(clock) = app.card_clock() {
        painter.text_right(layout.title, &clock, text);
    }
    draw_text(&card, part, &layout, painter);
    if let Some(axis) = app.card_axis() {
        let leader = theme.actor(card.card.leader);
        axis::draw_alone(&axis, layout.ticks, layout.axis, leader, painter);
    }
    draw_progress(app, &card, part, &layout, painter);
    true
}

/// The date, the headline, and the lines of the part that is shown.
fn draw_text(card: &Arranged, part: usize, layout: &Layout, painter: &mut Painter<'_>) {
    let look = painter.look();
    let part = card.part(part);
    let leader = look.theme.actor(card.card.leader).patch(look.theme.strong);
    painter.text(first_row(layout.text), &card.card.date, leader);
    if part.headline {
        let area = below(layout.text, card.headline_row());
        match &card.headline {
            Headline::Plain(lines) => {
                for (row, line) in rows(area).zip(lines) {
                    painter.text(row, line, look.theme.strong);
                }
            }
            Headline::Large(lines) => {
                let mut row = area.y;
                for letters in lines {
                    let area = Area { y: row, ..area };
                    row = draw_letters(letters, area, look.theme.strong, painter);
                }
            }
        }
    }
    let lines = card.card.lines.iter().skip(part.first);
    let lines = lines.take(part.end.saturating_sub(part.first));
    for (row, line) in rows(below(layout.text, card.first_row())).zip(lines) {
        draw_line(line, card.card.leader, row, painter);
    }
}

/// Draws a line of large letters; returns the row after it.
fn draw_letters(letters: &Letters, area: Area, style: Style, painter: &mut Painter<'_>) -> u16 {
    let pixel = |row: usize, column: usize| {
        let row = letters.rows.get(row);
        row.and_then(|row| row.get(column))
            .copied()
            .unwrap_or(false)
    };
    let rows = letters.rows.len().div_ceil(2);
    for (y, row) in (area.y..).zip(0..rows) {
        for (x, column) in (area.x..area.x + area.width).zip(0..letters.width().div_ceil(2)) {
            let quarters = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let bits = quarters
                .iter()
                .enumerate()
                .fold(0, |bits, (bit, (down, right))| {
                    bits | usize::from(pixel(row * 2 + down, column * 2 + right)) << bit
                });
            if bits > 0 {
                painter.glyph(x, y, QUARTERS[bits], style);
            }
        }
    }
    area.y
        .saturating_add(u16::try_from(rows).unwrap_or(u16::MAX))
}

/// How far one is, the headline as text where it stands above in large letters, and the number that is
/// being typed.
fn draw_progress(
    app: &App,
    card: &Arranged,
    part: usize,
    layout: &Layout,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let area = layout.progress;
    if let Some(notice) = app.notice() {
        painter.text(area, notice, look.theme.notice);
        return;
    }
    if let Some(banner) = app.banner() {
        painter.text(area, &banner, look.theme.notice);
        return;
    }
    let Some((place, count)) = app.card_place() else {
        return;
    };
    let words = Clean::line(&format!("{} / {}", grouped(place), grouped(count)));
    let column = painter
        .text(area, &words, look.theme.strong)
        .saturating_add(GAP);
    let end = area.x + area.width;
    let typed = app.count().map(|count| Clean::line(&count.to_string()));
    let more = part + 1 < card.parts.len();
    let right = match typed {
        Some(typed) => typed,
        None if more => Clean::line(&format!("{} more", look.glyphs.more[1])),
        None => Clean::default(),
    };
    painter.text_right(area, &right, look.theme.strong);
    let end = end.saturating_sub(cells(&right).saturating_add(GAP));
    let bar = BAR.min(end.saturating_sub(column));
    let filled = usize::from(bar) * place / count.max(1);
    let filled = u16::try_from(filled).unwrap_or(0);
    let strip = Area {
        x: column,
        width: bar,
        height: 1,
        ..area
    };
    painter.fill(strip, look.glyphs.lines[0], look.theme.faint);
    let done = Area {
        width: filled,
        ..strip
    };
    painter.fill(done, look.glyphs.progress, look.theme.text);
    let after = column.saturating_add(bar).saturating_add(GAP);
    let room = Area {
        x: after,
        width: end.saturating_sub(after),
        ..area
    };
    if card.card.kind == CardKind::Title {
        // Whoever begins is told how to go on.
        footer::draw_hints(app, room, painter);
    } else if matches!(card.headline, Headline::Large(_)) && card.part(part).headline {
        painter.text(room, &card.card.headline, look.theme.quiet);
    }
}

/// The rows of an area, from the top.
fn rows(area: Area) -> impl Iterator<Item = Area> {
    (area.y..area.y + area.height).map(move |y| Area {
        y,
        height: 1,
        ..area
    })
}

fn first_row(area: Area) -> Area {
    Area {
        height: area.height.min(1),
        ..area
    }
}

fn below(area: Area, rows: u16) -> Area {
    let rows = rows.min(area.height);
    Area {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

#[cfg(test)]
mod tests;
