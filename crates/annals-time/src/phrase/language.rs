//! [`Language`]: the words and phrases of one language.
//!
//! To add a phrase, add a row to the `DATES` or `SPANS` of its language; [`template`] says how a row is
//! written. To add a language, add a table beside `english` and a line in `phrase`.
//!
//! [`template`]: super::template

use super::template::Row;
use super::token::Decimal;

/// The words and phrases of one language, all in lower case and without accents.
#[derive(Debug)]
pub(super) struct Language {
    /// Its name in English, for messages.
    pub name: &'static str,
    /// How it writes decimals.
    pub decimal: Decimal,
    /// Whether dates in figures always have the day first where the language is spoken.
    pub day_first: bool,
    pub calendar: CalendarNames,
    /// Ordinals in words, with spaces for hyphens: `twenty first`.
    pub ordinals: &'static [(&'static str, u32)],
    /// Endings of ordinals in figures: `th`.
    pub ordinal_endings: &'static [&'static str],
    /// Decades by their name: `nineties` is 90.
    pub tens: &'static [(&'static str, u32)],
    pub eras: EraWords,
    /// Words after or between the figures of an hour: `uhr`, `h`.
    pub hours: &'static [&'static str],
    /// Whether `am` and `pm` are used.
    pub halves_of_day: bool,
    /// Labels before a colon that only announce a date: `date`, `start`.
    pub labels: &'static [&'static str],
    /// Phrases for one date.
    pub dates: &'static [Row],
    /// Phrases for an interval, a choice or no date; they may contain dates.
    pub spans: &'static [Row],
}

/// The names that a language has for parts of the year and of the week.
#[derive(Debug)]
pub(super) struct CalendarNames {
    /// Names of months, and their numbers.
    pub months: &'static [(&'static str, u8)],
    /// Names of seasons, and their codes 21 to 24.
    pub seasons: &'static [(&'static str, u8)],
    /// Names of the days of the week, Monday being 1.
    pub weekdays: &'static [(&'static str, u8)],
}

/// The words of a language for the two eras.
#[derive(Debug)]
pub(super) struct EraWords {
    /// Words for years before 1, such as `bc` or `av j - c`, with spaces between their tokens.
    pub before_christ: &'static [&'static str],
    /// Words for years from 1 on, such as `ad`.
    pub anno_domini: &'static [&'static str],
}

/// The number of the ordinal `last`.
pub(super) const LAST: u32 = u32::MAX;
