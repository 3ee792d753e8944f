//! [`Side`]: parses one end of a range.
//!
//! A text may begin with several forms of dates; which one is meant depends on what follows. So all that fit are
//! returned, each with the rest of the text, in Markwhen's order.

use super::range::{Order, Relative, month, part, relative, year};
use super::scan::{blank, digits, field, keyword, number, word};
use annals_time::iso::{CalendarDate, TimeOfDay, UtcOffset, WeekDate};

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Side<'t> {
    /// A date, not checked against the calendar.
    Date {
        year: i64,
        month: Option<u8>,
        day: Option<u8>,
        clock: Option<TimeOfDay>,
        /// Digits of the year as written.
        digits: usize,
    },
    /// A day or a month of a year that is not named.
    Yearless {
        month: u8,
        day: Option<u8>,
        clock: Option<TimeOfDay>,
    },
    /// A week of ISO 8601, or one of its days.
    Week(WeekDate),
    /// A moment as ISO 8601 writes it.
    Instant {
        date: CalendarDate,
        /// `None` where there is no such time of day.
        time: Option<TimeOfDay>,
        offset: Option<UtcOffset>,
    },
    /// A time of day alone, to the minute at least.
    Clock(TimeOfDay),
    Now,
    Relative(Relative<'t>),
}

/// Which forms are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sides {
    /// EDTF of level 0, weeks, relative dates, `now`.
    Edtf,
    All,
}

/// A form that fits, and the rest of the text.
type Found<'t> = (Side<'t>, &'t str);

impl Side<'_> {
    /// A whole year.
    pub(super) const fn year(year: i64) -> Self {
        Self::Date {
            year,
            month: None,
            day: None,
            clock: None,
            digits: 4,
        }
    }
}

impl Sides {
    /// Every form that a text may begin with, the likeliest first.
    pub(super) fn read(self, text: &str, order: Order) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        if self == Self::All {
            found.extend(instant(text));
        }
        found.extend(week(text));
        found.extend(keyword(text, "now").map(|rest| (Side::Now, rest)));
        edtf(text, &mut found);
        if self == Self::All {
            if let Some((clock, rest)) = clock(text) {
                found.push((Side::Clock(clock), rest));
            }
            slashes(text, order, &mut found);
            names(text, &mut found);
        }
        if let Some((relative, rest)) = relative(text) {
            found.push((Side::Relative(relative), rest));
        }
        found
    }
}

/// `2031-11-19T01:35:10Z`; seconds and offset may be missing.
fn instant(text: &str) -> Option<Found<'_>> {
    let (date, clock) = text.split_at_checked("2031-11-19".len())?;
    let date = CalendarDate::parse(date)
        .ok()
        .filter(|date| date.day.is_some())?;
    let clock = clock.strip_prefix(['T', 't'])?;
    if clock.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    let (time, rest) = if let Ok((time, rest)) = TimeOfDay::parse_prefix(clock) {
        (Some(time), rest)
    } else {
        let is_clock = |letter: char| letter.is_ascii_digit() || ":.".contains(letter);
        (None, clock.trim_start_matches(is_clock))
    };
    // A hyphen may also begin the end of a range: an offset has a colon here.
    let is_offset = rest.starts_with(['Z', 'z']) || rest.as_bytes().get(3) == Some(&b':');
    let offset = UtcOffset::parse_prefix(rest).ok().filter(|_| is_offset);
    let (offset, rest) = offset.map_or((None, rest), |(offset, rest)| (Some(offset), rest));
    let side = Side::Instant { date, time, offset };
    Some((side, rest))
}

/// `2026-W03`, `2026-W03-1`, `2026W031`.
fn week(text: &str) -> Option<Found<'_>> {
    ["2026-W03-1", "2026-W03", "2026W03"]
        .iter()
        .find_map(|form| {
            let (week, rest) = text.split_at_checked(form.len())?;
            let is_whole = !rest.starts_with(|next: char| next.is_ascii_digit());
            let week = WeekDate::parse(week).ok().filter(|_| is_whole)?;
            Some((Side::Week(week), rest))
        })
}

fn date<'t>(year: i64, month: Option<u8>, day: Option<u8>, clock: Option<TimeOfDay>) -> Side<'t> {
    Side::Date {
        year,
        month,
        day,
        clock,
        digits: 4,
    }
}

/// `YYYY[-MM[-DD[ time]]]`, the longest first.
fn edtf<'t>(text: &'t str, found: &mut Vec<Found<'t>>) {
    let Some((year, after_year)) = year(text) else {
        return;
    };
    let first = found.len();
    found.push((date(year, None, None, None), after_year));
    if let Some((month, after_month)) = part(after_year) {
        found.push((date(year, Some(month), None, None), after_month));
        if let Some((day, after_day)) = part(after_month) {
            found.push((date(year, Some(month), Some(day), None), after_day));
            if let Some((clock, rest)) = clock_behind(after_day) {
                found.push((date(year, Some(month), Some(day), Some(clock)), rest));
            }
        }
    }
    if let Some(new) = found.get_mut(first..) {
        new.reverse();
    }
}

/// A time of day behind a blank or a comma.
fn clock_behind(text: &str) -> Option<(TimeOfDay, &str)> {
    let rest = text.trim_start_matches([',', ' ', '\t']);
    (rest.len() < text.len()).then(|| clock(rest)).flatten()
}

/// `8am`, `3:30pm`, `15:30`, `15:30:10`, `8`.
fn clock(text: &str) -> Option<(TimeOfDay, &str)> {
    let (hour, rest) = number(text, 1, 2)?;
    let mut clock = TimeOfDay {
        hour: u8::try_from(hour).ok()?,
        minute: Some(0),
        ..TimeOfDay::default()
    };
    let mut rest = rest;
    if let Some((minute, after)) = rest.strip_prefix(':').and_then(|rest| field(rest, 2, 2)) {
        clock.minute = Some(minute);
        rest = after;
        if let Some((second, after)) = rest.strip_prefix(':').and_then(|rest| field(rest, 2, 2)) {
            clock.second = Some(second);
            rest = after;
        }
    }
    let half = word(blank(rest))
        .filter(|(word, _)| word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm"));
    if let Some((half, after)) = half {
        if !(1..=12).contains(&clock.hour) {
            return None;
        }
        clock.hour = clock.hour % 12
            + if half.eq_ignore_ascii_case("pm") {
                12
            } else {
                0
            };
        rest = after;
    }
    (clock.hour < 24 && clock.minute < Some(60) && clock.second.is_none_or(|it| it < 60))
        .then_some((clock, rest))
}

/// `1665`, `04/1776`, `12/7/1941 8am`, the longest first.
fn slashes<'t>(text: &'t str, order: Order, found: &mut Vec<Found<'t>>) {
    let run = |text: &'t str| {
        digits(text, 1, 5).and_then(|(run, rest)| Some((run, run.parse().ok()?, rest)))
    };
    let Some((first_run, first, after_first)): Option<(&str, i64, &str)> = run(text) else {
        return;
    };
    let small = |number: i64| Some(u8::try_from(number).unwrap_or(u8::MAX));
    let start = found.len();
    let side = |year: (i64, &str), month, day, clock| Side::Date {
        year: year.0,
        month,
        day,
        clock,
        digits: year.1.len(),
    };
    found.push((side((first, first_run), None, None, None), after_first));
    if let Some((second_run, second, after_second)) = after_first.strip_prefix('/').and_then(run) {
        // A year of four digits stands in front only where the month follows.
        let is_year_first = first_run.len() == 4 && second_run.len() <= 2;
        found.push(if is_year_first {
            (
                side((first, first_run), small(second), None, None),
                after_second,
            )
        } else {
            (
                side((second, second_run), small(first), None, None),
                after_second,
            )
        });
        if let Some((third_run, third, rest)) = after_second.strip_prefix('/').and_then(run) {
            let (year, month, day) = match order {
                _ if is_year_first => ((first, first_run), second, third),
                Order::YearMonthDay => ((first, first_run), second, third),
                Order::MonthDayYear => ((third, third_run), first, second),
                Order::DayMonthYear => ((third, third_run), second, first),
            };
            let (month, day) = (small(month), small(day));
            found.push((side(year, month, day, None), rest));
            if let Some((clock, rest)) = clock_behind(rest) {
                found.push((side(year, month, day, Some(clock)), rest));
            }
        }
    }
    if let Some(new) = found.get_mut(start..) {
        new.reverse();
    }
}

/// `18 March 2026`, `Aug 30 9:45am`, `March 16, 2020`, `Oct 2012`, `May`.
fn names<'t>(text: &'t str, found: &mut Vec<Found<'t>>) {
    let month_word = |text: &'t str| {
        let (name, rest) = word(text)?;
        Some((month(name)?, rest))
    };
    if let Some((day, rest)) = field(text, 1, 2)
        && let Some((month, rest)) = month_word(blank(rest))
    {
        day_of(month, day, rest, found);
        return;
    }
    let Some((month, rest)) = month_word(text) else {
        return;
    };
    if let Some((day, rest)) = field(blank(rest), 1, 2).filter(|(day, _)| *day < 40) {
        day_of(month, day, rest, found);
    }
    if let Some((year_run, rest)) = digits(blank(rest), 1, 4)
        && let Ok(year) = year_run.parse()
    {
        let side = Side::Date {
            year,
            month: Some(month),
            day: None,
            clock: None,
            digits: year_run.len(),
        };
        found.push((side, rest));
    }
    let side = Side::Yearless {
        month,
        day: None,
        clock: None,
    };
    found.push((side, rest));
}

/// What follows a day and a month: a year, a time, both or neither.
fn day_of<'t>(month: u8, day: u8, rest: &'t str, found: &mut Vec<Found<'t>>) {
    let behind = blank(rest.strip_prefix(',').unwrap_or(rest));
    if let Some((year, after)) = year(behind) {
        let unpunctuated = after.strip_prefix(',').unwrap_or(after);
        if let Some((clock, rest)) = clock_behind(unpunctuated) {
            found.push((date(year, Some(month), Some(day), Some(clock)), rest));
        }
        found.push((date(year, Some(month), Some(day), None), after));
    }
    let side = |clock| Side::Yearless {
        month,
        day: Some(day),
        clock,
    };
    if let Some((clock, rest)) = clock_behind(rest) {
        found.push((side(Some(clock)), rest));
    }
    found.push((side(None), rest));
}
