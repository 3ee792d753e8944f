//! Writes events as a table: CSV (RFC 4180) or TSV.
//!
//! `start` and `end` are for people and for sorting; `date` is the date exactly as the timeline has it. Lists in
//! a cell are separated by semicolons; columns that belong together, such as `actors` and `roles`, have the same
//! order. No cell is run as a formula by a spreadsheet.

use std::collections::{HashMap, HashSet};

use super::cell::push_row;
use super::losses::{ACTORS, FIELDS, LINKS, Losses, SOURCES};
use super::table::own_columns;
use crate::request::Written;
use annals_model::text::Clean;
use annals_model::{Actor, Event, ExtraField, Link, Source, Timeline};
use annals_time::{Bound, Precision, Time, When};

/// The most columns of extra fields; a table with more cannot be used.
const MAX_EXTRA_COLUMNS: usize = 200;
const NANOS_PER_SECOND: i128 = 1_000_000_000;
const NANOS_PER_DAY: i128 = 86_400 * NANOS_PER_SECOND;

/// A column with its cells.
#[derive(Debug)]
struct Column {
    name: String,
    cells: Vec<String>,
    /// Whether it is written although all its cells are empty.
    is_required: bool,
}

pub(super) fn csv(timeline: &Timeline) -> Written {
    write(timeline, ',', "CSV")
}

pub(super) fn tsv(timeline: &Timeline) -> Written {
    write(timeline, '\t', "TSV")
}

fn write(timeline: &Timeline, separator: char, format: &'static str) -> Written {
    let (mut columns, omitted) = columns(timeline);
    columns.retain(|column| column.is_required || column.cells.iter().any(|cell| !cell.is_empty()));
    let mut text = String::new();
    let mut row = |cells: &mut dyn Iterator<Item = &str>| {
        push_row(cells, separator, "\r\n", &mut text);
    };
    row(&mut columns.iter().map(|column| column.name.as_str()));
    for index in 0..timeline.events.len() {
        row(&mut columns.iter().map(|column| column.cells[index].as_str()));
    }
    if !text.is_ascii() {
        // Without a byte order mark, Excel takes the text for one in an old encoding.
        text.insert(0, '\u{feff}');
    }
    Written {
        text,
        lost: lost(timeline, format, omitted),
    }
}

fn lost(timeline: &Timeline, format: &'static str, omitted: usize) -> Vec<Clean> {
    let is_lost = |link: &&Link| {
        !(link.wording.is_empty() && link.evidence.is_empty() && link.refs.is_empty())
    };
    let (mut links, mut seen) = (0, HashSet::new());
    for (_, event) in timeline.events.walk() {
        links += event.links.iter().filter(is_lost).count();
        seen.extend(event.participants.iter().map(|part| part.actor.index()));
    }
    let is_more = |(index, actor): &(usize, &Actor)| {
        !seen.contains(index)
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
    let mut losses = Losses::none(format);
    losses.changed(
        omitted,
        FIELDS,
        "left out: a table cannot have so many columns",
    );
    losses.changed(
        links,
        LINKS,
        "the connecting words, the evidence and the numbers are left out",
    );
    losses.changed(actors, ACTORS, "only names and roles are kept");
    losses.changed(
        sources,
        SOURCES,
        "only titles, places and addresses are kept",
    );
    losses.views(timeline);
    losses.events_only(timeline);
    losses.sentences
}

/// What cells are made from.
struct CellContext<'t> {
    timeline: &'t Timeline,
    /// The names of actors and sources.
    actors: Vec<String>,
    sources: Vec<String>,
}

/// A column of every table: its name, whether it is required, and its cell for an event.
type KnownColumn = (&'static str, bool, fn(&CellContext<'_>, &Event) -> String);

static KNOWN_COLUMNS: &[KnownColumn] = &[
    (own_columns::ID, true, |_, event| event.id.raw().to_owned()),
    (own_columns::START, true, |_, event| of_date(event, start)),
    (own_columns::END, true, |_, event| of_date(event, end)),
    (own_columns::DATE, true, |_, event| {
        of_date(event, |when| when.text().to_owned())
    }),
    (own_columns::TITLE, true, |_, event| {
        event.title.raw().to_owned()
    }),
    (own_columns::SUMMARY, false, |_, event| {
        event.summary.raw().to_owned()
    }),
    (own_columns::ACTORS, false, |cells, event| {
        let all = event.participants.iter();
        join(all.map(|part| cells.actors[part.actor.index()].as_str()))
    }),
    (own_columns::ROLES, false, |_, event| {
        join(event.participants.iter().map(|part| part.role.raw()))
    }),
    (own_columns::THEMES, false, |_, event| {
        join(event.themes.iter().map(Clean::raw))
    }),
    (own_columns::STATUS, true, |_, event| {
        event.status.name().to_owned()
    }),
    (own_columns::EVIDENCE, false, |cells, event| {
        let all = event.evidence.iter();
        join(all.map(|one| cells.sources[one.source.index()].as_str()))
    }),
    (own_columns::LOCATORS, false, |_, event| {
        join(event.evidence.iter().map(|one| one.at.raw()))
    }),
    (own_columns::ADDRESSES, false, |cells, event| {
        let all = event.evidence.iter();
        join(all.map(|one| cells.timeline.source(one.source).address.raw()))
    }),
    (own_columns::LINKS, false, |cells, event| {
        let links = event.links.iter().map(|link| {
            let to = cells.timeline.event(link.to);
            format!("{}: {}", link.kind.name(), to.id.raw())
        });
        let links: Vec<_> = links.collect();
        join(links.iter().map(String::as_str))
    }),
    (own_columns::MISSING, false, |_, event| {
        join(event.missing.iter().map(Clean::raw))
    }),
    (own_columns::REFS, false, |_, event| {
        join(event.refs.iter().map(Clean::raw))
    }),
    (own_columns::NOTES, false, |_, event| {
        event.notes.raw().to_owned()
    }),
];

/// The column that tables of several accounts have too.
static LAYER: KnownColumn = (own_columns::LAYER, true, |cells, event| {
    cells.timeline.account(event.account).id.raw().to_owned()
});

fn of_date(event: &Event, text: fn(&When) -> String) -> String {
    event.when.as_ref().map_or_else(String::new, text)
}

/// Makes all columns, and counts the extra fields that there is no column for.
fn columns(timeline: &Timeline) -> (Vec<Column>, usize) {
    let cells = CellContext {
        timeline,
        actors: names(timeline.actors.iter().map(|actor| (&actor.name, &actor.id))),
        sources: names(
            timeline
                .sources
                .iter()
                .map(|source| (&source.title, &source.id)),
        ),
    };
    let layer = timeline.has_several_accounts().then_some(&LAYER);
    let known: Vec<_> = KNOWN_COLUMNS.iter().chain(layer).collect();
    let column = |(name, is_required, _): &&KnownColumn| Column {
        name: (*name).to_owned(),
        cells: Vec::with_capacity(timeline.events.len()),
        is_required: *is_required,
    };
    let mut columns: Vec<_> = known.iter().map(column).collect();
    let mut fields = ExtraColumns::default();
    for (row, (_, event)) in timeline.events.walk().enumerate() {
        for (column, (.., cell)) in columns.iter_mut().zip(&known) {
            column.cells.push(cell(&cells, &event));
        }
        fields.add(&event, row, &mut columns);
    }
    for column in &mut columns {
        column.cells.resize(timeline.events.len(), String::new());
    }
    (columns, fields.omitted.len())
}

/// The columns of extra fields.
#[derive(Debug, Default)]
struct ExtraColumns {
    /// The index of each column by its name.
    indices: HashMap<String, usize>,
    /// The fields that there is no column for.
    omitted: HashSet<String>,
}

impl ExtraColumns {
    /// Adds the extra fields of an event to their columns.
    fn add(&mut self, event: &Event, row: usize, columns: &mut Vec<Column>) {
        for ExtraField { name, value } in &event.extra {
            let index = match self.indices.get(name.raw()) {
                Some(&index) => index,
                None if self.indices.len() == MAX_EXTRA_COLUMNS => {
                    self.omitted.insert(name.raw().to_owned());
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
                        cells: Vec::new(),
                        is_required: false,
                    });
                    self.indices
                        .insert(name.raw().to_owned(), columns.len() - 1);
                    columns.len() - 1
                }
            };
            let cells = &mut columns[index].cells;
            if cells.len() <= row {
                cells.resize(row + 1, String::new());
            }
            let cell = &mut cells[row];
            if !cell.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(value.raw());
        }
    }
}

/// Returns the names of things, with their ids where two have the same name.
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

/// Returns the first day or moment that a date may mean; empty if it has none.
fn start(when: &When) -> String {
    match when.hull().0 {
        Bound::At(time) => readable(time, when),
        Bound::Open | Bound::Unknown => String::new(),
    }
}

/// Returns the last day or second that a date may mean; empty if it has none.
fn end(when: &When) -> String {
    let Bound::At(end) = when.hull().1 else {
        return String::new();
    };
    let last = if has_no_time(when) {
        NANOS_PER_DAY
    } else {
        NANOS_PER_SECOND
    };
    let last = end.saturating_add_nanos(-last);
    // A moment with a fraction is shorter than a second.
    let first = when.hull().0.time().unwrap_or(Time::MIN);
    readable(last.max(first), when)
}

/// Whether a date has no time of day.
fn has_no_time(when: &When) -> bool {
    when.precision() >= Precision::Day
}

/// Returns a moment as spreadsheets read it: `2021-04-12`, `2021-04-12 14:30:00`.
fn readable(time: Time, when: &When) -> String {
    let text = time.to_string();
    if text.contains('T') {
        text.replace('T', " ")
    } else if has_no_time(when) {
        text
    } else {
        format!("{text} 00:00:00")
    }
}

/// Joins texts with semicolons; semicolons and backslashes in them are escaped by a backslash. Empty if all of
/// them are empty.
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

#[cfg(test)]
mod tests;
