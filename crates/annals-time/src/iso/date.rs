//! [`CalendarDate`], [`WeekDate`] and [`OrdinalDate`]: the three ways to name a day.

use std::fmt;

use super::error::{IsoError, IsoErrorKind};
use super::scanner::Scanner;
use super::{prefix, whole};
use crate::civil::{Civil, MONDAY_TO_EPOCH};
use crate::moment::Time;
use crate::precision::Precision;

const NANOS_PER_DAY: i128 = 86_400_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A year, a month of a year, or a day. Its fields are not checked against the calendar.
///
/// ```
/// use annals_time::iso::CalendarDate;
///
/// let date = CalendarDate::parse("1985-04")?;
/// assert_eq!((date.year, date.month, date.day), (1985, Some(4), None));
/// let (date, rest) = CalendarDate::parse_prefix("-0043-03-15, in the morning")?;
/// assert_eq!(date.to_string(), "-0043-03-15");
/// assert_eq!(rest, ", in the morning");
/// assert_eq!(CalendarDate::parse("2021-02-30")?.start(), None);
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    /// Astronomical year: 0 is 1 BCE.
    pub year: i64,
    /// Month, two digits of any value.
    pub month: Option<u8>,
    /// Day of the month, two digits of any value; a date with a day has a month.
    pub day: Option<u8>,
}

impl CalendarDate {
    /// A day.
    pub const fn new(year: i64, month: u8, day: u8) -> Self {
        Self {
            year,
            month: Some(month),
            day: Some(day),
        }
    }

    /// Reads a year, a month or a day in extended format. The year has four digits, or a sign and
    /// at least four.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::AfterDate, Self::scan)
    }

    /// Reads a date at the start of a text, and returns it with the rest.
    ///
    /// # Errors
    ///
    /// If the text does not begin with a year.
    pub fn parse_prefix(text: &str) -> Result<(Self, &str), IsoError> {
        prefix(text, Self::scan)
    }

    /// The unit that it states: year, month or day.
    pub const fn precision(&self) -> Precision {
        match (self.month, self.day) {
            (None, _) => Precision::Year,
            (_, None) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// Its first moment. `None` if there is no such date, or it lies outside the axis.
    pub fn start(&self) -> Option<Time> {
        Time::from_date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Whether the calendar has this date.
    pub const fn exists(&self) -> bool {
        let month = match self.month {
            Some(month) => month,
            None => 1,
        };
        let day = match self.day {
            Some(day) => day,
            None => 1,
        };
        Civil::date(self.year, month, day).is_valid()
    }

    pub(super) fn scan(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let mut date = Self {
            year: scanner.year()?,
            month: None,
            day: None,
        };
        if scanner.begins_pair(b'-') {
            date.month = Some(scanner.pair(IsoErrorKind::Month)?);
            if scanner.begins_pair(b'-') {
                date.day = Some(scanner.pair(IsoErrorKind::Day)?);
            }
        }
        Ok(date)
    }

    /// Reads a day in basic format: `19850412`.
    pub(super) fn scan_basic(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let error = scanner.error(IsoErrorKind::Year);
        let century = scanner.two_digits().ok_or(error)?;
        let year = scanner.two_digits().ok_or(error)?;
        Ok(Self {
            year: i64::from(century) * 100 + i64::from(year),
            month: Some(scanner.pair(IsoErrorKind::Month)?),
            day: Some(scanner.pair(IsoErrorKind::Day)?),
        })
    }

    /// The day that a moment lies in.
    pub(crate) fn of(time: Time) -> Self {
        let civil = time.civil();
        Self::new(civil.year, civil.month, civil.day)
    }
}

/// Extended format. A year that does not fit four digits, or lies before the year 0, has a sign.
impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.year {
            ..0 => "-",
            0..=9_999 => "",
            _ => "+",
        };
        write!(f, "{sign}{:04}", self.year.unsigned_abs())?;
        for field in [self.month, self.day].into_iter().map_while(|field| field) {
            write!(f, "-{field:02}")?;
        }
        Ok(())
    }
}

/// A week of a year, or one of its days. Weeks begin on Monday; the first one of a year is that of
/// its first Thursday.
///
/// ```
/// use annals_time::iso::WeekDate;
///
/// let week = WeekDate::parse("1985-W15")?;
/// let (monday, sunday) = week.days().unwrap();
/// assert_eq!(format!("{monday} to {sunday}"), "1985-04-08 to 1985-04-14");
/// let friday = WeekDate::parse("1985W155")?;
/// assert_eq!(friday.days().unwrap().0.to_string(), "1985-04-12");
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WeekDate {
    /// The year that the week belongs to, astronomical.
    pub year: i64,
    /// Number of the week, two digits of any value.
    pub week: u8,
    /// Day of the week, 1 for Monday to 7 for Sunday.
    pub day: Option<u8>,
}

impl WeekDate {
    /// Reads a week or one of its days, with or without hyphens.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::AfterDate, Self::scan)
    }

    /// Reads a week at the start of a text, and returns it with the rest.
    ///
    /// # Errors
    ///
    /// If the text does not begin with a week.
    pub fn parse_prefix(text: &str) -> Result<(Self, &str), IsoError> {
        prefix(text, Self::scan)
    }

    /// Its first and its last day, which are the same if it is a day itself. `None` if the year has no
    /// such week, or the day lies outside the axis.
    pub fn days(&self) -> Option<(CalendarDate, CalendarDate)> {
        let fourth = Time::from_date(self.year, 1, 4)?;
        let weeks = i128::from(self.week) - 1;
        let day = fourth.seconds().div_euclid(SECONDS_PER_DAY) + MONDAY_TO_EPOCH;
        let monday = fourth
            .saturating_add_nanos((weeks * 7 - i128::from(day.rem_euclid(7))) * NANOS_PER_DAY);
        if monday.iso_week() != (self.year, self.week) {
            return None;
        }
        let at = |day: u8| {
            CalendarDate::of(monday.saturating_add_nanos(i128::from(day - 1) * NANOS_PER_DAY))
        };
        match self.day {
            None => Some((at(1), at(7))),
            Some(day @ 1..=7) => Some((at(day), at(day))),
            Some(_) => None,
        }
    }

    fn scan(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let year = scanner.year()?;
        scanner.take(b"-");
        if scanner.take(b"Ww").is_none() {
            return Err(scanner.error(IsoErrorKind::Week));
        }
        let week = scanner.pair(IsoErrorKind::Week)?;
        let before = scanner.position();
        let has_hyphen = scanner.take(b"-").is_some();
        let day = scanner.digit().filter(|day| (1..=7).contains(day));
        if day.is_none() {
            scanner.back_to(before);
            if has_hyphen && !scanner.is_prefix() {
                return Err(scanner.error(IsoErrorKind::Weekday));
            }
        }
        Ok(Self { year, week, day })
    }
}

/// `1985-W15`, `1985-W15-5`.
impl fmt::Display for WeekDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = CalendarDate {
            year: self.year,
            month: None,
            day: None,
        };
        write!(f, "{year}-W{:02}", self.week)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day}"))
    }
}

/// A day by its number in the year.
///
/// ```
/// use annals_time::iso::OrdinalDate;
///
/// let day = OrdinalDate::parse("1985-102")?;
/// assert_eq!(day.to_calendar().unwrap().to_string(), "1985-04-12");
/// assert_eq!(OrdinalDate::parse("1985-366")?.to_calendar(), None);
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrdinalDate {
    /// Astronomical year.
    pub year: i64,
    /// Day of the year, three digits of any value.
    pub day: u16,
}

impl OrdinalDate {
    /// Reads a day of a year in extended format.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::AfterDate, |scanner| {
            let year = scanner.year()?;
            let error = scanner.error(IsoErrorKind::DayOfYear);
            scanner.take(b"-").ok_or(error)?;
            let hundreds = scanner.digit().ok_or(error)?;
            let rest = scanner.two_digits().ok_or(error)?;
            let day = u16::from(hundreds) * 100 + u16::from(rest);
            Ok(Self { year, day })
        })
    }

    /// The same day by month; `None` if the year has no such day.
    pub fn to_calendar(&self) -> Option<CalendarDate> {
        let days = i128::from(self.day.checked_sub(1)?);
        let first = Time::from_date(self.year, 1, 1)?;
        let date = CalendarDate::of(first.saturating_add_nanos(days * NANOS_PER_DAY));
        (date.year == self.year).then_some(date)
    }
}
