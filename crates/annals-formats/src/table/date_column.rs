//! [`DateColumn`]: the dates of the rows of a chunk, packed into 17 bytes each.
//!
//! Nearly all dates of tables are exact, or intervals between two exact dates: a code for their shape and units,
//! the first moment and the first one after. Any other date is stored whole.

use std::collections::HashMap;

use annals_time::{Bound, ExactDate, Extent, Member, Region, Shape, Time};

/// The lengths of the units that the ends of an interval may have, in nanoseconds.
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
pub(super) struct DateColumn {
    codes: Box<[u8]>,
    /// The first moment of each row, and the first after it, in seconds.
    starts: Box<[i64]>,
    ends: Box<[i64]>,
    /// The nanoseconds of both; empty if all are 0.
    nanos: Box<[(u32, u32)]>,
    others: HashMap<usize, Extent>,
}

/// Builds a [`DateColumn`] row by row.
#[derive(Debug, Default)]
pub(super) struct DateColumnBuilder {
    codes: Vec<u8>,
    starts: Vec<i64>,
    ends: Vec<i64>,
    nanos: Vec<(u32, u32)>,
    others: HashMap<usize, Extent>,
}

/// The packed date of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PackedDate {
    /// A code, the first moment and the first one after it.
    Coded(u8, Time, Time),
    /// A date without a code.
    Other(Box<Extent>),
}

impl PackedDate {
    /// No date.
    pub(super) const NONE: Self = Self::Coded(UNDATED, Time::MIN, Time::MIN);

    /// Packs one date.
    pub(super) const fn single(date: &ExactDate) -> Self {
        let code = match date.shape {
            Shape::Span => SPAN,
            _ => INSTANT,
        };
        Self::Coded(code, date.start, date.end)
    }

    /// Packs an interval from one date to another; `None` if the second ends before the first begins, or if
    /// one is longer than a day.
    pub(super) fn interval(start: &ExactDate, end: &ExactDate) -> Option<Self> {
        let code = interval_code(unit(start.length.into())?, unit(end.length.into())?)?;
        (start.start < end.end).then_some(Self::Coded(code, start.start, end.end))
    }
}

impl From<Option<Extent>> for PackedDate {
    fn from(extent: Option<Extent>) -> Self {
        extent.map_or(Self::NONE, |extent| match coded(&extent) {
            Some((code, first, last)) => Self::Coded(code, first, last),
            None => Self::Other(Box::new(extent)),
        })
    }
}

impl DateColumnBuilder {
    /// Adds the date of the next row.
    pub(super) fn push(&mut self, date: PackedDate) {
        let row = self.codes.len();
        let (code, start, end) = match date {
            PackedDate::Coded(code, start, end) => (code, start, end),
            PackedDate::Other(extent) => {
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

    /// Builds the column.
    pub(super) fn finish(self) -> DateColumn {
        DateColumn {
            codes: self.codes.into(),
            starts: self.starts.into(),
            ends: self.ends.into(),
            nanos: self.nanos.into(),
            others: self.others,
        }
    }
}

/// Returns the index of a length in [`UNITS`].
fn unit(length: i128) -> Option<u8> {
    UNITS
        .iter()
        .zip(0..)
        .find_map(|(unit, index)| (*unit == length).then_some(index))
}

/// Returns the code of an interval with ends of these units.
fn interval_code(start: u8, end: u8) -> Option<u8> {
    let units = u8::try_from(UNITS.len()).ok()?;
    start
        .checked_mul(units)?
        .checked_add(end)?
        .checked_add(INTERVAL)
}

/// Returns the code of a date, its first moment and the first one after; `None` if it has no code.
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
        Shape::Interval => interval_code(unit(before)?, unit(after)?)?,
        _ => return None,
    };
    Some((code, first, last))
}

impl DateColumn {
    /// Returns the date of a row.
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
                let unit = |index: usize| UNITS.get(index).copied().unwrap_or(0);
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
    fn packing_keeps_the_extent(#[case] text: &str) {
        let extent = When::parse(text).unwrap().unwrap().extent();
        let mut builder = DateColumnBuilder::default();
        builder.push(PackedDate::NONE);
        builder.push(Some(extent).into());
        builder.push(PackedDate::NONE);
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
    fn exact_dates_are_packed_like_parsed_ones(#[case] start: &str, #[case] end: &str) {
        let parsed = |text: &str| {
            let when = When::parse(text).ok().flatten();
            when.map(|when| PackedDate::from(Some(when.extent())))
        };
        let exact = |text: &str| ExactDate::read(text.as_bytes()).unwrap();
        assert_eq!(Some(PackedDate::single(&exact(start))), parsed(start));
        if let Some(packed) = PackedDate::interval(&exact(start), &exact(end)) {
            assert_eq!(Some(packed), parsed(&format!("{start}/{end}")));
        } else {
            let is_other = matches!(
                parsed(&format!("{start}/{end}")),
                None | Some(PackedDate::Other(_))
            );
            assert!(is_other, "{start} {end}");
        }
    }
}
