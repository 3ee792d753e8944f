//! [`Quick`]: dates of large tables, at a fraction of the cost of reading them.
//!
//! Owns the two forms that nearly every table has: `2020-01-02` and `2020-01-02T03:04:05.678Z`, the `T`
//! or a space, with or without a fraction and a zone. Everything else is left to [`When::parse`], which
//! says the same of these.
//!
//! [`When::parse`]: super::When::parse

use super::civil::Civil;
use super::moment::Time;
use super::region::{Member, Region};
use super::when::{Extent, Shape};

/// A date in one of the usual forms: a stretch of known length with exact ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quick {
    /// A span for a day, an instant for a time of day.
    pub shape: Shape,
    /// Its first moment.
    pub start: Time,
    /// The first moment after it.
    pub end: Time,
    /// From one to the other, in nanoseconds.
    pub length: u64,
}

const SECOND: u64 = 1_000_000_000;
const DAY: u64 = 86_400 * SECOND;

impl Quick {
    /// Reads a date that is in one of the usual forms, without blanks around it. `None` says nothing
    /// about the text.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let day: &[u8; 10] = bytes.first_chunk()?;
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *day else {
            return None;
        };
        let year = pair(y0, y1)? * 100 + pair(y2, y3)?;
        let mut civil = Civil::date(year.into(), small(m0, m1)?, small(d0, d1)?);
        let rest = bytes.get(10..)?;
        if rest.is_empty() {
            return Self::new(Shape::Span, civil, 0, DAY);
        }
        let clock: &[u8; 9] = rest.first_chunk()?;
        let [b'T' | b' ', h0, h1, b':', n0, n1, b':', s0, s1] = *clock else {
            return None;
        };
        (civil.hour, civil.minute, civil.second) = (small(h0, h1)?, small(n0, n1)?, small(s0, s1)?);
        let rest = rest.get(9..)?;
        if let [] | [b'Z'] = *rest {
            return Self::new(Shape::Instant, civil, 0, SECOND);
        }
        let digits = match rest.first() {
            Some(b'.') => rest
                .iter()
                .skip(1)
                .take_while(|it| it.is_ascii_digit())
                .count(),
            _ => 0,
        };
        let unit = if digits == 0 {
            SECOND
        } else {
            let (fraction, unit) = fraction(rest.get(1..=digits)?)?;
            civil.nanosecond = fraction;
            unit
        };
        let zone = rest.get(if digits == 0 { 0 } else { digits + 1 }..)?;
        let shift = match *zone {
            [] | [b'Z'] => 0,
            [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
                let (hours, minutes) = (pair(h0, h1)?, pair(m0, m1)?);
                if hours > 14 || minutes > 59 {
                    return None;
                }
                let shift = i64::from(hours) * 3_600 + i64::from(minutes) * 60;
                if sign == b'+' { -shift } else { shift }
            }
            _ => return None,
        };
        Self::new(Shape::Instant, civil, shift, unit)
    }

    fn new(shape: Shape, civil: Civil, shift: i64, length: u64) -> Option<Self> {
        let start = Time::from_civil(civil)?;
        let start = Time::new(start.seconds().checked_add(shift)?, start.nanoseconds())?;
        // In whole seconds where that will do: a million dates are read at a time.
        let end = if length >= SECOND {
            let seconds = i64::try_from(length / SECOND).ok()?;
            Time::new(start.seconds().checked_add(seconds)?, start.nanoseconds())?
        } else {
            start.saturating_add_nanos(length.into())
        };
        Some(Self {
            shape,
            start,
            end,
            length,
        })
    }

    /// Where it lies on the axis.
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

/// Two digits.
fn pair(tens: u8, ones: u8) -> Option<u16> {
    small(tens, ones).map(u16::from)
}

fn small(tens: u8, ones: u8) -> Option<u8> {
    let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
    is_number.then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// One to nine digits after the point as nanoseconds, and the length of the last one.
fn fraction(digits: &[u8]) -> Option<(u32, u64)> {
    if digits.len() > 9 {
        return None;
    }
    let number = digits
        .iter()
        .fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    let unit = 10_u32.pow(u32::try_from(9 - digits.len()).ok()?);
    Some((number * unit, u64::from(unit)))
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
    fn the_usual_forms_are_read(#[case] text: &str) {
        let when = When::parse(text).unwrap().unwrap();
        let quick = Quick::read(text.as_bytes()).unwrap();
        assert_eq!(quick.extent(), when.extent());
        assert_eq!(quick.end.nanos_since(quick.start), i128::from(quick.length));
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
    fn everything_else_is_left_to_others(#[case] text: &str) {
        assert_eq!(Quick::read(text.as_bytes()), None);
    }

    proptest! {
        /// Whatever is read quickly is read in the same way slowly.
        #[test]
        fn quick_and_slow_agree(text in "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|[+-][01][0-9]:[0-6][0-9])?)?") {
            if let Some(quick) = Quick::read(text.as_bytes()) {
                let when = When::parse(&text).unwrap().unwrap();
                prop_assert_eq!(quick.extent(), when.extent());
            }
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Quick::read(text.as_bytes());
        }
    }
}
