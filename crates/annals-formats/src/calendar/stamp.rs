//! A date or a time of an iCalendar text, and the dates of annals that two of them make.
//!
//! Owns what a start and an end mean. A start that is a date is the whole day. An end that is a date is
//! the first day after; the days between the two are all meant from end to end, which is the EDTF
//! `{2024-05-01..2024-05-02}`: an interval of days would leave open when the first begins. Times keep
//! their zone as an offset from UTC; those without one stay without.

use std::fmt::Write as _;

use calcard::common::PartialDateTime;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::zones::{Zone, Zones};

/// A day, or a time on a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) local: NaiveDateTime,
    /// Whether only the day counts.
    pub(super) is_day: bool,
    pub(super) zone: Zone,
}

/// What makes two stamps the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Day(NaiveDate),
    /// On a clock without a zone.
    Floating(NaiveDateTime),
    Utc(NaiveDateTime),
}

/// The time that a value shows, midnight where it has none. `None` if there is no such time.
pub(super) fn local_time(value: &PartialDateTime) -> Option<NaiveDateTime> {
    let date = NaiveDate::from_ymd_opt(
        i32::from(value.year?),
        u32::from(value.month?),
        u32::from(value.day?),
    )?;
    let (hour, minute) = (value.hour.unwrap_or(0), value.minute.unwrap_or(0));
    // A leap second is the end of its minute.
    let second = value.second.unwrap_or(0);
    let second = if second == 60 { 59 } else { second };
    date.and_hms_opt(u32::from(hour), u32::from(minute), u32::from(second))
}

impl Stamp {
    /// `None` if there is no such time. The zone counts where the value has none of its own.
    pub(super) fn new(value: &PartialDateTime, zone: Zone) -> Option<Self> {
        let is_day = value.hour.is_none();
        let zone = if is_day {
            Zone::Floating
        } else {
            match super::zones::offset(value) {
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

    /// The same clock at another time.
    pub(super) const fn at(self, local: NaiveDateTime) -> Self {
        Self { local, ..self }
    }

    /// The moment in UTC; of a clock without a zone, as if it showed UTC.
    pub(super) fn utc(&self, zones: &Zones) -> NaiveDateTime {
        let offset = zones.offset_at_local(self.zone, self.local);
        self.local - TimeDelta::seconds(i64::from(offset))
    }

    /// The same clock so much later, by the moments that pass.
    pub(super) fn after(self, passed: TimeDelta, zones: &Zones) -> Option<Self> {
        if self.is_day {
            return Some(self.at(self.local.checked_add_signed(passed)?));
        }
        let utc = self.utc(zones).checked_add_signed(passed)?;
        let offset = zones.offset_at_utc(self.zone, utc);
        Some(self.at(utc.checked_add_signed(TimeDelta::seconds(i64::from(offset)))?))
    }

    pub(super) fn key(&self, zones: &Zones) -> Key {
        match self.zone {
            _ if self.is_day => Key::Day(self.local.date()),
            Zone::Floating => Key::Floating(self.local),
            _ => Key::Utc(self.utc(zones)),
        }
    }

    /// As RFC 3339, with the offset where there is a zone.
    fn write(&self, text: &mut String, zones: &Zones) {
        let offset = match self.zone {
            Zone::Floating | Zone::Utc => 0,
            _ => zones.offset_at_local(self.zone, self.local),
        };
        if offset % 60 != 0 {
            // RFC 3339 has no seconds here, which the clocks of the 19th century had.
            let utc = Self {
                local: self.utc(zones),
                is_day: false,
                zone: Zone::Utc,
            };
            return utc.write(text, zones);
        }
        write_day(text, self.local.date());
        if self.is_day {
            return;
        }
        let time = self.local.time();
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
        match self.zone {
            Zone::Floating => {}
            Zone::Utc => text.push('Z'),
            _ => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.abs() / 60;
                let _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
        }
    }
}

fn write_day(text: &mut String, date: NaiveDate) {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let _ = write!(text, "{year:04}-{month:02}-{day:02}");
}

/// The date from a start to an end, as annals writes it. `None` where the end comes before the start or is
/// of another kind, so that the start alone counts.
pub(super) fn date(start: &Stamp, end: Option<&Stamp>, zones: &Zones) -> Option<String> {
    let mut text = String::with_capacity(52);
    let Some(end) = end else {
        start.write(&mut text, zones);
        return Some(text);
    };
    if start.is_day {
        // A time on the last day takes that day in.
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

    fn stamp(text: &str, zone: Zone) -> Stamp {
        let mut value = PartialDateTime::default();
        assert!(value.parse_timestamp(&mut text.as_bytes().iter().peekable(), false));
        Stamp::new(&value, zone).unwrap()
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
    fn starts_and_ends(#[case] start: &str, #[case] end: Option<&str>, #[case] expected: &str) {
        let end = end.map(|end| stamp(end, Zone::Floating));
        let found = date(
            &stamp(start, Zone::Floating),
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
        let start = stamp("20240330T120000", rome);
        let end = start.after(TimeDelta::hours(24), &zones).unwrap();
        assert_eq!(
            date(&start, Some(&end), &zones).unwrap(),
            "2024-03-30T12:00:00+01:00/2024-03-31T13:00:00+02:00"
        );
    }

    #[test]
    fn an_end_before_the_start_is_none() {
        let zones = Zones::default();
        let start = stamp("20240501T070000", Zone::Floating);
        let end = stamp("20240501T060000", Zone::Floating);
        assert_eq!(date(&start, Some(&end), &zones), None);
        let (start, end) = (
            stamp("20240503", Zone::Floating),
            stamp("20240501", Zone::Floating),
        );
        assert_eq!(date(&start, Some(&end), &zones), None);
    }

    #[test]
    fn an_all_day_event_holds_all_its_days() {
        let when = When::parse("{2024-05-01..2024-05-02}").unwrap().unwrap();
        let (from, to) = when.certain().unwrap();
        assert_eq!(from.time().unwrap().to_string(), "2024-05-01");
        assert_eq!(to.time().unwrap().to_string(), "2024-05-03");
    }
}
