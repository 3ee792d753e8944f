//! Reads and writes ISO 8601: dates, times of day, offsets from UTC, and date-times.
//!
//! This is the one reader of ISO 8601 in annals. [`When::parse`] uses it, and so does every file
//! format whose dates are written this way.
//!
//! | type | examples |
//! | --- | --- |
//! | [`CalendarDate`] | `1985`, `1985-04`, `1985-04-12`, `-0043-03-15`, `+012345-06-07` |
//! | [`WeekDate`] | `1985-W15`, `1985-W15-5`, `1985W155` |
//! | [`OrdinalDate`] | `1985-102` |
//! | [`TimeOfDay`] | `14`, `14:30`, `14:30:05.25` |
//! | [`UtcOffset`] | `Z`, `+02`, `-0530`, `+05:30`, `UTC` |
//! | [`DateTime`] | `1985-04-12T23:20:30Z`, `1985-04-12 23:20`, `1985-04-12`; in basic format `19850412T232030Z` |
//!
//! Each type has `parse`, which takes the whole text, and `parse_prefix`, which takes as much of the
//! text as belongs to it and returns the rest. Errors are [`IsoError`]s with a byte position.
//!
//! # Fields and calendar
//!
//! Reading checks how fields are written, and the ranges of hours, minutes, seconds and offsets. It
//! does not check months and days against the calendar: Wikidata writes `1952-00-00` for a year.
//! [`DateTime::start`] and [`DateTime::extent`] return `None` for a day that does not exist.
//!
//! # What is read beyond the standard
//!
//! As in RFC 3339 a space may stand for the `T`, and `t` and `z` may be small. Spaces may precede an
//! offset, `UTC` and `GMT` mean `Z`, and U+2212 is a minus sign. A second of 60 is read as the end of
//! its minute, since the axis has no leap seconds. `24:00` is not read.
//!
//! ```
//! use annals_time::iso::DateTime;
//!
//! let departure = DateTime::parse("2021-04-12T14:30:05+02:00")?;
//! assert_eq!(departure.date.year, 2021);
//! assert_eq!(departure.start().unwrap().to_string(), "2021-04-12T12:30:05");
//! assert_eq!(departure.to_string(), "2021-04-12T14:30:05+02:00");
//!
//! let error = DateTime::parse("2021-04-12T25:00").unwrap_err();
//! assert_eq!(error.position(), 11);
//! # Ok::<(), annals_time::iso::IsoError>(())
//! ```
//!
//! [`When::parse`]: crate::When::parse

mod date;
mod date_time;
mod error;
mod offset;
mod scanner;
mod time_of_day;

pub use date::{CalendarDate, OrdinalDate, WeekDate};
pub use date_time::DateTime;
pub use error::{IsoError, IsoErrorKind};
pub use offset::UtcOffset;
pub use time_of_day::TimeOfDay;

use scanner::Scanner;

/// Reads with `read` and requires that nothing follows.
fn whole<T>(
    text: &[u8],
    rest: IsoErrorKind,
    read: impl FnOnce(&mut Scanner<'_>) -> Result<T, IsoError>,
) -> Result<T, IsoError> {
    let mut scanner = Scanner::whole(text);
    let value = read(&mut scanner)?;
    scanner.end(rest)?;
    Ok(value)
}

/// Reads with `read` as much as fits, and returns the rest of the text.
fn prefix<T>(
    text: &str,
    read: impl FnOnce(&mut Scanner<'_>) -> Result<T, IsoError>,
) -> Result<(T, &str), IsoError> {
    let mut scanner = Scanner::prefix(text.as_bytes());
    let value = read(&mut scanner)?;
    let rest = text.get(scanner.position()..).unwrap_or_default();
    Ok((value, rest))
}
