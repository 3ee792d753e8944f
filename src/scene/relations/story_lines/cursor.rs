//! The cursor of the story lines: an event on a line.

use super::{Order, Request, meets, start_of};
use crate::data::{ActorIndex, EventIndex};
use crate::index::Index;
use crate::scene::flow::Target;
use crate::scene::relations::Direction;
use crate::scene::scrolled;

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
    /// actor is given or where that one takes no part in it. Of no event, or of one without date or
    /// without actors, the first event of the first line.
    pub fn on(
        order: &Order,
        index: &Index,
        event: Option<EventIndex>,
        actor: Option<ActorIndex>,
    ) -> Self {
        let lines = event.map_or(&[][..], |event| order.lines_of(index, event));
        let wanted = actor.and_then(|actor| order.line_of(actor));
        let line = wanted
            .filter(|line| lines.is_empty() || meets(lines, *line))
            .or_else(|| lines.first().map(|&line| line as usize))
            .unwrap_or(0);
        let event = event
            .filter(|_| !lines.is_empty())
            .or_else(|| order.events_of(index, line).first().copied());
        Self {
            event,
            line,
            first_line: 0,
        }
    }

    /// The cursor one move on, in range and its line in sight: along a line from event to event, from
    /// line to line to the same event or, where that one has no part in it, to the nearest in time.
    #[must_use]
    pub fn moved(mut self, direction: Direction, request: &Request<'_>) -> Self {
        self = self.held(request);
        let (order, index) = (request.order, request.index);
        let line = direction.row(self.line, order.lines().len(), request.room());
        if line != self.line {
            self.line = line;
            self.event = nearest(request, line, self.event);
        }
        let own = order.events_of(index, line);
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

    /// The same cursor on an event of its line, in range and with its line in sight.
    #[must_use]
    pub fn held(self, request: &Request<'_>) -> Self {
        let count = request.order.lines().len();
        let line = self.line.min(count.saturating_sub(1));
        let takes_part = |event: EventIndex| {
            event.place() < request.timeline.events.len()
                && meets(request.order.lines_of(request.index, event), line)
        };
        let event = self.event.filter(|&event| takes_part(event));
        Self {
            event: event.or_else(|| {
                request
                    .order
                    .events_of(request.index, line)
                    .first()
                    .copied()
            }),
            line,
            first_line: scrolled(self.first_line, line, request.room(), count),
        }
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
    let own = request.order.events_of(request.index, line);
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
