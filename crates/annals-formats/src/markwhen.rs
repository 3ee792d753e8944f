//! markwhen: <https://docs.markwhen.com>, its parser up to version 1.2 and the older forms.
//!
//! Owns what a text is known to be markwhen by, and what is none although its name says so: files of
//! Maple and of `MediaWiki` end in `mw` too. How it is read and written is in the files beside it.

mod amount;
mod custom;
mod guard;
mod header;
mod item;
mod nearest;
mod outline;
mod place;
mod placing;
mod prose;
mod range;
mod reading;
mod recurrence;
mod scan;
mod side;
mod stamp;
mod writing;
mod yaml;
mod zone;

use super::{Format, Request, Sample, Written, refused};
use annals_model::{Reading, Timeline};
use side::Side;

/// Lines that are looked at to recognise a text.
const LINES: usize = 300;

pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let text = sample.text.trim_start();
    if text.starts_with(['<', '{', '[']) || super::is_native(sample) {
        return false;
    }
    let mut is_first = true;
    let mut is_told = false;
    let (mut events, mut others) = (0_usize, 0_usize);
    for line in outline::lines(sample.text).take(LINES) {
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

/// Whether a line begins an event by a date that is hardly anything else.
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
            Side::Week { .. } | Side::Instant { .. } => true,
        },
        range::Span::Edtf(_) => true,
        range::Span::Custom(_) => false,
    }
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    match other_kind(request.text) {
        Some(kind) => refused(
            Format::Markwhen,
            &format!("This is {kind} and no markwhen: no line begins with a date and a colon."),
        ),
        None => reading::read(request),
    }
}

/// What a text is, if it is clearly something else.
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

pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
