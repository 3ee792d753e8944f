//! Converts dates of the Julian, French Republican and Hebrew calendars to the proleptic Gregorian one.
//!
//! Years of the Gregorian and the Julian calendar are astronomical: 0 is 1 BC.

use std::fmt::Write as _;

use annals_time::{Time, days_in_month};

const SECONDS_PER_DAY: i64 = 86_400;
/// The range of years, before and after 1 BC.
const MAX_YEAR: i64 = 1_000_000;
/// The day number of 1970-01-01, where 1 is the first day of the Gregorian year 1.
const FIXED_TO_EPOCH: i64 = 719_163;
/// The day number of the day before the Hebrew year 1, counted likewise.
const HEBREW_EPOCH: i64 = -1_373_427;
/// The years in which the French Republican calendar was in use.
const FRENCH_YEARS: std::ops::RangeInclusive<i64> = 1..=14;
/// Days from 1970-01-01 to 22 September 1792, the first day of the French Republic.
const FRENCH_EPOCH: i64 = -64_748;

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    /// The proleptic Gregorian calendar.
    Gregorian,
    /// The Julian calendar, with years from 1 January on.
    Julian,
    /// The French Republican calendar, years 1 to 14; its five or six complementary days are month 13.
    FrenchRepublican,
    /// The Hebrew calendar, with months from Tishri on. Month 6 is Adar, in leap years Adar I; month 7 is Adar II,
    /// which only leap years have.
    Hebrew,
}

/// A day, as the number of days from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

/// A date in a calendar; a month without a day, a year without a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateInCalendar {
    pub(super) calendar: Calendar,
    pub(super) year: i64,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Day {
    /// Returns the day before.
    pub(super) const fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// Returns the day after.
    pub(super) const fn after(self) -> Self {
        Self(self.0 + 1)
    }

    /// Returns the day that many days later, or earlier if negative.
    pub(super) const fn moved(self, by: i64) -> Self {
        Self(self.0.saturating_add(by))
    }

    /// Returns the Gregorian year, month and day.
    pub(super) fn civil(self) -> (i64, u8, u8) {
        let time = Time::new(self.0.saturating_mul(SECONDS_PER_DAY), 0).unwrap_or(Time::MAX);
        let civil = time.civil();
        (civil.year, civil.month, civil.day)
    }

    /// Returns the day in EDTF.
    pub(super) fn edtf(self) -> String {
        let (year, month, day) = self.civil();
        edtf(year, Some(month), Some(day))
    }
}

impl DateInCalendar {
    /// Returns the first and the last day of the date; `None` if there is no such date.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        if !(-MAX_YEAR..=MAX_YEAR).contains(&self.year) {
            return None;
        }
        let Some(month) = self.month else {
            let last = self.last_month();
            let last_day = self.month_length(last)?;
            return Some((self.day_number(1, 1)?, self.day_number(last, last_day)?));
        };
        let length = self.month_length(month)?;
        match self.day {
            None => Some((self.day_number(month, 1)?, self.day_number(month, length)?)),
            Some(day) if (1..=length).contains(&day) => {
                let only = self.day_number(month, day)?;
                Some((only, only))
            }
            Some(_) => None,
        }
    }

    fn last_month(&self) -> u8 {
        match self.calendar {
            Calendar::Gregorian | Calendar::Julian => 12,
            Calendar::FrenchRepublican | Calendar::Hebrew => 13,
        }
    }

    /// Returns the number of days of a month in this year; `None` if there is no such month.
    fn month_length(&self, month: u8) -> Option<u8> {
        if !(1..=self.last_month()).contains(&month) {
            return None;
        }
        match self.calendar {
            Calendar::Gregorian => Some(days_in_month(self.year, month)),
            Calendar::Julian if month == 2 => {
                Some(if self.year.rem_euclid(4) == 0 { 29 } else { 28 })
            }
            // The other months are as long as those of any Gregorian year.
            Calendar::Julian => Some(days_in_month(1, month)),
            Calendar::FrenchRepublican => match month {
                _ if !FRENCH_YEARS.contains(&self.year) => None,
                13 if matches!(self.year, 3 | 7 | 11) => Some(6),
                13 => Some(5),
                _ => Some(30),
            },
            Calendar::Hebrew if self.year < 1 => None,
            Calendar::Hebrew => {
                let length = hebrew_month(self.year, month);
                (length > 0).then_some(length)
            }
        }
    }

    /// Returns the day of a month and a day that exist.
    fn day_number(&self, month: u8, day: u8) -> Option<Day> {
        let in_month = i64::from(day) - 1;
        Some(Day(match self.calendar {
            Calendar::Gregorian => {
                let start = Time::from_date(self.year, month, day)?;
                start.seconds().div_euclid(SECONDS_PER_DAY)
            }
            Calendar::Julian => julian_day(self.year, month) + in_month,
            Calendar::FrenchRepublican => {
                let leap_days = [3, 7, 11].iter().filter(|&&leap| leap < self.year).count();
                let leap_days = i64::try_from(leap_days).ok()?;
                FRENCH_EPOCH
                    + (self.year - 1) * 365
                    + leap_days
                    + (i64::from(month) - 1) * 30
                    + in_month
            }
            Calendar::Hebrew => {
                let months = (1..month).map(|month| i64::from(hebrew_month(self.year, month)));
                hebrew_new_year(self.year) + months.sum::<i64>() + in_month - FIXED_TO_EPOCH
            }
        }))
    }
}

/// Returns the first day of a Julian month, in days from 1970-01-01.
fn julian_day(year: i64, month: u8) -> i64 {
    // Counted from March on, a year has its leap day at its end.
    let (year, from_march) = if month > 2 {
        (year, i64::from(month) - 3)
    } else {
        (year - 1, i64::from(month) + 9)
    };
    // 1 March of the year 0 of the Julian calendar is the 28 February before it of the Gregorian one.
    year * 365 + year.div_euclid(4) + (153 * from_march + 2) / 5 - 719_470
}

/// Returns the days from the Hebrew epoch to the new moon of a year, with the first postponement.
fn hebrew_elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 {
        day + 1
    } else {
        day
    }
}

/// Returns the day number of 1 Tishri, counted like [`HEBREW_EPOCH`].
fn hebrew_new_year(year: i64) -> i64 {
    let [before, this, after] = [year - 1, year, year + 1].map(hebrew_elapsed);
    let postponed = if after - this == 356 {
        2
    } else {
        i64::from(this - before == 382)
    };
    HEBREW_EPOCH + this + postponed
}

/// Returns the number of days of a Hebrew month; 0 for Adar II in a year without it.
fn hebrew_month(year: i64, month: u8) -> u8 {
    let is_leap = (7 * year + 1).rem_euclid(19) < 7;
    let length = || hebrew_new_year(year + 1) - hebrew_new_year(year);
    match month {
        2 => {
            if length() % 10 == 5 {
                30
            } else {
                29
            }
        }
        3 => {
            if length() % 10 == 3 {
                29
            } else {
                30
            }
        }
        6 => {
            if is_leap {
                30
            } else {
                29
            }
        }
        7 if is_leap => 29,
        1 | 5 | 8 | 10 | 12 => 30,
        4 | 9 | 11 | 13 => 29,
        _ => 0,
    }
}

/// Returns a Gregorian year, month or day in EDTF; with years of more than four digits in the expanded form of
/// ISO 8601.
pub(super) fn edtf(year: i64, month: Option<u8>, day: Option<u8>) -> String {
    let mut text = match (year, month) {
        (0..=9_999, _) => format!("{year:04}"),
        (-9_999..0, _) => format!("-{:04}", year.unsigned_abs()),
        (_, None) => format!("Y{year}"),
        (_, Some(_)) => format!(
            "{}{:06}",
            if year < 0 { '-' } else { '+' },
            year.unsigned_abs()
        ),
    };
    for part in [month, day].into_iter().flatten() {
        // Writing to a string cannot fail.
        let _ = write!(text, "-{part:02}");
    }
    text
}

/// Returns the smallest day, month, year, decade, century or millennium that holds both days, in EDTF; `None` if
/// there is none.
pub(super) fn unit_around(first: Day, last: Day) -> Option<String> {
    if first == last {
        return Some(first.edtf());
    }
    let ((year, month, _), (last_year, last_month, _)) = (first.civil(), last.civil());
    if (year, month) == (last_year, last_month) {
        return Some(edtf(year, Some(month), None));
    }
    if year == last_year {
        return Some(edtf(year, None, None));
    }
    let is_short = (-9_999..=9_999).contains(&year) && (-9_999..=9_999).contains(&last_year);
    if !is_short || (year < 0) != (last_year < 0) {
        return None;
    }
    let (a, b) = (
        format!("{:04}", year.unsigned_abs()),
        format!("{:04}", last_year.unsigned_abs()),
    );
    let shared: String = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a)
        .collect();
    let sign = if year < 0 { "-" } else { "" };
    (!shared.is_empty()).then(|| format!("{sign}{shared:X<4}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::When;
    use proptest::prelude::*;
    use rstest::rstest;

    fn in_calendar(calendar: Calendar, year: i64, month: u8, day: u8) -> DateInCalendar {
        DateInCalendar {
            calendar,
            year,
            month: (month > 0).then_some(month),
            day: (day > 0).then_some(day),
        }
    }

    // Days that are known in both calendars: the ends of the Julian calendar in Rome, London and Moscow, the
    // beginning of the Republic, 9 Thermidor and 18 Brumaire, the founding of Israel, feasts of 2023 and 2024.
    #[rstest]
    #[case(Calendar::Julian, 1582, 10, 4, "1582-10-14")]
    #[case(Calendar::Julian, 1752, 9, 2, "1752-09-13")]
    #[case(Calendar::Julian, 1917, 10, 25, "1917-11-07")]
    #[case(Calendar::Julian, 1732, 2, 11, "1732-02-22")]
    #[case(Calendar::Julian, -43, 3, 15, "-0043-03-13")]
    #[case(Calendar::Julian, 1500, 2, 29, "1500-03-10")]
    #[case(Calendar::FrenchRepublican, 1, 1, 1, "1792-09-22")]
    #[case(Calendar::FrenchRepublican, 2, 11, 9, "1794-07-27")]
    #[case(Calendar::FrenchRepublican, 8, 2, 18, "1799-11-09")]
    #[case(Calendar::FrenchRepublican, 3, 13, 6, "1795-09-22")]
    #[case(Calendar::FrenchRepublican, 14, 4, 10, "1805-12-31")]
    #[case(Calendar::Hebrew, 5784, 1, 1, "2023-09-16")]
    #[case(Calendar::Hebrew, 5785, 1, 1, "2024-10-03")]
    #[case(Calendar::Hebrew, 5708, 9, 5, "1948-05-14")]
    #[case(Calendar::Hebrew, 5784, 8, 15, "2024-04-23")]
    #[case(Calendar::Hebrew, 5784, 7, 14, "2024-03-24")]
    #[case(Calendar::Hebrew, 5783, 6, 14, "2023-03-07")]
    #[case(Calendar::Hebrew, 5784, 3, 25, "2023-12-08")]
    fn known_days_are_converted(
        #[case] calendar: Calendar,
        #[case] year: i64,
        #[case] month: u8,
        #[case] day: u8,
        #[case] edtf: &str,
    ) {
        let (first, last) = in_calendar(calendar, year, month, day).days().unwrap();
        assert_eq!(first, last);
        assert_eq!(first.edtf(), edtf);
    }

    #[rstest]
    #[case(Calendar::Julian, 1650, 0, 0, "1650-01-11", "1651-01-10")]
    #[case(Calendar::Julian, 1600, 3, 0, "1600-03-11", "1600-04-10")]
    #[case(Calendar::FrenchRepublican, 3, 0, 0, "1794-09-22", "1795-09-22")]
    #[case(Calendar::Hebrew, 5784, 0, 0, "2023-09-16", "2024-10-02")]
    #[case(Calendar::Hebrew, 5784, 6, 0, "2024-02-10", "2024-03-10")]
    fn months_and_years_cover_their_days(
        #[case] calendar: Calendar,
        #[case] year: i64,
        #[case] month: u8,
        #[case] day: u8,
        #[case] from: &str,
        #[case] to: &str,
    ) {
        let (first, last) = in_calendar(calendar, year, month, day).days().unwrap();
        assert_eq!((first.edtf().as_str(), last.edtf().as_str()), (from, to));
    }

    #[rstest]
    #[case(Calendar::Gregorian, 1900, 2, 29)]
    #[case(Calendar::Julian, 1901, 2, 29)]
    #[case(Calendar::Julian, 1900, 13, 1)]
    #[case(Calendar::FrenchRepublican, 15, 1, 1)]
    #[case(Calendar::FrenchRepublican, 1, 13, 6)]
    #[case(Calendar::Hebrew, 5783, 7, 1)]
    #[case(Calendar::Hebrew, 0, 1, 1)]
    #[case(Calendar::Julian, i64::MAX, 0, 0)]
    fn dates_that_do_not_exist_are_refused(
        #[case] calendar: Calendar,
        #[case] year: i64,
        #[case] month: u8,
        #[case] day: u8,
    ) {
        assert_eq!(in_calendar(calendar, year, month, day).days(), None);
    }

    #[rstest]
    #[case("1900-01-01", "1900-01-01", Some("1900-01-01"))]
    #[case("1900-01-01", "1900-01-31", Some("1900-01"))]
    #[case("1900-01-01", "1900-02-01", Some("1900"))]
    #[case("1794-09-22", "1795-09-22", Some("179X"))]
    #[case("1799-09-22", "1800-09-22", Some("1XXX"))]
    #[case("0999-09-22", "1000-09-22", None)]
    fn the_smallest_unit_around_two_days(
        #[case] first: &str,
        #[case] last: &str,
        #[case] unit: Option<&str>,
    ) {
        let day = |text: &str| {
            let start = When::parse(text).unwrap().unwrap().earliest_start();
            Day(start.seconds().div_euclid(SECONDS_PER_DAY))
        };
        assert_eq!(unit_around(day(first), day(last)).as_deref(), unit);
    }

    proptest! {
        #[test]
        fn consecutive_months_have_consecutive_days(kind in 0_usize..4, year in -20_000_i64..20_000) {
            let calendar = [Calendar::Gregorian, Calendar::Julian, Calendar::FrenchRepublican, Calendar::Hebrew][kind];
            let mut expected = None;
            for month in 1..=13 {
                let Some((first, last)) = in_calendar(calendar, year, month, 0).days() else { continue };
                prop_assert!(first < last);
                prop_assert_eq!(expected.unwrap_or(first), first);
                expected = Some(last.after());
            }
            let whole = in_calendar(calendar, year, 0, 0).days();
            prop_assert_eq!(whole.map(|(_, last)| last.after()), expected);
            let next = in_calendar(calendar, year + 1, 0, 0).days();
            if let (Some((_, last)), Some((first, _))) = (whole, next) {
                prop_assert_eq!(last.after(), first);
                prop_assert_eq!(first.before(), last);
            }
        }

        #[test]
        fn days_in_edtf_are_read_back(year in -30_000_i64..30_000, month in 1_u8..=12, day in 1_u8..=28) {
            let (first, _) = in_calendar(Calendar::Gregorian, year, month, day).days().unwrap();
            prop_assert_eq!(first.civil(), (year, month, day));
            let when = When::parse(&first.edtf()).unwrap().unwrap();
            prop_assert_eq!(Some(when.earliest_start()), Time::from_date(year, month, day));
        }
    }
}
