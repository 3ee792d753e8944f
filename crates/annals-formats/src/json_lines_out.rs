//! Writes events as JSON Lines, one object a line, with fields that scripts can rely on.
//!
//! Values stand as they are in the file; characters that a terminal would obey are escaped.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::losses::{ACTORS, Losses, SOURCES};
use crate::request::Written;
use annals_model::text::{Clean, escape_json};
use annals_model::{Event, Evidence, ExtraField, Timeline};
use annals_time::{self, When};

/// The earliest and latest start or end of a date.
#[derive(Debug, serde::Serialize)]
pub struct Limits {
    earliest: Option<String>,
    latest: Option<String>,
}

impl Limits {
    /// For events without a date.
    pub const UNDATED: Self = Self {
        earliest: None,
        latest: None,
    };
}

impl From<annals_time::Region> for Limits {
    fn from(region: annals_time::Region) -> Self {
        Self {
            earliest: Some(bound(region.earliest)),
            latest: Some(bound(region.latest)),
        }
    }
}

fn bound(bound: annals_time::Bound) -> String {
    match bound {
        annals_time::Bound::Open => "open".to_owned(),
        annals_time::Bound::Unknown => "unknown".to_owned(),
        annals_time::Bound::At(time) => time.to_string(),
    }
}

#[derive(Debug, serde::Serialize)]
struct Participation<'a> {
    id: &'a str,
    role: &'a str,
}

/// A source and the locator in it.
#[derive(Debug, serde::Serialize)]
pub struct EvidenceObject<'a> {
    source: &'a str,
    at: &'a str,
}

#[derive(Debug, serde::Serialize)]
struct Link<'a> {
    to: &'a str,
    kind: &'static str,
    wording: &'a str,
    evidence: Vec<EvidenceObject<'a>>,
    refs: Vec<&'a str>,
}

/// The fields of the date of an event.
#[derive(Debug, serde::Serialize)]
struct DateFields<'a> {
    date: Option<&'a str>,
    edtf: Option<&'a str>,
    start: Limits,
    end: Limits,
    precision: Option<&'static str>,
    approximate: bool,
    uncertain: bool,
}

/// An event. `C` is what other accounts say about it.
#[derive(Debug, serde::Serialize)]
pub struct EventObject<'a, C> {
    id: &'a str,
    layer: &'a str,
    title: &'a str,
    summary: &'a str,
    #[serde(flatten)]
    date: DateFields<'a>,
    status: &'static str,
    actors: Vec<Participation<'a>>,
    themes: Vec<&'a str>,
    evidence: Vec<EvidenceObject<'a>>,
    links: Vec<Link<'a>>,
    missing: Vec<&'a str>,
    refs: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparisons: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a str>,
    #[serde(skip_serializing_if = "ExtraObject::is_empty")]
    extra: ExtraObject<'a>,
}

/// Further fields; the values of one that occurs several times are a list.
#[derive(Debug)]
struct ExtraObject<'a>(&'a [ExtraField]);

impl ExtraObject<'_> {
    const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for ExtraObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut positions = HashMap::new();
        let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
        for ExtraField { name, value } in self.0 {
            let index = *positions.entry(name.raw()).or_insert(fields.len());
            match fields.get_mut(index) {
                Some((_, values)) => values.push(value.raw()),
                None => fields.push((name.raw(), vec![value.raw()])),
            }
        }
        let mut map = serializer.serialize_map(Some(fields.len()))?;
        for (name, values) in fields {
            match values.as_slice() {
                [one] => map.serialize_entry(name, one)?,
                _ => map.serialize_entry(name, &values)?,
            }
        }
        map.end()
    }
}

impl<'a> DateFields<'a> {
    fn of(when: Option<&'a When>) -> Self {
        Self {
            date: when.map(When::text),
            edtf: when.and_then(When::edtf),
            start: when.map_or(Limits::UNDATED, |when| when.start().into()),
            end: when.map_or(Limits::UNDATED, |when| when.end().into()),
            precision: when.map(|when| when.precision().name()),
            approximate: when.is_some_and(When::is_approximate),
            uncertain: when.is_some_and(When::is_uncertain),
        }
    }
}

impl<'a, C: Serialize> EventObject<'a, C> {
    /// An event, with what other accounts say about it and its notes if they are wanted.
    pub fn new(
        timeline: &'a Timeline,
        event: &'a Event,
        comparisons: Option<C>,
        notes: Option<&'a str>,
    ) -> Self {
        let parts = event.participants.iter().map(|part| Participation {
            id: timeline.actor(part.actor).id.raw(),
            role: part.role.raw(),
        });
        let links = event.links.iter().map(|link| Link {
            to: timeline.event(link.to).id.raw(),
            kind: link.kind.name(),
            wording: link.wording.raw(),
            evidence: evidence(timeline, &link.evidence),
            refs: raw(&link.refs),
        });
        Self {
            id: event.id.raw(),
            layer: timeline.account(event.account).id.raw(),
            title: event.title.raw(),
            summary: event.summary.raw(),
            date: DateFields::of(event.when.as_ref()),
            status: event.status.name(),
            actors: parts.collect(),
            themes: raw(&event.themes),
            evidence: evidence(timeline, &event.evidence),
            links: links.collect(),
            missing: raw(&event.missing),
            refs: raw(&event.refs),
            comparisons,
            notes,
            extra: ExtraObject(&event.extra),
        }
    }
}

fn raw(texts: &[Clean]) -> Vec<&str> {
    texts.iter().map(Clean::raw).collect()
}

/// The evidence as objects, in its order.
pub fn evidence<'a>(timeline: &'a Timeline, evidence: &'a [Evidence]) -> Vec<EvidenceObject<'a>> {
    let object = |one: &'a Evidence| EvidenceObject {
        source: timeline.source(one.source).id.raw(),
        at: one.at.raw(),
    };
    evidence.iter().map(object).collect()
}

/// Serialises an object on one line.
pub fn line(object: &impl Serialize) -> Clean {
    // None of these objects can fail to serialise: their keys are names and their values are text,
    // numbers and lists.
    escape_json(&serde_json::to_string(object).unwrap_or_default())
}

/// Serialises an event as `annals list --json` prints it.
pub fn event(timeline: &Timeline, event: &Event) -> Clean {
    line(&EventObject::<()>::new(timeline, event, None, None))
}

pub(super) fn write(timeline: &Timeline) -> Written {
    let mut text = String::new();
    for (_, one) in timeline.events.walk_in_order() {
        text.push_str(event(timeline, &one).as_str());
        text.push('\n');
    }
    let mut losses = Losses::new("JSON Lines", timeline);
    losses.changed(
        timeline.actors.len(),
        ACTORS,
        "events have their ids only; annals list --actors --json prints the rest",
    );
    losses.changed(
        timeline.sources.len(),
        SOURCES,
        "events have their ids only; annals list --sources --json prints the rest",
    );
    losses.events_only(timeline);
    Written {
        text,
        lost: losses.sentences,
    }
}

#[cfg(test)]
mod tests;
