//! Eras of the native format: named stretches of time behind the events.
//!
//! Owns their fields. An era is background, so it has no id, no evidence and no links; and unlike an
//! event it must have a date, since it is nothing but a stretch of time.

use super::fields::{Fields, Reader};
use super::format::ERA;
use crate::model::Era;

/// The eras, in the order of the file.
pub(super) fn eras(reader: &mut Reader<'_>, root: &Fields<'_>) -> Vec<Era> {
    let mut eras = Vec::new();
    for item in reader.list(root, "era", "eras, each under [[era]]") {
        let Some(fields) = reader.table(item, "an era under [[era]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &ERA);
        let title = reader.title(&fields, item.span(), "era");
        let told = reader.problems.len();
        let when = reader.date(&fields, "date");
        if when.is_none() && reader.problems.len() == told {
            // Nothing is wrong with the date, but it says that there is none: "", "undated", "../..".
            reader.error(
                fields
                    .get("date")
                    .map_or_else(|| item.span(), toml::Spanned::span),
                "This era has no date. Expected when it was, as in: date = \"1957/1975\"",
            );
        }
        if let (Some(title), Some(when)) = (title, when) {
            eras.push(Era { title, when });
        }
    }
    eras
}
