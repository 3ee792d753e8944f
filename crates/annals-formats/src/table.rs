//! Tables of any size: separated values and JSON Lines.
//!
//! The text is held once, with a few bytes a row beside it; a row becomes an event when it is asked for. The
//! meaning of the columns is guessed from their names and values, or given by the person ([`Mapping`]).
//!
//! Dates are EDTF, ISO 8601, counts from 1970, or as people write them; years are astronomical: year 0 is
//! 1 BC. Times without a zone stay without one.
//!
//! | step | modules |
//! | --- | --- |
//! | delimiter and header | `dialect` |
//! | meaning of the columns | `layout`, `plan`, `mapping`, `presets`, `column_names`, `own_columns` |
//! | rows from blocks of bytes | `loader` |
//! | cells | `record` (as written), `cells` and `row_date` (as meant), `date_style` |
//! | storage | `chunk`, `date_column`, `id_set`, `interned_names` |
//! | events and the timeline | `rows`, `timeline`, `links` |

mod cells;
mod chunk;
mod column_names;
mod date_column;
mod date_style;
mod dialect;
mod id_set;
mod interned_names;
mod layout;
mod links;
mod loader;
mod mapping;
pub(crate) mod own_columns;
mod plan;
mod presets;
mod record;
mod row_date;
mod rows;
mod timeline;

pub use loader::{TableLoader, TableSettings};
pub use mapping::{ColumnRole, DayOrder, Mapping, Preset};

use self::dialect::Dialect;
use super::{Format, Request, Sample};
use annals_model::text::Clean;
use annals_model::{Problem, ProblemLimit, Reading, Severity};

/// Bytes of a text that are looked at to find its layout.
const SAMPLE: usize = 64 << 10;

/// Returns the beginning of a text up to the end of a line, and whether that is all of it.
fn beginning(text: &str) -> (&str, bool) {
    if text.len() <= SAMPLE {
        return (text, true);
    }
    let end = memchr::memrchr(b'\n', text.as_bytes().get(..SAMPLE).unwrap_or_default());
    let end = end.map_or(SAMPLE, |index| index + 1);
    // The end may lie inside a character.
    let whole = (0..4).find_map(|less| text.get(..end.checked_sub(less)?));
    (whole.unwrap_or(text), false)
}

/// Recognises a table of at least two columns, one of which holds dates.
pub(super) fn recognises(sample: &Sample<'_>) -> bool {
    is_table_with(sample, |_| true)
}

/// Recognises such a table with tabs between its columns.
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
    let settings = TableSettings {
        id: "",
        name: "",
        mapping: &Mapping::default(),
        limit: ProblemLimit::default(),
    };
    let loader = TableLoader::new(Format::Csv, text, is_whole, &settings);
    loader.is_ok_and(|loader| loader.is_dated())
}

/// Recognises JSON Lines: an object in the first line, and the beginning of one in the second, if there is one.
pub(super) fn recognises_lines(sample: &Sample<'_>) -> bool {
    let (text, _) = beginning(sample.text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_object = |line: &str| {
        line.starts_with('{') && serde_json::from_str::<record::JsonPairs<'_>>(line).is_ok()
    };
    lines.next().is_some_and(is_object) && lines.next().is_none_or(|line| line.starts_with('{'))
}

pub(super) fn read(request: &Request<'_>) -> Reading {
    read_whole(Format::Csv, request)
}

pub(super) fn read_lines(request: &Request<'_>) -> Reading {
    read_whole(Format::JsonLines, request)
}

fn read_whole(format: Format, request: &Request<'_>) -> Reading {
    let (sample, is_whole) = beginning(request.text);
    let settings = TableSettings {
        id: request.id,
        name: request.id,
        mapping: &Mapping::default(),
        limit: request.limit,
    };
    match TableLoader::new(format, sample, is_whole, &settings) {
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
