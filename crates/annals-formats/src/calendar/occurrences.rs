//! The occurrences of a component: its rules, further dates and exceptions taken together (RFC 5545, section
//! 3.8.5).
//!
//! Rules without an end are followed to a horizon. The number of occurrences, of an event and of a file, is
//! limited.

use std::collections::HashSet;

use calcard::icalendar::{ICalendarDuration, ICalendarRecurrenceRule};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::calendar_time::{CalendarTime, TimeKey};
use super::parsed::local_time;
use super::recurrence::{self, Bounds, Ended};
use super::zones::{Zone, Zones};
use crate::limits::{OCCURRENCE_BYTES, OCCURRENCES, OCCURRENCES_OF_EVENT};
use annals_time::Time;

/// The most steps that all rules of a file may take.
const MAX_RULE_STEPS: u64 = 5_000_000;
/// How many years rules without an end are followed if the present is not known.
pub(super) const DEFAULT_HORIZON_YEARS: i32 = 5;

/// A date of RDATE, with its end if it has one of its own.
pub(super) type FurtherDate = (CalendarTime, Option<CalendarTime>);

/// How long a component takes and how it repeats.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    pub(super) duration: Option<ICalendarDuration>,
    pub(super) rules: Vec<ICalendarRecurrenceRule>,
    pub(super) excluded_rules: Vec<ICalendarRecurrenceRule>,
    pub(super) further: Vec<FurtherDate>,
    pub(super) excluded: Vec<CalendarTime>,
}

/// What is left of the limits of a file.
#[derive(Debug)]
pub(super) struct Budget {
    /// The year to whose end rules without an end are followed.
    pub(super) last_year: Option<i32>,
    pub(super) steps: u64,
    left: usize,
    bytes: usize,
}

/// The occurrences of one component.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// The start and the end of each occurrence, in order.
    pub(super) all: Vec<(CalendarTime, Option<CalendarTime>)>,
    /// Whether a rule without an end was followed to the horizon.
    pub(super) is_endless: bool,
    /// Whether occurrences were left out because of the limits.
    pub(super) is_cut: bool,
    /// The rules that break the standard: RRULE or EXRULE, its index among those, and the reason.
    pub(super) invalid: Vec<(&'static str, usize, String)>,
}

/// The duration of each occurrence.
enum Duration {
    None,
    /// The time that passes.
    Exact(TimeDelta),
    /// Days on the calendar, and the time that passes.
    Nominal(ICalendarDuration),
}

impl Budget {
    /// The limits of a file that is read at the given present.
    pub(super) fn new(now: Option<Time>) -> Self {
        let year = now.map(|now| now.civil().year + 1);
        Self {
            last_year: year.and_then(|year| i32::try_from(year).ok()),
            steps: MAX_RULE_STEPS,
            left: OCCURRENCES,
            bytes: OCCURRENCE_BYTES,
        }
    }
}

/// Adds a duration to a start: weeks and days on the calendar, the rest as time that passes.
pub(super) fn end_after(
    start: &CalendarTime,
    duration: &ICalendarDuration,
    zones: &Zones,
) -> Option<CalendarTime> {
    let (days, seconds) = days_and_seconds(duration);
    let moved = start.at(start.local.checked_add_signed(TimeDelta::try_days(days)?)?);
    if seconds == 0 {
        return Some(moved);
    }
    moved.after(TimeDelta::try_seconds(seconds)?, zones)
}

fn days_and_seconds(duration: &ICalendarDuration) -> (i64, i64) {
    let sign = if duration.neg { -1 } else { 1 };
    let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
    let minutes = i64::from(duration.hours) * 60 + i64::from(duration.minutes);
    (
        sign * days,
        sign * (minutes * 60 + i64::from(duration.seconds)),
    )
}

impl Duration {
    fn of(
        schedule: &Schedule,
        start: &CalendarTime,
        end: Option<&CalendarTime>,
        zones: &Zones,
    ) -> Self {
        match (end, &schedule.duration) {
            (Some(end), _) if start.is_day => Self::Exact(end.local - start.local),
            (Some(end), _) => Self::Exact(end.utc(zones) - start.utc(zones)),
            (None, Some(duration)) => Self::Nominal(duration.clone()),
            (None, None) => Self::None,
        }
    }

    fn end(&self, start: &CalendarTime, zones: &Zones) -> Option<CalendarTime> {
        match self {
            Self::None => None,
            Self::Exact(passed) => start.after(*passed, zones),
            Self::Nominal(duration) => end_after(start, duration, zones),
        }
    }
}

/// Whether a component repeats.
pub(super) fn repeats(schedule: &Schedule) -> bool {
    !schedule.rules.is_empty() || !schedule.further.is_empty()
}

/// Finds the occurrences of a component from its start on. `end` is its DTEND or DUE, `replaced` are the
/// occurrences that other components replace, `bytes` is the length of its text.
pub(super) fn find(
    schedule: &Schedule,
    start: CalendarTime,
    end: Option<CalendarTime>,
    replaced: Option<&HashSet<TimeKey>>,
    zones: &Zones,
    bytes: usize,
    budget: &mut Budget,
) -> Occurrences {
    let length = Duration::of(schedule, &start, end.as_ref(), zones);
    let mut found = Occurrences::default();
    if !repeats(schedule) {
        let end = end.or_else(|| length.end(&start, zones));
        found.all.push((start, end));
        return found;
    }
    let room = budget.bytes / bytes.max(1);
    let max = OCCURRENCES_OF_EVENT.min(budget.left).min(room).max(1);
    let mut starts: Vec<(CalendarTime, Option<CalendarTime>)> = vec![(start, None)];
    for (index, rule) in schedule.rules.iter().enumerate() {
        let (times, ended, has_end) = follow(rule, &start, max, zones, budget);
        if let Ended::Invalid(reason) = &ended {
            found.invalid.push(("RRULE", index, reason.clone()));
        }
        found.is_endless |= ended == Ended::Horizon && !has_end;
        found.is_cut |= ended == Ended::Limit || (ended == Ended::Horizon && has_end);
        starts.extend(times.into_iter().map(|time| (start.at(time), None)));
    }
    let room = OCCURRENCES_OF_EVENT.saturating_sub(1);
    found.is_cut |= schedule.further.len() > room;
    starts.extend(schedule.further.iter().take(room).copied());
    let mut excluded: HashSet<TimeKey> = schedule
        .excluded
        .iter()
        .map(|time| time.key(zones))
        .collect();
    for (index, rule) in schedule.excluded_rules.iter().enumerate() {
        let (times, ended, _) = follow(rule, &start, max, zones, budget);
        if let Ended::Invalid(reason) = ended {
            found.invalid.push(("EXRULE", index, reason));
        }
        // The first of the times is the start, whether the rule names it or not.
        let named = times.into_iter().skip(1);
        excluded.extend(named.map(|time| start.at(time).key(zones)));
    }
    starts.sort_by_key(|(time, _)| time.utc(zones));
    let mut seen = HashSet::with_capacity(starts.len());
    for (time, own_end) in starts {
        let key = time.key(zones);
        // An exception that is a day excludes all times of that day.
        let day = TimeKey::Day(time.local.date());
        let is_out = |keys: &HashSet<TimeKey>| keys.contains(&key) || keys.contains(&day);
        if is_out(&excluded) || replaced.is_some_and(is_out) || !seen.insert(key) {
            continue;
        }
        if found.all.len() >= max {
            found.is_cut = true;
            break;
        }
        let end = own_end.or_else(|| length.end(&time, zones));
        found.all.push((time, end));
    }
    let number = found.all.len();
    budget.left = budget.left.saturating_sub(number);
    budget.bytes = budget.bytes.saturating_sub(number.saturating_mul(bytes));
    found
}

/// Returns the times of a rule, why they end, and whether the rule itself has an end.
fn follow(
    rule: &ICalendarRecurrenceRule,
    start: &CalendarTime,
    max: usize,
    zones: &Zones,
    budget: &mut Budget,
) -> (Vec<NaiveDateTime>, Ended, bool) {
    let until = rule.until.as_ref().and_then(|until| {
        let local = local_time(until)?;
        let is_utc = until.tz_hour.is_some();
        if start.is_day {
            return Some(local.date().and_time(NaiveTime::MIN));
        }
        if until.hour.is_none() {
            // The end of a rule includes its day.
            return Some(local + TimeDelta::seconds(86_399));
        }
        if !is_utc || start.zone == Zone::Floating {
            return Some(local);
        }
        let offset = zones.offset_at_utc(start.zone, local);
        local.checked_add_signed(TimeDelta::seconds(i64::from(offset)))
    });
    let has_end = until.is_some() || rule.count.is_some();
    let last_year = if has_end {
        9_999
    } else {
        let year = start.local.year();
        let otherwise = year.saturating_add(DEFAULT_HORIZON_YEARS);
        budget.last_year.unwrap_or(otherwise)
    };
    let last = NaiveDate::from_ymd_opt(last_year, 12, 31).unwrap_or(start.local.date());
    let bounds = Bounds {
        until,
        horizon: last.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399),
        max,
    };
    let (times, ended) = recurrence::expand(rule, start.local, &bounds, &mut budget.steps);
    (times, ended, has_end)
}
