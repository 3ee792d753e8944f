//! The strip of verdicts: all claims in one row, each as the symbol of its verdict.

use super::Request;
use crate::comparison::main_verdict;
use annals_model::{EventIndex, Verdict};

/// Columns of a claim: the symbol between two blanks, or with one after it where there is little room.
const WIDTHS: [u16; 2] = [3, 2];
/// Columns of a claim in ASCII, where a symbol may take two.
const ASCII_WIDTHS: [u16; 2] = [4, 3];
/// Columns at each end of a strip that does not show all claims, for the sign that there are more.
const ARROW: u16 = 2;

/// The strip of verdicts, as far as there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The claims in view.
    pub cells: Vec<StripCell>,
    /// Columns of each.
    pub width: u16,
    /// The column of the first.
    pub start: u16,
    /// Whether there are claims before these.
    pub more_before: bool,
    /// Whether there are claims after these.
    pub more_after: bool,
}

/// A claim in the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StripCell {
    /// The claim.
    pub claim: EventIndex,
    /// The verdict that weighs most against it; `None` where nothing is said about it.
    pub verdict: Option<Verdict>,
}

impl Strip {
    /// Arranges the strip around a claim. Costs as much as there is room for.
    pub fn new(request: &Request<'_>, claim: EventIndex) -> Self {
        let claims = request.claims();
        let widths = if request.ascii { ASCII_WIDTHS } else { WIDTHS };
        let fitting = |columns: u16, width: u16| usize::from(columns / width);
        let whole = widths.into_iter();
        let whole = whole
            .filter(|&width| claims.len() <= fitting(request.columns, width))
            .max();
        let (width, start, shown) = if let Some(width) = whole {
            (width, 0, claims.len())
        } else {
            let width = widths[1];
            let room = request.columns.saturating_sub(2 * ARROW);
            (width, ARROW, fitting(room, width).max(1))
        };
        let position = request.position(claim).unwrap_or(0);
        let first = position
            .saturating_sub(shown / 2)
            .min(claims.len().saturating_sub(shown));
        let cells = claims
            .iter()
            .skip(first)
            .take(shown)
            .map(|&claim| StripCell {
                claim,
                verdict: main_verdict(request.timeline, claim),
            });
        Self {
            cells: cells.collect(),
            width,
            start,
            more_before: first > 0,
            more_after: first + shown < claims.len(),
        }
    }
}
