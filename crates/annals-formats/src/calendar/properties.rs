//! What the properties of one component say, before it becomes events.
//!
//! Owns the meaning of each property (RFC 5545, 3.8; RFC 7986). What has no meaning here is kept as an
//! extra field; what only repeats the standard's default is left out.

use std::collections::HashMap;

use calcard::icalendar::{
    ICalendarComponent, ICalendarDuration, ICalendarEntry, ICalendarParameterName as Parameter,
    ICalendarPeriod, ICalendarProperty as Property, ICalendarRecurrenceRule, ICalendarStatus,
    ICalendarValue as Value, Uri,
};

use super::people::Person;
use super::scan::{Kind, Part, place_of, value_of};
use super::stamp::Stamp;
use super::zones::{Zone, Zones};
use crate::building::Builder;
use crate::kept::KeptEvent;
use annals_model::LinkKind;

/// An event has so many rules, at most; two are rare.
const MOST_RULES: usize = 20;
/// So many values of one component are kept where they cannot be read, at most.
const MOST_UNREAD: usize = 20;
/// Values of so many bytes or fewer are kept where they cannot be read.
const MOST_KEPT: usize = 10_000;

/// The properties that only annals writes.
pub(super) const DATE: &str = "X-ANNALS-DATE";
pub(super) const EVENT: &str = "X-ANNALS-EVENT";
pub(super) const TIMELINE: &str = "X-ANNALS-TIMELINE";
/// What links between events are called in `RELTYPE`.
pub(super) static RELATIONS: &[(&str, LinkKind)] = &[
    ("X-ANNALS-CAUSES", LinkKind::Causes),
    ("X-ANNALS-ENABLES", LinkKind::Enables),
    ("X-ANNALS-CONTRADICTS", LinkKind::Contradicts),
    ("X-ANNALS-FOLLOWED-BY", LinkKind::Follows),
];

/// A further occurrence, with its own end if it has one.
pub(super) type Further = (Stamp, Option<Stamp>);

/// What a component says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) uid: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) has_html: bool,
    pub(super) themes: Vec<String>,
    pub(super) place: String,
    pub(super) people: Vec<Person>,
    /// Addresses of documents with what they are called.
    pub(super) addresses: Vec<(String, String)>,
    /// How many documents are in the text itself.
    pub(super) enclosed: usize,
    pub(super) status: Option<ICalendarStatus>,
    pub(super) start: Option<Stamp>,
    pub(super) end: Option<Stamp>,
    pub(super) due: Option<Stamp>,
    pub(super) completed: Option<Stamp>,
    pub(super) duration: Option<ICalendarDuration>,
    pub(super) rules: Vec<ICalendarRecurrenceRule>,
    pub(super) excluded_rules: Vec<ICalendarRecurrenceRule>,
    pub(super) further: Vec<Further>,
    pub(super) excluded: Vec<Stamp>,
    /// Which occurrence of another component it replaces.
    pub(super) replaces: Option<Stamp>,
    /// Whether it stands for all that follow as well.
    pub(super) replaces_following: bool,
    /// What it leads to, by its `UID`.
    pub(super) related: Vec<(LinkKind, String)>,
    /// The date as annals wrote it.
    pub(super) date: String,
    pub(super) kept: Option<KeptEvent>,
    pub(super) extra: Vec<(String, String)>,
}

/// Reads the properties of a component.
pub(super) struct Properties<'a, 't> {
    pub(super) text: &'t str,
    pub(super) part: &'a Part<'t>,
    pub(super) builder: &'a mut Builder<'t>,
    pub(super) zones: &'a mut Zones,
    /// Where the first property of a name begins.
    pub(super) places: HashMap<String, usize>,
    /// How many values could not be read.
    pub(super) unread: usize,
}

impl Properties<'_, '_> {
    pub(super) fn read(&mut self, component: ICalendarComponent) -> Said {
        let mut said = Said::default();
        for entry in component.entries {
            self.entry(&mut said, entry);
        }
        said
    }

    /// The byte of a property, for what is told of it.
    fn place(&mut self, name: &str) -> usize {
        if let Some(known) = self.places.get(name) {
            return *known;
        }
        let place = place_of(self.text, self.part, name, 0);
        self.places.insert(name.to_owned(), place);
        place
    }

    fn entry(&mut self, said: &mut Said, entry: ICalendarEntry) {
        let is_first = |text: &String| text.is_empty();
        match &entry.name {
            Property::Uid if is_first(&said.uid) => said.uid = plain(entry),
            Property::Summary if is_first(&said.title) => said.title = plain(entry),
            Property::Description if is_first(&said.summary) => said.summary = plain(entry),
            Property::Location if is_first(&said.place) => said.place = plain(entry),
            Property::Categories => said
                .themes
                .extend(entry.values.into_iter().filter_map(text)),
            Property::Url => said.addresses.push((plain(entry), String::new())),
            Property::Attach => Self::attachment(said, entry),
            Property::Attendee | Property::Organizer => {
                if let Some(person) = Person::new(&entry) {
                    said.people.push(person);
                }
            }
            Property::Status => match entry.values.first() {
                Some(Value::Status(status)) => said.status = Some(status.clone()),
                _ => extra(said, entry),
            },
            Property::Dtstart => said.start = self.stamp(said, entry).or(said.start),
            Property::Dtend => said.end = self.stamp(said, entry).or(said.end),
            Property::Due => said.due = self.stamp(said, entry).or(said.due),
            Property::Completed => said.completed = self.stamp(said, entry).or(said.completed),
            Property::RecurrenceId => {
                said.replaces_following = entry.has_parameter(&Parameter::Range);
                said.replaces = self.stamp(said, entry).or(said.replaces);
            }
            Property::Duration => match entry.values.into_iter().next() {
                Some(Value::Duration(duration)) => said.duration = Some(duration),
                value => self.unread(said, "DURATION", value, "a duration such as PT1H30M"),
            },
            Property::Rrule | Property::Exrule => self.rule(said, entry),
            Property::Rdate | Property::Exdate => self.dates(said, &entry),
            Property::RelatedTo => relation(said, entry),
            // When the text was written and in which turn, which is no part of the story.
            Property::Dtstamp => {}
            Property::Other(name) if name.eq_ignore_ascii_case(DATE) => said.date = plain(entry),
            Property::Other(name) if name.eq_ignore_ascii_case(EVENT) => {
                match serde_json::from_str(&plain(entry)) {
                    Ok(kept) => said.kept = Some(kept),
                    Err(_) => self.tell(EVENT, "This is not as annals wrote it, and is left out."),
                }
            }
            Property::Other(name) if name.eq_ignore_ascii_case("X-ALT-DESC") => {
                said.has_html = true;
            }
            _ => extra(said, entry),
        }
    }

    fn tell(&mut self, name: &str, message: &str) {
        let place = self.place(name);
        self.builder.doubt(place, message);
    }

    /// Tells of a value that is not of its kind, and keeps it.
    fn unread(&mut self, said: &mut Said, name: &str, value: Option<Value>, expected: &str) {
        let value = value.and_then(text).unwrap_or_default();
        let shown: String = value.chars().take(60).collect();
        self.tell(name, &format!("{name} \"{shown}\" is not {expected}."));
        self.unread += 1;
        if self.unread <= MOST_UNREAD {
            said.extra.push((name.to_owned(), value));
        }
    }

    /// The value of the first property of a name, as it is written.
    fn written(&mut self, name: &str) -> String {
        if self.unread >= MOST_UNREAD {
            return String::new();
        }
        let mut written = value_of(self.text, self.place(name));
        if written.len() > MOST_KEPT {
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
            self.tell(name, &message);
            Zone::Floating
        })
    }

    fn stamp(&mut self, said: &mut Said, entry: ICalendarEntry) -> Option<Stamp> {
        let name = entry.name.as_str().to_owned();
        let zone = self.zone(&entry, &name);
        let value = entry.values.into_iter().next();
        let stamp = match &value {
            Some(Value::PartialDateTime(value)) => Stamp::new(value, zone),
            _ => None,
        };
        if stamp.is_none() {
            let written = Value::Text(self.written(&name));
            let expected = "a date such as 20240501 or a time such as 20240501T093000Z";
            self.unread(said, &name, Some(written), expected);
        }
        stamp
    }

    fn rule(&mut self, said: &mut Said, entry: ICalendarEntry) {
        if said.rules.len() + said.excluded_rules.len() >= MOST_RULES {
            let message = "Of all the rules of this event only the first 20 are read.";
            self.builder.doubt(self.part.start, message);
            return;
        }
        let is_excluded = entry.name == Property::Exrule;
        let name = entry.name.as_str().to_owned();
        match entry.values.into_iter().next() {
            Some(Value::RecurrenceRule(rule)) if is_excluded => said.excluded_rules.push(*rule),
            Some(Value::RecurrenceRule(rule)) => {
                let place = place_of(self.text, self.part, &name, said.rules.len());
                said.extra.push((name, value_of(self.text, place)));
                said.rules.push(*rule);
            }
            value => self.unread(said, &name, value, "a rule such as FREQ=WEEKLY;COUNT=5"),
        }
    }

    fn dates(&mut self, said: &mut Said, entry: &ICalendarEntry) {
        let name = entry.name.as_str().to_owned();
        let is_excluded = entry.name == Property::Exdate;
        let zone = self.zone(entry, &name);
        let mut wrong = 0;
        for value in &entry.values {
            let found = match value {
                Value::PartialDateTime(value) => Stamp::new(value, zone).map(|start| (start, None)),
                Value::Period(ICalendarPeriod::Range { start, end }) => {
                    Stamp::new(start, zone).map(|start| (start, Stamp::new(end, zone)))
                }
                Value::Period(ICalendarPeriod::Duration { start, duration }) => {
                    Stamp::new(start, zone).map(|start| {
                        let end = super::occurrences::end_after(&start, duration, self.zones);
                        (start, end)
                    })
                }
                _ => None,
            };
            match found {
                Some((start, _)) if is_excluded => said.excluded.push(start),
                Some(further) => said.further.push(further),
                None => wrong += 1,
            }
        }
        if wrong > 0 {
            let value = Value::Text(self.written(&name));
            self.unread(
                said,
                &name,
                Some(value),
                "a list of dates such as 20240501,20240508",
            );
        }
    }

    fn attachment(said: &mut Said, entry: ICalendarEntry) {
        let name = entry.parameter(&Parameter::Filename);
        let name = name
            .and_then(|name| name.as_text())
            .unwrap_or_default()
            .to_owned();
        match entry.values.into_iter().next() {
            Some(Value::Uri(Uri::Location(address))) => said.addresses.push((address, name)),
            Some(Value::Text(address)) if address.contains(':') => {
                said.addresses.push((address, name));
            }
            Some(_) => said.enclosed += 1,
            None => {}
        }
    }
}

fn relation(said: &mut Said, entry: ICalendarEntry) {
    let kind = entry.parameter(&Parameter::Reltype);
    let kind = kind.and_then(|kind| kind.as_text()).unwrap_or("PARENT");
    let found = RELATIONS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(kind));
    match found {
        Some((_, kind)) => said.related.push((*kind, plain(entry))),
        None => extra(said, entry),
    }
}

/// Keeps a property that has no meaning here, unless it says what holds without it.
fn extra(said: &mut Said, entry: ICalendarEntry) {
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
        said.extra.push((name, value + &parameters));
    }
}

/// The one text that a property says.
fn plain(entry: ICalendarEntry) -> String {
    let mut values = entry.values.into_iter().filter_map(text);
    let mut first = values.next().unwrap_or_default();
    // Only properties that annals does not know are taken apart at semicolons.
    for more in values {
        first.push(';');
        first.push_str(&more);
    }
    first
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::PartialDateTime(value) => {
            let stamp = Stamp::new(&value, Zone::Floating)?;
            super::stamp::date(&stamp, None, &Zones::default())
        }
        Value::Text(text) => Some(text),
        other => other.into_text().map(std::borrow::Cow::into_owned),
    }
}

/// What a kind of component is called in sentences.
pub(super) const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Todo => "task",
        Kind::Journal => "entry",
        _ => "event",
    }
}
