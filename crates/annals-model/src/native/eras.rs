//! Reads eras of the native format. Unlike an event, an era must have a date.

use super::fields::{Fields, Reader};
use super::format::ERA;
use crate::model::Era;

/// Returns the eras, in file order.
pub(super) fn eras(reader: &mut Reader<'_>, root: &Fields<'_>) -> Vec<Era> {
    let mut eras = Vec::new();
    for item in reader.list(root, "era", "eras, each under [[era]]") {
        let Some(fields) = reader.table(item, "an era under [[era]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &ERA);
        let title = reader.title(&fields, item.span(), "era");
        let reported = reader.problems.count();
        let when = reader.date(&fields, "date");
        if when.is_none() && reader.problems.count() == reported {
            // The date is valid but means "no date": "", "undated", "../..".
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
