//! Drawing of a card: large, with the axis below it and a row that says how far the presentation is.

use annals_model::text::{Clean, grouped};
use annals_scene::axis::Axis;
use annals_scene::large_text::LargeLine;
use annals_scene::present::{ArrangedCard, CardKind, Headline, Layout, cells};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::glyphs::nth;
use crate::hits::HitMap;
use crate::widgets::axis;
use crate::widgets::footer::Footer;
use crate::widgets::lines::draw_line;
use crate::widgets::painter::Painter;

/// Columns of the progress bar.
const BAR: u16 = 20;

/// Columns between the parts of the last row.
const GAP: u16 = 3;

/// Quarter blocks by their bits: upper left, upper right, lower left, lower right.
static QUARTERS: [&str; 16] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
];

/// A card on the screen.
pub(super) struct CardView {
    pub(super) layout: Layout,
    pub(super) card: ArrangedCard,
    /// The part of the card that is shown.
    pub(super) part: usize,
    /// The number of the card, from 1, and how many there are.
    pub(super) position: (usize, usize),
}

/// Draws a card, with what stands above it: the title of the story and the step of the tour, and the clock.
pub(super) fn draw(
    view: &CardView,
    (story, step): (&Clean, Option<Clean>),
    clock: Option<&Clean>,
    axis: Option<&Axis>,
    painter: &mut Painter<'_>,
) {
    let CardView { layout, card, .. } = view;
    let theme = &painter.look().theme;
    if card.card.kind != CardKind::Title {
        let separator = painter.look().glyphs.separator;
        let title = step.map_or_else(
            || story.clone(),
            |step| Clean::line(&format!("{story} {separator} {step}")),
        );
        painter.text(layout.title, &title, theme.quiet);
    }
    if let Some(clock) = clock {
        painter.text_right(layout.title, clock, theme.text);
    }
    draw_text(card, view.part, layout, painter);
    if let Some(axis) = axis {
        let leader = theme.actor(card.card.leader);
        axis::draw_alone(axis, layout.ticks, layout.axis, leader, painter);
    }
}

/// Draws the date, the headline, and the lines of the part that is shown.
fn draw_text(card: &ArrangedCard, part: usize, layout: &Layout, painter: &mut Painter<'_>) {
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
                    let area = Rect { y: row, ..area };
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
fn draw_letters(letters: &LargeLine, area: Rect, style: Style, painter: &mut Painter<'_>) -> u16 {
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
                    bits | u16::from(pixel(row * 2 + down, column * 2 + right)) << bit
                });
            if bits > 0 {
                painter.glyph(x, y, nth(&QUARTERS, bits), style);
            }
        }
    }
    area.y
        .saturating_add(u16::try_from(rows).unwrap_or(u16::MAX))
}

/// Draws how far the presentation is, what was typed, and the headline as text where it is drawn in large
/// letters above.
pub(super) fn draw_progress(
    view: &CardView,
    footer: &Footer,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let (card, look, area) = (&view.card, painter.look(), footer.area);
    let (place, count) = view.position;
    let words = Clean::line(&format!("{} / {}", grouped(place), grouped(count)));
    let column = painter
        .text(area, &words, look.theme.strong)
        .saturating_add(GAP);
    let more = view.part + 1 < card.parts.len();
    let right = match &footer.typed {
        Some(typed) => typed.clone(),
        None if more => Clean::line(&format!("{} more", look.glyphs.more[1])),
        None => Clean::default(),
    };
    painter.text_right(area, &right, look.theme.strong);
    let end = area.right();
    let end = end.saturating_sub(cells(&right).saturating_add(GAP));
    let bar = BAR.min(end.saturating_sub(column));
    let filled = usize::from(bar) * place / count.max(1);
    let filled = u16::try_from(filled).unwrap_or(0);
    let strip = Rect {
        x: column,
        width: bar,
        height: 1,
        ..area
    };
    painter.fill(strip, look.glyphs.lines[0], look.theme.faint);
    let done = Rect {
        width: filled,
        ..strip
    };
    painter.fill(done, look.glyphs.progress, look.theme.text);
    let after = column.saturating_add(bar).saturating_add(GAP);
    let room = Rect {
        x: after,
        width: end.saturating_sub(after),
        ..area
    };
    if card.card.kind == CardKind::Title {
        // At the beginning the footer says how to go on.
        footer.draw_hints(room, painter, hits);
    } else if matches!(card.headline, Headline::Large(_)) && card.part(view.part).headline {
        painter.text(room, &card.card.headline, look.theme.quiet);
    }
}

/// The rows of an area, from the top.
fn rows(area: Rect) -> impl Iterator<Item = Rect> {
    (area.y..area.y + area.height).map(move |y| Rect {
        y,
        height: 1,
        ..area
    })
}

fn first_row(area: Rect) -> Rect {
    Rect {
        height: area.height.min(1),
        ..area
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}
