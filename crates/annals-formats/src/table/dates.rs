//! [`Dates`]: where the rows of a chunk lie on the axis, in some bytes each.
//!
//! Owns the packing. Nearly all dates of tables are exact stretches or intervals between two dates that
//! are known to a unit of fixed length; what is not is kept as it is.

use std::collections::HashMap;

use annals_time::{Bound, ExactDate, Extent, Member, Region, Shape, Time};

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

/// The date of a row as it is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Packed {
    /// By its code, its first moment and the first one after it.
    Coded(u8, Time, Time),
    /// What no code says.
    Other(Box<Extent>),
}

impl Packed {
    /// No date.
    pub(super) const NEVER: Self = Self::Coded(UNDATED, Time::MIN, Time::MIN);

    /// One date in a usual form.
    pub(super) const fn at(date: &ExactDate) -> Self {
        let code = match date.shape {
            Shape::Span => SPAN,
            _ => INSTANT,
        };
        Self::Coded(code, date.start, date.end)
    }

    /// From somewhere in one date to somewhere in another; `None` if the second ends before the first
    /// begins, or is known to an unusual unit.
    pub(super) fn between(start: &ExactDate, end: &ExactDate) -> Option<Self> {
        let code = interval(unit(start.length.into())?, unit(end.length.into())?)?;
        (start.start < end.end).then_some(Self::Coded(code, start.start, end.end))
    }
}

impl From<Option<Extent>> for Packed {
    fn from(extent: Option<Extent>) -> Self {
        extent.map_or(Self::NEVER, |extent| match coded(&extent) {
            Some((code, first, last)) => Self::Coded(code, first, last),
            None => Self::Other(Box::new(extent)),
        })
    }
}

impl DatesBuilder {
    /// The date of the next row.
    pub(super) fn push(&mut self, date: Packed) {
        let row = self.codes.len();
        let (code, start, end) = match date {
            Packed::Coded(code, start, end) => (code, start, end),
            Packed::Other(extent) => {
                self.others.insert(row, *extent);
                (OTHER, Time::MIN, Time::MIN)
            }
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

/// The place of a length among the units.
fn unit(length: i128) -> Option<u8> {
    UNITS
        .iter()
        .zip(0..)
        .find_map(|(unit, place)| (*unit == length).then_some(place))
}

/// The code of an interval whose ends are known to these units.
fn interval(start: u8, end: u8) -> Option<u8> {
    let units = u8::try_from(UNITS.len()).ok()?;
    start
        .checked_mul(units)?
        .checked_add(end)?
        .checked_add(INTERVAL)
}

/// The code of a date with its first moment and the first one after it; `None` if no code says it.
fn coded(extent: &Extent) -> Option<(u8, Time, Time)> {
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
        Shape::Interval => interval(unit(before)?, unit(after)?)?,
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
    use annals_time::When;

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
        builder.push(Packed::NEVER);
        builder.push(Some(extent).into());
        builder.push(Packed::NEVER);
        builder.push(Some(extent).into());
        let dates = builder.finish();
        let all: Vec<_> = (0..4).map(|row| dates.get(row)).collect();
        assert_eq!(all, [None, Some(extent), None, Some(extent)]);
    }

    #[rstest]
    #[case("2020-02-29", "2020-03-01")]
    #[case("2020-01-02T03:04:05Z", "2020-01-02T03:04:05Z")]
    #[case("2020-01-02T03:04:05.123Z", "2020-01-03")]
    #[case::known_to_a_tenth("2020-01-02T03:04:05.1Z", "2020-01-03")]
    #[case::the_wrong_way("2020-01-02", "2019-12-31")]
    #[case::the_same_day("2020-01-02", "2020-01-02T03:04:05Z")]
    fn quick_dates_are_packed_as_the_slow_ones(#[case] start: &str, #[case] end: &str) {
        let slow = |text: &str| {
            let when = When::parse(text).ok().flatten();
            when.map(|when| Packed::from(Some(when.extent())))
        };
        let quick = |text: &str| ExactDate::read(text.as_bytes()).unwrap();
        assert_eq!(Some(Packed::at(&quick(start))), slow(start));
        if let Some(packed) = Packed::between(&quick(start), &quick(end)) {
            assert_eq!(Some(packed), slow(&format!("{start}/{end}")));
        } else {
            let is_other = matches!(
                slow(&format!("{start}/{end}")),
                None | Some(Packed::Other(_))
            );
            assert!(is_other, "{start} {end}");
        }
    }

    #[test]
    fn usual_dates_take_seventeen_bytes() {
        let extent = When::parse("2020-01-02T03:04:05Z/2020-01-02T05:00:00Z");
        let extent = extent.unwrap().unwrap().extent();
        let mut builder = DatesBuilder::default();
        (0..100).for_each(|_| builder.push(Some(extent).into()));
        assert_eq!(builder.finish().bytes(), 1_700);
    }
}
