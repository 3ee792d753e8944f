//! Which links a chain shows on one side of its subject.
//!
//! An event is shown in full where the breadth-first walk meets it first, nearest to the subject; later it is
//! only named, so cycles end. The walk does not recurse: a chain of a million links must not overflow the
//! stack.

use std::collections::{HashMap, VecDeque};

use super::{Side, State};
use annals_index::Index;
use annals_model::{EventIndex, Link, Timeline};

/// Levels shown at first.
pub(super) const STEPS: usize = 4;
/// Links of an event shown at first.
const LINKS: usize = 20;
/// Links added each time that more are opened.
const MORE_LINKS: usize = 100;
/// The deepest level that can be opened; beyond it, events can be followed.
const MAX_DEPTH: usize = 40;

/// Hidden links.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hidden {
    pub(super) count: usize,
    /// The first of them: the event that it leads from and its index there.
    pub(super) next: (EventIndex, usize),
    pub(super) can_open: bool,
}

/// An event in the tree.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub(super) event: EventIndex,
    /// The link that led here: the event that it leads from and its index there; `None` for the subject.
    pub(super) by: Option<(EventIndex, usize)>,
    /// Its parent.
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    pub(super) hidden: Option<Hidden>,
    /// The branch that shows the event in full, if that is an earlier one.
    pub(super) first: Option<usize>,
    depth: usize,
}

/// One side of a chain. The first branch is the subject.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) branches: Vec<Branch>,
}

impl Tree {
    pub(super) fn new(timeline: &Timeline, index: &Index, state: &State, side: Side) -> Self {
        let root = Branch {
            event: state.subject,
            by: None,
            parent: 0,
            children: Vec::new(),
            hidden: None,
            first: None,
            depth: 0,
        };
        let mut branches = vec![root];
        let mut met = HashMap::from([(state.subject, 0)]);
        let mut waiting = VecDeque::from([0]);
        while let Some(position) = waiting.pop_front() {
            let (event, depth) = (branches[position].event, branches[position].depth);
            let times = state.times(side, event);
            let links = Links::new(timeline, index, side, event);
            let shown = match (depth, times) {
                (MAX_DEPTH.., _) | (STEPS.., 0) => 0,
                (_, times) => LINKS.saturating_add(times.saturating_mul(MORE_LINKS)),
            };
            let shown = shown.min(links.count());
            for link in 0..shown {
                let (from, link) = links.get(link);
                let other = match side {
                    Side::Before => from,
                    Side::After => timeline.event(from).links[link].to,
                };
                let first = met.get(&other).copied();
                let child = branches.len();
                if first.is_none() {
                    met.insert(other, child);
                    waiting.push_back(child);
                }
                branches[position].children.push(child);
                branches.push(Branch {
                    event: other,
                    by: Some((from, link)),
                    parent: position,
                    children: Vec::new(),
                    hidden: None,
                    first,
                    depth: depth + 1,
                });
            }
            branches[position].hidden = (shown < links.count()).then(|| Hidden {
                count: links.count() - shown,
                next: links.get(shown),
                can_open: depth < MAX_DEPTH,
            });
        }
        Self { branches }
    }

    /// Returns whether a branch is a descendant of another.
    pub(super) fn is_on(&self, mut branch: usize, on: usize) -> bool {
        while branch > on {
            branch = self.branches[branch].parent;
        }
        branch == on
    }
}

/// Returns a link by event and index.
pub(super) fn link(timeline: &Timeline, (from, link): (EventIndex, usize)) -> &Link {
    &timeline.event(from).links[link]
}

/// The links of an event on one side.
struct Links<'a> {
    timeline: &'a Timeline,
    index: &'a Index,
    side: Side,
    event: EventIndex,
}

impl<'a> Links<'a> {
    const fn new(timeline: &'a Timeline, index: &'a Index, side: Side, event: EventIndex) -> Self {
        Self {
            timeline,
            index,
            side,
            event,
        }
    }

    fn count(&self) -> usize {
        match self.side {
            Side::Before => self.index.incoming(self.event).len(),
            Side::After => self.timeline.event(self.event).links.len(),
        }
    }

    /// Returns the event that a link leads from and its index there.
    fn get(&self, position: usize) -> (EventIndex, usize) {
        match self.side {
            Side::Before => {
                let incoming = self.index.incoming(self.event)[position];
                (incoming.from, incoming.link)
            }
            Side::After => (self.event, position),
        }
    }
}
