//! Which links a chain has on one side of its event, and how they hang together.
//!
//! Owns the cutting. An event opens where it is met first, nearest to the event of the chain; met
//! again it is only named, so circles end and nothing stands twice. The walk is in breadth, without
//! recursion: a chain of a million links must not end the program.

use std::collections::{HashMap, VecDeque};

use super::{Side, State};
use annals_index::Index;
use annals_model::{EventIndex, Link, Timeline};

/// Steps from the event that are shown before anything is opened.
pub(super) const STEPS: usize = 4;
/// Links of one event that are shown before more are asked for.
const LINKS: usize = 20;
/// How many more of them each time.
const MORE_LINKS: usize = 100;
/// Steps beyond which nothing opens: from there on, an event has to be followed.
const DEEPEST: usize = 40;

/// Links that are not shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hidden {
    pub(super) count: usize,
    /// The event that the first of them leads from, and its place there.
    pub(super) next: (EventIndex, usize),
    pub(super) can_open: bool,
}

/// An event in the tree.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub(super) event: EventIndex,
    /// The link it was met by: the event that it leads from and its place there; none for the event
    /// of the chain.
    pub(super) by: Option<(EventIndex, usize)>,
    /// The branch it hangs on.
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    pub(super) hidden: Option<Hidden>,
    /// The branch at which the event opens, where it was met before.
    pub(super) first: Option<usize>,
    depth: usize,
}

/// One side of a chain. The branch of the event of the chain comes first.
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
        while let Some(place) = waiting.pop_front() {
            let (event, depth) = (branches[place].event, branches[place].depth);
            let times = state.times(side, event);
            let links = Links::new(timeline, index, side, event);
            let shown = match (depth, times) {
                (DEEPEST.., _) | (STEPS.., 0) => 0,
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
                branches[place].children.push(child);
                branches.push(Branch {
                    event: other,
                    by: Some((from, link)),
                    parent: place,
                    children: Vec::new(),
                    hidden: None,
                    first,
                    depth: depth + 1,
                });
            }
            branches[place].hidden = (shown < links.count()).then(|| Hidden {
                count: links.count() - shown,
                next: links.get(shown),
                can_open: depth < DEEPEST,
            });
        }
        Self { branches }
    }

    /// Whether one branch hangs, over however many others, on another.
    pub(super) fn is_on(&self, mut branch: usize, on: usize) -> bool {
        while branch > on {
            branch = self.branches[branch].parent;
        }
        branch == on
    }
}

/// The link of a place.
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

    /// The event that a link leads from, and its place there.
    fn get(&self, place: usize) -> (EventIndex, usize) {
        match self.side {
            Side::Before => {
                let incoming = self.index.incoming(self.event)[place];
                (incoming.from, incoming.link)
            }
            Side::After => (self.event, place),
        }
    }
}
