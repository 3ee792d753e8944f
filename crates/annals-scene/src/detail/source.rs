//! The detail of a source: what it is, and what rests on it.

use super::actor::counted;
use super::{Detail, Frame, LABEL_COLUMNS, items};
use crate::flow::{Flow, Role, Target};
use crate::gathering::{Gathering, place_words};
use annals_model::text::Clean;
use annals_model::{SourceIndex, Timeline};

/// Cells of the column of dates.
const DATE_COLUMNS: usize = 12;

/// The lines of a source's detail. `gathering` is what it says; `with_events` adds the events
/// themselves, for where no list stands beside it.
pub fn source(
    timeline: &Timeline,
    subject: SourceIndex,
    gathering: &Gathering,
    with_events: bool,
    frame: &Frame,
) -> Detail {
    let source = timeline.source(subject);
    let separator = Clean::own(if frame.ascii { " - " } else { " · " });
    let mut flow = Flow::new(frame.columns);
    flow.push(&Clean::own("source"), Role::Text, None);
    flow.push(&separator, Role::Quiet, None);
    let count = counted(gathering.total(), "event", "events");
    flow.push(&Clean::line(&count), Role::Quiet, None);
    flow.end_line();
    flow.gap();

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
        flow.set_indent(LABEL_COLUMNS);
        flow.push(&Clean::own(label), Role::Quiet, None);
        flow.tab(LABEL_COLUMNS);
        // A note may have several paragraphs; beside its label it is one.
        flow.push(&Clean::line(text.as_str()), Role::Text, None);
        flow.end_line();
    }
    let mut targets = Vec::new();
    if with_events {
        flow.gap();
        for &event in gathering.events() {
            flow.set_indent(DATE_COLUMNS + 2);
            let item = targets.len();
            targets.push(Target::Event(event));
            let event = timeline.event(event);
            let date = event.when.as_ref().map_or_else(
                || Clean::own("undated"),
                |when| Clean::line(&when.short(frame.ascii)),
            );
            flow.push(&date, Role::Quiet, None);
            flow.tab(DATE_COLUMNS);
            flow.push_symbol(event.status, None, Some(item));
            flow.push(&event.title, Role::Text, Some(item));
            let places = place_words(event, subject);
            if !places.is_empty() {
                flow.push(&Clean::own("  "), Role::Quiet, None);
                flow.push(&places, Role::Quiet, None);
            }
            flow.end_line();
        }
    }
    let lines = flow.finish();
    Detail {
        items: items(&targets, &lines),
        lines,
    }
}
