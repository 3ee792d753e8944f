//! Circles in the links of a timeline.
//!
//! Owns one question: does an event, by links that say that one thing came before another, lead back
//! to itself? `contradicts` says nothing of the kind and is left out.

use super::model::{EventIndex, LinkKind, Timeline};

/// Every circle of leading links that a walk through the events meets, each as the events on it, the
/// first one not repeated. Two circles that share events may be met as one.
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

/// A walk in depth with a path of its own: a chain of a million links must not end the program.
fn walk(
    timeline: &Timeline,
    start: EventIndex,
    state: &mut [State],
    found: &mut Vec<Vec<EventIndex>>,
) {
    if state[start.place()] != State::Unseen {
        return;
    }
    let mut path = vec![(start, 0)];
    state[start.place()] = State::OnPath;
    while let Some((event, next)) = path.last_mut() {
        let links = &timeline.event(*event).links;
        let Some(link) = links.get(*next) else {
            state[event.place()] = State::Done;
            path.pop();
            continue;
        };
        *next += 1;
        if link.kind == LinkKind::Contradicts {
            continue;
        }
        match state[link.to.place()] {
            State::Unseen => {
                state[link.to.place()] = State::OnPath;
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
