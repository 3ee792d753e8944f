//! [`ExactDate`]: a date with a first moment and a length, as columns of large tables store it.

use super::iso::DateTime;
use super::moment::Time;
use super::precision::Precision;
use super::region::{Member, Region};
use super::when::{Extent, Shape};

/// A whole day, or a time of day to the second or finer: an interval with exact ends.
///
/// ```
/// use annals_time::{ExactDate, When};
///
/// let day = ExactDate::read(b"2020-01-02").unwrap();
/// assert_eq!(day.length, 86_400_000_000_000);
/// assert_eq!(day.extent(), When::parse("2020-01-02").unwrap().unwrap().extent());
/// assert_eq!(ExactDate::read(b"2 January 2020"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactDate {
    /// [`Shape::Span`] for a day, [`Shape::Instant`] for a time of day.
    pub shape: Shape,
    /// Its first moment.
    pub start: Time,
    /// The first moment after it.
    pub end: Time,
    /// From `start` to `end`, in nanoseconds.
    pub length: u64,
}

impl ExactDate {
    /// Reads a date or a date-time in extended format of ISO 8601, of which at least the day is given and,
    /// of a time, the second. `None` for every other text, which [`When::parse`] may read.
    ///
    /// [`When::parse`]: super::When::parse
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let date = DateTime::parse_bytes(bytes).ok()?;
        if date.precision() > Precision::Day
            || matches!(date.precision(), Precision::Hour | Precision::Minute)
        {
            return None;
        }
        let Extent { shape, whole } = date.extent()?;
        let (start, end) = (whole.start.earliest.time()?, whole.end.latest.time()?);
        let length = u64::try_from(end.nanos_since(start)).ok()?;
        Some(Self {
            shape,
            start,
            end,
            length,
        })
    }

    /// The same as an extent.
    pub const fn extent(&self) -> Extent {
        Extent {
            shape: self.shape,
            whole: Member {
                start: Region::between(self.start, self.start),
                end: Region::between(self.end, self.end),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::When;

    #[rstest]
    #[case("2020-02-29")]
    #[case("2020-01-02T03:04:05")]
    #[case("2020-01-02 03:04:05")]
    #[case("2020-01-02T03:04:05Z")]
    #[case("2020-01-02 03:04:05.5+02:00")]
    #[case("2020-01-02T03:04:05.123456789-09:30")]
    #[case("2012-03-14 04:17:38.276340+00:00")]
    fn days_and_seconds_are_read(#[case] text: &str) {
        let when = When::parse(text).unwrap().unwrap();
        let exact = ExactDate::read(text.as_bytes()).unwrap();
        assert_eq!(exact.extent(), when.extent());
        assert_eq!(exact.end.nanos_since(exact.start), i128::from(exact.length));
    }

    #[rstest]
    #[case("2021-02-29")]
    #[case("2020-01-02T24:00:00")]
    #[case("2020-01-02T03:04")]
    #[case("2020-01")]
    #[case("12 April 1985")]
    #[case("2020-01-02T03:04:05+2")]
    #[case("")]
    #[case("２０２０-01-02")]
    fn other_texts_are_not_read(#[case] text: &str) {
        assert_eq!(ExactDate::read(text.as_bytes()), None);
    }

    proptest! {
                #[test]
        fn the_extent_is_that_of_the_date(text in "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|[+-][01][0-9]:[0-6][0-9])?)?") {
            if let Some(exact) = ExactDate::read(text.as_bytes()) {
                let when = When::parse(&text).unwrap().unwrap();
                prop_assert_eq!(exact.extent(), when.extent());
            }
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = ExactDate::read(text.as_bytes());
        }
    }
}
