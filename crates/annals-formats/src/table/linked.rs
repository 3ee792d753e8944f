//! Links between the rows of a table.
//!
//! Owns their reading. Rows have no links of their own, so a table with links becomes written events, up
//! to a size.

use std::collections::HashMap;

use super::loader::LINKS;
use super::rows::Table;
use annals_model::text::Clean;
use annals_model::{Event, EventIndex, Link, LinkKind, Problem, Report, Rows, Severity, Timeline};

/// Makes written events of the rows of a table and links them.
pub(super) fn link(timeline: &mut Timeline, table: &Table, report: &mut Report, most: usize) {
    let Some(column) = table.plan.known_column(LINKS) else {
        return;
    };
    if table.len() > most {
        report.remarks.push(Clean::line(&format!(
            "There are links between events; they are kept as text, as there are more than {most} events."
        )));
        return;
    }
    let mut events: Vec<Event> = (0..table.len()).map(|row| table.event(row)).collect();
    let ids: HashMap<String, usize> = events
        .iter()
        .enumerate()
        .map(|(place, event)| (event.id.raw().to_owned(), place))
        .collect();
    let name = &table.plan.names[column];
    for (place, event) in events.iter_mut().enumerate() {
        event.extra.retain(|extra| extra.name != *name);
        let mut unknown = Vec::new();
        table.items(place, column, &mut |to, kind| {
            if to.is_empty() {
                return;
            }
            let mut kinds = LinkKind::ALL.iter().copied();
            // In a cell the kind stands in front.
            let (to, kind) = match to.split_once(": ") {
                Some((before, after)) if kind.is_empty() => (after, before),
                _ => (to, kind),
            };
            let kind = kinds.find(|known| known.name() == kind);
            match (ids.get(to), kind) {
                (Some(&to), kind) if to != place => event.links.push(Link {
                    to: EventIndex::new(to),
                    kind: kind.unwrap_or(LinkKind::Follows),
                    wording: Clean::default(),
                    evidence: Vec::new(),
                }),
                _ => unknown.push(to.to_owned()),
            }
        });
        for id in unknown {
            let line = event.line.unwrap_or(0);
            let message =
                format!("Line {line}: a link leads to \"{id}\", which no event has as its id.");
            report
                .problems
                .push(Problem::of_file(Severity::Warning, &message));
        }
    }
    timeline.events = events.into();
    report.fields.retain(|(field, _)| field != name);
}
