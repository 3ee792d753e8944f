//! Writes events as a table: CSV (RFC 4180), or with tabs between the columns.
//!
//! Owns the columns, what stands in their cells, and that a spreadsheet runs none of them. `start` and `end`
//! are for people and for sorting; `date` is the date exactly as the timeline has it. Several things in a
//! cell are set apart by semicolons, and columns that belong together (`actors` and `roles`) have them in the
//! same order.

use std::collections::{HashMap, HashSet};

use super::Written;
use super::cell::push_row;
use super::flat_lost::{Flat, some};
use annals_model::text::Clean;
use annals_model::{Actor, Event, Extra, Link, Source, Timeline};
use annals_time::{Bound, Precision, Time, When};

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
    let (mut columns, untold) = columns(timeline);
    columns.retain(|column| column.is_needed || column.cells.iter().any(|cell| !cell.is_empty()));
    let mut text = String::new();
    let mut row = |cells: &mut dyn Iterator<Item = &str>| {
        push_row(cells, separator, "\r\n", &mut text);
    };
    row(&mut columns.iter().map(|column| column.name.as_str()));
    for place in 0..timeline.events.len() {
        row(&mut columns.iter().map(|column| column.cells[place].as_str()));
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
    let is_lost = |link: &&Link| !link.wording.is_empty() || !link.evidence.is_empty();
    let (mut links, mut seen) = (0, HashSet::new());
    for (_, event) in timeline.events.walk() {
        links += event.links.iter().filter(is_lost).count();
        seen.extend(event.participants.iter().map(|part| part.actor.place()));
    }
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
            links,
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

/// What the cells of a table are made with.
struct Cells<'t> {
    timeline: &'t Timeline,
    /// What actors and sources are called.
    actors: Vec<String>,
    sources: Vec<String>,
}

/// A column that every table has: its name, whether it stays where nothing is in it, and what it says of an
/// event.
type Known = (&'static str, bool, fn(&Cells<'_>, &Event) -> String);

// The reader knows a table of annals by the first five (`names::WRITTEN` of the tables).
static KNOWN: &[Known] = &[
    ("id", true, |_, event| event.id.raw().to_owned()),
    ("start", true, |_, event| of_date(event, start)),
    ("end", true, |_, event| of_date(event, end)),
    ("date", true, |_, event| {
        of_date(event, |when| when.text().to_owned())
    }),
    ("title", true, |_, event| event.title.raw().to_owned()),
    ("summary", false, |_, event| event.summary.raw().to_owned()),
    ("actors", false, |cells, event| {
        let all = event.participants.iter();
        join(all.map(|part| cells.actors[part.actor.place()].as_str()))
    }),
    ("roles", false, |_, event| {
        join(event.participants.iter().map(|part| part.role.raw()))
    }),
    ("themes", false, |_, event| {
        join(event.themes.iter().map(Clean::raw))
    }),
    ("status", true, |_, event| event.status.name().to_owned()),
    ("evidence", false, |cells, event| {
        let all = event.evidence.iter();
        join(all.map(|one| cells.sources[one.source.place()].as_str()))
    }),
    ("places", false, |_, event| {
        join(event.evidence.iter().map(|one| one.at.raw()))
    }),
    ("addresses", false, |cells, event| {
        let all = event.evidence.iter();
        join(all.map(|one| cells.timeline.source(one.source).address.raw()))
    }),
    ("links", false, |cells, event| {
        let links = event.links.iter().map(|link| {
            let to = cells.timeline.event(link.to);
            format!("{}: {}", link.kind.name(), to.id.raw())
        });
        let links: Vec<_> = links.collect();
        join(links.iter().map(String::as_str))
    }),
    ("notes", false, |_, event| event.notes.raw().to_owned()),
];

/// The column that tables of several accounts have as well.
static LAYER: Known = ("layer", true, |cells, event| {
    cells.timeline.layer(event.layer).id.raw().to_owned()
});

fn of_date(event: &Event, said: fn(&When) -> String) -> String {
    event.when.as_ref().map_or_else(String::new, said)
}

/// All columns, and how many fields there is no room for.
fn columns(timeline: &Timeline) -> (Vec<Column>, usize) {
    let cells = Cells {
        timeline,
        actors: names(timeline.actors.iter().map(|actor| (&actor.name, &actor.id))),
        sources: names(
            timeline
                .sources
                .iter()
                .map(|source| (&source.title, &source.id)),
        ),
    };
    let layer = timeline.is_layered().then_some(&LAYER);
    let known: Vec<_> = KNOWN.iter().chain(layer).collect();
    let column = |(name, is_needed, _): &&Known| Column {
        name: (*name).to_owned(),
        cells: Vec::with_capacity(timeline.events.len()),
        is_needed: *is_needed,
    };
    let mut columns: Vec<_> = known.iter().map(column).collect();
    let mut fields = Fields::default();
    for (row, (_, event)) in timeline.events.walk().enumerate() {
        for (column, (.., said)) in columns.iter_mut().zip(&known) {
            column.cells.push(said(&cells, &event));
        }
        fields.add(&event, row, &mut columns);
    }
    for column in &mut columns {
        column.cells.resize(timeline.events.len(), String::new());
    }
    (columns, fields.untold.len())
}

/// Fields that annals does not know, each with a column.
#[derive(Debug, Default)]
struct Fields {
    places: HashMap<String, usize>,
    /// Those that there is no room for.
    untold: HashSet<String>,
}

impl Fields {
    /// Writes the fields of an event into their columns.
    fn add(&mut self, event: &Event, row: usize, columns: &mut Vec<Column>) {
        for Extra { name, value } in &event.extra {
            let place = match self.places.get(name.raw()) {
                Some(&place) => place,
                None if self.places.len() == MOST_EXTRA => {
                    self.untold.insert(name.raw().to_owned());
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
                        is_needed: false,
                    });
                    self.places.insert(name.raw().to_owned(), columns.len() - 1);
                    columns.len() - 1
                }
            };
            let cells = &mut columns[place].cells;
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

#[cfg(test)]
mod tests;
