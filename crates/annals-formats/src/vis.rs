//! Reads and writes JSON of vis-timeline.
//!
//! Files have no standard: they are an array of items, or an object of `items`, `groups` and `options`.
//!
//! | in the text | in annals |
//! | --- | --- |
//! | an item | an event; its `id` is the id |
//! | `content` | the title, and the summary where it has several lines |
//! | `title`, the tooltip | the summary where there is no other |
//! | `start` | a date: ISO 8601, a JavaScript date, milliseconds, `/Date(…)/` |
//! | `start` and `end` | from some time in the one to some time in the other |
//! | `group` | a theme, and those of the groups that it stands in; lanes are themes |
//! | `type: "background"` | an era |
//! | links and pictures in HTML | sources |
//! | `options.start`, `options.end` | the window shown first |
//! | everything else | extra fields |
//!
//! Years are astronomical: 0 is 1 BC.

mod dates;
mod kept;
mod parts;
mod reading;
mod writing;

use crate::json::Json;
use crate::request::{Definition, Request, Sample, Written};
use annals_model::{Reading, Timeline};

pub(crate) const FORMAT: Definition = Definition {
    name: "vis",
    label: "vis-timeline JSON",
    endings: &[],
    precedence: 5,
    recognises,
    read,
    write: Some(write),
};

/// Maximum number of elements before the first item.
const MAX_BEFORE: usize = 8;

/// Whether the first item has a start, and a content unless it stands in a list called `items`.
fn recognises(sample: &Sample<'_>) -> bool {
    let root = Json::open(sample.text, 0);
    let items = if root.is_object() {
        root.member("items")
    } else {
        Some(root)
    };
    let entries = items
        .filter(|items| items.is_list())
        .and_then(Json::entries);
    let mut values = entries
        .into_iter()
        .flatten()
        .take(MAX_BEFORE)
        .map(|entry| entry.value);
    let first = values
        .find(|value| value.is_object())
        .and_then(Json::object);
    first.is_some_and(|item| {
        let has = |name: &str| item.fields().any(|(field, _)| field == name);
        has("start") && (has("content") || (root.is_object() && (has("id") || has("group"))))
    })
}

fn read(request: &Request<'_>) -> Reading {
    reading::read(request, FORMAT.label)
}

fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
