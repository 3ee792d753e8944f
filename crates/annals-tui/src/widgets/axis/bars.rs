//! Marks: bars, what is not sure of them, and their labels.
//!
//! A sure span is a ground of colour with its text on it, or in a theme without grounds a line
//! beside its text. What may be somewhere in a span is shade between round brackets, what is one
//! of several between square ones; both can be told apart without colour.

use ratatui::style::{Modifier, Style};

use crate::glyphs::Glyphs;
use crate::hits::{Hit, HitMap};
use crate::widgets::painter::Painter;
use annals_model::text::width;
use annals_scene::axis::{Certainty, EIGHTHS, Edge, Label, Mark, MarkKind, MarkPart, Segment};
use ratatui::layout::Rect;

/// How the sure spans of a mark are drawn.
#[derive(Debug, Clone, Copy)]
struct Ink {
    /// The colour of its lane.
    lane: Style,
    /// That of the mark: the brightest text where it is selected.
    mark: Style,
    /// Whether they are grounds; else lines.
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

/// How the marks of a lane are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Styles {
    /// The colour of the lane.
    pub(super) lane: Style,
    /// That of the selected mark.
    pub(super) selected: Style,
    /// Whether sure spans are grounds; else lines. The selected mark always has a ground.
    pub(super) solid: bool,
}

/// Draws a mark in the style of its lane, or in that of the selected mark.
pub(super) fn draw(
    mark: &Mark,
    styles: &Styles,
    area: Rect,
    painter: &mut Painter<'_>,
    hits: &mut HitMap,
) {
    let look = painter.look();
    let (first, end) = mark.cells(area.width);
    let cells = Rect::new(area.x + first, area.y, end - first, 1);
    hits.add(cells, Hit::Event(mark.event));
    // What is sure of the selected mark is as bright as text can be; the rest, and the others, have
    // the colour of their lane. Slopes stay as they are: they would cost most and say least.
    let ink = Ink {
        lane: styles.lane,
        mark: if mark.selected {
            styles.selected
        } else {
            styles.lane
        },
        solid: styles.solid || mark.selected,
    };
    let parts = mark.parts(area.width);
    // What lies behind a mark leaves nothing of its style.
    let [reversed, firm, loose, join] = [
        ink.mark.add_modifier(Modifier::REVERSED),
        ink.mark,
        ink.lane,
        ink.mark.add_modifier(Modifier::DIM),
    ]
    .map(|style| look.over(style));
    for column in first..end {
        let part = parts
            .iter()
            .find(|part| column >= part.first && column < part.end);
        let (glyph, style) = if let Some(part) = part {
            let cell = cell(mark, part, column, look.glyphs, ink.solid);
            let style = if cell.reversed {
                reversed
            } else if cell.firm {
                firm
            } else {
                loose
            };
            (cell.glyph, style)
        } else {
            let glyph = look.glyphs.bars.joins[usize::from(mark.kind == MarkKind::AllOf)];
            (glyph, join)
        };
        painter.glyph(area.x + column, area.y, glyph, style);
    }
    if let Some(label) = &mark.label {
        draw_label(mark, label, end, ink, area, painter);
    }
    if mark.found {
        // What was searched for is underlined everywhere.
        let label = mark.label.as_ref();
        let (from, to) = label.map_or((first, end), |label| {
            let wide = u16::try_from(width(&label.text)).unwrap_or(u16::MAX);
            (
                label.column,
                label.column.saturating_add(wide.min(label.room)),
            )
        });
        let place = Rect::new(area.x + from, area.y, to.saturating_sub(from), 1);
        painter.style(place, Style::new().add_modifier(Modifier::UNDERLINED));
    }
    for (edge, column, glyph) in [
        (mark.left, first, look.glyphs.bars.open[0]),
        (mark.right, end - 1, look.glyphs.bars.open[1]),
    ] {
        let glyph = match edge {
            Edge::Open => glyph,
            Edge::Unknown => look.glyphs.bars.unknown,
            Edge::Dated | Edge::Beyond => continue,
        };
        painter.glyph(area.x + column, area.y, glyph, ink.mark);
    }
}

/// A cell of one of the parts of a mark.
fn cell(mark: &Mark, part: &MarkPart, column: u16, glyphs: &Glyphs, solid: bool) -> Cell {
    let plain = |glyph| Cell {
        glyph,
        reversed: false,
        firm: true,
    };
    // A window that cuts a part leaves it without an edge there.
    let from_edge = part.from > mark.from || mark.left == Edge::Dated;
    let to_edge = part.to < mark.to || mark.right == Edge::Dated;
    let (edges, point) = match mark.kind {
        MarkKind::SomeWithin => (glyphs.bars.some_within, glyphs.bars.possible[0]),
        MarkKind::OneOf => (glyphs.bars.one_of, glyphs.bars.possible[1]),
        MarkKind::Whole | MarkKind::AllOf => {
            return if part.is_thin() {
                let is_sure = |segment: &Segment| segment.certainty == Certainty::Certain;
                let sure = !mark.doubtful && mark.segments.iter().all(is_sure);
                // So short that its slopes cannot be seen: the point says that it is not sure.
                let glyph = if sure || mark.count > 1 {
                    glyphs.point(mark.count)
                } else {
                    glyphs.bars.possible[0]
                };
                Cell {
                    reversed: mark.selected,
                    ..plain(glyph)
                }
            } else {
                bar(mark, part, from_edge, column, glyphs, solid)
            };
        }
    };
    let last = column + 1 == part.end;
    let first = column == part.first;
    match (first && from_edge, last && to_edge) {
        (true, true) => Cell {
            reversed: mark.selected,
            ..plain(point)
        },
        (true, false) => plain(edges[0]),
        (false, true) => plain(edges[1]),
        (false, false) => Cell {
            firm: false,
            ..plain(glyphs.bars.within)
        },
    }
}

/// A cell of a bar.
///
/// A solid bar is the ground itself, cut at eighths of a cell: the blocks that fill a cell from the
/// left fill it from the right when they are reversed.
fn bar(
    mark: &Mark,
    part: &MarkPart,
    from_edge: bool,
    column: u16,
    glyphs: &Glyphs,
    solid: bool,
) -> Cell {
    let (glyph, certain) = span(mark, column, glyphs);
    let cell = |glyph, reversed| Cell {
        glyph,
        reversed,
        firm: certain,
    };
    if !certain {
        return cell(glyph, false);
    }
    let starts_certain = mark
        .segments
        .iter()
        .any(|span| span.from == part.from && span.certainty == Certainty::Certain);
    if u32::from(column) == part.from / EIGHTHS && from_edge && starts_certain {
        let offset = part.from % EIGHTHS;
        if !solid {
            let place = match offset {
                0..=2 => 0,
                3..=5 => 1,
                _ => 2,
            };
            return cell(glyphs.bars.starts[place], false);
        }
        // A sliver is always left out, so that bars that touch stay apart.
        let blank = usize::try_from(offset.max(1)).unwrap_or(1);
        return cell(glyphs.bars.parts[blank], true);
    }
    let filled = usize::try_from(part.to % EIGHTHS).unwrap_or(0);
    match (solid, column + 1 == part.end && filled > 0) {
        (true, true) => cell(glyphs.bars.parts[filled], false),
        (true, false) => cell(" ", true),
        (false, true) if filled <= 4 => cell(glyphs.bars.certain_half, false),
        (false, _) => cell(glyph, false),
    }
}

/// The glyph of the span that covers the middle of a column, and whether that span is sure.
fn span(mark: &Mark, column: u16, glyphs: &Glyphs) -> (&'static str, bool) {
    let middle = u32::from(column) * EIGHTHS + EIGHTHS / 2;
    // Where the middle of the cell lies outside, its edge belongs to the nearest span.
    let distance = |from: u32, to: u32| {
        from.saturating_sub(middle)
            .max((middle + 1).saturating_sub(to))
    };
    let nearest = mark
        .segments
        .iter()
        .min_by_key(|span| distance(span.from, span.to));
    let Some(span) = nearest else {
        return (" ", false);
    };
    let along = middle.clamp(span.from, span.to - 1) - span.from;
    let (left, right) = (i64::from(span.sureness.0), i64::from(span.sureness.1));
    let sureness = left + (right - left) * i64::from(along) / i64::from(span.to - span.from);
    let third = usize::try_from(sureness * 3 / 256).unwrap_or(0).min(2);
    match span.certainty {
        Certainty::Rising | Certainty::Falling => (glyphs.bars.fading[third], false),
        Certainty::Possible => (glyphs.bars.fading[0], false),
        Certainty::Certain if mark.doubtful => (glyphs.bars.doubtful, false),
        Certainty::Certain => (glyphs.bars.certain, true),
    }
}

fn draw_label(
    mark: &Mark,
    label: &Label,
    end: u16,
    ink: Ink,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let style = if mark.selected {
        look.theme.strong
    } else {
        look.theme.text
    };
    let place = Rect::new(area.x + label.column, area.y, label.room, 1);
    let after = painter.text(place, &label.text, look.over(style)) - area.x;
    if label.column > end {
        // A blank on both sides, in front of what lies behind.
        for column in [end, after] {
            if column < area.width {
                painter.glyph(area.x + column, area.y, " ", look.over(Style::new()));
            }
        }
    }
    // What stood there shows through: the ground of a sure span, never one that is not sure.
    for column in label.column..after.min(end) {
        let style = if span(mark, column, look.glyphs).1 {
            let ground = ink.mark.add_modifier(Modifier::REVERSED);
            ink.solid.then_some(ground)
        } else {
            // Where nothing is sure there is no ground to make bright.
            let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
            mark.selected.then_some(underlined)
        };
        if let Some(style) = style {
            painter.style_cell(area.x + column, area.y, style);
        }
    }
    if !ink.solid && after < end.min(label.column + label.room) {
        // A blank keeps the words apart from the line that goes on behind them.
        painter.glyph(area.x + after, area.y, " ", Style::new());
    }
}
