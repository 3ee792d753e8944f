//! The text about the event under the cursor, and about how much is visible.

use super::request::{Request, start_of};
use crate::flow::{Flow, Line, Role};
use crate::relations::{first_lines, push_event};
use crate::wording::{and_more, separator};
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped};
use ratatui_core::layout::Rect;

/// The most rows of text below the lines.
const MAX_WORDS: u16 = 3;
/// The most participants named below the lines.
const MAX_NAMED: usize = 12;
/// The most events of one date that are counted.
const MAX_COUNTED: usize = 99;

/// Writes the event under the cursor, its participants, and how many events share its date.
pub(super) fn words(request: &Request<'_>, event: Option<EventIndex>) -> Vec<Line> {
    let Rect { width, height, .. } = request.layout.words;
    // The area includes the empty row before the text.
    let (columns, rows) = (usize::from(width), usize::from(height.min(MAX_WORDS)));
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
    let parts = &request.timeline.event(event).participants;
    for (position, part) in parts.iter().take(MAX_NAMED).enumerate() {
        if position > 0 {
            flow.push_quiet(separator(request.ascii));
        }
        let name = &request.timeline.actor(part.actor).short;
        flow.push(name, Role::Actor(part.actor), None);
        if !part.role.is_empty() {
            flow.push(&Clean::own(" "), Role::Quiet, None);
            flow.push(&part.role, Role::Quiet, None);
        }
    }
    if let Some(more) = and_more(parts.len().saturating_sub(MAX_NAMED)) {
        flow.push_quiet(&format!(" {more}"));
    }
    let left = rows.saturating_sub(lines.len());
    let same = same_date(request, event);
    let remark = (same > 1).then(|| match same {
        MAX_COUNTED.. => "Very many events share this date; their order is not known.".to_owned(),
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

/// Counts the events whose date has exactly the same bounds, up to [`MAX_COUNTED`]. They are near each other
/// in reading order.
fn same_date(request: &Request<'_>, event: EventIndex) -> usize {
    let bounds = |event: EventIndex| {
        let when = request.timeline.event(event).when.as_ref();
        when.map(|when| (when.start(), when.end()))
    };
    let shown = request.seen.shown;
    let dated = shown.dated();
    let position = shown.position(event).min(dated);
    let start = start_of(request.timeline, event);
    let alike = |other: &EventIndex| start_of(request.timeline, *other) == start;
    let at = |position: usize| shown.nth(position);
    let after = (position..dated).take(MAX_COUNTED).filter_map(at);
    let before = (0..position).rev().take(MAX_COUNTED).filter_map(at);
    let same = after
        .take_while(alike)
        .chain(before.take_while(alike))
        .filter(|&other| bounds(other) == bounds(event));
    // Events at the same instant are known to be simultaneous.
    let exact = bounds(event).is_some_and(|(start, end)| start.is_exact() && start == end);
    if exact { 1 } else { same.count() }
}

/// Words how much of the timeline is visible.
pub(super) fn remark(request: &Request<'_>, shown: &[EventIndex], crowded: bool) -> Clean {
    let dot = separator(request.ascii);
    let all = request.seen.shown;
    let dated = all.dated();
    let undated = all.len() - dated;
    let mut text = if crowded {
        format!("too many events for joins: zoom in{dot}{dated} dated")
    } else {
        format!("{} of {dated} events", shown.len())
    };
    let has_no_line =
        |event: &&EventIndex| request.order.lines_of(request.index, **event).is_empty();
    let without = shown.iter().filter(has_no_line).count();
    if without > 0 {
        text = format!("{text}{dot}{without} without an actor");
    }
    if undated > 0 {
        text = format!("{text}{dot}{undated} without a date");
    }
    let out = request.seen.left_out();
    if out > 0 {
        text = format!("{text}{dot}{} left out", grouped(out));
    }
    Clean::line(&text)
}
