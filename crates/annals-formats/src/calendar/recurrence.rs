//! Expands recurrence rules (RFC 5545, section 3.3.10) with calcard, within limits.
//!
//! Times are local times of the event: this module knows no zones. calcard expands a rule in one call that
//! cannot be interrupted, so its cost is bounded beforehand: by an end that the call cannot pass, by the
//! number of times, and by refusing rules that name too many times in one period.

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDay, ICalendarEntry,
    ICalendarFrequency as Frequency, ICalendarProperty, ICalendarRecurrenceRule as Rule,
    ICalendarValue,
};
use chrono::{Datelike, Days, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

/// The most steps that calcard may take for one rule. A step is a period looked at or a time named.
const MAX_STEPS: u64 = 100_000;
/// The steps counted for a rule that names no time: calcard looks at 100,000 periods before it gives up.
const FRUITLESS_STEPS: u64 = 150_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// How far a rule is followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The last time that the rule itself allows.
    pub(super) until: Option<NaiveDateTime>,
    /// The last time that is wanted.
    pub(super) horizon: NaiveDateTime,
    /// How many times are wanted.
    pub(super) max: usize,
}

/// Why an expansion ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// The rule names no more times.
    Complete,
    /// There may be more times after the horizon.
    Horizon,
    /// There are more times than wanted, or the rule takes too long to follow.
    Limit,
    /// The rule breaks the standard, for this reason.
    Invalid(String),
}

/// Expands a rule from a first time on, which is always the first of the result, and says why the result
/// ends. The cost is subtracted from `steps`, which all rules of a file share.
pub(super) fn expand(
    rule: &Rule,
    first: NaiveDateTime,
    bounds: &Bounds,
    steps: &mut u64,
) -> (Vec<NaiveDateTime>, Ended) {
    let count = rule.count.unwrap_or(u32::MAX);
    let count = usize::try_from(count).unwrap_or(usize::MAX).max(1);
    let max = bounds.max.min(count).max(1);
    // One more than wanted shows that there are more. The rule may name the first time as well.
    let wanted = Bounds {
        max: max.saturating_add(1),
        ..*bounds
    };
    let (named, ended) = if is_misread_by_calcard(rule) {
        by_steps(rule, first, &wanted, steps)
    } else {
        by_calcard(rule, first, &wanted, steps)
    };
    let mut times = vec![first];
    times.extend(named.into_iter().filter(|time| *time > first));
    let ended = match times.len() {
        length if length >= count => Ended::Complete,
        length if length > max => Ended::Limit,
        _ => ended,
    };
    times.truncate(max);
    (times, ended)
}

/// Whether a rule counts minutes or seconds at some times only: calcard loses count of the periods, or
/// passes over whole days, where it skips the others.
fn is_misread_by_calcard(rule: &Rule) -> bool {
    let is_limited = names_days(rule)
        || !rule.bymonth.is_empty()
        || !rule.byhour.is_empty()
        || !rule.byminute.is_empty();
    matches!(rule.freq, Frequency::Minutely | Frequency::Secondly) && is_limited
}

/// Expands a rule for minutes or seconds period by period on the days that it names.
fn by_steps(
    rule: &Rule,
    first: NaiveDateTime,
    bounds: &Bounds,
    steps: &mut u64,
) -> (Vec<NaiveDateTime>, Ended) {
    let days = Rule {
        // BYYEARDAY is only allowed in rules for years.
        freq: if rule.byyearday.is_empty() {
            Frequency::Daily
        } else {
            Frequency::Yearly
        },
        bymonth: rule.bymonth.clone(),
        bymonthday: rule.bymonthday.clone(),
        byyearday: rule.byyearday.clone(),
        byday: rule.byday.clone(),
        ..Rule::default()
    };
    let midnight = first.date().and_time(NaiveTime::MIN);
    let (days, ended) = by_calcard(&days, midnight, bounds, steps);
    let end = bounds.until.unwrap_or(bounds.horizon).min(bounds.horizon);
    let interval = seconds_per_period(rule);
    let first_period_from = |time: NaiveDateTime| {
        let seconds = (time - first).num_seconds().max(0);
        first + TimeDelta::seconds((seconds + interval - 1) / interval * interval)
    };
    let is_named = |list: &[u8], value: u32| {
        list.is_empty() || list.iter().any(|named| u32::from(*named) == value)
    };
    let mut times = Vec::new();
    for day in days {
        let mut time = first_period_from(day);
        while time.date() == day.date() && time <= end && times.len() < bounds.max {
            let Some(left) = steps.checked_sub(1) else {
                return (times, Ended::Limit);
            };
            *steps = left;
            let seconds = i64::from(time.num_seconds_from_midnight());
            let passed = if !is_named(&rule.byhour, time.hour()) {
                3_600 - seconds % 3_600
            } else if !is_named(&rule.byminute, time.minute()) {
                60 - seconds % 60
            } else {
                let named = times_of_period(rule, time).into_iter();
                times.extend(named.filter(|time| *time <= end));
                1
            };
            time = first_period_from(time + TimeDelta::seconds(passed));
        }
    }
    let is_cut = times.len() >= bounds.max;
    (times, if is_cut { Ended::Limit } else { ended })
}

/// Returns the times that a rule names in the minute or second that begins at a time.
fn times_of_period(rule: &Rule, start: NaiveDateTime) -> Vec<NaiveDateTime> {
    let mut seconds: Vec<u32> = rule.bysecond.iter().copied().map(u32::from).collect();
    seconds.sort_unstable();
    seconds.dedup();
    match rule.freq {
        _ if seconds.is_empty() => seconds.push(start.second()),
        Frequency::Secondly => seconds.retain(|second| *second == start.second()),
        _ => {}
    }
    let at = |position: i64| {
        let index = if position < 0 {
            i64::try_from(seconds.len()).ok()? + position
        } else {
            position - 1
        };
        start.with_second(*seconds.get(usize::try_from(index).ok()?)?)
    };
    if rule.bysetpos.is_empty() {
        (1..=60).map_while(at).collect()
    } else {
        let mut times: Vec<_> = rule
            .bysetpos
            .iter()
            .filter_map(|it| at((*it).into()))
            .collect();
        times.sort_unstable();
        times.dedup();
        times
    }
}

/// Returns the times that a rule names, without regard to its COUNT, and why they end.
fn by_calcard(
    rule: &Rule,
    first: NaiveDateTime,
    bounds: &Bounds,
    steps: &mut u64,
) -> (Vec<NaiveDateTime>, Ended) {
    let cost = steps_per_period(rule);
    // Within days calcard passes over what is left out at once, so that one step gets it to the next day.
    let period = seconds_per_period(rule).max(SECONDS_PER_DAY);
    let periods =
        i64::try_from((*steps).min(MAX_STEPS).saturating_sub(1) / cost).unwrap_or(i64::MAX);
    if periods == 0 {
        *steps = steps.saturating_sub(MAX_STEPS);
        return (Vec::new(), Ended::Limit);
    }
    let reach = TimeDelta::try_seconds(period.saturating_mul(periods) - 1)
        .and_then(|length| first.checked_add_signed(length))
        .unwrap_or(NaiveDateTime::MAX);
    let (end, ended) = match bounds.until {
        Some(until) if until <= bounds.horizon => (until, Ended::Complete),
        _ => (bounds.horizon, Ended::Horizon),
    };
    let (end, ended) = if reach < end {
        (reach, Ended::Limit)
    } else {
        (end, ended)
    };
    if end < first {
        return (Vec::new(), ended);
    }
    let times = match expanded(rule, first, end, bounds.max) {
        Ok(times) => times,
        Err(reason) => return (Vec::new(), Ended::Invalid(reason)),
    };
    let spent = match times.last() {
        Some(last) => {
            let periods = (*last - first).num_seconds() / period + 1;
            let periods = u64::try_from(periods).unwrap_or(0);
            let within_days = if is_within_days(rule.freq) {
                times.len()
            } else {
                0
            };
            let times = u64::try_from(within_days).unwrap_or(u64::MAX);
            cost.saturating_mul(periods.saturating_add(times))
                .saturating_add(1)
        }
        // The next time lies beyond the end.
        None if is_within_days(rule.freq) && rule.bysetpos.is_empty() => 1_000,
        None => FRUITLESS_STEPS,
    };
    *steps = steps.saturating_sub(spent);
    let ended = if times.len() >= bounds.max {
        Ended::Limit
    } else {
        ended
    };
    (times, ended)
}

/// Returns at most `max` times that a rule names from a first one to an end.
///
/// # Errors
///
/// The message of calcard, if the rule breaks the standard.
fn expanded(
    rule: &Rule,
    first: NaiveDateTime,
    end: NaiveDateTime,
    max: usize,
) -> Result<Vec<NaiveDateTime>, String> {
    // calcard applies BYSETPOS to what is left of the first week.
    let is_week_cut = rule.freq == Frequency::Weekly && !rule.bysetpos.is_empty();
    let first = if is_week_cut && !rule.byday.is_empty() {
        let start = rule.wkst.map_or(Weekday::Mon, Into::into);
        first - Days::new(first.weekday().days_since(start).into())
    } else {
        first
    };
    let max = max.saturating_add(rule.bysetpos.len());
    let rule = Rule {
        until: Some(partial(end)),
        count: None,
        // calcard expands a rule with an interval of 0 to nothing.
        interval: rule.interval.map(|interval| interval.max(1)),
        byday: weekdays(rule),
        ..rule.clone()
    };
    let entry = |name, value| ICalendarEntry {
        name,
        params: Vec::new(),
        values: vec![value],
    };
    let start = ICalendarValue::PartialDateTime(Box::new(partial(first)));
    let rule = ICalendarValue::RecurrenceRule(Box::new(rule));
    let event = ICalendarComponent {
        component_type: ICalendarComponentType::VEvent,
        entries: vec![
            entry(ICalendarProperty::Dtstart, start),
            entry(ICalendarProperty::Rrule, rule),
        ],
        component_ids: Vec::new(),
    };
    let calendar = ICalendar {
        components: vec![event],
    };
    let expanded = calendar.expand_dates(Tz::Floating, max);
    if let Some(error) = expanded.errors.first() {
        let message = error.error.to_string();
        return Err(message.trim_start_matches("RRule error: ").to_owned());
    }
    let events = expanded.events.iter();
    Ok(events.map(|event| event.start.naive_local()).collect())
}

/// Returns the BYDAY of a rule as calcard reads it right: where weekdays with and without a number are
/// mixed, it takes only days that are both, and it counts numbers beside BYWEEKNO.
fn weekdays(rule: &Rule) -> Vec<ICalendarDay> {
    let is_numbered = |day: &ICalendarDay| day.ordwk.is_some();
    let numbers = match rule.freq {
        _ if !rule.byday.iter().any(is_numbered) => return rule.byday.clone(),
        Frequency::Yearly if !rule.byweekno.is_empty() => 0..0,
        Frequency::Yearly if rule.bymonth.is_empty() => 1..54,
        Frequency::Yearly | Frequency::Monthly => 1..6,
        _ => 0..0,
    };
    let mut days = Vec::new();
    for day in &rule.byday {
        if numbers.is_empty() {
            days.push(ICalendarDay {
                ordwk: None,
                ..*day
            });
        } else if is_numbered(day) {
            days.push(*day);
        } else {
            days.extend(numbers.clone().map(|number| ICalendarDay {
                ordwk: Some(number),
                ..*day
            }));
        }
    }
    days
}

fn partial(time: NaiveDateTime) -> PartialDateTime {
    let small = |number: u32| u8::try_from(number).ok();
    PartialDateTime {
        year: u16::try_from(time.year()).ok(),
        month: small(time.month()),
        day: small(time.day()),
        hour: small(time.hour()),
        minute: small(time.minute()),
        second: small(time.second()),
        ..PartialDateTime::default()
    }
}

/// Whether a rule repeats within days.
const fn is_within_days(frequency: Frequency) -> bool {
    matches!(
        frequency,
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly
    )
}

/// Whether a rule names days.
fn names_days(rule: &Rule) -> bool {
    !rule.byday.is_empty()
        || !rule.bymonthday.is_empty()
        || !rule.byyearday.is_empty()
        || !rule.byweekno.is_empty()
}

/// An upper bound of the steps for one period: one for itself, one for each time that it may name.
fn steps_per_period(rule: &Rule) -> u64 {
    let length = |list: &[u8]| u64::try_from(list.len()).unwrap_or(u64::MAX).max(1);
    let seconds = length(&rule.bysecond);
    let minutes = length(&rule.byminute).saturating_mul(seconds);
    let times = match rule.freq {
        Frequency::Secondly => 1,
        Frequency::Minutely => seconds,
        Frequency::Hourly => minutes,
        _ => length(&rule.byhour).saturating_mul(minutes),
    };
    let months = u64::try_from(rule.bymonth.len()).unwrap_or(12).min(12);
    let days = match (rule.freq, names_days(rule)) {
        (Frequency::Yearly, true) if months == 0 => 366,
        (Frequency::Yearly, true) => 31 * months,
        (Frequency::Yearly, false) => months.max(1),
        (Frequency::Monthly, true) => 31,
        (Frequency::Weekly, true) => 7,
        _ => 1,
    };
    days.saturating_mul(times).saturating_add(1)
}

/// The length of a period in seconds, at most.
fn seconds_per_period(rule: &Rule) -> i64 {
    let unit = match rule.freq {
        Frequency::Yearly => 366 * SECONDS_PER_DAY,
        Frequency::Monthly => 31 * SECONDS_PER_DAY,
        Frequency::Weekly => 7 * SECONDS_PER_DAY,
        Frequency::Daily => SECONDS_PER_DAY,
        Frequency::Hourly => 3_600,
        Frequency::Minutely => 60,
        Frequency::Secondly => 1,
    };
    unit * i64::from(rule.interval.unwrap_or(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    use calcard::{Entry, Parser};
    use rstest::rstest;

    fn rule(text: &str) -> Rule {
        let text = format!("BEGIN:VEVENT\nRRULE:{text}\nEND:VEVENT\n");
        let Entry::ICalendar(calendar) = Parser::new(&text).entry() else {
            panic!("no calendar")
        };
        let entry = calendar.components[0].property(&ICalendarProperty::Rrule);
        let Some(ICalendarValue::RecurrenceRule(rule)) = entry.unwrap().values.first() else {
            panic!("no rule in {text}")
        };
        (**rule).clone()
    }

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
    }

    fn times(text: &str, first: &str, max: usize) -> (Vec<String>, Ended) {
        let bounds = Bounds {
            until: None,
            horizon: time("20301231T235959"),
            max,
        };
        let (times, ended) = expand(&rule(text), time(first), &bounds, &mut 10_000_000);
        let shown = times
            .iter()
            .map(|time| time.format("%Y%m%dT%H%M").to_string());
        (shown.collect(), ended)
    }

    #[rstest]
    #[case::days(
        "FREQ=DAILY;COUNT=3",
        "19970902T090000",
        "0902T0900 0903T0900 0904T0900"
    )]
    #[case::every_other_day(
        "FREQ=DAILY;INTERVAL=2;COUNT=3",
        "19970930T090000",
        "0930T0900 1002T0900 1004T0900"
    )]
    #[case::days_of_a_month(
        "FREQ=DAILY;BYMONTH=1;COUNT=2",
        "19980130T090000",
        "0130T0900 0131T0900"
    )]
    #[case::weeks(
        "FREQ=WEEKLY;COUNT=3",
        "19970902T090000",
        "0902T0900 0909T0900 0916T0900"
    )]
    #[case::weeks_from_sunday(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "19970805T090000",
        "0805T0900 0817T0900 0819T0900 0831T0900"
    )]
    #[case::weeks_from_monday(
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "19970805T090000",
        "0805T0900 0810T0900 0819T0900 0824T0900"
    )]
    #[case::first_friday(
        "FREQ=MONTHLY;COUNT=3;BYDAY=1FR",
        "19970905T090000",
        "0905T0900 1003T0900 1107T0900"
    )]
    #[case::last_but_one(
        "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO",
        "19970922T090000",
        "0922T0900 1020T0900 1117T0900"
    )]
    #[case::before_the_end(
        "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3",
        "19970928T090000",
        "0928T0900 1029T0900 1128T0900"
    )]
    #[case::only_where_there_is_a_31st(
        "FREQ=MONTHLY;COUNT=3",
        "19970831T090000",
        "0831T0900 1031T0900 1231T0900"
    )]
    #[case::last_workday(
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3",
        "19970930T090000",
        "0930T0900 1031T0900 1128T0900"
    )]
    #[case::friday_the_13th(
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3",
        "19980213T090000",
        "0213T0900 0313T0900 1113T0900"
    )]
    #[case::months_of_a_year(
        "FREQ=YEARLY;COUNT=3;BYMONTH=6,7",
        "19970610T090000",
        "0610T0900 0710T0900 0610T0900"
    )]
    #[case::days_of_a_year(
        "FREQ=YEARLY;COUNT=3;BYYEARDAY=1,100,-1",
        "19970101T090000",
        "0101T0900 0410T0900 1231T0900"
    )]
    #[case::twentieth_monday(
        "FREQ=YEARLY;BYDAY=20MO;COUNT=3",
        "19970519T090000",
        "0519T0900 0518T0900 0517T0900"
    )]
    #[case::monday_of_week_20(
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3",
        "19970512T090000",
        "0512T0900 0511T0900 0517T0900"
    )]
    #[case::election_day(
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
        "19961105T090000",
        "1105T0900 1107T0900 1102T0900"
    )]
    #[case::plain_and_numbered_weekdays(
        "FREQ=MONTHLY;BYDAY=SU,1SA;COUNT=4",
        "20240501T120000",
        "0501T1200 0504T1200 0505T1200 0512T1200"
    )]
    #[case::second_workday_of_a_week(
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2;COUNT=3",
        "20240501T120000",
        "0501T1200 0507T1200 0514T1200"
    )]
    #[case::minutes_of_some_days(
        "FREQ=MINUTELY;INTERVAL=90;BYDAY=MO;BYHOUR=9,10;COUNT=4",
        "20240501T090000",
        "0501T0900 0506T0900 0506T1030 0513T0900"
    )]
    #[case::hours_of_some_days(
        "FREQ=HOURLY;INTERVAL=5;BYMONTH=6;BYMINUTE=0,30;COUNT=5",
        "20240501T090000",
        "0501T0900 0601T0000 0601T0030 0601T0500 0601T0530"
    )]
    #[case::hours(
        "FREQ=HOURLY;INTERVAL=3;COUNT=3",
        "19970902T090000",
        "0902T0900 0902T1200 0902T1500"
    )]
    #[case::minutes(
        "FREQ=MINUTELY;INTERVAL=90;COUNT=3",
        "19970902T090000",
        "0902T0900 0902T1030 0902T1200"
    )]
    #[case::minutes_of_hours(
        "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10;COUNT=7",
        "19970902T090000",
        "0902T0900 0902T0920 0902T0940 0902T1000 0902T1020 0902T1040 0903T0900"
    )]
    #[case::leap_days("FREQ=YEARLY;COUNT=3", "20240229T120000", "0229T1200 0229T1200")]
    #[case::the_start_always_counts(
        "FREQ=WEEKLY;BYDAY=FR;COUNT=2",
        "20240501T090000",
        "0501T0900 0503T0900"
    )]
    fn rules_of_the_standard_are_expanded(
        #[case] text: &str,
        #[case] first: &str,
        #[case] expected: &str,
    ) {
        let (found, _) = times(text, first, 50);
        let found: Vec<_> = found.iter().map(|time| time.get(4..).unwrap()).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[rstest]
    #[case::endless("FREQ=YEARLY", Ended::Horizon, 7)]
    #[case::counted("FREQ=DAILY;COUNT=5", Ended::Complete, 5)]
    #[case::too_many("FREQ=SECONDLY", Ended::Limit, 50)]
    #[case::never(
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=23;BYMINUTE=59;BYSECOND=59",
        Ended::Horizon,
        1
    )]
    #[case::never_in_a_year("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Ended::Horizon, 1)]
    #[case::crowded_places(
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40;BYSETPOS=-1",
        Ended::Limit,
        1
    )]
    fn expansions_end(#[case] text: &str, #[case] ended: Ended, #[case] count: usize) {
        let (found, how) = times(text, "20240501T090000", 50);
        assert_eq!((how, found.len()), (ended, count), "{found:?}");
    }

    #[test]
    fn rules_that_break_the_standard_are_refused() {
        let (found, ended) = times("FREQ=DAILY;BYHOUR=77", "20240501T090000", 50);
        assert_eq!(found, ["20240501T0900"]);
        let Ended::Invalid(reason) = ended else {
            panic!("{ended:?}")
        };
        assert!(reason.contains("`77` for field `BYHOUR`"), "{reason}");
    }

    #[test]
    fn rules_share_their_steps() {
        let bounds = Bounds {
            until: None,
            horizon: time("99991231T000000"),
            max: usize::MAX,
        };
        let mut steps = 500;
        let (found, ended) = expand(
            &rule("FREQ=DAILY"),
            time("20240501T000000"),
            &bounds,
            &mut steps,
        );
        assert_eq!((found.len(), ended), (249, Ended::Limit));
        assert!(steps <= 1, "{steps}");
    }
}
