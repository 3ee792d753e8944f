//! Reads references of the native format: lists of ids, each bare or in a table with a detail. Used for an
//! event's actors (with a role) and for evidence (a source with a locator). References to other files are
//! read here as bare names.

use std::ops::Range;

use super::fields::{Fields, Reader};
use super::format::Table;
use super::names::Known;
use crate::text::Clean;

/// The keys of one kind of reference, and the words for it in problems.
pub(super) struct Form {
    /// The key of the list.
    pub(super) list: &'static str,
    /// A table in the list.
    pub(super) table: &'static Table,
    /// The keys of that table for the id and for the detail.
    pub(super) keys: [&'static str; 2],
    /// An example of that table.
    pub(super) example: &'static str,
    /// The kind of entry referred to, which is also the name of its tables.
    pub(super) target: &'static str,
}

/// A resolved reference.
pub(super) struct Reference<'a, T> {
    /// Its target.
    pub(super) target: T,
    /// The id, as written.
    pub(super) id: &'a str,
    /// The role or locator; may be empty.
    pub(super) detail: Clean,
    /// The span of the id.
    pub(super) span: Range<usize>,
}

/// Resolves the references of a list, in order; reports a problem for each that cannot be resolved.
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
            let hint = reader.nearest(id, known).map_or_else(
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

/// Returns a list of texts with their spans; a single text counts as a list of one.
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
