//! Reads the tour of the native format. A step whose event does not exist is kept if it has a name.

use super::fields::{Fields, Reader};
use super::format::STEP;
use super::names::Known;
use crate::model::{EventIndex, TourStep};

/// Returns the steps, in file order.
pub(super) fn tour(
    reader: &mut Reader<'_>,
    root: &Fields<'_>,
    events: &Known<EventIndex>,
) -> Vec<TourStep> {
    let mut steps = Vec::new();
    for item in reader.list(root, "tour", "steps of a tour, each under [[tour]]") {
        let Some(fields) = reader.table(item, "a step of a tour under [[tour]]") else {
            continue;
        };
        reader.unknown_keys(&fields, &STEP);
        let name = reader.line(&fields, "name").unwrap_or_default();
        let event = event(reader, &fields, events);
        if name.is_empty() && event.is_none() {
            reader.warning(
                item.span(),
                "This step of the tour shows nothing: it needs an event, a name, or both.",
            );
            continue;
        }
        steps.push(TourStep {
            name,
            event,
            window: reader.window(&fields, "window", "window"),
            note: reader.block(&fields, "note"),
        });
    }
    steps
}

fn event(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    events: &Known<EventIndex>,
) -> Option<EventIndex> {
    let value = fields.get("event")?;
    let Some(id) = value.get_ref().as_str() else {
        reader.mismatch(value, "the id of an event in quotes");
        return None;
    };
    let found = events.get(id).copied();
    if found.is_none() {
        let hint = reader
            .nearest(id, events)
            .map_or(String::new(), |near| format!(" Did you mean \"{near}\"?"));
        let message = format!("There is no event \"{id}\" for this step of the tour.{hint}");
        reader.warning(value.span(), &message);
    }
    found
}
