//! Phrases that every language has: signs between figures and dates. They are tried after those of the
//! language.

use super::note;
use super::template::{Row, row};

/// Phrases for one date.
pub(super) static DATES: &[Row] = &[
    row!({Era} => Calendar),
    row!({Weekday} {Date} => Weekday),
    row!({Date} {Weekday} => Weekday),
    row!({Date} {Time} => Moment),
    row!({Time} {Date} => Moment),
    row!(q {Number} (/ | -)? {Year} => Quarter),
    row!({Year} (- | /)? q {Number} => Quarter),
    row!(h {Number} (/ | -)? {Year} => Half),
    row!({Year} (- | /)? h {Number} => Half),
    row!((q | h) {Number} {Number} => ShortYear),
    row!({Season} {Number} => ShortYear),
    row!({Season} {Number} (- | /) {Number} => Winter, note::SEASON),
    row!({Number} ka (ago | bp)? => YearsAgo(3), note::AGO),
    row!({Number} ma (ago | bp)? => YearsAgo(6), note::AGO),
    row!({Number} ga (ago | bp)? => YearsAgo(9), note::AGO),
    row!({Number} bp => BeforePresent, note::AGO),
    row!(~ {Date} => Approximate),
    row!({Date} "?" => Uncertain),
];

/// Phrases for intervals, choices and no date.
pub(super) static SPANS: &[Row] = &[
    row!("?" => Undated),
    row!(- => Undated),
    row!({Date} - => From),
    row!({Date} - "?" => FromToUnknown),
    row!("?" - {Date} => UnknownUntil),
    row!({Day} - {Day} {Month} {Year} => CalendarRange),
    row!({Day} {Month} - {Day} {Month} {Year} => CalendarRange),
    row!({Month} - {Month} {Year} => CalendarRange),
    row!({Number} - {Era} => SharedEra),
    row!({Christ} {Number} - {Number} => SharedEra),
    row!({Number} (- | /) {Number} => ShortRange, note::SHORT),
    row!({Date} - {Date} => Interval),
    row!({Date} {Time} - {Time} => MomentRange),
];
