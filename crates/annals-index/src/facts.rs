//! Properties of events that filters test besides dates and names: one byte per event, and a bit set for
//! each kind of link.

use fixedbitset::FixedBitSet;

use super::incoming::Incoming;
use annals_model::{EventBrief, EventIndex, LinkKind, Status};

/// The bits that hold the index of the status in [`Status::ALL`].
const STATUS: u8 = 0b111;

const _: () = assert!(Status::ALL.len() <= STATUS as usize + 1);

/// A property that an event has or does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Fact {
    Summary = 1 << 3,
    Actors = 1 << 4,
    Themes = 1 << 5,
    Evidence = 1 << 6,
    Notes = 1 << 7,
}

/// Returns the byte of an event.
pub(super) fn noted(event: &EventBrief, has_actors: bool) -> u8 {
    let status = Status::ALL
        .iter()
        .zip(0_u8..)
        .find(|&(&status, _)| status == event.status);
    let facts = [
        (Fact::Summary, event.has_summary),
        (Fact::Actors, has_actors),
        (Fact::Themes, event.has_themes),
        (Fact::Evidence, event.has_evidence),
        (Fact::Notes, event.has_notes),
    ];
    let facts = facts.iter().filter(|(_, is_there)| *is_there);
    let facts = facts.fold(0, |byte, &(fact, _)| byte | fact as u8);
    status.map_or(0, |(_, position)| position) | facts
}

/// The bytes of all events, and the linked events: one byte per event, and an eighth for each kind of link.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// By rank.
    bytes: Box<[u8]>,
    /// For each kind of link, the ranks of the events at either end.
    linked: Vec<(LinkKind, FixedBitSet)>,
}

impl Facts {
    /// Takes bytes in file order, and all links with their targets.
    pub(super) fn new(
        bytes: &[u8],
        order: &[EventIndex],
        links: &[(EventIndex, Incoming)],
        kind: impl Fn(Incoming) -> LinkKind,
        rank: impl Fn(EventIndex) -> usize,
    ) -> Self {
        let mut linked: Vec<(LinkKind, FixedBitSet)> = Vec::new();
        for &(to, link) in links {
            let kind = kind(link);
            let known = linked.iter().position(|(known, _)| *known == kind);
            let position = known.unwrap_or_else(|| {
                linked.push((kind, FixedBitSet::with_capacity(order.len())));
                linked.len() - 1
            });
            linked[position].1.insert(rank(link.from));
            linked[position].1.insert(rank(to));
        }
        Self {
            bytes: order.iter().map(|event| bytes[event.index()]).collect(),
            linked,
        }
    }

    /// Returns the ranks of the events with one of the statuses.
    pub(super) fn of_statuses(&self, statuses: &[Status]) -> FixedBitSet {
        let positions = Status::ALL.iter().zip(0_u32..);
        let wanted = positions
            .filter(|(status, _)| statuses.contains(status))
            .fold(0_u32, |wanted, (_, position)| wanted | 1 << position);
        self.ranks(|byte| wanted >> (byte & STATUS) & 1 == 1)
    }

    /// Returns the ranks of the events that have one of these properties.
    pub(super) fn having(&self, facts: &[Fact]) -> FixedBitSet {
        let wanted = facts.iter().fold(0, |wanted, &fact| wanted | fact as u8);
        self.ranks(|byte| byte & wanted != 0)
    }

    /// Returns the ranks of the events at either end of a link of one of the kinds.
    pub(super) fn linked(&self, kinds: &[LinkKind]) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.bytes.len());
        for (_, ranks) in self.linked.iter().filter(|(kind, _)| kinds.contains(kind)) {
            found.union_with(ranks);
        }
        found
    }

    fn ranks(&self, holds: impl Fn(u8) -> bool) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.bytes.len());
        for (rank, &byte) in self.bytes.iter().enumerate() {
            found.set(rank, holds(byte));
        }
        found
    }
}
