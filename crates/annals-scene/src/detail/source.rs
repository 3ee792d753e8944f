//! The detail of a source: its fields and the events that cite it.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::event_group::{EventGroup, locator_words};
use crate::flow::Role;
use annals_model::text::Clean;
use annals_model::{SourceIndex, Timeline};

/// Cells of the column of dates.
const DATE_COLUMNS: usize = 12;

/// Writes the detail of a source. `group` holds the events that cite it; they are listed where
/// `with_events` is set, for output without a list beside the detail.
pub fn source(
    timeline: &Timeline,
    subject: SourceIndex,
    group: &EventGroup,
    with_events: bool,
    options: &DetailOptions,
) -> Detail {
    let source = timeline.source(subject);
    let mut writer = DetailWriter::new(timeline, options);
    writer.subject(Some("source"), group.total());
    writer.flow.gap();
    let date = source.date.as_ref().map_or_else(
        || Clean::own("not given"),
        |when| Clean::line(&format!("{}, {}", when.words(), when.precision_words())),
    );
    let fields = [
        ("Title", &source.title),
        ("Author", &source.author),
        ("Publisher", &source.publisher),
        ("Date", &date),
        ("Address", &source.address),
        ("Note", &source.note),
    ];
    for (label, text) in fields {
        if text.is_empty() {
            continue;
        }
        writer.label(Some(&Clean::own(label)));
        // Beside a label, the paragraphs of a note are joined into one.
        writer
            .flow
            .push(&Clean::line(text.as_str()), Role::Text, None);
        writer.flow.end_line();
    }
    if with_events {
        writer.flow.gap();
        for &event in group.events() {
            let at = locator_words(timeline.event(event), subject);
            writer.event_line(event, DATE_COLUMNS, None, &at);
        }
    }
    writer.finish()
}
