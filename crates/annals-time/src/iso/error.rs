//! [`IsoError`]: why a text is not ISO 8601, and where.

use std::fmt;

/// Why a text is not read as ISO 8601.
///
/// ```
/// use annals_time::iso::{IsoErrorKind, TimeOfDay};
///
/// let error = TimeOfDay::parse("14:75").unwrap_err();
/// assert_eq!(error.kind(), IsoErrorKind::Minute);
/// assert_eq!(error.position(), 3);
/// assert_eq!(error.to_string(), "at byte 3: minutes go from 00 to 59, in two digits.");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct IsoError {
    position: usize,
    kind: IsoErrorKind,
}

/// What was expected where an [`IsoError`] points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IsoErrorKind {
    /// A year.
    Year,
    /// A month in two digits.
    Month,
    /// A day of the month in two digits.
    Day,
    /// A day of the year in three digits.
    DayOfYear,
    /// A week of the year, such as `W05`.
    Week,
    /// A day of the week, 1 to 7.
    Weekday,
    /// The end of the text after a date, or a time of day.
    AfterDate,
    /// An hour.
    Hour,
    /// A minute.
    Minute,
    /// A second.
    Second,
    /// Digits after the second.
    Fraction,
    /// An offset from UTC in figures.
    Offset,
    /// An offset from UTC, and not the name of a zone.
    Zone,
    /// The end of the text after a time of day.
    AfterTime,
}

impl IsoErrorKind {
    /// What was expected: one or two sentences, the first of which begins in lower case.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Year => "a year has four digits, or a sign and at least four digits.",
            Self::Month => "a month has two digits.",
            Self::Day => "a day has two digits.",
            Self::DayOfYear => "a day of the year has three digits.",
            Self::Week => "a week is written W and two digits.",
            Self::Weekday => "a day of the week is one digit, 1 to 7.",
            Self::AfterDate => "nothing more is expected after the date.",
            Self::Hour => {
                "hours go from 00 to 23. Midnight at the end of a day is 00:00 of the next."
            }
            Self::Minute => "minutes go from 00 to 59, in two digits.",
            Self::Second => "seconds go from 00 to 59, in two digits.",
            Self::Fraction => "digits of a second are expected here.",
            Self::Offset => "an offset from UTC is written Z, +02 or +05:30, up to 23:59.",
            Self::Zone => "only Z, UTC, GMT or an offset such as +02:00 is expected here.",
            Self::AfterTime => "nothing more is expected after the time of day.",
        }
    }

    /// Whether the error lies in a time of day or its offset, so that a whole date comes before it.
    pub const fn is_in_time(self) -> bool {
        matches!(
            self,
            Self::Hour
                | Self::Minute
                | Self::Second
                | Self::Fraction
                | Self::Offset
                | Self::Zone
                | Self::AfterTime
        )
    }
}

impl IsoError {
    pub(super) const fn new(position: usize, kind: IsoErrorKind) -> Self {
        Self { position, kind }
    }

    /// The byte of the text at which something else was expected, counted from 0.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// What was expected there.
    pub const fn kind(&self) -> IsoErrorKind {
        self.kind
    }

    /// What was expected: one or two sentences, the first of which begins in lower case.
    pub const fn message(&self) -> &'static str {
        self.kind.message()
    }
}

impl fmt::Display for IsoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.position, self.message())
    }
}
