//! The box above the footer in which a line of text is typed, with the answer to it.

use annals_model::text::{Clean, tail, width, wrap};
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};

use super::frame;
use super::painter::Painter;
use super::text_field::TextField;
use crate::context::Context;

/// Rows of the answer.
const ANSWER: u16 = 2;

/// Rows of a prompt with its border.
pub(crate) const ROWS: u16 = 3 + ANSWER;

/// Draws a prompt with the answer to its text.
pub(crate) fn draw(
    cx: &Context,
    title: &'static str,
    field: &TextField,
    answer: &Clean,
    style: Style,
    painter: &mut Painter<'_>,
) {
    let area = cx.bottom_area(ROWS);
    painter.clear(area);
    frame::draw(painter, area, &Clean::own(title), &Clean::default(), true);
    let inside = area.inner(Margin::new(2, 1));
    let line = Rect {
        height: 1,
        ..inside
    };
    draw_field(field, line, painter);
    let lines = wrap(answer, usize::from(line.width));
    for (row, text) in (line.y + 1..inside.bottom()).zip(&lines) {
        painter.text(Rect { y: row, ..line }, text, style);
    }
}

/// Draws the text around the caret, which is always in sight.
pub(crate) fn draw_field(field: &TextField, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (before, after) = field.parts();
    // Where the text is too long, its end is what is being typed.
    let before = tail(&before, usize::from(line.width.saturating_sub(1)));
    let caret = u16::try_from(width(&before)).unwrap_or(0);
    painter.text(line, &before, look.theme.strong);
    let rest = Rect {
        x: line.x + caret,
        width: line.width - caret,
        ..line
    };
    painter.text(rest, &after, look.theme.strong);
    let caret = Rect { width: 1, ..rest };
    painter.style(caret, Style::new().add_modifier(Modifier::REVERSED));
}
