//! From the meaning of a phrase and the values of its slots to a date, in any language.

use super::super::edtf;
use super::super::error::DateError;
use super::super::expression::{
    Date, DatePart, Element, Expression, Field, Limit, Point, Qualifier, Year,
};
use super::super::iso::{CalendarDate, DateTime, TimeOfDay, UtcOffset};
use super::arithmetic::{
    Third, between, day, fraction, neighbour, third, week, weekday, years_ago,
};
use super::template::Meaning;
use super::time_of_day;
use super::token::Number;
use super::value::{Value, days, element, first, is_before, last, months, single, small, year};

/// The result of a row with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Date(Expression),
    /// A date, with a note on what was taken for granted.
    Noted(Expression, String),
    Undated,
    Refused(DateError),
}

impl From<Date> for Outcome {
    fn from(date: Date) -> Self {
        Self::Date(date.into())
    }
}

/// The result of a meaning with these values; `None` if they do not go together.
pub(super) fn outcome(meaning: Meaning, values: &[Value]) -> Option<Outcome> {
    match meaning {
        Meaning::Undated => return Some(Outcome::Undated),
        Meaning::Clock => return Some(Outcome::Refused(clock())),
        Meaning::NoYear => {
            return Some(Outcome::Refused(DateError::new(
                "this names a day, a month or a season, and the year is missing. Write it behind the \
                 month, as in 12 April 1985.",
            )));
        }
        Meaning::ShortYear => return short_year(values),
        Meaning::Turn => {
            return Some(Outcome::Refused(DateError::new(
                "this is the turn of a century, which has no bounds: write the years that are \
                 meant, such as 1895~/1905~.",
            )));
        }
        Meaning::NamedCentury(century) => return hundred(century, false).map(Outcome::from),
        Meaning::Weekday => return on_weekday(values),
        Meaning::DecadeOfCentury => {
            let ([decade, Value::Ordinal(century)] | [Value::Ordinal(century), decade]) = values
            else {
                return None;
            };
            return decade_of_century(decade, *century).map(Outcome::from);
        }
        Meaning::DecadeIn(century) => {
            let [decade] = values else { return None };
            return decade_of_century(decade, century).map(Outcome::from);
        }
        Meaning::Half => return part(values, 2),
        Meaning::Third => return part(values, 3),
        Meaning::Quarter => return part(values, 4),
        Meaning::Calendar => return calendar(values),
        Meaning::Decade => return decade(values),
        Meaning::YearsAgo(power) => {
            let [Value::Number(number)] = values else {
                return None;
            };
            if power == 0 && number.whole().is_none_or(|years| years < 10_000) {
                return Some(Outcome::Refused(clock()));
            }
            return ago(number, power);
        }
        Meaning::BeforePresent => {
            let [Value::Number(number)] = values else {
                return None;
            };
            return ago(number, 0);
        }
        _ => {}
    }
    date(meaning, values).map(Outcome::Date)
}

fn clock() -> DateError {
    DateError::new(
        "this depends on the day on which it is read, and annals looks at no clock for a date. \
         Write the date itself, such as 2021-04-12.",
    )
}

fn ago(number: &Number, power: u32) -> Option<Outcome> {
    Some(match years_ago(number, power)? {
        Ok(date) => date.into(),
        Err(error) => Outcome::Refused(error),
    })
}

/// The date of a meaning that neither refuses its values nor makes a note.
fn date(meaning: Meaning, values: &[Value]) -> Option<Expression> {
    let date = match (meaning, values) {
        (Meaning::Same, [Value::Date(date)]) => return Some(date.clone()),
        (Meaning::CalendarRange, _) => return calendar_range(values),
        (Meaning::Moment | Meaning::MomentRange, _) => return moment(values),
        (Meaning::Week, _) => return week(year(values)?, small(values, 53)?),
        (Meaning::Approximate, [Value::Date(date)]) => {
            return qualified(date, Qualifier::APPROXIMATE);
        }
        (Meaning::Uncertain, [Value::Date(date)]) => return qualified(date, Qualifier::UNCERTAIN),
        (Meaning::Early, [Value::Date(date)]) => return third(single(date)?, Third::First),
        (Meaning::Middle, [Value::Date(date)]) => return third(single(date)?, Third::Second),
        (Meaning::Late, [Value::Date(date)]) => return third(single(date)?, Third::Last),
        (Meaning::Season, _) => {
            let code = values.iter().find_map(|value| match value {
                Value::Season(code) => Some(*code),
                _ => None,
            })?;
            Date::new(Year::Exact(year(values)?), DatePart::Season(code))
        }
        (Meaning::Century, [Value::Ordinal(century), rest @ ..]) => {
            hundred(*century, is_before(rest))?
        }
        (Meaning::Century, [Value::Number(century), rest @ ..]) if century.digits.len() <= 2 => {
            hundred(u32::try_from(century.whole()?).ok()?, is_before(rest))?
        }
        (Meaning::CenturyRange, [Value::Ordinal(from), Value::Ordinal(to), rest @ ..]) => {
            let is_before = is_before(rest);
            return Some(between(
                hundred(*from, is_before)?,
                hundred(*to, is_before)?,
            ));
        }
        (Meaning::Millennium, [Value::Ordinal(millennium @ 1..=10), rest @ ..]) => {
            let first = u8::try_from(millennium - 1).ok();
            masked(is_before(rest), [first, None, None, None])
        }
        (Meaning::ApproximateRange, [Value::Year(from), Value::Year(to)]) => {
            return Some(approximate_years(*from, *to));
        }
        (Meaning::ApproximateRange, [Value::Year(from), Value::Number(to)]) => {
            return Some(approximate_years(*from, short_end(*from, to)?));
        }
        (Meaning::Winter, [Value::Season(24), Value::Number(from), Value::Number(to)]) => {
            let year = from.whole().filter(|_| from.digits.len() == 4)?;
            let next = to.whole().filter(|to| *to == year + 1);
            let next = next.or_else(|| short_end(year, to))?;
            if next != year + 1 {
                return None;
            }
            Date::new(Year::Exact(year), DatePart::Season(24))
        }
        _ => return interval_or_choice(meaning, values),
    };
    Some(date.into())
}

fn approximate_years(from: i64, to: i64) -> Expression {
    let year = |year| Date::year(year).with_qualifier(Qualifier::APPROXIMATE);
    between(year(from), year(to))
}

/// Intervals and choices.
fn interval_or_choice(meaning: Meaning, values: &[Value]) -> Option<Expression> {
    let (start, end) = match (meaning, values) {
        (Meaning::From, [Value::Date(date)]) => (Limit::At(first(date)?), Limit::Open),
        (Meaning::FromToUnknown, [Value::Date(date)]) => (Limit::At(first(date)?), Limit::Unknown),
        (Meaning::UnknownUntil, [Value::Date(date)]) => (Limit::Unknown, Limit::At(last(date)?)),
        (Meaning::Until, [Value::Date(date)]) => (Limit::Open, Limit::At(last(date)?)),
        (Meaning::Before, [Value::Date(date)]) => match neighbour(first(date)?, false)? {
            // Some time before: how long it lasted, and when it ended, is not said.
            last @ Point::Date(_) => {
                return Some(Expression::OneOf(vec![Element::OnOrBefore(last)]));
            }
            moment @ Point::Moment(_) => (Limit::Open, Limit::At(moment)),
        },
        (Meaning::After, [Value::Date(date)]) => {
            (Limit::At(neighbour(last(date)?, true)?), Limit::Open)
        }
        (Meaning::Interval, [Value::Date(from), Value::Date(to)]) => {
            (Limit::At(first(from)?), Limit::At(last(to)?))
        }
        (Meaning::OneOf, [Value::Date(one), Value::Date(other)]) => {
            return Some(Expression::OneOf(vec![element(one)?, element(other)?]));
        }
        (Meaning::AllOf, [Value::Date(one), Value::Date(other)]) => {
            return Some(Expression::AllOf(vec![element(one)?, element(other)?]));
        }
        (Meaning::SharedEra, [Value::Number(from), Value::Year(to)]) => {
            let from = from.whole().filter(|from| *from >= 1)?;
            let from = if *to <= 0 {
                1_i64.checked_sub(from)?
            } else {
                from
            };
            return Some(between(Date::year(from), Date::year(*to)));
        }
        (Meaning::SharedEra, [Value::Christ(false), Value::Number(from), Value::Number(to)]) => {
            let year = |number: &Number| number.whole().filter(|year| *year >= 1).map(Date::year);
            return Some(between(year(from)?, year(to)?));
        }
        (Meaning::ShortRange, [Value::Number(from), Value::Number(to)]) => {
            let from = from.whole().filter(|_| from.digits.len() == 4)?;
            return Some(between(Date::year(from), Date::year(short_end(from, to)?)));
        }
        _ => return None,
    };
    Some(Expression::Interval(start, end))
}

/// A day with one or two times of day.
fn moment(values: &[Value]) -> Option<Expression> {
    // A day in full and without a qualifier.
    let plain = |date: &Expression| {
        let date = single(date).filter(|date| date.qualifier().is_none())?;
        day(date).filter(CalendarDate::exists)
    };
    let at = |date: CalendarDate, time: TimeOfDay, offset: Option<UtcOffset>| {
        let time = Some(time);
        DateTime { date, time, offset }.point()
    };
    let point = match values {
        [Value::Date(day), Value::Time(time, offset)]
        | [Value::Time(time, offset), Value::Date(day)] => at(plain(day)?, *time, *offset)?,
        [
            Value::Month(month),
            Value::Day(day),
            Value::Time(time, offset),
            Value::Year(year),
        ] => at(CalendarDate::new(*year, *month, *day), *time, *offset)?,
        // An hour in figures, where a word before it says so.
        [Value::Date(day), Value::Number(hour)] => {
            at(plain(day)?, time_of_day::of_figures(hour)?, None)?
        }
        [
            Value::Date(day),
            Value::Time(from, from_offset),
            Value::Time(to, to_offset),
        ] => {
            let day = plain(day)?;
            let (from, to) = (at(day, *from, *from_offset)?, at(day, *to, *to_offset)?);
            return Some(Expression::Interval(Limit::At(from), Limit::At(to)));
        }
        _ => return None,
    };
    Some(Expression::Point(point))
}

/// The year whose last digits are given, if it is after `from`: `18` after 1914.
fn short_end(from: i64, to: &Number) -> Option<i64> {
    if !(1_000..=9_999).contains(&from) || to.digits.len() > 3 {
        return None;
    }
    let power = 10_i64.pow(u32::try_from(to.digits.len()).ok()?);
    let to = to.whole()?;
    (to > from % power).then(|| from - from % power + to)
}

fn dated(year: i64, month: Option<u8>, day: Option<u8>) -> Date {
    let part = match (month.map(Field::known), day.map(Field::known)) {
        (Some(month), Some(day)) => DatePart::Day(month, day),
        (Some(month), None) => DatePart::Month(month),
        (None, _) => DatePart::Year,
    };
    Date::new(Year::Exact(year), part)
}

fn calendar(values: &[Value]) -> Option<Outcome> {
    let date = dated(
        year(values)?,
        months(values).first().copied(),
        days(values).first().copied(),
    );
    Some(match edtf::read_date(&date.to_string()) {
        Ok(date) => date.into(),
        Err(error) => Outcome::Refused(error.without_column()),
    })
}

fn calendar_range(values: &[Value]) -> Option<Expression> {
    let (year, months, days) = (year(values)?, months(values), days(values));
    let from = dated(year, months.first().copied(), days.first().copied());
    let to = dated(year, months.last().copied(), days.last().copied());
    Some(between(from, to))
}

/// A decade by its first year, or by its name alone.
fn decade(values: &[Value]) -> Option<Outcome> {
    let (digits, year) = match values {
        [Value::Number(number)] => (number.digits.len(), number.whole()?),
        [Value::Tens(_)] => (2, 0),
        _ => return None,
    };
    if year % 10 != 0 {
        return None;
    }
    Some(match digits {
        3 | 4 if year % 100 == 0 => Outcome::Refused(DateError::new(format!(
            "this can be ten years (write {:03}X) or a hundred (write {:02}XX).",
            year / 10,
            year / 100
        ))),
        3 | 4 => {
            let [century, tens] = [year / 100, year / 10 % 10].map(u8::try_from);
            ten(century.ok()?, tens.ok()?).into()
        }
        2 => Outcome::Refused(DateError::new(
            "a decade needs its century: write 192X for the years from 1920 to 1929.",
        )),
        _ => return None,
    })
}

/// A decade by its name or in two figures, of a century.
fn decade_of_century(decade: &Value, century: u32) -> Option<Date> {
    let tens = match decade {
        Value::Tens(tens) => *tens,
        Value::Number(number) if number.digits.len() == 2 => u32::try_from(number.whole()?).ok()?,
        _ => return None,
    };
    if tens % 10 != 0 || tens >= 100 || !(1..=100).contains(&century) {
        return None;
    }
    let [century, tens] = [century - 1, tens / 10].map(u8::try_from);
    Some(ten(century.ok()?, tens.ok()?))
}

/// Years of which some digits are not known.
const fn masked(negative: bool, digits: [Option<u8>; 4]) -> Date {
    Date::new(Year::Masked { negative, digits }, DatePart::Year)
}

/// Ten years: 19 and 8 are the years from 1980 to 1989.
const fn ten(hundreds: u8, tens: u8) -> Date {
    let digits = [Some(hundreds / 10), Some(hundreds % 10), Some(tens), None];
    masked(false, digits)
}

/// A century: the hundred years with the same first digits.
fn hundred(century: u32, before_christ: bool) -> Option<Date> {
    let hundreds = century.checked_sub(1).filter(|hundreds| *hundreds < 100)?;
    let hundreds = u8::try_from(hundreds).ok()?;
    let digits = [Some(hundreds / 10), Some(hundreds % 10), None, None];
    Some(masked(before_christ, digits))
}

/// A half, third or quarter, of a year or of a longer or shorter date.
fn part(values: &[Value], count: u8) -> Option<Outcome> {
    const SOFT: &str = "Parts of a month, a decade or a longer time are read with soft edges.";
    let number = small(values, count)?;
    let date = values.iter().find_map(|value| match value {
        Value::Date(date) => Some(single(date).copied()),
        Value::Year(year) => Some(Some(Date::year(*year))),
        _ => None,
    })??;
    let part = fraction(&date, number, count)?;
    Some(if part.qualifier().approximate {
        Outcome::Noted(part, SOFT.to_owned())
    } else {
        Outcome::Date(part)
    })
}

/// A day with its day of the week. A wrong day of the week gets a note.
fn on_weekday(values: &[Value]) -> Option<Outcome> {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let name = |weekday: u8| {
        let index = usize::from(weekday).checked_sub(1)?;
        NAMES.get(index).copied()
    };
    let ([Value::Weekday(written), Value::Date(date)]
    | [Value::Date(date), Value::Weekday(written)]) = values
    else {
        return None;
    };
    let day = match date {
        Expression::Point(Point::Date(date)) => day(date),
        Expression::Point(Point::Moment(moment)) => Some(moment.day()),
        _ => None,
    }?;
    let actual = weekday(day)?;
    Some(if actual == *written {
        Outcome::Date(date.clone())
    } else {
        let note = format!(
            "The date is kept and the day of the week is not: {day} is a {} in the Gregorian \
             calendar, not a {}.",
            name(actual)?,
            name(*written)?
        );
        Outcome::Noted(date.clone(), note)
    })
}

/// A date whose year has two figures.
fn short_year(values: &[Value]) -> Option<Outcome> {
    let year = values.iter().rev().find_map(|value| match value {
        Value::Number(number) if number.digits.len() == 2 => number.whole(),
        _ => None,
    })?;
    // `May 12` is a day.
    if year <= 31 && days(values).is_empty() && !months(values).is_empty() {
        return None;
    }
    Some(Outcome::Refused(DateError::new(format!(
        "the year has two figures, and its century is not certain: write four, such as 19{year:02} \
         or 20{year:02}."
    ))))
}

/// A date with one more qualifier; `None` for moments and intervals, which cannot have one.
fn qualified(date: &Expression, more: Qualifier) -> Option<Expression> {
    let date = single(date)?;
    let qualifiers = date.qualifiers.map(|qualifier| qualifier.and(more));
    Some(
        Date {
            qualifiers,
            ..*date
        }
        .into(),
    )
}
