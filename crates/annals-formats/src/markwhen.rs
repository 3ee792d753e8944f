//! Reads and writes Markwhen: <https://docs.markwhen.com>, its parser up to version 1.2 and the older forms.
//!
//! [`outline`] splits a text, [`item`] reads one event, [`range`] parses its date, [`resolving`] finds out which dates
//! are meant, and [`reading`] makes the timeline. Files of Maple and of `MediaWiki` end in `mw` too and are told
//! apart here.

mod amount;
mod guard;
mod header;
mod item;
mod nearest;
mod outline;
mod prose;
mod range;
mod reading;
mod recurrence;
mod resolver;
mod resolving;
mod scan;
mod side;
mod stamp;
mod writing;
mod yaml;
mod zone;

use crate::request::{Definition, Request, Sample, Written, refused};
use annals_model::{Reading, Timeline};
use side::Side;

pub(crate) const FORMAT: Definition = Definition {
    name: "markwhen",
    label: "markwhen",
    endings: &["mw", "mkw"],
    precedence: 10,
    recognises,
    read,
    write: Some(write),
};

/// Lines that are read to recognise a text.
const MAX_LINES: usize = 300;

fn recognises(sample: &Sample<'_>) -> bool {
    let text = sample.text.trim_start();
    if text.starts_with(['<', '{', '[']) || crate::native::recognises(sample) {
        return false;
    }
    let mut is_first = true;
    let mut is_told = false;
    let (mut events, mut others) = (0_usize, 0_usize);
    for line in outline::lines(sample.text).take(MAX_LINES) {
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed.starts_with("//") || trimmed == "---" {
            continue;
        }
        if is_certain(line.text) {
            if is_first || is_told {
                return true;
            }
            events += 1;
        } else if outline::heading(line.text).is_none() {
            others += 1;
            let key = yaml::key(line.text).map(|(key, _)| key);
            is_told |= events == 0 && key.is_some_and(header::is_telling);
        }
        is_first = false;
    }
    events >= 2 && events * 8 >= others
}

/// Whether a line begins with a date that can hardly be anything else.
fn is_certain(line: &str) -> bool {
    let Some((range, written, _)) = range::of_line(line, range::Order::default()) else {
        return false;
    };
    match range.span {
        range::Span::Sides(from, _) => match from {
            Side::Date { month, day, .. } => {
                written.len() >= 4 && (day.is_none() || month.is_some())
            }
            Side::Yearless { .. } | Side::Clock(_) | Side::Now | Side::Relative(_) => false,
            Side::Week(_) | Side::Instant { .. } => true,
        },
        range::Span::Edtf(_) => true,
    }
}

fn read(request: &Request<'_>) -> Reading {
    match other_kind(request.text) {
        Some(kind) => refused(
            FORMAT.label,
            &format!("This is {kind} and no markwhen: no line begins with a date and a colon."),
        ),
        None => reading::read(request, FORMAT.label),
    }
}

/// The kind of a text that is clearly not Markwhen.
fn other_kind(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let has_event = || {
        let mut lines = outline::lines(text);
        lines.any(|line| range::of_line(line.text, range::Order::default()).is_some())
    };
    if start.starts_with('<') && !has_event() {
        let is_maple = start
            .get(..start.len().min(2_000))
            .unwrap_or(start)
            .contains("<Worksheet");
        return Some(if is_maple {
            "a worksheet of Maple"
        } else {
            "XML"
        });
    }
    let is_wiki = |line: &str| {
        (line.starts_with("==") && line.ends_with("=="))
            || line.starts_with("{{")
            || line.starts_with("{|")
            || line.starts_with("[[")
    };
    let mut lines = outline::lines(text).map(|line| line.text.trim());
    if lines.any(is_wiki) && !has_event() {
        return Some("a text of MediaWiki");
    }
    let has_nul = start.as_bytes().contains(&0);
    (has_nul && !has_event()).then_some("binary data")
}

fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
