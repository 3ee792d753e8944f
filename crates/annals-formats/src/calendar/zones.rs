//! The time zones of an iCalendar text and their offsets from UTC.
//!
//! A zone that the zone database has, under its own name, the one of Windows or the one of a program, is taken
//! from the database; any other is defined by its `VTIMEZONE`.

use std::collections::HashMap;

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::parsed::{local_time, offset};
use super::recurrence::{self, Bounds};
use crate::time_zone::TimeZone;

/// The most changes of the offset of a `VTIMEZONE`.
const MAX_CHANGES: usize = 2_000;
/// The most zones that a file may define.
const MAX_OWN_ZONES: usize = 256;
/// The rules of a `VTIMEZONE` are followed to the end of this year.
const LAST_YEAR: i32 = 2_100;

/// The zone of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Zone {
    /// No zone: the local time wherever the reader is.
    Floating,
    /// UTC.
    Utc,
    /// A fixed offset in seconds east of UTC.
    Fixed(i32),
    /// A zone of the database.
    Known(TimeZone),
    /// A zone that the file defines, by its index.
    Own(usize),
}

/// A change of the offset of a zone.
#[derive(Debug, Clone, Copy)]
struct Change {
    /// The local time before the change.
    local: NaiveDateTime,
    before: i32,
    after: i32,
}

/// The zones that a file names.
#[derive(Debug, Default)]
pub(super) struct Zones {
    names: HashMap<String, Option<Zone>>,
    /// The changes of each zone that the file defines, in order; never empty.
    own: Vec<Vec<Change>>,
}

impl Zones {
    /// Defines a zone by its `VTIMEZONE`; the first one of a name counts.
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
        let meaning = zone.timezone().map(|(_, known)| known.into());
        let meaning = meaning.or_else(|| {
            let parts = calendar.components.iter();
            let mut changes: Vec<_> = parts.flat_map(|part| changes(part, steps)).collect();
            changes.sort_by_key(|change| change.local);
            changes.truncate(MAX_CHANGES * 2);
            (!changes.is_empty() && self.own.len() < MAX_OWN_ZONES).then(|| {
                self.own.push(changes);
                Zone::Own(self.own.len() - 1)
            })
        });
        self.names.insert(name.to_owned(), meaning);
    }

    /// Returns the zone of a name; `None` if it is not known.
    pub(super) fn find(&mut self, name: &str) -> Option<Zone> {
        if let Some(known) = self.names.get(name) {
            return *known;
        }
        let found = name.parse::<Tz>().ok().map(Zone::from);
        self.names.insert(name.to_owned(), found);
        found
    }

    /// Returns the offset in seconds east of UTC at a local time. In a fold the earlier offset applies; in a gap,
    /// the offset before it.
    pub(super) fn offset_at_local(&self, zone: Zone, local: NaiveDateTime) -> i32 {
        match zone {
            Zone::Floating | Zone::Utc => 0,
            Zone::Fixed(offset) => offset,
            Zone::Known(zone) => zone.offset_at_local(local.and_utc().timestamp()),
            Zone::Own(index) => self.own_offset(index, |change| {
                // A gap still has the offset before it.
                let moved = i64::from((change.after - change.before).max(0));
                local >= change.local + TimeDelta::seconds(moved)
            }),
        }
    }

    /// Returns the offset in seconds east of UTC at a time in UTC.
    pub(super) fn offset_at_utc(&self, zone: Zone, utc: NaiveDateTime) -> i32 {
        match zone {
            Zone::Floating | Zone::Utc => 0,
            Zone::Fixed(offset) => offset,
            Zone::Known(zone) => zone.offset_at_utc(utc.and_utc().timestamp()),
            Zone::Own(index) => self.own_offset(index, |change| {
                utc >= change.local - TimeDelta::seconds(i64::from(change.before))
            }),
        }
    }

    fn own_offset(&self, index: usize, has_happened: impl Fn(&Change) -> bool) -> i32 {
        let changes = self.own.get(index).map_or(&[][..], Vec::as_slice);
        let next = changes.partition_point(has_happened);
        let last = next.checked_sub(1).and_then(|last| changes.get(last));
        match (last, changes.first()) {
            (Some(change), _) => change.after,
            (None, Some(first)) => first.before,
            (None, None) => 0,
        }
    }
}

impl From<Tz> for Zone {
    fn from(zone: Tz) -> Self {
        match zone {
            Tz::Floating => Self::Floating,
            Tz::Fixed(offset) => Self::Fixed(offset.local_minus_utc()),
            Tz::Tz(known) => Self::Known(known.into()),
        }
    }
}

/// Returns the changes to a `STANDARD` or `DAYLIGHT` time.
fn changes(part: &ICalendarComponent, steps: &mut u64) -> Vec<Change> {
    let is_observance = matches!(
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
    let (true, Some(start), Some(after)) = (is_observance, start, after) else {
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
                        max: MAX_CHANGES,
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

#[cfg(test)]
mod tests {
    use super::*;
    use calcard::{Entry, Parser};
    use rstest::rstest;

    const OWN: &str = "BEGIN:VTIMEZONE\nTZID:Our zone\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

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
    #[case::in_a_gap("2024-03-31 02:30", 3_600)]
    #[case::after_a_gap("2024-03-31 03:00", 7_200)]
    #[case::in_a_fold("2024-10-27 02:30", 7_200)]
    #[case::after_a_fold("2024-10-27 03:00", 3_600)]
    fn defined_zones_and_those_of_the_database_agree(#[case] local: &str, #[case] expected: i32) {
        let mut zones = zones(OWN);
        for name in ["Our zone", "Europe/Rome", "W. Europe Standard Time"] {
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
    fn unknown_names_are_no_zones() {
        let mut zones = zones("BEGIN:VTIMEZONE\nTZID:Nowhere\nEND:VTIMEZONE\n");
        assert_eq!(zones.find("Nowhere"), None);
        assert_eq!(zones.find("Elsewhere"), None);
    }
}
