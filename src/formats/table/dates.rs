//! [`Dates`]: where the rows of a chunk lie on the axis, in some bytes each.
//!
//! Owns the packing. Nearly all dates of tables are exact stretches or intervals between two dates that
//! are known to a unit of fixed length; what is not is kept as it is.

use std::collections::HashMap;

use crate::time::{Bound, Extent, Member, Region, Shape, Time};

/// Lengths of the units to which the ends of an interval may be known, in nanoseconds.
const UNITS: [i128; 7] = [
    1,
    1_000,
    1_000_000,
    1_000_000_000,
    60_000_000_000,
    3_600_000_000_000,
    86_400_000_000_000,
];

const UNDATED: u8 = 0;
const SPAN: u8 = 1;
const INSTANT: u8 = 2;
const INTERVAL: u8 = 3;
const OTHER: u8 = u8::MAX;

/// The dates of the rows of a chunk.
#[derive(Debug)]
pub(super) struct Dates {
    codes: Box<[u8]>,
    /// First and last moments of each row, in seconds.
    starts: Box<[i64]>,
    ends: Box<[i64]>,
    /// What lies beyond the seconds; empty where nothing does.
    nanos: Box<[(u32, u32)]>,
    others: HashMap<usize, Extent>,
}

/// The dates of a chunk in the making.
#[derive(Debug, Default)]
pub(super) struct DatesBuilder {
    codes: Vec<u8>,
    starts: Vec<i64>,
    ends: Vec<i64>,
    nanos: Vec<(u32, u32)>,
    others: HashMap<usize, Extent>,
}

impl DatesBuilder {
    /// The date of the next row.
    pub(super) fn push(&mut self, extent: Option<Extent>) {
        let row = self.codes.len();
        let (code, start, end) = match extent {
            None => (UNDATED, Time::MIN, Time::MIN),
            Some(extent) => packed(&extent).unwrap_or_else(|| {
                self.others.insert(row, extent);
                (OTHER, Time::MIN, Time::MIN)
            }),
        };
        self.codes.push(code);
        self.starts.push(start.seconds());
        self.ends.push(end.seconds());
        let nanos = (start.nanoseconds(), end.nanoseconds());
        if nanos != (0, 0) || !self.nanos.is_empty() {
            self.nanos.resize(row, (0, 0));
            self.nanos.push(nanos);
        }
    }

    /// All of them, taking no more room than they need.
    pub(super) fn finish(self) -> Dates {
        Dates {
            codes: self.codes.into(),
            starts: self.starts.into(),
            ends: self.ends.into(),
            nanos: self.nanos.into(),
            others: self.others,
        }
    }
}

/// The code of a date with its first and last moments; `None` if no code says it.
fn packed(extent: &Extent) -> Option<(u8, Time, Time)> {
    let Member { start, end } = extent.whole;
    let (Bound::At(first), Bound::At(start)) = (start.earliest, start.latest) else {
        return None;
    };
    let (Bound::At(end), Bound::At(last)) = (end.earliest, end.latest) else {
        return None;
    };
    let (before, after) = (start.nanos_since(first), last.nanos_since(end));
    let code = match extent.shape {
        Shape::Span if (before, after) == (0, 0) => SPAN,
        Shape::Instant if (before, after) == (0, 0) => INSTANT,
        Shape::Interval => {
            let unit = |length| UNITS.iter().position(|&unit| unit == length);
            let code = unit(before)? * UNITS.len() + unit(after)?;
            INTERVAL + u8::try_from(code).ok()?
        }
        _ => return None,
    };
    Some((code, first, last))
}

impl Dates {
    /// The date of a row.
    pub(super) fn get(&self, row: usize) -> Option<Extent> {
        let code = self.codes[row];
        let nanos = self.nanos.get(row).copied().unwrap_or_default();
        let first = || Time::new(self.starts[row], nanos.0).unwrap_or(Time::MIN);
        let last = || Time::new(self.ends[row], nanos.1).unwrap_or(Time::MAX);
        let (shape, before, after) = match code {
            UNDATED => return None,
            OTHER => return self.others.get(&row).copied(),
            SPAN => (Shape::Span, 0, 0),
            INSTANT => (Shape::Instant, 0, 0),
            code => {
                let code = usize::from(code - INTERVAL);
                let unit = |place: usize| UNITS.get(place).copied().unwrap_or(0);
                let units = (unit(code / UNITS.len()), unit(code % UNITS.len()));
                (Shape::Interval, units.0, units.1)
            }
        };
        let (first, last) = (first(), last());
        Some(Extent {
            shape,
            whole: Member {
                start: Region::between(first, first.saturating_add_nanos(before)),
                end: Region::between(last.saturating_add_nanos(-after), last),
            },
        })
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.codes)
            + size_of_val(&*self.starts)
            + size_of_val(&*self.ends)
            + size_of_val(&*self.nanos)
            + self.others.capacity() * size_of::<(usize, Extent)>()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::time::When;

    #[rstest]
    #[case("2020")]
    #[case("2020-02-29")]
    #[case("2020-01-02T03:04:05Z")]
    #[case("2020-01-02T03:04:05.123456789Z")]
    #[case("2020-01-02T03:04:05Z/2020-01-02T03:04:06.5Z")]
    #[case("2020-01-02/2020-01-05")]
    #[case("2020-01-02/2021")]
    #[case("1985-04-XX")]
    #[case("../2020")]
    #[case("[1667,1668]")]
    fn a_packed_date_is_the_date(#[case] text: &str) {
        let extent = When::parse(text).unwrap().unwrap().extent();
        let mut builder = DatesBuilder::default();
        builder.push(None);
        builder.push(Some(extent));
        builder.push(None);
        builder.push(Some(extent));
        let dates = builder.finish();
        let all: Vec<_> = (0..4).map(|row| dates.get(row)).collect();
        assert_eq!(all, [None, Some(extent), None, Some(extent)]);
    }

    #[test]
    fn usual_dates_take_seventeen_bytes() {
        let extent = When::parse("2020-01-02T03:04:05Z/2020-01-02T05:00:00Z");
        let extent = extent.unwrap().unwrap().extent();
        let mut builder = DatesBuilder::default();
        (0..100).for_each(|_| builder.push(Some(extent)));
        assert_eq!(builder.finish().bytes(), 1_700);
    }
}
