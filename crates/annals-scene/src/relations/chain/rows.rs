//! Writes the rows of a chain from its two trees; the one above the subject grows upwards.

use std::collections::HashMap;

use super::tree::{Branch, Hidden, Tree, link};
use super::{Again, Chain, Content, Node, Rail, Row, Side, State, Stop};
use crate::detail::leading_actor;
use crate::wording::{evidence_words, quoted_wording};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{LinkKind, Timeline};

pub(super) fn chain(timeline: &Timeline, index: &Index, state: &State, ascii: bool) -> Chain {
    let before = Tree::new(timeline, index, state, Side::Before);
    let after = Tree::new(timeline, index, state, Side::After);
    let mut writer = Writer {
        timeline,
        ascii,
        rows: Vec::new(),
        parents: HashMap::new(),
        rows_of: HashMap::new(),
        repeats: Vec::new(),
    };
    writer.before(&before);
    writer.subject(state);
    writer.after(&after);
    writer.point(&before, &after);
    let stops: Vec<(usize, Stop)> = writer
        .rows
        .iter()
        .enumerate()
        .filter_map(|(row, what)| what.stop.map(|stop| (row, stop)))
        .collect();
    let places = stops.iter().enumerate();
    Chain {
        counts: (before.branches.len() - 1, after.branches.len() - 1),
        places: places
            .map(|(position, &(_, stop))| (stop, position))
            .collect(),
        stops,
        parents: writer.parents,
        rows: writer.rows,
    }
}

struct Writer<'a> {
    timeline: &'a Timeline,
    ascii: bool,
    rows: Vec<Row>,
    parents: HashMap<Stop, Stop>,
    /// The row of each branch.
    rows_of: HashMap<(Side, usize), usize>,
    /// Rows of repeated events, with their branches.
    repeats: Vec<(usize, Side, usize)>,
}

impl Writer<'_> {
    fn before(&mut self, tree: &Tree) {
        if tree.branches[0].children.is_empty() {
            let words = "Nothing here is said to have led to it.";
            return self.remark(words, Rail::First);
        }
        self.above(tree, 0, &mut Vec::new());
    }

    fn subject(&mut self, state: &State) {
        let node = self.node(state.subject);
        for side in [Side::Before, Side::After] {
            self.rows_of.insert((side, 0), self.rows.len());
        }
        self.push(&[], Content::Event(node), Some(Stop::Subject));
    }

    fn after(&mut self, tree: &Tree) {
        if tree.branches[0].children.is_empty() {
            let words = "Nothing here is said to follow from it.";
            return self.remark(words, Rail::Last);
        }
        self.below(tree, 0, &mut Vec::new());
    }

    fn remark(&mut self, words: &'static str, rail: Rail) {
        self.push(&[rail], Content::Remark(Clean::own(words)), None);
    }

    /// Writes what led to an event, in the rows above it. The recursion is at most as deep as the tree.
    fn above(&mut self, tree: &Tree, position: usize, rails: &mut Vec<Rail>) {
        let branch = &tree.branches[position];
        let mut first = true;
        if let Some(hidden) = branch.hidden {
            self.more(Side::Before, branch, hidden, rails, Rail::First);
            first = false;
        }
        for &child in &branch.children {
            rails.push(if first { Rail::Blank } else { Rail::Pass });
            self.above(tree, child, rails);
            rails.pop();
            let rail = if first { Rail::First } else { Rail::Branch };
            self.event(Side::Before, tree, child, rails, rail);
            self.link(&tree.branches[child], rails);
            first = false;
        }
    }

    /// Writes what an event led to, in the rows below it.
    fn below(&mut self, tree: &Tree, position: usize, rails: &mut Vec<Rail>) {
        let branch = &tree.branches[position];
        for (number, &child) in branch.children.iter().enumerate() {
            let last = number + 1 == branch.children.len() && branch.hidden.is_none();
            self.link(&tree.branches[child], rails);
            let rail = if last { Rail::Last } else { Rail::Branch };
            self.event(Side::After, tree, child, rails, rail);
            rails.push(if last { Rail::Blank } else { Rail::Pass });
            self.below(tree, child, rails);
            rails.pop();
        }
        if let Some(hidden) = branch.hidden {
            self.more(Side::After, branch, hidden, rails, Rail::Last);
        }
    }

    fn event(&mut self, side: Side, tree: &Tree, position: usize, rails: &[Rail], rail: Rail) {
        let branch = &tree.branches[position];
        let stop = stop(side, branch);
        let parent = &tree.branches[branch.parent];
        self.parents.insert(stop, self::stop(side, parent));
        match branch.first {
            Some(_) => self.repeats.push((self.rows.len(), side, position)),
            None => {
                self.rows_of.insert((side, position), self.rows.len());
            }
        }
        let node = self.node(branch.event);
        self.push(&[rails, &[rail]].concat(), Content::Event(node), Some(stop));
    }

    fn more(&mut self, side: Side, branch: &Branch, hidden: Hidden, rails: &[Rail], rail: Rail) {
        let event = branch.event;
        let stop = Stop::More { side, event };
        self.parents.insert(stop, self::stop(side, branch));
        let content = Content::More {
            event,
            count: hidden.count,
            next: hidden.next,
            can_open: hidden.can_open,
        };
        self.push(&[rails, &[rail]].concat(), content, Some(stop));
    }

    fn node(&self, event: annals_model::EventIndex) -> Node {
        let what = self.timeline.event(event);
        let date = what.when.as_ref().map(|when| when.short(self.ascii));
        Node {
            event,
            leader: leading_actor(what),
            date: Clean::line(&date.unwrap_or_default()),
            status: what.status,
            title: what.title.clone(),
            again: None,
        }
    }

    fn link(&mut self, branch: &Branch, rails: &[Rail]) {
        let Some(by) = branch.by else { return };
        let link = link(self.timeline, by);
        let kind = Clean::own(kind_words(link.kind));
        let (words, kind_words) = match quoted_wording(link, self.ascii) {
            Some(words) => (words, Some(kind)),
            None => (kind, None),
        };
        let content = Content::Link {
            kind: link.kind,
            words,
            kind_words,
            evidence: evidence_words(self.timeline, &link.evidence),
        };
        self.push(&[rails, &[Rail::Pass]].concat(), content, None);
    }

    fn push(&mut self, rails: &[Rail], content: Content, stop: Option<Stop>) {
        self.rows.push(Row {
            rails: rails.to_vec(),
            content,
            stop,
        });
    }

    /// Sets for each repeated event where it is shown in full.
    fn point(&mut self, before: &Tree, after: &Tree) {
        for (row, side, position) in std::mem::take(&mut self.repeats) {
            let tree = match side {
                Side::Before => before,
                Side::After => after,
            };
            let Some(first) = tree.branches[position].first else {
                continue;
            };
            let there = self.rows_of.get(&(side, first)).copied().unwrap_or(0);
            let again = if there < row {
                Again::Above
            } else {
                Again::Below
            };
            let circle = tree.is_on(position, first);
            if let Content::Event(node) = &mut self.rows[row].content {
                node.again = Some((again, circle));
            }
        }
    }
}

/// Returns the stop of a branch.
fn stop(side: Side, branch: &Branch) -> Stop {
    branch.by.map_or(Stop::Subject, |(from, link)| Stop::Link {
        side,
        from,
        link,
    })
}

/// Words a link, read from the event above to the one below.
const fn kind_words(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Causes => "led to",
        LinkKind::Enables => "enabled",
        LinkKind::Follows => "was followed by",
        LinkKind::Contradicts => "stands against",
    }
}
