//! Eras: faint bands behind the lanes, with their names above them. Where there are too few colours for bands, lines
//! beside the names.

use crate::widgets::painter::Painter;
use annals_model::text::{Clean, fit};
use annals_scene::axis::{Axis, Edge, EraMark};
use annals_scene::layout::Layout;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the bands and the names of all eras.
pub(super) fn draw(axis: &Axis, layout: &Layout, painter: &mut Painter<'_>) {
    let look = painter.look();
    let mut eras: Vec<&EraMark> = axis.eras.iter().collect();
    // Eras of a lower row are inside those above them.
    eras.sort_by_key(|era| era.row);
    for era in &eras {
        if look.theme.eras.is_some() {
            band(era, layout, painter);
        } else if era.row < layout.eras.height {
            line(era, layout.eras, painter);
        }
    }
    for era in eras.iter().filter(|era| era.row < layout.eras.height) {
        name(era, layout.eras, painter);
    }
    if layout.eras.height > 0 && !eras.is_empty() {
        let names = Rect {
            x: layout.labels.x + 1,
            width: layout.labels.width.saturating_sub(1),
            ..layout.eras
        };
        painter.text(names, &Clean::own("eras"), look.theme.quiet);
    }
}

/// The ground of an era, from its name down to the lowest lane.
fn band(era: &EraMark, layout: &Layout, painter: &mut Painter<'_>) {
    let Some(grounds) = painter.look().theme.eras else {
        return;
    };
    let level = usize::from(era.row) + era.number % 2;
    let top = layout.eras.y + era.row.min(layout.eras.height);
    for column in era.first..era.end {
        // An edge that is not sure is fainter.
        let level = match (era.is_soft(column), level) {
            (true, 0) => continue,
            (true, level) => level - 1,
            (false, level) => level,
        };
        let ground = grounds.get(level).or(grounds.last());
        let ground = Style::new().bg(ground.copied().unwrap_or_default());
        let area = Rect {
            x: layout.axis.x + column,
            y: top,
            width: 1,
            height: layout.axis.bottom() - top,
        };
        painter.style(area, ground);
    }
}

/// The line of an era with its edges.
fn line(era: &EraMark, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let [left, line, right, soft] = look.glyphs.axis.era;
    let y = area.y + era.row;
    for column in era.first..era.end {
        let glyph = if era.is_soft(column) { soft } else { line };
        painter.glyph(area.x + column, y, glyph, look.theme.faint);
    }
    let open = look.glyphs.bars.open;
    let ends = [
        (era.left, era.first, left, open[0], era.soft.0),
        (era.right, era.end - 1, right, open[1], era.soft.1),
    ];
    for (edge, column, dated, open, soft) in ends {
        let glyph = match edge {
            // An edge in doubt has no end that could be shown.
            Edge::Dated if soft == 0 => dated,
            Edge::Open => open,
            Edge::Unknown => look.glyphs.bars.unknown,
            Edge::Dated | Edge::Beyond => continue,
        };
        painter.glyph(area.x + column, y, glyph, look.theme.faint);
    }
}

fn name(era: &EraMark, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let Some(label) = &era.label else {
        return;
    };
    let ellipsis = Clean::own(look.glyphs.ellipsis);
    let text = fit(&label.text, usize::from(label.room), &ellipsis);
    let y = area.y + era.row;
    let place = Rect::new(area.x + label.column, y, label.room, 1);
    let after = painter.text(place, &text, look.upon(look.theme.quiet));
    // A blank keeps the name apart from the line behind it.
    if look.theme.eras.is_none() && after + 1 < area.x + era.end {
        painter.glyph(after, y, " ", look.theme.faint);
    }
}
