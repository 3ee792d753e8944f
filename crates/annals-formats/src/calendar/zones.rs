//! What the zones of an iCalendar text mean: how far its clocks are from UTC at a time.
//!
//! Owns names of zones. One that the database of zones knows, under its own name, that of Windows or
//! that of a program, means what the database says; any other means what its `VTIMEZONE` says.

use std::collections::HashMap;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::recurrence::{self, Bounds};
use super::stamp::local_time;
use crate::clocks::Clock;
use annals_model::sort_by_key;

/// The changes of one clock that are looked at, at most.
const MOST_CHANGES: usize = 2_000;
/// A text may describe so many clocks of its own.
const MOST_OWN: usize = 256;
/// The changes of clocks are followed to the end of this year.
const LAST_YEAR: i32 = 2_100;

/// Which clock a time is read off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Zone {
    /// That of whoever is there.
    Floating,
    /// UTC.
    Utc,
    /// One that is so many seconds before UTC, always.
    Fixed(i32),
    /// One of the database.
    Known(Clock),
    /// One that the text itself describes, by its place.
    Own(usize),
}

/// The moment at which a clock is moved.
#[derive(Debug, Clone, Copy)]
struct Change {
    /// By the clock before it.
    local: NaiveDateTime,
    before: i32,
    after: i32,
}

/// The zones that a text names.
#[derive(Debug, Default)]
pub(super) struct Zones {
    names: HashMap<String, Option<Zone>>,
    /// The changes of each clock, in order; never empty.
    own: Vec<Vec<Change>>,
}

impl Zones {
    /// Takes the description of a zone; the first one of a name counts.
    pub(super) fn define(&mut self, calendar: &ICalendar, steps: &mut u64) {
        let Some(zone) = calendar.components.first() else {
            return;
        };
        let id = zone.property(&ICalendarProperty::Tzid);
        let Some(name) = id.and_then(|id| id.values.first()?.as_text()) else {
            return;
        };
        if self.names.get(name).is_some_and(Option::is_some) {
            return;
        }
        let meaning = zone.timezone().and_then(|(_, known)| in_database(known));
        let meaning = meaning.or_else(|| {
            let parts = calendar.components.iter();
            let mut changes: Vec<_> = parts.flat_map(|part| changes(part, steps)).collect();
            sort_by_key(&mut changes, |change| change.local);
            changes.truncate(MOST_CHANGES * 2);
            (!changes.is_empty() && self.own.len() < MOST_OWN).then(|| {
                self.own.push(changes);
                Zone::Own(self.own.len() - 1)
            })
        });
        self.names.insert(name.to_owned(), meaning);
    }

    /// The zone of a name; `None` if nobody knows it.
    pub(super) fn find(&mut self, name: &str) -> Option<Zone> {
        if let Some(known) = self.names.get(name) {
            return *known;
        }
        let found = name.parse().ok().and_then(in_database);
        self.names.insert(name.to_owned(), found);
        found
    }

    /// Seconds that a clock is before UTC when it shows a time. A time that it shows twice is the first of
    /// the two; one that it leaves out is read as if it had not been moved yet.
    pub(super) fn offset_at_local(&self, zone: Zone, local: NaiveDateTime) -> i32 {
        match zone {
            Zone::Floating | Zone::Utc => 0,
            Zone::Fixed(offset) => offset,
            Zone::Known(clock) => clock.offset_at_wall(local.and_utc().timestamp()),
            Zone::Own(place) => self.own_offset(place, |change| {
                // Where the clock is moved forward it shows the time of the change only afterwards.
                let moved = i64::from((change.after - change.before).max(0));
                local >= change.local + TimeDelta::seconds(moved)
            }),
        }
    }

    /// Seconds that a clock is before UTC at a moment in UTC.
    pub(super) fn offset_at_utc(&self, zone: Zone, utc: NaiveDateTime) -> i32 {
        match zone {
            Zone::Floating | Zone::Utc => 0,
            Zone::Fixed(offset) => offset,
            Zone::Known(clock) => clock.offset_at_utc(utc.and_utc().timestamp()),
            Zone::Own(place) => self.own_offset(place, |change| {
                utc >= change.local - TimeDelta::seconds(i64::from(change.before))
            }),
        }
    }

    fn own_offset(&self, place: usize, has_happened: impl Fn(&Change) -> bool) -> i32 {
        let changes = self.own.get(place).map_or(&[][..], Vec::as_slice);
        let next = changes.partition_point(has_happened);
        let last = next.checked_sub(1).and_then(|last| changes.get(last));
        match (last, changes.first()) {
            (Some(change), _) => change.after,
            (None, Some(first)) => first.before,
            (None, None) => 0,
        }
    }
}

/// The zone that a name was found to mean. The names of programs and their zones are known to `calcard`;
/// what their clocks show is in one database for all formats.
fn in_database(zone: Tz) -> Option<Zone> {
    match zone {
        Tz::Floating => Some(Zone::Floating),
        Tz::Fixed(offset) => Some(Zone::Fixed(offset.local_minus_utc())),
        Tz::Tz(known) => Clock::find(known.name()).map(Zone::Known),
    }
}

/// The changes to a winter or a summer time.
fn changes(part: &ICalendarComponent, steps: &mut u64) -> Vec<Change> {
    let is_clock = matches!(
        part.component_type,
        ICalendarComponentType::Standard | ICalendarComponentType::Daylight
    );
    let value = |name: &ICalendarProperty| match part.property(name)?.values.first()? {
        ICalendarValue::PartialDateTime(value) => Some(value),
        _ => None,
    };
    let start = value(&ICalendarProperty::Dtstart).and_then(|start| local_time(start));
    let before = value(&ICalendarProperty::Tzoffsetfrom).and_then(|value| offset(value));
    let after = value(&ICalendarProperty::Tzoffsetto).and_then(|value| offset(value));
    let (true, Some(start), Some(after)) = (is_clock, start, after) else {
        return Vec::new();
    };
    let before = before.unwrap_or(after);
    let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31);
    let horizon = last.map_or(start, |last| last.and_time(NaiveTime::MIN));
    let mut times = vec![start];
    for entry in &part.entries {
        for value in &entry.values {
            match (&entry.name, value) {
                (ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(rule)) => {
                    let until = rule.until.as_ref().and_then(|until| {
                        let moved = if until.tz_hour.is_some() { before } else { 0 };
                        local_time(until)?.checked_add_signed(TimeDelta::seconds(i64::from(moved)))
                    });
                    let bounds = Bounds {
                        until,
                        horizon,
                        most: MOST_CHANGES,
                    };
                    times.extend(recurrence::expand(rule, start, &bounds, steps).0);
                }
                (ICalendarProperty::Rdate, ICalendarValue::PartialDateTime(date)) => {
                    times.extend(local_time(date));
                }
                _ => {}
            }
        }
    }
    let change = |local| Change {
        local,
        before,
        after,
    };
    times.into_iter().map(change).collect()
}

/// Seconds before UTC of a value such as `+0530`.
pub(super) fn offset(value: &PartialDateTime) -> Option<i32> {
    let hours = i32::from(value.tz_hour?);
    let minutes = i32::from(value.tz_minute.unwrap_or(0));
    let seconds = hours * 3_600 + minutes * 60;
    (seconds < 86_400).then_some(if value.tz_minus { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::{Entry, Parser};
    use rstest::rstest;

    const OWN: &str = "BEGIN:VTIMEZONE\nTZID:Our clock\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

    fn zones(text: &str) -> Zones {
        let mut zones = Zones::default();
        let Entry::ICalendar(calendar) = Parser::new(text).entry() else {
            panic!("no zone")
        };
        zones.define(&calendar, &mut 1_000_000);
        zones
    }

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[rstest]
    #[case("2024-01-15 12:00", 3_600)]
    #[case("2024-07-15 12:00", 7_200)]
    #[case::left_out("2024-03-31 02:30", 3_600)]
    #[case::just_after("2024-03-31 03:00", 7_200)]
    #[case::shown_twice("2024-10-27 02:30", 7_200)]
    #[case::after_it("2024-10-27 03:00", 3_600)]
    fn own_clocks_and_known_ones_agree(#[case] local: &str, #[case] expected: i32) {
        let mut zones = zones(OWN);
        for name in ["Our clock", "Europe/Rome", "W. Europe Standard Time"] {
            let zone = zones.find(name).unwrap();
            let offset = zones.offset_at_local(zone, time(local));
            assert_eq!(offset, expected, "{name} {zone:?}");
            let utc = time(local) - TimeDelta::seconds(i64::from(offset));
            if local != "2024-03-31 02:30" {
                assert_eq!(zones.offset_at_utc(zone, utc), expected, "{name}");
            }
        }
    }

    #[test]
    fn what_nobody_knows_is_no_zone() {
        let mut zones = zones("BEGIN:VTIMEZONE\nTZID:Nowhere\nEND:VTIMEZONE\n");
        assert_eq!(zones.find("Nowhere"), None);
        assert_eq!(zones.find("Elsewhere"), None);
    }
}
