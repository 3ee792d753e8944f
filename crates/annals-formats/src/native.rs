//! The native format in TOML, as one format among others: `annals_model` reads and writes it.

use crate::request::{Definition, Request, Sample, Written};
use annals_model::{Reading, Timeline, native};

pub(crate) const FORMAT: Definition = Definition {
    name: "toml",
    label: native::FORMAT,
    endings: &["toml"],
    precedence: 11,
    recognises,
    read,
    write: Some(write),
};

/// Whether the first line that says something opens a TOML table or gives a key its value.
pub(crate) fn recognises(sample: &Sample<'_>) -> bool {
    let mut lines = sample.text.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let key: String = line
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || "_-.\"' ".contains(*letter))
            .collect();
        let rest = line.get(key.len()..).unwrap_or_default();
        let is_pair = !key.trim().is_empty() && rest.starts_with('=');
        let is_header = line.starts_with('[')
            && line.trim_end().ends_with(']')
            && line
                .chars()
                .nth(1)
                .is_some_and(|it| it.is_alphabetic() || it == '[');
        is_pair || is_header
    })
}

fn read(request: &Request<'_>) -> Reading {
    native::read_with(request.id, request.text, request.limit)
}

fn write(timeline: &Timeline) -> Written {
    let (text, lost) = native::write(timeline);
    Written { text, lost }
}
