//! [`Expression`]: the syntax tree of a date, with the terms of EDTF.
//!
//! `date` has the parts of a single date. `reading` builds expressions, `extent` places them on the axis, `words`
//! puts them into English.

mod date;

use super::iso::{CalendarDate, UtcOffset};
use super::moment::Time;
use super::precision::Precision;
pub(crate) use date::{Date, DatePart, Field, Qualifier, Year, edtf_year, season_months};

/// A date with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Its first nanosecond, at UTC if an offset was given.
    pub start: Time,
    /// Hour, minute, second or finer.
    pub precision: Precision,
    /// Digits written after the second, 0 to 9.
    pub fraction_digits: u8,
    /// The offset from UTC, if one was given.
    pub offset: Option<UtcOffset>,
    /// Whether the second is written `:60`.
    pub is_leap_second: bool,
}

impl Moment {
    /// The day that it is on, by the clock of its offset.
    pub(crate) fn day(&self) -> CalendarDate {
        let ahead = self.offset.unwrap_or_default().nanoseconds();
        CalendarDate::of(self.start.saturating_add_nanos(ahead))
    }

    /// How long the stated unit lasts, in nanoseconds.
    pub(crate) fn length(&self) -> i128 {
        match self.precision {
            Precision::Hour => 3_600_000_000_000,
            Precision::Minute => 60_000_000_000,
            _ => i128::from(10_u32.pow(9 - u32::from(self.fraction_digits.min(9)))),
        }
    }
}

/// A single date, with or without a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Date(Date),
    Moment(Moment),
}

impl Point {
    pub(crate) fn qualifier(&self) -> Qualifier {
        match self {
            Self::Date(date) => date.qualifier(),
            Self::Moment(_) => Qualifier::default(),
        }
    }

    pub(crate) fn precision(&self) -> Precision {
        match self {
            Self::Date(date) => date.precision(),
            Self::Moment(moment) => moment.precision,
        }
    }
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// `..`
    Open,
    /// Left blank.
    Unknown,
    /// Some time within the date.
    At(Point),
    /// `..date`: within the date or before it.
    OnOrBefore(Point),
    /// `date..`: within the date or after it.
    OnOrAfter(Point),
}

impl Limit {
    pub(crate) const fn point(&self) -> Option<&Point> {
        match self {
            Self::Open | Self::Unknown => None,
            Self::At(point) | Self::OnOrBefore(point) | Self::OnOrAfter(point) => Some(point),
        }
    }
}

/// One element of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    One(Point),
    /// `..date`
    OnOrBefore(Point),
    /// `date..`
    OnOrAfter(Point),
    /// `date..date`
    Range(Point, Point),
}

impl Element {
    pub(crate) fn points(&self) -> impl Iterator<Item = &Point> {
        let (first, second) = match self {
            Self::One(point) | Self::OnOrBefore(point) | Self::OnOrAfter(point) => (point, None),
            Self::Range(from, to) => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }
}

/// A date as it is written: a point in time, an interval or a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    Point(Point),
    Interval(Limit, Limit),
    /// `[..]`: exactly one holds.
    OneOf(Vec<Element>),
    /// `{..}`: every one holds.
    AllOf(Vec<Element>),
}

impl From<Date> for Expression {
    fn from(date: Date) -> Self {
        Self::Point(Point::Date(date))
    }
}

impl Expression {
    /// Calls `visit` with every single date in it.
    fn each(&self, mut visit: impl FnMut(&Point)) {
        match self {
            Self::Point(point) => visit(point),
            Self::Interval(start, end) => {
                start.point().into_iter().chain(end.point()).for_each(visit);
            }
            Self::OneOf(elements) | Self::AllOf(elements) => {
                elements.iter().flat_map(Element::points).for_each(visit);
            }
        }
    }

    /// Whether it is an interval without a date on either side.
    pub(crate) const fn points_nowhere(&self) -> bool {
        matches!(self, Self::Interval(start, end) if start.point().is_none() && end.point().is_none())
    }

    /// The finest unit that any of its dates states.
    pub(crate) fn precision(&self) -> Precision {
        let mut finest = None;
        self.each(|point| {
            let precision = point.precision();
            finest = Some(finest.map_or(precision, |finest: Precision| finest.min(precision)));
        });
        finest.unwrap_or(Precision::Year)
    }

    /// The qualifiers of all its dates together.
    pub(crate) fn qualifier(&self) -> Qualifier {
        let mut all = Qualifier::default();
        self.each(|point| all = all.and(point.qualifier()));
        all
    }
}
