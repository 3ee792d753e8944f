//! Writes iCalendar (RFC 5545, RFC 7986).
//!
//! Owns how a date becomes `DTSTART` and `DTEND`, and what stands in properties that only annals reads. A
//! date that is not just a day, days or a time stands in `X-ANNALS-DATE` as well; other programs see the
//! whole days that it may cover. What has no date, or none that a calendar can have, is a `VJOURNAL`
//! without `DTSTART`. `DTSTAMP` has to be there and is the same for all, so that a timeline is always
//! written alike.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::properties::{DATE, EVENT, RELATIONS, TIMELINE};
use super::stamp::{Stamp, date};
use super::zones::{Zone, Zones};
use crate::Written;
use crate::kept::{self, KeptEvent, KeptTimeline, count};
use annals_model::text::Clean;
use annals_model::{ActorKind, Event, Status, Timeline};
use annals_time::{Precision, Shape, Time, When};

/// Octets of a line, without its end.
const MOST_OCTETS: usize = 75;
const WRITTEN_AT: &str = "19700101T000000Z";
/// An end that is known this well is taken at its beginning, in nanoseconds: an hour.
const EXACT_END: i128 = 3_600_000_000_000;

/// Where a date lies in a calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Placing {
    /// `None` where a calendar has no place for it.
    pub(super) start: Option<Stamp>,
    /// The first day, or the first moment, after it.
    pub(super) end: Option<Stamp>,
}

/// Where a date lies: from its earliest start to its latest end.
pub(super) fn placing(when: &When) -> Placing {
    let (start, end) = when.hull();
    let Some(start) = start.time().and_then(clock) else {
        return Placing::default();
    };
    if when.precision() < Precision::Day {
        let zone = if has_offset(when.text()) {
            Zone::Utc
        } else {
            Zone::Floating
        };
        let stamp = |local: NaiveDateTime| Stamp {
            local,
            is_day: false,
            zone,
        };
        let (earliest, latest) = (when.end().earliest.time(), end.time());
        let end = match (when.shape(), earliest, latest) {
            (Shape::Instant, ..) => None,
            (_, Some(earliest), Some(latest)) if latest.nanos_since(earliest) <= EXACT_END => {
                Some(earliest)
            }
            (_, _, latest) => latest,
        };
        let start = start.with_nanosecond(0).unwrap_or(start);
        let end = end.and_then(clock).filter(|end| *end > start);
        return Placing {
            start: Some(stamp(start)),
            end: end.map(stamp),
        };
    }
    let stamp = |date: NaiveDate| Stamp {
        local: date.and_time(chrono::NaiveTime::MIN),
        is_day: true,
        zone: Zone::Floating,
    };
    let day = start.date();
    let next = day.checked_add_signed(TimeDelta::days(1));
    let end = end.time().and_then(clock).map(|end| end.date());
    Placing {
        start: Some(stamp(day)),
        end: end
            .filter(|end| Some(*end) != next && *end > day)
            .map(stamp),
    }
}

/// A moment on the clock of a calendar, which has the years 1 to 9999.
fn clock(time: Time) -> Option<NaiveDateTime> {
    let found = DateTime::from_timestamp(time.seconds(), time.nanoseconds())?.naive_utc();
    (1..=9_999).contains(&found.year()).then_some(found)
}

/// Whether the first time of day in a date has an offset from UTC.
fn has_offset(text: &str) -> bool {
    let first = text.split('/').find(|part| part.len() > 10).unwrap_or(text);
    let clock = first
        .find(['T', 't', ' '])
        .and_then(|at| first.get(at + 1..));
    clock.is_some_and(|clock| clock.contains(['Z', 'z', '+', '-', '\u{2212}', 'U', 'G']))
}

/// Writes a timeline.
pub(super) fn write(timeline: &Timeline) -> Written {
    let mut writer = Writer {
        timeline,
        text: String::new(),
        zones: Zones::default(),
        uids: uids(timeline),
        undated: 0,
        beyond: 0,
        widened: 0,
        hidden: 0,
    };
    writer.calendar();
    let mut lost = writer.lost();
    lost.extend(kept::lost(timeline));
    Written {
        text: writer.text,
        lost,
    }
}

/// A `UID` for each event: its own where it comes from a calendar, or made of the ids.
fn uids(timeline: &Timeline) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut uid = |event: &Event| {
        let own = event.extra.iter().find(|field| field.name.raw() == "UID");
        own.map(|field| field.value.raw().to_owned())
            .filter(|own| taken.insert(own.clone()))
            .unwrap_or_else(|| format!("{}@{}.annals", event.id.raw(), timeline.id.raw()))
    };
    timeline
        .events
        .walk()
        .map(|(_, event)| uid(&event))
        .collect()
}

struct Writer<'t> {
    timeline: &'t Timeline,
    text: String,
    zones: Zones,
    uids: Vec<String>,
    undated: usize,
    beyond: usize,
    widened: usize,
    /// Events with something that only annals reads.
    hidden: usize,
}

impl Writer<'_> {
    fn calendar(&mut self) {
        let timeline = self.timeline;
        self.line("BEGIN:VCALENDAR");
        self.line("VERSION:2.0");
        self.line("PRODID:-//annals//annals//EN");
        self.line("CALSCALE:GREGORIAN");
        self.property("NAME", timeline.title.raw());
        self.property("X-WR-CALNAME", timeline.title.raw());
        self.property("DESCRIPTION", timeline.summary.raw());
        self.property("X-WR-CALDESC", timeline.summary.raw());
        let kept = KeptTimeline {
            title: String::new(),
            summary: String::new(),
            ..kept::timeline(timeline)
        };
        if kept != KeptTimeline::default() {
            self.json(TIMELINE, &kept);
        }
        for (index, event) in timeline.events.walk() {
            self.event(index.place(), &event);
        }
        self.line("END:VCALENDAR");
    }

    fn event(&mut self, place: usize, event: &Event) {
        let placing = event.when.as_ref().map(placing).unwrap_or_default();
        match &event.when {
            None => self.undated += 1,
            Some(_) if placing.start.is_none() => self.beyond += 1,
            Some(_) => {}
        }
        let name = if placing.start.is_some() {
            "VEVENT"
        } else {
            "VJOURNAL"
        };
        self.line(&format!("BEGIN:{name}"));
        let uid = self.uids.get(place).cloned().unwrap_or_default();
        self.property("UID", &uid);
        self.line(&format!("DTSTAMP:{WRITTEN_AT}"));
        if let Some(start) = &placing.start {
            self.stamp("DTSTART", start);
        }
        if let Some(end) = &placing.end {
            self.stamp("DTEND", end);
        }
        self.property("SUMMARY", event.title.raw());
        self.property("DESCRIPTION", event.summary.raw());
        self.categories(event);
        self.place(event);
        self.addresses(event);
        if event.status == Status::Plan {
            let status = if name == "VEVENT" {
                "TENTATIVE"
            } else {
                "DRAFT"
            };
            self.line(&format!("STATUS:{status}"));
        }
        for link in &event.links {
            let relation = RELATIONS.iter().find(|(_, kind)| *kind == link.kind);
            let to = self.uids.get(link.to.place()).cloned().unwrap_or_default();
            if let Some((relation, _)) = relation {
                self.property(&format!("RELATED-TO;RELTYPE={relation}"), &to);
            }
        }
        if let Some(when) = &event.when {
            let start = placing.start.as_ref();
            let told = start.and_then(|start| date(start, placing.end.as_ref(), &self.zones));
            if told.as_deref() != Some(when.text()) {
                self.widened += usize::from(start.is_some());
                self.property(DATE, when.text());
            }
        }
        self.kept(event);
        self.line(&format!("END:{name}"));
    }

    fn kept(&mut self, event: &Event) {
        // The date and the themes have properties of their own.
        let kept = KeptEvent {
            date: String::new(),
            themes: Vec::new(),
            ..kept::event(self.timeline, event)
        };
        let plain = KeptEvent {
            id: kept.id.clone(),
            ..KeptEvent::default()
        };
        self.hidden += usize::from(kept != plain);
        self.json(EVENT, &kept);
    }

    fn categories(&mut self, event: &Event) {
        if event.themes.is_empty() {
            return;
        }
        let themes = event.themes.iter().map(|theme| escaped(theme.raw()));
        let line = format!("CATEGORIES:{}", themes.collect::<Vec<_>>().join(","));
        self.line(&line);
    }

    fn place(&mut self, event: &Event) {
        let actors = event.participants.iter();
        let mut actors = actors.map(|part| self.timeline.actor(part.actor));
        let place = actors.find(|actor| actor.kind == Some(ActorKind::Place));
        if let Some(place) = place {
            self.property("LOCATION", place.name.raw());
        }
    }

    /// The documents that can be found: one has a property of its own.
    fn addresses(&mut self, event: &Event) {
        let sources = event.evidence.iter();
        let addresses = sources.map(|evidence| self.timeline.source(evidence.source).address.raw());
        let is_plain = |letter: u8| letter.is_ascii_graphic() && letter != b'"';
        let usable =
            addresses.filter(|address| address.contains(':') && address.bytes().all(is_plain));
        let lines: Vec<_> = usable
            .enumerate()
            .map(|(place, address)| {
                let name = if place == 0 { "URL" } else { "ATTACH" };
                format!("{name}:{address}")
            })
            .collect();
        for line in lines {
            self.line(&line);
        }
    }

    fn stamp(&mut self, name: &str, stamp: &Stamp) {
        let (date, time) = (stamp.local.date(), stamp.local.time());
        let day = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
        if stamp.is_day {
            self.line(&format!("{name};VALUE=DATE:{day}"));
            return;
        }
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let zone = if stamp.zone == Zone::Utc { "Z" } else { "" };
        self.line(&format!(
            "{name}:{day}T{hour:02}{minute:02}{second:02}{zone}"
        ));
    }

    fn json<T: serde::Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(text) = serde_json::to_string(value) {
            self.property(name, &text);
        }
    }

    /// A property with a text, unless that is empty.
    fn property(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{name}:{}", escaped(value)));
        }
    }

    /// A line, folded.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > MOST_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            octets += letter.len_utf8();
            self.text.push(letter);
        }
        self.text.push_str("\r\n");
    }

    fn lost(&self) -> Vec<Clean> {
        let rows = [
            (
                self.beyond,
                "date",
                "no calendar has a place for it; it stands in X-ANNALS-DATE, which other programs do not read",
            ),
            (
                self.undated,
                "event",
                "undated, and so a journal entry, which many programs do not show",
            ),
            (
                self.widened,
                "date",
                "other programs see the whole time that it may cover; what it says stands in X-ANNALS-DATE",
            ),
            (
                self.hidden,
                "event",
                "its actors, status, links, evidence and further fields stand in X-ANNALS-EVENT, which other programs do not read",
            ),
            (
                self.timeline.eras.len(),
                "era",
                "kept in X-ANNALS-TIMELINE, which other programs do not read",
            ),
        ];
        let rows = rows.into_iter().filter(|(number, ..)| *number > 0);
        rows.map(|(number, noun, what)| Clean::line(&format!("{}: {what}.", count(number, noun))))
            .collect()
    }
}

/// A value of the kind TEXT. Control characters have no place in one.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => {
                written.push('\\');
                written.push(letter);
            }
            '\r' => {
                letters.next_if_eq(&'\n');
                written.push_str("\\n");
            }
            '\n' => written.push_str("\\n"),
            '\t' => written.push('\t'),
            letter if letter.is_control() => {}
            letter => written.push(letter),
        }
    }
    written
}
