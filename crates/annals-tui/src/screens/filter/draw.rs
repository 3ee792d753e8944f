//! Drawing of the prompt for a filter.

use annals_index::query::Completion;
use annals_model::text::{Clean, width, wrap};
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use crate::hits::{Hit, HitMap};
use crate::widgets::frame;
use crate::widgets::painter::Painter;
use crate::widgets::prompt::draw_field;
use crate::widgets::text_field::TextField;

/// Rows of the answer.
const ANSWER: u16 = 2;

/// Columns between a suggestion and its note.
const NOTE_GAP: u16 = 2;

/// Draws the field and the answer to it.
pub(super) fn prompt(
    field: &TextField,
    answer: &Clean,
    style: Style,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    painter.clear(area);
    frame::draw(
        painter,
        area,
        &Clean::own("Filter"),
        &Clean::default(),
        true,
    );
    let line = first_line(area);
    draw_field(field, line, painter);
    let lines = wrap(answer, usize::from(line.width));
    for (y, text) in (line.y + 1..=line.y + ANSWER).zip(&lines) {
        painter.text(Rect { y, ..line }, text, style);
    }
}

fn first_line(area: Rect) -> Rect {
    Rect {
        height: 1,
        ..area.inner(Margin::new(2, 1))
    }
}

/// Draws the suggestions, with the selected one in view.
pub(super) fn suggestions(
    suggestions: &[Completion],
    selected: Option<usize>,
    rows: u16,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let line = first_line(area);
    let shown = usize::from(rows);
    let first = selected.map_or(0, |place| (place + 1).saturating_sub(shown));
    let texts: Vec<(usize, Clean, &Clean)> = suggestions
        .iter()
        .enumerate()
        .skip(first)
        .take(shown)
        .map(|(place, suggestion)| (place, Clean::line(&suggestion.text), &suggestion.note))
        .collect();
    let widest = texts.iter().map(|(_, text, _)| width(text)).max();
    let notes = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    let look = painter.look();
    for (y, (place, text, note)) in (line.y + ANSWER + 1..).zip(&texts) {
        let row = Rect {
            y,
            height: 1,
            ..area.inner(Margin::new(1, 1))
        };
        hits.add(row, Hit::Choice(*place));
        let is_selected = selected == Some(*place);
        let (style, quiet) = if is_selected {
            (look.theme.selected, look.theme.selected)
        } else {
            (look.theme.text, look.theme.quiet)
        };
        if is_selected {
            painter.glyph(row.x, row.y, look.glyphs.selected, style);
        }
        let room = Rect { y, ..line };
        painter.text(room, text, style);
        let from = notes.saturating_add(NOTE_GAP).min(line.width);
        let note_room = Rect {
            x: line.x + from,
            width: line.width - from,
            ..room
        };
        painter.text(note_room, note, quiet);
        if is_selected {
            painter.style(row, style);
        }
    }
}
