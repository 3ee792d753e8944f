//! Attendees and organisers (RFC 5545, sections 3.8.4.1 and 3.8.4.3) as actors.

use std::collections::HashMap;

use calcard::icalendar::{
    ICalendarEntry, ICalendarParameterName as Parameter, ICalendarProperty as Property,
};

use crate::building::Builder;
use annals_model::text::Clean;
use annals_model::{ActorIndex, ActorKind};

/// An attendee or an organiser.
#[derive(Debug)]
pub(super) struct Person {
    name: String,
    address: String,
    kind: Option<ActorKind>,
    role: &'static str,
    /// The answer to the invitation in the words of the standard; empty if the role says it.
    pub(super) answer: String,
}

impl Person {
    /// Reads a property; `None` if it has neither a name nor an address.
    pub(super) fn new(entry: &ICalendarEntry) -> Option<Self> {
        let parameter = |name: &Parameter| {
            let value = entry.parameter(name).and_then(|value| value.as_text());
            value.unwrap_or_default().trim()
        };
        let address = entry.calendar_address().unwrap_or_default().trim();
        let name = parameter(&Parameter::Cn);
        let name = if name.is_empty() { address } else { name };
        if name.is_empty() {
            return None;
        }
        let answer = parameter(&Parameter::Partstat).to_uppercase();
        let what = parameter(&Parameter::Cutype).to_uppercase();
        let kind = match what.as_str() {
            "INDIVIDUAL" => Some(ActorKind::Person),
            "GROUP" => Some(ActorKind::Group),
            "ROOM" => Some(ActorKind::Place),
            _ => None,
        };
        let role = parameter(&Parameter::Role).to_uppercase();
        let role = if entry.name == Property::Organizer {
            "organiser"
        } else {
            match (answer.as_str(), what.as_str(), role.as_str()) {
                ("DECLINED", ..) => "declined",
                ("DELEGATED", ..) => "delegated",
                (_, "ROOM", _) => "place",
                (_, "RESOURCE", _) => "resource",
                (_, _, "CHAIR") => "chair",
                (_, _, "OPT-PARTICIPANT") => "optional attendee",
                (_, _, "NON-PARTICIPANT") => "informed",
                _ => "attendee",
            }
        };
        let is_in_role = matches!(
            answer.as_str(),
            "" | "NEEDS-ACTION" | "DECLINED" | "DELEGATED"
        );
        Some(Self {
            name: name.to_owned(),
            address: address.to_owned(),
            kind,
            role,
            answer: if is_in_role {
                String::new()
            } else {
                format!("{name}: {}", answer.to_lowercase())
            },
        })
    }
}

/// The actors of addresses.
#[derive(Debug, Default)]
pub(super) struct People {
    addresses: HashMap<String, ActorIndex>,
    /// The address with which each name was first used.
    names: HashMap<String, String>,
}

impl People {
    /// Returns the actor and the role of a person. Two addresses are two actors, even if they share a name.
    pub(super) fn actor(
        &mut self,
        builder: &mut Builder<'_>,
        person: &Person,
    ) -> Option<(ActorIndex, String)> {
        let role = person.role.to_owned();
        let key = person.address.to_lowercase();
        if let Some(&known) = self.addresses.get(&key) {
            let actor = builder.actor_mut(known);
            actor.kind = actor.kind.or(person.kind);
            return Some((known, role));
        }
        let first = self
            .names
            .entry(person.name.clone())
            .or_insert_with(|| key.clone());
        let name = if *first == key || key.is_empty() {
            person.name.clone()
        } else {
            format!("{} ({})", person.name, person.address)
        };
        let actor = builder.actor(&name, person.kind)?;
        if !key.is_empty() {
            self.addresses.insert(key, actor);
            let alias = Clean::line(&person.address);
            let found = builder.actor_mut(actor);
            if found.name != alias && !found.aliases.contains(&alias) {
                found.aliases.push(alias);
            }
        }
        Some((actor, role))
    }
}
