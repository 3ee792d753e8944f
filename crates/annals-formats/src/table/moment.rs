//! [`Style`]: how the dates of a column are written, and the same dates as [`When`] reads them.
//!
//! Owns numbers that count from 1970, dates without separators and the order of day and month. A column
//! has one style, chosen by its first value, so that no two rows are read by different rules.
//!
//! [`When`]: annals_time::When

use std::borrow::Cow;

use super::mapping::DayOrder;
use annals_time::{ExactDate, Shape, Time};

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As people or EDTF write them.
    Written,
    /// Counted from the start of 1970 in a unit of so many nanoseconds.
    Counted(i128),
    /// 20241231, or 20241231235959.
    Compact,
    /// 31/12/2024 or 12/31/2024, perhaps with a time of day behind it.
    Figures(DayOrder),
}

const SECOND: i128 = 1_000_000_000;
const MILLISECOND: i128 = 1_000_000;
const MICROSECOND: i128 = 1_000;
const SECOND_NANOS: u64 = 1_000_000_000;
/// Seconds from the start of 1970 to that of the first year of five digits.
const YEAR_TEN_THOUSAND: i64 = 253_402_300_800;

impl Style {
    /// The style of a column with this value; `order` is what a person said of dates of figures.
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

    /// What is to be said of a column that is written in this way, if that is not obvious.
    pub(super) fn remark(self) -> Option<&'static str> {
        match self {
            Self::Written | Self::Figures(_) => None,
            Self::Counted(SECOND) => Some("read as seconds since 1970, UTC"),
            Self::Counted(MILLISECOND) => Some("read as milliseconds since 1970, UTC"),
            Self::Counted(MICROSECOND) => Some("read as microseconds since 1970, UTC"),
            Self::Counted(_) => Some("read as nanoseconds since 1970, UTC"),
            Self::Compact => Some("read as year, month and day without separators"),
        }
    }

    /// A value without blanks around it, if it is in one of the usual forms.
    pub(super) fn quick(self, value: &[u8]) -> Option<ExactDate> {
        match self {
            Self::Written => ExactDate::read(value),
            Self::Counted(unit) => quick_count(value, unit),
            Self::Compact => {
                let day: &[u8; 8] = value.try_into().ok()?;
                let [y0, y1, y2, y3, m0, m1, d0, d1] = *day;
                ExactDate::read(&[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1])
            }
            Self::Figures(_) => None,
        }
    }

    /// A value as [`annals_time::When`] reads it.
    ///
    /// # Errors
    ///
    /// A sentence, where the value is not written as the first one of the column.
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
            // What is not of figures alone may be said in words.
            Self::Figures(order) => {
                Ok(figures(value, order).map_or(Cow::Borrowed(value), Cow::Owned))
            }
        }
    }
}

/// A count from 1970 as an instant, with the digits that the count has.
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
    let time = Time::from_total_nanos(sign * nanos);
    let civil = time.civil();
    if !(0..=9_999).contains(&civil.year) {
        return None;
    }
    let digits = match unit {
        SECOND => fraction.len().min(9),
        MILLISECOND => 3 + fraction.len().min(6),
        MICROSECOND => 6 + fraction.len().min(3),
        _ => 9,
    };
    let mut text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        civil.year, civil.month, civil.day, civil.hour, civil.minute, civil.second
    );
    if digits > 0 {
        let fraction = format!("{:09}", civil.nanosecond);
        text.push('.');
        text.push_str(fraction.get(..digits)?);
    }
    text.push('Z');
    Some(text)
}

/// A whole count from 1970 on.
fn quick_count(value: &[u8], unit: i128) -> Option<ExactDate> {
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
    (seconds < YEAR_TEN_THOUSAND).then(|| ExactDate {
        shape: Shape::Instant,
        start,
        end: start.saturating_add_nanos(unit),
        length,
    })
}

/// Eight or fourteen digits as a date or an instant.
fn compact(value: &str) -> Option<String> {
    let part = |from: usize, to: usize| {
        let part = value.get(from..to)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)
    };
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let number = |text: &str| text.parse::<u8>().ok();
    Time::from_date(year.parse().ok()?, number(month)?, number(day)?)?;
    let date = format!("{year}-{month}-{day}");
    match value.len() {
        8 => Some(date),
        14 => {
            let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
            let is_time = number(hour)? < 24 && number(minute)? < 60 && number(second)? < 60;
            is_time.then(|| format!("{date}T{hour}:{minute}:{second}Z"))
        }
        _ => None,
    }
}

/// Day, month and year in figures, with what stands behind them, as ISO 8601 has it.
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
    fn a_value_tells_its_style(#[case] value: &str, #[case] read: &str) {
        let style = Style::of(value, None);
        let dated = style.dated(value).unwrap();
        assert_eq!(dated, read, "{style:?}");
        assert!(When::parse(&dated).unwrap().is_some());
    }

    proptest! {
        /// Whatever is read quickly is read in the same way slowly.
        #[test]
        fn quick_and_slow_agree(
            value in "[0-9]{1,20}|[12][0-9]{3}[01][0-9][0-3][0-9]([0-2][0-9]){0,3}|2020-01-0[1-9]",
            style in proptest::sample::select(vec![
                Style::Written,
                Style::Counted(SECOND),
                Style::Counted(MILLISECOND),
                Style::Counted(MICROSECOND),
                Style::Counted(1),
                Style::Compact,
                Style::Figures(DayOrder::DayFirst),
            ]),
        ) {
            if let Some(quick) = style.quick(value.as_bytes()) {
                let dated = style.dated(&value).unwrap();
                let when = When::parse(&dated).unwrap().unwrap();
                prop_assert_eq!(quick.extent(), when.extent());
            }
        }
    }

    #[rstest]
    #[case(Style::Counted(SECOND), "1331698658")]
    #[case(Style::Counted(MICROSECOND), "1331698658276340")]
    #[case(Style::Compact, "20120314")]
    #[case(Style::Written, "2012-03-14")]
    fn usual_values_are_read_quickly(#[case] style: Style, #[case] value: &str) {
        assert!(style.quick(value.as_bytes()).is_some());
    }

    #[test]
    fn the_order_of_figures_is_what_the_person_says() {
        let day_first = Style::of("02/03/2024", Some(DayOrder::DayFirst));
        assert_eq!(day_first.dated("02/03/2024").unwrap(), "2024-03-02");
        let month_first = Style::of("2.3.2024 10:30", Some(DayOrder::MonthFirst));
        assert_eq!(
            month_first.dated("2.3.2024 10:30").unwrap(),
            "2024-02-03 10:30"
        );
        assert_eq!(month_first.dated("spring 2024").unwrap(), "spring 2024");
        assert_eq!(Style::of("02/03/2024", None), Style::Written);
    }

    #[test]
    fn another_style_than_the_first_is_told() {
        assert!(Style::Counted(SECOND).dated("soon").is_err());
        assert!(Style::Compact.dated("2024-12-31").is_err());
        assert!(Style::Counted(SECOND).dated("9999999999999").is_err());
    }
}
