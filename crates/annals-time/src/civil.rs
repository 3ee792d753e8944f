//! [`Civil`]: the calendar fields of a moment, on the proleptic Gregorian calendar with astronomical
//! years.
//!
//! Converts between calendar fields and seconds, in both directions, over the whole range of [`Time`].
//! The method is Howard Hinnant's `days_from_civil`: years begin in March.

use super::moment::Time;

/// Days from 0000-03-01 to 1970-01-01: the shift that lets a year begin in March, so that the leap
/// day is the last day of its year.
const MARCH_YEAR_ZERO_TO_EPOCH: i64 = 719_468;
/// Days in 400 years, after which the Gregorian calendar repeats.
const DAYS_PER_CYCLE: i64 = 146_097;
const SECONDS_PER_DAY: i64 = 86_400;
/// Days from a Monday to the Thursday that 1970 began with.
pub(super) const MONDAY_TO_EPOCH: i64 = 3;

/// The calendar fields of a moment. Years are astronomical: 0 is 1 BCE, -1 is 2 BCE.
///
/// ```
/// use annals_time::{Civil, Time};
///
/// let ides = Civil { hour: 12, ..Civil::date(-43, 3, 15) };
/// let noon = Time::from_civil(ides).unwrap();
/// assert_eq!(noon.civil(), ides);
/// assert!(!Civil::date(2021, 2, 29).is_valid());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// Astronomical year.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59. There are no leap seconds on this axis.
    pub second: u8,
    /// Nanosecond, 0 to 999,999,999.
    pub nanosecond: u32,
}

impl Civil {
    /// The start of a day. The fields are not checked: see [`Civil::is_valid`].
    pub const fn date(year: i64, month: u8, day: u8) -> Self {
        Self {
            year,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            nanosecond: 0,
        }
    }

    /// Whether the fields are in range and the month has that day.
    pub const fn is_valid(&self) -> bool {
        self.month >= 1
            && self.month <= 12
            && self.day >= 1
            && self.day <= days_in_month(self.year, self.month)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
            && self.nanosecond < 1_000_000_000
    }

    /// Whether the moment is the start of a day.
    pub const fn is_midnight(&self) -> bool {
        self.hour == 0 && self.minute == 0 && self.second == 0 && self.nanosecond == 0
    }
}

/// Whether the astronomical year has a 29 February.
pub const fn is_leap_year(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// Days in a month of a year; 0 for a month outside 1 to 12.
pub const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => {
            if is_leap_year(year) {
                29
            } else {
                28
            }
        }
        _ => 0,
    }
}

/// Days from 1970-01-01 to the date; `None` where an `i64` cannot hold them.
fn days_from_civil(year: i64, month: u8, day: u8) -> Option<i64> {
    let year = if month <= 2 {
        year.checked_sub(1)?
    } else {
        year
    };
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle
        .checked_mul(DAYS_PER_CYCLE)?
        .checked_add(day_of_cycle)?
        .checked_sub(MARCH_YEAR_ZERO_TO_EPOCH)
}

/// The date that lies `days` after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + MARCH_YEAR_ZERO_TO_EPOCH;
    let cycle = days.div_euclid(DAYS_PER_CYCLE);
    let day_of_cycle = days.rem_euclid(DAYS_PER_CYCLE);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = small(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    let month = small(if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    });
    let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
    (year, month, day)
}

/// A calendar field as a byte; the callers pass values below 100.
fn small(value: i64) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}

impl Time {
    /// The moment with these calendar fields. `None` if there is no such date (30 February), or it
    /// lies outside the axis.
    pub fn from_civil(civil: Civil) -> Option<Self> {
        if !civil.is_valid() {
            return None;
        }
        let days = days_from_civil(civil.year, civil.month, civil.day)?;
        let seconds_of_day =
            i64::from(civil.hour) * 3_600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
        // The first day on the axis begins before the first second that an i64 can hold.
        let seconds = i128::from(days) * i128::from(SECONDS_PER_DAY) + i128::from(seconds_of_day);
        Self::new(i64::try_from(seconds).ok()?, civil.nanosecond)
    }

    /// The start of a day; `None` as for [`Time::from_civil`].
    pub fn from_date(year: i64, month: u8, day: u8) -> Option<Self> {
        Self::from_civil(Civil::date(year, month, day))
    }

    /// The ISO 8601 week that this moment lies in: its year, astronomical, and its number, 1 to 53.
    ///
    /// Weeks begin on Monday and belong to the year of their Thursday, so that the first and the
    /// last days of a calendar year may belong to a week of its neighbour.
    pub fn iso_week(self) -> (i64, u8) {
        let day = self.seconds().div_euclid(SECONDS_PER_DAY);
        let thursday = day - (day + MONDAY_TO_EPOCH).rem_euclid(7) + MONDAY_TO_EPOCH;
        let (year, month, date) = civil_from_days(thursday);
        let before: i64 = (1..month).map(|m| i64::from(days_in_month(year, m))).sum();
        (year, small((before + i64::from(date) - 1) / 7 + 1))
    }

    /// The calendar fields of this moment.
    pub fn civil(self) -> Civil {
        let (year, month, day) = civil_from_days(self.seconds().div_euclid(SECONDS_PER_DAY));
        let second_of_day = self.seconds().rem_euclid(SECONDS_PER_DAY);
        Civil {
            year,
            month,
            day,
            hour: small(second_of_day / 3_600),
            minute: small(second_of_day / 60 % 60),
            second: small(second_of_day % 60),
            nanosecond: self.nanoseconds(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Timelike};
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn known_days_have_their_number() {
        assert_eq!(Time::from_date(1970, 1, 1), Time::new(0, 0));
        assert_eq!(Time::from_date(2000, 2, 29), Time::new(951_782_400, 0));
        assert_eq!(Time::from_date(0, 1, 1), Time::new(-62_167_219_200, 0));
        assert_eq!(Time::from_date(2021, 2, 29), None);
        assert_eq!(Time::from_date(2021, 13, 1), None);
        assert_eq!(Time::from_date(300_000_000_000, 1, 1), None);
        assert_eq!(Time::from_date(i64::MIN, 1, 1), None);
    }

    #[test]
    fn the_ends_of_the_axis_have_calendar_fields() {
        for end in [Time::MIN, Time::MAX] {
            assert_eq!(Time::from_civil(end.civil()), Some(end));
        }
        assert_eq!(Time::MIN.civil().year, -292_277_022_657);
        assert_eq!(Time::MAX.civil().year, 292_277_026_596);
    }

    #[rstest]
    #[case(2021, 1, 1, (2020, 53))]
    #[case(2021, 1, 3, (2020, 53))]
    #[case(2021, 1, 4, (2021, 1))]
    #[case(2021, 2, 1, (2021, 5))]
    #[case(2024, 12, 29, (2024, 52))]
    #[case(2024, 12, 30, (2025, 1))]
    #[case(2026, 12, 31, (2026, 53))]
    fn weeks_belong_to_the_year_of_their_thursday(
        #[case] year: i64,
        #[case] month: u8,
        #[case] day: u8,
        #[case] expected: (i64, u8),
    ) {
        let time = Time::from_date(year, month, day).unwrap();
        assert_eq!(time.iso_week(), expected);
    }

    #[test]
    fn the_ends_of_the_axis_lie_in_weeks() {
        // Weeks repeat every 400 years, apart from the number of the year.
        let near = |year| i64::rem_euclid(year, 400) + 2000;
        for end in [Time::MIN, Time::MAX] {
            let civil = end.civil();
            let (year, week) = end.iso_week();
            let like = Time::from_date(near(civil.year), civil.month, civil.day).unwrap();
            assert_eq!((near(year), week), like.iso_week());
        }
    }

    proptest! {
        #[test]
        fn weeks_agree_with_chrono(seconds in -8_334_000_000_000_i64..8_210_000_000_000) {
            let theirs = chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc().iso_week();
            let (year, week) = Time::new(seconds, 0).unwrap().iso_week();
            prop_assert_eq!((year, u32::from(week)), (i64::from(theirs.year()), theirs.week()));
        }

        #[test]
        fn weeks_repeat_every_400_years(seconds: i64, nanos in 0_u32..1_000_000_000) {
            let (year, week) = Time::new(seconds, nanos).unwrap().iso_week();
            prop_assert!((1..=53).contains(&week));
            if let Some(later) = seconds.checked_add(DAYS_PER_CYCLE * SECONDS_PER_DAY) {
                prop_assert_eq!(Time::new(later, nanos).unwrap().iso_week(), (year + 400, week));
            }
        }

        #[test]
        fn agrees_with_chrono(seconds in -8_334_000_000_000_i64..8_210_000_000_000, nanos in 0_u32..1_000_000_000) {
            let ours = Time::new(seconds, nanos).unwrap().civil();
            let theirs = chrono::DateTime::from_timestamp(seconds, nanos).unwrap().naive_utc();
            prop_assert_eq!(ours.year, i64::from(theirs.year()));
            prop_assert_eq!(u32::from(ours.month), theirs.month());
            prop_assert_eq!(u32::from(ours.day), theirs.day());
            prop_assert_eq!(u32::from(ours.hour), theirs.hour());
            prop_assert_eq!(u32::from(ours.minute), theirs.minute());
            prop_assert_eq!(u32::from(ours.second), theirs.second());
            prop_assert_eq!(ours.nanosecond, theirs.nanosecond());
        }

        #[test]
        fn converts_both_ways_over_the_whole_axis(seconds: i64, nanos in 0_u32..1_000_000_000) {
            let time = Time::new(seconds, nanos).unwrap();
            prop_assert_eq!(Time::from_civil(time.civil()), Some(time));
        }
    }
}
