//! [`Time`]: a moment on the time axis, from nanoseconds to the Big Bang. All arithmetic is exact.

use std::fmt;

const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// A moment: whole seconds and nanoseconds since 1970-01-01 on the proleptic Gregorian calendar.
///
/// The seconds reach about ±292 thousand million years. The axis has no zone and no leap seconds:
/// a date with an offset is placed at its UTC moment, one without is placed as written.
///
/// ```
/// use annals_time::Time;
///
/// let landing = Time::from_date(1969, 7, 20).unwrap();
/// let day = 86_400_000_000_000;
/// let next = landing.saturating_add_nanos(day);
/// assert_eq!(next.nanos_since(landing), day);
/// assert_eq!(next.to_string(), "1969-07-21");
/// assert!(landing < next);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    seconds: i64,
    nanos: u32,
}

impl Time {
    /// The first moment on the axis.
    pub const MIN: Self = Self {
        seconds: i64::MIN,
        nanos: 0,
    };
    /// The last moment on the axis.
    pub const MAX: Self = Self {
        seconds: i64::MAX,
        nanos: 999_999_999,
    };

    /// The moment this many seconds after the start of 1970, and `nanos` after that. `None` if `nanos` is
    /// 1,000,000,000 or more.
    pub const fn new(seconds: i64, nanos: u32) -> Option<Self> {
        if nanos < 1_000_000_000 {
            Some(Self { seconds, nanos })
        } else {
            None
        }
    }

    /// Whole seconds since 1970, rounded towards the past.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after [`Time::seconds`], 0 to 999,999,999.
    pub const fn nanoseconds(self) -> u32 {
        self.nanos
    }

    /// Nanoseconds since the start of 1970. Any two such numbers can be subtracted without overflow.
    pub fn total_nanos(self) -> i128 {
        i128::from(self.seconds) * NANOS_PER_SECOND + i128::from(self.nanos)
    }

    /// The moment this many nanoseconds after the start of 1970; the nearer end of the axis if it would lie
    /// outside.
    pub fn from_total_nanos(nanos: i128) -> Self {
        // From 1678 to 2262 the number fits 64 bits, which are divided much faster.
        if let Ok(nanos) = i64::try_from(nanos) {
            const PER_SECOND: i64 = 1_000_000_000;
            return Self {
                seconds: nanos.div_euclid(PER_SECOND),
                nanos: u32::try_from(nanos.rem_euclid(PER_SECOND)).unwrap_or(0),
            };
        }
        let seconds = nanos.div_euclid(NANOS_PER_SECOND);
        match i64::try_from(seconds) {
            Ok(seconds) => Self {
                seconds,
                nanos: u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).unwrap_or(0),
            },
            Err(_) if seconds < 0 => Self::MIN,
            Err(_) => Self::MAX,
        }
    }

    /// Nanoseconds from `earlier` to this moment; negative if this one is earlier.
    pub fn nanos_since(self, earlier: Self) -> i128 {
        self.total_nanos() - earlier.total_nanos()
    }

    /// This moment moved by a number of nanoseconds, no further than to the end of the axis.
    #[must_use]
    pub fn saturating_add_nanos(self, nanos: i128) -> Self {
        Self::from_total_nanos(self.total_nanos().saturating_add(nanos))
    }
}

/// ISO 8601 without a zone: `2021-01-01` at the start of a day, else `2021-01-01T12:30:00.5`. A year that
/// does not fit four digits has a sign and at least six.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        if (0..=9_999).contains(&civil.year) {
            write!(f, "{:04}", civil.year)?;
        } else {
            write!(
                f,
                "{}{:06}",
                if civil.year < 0 { '-' } else { '+' },
                civil.year.unsigned_abs()
            )?;
        }
        write!(f, "-{:02}-{:02}", civil.month, civil.day)?;
        if !civil.is_midnight() {
            write!(
                f,
                "T{:02}:{:02}:{:02}",
                civil.hour, civil.minute, civil.second
            )?;
            if civil.nanosecond != 0 {
                let fraction = format!("{:09}", civil.nanosecond);
                write!(f, ".{}", fraction.trim_end_matches('0'))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, 0, "1970-01-01")]
    #[case(1_609_504_245, 500_000_000, "2021-01-01T12:30:45.5")]
    #[case(-62_198_755_200, 0, "-000001-01-01")]
    #[case(253_402_300_800, 0, "+010000-01-01")]
    fn a_moment_is_written_in_iso_8601(
        #[case] seconds: i64,
        #[case] nanos: u32,
        #[case] expected: &str,
    ) {
        assert_eq!(Time::new(seconds, nanos).unwrap().to_string(), expected);
    }

    #[test]
    fn arithmetic_stops_at_the_ends_of_the_axis() {
        assert_eq!(Time::MAX.saturating_add_nanos(1), Time::MAX);
        assert_eq!(Time::MIN.saturating_add_nanos(-1), Time::MIN);
        assert_eq!(Time::MIN.saturating_add_nanos(i128::MIN), Time::MIN);
        assert_eq!(Time::MAX.saturating_add_nanos(i128::MAX), Time::MAX);
    }

    proptest! {
        #[test]
        fn adding_and_subtracting_are_inverse(seconds in any::<i32>(), nanos in 0_u32..1_000_000_000, by in -1_000_000_000_000_000_000_i128..1_000_000_000_000_000_000) {
            let time = Time::new(i64::from(seconds), nanos).unwrap();
            let moved = time.saturating_add_nanos(by);
            prop_assert_eq!(moved.nanos_since(time), by);
            prop_assert_eq!(moved.saturating_add_nanos(-by), time);
            prop_assert_eq!(moved >= time, by >= 0);
        }
    }
}
