//! Finds cycles in the links of a timeline. `contradicts` says nothing about order and is ignored.

use super::model::{EventIndex, LinkKind};
use super::timeline::Timeline;

/// Returns the cycles that a depth-first walk through the links finds, each as its events, the first one
/// not repeated. Cycles that share events may be found as one.
pub(super) fn circles(timeline: &Timeline) -> Vec<Vec<EventIndex>> {
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
    OnPath,
    Done,
}

/// Depth-first search with an explicit stack, so that a chain of a million links does not overflow the call
/// stack.
fn walk(
    timeline: &Timeline,
    start: EventIndex,
    state: &mut [State],
    found: &mut Vec<Vec<EventIndex>>,
) {
    if state[start.index()] != State::Unseen {
        return;
    }
    let mut path = vec![(start, 0)];
    state[start.index()] = State::OnPath;
    while let Some((event, next)) = path.last_mut() {
        let links = &timeline.event(*event).links;
        let Some(link) = links.get(*next) else {
            state[event.index()] = State::Done;
            path.pop();
            continue;
        };
        *next += 1;
        if link.kind == LinkKind::Contradicts {
            continue;
        }
        match state[link.to.index()] {
            State::Unseen => {
                state[link.to.index()] = State::OnPath;
                path.push((link.to, 0));
            }
            State::OnPath => found.push(
                path.iter()
                    .map(|step| step.0)
                    .skip_while(|&step| step != link.to)
                    .collect(),
            ),
            State::Done => {}
        }
    }
}
