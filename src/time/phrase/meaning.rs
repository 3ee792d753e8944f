//! From the meaning of a phrase and its values to EDTF.
//!
//! Owns what each meaning says in EDTF; the arithmetic on dates is in `arithmetic`. It knows no
//! language.

use super::super::edtf;
use super::super::error::DateError;
use super::super::expression::edtf_year;
use super::arithmetic::{Third, neighbour, third, years_ago};
use super::language::Meaning;
use super::token::Number;

/// What a slot of a phrase holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Astronomical.
    Year(i64),
    Month(u8),
    Day(u8),
    /// Code 21 to 24.
    Season(u8),
    Ordinal(u32),
    Number(Number),
    /// A single date in EDTF or near it.
    Date(String),
}

/// What a phrase comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// EDTF, or what `lenient` reads.
    Edtf(String),
    Undated,
    Refused(DateError),
}

/// What a meaning says with these values; `None` if they do not go together.
pub(super) fn outcome(meaning: Meaning, values: &[Value]) -> Option<Outcome> {
    match meaning {
        Meaning::Undated => return Some(Outcome::Undated),
        Meaning::Clock => return Some(Outcome::Refused(clock())),
        Meaning::NoYear => {
            return Some(Outcome::Refused(DateError::new(
                "the year is missing. Write it behind the month, as in 12 April 1985.",
            )));
        }
        Meaning::Calendar => return calendar(values),
        Meaning::Decade => return decade(values),
        Meaning::YearsAgo(power) => {
            let [Value::Number(number)] = values else {
                return None;
            };
            if power == 0 && number.whole().is_none_or(|years| years < 10_000) {
                return Some(Outcome::Refused(clock()));
            }
            return years_ago(number, power).map(Outcome::Edtf);
        }
        _ => {}
    }
    edtf_of(meaning, values).map(Outcome::Edtf)
}

fn clock() -> DateError {
    DateError::new(
        "this depends on the day on which it is read, and annals looks at no clock for a date. \
         Write the date itself, such as 2021-04-12.",
    )
}

fn edtf_of(meaning: Meaning, values: &[Value]) -> Option<String> {
    match (meaning, values) {
        (Meaning::Same, [Value::Date(date)]) => Some(date.clone()),
        (Meaning::CalendarRange, _) => calendar_range(values),
        (Meaning::Season, _) => {
            let code = values.iter().find_map(|value| match value {
                Value::Season(code) => Some(*code),
                _ => None,
            })?;
            coded(values, code)
        }
        (Meaning::Quarter, _) => coded(values, 32 + small(values, 4)?),
        (Meaning::Half, _) => coded(values, 39 + small(values, 2)?),
        (Meaning::Century, [Value::Ordinal(century @ 1..=100)]) => {
            Some(format!("{:02}XX", century - 1))
        }
        (Meaning::CenturyBc, [Value::Ordinal(century @ 1..=100)]) => {
            Some(format!("-{:02}XX", century - 1))
        }
        (Meaning::Millennium, [Value::Ordinal(millennium @ 1..=10)]) => {
            Some(format!("{}XXX", millennium - 1))
        }
        (Meaning::MillenniumBc, [Value::Ordinal(millennium @ 1..=10)]) => {
            Some(format!("-{}XXX", millennium - 1))
        }
        (Meaning::BeforePresent, [Value::Number(number)]) => years_ago(number, 0),
        (Meaning::Approximate, [Value::Date(date)]) => qualified(date, '~'),
        (Meaning::Uncertain, [Value::Date(date)]) => qualified(date, '?'),
        (Meaning::Early, [Value::Date(date)]) => third(date, Third::First),
        (Meaning::Middle, [Value::Date(date)]) => third(date, Third::Second),
        (Meaning::Late, [Value::Date(date)]) => third(date, Third::Last),
        (Meaning::From, [Value::Date(date)]) => Some(format!("{}/..", first(date))),
        (Meaning::Until, [Value::Date(date)]) => Some(format!("../{}", last(date))),
        (Meaning::Before, [Value::Date(date)]) => {
            Some(format!("../{}", neighbour(first(date), false)?))
        }
        (Meaning::After, [Value::Date(date)]) => {
            Some(format!("{}/..", neighbour(last(date), true)?))
        }
        (Meaning::Interval, [Value::Date(from), Value::Date(to)]) => {
            Some(format!("{}/{}", first(from), last(to)))
        }
        (Meaning::OneOf, [Value::Date(one), Value::Date(other)]) => {
            (is_single(one) && is_single(other)).then(|| format!("[{one},{other}]"))
        }
        (Meaning::AllOf, [Value::Date(one), Value::Date(other)]) => {
            (is_single(one) && is_single(other)).then(|| format!("{{{one},{other}}}"))
        }
        (Meaning::SharedEra, [Value::Number(from), Value::Year(to)]) => {
            let from = from.whole().filter(|from| *from >= 1)?;
            let from = if *to <= 0 {
                1_i64.checked_sub(from)?
            } else {
                from
            };
            Some(format!("{}/{}", edtf_year(from), edtf_year(*to)))
        }
        (Meaning::ShortRange, [Value::Number(from), Value::Number(to)]) => {
            if from.digits.len() != 4 || to.digits.len() != 2 {
                return None;
            }
            let (from, to) = (from.whole()?, to.whole()?);
            (to > from % 100).then(|| format!("{from}/{}", from - from % 100 + to))
        }
        _ => None,
    }
}

/// Whether a date inside a phrase is none of the intervals that thirds of decades are.
fn is_single(date: &str) -> bool {
    !date.contains('/')
}

/// Where a date inside a phrase begins.
fn first(date: &str) -> &str {
    date.split_once('/').map_or(date, |(first, _)| first)
}

/// Where it ends.
fn last(date: &str) -> &str {
    date.rsplit_once('/').map_or(date, |(_, last)| last)
}

fn year(values: &[Value]) -> Option<i64> {
    values.iter().find_map(|value| match value {
        Value::Year(year) => Some(*year),
        _ => None,
    })
}

fn months(values: &[Value]) -> Vec<u8> {
    values
        .iter()
        .filter_map(|value| match value {
            Value::Month(month) => Some(*month),
            _ => None,
        })
        .collect()
}

fn days(values: &[Value]) -> Vec<u8> {
    values
        .iter()
        .filter_map(|value| match value {
            Value::Day(day) => Some(*day),
            _ => None,
        })
        .collect()
}

/// A number or an ordinal from 1 to `last`.
fn small(values: &[Value], last: u8) -> Option<u8> {
    values.iter().find_map(|value| {
        let number = match value {
            Value::Number(number) => u8::try_from(number.whole()?).ok()?,
            Value::Ordinal(ordinal) => u8::try_from(*ordinal).ok()?,
            _ => return None,
        };
        (1..=last).contains(&number).then_some(number)
    })
}

/// A year with a code for a part of it.
fn coded(values: &[Value], code: u8) -> Option<String> {
    Some(format!("{}-{code:02}", edtf_year(year(values)?)))
}

fn dated(year: i64, month: Option<u8>, day: Option<u8>) -> String {
    [month, day]
        .into_iter()
        .flatten()
        .fold(edtf_year(year), |date, field| format!("{date}-{field:02}"))
}

fn calendar(values: &[Value]) -> Option<Outcome> {
    let written = dated(
        year(values)?,
        months(values).first().copied(),
        days(values).first().copied(),
    );
    Some(match edtf::read_date(&written) {
        Ok(_) => Outcome::Edtf(written),
        Err(error) => Outcome::Refused(error.without_column()),
    })
}

fn calendar_range(values: &[Value]) -> Option<String> {
    let (year, months, days) = (year(values)?, months(values), days(values));
    let from = dated(year, months.first().copied(), days.first().copied());
    let to = dated(year, months.last().copied(), days.last().copied());
    Some(format!("{from}/{to}"))
}

/// `1990` with an s behind it.
fn decade(values: &[Value]) -> Option<Outcome> {
    let [Value::Number(number)] = values else {
        return None;
    };
    let year = number.whole()?;
    if year % 10 != 0 {
        return None;
    }
    Some(match number.digits.len() {
        3 | 4 if year % 100 == 0 => Outcome::Refused(DateError::new(format!(
            "this can be ten years (write {:03}X) or a hundred (write {:02}XX).",
            year / 10,
            year / 100
        ))),
        3 | 4 => Outcome::Edtf(format!("{:03}X", year / 10)),
        2 => Outcome::Refused(DateError::new(
            "a decade needs its century: write 192X for the years from 1920 to 1929.",
        )),
        _ => return None,
    })
}

/// A date with one more qualifier; moments have none.
fn qualified(date: &str, sign: char) -> Option<String> {
    if date.contains('T') || !is_single(date) {
        return None;
    }
    Some(match date.strip_suffix(['?', '~', '%']) {
        Some(_) if date.ends_with(sign) || date.ends_with('%') => date.to_owned(),
        Some(plain) => format!("{plain}%"),
        None => format!("{date}{sign}"),
    })
}
