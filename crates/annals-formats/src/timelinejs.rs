//! The JSON of TimelineJS: version 3, and the older ones that stand in `{"timeline": ...}`.
//!
//! Owns how its files are told from those of others, and its conventions: a year before our era is
//! negative and there is no year 0, times are local as they are written, a part of a date that is
//! missing is missing precision. What TimelineJS has no place for is written under a key `annals`,
//! which it passes over, and is read from there again.

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
use super::spanned::{self, First};
use super::{Format, Request, Sample, Written};
use annals_model::{Reading, Timeline};

/// Bytes of a text that are looked at to tell what it is.
const LOOKED_AT: usize = 256 << 10;

pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    let text = &sample.text;
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let Some(start) = json_start(text) else {
        return false;
    };
    let text = text.get(start..).unwrap_or_default();
    let keys = keys(text);
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

/// The names of the fields of the object that a text begins with, as far as the text goes.
fn keys(text: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    let mut depth = 0_usize;
    let mut string = None;
    let mut is_escaped = false;
    let mut last = "";
    for (place, letter) in text.bytes().enumerate() {
        if let Some(start) = string {
            match letter {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => {
                    last = text.get(start..place).unwrap_or_default();
                    string = None;
                }
                _ => {}
            }
            continue;
        }
        match letter {
            b'"' => string = Some(place + 1),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' if depth == 1 => keys.push(last),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    keys
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    let mut builder = Builder::new(Format::TimelineJs, request.id, request.text);
    let whole = request.text;
    let start = json_start(whole).unwrap_or(0);
    if !whole.get(..start).unwrap_or_default().trim().is_empty() {
        builder.doubt(
            0,
            "Something stands before the JSON, which begins with {; only the JSON is read. TimelineJS opens a file only where it is JSON from beginning to end.",
        );
    }
    let text = whole.get(start..).unwrap_or_default();
    let healed;
    let (text, root) = match First::read(text) {
        Ok(first) => {
            rest(&mut builder, start + first.end);
            (text, first.value)
        }
        Err(broken) => {
            let byte = start + broken.byte;
            healed = spanned::healed(text, broken.byte).unwrap_or_default();
            let Ok(first) = First::read(&healed) else {
                builder.refuse(byte, &broken.message);
                return builder.finish();
            };
            let message = format!(
                "{} Only the whole entries before this place are read.",
                broken.message
            );
            builder.doubt(byte, &message);
            (healed.as_str(), first.value)
        }
    };
    reading::Reader::new(&mut builder, text, start).root(root);
    builder.finish()
}

/// Tells of what follows the JSON, unless it only closes what was opened before it.
fn rest(builder: &mut Builder<'_>, end: usize) {
    let rest = builder.text().get(end..).unwrap_or_default();
    let after = rest.trim_start_matches(|it: char| it.is_whitespace() || ");".contains(it));
    if !after.is_empty() {
        let byte = builder.text().len() - after.len();
        builder.doubt(
            byte,
            "The JSON has ended before this; what follows is not read.",
        );
    }
}

pub(super) fn write(timeline: &Timeline) -> Written {
    writing::write(timeline)
}

#[cfg(test)]
mod tests;
