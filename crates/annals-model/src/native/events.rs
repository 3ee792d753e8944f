//! Reads events of the native format, with participants and links. Links are resolved last, when every
//! event is known.

use std::collections::HashSet;

use super::fields::{Fields, Reader, Value};
use super::format::{EVENT, LINK, PART};
use super::names::{Known, Names};
use super::references::{Form, references};
use super::tables::evidence;
use crate::model::{
    AccountIndex, Event, EventIndex, Evidence, ExtraField, Link, LinkKind, Participation, Status,
};
use crate::problem::Severity;
use crate::text::{Clean, slug};

const PARTICIPATION: Form = Form {
    list: "actors",
    table: &PART,
    keys: ["id", "role"],
    example: "{ id = \"jack-ma\", role = \"speaker\" }",
    target: "actor",
};

/// The events read so far, and their links, which are resolved at the end.
#[derive(Default)]
pub(super) struct Events {
    read: Vec<Event>,
    ids: Ids,
    /// The byte offset of each event.
    offsets: Vec<usize>,
    links: Vec<UnresolvedLink>,
}

/// A link that has not been resolved.
struct UnresolvedLink {
    from: EventIndex,
    /// The id of its target, and the byte offset of that id.
    to: String,
    at: usize,
    kind: Option<LinkKind>,
    wording: Clean,
    evidence: Vec<Evidence>,
    refs: Vec<Clean>,
}

impl Events {
    /// Whether there are none so far.
    pub(super) const fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// Reads all events of a text.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, root: &Fields<'_>, names: &Names) {
        for item in reader.list(root, "event", "events, each under [[event]]") {
            let Some(fields) = reader.table(item, "an event under [[event]]") else {
                continue;
            };
            reader.unknown_keys(&fields, &EVENT);
            let title = reader
                .title(&fields, item.span(), "event")
                .unwrap_or_default();
            let index = EventIndex::new(self.read.len());
            // Events come in the order of the text, so each line is counted once.
            let offset = item.span().start;
            let id = self.ids.claim(reader, &fields, &title, offset);
            let before = self.offsets.last().copied().unwrap_or(0);
            let line = self.read.last().and_then(|event| event.line).unwrap_or(1);
            let line = line.saturating_add(reader.lines_in(before..offset));
            self.offsets.push(offset);
            for item in reader.list(
                &fields,
                "links",
                "a list, as in [{ to = \"id\", kind = \"causes\" }]",
            ) {
                self.links.extend(leading(reader, item, index, names));
            }
            self.read.push(Event {
                id,
                account: AccountIndex::FIRST,
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
                missing: reader.lines(&fields, "missing"),
                refs: reader.lines(&fields, "refs"),
                notes: reader.block(&fields, "notes"),
                extra: extra(reader, &fields),
                line: Some(line),
            });
        }
    }

    /// Resolves the links, and returns all events with their byte offsets.
    pub(super) fn finish(
        mut self,
        reader: &mut Reader<'_>,
        names: &mut Names,
    ) -> (Vec<Event>, Vec<usize>) {
        for leading in std::mem::take(&mut self.links) {
            let from = leading.from.index();
            if let Some(link) = self.link(reader, leading) {
                self.read[from].links.push(link);
            }
        }
        names.events = self.ids.events;
        (self.read, self.offsets)
    }

    /// Resolves a link; reports a problem if its target is missing or the event itself.
    fn link(&self, reader: &mut Reader<'_>, leading: UnresolvedLink) -> Option<Link> {
        let id = &leading.to;
        let Some(&to) = self.ids.events.get(id) else {
            let hint = reader
                .nearest(id, &self.ids.events)
                .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
            let message = format!("There is no event \"{id}\".{hint}");
            reader.report(Severity::Error, leading.at, &message);
            return None;
        };
        if to == leading.from {
            let message = format!("The event \"{id}\" is linked to itself.");
            reader.report(Severity::Error, leading.at, &message);
            return None;
        }
        Some(Link {
            to,
            kind: leading.kind?,
            wording: leading.wording,
            evidence: leading.evidence,
            refs: leading.refs,
        })
    }
}

/// The ids of the events read so far.
#[derive(Default)]
struct Ids {
    events: Known<EventIndex>,
    /// The byte offset of each event's id, or of the event if it has none.
    offsets: Vec<usize>,
    /// The last number appended to each base id.
    numbers: Known<u64>,
}

impl Ids {
    /// Returns the id of an event: as written, or made from its title, and always unique. `offset` is the byte
    /// offset of the event.
    fn claim(
        &mut self,
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        title: &Clean,
        offset: usize,
    ) -> Clean {
        let value = fields.get("id");
        let written = value.and_then(|_| reader.line(fields, "id"));
        let span = value.map_or(0..0, toml::Spanned::span);
        let offset = if written.is_some() {
            span.start
        } else {
            offset
        };
        let id = match written {
            Some(id) if id.raw().trim().is_empty() => {
                reader.error(
                    span,
                    "The id of an event cannot be empty. Leave it out, or name the event.",
                );
                self.free("event")
            }
            Some(id) => {
                if let Some(first) = self.events.get(id.raw()) {
                    let line = reader.line_of(self.offsets[first.index()]);
                    let id = id.raw();
                    reader.error(
                        span,
                        &format!(
                            "The id \"{id}\" is taken: the event of line {line} has it already."
                        ),
                    );
                    self.free(id)
                } else {
                    id
                }
            }
            None => self.free(&slug(title.as_str()).unwrap_or_else(|| "event".to_owned())),
        };
        let event = EventIndex::new(self.offsets.len());
        self.events.insert(id.raw().to_owned(), event);
        self.offsets.push(offset);
        id
    }

    /// Returns an id that no event has yet: `base`, or `base` with a number.
    fn free(&mut self, base: &str) -> Clean {
        if !self.events.contains_key(base) {
            return Clean::line(base);
        }
        let number = self.numbers.entry(base.to_owned()).or_insert(1);
        loop {
            // Counting on from the last number keeps this fast for a million events of one title.
            *number += 1;
            let id = format!("{base}-{number}");
            if !self.events.contains_key(&id) {
                return Clean::line(&id);
            }
        }
    }
}

/// Reads the fields under `extra`: scalars, or lists of scalars.
fn extra(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<ExtraField> {
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
                Some(text) => extra.push(ExtraField {
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
    let mut seen = HashSet::new();
    for part in references(reader, fields, &PARTICIPATION, &names.actors) {
        if seen.insert((part.target, part.detail.clone())) {
            participants.push(Participation {
                actor: part.target,
                role: part.detail,
            });
        } else {
            reader.warning(
                part.span,
                &format!(
                    "The actor \"{}\" takes part twice in the same role.",
                    part.id
                ),
            );
        }
    }
    participants
}

/// Reads a link, if it has a target.
fn leading(
    reader: &mut Reader<'_>,
    item: &Value<'_>,
    from: EventIndex,
    names: &Names,
) -> Option<UnresolvedLink> {
    let fields = reader.table(item, "a link, as in { to = \"id\", kind = \"causes\" }")?;
    reader.unknown_keys(&fields, &LINK);
    let kind = reader.choice(&fields, "kind", LinkKind::ALL, LinkKind::name);
    if fields.get("kind").is_none() {
        let kinds: Vec<_> = LinkKind::ALL.iter().map(|kind| kind.name()).collect();
        reader.error(
            item.span(),
            &format!(
                "This link has no kind: expected one of {}.",
                kinds.join(", ")
            ),
        );
    }
    let evidence = evidence(reader, &fields, names);
    let wording = reader.line(&fields, "wording").unwrap_or_default();
    let refs = reader.lines(&fields, "refs");
    let Some(to) = fields.get("to") else {
        reader.error(
            item.span(),
            "This link leads nowhere: to = \"…\" is missing.",
        );
        return None;
    };
    let Some(id) = to.get_ref().as_str() else {
        reader.mismatch(to, "the id of an event in quotes");
        return None;
    };
    Some(UnresolvedLink {
        from,
        to: id.to_owned(),
        at: to.span().start,
        kind,
        wording,
        evidence,
        refs,
    })
}
