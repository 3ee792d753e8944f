//! The cursor of the story lines: an event on a line.

use super::{Order, Request, meets, start_of};
use crate::flow::Target;
use crate::relations::{Direction, Seen};
use crate::scrolled;
use annals_index::Index;
use annals_model::{ActorIndex, EventIndex};

/// The cursor, an event on a line, and what is scrolled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The event.
    pub event: Option<EventIndex>,
    /// The line, from the top.
    pub line: usize,
    /// The first line in sight.
    pub first_line: usize,
}

impl State {
    /// The cursor on an event, on the line of an actor; on the topmost line of the event where no
    /// actor is given or where that one takes no part in it. Of no event, or of one that is not shown,
    /// without date or without actors, the first event of the first line that has any.
    pub fn on(
        order: &Order,
        index: &Index,
        seen: &Seen<'_>,
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

    /// The cursor one move on, in range and its line in sight: along a line from event to event, from
    /// line to line to the same event or, where that one has no part in it, to the nearest in time.
    /// Lines without any event that is shown are passed over.
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
            let place = own.partition_point(|&event| index.rank(event) < rank);
            let place = match direction {
                Direction::NextMark => place + 1,
                Direction::PreviousMark => place.saturating_sub(1),
                direction => direction.column(place, own.len(), own.len().min(10)),
            };
            self.event = own.get(place).copied().or(self.event);
        }
        self.held(request)
    }

    /// The same cursor on an event of its line, in range and with its line in sight. Where none of the
    /// line is shown, on the first line that has one.
    #[must_use]
    pub fn held(self, request: &Request<'_>) -> Self {
        let count = request.order.lines().len();
        let line = self.line.min(count.saturating_sub(1));
        let has_any = |line: &usize| !request.own(*line).is_empty();
        let line = Some(line)
            .filter(has_any)
            .or_else(|| (0..count).find(has_any));
        let line = line.unwrap_or_else(|| self.line.min(count.saturating_sub(1)));
        let known = |event: &EventIndex| event.place() < request.timeline.events.len();
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
            first_line: scrolled(self.first_line, line, request.room(), count),
        }
    }

    /// The cursor on an event: on its line where the event is on that one too, else on the topmost of the
    /// event. `None` where it is on none.
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

    /// The event under the cursor, to follow.
    pub fn event_target(&self) -> Option<Target> {
        self.event.map(Target::Event)
    }

    /// The actor of the cursor's line, to follow.
    pub fn actor_target(&self, order: &Order) -> Option<Target> {
        order.lines().get(self.line).copied().map(Target::Actor)
    }
}

/// The event of a line that is the same as another event or the nearest to it in time; of two equally
/// near, the earlier.
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
    let before = after.checked_sub(1).and_then(|place| own.get(place));
    [before, own.get(after)]
        .into_iter()
        .flatten()
        .copied()
        .min_by_key(|&other| distance(other))
}
