//! The parts in which a card is shown: screen by screen, or step by step (date, what happened, why).

use super::Card;

/// The part of a card that is shown at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CardPart {
    /// Whether the headline is shown; the date always is.
    pub headline: bool,
    /// The first line of the text shown.
    pub first: usize,
    /// The line after the last one shown.
    pub end: usize,
}

/// Splits a card into parts of at most `rows` lines of text. With `stepwise`, each section is a part of its
/// own, and earlier sections stay visible as far as there is room.
pub fn parts(card: &Card, rows: usize, stepwise: bool) -> Vec<CardPart> {
    let rows = rows.max(1);
    let all = card.lines.len();
    let mut parts = Vec::new();
    if stepwise && card.has_steps() {
        parts.push(CardPart::default());
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
        // New lines come screen by screen; none is skipped.
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
            parts.push(CardPart {
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
