//! [`CalendarTime`]: a date or a time of an iCalendar text, and the EDTF date that two of them make.
//!
//! A start that is a date is the whole day; an end that is a date is the first day after the event. All days
//! between them are meant, from the first moment to the last, which is the EDTF `{2024-05-01..2024-05-02}`:
//! an interval of days would leave open when the first one begins. Times keep their zone as an offset from
//! UTC; times without a zone stay without one.

use std::fmt::Write as _;

use annals_time::iso::{DateTime, UtcOffset};
use annals_time::{Precision, Time};
use calcard::common::PartialDateTime;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::parsed::{local_time, offset};
use super::zones::{Zone, Zones};

/// A day, or a local time in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CalendarTime {
    pub(super) local: NaiveDateTime,
    /// Whether it is a day; the time of day is midnight then.
    pub(super) is_day: bool,
    pub(super) zone: Zone,
}

/// Equal for two times that are the same, in whatever zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum TimeKey {
    Day(NaiveDate),
    /// A time without a zone.
    Floating(NaiveDateTime),
    Utc(NaiveDateTime),
}

impl CalendarTime {
    /// Creates a time in a zone, unless the value has an offset of its own. `None` if there is no such time.
    pub(super) fn new(value: &PartialDateTime, zone: Zone) -> Option<Self> {
        let is_day = value.hour.is_none();
        let zone = if is_day {
            Zone::Floating
        } else {
            match offset(value) {
                Some(0) => Zone::Utc,
                Some(offset) => Zone::Fixed(offset),
                None if value.tz_hour.is_some() => return None,
                None => zone,
            }
        };
        Some(Self {
            local: local_time(value)?,
            is_day,
            zone,
        })
    }

    /// Returns another local time in the same zone.
    pub(super) const fn at(self, local: NaiveDateTime) -> Self {
        Self { local, ..self }
    }

    /// Returns the time in UTC; a time without a zone is taken as UTC.
    pub(super) fn utc(&self, zones: &Zones) -> NaiveDateTime {
        let offset = zones.offset_at_local(self.zone, self.local);
        self.local - TimeDelta::seconds(i64::from(offset))
    }

    /// Returns the time after a duration has passed, in the same zone.
    pub(super) fn after(self, passed: TimeDelta, zones: &Zones) -> Option<Self> {
        if self.is_day {
            return Some(self.at(self.local.checked_add_signed(passed)?));
        }
        let utc = self.utc(zones).checked_add_signed(passed)?;
        let offset = zones.offset_at_utc(self.zone, utc);
        Some(self.at(utc.checked_add_signed(TimeDelta::seconds(i64::from(offset)))?))
    }

    /// Returns what identifies the time.
    pub(super) fn key(&self, zones: &Zones) -> TimeKey {
        match self.zone {
            _ if self.is_day => TimeKey::Day(self.local.date()),
            Zone::Floating => TimeKey::Floating(self.local),
            _ => TimeKey::Utc(self.utc(zones)),
        }
    }

    /// Writes the time in ISO 8601, with the offset if it has a zone.
    fn write(&self, text: &mut String, zones: &Zones) {
        let offset = match self.zone {
            Zone::Floating | Zone::Utc => 0,
            _ => zones.offset_at_local(self.zone, self.local),
        };
        if offset % 60 != 0 {
            // Offsets of the 19th century had seconds, which ISO 8601 does not have.
            let utc = Self {
                local: self.utc(zones),
                is_day: false,
                zone: Zone::Utc,
            };
            return utc.write(text, zones);
        }
        if self.is_day {
            return write_day(text, self.local.date());
        }
        let time = iso(self.local, Precision::Second);
        let offset = match self.zone {
            Zone::Floating => None,
            _ => UtcOffset::from_seconds(offset),
        };
        // Writing to a string cannot fail.
        let _ = match (self.zone, offset) {
            // A zone that is as far as UTC is not UTC.
            (Zone::Fixed(_) | Zone::Known(_) | Zone::Own(_), Some(UtcOffset::UTC)) => {
                write!(text, "{time}+00:00")
            }
            _ => write!(text, "{}", DateTime { offset, ..time }),
        };
    }
}

fn write_day(text: &mut String, date: NaiveDate) {
    let date = iso(date.and_time(NaiveTime::MIN), Precision::Day);
    // Writing to a string cannot fail.
    let _ = write!(text, "{date}");
}

fn iso(local: NaiveDateTime, unit: Precision) -> DateTime {
    let time = Time::new(local.and_utc().timestamp(), 0).unwrap_or(Time::MIN);
    DateTime::new(time, unit)
}

/// Returns the EDTF date from a start to an end. `None` if the end lies before the start.
pub(super) fn date(
    start: &CalendarTime,
    end: Option<&CalendarTime>,
    zones: &Zones,
) -> Option<String> {
    let mut text = String::with_capacity(52);
    let Some(end) = end else {
        start.write(&mut text, zones);
        return Some(text);
    };
    if start.is_day {
        // An end with a time of day includes its day.
        let last = if end.is_day || end.local.time() == NaiveTime::MIN {
            end.local.date().pred_opt()?
        } else {
            end.local.date()
        };
        let first = start.local.date();
        // Many programs write the day itself as its end.
        if last < first && end.local.date() < first {
            return None;
        }
        if last <= first {
            write_day(&mut text, first);
        } else {
            text.push('{');
            write_day(&mut text, first);
            text.push_str("..");
            write_day(&mut text, last);
            text.push('}');
        }
        return Some(text);
    }
    let end = if end.is_day {
        start.at(end.local)
    } else {
        *end
    };
    match end.utc(zones).cmp(&start.utc(zones)) {
        std::cmp::Ordering::Less => return None,
        std::cmp::Ordering::Equal => start.write(&mut text, zones),
        std::cmp::Ordering::Greater => {
            start.write(&mut text, zones);
            text.push('/');
            end.write(&mut text, zones);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_time::When;
    use rstest::rstest;

    fn time(text: &str, zone: Zone) -> CalendarTime {
        let mut value = PartialDateTime::default();
        assert!(value.parse_timestamp(&mut text.as_bytes().iter().peekable(), false));
        CalendarTime::new(&value, zone).unwrap()
    }

    #[rstest]
    #[case::day("20240501", None, "2024-05-01")]
    #[case::one_day("20240501", Some("20240502"), "2024-05-01")]
    #[case::day_as_its_own_end("20240501", Some("20240501"), "2024-05-01")]
    #[case::days("20240501", Some("20240503"), "{2024-05-01..2024-05-02}")]
    #[case::utc("20240501T070000Z", None, "2024-05-01T07:00:00Z")]
    #[case::floating(
        "20240501T070000",
        Some("20240501T080000"),
        "2024-05-01T07:00:00/2024-05-01T08:00:00"
    )]
    #[case::instant("20240501T070000Z", Some("20240501T070000Z"), "2024-05-01T07:00:00Z")]
    fn dates_from_start_to_end(
        #[case] start: &str,
        #[case] end: Option<&str>,
        #[case] expected: &str,
    ) {
        let end = end.map(|end| time(end, Zone::Floating));
        let found = date(
            &time(start, Zone::Floating),
            end.as_ref(),
            &Zones::default(),
        )
        .unwrap();
        assert_eq!(found, expected);
        assert!(When::parse(&found).unwrap().is_some());
    }

    #[test]
    fn zones_become_offsets() {
        let mut zones = Zones::default();
        let rome = zones.find("Europe/Rome").unwrap();
        let start = time("20240330T120000", rome);
        let end = start.after(TimeDelta::hours(24), &zones).unwrap();
        assert_eq!(
            date(&start, Some(&end), &zones).unwrap(),
            "2024-03-30T12:00:00+01:00/2024-03-31T13:00:00+02:00"
        );
    }

    #[test]
    fn an_end_before_the_start_makes_no_date() {
        let zones = Zones::default();
        let start = time("20240501T070000", Zone::Floating);
        let end = time("20240501T060000", Zone::Floating);
        assert_eq!(date(&start, Some(&end), &zones), None);
        let (start, end) = (
            time("20240503", Zone::Floating),
            time("20240501", Zone::Floating),
        );
        assert_eq!(date(&start, Some(&end), &zones), None);
    }

    #[test]
    fn an_all_day_event_covers_all_its_days() {
        let when = When::parse("{2024-05-01..2024-05-02}").unwrap().unwrap();
        let (from, to) = when.certain().unwrap();
        assert_eq!(from.time().unwrap().to_string(), "2024-05-01");
        assert_eq!(to.time().unwrap().to_string(), "2024-05-03");
    }
}
