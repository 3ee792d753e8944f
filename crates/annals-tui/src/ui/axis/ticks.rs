//! The ticks: labels over a line; where a coarser unit has to be named too, that one over the line
//! and the labels on it. And the signs between them.

use crate::ui::painter::Painter;
use annals_model::text::Clean;
use annals_scene::axis::{Axis, SignKind};
use annals_scene::layout::Area;
use annals_time::Ticks;

pub(super) fn draw(axis: &Axis, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let strong = look.over(look.theme.strong);
    let line = Area {
        y: area.y + 1,
        height: 1,
        ..area
    };
    painter.fill(line, look.glyphs.rule, look.theme.faint);
    for &(first, end) in &axis.marked {
        let marked = Area {
            x: area.x + first,
            width: end.min(area.width).saturating_sub(first),
            ..line
        };
        painter.fill(marked, look.glyphs.marked_rule, strong);
    }
    labels(&axis.ticks, area, painter);
    signs(axis, area, painter);
}

/// The labels and their ticks, in front of a line that is drawn already.
pub(in crate::ui) fn labels(ticks: &Ticks, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let text = look.over(look.theme.text);
    let (upper, rule) = (area.y, area.y + 1);
    let place = |column: u16, row: u16| {
        Area::new(area.x + column, row, area.width.saturating_sub(column), 1)
    };
    for context in &ticks.context {
        let label = Clean::line(&context.label);
        painter.text(place(context.column, upper), &label, text);
    }
    let on_rule = !ticks.context.is_empty();
    for tick in &ticks.major {
        let label = Clean::line(&tick.label);
        let wide = u16::try_from(tick.label.len()).unwrap_or(u16::MAX);
        // A label moved in from the right edge has no room for its tick.
        let has_tick = !on_rule
            || tick.label_column == tick.column && tick.column.saturating_add(wide) < area.width;
        if has_tick {
            painter.glyph(area.x + tick.column, rule, look.glyphs.major_tick, text);
        }
        if on_rule {
            let column = tick.label_column + u16::from(has_tick);
            let after = painter.text(place(column, rule), &label, text);
            if after < area.x + area.width {
                painter.glyph(after, rule, " ", text);
            }
        } else {
            painter.text(place(tick.label_column, upper), &label, text);
        }
    }
}

fn signs(axis: &Axis, area: Area, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (text, strong) = (look.over(look.theme.text), look.over(look.theme.strong));
    for sign in &axis.signs {
        let row = area.y + u16::from(sign.on_rule);
        let glyph = look.glyphs.signs[match sign.kind {
            SignKind::Now => 0,
            SignKind::Date => 1,
            SignKind::Measure => 2,
        }];
        painter.glyph(area.x + sign.column, row, glyph, strong);
        if let Some(column) = sign.word {
            let blanks = Area::new(area.x + column - 1, row, 5, 1);
            painter.fill(blanks, " ", text);
            let room = Area::new(area.x + column, row, 3, 1);
            painter.text(room, &Clean::own("now"), text);
        }
    }
}
