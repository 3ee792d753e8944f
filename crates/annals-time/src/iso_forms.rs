//! Forms of ISO 8601 that are not EDTF: `20240203`, `2024-034`, `2024-W05`, `20240203T143000Z`.
//!
//! Each is read with a note on how it was read.

use super::error::DateError;
use super::expression::{Expression, Limit, Point};
use super::iso::{CalendarDate, DateTime, OrdinalDate, WeekDate};

/// A date, and a note on how it was read.
pub(super) type Noted = (Expression, String);

/// Reads a text in such a form; `None` if it is in none, or names a day that does not exist.
///
/// # Errors
///
/// If a day is followed by a time that no day has.
pub(super) fn read(text: &str) -> Option<Result<Noted, DateError>> {
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    basic(text).or_else(|| ordinal(text).or_else(|| week(text)).map(Ok))
}

/// `20240203`, `20240203T143000Z`. A year before 1000 is more likely part of a number.
fn basic(text: &str) -> Option<Result<Noted, DateError>> {
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let date = DateTime::parse_basic(date).ok()?;
    if date.time.is_some() || date.date.year < 1000 || !date.date.exists() {
        return None;
    }
    let Some(time) = time else {
        let note = format!("Eight figures are read as year, month, day: {date}.");
        return day(date.date).map(|day| Ok((Expression::Point(day), note)));
    };
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    matches!(digits, 4 | 6).then(|| {
        let found = DateTime::parse_basic(text);
        let found = found.map_err(|error| DateError::from_iso(text, &error))?;
        let point = found.point().ok_or_else(DateError::out_of_range)?;
        let note = "Read as year, month, day and the time of day.".to_owned();
        Ok((Expression::Point(point), note))
    })
}

/// `2024-034`, a day of the year.
fn ordinal(text: &str) -> Option<Noted> {
    let written = OrdinalDate::parse(text).ok()?;
    let date = written.to_calendar()?;
    let day_of_calendar = self::day(date)?;
    let OrdinalDate { year, day } = written;
    let note = format!("Read as day {day} of the year {year:04}: {date}.");
    Some((Expression::Point(day_of_calendar), note))
}

/// `2024-W05`, `2024-W05-6`, `2024W056`.
fn week(text: &str) -> Option<Noted> {
    let written = WeekDate::parse(text).ok()?;
    let (first, last) = written.days()?;
    let WeekDate { year, week, day } = written;
    Some(match day {
        None => (
            Expression::Interval(Limit::At(self::day(first)?), Limit::At(self::day(last)?)),
            format!("Read as week {week} of {year:04}, from Monday {first} to Sunday {last}."),
        ),
        Some(day) => (
            Expression::Point(self::day(first)?),
            format!("Read as day {day} of week {week} of {year:04}: {first}."),
        ),
    })
}

fn day(date: CalendarDate) -> Option<Point> {
    DateTime::from(date).point()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("19850412", "1985-04-12")]
    #[case("20240229", "2024-02-29")]
    #[case("19850412T232030Z", "1985-04-12T23:20:30Z")]
    #[case("19850412t2320", "1985-04-12T23:20")]
    #[case("1985-102", "1985-04-12")]
    #[case("2024-060", "2024-02-29")]
    #[case("1985-W15", "1985-04-08/1985-04-14")]
    #[case("2024-w07", "2024-02-12/2024-02-18")]
    #[case("1985-W15-5", "1985-04-12")]
    #[case("1985W155", "1985-04-12")]
    fn other_forms_are_turned_into_edtf(#[case] text: &str, #[case] edtf: &str) {
        let (written, note) = read(text).unwrap().unwrap();
        assert_eq!(written.to_string(), edtf);
        assert!(note.ends_with('.'), "{note}");
    }

    #[rstest]
    #[case("19851332")]
    #[case("20230229")]
    #[case("00440315")]
    #[case("1985-366")]
    #[case("1985-000")]
    #[case("2021-W53")]
    #[case("2021-W05-8")]
    #[case("2021-W05-0")]
    #[case("1985-04-12")]
    #[case("19850412T23")]
    #[case("65000000")]
    #[case("+985+102")]
    #[case("1985 102")]
    fn other_texts_and_days_that_do_not_exist_are_not_read(#[case] text: &str) {
        assert_eq!(read(text), None);
    }
}
