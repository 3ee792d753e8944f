//! Writes events as a table: CSV (RFC 4180), or with tabs between the columns.
//!
//! Owns the columns, what stands in their cells, and that a spreadsheet runs none of them. `start` and `end`
//! are for people and for sorting; `date` is the date exactly as the timeline has it. Several things in a
//! cell are set apart by semicolons, and columns that belong together (`actors` and `roles`) have them in the
//! same order.

use std::collections::{HashMap, HashSet};

use super::Written;
use super::cell::guarded;
use super::flat_lost::{Flat, some};
use crate::data::{Actor, Event, Extra, Source, Timeline};
use crate::text::Clean;
use crate::time::{Bound, Precision, Time, When};

/// Columns of fields that annals does not know, at most: beyond that a table is none.
const MOST_EXTRA: usize = 200;
const NANOS_PER_SECOND: i128 = 1_000_000_000;
const NANOS_PER_DAY: i128 = 86_400 * NANOS_PER_SECOND;

/// A column in the making.
#[derive(Debug)]
struct Column {
    name: String,
    cells: Vec<String>,
    /// Whether it stays where nothing is in it.
    is_needed: bool,
}

pub(super) fn csv(timeline: &Timeline) -> Written {
    write(timeline, ',', "CSV")
}

pub(super) fn tsv(timeline: &Timeline) -> Written {
    write(timeline, '\t', "TSV")
}

fn write(timeline: &Timeline, separator: char, format: &'static str) -> Written {
    let mut columns = columns(timeline);
    let untold = extra(timeline, &mut columns);
    columns.retain(|column| column.is_needed || column.cells.iter().any(|cell| !cell.is_empty()));
    let mut text = String::new();
    let row = |cells: &mut dyn Iterator<Item = &str>, text: &mut String| {
        for (place, cell) in cells.enumerate() {
            if place > 0 {
                text.push(separator);
            }
            push_cell(cell, separator, text);
        }
        text.push_str("\r\n");
    };
    row(
        &mut columns.iter().map(|column| column.name.as_str()),
        &mut text,
    );
    for place in 0..timeline.events.len() {
        row(
            &mut columns.iter().map(|column| column.cells[place].as_str()),
            &mut text,
        );
    }
    if !text.is_ascii() {
        // Without this mark the most used spreadsheet takes the text for one of its own old encodings.
        text.insert(0, '\u{feff}');
    }
    Written {
        text,
        lost: lost(timeline, format, untold),
    }
}

fn lost(timeline: &Timeline, format: &'static str, untold: usize) -> Vec<Clean> {
    let links = timeline.events.iter().flat_map(|event| &event.links);
    let links = links.filter(|link| !link.wording.is_empty() || !link.evidence.is_empty());
    let seen: HashSet<_> = timeline
        .events
        .iter()
        .flat_map(|event| event.participants.iter().map(|part| part.actor.place()))
        .collect();
    let is_more = |(place, actor): &(usize, &Actor)| {
        !seen.contains(place)
            || actor.kind.is_some()
            || actor.short != actor.name
            || !(actor.aliases.is_empty() && actor.summary.is_empty() && actor.same_as.is_empty())
    };
    let is_more_than_a_title = |source: &&Source| {
        let texts = [&source.author, &source.publisher, &source.note];
        source.date.is_some() || texts.iter().any(|text| !text.is_empty())
    };
    let actors = timeline.actors.iter().enumerate().filter(is_more).count();
    let sources = timeline.sources.iter().filter(is_more_than_a_title).count();
    let own = [
        some(
            untold,
            "field",
            "a table of so many columns is none; they are left out.",
        ),
        some(
            links.count(),
            "link",
            "the connecting word and the evidence of each are left out.",
        ),
        some(actors, "actor", "only names and roles are kept."),
        some(
            sources,
            "source",
            "only titles, places and addresses are kept.",
        ),
    ];
    Flat::new(format).lost(timeline, own)
}

fn columns(timeline: &Timeline) -> Vec<Column> {
    let actors = names(timeline.actors.iter().map(|actor| (&actor.name, &actor.id)));
    let sources = names(
        timeline
            .sources
            .iter()
            .map(|source| (&source.title, &source.id)),
    );
    let column = |name: &str, is_needed: bool, cell: &dyn Fn(&Event) -> String| Column {
        name: name.to_owned(),
        cells: timeline.events.iter().map(cell).collect(),
        is_needed,
    };
    let when = |event: &Event, side: fn(&When) -> String| {
        event.when.as_ref().map_or_else(String::new, side)
    };
    let mut columns = vec![
        column("id", true, &|event| event.id.raw().to_owned()),
        column("start", true, &|event| when(event, start)),
        column("end", true, &|event| when(event, end)),
        column("date", true, &|event| {
            when(event, |when| when.text().to_owned())
        }),
        column("title", true, &|event| event.title.raw().to_owned()),
        column("summary", false, &|event| event.summary.raw().to_owned()),
        column("actors", false, &|event| {
            join(
                event
                    .participants
                    .iter()
                    .map(|part| actors[part.actor.place()].as_str()),
            )
        }),
        column("roles", false, &|event| {
            join(event.participants.iter().map(|part| part.role.raw()))
        }),
        column("themes", false, &|event| {
            join(event.themes.iter().map(Clean::raw))
        }),
        column("status", true, &|event| event.status.name().to_owned()),
        column("evidence", false, &|event| {
            join(
                event
                    .evidence
                    .iter()
                    .map(|one| sources[one.source.place()].as_str()),
            )
        }),
        column("places", false, &|event| {
            join(event.evidence.iter().map(|one| one.at.raw()))
        }),
        column("addresses", false, &|event| {
            let all = event.evidence.iter();
            join(all.map(|one| timeline.source(one.source).address.raw()))
        }),
        column("links", false, &|event| {
            let links = event.links.iter();
            let links: Vec<_> = links
                .map(|link| format!("{}: {}", link.kind.name(), timeline.event(link.to).id.raw()))
                .collect();
            join(links.iter().map(String::as_str))
        }),
        column("notes", false, &|event| event.notes.raw().to_owned()),
    ];
    if timeline.is_layered() {
        columns.push(column("layer", true, &|event| {
            timeline.layer(event.layer).id.raw().to_owned()
        }));
    }
    columns
}

/// Adds a column for each field that annals does not know; gives how many there is no room for.
fn extra(timeline: &Timeline, columns: &mut Vec<Column>) -> usize {
    let known = columns.len();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut untold = HashSet::new();
    for (row, event) in timeline.events.iter().enumerate() {
        for Extra { name, value } in &event.extra {
            let place = match places.get(name.raw()) {
                Some(&place) => place,
                None if places.len() == MOST_EXTRA => {
                    untold.insert(name.raw());
                    continue;
                }
                None => {
                    let is_taken = |own: &str| columns.iter().any(|column| column.name == own);
                    let mut own = name.raw().to_owned();
                    while own.trim().is_empty() || is_taken(&own) {
                        own.push_str(" (extra)");
                    }
                    columns.push(Column {
                        name: own,
                        cells: vec![String::new(); timeline.events.len()],
                        is_needed: false,
                    });
                    places.insert(name.raw(), columns.len() - 1);
                    columns.len() - 1
                }
            };
            let cell = &mut columns[place].cells[row];
            if !cell.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(value.raw());
        }
    }
    debug_assert!(columns.len() <= known + MOST_EXTRA);
    untold.len()
}

/// What things are called, with their ids where two of them are called the same.
fn names<'a>(all: impl Iterator<Item = (&'a Clean, &'a Clean)> + Clone) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (name, _) in all.clone() {
        *counts.entry(name.raw()).or_default() += 1;
    }
    all.map(|(name, id)| match counts.get(name.raw()) {
        Some(1) => name.raw().to_owned(),
        _ => format!("{} ({})", name.raw(), id.raw()),
    })
    .collect()
}

/// The first day or moment that a date may mean; nothing where it names none.
fn start(when: &When) -> String {
    match when.hull().0 {
        Bound::At(time) => readable(time, when),
        Bound::Open | Bound::Unknown => String::new(),
    }
}

/// The last day or second that it may mean.
fn end(when: &When) -> String {
    let Bound::At(end) = when.hull().1 else {
        return String::new();
    };
    let last = if is_of_days(when) {
        NANOS_PER_DAY
    } else {
        NANOS_PER_SECOND
    };
    let last = end.saturating_add_nanos(-last);
    // A moment with a fraction is shorter than a second.
    let first = when.hull().0.time().unwrap_or(Time::MIN);
    readable(last.max(first), when)
}

/// Whether a date says no time of day.
fn is_of_days(when: &When) -> bool {
    when.precision() >= Precision::Day
}

/// A moment as spreadsheets read it: `2021-04-12`, `2021-04-12 14:30:00`.
fn readable(time: Time, when: &When) -> String {
    let text = time.to_string();
    if text.contains('T') {
        text.replace('T', " ")
    } else if is_of_days(when) {
        text
    } else {
        format!("{text} 00:00:00")
    }
}

/// Several texts in one cell, set apart by semicolons; one in a text, and a backslash, has a backslash before
/// it. Nothing where all of them are empty.
fn join<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<_> = items
        .map(|item| item.replace('\\', "\\\\").replace(';', "\\;"))
        .collect();
    if items.iter().all(String::is_empty) {
        String::new()
    } else {
        items.join("; ")
    }
}

/// Adds a cell: with an apostrophe in front where a spreadsheet would run it, or where taking one off would
/// change it, and in quotes where it needs them.
fn push_cell(cell: &str, separator: char, text: &mut String) {
    let cell = &*guarded(cell);
    let is_special = |it: char| it == separator || matches!(it, '"' | '\n' | '\r');
    let has_edges = cell.starts_with(' ') || cell.ends_with(' ');
    if cell.contains(is_special) || has_edges {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests;
