//! Links between the rows of a table.
//!
//! Rows cannot have links, so a table with links is turned into events in memory, unless it is too large.

use std::collections::HashMap;

use super::own_columns::LINKS;
use super::rows::Table;
use crate::limits;
use annals_model::text::Clean;
use annals_model::{
    Event, EventIndex, EventRows, Link, LinkKind, Problem, ProblemList, Report, Severity, Timeline,
};

/// Turns the rows of a table into events in memory and links them; a table of more than `max` rows is left
/// as it is, and the report says so.
pub(super) fn link(
    timeline: &mut Timeline,
    table: &Table,
    told: (&mut Report, &mut ProblemList),
    max: usize,
) {
    let (report, problems) = told;
    let Some(column) = table.plan.known_column(LINKS) else {
        return;
    };
    if table.len() > max {
        let sentence = limits::too_many_linked(max);
        report.notes.push(Clean::line(&sentence));
        return;
    }
    let mut events: Vec<Event> = (0..table.len()).map(|row| table.event(row)).collect();
    let ids: HashMap<String, usize> = events
        .iter()
        .enumerate()
        .map(|(index, event)| (event.id.raw().to_owned(), index))
        .collect();
    let name = &table.plan.names[column];
    for (index, event) in events.iter_mut().enumerate() {
        event.extra.retain(|extra| extra.name != *name);
        let mut unknown = Vec::new();
        table.items(index, column, &mut |to, kind| {
            if to.is_empty() {
                return;
            }
            let mut kinds = LinkKind::ALL.iter().copied();
            // In CSV the kind stands before the id.
            let (to, kind) = match to.split_once(": ") {
                Some((before, after)) if kind.is_empty() => (after, before),
                _ => (to, kind),
            };
            let kind = kinds.find(|known| known.name() == kind);
            match (ids.get(to), kind) {
                (Some(&to), kind) if to != index => event.links.push(Link {
                    to: EventIndex::new(to),
                    kind: kind.unwrap_or(LinkKind::Follows),
                    wording: Clean::default(),
                    evidence: Vec::new(),
                    refs: Vec::new(),
                }),
                _ => unknown.push(to.to_owned()),
            }
        });
        for id in unknown {
            let line = event.line.unwrap_or(0);
            let message =
                format!("Line {line}: a link leads to \"{id}\", which no event has as its id.");
            problems.add(Severity::Warning, &message, || {
                Problem::of_file(Severity::Warning, &message)
            });
        }
    }
    timeline.events = events.into();
    report.fields.retain(|(field, _)| field != name);
}
