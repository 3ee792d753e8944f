//! The times at which a component of a calendar happens.
//!
//! Owns rules, further dates and exceptions taken together, and how long each occurrence lasts. What goes
//! on for ever is followed to a horizon; how many occurrences a text may have is bounded.

use std::collections::HashSet;

use calcard::icalendar::{ICalendarDuration, ICalendarRecurrenceRule};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::properties::Said;
use super::recurrence::{self, Bounds, Ended};
use super::stamp::{Key, Stamp, local_time};
use super::zones::{Zone, Zones};
use annals_model::sort_by_key;
use annals_time::Time;

/// One event has so many occurrences, at most.
const MOST_OF_ONE: usize = 2_000;
/// A text has so many occurrences of events that repeat, at most.
const MOST_OF_ALL: usize = 50_000;
/// The texts of such occurrences come to so many bytes together, at most.
const MOST_BYTES: usize = 64 << 20;
/// The rules of a text may look at so many days and times, at most: a fraction of a second's work.
const MOST_STEPS: u64 = 5_000_000;
/// Where nobody knows the present, rules without an end are followed for so many years.
pub(super) const YEARS_WITHOUT_PRESENT: i32 = 5;

/// What is left of the bounds of a text.
#[derive(Debug)]
pub(super) struct Allowance {
    /// The last year that rules without an end are followed through.
    pub(super) last_year: Option<i32>,
    pub(super) steps: u64,
    left: usize,
    bytes: usize,
}

/// The occurrences of one component.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// Starts and ends, in order.
    pub(super) all: Vec<(Stamp, Option<Stamp>)>,
    /// Whether a rule without an end was followed to the horizon only.
    pub(super) is_endless: bool,
    /// Whether there are more than were wanted.
    pub(super) is_cut: bool,
}

/// How long each occurrence lasts.
enum Length {
    None,
    /// So much time passes.
    Exact(TimeDelta),
    Nominal(ICalendarDuration),
}

impl Allowance {
    /// What a text may have, read at a present.
    pub(super) fn new(now: Option<Time>) -> Self {
        let year = now.map(|now| now.civil().year + 1);
        Self {
            last_year: year.and_then(|year| i32::try_from(year).ok()),
            steps: MOST_STEPS,
            left: MOST_OF_ALL,
            bytes: MOST_BYTES,
        }
    }
}

/// A start moved by a duration: weeks and days on the calendar, the rest as time that passes.
pub(super) fn end_after(
    start: &Stamp,
    duration: &ICalendarDuration,
    zones: &Zones,
) -> Option<Stamp> {
    let (days, seconds) = parts(duration);
    let moved = start.at(start.local.checked_add_signed(TimeDelta::try_days(days)?)?);
    if seconds == 0 {
        return Some(moved);
    }
    moved.after(TimeDelta::try_seconds(seconds)?, zones)
}

fn parts(duration: &ICalendarDuration) -> (i64, i64) {
    let sign = if duration.neg { -1 } else { 1 };
    let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
    let minutes = i64::from(duration.hours) * 60 + i64::from(duration.minutes);
    (
        sign * days,
        sign * (minutes * 60 + i64::from(duration.seconds)),
    )
}

impl Length {
    fn of(said: &Said, start: &Stamp, end: Option<&Stamp>, zones: &Zones) -> Self {
        match (end, &said.duration) {
            (Some(end), _) if start.is_day => Self::Exact(end.local - start.local),
            (Some(end), _) => Self::Exact(end.utc(zones) - start.utc(zones)),
            (None, Some(duration)) => Self::Nominal(duration.clone()),
            (None, None) => Self::None,
        }
    }

    fn end(&self, start: &Stamp, zones: &Zones) -> Option<Stamp> {
        match self {
            Self::None => None,
            Self::Exact(passed) => start.after(*passed, zones),
            Self::Nominal(duration) => end_after(start, duration, zones),
        }
    }
}

/// Whether a component happens more than once.
pub(super) fn repeats(said: &Said) -> bool {
    !said.rules.is_empty() || !said.further.is_empty()
}

/// The occurrences of a component from its first start on. `end` is its end as it is written; `replaced`
/// are those that other components stand for, `bytes` is the length of its text.
pub(super) fn find(
    said: &Said,
    start: Stamp,
    end: Option<Stamp>,
    replaced: Option<&HashSet<Key>>,
    zones: &Zones,
    bytes: usize,
    allowance: &mut Allowance,
) -> Occurrences {
    let length = Length::of(said, &start, end.as_ref(), zones);
    let mut found = Occurrences::default();
    if !repeats(said) {
        let end = end.or_else(|| length.end(&start, zones));
        found.all.push((start, end));
        return found;
    }
    let room = allowance.bytes / bytes.max(1);
    let most = MOST_OF_ONE.min(allowance.left).min(room).max(1);
    let mut starts: Vec<(Stamp, Option<Stamp>)> = vec![(start, None)];
    for rule in &said.rules {
        let (times, ended, has_end) = follow(rule, &start, most, zones, allowance);
        found.is_endless |= ended == Ended::Horizon && !has_end;
        found.is_cut |= ended == Ended::Limit || (ended == Ended::Horizon && has_end);
        starts.extend(times.into_iter().map(|time| (start.at(time), None)));
    }
    let room = MOST_OF_ONE.saturating_sub(1);
    found.is_cut |= said.further.len() > room;
    starts.extend(said.further.iter().take(room).copied());
    let mut excluded: HashSet<Key> = said.excluded.iter().map(|stamp| stamp.key(zones)).collect();
    for rule in &said.excluded_rules {
        let (times, ..) = follow(rule, &start, most, zones, allowance);
        // The first time of a rule is the start whether the rule names it or not.
        let named = times.into_iter().skip(1);
        excluded.extend(named.map(|time| start.at(time).key(zones)));
    }
    sort_by_key(&mut starts, |(stamp, _)| stamp.utc(zones));
    let mut seen = HashSet::with_capacity(starts.len());
    for (stamp, own_end) in starts {
        let key = stamp.key(zones);
        // A day among the exceptions takes out what begins on it.
        let day = Key::Day(stamp.local.date());
        let is_out = |keys: &HashSet<Key>| keys.contains(&key) || keys.contains(&day);
        if is_out(&excluded) || replaced.is_some_and(is_out) || !seen.insert(key) {
            continue;
        }
        if found.all.len() >= most {
            found.is_cut = true;
            break;
        }
        let end = own_end.or_else(|| length.end(&stamp, zones));
        found.all.push((stamp, end));
    }
    let number = found.all.len();
    allowance.left = allowance.left.saturating_sub(number);
    allowance.bytes = allowance.bytes.saturating_sub(number.saturating_mul(bytes));
    found
}

/// The times of a rule, why they end, and whether the rule itself has an end.
fn follow(
    rule: &ICalendarRecurrenceRule,
    start: &Stamp,
    most: usize,
    zones: &Zones,
    allowance: &mut Allowance,
) -> (Vec<NaiveDateTime>, Ended, bool) {
    let until = rule.until.as_ref().and_then(|until| {
        let local = local_time(until)?;
        let is_utc = until.tz_hour.is_some();
        if start.is_day {
            return Some(local.date().and_time(NaiveTime::MIN));
        }
        if until.hour.is_none() {
            // A day as the end of a rule for times takes that day in.
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
        let otherwise = year.saturating_add(YEARS_WITHOUT_PRESENT);
        allowance.last_year.unwrap_or(otherwise)
    };
    let last = NaiveDate::from_ymd_opt(last_year, 12, 31).unwrap_or(start.local.date());
    let bounds = Bounds {
        until,
        horizon: last.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399),
        most,
    };
    let (times, ended) = recurrence::expand(rule, start.local, &bounds, &mut allowance.steps);
    (times, ended, has_end)
}
