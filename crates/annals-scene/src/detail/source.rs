//! The detail of a source: its fields and the events that cite it.

use super::writer::{Detail, DetailOptions, DetailWriter};
use crate::event_group::{EventGroup, locator_words};
use crate::flow::Role;
use annals_model::text::Clean;
use annals_model::{SourceIndex, Timeline};

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
    writer.subject(Some("source"), group.total(), None);
    writer.flow.gap();
    let date = source.date.as_ref().map_or_else(
        || Clean::own("not given"),
        |when| Clean::line(&when.words()),
    );
    let fields = [
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
        let date_columns = writer.date_columns(group.events());
        for &event in group.events() {
            let at = locator_words(timeline.event(event), subject);
            writer.event_line(event, date_columns, None, &at);
        }
    }
    writer.finish()
}
