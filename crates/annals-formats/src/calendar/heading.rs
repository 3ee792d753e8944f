//! What a text says of its calendars as a whole.
//!
//! Owns their names and descriptions, and what annals keeps of a timeline. Properties without a meaning
//! here are named in the report.

use std::collections::BTreeSet;

use calcard::icalendar::ICalendarValue;

use super::properties::TIMELINE;
use super::reading::{first_component, parse};
use super::scan::Scan;
use crate::building::Builder;
use crate::kept::Keeper;

/// So many names and descriptions are told, at most: a text may be a calendar for each event.
const MOST_NAMED: usize = 5;

fn add(list: &mut Vec<String>, value: String) {
    if list.len() < MOST_NAMED && !list.contains(&value) {
        list.push(value);
    }
}

/// Reads what is said of the calendars themselves, and answers what each is called, where they are called
/// differently.
pub(super) fn read(
    found: &Scan<'_>,
    builder: &mut Builder<'_>,
    keeper: &mut Keeper,
) -> Vec<String> {
    let mut names = vec![String::new(); found.calendars.max(1)];
    let mut titles: Vec<String> = Vec::new();
    let mut summaries: Vec<String> = Vec::new();
    let mut unread = BTreeSet::new();
    for line in &found.properties {
        let text = format!("BEGIN:VCALENDAR\n{}\nEND:VCALENDAR\n", line.text);
        let Some(component) = parse(&text).and_then(first_component) else {
            continue;
        };
        for entry in component.entries {
            let values: Vec<_> = entry
                .values
                .into_iter()
                .filter_map(ICalendarValue::into_text)
                .collect();
            let value = values.join(";");
            let name = entry.name.as_str().to_uppercase();
            match name.as_str() {
                "NAME" | "X-WR-CALNAME" if !value.trim().is_empty() => {
                    if let Some(own) = names.get_mut(line.calendar) {
                        own.clone_from(&value);
                    }
                    add(&mut titles, value);
                }
                "DESCRIPTION" | "X-WR-CALDESC" => {
                    add(&mut summaries, value);
                }
                "CALSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => {
                    let message =
                        "Only the Gregorian calendar is read; dates are taken as Gregorian.";
                    builder.doubt(line.byte, message);
                }
                TIMELINE => {
                    if let Ok(kept) = serde_json::from_str(&value) {
                        keeper.timeline(builder, line.byte, kept);
                    } else {
                        let message = "This is not as annals wrote it, and is left out.";
                        builder.doubt(line.byte, message);
                    }
                }
                "VERSION" | "PRODID" | "METHOD" | "CALSCALE" => {}
                _ => {
                    unread.insert(name);
                }
            }
        }
    }
    if titles.len() < 2 {
        // What all events share tells none of them apart.
        names.clear();
    }
    builder.entitle(&titles.join(", "), &summaries.join("\n"));
    if !unread.is_empty() {
        let names: Vec<_> = unread.iter().take(8).map(String::as_str).collect();
        let more = if unread.len() > names.len() {
            ", …"
        } else {
            ""
        };
        let sentence = format!(
            "Left out of what is said of the calendar itself: {}{more}.",
            names.join(", ")
        );
        builder.remark(&sentence);
    }
    names
}
