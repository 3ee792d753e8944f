//! Questions for the class that suit any timeline.
//!
//! No question asks for more precision than the dates have.

use super::entry::Entry;
use annals_model::Status;

/// Returns the questions that make sense for these entries.
pub(super) fn of(entries: &[Entry]) -> Vec<&'static str> {
    let any = |is: &dyn Fn(&Entry) -> bool| entries.iter().any(is);
    let dated = entries.iter().filter(|entry| entry.is_dated()).count();
    let claims = [Status::Claim, Status::Plan, Status::Forecast];
    let questions = [
        (
            any(&|entry| claims.contains(&entry.status)),
            "Choose one event that is not told as a fact. Who says so, and what would you need to see to believe it?",
        ),
        (
            dated > 2,
            "Where on the line is the longest gap? What may have happened in it that no source tells?",
        ),
        (
            dated < entries.len(),
            "Choose one event without a date. Where on the line might it belong, and why there?",
        ),
        (
            entries.len() > 3,
            "Which three events matter most? Give a reason for each.",
        ),
        (
            !entries.is_empty(),
            "Who tells this story, and who in it is not heard?",
        ),
    ];
    let fitting = questions.into_iter().filter(|(fits, _)| *fits);
    fitting.map(|(_, question)| question).collect()
}
