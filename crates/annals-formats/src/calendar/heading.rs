//! The properties of a calendar as a whole: its name and description, and what annals keeps of a timeline.
//! Other properties are named in the report.

use std::collections::BTreeSet;

use calcard::icalendar::ICalendarValue;

use super::parsed::{first_component, parse};
use super::properties::TIMELINE;
use super::scan::ScannedText;
use crate::building::{Builder, shared};
use crate::kept::Keeper;

/// The most names, and descriptions, that are joined: a file may have a calendar for each event.
const MAX_NAMED: usize = 5;

fn add(list: &mut Vec<String>, value: String) {
    if list.len() < MAX_NAMED && !list.contains(&value) {
        list.push(value);
    }
}

/// Reads the properties of the calendars of a file. Returns the name of each calendar if they differ.
pub(super) fn read(
    found: &ScannedText<'_>,
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
                        *own = shared(value.clone());
                    }
                    add(&mut titles, value);
                }
                "DESCRIPTION" | "X-WR-CALDESC" => {
                    add(&mut summaries, value);
                }
                "CALSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => {
                    let message =
                        "Only the Gregorian calendar is read; dates are taken as Gregorian.";
                    builder.warn(line.byte, message);
                }
                TIMELINE => {
                    if let Ok(kept) = serde_json::from_str(&value) {
                        keeper.timeline(builder, line.byte, kept);
                    } else {
                        let message = "This is not as annals wrote it, and is left out.";
                        builder.warn(line.byte, message);
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
        // A theme that all events have says nothing.
        names.clear();
    }
    builder.set_title(&titles.join(", "), &summaries.join("\n"));
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
        builder.note(&sentence);
    }
    names
}
