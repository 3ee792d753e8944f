//! The detail of an actor: who this is, its events in order, whom it meets.

use super::{Detail, Frame, items};
use crate::axis::density;
use crate::flow::{Flow, Role, Target};
use annals_index::{Index, Track};
use annals_model::text::{Clean, grouped};
use annals_model::{ActorIndex, Timeline};

/// Cells of the column of dates.
const DATE_COLUMNS: usize = 10;
/// Cells of the column of labels.
const LABEL_COLUMNS: usize = 9;

/// The lines of an actor's detail.
///
/// `track` is the actor's lane, where there is one: it counts many events faster than they can be gone
/// through.
pub fn actor(
    timeline: &Timeline,
    index: &Index,
    track: Option<&Track>,
    subject: ActorIndex,
    frame: &Frame,
) -> Detail {
    let actor = timeline.actor(subject);
    let events = index.events_of(subject);
    let separator = Clean::own(if frame.ascii { " - " } else { " · " });
    let mut flow = Flow::new(frame.columns);
    let mut targets = Vec::new();

    if let Some(kind) = actor.kind {
        flow.push(&Clean::own(kind.name()), Role::Text, None);
        flow.push(&separator, Role::Quiet, None);
    }
    flow.push(
        &Clean::line(&counted(events.len(), "event", "events")),
        Role::Quiet,
        None,
    );
    flow.end_line();
    if !actor.aliases.is_empty() {
        let aliases: Vec<_> = actor.aliases.iter().map(Clean::as_str).collect();
        flow.push(&Clean::own("also "), Role::Quiet, None);
        flow.push(&Clean::line(&aliases.join(", ")), Role::Text, None);
        flow.end_line();
    }
    let heights = match track {
        Some(track) => density::of_track(index, track, frame.columns),
        None => density::of_events(timeline, index, events, frame.columns),
    };
    if let Some(heights) = heights {
        flow.strip(heights, Some(subject));
    }
    if !actor.summary.is_empty() {
        flow.gap();
        flow.push_block(&actor.summary, Role::Text);
    }
    for told in &actor.retold {
        if told.summary.is_empty() || told.summary == actor.summary {
            continue;
        }
        let layer = &timeline.layer(told.layer).short;
        let words = format!("{layer}: {}", told.summary);
        flow.gap();
        flow.push_block(&Clean::block(&words), Role::Text);
    }
    flow.gap();
    for &event in events.iter().take(frame.most_events) {
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
        flow.push_symbol(event.status, Some(subject), Some(item));
        flow.push(&event.title, Role::Text, Some(item));
        let roles: Vec<_> = event
            .participants
            .iter()
            .filter(|part| part.actor == subject && !part.role.is_empty())
            .map(|part| part.role.as_str())
            .collect();
        if !roles.is_empty() {
            flow.push(&Clean::own("  "), Role::Quiet, None);
            flow.push(&Clean::line(&roles.join(", ")), Role::Quiet, None);
        }
        flow.end_line();
    }
    let more = events.len().saturating_sub(frame.most_events);
    if more > 0 {
        flow.set_indent(0);
        let words = format!("and {} more; the lane has them all", grouped(more));
        flow.push(&Clean::line(&words), Role::Quiet, None);
        flow.end_line();
    }
    flow.set_indent(LABEL_COLUMNS);
    flow.gap();
    for (place, (other, count)) in index.meets(timeline, subject).into_iter().enumerate() {
        if place == 0 {
            flow.push(&Clean::own("Meets"), Role::Quiet, None);
            flow.tab(LABEL_COLUMNS);
        } else {
            flow.push(&separator, Role::Quiet, None);
        }
        targets.push(Target::Actor(other));
        let item = Some(targets.len() - 1);
        flow.push(&timeline.actor(other).name, Role::Actor(other), item);
        flow.push(&Clean::line(&format!(" {count}")), Role::Quiet, None);
    }
    let lines = flow.finish();
    Detail {
        items: items(&targets, &lines),
        lines,
    }
}

/// A number with its noun.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}
