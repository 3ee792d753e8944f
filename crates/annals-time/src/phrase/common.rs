//! The phrases that every language has: signs between figures and dates.
//!
//! Owns the rows that are added behind those of each language.

use super::language::Meaning as M;
use super::language::{Row, noted, row};

/// A century is not the one of the calendar.
pub(super) const CENTURY: &str = "A century is read as the hundred years with the same first digits: the 19th \
                       is 1800 to 1899.";
/// Nor is a millennium.
pub(super) const MILLENNIUM: &str = "A millennium is read as the thousand years with the same first digit: the \
                          2nd is 1000 to 1999.";
/// When the seasons are.
pub(super) const SEASON: &str = "Seasons are northern, by whole months: spring is March to May, winter December \
                      to February of the next year.";
/// How far back years ago reach.
pub(super) const AGO: &str =
    "Only the digits given count, and thousands of years are counted back from 1950.";
/// Where early, mid and late end.
pub(super) const THIRD: &str = "Early, mid and late are read as thirds, with soft edges.";
/// The date itself is left out.
pub(super) const BEFORE: &str =
    "Before a date is read as until the year, month or day that comes before it.";
/// The date itself is left out.
pub(super) const AFTER: &str =
    "After a date is read as from the year, month or day that follows it.";
/// The date itself is in.
pub(super) const BY: &str = "By a date is read as until that date, the date included.";
/// Which weeks there are.
pub(super) const WEEK: &str = "Weeks are counted as in ISO 8601, from Monday to Sunday.";
const SHORT: &str = "The second number is read as the last digits of a year.";

/// One date.
pub(super) static DATES: &[Row] = &[
    row("{era}", M::Calendar),
    row("{weekday} {date}", M::Weekday),
    row("{date} {weekday}", M::Weekday),
    row("{date} {time}", M::Moment),
    row("{time} {date}", M::Moment),
    row("q {number} /|-? {year}", M::Quarter),
    row("{year} -|/? q {number}", M::Quarter),
    row("h {number} /|-? {year}", M::Half),
    row("{year} -|/? h {number}", M::Half),
    row("q|h {number} {number}", M::ShortYear),
    row("{season} {number}", M::ShortYear),
    noted("{season} {number} -|/ {number}", M::Winter, SEASON),
    noted("{number} ka ago|bp?", M::YearsAgo(3), AGO),
    noted("{number} ma ago|bp?", M::YearsAgo(6), AGO),
    noted("{number} ga ago|bp?", M::YearsAgo(9), AGO),
    noted("{number} bp", M::BeforePresent, AGO),
    row("~ {date}", M::Approximate),
    row("{date} ?", M::Uncertain),
];

/// Stretches.
pub(super) static SPANS: &[Row] = &[
    row("?", M::Undated),
    row("-", M::Undated),
    row("{date} -", M::From),
    row("{date} - ?", M::FromToUnknown),
    row("? - {date}", M::UnknownUntil),
    row("{day} - {day} {month} {year}", M::CalendarRange),
    row("{day} {month} - {day} {month} {year}", M::CalendarRange),
    row("{month} - {month} {year}", M::CalendarRange),
    row("{number} - {era}", M::SharedEra),
    row("{christ} {number} - {number}", M::SharedEra),
    noted("{number} -|/ {number}", M::ShortRange, SHORT),
    row("{date} - {date}", M::Interval),
    row("{date} {time} - {time}", M::MomentRange),
];
