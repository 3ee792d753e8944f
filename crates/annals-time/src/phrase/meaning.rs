//! From the meaning of a phrase and its values to EDTF.
//!
//! Owns what each meaning says in EDTF; the arithmetic on dates is in `arithmetic`. It knows no
//! language.

use super::super::edtf;
use super::super::error::DateError;
use super::super::expression::edtf_year;
use super::arithmetic::{Third, fraction, neighbour, third, week, weekday, years_ago};
use super::language::{LAST, Meaning};
use super::time_of_day;
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
    /// Monday is 1.
    Weekday(u8),
    /// An ordinal, or the number of a century.
    Ordinal(u32),
    /// A decade of no century: 90.
    Tens(u32),
    Number(Number),
    /// An era alone: whether it is the one before the year 1.
    Christ(bool),
    /// A time of day as EDTF writes it, perhaps without seconds.
    Time(String),
    /// A single date in EDTF or near it.
    Date(String),
}

/// What a phrase comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// EDTF, or what `lenient` reads.
    Edtf(String),
    /// The same, with a note on what was taken for granted.
    Noted(String, String),
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
        Meaning::Fixed(edtf) => return Some(Outcome::Edtf(edtf.to_owned())),
        Meaning::Weekday => return on_weekday(values),
        Meaning::DecadeOfCentury => {
            let ([decade, Value::Ordinal(century)] | [Value::Ordinal(century), decade]) = values
            else {
                return None;
            };
            return decade_of_century(decade, *century).map(Outcome::Edtf);
        }
        Meaning::DecadeIn(century) => {
            let [decade] = values else { return None };
            return decade_of_century(decade, century).map(Outcome::Edtf);
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
        (Meaning::Moment | Meaning::MomentRange, _) => moment(values),
        (Meaning::Week, _) => week(year(values)?, small(values, 53)?, None),
        (Meaning::Century, [Value::Ordinal(century), rest @ ..]) => {
            hundred(*century, is_before(rest))
        }
        (Meaning::Century, [Value::Number(century), rest @ ..]) if century.digits.len() <= 2 => {
            hundred(u32::try_from(century.whole()?).ok()?, is_before(rest))
        }
        (Meaning::CenturyRange, [Value::Ordinal(from), Value::Ordinal(to), rest @ ..]) => {
            let (from, to) = (
                hundred(*from, is_before(rest))?,
                hundred(*to, is_before(rest))?,
            );
            Some(format!("{from}/{to}"))
        }
        (Meaning::Millennium, [Value::Ordinal(millennium @ 1..=10), rest @ ..]) => {
            let sign = if is_before(rest) { "-" } else { "" };
            Some(format!("{sign}{}XXX", millennium - 1))
        }
        (Meaning::BeforePresent, [Value::Number(number)]) => years_ago(number, 0),
        (Meaning::Approximate, [Value::Date(date)]) => qualified(date, '~'),
        (Meaning::ApproximateRange, [Value::Year(from), Value::Year(to)]) => {
            Some(format!("{}~/{}~", edtf_year(*from), edtf_year(*to)))
        }
        (Meaning::ApproximateRange, [Value::Year(from), Value::Number(to)]) => {
            let (from, to) = (*from, short_end(*from, to)?);
            Some(format!("{from:04}~/{to:04}~"))
        }
        (Meaning::Winter, [Value::Season(24), Value::Number(from), Value::Number(to)]) => {
            let year = from.whole().filter(|_| from.digits.len() == 4)?;
            let next = to.whole().filter(|to| *to == year + 1);
            let next = next.or_else(|| short_end(year, to))?;
            (next == year + 1).then(|| format!("{year:04}-24"))
        }
        (Meaning::Uncertain, [Value::Date(date)]) => qualified(date, '?'),
        (Meaning::Early, [Value::Date(date)]) => third(date, Third::First),
        (Meaning::Middle, [Value::Date(date)]) => third(date, Third::Second),
        (Meaning::Late, [Value::Date(date)]) => third(date, Third::Last),
        _ => stretch(meaning, values),
    }
}

/// Stretches and choices.
fn stretch(meaning: Meaning, values: &[Value]) -> Option<String> {
    match (meaning, values) {
        (Meaning::From, [Value::Date(date)]) => Some(format!("{}/..", first(date))),
        (Meaning::FromToUnknown, [Value::Date(date)]) => Some(format!("{}/", first(date))),
        (Meaning::UnknownUntil, [Value::Date(date)]) => Some(format!("/{}", last(date))),
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
        (Meaning::SharedEra, [Value::Christ(false), Value::Number(from), Value::Number(to)]) => {
            let year = |number: &Number| number.whole().filter(|year| *year >= 1).map(edtf_year);
            Some(format!("{}/{}", year(from)?, year(to)?))
        }
        (Meaning::ShortRange, [Value::Number(from), Value::Number(to)]) => {
            let from = from.whole().filter(|_| from.digits.len() == 4)?;
            Some(format!("{from:04}/{:04}", short_end(from, to)?))
        }
        _ => None,
    }
}

/// A day with one or two times of day.
fn moment(values: &[Value]) -> Option<String> {
    // A day in full and without a qualifier.
    let plain = |day: &str| {
        let is_plain = !day.contains(['T', '?', '~', '%']);
        weekday(day).filter(|_| is_plain)
    };
    match values {
        [Value::Date(day), Value::Time(time)] | [Value::Time(time), Value::Date(day)] => {
            plain(day)?;
            Some(format!("{day}T{time}"))
        }
        [
            Value::Month(month),
            Value::Day(day),
            Value::Time(time),
            Value::Year(year),
        ] => {
            let day = dated(*year, Some(*month), Some(*day));
            plain(&day)?;
            Some(format!("{day}T{time}"))
        }
        // An hour in figures, where a word before it says so.
        [Value::Date(day), Value::Number(hour)] => {
            plain(day)?;
            Some(format!("{day}T{}", time_of_day::of_figures(hour)?))
        }
        [Value::Date(day), Value::Time(from), Value::Time(to)] => {
            plain(day)?;
            Some(format!("{day}T{from}/{day}T{to}"))
        }
        _ => None,
    }
}

/// The year whose last digits are given, if it comes after the other one: `18` behind 1914.
fn short_end(from: i64, to: &Number) -> Option<i64> {
    if !(1_000..=9_999).contains(&from) || to.digits.len() > 3 {
        return None;
    }
    let power = 10_i64.pow(u32::try_from(to.digits.len()).ok()?);
    let to = to.whole()?;
    (to > from % power).then(|| from - from % power + to)
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
            Value::Ordinal(LAST) => last,
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
        3 | 4 => Outcome::Edtf(format!("{:03}X", year / 10)),
        2 => Outcome::Refused(DateError::new(
            "a decade needs its century: write 192X for the years from 1920 to 1929.",
        )),
        _ => return None,
    })
}

/// A decade by its name or in two figures, of a century.
fn decade_of_century(decade: &Value, century: u32) -> Option<String> {
    let tens = match decade {
        Value::Tens(tens) => *tens,
        Value::Number(number) if number.digits.len() == 2 => u32::try_from(number.whole()?).ok()?,
        _ => return None,
    };
    let is_decade = tens % 10 == 0 && tens < 100 && (1..=100).contains(&century);
    is_decade.then(|| format!("{:02}{}X", century - 1, tens / 10))
}

/// A century in EDTF.
fn hundred(century: u32, before_christ: bool) -> Option<String> {
    let sign = if before_christ { "-" } else { "" };
    (1..=100)
        .contains(&century)
        .then(|| format!("{sign}{:02}XX", century - 1))
}

fn is_before(values: &[Value]) -> bool {
    values.contains(&Value::Christ(true))
}

/// A half, third or quarter, of a year or of a longer or shorter date.
fn part(values: &[Value], count: u8) -> Option<Outcome> {
    const SOFT: &str = "Parts of a month, a decade or a longer time are read with soft edges.";
    let place = small(values, count)?;
    let date = values.iter().find_map(|value| match value {
        Value::Date(date) => Some(date.clone()),
        Value::Year(year) => Some(edtf_year(*year)),
        _ => None,
    })?;
    let part = fraction(&date, place, count)?;
    Some(if part.contains('~') {
        Outcome::Noted(part, SOFT.to_owned())
    } else {
        Outcome::Edtf(part)
    })
}

/// A day with its day of the week, which is compared and not needed.
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
        let place = usize::from(weekday).checked_sub(1)?;
        NAMES.get(place).copied()
    };
    let ([Value::Weekday(written), Value::Date(date)]
    | [Value::Date(date), Value::Weekday(written)]) = values
    else {
        return None;
    };
    let day = date.split_once('T').map_or(date.as_str(), |(day, _)| day);
    let actual = weekday(day)?;
    Some(if actual == *written {
        Outcome::Edtf(date.clone())
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
