//! References of the native format: a list of ids, each bare or in a table with a detail beside it.
//!
//! Owns what a reference may look like and what is said of one that leads nowhere. It is the same
//! for an event's actors (in a role) and for evidence (a source, at a place in it); what becomes of
//! the references is their readers' business. Bare names, of what another file has, are read here too.

use std::ops::Range;

use super::Known;
use super::fields::{Fields, Reader};
use super::format::Table;
use crate::text::{Clean, nearest};

/// The names by which one kind of reference is written, and spoken of in its problems.
pub(super) struct Form {
    /// The key of the list.
    pub(super) list: &'static str,
    /// A table in the list.
    pub(super) table: &'static Table,
    /// The keys of such a table: of the id, and of the detail.
    pub(super) keys: [&'static str; 2],
    /// One table, as it should be written.
    pub(super) example: &'static str,
    /// What is referred to, which is also the kind of the tables that define it.
    pub(super) target: &'static str,
}

/// One entry that leads somewhere.
pub(super) struct Reference<'a, T> {
    /// What it leads to.
    pub(super) target: T,
    /// The id, as written.
    pub(super) id: &'a str,
    /// What is said beside the id; may be empty.
    pub(super) detail: Clean,
    /// Where the id stands in the text.
    pub(super) span: Range<usize>,
}

/// The references of a list, in its order; a problem for each that cannot be followed.
pub(super) fn references<'a, T: Copy>(
    reader: &mut Reader<'_>,
    fields: &Fields<'a>,
    form: &Form,
    known: &Known<T>,
) -> Vec<Reference<'a, T>> {
    let [id_key, detail_key] = form.keys;
    let target = form.target;
    let mut references = Vec::new();
    let Some(list) = fields.get(form.list) else {
        return references;
    };
    let Some(items) = list.get_ref().as_array() else {
        reader.mismatch(list, &format!("a list, as in [{}]", form.example));
        return references;
    };
    for item in items {
        let (name, detail) = if item.get_ref().is_str() {
            (item, Clean::default())
        } else {
            let Some(parts) = item.get_ref().as_table().map(Fields::of) else {
                let shape = format!("{}, as in {}", form.table.what, form.example);
                reader.mismatch(item, &shape);
                continue;
            };
            reader.unknown_keys(&parts, form.table);
            let Some(name) = parts.get(id_key) else {
                reader.error(
                    item.span(),
                    &format!("This names no {target}: {id_key} = \"…\" is missing."),
                );
                continue;
            };
            (name, reader.line(&parts, detail_key).unwrap_or_default())
        };
        let Some(id) = name.get_ref().as_str() else {
            reader.mismatch(name, &format!("the {target}'s id in quotes"));
            continue;
        };
        if let Some(&target) = known.get(id) {
            references.push(Reference {
                target,
                id,
                detail,
                span: name.span(),
            });
        } else {
            let hint = nearest(id, known.keys().map(String::as_str)).map_or_else(
                || format!("Add a table [{target}.{id}]."),
                |near| format!("Did you mean \"{near}\"?"),
            );
            reader.error(
                name.span(),
                &format!("There is no {target} \"{id}\". {hint}"),
            );
        }
    }
    references
}

/// Short texts with their places; a single one counts as a list of one.
pub(super) fn texts<'a>(
    reader: &mut Reader<'_>,
    fields: &Fields<'a>,
    key: &str,
    what: &str,
) -> Vec<(&'a str, Range<usize>)> {
    let Some(value) = fields.get(key) else {
        return Vec::new();
    };
    if let Some(text) = value.get_ref().as_str() {
        return vec![(text, value.span())];
    }
    let mut texts = Vec::new();
    for item in reader.list(fields, key, what) {
        match item.get_ref().as_str() {
            Some(text) => texts.push((text, item.span())),
            None => reader.mismatch(item, what),
        }
    }
    texts
}
