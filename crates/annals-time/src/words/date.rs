//! A single date in English: years, parts of years, months and days, with open digits and qualifiers.

use super::super::civil::{Civil, days_in_month};
use super::super::expression::{Date, DatePart, Field, Moment, Point, Qualifier, Year};
use super::super::months::month as month_in_full;
use super::super::precision::Precision;
use super::number::{deep, grouped, ordinal, year};

/// What a date is part of, which decides how its qualifier is worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateContext {
    /// Alone.
    Alone,
    /// The one end of an interval that is given.
    OneEnd,
    /// One of several dates.
    Among,
}

/// A date with its qualifiers.
pub(super) fn point(point: &Point, context: DateContext) -> String {
    match point {
        Point::Moment(moment) => moment_words(moment),
        Point::Date(date) => qualified(date, context),
    }
}

fn qualified(date: &Date, context: DateContext) -> String {
    let Some(qualifier) = date.whole_qualifier() else {
        return format!("{} ({})", plain(date, context), in_parts(date));
    };
    if let (DatePart::Season(code @ 37..=39), Year::Exact(_), true) =
        (date.part, date.year, qualifier.approximate)
    {
        let part = match code {
            37 => "early",
            38 => "mid",
            _ => "late",
        };
        let words = format!("{part} {}", year_of(date.year));
        return with(
            &words,
            Qualifier {
                approximate: false,
                ..qualifier
            },
            context,
        );
    }
    // The words of an estimate begin with "about" anyway.
    let approximate = qualifier.approximate && !matches!(date.year, Year::Estimate { .. });
    with(
        &plain(date, context),
        Qualifier {
            approximate,
            ..qualifier
        },
        context,
    )
}

/// Words with a qualifier that applies to all of them.
fn with(words: &str, qualifier: Qualifier, context: DateContext) -> String {
    let vague = ["some ", "the "]
        .iter()
        .any(|start| words.starts_with(start));
    let near = match context {
        DateContext::OneEnd => false,
        DateContext::Alone | DateContext::Among => !vague || words.starts_with("the year"),
    };
    match (qualifier.approximate, qualifier.uncertain, context) {
        (false, false, _) => words.to_owned(),
        (true, false, _) if near => format!("around {words}"),
        (true, true, DateContext::Among) if near => format!("around {words} (uncertain)"),
        (true, true, _) if near => format!("around {words}, uncertain"),
        (true, false, DateContext::Among) => format!("{words} (approximately)"),
        (true, false, _) => format!("{words}, approximately"),
        (true, true, DateContext::Among) => format!("{words} (approximately, uncertain)"),
        (true, true, _) => format!("{words}, approximately and uncertain"),
        (false, true, DateContext::Among) => format!("{words} (uncertain)"),
        (false, true, _) => format!("{words}, uncertain"),
    }
}

/// Which parts of a date are qualified, if not all are: `year and month approximate`.
fn in_parts(date: &Date) -> String {
    let names = [
        "year",
        if matches!(date.part, DatePart::Season(_)) {
            "season"
        } else {
            "month"
        },
        "day",
    ];
    let fields = || names.iter().zip(date.qualifiers).take(date.fields());
    let group = |wanted: Qualifier, word: &str| {
        let chosen: Vec<&str> = fields()
            .filter(|(_, qualifier)| *qualifier == wanted)
            .map(|(name, _)| *name)
            .collect();
        (!chosen.is_empty()).then(|| format!("{} {word}", chosen.join(" and ")))
    };
    let qualifier = |uncertain, approximate| Qualifier {
        uncertain,
        approximate,
    };
    [
        group(qualifier(true, false), "uncertain"),
        group(qualifier(false, true), "approximate"),
        group(qualifier(true, true), "uncertain and approximate"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

fn plain(date: &Date, context: DateContext) -> String {
    match date.part {
        DatePart::Year => year_alone(date.year, context),
        DatePart::Season(code) => season(code, date.year),
        DatePart::Month(month) => month_words(month, date.year),
        DatePart::Day(month, day) => day_words(month, day, date.year),
    }
}

fn year_alone(written: Year, context: DateContext) -> String {
    match written {
        Year::Exact(value) => year(value),
        Year::Estimate {
            value,
            first,
            last,
            power,
        } => match deep(value, power) {
            Some(words) => format!("about {words}"),
            None if context == DateContext::Alone && first != last => {
                format!(
                    "about {}, between {} and {}",
                    year(value),
                    year(first),
                    year(last)
                )
            }
            None => format!("about {}", year(value)),
        },
        Year::Masked { .. } => match named_years(written) {
            Some(name) => name,
            None => some_year(written),
        },
    }
}

/// `the 1990s`, `the 19th century`, where the open digits make one.
fn named_years(written: Year) -> Option<String> {
    let (first, last) = written.range();
    match written.open_digits()? {
        1 if first >= 100 && first / 10 % 10 != 0 => Some(format!("the {first}s")),
        2 if first >= 0 => Some(format!("the {} century", ordinal(first / 100 + 1))),
        2 => Some(format!("the {} century BC", ordinal(-last / 100 + 1))),
        3 if first >= 0 => Some(format!("the {} millennium", ordinal(first / 1_000 + 1))),
        3 => Some(format!("the {} millennium BC", ordinal(-last / 1_000 + 1))),
        _ => None,
    }
}

/// `some year from 1000 to 1999`, and the pattern if not all of those fit.
fn some_year(written: Year) -> String {
    let (first, last) = written.range();
    match (written, written.open_digits()) {
        (_, Some(4)) => "an unknown year".to_owned(),
        (Year::Masked { negative, digits }, None) => {
            let pattern: String = digits
                .iter()
                .map(|digit| digit.map_or('X', |digit| char::from(b'0'.saturating_add(digit))))
                .collect();
            let sign = if negative { "-" } else { "" };
            format!(
                "some year from {} to {} ({sign}{pattern})",
                year(first),
                year(last)
            )
        }
        _ => format!("some year from {} to {}", year(first), year(last)),
    }
}

/// A year after a month or a season: `1985`, `of some year in the 1990s`.
fn year_of(written: Year) -> String {
    match written {
        Year::Exact(value @ 10_000..) => format!("AD {}", grouped(value.unsigned_abs())),
        Year::Exact(value) => year(value),
        _ => format!("of {}", year_within(written)),
    }
}

/// A year after "in": `1985`, `some year in the 1990s`.
fn year_within(written: Year) -> String {
    match (written, named_years(written)) {
        (Year::Exact(_), _) => year_of(written),
        (_, Some(name)) => format!("some year in {name}"),
        (Year::Estimate { first, last, .. }, None) => {
            format!("some year from {} to {}", year(first), year(last))
        }
        (Year::Masked { .. }, None) => some_year(written),
    }
}

fn season(code: u8, written: Year) -> String {
    let years = year_of(written);
    let half = match code {
        25..=28 => "northern ",
        29..=32 => "southern ",
        _ => "",
    };
    let name = match code {
        21 | 25 | 29 => "spring",
        22 | 26 | 30 => "summer",
        23 | 27 | 31 => "autumn",
        24 | 28 | 32 => "winter",
        33 => return format!("the first quarter {}", of(&years)),
        34 => return format!("the second quarter {}", of(&years)),
        35 => return format!("the third quarter {}", of(&years)),
        36 => return format!("the fourth quarter {}", of(&years)),
        37 => return format!("January to April {years}"),
        38 => return format!("May to August {years}"),
        39 => return format!("September to December {years}"),
        40 => return format!("the first half {}", of(&years)),
        _ => return format!("the second half {}", of(&years)),
    };
    match (code, written) {
        // The season runs into the next year.
        (24 | 28 | 30, Year::Exact(value)) => {
            format!(
                "{half}{name} {years} to {}",
                year_of(Year::Exact(value.saturating_add(1)))
            )
        }
        _ => format!("{half}{name} {years}"),
    }
}

/// The year after "of".
fn of(years: &str) -> String {
    if years.starts_with("of ") {
        years.to_owned()
    } else {
        format!("of {years}")
    }
}

/// The values that an open field allows: `January or November`, `1 to 9`.
fn choice<T: Copy + PartialEq>(values: &[T], name: impl Fn(T) -> String, steps: bool) -> String {
    match values {
        [] => String::new(),
        [only] => name(*only),
        [first, .., last] if steps => format!("{} to {}", name(*first), name(*last)),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|value| name(*value)).collect();
            format!("{} or {}", most.join(", "), name(*last))
        }
    }
}

/// Whether the values are consecutive, and too many to name one by one.
fn is_run(values: &[u8]) -> bool {
    values.len() > 3
        && values
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a + 1 == *b))
}

fn month_words(month: Field, written: Year) -> String {
    if month.is_blank() {
        return match (written, named_years(written)) {
            (Year::Masked { .. }, Some(name)) => format!("some month in {name}"),
            _ => format!("some month in {}", year_within(written)),
        };
    }
    let months: Vec<u8> = month.values(12).collect();
    let names = choice(
        &months,
        |month| month_in_full(month).to_owned(),
        is_run(&months),
    );
    if is_run(&months) {
        format!("some month from {names} {}", year_of(written))
    } else {
        format!("{names} {}", year_of(written))
    }
}

fn day_words(month: Field, day: Field, written: Year) -> String {
    match (month.value(), day.value()) {
        (Some(month), Some(day)) => format!("{day} {} {}", month_in_full(month), year_of(written)),
        (_, None) if day.is_blank() && month.is_blank() => match (written, named_years(written)) {
            (Year::Masked { .. }, Some(name)) => format!("some day in {name}"),
            _ => format!("some day in {}", year_within(written)),
        },
        (_, None) if day.is_blank() => format!("some day in {}", month_words(month, written)),
        (Some(month), None) => {
            let last = match written {
                Year::Exact(year) => days_in_month(year, month),
                // The year may be a leap year.
                _ => days_in_month(0, month),
            };
            let days: Vec<u8> = day.values(last).collect();
            let run = is_run(&days);
            let numbers = choice(&days, |day| day.to_string(), run);
            let start = if run { "some day from " } else { "" };
            format!(
                "{start}{numbers} {} {}",
                month_in_full(month),
                year_of(written)
            )
        }
        (None, Some(day)) if month.is_blank() => {
            format!(
                "the {} of some month in {}",
                ordinal(i64::from(day)),
                year_within(written)
            )
        }
        (None, Some(day)) => {
            format!(
                "the {} of {}",
                ordinal(i64::from(day)),
                month_words(month, written)
            )
        }
        (None, None) => {
            let days: Vec<u8> = day.values(31).collect();
            let numbers = choice(&days, |day| ordinal(i64::from(day)), is_run(&days));
            format!("the {numbers} of {}", month_words(month, written))
        }
    }
}

fn moment_words(moment: &Moment) -> String {
    let zone = if moment.offset.is_some() { " UTC" } else { "" };
    format!(
        "{}{zone}",
        civil_words(
            moment.start.civil(),
            moment.precision,
            moment.fraction_digits
        )
    )
}

/// A day and a time of day, the fraction with that many digits.
pub(super) fn civil_words(civil: Civil, precision: Precision, digits: u8) -> String {
    let day = format!(
        "{} {} {}",
        civil.day,
        month_in_full(civil.month),
        year_of(Year::Exact(civil.year))
    );
    format!("{day}, {}", clock(civil, precision, digits))
}

/// A time of day: `23:20`, `23:20:30.125`.
pub(super) fn clock(civil: Civil, precision: Precision, digits: u8) -> String {
    let minutes = format!("{:02}:{:02}", civil.hour, civil.minute);
    if matches!(precision, Precision::Minute | Precision::Hour) {
        return minutes;
    }
    let seconds = format!("{minutes}:{:02}", civil.second);
    if digits == 0 {
        return seconds;
    }
    let fraction: String = format!("{:09}", civil.nanosecond)
        .chars()
        .take(usize::from(digits))
        .collect();
    format!("{seconds}.{fraction}")
}
