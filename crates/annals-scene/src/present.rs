//! Presenting a story: one card after another, each with a headline and what is said below it.
//!
//! Owns which cards there are, what stands on each, and how a card is gone through in parts: bit by
//! bit where that is wanted, and screen by screen where there is more than fits. It knows no keys and
//! no letters' shapes.

mod cards;
mod pace;

pub use cards::{Card, CardKind, Deck};
pub use pace::{Part, parts};

use crate::layout::Area;
use crate::lettering::{LINE, Letters, lettered};
use annals_model::text::{Clean, width, wrap};

/// The widest lines that are read without effort, in cells.
const MOST_TEXT: u16 = 84;
/// Lines of large letters of a headline.
const MOST_LETTERED: usize = 2;
/// Pixels of a cell, across and down: a quarter block each.
const PIXELS: usize = 2;
/// The smallest screen on which something can be presented, in columns and rows.
pub const SMALLEST: (u16, u16) = (24, 8);

/// How far one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The card, from 0.
    pub place: usize,
    /// The part of it, from 0; beyond the last, the last.
    pub part: usize,
}

/// A headline as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Headline {
    /// In large letters.
    Large(Vec<Letters>),
    /// As text, line by line.
    Plain(Vec<Clean>),
}

impl Headline {
    /// Rows that it takes.
    pub fn rows(&self) -> usize {
        match self {
            Self::Large(lines) => lines.len() * LINE / PIXELS,
            Self::Plain(lines) => lines.len(),
        }
    }
}

/// Where the parts of the screen stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The row of the story's title and the clock.
    pub title: Area,
    /// The date, the headline and what is said below it.
    pub text: Area,
    /// Two rows of ticks.
    pub ticks: Area,
    /// The rows of events on the axis.
    pub axis: Area,
    /// The row of how far one is.
    pub progress: Area,
}

impl Layout {
    /// The parts of a screen; `None` where it is smaller than [`SMALLEST`]. Where there is little room
    /// the axis gives way.
    pub fn new(columns: u16, rows: u16) -> Option<Self> {
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
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
        // A row of air above and below the text where there is room.
        let air = u16::from(rows >= 22);
        let margin = (columns / 24).max(1);
        let wide = columns - 2 * margin;
        let text = rows - 2 - axis_rows - tick_rows - 3 * air;
        let below = 1 + air + text + air;
        let area = |y, height| Area::new(margin, y, wide, height);
        Some(Self {
            title: area(0, 1),
            text: area(1 + air, text),
            ticks: area(below, tick_rows),
            axis: area(below + tick_rows, axis_rows),
            progress: area(rows - 1, 1),
        })
    }

    /// Cells of a line of what is said.
    pub fn columns(&self) -> usize {
        usize::from(self.text.width.min(MOST_TEXT))
    }
}

/// Rows above what is said: the date, an empty row below it where large letters follow, the headline and
/// an empty row.
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

/// A card on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged {
    /// What stands on it.
    pub card: Card,
    /// Its headline.
    pub headline: Headline,
    /// How it is gone through; at least one part.
    pub parts: Vec<Part>,
}

impl Arranged {
    /// Arranges a card. Its headline is in large letters where `large` says so, it fits, and what is
    /// said below it loses no row that it needs.
    pub fn new(card: Card, layout: &Layout, stepwise: bool, large: bool) -> Self {
        let area = layout.text;
        let rows = usize::from(area.height);
        let plain = Headline::Plain(wrap(&card.headline, layout.columns()));
        let room = |headline: &Headline| rows.saturating_sub(taken(&card, headline)).max(1);
        let pixels = usize::from(area.width) * PIXELS;
        let lettered = large
            .then(|| lettered(&card.headline, pixels, MOST_LETTERED))
            .flatten()
            .map(Headline::Large)
            .filter(|headline| headline.rows() + 2 < rows && card.lines.len() <= room(headline));
        let headline = lettered.unwrap_or(plain);
        let parts = parts(&card, room(&headline), stepwise);
        Self {
            card,
            headline,
            parts,
        }
    }

    /// The row of the headline, counted from the top of the text.
    pub fn headline_row(&self) -> u16 {
        u16::try_from(above(&self.card, &self.headline)).unwrap_or(u16::MAX)
    }

    /// The first row of what is said.
    pub fn first_row(&self) -> u16 {
        u16::try_from(taken(&self.card, &self.headline)).unwrap_or(u16::MAX)
    }

    /// The part of a number, or the last one.
    pub fn part(&self, number: usize) -> Part {
        let last = self.parts.len().saturating_sub(1);
        self.parts
            .get(number.min(last))
            .copied()
            .unwrap_or_default()
    }
}

/// How wide a text is, in cells, as a number for areas.
pub fn cells(text: &Clean) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
