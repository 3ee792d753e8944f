//! The cursor of the story lines: an event on a line.

use super::order::Order;
use super::request::{Request, meets, start_of};
use crate::flow::Target;
use crate::relations::{Direction, VisibleStory};
use crate::scroll_to;
use annals_index::Index;
use annals_model::{ActorIndex, EventIndex};

/// The cursor and the scroll position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The event.
    pub event: Option<EventIndex>,
    /// The line, from the top.
    pub line: usize,
    /// The first visible line.
    pub first_line: usize,
}

impl State {
    /// Puts the cursor on an event, on the line of `actor` or else on the topmost line of the event. An event
    /// that has no line, or none, is replaced by the first event of the first line that has one.
    pub fn on(
        order: &Order,
        index: &Index,
        seen: &VisibleStory<'_>,
        event: Option<EventIndex>,
        actor: Option<ActorIndex>,
    ) -> Self {
        let event = event.filter(|&event| seen.shown.contains(event));
        let lines = event.map_or(&[][..], |event| order.lines_of(index, event));
        let wanted = actor.and_then(|actor| order.line_of(actor));
        let own = |line: usize| order.events_of(index, seen, line);
        let has_any = |line: &usize| !own(*line).is_empty();
        let line = wanted
            .filter(|line| has_any(line) && (lines.is_empty() || meets(lines, *line)))
            .or_else(|| lines.first().map(|&line| line as usize))
            .or_else(|| (0..order.lines().len()).find(has_any))
            .unwrap_or(0);
        let event = event
            .filter(|_| !lines.is_empty())
            .or_else(|| own(line).first().copied());
        Self {
            event,
            line,
            first_line: 0,
        }
    }

    /// Moves the cursor and scrolls to its line: along a line to the next event, or to another line, there to
    /// the same event or the nearest in time. Lines without visible events are skipped.
    #[must_use]
    pub fn moved(mut self, direction: Direction, request: &Request<'_>) -> Self {
        self = self.held(request);
        let index = request.index;
        let count = request.order.lines().len();
        let line = direction.row(self.line, count, request.room());
        let has_any = |line: &usize| !request.own(*line).is_empty();
        let line = if line > self.line {
            let before = (self.line..line).rev();
            (line..count).chain(before).find(has_any)
        } else {
            let after = line..=self.line;
            (0..=line).rev().chain(after).find(has_any)
        };
        let line = line.unwrap_or(self.line);
        if line != self.line {
            self.line = line;
            self.event = nearest(request, line, self.event);
        }
        let own = request.own(line);
        if let Some(event) = self.event {
            let rank = index.rank(event);
            let position = own.partition_point(|&event| index.rank(event) < rank);
            let position = match direction {
                Direction::NextMark => position + 1,
                Direction::PreviousMark => position.saturating_sub(1),
                direction => direction.column(position, own.len(), own.len().min(10)),
            };
            self.event = own.get(position).copied().or(self.event);
        }
        self.held(request)
    }

    /// Puts the cursor on a visible event of its line, or else on the first line that has one, and scrolls to
    /// it.
    #[must_use]
    pub fn held(self, request: &Request<'_>) -> Self {
        let count = request.order.lines().len();
        let line = self.line.min(count.saturating_sub(1));
        let has_any = |line: &usize| !request.own(*line).is_empty();
        let line = Some(line)
            .filter(has_any)
            .or_else(|| (0..count).find(has_any));
        let line = line.unwrap_or_else(|| self.line.min(count.saturating_sub(1)));
        let known = |event: &EventIndex| event.index() < request.timeline.events.len();
        let takes_part = |event: &EventIndex| {
            request.seen.shown.contains(*event)
                && meets(request.order.lines_of(request.index, *event), line)
        };
        let event = self.event.filter(known);
        let event = match event.filter(takes_part) {
            Some(event) => Some(event),
            None => nearest(request, line, event),
        };
        Self {
            event,
            line,
            first_line: scroll_to(self.first_line, line, request.room(), count),
        }
    }

    /// Puts the cursor on an event, on the same line if possible, else on the topmost line of the event.
    /// `None` if it has no line.
    #[must_use]
    pub fn put_on(&self, event: EventIndex, request: &Request<'_>) -> Option<Self> {
        if !request.seen.shown.contains(event) {
            return None;
        }
        let lines = request.order.lines_of(request.index, event);
        let line = if meets(lines, self.line) {
            self.line
        } else {
            *lines.first()? as usize
        };
        let put = Self {
            event: Some(event),
            line,
            ..*self
        };
        Some(put.held(request))
    }

    /// Returns the event under the cursor.
    pub fn event_target(&self) -> Option<Target> {
        self.event.map(Target::Event)
    }

    /// Returns the actor of the cursor's line.
    pub fn actor_target(&self, order: &Order) -> Option<Target> {
        order.lines().get(self.line).copied().map(Target::Actor)
    }
}

/// Returns the event of a line that is nearest in time to another event; of two, the earlier.
fn nearest(request: &Request<'_>, line: usize, event: Option<EventIndex>) -> Option<EventIndex> {
    let own = request.own(line);
    let Some(event) = event else {
        return own.first().copied();
    };
    let rank = request.index.rank(event);
    let after = own.partition_point(|&event| request.index.rank(event) < rank);
    let start = |event: EventIndex| start_of(request.timeline, event);
    let distance = |other: EventIndex| {
        (
            other != event,
            start(other).nanos_since(start(event)).unsigned_abs(),
        )
    };
    let before = after.checked_sub(1).and_then(|position| own.get(position));
    [before, own.get(after)]
        .into_iter()
        .flatten()
        .copied()
        .min_by_key(|&other| distance(other))
}
