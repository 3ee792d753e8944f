//! [`Date`]: a date without a time of day: its year, its part of the year, and their qualifiers.

use crate::precision::Precision;

/// The qualifiers `?` and `~` of EDTF; `%` is both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Qualifier {
    /// The source is doubtful.
    pub uncertain: bool,
    /// The value is near, not exact.
    pub approximate: bool,
}

impl Qualifier {
    /// `~`
    pub(crate) const APPROXIMATE: Self = Self {
        uncertain: false,
        approximate: true,
    };
    /// `?`
    pub(crate) const UNCERTAIN: Self = Self {
        uncertain: true,
        approximate: false,
    };

    pub(crate) const fn is_none(self) -> bool {
        !self.uncertain && !self.approximate
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            uncertain: self.uncertain || other.uncertain,
            approximate: self.approximate || other.approximate,
        }
    }

    /// The sign of EDTF; empty for no qualifier.
    pub(crate) const fn sign(self) -> &'static str {
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
pub(crate) enum Year {
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
    pub(crate) fn open_digits(self) -> Option<u32> {
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

    /// A value of which only the first `significant` digits count, as it is written with four digits at
    /// least; `None` if the years it stands for do not fit an `i64`.
    pub(crate) fn estimate(value: i64, significant: u32) -> Option<Self> {
        let power = Self::width(value).saturating_sub(significant);
        let unit = 10_i64.checked_pow(power)?;
        let near = (value / unit).checked_mul(unit)?;
        let step = if value < 0 { 1 - unit } else { unit - 1 };
        let far = near.checked_add(step)?;
        Some(Self::Estimate {
            value,
            first: near.min(far),
            last: near.max(far),
            power,
        })
    }

    /// How many digits a year is written with: four at least.
    pub(crate) fn width(value: i64) -> u32 {
        let log = value.unsigned_abs().checked_ilog10();
        log.map_or(1, |log| log + 1).max(4)
    }

    /// The first and the last year that it may be.
    pub(crate) fn range(self) -> (i64, i64) {
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
pub(crate) struct Field(pub [Option<u8>; 2]);

impl Field {
    pub(crate) const fn known(value: u8) -> Self {
        Self([Some(value / 10), Some(value % 10)])
    }

    pub(crate) const fn value(self) -> Option<u8> {
        match self.0 {
            [Some(tens), Some(ones)] => Some(tens * 10 + ones),
            _ => None,
        }
    }

    pub(crate) const fn is_blank(self) -> bool {
        matches!(self.0, [None, None])
    }

    /// The values from 1 to `last` that the digits allow, in order.
    pub(crate) fn values(self, last: u8) -> impl DoubleEndedIterator<Item = u8> {
        (1..=last).filter(move |value| {
            self.0[0].is_none_or(|tens| tens == value / 10)
                && self.0[1].is_none_or(|ones| ones == value % 10)
        })
    }
}

/// Which part of the year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DatePart {
    /// All of it.
    Year,
    /// A season, quarter, third or half: the codes 21 to 41 of ISO 8601-2.
    Season(u8),
    /// A month.
    Month(Field),
    /// A day of a month.
    Day(Field, Field),
}

impl DatePart {
    /// Whether digits of it are not specified.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Self::Year | Self::Season(_) => false,
            Self::Month(month) => month.value().is_none(),
            Self::Day(month, day) => month.value().is_none() || day.value().is_none(),
        }
    }
}

/// One date without a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub year: Year,
    pub part: DatePart,
    /// Qualifiers of the year, the month (or season) and the day. Those of fields that are not written are
    /// none.
    pub qualifiers: [Qualifier; 3],
}

impl Date {
    /// A date without qualifiers.
    pub(crate) const fn new(year: Year, part: DatePart) -> Self {
        Self {
            year,
            part,
            qualifiers: [Qualifier {
                uncertain: false,
                approximate: false,
            }; 3],
        }
    }

    /// A year.
    pub(crate) const fn year(year: i64) -> Self {
        Self::new(Year::Exact(year), DatePart::Year)
    }

    /// A day of a month.
    pub(crate) const fn day(year: i64, month: u8, day: u8) -> Self {
        Self::new(
            Year::Exact(year),
            DatePart::Day(Field::known(month), Field::known(day)),
        )
    }

    /// The same date with one qualifier for all its fields.
    pub(crate) fn with_qualifier(self, qualifier: Qualifier) -> Self {
        let mut date = Self::new(self.year, self.part);
        let fields = date.fields();
        date.qualifiers
            .iter_mut()
            .take(fields)
            .for_each(|it| *it = qualifier);
        date
    }

    /// How many of year, month and day are written.
    pub(crate) const fn fields(&self) -> usize {
        match self.part {
            DatePart::Year => 1,
            DatePart::Season(_) | DatePart::Month(_) => 2,
            DatePart::Day(..) => 3,
        }
    }

    /// The qualifiers of all written fields together.
    pub(crate) fn qualifier(&self) -> Qualifier {
        self.qualifiers
            .iter()
            .take(self.fields())
            .copied()
            .fold(Qualifier::default(), Qualifier::and)
    }

    /// The one qualifier that holds for every written field, if they agree.
    pub(crate) fn whole_qualifier(&self) -> Option<Qualifier> {
        let first = self.qualifiers[0];
        self.qualifiers
            .iter()
            .take(self.fields())
            .all(|other| *other == first)
            .then_some(first)
    }

    /// Whether digits are left open, so that one of several years, months or days is meant.
    pub(crate) fn is_unspecified(&self) -> bool {
        !matches!(self.year, Year::Exact(_))
            || match self.part {
                DatePart::Year | DatePart::Season(_) => false,
                DatePart::Month(month) => month.value().is_none(),
                DatePart::Day(month, day) => month.value().is_none() || day.value().is_none(),
            }
    }

    /// Whether no digit is given at all.
    pub(crate) fn is_blank(&self) -> bool {
        self.year.open_digits() == Some(4)
            && match self.part {
                DatePart::Year => true,
                DatePart::Season(_) => false,
                DatePart::Month(month) => month.is_blank(),
                DatePart::Day(month, day) => month.is_blank() && day.is_blank(),
            }
    }

    pub(crate) fn precision(&self) -> Precision {
        match self.part {
            DatePart::Day(..) => Precision::Day,
            DatePart::Month(_) => Precision::Month,
            DatePart::Season(33..=36) => Precision::Quarter,
            DatePart::Season(37..=39) => Precision::FourMonths,
            DatePart::Season(40..=41) => Precision::HalfYear,
            DatePart::Season(_) => Precision::Season,
            DatePart::Year => self.year_precision(),
        }
    }

    /// The precision of the year alone.
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

    /// The smallest unit that contains the date for certain: the month of `1985-04-XX`. `None` if a
    /// digit in the middle is open, so that no unit does.
    pub(crate) fn known_within(&self) -> Option<Precision> {
        let year = match self.year {
            Year::Masked { .. } => self.year.open_digits().map(Precision::of_years)?,
            _ => self.year_precision(),
        };
        if !matches!(self.year, Year::Exact(_)) {
            return Some(year);
        }
        Some(match self.part {
            DatePart::Month(month) if month.value().is_none() => year,
            DatePart::Day(month, _) if month.value().is_none() => year,
            DatePart::Day(_, day) if day.value().is_none() => Precision::Month,
            _ => self.precision(),
        })
    }
}

/// The months of a part of the year: the first one, 1 to 12, and how many; they may run into the
/// next year. Seasons are meteorological, northern unless the code says otherwise.
pub(crate) const fn season_months(code: u8) -> Option<(u8, u8)> {
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
pub(crate) fn edtf_year(year: i64) -> String {
    match year {
        0..=9_999 => format!("{year:04}"),
        -9_999..=-1 => format!("-{:04}", year.unsigned_abs()),
        _ => format!("Y{year}"),
    }
}
