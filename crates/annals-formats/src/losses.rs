//! What a format cannot say, in sentences.
//!
//! Owns the form of those sentences and what no foreign format has: notes that are kept from
//! readers, tours, several accounts. Which format lacks what else is the business of its writer.

use annals_model::Timeline;
use annals_model::text::{Clean, grouped};

/// Sentences on what is lost, most important first.
#[derive(Debug, Default)]
pub(super) struct Losses {
    pub(super) sentences: Vec<Clean>,
}

impl Losses {
    /// What is in a timeline that no foreign format has.
    pub(super) fn of(timeline: &Timeline) -> Self {
        let mut losses = Self::default();
        let accounts = timeline.layers.iter().filter(|layer| layer.on).count();
        losses.add(
            if accounts > 1 { accounts } else { 0 },
            "",
            "accounts become one: which of them tells what is left out.",
        );
        let events = timeline.events.walk();
        let notes = events.filter(|(_, event)| !event.notes.is_empty()).count();
        let steps = timeline.tour.iter().filter(|step| !step.note.is_empty());
        losses.add(
            notes + steps.count(),
            "note for the presenter is left out, since others may read the file.",
            "notes for the presenter are left out, since others may read the file.",
        );
        losses.add(
            timeline.tour.len(),
            "step of the tour is left out.",
            "steps of the tour are left out.",
        );
        losses.add(
            timeline.comparisons.len(),
            "comparison of accounts is left out.",
            "comparisons of accounts are left out.",
        );
        losses.add(
            timeline.disagreements.len(),
            "disagreement of sources is left out.",
            "disagreements of sources are left out.",
        );
        losses
    }

    /// Tells of so many things, if there are any. The sentence follows the number.
    pub(super) fn add(&mut self, count: usize, one: &str, more: &str) {
        let sentence = match count {
            0 => return,
            1 => format!("1 {one}"),
            _ => format!("{} {more}", grouped(count)),
        };
        self.sentences.push(Clean::line(&sentence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_not_told_and_one_is_one() {
        let mut losses = Losses::default();
        losses.add(0, "link is left out.", "links are left out.");
        losses.add(1, "link is left out.", "links are left out.");
        losses.add(12_345, "link is left out.", "links are left out.");
        let told: Vec<_> = losses.sentences.iter().map(Clean::as_str).collect();
        assert_eq!(told, ["1 link is left out.", "12,345 links are left out."]);
    }
}
