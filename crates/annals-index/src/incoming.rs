//! Links seen from the events they lead to.
//!
//! Owns one sorted list. Most events have no link, so nothing is kept for an event that none leads to.

use annals_model::EventIndex;

/// A link seen from the event it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The event that the link leads from.
    pub from: EventIndex,
    /// The link's place among that event's links.
    pub link: usize,
}

/// All links by the event they lead to.
#[derive(Debug, Clone)]
pub(super) struct Arrivals {
    /// The event that each link leads to.
    targets: Box<[EventIndex]>,
    links: Box<[Incoming]>,
}

impl Arrivals {
    /// Sorts links; those to one event by the rank of the event they lead from, then as they come.
    pub(super) fn new(
        mut links: Vec<(EventIndex, Incoming)>,
        rank: impl Fn(EventIndex) -> usize,
    ) -> Self {
        links.sort_by_key(|&(to, link)| (to, rank(link.from), link.link));
        let (targets, links): (Vec<_>, Vec<_>) = links.into_iter().unzip();
        Self {
            targets: targets.into_boxed_slice(),
            links: links.into_boxed_slice(),
        }
    }

    /// The links that lead to an event.
    pub(super) fn to(&self, event: EventIndex) -> &[Incoming] {
        let from = self.targets.partition_point(|&target| target < event);
        let count = self.targets[from..].partition_point(|&target| target == event);
        &self.links[from..from + count]
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.targets) + size_of_val(&*self.links)
    }
}
