//! The text about the cell under the cursor, and about how much is visible.

use std::ops::Range;

use super::{Layout, Request, Row};
use crate::flow::{Flow, Line, Role};
use crate::relations::{first_lines, push_event};
use crate::wording::separator;
use annals_model::EventIndex;
use annals_model::text::{Clean, grouped, width};

/// Writes the event under the cursor and the part that the actor has in it.
pub(super) fn words(
    request: &Request<'_>,
    layout: &Layout,
    event: Option<EventIndex>,
    row: Option<&Row>,
) -> Vec<Line> {
    let most = usize::from(layout.words);
    let columns = usize::from(request.columns.saturating_sub(2));
    let Some(event) = event else {
        let mut flow = Flow::new(columns);
        let none = if request.timeline.events.is_empty() {
            "No events yet."
        } else {
            "No event passes the filter."
        };
        flow.push(&Clean::own(none), Role::Quiet, None);
        return first_lines(flow.finish(), most, columns, request.ascii);
    };
    let mut flow = Flow::new(columns);
    push_event(&mut flow, request.timeline, event);
    // The last of several rows is kept for the actor.
    let kept = usize::from(most > 1);
    let mut lines = first_lines(flow.finish(), most - kept, columns, request.ascii);
    if let Some(row) = row.filter(|_| kept > 0) {
        let mut flow = Flow::new(columns);
        let name = &request.timeline.actor(row.actor).name;
        flow.push(name, Role::Actor(row.actor), None);
        flow.push(&Clean::own("  "), Role::Quiet, None);
        match &row.role {
            None => flow.push(&Clean::own("takes no part in it"), Role::Quiet, None),
            Some(role) if role.is_empty() => flow.push(&Clean::own("takes part"), Role::Text, None),
            Some(role) => flow.push(role, Role::Text, None),
        }
        lines.extend(first_lines(flow.finish(), 1, columns, request.ascii));
    }
    lines
}

/// Words how much of the grid is visible; briefly if there is little room.
pub(super) fn remark(request: &Request<'_>, places: &Range<usize>, actors: &Range<usize>) -> Clean {
    let dash = if request.ascii { "-" } else { "–" };
    let dot = separator(request.ascii);
    let said = |of: &str, left_out: &str| {
        let part = |what: &str, shown: &Range<usize>, count: usize| match count {
            1 => format!("1 {what}"),
            _ if shown.len() == count => format!("{count} {what}s"),
            _ => format!("{what}s {}{dash}{}{of}{count}", shown.start + 1, shown.end),
        };
        let actors = part("actor", actors, request.timeline.actors.len());
        let events = part("event", places, request.seen.shown.len());
        let out = match request.seen.left_out() {
            0 => String::new(),
            out => format!(", {} {left_out}", grouped(out)),
        };
        Clean::line(&format!("{actors}{dot}{events}{out}"))
    };
    let long = said(" of ", "left out");
    if width(&long) + 6 <= usize::from(request.columns) {
        long
    } else {
        said("/", "out")
    }
}
