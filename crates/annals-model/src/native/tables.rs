//! Reads sources, actors and evidence of the native format.

use super::fields::{Fields, Reader};
use super::format::{self, ACTOR, SOURCE, Table};
use super::names::Names;
use super::references::{Form, references, texts};
use crate::model::{
    AccountIndex, Actor, ActorIndex, ActorKind, Evidence, ForeignName, Source, SourceIndex,
};
use crate::text::Clean;

const EVIDENCE: Form = Form {
    list: "evidence",
    table: &format::EVIDENCE,
    keys: ["source", "at"],
    example: "{ source = \"article\", at = \"p7\" }",
    target: "source",
};

/// Returns the tables under `[KIND.ID]`, each with its id and the byte offset of the id, in file order.
fn named_tables<'a>(
    reader: &mut Reader<'_>,
    root: &Fields<'a>,
    table: &Table,
) -> Vec<(&'a str, usize, Fields<'a>)> {
    let kind = table.name;
    let expected = format!("tables named [{kind}.ID]");
    let Some(tables) = root
        .get(kind)
        .and_then(|value| reader.table(value, &expected))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (id, span, value) in tables.in_order() {
        let what = format!("a table, as in [{kind}.{}]", Clean::line(id));
        if let Some(fields) = reader.table(value, &what) {
            reader.unknown_keys(&fields, table);
            found.push((id, span.start, fields));
        }
    }
    found
}

pub(super) fn sources(
    reader: &mut Reader<'_>,
    root: &Fields<'_>,
    names: &mut Names,
) -> Vec<Source> {
    let mut sources = Vec::new();
    for (id, _, fields) in named_tables(reader, root, &SOURCE) {
        names
            .sources
            .insert(id.to_owned(), SourceIndex::new(sources.len()));
        sources.push(Source {
            id: Clean::line(id),
            account: AccountIndex::FIRST,
            title: reader
                .line(&fields, "title")
                .unwrap_or_else(|| Clean::line(id)),
            author: reader.line(&fields, "author").unwrap_or_default(),
            publisher: reader.line(&fields, "publisher").unwrap_or_default(),
            date: reader.date(&fields, "date"),
            address: reader.line(&fields, "address").unwrap_or_default(),
            note: reader.block(&fields, "note"),
        });
    }
    sources
}

pub(super) fn actors(reader: &mut Reader<'_>, root: &Fields<'_>, names: &mut Names) -> Vec<Actor> {
    let mut actors = Vec::new();
    let (mut line, mut before) = (1_u32, 0);
    for (id, start, fields) in named_tables(reader, root, &ACTOR) {
        // Actors come in the order of the text, so each line is counted once.
        line = line.saturating_add(reader.lines_in(before..start));
        before = start;
        names
            .actors
            .insert(id.to_owned(), ActorIndex::new(actors.len()));
        let name = reader
            .line(&fields, "name")
            .unwrap_or_else(|| Clean::line(id));
        actors.push(Actor {
            id: Clean::line(id),
            account: AccountIndex::FIRST,
            short: reader
                .line(&fields, "short")
                .unwrap_or_else(|| name.clone()),
            name,
            aliases: reader.lines(&fields, "aliases"),
            kind: reader.choice(&fields, "kind", ActorKind::ALL, ActorKind::name),
            summary: reader.block(&fields, "summary"),
            same_as: same_as(reader, &fields),
            variants: Vec::new(),
            line: Some(line),
        });
    }
    actors
}

/// Returns the references under `same_as`.
fn same_as(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<ForeignName> {
    const WHAT: &str = "the id of an actor of another timeline, as in same_as = \"jack-ma\"";
    let mut same_as = Vec::new();
    for (name, span) in texts(reader, fields, "same_as", WHAT) {
        if name.trim().is_empty() {
            reader.error(span, &format!("Expected {WHAT}, found nothing."));
        } else {
            same_as.push(reader.foreign(name, span));
        }
    }
    same_as
}

/// Returns the evidence under the key `evidence`: tables, or bare source ids.
pub(super) fn evidence(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    names: &Names,
) -> Vec<Evidence> {
    references(reader, fields, &EVIDENCE, &names.sources)
        .into_iter()
        .map(|reference| Evidence {
            source: reference.target,
            at: reference.detail,
        })
        .collect()
}
