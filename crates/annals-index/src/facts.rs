//! What a filter asks of an event besides its date and its names, in a byte.
//!
//! Owns the column of these bytes and the sets of events with links of each kind. It knows no query;
//! which of it is asked for is the business of [`super::query`].

use super::Incoming;
use super::search::Bits;
use annals_model::{Brief, EventIndex, LinkKind, Status};

/// The bits of a byte that hold the place of the status in [`Status::ALL`].
const STATUS: u8 = 0b111;

const _: () = assert!(Status::ALL.len() <= STATUS as usize + 1);

/// Something that an event has or has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Fact {
    Summary = 1 << 3,
    Actors = 1 << 4,
    Themes = 1 << 5,
    Evidence = 1 << 6,
    Notes = 1 << 7,
}

/// The byte of an event.
pub(super) fn noted(event: &Brief, has_actors: bool) -> u8 {
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
    status.map_or(0, |(_, place)| place) | facts
}

/// The bytes of all events, and which events are linked. A byte an event, and an eighth of one for each
/// kind of link that there is.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// By rank.
    bytes: Box<[u8]>,
    /// The ranks of the events at either end of a link of each kind.
    linked: Vec<(LinkKind, Bits)>,
}

impl Facts {
    /// From bytes in the order of the file and all links with the events they lead to.
    pub(super) fn new(
        bytes: &[u8],
        order: &[EventIndex],
        links: &[(EventIndex, Incoming)],
        kind: impl Fn(Incoming) -> LinkKind,
        rank: impl Fn(EventIndex) -> usize,
    ) -> Self {
        let mut linked: Vec<(LinkKind, Bits)> = Vec::new();
        for &(to, link) in links {
            let kind = kind(link);
            let known = linked.iter().position(|(known, _)| *known == kind);
            let place = known.unwrap_or_else(|| {
                linked.push((kind, Bits::none(order.len())));
                linked.len() - 1
            });
            linked[place].1.insert(rank(link.from));
            linked[place].1.insert(rank(to));
        }
        Self {
            bytes: order.iter().map(|event| bytes[event.place()]).collect(),
            linked,
        }
    }

    /// The ranks of the events of some statuses.
    pub(super) fn of_statuses(&self, statuses: &[Status]) -> Bits {
        let places = Status::ALL.iter().zip(0_u32..);
        let wanted = places
            .filter(|(status, _)| statuses.contains(status))
            .fold(0_u32, |wanted, (_, place)| wanted | 1 << place);
        self.ranks(|byte| wanted >> (byte & STATUS) & 1 == 1)
    }

    /// The ranks of the events that have one of these.
    pub(super) fn having(&self, facts: &[Fact]) -> Bits {
        let wanted = facts.iter().fold(0, |wanted, &fact| wanted | fact as u8);
        self.ranks(|byte| byte & wanted != 0)
    }

    /// The ranks of the events at either end of a link of one of these kinds.
    pub(super) fn linked(&self, kinds: &[LinkKind]) -> Bits {
        let mut found = Bits::none(self.bytes.len());
        for (_, ranks) in self.linked.iter().filter(|(kind, _)| kinds.contains(kind)) {
            found.add(ranks);
        }
        found
    }

    fn ranks(&self, holds: impl Fn(u8) -> bool) -> Bits {
        let word = |bytes: &[u8]| {
            let bits = bytes.iter().zip(0_u32..);
            bits.fold(0, |word, (&byte, bit)| word | u64::from(holds(byte)) << bit)
        };
        Bits::of_words(self.bytes.chunks(64).map(word).collect())
    }

    /// Heap bytes.
    pub(super) fn bytes(&self) -> usize {
        let linked = self.linked.iter().map(|(_, ranks)| ranks.bytes());
        size_of_val(&*self.bytes)
            + self.linked.capacity() * size_of::<(LinkKind, Bits)>()
            + linked.sum::<usize>()
    }
}
