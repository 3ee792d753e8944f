//! Tables: separated values and lines of JSON, of any size.
//!
//! Owns tables whose rows become events when they are looked at: the text is kept once, with some bytes a
//! row beside it, so that millions of rows open as readily as ten. Which column means what is found out by
//! names and values, or said by the person ([`Mapping`]).
//!
//! Dates are EDTF, ISO 8601, counts from 1970, or what people write; years are astronomical, so year 0 is
//! 1 BC. Times without a zone stand as they are written.

mod chunk;
mod dates;
mod dialect;
mod ids;
mod interned;
mod linked;
mod loader;
mod mapping;
mod moment;
mod names;
mod plan;
mod record;
mod rows;

pub use loader::{Loader, Settings};
pub use mapping::{DayOrder, Mapping, Preset, Role};

use self::dialect::Dialect;
use super::{Format, Request, Sample};
use annals_model::text::Clean;
use annals_model::{Problem, Reading, Severity};

/// So much of a text is looked at to see what it is.
const SAMPLE: usize = 64 << 10;

/// The beginning of a text, up to the end of a line.
fn beginning(text: &str) -> (&str, bool) {
    if text.len() <= SAMPLE {
        return (text, true);
    }
    let end = memchr::memrchr(b'\n', text.as_bytes().get(..SAMPLE).unwrap_or_default());
    let end = end.map_or(SAMPLE, |place| place + 1);
    // A character may be cut there.
    let whole = (0..4).find_map(|less| text.get(..end.checked_sub(less)?));
    (whole.unwrap_or(text), false)
}

/// A table of at least two columns, one of which holds dates.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    is_table_with(sample, |_| true)
}

/// The same with tabs between its columns.
pub(super) fn recognises_tabs(sample: &Sample<'_>) -> bool {
    is_table_with(sample, |delimiter| delimiter == b'\t')
}

fn is_table_with(sample: &Sample<'_>, accepts: impl Fn(u8) -> bool) -> bool {
    let (text, is_all) = beginning(sample.text);
    let is_whole = is_all && sample.is_whole;
    let dialect = Dialect::of(text, is_whole);
    if !dialect.is_some_and(|dialect| dialect.is_table() && accepts(dialect.delimiter)) {
        return false;
    }
    let settings = Settings {
        id: "",
        name: "",
        mapping: &Mapping::default(),
    };
    let loader = Loader::new(Format::Csv, text, is_whole, &settings);
    loader.is_ok_and(|loader| loader.is_dated())
}

/// A whole object of JSON in the first line, and another one in the second, if there is one.
pub(super) fn recognises_lines(sample: &Sample<'_>) -> bool {
    let (text, _) = beginning(sample.text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_object = |line: &str| {
        line.starts_with('{') && serde_json::from_str::<record::Pairs<'_>>(line).is_ok()
    };
    lines.next().is_some_and(is_object) && lines.next().is_none_or(|line| line.starts_with('{'))
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    whole(Format::Csv, request)
}

pub(super) fn read_lines(request: &Request<'_>) -> Reading {
    whole(Format::JsonLines, request)
}

fn whole(format: Format, request: &Request<'_>) -> Reading {
    let (sample, is_whole) = beginning(request.text);
    let settings = Settings {
        id: request.id,
        name: request.id,
        mapping: &Mapping::default(),
    };
    match Loader::new(format, sample, is_whole, &settings) {
        Ok(mut loader) => {
            loader.push(request.text.as_bytes());
            loader.finish()
        }
        Err(message) => {
            let problem = Problem::of_file(Severity::Error, message.as_str());
            Reading::refused(Clean::own(format.label()), problem)
        }
    }
}

#[cfg(test)]
mod tests;
