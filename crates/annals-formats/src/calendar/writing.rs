//! Writes iCalendar (RFC 5545, RFC 7986).
//!
//! A date that is not simply a day, days or a time is written to `X-ANNALS-DATE` too; other programs see all
//! the days that it may cover. An event without a date, or with one that no calendar can have, is a
//! `VJOURNAL` without `DTSTART`. `DTSTAMP` is required; it is the same for all events, so that the same
//! timeline always gives the same file.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::calendar_time::{CalendarTime, date};
use super::properties::{DATE, EVENT, RELATIONS, TIMELINE};
use super::zones::{Zone, Zones};
use crate::Written;
use crate::kept::{self, KeptEvent, KeptTimeline};
use crate::losses::{DATES, ERAS, EVENTS, Losses, UNDATED};
use annals_model::text::Clean;
use annals_model::{ActorKind, Event, Status, Timeline};
use annals_time::{Precision, Shape, Time, When};

/// The most octets of a line without its end (RFC 5545, section 3.1).
const MAX_LINE_OCTETS: usize = 75;
const WRITTEN_AT: &str = "19700101T000000Z";
/// An end that is known to an hour, in nanoseconds, or better is written as its first moment.
const EXACT_END: i128 = 3_600_000_000_000;

/// The start and the end of a date as a calendar has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CalendarDates {
    /// `None` if no calendar can have the date.
    pub(super) start: Option<CalendarTime>,
    /// The first day, or the first moment, after the date.
    pub(super) end: Option<CalendarTime>,
}

/// Returns the start and the end of a date in a calendar, from its earliest start to its latest end.
pub(super) fn calendar_dates(when: &When) -> CalendarDates {
    let (start, end) = when.hull();
    let Some(start) = start.time().and_then(local_time) else {
        return CalendarDates::default();
    };
    if when.precision() < Precision::Day {
        let zone = if has_offset(when.text()) {
            Zone::Utc
        } else {
            Zone::Floating
        };
        let time = |local: NaiveDateTime| CalendarTime {
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
        let end = end.and_then(local_time).filter(|end| *end > start);
        return CalendarDates {
            start: Some(time(start)),
            end: end.map(time),
        };
    }
    let midnight = |date: NaiveDate| CalendarTime {
        local: date.and_time(chrono::NaiveTime::MIN),
        is_day: true,
        zone: Zone::Floating,
    };
    let day = start.date();
    let next = day.checked_add_signed(TimeDelta::days(1));
    let end = end.time().and_then(local_time).map(|end| end.date());
    CalendarDates {
        start: Some(midnight(day)),
        end: end
            .filter(|end| Some(*end) != next && *end > day)
            .map(midnight),
    }
}

/// Converts a time to one of a calendar, which has the years 1 to 9999.
fn local_time(time: Time) -> Option<NaiveDateTime> {
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

/// Writes a timeline as a calendar.
pub(super) fn write(timeline: &Timeline) -> Written {
    let mut writer = CalendarWriter {
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
    Written {
        lost: writer.lost(),
        text: writer.text,
    }
}

/// Returns a `UID` for each event: its own if it comes from a calendar, or else one made of the ids.
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

struct CalendarWriter<'t> {
    timeline: &'t Timeline,
    text: String,
    zones: Zones,
    uids: Vec<String>,
    undated: usize,
    beyond: usize,
    widened: usize,
    /// The number of events with something that only annals reads.
    hidden: usize,
}

impl CalendarWriter<'_> {
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
            self.event(index.index(), &event);
        }
        self.line("END:VCALENDAR");
    }

    fn event(&mut self, index: usize, event: &Event) {
        let dates = event.when.as_ref().map(calendar_dates).unwrap_or_default();
        match &event.when {
            None => self.undated += 1,
            Some(_) if dates.start.is_none() => self.beyond += 1,
            Some(_) => {}
        }
        let name = if dates.start.is_some() {
            "VEVENT"
        } else {
            "VJOURNAL"
        };
        self.line(&format!("BEGIN:{name}"));
        let uid = self.uids.get(index).cloned().unwrap_or_default();
        self.property("UID", &uid);
        self.line(&format!("DTSTAMP:{WRITTEN_AT}"));
        if let Some(start) = &dates.start {
            self.time("DTSTART", start);
        }
        if let Some(end) = &dates.end {
            self.time("DTEND", end);
        }
        self.property("SUMMARY", event.title.raw());
        self.property("DESCRIPTION", event.summary.raw());
        self.categories(event);
        self.location(event);
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
            let to = self.uids.get(link.to.index()).cloned().unwrap_or_default();
            if let Some((relation, _)) = relation {
                self.property(&format!("RELATED-TO;RELTYPE={relation}"), &to);
            }
        }
        if let Some(when) = &event.when {
            let start = dates.start.as_ref();
            let shown = start.and_then(|start| date(start, dates.end.as_ref(), &self.zones));
            if shown.as_deref() != Some(when.text()) {
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

    fn location(&mut self, event: &Event) {
        let actors = event.participants.iter();
        let mut actors = actors.map(|part| self.timeline.actor(part.actor));
        let place = actors.find(|actor| actor.kind == Some(ActorKind::Place));
        if let Some(place) = place {
            self.property("LOCATION", place.name.raw());
        }
    }

    /// Writes the addresses of sources: the first as `URL`, the others as `ATTACH`.
    fn addresses(&mut self, event: &Event) {
        let sources = event.evidence.iter();
        let addresses = sources.map(|evidence| self.timeline.source(evidence.source).address.raw());
        let is_plain = |letter: u8| letter.is_ascii_graphic() && letter != b'"';
        let usable =
            addresses.filter(|address| address.contains(':') && address.bytes().all(is_plain));
        let lines: Vec<_> = usable
            .enumerate()
            .map(|(index, address)| {
                let name = if index == 0 { "URL" } else { "ATTACH" };
                format!("{name}:{address}")
            })
            .collect();
        for line in lines {
            self.line(&line);
        }
    }

    fn time(&mut self, name: &str, written: &CalendarTime) {
        let (date, time) = (written.local.date(), written.local.time());
        let day = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
        if written.is_day {
            self.line(&format!("{name};VALUE=DATE:{day}"));
            return;
        }
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let zone = if written.zone == Zone::Utc { "Z" } else { "" };
        self.line(&format!(
            "{name}:{day}T{hour:02}{minute:02}{second:02}{zone}"
        ));
    }

    fn json<T: serde::Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(text) = serde_json::to_string(value) {
            self.property(name, &text);
        }
    }

    /// Writes a property with a text, unless that is empty.
    fn property(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(&format!("{name}:{}", escaped(value)));
        }
    }

    /// Writes a line, folded.
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > MAX_LINE_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            octets += letter.len_utf8();
            self.text.push(letter);
        }
        self.text.push_str("\r\n");
    }

    /// Returns what other programs do not see, and what is not written, most important first.
    fn lost(&self) -> Vec<Clean> {
        let mut losses = Losses::new("a calendar", self.timeline);
        losses.changed(
            self.beyond,
            DATES,
            "a calendar has no place for it; kept in X-ANNALS-DATE, which other programs do not read",
        );
        losses.changed(
            self.undated,
            UNDATED,
            "written as a journal entry, which many programs do not show",
        );
        losses.changed(
            self.widened,
            DATES,
            "other programs see all of the time that is possible; the date itself is kept in X-ANNALS-DATE",
        );
        losses.changed(
            self.hidden,
            EVENTS,
            "actors, status, links, evidence and further fields are kept in X-ANNALS-EVENT, which other programs do not read",
        );
        losses.changed(
            self.timeline.eras.len(),
            ERAS,
            "kept in X-ANNALS-TIMELINE, which other programs do not read",
        );
        losses.sentences
    }
}

/// Escapes a value of the type TEXT, which cannot have control characters.
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
