//! JSON of vis-timeline, read and written.
//!
//! Owns how such a text is recognised, and what it means. There is no standard for files: they are an
//! array of items, or an object of `items`, `groups` and `options`.
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
mod reading;
mod spans;
mod writing;

use serde_json::{Map, Value};

use super::{Request, Sample, Written};
use annals_model::{Reading, Timeline};
use spans::{Broken, Walk};

/// Whether the first item of a JSON text is one of vis-timeline: it has a start, and a content where no
/// key says that it is an item.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let mut first = None;
    let mut is_named = false;
    let stop = || Broken {
        byte: 0,
        message: String::new(),
    };
    let mut walk = Walk::new(sample.text, 0);
    // Whatever comes after the first item is not looked at.
    let _ = match walk.peek() {
        Some('[') => walk.first(&mut first),
        Some('{') => walk.object(|name, walk| {
            if name == "items" {
                is_named = true;
                walk.first(&mut first)?;
                return Err(stop());
            }
            walk.skip().map(|_| ())
        }),
        _ => return false,
    };
    let fields = first.and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    fields.is_some_and(|fields| {
        let has = |name: &str| fields.contains_key(name);
        has("start") && (has("content") || (is_named && (has("id") || has("group"))))
    })
}

/// Reads a text, whatever it is.
pub(super) fn read(request: &Request<'_>) -> Reading {
    reading::read(request)
}

/// Writes a timeline.
pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
