//! Reads and writes iCalendar (RFC 5545 and RFC 7986).
//!
//! | in the text | in annals |
//! | --- | --- |
//! | `VEVENT` | an event, reported; `STATUS:TENTATIVE` or `CANCELLED`: a plan |
//! | `VTODO` | a plan, reported once it is completed; dated by `DTSTART` and `DUE` |
//! | `VJOURNAL` | an event; undated without `DTSTART` |
//! | `DTSTART;VALUE=DATE` | a day |
//! | such a `DTEND`, the first day after the event | each of the days: `{2024-05-01..2024-05-02}` |
//! | a time in UTC, in a zone, without one | a moment with `Z`, with an offset, without one |
//! | `RRULE`, `RDATE`, `EXDATE`, `RECURRENCE-ID` | one event for each occurrence |
//! | `SUMMARY`, `DESCRIPTION`, `CATEGORIES` | title, summary, themes |
//! | `LOCATION` | an actor in the role "place"; a source if it is an address |
//! | `ORGANIZER`, `ATTENDEE` | actors in the roles organiser, chair, attendee and others |
//! | `URL`, `ATTACH` | sources |
//! | `UID` up to its `@`, 40 characters at most | the id; `-2`, `-3` for further occurrences |
//! | `X-WR-CALNAME`, `NAME`; `X-WR-CALDESC` | title and summary of the timeline |
//! | everything else | extra fields |
//!
//! Years are Gregorian, 0 to 9999; 0 is 1 BC.

mod calendar_time;
mod heading;
mod occurrences;
mod parsed;
mod people;
mod properties;
mod reading;
mod recurrence;
mod scan;

mod writing;
mod zones;

use super::{Request, Sample, Written};
use annals_model::{Reading, Timeline};

/// How many lines are searched for the beginning of a calendar.
const MAX_LINES_BEFORE: usize = 20;

/// Whether one of the first lines of a text begins a calendar.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let beginning = sample.text.trim_start_matches('\u{feff}').lines();
    beginning.take(MAX_LINES_BEFORE).any(|line| {
        let line = line.trim_end();
        line.eq_ignore_ascii_case("BEGIN:VCALENDAR")
    })
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    reading::read(request)
}

pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
