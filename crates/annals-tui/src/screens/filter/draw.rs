//! Drawing of the suggestions above the line of the filter, beside each other.

use annals_index::query::Completion;
use annals_model::text::{Clean, width};
use ratatui::layout::{Margin, Rect};

use crate::hits::{Hit, HitMap};
use crate::widgets::painter::Painter;

/// Columns between two suggestions.
const GAP: u16 = 2;

/// Draws the suggestions beside each other, with the selected one in view, and at the right what it means;
/// that of the first where none is selected.
pub(super) fn suggestions(
    suggestions: &[Completion],
    selected: Option<usize>,
    row: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    painter.clear(row);
    let theme = &painter.look().theme;
    let area = row.inner(Margin::new(1, 0));
    let note = suggestions.get(selected.unwrap_or(0));
    let note = note.map(|suggestion| suggestion.note.clone());
    let note = note.unwrap_or_default();
    let half = Rect {
        x: area.x + area.width / 2,
        width: area.width - area.width / 2,
        ..area
    };
    let end = painter.text_right(half, &note, theme.quiet);
    let room = end.saturating_sub(GAP).saturating_sub(area.x);
    let texts: Vec<Clean> = suggestions
        .iter()
        .map(|suggestion| Clean::line(&suggestion.text))
        .collect();
    let first = first_shown(&texts, selected.unwrap_or(0), room);
    let mut column = area.x;
    for (place, text) in texts.iter().enumerate().skip(first) {
        let left = (area.x + room).saturating_sub(column);
        let wide = u16::try_from(width(text)).unwrap_or(u16::MAX);
        if wide > left && place > first {
            break;
        }
        let cells = Rect {
            x: column,
            width: wide.min(left),
            ..area
        };
        hits.add(cells, Hit::Choice(place));
        let is_selected = selected == Some(place);
        let style = if is_selected {
            theme.selected
        } else {
            theme.text
        };
        painter.text(cells, text, style);
        if is_selected {
            painter.style(cells, style);
        }
        column = column.saturating_add(wide).saturating_add(GAP);
    }
}

/// Returns the first suggestion to draw so that the selected one fits in so many cells.
fn first_shown(texts: &[Clean], selected: usize, room: u16) -> usize {
    let mut taken = 0;
    let before = texts.iter().take(selected + 1).rev().take_while(|text| {
        taken += width(text) + usize::from(GAP);
        taken <= usize::from(room) + usize::from(GAP)
    });
    (selected + 1).saturating_sub(before.count().max(1))
}
