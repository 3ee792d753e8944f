//! Rules of repetition (RFC 5545, 3.3.10), followed step by step.
//!
//! Owns which local times a rule names, within bounds: a text may hold rules that never end, or that
//! never name anything. It knows no zones; the times are those on the clock of the event.

use calcard::icalendar::{
    ICalendarDay, ICalendarFrequency, ICalendarMonth, ICalendarRecurrenceRule, ICalendarWeekday,
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

/// One rule may look at so many days or times of day.
const MOST_STEPS: u64 = 100_000;

/// How far a rule is followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The last time that the rule itself allows.
    pub(super) until: Option<NaiveDateTime>,
    /// The last time that is wanted.
    pub(super) horizon: NaiveDateTime,
    /// How many times are wanted.
    pub(super) most: usize,
}

/// Why no more times follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The rule names no more.
    Whole,
    /// There are more after the horizon.
    Horizon,
    /// There are more than are wanted, or the rule takes too long to follow.
    Limit,
}

/// The times that a rule names from a first one on, which is always among them, and why they end. What
/// is looked at is taken from `steps`, which all rules of a text share.
pub(super) fn expand(
    rule: &ICalendarRecurrenceRule,
    first: NaiveDateTime,
    bounds: &Bounds,
    steps: &mut u64,
) -> (Vec<NaiveDateTime>, Ended) {
    let allowed = (*steps).min(MOST_STEPS);
    let mut walk = Walk {
        rule,
        first,
        bounds,
        interval: i64::from(rule.interval.unwrap_or(1).max(1)),
        week_start: rule.wkst.map_or(Weekday::Mon, Into::into),
        month_days: Vec::new(),
        months: Vec::new(),
        weekdays: Vec::new(),
        steps: allowed,
        times: vec![first],
    };
    walk.complete();
    let ended = walk.run().unwrap_or(Ended::Limit);
    *steps -= allowed - walk.steps;
    (walk.times, ended)
}

struct Walk<'r> {
    rule: &'r ICalendarRecurrenceRule,
    first: NaiveDateTime,
    bounds: &'r Bounds,
    interval: i64,
    week_start: Weekday,
    /// What the rule says, or what the first time says where the rule leaves it open.
    month_days: Vec<i32>,
    months: Vec<u32>,
    weekdays: Vec<(i32, Weekday)>,
    steps: u64,
    times: Vec<NaiveDateTime>,
}

/// Which days a step covers.
struct Period {
    first: NaiveDate,
    days: u64,
}

impl Walk<'_> {
    fn complete(&mut self) {
        let rule = self.rule;
        self.months = rule.bymonth.iter().copied().map(month).collect();
        self.month_days = rule.bymonthday.iter().map(|day| i32::from(*day)).collect();
        self.weekdays = rule.byday.iter().copied().map(weekday).collect();
        let names_days = !rule.byweekno.is_empty()
            || !rule.byyearday.is_empty()
            || !rule.bymonthday.is_empty()
            || !rule.byday.is_empty();
        if names_days {
            return;
        }
        let date = self.first.date();
        let day = i32::try_from(date.day()).unwrap_or(1);
        match rule.freq {
            ICalendarFrequency::Yearly => {
                if self.months.is_empty() {
                    self.months.push(date.month());
                }
                self.month_days.push(day);
            }
            ICalendarFrequency::Monthly => self.month_days.push(day),
            ICalendarFrequency::Weekly => self.weekdays.push((0, date.weekday())),
            _ => {}
        }
    }

    /// `None` where the steps are used up.
    fn run(&mut self) -> Option<Ended> {
        let unit = match self.rule.freq {
            ICalendarFrequency::Hourly => 3_600,
            ICalendarFrequency::Minutely => 60,
            ICalendarFrequency::Secondly => 1,
            _ => return self.run_days(),
        };
        self.run_times(unit)
    }

    fn step(&mut self, number: u64) -> Option<()> {
        self.steps = self.steps.checked_sub(number)?;
        Some(())
    }

    /// Whether the walk is beyond all that is wanted when it comes to this time.
    fn beyond(&self, time: NaiveDateTime) -> Option<Ended> {
        if self.bounds.until.is_some_and(|until| time > until) {
            Some(Ended::Whole)
        } else if time > self.bounds.horizon {
            Some(Ended::Horizon)
        } else {
            None
        }
    }

    /// Takes a time that the rule names; an answer where it was the last.
    fn take(&mut self, time: NaiveDateTime) -> Option<Ended> {
        if time <= self.first {
            return None;
        }
        let count = self
            .rule
            .count
            .map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        if count.is_some_and(|count| self.times.len() >= count) {
            return Some(Ended::Whole);
        }
        if let Some(ended) = self.beyond(time) {
            return Some(ended);
        }
        if self.times.len() >= self.bounds.most {
            return Some(Ended::Limit);
        }
        self.times.push(time);
        None
    }

    fn run_days(&mut self) -> Option<Ended> {
        let first = self.first.date();
        let times = self.times_of_day();
        self.step(u64::try_from(times.len()).unwrap_or(u64::MAX))?;
        let mut number = 0_i64;
        loop {
            let Some(period) = self.period(first, number) else {
                // The calendar ends.
                return Some(Ended::Whole);
            };
            self.step(period.days)?;
            // A week begins before the day that is meant.
            if let Some(ended) = self.beyond(period.first.and_time(NaiveTime::MIN)) {
                return Some(ended);
            }
            let days =
                (0..period.days).filter_map(|day| period.first.checked_add_days(Days::new(day)));
            let days: Vec<_> = days.filter(|day| self.has_day(*day)).collect();
            self.step(u64::try_from(days.len() * times.len()).unwrap_or(u64::MAX))?;
            let named = days
                .iter()
                .flat_map(|day| times.iter().map(move |time| day.and_time(*time)));
            if let Some(ended) = self.take_named(named.collect()) {
                return Some(ended);
            }
            number += self.interval;
        }
    }

    /// Takes the times of one step, in order: all of them or those at the places that the rule wants.
    fn take_named(&mut self, named: Vec<NaiveDateTime>) -> Option<Ended> {
        let places = &self.rule.bysetpos;
        if places.is_empty() {
            return named.into_iter().find_map(|time| self.take(time));
        }
        let length = i64::try_from(named.len()).unwrap_or(i64::MAX);
        let place = |place: &i32| {
            let place = i64::from(*place);
            let place = if place < 0 { length + place } else { place - 1 };
            usize::try_from(place).ok()
        };
        let mut wanted: Vec<usize> = places.iter().filter_map(place).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let chosen: Vec<_> = wanted
            .iter()
            .filter_map(|place| named.get(*place).copied())
            .collect();
        chosen.into_iter().find_map(|time| self.take(time))
    }

    fn period(&self, first: NaiveDate, number: i64) -> Option<Period> {
        let whole = |first: NaiveDate, days: u32| Period {
            first,
            days: u64::from(days),
        };
        match self.rule.freq {
            ICalendarFrequency::Yearly => {
                let year = i32::try_from(i64::from(first.year()) + number).ok()?;
                let start = NaiveDate::from_ymd_opt(year, 1, 1)?;
                let (from, to) = self.months_wanted();
                let from = start.with_month(from)?;
                let to = start.with_month(to)?;
                let days = (to - from).num_days() + i64::from(days_in_month(to));
                Some(Period {
                    first: from,
                    days: u64::try_from(days).ok()?,
                })
            }
            ICalendarFrequency::Monthly => {
                let months = i64::from(first.year()) * 12 + i64::from(first.month0()) + number;
                let year = i32::try_from(months.div_euclid(12)).ok()?;
                let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
                let start = NaiveDate::from_ymd_opt(year, month, 1)?;
                Some(whole(start, days_in_month(start)))
            }
            ICalendarFrequency::Weekly => {
                let back = first.weekday().days_since(self.week_start);
                let days = TimeDelta::try_days(number.checked_mul(7)? - i64::from(back))?;
                Some(whole(first.checked_add_signed(days)?, 7))
            }
            _ => Some(whole(
                first.checked_add_signed(TimeDelta::try_days(number)?)?,
                1,
            )),
        }
    }

    /// The first and the last month that a rule of years has to look at.
    fn months_wanted(&self) -> (u32, u32) {
        let valid = || {
            self.months
                .iter()
                .copied()
                .filter(|month| (1..=12).contains(month))
        };
        (valid().min().unwrap_or(1), valid().max().unwrap_or(12))
    }

    fn has_day(&self, day: NaiveDate) -> bool {
        let rule = self.rule;
        let from_both_ends = |place: i64, length: i64, wanted: i64| {
            place == wanted || (wanted < 0 && place == length + 1 + wanted)
        };
        (self.months.is_empty() || self.months.contains(&day.month()))
            && (self.month_days.is_empty()
                || self.month_days.iter().any(|wanted| {
                    let length = i64::from(days_in_month(day));
                    from_both_ends(i64::from(day.day()), length, i64::from(*wanted))
                }))
            && (rule.byyearday.is_empty()
                || rule.byyearday.iter().any(|wanted| {
                    let length = i64::from(days_in_year(day));
                    from_both_ends(i64::from(day.ordinal()), length, i64::from(*wanted))
                }))
            && (rule.byweekno.is_empty() || {
                let (week, length) = self.week(day);
                let mut wanted = rule.byweekno.iter();
                wanted.any(|wanted| from_both_ends(week, length, i64::from(*wanted)))
            })
            && (self.weekdays.is_empty()
                || self
                    .weekdays
                    .iter()
                    .any(|(nth, weekday)| day.weekday() == *weekday && self.is_nth(day, *nth)))
    }

    /// Whether a day is the nth of its weekday, counted from the end where negative, 0 for any.
    fn is_nth(&self, day: NaiveDate, nth: i32) -> bool {
        let is_yearly = self.rule.freq == ICalendarFrequency::Yearly;
        let (place, length) = match self.rule.freq {
            ICalendarFrequency::Yearly if self.months.is_empty() => {
                (day.ordinal(), days_in_year(day))
            }
            ICalendarFrequency::Yearly | ICalendarFrequency::Monthly => {
                (day.day(), days_in_month(day))
            }
            _ => return true,
        };
        if nth == 0 || (is_yearly && !self.rule.byweekno.is_empty()) {
            return true;
        }
        let found = if nth > 0 {
            (place - 1) / 7 + 1
        } else {
            (length - place) / 7 + 1
        };
        found == nth.unsigned_abs()
    }

    /// The number of the week that a day lies in, and how many its year has. Week 1 is the first with four
    /// days in the year.
    fn week(&self, day: NaiveDate) -> (i64, i64) {
        let middle = |day: NaiveDate| {
            let back = i64::from(day.weekday().days_since(self.week_start));
            day.checked_add_signed(TimeDelta::days(3 - back))
                .unwrap_or(day)
        };
        let number = |middle: NaiveDate| i64::from(middle.ordinal0()) / 7 + 1;
        let own = middle(day);
        let last = NaiveDate::from_ymd_opt(own.year(), 12, 28).map_or(own, middle);
        (number(own), number(last))
    }

    /// The times of a day that the rule names, or that of the first.
    fn times_of_day(&self) -> Vec<NaiveTime> {
        let hours = wanted(&self.rule.byhour, self.first.hour(), 24);
        let minutes = wanted(&self.rule.byminute, self.first.minute(), 60);
        let seconds = wanted(&self.rule.bysecond, self.first.second(), 60);
        let mut times = Vec::new();
        for hour in hours {
            for minute in &minutes {
                let second = |second: &u32| NaiveTime::from_hms_opt(hour, *minute, *second);
                times.extend(seconds.iter().filter_map(second));
            }
        }
        times
    }

    fn run_times(&mut self, unit: i64) -> Option<Ended> {
        let rule = self.rule;
        let length = self.interval * unit;
        let minutes = wanted(&rule.byminute, self.first.minute(), 60);
        let seconds = wanted(&rule.bysecond, self.first.second(), 60);
        let is_wanted = |list: &[u8], value: u32| {
            list.is_empty() || list.iter().any(|wanted| u32::from(*wanted) == value)
        };
        let mut time = self.first;
        loop {
            self.step(1)?;
            if let Some(ended) = self.beyond(time) {
                return Some(ended);
            }
            // What is left out as a whole is jumped over: the rest of the day, of the hour, of the minute.
            let into_day = i64::from(time.num_seconds_from_midnight());
            let skipped = if !self.has_day(time.date()) {
                Some(86_400 - into_day)
            } else if !is_wanted(&rule.byhour, time.hour()) {
                Some(3_600 - into_day % 3_600)
            } else if unit < 3_600 && !is_wanted(&rule.byminute, time.minute()) {
                Some(60 - into_day % 60)
            } else if unit < 60 && !is_wanted(&rule.bysecond, time.second()) {
                Some(1)
            } else {
                None
            };
            if skipped.is_none() {
                let minutes = if unit == 3_600 {
                    minutes.as_slice()
                } else {
                    &[time.minute()]
                };
                let seconds = if unit >= 60 {
                    seconds.as_slice()
                } else {
                    &[time.second()]
                };
                self.step(u64::try_from(minutes.len() * seconds.len()).unwrap_or(u64::MAX))?;
                let named = minutes.iter().flat_map(|minute| {
                    let second =
                        |second: &u32| time.date().and_hms_opt(time.hour(), *minute, *second);
                    seconds.iter().filter_map(second)
                });
                if let Some(ended) = self.take_named(named.collect()) {
                    return Some(ended);
                }
            }
            let number = (skipped.unwrap_or(1) + length - 1) / length;
            let Some(next) = TimeDelta::try_seconds(number * length)
                .and_then(|forward| time.checked_add_signed(forward))
            else {
                return Some(Ended::Whole);
            };
            time = next;
        }
    }
}

/// The listed values below a limit in order, or the given one where none is listed.
fn wanted(list: &[u8], otherwise: u32, limit: u32) -> Vec<u32> {
    if list.is_empty() {
        return vec![otherwise];
    }
    let mut values: Vec<u32> = list.iter().map(|value| u32::from(*value)).collect();
    values.retain(|value| *value < limit);
    values.sort_unstable();
    values.dedup();
    values
}

fn month(month: ICalendarMonth) -> u32 {
    u32::from(month.month())
}

fn weekday(day: ICalendarDay) -> (i32, Weekday) {
    let weekday = match day.weekday {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    };
    (day.ordwk.map_or(0, i32::from), weekday)
}

fn days_in_month(date: NaiveDate) -> u32 {
    let month = u8::try_from(date.month()).unwrap_or(1);
    u32::from(annals_time::days_in_month(i64::from(date.year()), month))
}

fn days_in_year(date: NaiveDate) -> u32 {
    if date.leap_year() { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::icalendar::{ICalendarProperty, ICalendarValue};
    use calcard::{Entry, Parser};
    use rstest::rstest;

    fn rule(text: &str) -> ICalendarRecurrenceRule {
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

    fn times(text: &str, first: &str, most: usize) -> (Vec<String>, Ended) {
        let bounds = Bounds {
            until: None,
            horizon: time("20301231T235959"),
            most,
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
    #[case::first_is_always_there(
        "FREQ=WEEKLY;BYDAY=FR;COUNT=2",
        "20240501T090000",
        "0501T0900 0503T0900"
    )]
    fn examples(#[case] text: &str, #[case] first: &str, #[case] expected: &str) {
        let (found, _) = times(text, first, 50);
        let found: Vec<_> = found.iter().map(|time| time.get(4..).unwrap()).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[rstest]
    #[case::endless("FREQ=YEARLY", Ended::Horizon, 7)]
    #[case::counted("FREQ=DAILY;COUNT=5", Ended::Whole, 5)]
    #[case::too_many("FREQ=SECONDLY", Ended::Limit, 50)]
    #[case::never(
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=23;BYMINUTE=59;BYSECOND=59",
        Ended::Horizon,
        1
    )]
    #[case::never_in_a_year("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Ended::Horizon, 1)]
    #[case::impossible("FREQ=DAILY;BYHOUR=77", Ended::Horizon, 1)]
    #[case::crowded_places(
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40;BYSETPOS=-1",
        Ended::Limit,
        1
    )]
    fn every_rule_ends(#[case] text: &str, #[case] ended: Ended, #[case] count: usize) {
        let (found, how) = times(text, "20240501T090000", 50);
        assert_eq!((how, found.len()), (ended, count), "{found:?}");
    }

    #[test]
    fn rules_share_their_steps() {
        let bounds = Bounds {
            until: None,
            horizon: time("99991231T000000"),
            most: usize::MAX,
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
