//! Converts a date to the nearest range that Markwhen can express.
//!
//! The range is exact where possible, and otherwise covers the whole interval that the date may lie in.

use annals_time::{Civil, Precision, Shape, Time, When};

/// The last year that Markwhen can write.
const LAST_YEAR: i64 = 99_999;
/// A unit of a day or longer.
const DAY: i128 = 86_400_000_000_000;

/// The date in EDTF, or as near to it as annals reads it.
pub(super) fn spelling(when: &When) -> &str {
    when.edtf().unwrap_or_else(|| when.text())
}

/// The nearest range; `None` if there is none, as before the year 99999 BCE.
pub(super) fn range(when: &When) -> Option<String> {
    let (start, end) = when.hull();
    if when.precision() < Precision::Day {
        return clocks(when);
    }
    match (start.time(), end.time()) {
        (Some(start), Some(end)) => calendar(start, end),
        // Of an open date markwhen can only say where it is known.
        (Some(start), None) => {
            let unit = when.start().latest.time().filter(|end| *end > start);
            calendar(start, unit.unwrap_or_else(|| day_after(start)))
        }
        (None, Some(end)) => {
            let unit = when.end().earliest.time().filter(|start| *start < end);
            calendar(unit.unwrap_or_else(|| end.saturating_add_nanos(-DAY)), end)
        }
        (None, None) => None,
    }
}

fn day_after(time: Time) -> Time {
    time.saturating_add_nanos(DAY)
}

/// Whole days, months or years from a midnight to another.
fn calendar(start: Time, end: Time) -> Option<String> {
    let (from, past) = (start.civil(), end.civil());
    let is_year = |civil: &Civil| (civil.month, civil.day) == (1, 1) && civil.is_midnight();
    let is_month = |civil: &Civil| civil.day == 1 && civil.is_midnight();
    if is_year(&from) && is_year(&past) {
        return years(from.year, past.year - 1);
    }
    let last = end.saturating_add_nanos(-1).civil();
    let has_days = |civil: &Civil| (0..=9_999).contains(&civil.year);
    if !has_days(&from) || !has_days(&last) {
        // Before and after the years of four digits markwhen knows years only.
        return years(from.year, last.year);
    }
    if is_month(&from) && is_month(&past) {
        let month = |civil: &Civil| format!("{:04}-{:02}", civil.year, civil.month);
        return Some(pair(&month(&from), &month(&last), "/"));
    }
    Some(pair(&day(&from), &day(&last), "/"))
}

fn day(civil: &Civil) -> String {
    format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
}

fn pair(from: &str, to: &str, separator: &str) -> String {
    if from == to {
        from.to_owned()
    } else {
        format!("{from}{separator}{to}")
    }
}

fn years(first: i64, last: i64) -> Option<String> {
    if first < 1 - LAST_YEAR || last > LAST_YEAR || last < first {
        return None;
    }
    if (0..=9_999).contains(&first) && (0..=9_999).contains(&last) {
        return Some(pair(&format!("{first:04}"), &format!("{last:04}"), "/"));
    }
    let year = |year: i64| {
        if year < 1 {
            format!("{} BCE", 1 - year)
        } else if first < 1 {
            format!("{year} CE")
        } else {
            format!("{year}")
        }
    };
    Some(pair(&year(first), &year(last), " - "))
}

/// Times of day: moments in UTC where the date says so, wall clocks otherwise.
fn clocks(when: &When) -> Option<String> {
    let text = spelling(when);
    let is_utc = text.contains('Z')
        || text.split(['/', ',']).any(|part| {
            let clock = part.split(['T', ' ']).nth(1).unwrap_or_default();
            clock.contains(['+', '-'])
        });
    let (start, end) = when.hull();
    let from = start.time().or_else(|| end.time())?;
    if when.shape() == Shape::Instant {
        return moment(from, is_utc);
    }
    let Some(to) = end.time() else {
        return moment(from, is_utc);
    };
    // A time of day is a moment for markwhen; a day at the end lasts to its end.
    let to = match when.end().earliest.time() {
        Some(first) if to.nanos_since(first) < DAY => first,
        _ => to,
    };
    let (from, to) = (moment(from, is_utc)?, moment(to.max(from), is_utc)?);
    Some(pair(&from, &to, if is_utc { " - " } else { " / " }))
}

fn moment(time: Time, is_utc: bool) -> Option<String> {
    let civil = time.civil();
    if !(0..=9_999).contains(&civil.year) {
        return years(civil.year, civil.year);
    }
    let day = day(&civil);
    if !is_utc {
        return Some(format!("{day} {:02}:{:02}", civil.hour, civil.minute));
    }
    let clock = format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second);
    let fraction = format!("{:09}", civil.nanosecond);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    Some(format!("{day}T{clock}{dot}{fraction}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2001", Some("2001"))]
    #[case("2001-02/2003", Some("2001-02/2003-12"))]
    #[case("2001-02/2001-03", Some("2001-02/2001-03"))]
    #[case("-0043", Some("44 BCE"))]
    #[case("-0043-03-15", Some("44 BCE"))]
    #[case("-0299/-0199", Some("300 BCE - 200 BCE"))]
    #[case("-0049/0050", Some("50 BCE - 50 CE"))]
    #[case("Y12000", Some("12000"))]
    #[case("Y-17E7", None)]
    #[case("1984?", Some("1984"))]
    #[case("201X", Some("2010/2019"))]
    #[case("2004-XX", Some("2004"))]
    #[case("2001-21", Some("2001-03/2001-05"))]
    #[case("2023/..", Some("2023"))]
    #[case("../2020-03", Some("2020-03"))]
    #[case("/1985-04-12", Some("1985-04-12"))]
    #[case("[1667,1669]", Some("1667/1669"))]
    #[case("2021-01-02T06:27:00Z", Some("2021-01-02T06:27:00Z"))]
    #[case("2021-01-02T06:27:00.5+01:00", Some("2021-01-02T05:27:00.5Z"))]
    #[case("2021-01-02T06:27", Some("2021-01-02 06:27"))]
    #[case(
        "2021-01-02T06:27/2021-01-02T07:00",
        Some("2021-01-02 06:27 / 2021-01-02 07:00")
    )]
    #[case(
        "2021-01-02T06:27Z/2022",
        Some("2021-01-02T06:27:00Z - 2023-01-01T00:00:00Z")
    )]
    fn nearest_ranges(#[case] text: &str, #[case] expected: Option<&str>) {
        let when = When::parse(text).unwrap().unwrap();
        assert_eq!(range(&when).as_deref(), expected);
    }
}
