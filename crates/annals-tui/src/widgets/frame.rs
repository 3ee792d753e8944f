//! The box around a pane.

use super::painter::Painter;
use annals_model::text::{Clean, width};
use ratatui::layout::{Margin, Rect};

/// Draws a box with a title in its upper edge and a remark in its lower one.
pub(crate) fn draw(
    painter: &mut Painter<'_>,
    area: Rect,
    title: &Clean,
    remark: &Clean,
    focused: bool,
) {
    if area.width < 4 || area.height < 2 {
        return;
    }
    let look = painter.look();
    let style = if focused {
        look.theme.text
    } else {
        look.theme.faint
    };
    let glyphs = look.glyphs;
    let (right, bottom) = (area.x + area.width - 1, area.y + area.height - 1);
    for row in [area.y, bottom] {
        painter.fill(
            Rect::new(area.x + 1, row, area.width - 2, 1),
            glyphs.lines[0],
            style,
        );
    }
    for row in area.y + 1..bottom {
        painter.glyph(area.x, row, glyphs.lines[1], style);
        painter.glyph(right, row, glyphs.lines[1], style);
    }
    let corners = [
        (area.x, area.y),
        (right, area.y),
        (area.x, bottom),
        (right, bottom),
    ];
    for ((column, row), glyph) in corners.into_iter().zip(glyphs.corners) {
        painter.glyph(column, row, glyph, style);
    }
    if !title.is_empty() {
        let room = Rect::new(area.x + 1, area.y, area.width - 2, 1).inner(Margin::new(1, 0));
        let wide = u16::try_from(width(title))
            .unwrap_or(u16::MAX)
            .min(room.width);
        painter.fill(Rect::new(area.x + 1, area.y, wide + 2, 1), " ", style);
        painter.text(
            room,
            title,
            look.upon(if focused {
                look.theme.strong
            } else {
                look.theme.text
            }),
        );
    }
    if !remark.is_empty() {
        let room = Rect::new(area.x + 1, bottom, area.width - 2, 1).inner(Margin::new(1, 0));
        let text = Clean::line(&format!(" {remark} "));
        painter.text_right(room, &text, look.upon(look.theme.quiet));
    }
}

/// Writes into the upper edge of a box, at its right; nothing where the title leaves no room.
pub(crate) fn draw_corner(painter: &mut Painter<'_>, area: Rect, title: &Clean, words: &Clean) {
    let taken = width(title) + width(words) + 8;
    if words.is_empty() || taken > usize::from(area.width) {
        return;
    }
    let room = Rect::new(area.x + 1, area.y, area.width - 2, 1).inner(Margin::new(1, 0));
    let text = Clean::line(&format!(" {words} "));
    painter.text_right(room, &text, painter.look().theme.text);
}

/// Draws a heading in a list: words in a line across it. The line leaves the words out, so that they have one style.
pub(crate) fn heading(words: &Clean, line: Rect, painter: &mut Painter<'_>) {
    let look = painter.look();
    let place = line.inner(Margin::new(1, 0));
    let label = Clean::line(&format!(" {words} "));
    let room = Rect {
        x: place.x + 2,
        width: place.width.saturating_sub(2),
        ..place
    };
    let end = painter.text(room, &label, look.theme.quiet);
    for part in [place.x..room.x.min(place.right()), end..place.right()] {
        let area = Rect {
            x: part.start,
            width: part.end.saturating_sub(part.start),
            ..place
        };
        painter.fill(area, look.glyphs.lines[0], look.theme.faint);
    }
}
