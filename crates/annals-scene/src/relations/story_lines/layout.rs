//! The areas of story lines.

use super::order::Order;
use crate::relations::inside;
use ratatui_core::layout::Rect;

/// The areas of story lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The two tick rows, above the lines; no height without room.
    pub ticks: Rect,
    /// The names, beside the lines.
    pub names: Rect,
    /// The lines.
    pub lines: Rect,
    /// The text about the event under the cursor; no height without room.
    pub words: Rect,
}

impl Layout {
    /// Divides an area. The lines begin in the same column as the axis of the main screen, if the names are
    /// the same.
    pub fn new(area: Rect, order: &Order) -> Self {
        let inner = inside(area);
        let widest = (area.width / 6).clamp(8, 24).min(inner.width / 2).max(2);
        let names = u16::try_from(order.name_width()).unwrap_or(u16::MAX);
        let names = (names.clamp(8.min(widest), widest) + 2).min(inner.width);
        let ticks = if inner.height >= 5 { 2 } else { 0 };
        let words = match inner.height {
            0..=6 => 0,
            7..=9 => 1,
            10..=14 => 2,
            _ => 3,
        };
        let (lines, room) = (
            order.lines().len(),
            usize::from(inner.height - ticks - words),
        );
        // An empty row before the text, unless it costs a line or the rows between lines.
        let airy = lines.saturating_mul(2).saturating_sub(1);
        let spare = airy < room || (lines < room && airy > room);
        let words = words + u16::from(words > 1 && spare);
        let rows = inner.height - ticks - words;
        let margin = u16::from(inner.width > names + 1);
        let (x, y) = (inner.x + names, inner.y + ticks);
        let columns = inner.width - names - margin;
        Self {
            ticks: Rect::new(x, inner.y, columns, ticks),
            names: Rect::new(inner.x, y, names, rows),
            lines: Rect::new(x, y, columns, rows),
            words: Rect::new(inner.x + margin, y + rows, inner.width - 2 * margin, words),
        }
    }
}
