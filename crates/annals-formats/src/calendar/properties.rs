//! Reads the properties of a component (RFC 5545, section 3.8; RFC 7986) into [`Properties`].
//!
//! Properties that annals does not know become extra fields, unless they repeat the default of the standard.

use std::collections::HashMap;

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName as Parameter, ICalendarPeriod,
    ICalendarProperty as Property, ICalendarStatus, ICalendarValue as Value, Uri,
};

use super::calendar_time::CalendarTime;
use super::occurrences::{Schedule, end_after};
use super::people::Person;
use super::scan::{ComponentKind, ComponentText, byte_of, value_of};
use super::zones::{Zone, Zones};
use crate::building::Builder;
use crate::kept::KeptEvent;
use annals_model::LinkKind;

/// The most rules of an event.
const MAX_RULES: usize = 20;
/// The most values of a component that are kept although they cannot be read.
const MAX_UNREAD: usize = 20;
/// The most bytes of such a value.
const MAX_UNREAD_LENGTH: usize = 10_000;

/// The date of an event as annals has it. This property and the next two are written and read by annals
/// only.
pub(super) const DATE: &str = "X-ANNALS-DATE";
pub(super) const EVENT: &str = "X-ANNALS-EVENT";
pub(super) const TIMELINE: &str = "X-ANNALS-TIMELINE";
/// The kinds of links between events in `RELTYPE`.
pub(super) static RELATIONS: &[(&str, LinkKind)] = &[
    ("X-ANNALS-CAUSES", LinkKind::Causes),
    ("X-ANNALS-ENABLES", LinkKind::Enables),
    ("X-ANNALS-CONTRADICTS", LinkKind::Contradicts),
    ("X-ANNALS-FOLLOWED-BY", LinkKind::Follows),
];

/// The properties of a component.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) uid: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) has_html: bool,
    pub(super) themes: Vec<String>,
    pub(super) location: String,
    pub(super) people: Vec<Person>,
    pub(super) documents: Documents,
    pub(super) status: Option<ICalendarStatus>,
    pub(super) times: WrittenTimes,
    pub(super) schedule: Schedule,
    pub(super) replacement: Replacement,
    /// Links to other events, by their `UID`.
    pub(super) related: Vec<(LinkKind, String)>,
    pub(super) own: OwnProperties,
    pub(super) extra: Vec<(String, String)>,
}

/// The documents of a component.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// Their addresses, each with the name of the document.
    pub(super) addresses: Vec<(String, String)>,
    /// The number of documents that are embedded in the text.
    pub(super) enclosed: usize,
}

/// The days and times of a component, before those of its repetitions.
#[derive(Debug, Default)]
pub(super) struct WrittenTimes {
    pub(super) start: Option<CalendarTime>,
    pub(super) end: Option<CalendarTime>,
    pub(super) due: Option<CalendarTime>,
    pub(super) completed: Option<CalendarTime>,
}

/// What a component replaces.
#[derive(Debug, Default)]
pub(super) struct Replacement {
    /// The occurrence of another component that it replaces.
    pub(super) occurrence: Option<CalendarTime>,
    /// Whether it replaces all later ones as well.
    pub(super) is_following: bool,
}

/// The properties that only annals writes.
#[derive(Debug, Default)]
pub(super) struct OwnProperties {
    /// The date as annals wrote it.
    pub(super) date: String,
    pub(super) event: Option<KeptEvent>,
}

/// Reads the properties of a component.
pub(super) struct PropertyReader<'a, 't> {
    pub(super) text: &'t str,
    pub(super) part: &'a ComponentText<'t>,
    pub(super) builder: &'a mut Builder<'t>,
    pub(super) zones: &'a mut Zones,
    /// The byte at which the first property of a name begins.
    pub(super) bytes: HashMap<String, usize>,
    /// The number of values that could not be read.
    pub(super) unread: usize,
}

impl PropertyReader<'_, '_> {
    pub(super) fn read(&mut self, component: ICalendarComponent) -> Properties {
        let mut properties = Properties::default();
        for entry in component.entries {
            self.entry(&mut properties, entry);
        }
        properties
    }

    /// Returns the byte of the first property of a name, for messages.
    fn byte(&mut self, name: &str) -> usize {
        if let Some(known) = self.bytes.get(name) {
            return *known;
        }
        let byte = byte_of(self.text, self.part, name, 0);
        self.bytes.insert(name.to_owned(), byte);
        byte
    }

    fn entry(&mut self, properties: &mut Properties, entry: ICalendarEntry) {
        let is_first = |text: &String| text.is_empty();
        match &entry.name {
            Property::Uid if is_first(&properties.uid) => properties.uid = plain(entry),
            Property::Summary if is_first(&properties.title) => properties.title = plain(entry),
            Property::Description if is_first(&properties.summary) => {
                properties.summary = plain(entry);
            }
            Property::Location if is_first(&properties.location) => {
                properties.location = plain(entry);
            }
            Property::Categories => properties
                .themes
                .extend(entry.values.into_iter().filter_map(text)),
            Property::Url => properties
                .documents
                .addresses
                .push((plain(entry), String::new())),
            Property::Attach => Self::attachment(properties, entry),
            Property::Attendee | Property::Organizer => {
                if let Some(person) = Person::new(&entry) {
                    properties.people.push(person);
                }
            }
            Property::Status => match entry.values.first() {
                Some(Value::Status(status)) => properties.status = Some(status.clone()),
                _ => extra(properties, entry),
            },
            Property::Dtstart => {
                properties.times.start = self.time(properties, entry).or(properties.times.start);
            }
            Property::Dtend => {
                properties.times.end = self.time(properties, entry).or(properties.times.end);
            }
            Property::Due => {
                properties.times.due = self.time(properties, entry).or(properties.times.due);
            }
            Property::Completed => {
                properties.times.completed =
                    self.time(properties, entry).or(properties.times.completed);
            }
            Property::RecurrenceId => {
                properties.replacement.is_following = entry.has_parameter(&Parameter::Range);
                properties.replacement.occurrence = self
                    .time(properties, entry)
                    .or(properties.replacement.occurrence);
            }
            Property::Duration => match entry.values.into_iter().next() {
                Some(Value::Duration(duration)) => properties.schedule.duration = Some(duration),
                value => self.unread(properties, "DURATION", value, "a duration such as PT1H30M"),
            },
            Property::Rrule | Property::Exrule => self.rule(properties, entry),
            Property::Rdate | Property::Exdate => self.dates(properties, &entry),
            Property::RelatedTo => relation(properties, entry),
            // When the text was written is no part of the story.
            Property::Dtstamp => {}
            Property::Other(name) if name.eq_ignore_ascii_case(DATE) => {
                properties.own.date = plain(entry);
            }
            Property::Other(name) if name.eq_ignore_ascii_case(EVENT) => {
                match serde_json::from_str(&plain(entry)) {
                    Ok(kept) => properties.own.event = Some(kept),
                    Err(_) => self.warn(EVENT, "This is not as annals wrote it, and is left out."),
                }
            }
            Property::Other(name) if name.eq_ignore_ascii_case("X-ALT-DESC") => {
                properties.has_html = true;
            }
            _ => extra(properties, entry),
        }
    }

    fn warn(&mut self, name: &str, message: &str) {
        let byte = self.byte(name);
        self.builder.warn(byte, message);
    }

    /// Reports a value that is not of its type, and keeps it as an extra field.
    fn unread(
        &mut self,
        properties: &mut Properties,
        name: &str,
        value: Option<Value>,
        expected: &str,
    ) {
        let value = value.and_then(text).unwrap_or_default();
        let shown: String = value.chars().take(60).collect();
        self.warn(name, &format!("{name} \"{shown}\" is not {expected}."));
        self.unread += 1;
        if self.unread <= MAX_UNREAD {
            properties.extra.push((name.to_owned(), value));
        }
    }

    /// Returns the value of the first property of a name as written.
    fn written(&mut self, name: &str) -> String {
        if self.unread >= MAX_UNREAD {
            return String::new();
        }
        let mut written = value_of(self.text, self.byte(name));
        if written.len() > MAX_UNREAD_LENGTH {
            written = written.chars().take(60).collect();
        }
        written
    }

    fn zone(&mut self, entry: &ICalendarEntry, name: &str) -> Zone {
        let Some(id) = entry.tz_id() else {
            return Zone::Floating;
        };
        self.zones.find(id).unwrap_or_else(|| {
            let shown: String = id.chars().take(60).collect();
            let message = format!("Nobody knows the zone \"{shown}\": the time stays without one.");
            self.warn(name, &message);
            Zone::Floating
        })
    }

    fn time(&mut self, properties: &mut Properties, entry: ICalendarEntry) -> Option<CalendarTime> {
        let name = entry.name.as_str().to_owned();
        let zone = self.zone(&entry, &name);
        let value = entry.values.into_iter().next();
        let time = match &value {
            Some(Value::PartialDateTime(value)) => CalendarTime::new(value, zone),
            _ => None,
        };
        if time.is_none() {
            let written = Value::Text(self.written(&name));
            let expected = "a date such as 20240501 or a time such as 20240501T093000Z";
            self.unread(properties, &name, Some(written), expected);
        }
        time
    }

    fn rule(&mut self, properties: &mut Properties, entry: ICalendarEntry) {
        if properties.schedule.rules.len() + properties.schedule.excluded_rules.len() >= MAX_RULES {
            let message = "Of all the rules of this event only the first 20 are read.";
            self.builder.warn(self.part.start, message);
            return;
        }
        let is_excluded = entry.name == Property::Exrule;
        let name = entry.name.as_str().to_owned();
        match entry.values.into_iter().next() {
            Some(Value::RecurrenceRule(rule)) if is_excluded => {
                properties.schedule.excluded_rules.push(*rule);
            }
            Some(Value::RecurrenceRule(rule)) => {
                let byte = byte_of(self.text, self.part, &name, properties.schedule.rules.len());
                properties.extra.push((name, value_of(self.text, byte)));
                properties.schedule.rules.push(*rule);
            }
            value => self.unread(
                properties,
                &name,
                value,
                "a rule such as FREQ=WEEKLY;COUNT=5",
            ),
        }
    }

    fn dates(&mut self, properties: &mut Properties, entry: &ICalendarEntry) {
        let name = entry.name.as_str().to_owned();
        let is_excluded = entry.name == Property::Exdate;
        let zone = self.zone(entry, &name);
        let mut wrong = 0;
        for value in &entry.values {
            let found = match value {
                Value::PartialDateTime(value) => {
                    CalendarTime::new(value, zone).map(|start| (start, None))
                }
                Value::Period(ICalendarPeriod::Range { start, end }) => {
                    CalendarTime::new(start, zone)
                        .map(|start| (start, CalendarTime::new(end, zone)))
                }
                Value::Period(ICalendarPeriod::Duration { start, duration }) => {
                    CalendarTime::new(start, zone).map(|start| {
                        let end = end_after(&start, duration, self.zones);
                        (start, end)
                    })
                }
                _ => None,
            };
            match found {
                Some((start, _)) if is_excluded => properties.schedule.excluded.push(start),
                Some(further) => properties.schedule.further.push(further),
                None => wrong += 1,
            }
        }
        if wrong > 0 {
            let value = Value::Text(self.written(&name));
            self.unread(
                properties,
                &name,
                Some(value),
                "a list of dates such as 20240501,20240508",
            );
        }
    }

    fn attachment(properties: &mut Properties, entry: ICalendarEntry) {
        let name = entry.parameter(&Parameter::Filename);
        let name = name
            .and_then(|name| name.as_text())
            .unwrap_or_default()
            .to_owned();
        match entry.values.into_iter().next() {
            Some(Value::Uri(Uri::Location(address))) => {
                properties.documents.addresses.push((address, name));
            }
            Some(Value::Text(address)) if address.contains(':') => {
                properties.documents.addresses.push((address, name));
            }
            Some(_) => properties.documents.enclosed += 1,
            None => {}
        }
    }
}

fn relation(properties: &mut Properties, entry: ICalendarEntry) {
    let kind = entry.parameter(&Parameter::Reltype);
    let kind = kind.and_then(|kind| kind.as_text()).unwrap_or("PARENT");
    let found = RELATIONS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(kind));
    match found {
        Some((_, kind)) => properties.related.push((*kind, plain(entry))),
        None => extra(properties, entry),
    }
}

/// Keeps a property as an extra field, unless it repeats the default of the standard.
fn extra(properties: &mut Properties, entry: ICalendarEntry) {
    let name = entry.name.as_str().to_owned();
    let mut parameters = String::new();
    for parameter in &entry.params {
        let is_form = matches!(
            parameter.name,
            Parameter::Value | Parameter::Tzid | Parameter::Language
        );
        if let (false, Some(value)) = (is_form, parameter.value.as_text()) {
            let separator = if parameters.is_empty() { " (" } else { ", " };
            parameters.push_str(separator);
            parameters.push_str(parameter.name.as_str());
            parameters.push('=');
            parameters.push_str(value);
        }
    }
    if !parameters.is_empty() {
        parameters.push(')');
    }
    let separator = match &entry.name {
        Property::Other(_) | Property::Geo | Property::RequestStatus => ";",
        _ => ", ",
    };
    let values: Vec<_> = entry.values.into_iter().filter_map(text).collect();
    let value = values.join(separator);
    let is_default = matches!(
        (name.as_str(), value.as_str()),
        ("TRANSP", "OPAQUE") | ("CLASS", "PUBLIC") | ("SEQUENCE" | "PRIORITY", "0")
    );
    if !is_default && !value.is_empty() {
        properties.extra.push((name, value + &parameters));
    }
}

/// Returns the text of a property.
fn plain(entry: ICalendarEntry) -> String {
    let mut values = entry.values.into_iter().filter_map(text);
    let mut first = values.next().unwrap_or_default();
    // calcard splits the values of unknown properties at semicolons.
    for more in values {
        first.push(';');
        first.push_str(&more);
    }
    first
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::PartialDateTime(value) => {
            let time = CalendarTime::new(&value, Zone::Floating)?;
            super::calendar_time::date(&time, None, &Zones::default())
        }
        Value::Text(text) => Some(text),
        other => other.into_text().map(std::borrow::Cow::into_owned),
    }
}

/// Returns the word for a kind of component in messages.
pub(super) const fn noun(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::Todo => "task",
        ComponentKind::Journal => "entry",
        _ => "event",
    }
}
