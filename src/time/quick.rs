//! [`quick_extent`]: where the dates of large tables lie, at a fraction of the cost of reading them.
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

/// Where a date lies, if it is in one of the usual forms. `None` says nothing about the text.
pub fn quick_extent(text: &str) -> Option<Extent> {
    let bytes = text.as_bytes();
    let day: &[u8; 10] = bytes.first_chunk()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *day else {
        return None;
    };
    let year = pair(y0, y1)? * 100 + pair(y2, y3)?;
    let mut civil = Civil::date(year.into(), small(m0, m1)?, small(d0, d1)?);
    let rest = bytes.get(10..)?;
    if rest.is_empty() {
        return extent(Shape::Span, civil, 0, DAY);
    }
    let clock: &[u8; 9] = rest.first_chunk()?;
    let [b'T' | b' ', h0, h1, b':', n0, n1, b':', s0, s1] = *clock else {
        return None;
    };
    (civil.hour, civil.minute, civil.second) = (small(h0, h1)?, small(n0, n1)?, small(s0, s1)?);
    if civil.second > 59 {
        return None;
    }
    let rest = rest.get(9..)?;
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
    extent(Shape::Instant, civil, shift, unit)
}

const SECOND: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * SECOND;

fn extent(shape: Shape, civil: Civil, shift: i64, length: i128) -> Option<Extent> {
    let start = Time::from_civil(civil)?;
    let start = Time::new(start.seconds().checked_add(shift)?, start.nanoseconds())?;
    // In whole seconds where that will do: a million dates are read at a time.
    let end = if length % SECOND == 0 {
        let seconds = i64::try_from(length / SECOND).ok()?;
        Time::new(start.seconds().checked_add(seconds)?, start.nanoseconds())?
    } else {
        start.saturating_add_nanos(length)
    };
    Some(Extent {
        shape,
        whole: Member {
            start: Region::between(start, start),
            end: Region::between(end, end),
        },
    })
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
fn fraction(digits: &[u8]) -> Option<(u32, i128)> {
    if digits.len() > 9 {
        return None;
    }
    let number = digits
        .iter()
        .fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    let unit = 10_u32.pow(u32::try_from(9 - digits.len()).ok()?);
    Some((number * unit, i128::from(unit)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::time::When;

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
        assert_eq!(quick_extent(text), Some(when.extent()));
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
        assert_eq!(quick_extent(text), None);
    }

    proptest! {
        /// Whatever is read quickly is read in the same way slowly.
        #[test]
        fn quick_and_slow_agree(text in "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|[+-][01][0-9]:[0-6][0-9])?)?") {
            if let Some(extent) = quick_extent(&text) {
                let when = When::parse(&text).unwrap().unwrap();
                prop_assert_eq!(extent, when.extent());
            }
        }

        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = quick_extent(&text);
        }
    }
}
