//! The sheet in Markdown (`CommonMark`).
//!
//! Instead of a drawing it has a list with an item for each year, or another unit that fits; a period in
//! which no event is dated has an item too.

use super::entry::{ActorEntry, Connection, Entry, EntryDate, Field, events_words, ranges};
use super::request::{Request, symbol};
use super::sheet::{Sheet, SheetKind};
use crate::excerpt::{cited, paragraphs};
use crate::wording::{FOR_THE_TEACHER, NO_TIME, NOT_SAID, UNDATED};
use annals_model::text::{Clean, escape_markdown};
use annals_time::{Scale, TickOptions, Time, When, Window, describe_window, ticks};

/// A line to write on.
const BLANK: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";
/// Widths of the axes whose ticks are tried as periods of the list, from the finest.
const COLUMNS: [u16; 6] = [160, 97, 60, 40, 25, 15];

/// Writes the sheet in Markdown, line by line.
pub fn markdown(request: &Request<'_>) -> Vec<Clean> {
    let sheet = Sheet::new(request);
    let mut text = MarkdownWriter { lines: Vec::new() };
    text.top(&sheet);
    text.time(request, &sheet);
    text.heading(2, "What happened");
    for &status in &sheet.statuses {
        text.item(&format!("{} {}", symbol(status), status.explained()));
    }
    for entry in &sheet.entries {
        text.event(entry);
    }
    text.actors(&sheet);
    if !sheet.sources.is_empty() {
        text.heading(2, "Sources");
        for &source in &sheet.sources {
            let source = request.timeline.source(source);
            text.item(&format!(
                "{}: {}",
                escape_markdown(&source.id),
                cited(source)
            ));
            for line in paragraphs(&source.note) {
                text.lines.push(format!("  {line}"));
            }
        }
    }
    if !sheet.questions.is_empty() {
        text.heading(2, "Questions");
        for (number, question) in (1..).zip(&sheet.questions) {
            text.lines.push(format!("{number}. {question}"));
        }
    }
    text.lines.iter().map(|line| Clean::line(line)).collect()
}

struct MarkdownWriter {
    lines: Vec<String>,
}

impl MarkdownWriter {
    fn heading(&mut self, level: usize, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(format!("{} {text}", "#".repeat(level)));
        self.lines.push(String::new());
    }

    fn paragraph(&mut self, text: &str) {
        self.lines.push(text.to_owned());
        self.lines.push(String::new());
    }

    fn item(&mut self, text: &str) {
        self.lines.push(format!("- {text}"));
    }

    fn top(&mut self, sheet: &Sheet) {
        self.heading(1, &escape_markdown(&sheet.title));
        if sheet.kind != SheetKind::Reading {
            self.paragraph(&format!("**{}**", sheet.kind_words()));
        }
        if sheet.kind == SheetKind::Exercise {
            self.paragraph(&format!("Name {BLANK} Class {BLANK} Date {BLANK}"));
        }
        for line in paragraphs(&sheet.summary) {
            self.paragraph(&line);
        }
        self.paragraph(&escape_markdown(&sheet.extent));
        self.lines.pop();
    }

    /// Writes the periods between ticks, with the events that begin in each.
    fn time(&mut self, request: &Request<'_>, sheet: &Sheet) {
        if sheet.dated().next().is_none() {
            return;
        }
        self.heading(2, "On the line");
        let window = request.window;
        let edges = edges(request);
        let begins = |entry: &&Entry| {
            let when = request.timeline.event(entry.event).when.as_ref();
            when.map(When::earliest_start)
        };
        if !sheet.empty_line {
            let before: Vec<&Entry> = sheet
                .entries
                .iter()
                .filter(|entry| begins(entry).is_some_and(|start| start < window.start()))
                .collect();
            if !before.is_empty() {
                self.item(&format!(
                    "before, or not known since when: {}",
                    named(&before)
                ));
            }
        }
        for pair in edges.windows(2) {
            let Some(row) = Window::new(pair[0], pair[1]) else {
                continue;
            };
            let name = escape_markdown(&Clean::line(&describe_window(&row, true)));
            if sheet.empty_line {
                self.item(&format!("{name}: {BLANK}"));
                continue;
            }
            let here: Vec<&Entry> = sheet
                .entries
                .iter()
                .filter(|entry| begins(entry).is_some_and(|start| row.contains(start)))
                .collect();
            self.item(&if here.is_empty() {
                format!("{name}: no event is dated here")
            } else {
                format!("{name}: {}", named(&here))
            });
        }
        let undated = sheet.undated();
        if !undated.is_empty() {
            self.item(&format!(
                "not on the line, as {NO_TIME}: {}",
                ranges(&undated)
            ));
        }
        if sheet.empty_line {
            self.lines.push(String::new());
            self.paragraph("Place these on the line:");
            for entry in sheet.dated() {
                self.item(&format!(
                    "{} {}",
                    entry.number,
                    escape_markdown(&entry.title)
                ));
            }
        }
    }

    fn event(&mut self, entry: &Entry) {
        let title = format!("{}. {}", entry.number, escape_markdown(&entry.title));
        // After `###`, a number with a dot does not start a list.
        self.heading(3, title.trim_end());
        let date = match &entry.date {
            EntryDate::Undated => format!("{UNDATED}; {NO_TIME}"),
            EntryDate::Dated { words, known } => {
                let words = field(words, escape_markdown);
                if known.is_empty() {
                    words
                } else {
                    format!("{words} ({})", escape_markdown(known))
                }
            }
        };
        let status = entry.status;
        self.paragraph(&format!("{date}; {} {}", symbol(status), status.name()));
        for line in paragraphs(&entry.summary) {
            self.paragraph(&line);
        }
        for participant in &entry.participants {
            let who = participant.written(|name| field(name, escape_markdown), escape_markdown);
            self.item(&format!("Who: {who}"));
        }
        for connection in &entry.connections {
            self.item(&format!("{}: {}", connection.label, linked(connection)));
        }
        if entry.asks_why() {
            self.item(&format!("Why do you think so? {BLANK}{BLANK}"));
        }
        if !entry.missing.is_empty() {
            self.item(&format!("{NOT_SAID}: {}", escape_markdown(&entry.missing)));
        }
        self.item(&format!("Source: {}", escape_markdown(&entry.evidence)));
        for line in paragraphs(&entry.notes) {
            self.item(&format!("{FOR_THE_TEACHER}: {line}"));
        }
    }

    fn actors(&mut self, sheet: &Sheet) {
        if sheet.actors.is_empty() {
            return;
        }
        self.heading(2, "Who");
        for actor in &sheet.actors {
            let ActorEntry {
                name,
                facts,
                summary,
                events,
            } = actor;
            let mut said = vec![format!("**{}**", escape_markdown(name))];
            if !facts.is_empty() {
                said.push(escape_markdown(facts));
            }
            if !events.is_empty() {
                said.push(events_words(events));
            }
            self.item(&said.join("; "));
            for line in paragraphs(summary) {
                self.lines.push(format!("  {line}"));
            }
        }
    }
}

/// Returns the bounds of the periods: the finest ones that do not split the range of any event's start, so
/// that no date is listed under only a part of what it says.
fn edges(request: &Request<'_>) -> Vec<Time> {
    let window = request.window;
    let starts: Vec<(Time, Time)> = request
        .events
        .iter()
        .filter_map(|&event| request.timeline.event(event).when.as_ref())
        .filter_map(|when| {
            let start = when.start();
            Some((start.earliest.time()?, start.latest.time()?))
        })
        .collect();
    // A start known to the year is split by a bound within that year.
    let splits = |edge: Time| starts.iter().any(|&(from, to)| from < edge && edge < to);
    let mut edges = Vec::new();
    for scale in COLUMNS
        .iter()
        .filter_map(|&columns| Scale::new(window, columns))
    {
        let ticks = ticks(&scale, TickOptions::default()).major;
        edges = ticks.iter().map(|tick| tick.time).collect();
        edges.retain(|&edge| edge > window.start() && edge < window.end());
        if !edges.iter().any(|&edge| splits(edge)) {
            break;
        }
    }
    edges.insert(0, window.start());
    edges.push(window.end());
    edges
}

fn named(entries: &[&Entry]) -> String {
    let named = entries
        .iter()
        .map(|entry| format!("{} {}", entry.number, escape_markdown(&entry.title)));
    named.collect::<Vec<_>>().join("; ")
}

fn field<T>(field: &Field<T>, write: impl Fn(&T) -> String) -> String {
    field.written(BLANK, ["**", "**"], write)
}

/// Writes the other event of a link, with the source's word and the evidence.
fn linked(connection: &Connection) -> String {
    let other = field(&connection.other, |(number, title)| match number {
        Some(number) => format!("{number} {}", escape_markdown(title)),
        None => escape_markdown(title),
    });
    match connection.remark(["\"", "\""], escape_markdown) {
        Some(remark) => format!("{other} ({remark})"),
        None => other,
    }
}
