//! The lines themselves: from where to where each goes, and how sure each stretch is.
//!
//! Owns the weights of the columns. An event that surely holds weighs most, one that may hold less,
//! and what only lies between two events least.

use std::ops::Range;

use super::{Request, StoryLine, as_line, start_of};
use annals_model::EventIndex;
use annals_time::{Bound, Member, Scale, Shape, Time, When};

/// How a line is drawn in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// There is no line: its actor's story has not begun, or is over.
    Nothing,
    /// Between two events of the actor.
    Between,
    /// An event may hold.
    Possible,
    /// An event holds.
    Sure,
}

/// The lines in sight with their weights.
pub(super) fn lines(
    request: &Request<'_>,
    scale: &Scale,
    shown: &Range<usize>,
    events: &[EventIndex],
    crowded: bool,
) -> Vec<StoryLine> {
    let columns = usize::from(request.columns());
    let mut lines: Vec<StoryLine> = shown
        .clone()
        .zip((0_u16..).step_by(usize::from(request.step())))
        .map(|(line, row)| {
            let actor = request.order.lines()[line];
            StoryLine {
                line,
                actor,
                name: request.timeline.actor(actor).short.clone(),
                row,
                weights: vec![Weight::Nothing; columns],
                beyond: beyond(request, line),
                heights: Vec::new(),
                takes_part: false,
                is_absent: request.own(line).is_empty(),
            }
        })
        .collect();
    for &event in events.iter().filter(|_| !crowded) {
        let Some(when) = &request.timeline.event(event).when else {
            continue;
        };
        let stretches = stretches(when, scale);
        let own = request.order.lines_of(request.index, event);
        let first = own.partition_point(|&line| line < as_line(shown.start));
        for &line in own[first..]
            .iter()
            .take_while(|&&line| line < as_line(shown.end))
        {
            let weights = &mut lines[line as usize - shown.start].weights;
            for (range, weight) in &stretches {
                for column in &mut weights[range.clone()] {
                    *column = (*column).max(*weight);
                }
            }
        }
    }
    for line in &mut lines {
        connect(line);
    }
    lines
}

/// Whether an actor has events that begin before the window, and ones that begin after it.
fn beyond(request: &Request<'_>, line: usize) -> (bool, bool) {
    let own = request.own(line);
    let start = |event: Option<&EventIndex>| event.map(|&event| start_of(request.timeline, event));
    (
        start(own.first()).is_some_and(|start| start < request.window.start()),
        start(own.last()).is_some_and(|start| start >= request.window.end()),
    )
}

/// Joins the stretches of a line, and the edges that it crosses.
fn connect(line: &mut StoryLine) {
    let any = |weight: &Weight| *weight > Weight::Nothing;
    let (first, last) = match (line.weights.iter().position(any), line.beyond) {
        (Some(first), _) => (first, line.weights.iter().rposition(any).unwrap_or(first)),
        // Nothing in sight, and something on either side: the line passes through.
        (None, (true, true)) => (0, line.weights.len().saturating_sub(1)),
        (None, _) => return,
    };
    let first = if line.beyond.0 { 0 } else { first };
    let last = if line.beyond.1 {
        line.weights.len() - 1
    } else {
        last
    };
    for weight in &mut line.weights[first..=last] {
        *weight = (*weight).max(Weight::Between);
    }
}

/// The columns of a date, the possible ones before the sure ones that lie in them.
fn stretches(when: &When, scale: &Scale) -> Vec<(Range<usize>, Weight)> {
    let mut stretches = Vec::new();
    for member in when.members() {
        let (first, last) = member.hull();
        let whole = (time(first, Time::MIN), time(last, Time::MAX));
        stretches.extend(columns(whole, scale).map(|range| (range, Weight::Possible)));
        let sure = sure(member, when).and_then(|sure| columns(sure, scale));
        stretches.extend(sure.map(|range| (range, Weight::Sure)));
    }
    stretches
}

/// The part of one stretch in which an event surely holds.
fn sure(member: &Member, when: &When) -> Option<(Time, Time)> {
    if when.is_uncertain() || matches!(when.shape(), Shape::SomeWithin | Shape::OneOf) {
        return None;
    }
    let (from, to) = match (member.start.latest, member.end.earliest) {
        (Bound::Unknown, _) | (_, Bound::Unknown) => return None,
        (from, to) => (time(from, Time::MIN), time(to, Time::MAX)),
    };
    // About a year: the year, with a quarter of it at either side in doubt.
    let doubt = if when.is_approximate() && when.shape() == Shape::Span {
        to.nanos_since(from) / 4
    } else {
        0
    };
    let sure = (
        from.saturating_add_nanos(doubt),
        to.saturating_add_nanos(-doubt),
    );
    (sure.0 <= sure.1).then_some(sure)
}

fn time(bound: Bound, open: Time) -> Time {
    bound.time().unwrap_or(open)
}

/// The columns that a stretch of time touches, at least one of them; `None` outside the window.
pub(super) fn columns((from, to): (Time, Time), scale: &Scale) -> Option<Range<usize>> {
    let window = scale.window();
    if from >= window.end() || to < window.start() || (to == window.start() && from < to) {
        return None;
    }
    let first = scale.column_of(from).map_or(0, usize::from);
    let last = scale.column_of(to.saturating_add_nanos(-1).max(from));
    let last = last.map_or(usize::from(scale.columns()) - 1, usize::from);
    Some(first..last.max(first) + 1)
}
