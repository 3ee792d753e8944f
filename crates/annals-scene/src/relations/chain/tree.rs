//! Which links a chain shows on one side of its subject.
//!
//! An event is shown in full in the first row that has it, unless its links are hidden there because the row is
//! too far from the subject and a later one is nearer. In other rows it is only named, so cycles end. The walk
//! recurses at most [`MAX_DEPTH`] levels.

use std::collections::HashMap;

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
        let mut walk = Walk {
            timeline,
            index,
            state,
            side,
            branches: vec![root],
            met: HashMap::new(),
        };
        walk.visit(0);
        Self {
            branches: walk.branches,
        }
    }

    /// Returns the branch that shows the event of another in full, if that is not the same.
    pub(super) fn first_of(&self, position: usize) -> Option<usize> {
        let mut first = self.branches[position].first?;
        while let Some(before) = self.branches[first].first {
            first = before;
        }
        Some(first)
    }

    /// Returns whether a branch is a descendant of another.
    pub(super) fn is_on(&self, mut branch: usize, on: usize) -> bool {
        while branch > on {
            branch = self.branches[branch].parent;
        }
        branch == on
    }
}

/// The walk over the links of one side.
struct Walk<'a> {
    timeline: &'a Timeline,
    index: &'a Index,
    state: &'a State,
    side: Side,
    branches: Vec<Branch>,
    /// The branch that shows each event in full, or has its hidden links.
    met: HashMap<EventIndex, usize>,
}

impl Walk<'_> {
    /// Adds what hangs on a branch, unless its event is shown in full elsewhere.
    fn visit(&mut self, position: usize) {
        let (event, depth) = (self.branches[position].event, self.branches[position].depth);
        let links = Links::new(self.timeline, self.index, self.side, event);
        let shown = match (depth, self.state.times(self.side, event)) {
            (MAX_DEPTH.., _) | (STEPS.., 0) => 0,
            (_, times) => LINKS.saturating_add(times.saturating_mul(MORE_LINKS)),
        };
        let shown = shown.min(links.count());
        if let Some(&first) = self.met.get(&event) {
            let is_cut = self.branches[first].children.is_empty();
            if !is_cut || shown == 0 {
                self.branches[position].first = Some(first);
                return;
            }
            self.branches[first].first = Some(position);
            self.branches[first].hidden = None;
        }
        self.met.insert(event, position);
        for number in 0..shown {
            let (from, link) = links.get(number);
            let other = match self.side {
                Side::Before => from,
                Side::After => self.timeline.event(from).links[link].to,
            };
            let child = self.branches.len();
            self.branches.push(Branch {
                event: other,
                by: Some((from, link)),
                parent: position,
                children: Vec::new(),
                hidden: None,
                first: None,
                depth: depth + 1,
            });
            self.branches[position].children.push(child);
            self.visit(child);
        }
        self.branches[position].hidden = (shown < links.count()).then(|| Hidden {
            count: links.count() - shown,
            next: links.get(shown),
            can_open: depth < MAX_DEPTH,
        });
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
