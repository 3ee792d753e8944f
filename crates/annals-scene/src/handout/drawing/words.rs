//! Texts of a drawing: labels cut between words, and a description for screen readers.

use super::plan::{Lane, Plan};
use crate::handout::entry::ranges;
use annals_model::text::{Clean, width};
use annals_time::describe_window;

/// Returns as many whole words as fit, with an ellipsis where some are left out; empty if the first one does
/// not fit.
pub(super) fn fit(text: &Clean, letters: usize) -> Clean {
    if width(text) <= letters {
        return text.clone();
    }
    let mut kept = Clean::default();
    for word in text.as_str().split(' ') {
        let blank = if kept.is_empty() { "" } else { " " };
        let longer = Clean::line(&format!("{kept}{blank}{word}"));
        // The ellipsis is narrow: it takes the room of the blank.
        if width(&longer) + 1 > letters {
            break;
        }
        kept = longer;
    }
    if kept.is_empty() {
        return kept;
    }
    Clean::line(&format!("{kept}\u{2026}"))
}

impl Plan<'_> {
    /// Describes a drawing for screen readers.
    pub(super) fn described(&self, lanes: &[&Lane]) -> Clean {
        let reach = describe_window(&self.request.window, false);
        let mut names: Vec<String> = Vec::new();
        for lane in lanes {
            if lane.rows.start > 0 {
                continue;
            }
            let track = &self.grouped.lane(lane.band.lane).track;
            let mut numbers: Vec<usize> = track
                .within(&self.request.window, usize::MAX)
                .into_iter()
                .map(|position| self.number(track.event(position)))
                .collect();
            numbers.sort_unstable();
            names.push(if self.sheet.empty_line {
                lane.band.label.to_string()
            } else {
                format!("{}: {}", lane.band.label, ranges(&numbers))
            });
        }
        Clean::line(&if self.sheet.empty_line {
            format!(
                "An empty line of time, {reach}, to place events on, with room for {}.",
                names.join(", ")
            )
        } else {
            format!(
                "A line of time, {reach}. The numbers of the events in each lane: {}. The list below gives the date of each.",
                names.join("; ")
            )
        })
    }
}
