//! iCalendar (RFC 5545 and 7986), read and written.
//!
//! Owns how such a text is recognised, and what it means:
//!
//! | in the text | in annals |
//! | --- | --- |
//! | `VEVENT` | an event, told as a fact; `STATUS:TENTATIVE` or `CANCELLED`: a plan |
//! | `VTODO` | a plan, or a fact once it is completed; dated by `DTSTART` and `DUE` |
//! | `VJOURNAL` | an event; undated without `DTSTART` |
//! | `DTSTART;VALUE=DATE` | a day |
//! | such a `DTEND`, the first day after | every one of the days: `{2024-05-01..2024-05-02}` |
//! | a time in UTC, in a zone, without one | a moment with `Z`, with an offset, without one |
//! | `RRULE`, `RDATE`, `EXDATE`, `RECURRENCE-ID` | one event for each occurrence |
//! | `SUMMARY`, `DESCRIPTION`, `CATEGORIES` | title, summary, themes |
//! | `LOCATION` | a place that takes part in the role "place"; a source if it is an address |
//! | `ORGANIZER`, `ATTENDEE` | actors in the roles organiser, chair, attendee and others |
//! | `URL`, `ATTACH` | sources |
//! | `UID` up to its `@`, 40 characters at most | the id; `-2`, `-3` for further occurrences |
//! | `X-WR-CALNAME`, `NAME`; `X-WR-CALDESC` | title and summary of the timeline |
//! | everything else | extra fields |
//!
//! Years are those of the Gregorian calendar, 0 to 9999; 0 is 1 BC.

mod heading;
mod occurrences;
mod people;
mod properties;
mod reading;
mod recurrence;
mod scan;
mod stamp;
mod writing;
mod zones;

use super::{Request, Sample, Written};
use annals_model::{Reading, Timeline};

/// A calendar begins within so many lines, whatever stands before it.
const MOST_LINES_BEFORE: usize = 20;

/// Whether a text is a calendar: a line among the first says that one begins.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let beginning = sample.text.trim_start_matches('\u{feff}').lines();
    beginning.take(MOST_LINES_BEFORE).any(|line| {
        let line = line.trim_end();
        line.eq_ignore_ascii_case("BEGIN:VCALENDAR")
    })
}

/// Reads a text, whatever it is.
pub(super) fn read(request: &Request<'_>) -> Reading {
    reading::read(request)
}

/// Writes a timeline.
pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
