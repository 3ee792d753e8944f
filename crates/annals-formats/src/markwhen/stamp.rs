//! [`Stamp`]: a date, perhaps with a time of day, with its precision; and adding months to a date.

use super::zone::Zone;
use annals_time::iso::{DateTime, UtcOffset};
use annals_time::{Civil, Precision, Time, days_in_month};

/// The finest unit that a date states, from the coarsest to the finest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Year,
    Month,
    Day,
    Minute,
    Second,
    /// A number of digits after the second.
    Fraction(u8),
}

/// A date with its precision. Whole days, months and years are in no particular zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The local date and time.
    pub(super) at: Time,
    pub(super) grain: Grain,
    pub(super) zone: Zone,
}

/// Nanoseconds of a day.
pub(super) const DAY: i128 = 86_400_000_000_000;

impl Stamp {
    /// A day, or the month or year it begins; `None` if there is no such date.
    pub(super) fn date(year: i64, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let grain = match (month, day) {
            (Some(_), Some(_)) => Grain::Day,
            (Some(_), None) => Grain::Month,
            (None, _) => Grain::Year,
        };
        let at = Time::from_date(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self {
            at,
            grain,
            zone: Zone::Local,
        })
    }

    /// The first moment after the unit; a time of day is a moment and has no length.
    pub(super) fn unit_end(&self) -> Option<Time> {
        match self.grain {
            Grain::Year => add_months(self.at, 12),
            Grain::Month => add_months(self.at, 1),
            Grain::Day => Some(self.at.saturating_add_nanos(DAY)),
            _ => Some(self.at),
        }
    }

    /// The same date at this precision, if it is finer.
    pub(super) fn refined(self, grain: Grain) -> Self {
        Self {
            grain: self.grain.max(grain),
            ..self
        }
    }

    /// The date in EDTF; a time of day in a zone is written in UTC.
    pub(super) fn spelling(&self) -> String {
        let (time, unit) = match self.grain {
            Grain::Year => (self.at, Precision::Year),
            Grain::Month => (self.at, Precision::Month),
            Grain::Day => (self.at, Precision::Day),
            Grain::Minute => (self.zone.to_utc(self.at), Precision::Minute),
            Grain::Second | Grain::Fraction(_) => (self.zone.to_utc(self.at), Precision::Second),
        };
        let mut date = DateTime::new(time, unit);
        if unit == Precision::Year && date.date.year.unsigned_abs() > 9_999 {
            return format!("Y{}", date.date.year);
        }
        if let (Some(clock), Grain::Fraction(digits)) = (&mut date.time, self.grain) {
            clock.nanosecond = time.nanoseconds();
            clock.fraction_digits = digits;
        }
        if date.time.is_some() && self.zone != Zone::Local {
            date.offset = Some(UtcOffset::UTC);
        }
        date.to_string()
    }
}

/// The date this many months later; a day that the month does not have becomes its last. `None` beyond the axis.
pub(super) fn add_months(time: Time, months: i64) -> Option<Time> {
    let civil = time.civil();
    let (year, month) = month_after(&civil, months)?;
    let day = civil.day.min(days_in_month(year, month));
    Time::from_civil(Civil {
        year,
        month,
        day,
        ..civil
    })
}

/// The date this many months later; `None` if the month has no such day, or beyond the axis.
pub(super) fn same_day_after(time: Time, months: i64) -> Option<Time> {
    let civil = time.civil();
    let (year, month) = month_after(&civil, months)?;
    Time::from_civil(Civil {
        year,
        month,
        ..civil
    })
}

fn month_after(civil: &Civil, months: i64) -> Option<(i64, u8)> {
    let since = civil.year.checked_mul(12)?;
    let since = since
        .checked_add(i64::from(civil.month) - 1)?
        .checked_add(months)?;
    let month = u8::try_from(since.rem_euclid(12) + 1).ok()?;
    Some((since.div_euclid(12), month))
}

/// Months from one date to another, from the first of the month to the first of the month.
pub(super) fn months_between(from: Time, to: Time) -> i64 {
    let (from, to) = (from.civil(), to.civil());
    (to.year - from.year) * 12 + i64::from(to.month) - i64::from(from.month)
}

/// 0 for Monday to 6 for Sunday.
pub(super) fn week_day(time: Time) -> i128 {
    // 1970 began with a Thursday.
    (time.total_nanos().div_euclid(DAY) + 3).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(2024, None, None, "2024")]
    #[case(-43, None, None, "-0043")]
    #[case(12_000, None, None, "Y12000")]
    #[case(476, Some(9), None, "0476-09")]
    #[case(2024, Some(2), Some(29), "2024-02-29")]
    #[case(12_000, Some(1), Some(2), "+12000-01-02")]
    fn dates_are_written(
        #[case] year: i64,
        #[case] month: Option<u8>,
        #[case] day: Option<u8>,
        #[case] text: &str,
    ) {
        assert_eq!(Stamp::date(year, month, day).unwrap().spelling(), text);
    }

    #[test]
    fn times_are_written_as_precisely_as_known() {
        let mut stamp = Stamp::date(2024, Some(1), Some(1)).unwrap();
        stamp.at = stamp.at.saturating_add_nanos(1_500_000_000);
        for (grain, zone, text) in [
            (Grain::Minute, Zone::Local, "2024-01-01T00:00"),
            (Grain::Second, Zone::UTC, "2024-01-01T00:00:01Z"),
            (
                Grain::Fraction(2),
                Zone::Fixed(3_600),
                "2023-12-31T23:00:01.50Z",
            ),
        ] {
            assert_eq!(
                Stamp {
                    grain,
                    zone,
                    ..stamp
                }
                .spelling(),
                text
            );
        }
    }

    #[test]
    fn months_are_clamped_or_left_out() {
        let end_of_january = Time::from_date(2023, 1, 31).unwrap();
        assert_eq!(add_months(end_of_january, 1), Time::from_date(2023, 2, 28));
        assert_eq!(same_day_after(end_of_january, 1), None);
        assert_eq!(
            same_day_after(end_of_january, -10),
            Time::from_date(2022, 3, 31)
        );
        assert_eq!(add_months(end_of_january, i64::MAX), None);
    }
}
