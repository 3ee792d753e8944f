//! [`UtcOffset`]: how far a clock is from UTC.

use std::fmt;

use super::error::{IsoError, IsoErrorKind};
use super::scanner::Scanner;
use super::{prefix, whole};

/// An offset from UTC of less than a day.
///
/// ```
/// use annals_time::iso::UtcOffset;
///
/// assert_eq!(UtcOffset::parse("-0530")?.seconds(), -19_800);
/// assert_eq!(UtcOffset::parse("+02")?.to_string(), "+02:00");
/// assert_eq!(UtcOffset::parse("GMT")?, UtcOffset::UTC);
/// assert_eq!(UtcOffset::UTC.to_string(), "Z");
/// # Ok::<(), annals_time::iso::IsoError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct UtcOffset {
    seconds: i32,
}

/// Seconds of a day.
const DAY: i32 = 86_400;

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self { seconds: 0 };

    /// The offset of a clock that is this many seconds ahead of UTC (east of Greenwich), or behind it
    /// if negative. `None` for a day or more.
    pub const fn from_seconds(seconds: i32) -> Option<Self> {
        if -DAY < seconds && seconds < DAY {
            Some(Self { seconds })
        } else {
            None
        }
    }

    /// Seconds ahead of UTC.
    pub const fn seconds(self) -> i32 {
        self.seconds
    }

    /// Nanoseconds ahead of UTC.
    pub fn nanoseconds(self) -> i128 {
        i128::from(self.seconds) * 1_000_000_000
    }

    /// Reads an offset: `Z`, `UTC`, `GMT`, `+02`, `-0530` or `+05:30`.
    ///
    /// # Errors
    ///
    /// If the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IsoError> {
        whole(text.as_bytes(), IsoErrorKind::Offset, Self::scan)
    }

    /// Reads an offset at the start of a text, and returns it with the rest.
    ///
    /// # Errors
    ///
    /// If the text does not begin with an offset.
    pub fn parse_prefix(text: &str) -> Result<(Self, &str), IsoError> {
        prefix(text, Self::scan)
    }

    pub(super) fn scan(scanner: &mut Scanner<'_>) -> Result<Self, IsoError> {
        if scanner.take(b"Zz").is_some() || scanner.take_word(*b"UTC") || scanner.take_word(*b"GMT")
        {
            return Ok(Self::UTC);
        }
        let error = scanner.error(IsoErrorKind::Offset);
        let Some(is_negative) = scanner.sign() else {
            return Err(scanner.error(IsoErrorKind::Zone));
        };
        let hours = scanner.two_digits().filter(|hours| *hours < 24);
        let hours = hours.ok_or(error)?;
        let has_minutes = scanner.begins_pair(b':') || (scanner.is_digit() && !scanner.is_prefix());
        let minutes = if has_minutes {
            let minutes = scanner.two_digits().filter(|minutes| *minutes < 60);
            minutes.ok_or(error)?
        } else {
            match scanner.two_digits() {
                None => 0,
                Some(minutes @ 0..60) => minutes,
                Some(_) => return Err(error),
            }
        };
        let seconds = i32::from(hours) * 3_600 + i32::from(minutes) * 60;
        Ok(Self {
            seconds: if is_negative { -seconds } else { seconds },
        })
    }
}

/// `Z`, or `+05:30`; seconds, which ISO 8601 does not have, are cut off.
impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.seconds.unsigned_abs() / 60;
        if minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if self.seconds < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
