//! What a plain list of events cannot say of a timeline.
//!
//! Owns the sentences that formats of rows have in common. What each of them cannot say of an event is its
//! own business.

use annals_model::Timeline;
use annals_model::text::{Clean, counted};

/// A format that holds events and nothing besides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flat {
    format: &'static str,
}

impl Flat {
    /// The format of that name, as people know it.
    pub(super) const fn new(format: &'static str) -> Self {
        Self { format }
    }

    /// What is lost, in sentences: first what the format says of itself, then what all of them lose.
    pub(super) fn lost<const N: usize>(
        self,
        timeline: &Timeline,
        own: [Option<String>; N],
    ) -> Vec<Clean> {
        let format = self.format;
        let between = timeline.comparisons.len();
        let counts = [
            (
                between,
                "comparison with another account",
                "comparisons with other accounts",
            ),
            (
                timeline.disagreements.len(),
                "disagreement of sources",
                "disagreements of sources",
            ),
            (timeline.eras.len(), "era", "eras"),
            (timeline.tour.len(), "step of the tour", "steps of the tour"),
        ];
        let told = counts.into_iter().filter(|(count, ..)| *count > 0);
        let told = told.map(|(count, one, several)| {
            let noun = if count == 1 { one } else { several };
            format!("{count} {noun}: {format} holds events and nothing besides.")
        });
        let has_head = !timeline.summary.is_empty() || timeline.title != timeline.id;
        let head = has_head
            .then(|| format!("The title and the summary of the timeline: {format} has neither."));
        let is_arranged = timeline.opening.is_some() || timeline.lanes.is_some();
        let view = is_arranged.then(|| "What is shown first, and what lanes stand for.".to_owned());
        let all = own
            .into_iter()
            .flatten()
            .chain(told)
            .chain(head)
            .chain(view);
        all.map(|sentence| Clean::line(&sentence)).collect()
    }
}

/// So many of something with what becomes of it, if there are any.
pub(super) fn some(number: usize, noun: &str, why: &str) -> Option<String> {
    (number > 0).then(|| format!("{}: {why}", counted(number, noun)))
}
