//! Writes expressions as EDTF, and what EDTF cannot write in the nearest form that `lenient` reads.
//!
//! The text is correct but not always in the preferred spelling, which `edtf` gives.

use std::fmt::{self, Display, Formatter};

use super::expression::{
    Date, DatePart, Element, Expression, Field, Limit, Moment, Point, Qualifier, Year, edtf_year,
};
use super::iso::DateTime;

/// An estimate is written with an exponent if at least this many of its digits do not count.
const MIN_EXPONENT: u32 = 4;

impl Display for Qualifier {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.sign())
    }
}

impl Display for Year {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Exact(year) => f.write_str(&edtf_year(year)),
            Self::Masked { negative, digits } => {
                f.write_str(if negative { "-" } else { "" })?;
                digits.iter().try_for_each(|digit| write_digit(f, *digit))
            }
            Self::Estimate { value, power, .. } => {
                let significant = Self::width(value).saturating_sub(power).max(1);
                let unit = 10_i64.pow(power);
                if power >= MIN_EXPONENT && value % unit == 0 {
                    write!(f, "Y{}E{power}S{significant}", value / unit)
                } else {
                    write!(f, "{}S{significant}", edtf_year(value))
                }
            }
        }
    }
}

fn write_digit(f: &mut Formatter<'_>, digit: Option<u8>) -> fmt::Result {
    match digit {
        Some(digit) => write!(f, "{digit}"),
        None => f.write_str("X"),
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write_digit(f, *digit))
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // A qualifier at the end is that of all fields, one before a field is that of the field.
        let whole = self.whole_qualifier();
        let before = |index: usize| match whole {
            Some(_) => Qualifier::default(),
            None => self.qualifiers[index],
        };
        write!(f, "{}{}", before(0), self.year)?;
        match self.part {
            DatePart::Year => {}
            DatePart::Season(code) => write!(f, "-{}{code}", before(1))?,
            DatePart::Month(month) => write!(f, "-{}{month}", before(1))?,
            DatePart::Day(month, day) => write!(f, "-{}{month}-{}{day}", before(1), before(2))?,
        }
        write!(f, "{}", whole.unwrap_or_default())
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ahead = self.offset.unwrap_or_default().nanoseconds();
        let mut written = DateTime::new(self.start.saturating_add_nanos(ahead), self.precision);
        written.offset = self.offset;
        if let Some(time) = &mut written.time {
            time.fraction_digits = self.fraction_digits;
            if self.is_leap_second {
                time.second = Some(60);
            }
        }
        written.fmt(f)
    }
}

impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}

impl Display for Limit {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
            Self::At(point) => point.fmt(f),
            Self::OnOrBefore(point) => write!(f, "..{point}"),
            Self::OnOrAfter(point) => write!(f, "{point}.."),
        }
    }
}

impl Display for Element {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(point) => point.fmt(f),
            Self::OnOrBefore(point) => write!(f, "..{point}"),
            Self::OnOrAfter(point) => write!(f, "{point}.."),
            Self::Range(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let list = |elements: &[Element]| {
            let texts: Vec<String> = elements.iter().map(Element::to_string).collect();
            texts.join(",")
        };
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Interval(start, end) => write!(f, "{start}/{end}"),
            Self::OneOf(elements) => write!(f, "[{}]", list(elements)),
            Self::AllOf(elements) => write!(f, "{{{}}}", list(elements)),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use crate::{edtf, lenient};

    #[rstest]
    #[case("1985")]
    #[case("-0043")]
    #[case("Y-12000")]
    #[case("198X?")]
    #[case("1950S2")]
    #[case("Y-65E6S2~")]
    #[case("Y-10050S2")]
    #[case("2020-21%")]
    #[case("1985-XX-12")]
    #[case("2004-?06-~11")]
    #[case("?2004-06")]
    #[case("1985-04-12T23:20:30-04:00")]
    #[case("2016-12-31T23:59:60Z")]
    #[case("../1985-04-12")]
    #[case("1985/")]
    #[case("..1985/1990..")]
    #[case("[..1667,1668,1670..1672]")]
    #[case("{1960,1961-12..}")]
    fn edtf_is_written_as_it_is_read(#[case] text: &str) {
        let read = edtf::read(text).unwrap();
        let written = read.expression.to_string();
        assert_eq!(edtf::read(&written).unwrap(), read, "{written}");
    }

    #[rstest]
    #[case("-01XX")]
    #[case("2021-04-12T10:00:00.250+02:00/2021-04-12T11:00Z")]
    fn texts_near_edtf_are_written_as_they_are_read(#[case] text: &str) {
        assert_eq!(lenient::read(text).unwrap().expression.to_string(), text);
    }
}
