//! [`Presented`]: what the notes terminal shows of a presentation.

use annals_model::text::Clean;
use annals_time::Time;

/// The card of a presentation that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The number of the card, from 1, and how many cards there are.
    pub place: (usize, usize),
    /// Its headline.
    pub title: Clean,
    /// The presenter's notes; may be empty.
    pub notes: Clean,
    /// The headline of the next card, if there is one.
    pub next: Option<Clean>,
    /// When the presentation began.
    pub begun: Option<Time>,
}
