//! What leads to an event and what it leads to, over any number of links.
//!
//! Owns a walk that gives up where there is too much to walk through: whoever asks then has to take
//! every event for kin.

use std::collections::{HashMap, HashSet};

use annals_index::Index;
use annals_model::{EventIndex, LinkKind, Timeline};

/// Links that are looked at before the walk gives up.
const MOST_LINKS: usize = 512;

/// Which way links are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To what led to it.
    Back,
    /// To what it led to.
    On,
}

/// The events that links lead to one way, that event left out; `None` where there are too many. What
/// contradicts leads nowhere.
pub(super) fn kin(
    timeline: &Timeline,
    index: &Index,
    event: EventIndex,
    way: Way,
) -> Option<HashSet<EventIndex>> {
    let mut found = HashSet::new();
    let mut waiting = vec![event];
    let mut links = 0;
    while let Some(here) = waiting.pop() {
        let mut meet = |other: EventIndex, kind: LinkKind| {
            if kind != LinkKind::Contradicts && other != event && found.insert(other) {
                waiting.push(other);
            }
        };
        match way {
            Way::On => {
                let out = &timeline.event(here).links;
                links += out.len();
                if links > MOST_LINKS {
                    return None;
                }
                for link in out {
                    meet(link.to, link.kind);
                }
            }
            Way::Back => {
                let into = index.incoming(here);
                links += into.len();
                if links > MOST_LINKS {
                    return None;
                }
                for link in into {
                    meet(link.from, timeline.event(link.from).links[link.link].kind);
                }
            }
        }
    }
    Some(found)
}

/// What is known of the events around some events, found out once for each.
#[derive(Debug, Default)]
pub(super) struct Kinship {
    known: HashMap<EventIndex, Option<HashSet<EventIndex>>>,
}

impl Kinship {
    /// Whether links lead from one event to the other, either way, as far as can be seen. Of several
    /// questions the first event should be the one that is asked about more than once.
    pub(super) fn are_kin(
        &mut self,
        timeline: &Timeline,
        index: &Index,
        one: EventIndex,
        other: EventIndex,
    ) -> bool {
        let known = self.known.entry(one).or_insert_with(|| {
            let mut around = kin(timeline, index, one, Way::Back)?;
            around.extend(kin(timeline, index, one, Way::On)?);
            Some(around)
        });
        known.as_ref().is_none_or(|known| known.contains(&other))
    }
}
