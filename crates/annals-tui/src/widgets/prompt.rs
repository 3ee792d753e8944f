//! The line at the bottom of the screen in which text is typed, with the answer to it.

use annals_model::text::{Clean, tail, width, wrap};
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};

use super::footer::{Footer, Hint};
use super::painter::Painter;
use super::text_field::TextField;
use crate::command::Spec;
use crate::commands;
use crate::context::Context;
use crate::hits::HitMap;

/// The most rows above the line that an answer takes.
const MAX_RISEN: usize = 3;

/// Columns between the parts of the line.
const GAP: u16 = 2;

/// From this width on, the line also says how to leave it.
const ROOM_FOR_HINTS: u16 = 90;

/// What a prompt shows.
#[derive(Debug)]
pub(crate) struct Prompt<'a> {
    /// The name of its screen, for its keys.
    pub(crate) screen: &'static str,
    /// What is typed.
    pub(crate) title: &'static str,
    pub(crate) field: &'a TextField,
    /// The answer to what was typed so far.
    pub(crate) answer: &'a Clean,
    pub(crate) style: Style,
    /// Whether an answer that is too long for the line stands above it; else it is cut.
    pub(crate) rises: bool,
}

/// Returns the last row of the screen.
pub(crate) fn row(cx: &Context) -> Rect {
    let last = cx.display.rows.saturating_sub(1);
    Rect::new(0, last, cx.display.columns, 1)
}

/// Draws a prompt in the last row. A notice takes the place of the answer.
pub(crate) fn draw(
    cx: &Context,
    prompt: &Prompt<'_>,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let theme = &painter.look().theme;
    let row = row(cx);
    painter.clear(row);
    let area = row.inner(Margin::new(1, 0));
    let end = draw_hints(cx, prompt.screen, area, painter, hits);
    let title = Clean::own(prompt.title);
    let start = painter.text(area, &title, theme.quiet).saturating_add(GAP);
    let room = end.saturating_sub(start);
    let typed = u16::try_from(width(&Clean::line(&prompt.field.text())) + 1).unwrap_or(u16::MAX);
    let (answer, style) = match &cx.requests.notice {
        Some(notice) => (notice, theme.notice),
        None => (prompt.answer, prompt.style),
    };
    // What is typed has a third of the line at least.
    let wanted = u16::try_from(width(answer)).unwrap_or(u16::MAX);
    let left = room
        .saturating_sub(typed.min(room / 3).max(1))
        .saturating_sub(GAP);
    let is_risen = wanted > left && prompt.rises;
    if is_risen {
        draw_above(cx, answer, style, painter);
    }
    let given = if is_risen { 0 } else { wanted.min(left) };
    let place = Rect {
        x: end - given,
        width: given,
        ..area
    };
    painter.text(place, answer, style);
    let line = Rect {
        x: start,
        width: room.saturating_sub(given.saturating_add(GAP)),
        ..area
    };
    draw_field(prompt.field, line, painter);
}

/// Draws an answer in the rows above the line.
fn draw_above(cx: &Context, answer: &Clean, style: Style, painter: &mut Painter<'_>) {
    let columns = usize::from(cx.display.columns.saturating_sub(2));
    let mut lines = wrap(answer, columns);
    lines.truncate(MAX_RISEN);
    let area = cx.bottom_area(u16::try_from(lines.len()).unwrap_or(0));
    painter.clear(area);
    for (y, line) in (area.y..).zip(&lines) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        painter.text(row.inner(Margin::new(1, 0)), line, style);
    }
}

/// Draws how to accept and how to leave, where there is room; returns the column where the rest ends.
fn draw_hints(
    cx: &Context,
    screen: &'static str,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) -> u16 {
    if area.width < ROOM_FOR_HINTS {
        return area.right();
    }
    let hint = |spec: &Spec| {
        let keys = cx.keymap().keys_on(screen, spec)?;
        Some(Hint {
            keys: vec![(keys.label(cx.ascii()), keys)],
            word: spec.word(),
            stays: false,
        })
    };
    let specs = [&commands::ACCEPT, &commands::CLOSE];
    let footer = Footer {
        area,
        hints: specs.into_iter().filter_map(hint).collect(),
        typed: None,
    };
    let wide = footer.width().min(area.width);
    let place = Rect {
        x: area.right() - wide,
        width: wide,
        ..area
    };
    footer.draw_hints(place, painter, hits);
    place.x.saturating_sub(GAP + 1)
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
