//! In which parts a card is gone through.
//!
//! Owns the order: the date, then what happened, then why, where that is wanted; and the turning of
//! pages where more is said than there are rows for. Nothing that is said is ever skipped.

use super::Card;

/// What is shown of a card at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// Whether the headline is shown; the date always is.
    pub headline: bool,
    /// The first line shown of what is said.
    pub first: usize,
    /// The line after the last one shown.
    pub end: usize,
}

/// The parts of a card for so many rows of text, at least one. Where it is gone through stepwise, each
/// section is a part of its own, and the ones before stay as far as there is room.
pub fn parts(card: &Card, rows: usize, stepwise: bool) -> Vec<Part> {
    let rows = rows.max(1);
    let all = card.lines.len();
    let mut parts = Vec::new();
    if stepwise && card.has_steps() {
        parts.push(Part::default());
    }
    let mut ends: Vec<usize> = if stepwise {
        card.sections
            .iter()
            .copied()
            .filter(|&end| end < all)
            .collect()
    } else {
        Vec::new()
    };
    ends.push(all);
    let (mut first, mut shown) = (0, 0);
    for end in ends {
        // What was not there yet comes row by row of the screen, and none of it is passed over.
        loop {
            let next = end.min(shown + rows);
            if next > first + rows {
                first = if end <= shown + rows {
                    next - rows
                } else {
                    shown
                };
            }
            shown = next;
            parts.push(Part {
                headline: true,
                first,
                end: shown,
            });
            if shown == end {
                break;
            }
        }
    }
    parts
}
