//! Events as JSON Lines: one object a line, as scripts rely on them.
//!
//! Owns names and order of the fields of an event. Data stands in them as it is in the file; what a
//! terminal would obey is escaped. Objects of other things than events are the business of the commands.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Written;
use super::flat_lost::{Flat, some};
use annals_model::text::{Clean, escape_json};
use annals_model::{Event, Evidence, Extra, Timeline};
use annals_time::{self, When};

/// Where a date starts or ends.
#[derive(Debug, serde::Serialize)]
pub struct Limits {
    earliest: Option<String>,
    latest: Option<String>,
}

impl Limits {
    /// Of something that has no date.
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

/// Where a document says something.
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
}

/// An event; `C` is what other accounts say about it, for who asks for that.
#[derive(Debug, serde::Serialize)]
pub struct EventObject<'a, C> {
    id: &'a str,
    layer: &'a str,
    title: &'a str,
    summary: &'a str,
    date: Option<&'a str>,
    edtf: Option<&'a str>,
    start: Limits,
    end: Limits,
    precision: Option<&'static str>,
    approximate: bool,
    uncertain: bool,
    status: &'static str,
    actors: Vec<Participation<'a>>,
    themes: Vec<&'a str>,
    evidence: Vec<EvidenceObject<'a>>,
    links: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparisons: Option<C>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<&'a str>,
    #[serde(skip_serializing_if = "ExtraObject::is_empty")]
    extra: ExtraObject<'a>,
}

/// Fields of an event's own; one that is there several times has a list of its values.
#[derive(Debug)]
struct ExtraObject<'a>(&'a [Extra]);

impl ExtraObject<'_> {
    const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for ExtraObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = HashMap::new();
        let mut fields: Vec<(&str, Vec<&str>)> = Vec::new();
        for Extra { name, value } in self.0 {
            let place = *places.entry(name.raw()).or_insert(fields.len());
            match fields.get_mut(place) {
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

impl<'a, C: Serialize> EventObject<'a, C> {
    /// An event with what other accounts say about it and its notes, as far as they are asked for.
    pub fn new(
        timeline: &'a Timeline,
        event: &'a Event,
        comparisons: Option<C>,
        notes: Option<&'a str>,
    ) -> Self {
        let when = event.when.as_ref();
        let parts = event.participants.iter().map(|part| Participation {
            id: timeline.actor(part.actor).id.raw(),
            role: part.role.raw(),
        });
        let links = event.links.iter().map(|link| Link {
            to: timeline.event(link.to).id.raw(),
            kind: link.kind.name(),
            wording: link.wording.raw(),
            evidence: evidence(timeline, &link.evidence),
        });
        Self {
            id: event.id.raw(),
            layer: timeline.layer(event.layer).id.raw(),
            title: event.title.raw(),
            summary: event.summary.raw(),
            date: when.map(When::text),
            edtf: when.and_then(When::edtf),
            start: when.map_or(Limits::UNDATED, |when| when.start().into()),
            end: when.map_or(Limits::UNDATED, |when| when.end().into()),
            precision: when.map(|when| when.precision().name()),
            approximate: when.is_some_and(When::is_approximate),
            uncertain: when.is_some_and(When::is_uncertain),
            status: event.status.name(),
            actors: parts.collect(),
            themes: event.themes.iter().map(Clean::raw).collect(),
            evidence: evidence(timeline, &event.evidence),
            links: links.collect(),
            comparisons,
            notes,
            extra: ExtraObject(&event.extra),
        }
    }
}

/// Evidence, in its order.
pub fn evidence<'a>(timeline: &'a Timeline, evidence: &'a [Evidence]) -> Vec<EvidenceObject<'a>> {
    let object = |one: &'a Evidence| EvidenceObject {
        source: timeline.source(one.source).id.raw(),
        at: one.at.raw(),
    };
    evidence.iter().map(object).collect()
}

/// An object on one line.
pub fn line(object: &impl Serialize) -> Clean {
    // None of these objects can fail to serialise: their keys are names and their values are text,
    // numbers and lists.
    escape_json(&serde_json::to_string(object).unwrap_or_default())
}

/// An event, as `annals list --json` prints it.
pub fn event(timeline: &Timeline, event: &Event) -> Clean {
    line(&EventObject::<()>::new(timeline, event, None, None))
}

pub(super) fn write(timeline: &Timeline) -> Written {
    let (mut text, mut notes) = (String::new(), 0);
    for (_, told) in timeline.events.walk_in_order() {
        notes += usize::from(!told.notes.is_empty());
        text.push_str(event(timeline, &told).as_str());
        text.push('\n');
    }
    let own = [
        some(
            notes,
            "note",
            "the objects of events have no place for the teacher's notes.",
        ),
        some(
            timeline.actors.len(),
            "actor",
            "events have their ids, and nothing else of them. annals list --actors --json prints the rest.",
        ),
        some(
            timeline.sources.len(),
            "source",
            "events have their ids, and nothing else of them. annals list --sources --json prints the rest.",
        ),
    ];
    let lost = Flat::new("JSON Lines").lost(timeline, own);
    Written { text, lost }
}

#[cfg(test)]
mod tests;
