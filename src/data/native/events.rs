//! Events of the native format, with who takes part and what leads to what.
//!
//! Owns their fields. Links are resolved last, when every event of the file is known.

use std::collections::HashMap;
use std::ops::Range;

use super::Names;
use super::fields::{Fields, Reader};
use super::format::{EVENT, LINK, PART};
use super::references::{Form, references};
use super::tables::evidence;
use crate::data::model::{
    Event, EventIndex, Extra, LayerIndex, Link, LinkKind, Participation, Status,
};
use crate::text::{Clean, nearest, slug};

const PARTICIPATION: Form = Form {
    list: "actors",
    table: &PART,
    keys: ["id", "role"],
    example: "{ id = \"jack-ma\", role = \"speaker\" }",
    target: "actor",
};

/// The events, and where each stands in the text.
pub(super) fn events(
    reader: &mut Reader<'_>,
    root: &Fields<'_>,
    names: &mut Names,
) -> (Vec<Event>, Vec<Range<usize>>) {
    let mut ids = Ids::default();
    let mut events = Vec::new();
    let mut links = Vec::new();
    let mut spans = Vec::new();
    let mut line = 1_u32;
    for item in reader.list(root, "event", "events, each under [[event]]") {
        let Some(fields) = reader.table(item, "an event under [[event]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &EVENT);
        let title = reader
            .title(&fields, item.span(), "event")
            .unwrap_or_default();
        let id = ids.claim(reader, &fields, &title, EventIndex::new(events.len()));
        // Spans come in the order of the text, so that no line is counted twice.
        let before = spans.last().map_or(0, |span: &Range<usize>| span.start);
        line = line.saturating_add(reader.lines_in(before..item.span().start));
        spans.push(item.span());
        links.push(reader.list(
            &fields,
            "links",
            "a list, as in [{ to = \"id\", kind = \"causes\" }]",
        ));
        events.push(Event {
            id: Clean::line(&id),
            layer: LayerIndex::FIRST,
            title,
            summary: reader.block(&fields, "summary"),
            when: reader.date(&fields, "date"),
            status: reader
                .choice(&fields, "status", Status::ALL, Status::name)
                .unwrap_or(Status::Reported),
            participants: participants(reader, &fields, names),
            themes: reader.lines(&fields, "themes"),
            evidence: evidence(reader, &fields, names),
            links: Vec::new(),
            notes: reader.block(&fields, "notes"),
            extra: extra(reader, &fields),
            line: Some(line),
        });
    }
    for (place, items) in links.into_iter().enumerate() {
        for item in items {
            let Some(fields) =
                reader.table(item, "a link, as in { to = \"id\", kind = \"causes\" }")
            else {
                continue;
            };
            if let Some(link) = link(
                reader,
                &fields,
                item.span(),
                EventIndex::new(place),
                &ids,
                names,
            ) {
                events[place].links.push(link);
            }
        }
    }
    let places = ids.places.into_iter();
    names.events = places.map(|(id, (event, _))| (id, event)).collect();
    (events, spans)
}

/// The ids of the events so far, each with the byte at which it is given.
#[derive(Default)]
struct Ids {
    places: HashMap<String, (EventIndex, usize)>,
    /// The last number that was tried after each name.
    numbers: HashMap<String, u64>,
}

impl Ids {
    /// The id of an event: as written, or made of its title; always unique.
    fn claim(
        &mut self,
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        title: &Clean,
        event: EventIndex,
    ) -> String {
        let written = reader.line(fields, "id").map(|id| id.raw().to_owned());
        let span = fields.get("id").map_or(0..0, toml::Spanned::span);
        let place = span.start;
        let id = match written {
            Some(id) if id.trim().is_empty() => {
                reader.error(
                    span,
                    "The id of an event cannot be empty. Leave it out, or name the event.",
                );
                self.free("event")
            }
            Some(id) => {
                if let Some(&(_, first)) = self.places.get(&id) {
                    let line = reader.line_of(first);
                    reader.error(
                        span,
                        &format!(
                            "The id \"{id}\" is taken: the event of line {line} has it already."
                        ),
                    );
                    self.free(&id)
                } else {
                    id
                }
            }
            None => self.free(&slug(title.as_str()).unwrap_or_else(|| "event".to_owned())),
        };
        self.places.insert(id.clone(), (event, place));
        id
    }

    /// An id that no event has yet: `base`, or `base` with a number.
    fn free(&mut self, base: &str) -> String {
        if !self.places.contains_key(base) {
            return base.to_owned();
        }
        let number = self.numbers.entry(base.to_owned()).or_insert(1);
        loop {
            // Numbers that were given once are not tried again: a file may have a million events of
            // one title.
            *number += 1;
            let id = format!("{base}-{number}");
            if !self.places.contains_key(&id) {
                return id;
            }
        }
    }
}

/// Fields of the writer's own: texts, or what is as short as a text, each alone or several in a list.
fn extra(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Extra> {
    const WHAT: &str = "fields of your own, as in extra = { Location = \"Paris\" }";
    const ITEM: &str = "text in quotes, a number, a date, true or false, or a list of these";
    let Some(own) = fields.get("extra").and_then(|it| reader.table(it, WHAT)) else {
        return Vec::new();
    };
    let mut extra = Vec::new();
    for (name, _, value) in own.in_order() {
        let items = match value.get_ref().as_array() {
            Some(list) => list.iter().collect(),
            None => vec![value],
        };
        for item in items {
            match reader.scalar(item) {
                Some(text) => extra.push(Extra {
                    name: Clean::line(name),
                    value: Clean::block(text.trim()),
                }),
                None => reader.mismatch(item, ITEM),
            }
        }
    }
    extra
}

fn participants(reader: &mut Reader<'_>, fields: &Fields<'_>, names: &Names) -> Vec<Participation> {
    let mut participants: Vec<Participation> = Vec::new();
    for part in references(reader, fields, &PARTICIPATION, &names.actors) {
        if participants
            .iter()
            .any(|other| other.actor == part.target && other.role == part.detail)
        {
            reader.warning(
                part.span,
                &format!(
                    "The actor \"{}\" takes part twice in the same role.",
                    part.id
                ),
            );
        } else {
            participants.push(Participation {
                actor: part.target,
                role: part.detail,
            });
        }
    }
    participants
}

fn link(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    span: Range<usize>,
    from: EventIndex,
    ids: &Ids,
    names: &Names,
) -> Option<Link> {
    reader.unknown_keys(fields, &LINK);
    let kind = reader.choice(fields, "kind", LinkKind::ALL, LinkKind::name);
    if fields.get("kind").is_none() {
        let kinds: Vec<_> = LinkKind::ALL.iter().map(|kind| kind.name()).collect();
        reader.error(
            span.clone(),
            &format!(
                "This link has no kind: expected one of {}.",
                kinds.join(", ")
            ),
        );
    }
    let evidence = evidence(reader, fields, names);
    let wording = reader.line(fields, "wording").unwrap_or_default();
    let Some(to) = fields.get("to") else {
        reader.error(span, "This link leads nowhere: to = \"…\" is missing.");
        return None;
    };
    let Some(id) = to.get_ref().as_str() else {
        reader.mismatch(to, "the id of an event in quotes");
        return None;
    };
    let Some(&(target, _)) = ids.places.get(id) else {
        let hint = nearest(id, ids.places.keys().map(String::as_str))
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        reader.error(to.span(), &format!("There is no event \"{id}\".{hint}"));
        return None;
    };
    if target == from {
        reader.error(
            to.span(),
            &format!("The event \"{id}\" is linked to itself."),
        );
        return None;
    }
    Some(Link {
        to: target,
        kind: kind?,
        wording,
        evidence,
    })
}
