//! [`DateStyle`]: how the dates of a column are written: counts from 1970, dates without separators, the order
//! of day and month.
//!
//! A column has one style, chosen by its first value, so that no two rows are read by different rules.
//!
//! [`When`]: annals_time::When

use std::borrow::Cow;

use super::mapping::DayOrder;
use annals_time::iso::{DateTime, TimeOfDay, UtcOffset};
use annals_time::{ExactDate, Precision, Shape, Time};

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateStyle {
    /// EDTF, or as people write dates.
    Written,
    /// A count from the start of 1970 in UTC; the unit in nanoseconds.
    Counted(i128),
    /// `20241231`, or `20241231235959` in UTC.
    Compact,
    /// `31/12/2024` or `12/31/2024`, perhaps with a time of day after it.
    Figures(DayOrder),
}

const SECOND: i128 = 1_000_000_000;
const MILLISECOND: i128 = 1_000_000;
const MICROSECOND: i128 = 1_000;
const SECOND_NANOS: u64 = 1_000_000_000;
/// The start of the year 10000, in seconds from 1970.
const YEAR_10000: i64 = 253_402_300_800;

impl DateStyle {
    /// Returns the style of a column with this value. `order` is the order of day and month, if a person
    /// gave it.
    pub(super) fn of(value: &str, order: Option<DayOrder>) -> Self {
        let value = value.trim();
        let digits = value.strip_prefix('-').unwrap_or(value);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !whole.is_empty() && is_number(whole) && is_number(fraction) {
            let is_plain = fraction.is_empty() && !value.starts_with('-');
            return match whole.len() {
                8 | 14 if is_plain && compact(value).is_some() => Self::Compact,
                9..=11 => Self::Counted(SECOND),
                12..=14 => Self::Counted(MILLISECOND),
                15..=17 => Self::Counted(MICROSECOND),
                18..=19 => Self::Counted(1),
                _ => Self::Written,
            };
        }
        match order {
            Some(order) if figures(value, order).is_some() => Self::Figures(order),
            _ => Self::Written,
        }
    }

    /// Describes the style for the import report, unless it is obvious.
    pub(super) fn note(self) -> Option<&'static str> {
        match self {
            Self::Written | Self::Figures(_) => None,
            Self::Counted(SECOND) => Some("read as seconds since 1970, UTC"),
            Self::Counted(MILLISECOND) => Some("read as milliseconds since 1970, UTC"),
            Self::Counted(MICROSECOND) => Some("read as microseconds since 1970, UTC"),
            Self::Counted(_) => Some("read as nanoseconds since 1970, UTC"),
            Self::Compact => Some("read as year, month and day without separators"),
        }
    }

    /// Reads a trimmed value in a usual form.
    pub(super) fn exact(self, value: &[u8]) -> Option<ExactDate> {
        match self {
            Self::Written => ExactDate::read(value),
            Self::Counted(unit) => exact_count(value, unit),
            Self::Compact => {
                let day: &[u8; 8] = value.try_into().ok()?;
                let [y0, y1, y2, y3, m0, m1, d0, d1] = *day;
                ExactDate::read(&[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1])
            }
            Self::Figures(_) => None,
        }
    }

    /// Converts a value to a text that [`When`] parses.
    ///
    /// # Errors
    ///
    /// A sentence, if the value is not written like the first one of the column.
    pub(super) fn dated(self, value: &str) -> Result<Cow<'_, str>, String> {
        let value = value.trim();
        match self {
            Self::Written => Ok(Cow::Borrowed(value)),
            Self::Counted(unit) => counted(value, unit).map(Cow::Owned).ok_or_else(|| {
                format!("\"{value}\" is no number, as the first value of this column is.")
            }),
            Self::Compact => compact(value).map(Cow::Owned).ok_or_else(|| {
                format!("\"{value}\" is not written like 20241231, as the first value of this column is.")
            }),
            // Other values of such a column may be dates in words.
            Self::Figures(order) => {
                Ok(figures(value, order).map_or(Cow::Borrowed(value), Cow::Owned))
            }
        }
    }
}

/// Converts a count from 1970 to an instant with the digits that the count has.
fn counted(value: &str, unit: i128) -> Option<String> {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, value),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: i128 = whole.parse().ok()?;
    let mut nanos = whole.checked_mul(unit)?;
    // A fraction of a unit, down to the nanosecond.
    let mut rest = unit;
    for digit in fraction.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        rest /= 10;
        nanos += i128::from(digit - b'0') * rest;
    }
    let instant = DateTime::new(Time::from_total_nanos(sign * nanos), Precision::Nanosecond);
    if !(0..=9_999).contains(&instant.date.year) {
        return None;
    }
    let unit_digits = match unit {
        SECOND => 0,
        MILLISECOND => 3,
        MICROSECOND => 6,
        _ => 9,
    };
    let fraction_digits = u8::try_from(fraction.len())
        .unwrap_or(9)
        .saturating_add(unit_digits);
    let time = instant.time.map(|time| TimeOfDay {
        fraction_digits: fraction_digits.min(9),
        ..time
    });
    let instant = DateTime {
        time,
        offset: Some(UtcOffset::UTC),
        ..instant
    };
    Some(instant.to_string())
}

/// Reads a whole count that is not negative.
fn exact_count(value: &[u8], unit: i128) -> Option<ExactDate> {
    let mut count = 0_u64;
    for byte in value {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        count = count.checked_mul(10)?.checked_add(digit)?;
    }
    let length = u64::try_from(unit).ok()?;
    let in_a_second = SECOND_NANOS / length;
    let seconds = i64::try_from(count / in_a_second).ok()?;
    let rest = u32::try_from(count % in_a_second * length).ok()?;
    let start = Time::new(seconds, rest)?;
    (seconds < YEAR_10000).then(|| ExactDate {
        shape: Shape::Instant,
        start,
        end: start.saturating_add_nanos(unit),
        length,
    })
}

/// Converts 8 or 14 digits to a date or an instant in UTC.
fn compact(value: &str) -> Option<String> {
    let is_compact =
        matches!(value.len(), 8 | 14) && value.bytes().all(|byte| byte.is_ascii_digit());
    let date = DateTime::parse_basic(value).ok().filter(|_| is_compact)?;
    date.start()?;
    let offset = date.time.map(|_| UtcOffset::UTC);
    Some(DateTime { offset, ..date }.to_string())
}

/// Converts day, month and year in figures to ISO 8601, and keeps what follows them.
fn figures(value: &str, order: DayOrder) -> Option<String> {
    let end = value
        .find(|letter: char| !letter.is_ascii_digit() && !"/.-".contains(letter))
        .unwrap_or(value.len());
    let (date, rest) = value.split_at_checked(end)?;
    let mut parts = date.split(['/', '.', '-']);
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let number = |text: &str| text.parse::<u8>().ok();
    let (day, month) = match order {
        DayOrder::DayFirst => (number(one)?, number(two)?),
        DayOrder::MonthFirst => (number(two)?, number(one)?),
    };
    Time::from_date(year.parse().ok()?, month, day)?;
    Some(format!("{year}-{month:02}-{day:02}{rest}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use annals_time::When;

    #[rstest]
    #[case("1331698658", "2012-03-14T04:17:38Z")]
    #[case("1331698658.25", "2012-03-14T04:17:38.25Z")]
    #[case("1331698658276", "2012-03-14T04:17:38.276Z")]
    #[case("1331698658276340", "2012-03-14T04:17:38.276340Z")]
    #[case("1331698658276340123", "2012-03-14T04:17:38.276340123Z")]
    #[case("-999999999.5", "1938-04-24T22:13:20.5Z")]
    #[case("20120314", "2012-03-14")]
    #[case("20120314041738", "2012-03-14T04:17:38Z")]
    #[case("2012", "2012")]
    #[case("14 March 2012", "14 March 2012")]
    #[case("2012-03-14", "2012-03-14")]
    fn the_first_value_settles_the_style(#[case] value: &str, #[case] read: &str) {
        let style = DateStyle::of(value, None);
        let dated = style.dated(value).unwrap();
        assert_eq!(dated, read, "{style:?}");
        assert!(When::parse(&dated).unwrap().is_some());
    }

    proptest! {
        #[test]
        fn exact_dates_agree_with_parsed_ones(
            value in "[0-9]{1,20}|[12][0-9]{3}[01][0-9][0-3][0-9]([0-2][0-9]){0,3}|2020-01-0[1-9]",
            style in proptest::sample::select(vec![
                DateStyle::Written,
                DateStyle::Counted(SECOND),
                DateStyle::Counted(MILLISECOND),
                DateStyle::Counted(MICROSECOND),
                DateStyle::Counted(1),
                DateStyle::Compact,
                DateStyle::Figures(DayOrder::DayFirst),
            ]),
        ) {
            if let Some(exact) = style.exact(value.as_bytes()) {
                let dated = style.dated(&value).unwrap();
                let when = When::parse(&dated).unwrap().unwrap();
                prop_assert_eq!(exact.extent(), when.extent());
            }
        }
    }

    #[rstest]
    #[case(DateStyle::Counted(SECOND), "1331698658")]
    #[case(DateStyle::Counted(MICROSECOND), "1331698658276340")]
    #[case(DateStyle::Compact, "20120314")]
    #[case(DateStyle::Written, "2012-03-14")]
    fn usual_values_are_exact(#[case] style: DateStyle, #[case] value: &str) {
        assert!(style.exact(value.as_bytes()).is_some());
    }

    #[test]
    fn a_person_gives_the_order_of_figures() {
        let day_first = DateStyle::of("02/03/2024", Some(DayOrder::DayFirst));
        assert_eq!(day_first.dated("02/03/2024").unwrap(), "2024-03-02");
        let month_first = DateStyle::of("2.3.2024 10:30", Some(DayOrder::MonthFirst));
        assert_eq!(
            month_first.dated("2.3.2024 10:30").unwrap(),
            "2024-02-03 10:30"
        );
        assert_eq!(month_first.dated("spring 2024").unwrap(), "spring 2024");
        assert_eq!(DateStyle::of("02/03/2024", None), DateStyle::Written);
    }

    #[test]
    fn values_of_another_style_are_refused() {
        assert!(DateStyle::Counted(SECOND).dated("soon").is_err());
        assert!(DateStyle::Compact.dated("2024-12-31").is_err());
        assert!(DateStyle::Counted(SECOND).dated("9999999999999").is_err());
    }
}
