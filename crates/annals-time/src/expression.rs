//! What a date says, in our own terms, before it is placed on the axis.
//!
//! Owns the parts of a date (year, part of the year, qualifiers), intervals and sets of them, and
//! their precision. `extent` places them, `words` says them, `edtf` and its neighbours read them.

use super::moment::Time;
use super::precision::Precision;

/// `?` and `~` of EDTF; `%` is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Qualifier {
    /// The source is in doubt.
    pub uncertain: bool,
    /// The value is near, not exact.
    pub approximate: bool,
}

impl Qualifier {
    pub(super) const fn is_none(self) -> bool {
        !self.uncertain && !self.approximate
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            uncertain: self.uncertain || other.uncertain,
            approximate: self.approximate || other.approximate,
        }
    }

    /// The sign of EDTF, empty if there is nothing to say.
    pub(super) const fn sign(self) -> &'static str {
        match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        }
    }
}

/// A year as it is written. Years are astronomical: 0 is 1 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// A year in full.
    Exact(i64),
    /// Some digits are not specified (`X`); before the year 0 if negative.
    Masked {
        negative: bool,
        digits: [Option<u8>; 4],
    },
    /// A value of which only the first digits count: `value` stands for some year from `first` to
    /// `last`, which share all but the last `power` digits.
    Estimate {
        value: i64,
        first: i64,
        last: i64,
        power: u32,
    },
}

impl Year {
    /// How many of the last digits are not specified, if all before them are.
    pub(super) fn open_digits(self) -> Option<u32> {
        let Self::Masked { digits, .. } = self else {
            return None;
        };
        let known = digits.iter().take_while(|digit| digit.is_some()).count();
        let rest = digits.iter().skip(known);
        if rest.clone().all(Option::is_none) {
            u32::try_from(rest.len()).ok()
        } else {
            None
        }
    }

    /// The first and the last year that it may be.
    pub(super) fn range(self) -> (i64, i64) {
        match self {
            Self::Exact(year) => (year, year),
            Self::Estimate { first, last, .. } => (first, last),
            Self::Masked { negative, digits } => {
                let fill = |with: u8| {
                    digits.iter().fold(0_i64, |year, digit| {
                        year * 10 + i64::from(digit.unwrap_or(with))
                    })
                };
                if negative {
                    (-fill(9), -fill(0))
                } else {
                    (fill(0), fill(9))
                }
            }
        }
    }
}

/// Two digits of a month or a day; `None` is an `X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field(pub [Option<u8>; 2]);

impl Field {
    pub(super) const fn known(value: u8) -> Self {
        Self([Some(value / 10), Some(value % 10)])
    }

    pub(super) const fn value(self) -> Option<u8> {
        match self.0 {
            [Some(tens), Some(ones)] => Some(tens * 10 + ones),
            _ => None,
        }
    }

    pub(super) const fn is_blank(self) -> bool {
        matches!(self.0, [None, None])
    }

    /// The values from 1 to `last` that the digits allow, in order.
    pub(super) fn values(self, last: u8) -> impl DoubleEndedIterator<Item = u8> {
        (1..=last).filter(move |value| {
            self.0[0].is_none_or(|tens| tens == value / 10)
                && self.0[1].is_none_or(|ones| ones == value % 10)
        })
    }
}

/// Which part of the year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Year,
    /// A season, quarter, third or half: the codes 21 to 41 of ISO 8601-2.
    Season(u8),
    /// A month.
    Month(Field),
    /// A day of a month.
    Day(Field, Field),
}

impl Part {
    /// Whether digits of it are not specified.
    pub(super) fn is_open(self) -> bool {
        match self {
            Self::Year | Self::Season(_) => false,
            Self::Month(month) => month.value().is_none(),
            Self::Day(month, day) => month.value().is_none() || day.value().is_none(),
        }
    }
}

/// One date without a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub year: Year,
    pub part: Part,
    /// Of the year, the month (or season) and the day; those that are not written say nothing.
    pub qualifiers: [Qualifier; 3],
}

impl Date {
    /// How many of year, month and day are written.
    pub(super) const fn fields(&self) -> usize {
        match self.part {
            Part::Year => 1,
            Part::Season(_) | Part::Month(_) => 2,
            Part::Day(..) => 3,
        }
    }

    /// The qualifiers of all written fields together.
    pub(super) fn qualifier(&self) -> Qualifier {
        self.qualifiers
            .iter()
            .take(self.fields())
            .copied()
            .fold(Qualifier::default(), Qualifier::and)
    }

    /// The one qualifier that holds for every written field, if they agree.
    pub(super) fn whole_qualifier(&self) -> Option<Qualifier> {
        let first = self.qualifiers[0];
        self.qualifiers
            .iter()
            .take(self.fields())
            .all(|other| *other == first)
            .then_some(first)
    }

    /// Whether something is left open, so that one of several years, months or days is meant.
    pub(super) fn is_unspecified(&self) -> bool {
        !matches!(self.year, Year::Exact(_))
            || match self.part {
                Part::Year | Part::Season(_) => false,
                Part::Month(month) => month.value().is_none(),
                Part::Day(month, day) => month.value().is_none() || day.value().is_none(),
            }
    }

    /// Whether not a single digit is given, so that nothing at all is said.
    pub(super) fn is_blank(&self) -> bool {
        self.year.open_digits() == Some(4)
            && match self.part {
                Part::Year => true,
                Part::Season(_) => false,
                Part::Month(month) => month.is_blank(),
                Part::Day(month, day) => month.is_blank() && day.is_blank(),
            }
    }

    pub(super) fn precision(&self) -> Precision {
        match self.part {
            Part::Day(..) => Precision::Day,
            Part::Month(_) => Precision::Month,
            Part::Season(33..=36) => Precision::Quarter,
            Part::Season(37..=39) => Precision::FourMonths,
            Part::Season(40..=41) => Precision::HalfYear,
            Part::Season(_) => Precision::Season,
            Part::Year => self.year_precision(),
        }
    }

    /// What is known of the year alone.
    fn year_precision(&self) -> Precision {
        match self.year {
            Year::Exact(_) => Precision::Year,
            Year::Masked { .. } => self
                .year
                .open_digits()
                .map_or(Precision::Year, Precision::of_years),
            Year::Estimate { power, .. } => Precision::of_years(power),
        }
    }

    /// The unit inside which the date is not placed any closer: the month of `1985-04-XX`. `None`
    /// if a digit in the middle is open, so that no unit holds it.
    pub(super) fn known_within(&self) -> Option<Precision> {
        let year = match self.year {
            Year::Masked { .. } => self.year.open_digits().map(Precision::of_years)?,
            _ => self.year_precision(),
        };
        if !matches!(self.year, Year::Exact(_)) {
            return Some(year);
        }
        Some(match self.part {
            Part::Month(month) if month.value().is_none() => year,
            Part::Day(month, _) if month.value().is_none() => year,
            Part::Day(_, day) if day.value().is_none() => Precision::Month,
            _ => self.precision(),
        })
    }
}

/// A date with a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Its first nanosecond, at UTC if an offset was given.
    pub start: Time,
    /// Hour, minute, second or finer.
    pub precision: Precision,
    /// Digits written after the second, 0 to 9.
    pub fraction_digits: u8,
    /// Whether an offset from UTC was given.
    pub utc: bool,
}

impl Moment {
    /// How long the stated unit lasts, in nanoseconds.
    pub(super) fn length(&self) -> i128 {
        match self.precision {
            Precision::Hour => 3_600_000_000_000,
            Precision::Minute => 60_000_000_000,
            _ => 10_i128.pow(9 - u32::from(self.fraction_digits.min(9))),
        }
    }
}

/// A single date, with or without a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Date(Date),
    Moment(Moment),
}

impl Point {
    pub(super) fn qualifier(&self) -> Qualifier {
        match self {
            Self::Date(date) => date.qualifier(),
            Self::Moment(_) => Qualifier::default(),
        }
    }

    pub(super) fn precision(&self) -> Precision {
        match self {
            Self::Date(date) => date.precision(),
            Self::Moment(moment) => moment.precision,
        }
    }
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// `..`
    Open,
    /// Blank.
    Unknown,
    /// Some time within the date.
    At(Point),
    /// `..date`: within the date or before it.
    OnOrBefore(Point),
    /// `date..`: within the date or after it.
    OnOrAfter(Point),
}

impl Limit {
    pub(super) const fn point(&self) -> Option<&Point> {
        match self {
            Self::Open | Self::Unknown => None,
            Self::At(point) | Self::OnOrBefore(point) | Self::OnOrAfter(point) => Some(point),
        }
    }
}

/// One element of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    One(Point),
    /// `..date`
    OnOrBefore(Point),
    /// `date..`
    OnOrAfter(Point),
    /// `date..date`
    Range(Point, Point),
}

impl Element {
    pub(super) fn points(&self) -> impl Iterator<Item = &Point> {
        let (first, second) = match self {
            Self::One(point) | Self::OnOrBefore(point) | Self::OnOrAfter(point) => (point, None),
            Self::Range(from, to) => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }
}

/// All that a date can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    Point(Point),
    Interval(Limit, Limit),
    /// `[..]`: exactly one holds.
    OneOf(Vec<Element>),
    /// `{..}`: every one holds.
    AllOf(Vec<Element>),
}

impl Expression {
    /// Passes every single date that it names.
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
    pub(super) const fn points_nowhere(&self) -> bool {
        matches!(self, Self::Interval(start, end) if start.point().is_none() && end.point().is_none())
    }

    /// The finest unit that any of its dates states.
    pub(super) fn precision(&self) -> Precision {
        let mut finest = None;
        self.each(|point| {
            let precision = point.precision();
            finest = Some(finest.map_or(precision, |finest: Precision| finest.min(precision)));
        });
        finest.unwrap_or(Precision::Year)
    }

    /// The qualifiers of all its dates together.
    pub(super) fn qualifier(&self) -> Qualifier {
        let mut all = Qualifier::default();
        self.each(|point| all = all.and(point.qualifier()));
        all
    }
}

/// The months of a part of the year: the first one, 1 to 12, and how many; they may run into the
/// next year. Seasons are meteorological, northern unless the code says otherwise.
pub(super) const fn season_months(code: u8) -> Option<(u8, u8)> {
    Some(match code {
        21 | 25 | 31 => (3, 3),
        22 | 26 | 32 => (6, 3),
        23 | 27 | 29 => (9, 3),
        24 | 28 | 30 => (12, 3),
        33 => (1, 3),
        34 => (4, 3),
        35 => (7, 3),
        36 => (10, 3),
        37 => (1, 4),
        38 => (5, 4),
        39 => (9, 4),
        40 => (1, 6),
        41 => (7, 6),
        _ => return None,
    })
}

/// A year as EDTF writes it: four digits, with a sign before the year 0, and `Y` beyond four digits.
pub(super) fn edtf_year(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}
