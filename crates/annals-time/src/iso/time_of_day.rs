//! [`TimeOfDay`]: hours, minutes, seconds and their fraction.

use std::fmt;

use super::error::{IsoError, IsoErrorKind};
use super::scanner::Scanner;
use super::{prefix, whole};
use crate::precision::Precision;

/// Digits after the second that count.
const MAX_FRACTION_DIGITS: u8 = 9;
const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// A time of day, as precise as it is written.
///
/// ```
/// use annals_time::Precision;
/// use annals_time::iso::TimeOfDay;
///
/// let time = TimeOfDay::parse("14:30:05.25")?;
/// assert_eq!((time.hour, time.minute, time.second), (14, Some(30), Some(5)));
/// assert_eq!((time.nanosecond, time.fraction_digits), (250_000_000, 2));
/// assert_eq!(time.precision(), Precision::Millisecond);
/// assert_eq!(TimeOfDay::parse("14")?.minute, None);
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TimeOfDay {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: Option<u8>,
    /// Second, 0 to 60; a time with a second has a minute.
    pub second: Option<u8>,
    /// Nanosecond, 0 to 999,999,999.
    pub nanosecond: u32,
    /// How many digits are written after the second. Those beyond nine are not in `nanosecond`.
    pub fraction_digits: u8,
}

impl TimeOfDay {
    /// Reads a time of day without an offset. The fraction follows a point or a comma.
    ///
    /// # Errors
    ///
    /// If the text is anything else, or a field is out of range.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::AfterTime, Self::scan)
    }

    /// Reads a time of day at the start of a text, and returns it with the rest.
    ///
    /// # Errors
    ///
    /// If the text does not begin with an hour of two digits, or a field is out of range.
    pub fn parse_prefix(text: &str) -> Result<(Self, &str), IsoError> {
        prefix(text, Self::scan)
    }

    /// The finest unit that it states.
    pub const fn precision(&self) -> Precision {
        match (self.minute, self.second) {
            (None, _) => Precision::Hour,
            (_, None) => Precision::Minute,
            _ => Precision::of_fraction(self.fraction_digits),
        }
    }

    /// How many digits after the second count: 0 to 9.
    pub(super) fn kept_digits(&self) -> u8 {
        self.fraction_digits.min(MAX_FRACTION_DIGITS)
    }

    /// Nanoseconds from midnight to the start of the unit that it states. A second of 60 is the last
    /// unit of its minute.
    pub fn nanos_of_day(&self) -> i128 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute.unwrap_or(0));
        let in_minute = match self.second.unwrap_or(0) {
            60.. => 60 * NANOS_PER_SECOND - 10_i64.pow(9 - u32::from(self.kept_digits())),
            second => i64::from(second) * NANOS_PER_SECOND + i64::from(self.nanosecond),
        };
        i128::from(minutes * 60 * NANOS_PER_SECOND + in_minute)
    }

    pub(super) fn scan(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let mut time = Self {
            hour: scanner.pair_up_to(23, IsoErrorKind::Hour)?,
            ..Self::default()
        };
        if !scanner.begins_pair(b':') {
            return Ok(time);
        }
        time.minute = Some(scanner.pair_up_to(59, IsoErrorKind::Minute)?);
        if scanner.begins_pair(b':') {
            time.second = Some(scanner.pair_up_to(60, IsoErrorKind::Second)?);
            time.scan_fraction(scanner)?;
        }
        Ok(time)
    }

    /// Reads a time of day in basic format: `1430`, `143005.25`.
    pub(super) fn scan_basic(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        let mut time = Self {
            hour: scanner.pair_up_to(23, IsoErrorKind::Hour)?,
            minute: Some(scanner.pair_up_to(59, IsoErrorKind::Minute)?),
            ..Self::default()
        };
        if scanner.is_digit() {
            time.second = Some(scanner.pair_up_to(60, IsoErrorKind::Second)?);
            time.scan_fraction(scanner)?;
        }
        Ok(time)
    }

    /// A point or a comma, and the digits behind it.
    fn scan_fraction(&mut self, scanner: &mut Scanner<'_>) -> Result<(), IsoError> {
        let before = scanner.position();
        if scanner.take(b".,").is_none() {
            return Ok(());
        }
        while let Some(digit) = scanner.digit() {
            if self.fraction_digits < MAX_FRACTION_DIGITS {
                self.nanosecond = self.nanosecond * 10 + u32::from(digit);
            }
            self.fraction_digits = self.fraction_digits.saturating_add(1);
        }
        if self.fraction_digits == 0 {
            if scanner.is_prefix() {
                scanner.back_to(before);
                return Ok(());
            }
            return Err(scanner.error(IsoErrorKind::Fraction));
        }
        self.nanosecond *= 10_u32.pow(u32::from(MAX_FRACTION_DIGITS - self.kept_digits()));
        Ok(())
    }
}

/// `14`, `14:30`, `14:30:05.25`: as precise as it is known.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.hour)?;
        let Some(minute) = self.minute else {
            return Ok(());
        };
        write!(f, ":{minute:02}")?;
        let Some(second) = self.second else {
            return Ok(());
        };
        write!(f, ":{second:02}")?;
        let digits = self.kept_digits();
        if digits > 0 {
            let fraction = self.nanosecond / 10_u32.pow(u32::from(MAX_FRACTION_DIGITS - digits));
            write!(f, ".{fraction:0width$}", width = usize::from(digits))?;
        }
        Ok(())
    }
}
