//! The ticks: labels over a line; where a coarser unit has to be named too, that one over the line
//! and the labels on it. And the signs between them.

use std::ops::Range;

use crate::glyphs::nth;
use crate::widgets::painter::Painter;
use annals_model::text::Clean;
use annals_scene::axis::{Axis, TickGlyphKind};
use annals_time::Ticks;
use ratatui::layout::Rect;

pub(crate) fn draw(axis: &Axis, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let strong = look.over(look.theme.strong);
    let line = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    painter.fill(line, look.glyphs.axis.rule, look.theme.faint);
    for &(first, end) in &axis.marked {
        let marked = Rect {
            x: area.x + first,
            width: end.min(area.width).saturating_sub(first),
            ..line
        };
        painter.fill(marked, look.glyphs.axis.marked_rule, strong);
    }
    labels(&axis.ticks, &axis.selected_ticks, area, painter);
    signs(axis, area, painter);
}

/// The labels and their ticks, in front of a line that is drawn already. The labels of
/// these ticks are bright.
pub(crate) fn labels(
    ticks: &Ticks,
    selected: &Range<usize>,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let (text, quiet) = (look.over(look.theme.strong), look.over(look.theme.quiet));
    let (upper, rule) = (area.y, area.y + 1);
    let place = |column: u16, row: u16| {
        Rect::new(area.x + column, row, area.width.saturating_sub(column), 1)
    };
    for context in &ticks.context {
        let label = Clean::line(&context.label);
        painter.text(place(context.column, upper), &label, quiet);
    }
    let on_rule = !ticks.context.is_empty();
    for (at, tick) in ticks.major.iter().enumerate() {
        let style = if selected.contains(&at) { text } else { quiet };
        let label = Clean::line(&tick.label);
        let wide = u16::try_from(tick.label.len()).unwrap_or(u16::MAX);
        // A label moved in from the right edge has no room for its tick.
        let has_tick = !on_rule
            || tick.label_column == tick.column && tick.column.saturating_add(wide) < area.width;
        if has_tick {
            painter.glyph(
                area.x + tick.column,
                rule,
                look.glyphs.axis.major_tick,
                quiet,
            );
        }
        if on_rule {
            let column = tick.label_column + u16::from(has_tick);
            let after = painter.text(place(column, rule), &label, style);
            if after < area.x + area.width {
                painter.glyph(after, rule, " ", quiet);
            }
        } else {
            painter.text(place(tick.label_column, upper), &label, style);
        }
    }
}

fn signs(axis: &Axis, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (text, strong) = (look.over(look.theme.text), look.over(look.theme.strong));
    for sign in &axis.tick_glyphs {
        let row = area.y + u16::from(sign.on_rule);
        let place = match sign.kind {
            TickGlyphKind::Now => 0_u16,
            TickGlyphKind::Date => 1,
            TickGlyphKind::Measure => 2,
        };
        let glyph = nth(&look.glyphs.axis.signs, place);
        painter.glyph(area.x + sign.column, row, glyph, strong);
        if let Some(column) = sign.word {
            let blanks = Rect::new(area.x + column - 1, row, 5, 1);
            painter.fill(blanks, " ", text);
            let room = Rect::new(area.x + column, row, 3, 1);
            painter.text(room, &Clean::own("now"), text);
        }
    }
}
