//! Where the parts of the story lines stand.

use super::Order;
use crate::layout::Area;
use crate::relations::inside;

/// The parts of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Two rows of ticks, with the columns of the lines; none where there is no room.
    pub ticks: Area,
    /// The names, with the rows of the lines.
    pub names: Area,
    /// The lines.
    pub lines: Area,
    /// The words on the event under the cursor; no rows where there is no room.
    pub words: Area,
}

impl Layout {
    /// Divides an area for the lines of a story. They begin in the column in which those of the axis
    /// begin on a screen of that width, where the same names stand there.
    pub fn new(area: Area, order: &Order) -> Self {
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
        // An empty row before the words, unless it would cost a line, or the air between the lines.
        let airy = lines.saturating_mul(2).saturating_sub(1);
        let spare = airy < room || (lines < room && airy > room);
        let words = words + u16::from(words > 1 && spare);
        let rows = inner.height - ticks - words;
        let margin = u16::from(inner.width > names + 1);
        let (x, y) = (inner.x + names, inner.y + ticks);
        let columns = inner.width - names - margin;
        Self {
            ticks: Area::new(x, inner.y, columns, ticks),
            names: Area::new(inner.x, y, names, rows),
            lines: Area::new(x, y, columns, rows),
            words: Area::new(inner.x + margin, y + rows, inner.width - 2 * margin, words),
        }
    }
}
