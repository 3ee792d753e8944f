//! The words of GEDCOM dates: calendars, months and years.

use crate::calendars::Calendar;

/// The months of the Gregorian and the Julian calendar, in order.
pub(super) static MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
static LONG_MONTHS: &[&str] = &[
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];
static FRENCH_MONTHS: &[&str] = &[
    "VEND", "BRUM", "FRIM", "NIVO", "PLUV", "VENT", "GERM", "FLOR", "PRAI", "MESS", "THER", "FRUC",
    "COMP",
];
static HEBREW_MONTHS: &[&str] = &[
    "TSH", "CSH", "KSL", "TVT", "SHV", "ADR", "ADS", "NSN", "IYR", "SVN", "TMZ", "AAV", "ELL",
];

/// Why a text is no date of the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateError {
    /// It does not follow the grammar.
    Grammar,
    /// The day does not exist in its calendar.
    NoSuchDay,
    /// Its first date lies after its second.
    Backwards,
    /// Its calendar is not known.
    Calendar(String),
}

/// Returns the calendar that words begin with, Gregorian by default, and the other words.
pub(super) fn calendar(tokens: &[String]) -> Result<(Calendar, &[String]), DateError> {
    let Some((first, rest)) = tokens.split_first() else {
        return Err(DateError::Grammar);
    };
    let calendar = match first.as_str() {
        "GREGORIAN" => Calendar::Gregorian,
        "JULIAN" => Calendar::Julian,
        "FRENCH_R" => Calendar::FrenchRepublican,
        "HEBREW" => Calendar::Hebrew,
        "ROMAN" | "UNKNOWN" => return Err(DateError::Calendar(first.clone())),
        other if other.starts_with('_') => return Err(DateError::Calendar(first.clone())),
        _ => return Ok((Calendar::Gregorian, tokens)),
    };
    Ok((calendar, rest))
}

/// Returns the number of a month in a calendar, from 1.
pub(super) fn month_number(calendar: Calendar, word: &str) -> Result<u8, DateError> {
    let word = word.trim_end_matches('.');
    let names = match calendar {
        Calendar::Gregorian | Calendar::Julian => MONTHS,
        Calendar::FrenchRepublican => FRENCH_MONTHS,
        Calendar::Hebrew => HEBREW_MONTHS,
    };
    let is_long = || {
        // "SEPT" and "MARCH" are frequent; other languages are left to the reader of phrases.
        let mut long = LONG_MONTHS.iter();
        long.position(|long| word.len() >= 3 && long.starts_with(word))
    };
    let position = names
        .iter()
        .position(|name| *name == word)
        .or_else(|| match calendar {
            Calendar::Gregorian | Calendar::Julian => is_long(),
            _ => None,
        });
    position
        .and_then(|position| u8::try_from(position + 1).ok())
        .ok_or(DateError::Grammar)
}

/// Parses a year; of a dual year such as `1699/00` also the later one.
pub(super) fn year_numbers(text: &str) -> Result<(i64, Option<i64>), DateError> {
    let number = |text: &str| {
        let is_year =
            !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = is_year.then(|| text.parse::<i64>().ok()).flatten();
        year.filter(|year| *year > 0 || text.len() == 2)
            .ok_or(DateError::Grammar)
    };
    let Some((early, late)) = text.split_once('/') else {
        let year = number(text)?;
        return if year == 0 {
            Err(DateError::Grammar)
        } else {
            Ok((year, None))
        };
    };
    let (early, ending) = (number(early)?, number(late)?);
    let later = early + 1;
    let fits = match late.len() {
        1 => later % 10 == ending,
        2 => later % 100 == ending,
        _ => later == ending,
    };
    if fits {
        Ok((early, Some(later)))
    } else {
        Err(DateError::Grammar)
    }
}
