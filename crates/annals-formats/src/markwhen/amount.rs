//! [`Amount`]: lengths of time in relative dates, such as `2 weeks` or `5 week days`, and adding them to a date.

use super::scan::{blank, number, word};
use super::stamp::{DAY, Grain, add_months, week_day};
use annals_time::Time;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    /// Monday to Friday.
    WeekDay,
    Week,
    Month,
    Year,
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) count: i64,
    pub(super) unit: Unit,
}

/// Larger counts exceed the time axis in any unit.
const MAX_COUNT: i64 = 1_000_000_000_000;
/// Work days are counted one week at a time.
const MAX_WORK_DAYS: i64 = 10_000_000;

impl Unit {
    /// The unit that a text begins with, and the rest.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        let (name, rest) = word(text)?;
        let unit = match name.to_ascii_lowercase().as_str() {
            "milliseconds" | "millisecond" | "ms" => Self::Millisecond,
            "seconds" | "second" | "secs" | "sec" | "s" => Self::Second,
            "minutes" | "minute" | "mins" | "min" => Self::Minute,
            "hours" | "hour" | "h" => Self::Hour,
            "days" | "day" | "d" => Self::Day,
            "weekdays" | "weekday" | "workdays" | "workday" | "businessdays" | "businessday" => {
                Self::WeekDay
            }
            "week" | "work" | "business" => {
                if let Some((next, after)) = word(blank(rest))
                    && ["days", "day"].contains(&next.to_ascii_lowercase().as_str())
                {
                    return Some((Self::WeekDay, after));
                }
                if name.eq_ignore_ascii_case("week") {
                    Self::Week
                } else {
                    return None;
                }
            }
            "weeks" | "w" => Self::Week,
            "months" | "month" => Self::Month,
            "years" | "year" | "y" => Self::Year,
            _ => return None,
        };
        Some((unit, rest))
    }

    /// The precision of a length in it.
    pub(super) const fn grain(self) -> Grain {
        match self {
            Self::Year => Grain::Year,
            Self::Month => Grain::Month,
            Self::Week | Self::Day | Self::WeekDay => Grain::Day,
            Self::Hour | Self::Minute => Grain::Minute,
            Self::Second => Grain::Second,
            Self::Millisecond => Grain::Fraction(3),
        }
    }

    /// Nanoseconds of a unit with a fixed length.
    pub(super) const fn nanos(self) -> Option<i128> {
        Some(match self {
            Self::Millisecond => 1_000_000,
            Self::Second => 1_000_000_000,
            Self::Minute => 60_000_000_000,
            Self::Hour => 3_600_000_000_000,
            Self::Day => DAY,
            Self::Week => 7 * DAY,
            Self::WeekDay | Self::Month | Self::Year => return None,
        })
    }
}

impl Amount {
    /// The amounts that a text begins with: `3 weeks, 2 days`; the rest comes second.
    pub(super) fn read_all(text: &str) -> (Vec<Self>, &str) {
        let mut amounts = Vec::new();
        let mut rest = text;
        while let Some((amount, after)) = Self::read(blank(rest)) {
            amounts.push(amount);
            rest = blank(after);
            rest = rest.strip_prefix(',').unwrap_or(rest);
        }
        (amounts, rest)
    }

    fn read(text: &str) -> Option<(Self, &str)> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (count, rest) = number(digits, 1, 12)?;
        let (unit, rest) = Unit::read(blank(rest))?;
        let count = sign * count;
        Some((Self { count, unit }, rest))
    }

    /// The date later or earlier by this amount. `None` beyond the axis.
    pub(super) fn after(self, time: Time, before: bool) -> Option<Time> {
        let count = if before { -self.count } else { self.count };
        if !(-MAX_COUNT..=MAX_COUNT).contains(&count) {
            return None;
        }
        let moved = match self.unit {
            Unit::Year => add_months(time, count.checked_mul(12)?)?,
            Unit::Month => add_months(time, count)?,
            Unit::WeekDay => week_days_after(time, count)?,
            _ => time.saturating_add_nanos(self.unit.nanos()? * i128::from(count)),
        };
        (Time::MIN < moved && moved < Time::MAX).then_some(moved)
    }
}

/// The end of so many days from Monday to Friday, counted from a date on; or the start of as many before it.
pub(super) fn week_days_after(time: Time, count: i64) -> Option<Time> {
    if !(-MAX_WORK_DAYS..=MAX_WORK_DAYS).contains(&count) {
        return None;
    }
    let (mut at, mut left) = (time, count.abs());
    let whole = left / 5;
    let step = if count < 0 { -DAY } else { DAY };
    at = at.saturating_add_nanos(step * 7 * i128::from(whole));
    left %= 5;
    while left > 0 {
        let passed = if count < 0 {
            at.saturating_add_nanos(-DAY)
        } else {
            at
        };
        left -= i64::from(week_day(passed) < 5);
        at = at.saturating_add_nanos(step);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("3 weeks 2 days", &[(3, Unit::Week), (2, Unit::Day)], "")]
    #[case("1 month, 5 work days: x", &[(1, Unit::Month), (5, Unit::WeekDay)], ": x")]
    #[case("10 weekdays", &[(10, Unit::WeekDay)], "")]
    #[case("2 week days", &[(2, Unit::WeekDay)], "")]
    #[case("1 week - 3 days", &[(1, Unit::Week)], "- 3 days")]
    #[case("3 8 days", &[], "3 8 days")]
    #[case("5h 30min 2s 4ms", &[(5, Unit::Hour), (30, Unit::Minute), (2, Unit::Second), (4, Unit::Millisecond)], "")]
    #[case("-2 years", &[(-2, Unit::Year)], "")]
    #[case("7 apples", &[], "7 apples")]
    fn amounts_are_read(#[case] text: &str, #[case] expected: &[(i64, Unit)], #[case] rest: &str) {
        let (amounts, left) = Amount::read_all(text);
        let amounts: Vec<_> = amounts.iter().map(|it| (it.count, it.unit)).collect();
        assert_eq!((amounts.as_slice(), left), (expected, rest));
    }

    /// 13 July 2022 is a Wednesday.
    #[rstest]
    #[case(5, (7, 20))]
    #[case(3, (7, 16))]
    #[case(4, (7, 19))]
    #[case(15, (8, 3))]
    #[case(-1, (7, 12))]
    #[case(-3, (7, 8))]
    #[case(-5, (7, 6))]
    fn work_days_leave_out_the_weekend(#[case] count: i64, #[case] expected: (u8, u8)) {
        let wednesday = Time::from_date(2022, 7, 13).unwrap();
        let end = week_days_after(wednesday, count).unwrap();
        assert_eq!(Time::from_date(2022, expected.0, expected.1), Some(end));
    }

    proptest! {
        #[test]
        fn work_days_are_counted(day in 0_i64..10_000, count in 0_i64..400) {
            let start = Time::new(day * 86_400, 0).unwrap();
            let end = week_days_after(start, count).unwrap();
            let days = end.nanos_since(start) / DAY;
            let working = (0..days).filter(|day| week_day(start.saturating_add_nanos(day * DAY)) < 5);
            prop_assert_eq!(working.count(), usize::try_from(count).unwrap());
        }
    }
}
