//! [`Precision`]: the unit that a date is stated in.

/// The finest unit that a date states, ordered from finest to coarsest.
///
/// `1985-04` states a month, `199X` a decade, `Y-65E6S2` a million years.
///
/// ```
/// use annals_time::{Precision, When};
///
/// let nineties = When::parse("the 1990s").unwrap().unwrap();
/// assert_eq!(nineties.precision(), Precision::Decade);
/// assert!(Precision::Day < Precision::Month);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Seven to nine digits after the second.
    Nanosecond,
    /// Four to six digits after the second.
    Microsecond,
    /// One to three digits after the second.
    Millisecond,
    /// A second of the day.
    Second,
    /// A minute of the day.
    Minute,
    /// An hour of the day.
    Hour,
    /// A calendar day.
    Day,
    /// A calendar month.
    Month,
    /// Spring, summer, autumn or winter: three months.
    Season,
    /// A quarter of a year: three months.
    Quarter,
    /// A third of a year: four months (the quadrimester of ISO 8601-2).
    FourMonths,
    /// Half a year: six months (the semestral of ISO 8601-2).
    HalfYear,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
    /// 10,000 years.
    TenThousandYears,
    /// 100,000 years.
    HundredThousandYears,
    /// A million years.
    MillionYears,
    /// Ten million years.
    TenMillionYears,
    /// A hundred million years.
    HundredMillionYears,
    /// A billion (a thousand million) years, or more.
    BillionYears,
}

impl Precision {
    /// Every unit, finest first.
    pub const ALL: [Self; 22] = [
        Self::Nanosecond,
        Self::Microsecond,
        Self::Millisecond,
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Month,
        Self::Season,
        Self::Quarter,
        Self::FourMonths,
        Self::HalfYear,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
        Self::TenThousandYears,
        Self::HundredThousandYears,
        Self::MillionYears,
        Self::TenMillionYears,
        Self::HundredMillionYears,
        Self::BillionYears,
    ];

    /// The unit in lower-case words: `"year"`, `"half year"`, `"million years"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nanosecond => "nanosecond",
            Self::Microsecond => "microsecond",
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::FourMonths => "four months",
            Self::HalfYear => "half year",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
            Self::TenThousandYears => "ten thousand years",
            Self::HundredThousandYears => "hundred thousand years",
            Self::MillionYears => "million years",
            Self::TenMillionYears => "ten million years",
            Self::HundredMillionYears => "hundred million years",
            Self::BillionYears => "billion years",
        }
    }

    /// That something is somewhere in the unit: `some time in the year`, `some time in these four months`.
    pub(super) fn some_time_in(self) -> String {
        let name = self.name();
        let one = if name.ends_with('s') { "these" } else { "the" };
        format!("some time in {one} {name}")
    }

    /// The unit of ten to the power of `power` years.
    pub(super) const fn of_years(power: u32) -> Self {
        match power {
            0 => Self::Year,
            1 => Self::Decade,
            2 => Self::Century,
            3 => Self::Millennium,
            4 => Self::TenThousandYears,
            5 => Self::HundredThousandYears,
            6 => Self::MillionYears,
            7 => Self::TenMillionYears,
            8 => Self::HundredMillionYears,
            _ => Self::BillionYears,
        }
    }

    /// The unit of a second written with that many digits after it.
    pub(super) const fn of_fraction(digits: u8) -> Self {
        match digits {
            0 => Self::Second,
            1..=3 => Self::Millisecond,
            4..=6 => Self::Microsecond,
            _ => Self::Nanosecond,
        }
    }

    /// How precisely a date in this unit is known: `"to the year"`, `"to within a million years"`.
    pub(super) fn to_the_unit(self) -> String {
        match self {
            Self::FourMonths => "to within four months".to_owned(),
            Self::TenThousandYears | Self::TenMillionYears => {
                format!("to within {}", self.name())
            }
            Self::HundredThousandYears
            | Self::MillionYears
            | Self::HundredMillionYears
            | Self::BillionYears => format!("to within a {}", self.name()),
            _ => format!("to the {}", self.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_in_order_and_have_names_of_their_own() {
        assert!(Precision::ALL.is_sorted());
        let mut names: Vec<_> = Precision::ALL.iter().map(|unit| unit.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Precision::ALL.len());
    }

    #[test]
    fn powers_of_ten_name_their_unit() {
        assert_eq!(Precision::of_years(0), Precision::Year);
        assert_eq!(Precision::of_years(6), Precision::MillionYears);
        assert_eq!(Precision::of_years(11), Precision::BillionYears);
        assert_eq!(
            Precision::MillionYears.to_the_unit(),
            "to within a million years"
        );
        assert_eq!(Precision::Day.to_the_unit(), "to the day");
    }
}
