//! Writes the rows of a chain from its two trees.

use std::collections::HashMap;

use super::tree::{Branch, Hidden, Tree, link};
use super::{Again, Chain, Content, Node, Rail, Row, Side, State, Stop};
use crate::detail::leading_actor;
use crate::wording::{label, quoted_wording};
use annals_index::Index;
use annals_model::text::Clean;
use annals_model::{EventIndex, Link, Timeline};

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
    writer.side(Side::Before, &before);
    writer.push(&[], Content::Gap, None);
    writer.subject(state);
    writer.push(&[], Content::Gap, None);
    writer.side(Side::After, &after);
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
    fn side(&mut self, side: Side, tree: &Tree) {
        let (heading, nothing) = match side {
            Side::Before => ("BEFORE", "No cause is named."),
            Side::After => ("AFTER", "No effect is named."),
        };
        self.push(&[], Content::Heading(heading), None);
        let root = &tree.branches[0];
        if root.children.is_empty() && root.hidden.is_none() {
            let words = Content::Remark(Clean::own(nothing));
            self.push(&[Rail::Blank], words, None);
        } else {
            self.branches(side, tree, 0, &mut Vec::new());
        }
    }

    fn subject(&mut self, state: &State) {
        let node = self.node(state.subject, Clean::default());
        for side in [Side::Before, Side::After] {
            self.rows_of.insert((side, 0), self.rows.len());
        }
        self.push(&[], Content::Event(node), Some(Stop::Subject));
    }

    /// Writes what hangs on a branch. The recursion is at most as deep as the tree.
    fn branches(&mut self, side: Side, tree: &Tree, position: usize, rails: &mut Vec<Rail>) {
        let branch = &tree.branches[position];
        for (number, &child) in branch.children.iter().enumerate() {
            let last = number + 1 == branch.children.len() && branch.hidden.is_none();
            let rail = if last { Rail::Last } else { Rail::Branch };
            self.event(side, tree, child, rails, rail);
            rails.push(if last { Rail::Blank } else { Rail::Pass });
            self.branches(side, tree, child, rails);
            rails.pop();
        }
        if let Some(hidden) = branch.hidden {
            self.more(side, branch, hidden, rails);
        }
    }

    fn event(&mut self, side: Side, tree: &Tree, position: usize, rails: &[Rail], rail: Rail) {
        let branch = &tree.branches[position];
        let stop = stop(side, branch);
        let parent = &tree.branches[branch.parent];
        self.parents.insert(stop, self::stop(side, parent));
        match tree.first_of(position) {
            Some(_) => self.repeats.push((self.rows.len(), side, position)),
            None => {
                self.rows_of.insert((side, position), self.rows.len());
            }
        }
        let joined_by = branch.by.map(|by| link(self.timeline, by));
        let joined_by = joined_by.map(|link| joining_words(link, side, self.ascii));
        let node = self.node(branch.event, joined_by.unwrap_or_default());
        self.push(&[rails, &[rail]].concat(), Content::Event(node), Some(stop));
    }

    fn more(&mut self, side: Side, branch: &Branch, hidden: Hidden, rails: &[Rail]) {
        let event = branch.event;
        let stop = Stop::More { side, event };
        self.parents.insert(stop, self::stop(side, branch));
        let content = Content::More {
            event,
            count: hidden.count,
            next: hidden.next,
            can_open: hidden.can_open,
        };
        self.push(&[rails, &[Rail::Last]].concat(), content, Some(stop));
    }

    fn node(&self, event: EventIndex, joined_by: Clean) -> Node {
        let what = self.timeline.event(event);
        let date = what.when.as_ref().map(|when| when.short(self.ascii));
        Node {
            event,
            leader: leading_actor(what),
            date: Clean::line(&date.unwrap_or_default()),
            status: what.status,
            joined_by,
            title: what.title.clone(),
            again: None,
        }
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
            let Some(first) = tree.first_of(position) else {
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

/// Returns the word of the source for a link in quotation marks, or else its kind as seen from the event that it
/// joins another to.
fn joining_words(link: &Link, side: Side, ascii: bool) -> Clean {
    quoted_wording(link, ascii).unwrap_or_else(|| {
        let label = label(link.kind, side == Side::Before);
        Clean::line(&label.to_lowercase())
    })
}
