//! What calcard makes of a text, and of the times and offsets in it.

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendar, ICalendarComponent};
use calcard::{Entry, Parser};
use chrono::{NaiveDate, NaiveDateTime};

/// Parses a text of one component or calendar.
pub(super) fn parse(text: &str) -> Option<ICalendar> {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

/// Returns the first component of a calendar.
pub(super) fn first_component(calendar: ICalendar) -> Option<ICalendarComponent> {
    calendar.components.into_iter().next()
}

/// Returns the local time of a value, midnight for a date. `None` if there is no such time.
pub(super) fn local_time(value: &PartialDateTime) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(
        i32::from(value.year?),
        u32::from(value.month?),
        u32::from(value.day?),
    )?;
    let (hour, minute) = (value.hour.unwrap_or(0), value.minute.unwrap_or(0));
    // A leap second is read as the second before it.
    let second = value.second.unwrap_or(0);
    let second = if second == 60 { 59 } else { second };
    date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second))
}

/// Returns the seconds east of UTC of a value such as `+0530`.
pub(super) fn offset(value: &PartialDateTime) -> Option<i32> {
    let hours = i32::from(value.tz_hour?);
    let minutes = i32::from(value.tz_minute.unwrap_or(0));
    let seconds = hours * 3_600 + minutes * 60;
    (seconds < 86_400).then_some(if value.tz_minus { -seconds } else { seconds })
}
