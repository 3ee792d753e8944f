//! Reads and writes the JSON of TimelineJS: version 3, and versions 1 and 2 with `{"timeline": ...}`.
//!
//! Conventions: a year before our era is negative and there is no year 0; times are local as they are written; a
//! part of a date that is missing is missing precision. What TimelineJS has no field for is written under the key
//! `annals`, which it ignores, and read from there.

mod date_object;
pub(super) mod dates;
mod legacy;
mod own;
mod reading;
pub(super) mod slide;
pub(super) mod spoken;
mod tree;
pub(super) mod writing;

use super::building::Builder;
use super::json::{self, Json};
use crate::request::{Definition, Request, Sample, Written};
use annals_model::{Reading, Timeline};

pub(crate) const FORMAT: Definition = Definition {
    name: "timelinejs",
    label: "TimelineJS JSON",
    endings: &[],
    precedence: 4,
    recognises,
    read,
    write: Some(write),
};

fn recognises(sample: &Sample<'_>) -> bool {
    let text = sample.beginning();
    let Some(start) = json_start(text) else {
        return false;
    };
    let text = text.get(start..).unwrap_or_default();
    let mut entries = Json::open(text, 0).entries();
    let keys: Vec<&str> = entries
        .iter_mut()
        .flatten()
        .map(|entry| entry.key)
        .collect();
    let last = entries.and_then(|entries| entries.cut_off());
    let keys: Vec<&str> = keys
        .into_iter()
        .chain(last.map(|entry| entry.key))
        .collect();
    let has = |key: &str| keys.contains(&key);
    let names = |key: &str| text.contains(&format!("\"{key}\""));
    if has("timeline") {
        return names("date") || names("startDate") || names("headline");
    }
    let slides = ["start_date", "headline", "unique_id", "display_date"];
    let is_empty = || {
        let squeezed: String = text
            .chars()
            .filter(|it| !it.is_whitespace())
            .take(40)
            .collect();
        squeezed.contains("\"events\":[]")
    };
    has("events") && (slides.iter().any(|key| names(key)) || is_empty())
}

/// Where the JSON of a text begins: after comments, and after the beginning of a JavaScript that holds
/// it, such as `storyjs_jsonp_data = {` or `callback({`.
fn json_start(text: &str) -> Option<usize> {
    let mut rest = text.trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/")?.1
        } else if let Some(comment) = rest.strip_prefix("//") {
            comment.split_once('\n')?.1
        } else {
            break;
        };
        rest = after.trim_start();
    }
    let brace = rest.find('{')?;
    let before = rest.get(..brace)?;
    let is_code = before.len() < 120
        && before.trim_end().ends_with(['=', '('])
        && before
            .chars()
            .all(|it| it.is_alphanumeric() || it.is_whitespace() || "_$.=([]'\"".contains(it));
    (before.is_empty() || is_code).then(|| text.len() - rest.len() + brace)
}

fn read(request: &Request<'_>) -> Reading {
    let mut builder = Builder::new(FORMAT.label, request.id, request.text).keeping(request.limit);
    let whole = request.text;
    let start = json_start(whole).unwrap_or(0);
    if !whole.get(..start).unwrap_or_default().trim().is_empty() {
        builder.warn(
            0,
            "Something stands before the JSON, which begins with {; only the JSON is read. TimelineJS opens a file only where it is JSON from beginning to end.",
        );
    }
    let text = whole.get(start..).unwrap_or_default();
    let healed;
    let root = match Json::first(text, start) {
        Ok((root, end)) => {
            rest(&mut builder, end);
            root
        }
        Err(broken) => {
            healed = json::healed(text, broken.byte - start).unwrap_or_default();
            let Ok((root, _)) = Json::first(&healed, start) else {
                builder.refuse(broken.byte, &broken.message);
                return builder.finish();
            };
            let message = format!(
                "{} Only the whole entries before this place are read.",
                broken.message
            );
            builder.warn(broken.byte, &message);
            root
        }
    };
    reading::TimelineJsReader::new(&mut builder).root(root);
    builder.finish()
}

/// Reports what follows the JSON, unless it only closes what was opened before it.
fn rest(builder: &mut Builder<'_>, end: usize) {
    let rest = builder.text().get(end..).unwrap_or_default();
    let after = rest.trim_start_matches(|it: char| it.is_whitespace() || ");".contains(it));
    if !after.is_empty() {
        let byte = builder.text().len() - after.len();
        builder.warn(
            byte,
            "The JSON has ended before this; what follows is not read.",
        );
    }
}

fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
