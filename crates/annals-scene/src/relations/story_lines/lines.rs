//! The lines: from where to where each goes, and how sure each column of it is.

use std::ops::Range;

use super::request::{Request, as_line, start_of};
use crate::certainty::{closed, sure_range};
use annals_model::text::Clean;
use annals_model::{ActorIndex, EventIndex};
use annals_time::{Bound, Member, Scale, Shape, Time, When};

/// How a line is drawn in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// No line: before the first or after the last event of the actor.
    Nothing,
    /// Between two events of the actor.
    Between,
    /// An event may hold.
    Possible,
    /// An event holds.
    Sure,
}

/// The visible line of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLine {
    /// Its number in the order of all lines.
    pub line: usize,
    /// The actor.
    pub actor: ActorIndex,
    /// The short name.
    pub name: Clean,
    /// Its row.
    pub row: u16,
    /// The weight of each column; nothing under titles on the line.
    pub weights: Vec<Weight>,
    /// Whether it continues to the left and to the right of the window.
    pub beyond: (bool, bool),
    /// With too many events for joins: how many begin in each column, in eighths of a row; else empty.
    pub heights: Vec<u8>,
    /// Whether the actor takes part in the event under the cursor.
    pub takes_part: bool,
    /// Whether the actor has no visible event.
    pub is_absent: bool,
}

/// Returns the visible lines with their weights.
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
        let spans = spans(when, scale);
        let own = request.order.lines_of(request.index, event);
        let first = own.partition_point(|&line| line < as_line(shown.start));
        for &line in own[first..]
            .iter()
            .take_while(|&&line| line < as_line(shown.end))
        {
            let weights = &mut lines[line as usize - shown.start].weights;
            for (range, weight) in &spans {
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

/// Returns whether an actor has events that begin before the window, and after it.
fn beyond(request: &Request<'_>, line: usize) -> (bool, bool) {
    let own = request.own(line);
    let start = |event: Option<&EventIndex>| event.map(|&event| start_of(request.timeline, event));
    (
        start(own.first()).is_some_and(|start| start < request.window.start()),
        start(own.last()).is_some_and(|start| start >= request.window.end()),
    )
}

/// Fills the gaps between the events of a line, and to the edges that it crosses.
fn connect(line: &mut StoryLine) {
    let any = |weight: &Weight| *weight > Weight::Nothing;
    let (first, last) = match (line.weights.iter().position(any), line.beyond) {
        (Some(first), _) => (first, line.weights.iter().rposition(any).unwrap_or(first)),
        // Events on both sides of the window: the line passes through.
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

/// Returns the columns of a date, with the sure columns after the possible ones that contain them.
fn spans(when: &When, scale: &Scale) -> Vec<(Range<usize>, Weight)> {
    let mut spans = Vec::new();
    for member in when.members() {
        let whole = closed(member.hull());
        spans.extend(columns(whole, scale).map(|range| (range, Weight::Possible)));
        let sure = sure(member, when).and_then(|sure| columns(sure, scale));
        spans.extend(sure.map(|range| (range, Weight::Sure)));
    }
    spans
}

/// Returns where an event of a member surely holds, if anywhere.
fn sure(member: &Member, when: &When) -> Option<(Time, Time)> {
    if when.is_uncertain() || matches!(when.shape(), Shape::SomeWithin | Shape::OneOf) {
        return None;
    }
    let bounds = [member.start.latest, member.end.earliest];
    if bounds.contains(&Bound::Unknown) {
        return None;
    }
    let (from, to) = sure_range(member, when);
    (from <= to).then_some((from, to))
}

/// Returns the columns that an interval touches, at least one; `None` outside the window.
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
