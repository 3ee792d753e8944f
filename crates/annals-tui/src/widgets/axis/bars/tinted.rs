//! Bars as dim grounds of colour with a bright left edge, their titles on them. Where an event is not sure to
//! hold, the ground is darker; the title has one colour all along.

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::{
    Fill, brackets, dated_edges, ends, fill, is_number, is_on_mark, point, starts_sharply,
};
use crate::glyphs::nth;
use crate::theme::{BarColors, SHADES};
use crate::widgets::painter::Painter;
use annals_scene::axis::{Mark, MarkKind, MarkPart};

pub(super) fn draw(mark: &Mark, colors: &BarColors, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let (first, end) = mark.cells(area.width);
    let parts = mark.parts(area.width);
    let full = look.upon(Style::new().fg(colors.full));
    let label = mark.label.as_ref();
    let on_mark = label.filter(|label| is_on_mark(mark, label, area.width));
    let titled = on_mark.map_or(0..0, |label| label.column..label.end());
    for column in first..end {
        let part = parts
            .iter()
            .find(|part| column >= part.first && column < part.end);
        let Some(part) = part else {
            let join = nth(&look.glyphs.bars.joins, mark.kind == MarkKind::AllOf);
            painter.glyph(area.x + column, area.y, join, full);
            continue;
        };
        if part.is_thin() {
            let style = if mark.selected || is_number(mark) {
                // The number of events that share a cell has a ground, so that it does not look like a title.
                Style::new().fg(colors.on_full).bg(colors.full)
            } else {
                Style::new().fg(colors.full)
            };
            let style = if mark.selected {
                look.over(style).add_modifier(Modifier::BOLD)
            } else {
                look.upon(style)
            };
            painter.glyph(area.x + column, area.y, point(mark, look.glyphs), style);
            continue;
        }
        let is_titled = titled.contains(&column);
        let ground = ground(mark, column, is_titled, colors);
        cell(mark, part, column, ground, colors, area, painter);
    }
    for (column, glyph) in ends(mark, area.width, look.glyphs) {
        let ground = ground(mark, column, titled.contains(&column), colors);
        let glyph_style = Style::new().fg(colors.glyph_color(ground, mark.selected));
        painter.glyph(area.x + column, area.y, glyph, glyph_style);
    }
    if mark.label.is_some() {
        title(mark, colors, area, painter);
    }
}

/// The ground of a cell. Under its title the selected bar stays bright enough for dark letters.
fn ground(mark: &Mark, column: u16, is_titled: bool, colors: &BarColors) -> Color {
    let sureness = match (fill(mark, column), mark.kind) {
        (_, MarkKind::SomeWithin | MarkKind::OneOf) => SOMEWHERE,
        (Fill::Certain, _) if mark.selected => return colors.full,
        (Fill::Certain, _) => u8::MAX,
        (Fill::Unsure(sureness), _) => sureness,
    };
    let shade = usize::from(sureness) * (SHADES - 1) / usize::from(u8::MAX);
    let shown = if mark.selected && is_titled {
        // These are so close together that every other one is enough.
        colors.selected.get(shade | 1)
    } else {
        colors.grounds.get(shade)
    };
    shown.copied().unwrap_or(colors.full)
}

/// How sure each cell of a span is in which an event holds some time.
const SOMEWHERE: u8 = 80;

/// Draws a cell of a bar, cut at halves of a cell where the characters allow it.
fn cell(
    mark: &Mark,
    part: &MarkPart,
    column: u16,
    ground: Color,
    colors: &BarColors,
    area: Rect,
    painter: &mut Painter<'_>,
) {
    let look = painter.look();
    let (x, y) = (area.x + column, area.y);
    let (from_edge, to_edge) = dated_edges(mark, part);
    let on_ground = look.over(Style::new().fg(colors.edge(mark.selected)).bg(ground));
    let glyph_style = on_ground.fg(colors.glyph_color(ground, mark.selected));
    let (is_first, is_last) = (column == part.first, column + 1 == part.end);
    if let Some([left, right]) = brackets(mark, look.glyphs) {
        // The edge of a neighbour may be in a cell that is only partly covered.
        let (from, to) = part.halves();
        let (half, whole) = (u32::from(column) * 2, to >= from + 4);
        if whole && (half < from || half + 2 > to) {
            return;
        }
        let is_first = is_first || whole && half < from + 2;
        let is_last = is_last || whole && half + 4 > to;
        let glyph = match (is_first && from_edge, is_last && to_edge) {
            (true, true) => point(mark, look.glyphs),
            (true, false) => left,
            (false, true) => right,
            (false, false) => " ",
        };
        painter.glyph(x, y, glyph, glyph_style);
        return;
    }
    let has_edge = from_edge && starts_sharply(mark, part);
    if look.is_ascii() {
        let glyph = match (is_first && has_edge, is_last && to_edge) {
            (true, _) => look.glyphs.bars.halves[0],
            (false, true) => look.glyphs.bars.end,
            (false, false) => " ",
        };
        painter.glyph(x, y, glyph, glyph_style);
        return;
    }
    let (from, to) = part.halves();
    let (left, right) = (u32::from(column) * 2, u32::from(column) * 2 + 1);
    let covers = |half: u32| from <= half && half < to;
    let [left_half, right_half] = look.glyphs.bars.halves;
    let edge_at = |half: u32| has_edge && from == half;
    match (covers(left), covers(right)) {
        (true, true) if edge_at(left) => painter.glyph(x, y, left_half, on_ground),
        (true, true) => painter.glyph(x, y, " ", on_ground),
        (false, true) => {
            // The bar before may end in the same cell.
            let before = painter.color_of(x, y, left_half);
            let color = if edge_at(right) {
                colors.edge(mark.selected)
            } else {
                ground
            };
            let style = look.upon(Style::new().fg(color));
            let style = before.map_or(style, |behind| style.bg(behind));
            painter.glyph(x, y, right_half, style);
        }
        (true, false) => {
            let color = if edge_at(left) { colors.full } else { ground };
            if painter.color_of(x, y, right_half).is_some() {
                // The bar after this one was drawn first.
                painter.style_cell(x, y, Style::new().bg(color));
            } else {
                painter.glyph(x, y, left_half, look.upon(Style::new().fg(color)));
            }
        }
        (false, false) => {}
    }
}

/// Writes the title, or the number of events that share a cell.
fn title(mark: &Mark, colors: &BarColors, area: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let Some(label) = &mark.label else {
        return;
    };
    let on_mark = is_on_mark(mark, label, area.width);
    let mut place = Rect::new(area.x + label.column, area.y, label.room, 1);
    if is_number(mark) {
        let style = Style::new().fg(colors.on_full).bg(colors.full);
        painter.text(place, &label.text, look.over(style));
        return;
    }
    let (_, end) = mark.cells(area.width);
    if look.is_ascii() && on_mark && label.column + label.room == end {
        // The bracket at the end.
        place.width = place.width.saturating_sub(1);
    }
    let color = match (on_mark, mark.selected) {
        (true, true) => Style::new().fg(colors.on_full),
        (true, false) => Style::new().fg(colors.text),
        (false, _) => look.theme.text,
    };
    let style = if mark.selected {
        color.patch(look.theme.strong)
    } else {
        color
    };
    let style = if on_mark {
        // The theme's bold may have a colour of its own.
        style.patch(color)
    } else {
        style
    };
    painter.text(place, &label.text, look.upon(style));
}
