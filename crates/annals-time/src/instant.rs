//! Date-times of ISO 8601 in the terms of EDTF.
//!
//! EDTF has date-times to the second only. [`iso`] reads more: fractions of a second, minutes without
//! seconds, a space for the `T`, years before 0. This module says which of them EDTF can write, and
//! turns errors into sentences with a column.
//!
//! [`iso`]: super::iso

use super::error::DateError;
use super::expression::Moment;
use super::iso::{CalendarDate, DateTime};
use super::precision::Precision;

/// A date-time that exists, and a note where the text says something that the axis cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instant {
    pub moment: Moment,
    pub note: Option<&'static str>,
    written: DateTime,
}

/// The note on a leap second.
pub(super) const LEAP_SECOND: &str = ":60 is a leap second, which this time axis does not have: it is read as the end of its minute.";
const LONG_FRACTION: &str = "Digits beyond the nanosecond are cut off.";
/// Digits of a fraction that count.
const MAX_FRACTION_DIGITS: u8 = 9;

/// Reads a date with a time of day. `None` if the text is not of that kind at all; an error if it is
/// and says something impossible.
pub(super) fn read(text: &str) -> Option<Result<Instant, DateError>> {
    match DateTime::parse(text) {
        Ok(found) => Instant::new(found),
        // A day that does not exist is the first thing wrong with the text.
        Err(error) if error.kind().is_in_time() => {
            Some(Err(match CalendarDate::parse_prefix(text) {
                Ok((date, _)) if !date.exists() => no_such_day(),
                _ => DateError::from_iso(text, &error),
            }))
        }
        Err(_) => None,
    }
}

fn no_such_day() -> DateError {
    DateError::at(1, "there is no such day in the calendar.")
}

impl Instant {
    /// A date-time, or an error if there is no such day; `None` for a date without a time of day.
    pub(super) fn new(written: DateTime) -> Option<Result<Self, DateError>> {
        let time = written.time?;
        if !written.date.exists() {
            return Some(Err(no_such_day()));
        }
        let Some(start) = written.start() else {
            return Some(Err(DateError::out_of_range()));
        };
        let note = match time.second {
            Some(60) => Some(LEAP_SECOND),
            _ if time.fraction_digits > MAX_FRACTION_DIGITS => Some(LONG_FRACTION),
            _ => None,
        };
        Some(Ok(Self {
            moment: Moment {
                start,
                precision: time.precision(),
                fraction_digits: time.fraction_digits.min(MAX_FRACTION_DIGITS),
                offset: written.offset,
                is_leap_second: time.second == Some(60),
            },
            note,
            written,
        }))
    }

    /// The same in EDTF, if the standard can say it: seconds, no fraction, years 0 to 9999.
    pub(super) fn edtf(&self) -> Option<String> {
        let is_edtf = self.moment.precision == Precision::Second
            && (0..=9_999).contains(&self.written.date.year);
        is_edtf.then(|| self.written.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("1985-04-12T23:20:30Z", "1985-04-12T23:20:30", Precision::Second)]
    #[case("1985-04-12T23:20:30-04:00", "1985-04-13T03:20:30", Precision::Second)]
    #[case("1985-04-12t23:20:30z", "1985-04-12T23:20:30", Precision::Second)]
    #[case("2021-04-12 14:30", "2021-04-12T14:30:00", Precision::Minute)]
    #[case("2021-04-12 14:30 +0530", "2021-04-12T09:00:00", Precision::Minute)]
    #[case(
        "2021-04-12 14:30:05.25 UTC",
        "2021-04-12T14:30:05.25",
        Precision::Millisecond
    )]
    #[case(
        "2021-04-12T14:30:05,123456789Z",
        "2021-04-12T14:30:05.123456789",
        Precision::Nanosecond
    )]
    #[case("2021-04-12T14", "2021-04-12T14:00:00", Precision::Hour)]
    #[case("-0043-03-15T12:00:00", "-000043-03-15T12:00:00", Precision::Second)]
    #[case("+012345-06-07T08:09:10Z", "+012345-06-07T08:09:10", Precision::Second)]
    #[case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59", Precision::Second)]
    #[case(
        "2016-12-31T23:59:60.5Z",
        "2016-12-31T23:59:59.9",
        Precision::Millisecond
    )]
    fn date_times_have_a_start_and_a_precision(
        #[case] text: &str,
        #[case] start: &str,
        #[case] precision: Precision,
    ) {
        let instant = read(text).unwrap().unwrap();
        assert_eq!(instant.moment.start.to_string(), start);
        assert_eq!(instant.moment.precision, precision);
        assert_eq!(instant.note.is_some(), text.contains(":60"));
    }

    #[rstest]
    #[case("2021-04-12 14:30:05 +02:00", Some("2021-04-12T14:30:05+02:00"))]
    #[case("2021-04-12 14:30:05+00:00", Some("2021-04-12T14:30:05Z"))]
    #[case("2021-04-12 14:30:05", Some("2021-04-12T14:30:05"))]
    #[case("2021-04-12 14:30", None)]
    #[case("2021-04-12 14:30:05.5", None)]
    #[case("-0043-03-15T12:00:00", None)]
    fn edtf_can_write_seconds_of_years_up_to_9999(#[case] text: &str, #[case] edtf: Option<&str>) {
        assert_eq!(read(text).unwrap().unwrap().edtf().as_deref(), edtf);
    }

    #[test]
    fn digits_beyond_the_ninth_are_cut_off_with_a_note() {
        let instant = read("2021-04-12T14:30:05.1234567899999Z").unwrap().unwrap();
        assert_eq!(instant.moment.start.nanoseconds(), 123_456_789);
        assert_eq!(instant.note, Some(LONG_FRACTION));
    }

    #[rstest]
    #[case("2021-04-12T24:00:00", 12, "of the next")]
    #[case("2021-04-12 14:60", 15, "00 to 59")]
    #[case("2021-04-12 14:30:61", 18, "00 to 59")]
    #[case("2021-04-12 14:30:05.", 21, "digits")]
    #[case("2021-04-12 14:30 CEST", 18, "offset")]
    #[case("2021-04-12 14:30+25", 17, "offset")]
    #[case("2021-04-12 14:30Z!", 18, "nothing more")]
    #[case("2021-02-30 14:30", 1, "no such day")]
    fn errors_name_the_column(#[case] text: &str, #[case] column: usize, #[case] part: &str) {
        let error = read(text).unwrap().unwrap_err();
        assert_eq!(error.column(), Some(column), "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }

    #[rstest]
    #[case("2021-04-12")]
    #[case("April 12 14:30")]
    #[case("2021-04-12 to 2022")]
    #[case("")]
    #[case("-")]
    fn other_texts_are_not_date_times(#[case] text: &str) {
        assert_eq!(read(text), None);
    }
}
