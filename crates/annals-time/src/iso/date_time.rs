//! [`DateTime`]: a date, perhaps with a time of day and an offset.

use std::fmt;

use super::date::CalendarDate;
use super::error::{IsoError, IsoErrorKind};
use super::offset::UtcOffset;
use super::scanner::Scanner;
use super::time_of_day::TimeOfDay;
use super::{prefix, whole};
use crate::expression::{Date, DatePart, Field, Moment, Point, Year};
use crate::extent::point_extent;
use crate::moment::Time;
use crate::precision::Precision;
use crate::when::{Extent, Shape};

/// A date with or without a time of day, as precise as it is written.
///
/// ```
/// use annals_time::{Shape, When, iso::DateTime};
///
/// let logged = DateTime::parse("2021-04-12 14:30:05.25 UTC")?;
/// assert_eq!(logged.to_string(), "2021-04-12T14:30:05.25Z");
/// assert_eq!(logged, DateTime::parse_basic("20210412T143005.25Z")?);
///
/// let day = DateTime::parse("2021-04-12")?.extent().unwrap();
/// assert_eq!(day.shape, Shape::Span);
/// assert_eq!(day, When::parse("2021-04-12").unwrap().unwrap().extent());
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The date; a whole day if there is a time.
    pub date: CalendarDate,
    /// The time of day.
    pub time: Option<TimeOfDay>,
    /// The offset from UTC, which only a date with a time has.
    pub offset: Option<UtcOffset>,
}

impl From<CalendarDate> for DateTime {
    fn from(date: CalendarDate) -> Self {
        Self {
            date,
            time: None,
            offset: None,
        }
    }
}

impl DateTime {
    /// The calendar fields of a moment down to a unit, without an offset. Units coarser than a year
    /// are read as a year, those between a month and a year as a month.
    ///
    /// ```
    /// use annals_time::{Precision, Time, iso::DateTime};
    ///
    /// let noon = Time::from_date(2021, 4, 12).unwrap().saturating_add_nanos(43_200_000_000_000);
    /// assert_eq!(DateTime::new(noon, Precision::Minute).to_string(), "2021-04-12T12:00");
    /// assert_eq!(DateTime::new(noon, Precision::Millisecond).to_string(), "2021-04-12T12:00:00.000");
    /// assert_eq!(DateTime::new(noon, Precision::Month).to_string(), "2021-04");
    /// ```
    pub fn new(time: Time, unit: Precision) -> Self {
        let civil = time.civil();
        let has = |finest: Precision| unit <= finest;
        let (fraction_digits, step) = match unit {
            Precision::Nanosecond => (9, 1),
            Precision::Microsecond => (6, 1_000),
            Precision::Millisecond => (3, 1_000_000),
            _ => (0, 1_000_000_000),
        };
        Self {
            date: CalendarDate {
                year: civil.year,
                month: (unit < Precision::Year).then_some(civil.month),
                day: has(Precision::Day).then_some(civil.day),
            },
            time: has(Precision::Hour).then(|| TimeOfDay {
                hour: civil.hour,
                minute: has(Precision::Minute).then_some(civil.minute),
                second: has(Precision::Second).then_some(civil.second),
                nanosecond: civil.nanosecond / step * step,
                fraction_digits,
            }),
            offset: None,
        }
    }

    /// Reads a date or a date-time in extended format.
    ///
    /// # Errors
    ///
    /// If the text is anything else, or a field of the time is out of range.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        Self::parse_bytes(text.as_bytes())
    }

    /// Reads bytes as [`DateTime::parse`] reads a text. Large tables need not be checked for UTF-8 first.
    ///
    /// # Errors
    ///
    /// As for [`DateTime::parse`].
    pub fn parse_bytes(text: &[u8]) -> Result<Self, IsoError> {
        let mut scanner = Scanner::whole(text);
        let found = Self::scan(&mut scanner)?;
        scanner.end(found.rest())?;
        Ok(found)
    }

    /// Reads a date or a date-time at the start of a text, and returns it with the rest. A time is read
    /// only after a whole day; what may be no time or no offset is left in the rest.
    ///
    /// ```
    /// use annals_time::iso::DateTime;
    ///
    /// let (found, rest) = DateTime::parse_prefix("2031-11-19T01:35:10Z: Landing")?;
    /// assert_eq!((found.to_string().as_str(), rest), ("2031-11-19T01:35:10Z", ": Landing"));
    /// let (found, rest) = DateTime::parse_prefix("2031-11 to 2032")?;
    /// assert_eq!((found.to_string().as_str(), rest), ("2031-11", " to 2032"));
    /// # Ok::<(), annals_time::iso::IsoError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text does not begin with a year, or a field of the time is out of range.
    pub fn parse_prefix(text: &str) -> Result<(Self, &str), IsoError> {
        prefix(text, Self::scan)
    }

    /// Reads a day or a date-time in basic format: `19850412`, `19850412T2320`, `19850412T232030Z`. The
    /// `T` may be missing.
    ///
    /// # Errors
    ///
    /// If the text is anything else, or a field of the time is out of range.
    pub fn parse_basic(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::AfterTime, |scanner| {
            let mut value = Self::from(CalendarDate::scan_basic(scanner)?);
            if scanner.take(b"Tt").is_some() || scanner.is_digit() {
                value.time = Some(TimeOfDay::scan_basic(scanner)?);
                value.scan_offset(scanner)?;
            }
            Ok(value)
        })
    }

    /// What is wrong with a text that goes on behind this.
    const fn rest(&self) -> IsoErrorKind {
        match self.time {
            None => IsoErrorKind::AfterDate,
            Some(_) => IsoErrorKind::AfterTime,
        }
    }

    fn scan(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let mut found = Self::from(CalendarDate::scan(scanner)?);
        let after_date = scanner.position();
        if found.date.day.is_none() {
            return Ok(found);
        }
        if scanner.take(b"Tt").is_none() {
            scanner.skip_spaces();
        }
        let is_time = scanner.is_pair() || (scanner.is_digit() && !scanner.is_prefix());
        if scanner.position() == after_date || !is_time {
            scanner.back_to(after_date);
            return Ok(found);
        }
        found.time = Some(TimeOfDay::scan(scanner)?);
        found.scan_offset(scanner)?;
        Ok(found)
    }

    /// The offset behind the time, if there is one. Before other text a prefix ends.
    fn scan_offset(&mut self, scanner: &mut Scanner<'_>) -> Result<(), IsoError> {
        let after_time = scanner.position();
        scanner.skip_spaces();
        if scanner.peek().is_none() && !scanner.is_prefix() {
            return Ok(());
        }
        match UtcOffset::scan(scanner) {
            Ok(offset) => self.offset = Some(offset),
            Err(_) if scanner.is_prefix() => scanner.back_to(after_time),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// The finest unit that it states.
    pub fn precision(&self) -> Precision {
        self.time
            .map_or_else(|| self.date.precision(), |time| time.precision())
    }

    /// The first moment that it names as its clock shows it, whatever its offset. `None` if there is no
    /// such day, or it lies outside the axis.
    pub fn wall_start(&self) -> Option<Time> {
        let start = self.date.start()?;
        Some(self.time.map_or(start, |time| {
            start.saturating_add_nanos(time.nanos_of_day())
        }))
    }

    /// The first moment that it names: in UTC if it has an offset, else as its clock shows it. `None` if
    /// there is no such day, or it lies outside the axis.
    pub fn start(&self) -> Option<Time> {
        let start = self.wall_start()?;
        Some(self.offset.map_or(start, |offset| {
            start.saturating_add_nanos(-offset.nanoseconds())
        }))
    }

    /// The interval that it covers, the same as that of [`When::parse`] of its text. `None` if there is
    /// no such day, or it lies outside the axis.
    ///
    /// [`When::parse`]: crate::When::parse
    pub fn extent(&self) -> Option<Extent> {
        let point = self.point()?;
        let shape = match point {
            Point::Date(_) => Shape::Span,
            Point::Moment(_) => Shape::Instant,
        };
        let whole = point_extent(&point).ok()?;
        Some(Extent { shape, whole })
    }

    /// The same in the terms of EDTF; `None` if there is no such day.
    pub(crate) fn point(&self) -> Option<Point> {
        let Some(time) = self.time else {
            let date = self.date;
            let part = match (date.month.map(Field::known), date.day.map(Field::known)) {
                (Some(month), Some(day)) => DatePart::Day(month, day),
                (Some(month), None) => DatePart::Month(month),
                (None, _) => DatePart::Year,
            };
            let point = Point::Date(Date::new(Year::Exact(date.year), part));
            return date.exists().then_some(point);
        };
        Some(Point::Moment(Moment {
            start: self.start()?,
            precision: time.precision(),
            fraction_digits: time.kept_digits(),
            offset: self.offset,
            is_leap_second: time.second == Some(60),
        }))
    }
}

/// Extended format, with `T` and the shortest form of the offset: `1985-04-12T23:20:30+02:00`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        if let Some(time) = self.time {
            write!(f, "T{time}")?;
            if let Some(offset) = self.offset {
                write!(f, "{offset}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
