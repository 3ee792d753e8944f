//! The answer of a query for one event, straight from the definition: what [`Prepared::chosen`] is
//! compared with.

use super::*;
use crate::query::ast::Sureness;
use crate::query::prepare::{Check, What};

/// The answer for one event: the weakest of all terms, of each the strongest of its conditions.
pub(super) fn answer(prepared: &Prepared, timeline: &Timeline, event: EventIndex) -> Answer {
    let strongest = |term: &Vec<Check>| {
        let answers = term
            .iter()
            .map(|check| check_answer(check, timeline, event));
        answers.max().unwrap_or(Answer::No)
    };
    let weakest = prepared.terms.iter().map(strongest).min();
    weakest.unwrap_or(Answer::Surely)
}

fn check_answer(check: &Check, timeline: &Timeline, index: EventIndex) -> Answer {
    let turned = |answer| match answer {
        Answer::No if check.negated => Answer::Surely,
        Answer::Surely if check.negated => Answer::No,
        answer => answer,
    };
    let answer = match (&check.what, &timeline.event(index).when) {
        (What::Time(relations), Some(when)) => {
            let answers = relations.iter().map(|relation| relation.answer(when));
            turned(answers.max().unwrap_or(Answer::No))
        }
        // Nothing is known of an undated event, neither for nor against it.
        (What::Time(_), None) if check.negated => Answer::Possibly,
        (What::Time(_), None) => Answer::No,
        (what, _) => turned(of(holds(what, timeline, index))),
    };
    match check.sureness {
        Sureness::Any => answer,
        Sureness::Surely => of(answer == Answer::Surely),
        Sureness::NotSurely => of(answer != Answer::Surely),
    }
}

fn of(holds: bool) -> Answer {
    if holds { Answer::Surely } else { Answer::No }
}

fn holds(what: &What, timeline: &Timeline, index: EventIndex) -> bool {
    let event = timeline.event(index);
    let is_linked = |kinds: &[LinkKind]| {
        timeline.events.iter().enumerate().any(|(position, from)| {
            let is_end = |to: EventIndex| to == index || position == index.index();
            let mut links = from.links.iter();
            links.any(|link| kinds.contains(&link.kind) && is_end(link.to))
        })
    };
    match what {
        What::Events(events) => events.contains(index.index()),
        What::Layers(accounts) => accounts.contains(event.account.index()),
        What::Status(all) => all.contains(&event.status),
        What::Links(kinds) => is_linked(kinds),
        What::Has(parts) => parts.iter().any(|part| match part {
            Part::Date => event.when.is_some(),
            Part::Summary => !event.summary.is_empty(),
            Part::Actors => !event.participants.is_empty(),
            Part::Themes => !event.themes.is_empty(),
            Part::Evidence => !event.evidence.is_empty(),
            Part::Links => is_linked(LinkKind::ALL),
            Part::Notes => !event.notes.is_empty(),
        }),
        What::Undated => event.when.is_none(),
        What::Actors(_) | What::Roles(_) | What::Themes(_) | What::Sources(_) => what.holds(event),
        What::Time(_) => unreachable!("asked of the date"),
    }
}
