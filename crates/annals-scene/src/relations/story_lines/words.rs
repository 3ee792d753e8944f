//! What is said of the event under the cursor, and of how much is in sight.

use super::{Request, start_of};
use crate::flow::{Flow, Line, Role};
use crate::layout::Area;
use crate::relations::{first_lines, push_event};
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};

/// The most rows of words under the lines.
const MOST_WORDS: u16 = 3;
/// The most who take part that are named under the lines.
const MOST_NAMED: usize = 12;
/// The most events of one date that are counted.
const MOST_COUNTED: usize = 99;

/// The event under the cursor, who takes part in it, and whether others share its date.
pub(super) fn words(request: &Request<'_>, event: Option<EventIndex>) -> Vec<Line> {
    let Area { width, height, .. } = request.layout.words;
    // The empty row before the words is one of theirs.
    let (columns, rows) = (usize::from(width), usize::from(height.min(MOST_WORDS)));
    let mut flow = Flow::new(columns);
    let Some(event) = event else {
        let none = if request.seen.left_out() == 0 {
            "No actor takes part in a dated event."
        } else {
            "No actor takes part in a dated event that passes the filter."
        };
        flow.push(&Clean::own(none), Role::Quiet, None);
        return first_lines(flow.finish(), rows, columns, request.ascii);
    };
    push_event(&mut flow, request.timeline, event);
    let kept = usize::from(rows > 1);
    let mut lines = first_lines(
        flow.finish(),
        rows.saturating_sub(kept),
        columns,
        request.ascii,
    );
    let mut flow = Flow::new(columns);
    let dot = Clean::own(if request.ascii { " - " } else { " · " });
    let parts = &request.timeline.event(event).participants;
    for (place, part) in parts.iter().take(MOST_NAMED).enumerate() {
        if place > 0 {
            flow.push(&dot, Role::Quiet, None);
        }
        let name = &request.timeline.actor(part.actor).short;
        flow.push(name, Role::Actor(part.actor), None);
        if !part.role.is_empty() {
            flow.push(&Clean::own(" "), Role::Quiet, None);
            flow.push(&part.role, Role::Quiet, None);
        }
    }
    if let Some(more) = parts.len().checked_sub(MOST_NAMED + 1) {
        flow.push(
            &Clean::line(&format!(" and {} more", more + 1)),
            Role::Quiet,
            None,
        );
    }
    let left = rows.saturating_sub(lines.len());
    let same = same_date(request, event);
    let remark = (same > 1).then(|| match same {
        MOST_COUNTED.. => "Very many events share this date; their order is not known.".to_owned(),
        same => format!("{same} events share this date; their order is not known."),
    });
    let kept = usize::from(remark.is_some() && left > 1);
    lines.extend(first_lines(
        flow.finish(),
        left - kept,
        columns,
        request.ascii,
    ));
    if let Some(remark) = remark.filter(|_| kept > 0) {
        let mut flow = Flow::new(columns);
        flow.push(&Clean::line(&remark), Role::Quiet, None);
        lines.extend(first_lines(flow.finish(), 1, columns, request.ascii));
    }
    lines
}

/// How many events have the very bounds of an event's date, as far as they are counted. They stand
/// side by side in reading order, or with others that begin alike.
fn same_date(request: &Request<'_>, event: EventIndex) -> usize {
    let bounds = |event: EventIndex| {
        let when = request.timeline.event(event).when.as_ref();
        when.map(|when| (when.start(), when.end()))
    };
    let shown = request.seen.shown;
    let dated = shown.dated();
    let place = shown.place(event).min(dated);
    let start = start_of(request.timeline, event);
    let alike = |other: &EventIndex| start_of(request.timeline, *other) == start;
    let at = |place: usize| shown.nth(place);
    let after = (place..dated).take(MOST_COUNTED).filter_map(at);
    let before = (0..place).rev().take(MOST_COUNTED).filter_map(at);
    let same = after
        .take_while(alike)
        .chain(before.take_while(alike))
        .filter(|&other| bounds(other) == bounds(event));
    // Of events at one and the same moment it is known that they are at once.
    let exact = bounds(event).is_some_and(|(start, end)| start.is_exact() && start == end);
    if exact { 1 } else { same.count() }
}

/// How much of the story is in sight.
pub(super) fn remark(request: &Request<'_>, shown: &[EventIndex], crowded: bool) -> Clean {
    let dot = if request.ascii { "-" } else { "·" };
    let all = request.seen.shown;
    let dated = all.dated();
    let undated = all.len() - dated;
    let mut text = if crowded {
        format!("too many events for joins: zoom in {dot} {dated} dated")
    } else {
        format!("{} of {dated} events", shown.len())
    };
    let nobody = |event: &&EventIndex| request.order.lines_of(request.index, **event).is_empty();
    let without = shown.iter().filter(nobody).count();
    if without > 0 {
        text = format!("{text} {dot} {without} without an actor");
    }
    if undated > 0 {
        text = format!("{text} {dot} {undated} without a date");
    }
    let out = request.seen.left_out();
    if out > 0 {
        text = format!("{text} {dot} {} left out", grouped(out));
    }
    Clean::line(&text)
}
