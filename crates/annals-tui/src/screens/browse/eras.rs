//! Eras: calm named lines over the lanes.

use crate::widgets::painter::Painter;
use annals_model::text::{Clean, fit};
use annals_scene::axis::{Axis, Edge, EraMark};
use annals_scene::layout::Layout;
use ratatui::layout::Rect;

pub(super) fn draw(axis: &Axis, layout: &Layout, painter: &mut Painter<'_>) {
    let area = layout.eras;
    if area.height == 0 {
        return;
    }
    for era in &axis.eras {
        line(era, area, painter);
    }
    let look = painter.look();
    let more = match axis.hidden_eras {
        0 => Clean::default(),
        count => Clean::line(&format!("+{count}")),
    };
    let names = Rect {
        x: layout.labels.x + 2,
        y: area.y,
        width: layout.labels.width.saturating_sub(2),
        height: 1,
    };
    let from = painter.text_right(names, &more, look.theme.quiet);
    let room = Rect {
        width: from.saturating_sub(names.x + 1),
        ..names
    };
    painter.text(room, &Clean::own("eras"), look.theme.quiet);
}

fn line(era: &EraMark, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let [left, line, right, soft] = look.glyphs.axis.era;
    for column in era.first..era.end {
        let is_soft = column < era.first + era.soft.0 || column + era.soft.1 >= era.end;
        let glyph = if is_soft { soft } else { line };
        painter.glyph(area.x + column, area.y, glyph, look.theme.faint);
    }
    let ends = [
        (
            era.left,
            era.first,
            left,
            look.glyphs.bars.open[0],
            era.soft.0,
        ),
        (
            era.right,
            era.end - 1,
            right,
            look.glyphs.bars.open[1],
            era.soft.1,
        ),
    ];
    for (edge, column, dated, open, soft) in ends {
        let glyph = match edge {
            // An edge in doubt has no end that could be shown.
            Edge::Dated if soft == 0 => dated,
            Edge::Open => open,
            Edge::Unknown => look.glyphs.bars.unknown,
            Edge::Dated | Edge::Beyond => continue,
        };
        painter.glyph(area.x + column, area.y, glyph, look.theme.faint);
    }
    if let Some(label) = &era.label {
        let ellipsis = Clean::own(look.glyphs.ellipsis);
        let text = fit(&label.text, usize::from(label.room), &ellipsis);
        let place = Rect::new(area.x + label.column, area.y, label.room, 1);
        let after = painter.text(place, &text, look.theme.quiet);
        // Blanks keep the name apart from its line, where there is a line on both sides.
        if label.column > era.first + 1 {
            painter.glyph(area.x + label.column - 1, area.y, " ", look.theme.faint);
            if after + 1 < area.x + era.end {
                painter.glyph(after, area.y, " ", look.theme.faint);
            }
        }
    }
}
