//! Bars where there are too few colours for dim grounds: grounds of full colour, or without any colour underlined
//! titles. What is not sure is shaded, and dim without colours.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{
    Fill, Styles, brackets, dated_edges, ends, fill, is_number, is_on_mark, point, starts_sharply,
};
use crate::glyphs::{Glyphs, nth};
use crate::theme::BarStyle;
use crate::widgets::painter::Painter;
use annals_scene::axis::{EIGHTHS, Label, Mark, MarkKind, MarkPart};

/// How the sure spans of a mark are drawn.
#[derive(Debug, Clone, Copy)]
struct Ink {
    /// What is sure of the mark.
    sure: Style,
    /// What is not.
    unsure: Style,
    /// Whether what is sure is a ground; else it is underlined.
    solid: bool,
}

/// One cell of a mark.
#[derive(Debug, Clone, Copy)]
struct Cell {
    glyph: &'static str,
    reversed: bool,
    /// Whether it belongs to what is sure of the mark, or to its outline.
    firm: bool,
}

pub(super) fn draw(mark: &Mark, styles: &Styles<'_>, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (first, end) = mark.cells(area.width);
    let is_colorless = styles.bars == BarStyle::Underlined;
    let color = if mark.selected {
        styles.selected
    } else {
        styles.lane
    };
    let ink = Ink {
        sure: color,
        unsure: if is_colorless {
            styles.lane.patch(look.theme.quiet)
        } else {
            styles.lane
        },
        solid: !is_colorless || mark.selected,
    };
    let parts = mark.parts(area.width);
    let join = look.upon(color.patch(look.theme.quiet));
    for column in first..end {
        let part = parts
            .iter()
            .find(|part| column >= part.first && column < part.end);
        let (glyph, style) = if let Some(part) = part {
            let cell = cell(mark, part, column, look.glyphs, ink.solid);
            let style = match (cell.firm, cell.reversed) {
                (_, true) => look.over(ink.sure.add_modifier(Modifier::REVERSED)),
                // A line along the whole of the bar.
                (true, false) if cell.glyph == " " => {
                    look.upon(ink.sure.add_modifier(Modifier::UNDERLINED))
                }
                (true, false) => look.upon(ink.sure),
                (false, false) => look.upon(ink.unsure),
            };
            (cell.glyph, style)
        } else {
            let glyph = nth(&look.glyphs.bars.joins, mark.kind == MarkKind::AllOf);
            (glyph, join)
        };
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    if let Some(label) = &mark.label {
        draw_label(mark, label, ink, area, painter);
    }
    for (column, glyph) in ends(mark, area.width, look.glyphs) {
        painter.glyph(area.x + column, area.y, glyph, look.upon(ink.sure));
    }
}

/// A cell of one of the parts of a mark.
fn cell(mark: &Mark, part: &MarkPart, column: u16, glyphs: &Glyphs, solid: bool) -> Cell {
    let plain = |glyph| Cell {
        glyph,
        reversed: false,
        firm: true,
    };
    let (from_edge, to_edge) = dated_edges(mark, part);
    let first = column == part.first;
    let last = column + 1 == part.end;
    if let Some([left, right]) = brackets(mark, glyphs) {
        return match (first && from_edge, last && to_edge) {
            (true, true) => Cell {
                reversed: mark.selected,
                ..plain(point(mark, glyphs))
            },
            (true, false) => plain(left),
            (false, true) => plain(right),
            (false, false) => Cell {
                firm: false,
                ..plain(glyphs.bars.within)
            },
        };
    }
    if part.is_thin() {
        // The number of events that share a cell has a ground, so that it does not look like a title.
        return Cell {
            reversed: mark.selected || is_number(mark),
            ..plain(point(mark, glyphs))
        };
    }
    bar(mark, part, column, glyphs, solid)
}

/// A cell of a bar.
///
/// A solid bar is the ground itself, cut at eighths of a cell: the blocks that fill a cell from the
/// left fill it from the right when they are reversed.
fn bar(mark: &Mark, part: &MarkPart, column: u16, glyphs: &Glyphs, solid: bool) -> Cell {
    let (from_edge, to_edge) = dated_edges(mark, part);
    let cell = |glyph, reversed| Cell {
        glyph,
        reversed,
        firm: true,
    };
    let last = column + 1 == part.end;
    if let Fill::Unsure(sureness) = fill(mark, column) {
        let third = usize::from(sureness) * 3 / 256;
        let glyph = if last && to_edge && glyphs.is_ascii {
            glyphs.bars.end
        } else if mark.doubtful {
            glyphs.bars.doubtful
        } else {
            nth(&glyphs.bars.fading, third)
        };
        return Cell {
            firm: false,
            ..cell(glyph, false)
        };
    }
    let has_edge = from_edge && starts_sharply(mark, part);
    if !solid || glyphs.is_ascii {
        // Cut at halves of a cell, as its title is placed.
        let (from, to) = part.halves();
        let half = u32::from(column) * 2;
        return if half + 1 < from || half >= to {
            Cell {
                firm: false,
                ..cell(" ", false)
            }
        } else if has_edge && half <= from {
            cell(nth(&glyphs.bars.halves, half < from), solid)
        } else if to_edge && half + 2 >= to {
            cell(glyphs.bars.end, solid)
        } else {
            cell(glyphs.bars.certain, solid)
        };
    }
    if u32::from(column) == part.from / EIGHTHS && has_edge {
        let offset = part.from % EIGHTHS;
        // A sliver is always left out, so that bars that touch stay apart.
        let blank = usize::try_from(offset.max(1)).unwrap_or(1);
        return cell(nth(&glyphs.bars.parts, blank), true);
    }
    let filled = usize::try_from(part.to % EIGHTHS).unwrap_or(0);
    if last && filled > 0 {
        cell(nth(&glyphs.bars.parts, filled), false)
    } else {
        cell(" ", true)
    }
}

/// Writes a title. It has one colour all along: that of the ground if all of it is on what is sure, else that of
/// text, and no ground.
fn draw_label(mark: &Mark, label: &Label, ink: Ink, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (first, end) = mark.cells(area.width);
    let on_mark = is_on_mark(mark, label, area.width);
    let mut place = Rect::new(area.x + label.column, area.y, label.room, 1);
    if is_number(mark) {
        let style = look.over(ink.sure.add_modifier(Modifier::REVERSED));
        painter.text(place, &label.text, style);
        return;
    }
    if on_mark && label.column + label.room == end && (look.is_ascii() || !ink.solid) {
        // The end of the bar.
        place.width = place.width.saturating_sub(1);
    }
    let style = if mark.selected {
        look.theme.strong
    } else {
        look.theme.text
    };
    let after = painter.text(place, &label.text, look.over(style)) - area.x;
    if !on_mark {
        // A blank on both sides, in front of what lies behind.
        for column in [label.column.wrapping_sub(1), after] {
            if column < area.width && !(first..end).contains(&column) {
                painter.glyph(area.x + column, area.y, " ", look.upon(Style::new()));
            }
        }
        return;
    }
    let letters = label.column..after.min(end);
    let is_sure = |column: u16| fill(mark, column) == Fill::Certain;
    if ink.solid && letters.clone().all(is_sure) {
        let ground = ink.sure.add_modifier(Modifier::REVERSED);
        painter.style(
            Rect::new(
                area.x + letters.start,
                area.y,
                letters.end - letters.start,
                1,
            ),
            ground,
        );
        return;
    }
    for column in letters {
        // Where nothing is sure there is no ground to make bright: the selected title is underlined.
        if mark.selected || !ink.solid && is_sure(column) {
            let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
            painter.style_cell(area.x + column, area.y, underlined);
        }
    }
}
