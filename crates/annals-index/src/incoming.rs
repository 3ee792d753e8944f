//! Links by target. Most events have no link, so events without incoming links take no space.

use annals_model::EventIndex;

/// A link, seen from its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incoming {
    /// The event that the link starts from.
    pub from: EventIndex,
    /// The index of the link in that event's links.
    pub link: usize,
}

/// All links, sorted by target.
#[derive(Debug, Clone)]
pub(super) struct IncomingLinks {
    /// The target of each link.
    targets: Box<[EventIndex]>,
    links: Box<[Incoming]>,
}

impl IncomingLinks {
    /// Sorts links by target, then by the rank of their origin, then by their order there.
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

    /// Returns the links that lead to an event.
    pub(super) fn to(&self, event: EventIndex) -> &[Incoming] {
        let from = self.targets.partition_point(|&target| target < event);
        let count = self.targets[from..].partition_point(|&target| target == event);
        &self.links[from..from + count]
    }
}
