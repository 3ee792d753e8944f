//! The sheet in Markdown (`CommonMark`), in the order in which it is read aloud.
//!
//! Owns its headings and lists. The line of time is a list by year, or whatever unit fits, in which a
//! gap is a row that says so.

use super::sheet::{Date, Entry, Field, Kind, Member, Part, Sheet, Tie, events_words, ranges};
use super::{Request, symbol};
use crate::excerpt::cited;
use annals_model::text::{Clean, escape_markdown};
use annals_time::{Scale, TickOptions, Time, When, Window, describe_window, ticks};

/// A line to write on.
const BLANK: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";
/// Columns of axes whose ticks may be the rows of the list, the finest first.
const COLUMNS: [u16; 6] = [160, 97, 60, 40, 25, 15];

/// The sheet in Markdown, line by line.
pub fn markdown(request: &Request<'_>) -> Vec<Clean> {
    let sheet = Sheet::new(request);
    let mut text = Text { lines: Vec::new() };
    text.top(&sheet);
    text.time(request, &sheet);
    text.heading(2, "What happened");
    for &status in &sheet.statuses {
        text.item(&format!("{} {}", symbol(status), status.explained()));
    }
    for entry in &sheet.entries {
        text.event(entry);
    }
    text.members(&sheet);
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

struct Text {
    lines: Vec<String>,
}

impl Text {
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
        if sheet.kind != Kind::Reading {
            self.paragraph(&format!("**{}**", sheet.kind_words()));
        }
        if sheet.kind == Kind::Exercise {
            self.paragraph(&format!("Name {BLANK} Class {BLANK} Date {BLANK}"));
        }
        for line in paragraphs(&sheet.summary) {
            self.paragraph(&line);
        }
        self.paragraph(&escape_markdown(&sheet.extent));
        self.lines.pop();
    }

    /// The stretches between ticks, with what begins in each.
    fn time(&mut self, request: &Request<'_>, sheet: &Sheet) {
        let dated = sheet
            .entries
            .iter()
            .any(|entry| entry.date != Date::Undated);
        if !dated {
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
                format!("{name}: nothing begins")
            } else {
                format!("{name}: {}", named(&here))
            });
        }
        let undated: Vec<usize> = sheet
            .entries
            .iter()
            .filter(|entry| entry.date == Date::Undated)
            .map(|entry| entry.number)
            .collect();
        if !undated.is_empty() {
            self.item(&format!(
                "not on the line, as the source gives no time: {}",
                ranges(&undated)
            ));
        }
        if sheet.empty_line {
            self.lines.push(String::new());
            self.paragraph("Place these on the line:");
            let dated = sheet
                .entries
                .iter()
                .filter(|entry| entry.date != Date::Undated);
            for entry in dated {
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
        // A heading that begins with a number and a dot is no list.
        self.heading(3, title.trim_end());
        let date = match &entry.date {
            Date::Undated => "undated; the source gives no time".to_owned(),
            Date::Dated { words, known } => {
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
        for part in &entry.parts {
            self.item(&format!("Who: {}", who(part)));
        }
        for tie in &entry.ties {
            self.item(&format!("{}: {}", tie.label, tied(tie)));
        }
        if entry.asks_why() {
            self.item(&format!("Why do you think so? {BLANK}{BLANK}"));
        }
        self.item(&format!("Source: {}", escape_markdown(&entry.evidence)));
        for line in paragraphs(&entry.notes) {
            self.item(&format!("For the teacher: {line}"));
        }
    }

    fn members(&mut self, sheet: &Sheet) {
        if sheet.members.is_empty() {
            return;
        }
        self.heading(2, "Who");
        for member in &sheet.members {
            let Member {
                name,
                facts,
                summary,
                events,
            } = member;
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

/// The edges of the rows of the line: the finest that still hold the start of every event in one row,
/// so that no date is taken for a part of what it says.
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
    // A start in one year lies between two of its days as well as at its end.
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

/// Text of several lines: each a paragraph of its own.
fn paragraphs(text: &Clean) -> Vec<String> {
    let lines = text.as_str().lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| escape_markdown(&Clean::line(line)))
        .collect()
}

fn named(entries: &[&Entry]) -> String {
    let named = entries
        .iter()
        .map(|entry| format!("{} {}", entry.number, escape_markdown(&entry.title)));
    named.collect::<Vec<_>>().join("; ")
}

fn field<T>(field: &Field<T>, write: impl Fn(&T) -> String) -> String {
    match field {
        Field::Given(value) => write(value),
        Field::Blank => BLANK.to_owned(),
        Field::Answer(value) => format!("**{}**", write(value)),
    }
}

fn who(part: &Part) -> String {
    let name = field(&part.name, escape_markdown);
    if part.role.is_empty() {
        name
    } else {
        format!("{name} ({})", escape_markdown(&part.role))
    }
}

fn tied(tie: &Tie) -> String {
    let other = field(&tie.other, |(number, title)| match number {
        Some(number) => format!("{number} {}", escape_markdown(title)),
        None => escape_markdown(title),
    });
    let mut said = Vec::new();
    if !tie.wording.is_empty() {
        said.push(format!("\"{}\"", escape_markdown(&tie.wording)));
    }
    if !tie.evidence.is_empty() {
        said.push(escape_markdown(&tie.evidence));
    }
    if said.is_empty() {
        other
    } else {
        format!("{other} ({})", said.join(", "))
    }
}
