//! [`Painter`]: the only way to put something into cells.
//!
//! It clips: nothing is written outside its area. It takes clean text and glyphs only, so no control
//! character of a file reaches the terminal.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::look::Look;
use annals_model::text::{Clean, fit, is_one_cell, width, width_within};

/// Paints into a part of a buffer, with coordinates from that part's corner.
#[derive(Debug)]
pub struct Painter<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    look: &'a Look,
}

impl<'a> Painter<'a> {
    pub(crate) fn new(buffer: &'a mut Buffer, area: Rect, look: &'a Look) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, look }
    }

    pub(crate) const fn look(&self) -> &'a Look {
        self.look
    }

    /// Text on the first row of an area, cut where it does not fit. Returns the column after it.
    pub(crate) fn text(&mut self, area: Rect, text: &Clean, style: Style) -> u16 {
        let Some((x, y)) = self.place(area.x, area.y) else {
            return area.x;
        };
        let cut;
        let whole = width_within(text, usize::from(area.width));
        let (shown, wide) = if let Some(wide) = whole {
            (text.as_str(), wide)
        } else {
            let ellipsis = Clean::own(self.look.glyphs.ellipsis);
            cut = fit(text, usize::from(area.width), &ellipsis);
            (cut.as_str(), width(&cut))
        };
        let room = usize::from(area.width.min(self.area.right() - x));
        if shown.chars().all(is_one_cell) {
            // The usual case needs no search for clusters, which would cost most of a frame.
            let first = self.index(x, y);
            let cells = self.buffer.content.iter_mut().skip(first).take(room);
            for (cell, character) in cells.zip(shown.chars()) {
                cell.set_char(character).set_style(style);
            }
        } else {
            // What does not fit a buffer narrower than the area is left out by the buffer.
            self.buffer.set_stringn(x, y, shown, room, style);
        }
        area.x
            .saturating_add(u16::try_from(wide).unwrap_or(u16::MAX))
    }

    /// Text that ends at the right edge of an area. Returns its first column.
    pub(crate) fn text_right(&mut self, area: Rect, text: &Clean, style: Style) -> u16 {
        let wide = width_within(text, usize::from(area.width));
        let wide = wide.and_then(|wide| u16::try_from(wide).ok());
        let wide = wide.unwrap_or(area.width);
        let x = area.x + (area.width - wide);
        self.text(
            Rect {
                x,
                width: wide,
                ..area
            },
            text,
            style,
        );
        x
    }

    /// One glyph.
    pub(crate) fn glyph(&mut self, column: u16, row: u16, glyph: &'static str, style: Style) {
        if let Some(cell) = self.cell(column, row) {
            cell.set_symbol(glyph).set_style(style);
        }
    }

    /// Nothing, over what stands in an area.
    pub(crate) fn clear(&mut self, area: Rect) {
        let ground = self.look.theme.ground;
        for row in area.y..area.y.saturating_add(area.height) {
            for column in area.x..area.x.saturating_add(area.width) {
                if let Some(cell) = self.cell(column, row) {
                    cell.reset();
                    cell.set_style(ground);
                }
            }
        }
    }

    /// One glyph, along a row.
    pub(crate) fn fill(&mut self, area: Rect, glyph: &'static str, style: Style) {
        for column in area.x..area.x.saturating_add(area.width) {
            self.glyph(column, area.y, glyph, style);
        }
    }

    /// A style, over what stands in a cell.
    pub(crate) fn style_cell(&mut self, column: u16, row: u16, style: Style) {
        if let Some(cell) = self.cell(column, row) {
            cell.set_style(style);
        }
    }

    /// A style, over what stands in an area.
    pub(crate) fn style(&mut self, area: Rect, style: Style) {
        let Some((x, y)) = self.place(area.x, area.y) else {
            return;
        };
        let rect = Rect::new(x, y, area.width, area.height).intersection(self.area);
        self.buffer.set_style(rect, style);
    }

    /// The colour of a glyph, if that is what a cell shows.
    pub(crate) fn color_of(&mut self, column: u16, row: u16, glyph: &str) -> Option<Color> {
        let cell = self.cell(column, row)?;
        (cell.symbol() == glyph).then_some(cell.fg)
    }

    fn cell(&mut self, column: u16, row: u16) -> Option<&mut Cell> {
        let (x, y) = self.place(column, row)?;
        let index = self.index(x, y);
        self.buffer.content.get_mut(index)
    }

    /// The place of a cell that is inside the area among those of the buffer.
    fn index(&self, x: u16, y: u16) -> usize {
        let Rect {
            x: left,
            y: top,
            width,
            ..
        } = self.buffer.area;
        usize::from(y - top) * usize::from(width) + usize::from(x - left)
    }

    fn place(&self, column: u16, row: u16) -> Option<(u16, u16)> {
        let x = self.area.x.checked_add(column)?;
        let y = self.area.y.checked_add(row)?;
        (x < self.area.right() && y < self.area.bottom()).then_some((x, y))
    }
}
