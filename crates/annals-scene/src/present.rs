//! Presenting a timeline: one card after another, each with a headline and text.
//!
//! [`Deck`] writes the cards; [`ArrangedCard`] fits one to a screen and splits it into parts, screen by
//! screen or step by step.

mod cards;
mod pace;

pub use cards::{Card, CardKind, Deck};
pub use pace::{CardPart, parts};

use crate::large_text::{LINE_PIXELS, LargeLine, large_lines};
use annals_model::text::{Clean, beginning, width, wrap};
use ratatui_core::layout::Rect;

/// The widest comfortable line, in cells.
const MAX_TEXT: u16 = 84;
/// The most lines of a headline in large letters.
const MAX_LARGE_LINES: usize = 2;
/// How many characters of a headline are laid out.
const MAX_HEADLINE: usize = 2_000;
/// Pixels of a cell in each direction: quarter blocks.
const PIXELS: usize = 2;
/// The smallest supported screen, in columns and rows.
pub const MIN_SIZE: (u16, u16) = (24, 8);

/// The position in a presentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The card, from 0.
    pub card: usize,
    /// The part of the card, from 0; beyond the last, the last.
    pub part: usize,
}

/// A headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Headline {
    /// In large letters, line by line.
    Large(Vec<LargeLine>),
    /// As text, line by line.
    Plain(Vec<Clean>),
}

impl Headline {
    /// Returns its number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Large(lines) => lines.len() * LINE_PIXELS / PIXELS,
            Self::Plain(lines) => lines.len(),
        }
    }
}

/// The areas of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The row of the timeline's title and the clock.
    pub title: Rect,
    /// The date, the headline and the text.
    pub text: Rect,
    /// The two tick rows.
    pub ticks: Rect,
    /// The lanes of the axis.
    pub axis: Rect,
    /// The row of the progress bar.
    pub progress: Rect,
}

impl Layout {
    /// Arranges a screen; `None` below [`MIN_SIZE`]. On a small screen the axis gives way.
    pub fn new(columns: u16, rows: u16) -> Option<Self> {
        if columns < MIN_SIZE.0 || rows < MIN_SIZE.1 {
            return None;
        }
        let axis_rows = match rows {
            0..=13 => 0,
            14..=19 => 1,
            20..=27 => 2,
            28..=39 => 3,
            _ => 4,
        };
        let tick_rows = if axis_rows > 0 { 2 } else { 0 };
        // An empty row above and below the text, if there is room.
        let air = u16::from(rows >= 22);
        let margin = (columns / 24).max(1);
        let wide = columns - 2 * margin;
        let text = rows - 2 - axis_rows - tick_rows - 3 * air;
        let below = 1 + air + text + air;
        let area = |y, height| Rect::new(margin, y, wide, height);
        Some(Self {
            title: area(0, 1),
            text: area(1 + air, text),
            ticks: area(below, tick_rows),
            axis: area(below + tick_rows, axis_rows),
            progress: area(rows - 1, 1),
        })
    }

    /// Returns the width of the text, in cells.
    pub fn columns(&self) -> usize {
        usize::from(self.text.width.min(MAX_TEXT))
    }
}

/// Returns the rows above the text: the date, an empty row where large letters follow, the headline and an
/// empty row.
fn taken(card: &Card, headline: &Headline) -> usize {
    above(card, headline) + headline.rows() + 1
}

fn above(card: &Card, headline: &Headline) -> usize {
    match (card.date.is_empty(), headline) {
        (true, _) => 0,
        (false, Headline::Plain(_)) => 1,
        (false, Headline::Large(_)) => 2,
    }
}

/// A card arranged for a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrangedCard {
    /// The card.
    pub card: Card,
    /// Its headline.
    pub headline: Headline,
    /// The parts in which it is shown; at least one.
    pub parts: Vec<CardPart>,
}

impl ArrangedCard {
    /// Arranges a card. The headline is in large letters if `large` is set, it fits, and the text below still
    /// has the rows that it needs.
    pub fn new(card: Card, layout: &Layout, stepwise: bool, large: bool) -> Self {
        let area = layout.text;
        let rows = usize::from(area.height);
        let shown = beginning(&card.headline, MAX_HEADLINE);
        let plain = Headline::Plain(wrap(&shown, layout.columns()));
        let room = |headline: &Headline| rows.saturating_sub(taken(&card, headline)).max(1);
        let pixels = usize::from(area.width) * PIXELS;
        let in_large = large
            .then(|| large_lines(&shown, pixels, MAX_LARGE_LINES))
            .flatten()
            .map(Headline::Large)
            .filter(|headline| headline.rows() + 2 < rows && card.lines.len() <= room(headline));
        let headline = in_large.unwrap_or(plain);
        let parts = parts(&card, room(&headline), stepwise);
        Self {
            card,
            headline,
            parts,
        }
    }

    /// Returns the first row of the headline, from the top of the text area.
    pub fn headline_row(&self) -> u16 {
        u16::try_from(above(&self.card, &self.headline)).unwrap_or(u16::MAX)
    }

    /// Returns the first row of the text, from the top of the text area.
    pub fn first_row(&self) -> u16 {
        u16::try_from(taken(&self.card, &self.headline)).unwrap_or(u16::MAX)
    }

    /// Returns a part, or the last one.
    pub fn part(&self, number: usize) -> CardPart {
        let last = self.parts.len().saturating_sub(1);
        self.parts
            .get(number.min(last))
            .copied()
            .unwrap_or_default()
    }
}

/// Returns the width of a text in cells.
pub fn cells(text: &Clean) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
