//! Finds cycles in the links of a timeline. `contradicts` says nothing about order and is ignored.

use super::model::{EventIndex, LinkKind};
use super::timeline::Timeline;

/// Maximum number of events of a cycle that are returned: many cycles may share most of their events.
const MAX_NAMED: usize = 20;

/// A cycle of links.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Circle {
    /// Its first events, in order; at least one.
    pub(super) first: Vec<EventIndex>,
    /// The number of its events.
    pub(super) length: usize,
}

/// Returns the cycles that a depth-first walk through the links finds. Cycles that share events may be found as one.
pub(super) fn circles(timeline: &Timeline) -> Vec<Circle> {
    let mut found = Vec::new();
    let mut state = vec![State::Unseen; timeline.events.len()];
    for start in (0..timeline.events.len()).map(EventIndex::new) {
        // Most events lead nowhere.
        if !timeline.event(start).links.is_empty() {
            walk(timeline, start, &mut state, &mut found);
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    /// On the path of the walk, with its index there.
    OnPath(usize),
    Done,
}

/// Depth-first search with an explicit stack, so that a chain of a million links does not overflow the call
/// stack.
fn walk(timeline: &Timeline, start: EventIndex, state: &mut [State], found: &mut Vec<Circle>) {
    if state[start.index()] != State::Unseen {
        return;
    }
    let mut path = vec![(start, 0)];
    state[start.index()] = State::OnPath(0);
    while let Some((event, next)) = path.last_mut() {
        let event = *event;
        let link = timeline
            .event(event)
            .links
            .get(*next)
            .map(|it| (it.to, it.kind));
        *next += 1;
        let Some((to, kind)) = link else {
            state[event.index()] = State::Done;
            path.pop();
            continue;
        };
        if kind == LinkKind::Contradicts {
            continue;
        }
        match state[to.index()] {
            State::Unseen => {
                state[to.index()] = State::OnPath(path.len());
                path.push((to, 0));
            }
            State::OnPath(index) => {
                let events = path.iter().skip(index).map(|step| step.0);
                found.push(Circle {
                    first: events.take(MAX_NAMED).collect(),
                    length: path.len() - index,
                });
            }
            State::Done => {}
        }
    }
}
