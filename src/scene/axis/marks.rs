//! From a date to a mark: which stretches it has on a scale, and how sure each is.
//!
//! Owns the translation of bounds into stretches. A qualifier never moves an edge; it softens it.

use super::{Certainty, EIGHTHS, Edge, Mark, Stretch};
use crate::data::EventIndex;
use crate::time::{Bound, Region, Scale, Shape, Time, When};

/// The mark of an event; `None` if none of it is in the window.
pub(super) fn mark(event: EventIndex, when: &When, scale: &Scale, selected: bool) -> Option<Mark> {
    let mut stretches = Vec::new();
    for member in when.members() {
        let certain = match when.shape() {
            Shape::Span | Shape::Instant | Shape::AllOf | Shape::Interval => true,
            Shape::SomeWithin | Shape::OneOf => false,
        };
        add_member(&mut stretches, member.start, member.end, certain, scale);
    }
    if stretches.is_empty() {
        return None;
    }
    if when.is_approximate() {
        soften(&mut stretches);
    }
    let window = scale.window();
    let (start, end) = when.hull();
    Some(Mark {
        event,
        count: 1,
        stretches,
        left: edge(start, |time| time < window.start()),
        right: edge(end, |time| time > window.end()),
        doubtful: when.is_uncertain(),
        label: None,
        selected,
    })
}

fn edge(bound: Bound, is_beyond: impl Fn(Time) -> bool) -> Edge {
    match bound {
        Bound::Open => Edge::Open,
        Bound::Unknown => Edge::Unknown,
        Bound::At(time) if is_beyond(time) => Edge::Beyond,
        Bound::At(_) => Edge::Dated,
    }
}

/// A bound as a moment: what has no end reaches to the end of the axis.
fn at(bound: Bound, open: Time) -> Time {
    match bound {
        Bound::At(time) => time,
        Bound::Open | Bound::Unknown => open,
    }
}

fn add_member(
    stretches: &mut Vec<Stretch>,
    start: Region,
    end: Region,
    certain: bool,
    scale: &Scale,
) {
    let first = at(start.earliest, Time::MIN);
    let last = at(end.latest, Time::MAX);
    if first >= scale.window().end() || last <= scale.window().start() {
        return;
    }
    let mut sure_from = at(start.latest, Time::MIN);
    let mut sure_to = at(end.earliest, Time::MAX);
    // An end that exists and is unknown may have come at once: nothing beyond the known one is sure.
    match (start.latest, end.earliest) {
        (Bound::Unknown, _) => sure_from = sure_to,
        (_, Bound::Unknown) => sure_to = sure_from,
        _ => {}
    }
    if !certain || sure_from > sure_to {
        push(stretches, first, last, Certainty::Possible, scale);
        return;
    }
    push(stretches, first, sure_from, Certainty::Rising, scale);
    push(stretches, sure_from, sure_to, Certainty::Certain, scale);
    push(stretches, sure_to, last, Certainty::Falling, scale);
    if stretches.is_empty() {
        // Shorter than an eighth of a column: still something that happened.
        let from = scale.eighths_clamped(first);
        stretches.push(Stretch {
            from,
            to: from + 1,
            certainty: Certainty::Certain,
        });
    }
}

fn push(stretches: &mut Vec<Stretch>, from: Time, to: Time, certainty: Certainty, scale: &Scale) {
    let after = stretches.last().map_or(0, |stretch| stretch.to);
    let from = scale.eighths_clamped(from).max(after);
    let to = scale.eighths_clamped(to);
    if to > from {
        stretches.push(Stretch {
            from,
            to,
            certainty,
        });
    }
}

/// Turns the outer quarters of certain stretches into slopes.
fn soften(stretches: &mut Vec<Stretch>) {
    let whole = std::mem::take(stretches);
    for stretch in whole {
        let quarter = (stretch.to - stretch.from) / 4;
        if stretch.certainty != Certainty::Certain || quarter == 0 {
            stretches.push(stretch);
            continue;
        }
        let (inner_from, inner_to) = (stretch.from + quarter, stretch.to - quarter);
        stretches.push(Stretch {
            to: inner_from,
            certainty: Certainty::Rising,
            ..stretch
        });
        stretches.push(Stretch {
            from: inner_from,
            to: inner_to,
            certainty: Certainty::Certain,
        });
        stretches.push(Stretch {
            from: inner_to,
            certainty: Certainty::Falling,
            ..stretch
        });
    }
}

/// Adds a mark to its row. Where it would share a cell with the mark before it, the two become one
/// that counts both.
pub(super) fn add(row: &mut Vec<Mark>, mark: Mark) {
    if let Some(last) = row.last_mut() {
        let narrow = mark.to() - mark.from() < EIGHTHS;
        let last_narrow = last.to() - last.from() < EIGHTHS;
        let shares_cell = last.to().saturating_sub(1) / EIGHTHS >= mark.from() / EIGHTHS;
        if narrow && last_narrow && shares_cell {
            last.count += 1;
            if mark.selected {
                last.selected = true;
                last.event = mark.event;
            }
            return;
        }
    }
    row.push(mark);
}
